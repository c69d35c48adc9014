import { describe, expect, it } from 'vitest';
import type { DataSet } from '#core/datasets/data-set.ts';
import { overlapOfUses, partsOfOverlap, rowsOfOverlap } from '#core/rebase/areas-overlap.ts';
import { piecesOfCell, placeOfArea } from '#core/rebase/cell-pieces.ts';
import { stepsOfCell } from '#core/rebase/cell-steps.ts';
import { areasNamed } from '#core/rebase/data-areas.ts';
import { weightsNamed } from '#core/rebase/named-weights.ts';
import { rebaseDataSet } from '#core/rebase/rebase-data-set.ts';
import type { DataQuestion, RebasedTable } from '#core/rebase/rebased-table.ts';
import { cellsOfColumn } from '#core/rebase/table-cells.ts';
import { residualsOfColumn } from '#core/rebase/table-residuals.ts';
import { linesOfTable } from '#core/rebase/table-series.ts';
import { isoDate } from '#std/iso-date.ts';
import {
  after,
  asked,
  before,
  boards,
  care,
  dataSetOf,
  districts,
  districtsBefore,
  measureOf,
  onBlocks,
  timeline,
} from '#tests/support/made-up-data.ts';
import { bodies, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

function tableOf(dataSet: DataSet, question: DataQuestion = boards): RebasedTable {
  const found = asked(dataSet, question);
  if (!found.ok) throw new Error(found.refusal.detail);
  return found.value;
}

function cellsOf(table: RebasedTable, measure: string, period = '2005') {
  const column = table.columns.find((one) => one.measure.id === measure && one.period.id === period);
  if (column === undefined) throw new Error(`no column ${measure} ${period}`);
  const shown = cellsOfColumn(column);
  return { column, ...shown, of: (code: string) => shown.cells[placeOfArea(table.target, code)] };
}

describe('a data set on other areas', () => {
  it('[RE71] every measure goes as its kind says, with the cut area divided by the weights and bounded', () => {
    const table = tableOf(care);
    expect(cellsOf(table, 'cases').of('X')).toMatchObject({
      value: 20,
      lower: 10,
      upper: 30,
      sourcesSplit: 1,
      exact: false,
    });
    expect(cellsOf(table, 'share').of('X')).toMatchObject({ value: 10, numerator: 20, denominator: 200 });
    expect(cellsOf(table, 'cost').of('X')?.value).toBe(1001 + 1001);
    expect(cellsOf(table, 'mean-age').of('Y')?.value).toBeCloseTo((50 * 100 + 60 * 300) / 400, 12);
    expect(table.weights).toEqual({ id: 'p', title: 'People (2001-01-01)' });
  });

  it('[RE71] all areas together cut less than each, and everything counted is exact', () => {
    const { all, whole } = cellsOf(tableOf(care), 'cases');
    expect(all).toMatchObject({ value: 60, exact: true, lower: 60, upper: 60 });
    expect(whole).toMatchObject({ value: 100, exact: true });
  });

  it('[RE71] what lies in no area is a residual with its amount and areas', () => {
    const table = tableOf(care);
    const { column } = cellsOf(table, 'cost');
    expect(residualsOfColumn(column, table)).toMatchObject([{ kind: 'outside', areas: ['d4'], value: -4001 }]);
  });

  it('[RE72] an index is left out and said; asked for by name it is refused', () => {
    expect(tableOf(care).columns.map(({ measure }) => measure.id)).not.toContain('rank');
    expect(tableOf(care).assumptions.join(' ')).toContain('rank is an index');
    expect(asked(care, { ...boards, measures: ['rank'] })).toMatchObject({
      ok: false,
      refusal: { kind: 'cannot-rebase' },
    });
    const unknown = asked(care, { ...boards, measures: ['cases', 'no'] });
    expect(unknown).toMatchObject({
      ok: false,
      refusal: { kind: 'unknown-measure', known: expect.arrayContaining(['cases']) },
    });
    expect(asked(care, { ...boards, periods: ['1999'] })).toMatchObject({
      ok: false,
      refusal: { kind: 'bad-question' },
    });
  });

  it('[RE72] a tier without land on the day is refused with the tiers that have', () => {
    const refused = asked(care, { to: { kind: 'tier', tier: 'practice' }, on: before });
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'nothing-to-measure' } });
    expect(!refused.ok && refused.refusal.detail).toContain('district and unitary councils, integrated care boards');
    expect(asked(care, { to: { kind: 'blocks', geography: 'no' }, on: before })).toMatchObject({
      ok: false,
      refusal: { kind: 'unknown-geography', known: expect.arrayContaining(['g']) },
    });
  });

  it('[RE73] areas that the register does not have then are refused by code, never dropped', () => {
    const late = { ...care, geographies: [{ kind: 'tier', tier: 'ltla', on: after } as const] };
    const refused = asked(late);
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'cannot-rebase' } });
    expect(!refused.ok && refused.refusal.detail).toContain('d1, d3');
  });

  it('[RE74] an area without a row is missing: what it goes to is not known', () => {
    const three = dataSetOf({
      keys: ['d1', 'd2', 'd4'],
      geographies: [districtsBefore],
      measures: [measureOf('cases', 'count')],
      values: [[10, 20, 40]],
    });
    const table = tableOf(three);
    expect(cellsOf(table, 'cases').of('Y')).toMatchObject({ value: null, lower: 0, upper: null });
    expect(cellsOf(table, 'cases').of('X')?.value).toBe(20);
    const [, missing] = residualsOfColumn(cellsOf(table, 'cases').column, table);
    expect(missing).toMatchObject({ kind: 'missing', areas: ['d3'] });
  });
});

