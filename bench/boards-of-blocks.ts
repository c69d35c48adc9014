/** England's small areas on its 42 boards, from the published lookup of 2024: a crosswalk without splits, for benchmarks. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Crosswalk, crosswalkOfPairs } from '#core/rebase/crosswalk.ts';

/** @shape sourceCodes: blocks; targetCodes: boards */
export type Boards = {
  readonly crosswalk: Crosswalk;
  readonly sourceCodes: readonly string[];
  readonly targetCodes: readonly string[];
};

/** From the path of the lookup, gzipped. */
export function boardsOf(lookup: string): Boards {
  const text = gunzipSync(readFileSync(lookup)).toString('utf8');
  const [heading = [], ...rows] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const column = heading.indexOf('icb24_code');
  const sourceCodes = rows.map((row) => row[0] as string);
  const boards = rows.map((row) => row[column] as string);
  const targetCodes = [...new Set(boards)].sort();
  const place = new Map(targetCodes.map((code, at) => [code, at]));
  const crosswalk = crosswalkOfPairs({
    sources: sourceCodes.length,
    targets: targetCodes.length,
    source: Int32Array.from(sourceCodes.keys()),
    target: Int32Array.from(boards, (code) => place.get(code) as number),
    weight: new Float64Array(sourceCodes.length).fill(1),
  });
  return { crosswalk, sourceCodes, targetCodes };
}
