/**
 * The shapes of the zones, laid flat once: arcs as points of a plane, which arcs bound which zone, and where each zone
 * lies. Borders between any two sets of zones are then found without touching the shapes again.
 */

import { geoTransverseMercator } from 'd3-geo';
import type { GeometryCollection, Topology } from 'topojson-specification';

export type Shapes = {
  readonly zoneCount: number;
  /** Size of the plane. The longer side is `planeSize`. */
  readonly width: number;
  readonly height: number;
  /** x and y in turn. */
  readonly arcs: readonly Float32Array[];
  /** The zones on the two sides of each arc; -1: nothing. @shape arcs x 2 */
  readonly sides: Int32Array;
  /** Rings of each zone as TopoJSON writes them: numbers of arcs, `~n` for one run backwards. */
  readonly rings: readonly (readonly (readonly number[])[])[];
  /** Left, top, right, bottom of each zone. @shape zones x 4 */
  readonly boxes: Float32Array;
  /** Area and centre of each zone, from its rings. @shape zones x 3: area, x, y */
  readonly centres: Float64Array;
};

export const planeSize = 1000;

/** The central meridian of the British National Grid. @units degrees east */
const centralMeridian = -2;

/**
 * The shapes of a topology whose object `zones` has a geometry for each zone (`id`: its number). Longitude and
 * latitude are laid on a transverse Mercator; a plane is taken as it is, y downwards. Zones without a geometry have
 * no rings. Null when the topology has no such object.
 */
export function makeShapes(topology: Topology, zoneCount: number, isGeographic: boolean): Shapes | null {
  const zones = topology.objects.zones as GeometryCollection | undefined;
  if (zones?.type !== 'GeometryCollection') return null;
  const { arcs, width, height } = fitted(topology.arcs.map((arc) => flattened(topology, arc, isGeographic)));
  const rings: (readonly number[])[][] = Array.from({ length: zoneCount }, () => []);
  for (const geometry of zones.geometries) {
    const own = rings[Number(geometry.id)];
    if (own === undefined) continue;
    if (geometry.type === 'Polygon') own.push(...geometry.arcs);
    else if (geometry.type === 'MultiPolygon') own.push(...geometry.arcs.flat());
  }
  const sides = new Int32Array(arcs.length * 2).fill(-1);
  rings.forEach((own, zone) => {
    for (const arc of own.flat()) {
      const at = (arc < 0 ? ~arc : arc) * 2;
      sides[sides[at] === -1 ? at : at + 1] = zone;
    }
  });
  return { zoneCount, width, height, arcs, sides, rings, ...measured(arcs, rings) };
}

/** True when every coordinate could be a longitude and a latitude; metres of a grid never are. */
export function liesOnGlobe(topology: Topology): boolean {
  const [left, bottom, right, top] = topology.bbox ?? [0, 0, Infinity, Infinity];
  return left >= -180 && right <= 180 && bottom >= -90 && top <= 90;
}

/** Draws the rings of a zone into a path. Rings end where they begin; closing them by name would be slow in long paths. */
export function traceZone(shapes: Shapes, zone: number, path: Path2D): void {
  for (const ring of shapes.rings[zone] ?? []) {
    let isFirst = true;
    for (const reference of ring) {
      traceArc(shapes, reference, path, isFirst);
      isFirst = false;
    }
  }
}

/** Draws every border between zones of different holders into a path, also against nothing. Nobody against nothing is no border. */
export function traceBorders(shapes: Shapes, holderOf: Int32Array, path: Path2D): void {
  const { sides, arcs } = shapes;
  for (let arc = 0; arc < arcs.length; arc++) {
    const left = sides[arc * 2] as number;
    const right = sides[arc * 2 + 1] as number;
    const one = left < 0 ? -1 : (holderOf[left] as number);
    const other = right < 0 ? -1 : (holderOf[right] as number);
    if (one !== other) traceArc(shapes, arc, path, true);
  }
}

