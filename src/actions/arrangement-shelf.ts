/**
 * The arrangements of a register, kept in memory and brought up to date by what has changed since. One that did not
 * change stays the same object, so that whoever computed something for it may keep the answer.
 */

import { decodeDocument } from '#actions/arrangement-document.ts';
import { DataShelf } from '#actions/data-shelf.ts';
import { RegisterShelf } from '#actions/load-register.ts';
import type { Arrangement, ArrangementId } from '#core/agreements/arrangement.ts';
import type { Store } from '#store/open.ts';
import { headSeq, loadRecords, type StoredRecord } from '#store/record-rows.ts';

export type KeptArrangement = {
  readonly arrangement: Arrangement;
  readonly version: number;
  readonly changedAt: string;
  readonly changedBy: string;
};

/** The arrangements of a register; the same object until one of them changes. */
export type ArrangementSet = {
  readonly register: string;
  /** By reference, in the order of references. */
  readonly byId: ReadonlyMap<ArrangementId, KeptArrangement>;
  /** The same, without versions. */
  readonly arrangements: readonly Arrangement[];
};

/** What a process keeps of its store. */
export type Shelves = {
  readonly registers: RegisterShelf;
  readonly arrangements: ArrangementShelf;
  readonly data: DataShelf;
};

type Held = { readonly seq: number; readonly set: ArrangementSet };

/** Empty shelves of the store. */
export function makeShelves(store: Store): Shelves {
  const registers = new RegisterShelf(store);
  return { registers, arrangements: new ArrangementShelf(store), data: new DataShelf(registers) };
}

/** Sets as known at a moment of the past. */
const pastSetsKept = 4;

/** Opens the arrangements of registers. One for each process. */
export class ArrangementShelf {
  readonly store: Store;
  private readonly held = new Map<string, Promise<Held>>();
  private readonly past = new Map<string, Promise<ArrangementSet>>();

  constructor(store: Store) {
    this.store = store;
  }

  /**
   * The arrangements of the register, with everything that was saved before the call; as they were at the moment
   * `known`, when that is given. A first call reads them all, a later one only what changed.
   */
  async open(register: string, known?: string): Promise<ArrangementSet> {
    if (known !== undefined) return this.openPast(register, known);
    const before = this.held.get(register) ?? Promise.resolve(null);
    // One refresh after the other: each begins where the one before it ended.
    const next = before.catch(() => null).then((held) => this.refreshed(register, held));
    this.held.set(register, next);
    return (await next).set;
  }

  private async refreshed(register: string, held: Held | null): Promise<Held> {
    const seq = await headSeq(this.store, register);
    if (held?.seq === seq) return held;
    const changed = await loadRecords(this.store, register, ['arrangement'], held === null ? {} : { since: held.seq });
    const newest = changed.reduce((most, record) => Math.max(most, record.seq), seq);
    if (held !== null && changed.length === 0) return { seq: newest, set: held.set };
    return { seq: newest, set: setWith(register, held?.set, changed) };
  }

  private async openPast(register: string, known: string): Promise<ArrangementSet> {
    const key = `${register} ${known} ${await headSeq(this.store, register)}`;
    const set =
      this.past.get(key) ??
      loadRecords(this.store, register, ['arrangement'], { known }).then((records) =>
        setWith(register, undefined, records),
      );
    this.past.delete(key);
    this.past.set(key, set);
    set.catch(() => this.past.delete(key));
    for (const old of this.past.keys()) if (this.past.size > pastSetsKept) this.past.delete(old);
    return set;
  }
}

function setWith(
  register: string,
  before: ArrangementSet | undefined,
  changed: readonly StoredRecord[],
): ArrangementSet {
  const entries = new Map(before?.byId);
  // One that is replaced keeps its place; only a new one asks for sorting.
  const hasNew = changed.some(({ id, body }) => body !== null && !entries.has(id as ArrangementId));
  for (const { id, version, body, changedAt, changedBy } of changed) {
    if (body === null) entries.delete(id as ArrangementId);
    else entries.set(id as ArrangementId, { arrangement: decodeDocument(body), version, changedAt, changedBy });
  }
  const byId = hasNew ? new Map([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) : entries;
  return { register, byId, arrangements: [...byId.values()].map((kept) => kept.arrangement) };
}
