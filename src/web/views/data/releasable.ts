/** Which measures of a data set a release may hold. */

import type { DataMeasureWire, DataSetWire } from '#wire/data-sets.ts';

/** Counts, proportions and rates that can be moved: what a release may hold. */
export function releasableMeasures({ measures }: Pick<DataSetWire, 'measures'>): DataMeasureWire[] {
  return measures.filter(
    ({ kind, notMovable }) => notMovable === null && (kind === 'count' || kind === 'proportion' || kind === 'rate'),
  );
}
