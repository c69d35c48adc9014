import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkFacts } from '#core/pack/check-facts.ts';
import type { Facts } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import type { TierName } from '#core/register/tiers.ts';
import { holdersOn, isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { codeOn, makeWorld, tiersOn } from '#core/register/world.ts';
import { buildEnglandPack, type EnglandPack } from '#sources/england/build-england.ts';
import type { InputId } from '#sources/england/inputs.ts';
import { columnOf, InputFolder } from '#sources/england/read-input.ts';
import { readCsv } from '#sources/pack/read-csv.ts';
import { holdsOn, isoDate } from '#std/iso-date.ts';
import { describeProblem } from '#std/problem.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';

let pack: EnglandPack;
let facts: Facts;
let timeline: Timeline;

/** Bodies of a tier on a day. */
function aliveOn(tier: TierName, day: string) {
  const date = isoDate(day);
  return timeline.world.organisations.filter(
    (one) => isAliveOn(timeline, one, date) && tiersOn(one, date).includes(tier),
  );
}

/** How many bodies end and begin by the events of a kind, tier by id prefix, on a day. */
function turnover(prefix: string, day: string) {
  const events = new Set(facts.events.filter((row) => row.legal === day && row.kind === 'merge').map((row) => row.id));
  const rows = facts.participants.filter((row) => events.has(row.event) && row.organisation.startsWith(prefix));
  const taking = rows.filter((row) => row.part !== 'predecessor');
  return [
    new Set(rows.filter((row) => row.part === 'predecessor').map((row) => row.organisation)).size,
    new Set(taking.map((row) => row.organisation)).size,
  ];
}

/** Blocks that the time line gives to another body than the lookup does, and blocks that nobody holds. */
function differences(tier: TierName, day: string, input: InputId, column: string, geographyId: string): string[] {
  const table = new InputFolder(sharedDataFolder()).table(input);
  const { world } = timeline;
  const geography = world.land.geographies.find((one) => one.id === geographyId);
  const holders = holdersOn(timeline, tier, isoDate(day));
  const codesOf = new Map<number, Set<string>>();
  const wrong: string[] = [];
  const codes = columnOf(table, column);
  columnOf(table, 'lsoa').forEach((area, row) => {
    const block = geography?.indexOfCode.get(area) ?? -1;
    const parts = geography?.parts.subarray(geography.partsStart[block], geography.partsStart[block + 1]) ?? [];
    for (const part of parts) {
      const holder = holders[world.zones.zoneOfPart[part] ?? -1] ?? -1;
      const organisation = world.organisations[holder];
      const known =
        codesOf.get(holder) ??
        new Set(
          organisation === undefined
            ? []
            : organisation.identifiers.filter((one) => holdsOn(one, isoDate(day))).map((one) => one.value),
        );
      codesOf.set(holder, known);
      if (!known.has(codes[row] ?? '')) wrong.push(`${area} ${codes[row]}`);
    }
  });
  return wrong;
}

function answers(path: string): Record<string, string>[] {
  const { heading, rows } = readCsv(readFileSync(join(sharedDataFolder(), path), 'utf8'), path);
  return rows.map((row) => Object.fromEntries(heading.map((name, at) => [name, row[at] ?? ''])));
}

describe.skipIf(!hasSharedData())('the England pack from the real files', () => {
  beforeAll(async () => {
    pack = await buildEnglandPack({ from: sharedDataFolder() });
    facts = pack.facts;
    timeline = foldEvents(makeWorld(facts), currentLaw);
  }, 120_000);

  it('[EN1] nothing is missing and every file can be used', () => {
    expect(pack.missingFiles).toEqual([]);
    expect(pack.problems).toEqual([]);
  });

  it('[EN5] the facts pass the check of packs and fold without a problem', () => {
    expect(checkFacts(facts, () => ({})).map(describeProblem)).toEqual([]);
    expect(timeline.problems.map(describeProblem)).toEqual([]);
  });

  it.each([
    ['ltla', '2007-04-01', 'lsoa01-district', 'lad', 'lsoa01'],
    ['ltla', '2015-07-01', 'lsoa11-2015', 'lad', 'lsoa11'],
    ['ltla', '2019-04-01', 'lsoa11-2019', 'lad', 'lsoa11'],
    ['ltla', '2022-07-01', 'lsoa11-2022', 'lad', 'lsoa11'],
    ['ltla', '2024-04-01', 'lsoa21-2024', 'lad', 'lsoa21'],
    ['pct', '2006-10-01', 'lsoa01-pct-2006', 'ods', 'lsoa01'],
    ['pct', '2013-03-31', 'lsoa11-pct-2011', 'ods', 'lsoa11'],
    ['ccg', '2013-04-01', 'lsoa11-ccg-2013', 'ods', 'lsoa11'],
    ['ccg', '2017-04-01', 'lsoa11-2017', 'gss', 'lsoa11'],
    ['ccg', '2020-04-01', 'lsoa11-2020', 'ods', 'lsoa11'],
    ['ccg', '2021-04-01', 'lsoa11-2021', 'gss', 'lsoa11'],
    ['stp', '2021-04-01', 'lsoa11-2021', 'stp', 'lsoa11'],
    ['sub-icb', '2022-07-01', 'lsoa11-2022', 'gss', 'lsoa11'],
    ['icb', '2022-07-01', 'lsoa11-2022', 'icb', 'lsoa11'],
    ['sub-icb', '2024-04-01', 'lsoa21-2024', 'ods', 'lsoa21'],
    ['icb', '2024-04-01', 'lsoa21-2024', 'icbGss', 'lsoa21'],
  ] as const)('[EN6] tier %s on %s is as the lookup %s has it', (tier, day, input, column, geography) => {
    expect(differences(tier, day, input, column, geography).slice(0, 5)).toEqual([]);
  });

  it('[EN7] Cornwall and North Yorkshire are one body before and after; Buckinghamshire and Cumberland are new', () => {
    const bodyOf = (code: string) => facts.identifiers.find((row) => row.value === code)?.organisation;
    expect(bodyOf('E06000052')).toBe(bodyOf('E10000005'));
    expect(bodyOf('E06000065')).toBe(bodyOf('E10000023'));
    expect(bodyOf('E07000240')).toBe(bodyOf('E07000100'));
    expect(bodyOf('E06000060')).not.toBe(bodyOf('E10000002'));
    expect(bodyOf('E06000063')).not.toBe(bodyOf('E10000006'));
    const roles = facts.roles.filter((row) => row.organisation === bodyOf('E10000023'));
    expect(roles.map((row) => [row.role, row.from, row.to])).toEqual([
      ['county-council', null, '2023-04-01'],
      ['unitary-council', '2023-04-01', null],
    ]);
  });

  it('[EN8] districts and unitaries count as published', () => {
    const count = (day: string) => aliveOn('ltla', day).length;
    expect([count('2007-04-01'), count('2009-04-01'), count('2019-04-01'), count('2020-04-01')]).toEqual([
      354, 326, 317, 314,
    ]);
    expect([count('2021-04-01'), count('2023-03-31'), count('2024-04-01')]).toEqual([309, 309, 296]);
    expect(['2007-04-01', '2018-04-01', '2024-04-01'].map((day) => aliveOn('utla', day).length)).toEqual([
      149, 152, 153,
    ]);
  });

  it('[EN8] the reorganisations agree with an independent comparison of the lookups', () => {
    const edges = answers('derived/district_reorganisation_edges_2009_2023.csv');
    const codesOn = (day: string) => new Set(aliveOn('ltla', day).map((one) => codeOn(one, isoDate(day))));
    for (const [day, eve, gone, made] of [
      ['2009-04-01', '2009-03-31', 38, 10],
      ['2019-04-01', '2019-03-31', 14, 5],
      ['2020-04-01', '2020-03-31', 4, 1],
      ['2021-04-01', '2021-03-31', 7, 2],
      ['2023-04-01', '2023-03-31', 17, 4],
    ] as const) {
      const rows = edges.filter((row) => row['effective'] === day);
      const [before, after] = [codesOn(eve), codesOn(day)];
      const ended = [...before].filter((code) => !after.has(code)).sort();
      const begun = [...after].filter((code) => !before.has(code)).sort();
      expect(ended).toEqual([...new Set(rows.map((row) => row['from_code']))].sort());
      expect(begun).toEqual([...new Set(rows.map((row) => row['to_code']))].sort());
      // 2009: 37 into 9, and the Isles of Scilly under a new code.
      expect([ended.length, begun.length]).toEqual([gone, made]);
    }
  });

  it('[EN9] Dorset County Council gives Christchurch to one successor and the rest to the other', () => {
    const rows = facts.territory.filter((row) => row.from === 'council-E10000009');
    expect(rows.filter((row) => row.to === 'council-E06000058')).toHaveLength(30);
    expect(rows.filter((row) => row.to === 'council-E06000059').map((row) => row.area)).toEqual(['*']);
    expect(facts.events.find((row) => row.id === rows[0]?.event)?.kind).toBe('divide');
  });

  it('[EN10] authorities 28 to 10 and trusts 303 to 152', () => {
    expect(['2006-06-30', '2006-07-01', '2013-04-01'].map((day) => aliveOn('sha', day).length)).toEqual([28, 10, 0]);
    expect(['2006-09-30', '2006-10-01', '2010-04-01', '2013-04-01'].map((day) => aliveOn('pct', day).length)).toEqual([
      303, 152, 151, 0,
    ]);
    expect(
      facts.events.filter((row) => row.kind === 'divide' && row.legal === '2006-10-01').map((row) => row.title),
    ).toHaveLength(2);
  });

  it("[EN10] London's 31 trusts are the same bodies after as before, and Essex goes from 13 to 5", () => {
    const london = facts.relationships
      .filter((row) => row.target === 'sha-Q36' && row.kind === 'accountable-to')
      .map((row) => row.organisation);
    const before = new Set(aliveOn('pct', '2006-09-30').map((one) => one.row.id));
    expect(london).toHaveLength(31);
    expect(london.every((body) => before.has(body))).toBe(true);
    const essex = facts.events
      .filter((row) => row.legal === '2006-10-01' && /into .*Essex PCT$/.test(row.title))
      .map((row) => row.id);
    const olds = facts.participants.filter((row) => essex.includes(row.event) && row.part === 'predecessor');
    expect([olds.length, essex.length]).toEqual([13, 5]);
  });

  it('[EN11] trusts whose land no source tells hold none, and say that it is unknown', () => {
    const extents = facts.extents.filter((row) => row.organisation.startsWith('pct-'));
    const unknown = extents.filter((row) => row.extent === 'unknown').map((row) => row.organisation);
    const partial = extents.filter((row) => row.extent === 'partial').map((row) => row.organisation);
    expect(unknown).toHaveLength(99);
    expect(partial.length).toBeGreaterThan(80);
    const holding = new Set(facts.memberships.filter((row) => row.from === null).map((row) => row.organisation));
    expect(unknown.filter((body) => holding.has(body))).toEqual([]);
    expect(partial.filter((body) => !holding.has(body))).toEqual([]);
    const land = facts.memberships.filter((row) => row.organisation.startsWith('pct-') && row.geography === 'lsoa01');
    expect(land).toHaveLength(11_725 + 10_003);
    expect(new Set(land.map((row) => row.evidence))).toEqual(new Set(['derived']));
  });

  it('[EN12] Solihull is one body as trust, care trust and trust again', () => {
    const codes = facts.identifiers.filter((row) => row.organisation === 'pct-5D1' && row.scheme === 'ods');
    expect(codes.map((row) => [row.value, row.from, row.to])).toEqual([
      ['5D1', null, '2006-10-01'],
      ['TAM', '2006-10-01', '2011-04-15'],
      ['5QW', '2011-04-15', null],
    ]);
    const status = facts.events.filter((row) => row.kind === 'change-of-status' && row.id.includes('pct'));
    expect(status.map((row) => row.legal).sort()).toEqual(['2006-10-01', '2007-09-01', '2010-04-01', '2011-04-15']);
  });

  it('[EN13] 110 of 152 trusts coincide with one upper-tier council; Southend and Thurrock have no trust of their own', () => {
    const { world } = timeline;
    const [trusts, councils] = (['pct', 'utla'] as const).map((tier) =>
      holdersOn(timeline, tier, isoDate('2006-10-01')),
    );
    const sizes = [new Map<number, number>(), new Map<number, number>()] as const;
    const shared = new Map<string, number>();
    const count = <K>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1);
    for (let part = 0; part < world.land.partCount; part++) {
      const zone = world.zones.zoneOfPart[part] ?? -1;
      const [trust, council] = [trusts?.[zone] ?? -1, councils?.[zone] ?? -1];
      count(sizes[0], trust);
      count(sizes[1], council);
      count(shared, `${trust} ${council}`);
    }
    const matched = new Set<string>();
    for (const [pair, parts] of shared) {
      const [trust, council] = pair.split(' ').map(Number);
      if (sizes[0].get(trust ?? -1) === parts && sizes[1].get(council ?? -1) === parts)
        matched.add(world.organisations[council ?? -1]?.row.name ?? '');
    }
    expect(sizes[0].size).toBe(152);
    expect(sizes[1].size).toBe(149);
    expect(matched.size).toBe(110);
    expect(matched.has('Havering')).toBe(true);
    expect(['Southend-on-Sea', 'Thurrock'].some((name) => matched.has(name))).toBe(false);
  });

  it('[EN14] mergers of commissioning groups agree with the published successions', () => {
    const days = ['2015-04-01', '2017-04-01', '2018-04-01', '2019-04-01', '2020-04-01', '2021-04-01'];
    expect(days.map((day) => turnover('ccg-', day))).toEqual([
      [3, 1],
      [3, 1],
      [18, 6],
      [6, 2],
      [74, 18],
      [38, 9],
    ]);
    const merges = facts.events.filter((row) => row.id.startsWith('merge-ccg-'));
    expect(new Set(merges.map((row) => row.evidence))).toEqual(new Set(['published']));
    expect(facts.unexplained.filter((row) => row.id.startsWith('edge-'))).toEqual([]);
  });

  it('[EN15] the eight boundary moves without a merger are found, with their blocks', () => {
    const expected = answers('derived/commissioner_area_changes_2015_2022.csv')
      .filter((row) => row['kind'] === 'boundary_transfer')
      .map((row) => `${row['to_ods_code']} ${row['lsoa11_count']}`);
    expect(expected).toHaveLength(8);
    const events = facts.events.filter(
      (row) =>
        row.kind === 'boundary-change' &&
        row.source === 'derivation' &&
        (row.operational ?? '') <= '2022-07-01' &&
        /^boundary-(ccg|sub-icb)-/.test(row.id),
    );
    const found = events.map((event) => {
      const to = /^boundary-(?:ccg|sub-icb)-\w+-(\w+)-/.exec(event.id)?.[1];
      return `${to} ${facts.territory.filter((row) => row.event === event.id).length}`;
    });
    expect(found.sort()).toEqual(expected.sort());
    expect(new Set(events.map((event) => event.evidence))).toEqual(new Set(['derived']));
  });

  it('[EN16] 106 locations lie in 42 boards, each in one', () => {
    const lines = facts.relationships.filter(
      (row) => row.organisation.startsWith('sub-icb-') && row.kind === 'part-of' && row.from === '2022-07-01',
    );
    expect(aliveOn('sub-icb', '2022-07-01')).toHaveLength(106);
    expect(aliveOn('icb', '2022-07-01')).toHaveLength(42);
    expect(new Set(lines.map((row) => row.organisation)).size).toBe(106);
    expect(new Set(lines.map((row) => row.target)).size).toBe(42);
    expect(lines).toHaveLength(106);
  });

  it('[EN16] every group of June 2022 hands over to the board of its land, and three to two', () => {
    const boardsOf = new Map<string, Set<string>>();
    for (const { event, from, to } of timeline.transfers) {
      const [giver, taker] = [timeline.world.organisations[from]?.row.id, timeline.world.organisations[to]?.row.id];
      if (timeline.world.events[event]?.day !== '2022-07-01' || !giver?.startsWith('ccg-') || taker === undefined)
        continue;
      boardsOf.set(giver, (boardsOf.get(giver) ?? new Set()).add(taker));
    }
    expect([...boardsOf.keys()].sort()).toEqual(
      aliveOn('ccg', '2022-06-30')
        .map((one) => one.row.id)
        .sort(),
    );
    const divided = [...boardsOf].filter(([, boards]) => boards.size > 1);
    expect(Object.fromEntries(divided.map(([group, boards]) => [group, [...boards].sort()]))).toEqual({
      'ccg-01Y': ['icb-QJ2', 'icb-QOP'],
      'ccg-06H': ['icb-QPM', 'icb-QUE'],
      'ccg-D2P2L': ['icb-QHL', 'icb-QUA'],
    });
    expect(boardsOf.get('ccg-92A')).toEqual(new Set(['icb-QXU']));
    const event = facts.events.find((row) => row.id === 'icbs-established-2022-07-01');
    expect(event?.note).toContain('inferred from their areas');
  });

  it('[EN17] refits and new codes without land are events that say so, and are listed', () => {
    const refits = facts.events.filter(
      (row) =>
        row.note?.includes('re-fit of blocks between vintages') === true &&
        row.id.startsWith('boundary-') &&
        !row.title.includes('region'),
    );
    expect(refits.length).toBeGreaterThanOrEqual(5);
    // No act of law: they have a day in practice alone, and their titles say what they are.
    for (const event of refits) expect([event.legal, event.title.startsWith('Re-fit: ')]).toEqual([null, true]);
    for (const event of refits) expect(facts.unexplained.some((row) => row.id === `refit-${event.id}`)).toBe(true);
    const recodes = facts.unexplained.filter((row) => row.id.startsWith('recode-'));
    expect(recodes.map((row) => row.date).sort()).toEqual(['2012-04-01', '2013-04-01', '2013-04-01', '2015-07-03']);
    expect(recodes.every((row) => row.areas === 0)).toBe(true);
  });

  it('[EN18] the dividing trusts of 2006 are told both ways', () => {
    const voices = facts.disagreements.filter((row) => row.id === 'dividing-pcts-2006');
    expect(voices.map((row) => [row.source, row.followed])).toEqual([
      ['pct-edges', true],
      ['si-2006-2072', false],
    ]);
    expect(voices[1]?.says).toContain('Cherwell Vale, Morecambe Bay, Poole, Preston, South Peterborough, Waveney');
    for (const id of new Set(facts.disagreements.map((row) => row.id))) {
      const of = facts.disagreements.filter((row) => row.id === id);
      expect(of.filter((row) => row.followed)).toHaveLength(1);
      expect(of.length).toBeGreaterThan(1);
    }
  });

  it('[EN19] populations have the published totals', () => {
    const total = (id: string) =>
      facts.population_values.filter((row) => row.population === id).reduce((sum, row) => sum + row.persons, 0);
    expect(['census-2011', 'mid-2017', 'mid-2019', 'mid-2020', 'census-2021'].map(total)).toEqual([
      53_012_456, 55_619_430, 56_286_961, 56_550_138, 56_489_608,
    ]);
    const registered = (id: string) =>
      facts.registered_values.filter((row) => row.population === id).reduce((sum, row) => sum + row.persons, 0);
    expect(registered('gp-2014-10')).toBe(56_793_044);
    expect(registered('gp-2020')).toBe(60_442_552);
    expect(Math.round(registered('gp-2024') / 10_000)).toBe(6385);
  });

  it('[EN20] practices end, and lines to commissioners end with either body', () => {
    const row = facts.organisations.find((one) => one.id === 'practice-A81001');
    expect([row?.from, row?.to]).toEqual([null, null]);
    const lines = facts.relationships.filter((one) => one.organisation === 'practice-A81001');
    expect(lines.map((one) => [one.target, one.from, one.to])).toEqual([
      ['ccg-00K', '2013-04-01', '2020-04-01'],
      ['icb-QHM', '2023-11-01', null],
    ]);
    const open = aliveOn('practice', '2024-10-01');
    expect(open).toHaveLength(6348);
  });

  it('[EN21] the North East combined authority is one body through its new code, and merges with North of Tyne in 2024', () => {
    const codes = facts.identifiers.filter((row) => row.organisation === 'ca-E47000005').map((row) => row.value);
    expect(codes).toEqual(['E47000005', 'E47000010']);
    expect(
      aliveOn('combined-authority', '2018-11-01').length - aliveOn('combined-authority', '2018-10-31').length,
    ).toBe(1);
    expect(aliveOn('combined-authority', '2024-05-02').map((one) => codeOn(one, isoDate('2024-05-02')))).toContain(
      'E47000014',
    );
    expect(aliveOn('region', '2010-01-01')).toHaveLength(9);
  });

  it('[EN22] every source named is listed, and what was derived says so', () => {
    const sources = new Map(facts.sources.map((row) => [row.id, row]));
    expect(sources.get('lsoa01-pct-2006' as never)?.method).toBe('best-fit');
    expect(facts.events.filter((row) => row.source === null)).toEqual([]);
    const sha = facts.territory.filter((row) => row.to?.startsWith('sha-') === true);
    expect(new Set(sha.map((row) => row.evidence))).toEqual(new Set(['derived']));
    const groups = facts.territory.filter((row) => row.event === ('ccgs-established-2013-04-01' as never));
    expect(groups).toHaveLength(32_844);
    expect(new Set(groups.map((row) => row.evidence))).toEqual(new Set(['best-fit']));
    expect(
      facts.events.find(
        (row) => row.title.includes('North Yorkshire') && row.kind === 'merge' && row.legal === '2023-04-01',
      )?.evidence,
    ).toBe('inferred');
  });
});
