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
  const drafts = [...facts.geographies]
    .sort((a, b) => (a.vintage === b.vintage ? (a.id < b.id ? -1 : 1) : a.vintage < b.vintage ? -1 : 1))
    .map((row) => ({ row, ...blocksOf(facts, row.id) }));
  let blocksByGeography: number[][] = [];
  let partCount = 0;
  for (const [position, draft] of drafts.entries()) {
    const base = drafts
      .slice(0, position)
      .findLastIndex((earlier) => facts.links.some((link) => joins(link, earlier.row.id, draft.row.id)));
    const targets = base < 0 ? new Map<number, number[]>() : linkTargets(facts, drafts[base], draft);
    const next: number[][] = Array.from({ length: position + 1 }, () => []);
    const reached = new Uint8Array(draft.codes.length);
    let count = 0;
    const append = (part: number, block: number) => {
      for (let g = 0; g < position; g++) next[g]?.push(part < 0 ? -1 : (blocksByGeography[g]?.[part] ?? -1));
      next[position]?.push(block);
      if (block >= 0) reached[block] = 1;
      count += 1;
    };
    for (let part = 0; part < partCount; part++) {
      const from = base < 0 ? -1 : (blocksByGeography[base]?.[part] ?? -1);
      const to = targets.get(from);
      if (to === undefined) append(part, -1);
      else for (const block of to) append(part, block);
    }
    for (let block = 0; block < draft.codes.length; block++) if (reached[block] === 0) append(-1, block);
    blocksByGeography = next;
    partCount = count;
  }
  const geographies = drafts.map((draft, g) => finish(draft, Int32Array.from(blocksByGeography[g] ?? [])));
  return { partCount, geographies };
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
