import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellOf } from '#core/rebase/cell.ts';
import { makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { type Numbers, rebase } from '#core/rebase/rebase.ts';
import { type RebaseDefinition, rebaseSql, type SqlDialect } from '#core/rebase/rebase-sql.ts';
import { type MadeUp, madeUp } from '#core/rebase/test-geography.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

const definition = (kind: RebaseDefinition['kind']): RebaseDefinition => ({
  kind,
  parts: { table: 'land_parts', source: 'from_area', target: 'to_area', weight: 'persons' },
  numbers: { table: 'given', source: 'area', measure: 'measure', value: 'value', denominator: 'denominator' },
});
const kinds = ['count', 'whole-count', 'money', 'proportion', 'rate', 'mean'] as const;

type Run = (sql: string) => Promise<Record<string, unknown>[]>;
type Given = { readonly made: MadeUp; readonly values: (number | null)[]; readonly denominators: (number | null)[] };
const measures = 2;

const given: fc.Arbitrary<Given> = fc.record({
  made: fc
    .tuple(madeUp(), fc.array(fc.nat(9), { minLength: 14, maxLength: 14 }))
    // Some weights are not known.
    .map(([made, holes]) => {
      const ofPart = made.weights.ofPart.map((weight, part) => (holes[part] === 0 ? Number.NaN : weight));
      return { ...made, weights: { ...made.weights, ofPart } };
    }),
  values: fc.array(fc.option(fc.nat(500), { freq: 12 }), { minLength: 5 * measures, maxLength: 5 * measures }),
  denominators: fc.array(fc.option(fc.integer({ min: 0, max: 900 }), { freq: 12 }), {
    minLength: 5 * measures,
    maxLength: 5 * measures,
  }),
});

/** The numbers of a kind out of what was given: proportions within their denominators, money of both signs. */
function numbersOf(kind: RebaseDefinition['kind'], { values, denominators }: Given): Numbers {
  const column = (list: readonly (number | null)[]) => Float64Array.from(list, (one) => one ?? Number.NaN);
  const all = column(denominators);
  const signed = column(values).map((one, at) => (at % 3 === 1 ? -one : one));
  switch (kind) {
    case 'count':
      return { kind, values: column(values) };
    case 'whole-count':
      return { kind: 'count', values: column(values), whole: true };
    case 'money':
      return { kind, values: signed };
    case 'proportion':
      return { kind, numerators: column(values).map((one, at) => Math.min(one, all[at] as number)), denominators: all };
    case 'rate':
      return { kind, numerators: column(values), denominators: all };
    case 'mean':
      return { kind, values: signed, denominators: all };
    default:
      return kind satisfies never;
  }
}

async function fill(run: Run, { made }: Given, numbers: Numbers): Promise<void> {
  const text = (value: number) => (Number.isNaN(value) ? 'null' : String(value));
  const code = (areas: MadeUp['source'], part: number) => {
    const found = areas.codes[areas.areaOfPart[part] as number];
    return found === undefined ? 'null' : `'${found}'`;
  };
  const parts = [...made.weights.ofPart].map(
    (weight, part) => `(${code(made.source, part)}, ${code(made.target, part)}, ${text(weight)})`,
  );
  const [top, bottom] =
    'numerators' in numbers
      ? [numbers.numerators, numbers.denominators]
      : [numbers.values, 'denominators' in numbers ? numbers.denominators : numbers.values];
  const rows = [...top].map(
    (value, at) => `('s${at % 5}', ${Math.floor(at / 5)}, ${text(value)}, ${text(bottom[at] as number)})`,
  );
  await run('delete from land_parts');
  await run('delete from given');
  await run(`insert into land_parts values ${parts.join(', ')}`);
  await run(`insert into given values ${rows.join(', ')}`);
}

/** Every cell of the statement against the program's; a cell that the statement leaves out must be of no land. */
async function compare(run: Run, dialect: SqlDialect, kind: RebaseDefinition['kind'], one: Given): Promise<void> {
  const numbers = numbersOf(kind, one);
  await fill(run, one, numbers);
  const crosswalk = makeCrosswalk(one.made);
  const rebased = rebase(crosswalk, numbers);
  if (!rebased.ok) throw new Error(rebased.refusal.detail);
  const rows = await run(rebaseSql(definition(kind), dialect));
  const keyOf = (row: Record<string, unknown>) => `${Number(row['measure'])} ${row['target']}`;
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  expect(byKey.size).toBe(rows.length);
  for (let at = 0; at < measures * 5; at++) {
    const [measure, target] = [Math.floor(at / 5), at % 5];
    const cell = cellOf(rebased.value, target, measure);
    const row = byKey.get(`${measure} ${target === 4 ? '' : `t${target}`}`);
    if (row === undefined) {
      expect(cell.value ?? 0).toBe(0);
      expect(cell.sourcesSplit).toBe(0);
      continue;
    }
    expect(Number(row['sources_split'])).toBe(cell.sourcesSplit);
    const found = [row['value'], row['lower'], row['upper'], row['estimated_proportion']];
    const expected = [cell.value, cell.lower, cell.upper, cell.estimatedProportion];
    for (const [i, wanted] of expected.entries()) {
      if (wanted === null) expect(found[i], `${kind} ${keyOf(row)} ${i}`).toBeNull();
      else
        expect(Math.abs(Number(found[i] ?? Number.NaN) - wanted)).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(wanted)),
        );
    }
  }
}

