/** Resident populations by block: the two censuses and the mid-year estimates, and how far they are whole. */

import type { Draft } from '#sources/england/draft.ts';
import { columnOf, type InputFolder } from '#sources/england/read-input.ts';
import { isoDate } from '#std/iso-date.ts';

const residents = [
  { id: 'census-2011', title: 'Census 2011 residents', geography: 'lsoa11', date: '2011-03-27' },
  { id: 'mid-2017', title: 'Mid-2017 residents (estimate)', geography: 'lsoa11', date: '2017-06-30' },
  { id: 'mid-2019', title: 'Mid-2019 residents (estimate)', geography: 'lsoa11', date: '2019-06-30' },
  { id: 'mid-2020', title: 'Mid-2020 residents (estimate)', geography: 'lsoa11', date: '2020-06-30' },
  { id: 'census-2021', title: 'Census 2021 residents', geography: 'lsoa21', date: '2021-03-21' },
] as const;

/** Write the populations whose file is there. Rows for areas other than English blocks are left out. */
export function addPopulations(draft: Draft, folder: InputFolder): void {
  const codes = new Map<string, Set<string>>();
  for (const area of draft.facts().areas)
    codes.set(area.geography, (codes.get(area.geography) ?? new Set()).add(area.code));
  for (const { id, title, geography, date } of residents) {
    const table = folder.table(id);
    if (table.length === 0) continue;
    const known = codes.get(geography) ?? new Set();
    draft.add('populations', {
      id,
      title,
      base: 'resident',
      geography,
      date: isoDate(date),
      evidence: id.startsWith('mid') ? 'estimated' : 'published',
      source: id,
    });
    const persons = columnOf(table, 'persons');
    const seen = new Set<string>();
    columnOf(table, 'lsoa').forEach((area, row) => {
      const count = Number((persons[row] ?? '').replaceAll(',', ''));
      if (!known.has(area) || seen.has(area) || !Number.isInteger(count)) return;
      seen.add(area);
      draft.add('population_values', { population: id, area, persons: count });
    });
    const without = known.size - seen.size;
    if (without > 0)
      draft.unexplained(
        `${id}-blocks`,
        isoDate(date),
        title,
        'Blocks for which the file has no count of people.',
        without,
      );
  }
}
