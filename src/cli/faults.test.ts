import { once } from 'node:events';
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRng } from '#tests/golden/random.ts';
import { ended, makePackFolder, runCli, startCli } from '#tests/golden/run-cli.ts';
import {
  databaseProcesses,
  isDatabaseGone,
  killWorkbench,
  ownerHeaders,
  startWorkbench,
  stopWorkbench,
} from '#tests/golden/run-workbench.ts';
import { mountSmallDisk } from '#tests/support/small-disk.ts';

const rounds = 5;
let folder: string;
let home: string;
beforeEach(async () => {
  folder = await makePackFolder();
  home = join(folder, 'home');
});
afterEach(async () => {
  expect(await isDatabaseGone(home, 8_000)).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});

const moments = makeRng(20061001);

/** Names of the register's bodies on a day, as the command line gives them. */
async function namesOn(): Promise<string[]> {
  const run = await runCli(['--home', home, 'organisations', '--kind', 'icb', '--on', '2026-04-01', '--json']);
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return (JSON.parse(run.stdout) as { organisations: { name: string }[] }).organisations.map((one) => one.name);
}

describe('kill -9', () => {
  it(`[CL32] a server killed ${rounds} times starts again each time and has lost nothing`, async () => {
    const first = await startWorkbench(home);
    // The session of the owner outlives the server as well.
    const headers = await ownerHeaders(first);
    const held = await (await fetch(`${first.address}api/events?limit=1000`, { headers })).text();
    expect(JSON.parse(held).count).toBeGreaterThan(10);
    await killWorkbench(first);
    for (let round = 0; round < rounds; round++) {
      const workbench = await startWorkbench(home);
      expect(workbench.address, `round ${round}`).not.toBeNull();
      expect(await (await fetch(`${workbench.address}api/events?limit=1000`, { headers })).text()).toBe(held);
      await killWorkbench(workbench);
      expect(databaseProcesses(home).length).toBeGreaterThan(0);
    }
    const last = await startWorkbench(home);
    expect((await stopWorkbench(last)).run.exitCode).toBe(0);
  });

  it(`[CL32] a first start killed at ${rounds} moments does not stand in the way of the next`, async () => {
    for (let round = 0; round < rounds; round++) {
      const own = join(folder, `home-${round}`);
      const child = startCli(['--home', own, 'start', '--api-only', '--port', '0'], {});
      const gone = ended(child);
      await pause(300 + moments() * 2_000);
      await killWorkbench({ child });
      await gone;
      const next = await startWorkbench(own);
      expect(next.address, `round ${round}`).not.toBeNull();
      const headers = await ownerHeaders(next);
      const answer = await fetch(`${next.address}api/registers`, { headers });
      const { registers } = (await answer.json()) as { registers: unknown[] };
      expect(registers.length).toBe(1);
      await stopWorkbench(next);
      expect(await isDatabaseGone(own)).toBe(true);
    }
  });

  it(`[CL33] an import killed at ${rounds} moments leaves the old facts or the new ones`, async () => {
    await runCli(['--home', home, 'import', join(folder, 'pack')]);
    const sizes = await namesOn();
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const before = await namesOn();
      const edited = join(folder, 'edited');
      cpSync(join(folder, 'pack'), edited, { recursive: true });
      const table = join(edited, 'organisations.csv');
      writeFileSync(table, readFileSync(table, 'utf8').replaceAll('Integrated Care Board', `Board of round ${round}`));
      const child = startCli(['--home', home, 'import', edited]);
      const gone = ended(child);
      // The line is printed when the reading begins; the writing follows within a second.
      if (child.stderr !== null) await once(child.stderr, 'data');
      await pause(moments() * 500);
      await killWorkbench({ child });
      await gone;
      const after = await namesOn();
      const fresh = before.map((name) =>
        name.replace(/Integrated Care Board|Board of round \d+/, `Board of round ${round}`),
      );
      const which = JSON.stringify(after) === JSON.stringify(before) ? 'old' : 'new';
      if (which === 'new') expect([...after].sort()).toEqual([...fresh].sort());
      seen.add(which);
      expect(after.length).toBe(sizes.length);
    }
    const workbench = await startWorkbench(home);
    expect(workbench.address).not.toBeNull();
    await stopWorkbench(workbench);
    const again = await runCli(['--home', home, 'import', join(folder, 'pack')]);
    expect(again.exitCode).toBe(0);
    expect(await namesOn()).toEqual(sizes);
    expect(seen.size).toBeGreaterThan(0);
  });
});

describe('signals', () => {
  it('[CL23] a question broken off ends with the code of its signal and leaves no database', async () => {
    await runCli(['--home', home, 'import', join(folder, 'pack')]);
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      const child = startCli(['--home', home, 'import', join(folder, 'pack')]);
      const end = ended(child);
      if (child.stderr !== null) await once(child.stderr, 'data');
      child.kill(signal);
      const { exitCode, stderr } = await end;
      expect([exitCode, stderr.split('\n').at(-2)]).toEqual([code, `Stopped by ${signal}.`]);
      expect(await isDatabaseGone(home, 500)).toBe(true);
    }
    expect((await namesOn()).length).toBeGreaterThan(0);
  });
});

describe('folders', () => {
  it('[CL34] a folder that may not be read is named', async () => {
    const closed = join(folder, 'closed');
    cpSync(join(folder, 'pack'), closed, { recursive: true });
    chmodSync(folder, 0o755);
    chmodSync(closed, 0o000);
    const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const run = await runCli(['pack', 'check', closed], asNobody);
    chmodSync(closed, 0o755);
    expect(run.exitCode).toBe(3);
    expect(run.stdout).toContain(`${closed}: This folder cannot be read; name the folder that holds datapackage.json.`);
    expect(run.stdout).toContain('EACCES');
  });

  it('[CL34] a data folder that cannot be made is named, with code 5', async () => {
    writeFileSync(join(folder, 'taken'), '');
    for (const args of [['start', '--api-only', '--port', '0'], ['registers']]) {
      const run = await runCli(['--home', join(folder, 'taken'), ...args]);
      expect(run.exitCode).toBe(5);
      expect(run.stderr).toContain(join(folder, 'taken'));
      expect(run.stderr).not.toContain('    at ');
    }
  });

  it('[CL36] a data folder on a full disk is named', async ({ skip }) => {
    const disk = mountSmallDisk('20m');
    if (disk === null) return skip('this account may not mount a small disk');
    const home = join(disk.folder, 'home');
    try {
      for (const args of [
        ['import', join(folder, 'pack')],
        ['start', '--api-only', '--port', '0'],
      ]) {
        const run = await runCli(['--home', home, ...args]);
        expect(run.exitCode, run.stderr).toBe(5);
        expect(run.stderr).toMatch(/disk is full|free disk space/);
        expect(run.stderr).not.toContain('    at ');
      }
      expect(databaseProcesses(home)).toEqual([]);
    } finally {
      disk.remove();
    }
  });
});
