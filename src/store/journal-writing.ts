/**
 * Writes entries of the journal and the records that they tell of, in the transaction that is open. What they say was
 * worked out before (`record-rows.ts`); the next entry follows the end of the chain, which one writer holds at a time.
 */

import type pg from 'pg';
import { firstHash, type JournalContent } from '#store/journal-hash.ts';
import { wallRefused } from '#store/request-role.ts';
import { errorCode, StoreError } from '#store/store-error.ts';

export type Head = { readonly seq: number; readonly hash: string; readonly at: string | null };

/** An entry with its place in the chain. `before` and `after` are canonical JSON. */
export type ChainedEntry = {
  readonly entry: Omit<JournalContent, 'before' | 'after'> & { readonly owners: readonly string[] };
  readonly before: string;
  readonly after: string;
  readonly previousHash: string;
  readonly hash: string;
  /** The record has no row yet. */
  readonly isNew: boolean;
  readonly seenBy: readonly string[];
  readonly regions: readonly string[];
};

/** Held by whoever writes to the journal: its chain has one end. */
const chainLock = `pg_advisory_xact_lock(hashtextextended('work.journal', 0))`;
/** A change waits this long for one before it. */
const lockPatience = '60s';
const rowsAtOnce = 1000;

/**
 * The end of the chain, which is held until the transaction ends.
 * @throws StoreError import-running when others hold it for too long
 */
export async function lockHead(client: pg.ClientBase): Promise<Head> {
  try {
    await client.query(`set local lock_timeout = '${lockPatience}'`);
    await client.query(`select ${chainLock}`);
    await client.query('set local lock_timeout = 0');
  } catch (error) {
    if (errorCode(error) !== '55P03') throw error;
    const message = 'Another large change is being saved. Wait until it is done and try again; nothing was changed.';
    throw new StoreError('import-running', message, { cause: error });
  }
  const { rows } = await client.query<Head>('select seq, hash, at from access.journal_head()');
  return rows[0] ?? { seq: 0, hash: firstHash, at: null };
}

/**
 * Writes the records and then their entries, which have to say what the records are.
 * @throws StoreError wall-refused when a row that is there may not be changed
 */
export async function writeEntries(client: pg.ClientBase, entries: readonly ChainedEntry[]): Promise<void> {
  // Proposals first: what they allow is looked up in the database, which sees only what earlier statements wrote.
  const [others = [], proposals = []] = [false, true].map((isWanted) =>
    entries.filter(({ entry }) => (entry.kind === 'proposal') === isWanted),
  );
  for (const some of [proposals, others]) {
    const old = some.filter(({ isNew }) => !isNew);
    for (const rows of inPieces(old)) await updateRecords(client, rows);
    for (const rows of inPieces(some.filter(({ isNew }) => isNew))) await insertRecords(client, rows);
  }
  for (const rows of inPieces(entries)) await insertEntries(client, rows);
}

function inPieces<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, at) =>
    rows.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce),
  );
}

const recordColumns = 'seq, changed_at, changed_by, register, kind, id, version, body, owners, seen_by, regions';
const givenRecords =
  'select seq, changed_at, changed_by, register, kind, id, version, body, owners::text[] as owners, ' +
  'seen_by::text[] as seen_by, regions::text[] as regions from unnest($1::bigint[], $2::timestamptz[], $3::text[], ' +
  '$4::text[], $5::text[], $6::text[], $7::integer[], $8::jsonb[], $9::text[], $10::text[], $11::text[]) ' +
  `given (${recordColumns})`;

function recordValues(rows: readonly ChainedEntry[]): unknown[] {
  return [
    rows.map(({ entry }) => entry.seq),
    rows.map(({ entry }) => entry.at),
    rows.map(({ entry }) => entry.who),
    rows.map(({ entry }) => entry.register),
    rows.map(({ entry }) => entry.kind),
    rows.map(({ entry }) => entry.id),
    rows.map(({ entry }) => entry.version),
    rows.map(({ after }) => documentOf(after)),
    rows.map(({ entry }) => arrayText(entry.owners)),
    rows.map(({ seenBy }) => arrayText(seenBy)),
    rows.map(({ regions }) => arrayText(regions)),
  ];
}

async function insertRecords(client: pg.ClientBase, rows: readonly ChainedEntry[]): Promise<void> {
  await client.query(`insert into work.records (${recordColumns}) ${givenRecords}`, recordValues(rows));
}

async function updateRecords(client: pg.ClientBase, rows: readonly ChainedEntry[]): Promise<void> {
  const { rowCount } = await client.query(
    'update work.records r set seq = given.seq, changed_at = given.changed_at, changed_by = given.changed_by, ' +
      'version = given.version, body = given.body, owners = given.owners, seen_by = given.seen_by, ' +
      `regions = given.regions from (${givenRecords}) given ` +
      'where r.register = given.register and r.kind = given.kind and r.id = given.id',
    recordValues(rows),
  );
  // Rows that a role may see and not change are passed over without a word.
  if (rowCount !== rows.length) throw wallRefused();
}

async function insertEntries(client: pg.ClientBase, rows: readonly ChainedEntry[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const { account, session, approvals } = first.entry;
  await client.query(
    'insert into work.journal (seq, at, who, register, kind, id, version, after, owners, acting_for, before, reason, ' +
      'previous_hash, hash, account, session, approvals) ' +
      'select seq, at, who, register, kind, id, version, after, owners::text[], acting_for, before, reason, ' +
      'previous_hash, hash, $15::text, $16::text, $17::jsonb from unnest($1::bigint[], $2::timestamptz[], $3::text[], ' +
      '$4::text[], $5::text[], $6::text[], $7::integer[], $8::jsonb[], $9::text[], $10::text[], $11::jsonb[], ' +
      '$12::text[], $13::text[], $14::text[]) given (seq, at, who, register, kind, id, version, after, owners, ' +
      'acting_for, before, reason, previous_hash, hash)',
    [
      ...recordValues(rows).slice(0, 9),
      rows.map(({ entry }) => entry.actingFor),
      rows.map(({ before }) => documentOf(before)),
      rows.map(({ entry }) => entry.reason),
      rows.map(({ previousHash }) => previousHash),
      rows.map(({ hash }) => hash),
      account,
      session,
      approvals === null ? null : JSON.stringify(approvals),
    ],
  );
}

/** A document that is `null` is none. */
function documentOf(text: string): string | null {
  return text === 'null' ? null : text;
}

/** The texts as PostgreSQL writes an array: `{"a","b"}`. */
function arrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
