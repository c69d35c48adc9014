import { beforeAll, describe, expect, it } from 'vitest';
import type { EventId, Facts, OrganisationId } from '#core/pack/tables.ts';
import { bodiesOn } from '#core/register/as-of.ts';
import { foldEvents } from '#core/register/fold.ts';
import { successionsOf } from '#core/register/lineage.ts';
import { currentLaw, scenariosOf } from '#core/register/scenario.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { codeOn, makeWorld, type World } from '#core/register/world.ts';
import { buildEnglandPack } from '#sources/england/build-england.ts';
import { isoDate } from '#std/iso-date.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';

let facts: Facts;
let world: World;
let timelines: ReadonlyMap<string, Timeline>;

function timelineOf(scenario = currentLaw.id): Timeline {
  const timeline = timelines.get(scenario);
  if (timeline === undefined) throw new Error(`no scenario ${scenario}`);
  return timeline;
}

const boardsOn = (day: string, scenario?: string) =>
  bodiesOn(timelineOf(scenario), 'icb', isoDate(day)).map((body) => body.organisation.row.id as string);

function personsOf(id: string, tier: 'icb' | 'utla', day: string): number {
  const body = world.organisationIndex.get(id as OrganisationId);
  const holders = holdersOn(timelineOf(), tier, isoDate(day));
  const census = world.populations.find((one) => one.row.id === 'census-2021');
  return holders.reduce((sum, holder, zone) => sum + (holder === body ? (census?.personsOfZone[zone] ?? 0) : 0), 0);
}

/** People that each taker got of the body that was divided, mid-2019. */
function sharesOf(event: string): Record<string, number | null> {
  const population = world.populations.find((one) => one.row.id === 'mid-2019');
  const lines = successionsOf(timelineOf(), world.eventIndex.get(event as EventId) ?? -1, population);
  return Object.fromEntries(lines.map((line) => [world.organisations[line.to]?.row.id ?? '', line.persons]));
}

