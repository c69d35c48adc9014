/** Real servers on one database: long work is done once, whichever of them ends, and what one saves the other shows. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DataDescription } from '#core/datasets/description.ts';
import { makeSampleDatabase, runCli, startCli } from '#tests/golden/run-cli.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { describing, measure } from '#tests/support/made-up-description.ts';
import type { JobWire } from '#wire/jobs.ts';

type Running = { readonly child: ChildProcess; readonly address: string; readonly cookie: string };

const patience = 120_000;
const env = (database: TestDatabase) => ({ DATABASE_URL: database.databaseUrl, COTERMINOUS_BACKUP_FOLDER: 'none' });
let database: TestDatabase;
const running: Running[] = [];
beforeAll(async () => {
  database = await makeSampleDatabase();
});
afterEach(async () => {
  for (const one of running.splice(0)) await end(one, 'SIGTERM');
}, patience);
afterAll(() => database?.close());

/** A server, and the cookie of its owner. */
async function start(on = database): Promise<Running> {
  const child = startCli(['start', '--api-only', '--no-open', '--port', '0'], { env: env(on) });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said += text;
  });
  const link = await new Promise<string>((done, fail) => {
    child.stdout?.on('data', (text: Buffer) => {
      said += text;
      const found = /is at (\S+)/.exec(said)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${said}`)));
  });
  const { origin, searchParams } = new URL(link);
  const signedIn = await fetch(`${origin}/api/session/owner`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ key: searchParams.get('key') }),
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const server = { child, address: origin, cookie };
  running.push(server);
  return server;
}

async function end({ child }: Running, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill(signal);
  return ((await gone) as [number | null])[0];
}

async function json<T>({ address, cookie }: Running, path: string, options: RequestInit = {}): Promise<T> {
  const headers = { cookie, origin: address, ...(options.headers as Record<string, string>) };
  const answer = await fetch(`${address}${path}`, { ...options, headers });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Counts of so many years for two districts, each of so many rows that are added up. */
function fileOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => `E0700020${row % 2 === 0 ? 7 : 9},${row},1`);
  return `code,part,falls\n${lines.join('\n')}\n`;
}

async function askFor(server: Running, id: string, rows: number): Promise<JobWire> {
  const columns = { code: { as: 'area' }, part: { as: 'add-up' }, falls: measure('Falls', 'count') } as const;
  const description: DataDescription = describing({ id }, { columns });
  const form = new FormData();
  form.append('description', JSON.stringify(description));
  form.append('file', new Blob([fileOf(rows)]), `${id}.csv`);
  return json<JobWire>(server, '/api/jobs/import-data?by=Ann', { method: 'POST', body: form });
}

async function until(server: Running, id: string, isReached: (job: JobWire) => boolean): Promise<JobWire> {
  for (const late = Date.now() + patience; ; ) {
    const job = await json<JobWire>(server, `/api/jobs/${id}`);
    if (isReached(job)) return job;
    if (Date.now() > late) throw new Error(`it did not come: ${JSON.stringify(job)}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

describe('servers on one database', () => {
  it(
    '[JQ30] an import goes on after a kill -9 in its middle, is stored once, and tells its rows meanwhile',
    async () => {
      const first = await start();
      const { id, state } = await askFor(first, 'killed', 600_000);
      expect(state).toBe('waiting');
      await until(first, id, (job) => job.state === 'running' && job.rows > 0);
      await end(first, 'SIGKILL');
      const second = await start();
      const job = await until(second, id, ({ endedAt }) => endedAt !== null);
      expect(job).toMatchObject({ state: 'done', tries: 2, report: { id: 'killed', version: 1, rows: 600_000 } });
      const { rows } = await database.store.pool.query(`select version from work.journal where id = 'killed'`);
      expect(rows).toEqual([{ version: 1 }]);
    },
    patience * 2,
  );

  it(
    '[JQ31] of fifty jobs each is done once, by two servers that both work; either shows what the other saved',
    async () => {
      const [one, two] = [await start(), await start()];
      const jobs: JobWire[] = [];
      for (let at = 0; at < 50; at++) jobs.push(await askFor(at % 2 === 0 ? one : two, `set-${at}`, 2));
      const ended: JobWire[] = [];
      for (const { id } of jobs) ended.push(await until(one, id, ({ endedAt }) => endedAt !== null));
      expect(ended.filter(({ state, tries }) => state === 'done' && tries === 1)).toHaveLength(50);
      expect(new Set(ended.map(({ server }) => server)).size).toBe(2);
      const { rows } = await database.store.pool.query(
        `select count(*)::int as entries, count(distinct id)::int as sets from work.journal where id like 'set-%'`,
      );
      expect(rows).toEqual([{ entries: 50, sets: 50 }]);
      for (const server of [one, two]) {
        const listed = await json<{ dataSets: { statement: { id: string } }[] }>(server, '/api/data');
        expect(listed.dataSets.filter(({ statement }) => statement.id.startsWith('set-'))).toHaveLength(50);
      }
    },
    patience * 2,
  );

  it(
    '[JQ32] a server that stops in good order puts its import back, and another ends it',
    async () => {
      const [one, two] = [await start(), await start()];
      const { id } = await askFor(one, 'put-back', 1_500_000);
      const { server } = await until(one, id, (job) => job.state === 'running' && job.rows > 0);
      const [busy, other] = server?.endsWith(String(one.child.pid)) === true ? [one, two] : [two, one];
      expect(await end(busy, 'SIGTERM')).toBe(0);
      const job = await until(other, id, ({ endedAt }) => endedAt !== null);
      expect(job).toMatchObject({ state: 'done', tries: 1, report: { version: 1, rows: 1_500_000 } });
      expect(job.server).not.toBe(server);
    },
    patience * 2,
  );

  it(
    '[JQ33] two servers that start together on an empty database make its tables once and both work',
    async () => {
      const empty = await makeTestDatabase();
      try {
        await empty.store.pool.query('drop schema if exists work, access, store, facts cascade');
        const [one, two] = await Promise.all([start(empty), start(empty)]);
        const { id } = await askFor(one, 'both', 2);
        expect(await until(two, id, ({ endedAt }) => endedAt !== null)).toMatchObject({ state: 'done', tries: 1 });
        await Promise.all([end(one, 'SIGTERM'), end(two, 'SIGTERM')]);
      } finally {
        await empty.close();
      }
    },
    patience * 2,
  );

  it(
    '[JQ34] the command line lists jobs, and shows one with what became of it',
    async () => {
      const list = await runCli(['jobs', 'list', '--json'], { env: env(database) });
      const { jobs } = JSON.parse(list.stdout) as { jobs: JobWire[] };
      const killed = jobs.find(({ fileName }) => fileName === 'killed.csv');
      const shown = await runCli(['jobs', 'show', killed?.id ?? ''], { env: env(database) });
      expect(shown.stdout).toContain('import-data killed.csv: done');
      expect(shown.stdout).toContain('It is killed, version 1, of 600000 rows');
      const unknown = await runCli(['jobs', 'show', 'none'], { env: env(database) });
      expect([unknown.exitCode, unknown.stderr]).toEqual([4, expect.stringContaining('There is no job none')]);
    },
    patience,
  );
});
