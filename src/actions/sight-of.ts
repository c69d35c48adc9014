/**
 * Whose a record is from the moment it is saved, who else sees it, and in whose region it lies. An arrangement is its
 * parties', a line its signatories', what somebody draws or imports that body's; a record of nobody is the installation's.
 */

import { principalOf } from '#actions/asker.ts';
import type { RegisterGround, RegisterShelf } from '#actions/load-register.ts';
import { everybody } from '#actions/record-book.ts';
import { regionsOfBodies } from '#core/access/regions-of-bodies.ts';
import { bodiesInOrder, bodiesThatPlace } from '#core/access/resource.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { currentLaw, scenariosOf } from '#core/register/scenario.ts';
import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { participantsOf, type World } from '#core/register/world.ts';
import type { DraftEvent, EventAct } from '#core/reorganisation/draft-event.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import type { Author, RecordSight } from '#store/record-rows.ts';

/** The law as it stands, and the day on which the record is saved. */
export type SightGround = { readonly timeline: Timeline; readonly on: IsoDate };

/** The ground for whatever is saved at that moment, ISO 8601. Folds the law as it stands, unless that is kept. */
export function sightGround(shelf: RegisterShelf, ground: RegisterGround, at: string): SightGround {
  const [law = currentLaw] = scenariosOf(ground.world.facts);
  return { timeline: shelf.openScenario(ground, law).timeline, on: dayOf(at) };
}

/** The body for which the author acts, by id; null: for none, or for none that the register has. */
export async function bodyActing(
  shelf: RegisterShelf,
  { world, pack }: RegisterGround,
  author: Author,
): Promise<OrganisationId | null> {
  const { actingFor } = await principalOf({ registers: shelf }, pack.name, author.actingFor);
  return actingFor !== null && world.organisationIndex.has(actingFor) ? actingFor : null;
}

/** The day of a moment, ISO 8601 in UTC. */
export function dayOf(at: string): IsoDate {
  return isoDate(new Date(Date.parse(at)).toISOString().slice(0, 10));
}

/** The body that a data set names as its owner, by id or code; null: it names none, or none that the register has. */
export function dataOwner(owner: string | null, { organisations, organisationIndex }: World): OrganisationId | null {
  if (owner === null) return null;
  if (organisationIndex.has(owner as OrganisationId)) return owner as OrganisationId;
  const wanted = owner.trim().toLowerCase();
  const found = organisations.filter(
    ({ row, identifiers }) =>
      row.id.toLowerCase() === wanted || identifiers.some(({ value }) => value.toLowerCase() === wanted),
  );
  return found.length === 1 ? (found[0]?.row.id ?? null) : null;
}

/**
 * Of an arrangement: its parties'. `before`: what is there already; who took over from a party that has ended stays its owner
 * in place of that party.
 */
export function sightOfArrangement(
  { parties }: Arrangement,
  before: { readonly arrangement: Arrangement; readonly owners: readonly OrganisationId[] } | undefined,
  ground: SightGround,
): RecordSight {
  const were = before?.arrangement.parties.map((party) => party.organisation) ?? [];
  const owned = before?.owners ?? [];
  const are = parties.map((party) => party.organisation);
  const own = are.filter((party) => !were.includes(party) || owned.includes(party));
  const heirs = owned.filter((body) => !were.includes(body));
  return sightOf([...own, ...heirs], [], ground);
}

/** Of a schedule: that of who started it, shown to those who sign its lines, and in the regions of all of them. */
export function sightOfSchedule(
  actingFor: OrganisationId | null,
  lines: readonly HandoverLine[],
  ground: SightGround,
): RecordSight {
  const signing = bodiesInOrder(lines.flatMap((line) => line.signatories));
  const owners = ownersOf(actingFor);
  const seenBy = signing.filter((body) => !owners.includes(body));
  const placing = bodiesThatPlace({ kind: 'schedule', owners, seenBy });
  return { owners, seenBy, regions: regionsOfBodies(ground.timeline, placing, ground.on) };
}

/** Of the work on a line: the signatories' that are alive, and whose it was before. */
export function sightOfLine(
  { signatories }: HandoverLine,
  before: readonly OrganisationId[],
  ground: SightGround,
): RecordSight {
  const { world } = ground.timeline;
  const isAlive = (id: OrganisationId): boolean => {
    const body = world.organisations[world.organisationIndex.get(id) ?? -1];
    return body !== undefined && isAliveOn(ground.timeline, body, ground.on);
  };
  const own = [...before, ...signatories.filter(isAlive)];
  return sightOf(own.length === 0 ? signatories : own, [], ground);
}

/** Of what somebody draws or imports: that of the body they act for. */
export function sightOfOwn(actingFor: OrganisationId | null, ground: SightGround): RecordSight {
  return sightOf(ownersOf(actingFor), [], ground);
}

/** The same of what everybody sees: a rulebook, a release, published statistics. */
export function sightForAll(actingFor: OrganisationId | null, ground: SightGround): RecordSight {
  return sightOf(ownersOf(actingFor), [everybody], ground);
}

/** Of what is recorded about an event: that of the bodies that it names and that are alive; everybody sees it. */
export function sightOfEventAct(bodies: readonly OrganisationId[], ground: SightGround): RecordSight {
  return sightOf(bodies, [everybody], ground);
}

/** Bodies that the event of the act names, drawn or of the register, and that are alive on the day; by id. */
export function bodiesOfEvent({ event, draft }: EventAct, { timeline, on }: SightGround): OrganisationId[] {
  const { world } = timeline;
  const known = world.events[world.eventIndex.get(event) ?? -1];
  const numbers =
    draft !== null
      ? bodiesIn(draft).map((id) => world.organisationIndex.get(id) ?? -1)
      : known === undefined
        ? []
        : participantsOf(known);
  const bodies = numbers.flatMap((number) => world.organisations[number] ?? []);
  return bodiesInOrder(bodies.filter((body) => isAliveOn(timeline, body, on)).map((body) => body.row.id));
}

function bodiesIn({ participants, moves, names }: DraftEvent): OrganisationId[] {
  const moved = moves.flatMap(({ from, to }) => [from, to]).filter((body) => body !== null);
  return [...[...participants, ...names].map((one) => one.organisation), ...moved];
}

function sightOf(
  owners: readonly OrganisationId[],
  seenBy: readonly string[],
  { timeline, on }: SightGround,
): RecordSight {
  const own = bodiesInOrder(owners);
  return { owners: own, seenBy, regions: regionsOfBodies(timeline, own, on) };
}

function ownersOf(actingFor: OrganisationId | null): OrganisationId[] {
  return actingFor === null ? [] : [actingFor];
}
