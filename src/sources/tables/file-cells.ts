/**
 * The cells of a file, group by group, from its sums: a small crosswalk of what was added up stands for the large one, and the
 * core moves the sums on it. Knows no files.
 */

import type { DuckDBConnection } from '@duckdb/node-api';
import type { MeasureUse } from '#core/datasets/description.ts';
import { type Cell, cellOf } from '#core/rebase/cell.ts';
import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import { type Rebased, rebase } from '#core/rebase/rebase.ts';

/**
 * What becomes of each source: whole ones share the key of their target, the outside after the last; split ones have a key
 * each after those; landless ones share the last.
 */
export type SumKeys = {
  /** @shape sources */
  readonly keyOfSource: Int32Array;
  /** Whole sources in each target. @shape targets + 1 */
  readonly wholes: Int32Array;
  /** Split sources, ascending. */
  readonly split: readonly number[];
  readonly landlessKey: number;
  /** The crosswalk of the sums; see `smallSource`. */
  readonly small: Crosswalk;
};

/** Sources of the small crosswalk for each target: the sum of the wholes that are known, and one that is not known if any is not. */
const perTarget = 2;

/** Linear in sources and pieces. */
export function sumKeysOf(crosswalk: Crosswalk): SumKeys {
  const { sources, targets, firstPiece, targetOf } = crosswalk;
  const keyOfSource = new Int32Array(sources);
  const wholes = new Int32Array(targets + 1);
  const split: number[] = [];
  const landless: number[] = [];
  for (let source = 0; source < sources; source++) {
    const start = firstPiece[source] as number;
    const pieces = (firstPiece[source + 1] as number) - start;
    if (pieces === 0) landless.push(source);
    else if (pieces > 1) keyOfSource[source] = targets + 1 + split.push(source) - 1;
    else {
      const target = targetOf[start] as number;
      keyOfSource[source] = target;
      wholes[target] = (wholes[target] as number) + 1;
    }
  }
  const landlessKey = targets + 1 + split.length;
  for (const source of landless) keyOfSource[source] = landlessKey;
  return { keyOfSource, wholes, split, landlessKey, small: smallCrosswalk(crosswalk, split) };
}

