/**
 * Whether every block that a pack names is a block of the geography it names it in, and whether rows about
 * blocks make sense in themselves. A part of `checkFacts`; knows nothing of files.
 */

import { type ProblemList, type ProblemText, shown } from '#core/pack/problem-list.ts';
import type { PlaceOfRow, Unread } from '#core/pack/row-places.ts';
import type { Facts, TableName } from '#core/pack/tables.ts';
import type { Place } from '#std/problem.ts';

/** Pairs of columns that name a block: the column of its geography, and that of its code. */
export const areaColumns = [
  { table: 'territory', geography: 'geography', area: 'area' },
  { table: 'memberships', geography: 'geography', area: 'area' },
  { table: 'links', geography: 'from_geography', area: 'from_area' },
  { table: 'links', geography: 'to_geography', area: 'to_area' },
  { table: 'adjacency', geography: 'geography', area: 'area_a' },
  { table: 'adjacency', geography: 'geography', area: 'area_b' },
] as const satisfies readonly { table: TableName; geography: string; area: string }[];

/** The area of a territory row that stands for all that the giver still holds. */
export const wholeTerritory = '*';

type Blocks = ReadonlyMap<string, ReadonlySet<string>>;

/** Adds to the list the problems of blocks: unknown ones, pairs twice or with themselves, territory without an end. */
export function checkAreas(facts: Facts, placeOf: PlaceOfRow, unread: Unread, list: ProblemList): void {
  const blocks = blocksByGeography(facts, unread);
  const canLookUp = !unread.tables.has('areas') && !unread.tables.has('geographies');
  for (const { table, geography, area } of areaColumns) {
    if (!canLookUp) break;
    const rows = facts[table] as readonly Readonly<Record<string, string | null>>[];
    let vintage: string | null | undefined;
    let known: ReadonlySet<string> | undefined;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] as Readonly<Record<string, string | null>>;
      const code = row[area] as string;
      if (row[geography] !== vintage) {
        vintage = row[geography];
        known = blocks.get(vintage ?? '');
      }
      if (known === undefined || known.has(code)) continue;
      if (code === wholeTerritory && table === 'territory') continue;
      addUnknownArea(list, { ...placeOf(table, index), column: area }, code, vintage ?? '', blocks);
    }
  }
  if (canLookUp && !unread.tables.has('populations')) checkPopulationAreas(facts, placeOf, blocks, list);
  checkTerritory(facts, placeOf, list);
  checkPairs(facts, placeOf, list);
}

/** Blocks of every known geography; those of rows that were left out count as well. */
function blocksByGeography(facts: Facts, unread: Unread): Map<string, Set<string>> {
  const blocks = new Map<string, Set<string>>();
  for (const { id } of facts.geographies) blocks.set(id, new Set(unread.areas.get(id)));
  for (const { geography, code } of facts.areas) blocks.get(geography)?.add(code);
  return blocks;
}

function addUnknownArea(list: ProblemList, where: Place, code: string, geography: string, blocks: Blocks): void {
  list.add('unknown-area', where, () => {
    const elsewhere = [...blocks].find(([, codes]) => codes.has(code))?.[0];
    return {
      message: 'The geography has no such block; add it to areas or correct the code.',
      expected: `a block of ${geography}`,
      found: elsewhere === undefined ? shown(code) : `${shown(code)}, a block of ${elsewhere}`,
    };
  });
}

function checkPopulationAreas(facts: Facts, placeOf: PlaceOfRow, blocks: Blocks, list: ProblemList): void {
  const populations = new Map<string, string | null>(facts.populations.map((row) => [row.id, row.geography]));
  const rows = facts.population_values;
  for (let index = 0; index < rows.length; index++) {
    const { population, area } = rows[index] as (typeof rows)[number];
    const geography = populations.get(population);
    if (geography === undefined) continue;
    if (geography === null) {
      list.add('not-by-area', { ...placeOf('population_values', index), column: 'population' }, () => ({
        message: 'This count has no geography; give it one, or state its people in registered_values.',
        expected: 'a population with a geography',
        found: shown(population),
      }));
      continue;
    }
    const known = blocks.get(geography);
    if (known === undefined || known.has(area)) continue;
    addUnknownArea(list, { ...placeOf('population_values', index), column: 'area' }, area, geography, blocks);
  }
}

function checkTerritory(facts: Facts, placeOf: PlaceOfRow, list: ProblemList): void {
  const rows = facts.territory;
  for (let index = 0; index < rows.length; index++) {
    const { from, to, geography, area } = rows[index] as (typeof rows)[number];
    const whole = area === wholeTerritory;
    if (from === null && to === null)
      list.add('moves-nothing', { ...placeOf('territory', index), column: 'to' }, movesNothing);
    else if (whole && from === null)
      list.add('giver-missing', { ...placeOf('territory', index), column: 'from' }, missingGiver);
    if (from !== null && from === to) {
      const message = 'Territory passes from this body to itself; correct one end.';
      list.add('self-link', { ...placeOf('territory', index), column: 'to' }, () => ({ message, found: shown(to) }));
    }
    if (!whole && geography === null) {
      list.add('geography-missing', { ...placeOf('territory', index), column: 'geography' }, () => ({
        message: 'The row names a block but not the geography it is a block of.',
        expected: 'an id of geographies',
        found: 'an empty cell',
      }));
    }
  }
}

function movesNothing(): ProblemText {
  return { message: 'Territory passes from nobody to nobody; fill in "from", "to" or both.', found: 'two empty cells' };
}

function missingGiver(): ProblemText {
  const message = 'Area * stands for all that the giver still holds; name the giver.';
  return { message, expected: 'an id of organisations', found: 'an empty cell' };
}

/** Links within one vintage, blocks that border on themselves, and borders stated from both sides. */
function checkPairs(facts: Facts, placeOf: PlaceOfRow, list: ProblemList): void {
  for (const [index, { from_geography, to_geography }] of facts.links.entries()) {
    if (from_geography !== to_geography) continue;
    const message = 'The link joins a vintage of blocks to itself; it must join two.';
    const where = { ...placeOf('links', index), column: 'to_geography' };
    list.add('self-link', where, () => ({ message, found: shown(to_geography) }));
  }
  const rows = facts.adjacency;
  const turned = new Map<string, number>();
  for (const [index, { geography, area_a, area_b }] of rows.entries()) {
    if (area_a > area_b) turned.set(`${geography}\n${area_b}\n${area_a}`, index);
    if (area_a !== area_b) continue;
    const message = 'The block borders on itself; take the row out or correct one code.';
    list.add('self-link', { ...placeOf('adjacency', index), column: 'area_b' }, () => ({
      message,
      found: shown(area_b),
    }));
  }
  if (turned.size === 0) return;
  for (const [index, { geography, area_a, area_b }] of rows.entries()) {
    const other = turned.get(`${geography}\n${area_a}\n${area_b}`);
    if (other === undefined) continue;
    const [first, second] = other < index ? [other, index] : [index, other];
    list.add('duplicate-key', { ...placeOf('adjacency', second), column: 'area_a, area_b' }, () => {
      const before = placeOf('adjacency', first);
      const message = `Row ${before.row} of ${before.file} states the same border the other way round; take one out.`;
      return { message, expected: 'each pair once', found: `${shown(area_a)}, ${shown(area_b)}` };
    });
  }
}
