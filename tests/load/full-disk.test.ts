import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSample } from '#actions/load-sample.ts';
import { embeddedUser, placeIn } from '#store/embedded-cluster.ts';
import { servingProcess } from '#store/embedded-postmaster.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import { openStore } from '#store/open.ts';
import { killWorkbench, startWorkbench, stopWorkbench } from '#tests/golden/run-workbench.ts';
import { makePartners, missingFrom, PartnersAtWork } from '#tests/support/partners-at-work.ts';
import { mountSmallDisk, type SmallDisk } from '#tests/support/small-disk.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const noDisk = 'this account may not mount a small disk';

describe('a server with accounts on a disk that fills up while partners write', () => {
  it('[LF14] refuses in plain words what it cannot keep, shows what it has, and goes on when there is room', async (context) => {
    const disk = makeDisk();
    if (disk === null) return context.skip(noDisk);
    const writers = await startWriters(disk);
    const { work, ask } = writers;
    const { heard } = work;
    const makeRoom = disk.fill();
    await until(() => heard.refused.length, 20);
    expect(await ask('readyz')).toMatchObject({ status: 503, text: expect.stringContaining('Free some space') });
    const held = await ask('api/arrangements');
    expect(held.status, held.text).toBe(200);
    expect(heard.refused.map(({ status }) => status)).toEqual(heard.refused.map(() => 507));
    expect(heard.refused[0]?.told).toMatch(/The disk of the server is full.*nothing of it was kept/);
    expect(heard.refused.filter(({ told }) => / {4}at |\.ts\b|base\/\d/.test(told))).toEqual([]);
    await expectToGoOn(writers, makeRoom);
    await expectAllKept(writers);
  }, 60_000);

  it('[LF15] works again by itself also where PostgreSQL had to end for want of room', async (context) => {
    const disk = makeDisk();
    if (disk === null) return context.skip(noDisk);
    const writers = await startWriters(disk);
    const { home, ask } = writers;
    const makeRoom = disk.fill();
    await endPostgres(home);
    expect(await ask('readyz')).toMatchObject({ status: 503, text: expect.stringContaining('"database"') });
    const lost = await ask('api/arrangements');
    expect([lost.status, JSON.parse(lost.text).type]).toEqual([503, 'urn:coterminous:problem:database-lost']);
    // Long enough for tries to come back that are all in vain.
    await pause(3_000);
    await expectToGoOn(writers, makeRoom);
    await expectAllKept(writers);
  }, 60_000);
});

type Writers = {
  readonly home: string;
  readonly work: PartnersAtWork;
  /** What Ann is answered. */
  ask(path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Ends their work, and then the server. */
  stop(): Promise<void>;
};

function makeDisk(): SmallDisk | null {
  const disk = mountSmallDisk('400m');
  if (disk !== null) closing.push(() => disk.remove());
  return disk;
}

/** A server with its data folder on the disk, and partners who write to it and have been answered. */
async function startWriters({ folder }: SmallDisk): Promise<Writers> {
  const home = join(folder, 'home');
  const store = await openStore({ home });
  await loadSample(store, new Date().toISOString());
  const partners = await makePartners(store);
  await store.close();
  const flags = ['--api-only', '--accounts', '--requests-per-minute', '1000000'];
  const workbench = await startWorkbench(home, flags);
  closing.push(() => killWorkbench(workbench));
  const address = workbench.address ?? '';
  const work = new PartnersAtWork(address, partners, 0, [507]);
  const done = work.workUntilLost();
  const ask: Writers['ask'] = async (path) => {
    const answer = await fetch(`${address}${path}`, { headers: { cookie: partners.ann.cookie } });
    return { status: answer.status, text: await answer.text() };
  };
  await until(() => work.heard.made.length, 1);
  expect((await ask('readyz')).status).toBe(200);
  return {
    home,
    work,
    ask,
    stop: async () => {
      work.stop();
      await done;
      expect((await stopWorkbench(workbench)).run.exitCode).toBe(0);
    },
  };
}

function until(count: () => number, least: number): Promise<void> {
  return expect.poll(count, { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(least);
}

/** Has PostgreSQL need another file for its log of changes, again and again, until it ends. */
async function endPostgres(home: string): Promise<void> {
  const { run } = placeIn(home);
  const client = new pg.Client({ host: run, port: 5432, user: embeddedUser, database: 'coterminous' });
  client.on('error', () => {});
  await client.connect();
  await expect
    .poll(() => client.query('select pg_switch_wal()').then(() => null, String), { timeout: 10_000, interval: 50 })
    .toContain('connection');
  await client.end();
  await expect.poll(() => servingProcess(placeIn(home)), { timeout: 10_000 }).toBeNull();
}

async function expectToGoOn({ work: { heard }, ask }: Writers, makeRoom: () => void): Promise<void> {
  const [saved, made] = [heard.saved.length, heard.made.length];
  makeRoom();
  await until(() => heard.saved.length, saved + 3);
  await until(() => heard.made.length, made + 1);
  expect((await ask('readyz')).status).toBe(200);
}

/** What was answered is there, and nothing of what was refused. */
async function expectAllKept({ home, work: { heard }, stop }: Writers): Promise<void> {
  await stop();
  const store = await openStore({ home });
  closing.push(() => store.close());
  expect((await verifyJournal(store)).faults).toEqual([]);
  const entries = await listJournal(store, { limit: 100_000 });
  expect(missingFrom(entries, heard)).toEqual([]);
  expect(missingFrom(entries, { ...heard, saved: ['never'] })).toHaveLength(1);
  const full = new Set(heard.refused.filter(({ status }) => status === 507).map(({ title }) => title));
  const kept = entries.filter(({ reason }) => reason !== null && full.has(reason));
  expect(kept).toEqual([]);
  expect(heard.strange).toEqual([]);
}
