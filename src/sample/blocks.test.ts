/** The figures and codes of the blocks against the publishers' files, added up again from single LSOAs. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { blocks } from '#sample/blocks.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';

describe('the blocks of the sample', () => {
  it('[SA5] the Frimley parts have the people that were computed from the look-up', () => {
    const parts = [
      'surrey-heath-frimley',
      'waverley-farnham',
      'guildford-frimley',
      'runnymede-frimley',
      'hart-frimley',
    ];
    const persons = parts.map((code) => blocks.find((block) => block.code === code)?.mid2019);
    expect(persons).toEqual([76_321, 44_125, 20_243, 13_191, 72_985]);
  });

  it.skipIf(!hasSharedData())('[SA11] counts and codes are those of the files, LSOA by LSOA', () => {
    const found = sumsByBlock();
    const ours = blocks.map(({ council, ccg, icb, pct, mid2019, census2021 }) => [
      `${council} ${ccg} ${icb} ${pct}`,
      mid2019,
      census2021,
    ]);
    const districts = new Set(blocks.map((block) => block.council));
    const theirs = [...found]
      .filter(([key]) => districts.has(key.slice(0, 9)))
      .map(([key, sums]) => [key, sums.mid2019, sums.census2021]);
    expect(theirs.sort()).toEqual(ours.sort());
  });
});

type Sums = { mid2019: number; census2021: number };

/** People by district of 2019, group of 2015, board of 2022 and trust of 2011, as one key. */
function sumsByBlock(): Map<string, Sums> {
  const trusts = new Map(
    rowsOf('derived/lsoa11_pct2011_bestfit.csv.gz').map((row) => [row['lsoa11cd'], row['pct_ods_code']]),
  );
  const keys = new Map(
    rowsOf('lookups/lsoa11_ccg_stp_icb_lad_2015_2022.csv.gz').map((row) => [
      row['lsoa11cd'],
      `${row['lad19cd']} ${row['ccg15cdh']} ${row['icb22cdh']} ${trusts.get(row['lsoa11cd'])}`,
    ]),
  );
  const sums = new Map<string, Sums>();
  const add = (key: string | undefined, name: keyof Sums, persons: number) => {
    if (key === undefined) return;
    const sum = sums.get(key) ?? { mid2019: 0, census2021: 0 };
    sum[name] += persons;
    sums.set(key, sum);
  };
  for (const row of rowsOf('population/lsoa11_mid2019_single_year_of_age.csv.gz'))
    add(keys.get(row['lsoa11cd']), 'mid2019', Number(row['all_ages']));
  // Where LSOAs were merged, all of the old ones lie in one block, so any of them tells which.
  const older = new Map(
    rowsOf('lookups/lsoa11_lsoa21_ltla22.csv.gz').map((row) => [row['lsoa21_code'], row['lsoa11_code']]),
  );
  for (const row of rowsOf('population/lsoa21_census2021_age_groups.csv.gz')) {
    add(keys.get(older.get(row['lsoa21cd'] ?? '') ?? ''), 'census2021', Number(row['all_ages']));
  }
  return sums;
}

/** Rows of a file without quoted commas in the columns that are read here. */
function rowsOf(path: string): Record<string, string>[] {
  const lines = gunzipSync(readFileSync(join(sharedDataFolder(), path)))
    .toString('utf8')
    .trimEnd()
    .split(/\r?\n/);
  const heading = (lines.shift() ?? '').split(',');
  const last = path.startsWith('population/lsoa11') ? 2 : heading.length;
  return lines.map((line) => {
    const cells = line.split(',', last);
    return Object.fromEntries(heading.slice(0, last).map((name, at) => [name, cells[at] ?? '']));
  });
}
