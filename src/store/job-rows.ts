/**
 * Long work as rows: who asked for what, how far it is, how it ended; and the file that came with it, piece by piece. Does not
 * know what any kind of work does, nor how it is handed to servers (`job-queue.ts`).
 */

import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import type pg from 'pg';
import type { IsoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { withStoreErrors } from '#store/store-error.ts';
import { inTransaction } from '#store/transaction.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled';

export type StoredJob = {
  readonly id: string;
  readonly kind: string;
  /** Of work of every day; else null. */
  readonly day: IsoDate | null;
  /** Who asked; null: the program itself. */
  readonly account: string | null;
  readonly question: Json;
  /** Of the file; 0: there is none. */
  readonly bytes: number;
  readonly state: JobState;
  readonly tries: number;
  /** Read so far. */
  readonly rows: number;
  /** About so many there are; null: nobody knows. */
  readonly rowsExpected: number | null;
  readonly outcome: Json;
  readonly server: string | null;
  readonly madeAt: string;
  readonly begunAt: string | null;
  readonly endedAt: string | null;
};

/** @units bytes */
const pieceSize = 1_000_000;
const columns =
  'id, kind, day, account, question, bytes, state, tries, rows, outcome, server, ' +
  'rows_expected as "rowsExpected", made_at as "madeAt", begun_at as "begunAt", ended_at as "endedAt"';
const listed = 200;

/**
 * Keeps what was asked together with its file, whole or not at all, and returns its id. Null: files of the account that wait
 * for their work, with this one, would have more than `mostBytes`.
 */
export async function saveJob(
  store: Store,
  asked: {
    readonly kind: string;
    readonly account: string;
    readonly question: Json;
    readonly path: string;
    readonly at: string;
    readonly mostBytes: number;
  },
): Promise<string | null> {
  const { kind, account, question, path, at, mostBytes } = asked;
  const id = randomUUID();
  return inTransaction(
    store,
    'keeping a file that was sent',
    async (client) => {
      // Of several files that one account sends at once, each counts those before it.
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 20130402))', [account]);
      await client.query(
        `insert into store.jobs (id, kind, account, question, bytes, state, made_at)
         values ($1, $2, $3, $4, 0, 'waiting', $5)`,
        [id, kind, account, JSON.stringify(question), at],
      );
      const bytes = await savePieces(client, id, path);
      await client.query('update store.jobs set bytes = $2 where id = $1', [id, bytes]);
      const { rows } = await client.query<{ kept: number }>(
        `select coalesce(sum(bytes), 0)::bigint as kept from store.jobs
         where account = $1 and state in ('waiting', 'running')`,
        [account],
      );
      return (rows[0]?.kept ?? 0) > mostBytes ? null : id;
    },
    { isKept: (kept) => kept !== null },
  );
}

