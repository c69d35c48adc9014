/**
 * The journal of every change to records: read in order, and proved. `record-rows.ts` writes it.
 */

import type pg from 'pg';
import {
  canonicalJson,
  canonicalText,
  digestOf,
  firstHash,
  type JournalEntry,
  type Json,
} from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import type { RecordKind } from '#store/record-rows.ts';
import { type RequestRole, readAs } from '#store/request-role.ts';
import { storeErrorOf } from '#store/store-error.ts';

export type JournalQuestion = {
  readonly register?: string | undefined;
  readonly kind?: RecordKind | undefined;
  readonly id?: string | undefined;
  /** Only entries before this one. */
  readonly after?: number | undefined;
  readonly limit: number;
  /** Only entries of records that it may see now, of the register, which has to be named then. */
  readonly as?: RequestRole | undefined;
};

export type JournalCheck = {
  readonly isSound: boolean;
  readonly entries: number;
  /** The hash of the newest entry; who noted it down elsewhere can show later that nothing before it was changed. */
  readonly head: string;
  /** One sentence for each fault, at most `faultsShown` and a last one that counts the rest. */
  readonly faults: readonly string[];
};

const entryColumns =
  'seq, at, who, acting_for as "actingFor", register, kind, id, version, before, after, reason, ' +
  'previous_hash as "previousHash", hash, account, session, approvals, owners';
const entriesAtOnce = 2000;
const faultsShown = 100;

/** Every entry of one record, oldest first; with `as` none where it may not see the record now. */
export async function recordHistory(
  store: Store,
  register: string,
  kind: RecordKind,
  id: string,
  as?: RequestRole,
): Promise<JournalEntry[]> {
  return readAs(store, `reading the history of ${kind} ${id}`, { register, as }, async (asking) => {
    const { rows } = await asking.query<JournalEntry>(
      `select ${entryColumns} from work.journal where register = $1 and kind = $2 and id = $3 order by seq`,
      [register, kind, id],
    );
    return rows;
  });
}

/**
 * Entries, newest first.
 * @throws when a role asks without saying of which register: what it may see hangs on that
 */
export async function listJournal(store: Store, question: JournalQuestion): Promise<JournalEntry[]> {
  const { register = '', as } = question;
  if (as !== undefined && register === '') throw new Error('a role asks for the journal of no register');
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(`${condition} $${values.length}`);
  };
  add('register =', question.register);
  add('kind =', question.kind);
  add('id =', question.id);
  add('seq <', question.after);
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  values.push(question.limit);
  return readAs(store, 'reading the journal', { register, as }, async (asking) => {
    const { rows } = await asking.query<JournalEntry>(
      `select ${entryColumns} from work.journal ${where} order by seq desc limit $${values.length}`,
      values,
    );
    return rows;
  });
}

/** What the last entry of a record said. */
type LastEntry = {
  readonly seq: number;
  readonly version: number;
  readonly at: string;
  readonly who: string;
  readonly digest: string;
  /** Null: no entry told them yet. */
  readonly owners: string | null;
};

type RecordState = {
  readonly register: string;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly body: Json;
  readonly changed_at: string;
  readonly changed_by: string;
  readonly seq: number;
  readonly owners: readonly string[];
};

/**
 * Walks the whole chain, and compares the records with what it says of them: a change, an insertion or a removal of an
 * entry is found, and so is a record that was changed without one. Reads one moment of the database while others
 * go on writing. Time and memory grow with the entries and the records: about a second for 20,000.
 */
export async function verifyJournal(store: Store, onProgress?: (entries: number) => void): Promise<JournalCheck> {
  const client = await store.pool.connect().catch((error: unknown) => {
    throw storeErrorOf(error, 'reading the journal');
  });
  let broken = true;
  try {
    await client.query('begin isolation level repeatable read read only');
    const check = await checkJournalOf(client, onProgress);
    await client.query('commit');
    broken = false;
    return check;
  } catch (error) {
    throw storeErrorOf(error, 'reading the journal');
  } finally {
    client.release(broken);
  }
}

/** The same within the transaction that is open on that connection. */
export async function checkJournalOf(
  client: pg.ClientBase,
  onProgress?: (entries: number) => void,
): Promise<JournalCheck> {
  const chain = new ChainCheck();
  await walkEntries(client, chain, onProgress);
  await walkRecords(client, chain);
  return chain.result();
}

async function walkEntries(
  client: pg.ClientBase,
  chain: ChainCheck,
  onProgress?: (entries: number) => void,
): Promise<void> {
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows } = await client.query<JournalEntry>(
      `select ${entryColumns} from work.journal where seq > $1 order by seq limit ${entriesAtOnce}`,
      [last],
    );
    for (const entry of rows) chain.addEntry(entry);
    onProgress?.(chain.entries);
    const end = rows.at(-1);
    if (end === undefined || rows.length < entriesAtOnce) return;
    last = end.seq;
  }
}

