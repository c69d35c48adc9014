/** England in 2024 as columns: small areas of 2021 with their ICB, district and people of the 2021 census. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sharedDataFolder } from '#tests/support/shared-data.ts';

export type Columns = {
  readonly bodyOf: Int32Array;
  readonly councilOf: Int32Array;
  readonly persons: Float64Array;
  readonly bodies: number;
  readonly councils: number;
};

/** 33,755 small areas, 42 ICBs, 296 districts. @throws when the data is not there */
export function england2024(): Columns {
  const [heading = [], ...rows] = rowsOf('lookups/lsoa21_sub_icb_icb_ward_ltla_2024.csv.gz');
  const [peopleHeading = [], ...peopleRows] = rowsOf('population/lsoa21_census2021_age_groups.csv.gz');
  const all = peopleHeading.indexOf('all_ages');
  const people = new Map(peopleRows.map((row) => [row[0], Number(row[all])]));
  const body = placesOf(rows.map((row) => row[heading.indexOf('icb24_code')] as string));
  const council = placesOf(rows.map((row) => row[heading.indexOf('ltla24_code')] as string));
  return {
    bodyOf: body.places,
    councilOf: council.places,
    persons: Float64Array.from(rows, (row) => people.get(row[0] as string) ?? 0),
    bodies: body.count,
    councils: council.count,
  };
}

function rowsOf(path: string): string[][] {
  const text = gunzipSync(readFileSync(join(sharedDataFolder(), path))).toString('utf8');
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

function placesOf(codes: readonly string[]): { places: Int32Array; count: number } {
  const sorted = [...new Set(codes)].sort();
  const place = new Map(sorted.map((code, at) => [code, at]));
  return { places: Int32Array.from(codes, (code) => place.get(code) as number), count: sorted.length };
}
