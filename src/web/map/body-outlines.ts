/**
 * The land of each body as one outline, for drawings made of elements: the arcs around it, joined end to end.
 * Knows who holds which zone, not what is shown of them.
 */

import type { Shapes } from './shapes.ts';
import type { Box } from './sight.ts';

/** `path` is the `d` of an SVG path, to be filled by the even-odd rule; `rings` are its points, x and y in turn. */
export type Outline = { readonly path: string; readonly rings: readonly (readonly number[])[]; readonly box: Box };

/** Points nearer to the last than this are left out. @units the plane */
const finest = 0.12;

/**
 * The outline of each holder, by number; null of one without land that is drawn. Arcs that an even number of its rings run
 * along are within it; the others close, also where the shapes of zones overlap. O(points of the shapes).
 */
export function bodyOutlines(shapes: Shapes, holderOf: Int32Array, holders: number): (Outline | null)[] {
  const arcsOf: Set<number>[] = Array.from({ length: holders }, () => new Set());
  for (const [zone, rings] of shapes.rings.entries()) {
    const arcs = arcsOf[holderOf[zone] as number];
    if (arcs === undefined) continue;
    for (const reference of rings.flat()) {
      const arc = reference < 0 ? ~reference : reference;
      if (!arcs.delete(arc)) arcs.add(arc);
    }
  }
  const thinned = new Map<number, readonly number[]>();
  const pointsOf = (arc: number): readonly number[] => {
    const known = thinned.get(arc);
    if (known !== undefined) return known;
    const points = thin(shapes.arcs[arc] as Float32Array);
    thinned.set(arc, points);
    return points;
  };
  return arcsOf.map((arcs) => (arcs.size === 0 ? null : outlineOf(joined([...arcs], pointsOf))));
}

/** x and y in turn. The ends stay, so that arcs still meet; both sides of a border see the same points. */
function thin(arc: Float32Array): number[] {
  const points: number[] = [];
  const last = arc.length - 2;
  for (let at = 0; at < arc.length; at += 2) {
    const [x, y] = [rounded(arc[at] as number), rounded(arc[at + 1] as number)];
    const [beforeX = Number.NaN, beforeY = Number.NaN] = points.slice(-2);
    const isNear = Math.abs(x - beforeX) < finest && Math.abs(y - beforeY) < finest;
    if (at === 0 || at === last || !isNear) points.push(x, y);
  }
  return points;
}

/** Rings of points. Where more than two ends meet any two are joined: the even-odd rule fills the same land. */
function joined(arcs: readonly number[], pointsOf: (arc: number) => readonly number[]): number[][] {
  const free = new Set(arcs);
  const meeting = new Map<string, number[]>();
  for (const arc of arcs)
    for (const end of [startOf(pointsOf(arc)), endOf(pointsOf(arc))]) {
      const same = meeting.get(end);
      if (same === undefined) meeting.set(end, [arc]);
      else same.push(arc);
    }
  const rings: number[][] = [];
  for (const first of arcs) {
    if (!free.delete(first)) continue;
    const ring = [...pointsOf(first)];
    for (let end = endOf(ring); end !== startOf(ring); end = endOf(ring)) {
      const next = meeting.get(end)?.find((arc) => free.has(arc));
      if (next === undefined) break;
      free.delete(next);
      const points = pointsOf(next);
      addPoints(ring, startOf(points) === end ? points : reversed(points));
    }
    rings.push(ring);
  }
  return rings;
}

/** All but the first point, which the ring has. */
function addPoints(ring: number[], points: readonly number[]): void {
  for (let at = 2; at < points.length; at++) ring.push(points[at] as number);
}

function reversed(points: readonly number[]): number[] {
  const turned: number[] = [];
  for (let at = points.length - 2; at >= 0; at -= 2) turned.push(points[at] as number, points[at + 1] as number);
  return turned;
}

function startOf(points: readonly number[]): string {
  return `${points[0]},${points[1]}`;
}

function endOf(points: readonly number[]): string {
  return `${points.at(-2)},${points.at(-1)}`;
}

function outlineOf(rings: readonly (readonly number[])[]): Outline {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  let path = '';
  for (const ring of rings) {
    // Two points enclose nothing: an island too small to be seen.
    if (ring.length < 6) continue;
    for (let at = 0; at < ring.length; at += 2) {
      const [x, y] = [ring[at] as number, ring[at + 1] as number];
      path += `${at === 0 ? 'M' : 'L'}${x} ${y}`;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
    path += 'Z';
  }
  return { path, rings, box };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
