/**
 * What people decide where a role or a record does not pass by itself, because several take over or nobody does. Before the
 * day the body that ends decides; afterwards those that took over, and if they are several all of them by a proposal.
 */

import { createHash } from 'node:crypto';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { notPermitted, saveAs } from '#actions/save-as.ts';
import { dayOf } from '#actions/sight-of.ts';
import { placesOf } from '#actions/understand-arrangement.ts';
import { bodiesAdministered } from '#actions/vesting-access.ts';
import { decisionsOf, type KeptDecision, loadVesting, type Vesting } from '#actions/vesting-book.ts';
import type { SuccessionBook } from '#core/access/body-succession.ts';
import type { AccountId } from '#core/access/principal.ts';
import { checkDecisions, type Passing, type SuccessionDecision } from '#core/access/succession-decisions.ts';
import { successionOfRecords } from '#core/access/succession-of-records.ts';
import type { ResourceKind, Role } from '#core/access/vocabulary.ts';
import { bodiesCalled } from '#core/agreements/body-index.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isAliveOn } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { RecordChange } from '#store/record-rows.ts';

/** The id that stands for every record of a kind that waits because of the body. */
export const everyRecord = '*';

export type SuccessionDecided = {
  /** The day by which the body has ended. */
  readonly on: IsoDate;
  /** Bodies by code, id or name. */
  readonly from: string;
  readonly passing:
    | { readonly kind: 'role'; readonly account: string; readonly role: Role }
    | { readonly kind: 'record'; readonly resource: string; readonly id: string };
  readonly to: readonly string[];
  readonly reason: string;
  /** The body that the decider acts for, by code or id; null: the one that is to decide. */
  readonly actingFor?: string | null | undefined;
  /** Who the owner of the installation says they are; null: nothing. */
  readonly name?: string | null | undefined;
  /** Now, as ISO 8601. */
  readonly at: string;
};

export type DecisionSaved = {
  readonly register: string;
  readonly decisions: readonly Pick<KeptDecision, 'id' | 'version'>[];
};

/**
 * Keeps the decision, in the law as it stands; `*` in place of the id of a record decides for all of the kind that wait now.
 * Refused with all that is wrong with it, where it is decided already, and where the asker is not to decide it.
 */
export async function decideSuccession(
  shelves: Shelves,
  context: { readonly register?: string | undefined },
  decided: SuccessionDecided,
): Promise<Result<DecisionSaved, Refusal>> {
  const loaded = await loadVesting(shelves, { register: context.register }, decided.on);
  if (!loaded.ok) return loaded;
  const vesting = loaded.value;
  const { pack } = vesting.register;
  const { from, to, problems } = bodiesNamed(vesting, decided);
  if (from === null) return refuse(nothingDecided(problems));
  const { at, reason, on } = decided;
  const owners = decidersOf(vesting.book, from, dayOf(at));
  const administered = await bodiesAdministered(shelves, pack.name);
  // Whoever is not to decide is not told what there is to be decided, nor what was.
  if (administered !== null && !owners.some((owner) => administered.has(owner))) {
    return refuse(notPermitted(`Deciding what passes from ${vesting.book.named(from)}`, 'no-role'));
  }
  const decisions = passingsOf(vesting, from, decided.passing).map(
    (passing): SuccessionDecision => ({ from, passing, to, reason }),
  );
  const found = decisions.length === 0 ? [nothingThere(decided, vesting.book.named(from))] : [];
  // While a taker is not known, it cannot be said whether the takers are right.
  const wrong = to.length < decided.to.length ? [] : problemsOf(decisions, vesting);
  const all = [...problems, ...found, ...wrong];
  if (hasErrors(all)) return refuse(nothingDecided(all));
  const sight = { owners, seenBy: [], regions: [] };
  const changes = decisions.map((decision): RecordChange => {
    const body = { ...decision, on } as unknown as Json;
    return { kind: 'succession-decision', id: idOf(decision), expectedVersion: null, body, reason, sight };
  });
  const author = await authorOf(shelves, pack.name, owners, decided);
  const saved = await saveAs(shelves, { register: pack.name, verb: 'decide-succession', author, at, changes });
  if (!saved.ok) return saved;
  const { versions } = saved.value;
  return answer({
    register: pack.name,
    decisions: changes.map(({ id }, place) => ({ id, version: versions[place] ?? 1 })),
  });
}

