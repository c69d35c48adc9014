/**
 * What part of the map is looked at, apart from any window: the middle as shares of the map's width and height, and
 * how many times larger than the whole map it is seen. Written in the address, so that a view can be sent whole.
 */

export type Sight = {
  /** @units proportions of the map's width and height, 0 to 1 */
  readonly x: number;
  readonly y: number;
  /** 1: the whole map fits. */
  readonly zoom: number;
};

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
export type Plane = { readonly width: number; readonly height: number };

export const wholeSight: Sight = { x: 0.5, y: 0.5, zoom: 1 };

const mostZoom = 40;
/** Room left around a body that is shown by itself. */
const roomAround = 1.3;

/** `0.512,0.43,3.2`, rounded to what can be seen; null for the whole map, which needs no words. */
export function sightText(sight: Sight): string | null {
  const { x, y, zoom } = sight;
  const text = [rounded(x, 4), rounded(y, 4), rounded(zoom, 2)].join(',');
  return text === '0.5,0.5,1' ? null : text;
}

/** The sight in a text such as `0.512,0.43,3.2`; null when it is not one, or shows what lies off the map. */
export function parseSight(text: string): Sight | null {
  const parts = text.split(',');
  const [x, y, zoom] = parts.map((part) => (/^\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  if (parts.length !== 3 || x === undefined || y === undefined || zoom === undefined) return null;
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 && zoom >= 1 && zoom <= mostZoom ? { x, y, zoom } : null;
}

/** The sight so many times closer, from the whole map to forty times. Back at the whole it is the middle again. */
export function zoomedSight(sight: Sight, factor: number): Sight {
  const zoom = Math.min(sight.zoom * factor, mostZoom);
  return zoom < 1.05 ? wholeSight : { ...sight, zoom };
}

/** The sight moved by so much of the plane; its middle stays on the map. */
export function movedSight(sight: Sight, plane: Plane, right: number, down: number): Sight {
  return { ...sight, x: clamped(sight.x + right / plane.width), y: clamped(sight.y + down / plane.height) };
}

/** The sight that shows a box of the plane with some room around it. */
export function sightOfBox(box: Box, plane: Plane): Sight {
  const [width, height] = [(box.right - box.left) * roomAround, (box.bottom - box.top) * roomAround];
  const zoom = Math.min(plane.width / Math.max(width, 1e-9), plane.height / Math.max(height, 1e-9), mostZoom);
  const middle = { x: (box.left + box.right) / 2 / plane.width, y: (box.top + box.bottom) / 2 / plane.height };
  return { x: clamped(middle.x), y: clamped(middle.y), zoom: Math.max(1, zoom) };
}

/** The box of the plane that a sight shows. */
export function boxOfSight(sight: Sight, plane: Plane): Box {
  const [x, y] = [sight.x * plane.width, sight.y * plane.height];
  const [halfWidth, halfHeight] = [plane.width / sight.zoom / 2, plane.height / sight.zoom / 2];
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
