/**
 * The one door through which records change. Whoever owns the installation saves as ever; for everybody else each change is
 * held against the table of permissions: what is theirs to make is saved in the role of the database that checks it again,
 * what is joint becomes a proposal to the others, and what is not theirs is refused. All of it in one transaction.
 */

import { type AskedStore, principalOf, requestRoleOf } from '#actions/asker.ts';
import { makeProposalRecords, type ProposedChange } from '#actions/proposal-records.ts';
import { type BookEntry, holderOf, loadRecordBook, type RecordBook, resourceOf } from '#actions/record-book.ts';
import { changedMeanwhile, type ProposalMade, type Refusal } from '#actions/refusal.ts';
import { mayChange, type Permission, type RefusalReason, refusalReasons, visible } from '#core/access/may.ts';
import type { Principal } from '#core/access/principal.ts';
import type { Change } from '#core/access/resource.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { nameOn, type World } from '#core/register/world.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import {
  type Author,
  type Conflict,
  loadRecords,
  type RecordChange,
  type SaveRequest,
  type StoredRecord,
  saveRecords,
} from '#store/record-rows.ts';
import { StoreError } from '#store/store-error.ts';

export type AskedChange = RecordChange & {
  /** All that it takes, where that is not the verb of the request alone. */
  readonly verbs?: readonly Verb[];
  /** What permission is asked about, where that is not the record itself. */
  readonly about?: Change | undefined;
};

export type SaveAsked = {
  readonly register: string;
  readonly verb: Verb;
  /** For whom it is done. Of a person the name is that of their account. */
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
  readonly changes: readonly AskedChange[];
  readonly beside?: SaveRequest['beside'];
  /** The refusal of a change that others overtook; left out: one that names the record by its kind and id. */
  readonly overtaken?: Overtaken;
};

type Overtaken = (conflict: Conflict) => Refusal;

export type Saved = {
  /** Of each change in order, the version that the record has now; null: it became part of a proposal. */
  readonly versions: readonly (number | null)[];
  /** Of the newest entry of the journal. */
  readonly seq: number;
  /** What waits for the agreement of others. */
  readonly proposals: readonly ProposalMade[];
};

/** Registers as somebody sees them. */
export type AskedShelves = {
  readonly registers: AskedStore & {
    ground(context: { readonly register?: string | undefined }): Promise<Result<{ readonly world: World }, Refusal>>;
  };
};

/** A change that was found to be one that this person may begin. */
type Judged = {
  readonly change: AskedChange;
  readonly record: RecordChange;
  readonly verb: Verb;
  readonly asked: Change;
  /** Who must agree; null: nobody else. */
  readonly parties: readonly OrganisationId[] | null;
};

/**
 * Saves what may be saved, and keeps the rest as proposals. Refused where any change is not permitted, where every change
 * waits for others (`became-proposal`), and where somebody else changed a record since.
 */
