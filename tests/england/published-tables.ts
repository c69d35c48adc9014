/** The published tables of England as SOURCES.md has them: how large each data set is, and any of them as it lies there. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCsv } from '#sources/pack/read-csv.ts';
import { sharedDataFolder } from '#tests/support/shared-data.ts';

/** Rows read, areas, periods, measures, and how many of these can be put on other areas. */
export const tableSizes: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  'residents-lsoa11': [3 * 32_844, 32_844, 3, 9, 9],
  'residents-census-2021': [33_755, 33_755, 1, 7, 7],
  'residents-census-2011': [32_844, 32_844, 1, 15, 15],
  'residents-districts-mid-2020': [309, 309, 1, 9, 9],
  'residents-districts-census-2021': [309, 309, 1, 9, 9],
  'gp-list-sizes': [31_580, 8218, 4, 21, 21],
  'registered-practices-2014': [7875, 8065, 1, 43, 43],
  'registered-groups-2014': [213, 211, 1, 43, 43],
  'registered-practices-2020': [6730, 6748, 1, 8, 8],
  'registered-practices-2024': [6348, 6348, 1, 10, 10],
  'patients-per-gp': [296, 296, 1, 3, 3],
  // 1,248 returns of 150 councils and six totals, less the totals; the Isles of Scilly are with Cornwall.
  // Of 1,080 lines of returns 81 have no value in any year, and are left out.
  'social-services-2000-2008': [117_539 - 6 * 756, 149, 8, 999, 999],
  'social-care-2014-15': [140_034, 152, 1, 1602, 1602],
  'better-care-fund-2015-16': [152, 152, 1, 1, 1],
  'adult-social-care-outcomes': [6376, 157, 8, 7, 0],
  'imd-2004-2010': [32_482, 32_482, 3, 3, 0],
  'imd-2015-2019': [32_844, 32_844, 2, 17, 0],
  'imd-2025': [33_755, 33_755, 1, 24, 0],
  'health-index-districts': [2149, 307, 7, 4, 0],
  'health-index-subdomains': [2149, 307, 7, 14, 0],
  'health-index-systems': [294, 42, 7, 4, 0],
  'health-index-indicators': [120_344, 307, 7, 56, 0],
};

/** A table of the shared data by its path, plain or gzipped. */
export function sheetOf(path: string): { heading: readonly string[]; rows: readonly (readonly string[])[] } {
  const bytes = readFileSync(join(sharedDataFolder(), path));
  return readCsv((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), path);
}
