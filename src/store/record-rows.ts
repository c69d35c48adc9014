/**
 * What people keep beside the facts of a register: documents under a kind and an id, each with a version. Every change
 * is written to the journal in the same transaction. Does not know what the documents say.
 */

import type pg from 'pg';
import {
  canonicalJson,
  canonicalText,
  digestOf,
  firstHash,
  type JournalContent,
  type Json,
} from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { errorCode, StoreError, storeErrorOf } from '#store/store-error.ts';
import { inTransaction } from '#store/transaction.ts';

export const recordKinds = [
  'arrangement',
  'scenario',
  'event-act',
  'schedule',
  'line-work',
  'rulebook',
  'data-set',
  'release',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Who makes a change, as they state it, and the body that they act for. */
export type Author = { readonly name: string; readonly actingFor: string | null };

export type RecordChange = {
  readonly kind: RecordKind;
  readonly id: string;
  /** The version that was edited; null: it must be new (or have been removed); `any`: whatever there is. */
  readonly expectedVersion: number | null | 'any';
  /** Null removes the record. */
  readonly body: Json;
  readonly reason: string | null;
};

export type StoredRecord = {
  readonly kind: RecordKind;
  readonly id: string;
  readonly version: number;
  /** Null: it was removed. */
  readonly body: Json;
  readonly changedAt: string;
  readonly changedBy: string;
  /** The entry of the journal that made it so. */
  readonly seq: number;
};

/** A change that was made to another version than the present one. */
export type Conflict = { readonly change: RecordChange; readonly current: StoredRecord | null };

export type SaveRequest = {
  readonly register: string;
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
  readonly changes: readonly RecordChange[];
  /**
   * Writes what belongs to the changes in the same transaction; given the version of each. Not called when every body is
   * equal to the present one, nor on a conflict.
   */
  readonly beside?: (client: pg.ClientBase, versions: readonly number[]) => Promise<void>;
};

export type SaveOutcome =
  | {
      readonly ok: true;
      /** Of each change in order: the version that the record has now; 0 when there was nothing to remove. */
      readonly versions: readonly number[];
      /** Of the newest entry of the journal. */
      readonly seq: number;
    }
  | { readonly ok: false; readonly conflicts: readonly Conflict[] };

type Prepared = {
  readonly entry: Omit<JournalContent, 'before' | 'after'>;
  readonly before: string;
  readonly after: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** Held by whoever writes to the journal: its chain has one end. */
const chainLock = `pg_advisory_xact_lock(hashtextextended('work.journal', 0))`;
/** A change waits this long for one before it. */
const lockPatience = '60s';
const rowsAtOnce = 1000;
const recordColumns = 'kind, id, version, body, changed_at as "changedAt", changed_by as "changedBy", seq';
/** What PostgreSQL cannot hold in a document: NUL, and half of a surrogate pair. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/**
 * Makes all of the changes, each with its entry in the journal, or none: conflicts are returned when any record is
 * not at the version expected. A body that is equal to the present one writes nothing. The moment recorded is `at`, or
 * a millisecond after the newest entry if that is later.
 * @throws StoreError text-not-storable, import-running (others hold the journal for too long), disk-full, database-lost;
 * the store is then as it was
 * @throws when two changes are of one record, or the register has no name
 */
export async function saveRecords(store: Store, request: SaveRequest): Promise<SaveOutcome> {
  checkRequest(request);
  return inTransaction(
    store,
    'saving changes',
    (client) => write(client, request),
    (outcome) => outcome.ok,
  );
}

/**
 * Records of a register, in order of kind and id. With `since`: only those that changed after that entry of the
 * journal, removed ones included without a body; else the present ones. `known`: as they were at that moment.
 */
export async function loadRecords(
  store: Store,
  register: string,
  kinds: readonly RecordKind[],
  options: { readonly since?: number | undefined; readonly known?: string | undefined } = {},
): Promise<StoredRecord[]> {
  const { since, known } = options;
  const from =
    known === undefined
      ? `select ${recordColumns} from work.records where register = $1 and kind = any ($2)`
      : 'select distinct on (kind, id) kind, id, version, after as body, at as "changedAt", who as "changedBy", seq ' +
        'from work.journal where register = $1 and kind = any ($2) and at <= $3 order by kind, id, seq desc';
  const kept = since === undefined ? 'body is not null' : `seq > ${Math.trunc(since)}`;
  const values = known === undefined ? [register, kinds] : [register, kinds, known];
  try {
    const { rows } = await store.pool.query<StoredRecord>(
      `select * from (${from}) record where ${kept} order by kind, id`,
      values,
    );
    return rows;
  } catch (error) {
    throw storeErrorOf(error, `loading what is kept of ${register}`);
  }
}

/** The newest entry of the journal that concerns the register; 0: there is none. Cheap: one look at an index. */
export async function headSeq(store: Store, register: string): Promise<number> {
  const { rows } = await store.pool.query<{ seq: number }>(
    'select coalesce(max(seq), 0) as seq from work.records where register = $1',
    [register],
  );
  return rows[0]?.seq ?? 0;
}

function checkRequest({ register, at, changes }: SaveRequest): void {
  if (register === '') throw new Error('a record without a register');
  if (Number.isNaN(Date.parse(at))) throw new Error(`not a moment: ${at}`);
  const keys = new Set(changes.map(({ kind, id }) => `${kind} ${id}`));
  if (keys.size !== changes.length) throw new Error('two changes of one record');
}

async function write(client: pg.ClientBase, request: SaveRequest): Promise<SaveOutcome> {
  await lockChain(client);
  const head = await chainHead(client);
  const current = await currentRecords(client, request);
  const conflicts = request.changes.flatMap((change): Conflict[] => {
    const held = current.get(keyOf(change));
    return isExpected(change, held) ? [] : [{ change, current: held ?? null }];
  });
  if (conflicts.length > 0) return { ok: false, conflicts };
  const { prepared, versions } = prepare(request, current, head);
  for (let start = 0; start < prepared.length; start += rowsAtOnce) {
    await insert(client, prepared.slice(start, start + rowsAtOnce));
  }
  if (prepared.length > 0) await request.beside?.(client, versions);
  return { ok: true, versions, seq: head.seq + prepared.length };
}

async function lockChain(client: pg.ClientBase): Promise<void> {
  try {
    await client.query(`set local lock_timeout = '${lockPatience}'`);
    await client.query(`select ${chainLock}`);
    await client.query('set local lock_timeout = 0');
  } catch (error) {
    if (errorCode(error) !== '55P03') throw error;
    const message = 'Another large change is being saved. Wait until it is done and try again; nothing was changed.';
    throw new StoreError('import-running', message, { cause: error });
  }
}

type Head = { readonly seq: number; readonly hash: string; readonly at: string | null };

async function chainHead(client: pg.ClientBase): Promise<Head> {
  const { rows } = await client.query<Head>('select seq, hash, at from work.journal order by seq desc limit 1');
  return rows[0] ?? { seq: 0, hash: firstHash, at: null };
}

async function currentRecords(
  client: pg.ClientBase,
  { register, changes }: SaveRequest,
): Promise<Map<string, StoredRecord>> {
  const { rows } = await client.query<StoredRecord>(
    `select ${recordColumns} from work.records where register = $1 ` +
      'and (kind, id) in (select * from unnest($2::text[], $3::text[]))',
    [register, changes.map((change) => change.kind), changes.map((change) => change.id)],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf({ kind, id }: { readonly kind: RecordKind; readonly id: string }): string {
  return `${kind} ${id}`;
}

function isExpected({ expectedVersion }: RecordChange, held: StoredRecord | undefined): boolean {
  if (expectedVersion === 'any') return true;
  if (expectedVersion === null) return held === undefined || held.body === null;
  return held?.version === expectedVersion;
}

/** The entries of all changes that change something, chained to the head, and the version of every change. */
function prepare(
  { register, author, at, changes }: SaveRequest,
  current: ReadonlyMap<string, StoredRecord>,
  head: Head,
): { prepared: Prepared[]; versions: number[] } {
  const prepared: Prepared[] = [];
  const versions: number[] = [];
  const moment = new Date(Math.max(Date.parse(at), head.at === null ? 0 : Date.parse(head.at) + 1)).toISOString();
  let previousHash = head.hash;
  for (const { kind, id, body, reason } of changes) {
    const held = current.get(`${kind} ${id}`);
    const before = canonicalJson(held?.body ?? null);
    const after = canonicalJson(body);
    const version = (held?.version ?? 0) + (before === after ? 0 : 1);
    versions.push(version);
    if (before === after) continue;
    const entry = {
      seq: head.seq + prepared.length + 1,
      at: moment,
      who: author.name,
      actingFor: author.actingFor,
      register,
      kind,
      id,
      version,
      reason,
    };
    const text = canonicalText(entry, before, after, previousHash);
    if (text.includes('\\u') && unstorable.test(text)) throw textNotStorable(kind, id);
    const hash = digestOf(text);
    prepared.push({ entry, before, after, previousHash, hash });
    previousHash = hash;
  }
  return { prepared, versions };
}

function textNotStorable(kind: RecordKind, id: string): StoreError {
  const shown = JSON.stringify(id.slice(0, 100));
  return new StoreError(
    'text-not-storable',
    `A text of ${kind} ${shown} holds a character that cannot be stored (NUL, or half of a character). ` +
      'Take it out and try again; nothing was changed.',
  );
}

async function insert(client: pg.ClientBase, prepared: readonly Prepared[]): Promise<void> {
  const column = <T>(cell: (one: Prepared) => T): T[] => prepared.map(cell);
  const documentOf = (text: string) => (text === 'null' ? null : text);
  const shared = [
    column(({ entry }) => entry.seq),
    column(({ entry }) => entry.at),
    column(({ entry }) => entry.who),
    column(({ entry }) => entry.register),
    column(({ entry }) => entry.kind),
    column(({ entry }) => entry.id),
    column(({ entry }) => entry.version),
    column(({ after }) => documentOf(after)),
  ];
  const sharedTypes =
    '$1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::jsonb[]';
  await client.query(
    'insert into work.journal (seq, at, who, register, kind, id, version, after, acting_for, before, reason, previous_hash, hash) ' +
      `select * from unnest(${sharedTypes}, $9::text[], $10::jsonb[], $11::text[], $12::text[], $13::text[])`,
    [
      ...shared,
      column(({ entry }) => entry.actingFor),
      column(({ before }) => documentOf(before)),
      column(({ entry }) => entry.reason),
      column(({ previousHash }) => previousHash),
      column(({ hash }) => hash),
    ],
  );
  await client.query(
    'insert into work.records (seq, changed_at, changed_by, register, kind, id, version, body) ' +
      `select * from unnest(${sharedTypes}) on conflict (register, kind, id) do update set ` +
      'seq = excluded.seq, changed_at = excluded.changed_at, changed_by = excluded.changed_by, ' +
      'version = excluded.version, body = excluded.body',
    shared,
  );
}
