/**
 * The arrangements of a register, kept in memory and brought up to date by what has changed since. One that did not
 * change stays the same object, so that whoever computed something for it may keep the answer. Everybody sees those that
 * they may, as a view of what is kept once for all.
 */

import { decodeDocument } from '#actions/arrangement-document.ts';
import { type Asker, ownerOfInstallation } from '#actions/asker.ts';
import { DataShelf } from '#actions/data-shelf.ts';
import { RegisterShelf } from '#actions/load-register.ts';
import { loadSeen, type Seen } from '#actions/seen.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import type { Arrangement, ArrangementId } from '#core/agreements/arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Store } from '#store/open.ts';
import { freshHeadSeq, headSeq, loadRecords, type StoredRecord } from '#store/record-rows.ts';
import { RequestHeads } from '#store/request-heads.ts';

export type KeptArrangement = {
  readonly arrangement: Arrangement;
  readonly version: number;
  readonly changedAt: string;
  readonly changedBy: string;
  /** Bodies whose it is now: its parties, or who took over from them. */
  readonly owners: readonly OrganisationId[];
};

/** The arrangements of a register; the same object until one of them changes. */
export type ArrangementSet = {
  readonly register: string;
  /** By reference, in the order of references. */
  readonly byId: ReadonlyMap<ArrangementId, KeptArrangement>;
  /** The same, without versions. */
  readonly arrangements: readonly Arrangement[];
};

/** All arrangements, and those of them that the asker sees; the same set where these are all. */
export type OpenSets = { readonly whole: ArrangementSet; readonly seen: ArrangementSet };

/** What a process keeps of its store, as somebody sees it. */
export type Shelves = {
  readonly registers: RegisterShelf;
  readonly arrangements: ArrangementShelf;
  readonly data: DataShelf;
  /** Who asks. */
  readonly asker: Asker;
};

type Held = { readonly seq: number; readonly set: ArrangementSet };

/** What an asker saw last: of which whole set, up to which entry of the journal. */
type View = Held & { readonly whole: ArrangementSet; readonly seen: Seen };

/** Empty shelves of the store, as its owner sees them. */
export function makeShelves(store: Store): Shelves {
  const registers = new RegisterShelf(store);
  return {
    registers,
    arrangements: new ArrangementShelf(store),
    data: new DataShelf(registers),
    asker: ownerOfInstallation,
  };
}

/** The same shelves as this asker sees them: a view of what is kept, which costs nothing to make. */
export function shelvesFor({ registers, arrangements, data }: Shelves, asker: Asker): Shelves {
  const seen = registers.seenBy(asker);
  return { registers: seen, arrangements: arrangements.seenBy(asker), data: data.through(seen), asker };
}

/**
 * The same for one request, which looks once at how far the store has come, and again after a change of this process. Not to be
 * kept longer than the request.
 */
export function shelvesOfRequest({ registers, arrangements, data }: Shelves, asker: Asker): Shelves {
  const store: Store = { ...registers.store, heads: new RequestHeads(registers.store.pool) };
  const seen = registers.seenBy(asker, store);
  return { registers: seen, arrangements: arrangements.seenBy(asker, store), data: data.through(seen), asker };
}

/** Sets as known at a moment of the past. */
const pastSetsKept = 4;
/** Views that are kept, over all registers and askers. */
const viewsKept = 1000;

/** What is kept of arrangements, whoever asks. */
class KeptArrangements {
  readonly present = new Map<string, UpToDate<Held>>();
  readonly past = new Map<string, Promise<ArrangementSet>>();
  readonly views = new Map<string, View>();
}

/** Opens the arrangements of registers, as somebody sees them. One for each process, and views of it. */
export class ArrangementShelf {
  readonly store: Store;
  readonly asker: Asker;
  private readonly kept: KeptArrangements;

  constructor(store: Store, asker: Asker = ownerOfInstallation, kept = new KeptArrangements()) {
    this.store = store;
    this.asker = asker;
    this.kept = kept;
  }

  /** The same shelf as this asker sees it. */
  seenBy(asker: Asker, store = this.store): ArrangementShelf {
    return new ArrangementShelf(store, asker, this.kept);
  }

  /**
   * The arrangements of the register that the asker sees, with everything that was saved before the call; as they were at
   * the moment `known`, when that is given. A first call reads them all, a later one only what changed.
   */
  async open(register: string, known?: string): Promise<ArrangementSet> {
    return (await this.openSets(register, known)).seen;
  }

