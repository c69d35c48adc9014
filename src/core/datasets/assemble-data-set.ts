/** What was read from rows becomes a data set: its areas, periods and measures in their order, every value in its place. */

import type { AreaIndex } from '#core/datasets/area-index.ts';
import { knownState, noRow } from '#core/datasets/cell-book.ts';
import { checkTotals } from '#core/datasets/check-totals.ts';
import { checkValues } from '#core/datasets/check-values.ts';
import {
  type DataColumn,
  type DataSet,
  type GeographyUse,
  type Measure,
  marks,
  type Period,
} from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { knownPeriods } from '#core/datasets/known-periods.ts';
import type { LeftOut } from '#core/datasets/left-out.ts';
import type { PlacedAreas } from '#core/datasets/placed-areas.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';
import type { RowReader } from '#core/datasets/row-reader.ts';
import { type SettledAreas, settleAreas } from '#core/datasets/settle-areas.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { shown } from '#core/pack/problem-list.ts';
import { bodiesOn } from '#core/register/as-of.ts';

type Assembled = { readonly dataSet: DataSet | null; readonly leftOut: readonly LeftOut[] };

/** The data set of what was read; its problems go to `problems`. Linear in areas x measures x periods. */
export function assembleDataSet(
  reader: RowReader,
  description: DataDescription,
  index: AreaIndex,
  problems: ProblemBook,
): Assembled {
  const { codes, periods, measures: drafts, plan } = reader;
  const periodOrder = periods.inOrder();
  const periodCodes = periodOrder.map((number) => ({
    period: periods.periods[number] as Period,
    codes: [...(periods.codes[number] as Uint8Array).keys()].filter((code) => periods.codes[number]?.[code] === 1),
  }));
  const stated = leftOutByPerson(reader);
  if (periodCodes.length === 0) {
    problems.error('no-values', {}, () => ({ message: 'No row that is wanted has a value in a known period.' }));
    return { dataSet: null, leftOut: stated };
  }
  const settled = settleAreas(codes, periodCodes, description.geography, index, problems, plan.areaHeading);
  if (settled === null) return { dataSet: null, leftOut: stated };
  const draftOrder = drafts.inOrder();
  const drafted = drafts.measures(draftOrder, problems);
  const areas = placeAreas(reader, periodCodes, settled, description, index, problems);
  const columns = draftOrder.flatMap((measure, at) =>
    periodOrder.map((period, place) => columnOfCells(reader, measure, period, areas, place, description, drafted[at])),
  );
  const whole: DataSet = {
    statement: description.statement,
    periods: periodCodes.map(({ period }) => period),
    geographies: settled.geographies,
    measures: drafted,
    codes: areas.codes,
    keys: areas.keys,
    columns,
  };
  const kept = keptMeasures(whole);
  // Values that were faulty are not known either, and have been told.
  if (!problems.hasErrors) tellLeftOut(whole, kept, { reader, draftOrder }, problems);
  const dataSet = kept.length === drafted.length ? whole : withMeasures(whole, kept);
  const where = { reader, measureOrder: kept.map((at) => draftOrder[at] ?? -1), periodOrder, areas };
  checkValues(dataSet, where, problems);
  checkTotals(dataSet, where, settled, problems);
  const totals = [...settled.totals].map(([code, { reason }]) => leftOutOf(reader, code, reason));
  return { dataSet, leftOut: [...stated, ...totals] };
}

/** Places of the measures of which something is known, and of the denominators that they name. */
function keptMeasures(dataSet: DataSet): number[] {
  const { measures } = dataSet;
  const known = new Set([...measures.keys()].filter((at) => knownPeriods(dataSet, at).length > 0));
  const denominators = new Set([...known].map((at) => measures[at]?.denominator ?? null));
  return [...measures.keys()].filter((at) => known.has(at) || denominators.has(measures[at]?.id ?? ''));
}

function withMeasures(dataSet: DataSet, kept: readonly number[]): DataSet {
  const { measures, periods, columns } = dataSet;
  return {
    ...dataSet,
    measures: kept.map((at) => measures[at] as Measure),
    columns: kept.flatMap((at) => columns.slice(at * periods.length, (at + 1) * periods.length)),
  };
}

function tellLeftOut(
  { measures }: DataSet,
  kept: readonly number[],
  { reader, draftOrder }: { readonly reader: RowReader; readonly draftOrder: readonly number[] },
  problems: ProblemBook,
): void {
  if (kept.length === 0)
    problems.error('no-values', {}, () => ({
      message: 'No value of any measure is known: all are blank or withheld.',
    }));
  const isKept = new Set(kept);
  for (const [at, { title }] of measures.entries()) {
    if (isKept.has(at) || kept.length === 0) continue;
    const { heading = '', row = 1 } = reader.measures.drafts[draftOrder[at] ?? -1] ?? {};
    problems.warning('nothing-known', { row, column: heading }, () => ({
      message: `${title} is left out: the file has no value of it in any period.`,
      expected: 'at least one value',
    }));
  }
}