async function savePieces(client: pg.ClientBase, id: string, path: string): Promise<number> {
  const file = await open(path);
  try {
    const piece = Buffer.alloc(pieceSize);
    for (let place = 0, total = 0; ; place++) {
      const { bytesRead } = await file.read(piece, 0, pieceSize);
      if (bytesRead === 0) return total;
      const bytes = piece.subarray(0, bytesRead);
      await client.query('insert into store.uploads (job, place, bytes) values ($1, $2, $3)', [id, place, bytes]);
      total += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Writes the file of the job to the path, and counts its lines. */
export async function copyUpload(store: Store, id: string, path: string): Promise<{ readonly lines: number }> {
  const file = await open(path, 'w', 0o600);
  try {
    for (let place = 0, lines = 0; ; place++) {
      const [piece] = await ask<{ bytes: Buffer }>(
        store,
        'select bytes from store.uploads where job = $1 and place = $2',
        [id, place],
      );
      if (piece === undefined) return { lines };
      for (let at = piece.bytes.indexOf(10); at !== -1; at = piece.bytes.indexOf(10, at + 1)) lines++;
      await file.write(piece.bytes);
    }
  } finally {
    await file.close();
  }
}

/** Adds work of every day for that day, unless it is there; true when it was added. */
export async function saveDailyJob(store: Store, kind: string, day: IsoDate, at: string): Promise<boolean> {
  const added = await ask(
    store,
    `insert into store.jobs (id, kind, day, question, bytes, state, made_at)
     values ($1, $2, $3, '{}', 0, 'waiting', $4) on conflict (kind, day) where day is not null do nothing returning id`,
    [randomUUID(), kind, day, at],
  );
  return added.length > 0;
}

/** The job; null: there is none of that id. */
export async function loadJob(store: Store, id: string): Promise<StoredJob | null> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return null;
  return (await ask<StoredJob>(store, `select ${columns} from store.jobs where id = $1`, [id]))[0] ?? null;
}

/** The newest two hundred jobs that the account asked for, or of all when it is null; the newest first. */
export async function listJobs(store: Store, account: string | null): Promise<StoredJob[]> {
  return ask<StoredJob>(
    store,
    `select ${columns} from store.jobs where $1::text is null or account = $1 order by made_at desc, id limit ${listed}`,
    [account],
  );
}

/** Ids of the jobs that have not ended, with their kinds; the oldest first, so many at most. */
export async function jobsOnTheirWay(store: Store, most: number): Promise<{ readonly id: string; kind: string }[]> {
  return ask(
    store,
    `select id, kind from store.jobs where state in ('waiting', 'running') order by made_at, id limit $1`,
    [most],
  );
}

/** The job, begun once more by that server; null: it has ended, or is not there. */
export async function beginJob(store: Store, id: string, server: string, at: string): Promise<StoredJob | null> {
  const begun = await ask<StoredJob>(
    store,
    `update store.jobs set state = 'running', tries = tries + 1, rows = 0, server = $2, begun_at = $3
     where id = $1 and state in ('waiting', 'running') returning ${columns}`,
    [id, server, at],
  );
  return begun[0] ?? null;
}

/** Tells how many rows of that try were read, of about how many. */
export async function saveJobProgress(
  store: Store,
  { id, tries }: Pick<StoredJob, 'id' | 'tries'>,
  rows: number,
  rowsExpected: number | null,
): Promise<void> {
  await ask(
    store,
    `update store.jobs set rows = $3, rows_expected = $4 where id = $1 and tries = $2 and state = 'running'`,
    [id, tries, rows, rowsExpected],
  );
}

/** The job waits again; `isUncounted`: the try does not count, since a server stopped in good order. */
export async function putJobBack(store: Store, { id, tries }: StoredJob, isUncounted: boolean): Promise<void> {
  await ask(
    store,
    `update store.jobs set state = 'waiting', tries = tries - $3 where id = $1 and tries = $2 and state = 'running'`,
    [id, tries, isUncounted ? 1 : 0],
  );
}

/** Ends that try of the job, and takes its file away; nothing when another try has ended it. */
export async function endJob(
  store: Store,
  { id, tries }: StoredJob,
  end: { readonly state: 'done' | 'refused' | 'failed'; readonly outcome: Json; readonly at: string },
): Promise<void> {
  const { state, outcome, at } = end;
  await ask(
    store,
    `with ended as (
       update store.jobs set state = $3, outcome = $4, ended_at = $5
       where id = $1 and tries = $2 and state = 'running' returning id
     ) delete from store.uploads where job in (select id from ended)`,
    [id, tries, state, JSON.stringify(outcome), at],
  );
}

/** Ends a job that was not begun; false: it was, or is not there. */
export async function cancelJob(store: Store, id: string, at: string): Promise<boolean> {
  const ended = await ask(
    store,
    `with ended as (
       update store.jobs set state = 'cancelled', ended_at = $2 where id = $1 and state = 'waiting' returning id
     ), gone as (delete from store.uploads where job in (select id from ended)) select id from ended`,
    [id, at],
  );
  return ended.length > 0;
}

/** Takes away jobs that ended before that moment. */
export async function deleteOldJobs(store: Store, before: string): Promise<void> {
  await ask(store, 'delete from store.jobs where ended_at < $1', [before]);
}

/** The version of a data set that an import wrote, which gave this reason, with its document; null: none did. */
export async function versionOfReason(
  store: Store,
  register: string,
  reason: string,
): Promise<{ readonly id: string; readonly version: number; readonly document: Json } | null> {
  const found = await ask<{ id: string; version: number; document: Json }>(
    store,
    `select id, version, after as document from work.journal where register = $1 and kind = 'data-set' and reason = $2 order by seq limit 1`,
    [register, reason],
  );
  return found[0] ?? null;
}

/** True when who asked may still ask: their account is open and, of a token, the token is there. */
export async function isAskerThere(
  store: Store,
  asker: { readonly account: string; readonly token: string | null },
  at: string,
): Promise<boolean> {
  const found = await ask(
    store,
    `select from work.records where kind = 'account' and id = $1 and body is not null and body ->> 'state' <> 'closed'
     and ($2::text is null or exists (select from access.tokens where id = $2 and account = $1 and expires_at > $3))`,
    [asker.account, asker.token, at],
  );
  return found.length > 0;
}

async function ask<R extends pg.QueryResultRow>(store: Store, query: string, values: readonly unknown[]): Promise<R[]> {
  const { rows } = await withStoreErrors('looking after long work', () => store.pool.query<R>(query, [...values]));
  return rows;
}