/** Takes a decision back, as long as nothing was passed by it; what was passed stays where it is. */
export async function takeBackDecision(
  shelves: Shelves,
  context: { readonly register?: string | undefined },
  taken: {
    readonly id: string;
    /** The version that was looked at; `any`: whatever there is. */
    readonly expectedVersion: number | 'any';
    readonly reason: string | null;
    readonly actingFor?: string | null | undefined;
    readonly name?: string | null | undefined;
    readonly at: string;
  },
): Promise<Result<DecisionSaved, Refusal>> {
  const { id, expectedVersion, reason, at } = taken;
  const loaded = await loadVesting(shelves, { register: context.register }, dayOf(at));
  if (!loaded.ok) return loaded;
  const { decisions, register, book } = loaded.value;
  const kept = decisions.find((one) => one.id === id);
  const administered = await bodiesAdministered(shelves, register.pack.name);
  const owners = kept === undefined ? [] : decidersOf(book, kept.decision.from, dayOf(at));
  if (kept === undefined || (administered !== null && !owners.some((owner) => administered.has(owner)))) {
    const detail = `There is no decision ${id} in ${register.pack.name} that you may take back.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const author = await authorOf(shelves, register.pack.name, owners, taken);
  const changes: RecordChange[] = [{ kind: 'succession-decision', id, expectedVersion, body: null, reason }];
  const request = { register: register.pack.name, verb: 'take-back-decision', author, at, changes } as const;
  const saved = await saveAs(shelves, request);
  if (!saved.ok) return saved;
  return answer({ register: register.pack.name, decisions: [{ id, version: saved.value.versions[0] ?? 0 }] });
}

/** Who decides for the body: itself while it exists; then those who took over; nobody: the owner of the installation. */
function decidersOf(book: SuccessionBook, from: OrganisationId, today: IsoDate): OrganisationId[] {
  const { timeline } = book;
  const body = timeline.world.organisations[timeline.world.organisationIndex.get(from) ?? -1];
  if (body !== undefined && isAliveOn(timeline, body, today)) return [from];
  return [...book.of(from).heirs].sort();
}

async function authorOf(
  shelves: Shelves,
  register: string,
  owners: readonly OrganisationId[],
  { actingFor = null, name = null }: Pick<SuccessionDecided, 'actingFor' | 'name'>,
) {
  const { asker } = shelves.registers;
  const administered = await bodiesAdministered(shelves, register);
  const own = owners.find((owner) => administered === null || administered.has(owner)) ?? owners[0] ?? null;
  return { name: name ?? asker.name, actingFor: actingFor ?? own };
}

/** The bodies that the texts mean, and what is wrong with the texts; `from` null: it means none, or several. */
function bodiesNamed(
  { register }: Vesting,
  decided: SuccessionDecided,
): { readonly from: OrganisationId | null; readonly to: readonly OrganisationId[]; readonly problems: Problem[] } {
  const { world } = register.timeline;
  const problems: Problem[] = [];
  const bodyNamed = (text: string, column: string): OrganisationId | null => {
    const found = bodiesCalled(placesOf(world).bodies, text);
    const [only] = found.flatMap((number) => world.organisations[number]?.row.id ?? []);
    if (found.length === 1 && only !== undefined) return only;
    const message =
      found.length === 0
        ? `No body of the register is called ${text}. Give its code, its id or its full name.`
        : `${text} means several bodies of the register. Give the id of the one that is meant.`;
    problems.push({
      code: found.length === 0 ? 'unknown-body' : 'ambiguous-body',
      severity: 'error',
      where: { column },
      message,
      found: text,
    });
    return null;
  };
  const from = bodyNamed(decided.from, 'from');
  const to = decided.to.flatMap((text, at) => bodyNamed(text, `to[${at}]`) ?? []);
  if (decided.reason.trim() === '') {
    problems.push({
      code: 'no-reason',
      severity: 'error',
      where: { column: 'reason' },
      message: 'Say why: it stands in the record.',
    });
  }
  return { from, to, problems };
}

/** What is wrong with the decisions, besides those that there are; the same fault of many records is told once. */
function problemsOf(decisions: readonly SuccessionDecision[], { decisions: kept, book }: Vesting): Problem[] {
  const before = kept.map((one) => one.decision);
  const found = checkDecisions([...before, ...decisions], book).filter(({ where }) => (where.row ?? 0) > before.length);
  const told = new Map(found.map((problem) => [`${problem.code} ${problem.message}`, problem]));
  return [...told.values()].map(({ where, ...rest }) => ({ ...rest, where: { column: where.column ?? '' } }));
}

function nothingDecided(problems: readonly Problem[]): Refusal {
  const detail = `Nothing was decided. ${problems.map((one) => one.message).join(' ')}`;
  return { kind: 'bad-question', detail, problems };
}

/** What is decided, one by one; nothing: the body has no such role or record. */
function passingsOf(vesting: Vesting, from: OrganisationId, given: SuccessionDecided['passing']): Passing[] {
  if (given.kind === 'role') {
    const passing: Passing = { kind: 'role', account: given.account as AccountId, role: given.role };
    const isHeld = vesting.roles.some(
      ({ grant }) => grant.organisation === from && grant.account === given.account && grant.role === given.role,
    );
    return isHeld ? [passing] : [];
  }
  const own = vesting.things
    .map(({ resource }) => resource)
    .filter(({ kind, owners }) => kind === given.resource && owners.includes(from));
  if (given.id !== everyRecord) {
    return own.some(({ id }) => id === given.id) ? [recordPassing(given.resource, given.id)] : [];
  }
  const { book, decisions, regionsOf } = vesting;
  const ways = successionOfRecords(own, book, { decisions: decisionsOf(decisions), regionsOf });
  return ways
    .filter(({ waiting }) => waiting.some(({ owner }) => owner === from))
    .map(({ before }) => recordPassing(given.resource, before.id));
}

function recordPassing(resource: string, id: string): Passing {
  return { kind: 'record', resource: resource as ResourceKind, id };
}

function nothingThere({ passing }: SuccessionDecided, named: string): Problem {
  const message =
    passing.kind === 'role'
      ? `${passing.account} holds no role of ${passing.role} for ${named}.`
      : passing.id === everyRecord
        ? `No record of the kind ${passing.resource} waits because of ${named}.`
        : `${named} owns no record ${passing.id} of the kind ${passing.resource}.`;
  return { code: 'nothing-to-decide', severity: 'error', where: { column: 'passing' }, message };
}

/** The same for the same role or record, so that two who decide at once do not both. */
function idOf({ from, passing }: SuccessionDecision): string {
  const what = passing.kind === 'role' ? [passing.account, passing.role] : [passing.resource, passing.id];
  return createHash('sha256')
    .update(JSON.stringify([from, passing.kind, ...what]))
    .digest('hex')
    .slice(0, 32);
}
