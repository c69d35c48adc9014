/** Shapes and neighbours of the blocks: TopoJSON as published, or made from the publisher's GeoJSON. */

import { topology } from 'topojson-server';
import type { Draft } from '#sources/england/draft.ts';
import { columnOf, type InputFolder } from '#sources/england/read-input.ts';
import type { Problem } from '#std/problem.ts';

export type BoundaryFile = { readonly path: string; readonly text: string };
type Found = { readonly object: string; readonly property: string; readonly text: string };

const quantization = 1e6;

/** Write boundaries and adjacency, and give the boundary files. A file without block codes is a problem. */
export function addShapes(draft: Draft, folder: InputFolder): BoundaryFile[] {
  const files: BoundaryFile[] = [];
  for (const vintage of ['lsoa11', 'lsoa21'] as const) {
    const text = folder.whole(`shapes-${vintage}`);
    const found = text === null ? null : findShapes(text, vintage);
    if (found !== null && found !== undefined) {
      const path = `boundaries/${vintage}.json`;
      files.push({ path, text: found.text });
      draft.add('boundaries', {
        geography: vintage,
        file: path,
        object: found.object,
        code_property: found.property,
        schematic: false,
        source: `shapes-${vintage}`,
      });
    } else if (text !== null) folder.problems.push(unusable(vintage));
    const table = folder.table(`adjacency-${vintage}`);
    const b = columnOf(table, 'b');
    columnOf(table, 'a').forEach((area, row) => {
      draft.add('adjacency', { geography: vintage, area_a: area, area_b: b[row] ?? '' });
    });
  }
  return files;
}

/** The object and the property with block codes; GeoJSON is turned into TopoJSON. Null: neither. */
function findShapes(text: string, vintage: string): Found | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(json)) return null;
  const whole =
    json['type'] === 'FeatureCollection'
      ? (topology({ [vintage]: json as never }, quantization) as unknown as Record<string, unknown>)
      : json;
  const objects = isRecord(whole['objects']) ? Object.entries(whole['objects']) : [];
  for (const [object, value] of objects) {
    const geometries = isRecord(value) && Array.isArray(value['geometries']) ? value['geometries'] : [];
    const first: unknown = geometries[0];
    const properties = isRecord(first) && isRecord(first['properties']) ? first['properties'] : {};
    const property = Object.keys(properties).find((name) => /^E01\d{6}$/.test(String(properties[name])));
    if (property !== undefined) return { object, property, text: whole === json ? text : JSON.stringify(whole) };
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function unusable(vintage: string): Problem {
  return {
    code: 'input-shapes-unusable',
    severity: 'error',
    where: { file: `shapes-${vintage}` },
    message: 'This is neither TopoJSON nor GeoJSON of blocks with their codes; fetch it again from its publisher.',
    expected: 'an object whose shapes have a property with codes such as E01000001',
  };
}
