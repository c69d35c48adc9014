/**
 * The land of a register: vintages of building blocks, and the parts they have in common. A part is the
 * smallest piece of land that every vintage agrees on, so a body's territory may be stated on one vintage,
 * moved on another and counted on a third. Knows nothing of bodies or events.
 */

import type { Facts, GeographyId } from '#core/pack/tables.ts';

/** One vintage of building blocks. Blocks are numbered from 0 in the order of the pack. */
export type Geography = {
  readonly id: GeographyId;
  readonly title: string;
  readonly vintage: string;
  readonly codes: readonly string[];
  readonly names: readonly (string | null)[];
  readonly indexOfCode: ReadonlyMap<string, number>;
  /** The block of each part; -1 where this vintage has no block for it. @shape parts */
  readonly blockOfPart: Int32Array;
  /** Where the parts of a block begin in `parts`. @shape blocks + 1 */
  readonly partsStart: Int32Array;
  /** Parts, block after block. */
  readonly parts: Int32Array;
};

export type Land = {
  readonly partCount: number;
  /** In order of vintage. */
  readonly geographies: readonly Geography[];
};

/** The parts of one block, as a view. Empty for a block that no part belongs to. */
export function partsOfBlock(geography: Geography, block: number): Int32Array {
  return geography.parts.subarray(geography.partsStart[block], geography.partsStart[block + 1]);
}

/** The geography of that id, or undefined. */
export function geographyNamed(land: Land, id: string): Geography | undefined {
  return land.geographies.find((geography) => geography.id === id);
}

/**
 * The land cut into parts. Vintages are taken in order of date; a part runs through the links from the
 * latest earlier vintage that has any. A block without links is a part of its own; where a merged block is
 * split again later, each earlier piece meets each later piece (which lies where is not known).
 * Linear in areas and links.
 */
export function cutLand(facts: Pick<Facts, 'geographies' | 'areas' | 'links'>): Land {
  const drafts = [...facts.geographies].sort(byVintage).map((row) => ({ row, ...blocksOf(facts, row.id) }));
  let cut: Cut = { partCount: 0, blocks: [] };
  for (const [position, draft] of drafts.entries()) {
    const earlier = drafts.slice(0, position);
    const base = earlier.findLastIndex((one) => facts.links.some((link) => joins(link, one.row.id, draft.row.id)));
    cut = cutFurther(cut, draft.codes.length, base, linkTargets(facts, drafts[base], draft));
  }
  const geographies = drafts.map((draft, at) => finish(draft, Int32Array.from(cut.blocks[at] ?? [])));
  return { partCount: cut.partCount, geographies };
}

/** Parts so far: for each vintage taken, the block of each part; -1 for none. */
type Cut = { readonly partCount: number; readonly blocks: readonly (readonly number[])[] };

/** The parts cut by one more vintage: each part once for every block that its block in `base` is linked to. */
function cutFurther(cut: Cut, blockCount: number, base: number, targets: ReadonlyMap<number, number[]>): Cut {
  const origins: number[] = [];
  const added: number[] = [];
  const reached = new Uint8Array(blockCount);
  for (let part = 0; part < cut.partCount; part++) {
    for (const block of targets.get(cut.blocks[base]?.[part] ?? -1) ?? [-1]) {
      origins.push(part);
      added.push(block);
      if (block >= 0) reached[block] = 1;
    }
  }
  for (let block = 0; block < blockCount; block++) {
    if (reached[block] === 1) continue;
    origins.push(-1);
    added.push(block);
  }
  const carried = cut.blocks.map((blocks) => origins.map((part) => blocks[part] ?? -1));
  return { partCount: added.length, blocks: [...carried, added] };
}

function byVintage(a: Facts['geographies'][number], b: Facts['geographies'][number]): number {
  const [first, second] = [`${a.vintage} ${a.id}`, `${b.vintage} ${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

type Draft = {
  row: Facts['geographies'][number];
  codes: string[];
  names: (string | null)[];
  indexOfCode: Map<string, number>;
};

function blocksOf(facts: Pick<Facts, 'areas'>, id: GeographyId): Omit<Draft, 'row'> {
  const codes: string[] = [];
  const names: (string | null)[] = [];
  const indexOfCode = new Map<string, number>();
  for (const area of facts.areas) {
    if (area.geography !== id || indexOfCode.has(area.code)) continue;
    indexOfCode.set(area.code, codes.length);
    codes.push(area.code);
    names.push(area.name);
  }
  return { codes, names, indexOfCode };
}

function joins(link: Facts['links'][number], from: string, to: string): boolean {
  return link.from_geography === from && link.to_geography === to;
}

function linkTargets(facts: Pick<Facts, 'links'>, from: Draft | undefined, to: Draft): Map<number, number[]> {
  const targets = new Map<number, number[]>();
  for (const link of facts.links) {
    if (from === undefined || !joins(link, from.row.id, to.row.id)) continue;
    const a = from.indexOfCode.get(link.from_area);
    const b = to.indexOfCode.get(link.to_area);
    if (a === undefined || b === undefined) continue;
    const list = targets.get(a);
    if (list === undefined) targets.set(a, [b]);
    else list.push(b);
  }
  return targets;
}

function finish(draft: Draft, blockOfPart: Int32Array): Geography {
  const partsStart = new Int32Array(draft.codes.length + 1);
  for (const block of blockOfPart) if (block >= 0) partsStart[block + 1] = (partsStart[block + 1] ?? 0) + 1;
  for (let block = 0; block < draft.codes.length; block++) {
    partsStart[block + 1] = (partsStart[block + 1] ?? 0) + (partsStart[block] ?? 0);
  }
  const cursor = partsStart.slice();
  const parts = new Int32Array(partsStart[draft.codes.length] ?? 0);
  for (let part = 0; part < blockOfPart.length; part++) {
    const block = blockOfPart[part] ?? -1;
    if (block < 0) continue;
    const at = cursor[block] ?? 0;
    parts[at] = part;
    cursor[block] = at + 1;
  }
  const { row, codes, names, indexOfCode } = draft;
  return {
    id: row.id,
    title: row.title,
    vintage: row.vintage,
    codes,
    names,
    indexOfCode,
    blockOfPart,
    partsStart,
    parts,
  };
}
