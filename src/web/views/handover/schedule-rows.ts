/**
 * The working table as numbers: which lines pass the filters, in which order, under which group. Works on the columns
 * of the table, so that 20,000 lines are filtered while a person types. Pure; knows nothing of screens.
 */

import type { HandoverTableWire, LineWorkWire } from '#wire/handover.ts';

export const groupings = ['none', 'party', 'care-group', 'kind', 'disposition', 'deadline'] as const;
export type Grouping = (typeof groupings)[number];

export const sortings = ['title', 'kind', 'party', 'disposition', 'due', 'pence', 'signed'] as const;
export type Sorting = (typeof sortings)[number];

export type RowFilter = {
  /** Words that must all be in the title or in the name or code of the party or of a successor. */
  readonly text: string;
  /** Code of the party; null: any. The same for the others. */
  readonly party: string | null;
  readonly careGroup: string | null;
  readonly kind: string | null;
  readonly disposition: string | null;
  readonly flag: string | null;
  readonly needsConfirmation: boolean;
  /** Only lines that are assigned to this name; null: any. */
  readonly assignedTo: string | null;
};

export type RowOrder = { readonly by: Sorting; readonly isDown: boolean };

/** How far the signing of a line has come; `none`: nobody has signed, or no schedule is worked on. */
export const signStates = ['none', 'part', 'all', 'changed'] as const;
export type SignState = (typeof signStates)[number];

export type ScheduleRows = {
  readonly table: HandoverTableWire;
  /** What a text search looks in, in small letters. @shape lines */
  readonly searched: readonly string[];
  /** Place of each line in the alphabetical order of titles, worked out when it is first asked for. @shape lines */
  readonly titleRanks: () => Int32Array;
  /** Place of each body in the alphabetical order of names. @shape bodies */
  readonly bodyRank: Int32Array;
  /** Names that lines are assigned to; null: nobody. @shape lines */
  readonly assignedTo: readonly (string | null)[];
  /** @shape lines */
  readonly signed: readonly SignState[];
};

export type RowGroup = {
  /** The word, code or month that its lines share; '' when lines are not grouped, and where they have none. */
  readonly id: string;
  readonly lines: readonly number[];
  /** Sum of the amounts of its lines; null: none has any. @units pence */
  readonly pence: number | null;
};

const byName = new Intl.Collator('en-GB', { numeric: true });

/** The table made ready for filtering and sorting. O(lines). */
export function makeScheduleRows(table: HandoverTableWire, work: readonly LineWorkWire[]): ScheduleRows {
  const workOf = new Map(work.map((one) => [one.key, one]));
  const bodyTexts = table.bodies.map((body) => `${body.name} ${body.code}`.toLowerCase());
  let titleRanks: Int32Array | undefined;
  return {
    table,
    searched: table.titles.map((title, line) =>
      [title.toLowerCase(), bodyTexts[table.partyOf[line] ?? -1], ...successorTexts(table, line, bodyTexts)].join(' '),
    ),
    // Sorting 20,000 titles takes longer than all the rest, and few people do it.
    titleRanks: () => {
      titleRanks ??= ranks(table.titles);
      return titleRanks;
    },
    bodyRank: ranks(table.bodies.map((body) => body.name)),
    assignedTo: table.keys.map((key) => workOf.get(key)?.assignedTo ?? null),
    signed: table.keys.map((key) => signStateOf(workOf.get(key))),
  };
}

/** How far the signing of a line has come. One signature given before a change makes the whole line `changed`. */
export function signStateOf(work: LineWorkWire | undefined): SignState {
  const states = work?.signatures.map((one) => one.state) ?? [];
  if (states.includes('changed-since')) return 'changed';
  if (!states.includes('signed')) return 'none';
  return states.every((state) => state === 'signed') ? 'all' : 'part';
}

/** Numbers of the lines that pass, in the order asked for. Ties keep the order of the schedule. */
export function passingLines(rows: ScheduleRows, filter: RowFilter, order: RowOrder | null): number[] {
  const passes = lineTest(rows, filter);
  const lines: number[] = [];
  for (let line = 0; line < rows.table.keys.length; line++) if (passes(line)) lines.push(line);
  if (order === null) return lines;
  const compare = comparison(rows, order.by);
  const sign = order.isDown ? -1 : 1;
  return lines.sort((a, b) => sign * compare(a, b) || a - b);
}

/**
 * The lines in groups, each group in the order of `lines`. A line with several care groups stands in each of them.
 * Groups are in alphabetical order of their texts, months in order of time, lines without any last.
 */
