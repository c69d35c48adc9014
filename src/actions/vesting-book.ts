/**
 * What succession is about in a register: the roles and records that there are, what was decided of them, and who stands in
 * the place of whom on a day. Read for everybody; what may be shown to whom is for its callers.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { everybody, loadRecordBook, type RecordBook, resourceOf } from '#actions/record-book.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { DryRunRequest } from '#core/access/access-dry-run.ts';
import { SuccessionBook } from '#core/access/body-succession.ts';
import type { AccountId, Grant, Principal } from '#core/access/principal.ts';
import { regionsOfBodies } from '#core/access/regions-of-bodies.ts';
import { bodiesInOrder, type Resource } from '#core/access/resource.ts';
import { type KeptAgreement, makeSharing } from '#core/access/shared-under.ts';
import { Decisions, type SuccessionDecision } from '#core/access/succession-decisions.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Context } from '#core/register/question.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';
import { loadRecords, type RecordKind } from '#store/record-rows.ts';

/** A role as its record has it. One that ended with its body and waits for a decision remembers when it would have ended. */
export type GrantBody = Grant & { readonly waiting?: { readonly to: IsoDate | null } };

export type RoleHeld = {
  readonly id: string;
  readonly version: number;
  /** As stored. */
  readonly body: GrantBody;
  /** As it would be if its body had not ended. */
  readonly grant: Grant;
};

/** A record, as permission sees it. */
export type Thing = {
  readonly kind: RecordKind;
  readonly id: string;
  readonly version: number;
  readonly resource: Resource;
};

export type KeptDecision = {
  readonly id: string;
  readonly version: number;
  /** The day that it was made for. */
  readonly on: IsoDate;
  /** Bodies that decided it: it is theirs to see, also when the body that it is about has ended. */
  readonly owners: readonly OrganisationId[];
  readonly decision: SuccessionDecision;
};

export type Vesting = {
  readonly register: OpenRegister;
  readonly book: SuccessionBook;
  readonly roles: readonly RoleHeld[];
  readonly things: readonly Thing[];
  readonly decisions: readonly KeptDecision[];
  readonly regionsOf: DryRunRequest['regionsOf'];
  readonly asShown: NonNullable<DryRunRequest['asShown']>;
};

/** How long who held a role of a body that ended still reads, where nothing else is said. @units days */
export const usualGraceDays = 90;

/**
 * Kinds of records that are handed on. Roles and accounts go by the people; a release stays as it was signed, and everybody
 * sees it.
 */
const handedOn: ReadonlySet<RecordKind> = new Set<RecordKind>([
  'arrangement',
  'scenario',
  'event-act',
  'schedule',
  'line-work',
  'rulebook',
  'data-set',
  'proposal',
]);

/** What there is, in the scenario as of the day. Refused where there is no such register or scenario. */
export async function loadVesting(
  shelves: Shelves,
  context: Pick<Context, 'register' | 'scenario'>,
  on: IsoDate,
): Promise<Result<Vesting, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const register = opened.value;
  const { name } = register.pack;
  const { store } = shelves.registers;
  const [records, kept, { byId }] = await Promise.all([
    loadRecordBook(store, name),
    loadRecords(store, name, ['grant', 'succession-decision']),
    shelves.arrangements.open(name),
  ]);
  const roles = kept.flatMap(({ kind, id, version, body }): RoleHeld[] =>
    kind === 'grant' ? [roleHeld(id, version, body as unknown as GrantBody)] : [],
  );
  const decisions = kept.flatMap(({ kind, id, version, body, sight }): KeptDecision[] => {
    if (kind !== 'succession-decision') return [];
    const { on: day, ...decision } = body as unknown as SuccessionDecision & { readonly on: IsoDate };
    return [{ id, version, on: day, owners: sight.owners as readonly OrganisationId[], decision }];
  });
  const agreementOf = (thing: Resource): KeptAgreement[] => {
    const arrangement = byId.get(thing.id as ArrangementId)?.arrangement;
    const isSharing = arrangement !== undefined && arrangement.dataSets.length > 0;
    return isSharing ? [{ arrangement, owners: thing.owners }] : [];
  };
  const book = new SuccessionBook(register.timeline, on);
  return answer({
    register,
    book,
    roles,
    things: thingsOf(records),
    decisions,
    regionsOf: regionsFor(book),
    asShown: (given, day) => asShown(given, day, roles, agreementOf),
  });
}

/** The decisions, ready to be asked. */
export function decisionsOf(kept: readonly KeptDecision[]): Decisions {
  return new Decisions(kept.map((one) => one.decision));
}

/** True when the role has ended with its body and somebody is to decide what becomes of it. */
export function isWaiting({ body }: RoleHeld): boolean {
  return body.waiting !== undefined;
}

function roleHeld(id: string, version: number, body: GrantBody): RoleHeld {
  const { waiting, ...grant } = body;
  return { id, version, body, grant: waiting === undefined ? grant : { ...grant, to: waiting.to } };
}

function thingsOf(records: RecordBook): Thing[] {
  return records.entries.flatMap((entry): Thing[] => {
    const { kind, id, version, isGone } = entry;
    if (isGone || !handedOn.has(kind)) return [];
    return [{ kind, id, version, resource: resourceOf(nobody, entry) }];
  });
}

/** Asked for a record as it states itself, without what is shown to somebody in particular. */
const nobody: Principal = {
  account: '' as AccountId,
  name: '',
  kind: 'person',
  grants: [],
  scopes: null,
  actingFor: null,
};

/** Where each body lies; one that has ended, where it lay on its last day: what waits because of it stays in sight. */
function regionsFor(book: SuccessionBook): DryRunRequest['regionsOf'] {
  const { timeline, on } = book;
  const ofBody = new Map<OrganisationId, readonly OrganisationId[]>();
  const ofOwners = new Map<string, readonly OrganisationId[]>();
  const find = (body: OrganisationId): readonly OrganisationId[] => {
    const { ended } = book.of(body);
    const found = ofBody.get(body) ?? regionsOfBodies(timeline, [body], ended === null ? on : addDays(ended, -1));
    ofBody.set(body, found);
    return found;
  };
  return (owners) => {
    const key = owners.join(' ');
    const regions = ofOwners.get(key) ?? bodiesInOrder(owners.flatMap(find)).filter((region) => book.isThere(region));
    ofOwners.set(key, regions);
    return regions;
  };
}

/** What is shown to everybody is shown to every body that anybody acts for; data sets to whom agreements show them. */
function asShown(
  given: readonly Resource[],
  on: IsoDate,
  roles: readonly RoleHeld[],
  agreementOf: (thing: Resource) => readonly KeptAgreement[],
): Resource[] {
  const all = bodiesInOrder(roles.map(({ grant }) => grant.organisation));
  const agreements = given.flatMap((thing) => (thing.kind === 'arrangement' ? agreementOf(thing) : []));
  const sharing = makeSharing(agreements, on);
  return given.map((thing) => {
    const shared = thing.kind === 'data-set' ? sharing(thing) : [];
    const common = thing.seenBy.includes(everybody as OrganisationId) ? all : [];
    return shared.length + common.length === 0 ? thing : { ...thing, seenBy: [...thing.seenBy, ...shared, ...common] };
  });
}
