/** A handover as the sheets of a workbook, for people who work on in a spreadsheet. */

import { arrangementKinds, careGroups, partyRoles } from '#core/agreements/vocabulary.ts';
import type { Handover, HandoverLine } from '#core/handover/line.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { pence } from '#std/pence.ts';
import type { Sheet, SheetCell, SheetColumn, SheetColumnKind } from '#std/sheet.ts';
import { assumptionsOf, encodeTotals, firstAmount, LineNames } from '#wire/encode-handover.ts';
import { sharesText } from '#wire/handover-csv.ts';
import type { HandoverSource } from '#wire/handover-source.ts';
import { citationsOf, doubtsOf, groundOf, isShareByHand, workCells } from '#wire/line-grounds.ts';

/** Sheets Summary, Lines, Actions, Money, Rules and citations, Assumptions. */
export function handoverSheets(handover: Handover, source: HandoverSource): Sheet[] {
  const names = new LineNames(source);
  return [
    summarySheet(handover, source),
    linesSheet(handover.lines, names, source),
    actionsSheet(handover.lines, names),
    moneySheet(handover.lines, names, source),
    rulesSheet(handover.lines, source.rulebook),
    {
      name: 'Assumptions',
      columns: [text('What this rests on', 120)],
      rows: [...assumptionsOf(handover, source), source.rulebook.note].map((one) => [one]),
    },
  ];
}

function summarySheet(handover: Handover, source: HandoverSource): Sheet {
  const totals = encodeTotals(handover);
  const { register, timeline, from, to, rulebook, schedule = null, work = null } = source;
  const row = (what: string, value: SheetCell, pounds: SheetCell = null, day: SheetCell = null): SheetCell[] => [
    what,
    value,
    pounds,
    day,
  ];
  const money = (what: string, amount: number) => row(what, null, pence(BigInt(amount)));
  const illustrative = handover.lines.filter((line) => line.arrangement.evidence === 'illustrative').length;
  const rows: SheetCell[][] = [
    row('Register', register),
    ...(schedule === null || work === null
      ? []
      : [row('Schedule', `${work.title} (${schedule})`), row('Status of the schedule', work.status)]),
    row('Scenario', `${timeline.scenario.title} (${timeline.scenario.id})`),
    row('From', null, null, from),
    row('To', null, null, to),
    row('Rulebook', `${rulebook.title}, version ${rulebook.version}`),
    row('Arrangements', totals.arrangements),
    row('Arrangements touched', totals.touched),
    row('Lines', totals.lines),
    row('Lines already due on the first day', totals.alreadyDue),
    row('Lines of illustrative arrangements, made up to show the program', illustrative),
    row('Lines that need legal confirmation', totals.legalConfirmationNeeded),
    row('Actions', totals.actions),
    ...Object.entries(totals.byDisposition).map(([name, count]) => row(`Disposition: ${inWords(name)}`, count)),
    ...Object.entries(totals.byFlag).map(([name, count]) => row(`Flag: ${inWords(name)}`, count)),
    ...totals.money.flatMap(({ what, inPence, outPence, notSharedPence }) => [
      money(`${inWords(what)}: in`, inPence),
      money(`${inWords(what)}: out`, outPence),
      money(`${inWords(what)}: not shared out`, notSharedPence),
    ]),
  ];
  const columns = [text('What', 44), text('Value', 60), column('Amount (£)', 'pounds', 18), column('Day', 'date', 12)];
  return { name: 'Summary', columns, rows };
}

function linesSheet(lines: readonly HandoverLine[], names: LineNames, source: HandoverSource): Sheet {
  const columns = [
    text('Arrangement', 16),
    text('Title', 44),
    text('Kind', 24),
    text('Care groups', 24),
    text('Party', 12),
    text('Party name', 34),
    text('Role', 24),
    column('Vesting day', 'date', 12),
    text('Disposition', 14),
    text('Successors', 44),
    text('Shares', 30),
    text('Basis', 22),
    column('In (£)', 'pounds', 16),
    text('Amount', 16),
    text('Legal confirmation needed', 12),
    text('Flags', 44),
    column('Next deadline', 'date', 12),
    text('Legal ground', 60),
    text('Rule', 14),
    text('Evidence', 14),
    text('Citations', 44),
    text('Already due', 12),
    text('Rests on', 44),
    text('Decided by hand', 34),
    text('Computed', 34),
    text('Reason', 44),
    text('Who', 24),
    text('Assigned to', 24),
    text('Signatures', 60),
  ];
  return { name: 'Lines', columns, rows: lines.map((line) => lineRow(line, names, source)) };
}