async function walkRecords(client: pg.ClientBase, chain: ChainCheck): Promise<void> {
  await client.query(
    'declare every_record no scroll cursor for ' +
      'select register, kind, id, version, body, changed_at, changed_by, seq, owners from work.records order by register, kind, id',
  );
  for (;;) {
    const { rows } = await client.query<RecordState>(`fetch ${entriesAtOnce} from every_record`);
    if (rows.length === 0) break;
    for (const record of rows) chain.addRecord(record);
  }
  await client.query('close every_record');
  chain.endRecords();
}

/** The state of a walk along the chain. */
class ChainCheck {
  entries = 0;
  private seq = 0;
  private hash = firstHash;
  private moment = '';
  private faultCount = 0;
  private readonly faults: string[] = [];
  private readonly lasts = new Map<string, LastEntry>();

  addEntry(entry: JournalEntry): void {
    const { seq, at, who, version } = entry;
    if (seq !== this.seq + 1)
      this.fault(
        `Entry ${seq} follows ${this.seq === 0 ? 'the start' : `entry ${this.seq}`}: ${gapText(this.seq, seq)}`,
      );
    if (entry.previousHash !== this.hash) this.fault(`Entry ${seq} does not carry the hash of the entry before it.`);
    const before = canonicalJson(entry.before);
    const after = canonicalJson(entry.after);
    if (digestOf(canonicalText(entry, before, after, entry.previousHash)) !== entry.hash) {
      this.fault(`Entry ${seq} was changed after it was written: its hash does not fit what it says.`);
    }
    // Entries of one saving share their moment.
    if (at < this.moment) this.fault(`Entry ${seq} is dated ${at}, before the entry it follows.`);
    const name = nameOf(entry);
    const last = this.lasts.get(name);
    if (version !== (last?.version ?? 0) + 1) {
      this.fault(`Entry ${seq} makes version ${version} of ${name} after version ${last?.version ?? 0}.`);
    }
    if (digestOf(before) !== (last?.digest ?? digestOf('null'))) {
      this.fault(`Entry ${seq} begins from another state of ${name} than the entry before it left.`);
    }
    const owners = entry.owners === null ? (last?.owners ?? null) : JSON.stringify(entry.owners);
    this.lasts.set(name, { seq, version, at, who, digest: digestOf(after), owners });
    this.entries += 1;
    this.seq = seq;
    this.hash = entry.hash;
    this.moment = at;
  }

  addRecord(record: RecordState): void {
    const name = nameOf(record);
    const last = this.lasts.get(name);
    this.lasts.delete(name);
    if (last === undefined) {
      this.fault(`The record ${name} is in no entry of the journal.`);
      return;
    }
    if (record.version !== last.version || record.seq !== last.seq) {
      this.fault(
        `The record ${name} is at version ${record.version} of entry ${record.seq}, but its last entry is ${last.seq} with version ${last.version}.`,
      );
    } else if (digestOf(canonicalJson(record.body)) !== last.digest) {
      this.fault(
        `The record ${name} is not what its last entry, ${last.seq}, says: it was changed without the journal.`,
      );
    } else if (record.changed_at !== last.at || record.changed_by !== last.who) {
      this.fault(`The record ${name} names another author or moment than its last entry, ${last.seq}.`);
    } else if (last.owners !== null && JSON.stringify(record.owners) !== last.owners) {
      this.fault(`The record ${name} belongs to others than its entries say: they were changed without the journal.`);
    }
  }

  endRecords(): void {
    for (const [name, last] of this.lasts) this.fault(`The record ${name}, of entry ${last.seq}, is gone.`);
  }

  result(): JournalCheck {
    const more = this.faultCount - this.faults.length;
    const faults = more > 0 ? [...this.faults, `${more} more faults are not listed.`] : this.faults;
    return { isSound: this.faultCount === 0, entries: this.entries, head: this.hash, faults };
  }

  private fault(sentence: string): void {
    this.faultCount += 1;
    if (this.faults.length < faultsShown) this.faults.push(sentence);
  }
}

function gapText(last: number, seq: number): string {
  const missing = seq - last - 1;
  if (missing < 0) return 'its number is out of order.';
  return missing === 1 ? 'one entry between is missing.' : `${missing} entries between are missing.`;
}

type Key = { readonly register: string; readonly kind: string; readonly id: string };

/** The record as faults name it; of two records it is never the same. */
function nameOf({ register, kind, id }: Key): string {
  return `${kind} ${JSON.stringify(id)} of ${register}`;
}
