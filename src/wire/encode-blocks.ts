/** The building blocks of a body to JSON. */

import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { BlocksWire } from '#wire/blocks.ts';
import { encodeBodyOn } from '#wire/encode-body.ts';

/** Blocks with the number of whoever holds each in another tier. */
export type BlocksGiven = Pick<BlocksWire, 'geography' | 'population' | 'persons'> & {
  readonly timeline: Timeline;
  readonly on: IsoDate;
  readonly body: number;
  readonly blocks: readonly Readonly<BlocksWire['blocks'][number]>[];
};

const byName = new Intl.Collator('en-GB');

/** The blocks, in the order given; the holders by name. */
export function encodeBlocks(given: BlocksGiven): BlocksWire {
  const { timeline, on, body, geography, population, persons, blocks } = given;
  const counts = new Map<number, number>();
  for (const { holder } of blocks) if (holder >= 0) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  const holders = [...counts]
    .map(([number, own]) => ({ number, wire: { ...encodeBodyOn(timeline, number, on), blocks: own } }))
    .sort((a, b) => byName.compare(a.wire.name, b.wire.name));
  const placeOf = new Map(holders.map(({ number }, place) => [number, place]));
  return {
    on,
    body: encodeBodyOn(timeline, body, on),
    geography,
    population,
    persons,
    holders: holders.map(({ wire }) => wire),
    blocks: blocks.map((block) => ({ ...block, holder: placeOf.get(block.holder) ?? -1 })),
  };
}
