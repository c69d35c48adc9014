import { describe, expect, it } from 'vitest';
import type { DataSet } from '#core/datasets/data-set.ts';
import { rebaseDataSet } from '#core/rebase/rebase-data-set.ts';
import type { DataQuestion } from '#core/rebase/rebased-table.ts';
import { residualsOfColumn } from '#core/rebase/table-residuals.ts';
import { before, dataSetOf, districtsBefore, measureOf, tinyTimeline } from '#tests/support/made-up-data.ts';

const timeline = tinyTimeline();
const districts = ['d1', 'd2', 'd3', 'd4'];

function asked(dataSet: DataSet, question: DataQuestion) {
  return rebaseDataSet({ timeline, dataSet, question, weights: null, residence: null });
}

describe('what is not known on other areas', () => {
  it('[RE72] where every value that was asked for is missing, the periods that have some are named', () => {
    const none = Number.NaN;
    const nobody = [none, none, none, none];
    const data = dataSetOf({
      keys: districts,
      periods: ['2004', '2005', '2006'],
      geographies: [districtsBefore, districtsBefore, districtsBefore],
      measures: [measureOf('cases', 'count'), measureOf('lost', 'count')],
      values: [[1, 2, 3, 4], [1, none, none, none], nobody, nobody, nobody, nobody],
    });
    const refused = (measures: string[]) => {
      const found = asked(data, { to: { kind: 'tier', tier: 'icb' }, on: before, measures, periods: ['2006'] });
      return found.ok ? null : [found.refusal.kind, found.refusal.detail.split('missing. ')[1]];
    };
    expect(refused(['cases', 'lost'])).toEqual(['cannot-rebase', 'Periods that have values: 2004, 2005.']);
    expect(refused(['lost'])).toEqual(['cannot-rebase', 'No other period has any either.']);
  });

  it('[RE71] what is not known for want of land is said in the words of what was asked for', () => {
    const ofBoards = dataSetOf({
      keys: ['x', 'y'],
      geographies: [{ kind: 'tier', tier: 'icb', on: before }],
      measures: [measureOf('cases', 'count')],
      values: [[10, 20]],
    });
    const table = asked(ofBoards, { to: { kind: 'tier', tier: 'ltla' }, on: before });
    if (!table.ok) throw new Error(table.refusal.detail);
    const [column] = table.value.columns;
    const [found] = column === undefined ? [] : residualsOfColumn(column, table.value);
    expect([found?.kind, found?.areas]).toEqual(['uncovered', ['d4']]);
    expect(found?.says).toMatch(/^1 district or unitary council is not known: all or part of their land/);
  });
});