  /** The same, with the set of all: for what is worked out once for everybody and shown as far as each may see it. */
  async openSets(register: string, known?: string): Promise<OpenSets> {
    const { asker, store } = this;
    const held =
      known === undefined
        ? await this.present(register).get(await headSeq(store, register))
        : await this.openPast(register, known);
    if (asker.kind === 'owner') return { whole: held.set, seen: held.set };
    // Asked after the arrangements were: what is taken from somebody is not shown to them in its new state.
    const atLeast = known === undefined ? held.seq : await freshHeadSeq(store, register);
    const seen = await loadSeen(store, asker, register, atLeast);
    const scopes = asker.scopes === null ? '' : asker.scopes.join(' ');
    const key = JSON.stringify([register, known ?? '', asker.kind, asker.account, scopes]);
    const { views } = this.kept;
    const view = viewAfter(views.get(key), held, seen);
    views.delete(key);
    views.set(key, view);
    for (const old of views.keys()) if (views.size > viewsKept) views.delete(old);
    return { whole: held.set, seen: view.set };
  }

  private present(register: string): UpToDate<Held> {
    const { present } = this.kept;
    const found = present.get(register) ?? new UpToDate<Held>((before, seq) => this.refreshed(register, before, seq));
    present.set(register, found);
    return found;
  }

  private async refreshed(register: string, held: Held | null, seq: number): Promise<Held> {
    const changed = await loadRecords(this.store, register, ['arrangement'], held === null ? {} : { since: held.seq });
    const newest = changed.reduce((most, record) => Math.max(most, record.seq), seq);
    if (held !== null && changed.length === 0) return { seq: newest, set: held.set };
    return { seq: newest, set: setWith(register, held?.set, changed) };
  }

  private async openPast(register: string, known: string): Promise<Held> {
    const { past } = this.kept;
    const seq = await freshHeadSeq(this.store, register);
    const key = `${register} ${known} ${seq}`;
    const set =
      past.get(key) ??
      loadRecords(this.store, register, ['arrangement'], { known }).then((records) =>
        setWith(register, undefined, records),
      );
    past.delete(key);
    past.set(key, set);
    set.catch(() => past.delete(key));
    for (const old of past.keys()) if (past.size > pastSetsKept) past.delete(old);
    return { seq, set: await set };
  }
}

/** What is seen of the set now: the same set as before, unless an arrangement that is or was seen has changed. */
function viewAfter(before: View | undefined, { seq, set: whole }: Held, seen: Seen): View {
  // The book of records may be further than the arrangements that were read before it was asked.
  const upTo = Math.min(seq, seen.seq);
  const changed = before === undefined ? null : changedIds(before, whole, seen);
  if (before === undefined || changed === null) {
    const entries = [...whole.byId].filter(([id]) => seen.has('arrangement', id));
    return { seq: upTo, whole, seen, set: setOf(whole.register, new Map(entries)) };
  }
  const differing = changed.flatMap((id) => {
    const now = seen.has('arrangement', id) ? whole.byId.get(id) : undefined;
    return now === before.set.byId.get(id) ? [] : [{ id, now }];
  });
  if (differing.length === 0) return { ...before, seq: upTo, whole, seen };
  const entries = new Map(before.set.byId);
  const hasNew = differing.some(({ id, now }) => now !== undefined && !entries.has(id));
  for (const { id, now } of differing) {
    if (now === undefined) entries.delete(id);
    else entries.set(id, now);
  }
  return { seq: upTo, whole, seen, set: setOf(whole.register, hasNew ? inOrder(entries) : entries) };
}

/** Arrangements that have changed since the view; null: it is not known which, or whether they are seen. */
function changedIds(before: View, whole: ArrangementSet, seen: Seen): ArrangementId[] | null {
  if (before.seen.whole !== seen.whole || seen.book === null) return null;
  if (before.whole === whole && before.seen === seen) return [];
  const changed = seen.book.changedSince(before.seq);
  if (changed === null) return null;
  return changed.flatMap(({ kind, id }) => (kind === 'arrangement' ? [id as ArrangementId] : []));
}

function setWith(
  register: string,
  before: ArrangementSet | undefined,
  changed: readonly StoredRecord[],
): ArrangementSet {
  const entries = new Map(before?.byId);
  // One that is replaced keeps its place; only a new one asks for sorting.
  const hasNew = changed.some(({ id, body }) => body !== null && !entries.has(id as ArrangementId));
  for (const { id, version, body, changedAt, changedBy, sight } of changed) {
    if (body === null) entries.delete(id as ArrangementId);
    else {
      const owners = sight.owners as readonly OrganisationId[];
      entries.set(id as ArrangementId, { arrangement: decodeDocument(body), version, changedAt, changedBy, owners });
    }
  }
  return setOf(register, hasNew ? inOrder(entries) : entries);
}

function inOrder(entries: ReadonlyMap<ArrangementId, KeptArrangement>): Map<ArrangementId, KeptArrangement> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function setOf(register: string, byId: ReadonlyMap<ArrangementId, KeptArrangement>): ArrangementSet {
  return { register, byId, arrangements: [...byId.values()].map((kept) => kept.arrangement) };
}
