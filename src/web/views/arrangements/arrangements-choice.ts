/** What of the arrangements an address asks for: the part of the screen, the day, filters and order. */

import { parseIsoDate } from '#std/iso-date.ts';
import type { QueryChanges } from '../../address.ts';
import { apiAddress } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { changeQuery } from '../../router.ts';
import { type RowFilter, type RowOrder, type RowSorting, rowSortings } from './arrangement-rows.ts';

export const listParts = ['list', 'leads', 'plans'] as const;
export type ListPart = (typeof listParts)[number];

export type ListChoice = {
  readonly part: ListPart;
  /** The day that the address names; null: today, which the server knows. */
  readonly on: string | null;
  readonly filter: RowFilter;
  readonly order: RowOrder | null;
};

/** Changes of the query that take every filter away. */
export const noFilters: QueryChanges = {
  q: null,
  kind: null,
  party: null,
  care: null,
  status: null,
  notice: null,
  evidence: null,
  priority: null,
};

/** The choice that the query makes; words that it does not know give the usual. */
export function listChoiceOf(query: URLSearchParams): ListChoice {
  const sort = query.get('sort') ?? '';
  const by = rowSortings.find((one) => one === sort.replace(/^-/, ''));
  return {
    part: listParts.find((one) => one === query.get('show')) ?? 'list',
    on: dayOf(query),
    filter: {
      text: query.get('q') ?? '',
      kind: query.get('kind'),
      party: query.get('party'),
      careGroup: query.get('care'),
      status: query.get('status'),
      notice: query.get('notice'),
      evidence: query.get('evidence'),
      isPriority: query.get('priority') === 'yes',
    },
    order: by === undefined ? null : { by, isDown: sort.startsWith('-') },
  };
}

/** The day of the address; null: none, or none of the calendar. */
export function dayOf(query: URLSearchParams): string | null {
  return parseIsoDate(query.get('on') ?? '');
}

/** First press of a heading: from A, or the largest first; the second turns it round. */
export function sortBy(by: RowSorting, order: RowOrder | null): void {
  const isDown = order?.by === by ? !order.isDown : by === 'annual' || by === 'notices';
  changeQuery({ sort: isDown ? `-${by}` : by });
}

/** Where the API has the arrangements of the register on the day. */
export function arrangementsAddress(choice: Choice, on: string | null, format?: 'csv' | 'xlsx'): string {
  return apiAddress('/arrangements', { ...contextOf(choice), on, format });
}

/** Where the API has one of them. */
export function arrangementAddress(choice: Choice, id: string, on: string | null): string {
  return apiAddress(`/arrangements/${encodeURIComponent(id)}`, { ...contextOf(choice), on });
}