/** Pairs of holders whose zones touch, each pair once, as `a * holders + b` with a < b. */
export function touchingHolders(shapes: Shapes, holderOf: Int32Array, holders: number): Set<number> {
  const touching = new Set<number>();
  for (let arc = 0; arc < shapes.arcs.length; arc++) {
    const left = shapes.sides[arc * 2] as number;
    const right = shapes.sides[arc * 2 + 1] as number;
    if (left < 0 || right < 0) continue;
    const one = holderOf[left] as number;
    const other = holderOf[right] as number;
    if (one >= 0 && other >= 0 && one !== other) touching.add(Math.min(one, other) * holders + Math.max(one, other));
  }
  return touching;
}

function traceArc(shapes: Shapes, reference: number, path: Path2D, isFirst: boolean): void {
  const isBackwards = reference < 0;
  const points = shapes.arcs[isBackwards ? ~reference : reference] as Float32Array;
  const count = points.length / 2;
  for (let step = 0; step < count; step++) {
    const at = (isBackwards ? count - 1 - step : step) * 2;
    if (step === 0 && isFirst) path.moveTo(points[at] as number, points[at + 1] as number);
    else if (step > 0) path.lineTo(points[at] as number, points[at + 1] as number);
  }
}

/** The points of an arc on the plane. A quantised topology writes each point as steps from the one before. */
function flattened(topology: Topology, arc: readonly number[][], isGeographic: boolean): Float64Array {
  const { transform } = topology;
  const project = geoTransverseMercator().rotate([-centralMeridian, 0]).scale(1).translate([0, 0]);
  const points = new Float64Array(arc.length * 2);
  let [stepX, stepY] = [0, 0];
  arc.forEach(([rawX = 0, rawY = 0], at) => {
    stepX += rawX;
    stepY += rawY;
    const x = transform === undefined ? rawX : stepX * transform.scale[0] + transform.translate[0];
    const y = transform === undefined ? rawY : stepY * transform.scale[1] + transform.translate[1];
    points.set(isGeographic ? (project([x, y]) ?? [0, 0]) : [x, y], at * 2);
  });
  return points;
}

function fitted(arcs: readonly Float64Array[]): Pick<Shapes, 'arcs' | 'width' | 'height'> {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  for (const arc of arcs) stretch(box, arc);
  const scale = planeSize / Math.max(box[2] - box[0], box[3] - box[1], Number.MIN_VALUE);
  const place = (arc: Float64Array) => Float32Array.from(arc, (value, at) => (value - (box[at % 2] as number)) * scale);
  return { arcs: arcs.map(place), width: (box[2] - box[0]) * scale, height: (box[3] - box[1]) * scale };
}

function measured(arcs: readonly Float32Array[], rings: Shapes['rings']): Pick<Shapes, 'boxes' | 'centres'> {
  const boxes = new Float32Array(rings.length * 4);
  const centres = new Float64Array(rings.length * 3);
  rings.forEach((own, zone) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
    let doubled = 0;
    let sumX = 0;
    let sumY = 0;
    for (const ring of own) {
      for (const reference of ring) {
        const isBackwards = reference < 0;
        const points = arcs[isBackwards ? ~reference : reference] as Float32Array;
        stretch(box, points);
        const sign = isBackwards ? -1 : 1;
        for (let at = 0; at + 3 < points.length; at += 2) {
          const [x0, y0, x1, y1] = [points[at], points[at + 1], points[at + 2], points[at + 3]] as [
            number,
            number,
            number,
            number,
          ];
          const cross = sign * (x0 * y1 - x1 * y0);
          doubled += cross;
          sumX += (x0 + x1) * cross;
          sumY += (y0 + y1) * cross;
        }
      }
    }
    boxes.set(box, zone * 4);
    const isFlat = Math.abs(doubled) < 1e-9;
    centres.set(
      [
        Math.abs(doubled) / 2,
        isFlat ? (box[0] + box[2]) / 2 : sumX / (3 * doubled),
        isFlat ? (box[1] + box[3]) / 2 : sumY / (3 * doubled),
      ],
      zone * 3,
    );
  });
  return { boxes, centres };
}

function stretch(box: [number, number, number, number], points: ArrayLike<number>): void {
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at] as number;
    const y = points[at + 1] as number;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
}
