/** How land that is given out falls to its takers: blocks and people of each, and what nobody has yet. Pure. */

import type { BlocksWire } from '#wire/blocks.ts';

export type Portion = {
  /** Key of the taker; '' for what is not given out. */
  readonly key: string;
  readonly blocks: number;
  /** Null: there is no count of people. @units persons */
  readonly persons: number | null;
};

export type ShareOut = {
  /** One for each taker, in their order, and a last one for what is not given out. Together they are the whole. */
  readonly portions: readonly Portion[];
  readonly blocks: number;
  /** @units persons */
  readonly persons: number | null;
};

type Block = BlocksWire['blocks'][number];

/** The portions. Blocks of a taker that is no longer there count as not given out. */
export function shareOut(
  blocks: readonly Block[],
  takers: readonly string[],
  areas: Readonly<Record<string, string>>,
  rest: string,
): ShareOut {
  const placeOf = new Map(takers.map((key, place) => [key, place]));
  const counts = [...takers, ''].map((key) => ({ key, blocks: 0, persons: 0 }));
  let isCounted = true;
  for (const block of blocks) {
    const place = placeOf.get(takerOf(block.code, areas, rest)) ?? takers.length;
    const portion = counts[place];
    if (portion === undefined) continue;
    portion.blocks += 1;
    portion.persons += block.persons ?? 0;
    if (block.persons === null) isCounted = false;
  }
  const portions = counts.map((one) => ({ ...one, persons: isCounted ? one.persons : null }));
  const persons = counts.reduce((sum, one) => sum + one.persons, 0);
  return { portions, blocks: blocks.length, persons: isCounted ? persons : null };
}

/** Who takes a block: who it was given to, else who has the rest; '' for nobody. */
export function takerOf(code: string, areas: Readonly<Record<string, string>>, rest: string): string {
  return areas[code] ?? rest;
}

/** The areas with those blocks given to a taker; '' takes them back. */
export function withGiven(
  areas: Readonly<Record<string, string>>,
  codes: readonly string[],
  taker: string,
): Record<string, string> {
  const next = { ...areas };
  for (const code of codes) {
    if (taker === '') delete next[code];
    else next[code] = taker;
  }
  return next;
}

/** The taker that has all of those blocks; '' when nobody has any; null when they are shared. */
export function commonTaker(
  codes: readonly string[],
  areas: Readonly<Record<string, string>>,
  rest: string,
): string | null {
  const [first, ...others] = new Set(codes.map((code) => takerOf(code, areas, rest)));
  return others.length > 0 ? null : (first ?? '');
}
