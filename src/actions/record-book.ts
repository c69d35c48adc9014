/**
 * Whose every record of a register is, who sees it, and who holds which role: what permission is decided from, kept once for
 * all who ask and brought up to date by what has changed. Knows nothing of what records say beyond that.
 */

import { decodeDocument } from '#actions/arrangement-document.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import type { AccountId, Grant, Principal } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import { type KeptAgreement, makeSharing } from '#core/access/shared-under.ts';
import type { ResourceKind } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import {
  headSeq,
  loadRecords,
  type RecordKind,
  type RecordSight,
  recordKinds,
  type StoredRecord,
} from '#store/record-rows.ts';

/** A record as the book knows it. */
export type BookEntry = {
  /** Its place in the book, which it keeps. */
  readonly number: number;
  readonly kind: RecordKind;
  readonly id: string;
  readonly version: number;
  /** The entry of the journal that made it so. */
  readonly seq: number;
  /** It was removed; who saw it may still read its history. */
  readonly isGone: boolean;
  readonly sight: RecordSight;
  /** Of an account or a grant: whose it is. */
  readonly holder: AccountId | null;
};

/** Shown to whoever holds any role in the register. */
export const everybody = '*';

/** What is remembered of the order of changes; whoever was last here before that looks at everything. */
const changesRemembered = 10_000;

const resourceKindOf: Record<RecordKind, ResourceKind> = {
  arrangement: 'arrangement',
  scenario: 'scenario',
  'event-act': 'event-act',
  schedule: 'schedule',
  'line-work': 'schedule-line',
  rulebook: 'rulebook',
  'data-set': 'data-set',
  release: 'release',
  account: 'account',
  grant: 'grant',
  proposal: 'proposal',
  'succession-decision': 'grant',
};

const books = new WeakMap<Store['pool'], Map<string, UpToDate<RecordBook>>>();

/**
 * The book of the register with everything that was saved before the call; where the head of the journal was read already,
 * up to there or further. The first call reads every record.
 */
export async function loadRecordBook(store: Store, register: string, head?: number): Promise<RecordBook> {
  const ofStore = books.get(store.pool) ?? new Map<string, UpToDate<RecordBook>>();
  books.set(store.pool, ofStore);
  const kept =
    ofStore.get(register) ?? new UpToDate<RecordBook>((before, seq) => refreshed(store, register, before, seq));
  ofStore.set(register, kept);
  return kept.get(head ?? (await headSeq(store, register)));
}

async function refreshed(store: Store, register: string, before: RecordBook | null, seq: number): Promise<RecordBook> {
  const book = before ?? new RecordBook(register);
  if (seq <= book.seq) return book;
  book.take(await loadRecords(store, register, recordKinds, { since: book.seq }), seq);
  return book;
}

/** One for each register; it changes as records do, but never while somebody reads it without waiting. */
export class RecordBook {
  readonly register: string;
  /** Of the newest entry of the journal that it knows. */
  seq = 0;
  readonly entries: BookEntry[] = [];
  /** Of the newest change of an agreement that shows data sets. */
  sharingSeq = 0;
  private readonly numbers = new Map<string, number>();
  private readonly sights = new Map<string, RecordSight>();
  private readonly grants = new Map<AccountId, Map<string, Grant>>();
  private everyGrant: readonly Grant[] | null = null;
  private readonly grantSeqs = new Map<AccountId, number>();
  private readonly agreements = new Map<string, KeptAgreement>();
  private readonly sharings = new Map<string, ReturnType<typeof makeSharing>>();
  /** Numbers of entries in the order in which they changed, with the entry of the journal of each. */
  private changes: { readonly seq: number; readonly number: number }[] = [];
  private rememberedFrom = 0;

  constructor(register: string) {
    this.register = register;
  }

  /** The record as it is now; undefined: never heard of. */
  find(kind: RecordKind, id: string): BookEntry | undefined {
    return this.entries[this.numbers.get(`${kind} ${id}`) ?? -1];
  }

  /** All grants of the account, past and to come. */
  grantsOf(account: AccountId): Grant[] {
    return [...(this.grants.get(account)?.values() ?? [])];
  }

  /** All grants of everybody, past and to come. */
  allGrants(): readonly Grant[] {
    this.everyGrant ??= [...this.grants.values()].flatMap((grants) => [...grants.values()]);
    return this.everyGrant;
  }

  /** The entry of the journal that last changed a grant of the account; 0: none did. */
  grantSeqOf(account: AccountId): number {
    return this.grantSeqs.get(account) ?? 0;
  }

  /** Entries that changed after that entry of the journal, each once; null: it does not remember so far back. */
  changedSince(seq: number): BookEntry[] | null {
    if (seq < this.rememberedFrom) return null;
    const found = new Set<number>();
    for (let at = this.changes.length - 1; at >= 0; at--) {
      const change = this.changes[at];
      if (change === undefined || change.seq <= seq) break;
      found.add(change.number);
    }
    return [...found].flatMap((number) => this.entries[number] ?? []);
  }

