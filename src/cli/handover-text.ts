/** A handover as text for a terminal: totals, then a line for each party that something happens to. */

import { pence, poundsText } from '#std/pence.ts';
import { textTable } from '#std/text-table.ts';
import type { HandoverWire } from '#wire/handover.ts';

/** Totals as sentences, then the lines as a table, then what it rests on. */
export function handoverText(handover: HandoverWire): string {
  const { scenario, from, to, rulebook, schedule, totals, lines, assumptions } = handover;
  const head = [
    ...(schedule === null ? [] : [`Schedule ${schedule.title} (${schedule.id}): ${schedule.status}`]),
    `${scenario}, from ${from} to ${to}, by ${rulebook.title} (version ${rulebook.version})`,
    `${countText(totals.touched, 'arrangement')} of ${totals.arrangements} touched, ${countText(totals.lines, 'line')}, ${countText(totals.actions, 'action')}; ${totals.legalConfirmationNeeded} need legal confirmation`,
    ...countsText('Dispositions', totals.byDisposition),
    ...countsText('Flags', totals.byFlag),
    ...totals.money.map(
      ({ what, inPence, outPence, notSharedPence }) =>
        `${inWords(what)}: in ${pounds(inPence)}, out ${pounds(outPence)}, not shared out ${pounds(notSharedPence)}`,
    ),
  ];
  const due = lines.filter((line) => line.isAlreadyDue);
  const others = lines.filter((line) => !line.isAlreadyDue);
  const groups = [
    ...(others.length === 0 ? [] : [linesText(others)]),
    ...(due.length === 0 ? [] : [`Already due, whatever happens after ${from}:\n${linesText(due)}`]),
    ...(lines.length === 0 ? [] : ['* legal confirmation needed']),
  ];
  return [head.join('\n'), ...(groups.length === 0 ? [] : [groups.join('\n')]), assumptions.join('\n')].join('\n\n');
}

function linesText(lines: HandoverWire['lines']): string {
  const columns = ['arrangement', 'party', 'role', 'disposition', 'successors', 'in', 'next deadline', 'flags'];
  return textTable(
    columns.map((heading) => (heading === 'in' ? { heading, align: 'right' as const } : { heading })),
    lines.map((line) => [
      line.arrangement,
      line.party,
      line.role,
      `${line.disposition}${line.legalConfirmationNeeded ? ' *' : ''}`,
      line.successors.map(({ code, shareProportion }) => `${code}${percent(shareProportion)}`).join(', '),
      line.money === null ? '' : pounds(line.money.inPence),
      line.actions[0]?.due ?? '',
      line.flags.map(({ code }) => code).join(', '),
    ]),
  );
}

function countsText(heading: string, counts: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(counts).map(([name, count]) => `${inWords(name)} ${count}`);
  return entries.length === 0 ? [] : [`${heading}: ${entries.join(', ')}`];
}

function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function percent(share: number | null): string {
  return share === null || share === 1 ? '' : ` ${(share * 100).toFixed(2)}%`;
}

function pounds(amount: number): string {
  const [whole = '', rest = ''] = poundsText(pence(BigInt(amount))).split('.');
  return `£${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

function inWords(code: string): string {
  return code.replaceAll('-', ' ');
}