describe.skipIf(!hasSharedData())('England after the last lookup', () => {
  beforeAll(async () => {
    facts = (await buildEnglandPack({ from: sharedDataFolder() })).facts;
    world = makeWorld(facts);
    timelines = new Map(scenariosOf(facts).map((scenario) => [scenario.id, foldEvents(world, scenario)]));
  }, 120_000);

  it('[EN24] 42 boards become 36, and Hampshire and Isle of Wight lives on with more land', () => {
    const [before, after] = [new Set(boardsOn('2026-03-31')), new Set(boardsOn('2026-04-01'))];
    expect([before.size, after.size]).toEqual([42, 36]);
    expect([before.difference(after).size, after.difference(before).size]).toEqual([12, 6]);
    expect(personsOf('icb-QRL', 'icb', '2026-04-01') - personsOf('icb-QRL', 'icb', '2026-03-31')).toBe(174_284);
    const essex = bodiesOn(timelineOf(), 'icb', isoDate('2026-04-01')).find(
      (body) => body.organisation.row.id === 'icb-essex',
    );
    expect(essex && codeOn(essex.organisation, isoDate('2026-04-01'))).toBe('E54000066');
  });

  it('[EN24] every block has a board on both days, and people are conserved', () => {
    for (const day of ['2026-03-31', '2026-04-01']) {
      const total = boardsOn(day).reduce((sum, id) => sum + personsOf(id, 'icb', day), 0);
      expect([day, total]).toEqual([day, 56_489_608]);
    }
  });

  it('[EN25] the three divided boards are shared as inferred, and say so', () => {
    expect(sharesOf('icb-2026-split-frimley')).toEqual({
      'icb-thames-valley': 423_510,
      'icb-surrey-and-sussex': 153_880,
      'icb-QRL': 167_584,
    });
    expect(sharesOf('icb-2026-split-hertfordshire-and-west-essex')).toEqual({
      'icb-central-east': 1_169_747,
      'icb-essex': 310_040,
    });
    expect(sharesOf('icb-2026-split-suffolk-and-north-east-essex')).toEqual({
      'icb-norfolk-and-suffolk': 642_917,
      'icb-essex': 341_267,
    });
    const rows = facts.territory.filter((row) => row.event.startsWith('icb-2026-split-'));
    expect(rows.length).toBeGreaterThan(1500);
    expect(new Set(rows.map((row) => row.evidence))).toEqual(new Set(['inferred']));
  });

  it('[EN26] clusters and decisions without known land have no day and change nothing', () => {
    const undated = facts.events.filter((row) => row.legal === null && row.operational === null);
    expect(undated.filter((row) => row.kind === 'cluster')).toHaveLength(8);
    const decisions = undated.filter((row) => row.id.endsWith('-2026-decision'));
    expect(decisions.map((row) => [row.id, row.status, row.evidence])).toEqual([
      ['essex-2026-decision', 'under-challenge', 'uncertain'],
      ['suffolk-2026-decision', 'decided', 'uncertain'],
      ['norfolk-2026-decision', 'decided', 'uncertain'],
      ['hampshire-2026-decision', 'decided', 'uncertain'],
      ['sussex-2026-decision', 'decided', 'uncertain'],
    ]);
    const switched = foldEvents(world, { ...currentLaw, on: new Set(undated.map((row) => row.id)) });
    expect(switched.transfers).toEqual(timelineOf().transfers);
    expect(switched.problems).toEqual([]);
  });

  it('[EN27] East and West Surrey take the whole county, and the rejected three exist in their scenario only', () => {
    const day = '2027-04-01';
    const surrey = personsOf('council-E10000030', 'utla', '2027-03-31');
    const [east, west] = [personsOf('council-east-surrey', 'utla', day), personsOf('council-west-surrey', 'utla', day)];
    expect([east, west, east + west]).toEqual([545_784, 657_315, surrey]);
    const councils = (scenario: string) =>
      bodiesOn(timelineOf(scenario), 'ltla', isoDate(day)).map((body) => body.organisation.row.id as string);
    expect(councils('surrey-three-unitaries').filter((id) => id.startsWith('council-three-'))).toHaveLength(3);
    expect(councils('surrey-three-unitaries')).not.toContain('council-east-surrey');
    expect(councils('surrey-two-unitaries').filter((id) => id.startsWith('council-three-'))).toHaveLength(0);
    expect(councils('surrey-unchanged')).toContain('council-E07000217');
  });

  it('[EN28] lines follow a board that was taken over whole or along locations, and are unresolved otherwise', () => {
    const lines = facts.relationships.filter((row) => row.from === '2026-04-01');
    const locations = new Map(lines.map((row) => [row.organisation as string, row.target as string | null]));
    expect(['06T', '07H', '06Q', '06K', 'D4U1Y'].map((code) => locations.get(`sub-icb-${code}`))).toEqual([
      'icb-essex',
      'icb-essex',
      'icb-essex',
      'icb-central-east',
      null,
    ]);
    const practices = lines.filter((row) => row.kind === 'commissioned-by');
    expect([practices.length, practices.filter((row) => row.target === null).length]).toEqual([1662, 292]);
    expect(practices.every((row) => (row.target === null) === (row.status === 'unresolved'))).toBe(true);
    const late = facts.relationships.filter(
      (row) => row.target === 'icb-QNQ' && (row.to === null || row.to > '2026-04-01'),
    );
    expect(late).toEqual([]);
  });

  it('[EN29] the ready scenarios fold without a problem and something happens between their days', () => {
    expect(facts.scenarios.map((row) => row.id)).toEqual([
      'icbs-april-2026',
      'before-april-2026',
      'surrey-two-unitaries',
      'surrey-three-unitaries',
      'surrey-unchanged',
      'october-2006',
      'councils-2023',
    ]);
    for (const { id, from, to } of facts.scenarios) {
      const timeline = timelineOf(id);
      expect([id, timeline.problems]).toEqual([id, []]);
      const days = facts.events.flatMap((row) => row.legal ?? []);
      expect([id, days.some((day) => day > (from ?? '') && day <= (to ?? ''))]).toEqual([id, true]);
    }
    expect(boardsOn('2026-04-01', 'before-april-2026')).toHaveLength(42);
  });

  it('[EN29] in April 2023 North Yorkshire and Somerset live on, and Cumbria ends between two new councils', () => {
    const isAlive = (id: string, day: string) => {
      const body = world.organisations[world.organisationIndex.get(id as OrganisationId) ?? -1];
      return body !== undefined && isAliveOn(timelineOf('councils-2023'), body, isoDate(day));
    };
    const lives = ['E10000023', 'E10000027', 'E10000006', 'E06000063', 'E06000064'].map((code) => {
      const body = facts.identifiers.find((row) => row.value === code)?.organisation ?? '';
      return [isAlive(body, '2023-03-31'), isAlive(body, '2023-04-01')];
    });
    expect(lives).toEqual([
      [true, true],
      [true, true],
      [true, false],
      [false, true],
      [false, true],
    ]);
  });
});
