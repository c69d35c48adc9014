/**
 * The embedded sample, "Surrey and its neighbours": real bodies, dates and people from 2006 to 2028 over 75
 * districts and parts of districts, each fact with its source, and a drawn map. Pure data: the same on every
 * call, in a browser as in Node.
 */

import type { Facts } from '#core/pack/tables.ts';
import { blockPiece } from '#sample/blocks.ts';
import { boardEventPiece } from '#sample/board-events.ts';
import { boardPiece } from '#sample/boards.ts';
import { commissionerEventPiece } from '#sample/commissioner-events.ts';
import { commissionerPiece } from '#sample/commissioners.ts';
import { councilEventPiece } from '#sample/council-events.ts';
import { councilPiece } from '#sample/councils.ts';
import { findingPiece } from '#sample/findings.ts';
import { mapFile, mapPiece, mapText } from '#sample/map.ts';
import { neighbourPiece } from '#sample/neighbours.ts';
import { populationPiece } from '#sample/populations.ts';
import { joinPieces } from '#sample/row.ts';
import { scenarioPiece } from '#sample/scenarios.ts';
import { sourcePiece } from '#sample/sources.ts';

export type Sample = {
  readonly facts: Facts;
  /** Files of the pack beside its tables. */
  readonly boundaries: readonly { readonly path: string; readonly text: string }[];
};

/** Title of the sample, as a pack and on screen. */
export const sampleTitle = 'Surrey and its neighbours, 2006 to 2028';

/** The sample as a data pack: its facts and its map. */
export function surreySample(): Sample {
  const facts = joinPieces([
    sourcePiece(),
    blockPiece(),
    neighbourPiece(),
    mapPiece(),
    councilPiece(),
    commissionerPiece(),
    boardPiece(),
    commissionerEventPiece(),
    councilEventPiece(),
    boardEventPiece(),
    populationPiece(),
    scenarioPiece(),
    findingPiece(),
  ]);
  return { facts, boundaries: [{ path: mapFile, text: mapText() }] };
}
