/** A portrait of a body to JSON. */

import type { Geography } from '#core/footprint/land.ts';
import { extentOn } from '#core/register/as-of.ts';
import type { Succession } from '#core/register/lineage.ts';
import type { Headcount, Portrait, Sharing } from '#core/register/portrait.ts';
import { isAliveOn } from '#core/register/timeline.ts';
import { codeOn, nameOn } from '#core/register/world.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import {
  encodeDisagreements,
  encodeEvent,
  encodeIdentifier,
  encodeNamed,
  encodeSource,
} from '#wire/encode-register.ts';
import type { OrganisationWire } from '#wire/register.ts';

/** Blocks shown before a reader asks for all. */
const firstBlocks = 50;

/** The portrait; `allBlocks` gives every block of the footprint and not only the first. */
export function encodePortrait(portrait: Portrait, allBlocks: boolean): OrganisationWire {
  const { timeline, organisation, on } = portrait;
  const subjects = new Set<string>([organisation.row.id, ...portrait.events.map((event) => event.row.id)]);
  return {
    ...identityOf(portrait),
    relationships: portrait.relationships.map((row) => encodeRelationship(portrait, row)),
    extent: extentOn(organisation, on),
    kin: kinOf(portrait),
    lineage: {
      before: portrait.lineage.before.map((line) => encodeLine(portrait, line)),
      after: portrait.lineage.after.map((line) => encodeLine(portrait, line)),
    },
    events: portrait.events.map((event) => encodeEvent(timeline, event)),
    footprint: {
      geography: portrait.geography?.id ?? null,
      blockCount: portrait.blocks.length,
      blocks: encodeBlocks(portrait.geography, allBlocks ? portrait.blocks : portrait.blocks.slice(0, firstBlocks)),
      zones: [...portrait.zones],
      evidences: [...portrait.evidences],
    },
    populations: portrait.headcounts.map(encodeHeadcount),
    countedIn: portrait.population?.row.title ?? null,
    overlaps: portrait.sharings.map((sharing) => encodeSharing(sharing, on)),
    disagreements: encodeDisagreements(timeline.world, subjects),
    sources: sourcesOf(portrait),
  };
}

type Identity = 'on' | 'id' | 'code' | 'name' | 'note' | 'existsOn' | 'from' | 'to' | 'beganBy' | 'endedBy';
type Facts = 'names' | 'identifiers' | 'roles';

/** What the body is called on the day, how long it exists, and its names, codes and roles through time. */
function identityOf({ timeline, organisation, on }: Portrait): Pick<OrganisationWire, Identity | Facts> {
  const life = timeline.lives[organisation.index] ?? null;
  const eventId = (number: number | undefined) =>
    number === undefined || number < 0 ? null : (timeline.world.events[number]?.row.id ?? null);
  return {
    on,
    id: organisation.row.id,
    code: codeOn(organisation, on),
    name: nameOn(organisation, on),
    note: organisation.row.note,
    existsOn: isAliveOn(timeline, organisation, on),
    from: life?.from ?? null,
    to: life?.to ?? null,
    beganBy: eventId(life?.beganBy),
    endedBy: eventId(life?.endedBy),
    names: organisation.names.map(({ name, from, to }) => ({ name, from, to })),
    identifiers: organisation.identifiers.map(encodeIdentifier),
    roles: organisation.roles.map(({ role, from, to }) => ({ role, from, to })),
  };
}

function encodeRelationship(
  { timeline, organisation, on }: Portrait,
  row: Portrait['relationships'][number],
): OrganisationWire['relationships'][number] {
  const outward = row.organisation === organisation.row.id;
  const other = outward ? row.target : row.organisation;
  const number = other === null ? undefined : timeline.world.organisationIndex.get(other);
  return {
    kind: row.kind,
    direction: outward ? 'to' : 'from',
    other: number === undefined ? null : encodeNamed(timeline, number, on),
    from: row.from,
    to: row.to,
    status: row.status,
    note: row.note,
  };
}

function encodeHeadcount({ row, persons, estimatedPersons }: Headcount): OrganisationWire['populations'][number] {
  const { id, title, base, date } = row;
  return { id, title, base, date, persons, estimatedPersons };
}

function encodeSharing(sharing: Sharing, on: IsoDate): OrganisationWire['overlaps'][number] {
  const { tier, other, persons, shareOfThis, shareOfOther, relation } = sharing;
  const [code, name] = [codeOn(other, on), nameOn(other, on)];
  return { tier, id: other.row.id, code, name, persons, shareOfThis, shareOfOther, relation };
}

function encodeBlocks(
  geography: Geography | undefined,
  blocks: Portrait['blocks'],
): OrganisationWire['footprint']['blocks'] {
  return blocks.map(({ block, whole }) => ({
    code: geography?.codes[block] ?? '',
    name: geography?.names[block] ?? null,
    whole,
  }));
}

function encodeLine({ timeline }: Portrait, line: Succession): OrganisationWire['lineage']['before'][number] {
  const { world } = timeline;
  const event = world.events[line.event];
  return {
    event: event?.row.id ?? '',
    title: event?.row.title ?? '',
    on: event?.day ?? null,
    from: world.organisations[line.from]?.row.id ?? '',
    to: world.organisations[line.to]?.row.id ?? '',
    giverContinues: line.giverContinues,
    persons: line.persons,
    shareOfGiver: line.shareOfGiver,
  };
}

/** Each body of the lineage once, as it was called when its part in it began. */
function kinOf({ timeline, lineage, organisation, on }: Portrait): OrganisationWire['kin'] {
  const seen = new Map<number, OrganisationWire['kin'][number]>();
  for (const line of [...lineage.before, ...lineage.after]) {
    const day = timeline.world.events[line.event]?.day ?? on;
    if (!seen.has(line.from)) seen.set(line.from, encodeNamed(timeline, line.from, addDays(day, -1)));
    if (!seen.has(line.to)) seen.set(line.to, encodeNamed(timeline, line.to, day));
  }
  seen.set(organisation.index, encodeNamed(timeline, organisation.index, on));
  return [...seen.values()];
}

function sourcesOf({ timeline, organisation, events }: Portrait): OrganisationWire['sources'] {
  const { facts } = timeline.world;
  const wanted = new Set<string | null>([organisation.row.source]);
  for (const rows of [organisation.names, organisation.identifiers, organisation.roles, organisation.extents]) {
    for (const row of rows) wanted.add(row.source);
  }
  for (const event of events) wanted.add(event.row.source);
  const id = organisation.row.id;
  for (const row of facts.memberships) if (row.organisation === id) wanted.add(row.source);
  for (const row of facts.territory) if (row.to === id) wanted.add(row.source);
  for (const row of facts.populations) wanted.add(row.source);
  return facts.sources.filter((row) => wanted.has(row.id)).map(encodeSource);
}
