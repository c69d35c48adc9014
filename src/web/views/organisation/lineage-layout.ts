/**
 * Where the boxes of a lineage stand: predecessors to the left, successors to the right, each a column further than
 * what it came from; within a column near the boxes they are joined to. Pure.
 */

import type { OrganisationWire } from '#wire/register.ts';

export type LineageLine = OrganisationWire['lineage']['after'][number];

export type LineageBox = { readonly id: string; readonly column: number; readonly row: number };
export type LineageLayout = {
  readonly boxes: readonly LineageBox[];
  readonly lines: readonly LineageLine[];
  readonly columns: number;
  readonly rows: number;
};

/** The layout. Columns are numbered from 0; rows may be fractions, so that short columns stand in the middle. */
export function lineageLayout(
  root: string,
  before: readonly LineageLine[],
  after: readonly LineageLine[],
): LineageLayout {
  const columnOf = new Map([[root, 0]]);
  // Lines come earliest first: forwards in that order, backwards in the other, every giver is placed before its takers.
  for (const line of after) stretch(columnOf, root, line.to, (columnOf.get(line.from) ?? 0) + 1);
  for (const line of [...before].reverse()) stretch(columnOf, root, line.from, (columnOf.get(line.to) ?? 0) - 1);
  const lines = [...before, ...after];
  const first = Math.min(...columnOf.values());
  const columns = Math.max(...columnOf.values()) - first + 1;
  const members: string[][] = Array.from({ length: columns }, () => []);
  for (const [id, column] of columnOf) members[column - first]?.push(id);
  const rows = Math.max(...members.map((ids) => ids.length));
  const rowOf = new Map<string, number>();
  const place = (ids: readonly string[]) => {
    for (const [at, id] of ids.entries()) rowOf.set(id, at + (rows - ids.length) / 2);
  };
  const home = -first;
  place(members[home] ?? []);
  for (let column = home + 1; column < columns; column++) place(orderedByKin(members[column] ?? [], lines, rowOf));
  for (let column = home - 1; column >= 0; column--) place(orderedByKin(members[column] ?? [], lines, rowOf));
  const boxes = [...columnOf].map(([id, column]) => ({ id, column: column - first, row: rowOf.get(id) ?? 0 }));
  return { boxes, lines, columns, rows };
}

/** Puts a body as far out as its furthest line says, on one side of the root only. */
function stretch(columnOf: Map<string, number>, root: string, id: string, column: number): void {
  if (id === root) return;
  const known = columnOf.get(id);
  if (known === undefined || (Math.sign(known) === Math.sign(column) && Math.abs(column) > Math.abs(known)))
    columnOf.set(id, column);
}

function orderedByKin(
  ids: readonly string[],
  lines: readonly LineageLine[],
  rowOf: ReadonlyMap<string, number>,
): string[] {
  const middle = (id: string) => {
    const rows = lines.flatMap((line) =>
      line.from === id ? (rowOf.get(line.to) ?? []) : line.to === id ? (rowOf.get(line.from) ?? []) : [],
    );
    return rows.length === 0 ? 0 : rows.reduce((a, b) => a + b, 0) / rows.length;
  };
  return ids
    .map((id) => ({ id, at: middle(id) }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
