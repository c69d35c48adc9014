import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleDatabase, runCli } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { grantArrangement, register, withVestingPeople } from '#tests/support/vesting-people.ts';

let database: TestDatabase;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  database = await makeSampleDatabase();
  await withVestingPeople(database.store);
  env = { DATABASE_URL: database.databaseUrl };
});
afterAll(() => database?.close());

const run = (...args: string[]) => runCli(['access', ...args, '--register', register], { env });
const dryRun = async () => JSON.parse((await run('dry-run', '--on', '2027-04-01', '--json')).stdout);
const decide = (...more: string[]) =>
  run('decide', '--on', '2027-04-01', '--from', 'E10000030', '--reason', 'Agreed', '--by', 'Ann', ...more);

describe('coterminous access', () => {
  it('[VD50] tells the dry run as text, JSON and CSV', async () => {
    const { stdout, exitCode } = await run('dry-run', '--on', '2027-04-01');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Nothing of it is done yet.');
    expect(stdout).toMatch(/Elma +editor +E07000207 +passes/);
    expect(stdout).toMatch(/Carol +editor +E10000030 +waits/);
    expect(stdout).toMatch(/arrangement +SAMPLE-DFG-E07000207 +waits/);
    const { people, records } = await dryRun();
    expect([people.length, records.waiting]).toEqual([4, expect.any(Number)]);
    const csv = (await run('dry-run', '--on', '2027-04-01', '--csv', '-')).stdout.split('\r\n');
    expect(csv[0]).toBe('what,id,title,outcome,of,to,choices,why');
    expect(csv.length).toBeGreaterThan(records.count);
    expect((await run('dry-run', '--on', '2027-04-31')).exitCode).toBe(2);
    const brief = await run('dry-run', '--on', '2027-04-01', '--grace-days', '30', '--json');
    expect(JSON.parse(brief.stdout).graceDays).toBe(30);
  });

  it('[VD50] decides, takes back, and passes only what is due', async () => {
    const decided = await decide('--kind', 'arrangement', '--id', grantArrangement, '--to', 'council-east-surrey');
    expect([decided.exitCode, decided.stdout]).toEqual([0, expect.stringMatching(/^Decided: [0-9a-f]{32} /)]);
    const [{ id }] = (await dryRun()).decisions;
    expect((await run('take-back', id, '--reason', 'Too early')).stdout).toBe(`Taken back: ${id}\n`);
    expect((await dryRun()).decisions).toEqual([]);
    expect((await decide('--to', 'council-east-surrey')).stderr).toContain('Name a role by --account and --role');
    expect((await decide('--account', 'carol', '--role', 'editor', '--to', 'QXU')).stderr).toContain(
      'does not take over',
    );
    const early = await run('pass', '--on', '2999-01-01');
    expect([early.exitCode === 0, early.stderr]).toEqual([false, expect.stringContaining('has not come yet')]);
    expect((await run('pass', '--on', '2026-11-21')).stdout).toContain('0 roles ended');
  });
});
