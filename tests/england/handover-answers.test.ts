import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { buildPack } from '#actions/build-pack.ts';
import { importPack } from '#actions/import-pack.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { saveArrangement } from '#actions/save-arrangement.ts';
import { saveScenario } from '#actions/save-scenario.ts';
import { type HandoverQuestion, showHandover } from '#actions/show-handover.ts';
import type { Arrangement, ArrangementId } from '#core/agreements/arrangement.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import { amountOf, arrangementOf, day } from '#core/handover/test-arrangement.ts';
import type { EventId, OrganisationId, ScenarioId } from '#core/pack/tables.ts';
import { readCsv } from '#sources/pack/read-csv.ts';
import { slowShares } from '#tests/generative/handover-oracle.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';
import { encodeHandover } from '#wire/encode-handover.ts';
import type { HandoverLineWire } from '#wire/handover.ts';

const author = { name: 'A. Tester', actingFor: null };
const at = '2026-05-01T09:00:00.000Z';
const england = 'england';

const districtsOf = {
  east: ['E07000207', 'E07000208', 'E07000210', 'E07000211', 'E07000215'],
  west: ['E07000209', 'E07000212', 'E07000213', 'E07000214', 'E07000216', 'E07000217'],
  // As rejected: the three together are the same eleven.
  rejectedEast: ['E07000208', 'E07000210', 'E07000211', 'E07000215'],
  rejectedNorth: ['E07000207', 'E07000212', 'E07000213'],
  rejectedWest: ['E07000209', 'E07000214', 'E07000216', 'E07000217'],
};

/** Blocks of 2021 with their district, board and residents, straight from the publishers' files. */
type Block = { readonly district: string; readonly board: string; readonly persons: number };

function publishedBlocks(): Block[] {
  const table = (path: string) => {
    const { heading, rows } = readCsv(gunzipSync(readFileSync(join(sharedDataFolder(), path))).toString('utf8'), path);
    return { at: (name: string) => heading.indexOf(name), rows };
  };
  const people = table('population/lsoa21_census2021_age_groups.csv.gz');
  const all = people.at('all_ages');
  const persons = new Map(people.rows.map((row) => [row[people.at('lsoa21cd')], Number(row[all])]));
  const places = table('lookups/lsoa21_sub_icb_icb_ward_ltla_2024.csv.gz');
  const [area, district, board] = ['lsoa21_code', 'ltla24_code', 'icb24_code_nhs'].map(places.at) as number[];
  return places.rows.map((row) => ({
    district: row[district ?? -1] ?? '',
    board: row[board ?? -1] ?? '',
    persons: persons.get(row[area ?? -1]) ?? Number.NaN,
  }));
}

