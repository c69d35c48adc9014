/** The sample against the facts it cites, through the fold of events. */

import { describe, expect, it } from 'vitest';
import { nearestPopulation, type Population } from '#core/footprint/population.ts';
import { checkFacts } from '#core/pack/check-facts.ts';
import { packTables } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { lineageOf, successionsOf } from '#core/register/lineage.ts';
import { type Scenario, scenarioNamed, scenariosOf } from '#core/register/scenario.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { makeWorld } from '#core/register/world.ts';
import { eastSurrey, westSurrey } from '#sample/council-events.ts';
import { surreySample } from '#sample/surrey.ts';
import { dateOfDayNumber, dayNumber, isoDate } from '#std/iso-date.ts';

const { facts } = surreySample();
const world = makeWorld(facts);
const timelines = new Map(scenariosOf(facts).map((scenario) => [scenario.id, foldEvents(world, scenario)]));

describe('the sample', () => {
  it('[SA2] each block lies in exactly one lower-tier and one upper-tier council, on every day of change', () => {
    const days = new Set(
      world.events.flatMap((event) =>
        event.day === null ? [] : [event.day, dateOfDayNumber(dayNumber(event.day) - 1)],
      ),
    );
    expect(days.size).toBeGreaterThan(15);
    for (const timeline of timelines.values()) {
      for (const day of days) {
        for (const tier of ['ltla', 'utla'] as const) {
          const uncovered = holdersOn(timeline, tier, day).filter((holder) => holder < 0);
          expect([timeline.scenario.id, day, tier, uncovered.length]).toEqual([timeline.scenario.id, day, tier, 0]);
        }
      }
    }
  });

  it('[SA3] 42 boards become 36 on 1 April 2026: 12 end and six begin', () => {
    const before = boardsOn('2026-03-31');
    const after = boardsOn('2026-04-01');
    expect([before.size, after.size]).toEqual([42, 36]);
    expect([...before].filter((id) => !after.has(id))).toHaveLength(12);
    expect([...after].filter((id) => !before.has(id))).toHaveLength(6);
    expect(blocksOf('icb', 'icb-QRL', '2026-04-01')).toEqual(
      [...blocksOf('icb', 'icb-QRL', '2026-03-31'), 'hart-frimley', 'rushmoor'].sort(),
    );
    expect(boardsOn('2022-06-30').size).toBe(0);
  });

  it('[SA4] Frimley is divided three ways and its people are conserved', () => {
    const event = world.events.findIndex((one) => one.row.id === 'icb-2026-split-frimley');
    const lines = successionsOf(timelineOf('current-law'), event, populationNamed('mid-2019'));
    expect(Object.fromEntries(lines.map((line) => [idOf(line.to), line.persons]))).toEqual({
      'icb-surrey-and-sussex': 153_880,
      'icb-thames-valley': 423_510,
      'icb-QRL': 167_584,
    });
    expect(personsOf('icb', 'icb-QNQ', '2026-03-31', 'mid-2019')).toBe(153_880 + 423_510 + 167_584);
    expect(lines.reduce((sum, line) => sum + (line.shareOfGiver ?? 0), 0)).toBeCloseTo(1, 12);
  });

  it('[SA6] East Surrey and West Surrey have the people that were published', () => {
    const day = '2027-04-01';
    expect(personsOf('utla', 'council-east-surrey', day, 'surrey-proposal')).toBe(556_150);
    expect(personsOf('ltla', 'council-west-surrey', day, 'surrey-proposal')).toBe(672_500);
    expect(personsOf('utla', 'council-E10000030', '2027-03-31', 'surrey-proposal')).toBe(1_228_650);
    const gone = ['E10000030', ...eastSurrey, ...westSurrey].map((gss) => existsOn(`council-${gss}`, day));
    expect(gone).toEqual(Array<boolean>(12).fill(false));
    const districts = ['epsom-and-ewell', 'mole-valley', 'spelthorne', 'tandridge', 'woking'];
    expect(districts.map((code) => blocksOf('ltla', 'council-east-surrey', day).includes(code))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it('[SA6] the count that covers Surrey alone never stands in for the whole map', () => {
    expect(nearestPopulation(world.populations, isoDate('2027-04-01'))?.row.id).toBe('census-2021');
  });

  it('[SA7] every record that can name a source names one', () => {
    for (const table of packTables) {
      if (!table.columns.some((column) => column.name === 'source')) continue;
      const rows = facts[table.name] as readonly { readonly source: string | null }[];
      expect([table.name, rows.filter((row) => row.source === null)]).toEqual([table.name, []]);
    }
    const used = new Set(
      packTables.flatMap(({ name }) => facts[name].map((row) => ('source' in row ? row.source : null))),
    );
    expect(facts.sources.filter((source) => !used.has(source.id)).map((source) => source.id)).toEqual([]);
  });

  it('[SA7] every event says how it is known, and what did it or that nothing was seen', () => {
    const divided = facts.territory.filter((row) => row.event === 'icb-2026-split-frimley');
    expect(new Set(divided.map((row) => row.evidence))).toEqual(new Set(['inferred']));
    expect(facts.populations.map((row) => row.evidence)).toEqual(['derived', 'derived', 'estimated', 'illustrative']);
    const surrey = facts.events.find((event) => event.id === 'surrey-2027-two-unitaries');
    expect(surrey).toMatchObject({
      status: 'in-law',
      announced: '2025-10-28',
      legal: '2027-04-01',
      instrument: 'Surrey (Structural Changes) Order 2026',
    });
    expect(surrey?.note).toContain('was not seen');
  });

  it('[SA8] the facts pass the check and fold without a problem in every scenario', () => {
    expect(checkFacts(facts)).toEqual([]);
    for (const timeline of timelines.values())
      expect([timeline.scenario.id, timeline.problems]).toEqual([timeline.scenario.id, []]);
    expect(timelines.size).toBe(7);
  });

  it('[SA9] the rejected councils exist only in their scenario, and a cluster changes nothing', () => {
    const day = '2027-04-01';
    expect(existsOn('council-three-north-surrey', day)).toBe(false);
    expect(existsOn('council-three-north-surrey', day, 'surrey-three-unitaries')).toBe(true);
    expect(existsOn('council-east-surrey', day, 'surrey-three-unitaries')).toBe(false);
    expect(existsOn('council-E10000030', day, 'surrey-unchanged')).toBe(true);
    expect(boardsOn('2026-04-01', 'before-april-2026').size).toBe(42);
    const law = scenarioNamed(facts, 'current-law') as Scenario;
    const clusters = facts.events.filter((event) => event.kind === 'cluster').map((event) => event.id);
    expect(clusters).toHaveLength(8);
    expect(foldEvents(world, { ...law, on: new Set(clusters) }).transfers).toEqual(timelineOf('current-law').transfers);
  });

  it('[SA13] every scenario is looked at between two days, and the ready ones between those of their events', () => {
    const days = new Map(facts.scenarios.map((row) => [row.id as string, [row.from, row.to]]));
    expect([...days.values()].every(([from, to]) => from && to && from < to)).toBe(true);
    expect(days.get('surrey-two-unitaries')).toEqual(['2026-04-01', '2027-04-01']);
    expect(days.get('icbs-april-2026')).toEqual(['2026-03-31', '2026-04-01']);
    expect(days.get('october-2006')).toEqual(['2006-09-30', '2006-10-01']);
    expect(boardsOn('2026-04-01', 'icbs-april-2026').size).toBe(36);
  });

  it('[SA14] the count of registered patients is made up, covers every block, and says so wherever it is shown', () => {
    const made = populationNamed('registered-illustrative');
    expect(made.row).toMatchObject({ base: 'registered', evidence: 'illustrative', source: 'made-up' });
    expect(made.row.title).toContain('made up');
    expect(made.row.note).toContain('Made up');
    expect(made.missingBlocks).toBe(0);
    expect(made.persons / populationNamed('census-2021').persons).toBeCloseTo(1.055, 2);
    expect(nearestPopulation(world.populations, isoDate('2026-04-01'))?.row.base).toBe('resident');
  });

  it('[SA15] on 1 July 2022 every group hands over to the board of its blocks, and no land is left behind', () => {
    const event = world.events.findIndex((one) => one.row.id === 'icb-2022-established');
    const lines = successionsOf(timelineOf('current-law'), event, populationNamed('census-2021'));
    expect(lines.map((line) => [idOf(line.from), idOf(line.to)]).sort()).toEqual([
      ['ccg-09D', 'icb-QNX'],
      ['ccg-10Q', 'icb-QU9'],
      ['ccg-10R', 'icb-QRL'],
      ['ccg-14Y', 'icb-QU9'],
      ['ccg-15A', 'icb-QU9'],
      ['ccg-70F', 'icb-QNX'],
      ['ccg-92A', 'icb-QXU'],
      ['ccg-92G', 'icb-QOX'],
      ['ccg-97R', 'icb-QNX'],
      ['ccg-D4U1Y', 'icb-QNQ'],
      ['ccg-D9Y0V', 'icb-QRL'],
      ['ccg-M1J4Y', 'icb-QHG'],
    ]);
    const ended = world.events.find((one) => one.row.id === 'ccg-2022-abolished')?.subjects ?? [];
    expect(new Set(lines.map((line) => line.from))).toEqual(new Set(ended));
    expect(lines.reduce((sum, line) => sum + (line.persons ?? 0), 0)).toBe(populationNamed('census-2021').persons);
    expect(blocksOf('icb', 'icb-QXU', '2022-07-01')).toEqual(blocksOf('ccg', 'ccg-92A', '2022-06-30'));
    expect(blocksOf('ccg', 'ccg-92A', '2022-07-01')).toEqual([]);
    expect(world.events[event]?.row.note).toContain('inferred from their areas');
    const onwards = lineageOf(timelineOf('current-law'), numberOf('ccg-09N'), undefined).after;
    expect(onwards.map((line) => idOf(line.to))).toEqual(['ccg-92A', 'icb-QXU', 'icb-surrey-and-sussex']);
  });

  it('[SA10] five trusts of unknown land become Surrey PCT, which is known', () => {
    const event = world.events.find((one) => one.row.id === 'pct-2006-merge-5P5');
    expect(event?.predecessors.map(idOf)).toEqual(['pct-5KP', 'pct-5KQ', 'pct-5L5', 'pct-5L6', 'pct-5L7']);
    for (const body of event?.predecessors ?? []) expect(world.organisations[body]?.extents[0]?.extent).toBe('unknown');
    expect(blocksOf('pct', 'pct-5L5', '2006-09-30')).toEqual([]);
    const surrey = blocksOf('utla', 'council-E10000030', '2006-10-01');
    expect(blocksOf('pct', 'pct-5P5', '2006-10-01')).toEqual(surrey.filter((code) => code !== 'runnymede-frimley'));
    expect(
      holdersOn(timelineOf('current-law'), 'pct', isoDate('2006-10-01')).filter((holder) => holder < 0),
    ).toHaveLength(0);
  });

  it('[SA12] it is the same on every call', () => {
    expect(surreySample()).toEqual(surreySample());
  });
});

function timelineOf(scenario: string): Timeline {
  const timeline = timelines.get(scenario);
  if (timeline === undefined) throw new Error(`no scenario ${scenario}`);
  return timeline;
}

function populationNamed(id: string): Population {
  const population = world.populations.find((one) => one.row.id === id);
  if (population === undefined) throw new Error(`no population ${id}`);
  return population;
}

function idOf(body: number): string {
  return world.organisations[body]?.row.id ?? '';
}

function numberOf(id: string): number {
  const found = world.organisations.findIndex((one) => one.row.id === id);
  if (found < 0) throw new Error(`no body ${id}`);
  return found;
}

function existsOn(id: string, day: string, scenario = 'current-law'): boolean {
  const organisation = world.organisations[numberOf(id)];
  return organisation !== undefined && isAliveOn(timelineOf(scenario), organisation, isoDate(day));
}

function boardsOn(day: string, scenario = 'current-law'): Set<string> {
  const boards = world.organisations.filter((one) => one.roles.some((row) => row.role === 'integrated-care-board'));
  return new Set(boards.map((one) => one.row.id as string).filter((id) => existsOn(id, day, scenario)));
}

function blocksOf(tier: TierName, id: string, day: string): string[] {
  const holders = holdersOn(timelineOf('current-law'), tier, isoDate(day));
  const body = numberOf(id);
  const codes = world.land.geographies[0]?.codes ?? [];
  return codes.filter((_, part) => holders[world.zones.zoneOfPart[part] ?? -1] === body).sort();
}

function personsOf(tier: TierName, id: string, day: string, population: string): number {
  const holders = holdersOn(timelineOf('current-law'), tier, isoDate(day));
  const body = numberOf(id);
  return populationNamed(population).personsOfZone.reduce(
    (sum, persons, zone) => sum + (holders[zone] === body ? persons : 0),
    0,
  );
}
