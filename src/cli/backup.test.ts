import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackup } from '#store/backup-source.ts';
import { verifyJournal } from '#store/journal.ts';
import { saveFacts } from '#store/save-facts.ts';
import { ended, runCli, startCli } from '#tests/golden/run-cli.ts';
import { makeEmptyDatabase, makeFilledDatabase, tableDigests } from '#tests/support/backup-stores.ts';
import { makeTestFolder, type TestDatabase } from '#tests/support/database.ts';
import { madeUpPack } from '#tests/support/made-up-pack.ts';

let database: TestDatabase;
let folder: string;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  database = await makeFilledDatabase();
  await saveFacts(database.store, madeUpPack('larger', 0.05), { recordedAt: new Date().toISOString() });
  folder = makeTestFolder();
  env = { DATABASE_URL: database.databaseUrl };
});
afterAll(async () => {
  await database?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Runs the command, killed after so long. */
async function killedAfter(ms: number, args: readonly string[], own: Readonly<Record<string, string>>): Promise<void> {
  const child = startCli(args, { env: own });
  const exited = once(child, 'exit');
  await Promise.race([exited, pause(ms)]);
  child.kill('SIGKILL');
  await exited;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

describe('backup and restore', () => {
  it('[BK30] a backup that is killed at any moment leaves none, or a whole one; the next removes what it left', async () => {
    const file = join(folder, 'killed.tar');
    const wholeMs = await timeOf(() => runCli(['backup', file, '--replace'], { env }));
    rmSync(file);
    for (let run = 1; run <= 4; run++) {
      await killedAfter((wholeMs * (run + 4)) / 8, ['backup', file, '--replace'], env);
      if (existsSync(file)) await checkBackup(file, undefined);
    }
    const last = await runCli(['backup', file, '--replace'], { env });
    expect([last.exitCode, last.stdout]).toEqual([0, expect.stringContaining(`Written to ${file}.`)]);
    expect(readdirSync(folder)).toEqual(['killed.tar']);
  }, 120_000);

  it('[BK31] a restore that is killed at any moment leaves the store empty or whole, and another one goes through', async () => {
    const file = join(folder, 'to-restore.tar');
    await runCli(['backup', file], { env });
    const whole = await tableDigests(database.store);
    const timed = await makeEmptyDatabase(database);
    const wholeMs = await timeOf(() => runCli(['restore', file], { env: { DATABASE_URL: timed.databaseUrl } }));
    expect(await tableDigests(timed.store)).toEqual(whole);
    await timed.drop();
    const empty = await makeEmptyDatabase(database);
    const own = { DATABASE_URL: empty.databaseUrl };
    try {
      for (let run = 1; run <= 4; run++) {
        await killedAfter((wholeMs * (run + 4)) / 9, ['restore', file], own);
        const found = await tableDigests(empty.store);
        expect([0, whole.size]).toContain(found.size);
        if (found.size > 0) expect(found).toEqual(whole);
      }
      const again = await runCli(['restore', file], { env: own });
      expect([0, 3]).toContain(again.exitCode);
      expect(await tableDigests(empty.store)).toEqual(whole);
      expect(await verifyJournal(empty.store)).toMatchObject({ isSound: true });
    } finally {
      await empty.drop();
    }
  }, 180_000);

  it('[BK32] a signal ends a backup with its code and leaves no file', async () => {
    const file = join(folder, 'stopped.tar');
    const child = startCli(['backup', file], { env });
    const end = ended(child);
    child.stderr?.once('data', () => child.kill('SIGTERM'));
    const { exitCode, stderr } = await end;
    expect([exitCode, stderr]).toEqual([143, expect.stringContaining('Stopped by SIGTERM.')]);
    expect(readdirSync(folder).filter((name) => name.includes('stopped'))).toEqual([]);
  });

  it('[BK33] the passphrase comes from a file or the environment, is long, and a wrong one is told', async () => {
    const file = join(folder, 'sealed.tar');
    const words = join(folder, 'words');
    writeFileSync(words, 'correct horse battery staple\n');
    const said = async (args: readonly string[], own = {}) => {
      const { exitCode, stderr } = await runCli(args, { env: { ...env, ...own } });
      return `${exitCode} ${stderr}`;
    };
    expect(await said(['backup', file, '--encrypt'])).toMatch(/^2 There is no passphrase/);
    expect(await said(['backup', file, '--encrypt'], { COTERMINOUS_PASSPHRASE: 'short' })).toMatch(/^2 .* is short/);
    expect(await said(['backup', file, '--encrypt', '--passphrase-file', join(folder, 'no')])).toMatch(/^7 /);
    expect(await said(['backup', file, '--encrypt', '--passphrase-file', words])).toMatch(/^0 /);
    expect(await said(['restore', file, '--check'])).toMatch(/^2 .* is encrypted/);
    expect(await said(['restore', file, '--check'], { COTERMINOUS_PASSPHRASE: 'another' })).toMatch(
      /^7 The passphrase/,
    );
    const right = { COTERMINOUS_PASSPHRASE: 'correct horse battery staple' };
    expect(await said(['restore', file, '--check'], right)).toMatch(/^0 /);
    const help = (await runCli(['backup', '--help'])).stdout + (await runCli(['restore', '--help'])).stdout;
    expect(help).not.toMatch(/--passphrase(?!-file)/);
  });

  it('[BK34] a data folder that a server has is not restored into', async () => {
    const home = join(folder, 'home');
    const file = join(folder, 'held.tar');
    const server = startCli(['start', '--home', home, '--port', '0', '--no-open', '--api-only']);
    const end = ended(server);
    try {
      await new Promise((done) => server.stdout?.once('data', done));
      expect((await runCli(['backup', file, '--home', home])).exitCode).toBe(0);
      const refused = await runCli(['restore', file, '--home', home]);
      expect([refused.exitCode, refused.stderr]).toEqual([6, expect.stringContaining('already runs')]);
    } finally {
      server.kill('SIGTERM');
      await end;
    }
    const filled = await runCli(['restore', file, '--home', home]);
    expect([filled.exitCode, filled.stderr]).toEqual([3, expect.stringContaining('not empty')]);
    const restored = await runCli(['restore', file, '--home', join(folder, 'home-2')]);
    expect([restored.exitCode, restored.stdout]).toEqual([0, expect.stringContaining('The journal is sound.')]);
  }, 60_000);
});
