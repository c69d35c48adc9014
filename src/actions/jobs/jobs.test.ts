import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import type { Asker } from '#actions/asker.ts';
import { importData } from '#actions/import-data.ts';
import { inviteAccount } from '#actions/invitations.ts';
import { askForImport } from '#actions/jobs/ask-import.ts';
import { addDailyJobs } from '#actions/jobs/daily-work.ts';
import { runJob } from '#actions/jobs/run-job.ts';
import { showJob, showJobs, stopJob } from '#actions/jobs/show-jobs.ts';
import type { AccountId } from '#core/access/principal.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { isoDate } from '#std/iso-date.ts';
import { beginJob, saveJob } from '#store/job-rows.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { describing, measure } from '#tests/support/made-up-description.ts';

let database: TestDatabase;
let shelves: Shelves;
const folder = mkdtempSync(join(tmpdir(), 'coterminous-jobs-test-'));
beforeAll(async () => {
  database = await makeSampleDatabase();
  shelves = makeShelves(database.store);
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true });
});

const at = '2026-11-21T10:30:00.000Z';
const author = { name: 'Ann', actingFor: null };
const usual = { server: 'one', stopping: new AbortController().signal, now: () => at };

function descriptionOf(id: string): DataDescription {
  return describing({ id }, { columns: { code: { as: 'area' }, falls: measure('Falls', 'count') } });
}

function fileOf(falls: number | string): string {
  const path = join(folder, 'falls.csv');
  writeFileSync(path, `code,falls\nE07000207,${falls}\nE07000217,17\n`);
  return path;
}

async function askFor(id: string, falls: number | string, by: Shelves = shelves): Promise<string> {
  const question = { fileName: 'falls.csv', sheet: null, description: descriptionOf(id), author };
  const asked = await askForImport(by, { ...question, path: fileOf(falls), at });
  if (!asked.ok) throw new Error(asked.refusal.detail);
  return asked.value.id;
}

async function shown(id: string) {
  const job = await showJob(shelves, id);
  if (!job.ok) throw new Error(job.refusal.detail);
  return job.value;
}

async function count(query: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await database.store.pool.query<{ count: number }>(query, [...values]);
  return rows[0]?.count ?? -1;
}

const piecesOf = (id: string) => count('select count(*)::int as count from store.uploads where job = $1', [id]);
const entriesOf = (id: string) =>
  count(`select count(*)::int as count from work.journal where kind = 'data-set' and id = $1`, [id]);

function personOf(account: string): Asker {
  const on = isoDate('2026-11-21');
  return { kind: 'person', account: account as AccountId, name: 'Bea', session: 's1', scopes: null, on };
}