const tables = [
  'create table land_parts (from_area varchar(9), to_area varchar(9), persons bigint)',
  'create table given (area varchar(9), measure integer, value double precision, denominator double precision)',
];

describe('the same in DuckDB', () => {
  let database: DuckDBInstance;
  let run: Run;
  beforeAll(async () => {
    database = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await database.connect();
    run = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
    for (const sql of tables) await run(sql);
  });
  afterAll(() => database.closeSync());

  it.each(kinds)('[RE50] %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(given, (one) => compare(run, 'duckdb', kind, one)),
      { numRuns: 25, seed: 20_220_701 },
    );
  });
});

describe('the same in PostgreSQL', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let run: Run;
  beforeAll(async () => {
    database = await makeTestDatabase();
    client = new pg.Client({ connectionString: database.databaseUrl });
    await client.connect();
    run = async (sql) => (await client.query(sql)).rows;
    for (const sql of tables) await run(sql.replace('create', 'create temporary'));
  }, 60_000);
  afterAll(async () => {
    await client?.end();
    await database?.close();
  });

  it.each(kinds)('[RE51] %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(given, (one) => compare(run, 'postgresql', kind, one)),
      { numRuns: 25, seed: 20_220_701 },
    );
  });

  it('[RE52] the ANSI form runs there too, and uses no words of one database', async () => {
    await fc.assert(
      fc.asyncProperty(given, fc.constantFrom(...kinds), async (one, kind) => {
        const standard: Run = (sql) => run(sql.replaceAll('as double)', 'as double precision)'));
        await compare(standard, 'ansi', kind, one);
      }),
      { numRuns: 40, seed: 20_220_701 },
    );
    for (const kind of kinds) {
      expect(rebaseSql(definition(kind), 'ansi')).not.toMatch(/\/\/|::|hugeint|numeric|\bdiv\(|filter|materialized/);
    }
  });

  it('[RE52] names that are not plain, and rates without a denominator, are refused', () => {
    const { parts, numbers } = definition('rate');
    const { denominator: _, ...without } = numbers;
    expect(() => rebaseSql({ kind: 'rate', parts, numbers: without }, 'ansi')).toThrow('denominator');
    expect(() =>
      rebaseSql({ kind: 'count', parts, numbers: { ...without, table: 'a; drop table b' } }, 'ansi'),
    ).toThrow('plain');
  });
});
