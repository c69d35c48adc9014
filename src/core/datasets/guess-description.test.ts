import { describe, expect, it } from 'vitest';
import { periodInName } from '#core/datasets/file-name.ts';
import { gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { guessDescription } from '#core/datasets/guess-description.ts';
import { guessMeasure } from '#core/datasets/guess-measure.ts';
import { changingRegister, sourceOf } from '#tests/support/made-up-table.ts';

const index = changingRegister();

function tableOf(text: string): { heading: string[]; rows: string[][] } {
  const [heading = [], ...rows] = text.split('\n').map((line) => line.split(','));
  return { heading, rows };
}

function guess(text: string, file = 'numbers.csv') {
  const { heading, rows } = tableOf(text);
  return guessDescription(heading, rows, file, index);
}

const uses = (text: string, file?: string) =>
  guess(text, file).columns.map(({ heading, guess: { as } }) => `${heading} ${as}`);

const measure = (heading: string, samples: string[] = ['5'], denominator: string | null = null) =>
  guessMeasure(heading, samples, denominator, 'File').measure;

describe('guessing a description', () => {
  it('[DS60] the column with the most codes is the area, names are passed over', () => {
    const text = 'name,county,district,2015,2016\nTown A,E10000001,E07000001,5,6\nTown B,E10000001,E07000002,7,8';
    expect(uses(text)).toEqual(['name ignore', 'county ignore', 'district area', '2015 value', '2016 value']);
    const { periods, geographies, columns } = guess(text);
    expect(periods.map(({ id }) => id)).toEqual(['2015', '2016']);
    expect(geographies[0]?.title).toBe('District and unitary councils on 1 January 2016');
    expect(columns[2]?.why).toBe('2 of its 2 different texts are codes of areas of the register.');
  });

  it('[DS60] periods come from a column, from headings, or from the name of the file', () => {
    expect(uses('code,year,n\nE01000001,2015,5\nE01000001,2016,6')).toEqual(['code area', 'year period', 'n value']);
    expect(measure('IMD_score_2019').period).toBe('2019');
    expect(measure('2005-06 spend').period).toBe('2005-06');
    const names = [
      'gp_list_2014_04_06.csv.gz',
      'lsoa11_mid2019_ages.csv',
      'returns_2014_15.csv',
      'imd_2015_2019_lsoa11.csv',
      'x.csv',
      'lsoa2011_people_2020.csv',
    ];
    expect(names.map(periodInName)).toEqual(['2014-04-06', '2019-06-30', '2014-15', null, null, '2020']);
  });

  it('[DS61] measures are guessed from headings, each with a reason', () => {
    expect(measure('Income_decile')).toMatchObject({ kind: 'index', unit: 'decile' });
    expect(measure('net_total_cost_000')).toMatchObject({ kind: 'money', scale: 1000, title: 'Net total cost' });
    expect(measure('Amount', ['£12.50'])).toMatchObject({ kind: 'money', scale: 1 });
    expect(measure('spend £m')).toMatchObject({ kind: 'money', scale: 1_000_000 });
    expect(measure('% aged over 65')).toMatchObject({ kind: 'proportion', multiplier: 100 });
    expect(measure('pct_helped', ['0.2', '0.4'])).toMatchObject({ kind: 'proportion', multiplier: 1 });
    expect(measure('deaths per 100,000')).toMatchObject({ kind: 'rate', multiplier: 100_000 });
    expect(measure('average wait')).toMatchObject({ kind: 'mean' });
    expect(measure('numerator', ['5'], 'denominator')).toMatchObject({
      kind: 'proportion',
      holds: 'numerator',
      denominator: 'denominator',
    });
    expect(measure('FEMALE_75_plus')).toMatchObject({
      kind: 'count',
      title: 'People',
      breakdown: { sex: 'female', age: '75 and over' },
    });
    expect(measure('age_0_15').breakdown).toEqual({ age: '0 to 15' });
    expect(measure('all_ages')).toMatchObject({ title: 'People', breakdown: {} });
    expect(measure('falls')).toMatchObject({ kind: 'count', title: 'Falls', unit: 'people' });
  });

  it('[DS62] long tables are seen by names of measures and by groups', () => {
    const text = [
      'code,indicator,indicator_no,sex,value',
      ...['E01000001', 'E01000002'].flatMap((code) =>
        ['Falls,1', 'Fires,2'].flatMap((what) => ['m', 'f'].map((sex) => `${code},${what},${sex},5`)),
      ),
    ].join('\n');
    expect(uses(text)).toEqual([
      'code area',
      'indicator measure-name',
      'indicator_no value',
      'sex breakdown',
      'value value',
    ]);
    expect(uses(text.replaceAll(',1,', ',I,').replaceAll(',2,', ',II,'))[2]).toBe('indicator_no ignore');
    const homes =
      'lsoa,practice,patients\nE01000001,A81001,5\nE01000001,A81002,6\nE01000031,A81001,7\nE01000032,A81001,1';
    expect(uses(homes)).toEqual(['lsoa area', 'practice practice', 'patients value']);
  });

  it('[DS63] what may count people is held back, and what is unsure is said', () => {
    const text = 'code,falls\nE01000001,5\nE01000031,6\nE01000003,7';
    const { description, doubts } = guess(text, 'falls_2015.csv');
    expect(description.statement).toMatchObject({ id: 'falls-2015', title: 'Falls 2015', subject: 'counts-of-people' });
    expect(doubts).toEqual([
      'That the numbers are of 2015 is taken from the name of the file.',
      'The codes are of different days: 2 of 3 codes are of 2011 LSOAs; 1 of 2021 LSOAs.',
      '1 of 3 codes are not among the 2011 LSOAs.',
      'The codes could as well be those of 2021 LSOAs; 2011 LSOAs is assumed.',
      'Publisher, licence, edition and method are not known from the file; state them.',
    ]);
    expect(guess('code,cost\nE01000001,5').description.statement.subject).toBe('not-people');
    expect(guess('a,b\nx,y').doubts.slice(0, 3)).toEqual([
      'No column holds codes of areas that the register knows; say which column does.',
      'No column holds numbers; say which one does.',
      'It is not said when the numbers were true; name a column of periods, or give one.',
    ]);
  });

  it('[DS64] a file that guesses well is gathered by its guess', async () => {
    const { heading, rows } = tableOf(
      'lsoa11cd,name,year,numerator,denominator\nE01000001,One,2014-15,5,9\nE01000003,Three,2014-15,*,8\nE01000001,One,2015-16,6,9',
    );
    const { description } = guessDescription(heading, rows, 'helped.csv', index);
    const { dataSet, problems } = await gatherDataSet(sourceOf(heading, rows), description, index);
    expect(problems).toEqual([]);
    expect(dataSet?.geographies[0]).toEqual({ kind: 'blocks', geography: 'lsoa11' });
    expect(dataSet?.measures.map(({ id, kind, denominator }) => [id, kind, denominator])).toEqual([
      ['numerator', 'proportion', 'denominator'],
      ['denominator', 'count', null],
    ]);
    expect(dataSet?.periods.map(({ id }) => id)).toEqual(['2014-15', '2015-16']);
  });
});
