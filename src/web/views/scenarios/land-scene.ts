/** Land that is given out, as a scene for the painter: a colour for each taker, borders of areas, names with numbers. */

import type { BlocksWire } from '#wire/blocks.ts';
import type { Label, Scene } from '../../map/painter.ts';
import type { Swatch } from '../../map/palette.ts';
import { shortName } from '../../map/scene.ts';
import type { Shapes } from '../../map/shapes.ts';
import { type NamedTaker, openSwatch, sharedSwatch, takerFill } from './taker-key.tsx';

/** Land of others, which is not given out. */
const outsideSwatch: Swatch = { fill: '#ffffff', mark: '#ffffff', pattern: 'plain' };

/** Numbers of swatches before those of the takers. */
const [outside, open, shared] = [0, 1, 2];
const firstTaker = 3;

/** The scene. A zone whose blocks go to several is drawn as shared. */
export function landScene(
  shapes: Shapes,
  ground: Pick<BlocksWire, 'blocks' | 'holders'>,
  takers: readonly NamedTaker[],
  takerOfBlock: (code: string) => string,
): Scene {
  const swatchOf = new Uint8Array(shapes.zoneCount).fill(outside);
  const holderOf = new Int32Array(shapes.zoneCount).fill(-1);
  const numberOf = new Map(takers.map((taker, at) => [taker.key, firstTaker + at]));
  for (const block of ground.blocks) {
    const own = numberOf.get(takerOfBlock(block.code)) ?? open;
    const before = swatchOf[block.zone] ?? outside;
    swatchOf[block.zone] = before === outside || before === own ? own : shared;
    holderOf[block.zone] = block.holder < 0 ? ground.holders.length : block.holder;
  }
  const swatches = [
    outsideSwatch,
    openSwatch,
    sharedSwatch,
    ...takers.map(({ number }): Swatch => ({ fill: takerFill(number), mark: takerFill(number), pattern: 'plain' })),
  ];
  return {
    swatchOf,
    swatches,
    bodyOf: Int32Array.from(swatchOf, (swatch) => (swatch === outside ? -1 : swatch)),
    councilOf: holderOf,
    labels: labelsOf(shapes, ground.holders, holderOf, swatchOf, takers),
  };
}

/** Each area's name in the middle of its land, with the numbers of those who get it. */
function labelsOf(
  shapes: Shapes,
  holders: BlocksWire['holders'],
  holderOf: Int32Array,
  swatchOf: Uint8Array,
  takers: readonly NamedTaker[],
): Label[] {
  return holders.flatMap((holder, at) => {
    const zones = [...holderOf.keys()].filter((zone) => holderOf[zone] === at && (shapes.centres[zone * 3] ?? 0) > 0);
    if (zones.length === 0) return [];
    const area = zones.reduce((sum, zone) => sum + (shapes.centres[zone * 3] ?? 0), 0);
    const middle = (side: 1 | 2) =>
      zones.reduce((sum, zone) => sum + (shapes.centres[zone * 3] ?? 0) * (shapes.centres[zone * 3 + side] ?? 0), 0) /
      area;
    const left = zones.reduce((least, zone) => Math.min(least, shapes.boxes[zone * 4] ?? least), Infinity);
    const right = zones.reduce((most, zone) => Math.max(most, shapes.boxes[zone * 4 + 2] ?? most), -Infinity);
    const numbers = [...new Set(zones.map((zone) => (swatchOf[zone] ?? 0) - firstTaker))]
      .filter((place) => place >= 0)
      .map((place) => takers[place]?.number)
      .sort();
    const text = `${shortName(holder.name)}${numbers.length === 0 ? '' : ` (${numbers.join(', ')})`}`;
    return { text, x: middle(1), y: middle(2), room: right - left };
  });
}
