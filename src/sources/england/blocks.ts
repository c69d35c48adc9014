/**
 * The building blocks: 2001, 2011 and 2021 LSOAs, the links between them, and the parts they have in common,
 * on which pictures of different vintages are compared.
 */

import type { LinkChange } from '#core/pack/vocabulary.ts';
import type { Draft } from '#sources/england/draft.ts';
import { columnOf, type InputFolder, type InputTable } from '#sources/england/read-input.ts';

export const vintages = ['lsoa01', 'lsoa11', 'lsoa21'] as const;
export type Vintage = (typeof vintages)[number];

/** Block codes by part, one list a vintage; null where a part has no block of that vintage. @shape parts */
export type Blocks = {
  readonly count: number;
  readonly codeOf: Readonly<Record<Vintage, readonly (string | null)[]>>;
  /** Parts of each block. */
  readonly partsOf: Readonly<Record<Vintage, ReadonlyMap<string, readonly number[]>>>;
};

/** Who holds each block of a vintage: a picture as a publisher prints it. */
export type Printed = { readonly vintage: Vintage; readonly holderOf: ReadonlyMap<string, string> };

type Link = { readonly from: string; readonly to: string; readonly change: string };

const changeWords: Readonly<Record<string, LinkChange>> = { U: 'unchanged', S: 'split', M: 'merged', X: 'irregular' };

/** Write geographies, areas and links, and give the parts. Codes outside England are left out. */
export function addBlocks(draft: Draft, folder: InputFolder): Blocks {
  const first = linksOf(folder.table('lsoa01-lsoa11'), 'lsoa01', 'lsoa11');
  const second = linksOf(folder.table('lsoa11-lsoa21'), 'lsoa11', 'lsoa21');
  const codes = {
    lsoa01: english([...first.map((link) => link.from), ...columnOf(folder.table('lsoa01-district'), 'lsoa')]),
    lsoa11: english([
      ...first.map((link) => link.to),
      ...second.map((link) => link.from),
      ...columnOf(folder.table('lsoa11-2022'), 'lsoa'),
    ]),
    lsoa21: english([...second.map((link) => link.to), ...columnOf(folder.table('lsoa21-2024'), 'lsoa')]),
  };
  const titles = {
    lsoa01: ['2001 Lower Layer Super Output Areas', '2001-04-29', 'lsoa01-lsoa11'],
    lsoa11: ['2011 Lower Layer Super Output Areas', '2011-03-27', 'lsoa01-lsoa11'],
    lsoa21: ['2021 Lower Layer Super Output Areas', '2021-03-21', 'lsoa11-lsoa21'],
  } as const;
  for (const vintage of vintages) {
    if (codes[vintage].length === 0) continue;
    const [title, day, source] = titles[vintage];
    draft.add('geographies', { id: vintage, title, vintage: day, source });
    for (const code of codes[vintage]) draft.add('areas', { geography: vintage, code });
  }
  addLinks(draft, first, 'lsoa01', 'lsoa11');
  addLinks(draft, second, 'lsoa11', 'lsoa21');
  reportUnlinked(draft, first, codes.lsoa11);
  return cutParts(codes, first, second);
}

/**
 * The holder of each part in a printed picture, by number in `bodies` (which grows). A part without a block
 * of that vintage takes its holder from `otherwise`, when that body is in the picture at all.
 * @shape parts
 */
export function pictureOf(
  blocks: Blocks,
  printed: Printed,
  bodies: Map<string, number>,
  otherwise?: Printed,
): Int32Array {
  const known = new Set(printed.holderOf.values());
  const own = blocks.codeOf[printed.vintage];
  const other = otherwise === undefined ? null : blocks.codeOf[otherwise.vintage];
  return Int32Array.from({ length: blocks.count }, (_, part) => {
    const code = own[part] ?? null;
    const spare = code !== null ? undefined : otherwise?.holderOf.get(other?.[part] ?? '');
    const holder =
      code !== null ? printed.holderOf.get(code) : spare !== undefined && known.has(spare) ? spare : undefined;
    if (holder === undefined) return -1;
    const number = bodies.get(holder) ?? bodies.size;
    bodies.set(holder, number);
    return number;
  });
}

/** True when at least one part has a block of that vintage and one of 2011, so that pictures can be compared. */
export function isComparable(blocks: Blocks, vintage: Vintage): boolean {
  return blocks.codeOf[vintage].some((code, part) => code !== null && blocks.codeOf.lsoa11[part] !== null);
}

