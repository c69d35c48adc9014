import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleDatabase, runCli } from '#tests/golden/run-cli.ts';
import { makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

let sample: TestDatabase;
let env: Record<string, string>;
let folder: string;
beforeAll(async () => {
  folder = makeTestFolder();
  sample = await makeSampleDatabase();
  env = { DATABASE_URL: sample.databaseUrl };
});
afterAll(async () => {
  await sample?.close();
  rmSync(folder, { recursive: true, force: true });
});

const usual = [
  '--data',
  'reablement',
  '--measures',
  'people-who-received-reablement-85-and-over',
  '--periods',
  '2025-26',
  '--round',
  '1',
];
const districts = ['--to', 'ltla', '--on', '2026-11-21'];
const boards = ['--to', 'icb', '--on', '2024-04-01'];

function release(...words: string[]) {
  return runCli(['release', ...words], { env });
}

describe('release', () => {
  it('[RL60] is checked and made, and refused with code 3 and every finding when it is not safe', async () => {
    const draft = await release('check', ...usual, ...districts);
    expect(draft.exitCode).toBe(0);
    expect(draft.stdout).toMatch(/^Safe to publish/);
    const made = await release('make', ...usual, ...districts, '--title', 'Districts', '--by', 'Ann');
    expect(made.exitCode).toBe(0);
    expect(made.stdout).toMatch(/^Published as R-001\./);
    const unsafe = await release('check', ...usual, ...boards);
    expect(unsafe.exitCode).toBe(3);
    expect(unsafe.stdout).toMatch(/^Not safe to publish: .*\n.*\(release R-001\).*a reader learns/);
    const refused = await release('make', ...usual, ...boards, '--title', 'Boards', '--by', 'Ann');
    expect([refused.exitCode, refused.stdout]).toEqual([3, '']);
    expect(refused.stderr).toMatch(/Nothing was published.*\n {2}error: .*\[implied-area\]/);
    const proposed = /Withheld as well, (.*) would make it safe/.exec(refused.stderr)?.[1] ?? '';
    const codes = proposed.split(/, | and /).join(',');
    const withheld = await release('check', ...usual, ...boards, '--withhold', codes, '--json');
    expect([withheld.exitCode, JSON.parse(withheld.stdout).audit.isSafe]).toEqual([0, true]);
  });

  it('[RL61] is listed, shown, verified and exported', async () => {
    expect((await release('list')).stdout).toContain('Districts');
    const listed = JSON.parse((await release('list', '--json')).stdout);
    expect(listed.releases.map(({ id }: { id: string }) => id)).toEqual(['R-001']);
    expect((await release('show', 'R-001')).stdout).toMatch(/^R-001: Districts\n/);
    expect((await release('verify', 'R-001')).stdout).toBe('R-001 comes out again, to the last number.\n');
    const [csv, xlsx, parquet] = ['r.csv', 'r.xlsx', 'r.parquet'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const written = await release('export', 'R-001', '--csv', csv, '--xlsx', xlsx, '--parquet', parquet);
    expect([written.exitCode, written.stderr]).toEqual([
      0,
      `Written to ${csv}\nWritten to ${xlsx}\nWritten to ${parquet}\n`,
    ]);
    expect(readFileSync(csv, 'utf8')).toMatch(/^area,area_name,measure/);
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1');
    expect((await release('export', 'R-001')).exitCode).toBe(2);
    expect((await release('show', 'R-002')).exitCode).toBe(4);
  });

  it('[RL62] takes one set of rules', async () => {
    const two = await release('check', ...usual, ...districts, '--round-only', '5');
    expect([two.exitCode, two.stderr]).toEqual([2, expect.stringContaining('Give one set of rules')]);
    const [data, measures, periods] = [usual.slice(0, 2), usual.slice(2, 4), usual.slice(4, 6)];
    const asked = [...data, ...measures, ...periods, ...districts];
    expect((await release('check', ...asked, '--suppress', '7-1')).exitCode).toBe(2);
    expect((await release('check', ...asked, '--no-protection')).exitCode).toBe(2);
    const bare = await release('check', ...asked, '--no-protection', 'Agreed by the board', '--by', 'Ann', '--json');
    expect(JSON.parse(bare.stdout).question.rules).toEqual({ kind: 'none', reason: 'Agreed by the board', by: 'Ann' });
    const rounded = await release('check', ...asked, '--round-only', '10', '--json');
    expect(JSON.parse(rounded.stdout).question.rules).toEqual({ kind: 'round', base: 10 });
    const hidden = await release('check', ...asked, '--suppress', '0-4', '--round', '3', '--json');
    expect(JSON.parse(hidden.stdout).question.rules).toEqual({ kind: 'suppress', from: 0, to: 4, base: 3 });
  });
});
