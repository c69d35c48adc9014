import { describe, expect, it } from 'vitest';
import type { DataMeasureWire } from '#wire/data-sets.ts';
import type { RebasedCellWire, SeriesOfDataWire } from '#wire/rebase.ts';
import { breaksOf, ownLines, pointsOf } from './series-lines.ts';
import { sortedCells } from './use-rebased.ts';
import {
  amountText,
  cellSentence,
  fullAmountText,
  isMovable,
  lacksDenominator,
  spanOfValues,
  surenessText,
  unitText,
  valueText,
} from './value-words.ts';

const count: DataMeasureWire = {
  id: 'people',
  title: 'People',
  kind: 'count',
  unit: 'people',
  family: 'People',
  breakdown: {},
  periods: ['2020'],
  denominator: null,
  multiplier: 1,
  holds: 'value',
  notMovable: null,
};
const money: DataMeasureWire = { ...count, kind: 'money', unit: 'pounds' };
const percent: DataMeasureWire = { ...count, kind: 'proportion', multiplier: 100, denominator: 'people', unit: '%' };
const rate: DataMeasureWire = { ...count, kind: 'rate', multiplier: 100_000, denominator: 'people', unit: 'deaths' };

const cell: RebasedCellWire = {
  area: 'E1',
  areaName: 'East',
  measure: 'people',
  period: '2021',
  value: 120,
  lower: 100,
  upper: 150,
  exact: false,
  sourcesSplit: 2,
  estimatedProportion: 0.25,
  modelLower: null,
  modelUpper: null,
  numerator: null,
  denominator: null,
  interval: null,
  againstGroup: null,
  againstWhole: null,
};

describe('numbers in words', () => {
  it('[WB48] numbers are in the unit of the measure: people, pounds of pence, per cent, per so many', () => {
    expect(valueText(count, 1_234_567)).toBe('1,234,567');
    expect(valueText(count, 12.34)).toBe('12.3');
    expect(fullAmountText(count, 1234.567)).toBe('1,234.57 people');
    expect(valueText(money, 123_456)).toBe('£1,234.56');
    expect(valueText(money, 1_234_567_890)).toBe('£12,345,679');
    expect(fullAmountText(money, 1_234_567_890)).toBe('£12,345,678.90');
    expect(valueText(percent, 12.34)).toBe('12.3%');
    expect(valueText(percent, 99.99)).toBe('over 99.9%');
    expect(valueText(rate, 123.456)).toBe('123.5');
    expect([unitText(count), unitText(money), unitText(percent), unitText(rate)]).toEqual([
      'people',
      'pounds',
      'per cent',
      'deaths per 100,000',
    ]);
    expect([amountText(count, 2), amountText(money, 250), amountText(percent, 5)]).toEqual([
      '2 people',
      '£2.50',
      '5.0%',
    ]);
    expect(unitText({ ...rate, unit: 'per 1,000' })).toBe('per 1,000');
  });

  it('[WB48] how sure a number is stands in words; what is not known is never nothing', () => {
    expect(surenessText(cell)).toBe('Estimated: 25.0% of it');
    expect(surenessText({ value: 0, exact: true, estimatedProportion: 0 })).toBe('Exact');
    expect(surenessText({ value: null, exact: false, estimatedProportion: null })).toBe('Not known');
    expect(valueText(count, null)).toBe('–');
    expect(spanOfValues(count, 100, null)).toBe('at least 100');
    expect(spanOfValues(count, null, null)).toBe('no bounds');
    expect(cellSentence(count, cell)).toBe('East: 120 people, estimated: 25.0% of it, bounds: 100 to 150');
    expect(cellSentence(count, { ...cell, value: null })).toBe('East: not known');
  });

  it('[WB47] a ratio without denominators can be moved with a count of people in their place, an index never', () => {
    const bare = { ...percent, denominator: null, notMovable: 'It has no denominators.' };
    expect([lacksDenominator(bare), isMovable(bare, false), isMovable(bare, true)]).toEqual([true, false, true]);
    const index = { ...count, kind: 'index' as const, notMovable: 'It is a score.' };
    expect([lacksDenominator(index), isMovable(index, true)]).toEqual([false, false]);
  });

  it('[WB48] cells are sorted by size, then name, and what is not known comes last', () => {
    const named = (areaName: string, value: number | null) => ({ ...cell, area: areaName, areaName, value });
    const sorted = sortedCells([named('D', null), named('B', 5), named('C', -1), named('A', 5)]);
    expect(sorted.map((one) => one.area)).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('lines of a series', () => {
  const { area, areaName, measure, ...point } = cell;
  const periods = ['2005-06', '2006-07', '2007-08'].map((id) => ({
    id,
    kind: 'financial-year' as const,
    title: `Year ${id}`,
    from: `${id.slice(0, 4)}-04-01`,
    to: `${Number(id.slice(0, 4)) + 1}-04-01`,
  }));
  const line: SeriesOfDataWire['lines'][number] = {
    area,
    areaName,
    points: [
      { ...point, period: '2007-08' },
      { ...point, period: '2005-06', exact: true },
    ],
    breaks: [
      { period: '2007-08', kind: 'areas', reason: 'Two became one', isComparable: false },
      { period: '2006-07', kind: 'definition', reason: 'Another form', isComparable: false },
      { period: '1999-00', kind: 'areas', reason: 'Before the record', isComparable: true },
    ],
    own: [{ area: 'old', areaName: null, points: [{ period: '2006-07', value: 3 }] }],
  };

  it('[WB61] each period has a point in its place, and one that the line lacks is not known', () => {
    const points = pointsOf(line, periods, count);
    expect(points.map(({ at, value, isExact }) => [at, value, isExact])).toEqual([
      [0, 120, true],
      [1, null, false],
      [2, 120, false],
    ]);
    expect(points[2]?.text).toBe('Year 2007-08: 120, estimated: 25.0% of it, bounds: 100 to 150');
  });

  it('[WB61] breaks are numbered in order of time, and old lines keep their own values and names', () => {
    expect(breaksOf(line, periods).map(({ at, number, kind }) => [at, number, kind])).toEqual([
      [1, 1, 'definition'],
      [2, 2, 'areas'],
    ]);
    expect(ownLines(line, periods)).toEqual([{ key: 'old', name: 'old', values: [{ at: 1, value: 3 }] }]);
    expect(measure).toBe('people');
  });
});
