/** Where a measure has numbers at all: most have some in every period, some only in a few, and a few in none. */

import { columnOf, type DataSet } from '#core/datasets/data-set.ts';

/** Ids of the periods in which the measure (a place in `measures`) has a value that is known, in order of time. */
export function knownPeriods(dataSet: DataSet, measure: number): string[] {
  return dataSet.periods.flatMap(({ id }, period) =>
    columnOf(dataSet, measure, period).values.some((value) => !Number.isNaN(value)) ? [id] : [],
  );
}