function placeAreas(
  reader: RowReader,
  periodCodes: readonly { readonly codes: readonly number[] }[],
  settled: SettledAreas,
  description: DataDescription,
  index: AreaIndex,
  problems: ProblemBook,
): PlacedAreas {
  const textOf = new Map<string, string>();
  const keysOf = periodCodes.map(({ codes }, period) => {
    const seen = new Map<string, number>();
    return codes.flatMap((code) => {
      const key = settled.totals.has(code) ? null : settled.keyOf(period, code);
      if (key === null) return [];
      const other = seen.get(key);
      if (other !== undefined) tellSameArea(reader, code, other, problems);
      seen.set(key, code);
      // The latest period says what an area is called.
      textOf.set(key, reader.codes.texts[code] ?? key);
      return [{ code, key }];
    });
  });
  const everywhere = description.absent === 'zero' ? settled.geographies.map((use) => areasIn(index, use)) : null;
  for (const inPeriod of everywhere ?? [])
    for (const { key, code } of inPeriod) if (!textOf.has(key)) textOf.set(key, code);
  const keys = [...textOf.keys()].sort();
  const placeOf = new Map(keys.map((key, at) => [key, at]));
  return {
    keys,
    codes: keys.map((key) => textOf.get(key) ?? key),
    ofCode: keysOf.map((pairs) => {
      const places = new Int32Array(reader.codes.texts.length).fill(-1);
      for (const { code, key } of pairs) places[code] = placeOf.get(key) ?? -1;
      return places;
    }),
    isIn: keysOf.map((pairs, period) => {
      const isIn = new Uint8Array(keys.length);
      for (const { key } of everywhere?.[period] ?? pairs) isIn[placeOf.get(key) ?? -1] = 1;
      return isIn;
    }),
  };
}

/** Every area of the use: where a file has no row for one, and that means zero, it is zero there too. */
function areasIn({ timeline }: AreaIndex, use: GeographyUse): { key: string; code: string }[] {
  if (use.kind === 'tier')
    return bodiesOn(timeline, use.tier, use.on).map((body) => ({ key: body.organisation.row.id, code: body.code }));
  return (geographyNamed(timeline.world.land, use.geography)?.codes ?? []).map((code) => ({ key: code, code }));
}

function tellSameArea(reader: RowReader, code: number, other: number, problems: ProblemBook): void {
  const { codes, plan } = reader;
  problems.error('same-area', { row: codes.firstRows[code] ?? 1, column: plan.areaHeading }, () => ({
    message: `This code and ${shown(codes.texts[other] ?? '')} in row ${codes.firstRows[other]} are the same area in the same period; keep one of them.`,
    found: shown(codes.texts[code] ?? ''),
  }));
}

function columnOfCells(
  { cells }: RowReader,
  measure: number,
  period: number,
  areas: PlacedAreas,
  place: number,
  { absent }: DataDescription,
  { kind }: Measure = { kind: 'index' } as Measure,
): DataColumn {
  const column = cells.columnAt(measure, period);
  const size = areas.keys.length;
  const values = new Float64Array(size).fill(Number.NaN);
  let found: Uint8Array | null = null;
  const isSpoken = new Uint8Array(size);
  const ofCode = areas.ofCode[place] as Int32Array;
  const states = column?.states ?? new Uint8Array(0);
  for (let code = 0; code < Math.min(states.length, ofCode.length); code++) {
    const state = states[code] as number;
    const at = ofCode[code] as number;
    if (state === noRow || at < 0) continue;
    isSpoken[at] = 1;
    values[at] = column?.values[code] as number;
    if (state <= knownState + 1) continue;
    found ??= new Uint8Array(size);
    found[at] = state - 1;
  }
  if (absent === 'zero' && (kind === 'count' || kind === 'money')) {
    const isIn = areas.isIn[place] as Uint8Array;
    for (let at = 0; at < size; at++) if (isSpoken[at] === 0 && isIn[at] === 1) values[at] = 0;
  }
  return { values, marks: found === null ? null : withBlanks(values, found) };
}

/** Where nothing else is said of a value that is not known, it is blank. */
function withBlanks(values: Float64Array, found: Uint8Array): Uint8Array {
  const blank = marks.indexOf('blank');
  for (let at = 0; at < values.length; at++) if (found[at] === 0 && Number.isNaN(values[at])) found[at] = blank;
  return found;
}

function leftOutByPerson(reader: RowReader): LeftOut[] {
  return [...reader.codes.texts.keys()]
    .filter((code) => reader.codes.isLeftOut[code] === true)
    .map((code) => leftOutOf(reader, code, 'The description says to leave it out.'));
}

function leftOutOf({ codes }: RowReader, code: number, reason: string): LeftOut {
  return { code: codes.texts[code] ?? '', rows: codes.rowCounts[code] ?? 0, reason };
}
