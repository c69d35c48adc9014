/** What of a frame is drawn: a swatch for each zone, by relation or by body, and the names that stand on the land. */

import { relations } from '#core/coterminosity/relations.ts';
import { colouring } from './colouring.ts';
import type { Frame } from './map-frame.ts';
import type { Label, Scene } from './painter.ts';
import { bodyFills, relationSwatches, type Swatch, unknownSwatch } from './palette.ts';
import { type Shapes, touchingHolders } from './shapes.ts';

export type ColourBy = 'relation' | 'body';

const unknownAt = 0;
const relationScheme: readonly Swatch[] = [unknownSwatch, ...relations.map((relation) => relationSwatches[relation])];
const bodyScheme: readonly Swatch[] = [
  unknownSwatch,
  ...bodyFills.map((fill): Swatch => ({ fill, mark: fill, pattern: 'plain' })),
];

/** The scene of a frame; `names` are those of the bodies, by number. Land whose relation is not known is drawn so when coloured by relation. */
export function makeScene(shapes: Shapes, frame: Frame, names: readonly string[], colourBy: ColourBy): Scene {
  const swatchOf = new Uint8Array(shapes.zoneCount).fill(unknownAt);
  if (colourBy === 'relation') {
    frame.pairOf.forEach((pair, zone) => {
      const relation = pair < 0 ? null : (frame.pairs[pair]?.relation ?? null);
      if (relation !== null) swatchOf[zone] = relations.indexOf(relation) + 1;
    });
  } else {
    const colourOf = bodyColours(shapes, frame, names.length);
    frame.bodyOf.forEach((body, zone) => {
      if (body >= 0) swatchOf[zone] = (colourOf[body] as number) + 1;
    });
  }
  return {
    swatchOf,
    swatches: colourBy === 'relation' ? relationScheme : bodyScheme,
    bodyOf: frame.bodyOf,
    councilOf: frame.councilOf,
    labels: bodyLabels(shapes, frame.bodyOf, names),
  };
}

/** The fill of each body, by number, when a map is coloured by body: for drawings that stand beside it. */
export function fillsOfBodies(shapes: Shapes, frame: Frame, count: number): string[] {
  return Array.from(bodyColours(shapes, frame, count), (colour) => bodyFills[colour] ?? bodyFills[0]);
}

/** A name as it stands on the map: without the words that all of its kind share. */
export function shortName(name: string): string {
  return name
    .replace(/^NHS /, '')
    .replace(
      / (Integrated Care Board|ICB|Clinical Commissioning Group|CCG|Primary Care Trust|Care Trust|PCT|Strategic Health Authority|SHA|STP)$/i,
      '',
    )
    .replace(/ (County Council|Borough Council|District Council|City Council|Council|Combined Authority)$/i, '')
    .replaceAll(' and ', ' & ');
}

/** The land that a body holds: the box around it, in the plane. Null when it holds none that is drawn. */
export function boxOfBody(
  shapes: Shapes,
  bodyOf: Int32Array,
  body: number,
): { left: number; top: number; right: number; bottom: number } | null {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let zone = 0; zone < bodyOf.length; zone++) {
    if (bodyOf[zone] !== body || (shapes.rings[zone]?.length ?? 0) === 0) continue;
    box.left = Math.min(box.left, shapes.boxes[zone * 4] as number);
    box.top = Math.min(box.top, shapes.boxes[zone * 4 + 1] as number);
    box.right = Math.max(box.right, shapes.boxes[zone * 4 + 2] as number);
    box.bottom = Math.max(box.bottom, shapes.boxes[zone * 4 + 3] as number);
  }
  return box.left > box.right ? null : box;
}

function bodyColours(shapes: Shapes, frame: Frame, count: number): Uint8Array {
  return colouring(count, touchingHolders(shapes, frame.bodyOf, count), bodyFills.length);
}

/** Each body's name at the centre of its land, or of its largest zone where that centre is someone else's. */
export function bodyLabels(shapes: Shapes, bodyOf: Int32Array, names: readonly string[]): Label[] {
  const count = names.length;
  const sums = Float64Array.from({ length: count * 3 }, () => 0);
  const largest = new Int32Array(count).fill(-1);
  for (let zone = 0; zone < bodyOf.length; zone++) {
    const body = bodyOf[zone] as number;
    const [area, x, y] = shapes.centres.subarray(zone * 3, zone * 3 + 3) as unknown as [number, number, number];
    if (body < 0 || area === 0) continue;
    sums[body * 3] = (sums[body * 3] as number) + area;
    sums[body * 3 + 1] = (sums[body * 3 + 1] as number) + area * x;
    sums[body * 3 + 2] = (sums[body * 3 + 2] as number) + area * y;
    const best = largest[body] as number;
    if (best < 0 || area > (shapes.centres[best * 3] as number)) largest[body] = zone;
  }
  const labels: Label[] = [];
  for (let body = 0; body < count; body++) {
    const area = sums[body * 3] as number;
    const box = area === 0 ? null : boxOfBody(shapes, bodyOf, body);
    if (box === null) continue;
    const centre = { x: (sums[body * 3 + 1] as number) / area, y: (sums[body * 3 + 2] as number) / area };
    const at = isInBody(shapes, bodyOf, body, centre) ? centre : zoneCentre(shapes, largest[body] as number);
    labels.push({ text: shortName(names[body] as string), ...at, room: box.right - box.left });
  }
  return labels;
}

/** True when the point lies in the box of a zone of the body and nearer its centre than any other body's zone centre. */
function isInBody(shapes: Shapes, bodyOf: Int32Array, body: number, point: { x: number; y: number }): boolean {
  let nearest = -1;
  let least = Infinity;
  for (let zone = 0; zone < bodyOf.length; zone++) {
    const { x, y } = zoneCentre(shapes, zone);
    const distance = (x - point.x) ** 2 + (y - point.y) ** 2;
    if ((shapes.centres[zone * 3] as number) > 0 && distance < least) {
      least = distance;
      nearest = zone;
    }
  }
  return nearest >= 0 && bodyOf[nearest] === body;
}

function zoneCentre(shapes: Shapes, zone: number): { x: number; y: number } {
  return { x: shapes.centres[zone * 3 + 1] as number, y: shapes.centres[zone * 3 + 2] as number };
}
