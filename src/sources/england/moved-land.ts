/**
 * Writing land that moved as rows of territory, exactly: on the blocks that the giver's picture was drawn on
 * where those move whole, and otherwise by letting go of the earlier block and handing out its later pieces.
 */

import type { Evidence } from '#core/pack/vocabulary.ts';
import { type Blocks, blocksOfParts, type Vintage } from '#sources/england/blocks.ts';
import type { Draft, SourceName } from '#sources/england/draft.ts';

export type MovedLand = {
  readonly event: string;
  readonly from: string;
  readonly to: string;
  readonly parts: readonly number[];
  /** The vintage of the picture before, and of the picture after. */
  readonly before: Vintage;
  readonly after: Vintage;
  readonly evidence: Evidence;
  readonly source: SourceName;
};

/** Write the rows, and give the number of blocks of the later vintage that moved. */
export function addMovedLand(draft: Draft, blocks: Blocks, land: MovedLand): number {
  const { event, from, to, before, after, evidence, source } = land;
  const moved = new Set(land.parts);
  const write = (giver: string | null, taker: string | null, geography: Vintage, areas: readonly string[]) => {
    if (areas.length > 0) draft.land(event, { from: giver, to: taker, blocks: { geography, areas }, evidence, source });
  };
  const whole: string[] = [];
  for (const code of blocksOfParts(blocks, before, land.parts)) {
    const own = blocks.partsOf[before].get(code) ?? [];
    if (own.every((part) => moved.has(part))) {
      whole.push(code);
      continue;
    }
    write(from, null, before, [code]);
    write(
      null,
      to,
      after,
      blocksOfParts(
        blocks,
        after,
        own.filter((part) => moved.has(part)),
      ),
    );
    write(
      null,
      from,
      after,
      blocksOfParts(
        blocks,
        after,
        own.filter((part) => !moved.has(part)),
      ),
    );
  }
  write(from, to, before, whole);
  return blocksOfParts(blocks, after, land.parts).length;
}
