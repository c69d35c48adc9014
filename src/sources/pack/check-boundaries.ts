/** Whether the boundary files of a pack are TopoJSON whose shapes carry the codes of its blocks. */

import { type ProblemList, shown } from '#core/pack/problem-list.ts';
import type { PlaceOfRow, Unread } from '#core/pack/row-places.ts';
import type { Facts } from '#core/pack/tables.ts';
import { parseJson } from '#sources/pack/parse-descriptor.ts';
import type { Place } from '#std/problem.ts';

type Shape = { readonly properties?: Readonly<Record<string, unknown>> | null };
type Topology = {
  readonly type?: unknown;
  readonly objects?: Readonly<Record<string, { readonly geometries?: readonly Shape[] }>>;
};

/** Adds the problems of every row of `boundaries` whose file is among `files`. */
export function checkBoundaries(
  facts: Facts,
  files: ReadonlyMap<string, Buffer>,
  placeOf: PlaceOfRow,
  unread: Unread,
  list: ProblemList,
): void {
  const topologies = new Map<string, Topology | undefined>();
  for (const [index, row] of facts.boundaries.entries()) {
    const bytes = files.get(row.file);
    if (bytes === undefined) continue;
    if (!topologies.has(row.file)) {
      topologies.set(row.file, parseJson(bytes.toString('utf8'), row.file, list) as Topology | undefined);
    }
    const topology = topologies.get(row.file);
    if (topology === undefined) continue;
    const where = placeOf('boundaries', index);
    const shapes = shapesOf(topology, row.object);
    if (shapes === null) {
      list.add('object-missing', { ...where, column: 'object' }, () => ({
        message: `The file ${row.file} is not TopoJSON with a collection of shapes of this name.`,
        expected: `one of: ${Object.keys(topology?.objects ?? {}).join(', ') || 'none in the file'}`,
        found: shown(row.object),
      }));
      continue;
    }
    const codes = codesOf(shapes, row.code_property, { ...where, column: 'code_property' }, list);
    if (codes === null || unread.tables.has('areas')) continue;
    checkCodes(facts, row.geography, codes, { ...where, column: 'file' }, list);
  }
}

function shapesOf(topology: Topology | null, object: string): readonly Shape[] | null {
  if (topology === null || topology.type !== 'Topology' || typeof topology.objects !== 'object') return null;
  if (topology.objects === null || !Object.hasOwn(topology.objects, object)) return null;
  const shapes = topology.objects[object]?.geometries;
  return Array.isArray(shapes) ? shapes : null;
}

/** The codes of the shapes, or null with a problem when some have none. */
function codesOf(shapes: readonly Shape[], property: string, where: Place, list: ProblemList): Set<string> | null {
  const codes = new Set<string>();
  let without = 0;
  for (const shape of shapes) {
    const code = shape?.properties?.[property];
    if (typeof code === 'string' && code !== '') codes.add(code);
    else without += 1;
  }
  if (without === 0) return codes;
  const properties = Object.keys(shapes[0]?.properties ?? {}).join(', ') || 'no properties';
  list.add('shape-without-code', where, () => ({
    message: 'Shapes of this file lack the property that holds the code of the block.',
    expected: `a text under ${shown(property)} in each of ${shapes.length} shapes`,
    found: `${without} without; the first shape has ${properties}`,
  }));
  return null;
}

function checkCodes(
  facts: Facts,
  geography: string,
  codes: ReadonlySet<string>,
  where: Place,
  list: ProblemList,
): void {
  const blocks = new Set<string>();
  const shapeless: string[] = [];
  for (const area of facts.areas) {
    if (area.geography !== geography) continue;
    blocks.add(area.code);
    if (!codes.has(area.code)) shapeless.push(area.code);
  }
  const strangers = [...codes].filter((code) => !blocks.has(code));
  if (shapeless.length > 0) {
    list.add('area-without-shape', where, () => ({
      message: 'Blocks of this geography have no shape in the file; the map will leave them out.',
      expected: `a shape for each of ${blocks.size} blocks`,
      found: `${shapeless.length} without: ${someOf(shapeless)}`,
    }));
  }
  if (strangers.length > 0) {
    list.add('shape-without-area', where, () => ({
      message: 'Shapes of this file are of no block of this geography; the map will leave them out.',
      expected: `codes of ${geography}`,
      found: `${strangers.length} others: ${someOf(strangers)}`,
    }));
  }
}

function someOf(codes: readonly string[]): string {
  return `${codes.slice(0, 5).join(', ')}${codes.length > 5 ? ', …' : ''}`;
}