export async function saveAs(shelves: AskedShelves, request: SaveAsked): Promise<Result<Saved, Refusal>> {
  const { store, asker } = shelves.registers;
  const { register, author, at, changes, beside } = request;
  const overtaken = request.overtaken ?? usualOvertaken;
  if (asker.kind === 'owner') {
    const saved = await saveRecords(store, { register, author, at, changes: changes.map(recordOf), ...given(beside) });
    if (saved.ok) return answer({ versions: saved.versions, seq: saved.seq, proposals: [] });
    return refuse(overtaken(saved.conflicts[0] as Conflict));
  }
  const principal = await principalOf(shelves, register, author.actingFor);
  const book = await loadRecordBook(store, register);
  const judged: Judged[] = [];
  for (const change of changes) {
    const one = judge(principal, book, asker.on, { change, verb: request.verb, overtaken });
    if (!one.ok) return one;
    judged.push(one.value);
  }
  const waiting = judged.filter((one) => one.parties !== null);
  if (waiting.length > 0 && beside !== undefined) return refuse(notByProposal(waiting[0] as Judged));
  for (const { change } of waiting) {
    const entry = book.find(change.kind, change.id);
    if (isAsExpected(change, entry)) continue;
    return refuse(overtaken({ change, current: await currentRecord(shelves, register, change) }));
  }
  const made = makeProposalRecords(principal, groupsOf(waiting, book), { reason: reasonOf(waiting), at });
  if (!made.ok) return made;
  const free = judged.filter((one) => one.parties === null);
  const saved = await savedAs(shelves, principal, {
    register,
    author: { name: asker.name, actingFor: principal.actingFor },
    at,
    changes: [...free.map((one) => one.record), ...made.value.map((one) => one.record)],
    ...given(beside),
  });
  if (!saved.ok) return saved;
  if (!saved.value.ok) return refuse(overtaken(saved.value.conflicts[0] as Conflict));
  const { versions, seq } = saved.value;
  const proposals = await namedProposals(shelves, register, asker.on, made.value);
  if (free.length === 0 && proposals.length > 0) return refuse(becameProposal(proposals));
  const versionOf = new Map(free.map(({ change }, at) => [change, versions[at] ?? 0]));
  return answer({ versions: changes.map((change) => versionOf.get(change) ?? null), seq, proposals });
}

/** Who does it, as the journal and what people write are to say: a person by their account, for the body by its id. */
export async function authorAs(shelves: AskedShelves, register: string, author: Author): Promise<Author> {
  const { asker } = shelves.registers;
  if (asker.kind === 'owner') return author;
  const { actingFor } = await principalOf(shelves, register, author.actingFor);
  return { name: asker.name, actingFor };
}

/** The refusal of something that is not permitted; `what` begins the sentence, as 'The arrangement A1'. */
export function notPermitted(what: string, why: RefusalReason): Refusal {
  return { kind: 'not-permitted', detail: `${what}: ${refusalReasons[why]}`, why };
}

/** What is said of changes that wait. */
function becameProposal(proposals: readonly ProposalMade[]): Refusal {
  const asked = [...new Set(proposals.flatMap((one) => one.parties))];
  const detail =
    `This waits for the agreement of ${inWords(asked)}. Nothing changes until an approver of each has agreed; ` +
    'who is an approver of one of them can agree for it at once.';
  return { kind: 'became-proposal', detail, proposals };
}

function recordOf({ verbs: _verbs, about: _about, ...record }: AskedChange): RecordChange {
  return record;
}

function given(beside: SaveRequest['beside']): Pick<SaveRequest, 'beside'> {
  return beside === undefined ? {} : { beside };
}

/** What the table says of the change, for each verb that it takes. */
function judge(
  principal: Principal,
  book: RecordBook,
  on: IsoDate,
  { change, verb, overtaken }: { readonly change: AskedChange; readonly verb: Verb; readonly overtaken: Overtaken },
): Result<Judged, Refusal> {
  const { kind, id, body } = change;
  const found = book.find(kind, id);
  // What is not seen is judged as if it were not there, so that the answer does not tell that it is.
  const isHidden = found !== undefined && !visible(principal, book.resourceOf(principal, found, on));
  const entry = isHidden ? undefined : found;
  const sight = change.sight ?? entry?.sight ?? { owners: [], seenBy: [], regions: [] };
  const before = entry === undefined ? null : book.resourceOf(principal, entry, on);
  const holder = holderOf(kind, id, body) ?? entry?.holder ?? null;
  const after = body === null && before !== null ? null : resourceOf(principal, { kind, id, sight, holder });
  const asked = change.about ?? { before, after };
  const verbs = change.verbs ?? [verb];
  let parties: readonly OrganisationId[] | null = null;
  for (const one of verbs) {
    const permission: Permission = mayChange(principal, one, asked);
    if (permission.kind === 'refused') return refuse(notPermitted(nameOf(change), permission.why));
    if (permission.kind === 'needs-agreement') parties = permission.of;
  }
  if (isHidden && typeof change.expectedVersion !== 'number') return refuse(idTaken(change));
  if (isHidden) return refuse(overtaken({ change, current: null }));
  const record: RecordChange = { ...recordOf(change), sight };
  return answer({ change, record, verb: verbs[0] ?? verb, asked, parties });
}