describe('evidence', () => {
  it('[RE75] the pieces of a cell add up to its value and bounds, for every kind and target and the outside', () => {
    const table = tableOf(care);
    for (const column of table.columns) {
      for (let target = 0; target <= table.target.keys.length; target++) {
        const shown = cellsOfColumn(column);
        const cell = shown.cells[target] ?? shown.outside;
        const pieces = piecesOfCell(column, target);
        const sum = (of: 'adds' | 'addsLower' | 'addsUpper' | 'addsDenominator') =>
          pieces.reduce((total, piece) => total + (piece[of] ?? Number.NaN), 0);
        const isRatio = cell.denominator !== null;
        expect(sum('adds')).toBeCloseTo((isRatio ? cell.numerator : cell.value) ?? Number.NaN, 9);
        if (isRatio) expect(sum('addsDenominator')).toBeCloseTo(cell.denominator ?? Number.NaN, 9);
        else expect([sum('addsLower'), sum('addsUpper')]).toEqual([cell.lower, cell.upper]);
      }
    }
  });

  it('[RE75] steps say how many areas are whole and cut, by which weights, and whether it is exact', () => {
    const table = tableOf(care);
    const { column, cells } = cellsOf(table, 'cases');
    const steps = stepsOfCell(table, column, cells[0] as (typeof cells)[number], piecesOfCell(column, 0)).join(' ');
    expect(steps).toContain('1 area lies wholly in it');
    expect(steps).toContain('1 area is cut by its border');
    expect(steps).toContain('People (2001-01-01)');
    expect(steps).toContain('50% of it comes from estimates');
  });
});

describe('denominators that are assumed', () => {
  const bare = dataSetOf({
    keys: districts,
    geographies: [districtsBefore],
    measures: [measureOf('rate', 'proportion', { multiplier: 100 })],
    values: [[10, 20, 30, 40]],
  });

  it('[RE76] a ratio without denominators is refused; with a population it is an estimate throughout', () => {
    expect(asked(bare)).toMatchObject({ ok: false, refusal: { kind: 'cannot-rebase' } });
    const table = tableOf(bare, { ...boards, to: { kind: 'tier', tier: 'ltla' }, on: after, denominator: 'p' });
    const merged = cellsOf(table, 'rate').of('d5');
    expect(merged).toMatchObject({ exact: false, estimatedProportion: 1, lower: 10, upper: 30, numerator: null });
    expect(merged?.value).toBeCloseTo(20, 12);
    expect(merged?.interval).toBeNull();
    expect(table.assumptions.join(' ')).toContain('People stands for them');
  });

  it('[RE76] where an area is cut there is no bound, and an unknown population is refused', () => {
    const table = tableOf(bare, { ...boards, denominator: 'p' });
    expect(cellsOf(table, 'rate').of('X')).toMatchObject({ lower: null, upper: null });
    expect(asked(bare, { ...boards, denominator: 'no' })).toMatchObject({
      ok: false,
      refusal: { kind: 'unknown-population', known: ['p'] },
    });
    expect(weightsNamed(timeline.world, 'no')).toMatchObject({ ok: false, refusal: { kind: 'unknown-population' } });
  });
});