describe.skipIf(!hasSharedData())('the handover on real England', () => {
  let folder: string;
  let database: TestDatabase;
  let shelves: Shelves;
  let blocks: Block[];
  let saved = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coterminous-handover-'));
    database = await makeTestDatabase();
    await loadSample(database.store, '2026-01-01T00:00:00.000Z');
    const built = await buildPack({ from: sharedDataFolder(), out: join(folder, 'pack') }, () => {});
    expect(built.ok).toBe(true);
    const imported = await importPack(database.store, join(folder, 'pack'), { recordedAt: '2026-01-02T00:00:00.000Z' });
    expect(imported.ok).toBe(true);
    shelves = makeShelves(database.store);
    blocks = publishedBlocks();
  }, 300_000);

  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const residents = (districts: readonly string[], board?: string) =>
    blocks
      .filter((one) => districts.includes(one.district) && (board === undefined || one.board === board))
      .reduce((sum, one) => sum + one.persons, 0);

  /** Saves the arrangement as a person would state it. */
  async function save(parties: string, more: Partial<Arrangement> = {}, register = england): Promise<string> {
    const id = `KH-${++saved}` as ArrangementId;
    const spec = stateArrangement(arrangementOf(parties, { ...more, id }));
    const done = await saveArrangement(
      shelves,
      { register },
      { spec, expectedVersion: null, author, reason: null, at },
    );
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    return id;
  }

  type Asked = HandoverQuestion & { readonly scenario: string; readonly register?: string };

  /** Lines of the arrangements as the API and `--json` tell them, on the scenario's own days unless said otherwise. */
  async function linesOf(ids: readonly string[], { scenario, register = england, ...question }: Asked) {
    const shown = await showHandover(shelves, { register, scenario }, question);
    if (!shown.ok) throw new Error(shown.refusal.detail);
    const { register: opened, from, to, rulebook, handover } = shown.value;
    const { timeline, pack } = opened;
    const { lines } = encodeHandover(handover, { register: pack.name, timeline, from, to, rulebook });
    return lines.filter((line) => ids.includes(line.arrangement));
  }

  const namesIn = (line: HandoverLineWire | undefined) => line?.successors.map((one) => one.name);
  const flagsOf = (line: HandoverLineWire | undefined) => line?.flags.map((one) => one.code) ?? [];
  const moneyOut = (line: HandoverLineWire | undefined) => line?.money?.outPence.map((one) => one.pence) ?? [];

  /** The line's shares and pence are in proportion to these weights, and every penny is somewhere. */
  function expectShared(line: HandoverLineWire | undefined, weights: readonly number[]): void {
    const all = weights.reduce((a, b) => a + b, 0);
    expect(line?.successors.map((one) => one.shareProportion)).toEqual(weights.map((weight) => weight / all));
    expect(line?.successors.map((one) => one.basis)).toEqual(weights.map(() => 'resident-population'));
    const inPence = line?.money?.inPence ?? 0;
    expect(inPence).toBeGreaterThan(0);
    expect(moneyOut(line)).toEqual(slowShares(BigInt(inPence), weights).map(Number));
    expect(moneyOut(line).reduce((a, b) => a + b, 0)).toBe(inPence);
  }

  const county = 'council-E10000030';
  const surreyPool = 'council-E10000030 host, icb-surrey-and-sussex partner';

  it('[KH1] a pooled fund of Surrey goes to East and West in proportion to the residents of their districts', async () => {
    const pool = await save(surreyPool, { amounts: [amountOf(7_654_321_01)] });
    const [line, other] = await linesOf([pool], { scenario: 'surrey-two-unitaries' });
    expect(other).toBeUndefined();
    expect(line).toMatchObject({ disposition: 'apportion', vesting: '2027-04-01' });
    expect(namesIn(line)).toEqual(['East Surrey Council', 'West Surrey Council']);
    expectShared(line, [residents(districtsOf.east), residents(districtsOf.west)]);
    expect(flagsOf(line)).toEqual(
      expect.arrayContaining(['host-disappears', 'jointly-and-severally-liable', 'hwb-area-no-longer-matches']),
    );
    // The law as it stands says the same of the same days.
    const question = { scenario: 'current-law', from: day('2026-04-01'), to: day('2027-04-01') };
    expect(await linesOf([pool], question)).toEqual([line]);
  });

  it("[KH1] on the sample's count East and West are 556,150 and 672,500", async () => {
    const pool = await save(surreyPool, { amounts: [amountOf(1_000_000_01)] }, sampleName);
    const [line] = await linesOf([pool], { scenario: 'surrey-two-unitaries', register: sampleName });
    expect(namesIn(line)).toEqual(['East Surrey Council', 'West Surrey Council']);
    expectShared(line, [556_150, 672_500]);
  });

  it('[KH2] under the rejected proposal the fund goes to three; with nothing in its place it stays', async () => {
    const pool = await save(surreyPool, { amounts: [amountOf(3_000_000_01)] });
    const [line] = await linesOf([pool], { scenario: 'surrey-three-unitaries' });
    expect(namesIn(line)).toEqual(['East Surrey (of three)', 'North Surrey (of three)', 'West Surrey (of three)']);
    const { rejectedEast, rejectedNorth, rejectedWest } = districtsOf;
    expectShared(
      line,
      [rejectedEast, rejectedNorth, rejectedWest].map((one) => residents(one)),
    );
    expect(await linesOf([pool], { scenario: 'surrey-unchanged' })).toEqual([]);
  });

  it('[KH3] boards that work as a cluster keep what they have, with no day in law and with one', async () => {
    const pool = await save('icb-QOX host, council-E06000022 partner', { amounts: [amountOf(5_000_01)] });
    const days = { from: day('2026-03-31'), to: day('2027-04-01') };
    expect(await linesOf([pool], { scenario: 'current-law', ...days })).toEqual([]);
    const boards = ['icb-QOX', 'icb-QVV', 'icb-QSL'] as OrganisationId[];
    const cluster = {
      id: 'draft-cluster' as EventId,
      kind: 'cluster',
      title: 'Three boards work as a cluster',
      day: day('2026-06-01'),
      instrument: null,
      note: null,
      participants: boards.map((organisation) => ({ organisation, part: 'subject' }) as const),
      newBodies: [],
      moves: [],
      names: [],
    } as const;
    const plan = { id: 'clustered' as ScenarioId, title: 'Clustered', note: null, basedOn: null, statuses: null };
    const drawn = await saveScenario(
      shelves.registers,
      england,
      { ...plan, on: [], off: [], drafts: [cluster], ...days },
      { expectedVersion: null, author, at, reason: null },
    );
    expect(drawn.ok || drawn.refusal).toBe(true);
    const [line, other] = await linesOf([pool], { scenario: 'clustered' });
    expect(other).toBeUndefined();
    expect(line).toMatchObject({ disposition: 'no-change', party: 'QOX', legalConfirmationNeeded: false });
    expect(line?.successors.map((one) => [one.code, one.shareProportion])).toEqual([['QOX', 1]]);
    expect(moneyOut(line)).toEqual([5_000_01]);
  });

  it('[KH4] Frimley has one successor with Surrey, another with Hampshire, three over all of it', async () => {
    const more: Partial<Arrangement> = { kind: 'lead-commissioning', amounts: [amountOf(900_000_01)] };
    const berkshire = ['E06000036', 'E06000039', 'E06000040'];
    const councils = [county, 'council-E10000014', ...berkshire.map((code) => `council-${code}`)];
    const withSurrey = await save(`icb-QNQ lead-commissioner, ${county} partner`, more);
    const withHampshire = await save('icb-QNQ lead-commissioner, council-E10000014 partner', more);
    const withAll = await save(
      `icb-QNQ lead-commissioner, ${councils.map((one) => `${one} partner`).join(', ')}`,
      more,
    );
    const withNone = await save('icb-QNQ lead-commissioner', more);
    const lines = await linesOf([withSurrey, withHampshire, withAll, withNone], { scenario: 'icbs-april-2026' });
    expect(lines.map((line) => [line.arrangement, line.party])).toEqual(
      [withSurrey, withHampshire, withAll, withNone].map((id) => [id, 'QNQ']),
    );
    const [surrey, hampshire, all, none] = lines;
    expect(namesIn(surrey)).toEqual(['NHS Surrey and Sussex Integrated Care Board']);
    expect(surrey).toMatchObject({ disposition: 'transfer', vesting: '2026-04-01' });
    expect(namesIn(hampshire)).toEqual(['NHS Hampshire and Isle of Wight Integrated Care Board']);
    const three = [
      'NHS Hampshire and Isle of Wight Integrated Care Board',
      'NHS Surrey and Sussex Integrated Care Board',
      'NHS Thames Valley Integrated Care Board',
    ];
    const within = (codes: readonly string[]) => residents(codes, 'QNQ');
    const surreyCodes = [...districtsOf.east, ...districtsOf.west];
    const hampshireCodes = blocks.map((one) => one.district).filter((code) => /^E070000(8[4-9]|9[0-4])$/.test(code));
    const shares = [within([...new Set(hampshireCodes)]), within(surreyCodes), within(berkshire)];
    expect(shares.reduce((a, b) => a + b, 0)).toBe(within([...new Set(blocks.map((one) => one.district))]));
    for (const line of [all, none]) {
      expect(line?.disposition).toBe('apportion');
      expect(namesIn(line)).toEqual(three);
      expectShared(line, shares);
    }
  });

  it("[KH5] North Yorkshire continues: its own agreements stay, its districts' pass to it", async () => {
    const before = { startsOn: day('2022-07-01') };
    const own = await save('council-E10000023 host, icb-QOQ partner', { ...before, amounts: [amountOf(400_000_01)] });
    const districts = [163, 164, 165, 166, 167, 168, 169].map((number) => `E07000${number}`);
    const theirs: string[] = [];
    for (const code of districts)
      theirs.push(await save(`council-${code} host, icb-QOQ partner`, { ...before, amounts: [amountOf(100_01)] }));
    const lines = await linesOf([own, ...theirs], { scenario: 'councils-2023' });
    const mine = lines.filter((line) => line.arrangement === own);
    // It is told, since the county gains the work of its districts, but nothing passes.
    expect(mine.map((line) => [line.disposition, line.successors.length, moneyOut(line)])).toEqual([
      ['no-change', 1, [400_000_01]],
    ]);
    expect(mine[0]?.successors[0]).toMatchObject({ code: 'E06000065', name: 'North Yorkshire', shareProportion: 1 });
    const passing = lines.filter((line) => line.arrangement !== own);
    expect(passing.map((line) => line.party).sort()).toEqual(districts);
    for (const line of passing) {
      expect([line.disposition, namesIn(line), moneyOut(line)]).toEqual(['transfer', ['North Yorkshire'], [100_01]]);
      expect(line.vesting).toBe('2023-04-01');
    }
  });

  it('[KH6] Cumbria divides between Cumberland and Westmorland and Furness, by residents', async () => {
    const pool = await save('council-E10000006 host, icb-QHM partner, icb-QE1 partner', {
      startsOn: day('2022-07-01'),
      amounts: [amountOf(12_345_678_90)],
    });
    const [line, other] = await linesOf([pool], { scenario: 'councils-2023' });
    expect(other).toBeUndefined();
    expect(line).toMatchObject({ disposition: 'apportion', vesting: '2023-04-01' });
    expect(namesIn(line)).toEqual(['Cumberland', 'Westmorland and Furness']);
    expectShared(line, [residents(['E06000063']), residents(['E06000064'])]);
  });

  const boroughs = () => {
    const path = 'derived/pct_october2006_by_upper_tier_council_overlap.csv';
    const { heading, rows } = readCsv(readFileSync(join(sharedDataFolder(), path), 'utf8'), path);
    const [trust, council] = ['pct_ods_code_2006_10', 'council_name'].map((name) => heading.indexOf(name));
    return rows.map((row) => ({ trust: row[trust ?? -1] ?? '', council: row[council ?? -1] ?? '' }));
  };

  it("[KH7] in October 2006 nothing happens to London's 31 trusts and what they hold with their boroughs", async () => {
    const opened = await shelves.registers.open({ register: england, scenario: 'october-2006' });
    if (!opened.ok) throw new Error(opened.refusal.detail);
    const { world } = opened.value;
    const inLondon = new Set<string>(
      world.facts.relationships.filter((row) => row.target === 'sha-Q36').map((row) => row.organisation),
    );
    const councils = new Map<string, string>(
      (world.membersOfTier.get('utla') ?? []).map(({ row }) => [row.name, row.id] as const),
    );
    const partnerships = boroughs().filter(({ trust }) => inLondon.has(`pct-${trust}`));
    expect(new Set(partnerships.map((one) => one.trust)).size).toBe(31);
    const held: string[] = [];
    for (const { trust, council } of partnerships) {
      const parties = `pct-${trust} host, ${councils.get(council) ?? council} partner`;
      held.push(await save(parties, { startsOn: day('2005-04-01'), amounts: [amountOf(200_000_01)] }));
    }
    expect(await linesOf(held, { scenario: 'october-2006' })).toEqual([]);
    const all = await linesOf(held, { scenario: 'october-2006', all: true });
    expect(all).toHaveLength(2 * held.length);
    expect(new Set(all.map((line) => line.disposition))).toEqual(new Set(['no-change']));
    expect(all.filter((line) => flagsOf(line).includes('no-longer-coterminous'))).toEqual([]);
    for (const line of all) expect(line.successors.map((one) => one.code)).toEqual([line.party]);
    // The same question finds what did change: all of Essex's partnerships.
    const essex = await save('pct-5GQ host, council-E06000034 partner', { startsOn: day('2005-04-01') });
    expect(await linesOf([essex], { scenario: 'october-2006' })).toHaveLength(1);
  });

  it("[KH8] Thurrock's and Southend's joint posts pass to trusts that are no longer coterminous, and say so", async () => {
    const more: Partial<Arrangement> = { kind: 'joint-appointment', startsOn: day('2005-04-01'), postStage: 'filled' };
    const thurrock = await save('pct-5GQ employer, council-E06000034 employer', more);
    const southend = await save('pct-5AK employer, council-E06000033 employer', more);
    const lines = await linesOf([thurrock, southend], { scenario: 'october-2006' });
    const told = lines.map((line) => [line.arrangement, namesIn(line), line.disposition, line.vesting]);
    expect(told).toEqual([
      [thurrock, ['South West Essex PCT'], 'transfer', '2006-10-01'],
      [southend, ['South East Essex PCT'], 'transfer', '2006-10-01'],
    ]);
    for (const line of lines)
      expect(flagsOf(line)).toEqual(expect.arrayContaining(['no-longer-coterminous', 'post-with-two-employers']));
    // Southend's trust had exactly the borough; of Thurrock's no source says that it served nothing else.
    const shown = await showHandover(shelves, { register: england, scenario: 'october-2006' }, {});
    const found = shown.ok ? shown.value.handover.lines : [];
    const matchOf = (id: string) => found.find((line) => line.arrangement.id === id)?.findings.coterminous;
    expect([matchOf(thurrock), matchOf(southend)]).toEqual(['not-known', 'lost']);
  });

  it('[KH9] a renewal of 150,000 in the shadow year needs consent under section 24, one of 90,000 does not', async () => {
    const contract = (pounds: number, renewsOn: string) =>
      save(`${county} lead-commissioner, icb-surrey-and-sussex partner`, {
        kind: 'service-contract',
        startsOn: day('2023-10-01'),
        endsOn: day('2029-10-01'),
        renewsOn: day(renewsOn),
        amounts: [amountOf(pounds * 100, { what: 'whole-life-value' })],
      });
    const large = await contract(150_000, '2026-10-01');
    const small = await contract(90_000, '2026-10-01');
    const later = await contract(150_000, '2027-10-01');
    const lines = await linesOf([large, small, later], { scenario: 'surrey-two-unitaries' });
    expect(lines.map((line) => [line.arrangement, flagsOf(line).includes('section-24-consent')])).toEqual([
      [large, true],
      [small, false],
      [later, false],
    ]);
    // Under the proposal that keeps the county there is nobody to ask.
    expect(await linesOf([large], { scenario: 'surrey-unchanged' })).toEqual([]);
  });
});
