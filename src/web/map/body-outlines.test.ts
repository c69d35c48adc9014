import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { bodyOutlines } from './body-outlines.ts';
import { hatchPath } from './hatching.ts';
import { labelPlaces, linesOf } from './label-places.ts';
import { makeShapes, type Shapes } from './shapes.ts';

/** A grid of unit squares, each its own zone, with an arc for every edge. */
function grid(columns: number, rows: number): Shapes {
  const arcs: number[][][] = [];
  const numbers = new Map<string, number>();
  const edge = (from: [number, number], to: [number, number]): number => {
    const known = numbers.get(`${to},${from}`);
    if (known !== undefined) return ~known;
    numbers.set(`${from},${to}`, arcs.length);
    arcs.push([from, to]);
    return arcs.length - 1;
  };
  const geometries = Array.from({ length: columns * rows }, (_, id) => {
    const [x, y] = [id % columns, Math.floor(id / columns)];
    const corners: [number, number][] = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ];
    const ring = corners.map((corner, at) => edge(corner, corners[(at + 1) % 4] as [number, number]));
    return { type: 'Polygon', id, arcs: [ring] };
  });
  const topology = { type: 'Topology', arcs, objects: { zones: { type: 'GeometryCollection', geometries } } };
  const shapes = makeShapes(topology as unknown as Topology, columns * rows, false);
  if (shapes === null) throw new Error('no shapes');
  return shapes;
}

/** Whether a point lies in a path of straight lines, by the even-odd rule: a ray to the right, and how often it meets a line. */
function lies(path: string, x: number, y: number): boolean {
  let crossings = 0;
  for (const ring of path.split('Z').filter((text) => text !== '')) {
    const points = ring.split(/[ML]/).flatMap((text) => (text === '' ? [] : [text.split(' ').map(Number)]));
    for (const [at, [x0 = 0, y0 = 0]] of points.entries()) {
      const [x1 = 0, y1 = 0] = points[(at + 1) % points.length] ?? [];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) crossings += 1;
    }
  }
  return crossings % 2 === 1;
}

/** The same numbers whenever it is asked. */
function* dice(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield state >>> 8;
  }
}

describe('outlines of bodies', () => {
  it('[WB50] an outline holds the middle of every zone of its body and of no other, with holes and islands', () => {
    const [columns, rows, holders] = [7, 6, 3];
    const shapes = grid(columns, rows);
    for (let seed = 1; seed <= 60; seed++) {
      const roll = dice(seed);
      const holderOf = Int32Array.from({ length: columns * rows }, () => (roll.next().value % (holders + 1)) - 1);
      const outlines = bodyOutlines(shapes, holderOf, holders);
      const found = Array.from(holderOf, (_, zone) => {
        const [x, y] = [shapes.centres[zone * 3 + 1] ?? 0, shapes.centres[zone * 3 + 2] ?? 0];
        return outlines.findIndex((one) => one !== null && lies(one.path, x, y));
      });
      expect(found, `seed ${seed}`).toEqual([...holderOf]);
    }
  });

  it('[WB50] outlines close where the shapes of zones overlap', () => {
    const shapes = grid(3, 2);
    // The second zone is drawn over the first as well, as a merged coast may be.
    const rings = shapes.rings.map((own, zone) => (zone === 1 ? [...own, ...(shapes.rings[0] ?? [])] : own));
    const outlines = bodyOutlines({ ...shapes, rings }, Int32Array.of(0, 1, -1, 0, 1, -1), 2);
    for (const outline of outlines)
      for (const ring of outline?.path.split('Z').filter((text) => text !== '') ?? []) {
        const points = ring.split(/[ML]/).filter((text) => text !== '');
        expect(points.at(-1)).toBe(points[0]);
      }
  });

  it('[WB50] a body without land has no outline, and the box of one is that of its zones', () => {
    const shapes = grid(2, 1);
    const [none, right] = bodyOutlines(shapes, Int32Array.of(-1, 1), 2);
    expect(none).toBeNull();
    expect(right?.box).toEqual({ left: 500, top: 0, right: 1000, bottom: 500 });
  });
});

describe('lines across land', () => {
  it('[WB54] lines lie within the land and cover it evenly, whichever way they go', () => {
    const [columns, rows] = [6, 5];
    const shapes = grid(columns, rows);
    const side = shapes.width / columns;
    for (let seed = 1; seed <= 40; seed++) {
      const roll = dice(seed);
      const holderOf = Int32Array.from({ length: columns * rows }, () => roll.next().value % 2);
      const [land] = bodyOutlines(shapes, holderOf, 2);
      const area = holderOf.filter((holder) => holder === 0).length * side * side;
      for (const rises of [true, false]) {
        let covered = 0;
        for (const line of hatchPath(land?.rings ?? [], 1.7, rises)
          .split('M')
          .slice(1)) {
          const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = line.split(/[ L]/).map(Number);
          covered += (x1 - x0) * 1.7;
          expect((y1 - y0) * (rises ? -1 : 1), `seed ${seed}`).toBeGreaterThanOrEqual(-0.02);
          if (x1 - x0 > 0.1) expect(lies(land?.path ?? '', (x0 + x1) / 2, (y0 + y1) / 2), `seed ${seed}`).toBe(true);
        }
        expect(Math.abs(covered - area) / Math.max(area, 1), `seed ${seed}`).toBeLessThan(0.02);
      }
    }
  });
});

describe('names on a map of elements', () => {
  const view = { scale: 1, x: 0, y: 0 };

  it('[WB51] names that would not fit their land, or would lie over a roomier one, are left out', () => {
    const label = (text: string, x: number, room: number) => ({ text, x, y: 50, room });
    const placed = labelPlaces([label('Near', 130, 90), label('Large', 100, 200), label('Tiny land', 400, 20)], view);
    expect(placed.map(({ lines }) => lines.join(' '))).toEqual(['Large']);
    const apart = labelPlaces([label('Near', 330, 90), label('Large', 100, 200)], view);
    expect(apart.map(({ lines }) => lines.join(' '))).toEqual(['Large', 'Near']);
  });

  it('[WB51] a long text is broken between words, and the last line takes the rest', () => {
    expect(linesOf('Hertfordshire & West Essex', 14, 3)).toEqual(['Hertfordshire', '& West Essex']);
    expect(linesOf('one two three four', 7, 2)).toEqual(['one two', 'three four']);
  });
});
