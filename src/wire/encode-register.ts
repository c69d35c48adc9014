/** Core values to the JSON of registers, organisations and events. */

import type { z } from 'zod';
import { blockCounts } from '#core/footprint/footprint.ts';
import type { Row } from '#core/pack/tables.ts';
import { type Body, extentOn, statusOf } from '#core/register/as-of.ts';
import { isHolding } from '#core/register/scenario.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { codeOn, nameOn, type SuccessionEvent, type World } from '#core/register/world.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type {
  disagreementSchema,
  EventWire,
  identifierSchema,
  OrganisationRowWire,
  SourceWire,
} from '#wire/register.ts';

type Named = EventWire['predecessors'][number];

/** A source as it is cited. */
export function encodeSource(row: Row<'sources'>): SourceWire {
  const { id, title, publisher, url, licence, vintage, method, note } = row;
  return { id, title, publisher, url, licence, vintage, method, note };
}

/** The source of that id, or null. */
export function sourceOf(world: World, id: string | null): SourceWire | null {
  const row = id === null ? undefined : world.facts.sources.find((one) => one.id === id);
  return row === undefined ? null : encodeSource(row);
}

export function encodeIdentifier(row: Row<'identifiers'>): z.infer<typeof identifierSchema> {
  const { scheme, value, from, to } = row;
  return { scheme, value, from, to };
}

/** A row of a list of bodies on a day. */
export function encodeBody(body: Body, on: IsoDate): OrganisationRowWire {
  return {
    id: body.organisation.row.id,
    code: body.code,
    name: body.name,
    identifiers: body.organisation.identifiers.map(encodeIdentifier),
    from: body.life.from,
    to: body.life.to,
    status: statusOf(body),
    extent: extentOn(body.organisation, on),
  };
}

/** A body by its name and code on a day, with its dates in the scenario; both null when it never exists there. */
export function encodeNamed(timeline: Timeline, number: number, on: IsoDate): Named {
  const organisation = timeline.world.organisations[number];
  if (organisation === undefined) throw new Error(`no organisation number ${number}`);
  const life = timeline.lives[number];
  return {
    id: organisation.row.id,
    code: codeOn(organisation, on),
    name: nameOn(organisation, on),
    from: life?.from ?? null,
    to: life?.to ?? null,
  };
}

/** An event with the bodies that take part, each as it was called on the side of the event it belongs to. */
export function encodeEvent(timeline: Timeline, event: SuccessionEvent): EventWire {
  const { row } = event;
  const day = event.day ?? row.announced ?? ('1970-01-01' as IsoDate);
  const eve = addDays(day, -1);
  const named = (numbers: readonly number[], on: IsoDate) => numbers.map((number) => encodeNamed(timeline, number, on));
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    status: row.status,
    announced: row.announced,
    legal: row.legal,
    operational: row.operational,
    holds: event.day !== null && isHolding(timeline.scenario, event),
    instrument: row.instrument,
    evidence: row.evidence,
    source: sourceOf(timeline.world, row.source),
    note: row.note,
    predecessors: named(event.predecessors, eve),
    successors: named(event.successors, day),
    continuing: named(event.continuing, day),
    subjects: named(event.subjects, row.kind === 'establish' ? day : eve),
    blocksMoved: blocksMoved(timeline, event),
  };
}

/** What sources say differently about a subject (an event or a body), or about anything when none is named. */
export function encodeDisagreements(
  world: World,
  subjects?: ReadonlySet<string>,
): z.infer<typeof disagreementSchema>[] {
  const rows = world.facts.disagreements.filter(
    (row) => subjects === undefined || (row.subject?.split(' ') ?? []).some((subject) => subjects.has(subject)),
  );
  return [...Map.groupBy(rows, (row) => row.id)].map(([id, claims]) => ({
    id,
    question: claims[0]?.question ?? '',
    claims: claims.map((row) => ({ source: sourceOf(world, row.source), says: row.says, followed: row.followed })),
  }));
}

function blocksMoved(timeline: Timeline, event: SuccessionEvent): number {
  const geography = timeline.world.land.geographies.at(-1);
  if (geography === undefined) return 0;
  const counts = blockCountsOf(timeline.world);
  const zones = new Set(event.moves.flatMap((move) => [...(move.zones ?? [])]));
  let blocks = 0;
  for (const zone of zones) blocks += counts[zone] ?? 0;
  return blocks;
}

const countsOfWorld = new WeakMap<World, Float64Array>();

/** Blocks of the latest vintage by zone, counted once for a world. */
function blockCountsOf(world: World): Float64Array {
  const geography = world.land.geographies.at(-1);
  const known =
    countsOfWorld.get(world) ?? (geography === undefined ? new Float64Array(0) : blockCounts(world.zones, geography));
  countsOfWorld.set(world, known);
  return known;
}
