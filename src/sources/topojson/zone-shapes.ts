/**
 * The shapes of zones, dissolved from the published shapes of building blocks (TopoJSON). Borders inside a
 * zone go, shared borders stay shared, and points finer than a screen shows are dropped.
 */

import { feature, mergeArcs } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify, quantile, simplify } from 'topojson-simplify';
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import { type Geography, partsOfBlock } from '#core/footprint/land.ts';
import type { Zones } from '#core/footprint/zones.ts';

type BlockShapes = Topology<Record<string, GeometryCollection<Record<string, unknown>>>>;
export type ZoneTopology = Topology<{ zones: GeometryCollection }>;

export type ShapeOptions = {
  readonly object: string;
  readonly codeProperty: string;
  /** Grid of the result, cells a side; finer is larger. */
  readonly grid?: number;
  /** Share of the points that are kept, most telling first; 1 keeps all. */
  readonly keep?: number;
};

/** Drawings this small are kept point for point. */
const smallDrawing = 500;

/**
 * One geometry for each zone that any block draws, with the zone's number as its id, in an object `zones`.
 * A block in several zones is drawn in the one that has most of its parts (the first of as many).
 */
export function zoneShapes(text: string, geography: Geography, zones: Zones, options: ShapeOptions): ZoneTopology {
  const shapes = JSON.parse(text) as BlockShapes;
  const collection = shapes.objects[options.object];
  if (collection === undefined) throw new Error(`no object ${options.object} in the boundary file`);
  const byZone = new Map<number, (Polygon | MultiPolygon)[]>();
  for (const geometry of collection.geometries) {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue;
    const code = String(geometry.properties?.[options.codeProperty] ?? geometry.id ?? '');
    const block = geography.indexOfCode.get(code);
    const zone = block === undefined ? undefined : zoneOfBlock(geography, zones, block);
    if (zone === undefined) continue;
    const list = byZone.get(zone) ?? [];
    list.push(geometry);
    byZone.set(zone, list);
  }
  const features = [...byZone]
    .sort((a, b) => a[0] - b[0])
    .map(([zone, parts]) => ({ type: 'Feature' as const, id: zone, properties: {}, geometry: landOf(shapes, parts) }));
  const drawn = { type: 'FeatureCollection' as const, features };
  if (collection.geometries.length <= smallDrawing)
    return topology({ zones: drawn }, 100_000) as unknown as ZoneTopology;
  const whole = topology({ zones: drawn }) as unknown as ZoneTopology;
  const weighted = presimplify(whole);
  const slim = simplify(weighted, quantile(weighted, options.keep ?? 0.6));
  const redrawn = feature(slim as never, slim.objects.zones as never);
  return topology({ zones: redrawn as never }, options.grid ?? 20_000) as unknown as ZoneTopology;
}

function landOf(shapes: BlockShapes, parts: (Polygon | MultiPolygon)[]): GeoJSON.Geometry {
  const merged = mergeArcs(shapes as never, parts as never) as MultiPolygon;
  const land = feature(
    shapes as never,
    { type: 'GeometryCollection', geometries: [merged] } as never,
  ) as unknown as GeoJSON.FeatureCollection;
  return land.features[0]?.geometry ?? { type: 'MultiPolygon', coordinates: [] };
}

function zoneOfBlock(geography: Geography, zones: Zones, block: number): number | undefined {
  const counts = new Map<number, number>();
  for (const part of partsOfBlock(geography, block)) {
    const zone = zones.zoneOfPart[part] ?? 0;
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
