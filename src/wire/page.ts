/** Pages of a long list. A page is named by the id of the last row before it, so that it stays put when rows are added. */

export type Page<T> = { readonly rows: readonly T[]; readonly next: string | null };

/** The rows after the one whose id is `after`; from the start without one, or when there is no such row. */
export function pageOf<T>(rows: readonly T[], id: (row: T) => string, limit: number, after?: string): Page<T> {
  const start = after === undefined ? 0 : rows.findIndex((row) => id(row) === after) + 1;
  const page = rows.slice(start, start + limit);
  const last = page.at(-1);
  return { rows: page, next: last !== undefined && start + limit < rows.length ? id(last) : null };
}