/** The blocks of a vintage that the parts lie in, each once. */
export function blocksOfParts(blocks: Blocks, vintage: Vintage, parts: Iterable<number>): string[] {
  const found = new Set<string>();
  for (const part of parts) {
    const code = blocks.codeOf[vintage][part] ?? null;
    if (code !== null) found.add(code);
  }
  return [...found];
}

/** A picture from two columns of a table. Rows with an empty cell are left out. */
export function printedOf(vintage: Vintage, table: InputTable, holder: string): Printed {
  const area = columnOf(table, 'lsoa');
  const body = columnOf(table, holder);
  const holderOf = new Map<string, string>();
  for (let row = 0; row < table.length; row++) {
    const code = area[row] ?? '';
    const value = body[row] ?? '';
    if (code.startsWith('E') && value !== '') holderOf.set(code, value);
  }
  return { vintage, holderOf };
}

/** Blocks by holder, holders in order of code. */
export function areasByHolder(printed: Printed): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [area, holder] of printed.holderOf) {
    const list = found.get(holder);
    if (list === undefined) found.set(holder, [area]);
    else list.push(area);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function linksOf(table: InputTable, from: string, to: string): Link[] {
  const before = columnOf(table, from);
  const after = columnOf(table, to);
  const change = columnOf(table, 'change');
  const links = before.map((code, row) => ({ from: code, to: after[row] ?? '', change: change[row] ?? '' }));
  return links.filter((link) => link.from.startsWith('E') && link.to.startsWith('E'));
}

function english(codes: readonly string[]): string[] {
  return [...new Set(codes)].filter((code) => code.startsWith('E')).sort();
}

function addLinks(draft: Draft, links: readonly Link[], from: Vintage, to: Vintage): void {
  for (const link of links) {
    draft.add('links', {
      from_geography: from,
      from_area: link.from,
      to_geography: to,
      to_area: link.to,
      change: changeWords[link.change] ?? 'irregular',
    });
  }
}

function reportUnlinked(draft: Draft, links: readonly Link[], codes: readonly string[]): void {
  if (links.length === 0) return;
  const linked = new Set(links.map((link) => link.to));
  const alone = codes.filter((code) => !linked.has(code));
  if (alone.length === 0) return;
  draft.unexplained(
    'lsoa11-without-lsoa01',
    null,
    alone.join(', '),
    'These 2011 blocks are in no published link to a 2001 block. Each is treated as land of its own, held before 2011 by the bodies that hold it in the first picture on 2011 blocks.',
    alone.length,
  );
}

function cutParts(codes: Record<Vintage, string[]>, first: readonly Link[], second: readonly Link[]): Blocks {
  const before = Map.groupBy(first, (link) => link.to);
  const after = Map.groupBy(second, (link) => link.from);
  const linked01 = new Set(first.map((link) => link.from));
  const linked21 = new Set(second.map((link) => link.to));
  const codeOf: Record<Vintage, (string | null)[]> = { lsoa01: [], lsoa11: [], lsoa21: [] };
  const push = (a: string | null, b: string | null, c: string | null) => {
    codeOf.lsoa01.push(a);
    codeOf.lsoa11.push(b);
    codeOf.lsoa21.push(c);
  };
  for (const code of codes.lsoa11) {
    const earlier = before.get(code)?.map((link) => link.from) ?? [null];
    const later = after.get(code)?.map((link) => link.to) ?? [null];
    for (const a of earlier) for (const c of later) push(a, code, c);
  }
  for (const code of codes.lsoa01) if (!linked01.has(code)) push(code, null, null);
  for (const code of codes.lsoa21) if (!linked21.has(code)) push(null, null, code);
  const partsOf = {
    lsoa01: partsByCode(codeOf.lsoa01),
    lsoa11: partsByCode(codeOf.lsoa11),
    lsoa21: partsByCode(codeOf.lsoa21),
  };
  return { count: codeOf.lsoa11.length, codeOf, partsOf };
}

function partsByCode(codes: readonly (string | null)[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [part, code] of codes.entries()) {
    if (code === null) continue;
    const list = found.get(code);
    if (list === undefined) found.set(code, [part]);
    else list.push(part);
  }
  return found;
}