describe('proportions and rates', () => {
  it('[RE77] have intervals, and are judged against all areas and everything counted', () => {
    const many = dataSetOf({
      keys: districts,
      geographies: [districtsBefore],
      measures: [
        measureOf('people', 'count'),
        measureOf('share', 'proportion', { denominator: 'people', holds: 'numerator', multiplier: 100 }),
      ],
      values: [
        [1000, 0, 1000, 1000],
        [100, 0, 500, 900],
      ],
    });
    const { of, whole, all } = cellsOf(tableOf(many), 'share');
    expect(of('X')).toMatchObject({
      value: 10,
      interval: { method: 'wilson' },
      againstGroup: 'lower',
      againstWhole: 'lower',
    });
    expect(of('Y')).toMatchObject({ value: 50, againstGroup: 'higher', againstWhole: 'similar' });
    expect([all.value, whole.value]).toEqual([30, 50]);
  });
});

describe('practices', () => {
  const lists = dataSetOf({
    keys: ['p1', 'p2', 'p3', 'p4'],
    geographies: [{ kind: 'tier', tier: 'practice', on: before }],
    measures: [measureOf('patients', 'count')],
    values: [[10, 20, 30, 5]],
  });

  it('[RE78] go with their commissioner; one without a commissioner is in no cell', () => {
    const table = tableOf(lists);
    const { column, of } = cellsOf(table, 'patients');
    expect([of('X')?.value, of('Y')?.value, of('X')?.exact]).toEqual([30, 30, true]);
    expect(residualsOfColumn(column, table)).toMatchObject(
      [{ kind: 'landless', areas: ['p4'], value: 5 }, { kind: 'uncovered' }].slice(0, 1),
    );
  });

  it('[RE78] on other tiers a commissioner that lies in several splits its practices, with bounds', () => {
    const table = tableOf(lists, { to: { kind: 'tier', tier: 'ltla' }, on: before });
    expect(cellsOf(table, 'patients').of('d1')).toMatchObject({ value: 20, lower: 0, upper: 30, exact: false });
  });

  it('[RE79] by a table of homes they go where their patients live, and nobody is lost', () => {
    const { statement, periods } = lists;
    const residence = {
      statement,
      period: periods[0] as DataSet['periods'][number],
      geography: 'g' as never,
      practices: ['p1', 'p2', 'p3', 'p4'],
      practiceOf: Int32Array.of(0, 0, 1, 2, 3, 3),
      blockOf: Int32Array.of(0, 2, 1, 4, 6, -1),
      persons: Float64Array.of(30, 10, 7, 9, 1, 4),
    };
    const question: DataQuestion = { to: { kind: 'tier', tier: 'ltla' }, on: before };
    const found = rebaseDataSet({ timeline, dataSet: lists, question, weights: null, residence });
    if (!found.ok) throw new Error(found.refusal.detail);
    const { of, outside } = cellsOf(found.value, 'patients');
    expect(of('d1')).toMatchObject({ value: 7.5 + 20, lower: 20, upper: 30 });
    expect(of('d2')?.value).toBe(2.5);
    expect(of('d4')?.value).toBe(1);
    expect(outside.value).toBe(4);
  });
});

describe('bodies that are known in part', () => {
  const partly = foldOf(
    together(
      ground(4),
      bodies([
        ['d1', 'district-council', 'b0 b1'],
        ['d2', 'district-council', 'b2 b3'],
        ['x', 'integrated-care-board', 'b0 b1'],
        ['y', 'integrated-care-board', 'b2 b3'],
      ]),
      factsOf({ extents: [{ organisation: 'x', extent: 'partial' }] }),
    ),
  );
  const data = { keys: ['d1', 'd2'], measures: [measureOf('cases', 'count')], values: [[10, 20]] };

  it('[RE80] have a lower bound and no value, and what they state is not taken for the land that is known', () => {
    const wanted = { timeline: partly, weights: null, residence: null };
    const to = rebaseDataSet({
      ...wanted,
      dataSet: dataSetOf({ ...data, geographies: [districtsBefore] }),
      question: boards,
    });
    if (!to.ok) throw new Error(to.refusal.detail);
    expect(cellsOf(to.value, 'cases').of('X')).toMatchObject({ value: null, lower: 10, upper: null });
    expect(cellsOf(to.value, 'cases').of('Y')).toMatchObject({ value: 20, exact: true });
    const stated = dataSetOf({ ...data, keys: ['x', 'y'], geographies: [{ kind: 'tier', tier: 'icb', on: before }] });
    const question: DataQuestion = { to: { kind: 'tier', tier: 'ltla' }, on: before };
    const from = rebaseDataSet({ ...wanted, dataSet: stated, question });
    if (!from.ok) throw new Error(from.refusal.detail);
    expect(cellsOf(from.value, 'cases').of('d1')).toMatchObject({ value: null, lower: 0, upper: 10 });
    expect(from.value.assumptions.join(' ')).toContain('not wholly known');
  });
});

