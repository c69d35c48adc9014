import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { colouring } from './colouring.ts';
import { liesOnGlobe, makeShapes, planeSize, touchingHolders } from './shapes.ts';

/** Two unit squares side by side, sharing the arc between them; written in steps of a quantised grid. */
const topology = {
  type: 'Topology',
  bbox: [0, 50, 2, 51],
  transform: { scale: [1, 1], translate: [0, 50] },
  arcs: [
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, 1],
      [-1, 0],
      [0, -1],
      [1, 0],
    ],
    [
      [1, 0],
      [1, 0],
      [0, 1],
      [-1, 0],
    ],
  ],
  objects: {
    zones: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', id: 0, arcs: [[0, 1]] },
        { type: 'MultiPolygon', id: 1, arcs: [[[2, -1]]] },
      ],
    },
  },
} as unknown as Topology;

/** The shapes of the two squares. @throws when there are none */
function squares(isGeographic: boolean) {
  const shapes = makeShapes(topology, 3, isGeographic);
  if (shapes === null) throw new Error('no shapes');
  return shapes;
}

describe('shapes of zones', () => {
  it('[WB34] arcs are laid out from the steps of the grid and fill the plane', () => {
    const shapes = squares(false);
    expect([shapes.width, shapes.height]).toEqual([planeSize, planeSize / 2]);
    expect([...(shapes.arcs[0] ?? [])]).toEqual([500, 0, 500, 500]);
    expect([...shapes.boxes.subarray(0, 8)]).toEqual([0, 0, 500, 500, 500, 0, 1000, 500]);
    expect([...shapes.centres.subarray(0, 6)]).toEqual([250_000, 250, 250, 250_000, 750, 250]);
  });

  it('[WB34] on longitude and latitude north is up', () => {
    const shapes = squares(true);
    const shared = shapes.arcs[0] ?? new Float32Array();
    expect(shared[1] ?? 0).toBeGreaterThan(shared[3] ?? 0);
    expect(liesOnGlobe(topology)).toBe(true);
    expect(liesOnGlobe({ ...topology, bbox: [400_000, 100_000, 500_000, 200_000] })).toBe(false);
  });

  it('[WB34] each arc knows the zones on its two sides, so that borders and neighbours are found from holders alone', () => {
    const shapes = squares(false);
    expect([...shapes.sides]).toEqual([0, 1, 0, -1, 1, -1]);
    expect([...touchingHolders(shapes, Int32Array.of(4, 2, 0), 10)]).toEqual([24]);
    expect([...touchingHolders(shapes, Int32Array.of(4, 4, 0), 10)]).toEqual([]);
    expect(shapes.rings[2]).toEqual([]);
  });

  it('[WB34] a topology without zones has no shapes', () => {
    expect(makeShapes({ ...topology, objects: {} }, 2, false)).toBeNull();
  });
});

describe('colours of bodies', () => {
  it('[WB35] bodies that touch get different colours while there are enough', () => {
    const touching = new Set([0 * 4 + 1, 0 * 4 + 2, 0 * 4 + 3, 1 * 4 + 2, 2 * 4 + 3]);
    const colours = colouring(4, touching, 3);
    for (const couple of touching) expect(colours[Math.floor(couple / 4)]).not.toBe(colours[couple % 4]);
  });

  it('[WB35] bodies on two sides of one differ too, where that costs no touching pair its colours', () => {
    // 0 touches 1 and 1 touches 3; 0 and 3 have one number modulo three.
    const couples = [0 * 4 + 1, 1 * 4 + 3];
    const colours = colouring(4, new Set(couples), 3);
    expect(new Set([colours[0], colours[1], colours[3]]).size).toBe(3);
    expect([...colouring(4, new Set(couples), 3)]).toEqual([...colours]);
    const two = colouring(4, new Set(couples), 2);
    expect([two[0] !== two[1], two[1] !== two[3]]).toEqual([true, true]);
  });

  it('[WB35] with too few colours every body still has one', () => {
    const all = new Set([1, 2, 3, 6, 7, 11]);
    expect([...colouring(4, all, 2)].every((colour) => colour < 2)).toBe(true);
  });
});
