/** Rebase: a thousand measures of England's small areas on bodies of five sizes, against one pass, Maps and DuckDB. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Bound, Line, Prepared, Workload } from '#bench/workload.ts';
import type { Areas } from '#core/rebase/areas.ts';
import { type Crosswalk, makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { type Rebased, rebase } from '#core/rebase/rebase.ts';
import { rebaseSql } from '#core/rebase/rebase-sql.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';

const measures = 1000;
const plain = 'one pass over the matrix';
const maps = 'one Map a measure';
const sql = 'the same statement in DuckDB, one row a number';
const wide = 'whole sums alone in DuckDB, one column a measure';

export const workloads: readonly Workload[] = [
  workload('42 boards', 'icb24_code', true),
  workload('106 sub-ICB locations', 'sicbl24_code', false),
  workload('152 made-up bodies', 'made up 152', false),
  workload('296 districts', 'ltla24_code', false),
  workload('6,500 made-up bodies', 'made up 6500', false),
  workload('42 boards, one block in a hundred cut', 'icb24_code cut', false),
];

function workload(title: string, column: string, isComparedWithSql: boolean): Workload {
  return {
    name: `rebase, 33,755 blocks to ${title}, ${measures.toLocaleString('en-GB')} measures`,
    prepare: async () =>
      hasSharedData() ? prepare(column, isComparedWithSql) : { skipped: 'the England data is not there' },
  };
}

async function prepare(column: string, isComparedWithSql: boolean): Promise<Prepared> {
  const { source, target } = areasFor(column);
  const parts = source.areaOfPart.length;
  const weights = { title: 'people', ofPart: madeUpWeights(parts), isLand: new Uint8Array(parts).fill(1) };
  const crosswalk = makeCrosswalk({ source, target, weights });
  const values = madeUpValues(crosswalk.sources * measures);
  const all = () => moved(crosswalk, values);
  const database = isComparedWithSql ? await openDatabase(source, target, values) : null;
  const notes = database === null ? [] : await differences(database.connection, all(), target);
  const bounds: Bound[] = [
    { kind: 'times-as-long', as: plain, atMost: 3 },
    { kind: 'times-faster', than: maps },
    ...(database === null
      ? []
      : [
          { kind: 'times-faster', than: sql, atLeast: 20 } as const,
          // For information: it neither looks for splits nor for missing values, and gives no bounds.
          { kind: 'times-faster', than: wide } as const,
        ]),
  ];
  const sqlLines: Line[] =
    database === null
      ? []
      : [
          { name: sql, once: true, run: async () => void (await database.connection.run(statement)) },
          { name: wide, once: true, run: async () => void (await database.connection.run(wideStatement)) },
        ];
  return {
    notes,
    lines: [
      ...sqlLines,
      { name: maps, once: true, run: () => byMaps(crosswalk, values) },
      { name: plain, run: () => plainPass(values) },
      { name: 'rebase', run: all, per: { count: values.length, unit: 'number' }, bounds },
    ],
    close: () => {
      database?.connection.closeSync();
      database?.instance.closeSync();
    },
  };
}

/** Blocks and bodies by the lookup of 2024; of a cut block half is with the body of the next block. */
function areasFor(column: string): { source: Areas; target: Areas } {
  const text = gunzipSync(
    readFileSync(join(sharedDataFolder(), 'lookups/lsoa21_sub_icb_icb_ward_ltla_2024.csv.gz')),
  ).toString('utf8');
  const [heading = [], ...rows] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const blocks = rows.map((row) => row[0] as string);
  const [name, cut] = column.split(' cut') as [string, string | undefined];
  const codes = name.startsWith('made up')
    ? madeUpBodies(blocks.length, Number(name.slice(8)))
    : rows.map((row) => row[heading.indexOf(name)] as string);
  const every = cut === undefined ? Number.POSITIVE_INFINITY : 100;
  const halves = [...codes.keys()].filter((block) => block % every === every - 1);
  return {
    source: areas(blocks, [...blocks, ...halves.map((block) => blocks[block] as string)]),
    target: areas([...new Set(codes)].sort(), [
      ...codes,
      ...halves.map((block) => codes[(block + 1) % codes.length] as string),
    ]),
  };
}

function areas(codes: readonly string[], ofPart: readonly string[]): Areas {
  const place = new Map(codes.map((code, at) => [code, at]));
  const areaOfPart = Int32Array.from(ofPart, (code) => place.get(code) as number);
  return { keys: codes, codes, names: codes, areaOfPart };
}

