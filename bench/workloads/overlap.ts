/** Overlap and all indices: England in 2024 against SQL, a splitting scorecard and a plain pass; then made-up larger lands. */

import { Splitting } from '@dra2020/dra-analytics';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Columns, england2024 } from '#bench/england-2024.ts';
import { summarySql } from '#bench/overlap-sql.ts';
import type { Bound, Line, Prepared, Workload } from '#bench/workload.ts';
import { overlap } from '#core/coterminosity/overlap.ts';
import { type Summary, summaryOf } from '#core/coterminosity/summary.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';

const plain = 'one plain pass over the arrays';
const sql = 'the same in DuckDB SQL';
const scorecard = 'dra-analytics splitting scorecard';

export const workloads: readonly Workload[] = [
  {
    name: 'overlap and all indices, England 2024: 33,755 blocks, 42 ICBs, 296 districts',
    prepare: async () => (hasSharedData() ? prepareEngland() : { skipped: 'the England data is not there' }),
  },
  madeUp('190,000 blocks, 42 by 296', 190_000, 42, 296, 5),
  madeUp('1,750,000 blocks, 42 by 296', 1_750_000, 42, 296, 5),
  // Too many cells for a full matrix: this one shows what hashing costs, and has no bound.
  madeUp('1,750,000 blocks, 7,000 by 6,900', 1_750_000, 7_000, 6_900),
];

async function prepareEngland(): Promise<Prepared> {
  const columns = england2024();
  const matrix = matrixOf(columns);
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run('create table blocks (body integer, council integer, persons integer)');
  const appender = await connection.createAppender('blocks');
  for (let i = 0; i < columns.bodyOf.length; i++) {
    appender.appendInteger(columns.bodyOf[i] as number);
    appender.appendInteger(columns.councilOf[i] as number);
    appender.appendInteger(columns.persons[i] as number);
    appender.endRow();
  }
  appender.closeSync();
  const statement = await connection.prepare(summarySql);
  const answer = async () => (await statement.runAndReadAll()).getRowObjects()[0] ?? {};
  const difference = greatestDifference(allIndices(columns), await answer());
  return {
    notes: [`SQL and this program agree to ${difference.toExponential(1)}, relatively, in every number they share`],
    lines: [
      { name: plain, run: () => plainPass(columns) },
      { name: sql, run: answer },
      { name: scorecard, run: () => Splitting.makeSplittingScorecard(matrix) },
      {
        name: 'overlap and all indices',
        run: () => allIndices(columns),
        per: { count: columns.bodyOf.length, unit: 'block' },
        bounds: [
          { kind: 'times-faster', than: sql, atLeast: 20 },
          { kind: 'times-as-long', as: plain, atMost: 5 },
          // For information: the scorecard starts from the matrix, this from the blocks.
          { kind: 'times-faster', than: scorecard },
        ],
      },
      {
        // Like for like with the scorecard, which is given the matrix and does not make it.
        name: 'all indices of the same matrix',
        run: indicesAlone(columns),
        bounds: [{ kind: 'times-faster', than: scorecard, atLeast: 30 }],
      },
    ],
    close: () => {
      connection.closeSync();
      database.closeSync();
    },
  };
}

function madeUp(title: string, blocks: number, bodies: number, councils: number, atMost?: number): Workload {
  return {
    name: `overlap and all indices, made up: ${title}`,
    prepare: async () => {
      const columns = madeUpColumns(blocks, bodies, councils);
      const pairs = overlap(columns.bodyOf, columns.councilOf, columns.persons, undefined, columns).pairs.length;
      const per = { count: blocks, unit: 'block' };
      const bounds: Bound[] = [{ kind: 'times-as-long', as: plain, ...(atMost === undefined ? {} : { atMost }) }];
      const lines: Line[] = [
        { name: plain, run: () => plainPass(columns), per },
        { name: 'overlap and all indices', run: () => allIndices(columns), per, bounds },
      ];
      return { lines, notes: [`${pairs.toLocaleString('en-GB')} pairs`] };
    },
  };
}

/** The least that any answer costs: every array read once, every person added once. */
function plainPass({ bodyOf, councilOf, persons }: Columns): number {
  const count = bodyOf.length;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    if ((bodyOf[i] as number) >= 0 && (councilOf[i] as number) >= 0) sum += persons[i] as number;
  }
  return sum;
}

function allIndices(columns: Columns): Summary {
  return summaryOf(overlap(columns.bodyOf, columns.councilOf, columns.persons, undefined, columns), 0);
}

function indicesAlone(columns: Columns): () => Summary {
  const given = overlap(columns.bodyOf, columns.councilOf, columns.persons, undefined, columns);
  return () => summaryOf(given, 0);
}

function matrixOf({ bodyOf, councilOf, persons, bodies, councils }: Columns): number[][] {
  const matrix = Array.from({ length: bodies }, () => new Array<number>(councils).fill(0));
  for (let i = 0; i < bodyOf.length; i++) {
    const row = matrix[bodyOf[i] as number] as number[];
    row[councilOf[i] as number] = (row[councilOf[i] as number] as number) + (persons[i] as number);
  }
  return matrix;
}

/** Blocks in a row, cut into bodies and into councils at different places, one in fifty put elsewhere. Seeded. */
function madeUpColumns(blocks: number, bodies: number, councils: number): Columns {
  const random = mulberry32(20_061_001);
  const bodyOf = new Int32Array(blocks);
  const councilOf = new Int32Array(blocks);
  const persons = new Float64Array(blocks);
  for (let i = 0; i < blocks; i++) {
    const place = i / blocks;
    councilOf[i] = Math.floor(place * councils);
    bodyOf[i] =
      random() < 0.02 ? Math.floor(random() * bodies) : Math.floor(Math.min(place + 0.3 / councils, 0.999999) * bodies);
    persons[i] = 50 + Math.floor(random() * 400);
  }
  return { bodyOf, councilOf, persons, bodies, councils };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function greatestDifference(ours: Summary, theirs: Readonly<Record<string, unknown>>): number {
  const own: Readonly<Record<string, number>> = { ...ours };
  return Math.max(
    ...Object.entries(theirs).map(([id, value]) => Math.abs(Number(value) / (own[id] as number) - 1) || 0),
  );
}
