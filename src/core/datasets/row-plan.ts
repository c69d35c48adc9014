/** Where in a row everything stands: a description that was found good, with a heading, made ready for reading rows. */

import type { Period } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription, MeasureUse } from '#core/datasets/description.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';

export type PlannedValue = {
  readonly at: number;
  readonly heading: string;
  readonly use: MeasureUse;
  /** Of the whole column; null: that of the row. */
  readonly period: Period | null;
};

/** Places in a row; -1: there is no such column. */
export type RowPlan = {
  readonly area: number;
  readonly areaHeading: string;
  readonly period: number;
  readonly periodHeading: string;
  readonly practice: number;
  readonly practiceHeading: string;
  readonly measureName: number;
  readonly breakdowns: readonly { readonly at: number; readonly name: string }[];
  /** Columns that hold neither codes nor numbers nor periods: names, notes. */
  readonly texts: readonly number[];
  readonly addUps: readonly number[];
  readonly values: readonly PlannedValue[];
  /** Of every row, where no column tells. */
  readonly everyPeriod: Period | null;
};

/** The plan of a description that `checkDescription` found no fault with. Denominators that are only named become counts. */
export function makeRowPlan(description: DataDescription, heading: readonly string[]): RowPlan {
  const placed = heading.map((name, at): { at: number; name: string; use: ColumnUse } => ({
    at,
    name,
    use: Object.hasOwn(description.columns, name) ? (description.columns[name] as ColumnUse) : { as: 'ignore' },
  }));
  const only = (as: ColumnUse['as']) => placed.find(({ use }) => use.as === as) ?? { at: -1, name: '' };
  const stated = placed.flatMap(({ at, name, use }): PlannedValue[] =>
    use.as === 'value' ? [{ at, heading: name, use: use.measure, period: periodOf(use.measure.period) }] : [],
  );
  return {
    area: only('area').at,
    areaHeading: only('area').name,
    period: only('period').at,
    periodHeading: only('period').name,
    practice: only('practice').at,
    practiceHeading: only('practice').name,
    measureName: only('measure-name').at,
    breakdowns: placed.flatMap(({ at, use }) => (use.as === 'breakdown' ? [{ at, name: use.name }] : [])),
    texts: placed.flatMap(({ at, use }) => (use.as === 'ignore' ? [at] : [])),
    addUps: placed.flatMap(({ at, use }) => (use.as === 'add-up' ? [at] : [])),
    values: [...stated, ...denominatorsOf(stated, heading)],
    everyPeriod: periodOf(description.period),
  };
}

function periodOf(text: string | null): Period | null {
  if (text === null) return null;
  const parsed = parsePeriod(text);
  return isPeriod(parsed) ? parsed : null;
}

/** Columns that are named as denominators and not described themselves. */
function denominatorsOf(values: readonly PlannedValue[], heading: readonly string[]): PlannedValue[] {
  const described = new Set(values.flatMap((one) => [one.heading, one.use.title]));
  const found = new Map<string, PlannedValue>();
  for (const { use, period } of values) {
    const name = use.denominator;
    const at = name === null ? -1 : heading.indexOf(name);
    if (name === null || at < 0 || described.has(name) || found.has(name)) continue;
    const count = {
      title: name,
      kind: 'count',
      unit: 'people',
      denominator: null,
      multiplier: 1,
      holds: 'value',
    } as const;
    found.set(name, { at, heading: name, use: { ...count, scale: 1, breakdown: {}, period: use.period }, period });
  }
  return [...found.values()];
}