/** Blocks in a row cut into bodies, one in fifty put elsewhere: real codes are nearly in order, and not quite. */
function madeUpBodies(blocks: number, bodies: number): string[] {
  return Array.from({ length: blocks }, (_, block) => {
    const body = block % 50 === 49 ? (block * 7919) % bodies : Math.floor((block / blocks) * bodies);
    return `b${String(body).padStart(5, '0')}`;
  });
}

function madeUpWeights(length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => 1000 + ((at * 7919) % 1000));
}

function madeUpValues(length: number): Float64Array {
  const values = new Float64Array(length);
  for (let at = 0; at < length; at++) values[at] = (at * 7919) % 499;
  return values;
}

function moved(crosswalk: Crosswalk, values: Float64Array): Rebased {
  const result = rebase(crosswalk, { kind: 'count', values });
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}

/** The least that any answer costs: every number read and added once. */
function plainPass(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum;
}

/** As one would write it first: for each measure a Map of targets, and each piece looked up and added. */
function byMaps({ sources, firstPiece, targetOf, share }: Crosswalk, values: Float64Array): Map<number, number>[] {
  const found: Map<number, number>[] = [];
  for (let measure = 0; measure < measures; measure++) {
    const sums = new Map<number, number>();
    for (let source = 0; source < sources; source++) {
      for (let piece = firstPiece[source] as number; piece < (firstPiece[source + 1] as number); piece++) {
        const target = targetOf[piece] as number;
        const portion = (values[measure * sources + source] as number) * (share[piece] as number);
        sums.set(target, (sums.get(target) ?? 0) + portion);
      }
    }
    found.push(sums);
  }
  return found;
}

const statement = `create or replace temp table answer as ${rebaseSql(
  {
    kind: 'count',
    parts: { table: 'parts', source: 'block', target: 'body', weight: 'people' },
    numbers: { table: 'numbers', source: 'block', measure: 'measure', value: 'value' },
  },
  'duckdb',
)}`;

const measureColumns = Array.from({ length: measures }, (_, measure) => `m${measure}`);
const wideStatement = `create or replace temp table sums as select body, ${measureColumns
  .map((name) => `sum(${name}) as ${name}`)
  .join(', ')} from wide join parts on parts.block = wide.block group by body`;

/** The land, the numbers in rows and the same numbers in columns. The rows take the time; nothing of it is timed. */
async function openDatabase(source: Areas, target: Areas, values: Float64Array) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('create table parts (block varchar, body varchar, people double)');
  const appender = await connection.createAppender('parts');
  const people = madeUpWeights(source.areaOfPart.length);
  for (const [part, block] of source.areaOfPart.entries()) {
    appender.appendVarchar(source.codes[block] as string);
    appender.appendVarchar(target.codes[target.areaOfPart[part] as number] as string);
    appender.appendDouble(people[part] as number);
    appender.endRow();
  }
  appender.closeSync();
  // The same numbers as madeUpValues: position is measure times sources and source.
  const sources = source.codes.length;
  await connection.run(
    'create table block as select block, row_number() over (order by rowid) - 1 as place from parts',
  );
  await connection.run(
    `create table numbers as select block, m.range as measure,
       (((m.range * ${sources} + place) * 7919) % 499)::double as value from block, range(${measures}) m`,
  );
  await connection.run(
    `create table wide as select block, ${measureColumns
      .map((name, measure) => `(((${measure * sources} + place) * 7919) % 499)::double as ${name}`)
      .join(', ')} from block`,
  );
  if (values.length !== sources * measures) throw new Error('as many numbers as the database has are needed');
  return { instance, connection };
}

async function differences(connection: DuckDBConnection, ours: Rebased, target: Areas): Promise<string[]> {
  await connection.run(statement);
  const rows = (await connection.runAndReadAll('select measure, target, value, lower, upper from answer')).getRowsJS();
  const place = new Map(target.codes.map((code, at) => [code, at]));
  const { value, lower, upper } = ours.amounts;
  let worst = 0;
  for (const [measure, body, ...numbers] of rows) {
    const at = Number(measure) * (target.codes.length + 1) + (place.get(String(body)) ?? Number.NaN);
    for (const [i, column] of [value, lower, upper].entries())
      worst = Math.max(worst, Math.abs(Number(numbers[i]) / (column[at] as number) - 1));
  }
  const cells = rows.length.toLocaleString('en-GB');
  return [`SQL and this program agree to ${worst.toExponential(1)}, relatively, in value and bounds of ${cells} cells`];
}