describe('a series of a data set', () => {
  const yearly = dataSetOf({
    keys: ['d1', 'd2', 'd3', 'd4', 'd5'],
    periods: ['2005', '2008', '2012'],
    geographies: [districtsBefore, districtsBefore, { kind: 'tier', tier: 'ltla', on: after }],
    measures: [measureOf('cases', 'count')],
    values: [
      [10, 20, 30, 40, Number.NaN],
      [11, 21, 31, 41, Number.NaN],
      [Number.NaN, 22, Number.NaN, 42, 60],
    ],
    breaks: [{ period: '2007', reason: 'Counted otherwise.' }],
  });

  it('[RE81] has a line for each body of the chosen day, breaks in words, and the old bodies beside it', () => {
    const table = tableOf(yearly, { to: { kind: 'tier', tier: 'ltla' }, on: after });
    const [line] = linesOfTable(table, [placeOfArea(table.target, 'd5')]);
    expect(line?.points.map((cell) => cell.value)).toEqual([40, 42, 60]);
    expect(line?.points.every((cell) => cell.exact)).toBe(true);
    expect(line?.own).toEqual([
      { area: 'd1', areaName: 'D1', values: [10, 11, null] },
      { area: 'd3', areaName: 'D3', values: [30, 31, null] },
      { area: 'd5', areaName: 'D5', values: [null, null, 60] },
    ]);
    expect(line?.breaks).toMatchObject([
      { period: '2008', kind: 'definition', reason: 'Counted otherwise.', isComparable: false },
      { period: '2012', kind: 'areas', isComparable: true },
    ]);
    expect(line?.breaks[1]?.reason).toContain('Before: D1 and D3. After: D5.');
  });

  it('[RE81] goes back as well: the bodies of an old day have the later periods', () => {
    const table = tableOf(yearly, { to: { kind: 'tier', tier: 'ltla' }, on: before });
    const [line] = linesOfTable(table, [placeOfArea(table.target, 'd1')]);
    expect(line?.points.map(({ value, exact }) => [value, exact])).toEqual([
      [10, true],
      [11, true],
      [30, false],
    ]);
  });
});

describe('the weights themselves', () => {
  it('[RE82] have both shares on each row, and rows for what lies in no area of either side', () => {
    const found = overlapOfUses({
      timeline,
      from: { kind: 'tier', tier: 'icb', on: before },
      to: districtsBefore,
      weights: null,
      residence: null,
    });
    if (!found.ok) throw new Error(found.refusal.detail);
    const rows = [...rowsOfOverlap(found.value)].map((row) => [
      row.source === null ? '' : found.value.source.codes[row.source],
      row.target === null ? '' : found.value.target.codes[row.target],
      row.weight,
      row.shareOfSource,
      row.shareOfTarget,
    ]);
    expect(rows).toEqual([
      ['x', 'd1', 200, 2 / 3, 1],
      ['x', 'd2', 100, 1 / 3, 0.5],
      ['y', 'd2', 100, 1 / 3, 0.5],
      ['y', 'd3', 200, 2 / 3, 1],
      ['', 'd4', 200, null, 1],
    ]);
    const parts = [...partsOfOverlap(found.value)];
    expect(parts).toHaveLength(8);
    expect(parts[7]).toEqual({ part: 7, source: null, target: 'd4', weight: 100 });
  });

  it('[RE82] areas are named as a vintage, or as a tier with a day; anything else says what may be said', () => {
    expect(areasNamed(timeline, 'g')).toEqual({ ok: true, value: onBlocks });
    expect(areasNamed(timeline, 'ltla@2005-01-01')).toEqual({ ok: true, value: districtsBefore });
    for (const text of ['ltla', 'ltla@2005-02-30', 'ltla@2005-01-01@2']) {
      expect(areasNamed(timeline, text)).toMatchObject({ ok: false, refusal: { kind: 'bad-question' } });
    }
    expect(areasNamed(timeline, 'wards@2005-01-01')).toMatchObject({
      ok: false,
      refusal: { kind: 'unknown-geography' },
    });
    expect(isoDate('2005-01-01')).toBe(before);
  });
});
