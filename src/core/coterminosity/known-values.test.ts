/** Values computed by other software, and England's, against ours. Outside values are read, never copied here. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Splitting } from '@dra2020/dra-analytics';
import { describe, expect, it } from 'vitest';
import { overlap } from '#core/coterminosity/overlap.ts';
import { type Summary, summaryOf } from '#core/coterminosity/summary.ts';
import { hasSharedData, sharedDataFolder, sharedFolder } from '#tests/support/shared-data.ts';

type KnownValues = {
  readonly sabre_fig1: {
    readonly overlap: number[][];
    readonly vMeasure: number;
    readonly homogeneity: number;
    readonly completeness: number;
    readonly mapcurves: number;
  };
  readonly redist_variation_of_information: {
    readonly population: number[];
    readonly plans: number[][];
    readonly viPlan12: number;
    readonly viPlan13: number;
    readonly viPlan23: number;
  };
  readonly england_icb22_by_ltla22: Record<string, number> & { readonly population: number };
};

const there = hasSharedData();
const known = (): KnownValues =>
  JSON.parse(readFileSync(join(sharedFolder(), 'reference/coterminosity/known-values.json'), 'utf8'));

function rowsOf(path: string): string[][] {
  const text = gunzipSync(readFileSync(join(sharedDataFolder(), path))).toString('utf8');
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

function summaryOfMatrix(matrix: readonly (readonly number[])[]): Summary {
  const cells = matrix
    .flatMap((row, b) => row.map((persons, c) => ({ b, c, persons })))
    .filter((cell) => cell.persons > 0);
  return summaryOf(
    overlap(
      Int32Array.from(cells, (one) => one.b),
      Int32Array.from(cells, (one) => one.c),
      Float64Array.from(cells, (one) => one.persons),
    ),
    0,
  );
}

/** Columns of a lookup: the places of the codes, sorted, in each of two columns. */
function lookup(
  path: string,
  key: string,
  bodies: string,
  councils: string,
): { keys: string[]; bodyOf: Int32Array; councilOf: Int32Array } {
  const [heading = [], ...rows] = rowsOf(path);
  const column = (name: string): string[] => rows.map((row) => row[heading.indexOf(name)] as string);
  const places = (name: string): Int32Array => {
    const codes = [...new Set(column(name))].sort();
    const place = new Map(codes.map((code, at) => [code, at]));
    return Int32Array.from(column(name), (code) => place.get(code) as number);
  };
  return { keys: column(key), bodyOf: places(bodies), councilOf: places(councils) };
}

describe.skipIf(!there)('known values', () => {
  it('[IX6] sabre: homogeneity, completeness, V-measure and mapcurves of figure 1', () => {
    const { sabre_fig1: expected } = known();
    // Its first map is in the columns; bodies are the first map.
    const columns = (expected.overlap[0] ?? []).map((_, c) => expected.overlap.map((row) => row[c] as number));
    const found = summaryOfMatrix(columns);
    expect(found.homogeneity).toBeCloseTo(expected.homogeneity, 9);
    expect(found.completeness).toBeCloseTo(expected.completeness, 9);
    expect(found.vMeasure).toBeCloseTo(expected.vMeasure, 9);
    expect(Math.max(found.mapcurvesBodies, found.mapcurvesCouncils)).toBeCloseTo(expected.mapcurves, 9);
    expect(found.mapcurvesCouncils).toBeGreaterThan(found.mapcurvesBodies);
  });

  it('[IX6] redist: variation of information of three plans', () => {
    const { redist_variation_of_information: expected } = known();
    const between = (a: number, b: number) => {
      const plan = (which: number) => Int32Array.from(expected.plans[which] as number[]);
      return summaryOf(overlap(plan(a), plan(b), Float64Array.from(expected.population)), 0).viNats;
    };
    expect(between(0, 1)).toBeCloseTo(expected.viPlan12, 9);
    expect(between(0, 2)).toBeCloseTo(expected.viPlan13, 9);
    expect(between(1, 2)).toBeCloseTo(expected.viPlan23, 9);
  });

  it("[IX7] dra-analytics: its splitting scores of England's ICBs and districts of 2024, by small areas", () => {
    const { bodyOf, councilOf } = lookup(
      'lookups/lsoa21_sub_icb_icb_ward_ltla_2024.csv.gz',
      'lsoa21_code',
      'icb24_code',
      'ltla24_code',
    );
    const given = overlap(bodyOf, councilOf, new Float64Array(bodyOf.length).fill(1));
    const matrix = Array.from({ length: given.bodies }, () => new Array<number>(given.councils).fill(0));
    for (let i = 0; i < bodyOf.length; i++) {
      const row = matrix[bodyOf[i] as number] as number[];
      row[councilOf[i] as number] = (row[councilOf[i] as number] as number) + 1;
    }
    const found = summaryOf(given, 0);
    // "County" is how counties (councils) are split by districts (bodies), after whole districts are added up.
    expect(found.sqrtEntropyCouncils).toBeCloseTo(Splitting.makeSplittingScorecard(matrix).county, 9);
  });

  it('[IX11] England: ICBs against districts of 2022, people of mid-2019', () => {
    const expected = known().england_icb22_by_ltla22;
    const people = new Map(
      rowsOf('population/lsoa11_mid2019_single_year_of_age.csv.gz')
        .slice(1)
        .map((row) => [row[0], Number(row[1])]),
    );
    const { keys, bodyOf, councilOf } = lookup(
      'lookups/lsoa11_ccg_stp_icb_lad_2015_2022.csv.gz',
      'lsoa11cd',
      'icb22cd',
      'lad22cd',
    );
    const found = summaryOf(
      overlap(
        bodyOf,
        councilOf,
        Float64Array.from(keys, (key) => people.get(key) as number),
      ),
      0,
    );
    const same = [
      'councilsCrossing',
      'personsOutsideModalBody',
      'shareInModalBody',
      'viNats',
      'vMeasure',
      'homogeneity',
      'completeness',
      'mapcurvesBodies',
      'mapcurvesCouncils',
    ] as const;
    for (const id of same) expect(found[id], id).toBeCloseTo(expected[id] as number, 9);
    expect([found.persons, found.bodyCount, found.councilCount, found.pairCount]).toEqual([
      expected.population,
      expected['bodies'],
      expected['councils'],
      expected['nonZeroPairs'],
    ]);
    expect(found.councilsWithinOneBody).toBe(309 - 12);
  });
});
