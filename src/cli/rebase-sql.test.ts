import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SampleTable, sampleDataSets } from '#sample/data-sets.ts';
import { openDuck } from '#sources/tables/duckdb.ts';
import { openTable } from '#sources/tables/open-table.ts';
import { makePackFolder, makeSampleDatabase, runCli, wordsOf } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';

let sample: TestDatabase;
let folder: string;
beforeAll(async () => {
  [sample, folder] = await Promise.all([makeSampleDatabase(), makePackFolder()]);
}, 60_000);
afterAll(async () => {
  await sample?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

async function run(command: string): Promise<string> {
  const done = await runCli(wordsOf(command), { env: { DATABASE_URL: sample.databaseUrl }, cwd: folder });
  if (done.exitCode !== 0) throw new Error(`${command}: ${done.stderr}`);
  return done.stdout;
}

function tableOf(id: string): SampleTable {
  return sampleDataSets().find((one) => one.description.statement.id === id) as SampleTable;
}

async function rowsOf(id: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of tableOf(id).batches()) rows.push(...batch.rows.map((row) => row.map(String)));
  return rows;
}

async function fileRows(name: string): Promise<readonly (readonly string[])[]> {
  const opened = await openTable(join(folder, name));
  if (opened.source === null) throw new Error(JSON.stringify(opened.problems));
  const rows: (readonly string[])[] = [];
  for await (const batch of opened.source.batches()) rows.push(...batch.rows);
  await opened.source.close();
  return rows;
}

type Row = Record<string, unknown>;
/** Source, measure with its period, value, denominator. */
type Given = readonly [string, string, number, number | null];

const tables = [
  'create temporary table parts (part integer, source text, target text, weight double precision)',
  'create temporary table numbers (source text, measure text, value double precision, denominator double precision)',
];

function filled(parts: readonly (readonly string[])[], given: readonly Given[]): string[] {
  const text = (one: string | undefined) => (one === '' || one === undefined ? 'null' : `'${one}'`);
  const number = (one: string | undefined) => (one === '' || one === undefined ? 'null' : one);
  const partRows = parts.map(
    ([part, source, target, weight]) => `(${part}, ${text(source)}, ${text(target)}, ${number(weight)})`,
  );
  const numberRows = given.map(([source, measure, value, below]) => `('${source}', '${measure}', ${value}, ${below})`);
  return [
    ...tables,
    `insert into parts values ${partRows.join(', ')}`,
    `insert into numbers values ${numberRows.join(', ')}`,
  ];
}

async function inDuck(before: readonly string[], sql: string): Promise<Row[]> {
  const duck = await openDuck({ reads: [] });
  try {
    for (const one of before) await duck.connection.run(one);
    return (await duck.connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    await duck.close();
  }
}

async function inPostgres(before: readonly string[], sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: sample.databaseUrl });
  await client.connect();
  try {
    for (const one of before) await client.query(one);
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const databases = [
  ['duckdb', inDuck],
  ['postgresql', inPostgres],
] as const;

const commandsIn = (sql: string) =>
  [...sql.matchAll(/^-- {3}(?:(.*): )?(coterminous crosswalk .*)$/gm)].map(([, periods = '', command = '']) => ({
    periods: periods.split(', '),
    command: command.replace('coterminous ', ''),
    file: command.split(' ').at(-1) as string,
  }));

type Asked = { readonly question: string; readonly given: readonly Given[]; readonly times: number };

/** Every cell of the CSV file against that of the statement, run once for each command that it names. */
async function compare({ question, given, times }: Asked, [dialect, runSql]: (typeof databases)[number]) {
  await run(`${question} --csv cells.csv`);
  const cells = (await fileRows('cells.csv')).filter((row) => row[0] === 'area');
  const sql = await run(`${question} --sql ${dialect}`);
  const found = new Map<string, Row>();
  const commands = commandsIn(sql);
  for (const { command, file, periods } of commands) {
    await run(command);
    const own = given.filter(
      ([, measure]) => commands.length === 1 || periods.includes(measure.split(' ')[1] as string),
    );
    for (const row of await runSql(filled(await fileRows(file), own), sql))
      found.set(`${row['measure']} ${row['target']}`, row);
  }
  let estimated = 0;
  for (const cell of cells) {
    const key = `${cell[3]} ${cell[5]} ${cell[1]}`;
    const row = found.get(key);
    const wanted = [6, 7, 8].map((at) => (cell[at] === '' ? null : Number(cell[at])));
    if (row === undefined) {
      // A body without land in the register: no statement can have a row for it, and the file knows nothing of it.
      expect([cell[6], cell[8], cell[10], cell[11]], key).toEqual(['', '', 'not known', '0']);
      continue;
    }
    expect(Number(row['sources_split']), key).toBe(Number(cell[11]));
    for (const [at, name] of ['value', 'lower', 'upper'].entries()) {
      const one = wanted[at] as number | null;
      if (one === null) expect(row[name], `${key} ${name}`).toBeNull();
      else
        expect(Math.abs(Number(row[name] ?? Number.NaN) * times - one), `${key} ${name}`).toBeLessThan(
          1e-9 * Math.max(1, one),
        );
    }
    if (cell[10] === 'estimated') estimated++;
  }
  expect(estimated).toBeGreaterThan(0);
  return commands;
}

describe('the SQL of a rebase, on the parts of the crosswalks that it names', () => {
  it.each(databases)(
    '[RV86] gives the cells of money of cut councils in %s',
    async (...database) => {
      const given = (await rowsOf('social-care-spending')).map(
        (row): Given => [row[0] as string, `net-spending ${row[1]}`, Number(row[6]) * 100_000, null],
      );
      const question = 'rebase --data social-care-spending --measures net-spending --to icb --on 2026-04-01';
      const commands = await compare({ question, given, times: 0.01 }, database);
      expect(commands.map(({ command }) => command)).toEqual([
        'crosswalk --from utla@2025-04-01 --to icb@2026-04-01 --weights census-2021 --parts parts.csv',
      ]);
      const named = await compare({ question: `${question} --weights mid-2019`, given, times: 0.01 }, database);
      expect(named[0]?.command).toContain('--weights mid-2019');
    },
    120_000,
  );

  it.each(databases)(
    '[RV86] gives those of a proportion in %s',
    async (...database) => {
      const rows = await rowsOf('still-at-home');
      const { description, heading } = tableOf('still-at-home');
      writeFileSync(join(folder, 'home.csv'), [heading, ...rows].map((row) => row.join()).join('\n'));
      writeFileSync(join(folder, 'home.json'), JSON.stringify(description));
      const file = 'rebase --data home.csv --description home.json --subject published';
      const given = rows.map(
        (row): Given => [row[0] as string, `still-at-home-91-days-later ${row[1]}`, Number(row[3]), Number(row[2])],
      );
      const question = `${file} --measures still-at-home-91-days-later --to icb --on 2026-04-01`;
      await compare({ question, given, times: 100 }, database);
    },
    120_000,
  );

  it.each(databases)(
    '[RV86] is run once for each of several weights in %s',
    async (...database) => {
      const rows = (await rowsOf('social-care-spending')).filter((row) => row[1] === '2025-26');
      const years = ['2019', '2024'].flatMap((year) => rows.map((row) => [row[0], year, row[6]]));
      writeFileSync(
        join(folder, 'years.csv'),
        [['council', 'year', 'people'], ...years].map((row) => row.join()).join('\n'),
      );
      const given = years.map(
        ([source, year, value]): Given => [source as string, `people ${year}`, Number(value), null],
      );
      const question =
        'rebase --data years.csv --subject published --value-column people=count --to icb --on 2026-04-01';
      const commands = await compare({ question, given, times: 1 }, database);
      expect(commands.map(({ periods, file }) => [periods, file])).toEqual([
        [['2019'], 'parts-1.csv'],
        [['2024'], 'parts-2.csv'],
      ]);
      expect(commands[0]?.command).toContain('--weights mid-2019');
      expect(commands[1]?.command).toContain('--weights census-2021');
      expect(readFileSync(join(folder, 'parts-1.csv'), 'utf8')).not.toBe(
        readFileSync(join(folder, 'parts-2.csv'), 'utf8'),
      );
    },
    120_000,
  );
});
