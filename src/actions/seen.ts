/**
 * Which records of a register somebody may know of: what the actions allow and the database shows, both asked. Kept as a bit
 * for each record, and brought up to date by the few that have changed.
 */

import { type Asker, requestRoleOf } from '#actions/asker.ts';
import { type BookEntry, loadRecordBook, type RecordBook } from '#actions/record-book.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import { hasScope, visible } from '#core/access/may.ts';
import { grantsOn, type Principal } from '#core/access/principal.ts';
import type { Store } from '#store/open.ts';
import { freshHeadSeq, headSeq, type RecordKind, visibleKeys } from '#store/record-rows.ts';
import type { RequestRole } from '#store/request-role.ts';

/** The same object as long as nothing that is seen has changed. */
export type Seen = {
  /** Null: of the owner of the installation, who sees everything. */
  readonly book: RecordBook | null;
  /** Of the newest entry of the journal that is taken into account. */
  readonly seq: number;
  /** Changes when everything was looked at anew: what was kept record by record is then to be looked at anew as well. */
  readonly whole: object;
  has(kind: RecordKind, id: string): boolean;
};

/** What only one of the two walls shows: a fault of the program, and nobody is shown it. */
export type WallDifference = {
  readonly register: string;
  readonly account: string;
  readonly kind: RecordKind;
  readonly id: string;
  readonly shownBy: 'actions' | 'database';
};

type Person = Exclude<Asker, { kind: 'owner' }>;

type Held = {
  readonly seen: Bits;
  readonly seq: number;
  readonly on: string;
};

const everything: Seen = { book: null, seq: Number.MAX_SAFE_INTEGER, whole: {}, has: () => true };

/** Askers whose sight is kept, over all registers; who comes after the last is worked out anew. */
const askersKept = 1000;

const kept = new WeakMap<Store['pool'], Map<string, UpToDate<Held>>>();
const listeners = new Set<(difference: WallDifference) => void>();