/** In the role of who asks. What the database refuses although the actions allowed it is refused, too. */
async function savedAs({ registers }: AskedShelves, { actingFor }: Principal, request: SaveRequest) {
  const as = requestRoleOf(registers.asker, actingFor);
  try {
    return answer(await saveRecords(registers.store, as === undefined ? request : { ...request, as }));
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'wall-refused') throw error;
    return refuse<Refusal>({ kind: 'not-permitted', detail: error.message, why: 'not-its-owner' });
  }
}

function isAsExpected({ expectedVersion }: RecordChange, entry: BookEntry | undefined): boolean {
  if (expectedVersion === 'any') return true;
  if (expectedVersion === null) return entry === undefined || entry.isGone;
  return entry?.version === expectedVersion;
}

/** The record as it is, for whoever is told that it is another than they thought. */
async function currentRecord(
  { registers }: AskedShelves,
  register: string,
  { kind, id }: RecordChange,
): Promise<StoredRecord | null> {
  const as = requestRoleOf(registers.asker);
  const [record] = await loadRecords(registers.store, register, [kind], { ids: [id], since: 0, as });
  return record ?? null;
}

/** Changes that ask the same bodies for the same thing are one proposal. */
function groupsOf(waiting: readonly Judged[], book: RecordBook) {
  const groups = Map.groupBy(waiting, ({ verb, parties }) => JSON.stringify([verb, parties]));
  return [...groups.values()].map((group) => ({
    parties: group[0]?.parties ?? [],
    changes: group.map(({ verb, asked, record }): ProposedChange => {
      const entry = book.find(record.kind, record.id);
      const expectedVersion = entry === undefined || entry.isGone ? null : entry.version;
      return { verb, change: asked, record: { ...record, expectedVersion } };
    }),
  }));
}

function reasonOf(waiting: readonly Judged[]): string | null {
  return waiting.map(({ change }) => change.reason).find((reason) => reason !== null) ?? null;
}

async function namedProposals(
  { registers }: AskedShelves,
  register: string,
  on: IsoDate,
  made: readonly { readonly id: string; readonly parties: readonly OrganisationId[] }[],
): Promise<ProposalMade[]> {
  if (made.length === 0) return [];
  const ground = await registers.ground({ register });
  const nameOfBody = (id: OrganisationId): string => {
    if (!ground.ok) return id;
    const { organisations, organisationIndex } = ground.value.world;
    const body = organisations[organisationIndex.get(id) ?? -1];
    return body === undefined ? id : nameOn(body, isoDate(on));
  };
  return made.map(({ id, parties }) => ({ id, parties: parties.map(nameOfBody) }));
}

function usualOvertaken({ change, current }: Conflict): Refusal {
  return changedMeanwhile(nameOf(change), current);
}

/** Whose it is is not said, nor what it is: only that the id is not free. */
function idTaken({ kind, id }: RecordChange): Refusal {
  const detail = `The id ${id} is not free for a ${kind.replaceAll('-', ' ')} of this register. Nothing was saved; choose another.`;
  return { kind: 'changed-meanwhile', detail, current: null };
}

/** Numbers of a file are not kept in a proposal. */
function notByProposal({ change, parties }: Judged): Refusal {
  const detail =
    `${nameOf(change)} belongs to ${parties?.length ?? 0} organisations, and a file cannot wait for their agreement. ` +
    'Import it under another id as a data set of the organisation you act for, and share it by an agreement.';
  return { kind: 'not-permitted', detail, why: 'not-its-owner' };
}

function nameOf({ kind, id }: RecordChange): string {
  return `The ${kind.replaceAll('-', ' ')} ${id}`;
}

/** `A`, `A and B`, `A, B and C`. */
function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
