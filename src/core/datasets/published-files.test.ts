import { describe, expect, it } from 'vitest';
import { columnOf } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { guessDescription } from '#core/datasets/guess-description.ts';
import { guessMeasure } from '#core/datasets/guess-measure.ts';
import { parseNumber, parsePenceCell } from '#core/datasets/parse-number.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';
import { changingRegister, described, tableOf, values } from '#tests/support/made-up-table.ts';

const index = changingRegister();
const columns = { code: { as: 'area' }, people: values() } as const;

const gather = (text: string, description: DataDescription = described(columns)) =>
  gatherDataSet(tableOf(text), description, index);

async function faults(text: string, description?: DataDescription): Promise<string[]> {
  const { problems } = await gather(text, description);
  return problems.map(({ code, severity, where }) => `${severity} ${code} ${where.row ?? ''}`.trim());
}

async function guessOf(text: string, file = 'numbers_2015.csv') {
  const source = tableOf(text);
  const rows: (readonly string[])[] = [];
  for await (const batch of source.batches()) rows.push(...batch.rows);
  return guessDescription(source.heading, rows, file, index);
}

const measure = (heading: string, samples: string[] = ['5']) => guessMeasure(heading, samples, null, 'File').measure;

describe('files as they are published', () => {
  it('[DS65] notes, units and names of regions are left out and told; nothing with a number or a code is', async () => {
    const table = 'code,name,people\n,,Number\nSOUTH EAST,,\nE01000001,One,1,\nE01000002,Two,*';
    const notes = 'Notes,,\nSource: Nobody| 2015,,\n1. Rounded,,to the nearest 5\n[c] means suppressed,,';
    const { dataSet, problems, rows } = await gather(`${table}\n,,\n${notes}`);
    expect(dataSet?.keys).toEqual(['E01000001', 'E01000002']);
    expect(rows).toBe(2);
    expect(problems).toMatchObject([
      {
        code: 'side-rows',
        severity: 'warning',
        where: { row: 2 },
        found: '6 rows, from row 2 to row 10, beginning "Number"',
      },
    ]);
    expect(await faults(`${table}\nNotes,,5`)).toContain('error unknown-area 6');
    expect(await faults(`${table}\nNotes,,*`)).toContain('error unknown-area 6');
    expect(await faults(`${table}\n,Three,about 40`)).toContain('error no-code 6');
    // A slip in a code is none of a note, even where its value is missing.
    expect(await faults(`${table}\nE0100004,,`)).toContain('error unknown-area 6');
    expect(await faults(`${table}\nW01000001,,`)).toContain('error unknown-area 6');
  });

  it('[DS66] a row without a code is a total by its name, or left out by it, or a problem that names it', async () => {
    const table = 'code,name,people\nE01000001,One,1\nE01000002,Two,2';
    const total = await gather(`${table}\n,Total,3\n,Sub-total north,1`);
    expect(total.leftOut.map(({ code, rows }) => `${code} ${rows}`)).toEqual(['Total 1', 'Sub-total north 1']);
    expect(total.problems).toEqual([]);
    expect((await gather(`${table}\n,Total,4`)).problems).toMatchObject([{ code: 'total-differs', where: { row: 4 } }]);
    const other = await gather(`${table}\n,All our land,3`);
    expect(other.problems).toMatchObject([{ code: 'no-code', where: { row: 4 }, found: '"All our land"' }]);
    const left = await gather(`${table}\n,All our land,3`, described(columns, { leaveOut: ['all our land'] }));
    expect(left.leftOut).toMatchObject([{ code: 'All our land', rows: 1 }]);
  });

  it('[DS67] shorthand, units and decimal commas', () => {
    const number = (cell: string) => {
      const found = parseNumber(cell);
      return found.kind === 'number' ? found.value : found.kind === 'mark' ? found.mark : found.expected;
    };
    const cells = ['12 [p]', '1,234 [r]', '33[note 1]', '5.5 [e] [note 2, 3]', '[low]', '[c]', '[x]', '[e]', '[z]'];
    expect(cells.map(number)).toEqual([
      ...[12, 1234, 33, 5.5],
      ...['suppressed', 'suppressed', 'not-available', 'not-available', 'not-available'],
    ]);
    expect(['£000', "£'000s", '£m', '£'].map(number)).toEqual(Array(4).fill('a number, not its unit'));
    expect(['1,5', '1.234,56', '12345,6'].map(number)).toEqual([
      'a decimal point: 1.5',
      'a decimal point: 1234.56',
      'a decimal point: 12345.6',
    ]);
    expect(['1,234', '1,234,567', '0'].map(number)).toEqual([1234, 1_234_567, 0]);
    expect(parsePenceCell('£1,234.50 [p]', 1)).toMatchObject({ pence: 123_450 });
  });

  it('[DS68] thousands and millions of pounds', () => {
    const scale = (heading: string, samples?: string[]) => [
      measure(heading, samples).kind,
      measure(heading, samples).scale,
    ];
    for (const heading of [
      'spend £000',
      'Spend (£000s)',
      "Net cost £'000",
      'cost_000',
      'spend (£ thousand)',
      'cost £k',
    ])
      expect([heading, ...scale(heading)]).toEqual([heading, 'money', 1000]);
    expect(scale('spend £m')).toEqual(['money', 1_000_000]);
    expect(scale('budget (£bn)')).toEqual(['money', 1_000_000_000]);
    expect(scale('spend', ['£000', '5'])).toEqual(['money', 1000]);
    expect(scale('population (000s)')).toEqual(['count', 1000]);
    expect(scale('grant per 1,000')).toEqual(['rate', 1]);
    expect(scale('spend in 2000')).toEqual(['money', 1]);
    expect(scale('cost of 1000 meals')).toEqual(['money', 1]);
  });

  it('[DS69] a slip in a column of numbers is told by its row', async () => {
    const text = 'code,falls,rate\nE01000001,5,1|5\nE01000002,6,2|5\nE01000031,about 40,3|5';
    const { description, doubts } = await guessOf(text);
    expect(doubts.slice(0, 2)).toEqual([
      '1 of 3 texts of the column falls are no numbers.',
      '3 of 3 texts of the column rate are no numbers.',
    ]);
    const { problems } = await gather(text, description);
    const told = problems.filter(({ severity }) => severity === 'error');
    expect(told.map(({ where }) => `${where.row} ${where.column}`)).toEqual(['2 rate', '3 rate', '4 falls', '4 rate']);
  });

  it('[DS70] a slip in a column of dates is told by its row', async () => {
    for (const [first, second] of [
      ['31/03/2015', '03/31/2015'],
      ['2015-16', '15/16'],
    ]) {
      const text = `code,date,n\nE01000001,${first},5\nE01000002,${second},6`;
      const { description, doubts } = await guessOf(text, 'x.csv');
      expect(description.columns.date).toEqual({ as: 'period' });
      expect(doubts).toContain('1 of 2 texts of the column date are no periods.');
      expect((await gather(text, description)).problems).toMatchObject([
        { code: 'bad-period', where: { row: 3, column: 'date' }, found: `"${second}"` },
      ]);
    }
  });

  it('[DS71] one financial year has one id, in cells and in headings', () => {
    const id = (text: string) => {
      const found = parsePeriod(text);
      return isPeriod(found) ? found.id : found.kind;
    };
    const ways = ['2020-21', '2020/21', '2020–21', '2020-2021', 'FY2020/21', 'FY20/21', 'financial year 2020-21'];
    for (const way of [...ways, 'April 2020 to March 2021', '2020-04-01 to 2021-03-31'])
      expect([way, id(way)]).toEqual([way, '2020-21']);
    expect(['20/21', '2020-22'].map(id)).toEqual(['none', 'none']);
    expect(['Apr-24', 'Apr 2024', '31-Mar-25', '31-Mar-2025'].map(id)).toEqual([
      '2024-04-01--2024-04-30',
      '2024-04-01--2024-04-30',
      '2025-03-31',
      '2025-03-31',
    ]);
    for (const heading of ['FY2021/22', '2021-22', '2021 to 2022', 'Apr-24'])
      expect([heading, measure(heading).title, measure(heading).period]).toEqual([heading, 'File', heading]);
  });

  it('[DS72] a file without headings is refused', async () => {
    const text = 'E01000001,5\nE01000002,6\nE01000031,7';
    const { description, doubts } = await guessOf(text);
    expect(doubts[0]).toContain('the file seems to have no headings');
    expect(await faults(text, description)).toEqual(['error heading-is-row']);
  });

  it('[DS73] what names or sorts rows is no measure', async () => {
    const headings = [
      'Indicator ID',
      'Time period Sortable',
      'Lower CI 95.0 limit',
      'uci',
      'Column 6 (no heading)',
      'notes',
    ];
    const { columns: found } = await guessOf(`code,${headings},falls [note 1]\nE01000001,${headings.map(() => 7)},5`);
    expect(found.map(({ guess }) => guess.as)).toEqual(['area', ...headings.map(() => 'ignore'), 'value']);
    expect(measure('falls [note 1]').title).toBe('Falls');
  });

  it('[DS74] a period with the codes of a few merged councils is read with the others', async () => {
    const text = 'code,year,people\nE07000001,2018,1\nE07000002,2018,2\nE07000030,2018,3\nE06000010,2020,5';
    const { dataSet, problems } = await gather(
      text,
      described({ ...columns, year: { as: 'period' } }, { period: null }),
    );
    expect(problems).toEqual([]);
    expect(dataSet?.geographies.map((one) => (one.kind === 'tier' ? one.tier : ''))).toEqual(['ltla', 'ltla']);
    expect(dataSet?.keys).toEqual(['alpha', 'beta', 'delta', 'gamma']);
    expect(dataSet === null ? 0 : columnOf(dataSet, 0, 1).values[3]).toBe(5);
  });

  it('[DS75] England beside one of its areas is not what the area should be', async () => {
    expect(await faults('code,people\nE07000001,3\nE92000001,50')).toEqual([]);
    const all = 'code,people\nE07000001,3\nE07000002,3\nE07000030,3\nE92000001,50';
    expect(await faults(all)).toEqual(['warning total-differs 5']);
  });

  it('[DS76] counts in fractions and names without codes are doubts', async () => {
    const { doubts } = await guessOf('code,falls,cost\nE01000001,5.5,5.5');
    expect(doubts[0]).toContain('The column falls is taken for counts, but its numbers are not whole');
    expect(doubts.filter((one) => one.includes('not whole'))).toHaveLength(1);
    const source = tableOf('council,falls\nAlpha,5');
    const nobody = { ...index, meanings: new Map() };
    expect(guessDescription(source.heading, [['Alpha', '5']], 'x.csv', nobody).doubts[0]).toBe(
      'The column council holds names of areas, which change and are shared; a column of their codes is needed beside it.',
    );
  });

  it('[DS77] five thousand columns are guessed in seconds', async () => {
    const names = Array.from({ length: 5000 }, (_, at) => `v${at}`);
    const start = performance.now();
    const { columns: found } = await guessOf(`code,${names}\nE01000001,${names.map(() => 1)}`);
    expect(found).toHaveLength(5001);
    // One after the other they take a tenth of this; each beside all others, ten times as much.
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