describe('long work', () => {
  it('[JQ1] a file is kept with what was asked, imported once, and taken away when the job ends', async () => {
    const id = await askFor('once', 31);
    expect(await shown(id)).toMatchObject({ state: 'waiting', bytes: 37, tries: 0, account: 'owner' });
    expect(await piecesOf(id)).toBe(1);
    await runJob(shelves, { id, ...usual });
    expect(await shown(id)).toMatchObject({
      state: 'done',
      tries: 1,
      outcome: { kind: 'imported', report: { id: 'once', version: 1, rows: 2, isUnchanged: false } },
    });
    expect(await piecesOf(id)).toBe(0);
    await runJob(shelves, { id, ...usual });
    expect(await shown(id)).toMatchObject({ state: 'done', tries: 1 });
    expect(await entriesOf('once')).toBe(1);
  });

  it('[JQ2] a try that was broken off after it had stored is not stored again, nor does it undo a correction', async () => {
    const id = await askFor('broken-off', 31);
    await beginJob(database.store, id, 'lost', at);
    const reason = `import of falls.csv (job ${id})`;
    const options = { description: descriptionOf('broken-off'), author, at, isDryRun: false };
    const file = (falls: number) => ({ input: fileOf(falls), fileName: 'falls.csv' });
    expect((await importData(shelves, {}, file(31), { ...options, reason })).ok).toBe(true);
    expect((await importData(shelves, {}, file(32), options)).ok).toBe(true);
    await runJob(shelves, { id, ...usual });
    expect(await shown(id)).toMatchObject({
      state: 'done',
      tries: 2,
      outcome: { report: { id: 'broken-off', version: 1, rows: 2, areas: 2, isUnchanged: false } },
    });
    expect(await entriesOf('broken-off')).toBe(2);
  });

  it('[JQ3] who asked is asked about again when it is done: without an account or a role it is refused', async () => {
    const given = { email: 'bea@example.org', name: 'Bea', organisation: 'E10000030', roles: ['editor'] as const };
    const until = { to: isoDate('2026-11-30'), author, at, today: isoDate('2026-11-21') };
    const invited = await inviteAccount(shelves, { ...given, ...until });
    if (!invited.ok) throw new Error(invited.refusal.detail);
    const { account } = invited.value;
    const asks = async (id: string, of: string, now: string) => {
      const job = await askFor(id, 31);
      const question = JSON.stringify({ asker: personOf(of), author: { name: 'Bea', actingFor: 'E10000030' } });
      await database.store.pool.query(
        'update store.jobs set account = $3, question = question || $2::jsonb where id = $1',
        [job, question, of],
      );
      await runJob(shelves, { id: job, ...usual, now: () => now });
      return [(await shown(job)).state, await entriesOf(id)];
    };
    expect(await asks('with-role', account, at)).toEqual(['done', 1]);
    expect(await asks('role-ended', account, '2026-12-05T09:00:00.000Z')).toEqual(['refused', 0]);
    expect(await asks('no-account', 'nobody', at)).toEqual(['refused', 0]);
  });

  it('[JQ4] what always fails is given up after three tries, in a sentence; a stop in good order counts as none', async () => {
    const id = await askFor('fails', 31);
    await database.store.pool.query(`update store.jobs set question = question - 'asker' where id = $1`, [id]);
    const stopped = new AbortController();
    stopped.abort();
    await expect(runJob(shelves, { id, ...usual, stopping: stopped.signal })).rejects.toThrow();
    expect(await shown(id)).toMatchObject({ state: 'waiting', tries: 0 });
    for (const tries of [1, 2]) {
      await expect(runJob(shelves, { id, ...usual })).rejects.toThrow();
      expect(await shown(id)).toMatchObject({ state: 'waiting', tries });
    }
    await runJob(shelves, { id, ...usual });
    const { state, outcome } = await shown(id);
    expect(state).toBe('failed');
    expect(outcome).toEqual({
      kind: 'told',
      says:
        'It was tried 3 times and given up. The program met a fault of its own. Nothing was changed. ' +
        'Send the file again; if it fails again, ask whoever looks after the server.',
    });
    expect(await piecesOf(id)).toBe(0);
  });

  it('[JQ5] a job is shown to who asked and to the owner of the installation, to others as if it were not there', async () => {
    const id = await askFor('hidden', 31);
    const other = shelvesFor(shelves, personOf('other'));
    expect(await showJob(other, id)).toMatchObject({ ok: false, refusal: { kind: 'unknown-job' } });
    expect(await showJob(shelves, 'no such id')).toMatchObject({ ok: false, refusal: { kind: 'unknown-job' } });
    expect(await stopJob(other, id, at)).toMatchObject({ ok: false, refusal: { kind: 'unknown-job' } });
    expect(await showJobs(other)).toEqual([]);
    expect((await showJobs(shelves)).map((job) => job.id)).toContain(id);
  });

  it('[JQ6] a job is cancelled before it is begun, and its file is gone; afterwards that is refused', async () => {
    const id = await askFor('cancelled', 31);
    expect(await stopJob(shelves, id, at)).toMatchObject({ ok: true, value: { state: 'cancelled' } });
    expect(await piecesOf(id)).toBe(0);
    await runJob(shelves, { id, ...usual });
    expect(await entriesOf('cancelled')).toBe(0);
    const begun = await askFor('begun', 31);
    await runJob(shelves, { id: begun, ...usual });
    expect(await stopJob(shelves, begun, at)).toMatchObject({ ok: false, refusal: { kind: 'bad-question' } });
  });

  it('[JQ7] files that wait are bounded for each asker, also of several sent at once; nothing of one too many is kept', async () => {
    const path = fileOf(31);
    const asked = { kind: 'import-data', account: 'hoarder', question: {}, path, at, mostBytes: 100 };
    const ids = await Promise.all([1, 2, 3, 4].map(() => saveJob(database.store, asked)));
    expect(ids.filter((id) => id !== null)).toHaveLength(2);
    expect(await count(`select count(*)::int as count from store.jobs where account = 'hoarder'`, [])).toBe(2);
    expect(await saveJob(database.store, { ...asked, account: 'another' })).not.toBeNull();
  });

  it('[JQ8] work of every day is there once a day, however many servers add it, and is done after a stop', async () => {
    await Promise.all([addDailyJobs(database.store, at), addDailyJobs(database.store, at)]);
    const ofDay = (await showJobs(shelves)).filter(({ day }) => day === '2026-11-21');
    expect(ofDay.map(({ kind }) => kind).sort()).toEqual(['expire-proposals', 'pass-access', 'sweep']);
    for (const { id } of ofDay) await runJob(shelves, { id, ...usual });
    for (const { id } of ofDay) expect(await shown(id)).toMatchObject({ state: 'done', outcome: { kind: 'told' } });
    const later = '2026-11-25T00:00:10.000Z';
    await addDailyJobs(database.store, later);
    expect((await showJobs(shelves)).filter(({ day }) => day === '2026-11-25')).toHaveLength(3);
  });

  it('[JQ9] a file with problems is refused with all of them, and is not tried again', async () => {
    const id = await askFor('faulty', 'many');
    await runJob(shelves, { id, ...usual });
    const { state, tries, outcome } = await shown(id);
    expect([state, tries]).toEqual(['refused', 1]);
    expect(outcome).toMatchObject({ refusal: { kind: 'data-has-problems', problems: [{ where: { row: 2 } }] } });
  });
});
