/**
 * The list of arrangements narrowed and sorted in the browser, so that 20,000 are filtered while a person types. Pure;
 * knows nothing of screens.
 */

import type { ArrangementRowWire } from '#wire/arrangements.ts';

export const rowSortings = ['title', 'kind', 'status', 'ends', 'annual', 'notices'] as const;
export type RowSorting = (typeof rowSortings)[number];
export type RowOrder = { readonly by: RowSorting; readonly isDown: boolean };

/** What the list is narrowed to; null: any. */
export type RowFilter = {
  /** Words that must all be in the title, the reference, or the name or code of a party. */
  readonly text: string;
  readonly kind: string | null;
  /** Code of a party. */
  readonly party: string | null;
  readonly careGroup: string | null;
  readonly status: string | null;
  /** Code of a notice; `any`: has some. */
  readonly notice: string | null;
  readonly evidence: string | null;
  readonly isPriority: boolean;
};

/** The rows with the text that a search looks in. @shape rows */
export type SearchableRows = { readonly rows: readonly ArrangementRowWire[]; readonly searched: readonly string[] };

const byName = new Intl.Collator('en-GB', { numeric: true });

/** The rows made ready for searching, in the order given. */
export function makeSearchable(rows: readonly ArrangementRowWire[]): SearchableRows {
  const searched = rows.map((row) =>
    [row.title, row.id, ...row.parties.flatMap((party) => [party.name, party.code])].join(' ').toLowerCase(),
  );
  return { rows, searched };
}

/** The rows that pass, in the order asked for; ties and no order keep the order given. */
export function passingRows(
  { rows, searched }: SearchableRows,
  filter: RowFilter,
  order: RowOrder | null,
): ArrangementRowWire[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const passing = rows.filter(
    (row, at) => passes(row, filter) && words.every((word) => searched[at]?.includes(word) === true),
  );
  if (order === null) return passing;
  const sign = order.isDown ? -1 : 1;
  const keyed = passing.map((row, at) => ({ row, at, key: sortKey(row, order.by) }));
  return keyed.sort((a, b) => compareKeys(a.key, b.key, sign) || a.at - b.at).map(({ row }) => row);
}

/** How many rows have each word, the most first; equal counts in alphabetical order. */
export function countsOf(
  rows: readonly ArrangementRowWire[],
  wordsOf: (row: ArrangementRowWire) => readonly string[],
): { readonly word: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const word of wordsOf(row)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || byName.compare(a.word, b.word));
}

/** Each party of the rows once, by name. */
export function partiesOf(rows: readonly ArrangementRowWire[]): { readonly code: string; readonly name: string }[] {
  const named = new Map<string, string>();
  for (const row of rows) for (const { code, name } of row.parties) named.set(code, name);
  return [...named].map(([code, name]) => ({ code, name })).sort((a, b) => byName.compare(a.name, b.name));
}

function passes(row: ArrangementRowWire, filter: RowFilter): boolean {
  return (
    (filter.kind === null || row.kind === filter.kind) &&
    (filter.party === null || row.parties.some((party) => party.code === filter.party)) &&
    (filter.careGroup === null || row.careGroups.includes(filter.careGroup)) &&
    (filter.status === null || row.status === filter.status) &&
    (filter.notice === null || hasNotice(row, filter.notice)) &&
    (filter.evidence === null || row.evidence === filter.evidence) &&
    (!filter.isPriority || row.isPriority)
  );
}

function hasNotice(row: ArrangementRowWire, notice: string): boolean {
  return notice === 'any' ? row.notices.length > 0 : row.notices.includes(notice);
}

function sortKey(row: ArrangementRowWire, by: RowSorting): string | number | null {
  switch (by) {
    case 'title':
      return row.title;
    case 'kind':
      return row.kind;
    case 'status':
      return row.status;
    case 'ends':
      return row.endsOn;
    case 'annual':
      return row.annualPence;
    case 'notices':
      return row.notices.length;
    default:
      by satisfies never;
      return null;
  }
}

/** What is not stated comes last whichever way the rest is turned. */
function compareKeys(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * byName.compare(String(a), String(b));
}
