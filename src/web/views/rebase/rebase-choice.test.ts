import { describe, expect, it } from 'vitest';
import type { DataMeasureWire, DataSetWire } from '#wire/data-sets.ts';
import type { RegisterWire } from '#wire/register.ts';
import { type Choice, choiceOf } from '../../choice.ts';
import {
  cellQuestion,
  dimensionsOf,
  groupText,
  longerMeasures,
  nearestMeasure,
  periodsOf,
  rebaseChoiceOf,
  seriesQuestion,
  tableQuestion,
} from './rebase-choice.ts';

const register: RegisterWire = {
  name: 'sample',
  title: 'Sample',
  description: null,
  recordedAt: '2026-01-01T00:00:00Z',
  firstDate: '2006-01-01',
  lastDate: '2028-01-01',
  openingDate: '2026-04-01',
  tiers: (['pct', 'icb', 'ltla', 'utla'] as const).map((tier) => ({
    tier,
    title: tier,
    singular: tier,
    plural: tier,
    side: tier === 'pct' || tier === 'icb' ? 'health' : 'council',
    changes: [tier === 'icb' ? '2022-07-01' : null],
    hasTerritory: tier !== 'pct',
  })),
  populations: [
    {
      id: 'census-2021',
      title: 'Census 2021',
      base: 'resident',
      date: '2021-03-21',
      geography: 'places',
      persons: 1010,
      missingBlocks: 0,
      evidence: 'published',
    },
  ],
  scenarios: [{ id: 'current-law', title: 'Law', note: null, origin: 'pack', from: null, to: null }],
  organisationCount: 0,
  eventCount: 0,
  problemCount: 0,
};

function measure(id: string, more: Partial<DataMeasureWire> = {}): DataMeasureWire {
  const plain = { denominator: null, multiplier: 1, holds: 'value', notMovable: null, breakdown: {} } as const;
  const periods = ['2020', '2021'];
  return { id, title: id, kind: 'count', unit: 'people', family: id, periods, ...plain, ...more };
}

function dataSet(id: string, measures: readonly DataMeasureWire[], more: Partial<DataSetWire> = {}): DataSetWire {
  return {
    statement: {
      id,
      title: id,
      publisher: 'Somebody',
      licence: 'Open',
      vintage: '2021',
      method: 'Counted',
      subject: 'published',
      owner: null,
      seenBy: [],
      derivedFrom: [],
      breaks: [],
      note: null,
    },
    version: 1,
    holds: 'numbers',
    periods: ['2020', '2021'].map((year) => ({ id: year, kind: 'year', title: year, from: `${year}-01-01`, to: year })),
    geographies: [],
    measures: [...measures],
    values: { known: 1, blank: 0, suppressed: 0, 'not-available': 0 },
    madeFromIt: [],
    checksum: '',
    file: '',
    importedAt: '',
    importedBy: '',
    ...more,
  };
}

const score = measure('score', { kind: 'index', notMovable: 'An index cannot be added up.' });
const older = measure('older-men', { family: 'Older people', breakdown: { sex: 'men' } });
const catalogue = [
  dataSet('where-patients-live', [], { holds: 'residence' }),
  dataSet('deprivation', [score]),
  dataSet('people', [score, older, measure('all', { family: 'Older people' })]),
];

const choose = (text: string, from: readonly DataSetWire[] = catalogue) => {
  const query = new URLSearchParams(text);
  return rebaseChoiceOf(query, choiceOf(query, [register]) as Choice, from);
};

