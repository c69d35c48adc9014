import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdHome } from '#cli/hold-home.ts';
import { runCli } from '#tests/golden/run-cli.ts';
import {
  databaseProcesses,
  isDatabaseGone,
  ownerHeaders,
  startWorkbench,
  stopWorkbench,
} from '#tests/golden/run-workbench.ts';
import { makeTestFolder } from '#tests/support/database.ts';

let home: string;
beforeEach(() => {
  home = join(makeTestFolder(), 'home');
});
afterEach(async () => {
  expect(await isDatabaseGone(home)).toBe(true);
  rmSync(join(home, '..'), { recursive: true, force: true });
});

describe('a running server', () => {
  it('[CL21, CL22, CL31] shares its folder with the command line, not with a second start, and stops cleanly', async () => {
    const workbench = await startWorkbench(home);
    expect(workbench.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const question = ['--home', home, 'events', '--json'];
    const both = await Promise.all([1, 2, 3].map(() => runCli(question)));
    const headers = await ownerHeaders(workbench);
    const answer = await fetch(`${workbench.address}api/events?limit=1000`, { headers });
    const api = (await answer.json()) as { events: unknown[] };
    for (const run of both) expect(JSON.parse(run.stdout).events).toEqual(api.events);
    expect(api.events.length).toBeGreaterThan(10);

    const second = await startWorkbench(home);
    const { exitCode, stderr } = await second.end;
    expect(exitCode).toBe(6);
    expect(stderr).toBe(
      `Coterminous already runs on ${home} (process ${workbench.child.pid}). Use that one, stop it, or start another with --home on another folder.\n`,
    );
    expect((await fetch(`${workbench.address}api/health`)).status).toBe(200);

    const { run, took } = await stopWorkbench(workbench);
    expect(run.exitCode).toBe(0);
    expect(took).toBeLessThan(3_000);
    expect(await isDatabaseGone(home, 200)).toBe(true);
    expect(existsSync(join(home, 'server.json'))).toBe(false);
  });

  it('[CL22] stops while a question is being answered and a connection is held open', async () => {
    const workbench = await startWorkbench(home);
    const headers = await ownerHeaders(workbench);
    const held = await fetch(`${workbench.address}api/registers`, {
      headers: { ...headers, connection: 'keep-alive' },
    });
    const asked = fetch(`${workbench.address}api/events`, { headers }).catch(() => null);
    const { run, took } = await stopWorkbench(workbench, 'SIGINT');
    expect([run.exitCode, held.status]).toEqual([0, 200]);
    expect(took).toBeLessThan(3_000);
    await asked;
  });

  it('[CL31] of several starts at the same moment one starts, whatever a killed one has left', async () => {
    mkdirSync(home, { recursive: true });
    for (const left of [null, '{"pid":1}', `{"pid":${process.pid}}`, '{ half']) {
      if (left !== null) writeFileSync(join(home, 'server.json'), left);
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => holdHome(home)));
      const held = results.filter((one) => one.status === 'fulfilled');
      expect(held.length).toBe(1);
      for (const one of results) {
        if (one.status === 'rejected') expect(one.reason.exitCode).toBe(6);
      }
      expect(JSON.parse(readFileSync(join(home, 'server.json'), 'utf8'))).toEqual({ pid: process.pid });
      for (const one of held) await one.value();
      expect(existsSync(join(home, 'server.json'))).toBe(false);
    }
  });

  it('[CL31] another path to the same folder is the same folder', async () => {
    mkdirSync(home, { recursive: true });
    const other = join(home, '..', 'other');
    symlinkSync(home, other);
    const giveBack = await holdHome(home);
    await expect(holdHome(other)).rejects.toThrow(`already runs on ${other} (process ${process.pid})`);
    await giveBack();
    await (await holdHome(other))();
  });
});

describe('ports', () => {
  it('[CL30] a port in use is named, and nothing is left running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    try {
      const run = await runCli(['--home', home, 'start', '--api-only'], { env: { PORT: String(port) } });
      expect(run.exitCode).toBe(6);
      expect(run.stderr).toContain(
        `Port ${port} on 127.0.0.1 is taken by another program. Choose another with --port or PORT; 0 takes any that is free.`,
      );
      expect(databaseProcesses(home)).toEqual([]);
      expect(existsSync(join(home, 'server.json'))).toBe(false);
    } finally {
      other.close();
    }
  });

  it.each(['http', '70000', '-1', '80.5'])('[CL30] PORT=%s is refused before anything is made', async (PORT) => {
    const run = await runCli(['--home', home, 'start'], { env: { PORT } });
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      `PORT is ${PORT}. Give a port from 1 to 65535, or 0 for any that is free.\n`,
    ]);
    expect(existsSync(home)).toBe(false);
  });

  it('[CL30] an address that is not of this machine is named', async () => {
    const workbench = await startWorkbench(home, [
      '--api-only',
      '--host',
      '203.0.113.1',
      '--accounts',
      '--behind-proxy',
      '203.0.113.2',
    ]);
    const { exitCode, stderr } = await workbench.end;
    expect(exitCode).toBe(2);
    expect(stderr).toContain('203.0.113.1 is not an address of this machine.');
  });
});