/** Calls the listener for whatever only one of the walls shows, until what it returns is called. */
export function onWallDifference(listener: (difference: WallDifference) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * What the asker may know of in the register, with everything that was saved before the call. Costs a look at the head of the
 * journal; after a change of others a step for each record that changed; a look at every record on the first call of a day
 * and after a change of their roles. `atLeast`: the entry of the journal up to which was read what is to be shown, so that what
 * is taken from somebody is not shown to them in its new state.
 */
export async function loadSeen(store: Store, asker: Asker, register: string, atLeast = 0): Promise<Seen> {
  if (asker.kind === 'owner') return everything;
  const ofStore = kept.get(store.pool) ?? new Map<string, UpToDate<Held>>();
  kept.set(store.pool, ofStore);
  const scopes = asker.scopes === null ? '' : [...asker.scopes].sort().join(' ');
  const key = JSON.stringify([register, asker.kind, asker.account, scopes, asker.on]);
  const held =
    ofStore.get(key) ?? new UpToDate<Held>((before, head) => refreshed(store, asker, register, before, head));
  ofStore.delete(key);
  ofStore.set(key, held);
  for (const old of ofStore.keys()) if (ofStore.size > askersKept) ofStore.delete(old);
  return (await held.get(Math.max(atLeast, await headSeq(store, register)))).seen;
}

async function refreshed(
  store: Store,
  asker: Person,
  register: string,
  before: Held | null,
  head: number,
): Promise<Held> {
  const book = await loadRecordBook(store, register, head);
  if (before?.seq === book.seq) return before;
  const { seq } = book;
  const look = new Look(store, asker, book);
  const changed = before === null ? null : book.changedSince(before.seq);
  const isKnown = before !== null && changed !== null && book.grantSeqOf(asker.account) <= before.seq;
  const next = isKnown ? await look.after(before.seen, before.seq, changed) : null;
  return { seen: next ?? (await look.whole()), seq, on: asker.on };
}

/** A look at the book for one asker. The book may move on while the database is asked; what then changed waits. */
class Look {
  private readonly store: Store;
  private readonly asker: Person;
  private readonly book: RecordBook;
  private readonly seq: number;
  private readonly principal: Principal;
  private readonly role: RequestRole;

  constructor(store: Store, asker: Person, book: RecordBook) {
    this.store = store;
    this.asker = asker;
    this.book = book;
    this.seq = book.seq;
    const { account, name, kind, scopes, on } = asker;
    const grants = grantsOn(book.grantsOf(account), account, on);
    this.principal = { account, name, kind, scopes, actingFor: null, grants };
    this.role = requestRoleOf(asker) as RequestRole;
  }

  /** Everything. Whom no role or account lets see anything is spared the question to the database. */
  async whole(): Promise<Bits> {
    const bits = new Uint32Array(Math.ceil(this.book.entries.length / 32));
    const seen = new Bits(this.book, this.seq, bits, {});
    if (!hasScope(this.principal, 'read')) return seen;
    const allowed = this.book.entries.map((entry) => this.isAllowed(entry));
    const shown = await visibleKeys(this.store, this.book.register, this.role, {});
    const differing: WallDifference[] = [];
    for (const [number, isAllowed] of allowed.entries()) {
      const entry = this.book.entries[number];
      if (entry === undefined) continue;
      const isShown = shown.has(`${entry.kind} ${entry.id}`);
      if (isAllowed && isShown) setBit(bits, number);
      else if (isAllowed !== isShown) differing.push(this.difference(entry, isAllowed));
    }
    await this.tell(differing);
    return seen;
  }

  /** What was seen with the changes taken in; null: more than these may have changed for this asker. */
  async after(seen: Bits, since: number, changed: readonly BookEntry[]): Promise<Bits | null> {
    if (!hasScope(this.principal, 'read')) return seen.upTo(this.seq);
    if (this.book.sharingSeq > since && this.isSharingOther(seen)) return null;
    const allowed = changed.filter((entry) => this.isAllowed(entry));
    const lost = changed.filter((entry) => !allowed.includes(entry) && seen.hasNumber(entry.number));
    // Only what the actions allow is asked of the database: what they do not is shown by neither.
    const shown =
      allowed.length === 0
        ? new Set<string>()
        : await visibleKeys(this.store, this.book.register, this.role, { since });
    const isShown = ({ kind, id }: BookEntry) => shown.has(`${kind} ${id}`);
    await this.tell(allowed.filter((entry) => !isShown(entry)).map((entry) => this.difference(entry, true)));
    const gained = allowed.filter((entry) => isShown(entry) && !seen.hasNumber(entry.number));
    const hidden = allowed.filter((entry) => !isShown(entry) && seen.hasNumber(entry.number));
    return seen.changed(this.seq, gained, [...lost, ...hidden]);
  }

  /** True when an agreement, or who owns a data set, has changed what the asker sees of the data sets. */
  private isSharingOther(seen: Bits): boolean {
    return this.book.entries.some(
      (entry) => entry.kind === 'data-set' && this.isAllowed(entry) !== seen.hasNumber(entry.number),
    );
  }

  private isAllowed(entry: BookEntry): boolean {
    return visible(this.principal, this.book.resourceOf(this.principal, entry, this.asker.on));
  }

  private difference({ kind, id }: BookEntry, isAllowed: boolean): WallDifference {
    const { register } = this.book;
    return { register, account: this.asker.account, kind, id, shownBy: isAllowed ? 'actions' : 'database' };
  }

  /** Told only if nothing that they rest on changed between asking the one wall and the other. */
  private async tell(differing: readonly WallDifference[]): Promise<void> {
    if (differing.length === 0 || listeners.size === 0) return;
    const { register } = this.book;
    const book = await loadRecordBook(this.store, register, await freshHeadSeq(this.store, register));
    if (book.grantSeqOf(this.asker.account) > this.seq || book.sharingSeq > this.seq) return;
    for (const difference of differing) {
      if ((book.find(difference.kind, difference.id)?.seq ?? 0) > this.seq) continue;
      for (const listener of listeners) listener(difference);
    }
  }
}

/** A bit for each entry of the book, at its number. */
class Bits implements Seen {
  readonly book: RecordBook;
  seq: number;
  readonly whole: object;
  private readonly bits: Uint32Array;

  constructor(book: RecordBook, seq: number, bits: Uint32Array, whole: object) {
    this.book = book;
    this.seq = seq;
    this.bits = bits;
    this.whole = whole;
  }

  has(kind: RecordKind, id: string): boolean {
    const number = this.book.find(kind, id)?.number;
    return number !== undefined && this.hasNumber(number);
  }

  hasNumber(number: number): boolean {
    return ((this.bits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  /** The same, as of that entry of the journal. */
  upTo(seq: number): Bits {
    this.seq = seq;
    return this;
  }

  changed(seq: number, gained: readonly BookEntry[], lost: readonly BookEntry[]): Bits {
    if (gained.length === 0 && lost.length === 0) return this.upTo(seq);
    const bits = new Uint32Array(Math.ceil(this.book.entries.length / 32));
    bits.set(this.bits.subarray(0, bits.length));
    for (const { number } of gained) setBit(bits, number);
    for (const { number } of lost) bits[number >>> 5] = (bits[number >>> 5] ?? 0) & ~(1 << (number & 31));
    return new Bits(this.book, seq, bits, this.whole);
  }
}

function setBit(bits: Uint32Array, number: number): void {
  const word = number >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (number & 31));
}
