import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Areas, areasOfBlocks, areasOfTier } from '#core/rebase/areas.ts';
import { type Cell, cellOf, residualsOf } from '#core/rebase/cell.ts';
import { type Crosswalk, makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { rebase } from '#core/rebase/rebase.ts';
import { lineOf, rebaseSeries } from '#core/rebase/rebase-series.ts';
import { type Weights, weightsOfPopulation } from '#core/rebase/weights.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import type { TierName } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { makeWorld } from '#core/register/world.ts';
import { buildEnglandPack } from '#sources/england/build-england.ts';
import { readCsv } from '#sources/pack/read-csv.ts';
import { isoDate } from '#std/iso-date.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

function columnsOf(path: string, key: string, value: string): Map<string, string> {
  const { heading, rows } = readCsv(gunzipSync(readFileSync(join(sharedDataFolder(), path))).toString('utf8'), path);
  const [at, of] = [heading.indexOf(key), heading.indexOf(value)];
  return new Map(rows.map((row) => [row[at] ?? '', row[of] ?? '']));
}

const ages = 'population/lsoa21_census2021_age_groups.csv.gz';

describe.skipIf(!hasSharedData())('rebase on real England', () => {
  let timeline: Timeline;
  let residents: Weights;

  beforeAll(async () => {
    timeline = foldEvents(makeWorld((await buildEnglandPack({ from: sharedDataFolder() })).facts), currentLaw);
    residents = weightsOf('census-2021');
  }, 120_000);

  const weightsOf = (id: string) => {
    const population = timeline.world.populations.find((one) => one.row.id === id);
    if (population === undefined) throw new Error(`no population ${id}`);
    return weightsOfPopulation(population);
  };
  const tier = (name: TierName, day: string) => areasOfTier(timeline, name, isoDate(day));
  const blocks = (id: string) => {
    const geography = timeline.world.land.geographies.find((one) => one.id === id);
    if (geography === undefined) throw new Error(`no blocks ${id}`);
    return areasOfBlocks(geography);
  };
  const crosswalk = (source: Areas, target: Areas) => makeCrosswalk({ source, target, weights: residents });
  const splitOf = ({ firstPiece, sources }: Crosswalk) =>
    Array.from({ length: sources }, (_, at) => at).filter(
      (at) => (firstPiece[at + 1] as number) - (firstPiece[at] as number) > 1,
    );
  const cellsOf = (source: Areas, target: Areas, values: Float64Array): Cell[] => {
    const rebased = rebase(crosswalk(source, target), { kind: 'count', values });
    if (!rebased.ok) throw new Error(rebased.refusal.detail);
    expect(residualsOf(rebased.value, values, 0)).toMatchObject({ outside: { value: 0 }, missing: [], uncovered: [] });
    return target.keys.map((_, at) => cellOf(rebased.value, at, 0));
  };
  /** The values of areas, added up from a column of the small areas of 2021 as published. */
  const published = (column: string, areas: Areas): Float64Array => {
    const byCode = columnsOf(ages, 'lsoa21cd', column);
    const small = blocks('lsoa21');
    const values = new Float64Array(areas.keys.length);
    for (const [block, code] of small.codes.entries()) {
      const part = small.areaOfPart.indexOf(block);
      const area = areas.areaOfPart[part] as number;
      values[area] = (values[area] as number) + Number(byCode.get(code));
    }
    return values;
  };

  it('[RE60] districts of 2022 to 2023 are exact', () => {
    const [source, target] = [tier('ltla', '2022-04-02'), tier('ltla', '2023-04-01')];
    expect([source.keys.length, target.keys.length]).toEqual([309, 296]);
    expect(splitOf(crosswalk(source, target))).toEqual([]);
    const cells = cellsOf(source, target, published('all_ages', source));
    expect(cells.every((cell) => cell.exact)).toBe(true);
    expect(cells.map((cell) => cell.value)).toEqual([...published('all_ages', target)]);
  });

  it('[RE60] commissioning groups of 2021 to sub-ICB locations of 2022 are exact but for three divided in law', () => {
    const [source, target] = [tier('ccg', '2021-04-01'), tier('sub-icb', '2022-07-01')];
    expect([source.keys.length, target.keys.length]).toEqual([106, 106]);
    expect(
      splitOf(crosswalk(source, target))
        .map((at) => source.keys[at])
        .sort(),
    ).toEqual(['ccg-01Y', 'ccg-06H', 'ccg-D2P2L']);
    const cells = cellsOf(source, target, published('all_ages', source));
    expect(cells.filter((cell) => cell.exact)).toHaveLength(100);
    const real = published('all_ages', target);
    for (const [at, cell] of cells.entries()) if (cell.exact) expect(cell.value).toBe(real[at]);
    expect(splitOf(crosswalk(blocks('lsoa11'), target))).toEqual([]);
  });

  it('[RE61] the population of every board equals the sum of its small areas', () => {
    const boardOf = columnsOf('lookups/lsoa21_sub_icb_icb_ward_ltla_2024.csv.gz', 'lsoa21_code', 'icb24_code_nhs');
    const persons = columnsOf(ages, 'lsoa21cd', 'all_ages');
    const expected = new Map<string, number>();
    for (const [code, board] of boardOf) expected.set(board, (expected.get(board) ?? 0) + Number(persons.get(code)));
    const [source, target] = [blocks('lsoa21'), tier('icb', '2024-04-01')];
    const values = Float64Array.from(source.codes, (code) => Number(persons.get(code)));
    const cells = cellsOf(source, target, values);
    expect(new Map(target.codes.map((code, at) => [code, cells[at]?.value]))).toEqual(expected);
    expect(cells.every((cell) => cell.exact)).toBe(true);
    expect(sum(cells.map((cell) => cell.value as number))).toBe(56_489_608);
  });

  /** People put into a wrong cell of source by target when shares of a middle are used, as a share of all. */
  function wrongThrough(source: Areas, middle: Areas, target: Areas): number {
    const [first, second, direct] = [crosswalk(source, middle), crosswalk(middle, target), crosswalk(source, target)];
    const error = new Map<string, number>();
    const add = (from: number, to: number, persons: number) =>
      error.set(`${from} ${to}`, (error.get(`${from} ${to}`) ?? 0) + persons);
    const each = (one: Crosswalk, area: number, visit: (to: number, piece: number) => void) => {
      for (let piece = one.firstPiece[area] as number; piece < (one.firstPiece[area + 1] as number); piece++)
        visit(one.targetOf[piece] as number, piece);
    };
    for (const area of source.keys.keys()) {
      each(direct, area, (to, piece) => add(area, to, -(direct.weight[piece] as number)));
      each(first, area, (between, piece) => {
        each(second, between, (to, then) =>
          add(area, to, (first.weight[piece] as number) * (second.share[then] as number)),
        );
      });
    }
    return sum([...error.values()].map(Math.abs)) / 2 / sum(direct.weight);
  }

  it('[RE62] sharing through coarse areas puts people into wrong cells', () => {
    const districts = tier('ltla', '2024-04-01');
    const trusts = tier('pct', '2012-04-01');
    const groups = tier('ccg', '2015-04-01');
    const wrong = [
      wrongThrough(districts, tier('icb', '2024-04-01'), tier('sub-icb', '2024-04-01')),
      wrongThrough(trusts, tier('utla', '2021-04-01'), tier('ccg', '2021-04-01')),
      wrongThrough(tier('pct', '2006-10-01'), groups, districts),
    ];
    expect(wrong.map((share) => Number(share.toFixed(3)))).toEqual([0.345, 0.055, 0.048]);
    // From parts there is no middle: rebased one by one, small areas give the very cells.
    const small = blocks('lsoa21');
    expect(wrongThrough(districts, small, tier('sub-icb', '2024-04-01'))).toBeLessThan(1e-12);
  });

  it('[RE63] the truth lies within the bounds; nine in ten within the model interval', () => {
    const [source, target] = [tier('ltla', '2024-04-01'), tier('icb', '2024-04-01')];
    const found = ['age_0_15', 'age_16_24', 'age_65_plus'].flatMap((age) => {
      const real = published(age, target);
      const cells = cellsOf(source, target, published(age, source));
      for (const [at, cell] of cells.entries()) if (cell.exact) expect(cell.value).toBe(real[at]);
      return cells.flatMap((cell, at) => (cell.exact ? [] : [{ cell, truth: real[at] as number }]));
    });
    expect(found).toHaveLength(45);
    for (const { cell, truth } of found) {
      expect(truth).toBeGreaterThanOrEqual(cell.lower as number);
      expect(truth).toBeLessThanOrEqual(cell.upper as number);
    }
    const isHit = ({ cell, truth }: (typeof found)[number]) =>
      truth >= (cell.modelInterval?.lower ?? Number.NaN) && truth <= (cell.modelInterval?.upper ?? Number.NaN);
    expect(found.filter(isHit).length).toBeGreaterThanOrEqual(0.9 * found.length);
  });

  it('[RE64] a series of residents on the bodies of one date', () => {
    const target = tier('ltla', '2024-04-01');
    const period = (day: string, population: string) => {
      const source = tier('ltla', day);
      const weights = weightsOf(population);
      const values = new Float64Array(source.keys.length);
      for (const [part, area] of source.areaOfPart.entries())
        if (area >= 0) values[area] = (values[area] as number) + (weights.ofPart[part] as number);
      return { label: day, source, weights, numbers: { kind: 'count', values } as const, definitionBreak: null };
    };
    const series = rebaseSeries(target, [
      period('2011-03-27', 'census-2011'),
      period('2019-04-01', 'mid-2019'),
      period('2021-04-01', 'census-2021'),
    ]);
    if (!series.ok) throw new Error(series.refusal.detail);
    const lines = target.keys.map((_, at) => lineOf(series.value, at, 0));
    const total = (period: number) => sum(lines.map((line) => line[period]?.value ?? Number.NaN));
    expect(Math.abs(total(0) / 53_012_456 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(total(2) / 56_489_608 - 1)).toBeLessThan(1e-12);
    expect(lines.filter((line) => line.every((cell) => cell.exact))).toHaveLength(288);
    const at = target.keys.indexOf('council-E06000059');
    expect(series.value.breaks[at]).toEqual([
      expect.objectContaining({ kind: 'areas', period: 1, joined: ['council-E06000059'], isComparable: true }),
    ]);
  });
});
