/** A handover as the sheets of a workbook and as the rows of a CSV file, for people who work on in a spreadsheet. */

import { arrangementKinds, careGroups, partyRoles } from '#core/agreements/vocabulary.ts';
import type { Handover, HandoverLine } from '#core/handover/line.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { csvTable } from '#std/csv-text.ts';
import { poundsText } from '#std/pence.ts';
import type { Sheet, SheetCell, SheetColumn, SheetColumnKind } from '#std/sheet.ts';
import { assumptionsOf, encodeTotals, firstAmount, type HandoverSource, LineNames } from '#wire/encode-handover.ts';

/** Sheets Summary, Lines, Actions, Money, Rules and citations, Assumptions. */
export function handoverSheets(handover: Handover, source: HandoverSource): Sheet[] {
  const names = new LineNames(source);
  return [
    summarySheet(handover, source),
    linesSheet(handover.lines, names),
    actionsSheet(handover.lines, names),
    moneySheet(handover.lines, names),
    rulesSheet(handover.lines, source.rulebook),
    {
      name: 'Assumptions',
      columns: [text('What this rests on', 120)],
      rows: [...assumptionsOf(handover, source), source.rulebook.note].map((one) => [one]),
    },
  ];
}

/** One row a line; successors, shares, flags and actions each in one cell, separated by semicolons. */
export function handoverCsv(handover: Handover, source: HandoverSource): string {
  const names = new LineNames(source);
  return csvTable(
    [
      'arrangement',
      'title',
      'kind',
      'party',
      'party_name',
      'role',
      'care_groups',
      'events',
      'vesting',
      'successors',
      'successor_names',
      'shares',
      'basis',
      'disposition',
      'rule',
      'legal_ground',
      'legal_confirmation_needed',
      'flags',
      'next_deadline',
      'actions',
      'amount',
      'in_pounds',
      'out_pounds',
      'evidence',
    ],
    handover.lines.map((line) => {
      const party = names.party(line.organisation);
      const heirs = line.successors.map((one) => names.successor(one.organisation));
      const amount = firstAmount(line);
      return [
        line.arrangement.id,
        line.arrangement.title,
        line.arrangement.kind,
        party.code,
        party.name,
        line.party.role,
        line.arrangement.careGroups.join('; '),
        line.events.map((number) => source.timeline.world.events[number]?.row.id ?? '').join('; '),
        line.vesting,
        heirs.map(({ code }) => code).join('; '),
        heirs.map(({ name }) => name).join('; '),
        sharesText(line, String),
        line.basis,
        line.disposition,
        line.rule,
        line.legalGround,
        line.legalConfirmationNeeded,
        line.flags.map(({ code }) => code).join('; '),
        line.actions[0]?.due ?? null,
        line.actions.map(({ due, what }) => `${due} ${what}`).join('; '),
        amount?.what ?? null,
        amount === undefined ? null : poundsText(amount.inPence),
        amount?.outPence?.map(poundsText).join('; ') ?? null,
        line.arrangement.evidence,
      ];
    }),
  );
}

function summarySheet(handover: Handover, source: HandoverSource): Sheet {
  const totals = encodeTotals(handover);
  const { register, timeline, from, to, rulebook } = source;
  const counts: SheetCell[][] = [
    ['Register', register],
    ['Scenario', `${timeline.scenario.title} (${timeline.scenario.id})`],
    ['From', from],
    ['To', to],
    ['Rulebook', `${rulebook.title}, version ${rulebook.version}`],
    ['Arrangements', totals.arrangements],
    ['Arrangements touched', totals.touched],
    ['Lines', totals.lines],
    ['Lines that need legal confirmation', totals.legalConfirmationNeeded],
    ['Actions', totals.actions],
    ...Object.entries(totals.byDisposition).map(([name, count]) => [`Disposition: ${inWords(name)}`, count]),
    ...Object.entries(totals.byFlag).map(([name, count]) => [`Flag: ${inWords(name)}`, count]),
    ...totals.money.flatMap(({ what, inPence, outPence, notSharedPence }) => [
      [`${inWords(what)}: in (£)`, poundsText(BigInt(inPence) as never)],
      [`${inWords(what)}: out (£)`, poundsText(BigInt(outPence) as never)],
      [`${inWords(what)}: not shared out (£)`, poundsText(BigInt(notSharedPence) as never)],
    ]),
  ];
  return { name: 'Summary', columns: [text('What', 44), text('Value', 60)], rows: counts };
}

function linesSheet(lines: readonly HandoverLine[], names: LineNames): Sheet {
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
  ];
  return { name: 'Lines', columns, rows: lines.map((line) => lineRow(line, names)) };
}

function lineRow(line: HandoverLine, names: LineNames): SheetCell[] {
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
    line.disposition,
    line.successors.map((one) => names.successor(one.organisation).name).join('; '),
    sharesText(line, percent),
    line.basis,
    amount?.inPence ?? null,
    amount === undefined ? null : inWords(amount.what),
    line.legalConfirmationNeeded ? 'yes' : 'no',
    line.flags.map(({ code }) => inWords(code)).join('; '),
    line.actions[0]?.due ?? null,
    line.legalGround,
    line.rule,
    arrangement.evidence,
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
  ];
  const rows = lines.flatMap((line) =>
    line.actions.map((action): SheetCell[] => [
      action.due,
      action.what,
      action.owners.map((number) => names.owner(number).name).join('; '),
      line.arrangement.id,
      line.arrangement.title,
      names.party(line.organisation).name,
      action.countedFrom,
      action.rule,
    ]),
  );
  return { name: 'Actions', columns, rows: rows.sort((a, b) => compare(String(a[0]), String(b[0]))) };
}

/** One row for each successor of each amount: what it gets under the basis of the line, and its share under each other. */
function moneySheet(lines: readonly HandoverLine[], names: LineNames): Sheet {
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
  ];
  const others = ['negotiated', 'budget-by-location', 'resident-population', 'registered-population', 'equal'] as const;
  const rows = lines.flatMap((line) =>
    line.money.flatMap((passed) =>
      line.successors.map((heir, at): SheetCell[] => [
        line.arrangement.id,
        line.arrangement.title,
        names.party(line.organisation).name,
        inWords(passed.what),
        passed.inPence,
        names.successor(heir.organisation).name,
        line.basis,
        heir.share,
        passed.outPence?.[at] ?? null,
        ...others.map((basis) => line.bases.find((one) => one.basis === basis)?.shares?.[at] ?? null),
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
    const outcome = 'disposition' in rule ? rule.disposition : `flag: ${inWords(rule.flag)}`;
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

/** The shares in the order of the successors; empty when they are not known or not needed. */
function sharesText({ successors }: HandoverLine, text: (share: number) => string): string {
  return successors.flatMap(({ share }) => (share === null ? [] : [text(share)])).join('; ');
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