  /** The thing as permission sees it for this principal on the day. */
  resourceOf(principal: Principal, entry: BookEntry, on: IsoDate): Resource {
    const { kind, id, sight, holder } = entry;
    const resource = resourceOf(principal, { kind, id, sight, holder });
    if (kind !== 'data-set') return resource;
    const shown = this.sharingOn(on)(resource);
    return shown.length === 0 ? resource : { ...resource, seenBy: [...resource.seenBy, ...shown] };
  }

  /** Takes up what was read up to that entry of the journal. */
  take(records: readonly StoredRecord[], head: number): void {
    const isFirst = this.entries.length === 0;
    const inOrder = [...records].sort((a, b) => a.seq - b.seq);
    for (const record of inOrder) this.add(record, isFirst);
    this.seq = Math.max(head, inOrder.at(-1)?.seq ?? 0);
    if (isFirst) this.rememberedFrom = this.seq;
    const surplus = this.changes.length - changesRemembered;
    if (surplus > changesRemembered / 2) {
      this.rememberedFrom = this.changes[surplus - 1]?.seq ?? this.seq;
      this.changes = this.changes.slice(surplus);
    }
  }

  private add(record: StoredRecord, isFirst: boolean): void {
    const { kind, id, version, seq, body } = record;
    const key = `${kind} ${id}`;
    const known = this.numbers.get(key);
    const number = known ?? this.entries.length;
    this.numbers.set(key, number);
    const sight = this.shared(record.sight);
    const holder = holderOf(kind, id, body);
    const held = this.entries[number]?.holder ?? null;
    this.entries[number] = { number, kind, id, version, seq, isGone: body === null, sight, holder };
    if (!isFirst) this.changes.push({ seq, number });
    if (kind === 'grant') this.addGrant(id, { held, holder }, body, seq);
    if (kind === 'arrangement') this.addAgreement(id, sight, body, seq);
    if (kind === 'data-set') this.sharingSeq = seq;
  }

  /** `held`: whose it was before. */
  private addGrant(
    id: string,
    { held, holder }: { readonly held: AccountId | null; readonly holder: AccountId | null },
    body: Json,
    seq: number,
  ): void {
    this.everyGrant = null;
    for (const account of [held, holder]) if (account !== null) this.grantSeqs.set(account, seq);
    if (held !== null) this.grants.get(held)?.delete(id);
    if (holder === null) return;
    const grants = this.grants.get(holder) ?? new Map<string, Grant>();
    this.grants.set(holder, grants);
    grants.set(id, body as unknown as Grant);
  }

  private addAgreement(id: string, sight: RecordSight, body: Json, seq: number): void {
    const stated = body as { readonly kind?: unknown; readonly dataSets?: unknown } | null;
    const isSharing =
      stated?.kind === 'data-sharing-agreement' && Array.isArray(stated.dataSets) && stated.dataSets.length > 0;
    if (!isSharing && !this.agreements.has(id)) return;
    this.sharingSeq = seq;
    this.sharings.clear();
    if (!isSharing) this.agreements.delete(id);
    else this.agreements.set(id, { arrangement: decodeDocument(body), owners: sight.owners as OrganisationId[] });
  }

  private sharingOn(on: IsoDate): ReturnType<typeof makeSharing> {
    const kept = this.sharings.get(on);
    if (kept !== undefined) return kept;
    const sharing = makeSharing(this.agreements.values(), on);
    this.sharings.clear();
    this.sharings.set(on, sharing);
    return sharing;
  }

  /** The same object for the same bodies: there are far fewer of them than records. */
  private shared(sight: RecordSight): RecordSight {
    const key = JSON.stringify([sight.owners, sight.seenBy, sight.regions]);
    const kept = this.sights.get(key) ?? sight;
    this.sights.set(key, kept);
    return kept;
  }
}

/** A record as permission sees it. What is shown to everybody is shown to each body of the principal. */
export function resourceOf(
  principal: Principal,
  record: {
    readonly kind: RecordKind;
    readonly id: string;
    readonly sight: RecordSight;
    readonly holder?: AccountId | null;
  },
): Resource {
  const { kind, id, sight, holder = null } = record;
  const seenBy = sight.seenBy as readonly OrganisationId[];
  const isForAll = sight.seenBy.includes(everybody);
  return {
    kind: resourceKindOf[kind],
    id,
    owners: sight.owners as readonly OrganisationId[],
    seenBy: isForAll ? [...seenBy, ...principal.grants.map((grant) => grant.organisation)] : seenBy,
    regions: sight.regions as readonly OrganisationId[],
    holder,
  };
}

/** The account that a record is about; null: none. */
export function holderOf(kind: RecordKind, id: string, body: Json): AccountId | null {
  const stated = body as { readonly account?: AccountId; readonly passing?: { readonly account?: AccountId } } | null;
  if (kind === 'account') return id as AccountId;
  if (kind === 'grant') return stated?.account ?? null;
  return kind === 'succession-decision' ? (stated?.passing?.account ?? null) : null;
}
