import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck } from '#sources/tables/duckdb.ts';
import { openTable } from '#sources/tables/open-table.ts';
import { makePackFolder, makeSampleDatabase, runCli } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { rebasedSchema } from '#wire/rebase.ts';

let sample: TestDatabase;
let folder: string;
beforeAll(async () => {
  [sample, folder] = await Promise.all([makeSampleDatabase(), makePackFolder()]);
});
afterAll(async () => {
  await sample?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const run = (command: string) => runCli(command.split(' '), { env: { DATABASE_URL: sample.databaseUrl }, cwd: folder });

const spending =
  'rebase --data social-care-spending --measures net-spending --periods 2025-26 --to utla --on 2027-04-01';

async function rowsIn(path: string) {
  const opened = await openTable(path);
  if (opened.source === null) throw new Error(JSON.stringify(opened.problems));
  const rows: (readonly string[])[] = [];
  for await (const batch of opened.source.batches()) rows.push(...batch.rows);
  await opened.source.close();
  return { heading: opened.source.heading, rows };
}

describe('a rebase from the command line', () => {
  it('[RV60] of a file stores nothing', async () => {
    const before = (await run('data list --json')).stdout;
    const file =
      'rebase --data falls.csv --to utla --on 2026-04-01 --absent zero --value-column falls=count --periods 2023';
    const { exitCode, stdout } = await run(`${file} --subject published --json`);
    expect(exitCode).toBe(0);
    const table = rebasedSchema.parse(JSON.parse(stdout));
    expect(table.cells.find(({ area }) => area === 'E10000030')).toMatchObject({ value: 412 + 377 + 4, exact: true });
    expect((await run('data list --json')).stdout).toBe(before);
  });

  it('[RV64] counts of people, of a data set or a file, do not leave in a file or as JSON', async () => {
    for (const data of ['reablement', 'falls.csv']) {
      for (const form of ['--json', '--csv out.csv', '--xlsx out.xlsx', '--parquet out.parquet']) {
        const { exitCode, stdout, stderr } = await run(`rebase --data ${data} --to utla --on 2026-04-01 ${form}`);
        expect([exitCode, stdout]).toEqual([3, '']);
        expect(stderr).toContain('coterminous release make');
        const [, name] = form.split(' ');
        if (name !== undefined) expect(statSync(join(folder, name), { throwIfNoEntry: false })).toBeUndefined();
      }
    }
  }, 120_000);

  it('[RV62] Excel and Parquet hold the same cells as CSV; what cannot be written ends with code 7', async () => {
    expect((await run(`${spending} --csv a.csv --xlsx a.xlsx --parquet a.parquet`)).exitCode).toBe(0);
    const [csv, xlsx, parquet] = await Promise.all(
      ['a.csv', 'a.xlsx', 'a.parquet'].map((name) => rowsIn(join(folder, name))),
    );
    const numbers = (rows: readonly (readonly string[])[] = []) =>
      rows.filter((row) => row[0] === 'area').map((row) => [row[1], ...row.slice(6, 9).map(Number), row[10]]);
    expect(numbers(csv?.rows).length).toBe(17);
    expect(numbers(xlsx?.rows)).toEqual(numbers(csv?.rows));
    expect(numbers(parquet?.rows)).toEqual(numbers(csv?.rows));
    expect((await run(`${spending} --parquet nowhere/a.parquet`)).exitCode).toBe(7);
  });

  it('[RV63] the SQL that is printed gives the same cells from the parts of a crosswalk', async () => {
    await run('crosswalk --from utla@2025-04-01 --to utla@2027-04-01 --parts parts.csv');
    const own = JSON.parse((await run('data show social-care-spending --json')).stdout) as {
      dataSet: { statement: { id: string } };
    };
    expect(own.dataSet.statement.id).toBe('social-care-spending');
    const table = rebasedSchema.parse(JSON.parse((await run(`${spending} --json`)).stdout));
    const sql = (await run(`${spending} --sql duckdb`)).stdout;
    const whole = table.cells
      .filter(({ exact }) => exact)
      .map(({ area, value }) => `('${area}', 'net-spending', ${value})`);
    const surrey = table.cells.find(({ exact }) => !exact)?.upper;
    const duck = await openDuck({ reads: [join(folder, 'parts.csv')] });
    try {
      const { connection } = duck;
      await connection.run(`create table parts as from read_csv('${join(folder, 'parts.csv')}', header = true)`);
      await connection.run('create table numbers (source varchar, measure varchar, value bigint)');
      await connection.run(
        `insert into numbers values ${[...whole, `('E10000030', 'net-spending', ${surrey})`].join(', ')}`,
      );
      const found = await (await connection.runAndReadAll(sql.replace(/;\s*$/, ''))).getRowObjects();
      const cells = found.map((row) => [
        row['target'],
        Number(row['value']),
        Number(row['lower']),
        Number(row['upper']),
      ]);
      const expected = table.cells.map(({ area, value, lower, upper }) => [area, value, lower, upper]);
      const byArea = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
      expect(cells.sort(byArea)).toEqual(expected.sort(byArea));
    } finally {
      await duck.close();
    }
    expect(readFileSync(join(folder, 'parts.csv'), 'utf8')).toMatch(/^part,source,target,weight\r\n/);
  });
});