function lineRow(line: HandoverLine, names: LineNames, source: HandoverSource): SheetCell[] {
  const { arrangement } = line;
  const party = names.party(line.organisation);
  const amount = firstAmount(line);
  return [
    arrangement.id,
    arrangement.title,
    arrangementKinds[arrangement.kind].says,
    arrangement.careGroups.map((name) => careGroups[name]).join('; '),
    party.code,
    party.name,
    partyRoles[line.party.role],
    line.vesting,
    inWords(line.disposition),
    line.successors.map((one) => names.successor(one.organisation).name).join('; '),
    sharesText(line, percent),
    basisText(line, source),
    amount?.inPence ?? null,
    amount === undefined ? null : inWords(amount.what),
    line.legalConfirmationNeeded ? 'yes' : 'no',
    line.flags.map(({ code }) => inWords(code)).join('; '),
    line.actions[0]?.due ?? null,
    groundOf(line, source),
    line.rule,
    arrangement.evidence,
    citationsOf(line.rule, source.rulebook).join('; '),
    line.isHousekeeping ? 'yes' : 'no',
    doubtsOf(line.events, source.timeline).join(' '),
    ...workCells(line, source),
  ];
}

function actionsSheet(lines: readonly HandoverLine[], names: LineNames): Sheet {
  const columns = [
    column('Due', 'date', 12),
    text('What', 60),
    text('Who', 40),
    text('Arrangement', 16),
    text('Title', 44),
    text('Party', 34),
    text('Counted from', 14),
    text('Rule', 14),
    text('Evidence', 14),
  ];
  const rows = lines.flatMap((line) =>
    line.actions.map((action): SheetCell[] => [
      action.due,
      action.what,
      action.owners.map((number) => names.owner(number).name).join('; '),
      line.arrangement.id,
      line.arrangement.title,
      names.party(line.organisation).name,
      inWords(action.countedFrom),
      action.rule,
      line.arrangement.evidence,
    ]),
  );
  return { name: 'Actions', columns, rows: rows.sort((a, b) => compare(String(a[0]), String(b[0]))) };
}

/**
 * One row for each successor of each amount: what it gets under the basis of the line, and its share under each other. An
 * amount that nobody takes over has a row without a successor.
 */
function moneySheet(lines: readonly HandoverLine[], names: LineNames, source: HandoverSource): Sheet {
  const columns = [
    text('Arrangement', 16),
    text('Title', 44),
    text('Party', 34),
    text('Amount', 16),
    column('In (£)', 'pounds', 16),
    text('Successor', 34),
    text('Basis used', 20),
    column('Share', 'share', 10),
    column('Out (£)', 'pounds', 16),
    column('Share, negotiated', 'share', 12),
    column('Share, budget by location', 'share', 12),
    column('Share, resident population', 'share', 12),
    column('Share, registered population', 'share', 12),
    column('Share, equal', 'share', 12),
    text('Evidence', 14),
  ];
  const others = ['negotiated', 'budget-by-location', 'resident-population', 'registered-population', 'equal'] as const;
  const rows = lines.flatMap((line) =>
    line.money.flatMap((passed) =>
      (line.successors.length === 0 ? [null] : line.successors).map((heir, at): SheetCell[] => [
        line.arrangement.id,
        line.arrangement.title,
        names.party(line.organisation).name,
        inWords(passed.what),
        passed.inPence,
        heir === null ? null : names.successor(heir.organisation).name,
        basisText(line, source),
        heir?.share ?? null,
        passed.outPence?.[at] ?? null,
        ...others.map((basis) => line.bases.find((one) => one.basis === basis)?.shares?.[at] ?? null),
        line.arrangement.evidence,
      ]),
    ),
  );
  return { name: 'Money', columns, rows };
}

/** The rules that decided a line or raised a flag, with their citations. */
function rulesSheet(lines: readonly HandoverLine[], rulebook: Rulebook): Sheet {
  const fired = new Set(lines.flatMap((line) => [line.rule, ...line.flags.map((flag) => flag.rule)]));
  const citations = new Map(rulebook.citations.map((one) => [one.id, one]));
  const rules = [...rulebook.dispositions, ...rulebook.flags].filter((rule) => fired.has(rule.id));
  const rows = rules.flatMap((rule): SheetCell[][] => {
    const outcome = 'disposition' in rule ? inWords(rule.disposition) : `flag: ${inWords(rule.flag)}`;
    const cited = rule.citations.length === 0 ? [null] : rule.citations.map((id) => citations.get(id) ?? null);
    return cited.map((one) => [
      rule.id,
      rule.says,
      outcome,
      one?.reference ?? null,
      one?.says ?? null,
      one?.standing ?? null,
      one?.url ?? null,
    ]);
  });
  const columns = [
    text('Rule', 14),
    text('In words', 80),
    text('Outcome', 28),
    text('Citation', 40),
    text('What it says', 80),
    text('Standing', 12),
    text('Address', 50),
  ];
  return { name: 'Rules and citations', columns, rows };
}

function text(heading: string, width: number): SheetColumn {
  return { heading, kind: 'text', width };
}

function column(heading: string, kind: SheetColumnKind, width: number): SheetColumn {
  return { heading, kind, width };
}

/** The basis in words; null: none is needed or none can be computed. */
function basisText(line: HandoverLine, source: HandoverSource): string | null {
  if (isShareByHand(line, source)) return 'set by hand';
  return line.basis === null ? null : inWords(line.basis);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** A code as words: `no-change` as "no change". */
function inWords(code: string): string {
  return code.replaceAll('-', ' ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
