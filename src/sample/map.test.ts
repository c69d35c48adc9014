/** The drawn map: every block once, in one piece. */

import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { blocks } from '#sample/blocks.ts';
import { mapCells, mapObject, mapText } from '#sample/map.ts';

const topology = JSON.parse(mapText()) as Topology<Record<string, GeometryCollection<{ code: string }>>>;
const object = topology.objects[mapObject] as GeometryCollection<{ code: string }>;
const shapes = feature(topology, object).features.map((one) => ({
  code: one.properties.code,
  shape: one.geometry as Polygon | MultiPolygon,
}));

describe('the map of the sample', () => {
  it('[SA1] every block is drawn once and nothing else is', () => {
    expect(shapes.map((one) => one.code).sort()).toEqual(blocks.map((block) => block.code).sort());
    const signs = new Set(blocks.map((block) => block.sign));
    expect(signs.size).toBe(blocks.length);
    expect(mapCells().filter((cell) => !signs.has(cell.sign))).toEqual([]);
  });

  it('[SA1] every shape is in one piece, without holes', () => {
    const broken = shapes.filter(({ shape }) => polygonsOf(shape).length !== 1 || polygonsOf(shape)[0]?.length !== 1);
    expect(broken.map((one) => one.code)).toEqual([]);
  });

  it('[SA12] outer rings run clockwise', () => {
    const turned = shapes.filter(({ shape }) => signedArea(polygonsOf(shape)[0]?.[0] ?? []) >= 0);
    expect(turned.map((one) => one.code)).toEqual([]);
  });
});

function polygonsOf(shape: Polygon | MultiPolygon): Position[][][] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
}

/** Twice the area; above zero when the ring runs counter-clockwise. */
function signedArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [x = 0, y = 0], at) => {
    const [nextX = 0, nextY = 0] = ring[(at + 1) % ring.length] ?? [];
    return sum + x * nextY - nextX * y;
  }, 0);
}
