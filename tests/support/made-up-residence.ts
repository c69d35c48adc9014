/**
 * A made-up table of where the people of practices live, for tests: no such table is published in the data at hand. Each
 * practice has a dozen blocks of its commissioner, one of a neighbour in the list, and a few people outside the land.
 */

import { type Period, type Subject, subjects } from '#core/datasets/data-set.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { zonesServed } from '#core/register/as-of.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { apportionWhole } from '#std/apportion.ts';
import { addDays, holdsOn, type IsoDate } from '#std/iso-date.ts';

type Wanted = {
  /** Id of a registered population: what each practice has in all. */
  readonly population: string;
  readonly geography: string;
  /** The day whose commissioners count. */
  readonly on: IsoDate;
};

const near = 12;

/** Deterministic; the people of each practice add up to its list, and a practice without a commissioner is all outside. */
export function madeUpResidence(timeline: Timeline, { population, geography, on }: Wanted): ResidenceTable {
  const { facts, land } = timeline.world;
  const ground = geographyNamed(land, geography);
  if (ground === undefined) throw new Error(`no geography ${geography}`);
  const commissioner = new Map(
    facts.relationships.flatMap((row) =>
      row.kind === 'commissioned-by' && row.target !== null && holdsOn(row, on)
        ? [[row.organisation as string, row.target as string] as const]
        : [],
    ),
  );
  const lists = facts.registered_values.filter((row) => row.population === population);
  const bodies = [...new Set(lists.flatMap((row) => commissioner.get(row.organisation) ?? []))].sort();
  const blocksOf = new Map(bodies.map((body) => [body, blocksServed(timeline, body, ground.blockOfPart, on)]));
  const rows: { practice: number; block: number; persons: number }[] = [];
  for (const [practice, { organisation, persons }] of lists.entries()) {
    const body = commissioner.get(organisation) ?? '';
    const own = blocksOf.get(body) ?? [];
    const next = blocksOf.get(bodies[(bodies.indexOf(body) + 1) % bodies.length] ?? '') ?? [];
    const home =
      own.length === 0 ? [] : Array.from({ length: near }, (_, at) => own[(practice * 7 + at) % own.length] ?? -1);
    const away = next.length === 0 || home.length === 0 ? [] : [next[(practice * 3) % next.length] ?? -1];
    const blocks = [...new Set([...home, ...away]), ...(home.length === 0 || practice % 50 === 0 ? [-1] : [])];
    const shares = apportionWhole(
      persons,
      blocks.map((_, at) => blocks.length - at),
    );
    for (const [at, block] of blocks.entries()) rows.push({ practice, block, persons: shares[at] ?? 0 });
  }
  const period: Period = { id: on, kind: 'day', title: on, from: on, to: addDays(on, 1) };
  return {
    statement: statementOf('made-up-residence', subjects[0]),
    period,
    geography: ground.id,
    practices: lists.map((row) => row.organisation),
    practiceOf: Int32Array.from(rows, (row) => row.practice),
    blockOf: Int32Array.from(rows, (row) => row.block),
    persons: Float64Array.from(rows, (row) => row.persons),
  };
}

function blocksServed(timeline: Timeline, body: string, blockOfPart: Int32Array, on: IsoDate): number[] {
  const { organisations, organisationIndex, zones } = timeline.world;
  const organisation = organisations[organisationIndex.get(body as never) ?? -1];
  if (organisation === undefined) return [];
  const served = new Set<number>(zonesServed(timeline, organisation, on));
  const blocks = new Set<number>();
  for (const [part, zone] of zones.zoneOfPart.entries()) {
    const block = blockOfPart[part] ?? -1;
    if (block >= 0 && served.has(zone)) blocks.add(block);
  }
  return [...blocks].sort((a, b) => a - b);
}

function statementOf(id: string, subject: Subject): ResidenceTable['statement'] {
  return {
    id,
    title: 'Where the people of practices live (made up)',
    publisher: 'tests',
    licence: 'none',
    vintage: 'made up',
    method: 'Made up for tests.',
    subject,
    owner: null,
    seenBy: [],
    derivedFrom: [],
    breaks: [],
    note: null,
  };
}