export function groupedLines(
  rows: ScheduleRows,
  lines: readonly number[],
  grouping: Grouping,
  textOf: (id: string) => string,
): RowGroup[] {
  const { table } = rows;
  const found = new Map<string, number[]>();
  for (const line of lines) {
    for (const id of groupIds(table, line, grouping)) {
      const same = found.get(id);
      if (same === undefined) found.set(id, [line]);
      else same.push(line);
    }
  }
  const groups = [...found].map(([id, own]) => ({ id, lines: own, pence: sumOf(table, own) }));
  return groups.sort((a, b) => {
    if (a.id === '' || b.id === '') return a.id === b.id ? 0 : a.id === '' ? 1 : -1;
    if (grouping === 'deadline') return a.id < b.id ? -1 : 1;
    return byName.compare(textOf(a.id), textOf(b.id));
  });
}

function groupIds(table: HandoverTableWire, line: number, grouping: Grouping): string[] {
  switch (grouping) {
    case 'none':
      return [''];
    case 'party':
      return [table.bodies[table.partyOf[line] ?? -1]?.code ?? ''];
    case 'kind':
      return [table.kinds[table.kindOf[line] ?? -1] ?? ''];
    case 'disposition':
      return [table.dispositions[table.dispositionOf[line] ?? -1] ?? ''];
    case 'deadline':
      return [table.dueOf[line]?.slice(0, 7) ?? ''];
    case 'care-group': {
      const own = table.careGroupsOf[line] ?? [];
      return own.length === 0 ? [''] : own.map((at) => table.careGroups[at] ?? '');
    }
    default:
      grouping satisfies never;
      return [];
  }
}

function sumOf(table: HandoverTableWire, lines: readonly number[]): number | null {
  const amounts = lines.map((line) => table.penceOf[line] ?? null).filter((pence) => pence !== null);
  return amounts.length === 0 ? null : amounts.reduce((sum, pence) => sum + pence, 0);
}

function lineTest(rows: ScheduleRows, filter: RowFilter): (line: number) => boolean {
  const { table, searched } = rows;
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  // A word that the table does not have gives -1, which no line has: nothing passes.
  const party = numberOf(
    table.bodies.map((body) => body.code),
    filter.party,
  );
  const kind = numberOf(table.kinds, filter.kind);
  const disposition = numberOf(table.dispositions, filter.disposition);
  const careGroup = numberOf(table.careGroups, filter.careGroup);
  const flag = numberOf(table.flags, filter.flag);
  return (line) =>
    (party === null || table.partyOf[line] === party) &&
    (kind === null || table.kindOf[line] === kind) &&
    (disposition === null || table.dispositionOf[line] === disposition) &&
    (careGroup === null || table.careGroupsOf[line]?.includes(careGroup) === true) &&
    (flag === null || table.flagsOf[line]?.includes(flag) === true) &&
    (!filter.needsConfirmation || table.needsConfirmationOf[line] === 1) &&
    (filter.assignedTo === null || rows.assignedTo[line] === filter.assignedTo) &&
    words.every((word) => searched[line]?.includes(word) === true);
}

function numberOf(words: readonly string[], wanted: string | null): number | null {
  return wanted === null ? null : words.indexOf(wanted);
}

function comparison(rows: ScheduleRows, by: Sorting): (a: number, b: number) => number {
  const { table, bodyRank } = rows;
  const rank = (values: ArrayLike<number>, at: number | undefined) => values[at ?? -1] ?? -1;
  switch (by) {
    case 'title': {
      const titles = rows.titleRanks();
      return (a, b) => rank(titles, a) - rank(titles, b);
    }
    case 'party':
      return (a, b) => rank(bodyRank, table.partyOf[a]) - rank(bodyRank, table.partyOf[b]);
    case 'kind': {
      const kinds = ranks(table.kinds);
      return (a, b) => rank(kinds, table.kindOf[a]) - rank(kinds, table.kindOf[b]);
    }
    case 'disposition': {
      const words = ranks(table.dispositions);
      return (a, b) => rank(words, table.dispositionOf[a]) - rank(words, table.dispositionOf[b]);
    }
    case 'due':
      return (a, b) => compareTexts(table.dueOf[a] ?? '9999', table.dueOf[b] ?? '9999');
    case 'pence':
      return (a, b) => (table.penceOf[a] ?? -1) - (table.penceOf[b] ?? -1);
    case 'signed':
      return (a, b) => signStates.indexOf(rows.signed[a] ?? 'none') - signStates.indexOf(rows.signed[b] ?? 'none');
    default:
      by satisfies never;
      return () => 0;
  }
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function successorTexts(table: HandoverTableWire, line: number, bodyTexts: readonly string[]): string[] {
  return (table.successorsOf[line] ?? []).map((body) => bodyTexts[body] ?? '');
}

/** Place of each text in alphabetical order; equal texts share theirs. */
function ranks(texts: readonly string[]): Int32Array {
  const order = [...new Set(texts)].sort(byName.compare);
  const placeOf = new Map(order.map((text, place) => [text, place]));
  return Int32Array.from(texts, (text) => placeOf.get(text) ?? 0);
}