function smallCrosswalk(crosswalk: Crosswalk, split: readonly number[]): Crosswalk {
  const { targets, firstPiece } = crosswalk;
  const wholeSources = perTarget * (targets + 1);
  const pieces = split.flatMap((source) => range(firstPiece[source] as number, firstPiece[source + 1] as number));
  const first = new Int32Array(wholeSources + split.length + 1);
  for (let at = 0; at < first.length; at++) first[at] = Math.min(at, wholeSources);
  for (const [at, source] of split.entries()) {
    const count = (firstPiece[source + 1] as number) - (firstPiece[source] as number);
    first[wholeSources + at + 1] = (first[wholeSources + at] as number) + count;
  }
  const column = (of: Float64Array, ofWhole: number) =>
    Float64Array.from([
      ...new Array<number>(wholeSources).fill(ofWhole),
      ...pieces.map((piece) => of[piece] as number),
    ]);
  return {
    ...crosswalk,
    sources: wholeSources + split.length,
    firstPiece: first,
    targetOf: Int32Array.from([
      ...range(0, wholeSources).map((at) => Math.floor(at / perTarget)),
      ...pieces.map((piece) => crosswalk.targetOf[piece] as number),
    ]),
    weight: column(crosswalk.weight, 0),
    parts: column(crosswalk.parts, 1),
    share: column(crosswalk.share, 1),
    shareOfTarget: column(crosswalk.shareOfTarget, Number.NaN),
    landless: [],
    unweighted: crosswalk.unweighted.map((source) => wholeSources + split.indexOf(source)),
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

export type CellsQuestion = {
  readonly keys: SumKeys;
  readonly uses: readonly MeasureUse[];
  readonly groupColumns: number;
  /** An area without a row in a group is not known, rather than zero. */
  readonly isAbsentUnknown: boolean;
  readonly alsoInAll: boolean;
};

/** `group` null: all groups together. */
export type GroupCells = {
  readonly group: readonly string[] | null;
  /** By value column, target, the outside last. */
  readonly cells: readonly Cell[];
};

/** Numbers the groups of the table `sums` in the order of their texts; returns how many there are. */
export async function numberGroups(connection: DuckDBConnection, { groupColumns, uses, keys, ...more }: CellsQuestion) {
  const names = range(0, groupColumns).map((at) => `g${at}`);
  const columns = uses.flatMap((_, at) => [`s${at}`, `m${at}`]);
  const known = `key between 0 and ${keys.landlessKey - 1}`;
  if (groupColumns > 0) {
    await connection.run(`create table groups as
select ${names.join(', ')}, row_number() over (order by ${names.join(', ')}) - 1 as place
from (select distinct ${names.join(', ')}
  from sums
  where ${known})`);
    await connection.run(`create table numbered as
select groups.place, key, areas, ${columns.join(', ')}
from sums join groups using (${names.join(', ')})
where ${known}
order by groups.place`);
  }
  if (groupColumns > 0 && !more.alsoInAll) return await countOf(connection);
  const areas = more.isAbsentUnknown
    ? `(select key, count(distinct area) as areas
  from by_area
  where ${known}
  group by key)`
    : `(select distinct key, 0 as areas
  from sums
  where ${known})`;
  const sums = columns.map((column) => `sum(${column}) as ${column}`).join(', ');
  await connection.run(`create table in_all as
select 0 as place, key, any_value(found.areas) as areas, ${sums}
from sums join ${areas} as found using (key)
where ${known}
group by key`);
  return groupColumns > 0 ? await countOf(connection) : 0;
}

async function countOf(connection: DuckDBConnection): Promise<number> {
  const counted = await connection.runAndReadAll('from groups select count(*)');
  return Number(counted.getRowsJS()[0]?.[0] ?? 0);
}

/** So many numbers are moved at once. */
const mostNumbers = 2_000_000;

/** Groups in their order with their cells, a batch at a time; last all groups together, if asked for. */
export async function* groupCells(
  connection: DuckDBConnection,
  question: CellsQuestion,
  groups: number,
): AsyncGenerator<readonly GroupCells[]> {
  const { keys, uses, groupColumns, alsoInAll } = question;
  const atOnce = Math.max(1, Math.floor(mostNumbers / (keys.small.sources * uses.length)));
  for (let from = 0; from < groups; from += atOnce) {
    const to = Math.min(groups, from + atOnce);
    const named = await connection.runAndReadAll(`select * exclude (place)
from groups
where place >= ${from} and place < ${to}
order by place`);
    const names = named.getRowsJS().map((row) => row.map(String));
    yield await cellsOf(connection, 'numbered', question, from, names);
  }
  if (groupColumns === 0 || alsoInAll) yield await cellsOf(connection, 'in_all', question, 0, [null]);
}

async function cellsOf(
  connection: DuckDBConnection,
  table: 'numbered' | 'in_all',
  question: CellsQuestion,
  from: number,
  names: readonly (readonly string[] | null)[],
): Promise<readonly GroupCells[]> {
  const { keys, uses } = question;
  const { sources, targets } = keys.small;
  const matrices = uses.map(() => new Float64Array(names.length * sources));
  fillAbsent(question, matrices);
  const columns = uses.flatMap((_, at) => [`s${at}`, `m${at}`]);
  const rows = await connection.stream(`select cast(place - ${from} as integer), cast(key as integer),
  cast(areas as integer), ${columns.map((column) => `cast(${column} as double)`).join(', ')}
from ${table}
where place >= ${from} and place < ${from + names.length}`);
  for (;;) {
    const chunk = await rows.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const [places = [], found = [], areas = [], ...numbers] = chunk.getColumns() as (number | null)[][];
    for (let row = 0; row < chunk.rowCount; row++) {
      const start = (places[row] as number) * sources;
      for (const [at, matrix] of matrices.entries()) {
        const sum = numbers[2 * at]?.[row] ?? 0;
        const missing = numbers[2 * at + 1]?.[row] ?? 0;
        putSum(question, matrix, start, found[row] as number, sum, missing > 0, areas[row] as number);
      }
    }
  }
  const moved = uses.map((use, at) => movedBy(keys.small, use, matrices[at] as Float64Array));
  return names.map((group, at) => ({
    group,
    cells: moved.flatMap((rebased) =>
      range(0, targets + 1).map((target) => ({ ...cellOf(rebased, target, at), modelInterval: null })),
    ),
  }));
}

/** Where rows must be there, none is a number that is not known. */
function fillAbsent({ keys, isAbsentUnknown }: CellsQuestion, matrices: readonly Float64Array[]): void {
  if (!isAbsentUnknown) return;
  const { small, wholes } = keys;
  const column = new Float64Array(small.sources).fill(Number.NaN);
  for (const [target, count] of wholes.entries()) {
    column[perTarget * target] = 0;
    if (count === 0) column[perTarget * target + 1] = 0;
  }
  for (const matrix of matrices) for (let at = 0; at < matrix.length; at += column.length) matrix.set(column, at);
}

function putSum(
  { keys, isAbsentUnknown }: CellsQuestion,
  matrix: Float64Array,
  start: number,
  key: number,
  sum: number,
  hasMissing: boolean,
  areas: number,
): void {
  const { wholes } = keys;
  if (key >= wholes.length) {
    matrix[start + perTarget * wholes.length + key - wholes.length] = hasMissing ? Number.NaN : sum;
    return;
  }
  const isUnknown = hasMissing || (isAbsentUnknown && areas < (wholes[key] as number));
  matrix[start + perTarget * key] = sum;
  matrix[start + perTarget * key + 1] = isUnknown ? Number.NaN : 0;
}

/** @throws when money is too much to add up exactly */
function movedBy(crosswalk: Crosswalk, { kind }: MeasureUse, values: Float64Array): Rebased {
  const moved = rebase(crosswalk, { kind: kind === 'money' ? 'money' : 'count', values });
  if (!moved.ok) throw new Error(moved.refusal.detail);
  return moved.value;
}
