import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPack } from '#actions/build-pack.ts';
import { importPack } from '#actions/import-pack.ts';
import { type OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import { measure } from '#core/coterminosity/measure.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import { bodiesOn, extentOn } from '#core/register/as-of.ts';
import { successionsOf } from '#core/register/lineage.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn } from '#core/register/timeline.ts';
import { codeOn, type SuccessionEvent } from '#core/register/world.ts';
import { readCsv } from '#sources/pack/read-csv.ts';
import { holdsOn, isoDate } from '#std/iso-date.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { hasSharedData, sharedDataFolder, sharedFolder } from '#tests/support/shared-data.ts';

describe.skipIf(!hasSharedData())('England from 2006 to 2024', () => {
  let folder: string;
  let database: TestDatabase;
  let shelf: RegisterShelf;
  let england: OpenRegister;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coterminous-england-'));
    database = await makeTestDatabase();
    const built = await buildPack({ from: sharedDataFolder(), out: join(folder, 'pack') }, () => {});
    expect(built.ok).toBe(true);
    const imported = await importPack(database.store, join(folder, 'pack'), { recordedAt: '2026-01-01T00:00:00.000Z' });
    expect(imported.ok && imported.value.warnings).toEqual([]);
    shelf = new RegisterShelf(database.store);
    const opened = await shelf.open({});
    if (!opened.ok) throw new Error(opened.refusal.detail);
    england = opened.value;
  }, 300_000);

  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const count = (tier: TierName, date: string) => bodiesOn(england.timeline, tier, isoDate(date)).length;
  const eventsOn = (date: string) =>
    england.timeline.holding
      .flatMap((number) => england.world.events[number] ?? [])
      .filter((event) => event.day === date);
  const idOf = (body: number) => england.world.organisations[body]?.row.id ?? '';
  const fitOf = (query: Omit<MeasureQuery, 'on'> & { on: string }) => {
    const measured = measure(england.timeline, { ...query, on: isoDate(query.on) });
    if (!measured.ok) throw new Error(measured.refusal.detail);
    return measured.value;
  };
  /** Bodies whose ids begin so, that end in merges of a day, and those that take over. */
  const merged = (date: string, prefix: string) => {
    const merges = eventsOn(date).filter(
      (event) => event.row.kind === 'merge' && event.successors.some((body) => idOf(body).startsWith(prefix)),
    );
    const old = new Set(merges.flatMap((event) => event.predecessors.map(idOf)).filter((id) => id.startsWith(prefix)));
    return `${old.size} to ${merges.length}`;
  };

  it('[KA1] there are 303 trusts on 30 September 2006 and 152 the day after', () => {
    expect([count('pct', '2006-09-30'), count('pct', '2006-10-01')]).toEqual([303, 152]);
  });

  it('[KA2] 28 strategic health authorities become 10', () => {
    expect([count('sha', '2006-06-30'), count('sha', '2006-07-01')]).toEqual([28, 10]);
  });

  it('[KA3] two trusts divide by one source and six by another, side by side', () => {
    const divided = eventsOn('2006-10-01').filter((event) => event.row.kind === 'divide');
    expect(divided.flatMap((event) => event.predecessors.map(idOf)).sort()).toEqual(['pct-5DD', 'pct-5DV']);
    const question = Map.groupBy(england.world.facts.disagreements, (row) => row.id);
    const sides = [...question.values()].find((claims) => claims.some((claim) => /Waverney|Waveney/.test(claim.says)));
    expect(sides?.length).toBeGreaterThanOrEqual(2);
    expect(
      sides?.some(
        (claim) => /Morecambe Bay/.test(claim.says) && /Poole/.test(claim.says) && /Preston/.test(claim.says),
      ),
    ).toBe(true);
    expect(new Set(sides?.map((claim) => claim.source)).size).toBeGreaterThanOrEqual(2);
  });

  it('[KA4] London is unchanged and Essex goes from 13 to 5', () => {
    const inLondon = new Set<string>(
      england.world.facts.relationships.filter((row) => row.target === 'sha-Q36').map((row) => row.organisation),
    );
    const london = (date: string) =>
      bodiesOn(england.timeline, 'pct', isoDate(date))
        .map((body) => body.organisation.row.id)
        .filter((id) => inLondon.has(id))
        .sort();
    expect(london('2006-10-01')).toHaveLength(31);
    expect(london('2006-09-30')).toEqual(london('2006-10-01'));
    const essex = ['pct-5P1', 'pct-5PV', 'pct-5PW', 'pct-5PX', 'pct-5PY'];
    const into = eventsOn('2006-10-01').filter((event) => event.successors.some((body) => essex.includes(idOf(body))));
    expect(new Set(into.flatMap((event) => event.successors.map(idOf)))).toEqual(new Set(essex));
    expect(new Set(into.flatMap((event) => event.predecessors)).size).toBe(13);
  });

  it('[KA5] 110 of 152 trusts coincide with one council, a best fit; Southend and Thurrock lose theirs', () => {
    const after = fitOf({ bodies: 'pct', councils: 'utla', on: '2006-10-01', tolerance: 0 });
    expect([after.summary.coterminousBodies, after.summary.bodyCount, after.summary.councilCount]).toEqual([
      110, 152, 149,
    ]);
    expect(after.evidence.map((one) => one.evidence)).toContain('best-fit');
    expect(after.assumptions.some((one) => /best fit/.test(one.text))).toBe(true);
    const matched = (measured: typeof after, council: string) =>
      measured.pairs.some((pair) => pair.relation === 'coterminous' && pair.council.organisation.row.id === council);
    const before = fitOf({ bodies: 'pct', councils: 'utla', on: '2006-09-30', tolerance: 0 });
    expect(matched(before, 'council-E06000033')).toBe(true);
    // Thurrock's trust served all of Thurrock; whether it served more no source says, so no match is claimed.
    const thurrock = before.pairs.filter((pair) => pair.council.organisation.row.id === 'council-E06000034');
    expect(thurrock.map((pair) => [pair.body.name, pair.shareOfCouncil, pair.relation])).toEqual([
      ['Thurrock PCT', 1, 'not-known'],
    ]);
    for (const council of ['council-E06000033', 'council-E06000034']) expect(matched(after, council)).toBe(false);
  });

  it('[KA6] commissioning groups merge as published, into 106 locations in 42 boards', () => {
    const days = ['2015-04-01', '2017-04-01', '2018-04-01', '2019-04-01', '2020-04-01', '2021-04-01'];
    expect(days.map((day) => merged(day, 'ccg-'))).toEqual([
      '3 to 1',
      '3 to 1',
      '18 to 6',
      '6 to 2',
      '74 to 18',
      '38 to 9',
    ]);
    expect(['2013-04-01', ...days].map((day) => count('ccg', day))).toEqual([211, 209, 207, 195, 191, 135, 106]);
    expect([count('ccg', '2022-07-01'), count('sub-icb', '2022-07-01'), count('icb', '2022-07-01')]).toEqual([
      0, 106, 42,
    ]);
    const located = fitOf({ bodies: 'sub-icb', councils: 'icb', on: '2022-07-01', tolerance: 0 });
    expect(located.summary.bodiesWithinOneCouncil).toBe(106);
  });

  it('[KA7] eight boundary moves without a merger are found with their blocks', () => {
    const answers = readCsv(
      readFileSync(join(sharedDataFolder(), 'derived/commissioner_area_changes_2015_2022.csv'), 'utf8'),
      'answers',
    );
    const at = (name: string) => answers.heading.indexOf(name);
    const expected = answers.rows
      .filter((row) => row[at('kind')] === 'boundary_transfer')
      .map((row) => `${row[at('to_ods_code')]} ${row[at('lsoa11_count')]}`);
    expect(expected).toHaveLength(8);
    const moves = england.world.events.filter((event) => event.row.kind === 'boundary-change');
    const found = moves.flatMap(movedBlocks).filter((move) => move.day < '2023-01-01' && move.isCommissioning);
    // In 2022 the taker in law is the board; the location it goes to, which the answers name, is in the event's id.
    expect(found.map((move) => `${move.location} ${move.blocks}`).sort()).toEqual(expected.sort());
  });

  /** Land that an event moves between commissioners or their locations, in 2011 blocks. */
  function movedBlocks(event: SuccessionEvent) {
    const geography = england.world.land.geographies.find((one) => one.id === 'lsoa11');
    return event.moves.flatMap((move) => {
      const zones = new Set(move.zones ?? []);
      if (zones.size === 0) return [];
      const blocks = new Set<number>();
      for (let part = 0; part < england.world.land.partCount; part++) {
        if (zones.has(england.world.zones.zoneOfPart[part] ?? -1)) blocks.add(geography?.blockOfPart[part] ?? -1);
      }
      const isCommissioning = /^(ccg|sub-icb)-/.test(idOf(move.from)) || /^(ccg|sub-icb)-/.test(idOf(move.to));
      const location = /-([0-9A-Z]+)-\d{4}-\d\d-\d\d$/.exec(event.row.id)?.[1];
      return [{ day: event.day ?? '', location, blocks: blocks.size, isCommissioning }];
    });
  }

  it('[KA8] districts merge as published; 296 stand in 2024', () => {
    // By body and role: a county council that becomes a unitary council comes. The Isles of Scilly, whose council
    // of its own kind only got a new code and form in 2009, are not counted as reorganised.
    const standing = (date: string) =>
      new Set(
        bodiesOn(england.timeline, 'ltla', isoDate(date))
          .filter(({ name }) => name !== 'Isles of Scilly')
          .map(
            ({ organisation: { row, roles } }) => `${row.id} ${roles.find((one) => holdsOn(one, isoDate(date)))?.role}`,
          ),
      );
    const ended = (date: string) => {
      const old = standing(date.replace('04-01', '03-31'));
      const now = standing(date);
      return `${old.difference(now).size} to ${now.difference(old).size}`;
    };
    expect(ended('2009-04-01')).toBe('37 to 9');
    expect(['2019-04-01', '2020-04-01', '2021-04-01', '2023-04-01'].map(ended)).toEqual([
      '14 to 5',
      '4 to 1',
      '7 to 2',
      '17 to 4',
    ]);
    expect(
      ['2006-10-01', '2009-04-01', '2019-04-01', '2020-04-01', '2021-04-01', '2023-04-01', '2024-04-01'].map((day) =>
        count('ltla', day),
      ),
    ).toEqual([354, 326, 317, 314, 309, 296, 296]);
  });

  it('[KA9] boards against districts of 2022 give the known values', () => {
    const known = JSON.parse(
      readFileSync(join(sharedFolder(), 'reference/coterminosity/known-values.json'), 'utf8'),
    ).england_icb22_by_ltla22;
    const { summary, population, pairs } = fitOf({
      bodies: 'icb',
      councils: 'ltla',
      on: '2022-07-01',
      population: 'mid-2019',
      tolerance: 0,
    });
    expect([
      population.persons,
      summary.bodyCount,
      summary.councilCount,
      summary.pairCount,
      summary.councilsCrossing,
      summary.personsOutsideModalBody,
    ]).toEqual([
      known.population,
      known.bodies,
      known.councils,
      known.nonZeroPairs,
      known.councilsCrossing,
      known.personsOutsideModalBody,
    ]);
    for (const index of [
      'shareInModalBody',
      'viNats',
      'vMeasure',
      'homogeneity',
      'completeness',
      'mapcurvesBodies',
      'mapcurvesCouncils',
    ] as const) {
      expect(Math.abs(summary[index] - known[index]), index).toBeLessThan(1e-9);
    }
    for (const [name, persons] of Object.entries(known.crossing as Record<string, number[]>)) {
      const found = pairs
        .filter((pair) => pair.council.name === name)
        .map((pair) => pair.persons)
        .sort((a, b) => b - a);
      expect(found, name).toEqual(persons);
    }
  });

  it('[KA10] people are conserved through every event', () => {
    for (const [id, whole] of [
      ['census-2011', 53_012_456],
      ['census-2021', 56_489_608],
    ] as const) {
      const population = england.world.populations.find((one) => one.row.id === id);
      const lives: Partial<Record<TierName, readonly [string, string]>> = {
        ltla: ['2004-01-01', '2030-01-01'],
        utla: ['2004-01-01', '2030-01-01'],
        region: ['2004-01-01', '2030-01-01'],
        pct: ['2006-10-01', '2013-03-31'],
        sha: ['2006-07-01', '2013-03-31'],
        ccg: ['2013-04-01', '2022-06-30'],
        'sub-icb': ['2022-07-01', '2030-01-01'],
        icb: ['2022-07-01', '2030-01-01'],
      };
      for (const [tier, [first, last]] of Object.entries(lives) as [TierName, readonly [string, string]][]) {
        const days = england.world.events
          .flatMap((event) => event.day ?? [])
          .filter((day) => day >= first && day <= last);
        for (const day of new Set([isoDate(first), ...days, isoDate(last)])) {
          const held = holdersOn(england.timeline, tier, day).reduce(
            (sum, holder, zone) => (holder < 0 ? sum : sum + (population?.personsOfZone[zone] ?? 0)),
            0,
          );
          expect(held, `${tier} on ${day}`).toBe(whole);
        }
      }
      // Whatever the number of events on its last day, the shares of a body that ends add up to one.
      const lines = england.timeline.holding
        .flatMap((number) => successionsOf(england.timeline, number, population))
        .filter((line) => line.shareOfGiver !== null);
      const released = new Set(england.timeline.transfers.filter((one) => one.to < 0).map((one) => one.from));
      for (const [giver, shares] of Map.groupBy(lines, (line) => line.from)) {
        if (released.has(giver)) continue;
        const sum = shares.reduce((all, line) => all + (line.shareOfGiver ?? 0), 0);
        expect(sum, `${idOf(giver)} by ${id}`).toBeCloseTo(1, 12);
      }
    }
  });

  it('[KA11] the fold finds no contradiction and unknown territory says so', () => {
    expect(england.timeline.problems).toEqual([]);
    const before = bodiesOn(england.timeline, 'pct', isoDate('2006-09-30'));
    const extents = Map.groupBy(before, (body) => extentOn(body.organisation, isoDate('2006-09-30')));
    const unknown = extents.get('unknown')?.length ?? 0;
    expect(unknown).toBeGreaterThan(80);
    const measured = fitOf({ bodies: 'pct', councils: 'utla', on: '2006-09-30', tolerance: 0.005 });
    expect(measured.unknownBodies.length).toBe(unknown + (extents.get('partial')?.length ?? 0));
  });

  it('[KA12] importing again changes nothing, and a correction leaves what was known as it was', async () => {
    const again = await importPack(database.store, join(folder, 'pack'), { recordedAt: '2026-02-01T00:00:00.000Z' });
    expect(again.ok && again.value.report.changed).toBe(false);
    const { saveFacts } = await import('#store/save-facts.ts');
    const { readPack } = await import('#sources/pack/read-pack.ts');
    const { problems: _, ...pack } = await readPack(join(folder, 'pack'));
    const facts = {
      ...pack.facts,
      organisations: pack.facts.organisations.map((row) =>
        row.id === 'pct-5P5' ? { ...row, name: 'Corrected' } : row,
      ),
    };
    const report = await saveFacts(database.store, { ...pack, facts }, { recordedAt: '2026-03-01T00:00:00.000Z' });
    expect(report.tables.organisations).toMatchObject({ asserted: 1, retracted: 1 });
    const nameKnown = async (known?: string) => {
      const opened = await shelf.open(known === undefined ? {} : { known });
      return opened.ok && opened.value.world.organisations.find((one) => one.row.id === 'pct-5P5')?.row.name;
    };
    expect(await nameKnown()).toBe('Corrected');
    expect(await nameKnown('2026-02-15T00:00:00.000Z')).not.toBe('Corrected');
  }, 120_000);

  it('[KA13] North Yorkshire and Somerset continue; Cumbria divides between two new councils', () => {
    const day = eventsOn('2023-04-01');
    const continuing = day
      .filter((event) => event.row.kind === 'merge')
      .flatMap((event) => event.continuing.map(idOf))
      .sort();
    expect(continuing).toEqual(['council-E10000023', 'council-E10000027']);
    const cumbria = day.find(
      (event) => event.row.kind === 'divide' && event.predecessors.some((body) => idOf(body) === 'council-E10000006'),
    );
    const takers = [...(cumbria?.successors ?? []), ...(cumbria?.continuing ?? [])]
      .map((body) => england.world.organisations[body])
      .flatMap((one) => (one === undefined ? [] : [codeOn(one, isoDate('2023-04-01'))]));
    expect(takers.sort()).toEqual(['E06000063', 'E06000064']);
  });

  it('[KA14] trusts of October 2006 overlap councils as in the derived file', () => {
    const derived = readCsv(
      readFileSync(join(sharedDataFolder(), 'derived/pct_october2006_by_upper_tier_council_overlap.csv'), 'utf8'),
      'overlap',
    );
    const { pairs } = fitOf({ bodies: 'pct', councils: 'utla', on: '2006-10-01', tolerance: 0 });
    expect(pairs).toHaveLength(derived.rows.length);
    const byTrust = (rows: readonly string[]) =>
      [...Map.groupBy(rows, (code) => code)].map(([code, list]) => `${code} ${list.length}`).sort();
    expect(byTrust(pairs.map((pair) => pair.body.code))).toEqual(byTrust(derived.rows.map((row) => row[0] ?? '')));
  });
});