describe('the choice of the Rebase screen', () => {
  it('[WB46] an empty address shows something that can be moved, all groups together, in the last period', () => {
    const chosen = choose('');
    expect([chosen?.data.statement.id, chosen?.measure.id, chosen?.period.id]).toEqual(['people', 'all', '2021']);
    expect(chosen?.target).toEqual({ to: 'icb', on: '2026-04-01' });
    expect(chosen?.other).toEqual({ to: 'utla', on: '2026-04-01' });
    expect([chosen?.part, chosen?.weights, chosen?.area, chosen?.notes]).toEqual(['one', null, null, []]);
  });

  it('[WB46] the address brings back every choice', () => {
    const address =
      'area=E1&data=people&denominator=census-2021&measure=older-men&on=2025-01-01&on2=2020-01-01&period=2020&show=two&to=ltla&to2=icb&weights=people:all';
    const chosen = choose(address);
    expect(chosen).toMatchObject({
      part: 'two',
      target: { to: 'ltla', on: '2025-01-01' },
      other: { to: 'icb', on: '2020-01-01' },
      weights: 'people:all',
      denominator: 'census-2021',
      area: 'E1',
      notes: [],
    });
    const choice = choiceOf(new URLSearchParams(address), [register]) as Choice;
    if (chosen === null) throw new Error('nothing was chosen');
    const asked = {
      register: 'sample',
      scenario: null,
      known: null,
      data: 'people',
      to: 'ltla',
      on: '2025-01-01',
      weights: 'people:all',
      denominator: 'census-2021',
    };
    expect(tableQuestion(choice, chosen)).toEqual({ ...asked, measures: 'older-men', periods: '2020' });
    expect(cellQuestion(choice, chosen, 'E1')).toEqual({ ...asked, measure: 'older-men', period: '2020', area: 'E1' });
    expect(seriesQuestion(choice, chosen)).toEqual({ ...asked, measure: 'older-men' });
  });

  it('[WB46] what the address names and cannot be had is said, and the usual thing shown', () => {
    const chosen = choose('data=lost&measure=none&period=1999&to=parish&on2=soon');
    expect(chosen?.measure.id).toBe('all');
    expect(chosen?.notes).toHaveLength(5);
    expect(chosen?.notes.join(' ')).toMatch(/“lost”.*“none”.*“1999”.*“parish”.*“soon”/);
  });

  it('[WB46] a register without numbers about areas has nothing to choose', () => {
    expect(choose('', [])).toBeNull();
    expect(choose('', catalogue.slice(0, 1))).toBeNull();
  });

  it('[WB74] of a measure with few periods those with more are offered, its own family first', () => {
    const periods = ['2019', '2020', '2021'];
    const short = measure('short', { family: 'cost', periods: ['2021'] });
    const measures = [
      short,
      measure('other', { periods }),
      measure('two', { family: 'cost', periods: ['2020', '2021'] }),
      measure('index', { family: 'cost', kind: 'index', notMovable: 'No.', periods }),
      measure('three', { family: 'cost', periods }),
      measure('more', { periods }),
    ];
    const offered = longerMeasures(dataSet('few', measures), short).map(({ id }) => id);
    expect(offered).toEqual(['three', 'two', 'other']);
    expect(longerMeasures(dataSet('one', [short]), short)).toEqual([]);
  });

  it('[WB47] where nothing can be moved the first measure is shown, which says why', () => {
    expect(choose('', [dataSet('deprivation', [score])])?.measure.notMovable).toMatch(/index/);
  });

  it('[WB46] groups are told by what they are groups of', () => {
    expect(groupText(older)).toBe('sex: men');
    expect(groupText(score)).toBe('All together');
  });

  it('[WB63] the usual measure has values in the newest period, and the period is one with values', () => {
    const early = measure('early', { periods: ['2020'] });
    const none = measure('none', { periods: [] });
    const late = measure('late', { periods: ['2021'], breakdown: { sex: 'men' } });
    const data = dataSet('costs', [none, early, late]);
    expect(choose('', [data])?.measure.id).toBe('late');
    expect(choose('', [dataSet('costs', [none, early])])?.period.id).toBe('2021');
    const asked = choose('measure=early&period=2021', [data]);
    expect([asked?.period.id, asked?.notes]).toEqual(['2020', ['“early” has no value for 2021. Showing 2020.']]);
    expect(choose('measure=early', [data])?.period.id).toBe('2020');
    expect([early, none].map((one) => periodsOf(data, one).map(({ id }) => id))).toEqual([['2020'], ['2020', '2021']]);
  });

  it('[WB64] groups have a field for each dimension; the nearest combination that exists is taken', () => {
    const of = (id: string, breakdown: Record<string, string>) => measure(id, { family: 'Cost', breakdown });
    const oldHome = of('old-home', { group: 'Older people', service: 'Home care' });
    const oldAll = of('old-all', { group: 'Older people' });
    const childFoster = of('child-foster', { group: 'Children', service: 'Fostering' });
    const childHome = of('child-home', { group: 'Children', service: 'Home care' });
    const all = [oldHome, oldAll, childFoster, childHome];
    expect(dimensionsOf(all)).toEqual([
      { name: 'group', groups: ['Older people', 'Children'] },
      { name: 'service', groups: ['Home care', null, 'Fostering'] },
    ]);
    expect(dimensionsOf([oldHome, oldAll]).map(({ name }) => name)).toEqual(['service']);
    expect(nearestMeasure(all, oldHome, 'group', 'Children')).toBe(childHome);
    expect(nearestMeasure(all, oldHome, 'service', 'Fostering')).toBe(childFoster);
    expect(nearestMeasure(all, childFoster, 'service', null)).toBe(oldAll);
    expect(nearestMeasure(all, childFoster, 'group', 'Nobody')).toBeUndefined();
  });
});
