/**
 * What people keep beside the facts of a register: documents under a kind and an id, each with a version. Every change
 * is written to the journal in the same transaction. Does not know what the documents say.
 */

import type pg from 'pg';
import { canonicalJson, canonicalText, digestOf, type Json } from '#store/journal-hash.ts';
import { type ChainedEntry, type Head, lockHead, writeEntries } from '#store/journal-writing.ts';
import type { Store } from '#store/open.ts';
import { type Asking, enterRequestRole, type RequestRole, readAs, wallErrorOf } from '#store/request-role.ts';
import { StoreError, withStoreErrors } from '#store/store-error.ts';
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
  'account',
  'grant',
  'proposal',
  'succession-decision',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Who makes a change, as they state it, and the body that they act for. */
export type Author = { readonly name: string; readonly actingFor: string | null };

/** Ids of bodies: whose a record is, to whom it is shown (`*`: whoever holds any role), and in whose region it lies. */
export type RecordSight = {
  readonly owners: readonly string[];
  readonly seenBy: readonly string[];
  readonly regions: readonly string[];
};

export type RecordChange = {
  readonly kind: RecordKind;
  readonly id: string;
  /** The version that was edited; null: it must be new (or have been removed); `any`: whatever there is. */
  readonly expectedVersion: number | null | 'any';
  /** Null removes the record. */
  readonly body: Json;
  readonly reason: string | null;
  /** Left out: as it was; of a new record: only the owner of the installation sees it. */
  readonly sight?: RecordSight | undefined;
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
  /** Of a state of the past (`known`): its owners then, null where that was not told, and who sees it now. */
  readonly sight: RecordSight;
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
  /** Who asks; left out: the owner of the installation, whom the database does not hold. */
  readonly as?: RequestRole | undefined;
  /** The agreements to the proposal that is carried out. */
  readonly approvals?: readonly Json[] | undefined;
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

/** Columns of a sight, of the table of that name. */
const sightColumns = (table: string): string => `${table}.owners, ${table}.seen_by as "seenBy", ${table}.regions`;
const recordColumns = `kind, id, version, body, changed_at as "changedAt", changed_by as "changedBy", seq, ${sightColumns('records')}`;
type FlatRecord = Omit<StoredRecord, 'sight'> & RecordSight;
/** What PostgreSQL cannot hold in a document: NUL, and half of a surrogate pair. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/**
 * Makes all of the changes, each with its entry in the journal, or none: conflicts are returned when any record is
 * not at the version expected. A body that is equal to the present one, with the same sight, writes nothing. The moment
 * recorded is `at`, or a millisecond after the newest entry if that is later.
 * @throws StoreError wall-refused (`as` may not make one of the changes), text-not-storable, import-running (others hold the
 * journal for too long), disk-full, database-lost; the store is then as it was
 * @throws when two changes are of one record, or the register has no name
 */
export async function saveRecords(store: Store, request: SaveRequest): Promise<SaveOutcome> {
  checkRequest(request);
  const { as, register } = request;
  const run = async (client: pg.ClientBase): Promise<SaveOutcome> => {
    if (as === undefined) return write(client, request);
    try {
      await enterRequestRole(client, register, as);
      return await write(client, request);
    } catch (error) {
      throw wallErrorOf(error);
    }
  };
  return inTransaction(store, 'saving changes', run, { isKept: (outcome) => outcome.ok });
}

export type RecordQuestion = {
  /** Only records that changed after that entry of the journal, removed ones included without a body. */
  readonly since?: number | undefined;
  /** As they were at that moment. */
  readonly known?: string | undefined;
  /** Only those with one of these ids. */
  readonly ids?: readonly string[] | undefined;
  /** Only what it may see now; left out: the owner of the installation, who sees everything. */
  readonly as?: RequestRole | undefined;
};

/** Records of a register, in order of kind and id: those that changed since an entry, else the present ones. */
export async function loadRecords(
  store: Store,
  register: string,
  kinds: readonly RecordKind[],
  { since, known, ids, as }: RecordQuestion = {},
): Promise<StoredRecord[]> {
  const from =
    known === undefined
      ? `select ${recordColumns} from work.records where register = $1 and kind = any ($2)`
      : 'select distinct on (kind, id) kind, id, j.version, j.after as body, j.at as "changedAt", j.who as "changedBy", ' +
        `j.seq, ${sightColumns('r')} from work.journal j join work.records r using (register, kind, id) ` +
        'where register = $1 and kind = any ($2) and j.at <= $4 order by kind, id, j.seq desc';
  const kept = since === undefined ? 'body is not null' : `seq > ${Math.trunc(since)}`;
  const values = [register, kinds, ids ?? null, ...(known === undefined ? [] : [known])];
  return readAs(store, `loading what is kept of ${register}`, { register, as }, async (asking) => {
    const { rows } = await asking.query<FlatRecord>(
      `select * from (${from}) record where ${kept} and ($3::text[] is null or id = any ($3)) order by kind, id`,
      values,
    );
    return rows.map(recordOf);
  });
}

/** Row by row without a spread: there may be many thousand. */
function recordOf({
  kind,
  id,
  version,
  body,
  changedAt,
  changedBy,
  seq,
  owners,
  seenBy,
  regions,
}: FlatRecord): StoredRecord {
  return { kind, id, version, body, changedAt, changedBy, seq, sight: { owners, seenBy, regions } };
}

/**
 * Keys `kind id` of what the role may see now of a register, removed records among them; with `since` only of what changed
 * after that entry of the journal. One question for all kinds; of 20,000 records 2 to 6 ms for a
 * partner who sees 350, 50 ms for an observer who sees all.
 */
export async function visibleKeys(
  store: Store,
  register: string,
  as: RequestRole,
  { since }: { readonly since?: number | undefined } = {},
): Promise<Set<string>> {
  return readAs(store, `asking what may be seen of ${register}`, { register, as }, async (asking) => {
    const { rows } = await asking.query<{ key: string }>(
      `select kind || ' ' || id as key from work.records where register = $1 and seq > $2`,
      [register, since ?? 0],
    );
    return new Set(rows.map(({ key }) => key));
  });
}

/**
 * The newest entry of the journal that concerns the register; 0: there is none. A view of the store for one request answers
 * what it has read already.
 */
export async function headSeq(store: Store, register: string): Promise<number> {
  if (store.heads === undefined) return freshHeadSeq(store, register);
  const heads = await store.heads.get();
  // People may keep something about a register that has no pack.
  return heads.find(({ name }) => name === register)?.seq ?? freshHeadSeq(store, register);
}

/** The same, always asked of the database. Cheap: one look at an index. */
export async function freshHeadSeq(store: Store, register: string): Promise<number> {
  const { rows } = await withStoreErrors(`looking for what changed in ${register}`, () =>
    store.pool.query<{ seq: number }>('select coalesce(max(seq), 0) as seq from work.records where register = $1', [
      register,
    ]),
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
  const head = await lockHead(client);
  const current = await currentRecords(client, request);
  const conflicts = request.changes.flatMap((change): Conflict[] => {
    const held = current.get(keyOf(change));
    return isExpected(change, held) ? [] : [{ change, current: held ?? null }];
  });
  if (conflicts.length > 0) return { ok: false, conflicts };
  const { entries, versions } = chainedEntries(request, current, head);
  await writeEntries(client, entries);
  if (entries.length > 0) await request.beside?.(client, versions);
  return { ok: true, versions, seq: head.seq + entries.length };
}

async function currentRecords(asking: Asking, { register, changes }: SaveRequest): Promise<Map<string, StoredRecord>> {
  const { rows } = await asking.query<FlatRecord>(
    `select ${recordColumns} from work.records where register = $1 ` +
      'and (kind, id) in (select * from unnest($2::text[], $3::text[]))',
    [register, changes.map((change) => change.kind), changes.map((change) => change.id)],
  );
  return new Map(rows.map((row) => [keyOf(row), recordOf(row)]));
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
function chainedEntries(
  { register, author, at, changes, as, approvals }: SaveRequest,
  current: ReadonlyMap<string, StoredRecord>,
  head: Head,
): { entries: ChainedEntry[]; versions: number[] } {
  const entries: ChainedEntry[] = [];
  const versions: number[] = [];
  const moment = new Date(Math.max(Date.parse(at), head.at === null ? 0 : Date.parse(head.at) + 1)).toISOString();
  const told = { account: as?.account ?? null, session: as?.session ?? null, approvals: approvals ?? null };
  let previousHash = head.hash;
  for (const change of changes) {
    const { kind, id, body, reason } = change;
    const held = current.get(keyOf(change));
    const before = canonicalJson(held?.body ?? null);
    const after = canonicalJson(body);
    const { owners, seenBy, regions } = sightAfter(change, held);
    const isSame = before === after && (held === undefined || isSameSight(held.sight, { owners, seenBy, regions }));
    const version = (held?.version ?? 0) + (isSame ? 0 : 1);
    versions.push(version);
    if (isSame) continue;
    const entry = {
      seq: head.seq + entries.length + 1,
      at: moment,
      who: author.name,
      actingFor: author.actingFor,
      register,
      kind,
      id,
      version,
      reason,
      owners,
      ...told,
    };
    const text = canonicalText(entry, before, after, previousHash);
    if (text.includes('\\u') && unstorable.test(text)) throw textNotStorable(kind, id);
    const hash = digestOf(text);
    entries.push({ entry, before, after, previousHash, hash, isNew: held === undefined, seenBy, regions });
    previousHash = hash;
  }
  return { entries, versions };
}

const nobody: RecordSight = { owners: [], seenBy: [], regions: [] };

/** The sight that the change states, each body once and in the order of their ids; else what there was. */
function sightAfter({ sight }: RecordChange, held: StoredRecord | undefined): RecordSight {
  if (sight === undefined) return held?.sight ?? nobody;
  const inOrder = (bodies: readonly string[]): string[] => [...new Set(bodies)].sort();
  return { owners: inOrder(sight.owners), seenBy: inOrder(sight.seenBy), regions: inOrder(sight.regions) };
}

function isSameSight(one: RecordSight, other: RecordSight): boolean {
  const textOf = ({ owners, seenBy, regions }: RecordSight): string => JSON.stringify([owners, seenBy, regions]);
  return textOf(one) === textOf(other);
}

function textNotStorable(kind: RecordKind, id: string): StoreError {
  const shown = JSON.stringify(id.slice(0, 100));
  return new StoreError(
    'text-not-storable',
    `A text of ${kind} ${shown} holds a character that cannot be stored (NUL, or half of a character). ` +
      'Take it out and try again; nothing was changed.',
  );
}
