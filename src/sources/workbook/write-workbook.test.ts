import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { arrangementColumns } from '#sources/workbook/columns.ts';
import { readArrangements } from '#sources/workbook/read-arrangements.ts';
import { exampleArrangements, writeTemplate } from '#sources/workbook/write-template.ts';
import { writeWorkbook } from '#sources/workbook/write-workbook.ts';
import type { Sheet } from '#std/sheet.ts';

const sheet: Sheet = {
  name: 'Lines',
  columns: [
    { heading: 'Title', kind: 'text', width: 30 },
    { heading: 'Due', kind: 'date', width: 12 },
    { heading: 'Money', kind: 'pounds', width: 14 },
    { heading: 'Count', kind: 'integer', width: 8 },
    { heading: 'Share', kind: 'share', width: 8 },
  ],
  rows: [
    ['=HYPERLINK("x")', '2027-04-01', 123_456n, 3, 0.25],
    [null, null, null, null, null],
    ['a & b <c>\n"d"', 'not known', 1_000_000_000_001n, 10n, true],
    ['@sum', '1850-01-01', -5n, Number.NaN, 1],
  ],
};
describe('a workbook', () => {
  it('[WK42] is the same for the same sheets', async () => {
    expect(await writeWorkbook([sheet])).toEqual(await writeWorkbook([sheet]));
  });

  it('[WK42] names the heading to be repeated in print, whatever the name of the sheet', async () => {
    const book = await readXlsx(await writeWorkbook([{ ...sheet, name: "Rules, and Bob's" }]));
    expect(book.sheets[0]?.pageSetup?.printTitlesRow).toBe('$1:$1');
    expect(book.sheets[0]?.pageSetup).toMatchObject({ orientation: 'landscape', fitToPage: true });
  });

  it('[WK42, WK43] gives another reader what was written', async () => {
    const book = await readXlsx(await writeWorkbook([{ ...sheet, note: 'Illustrative.' }]), { readStyles: true });
    expect(book.sheets.map((one) => one.name)).toEqual(['Lines', 'Notes']);
    const [lines, notes] = book.sheets;
    expect(lines?.rows).toEqual([
      ['Title', 'Due', 'Money', 'Count', 'Share'],
      ['=HYPERLINK("x")', new Date('2027-04-01'), 1234.56, 3, 0.25],
      [null, null, null, null, null],
      ['a & b <c>\n"d"', 'not known', 10_000_000_000.01, 10, true],
      ['@sum', '1850-01-01', -0.05, null, 1],
    ]);
    expect(notes?.rows[1]).toEqual(['Lines', 'Illustrative.']);
    expect(lines?.freezePane).toMatchObject({ rows: 1 });
    expect(lines?.autoFilter?.range).toBe('A1:E5');
    const formats = [0, 1, 2, 3, 4].map((column) => lines?.cells?.get(`1,${column}`)?.style?.numFmt);
    expect(formats).toEqual(['@', 'dd\\ mmm\\ yyyy', '"£"#,##0.00', '0', '0.00%']);
  });

  it('[WK41] holds no formula and no error, whatever the text', async () => {
    const texts = ['=1+1', '+1', '-1', '@x', '\t=1', '#REF!', '#N/A', '{=1}', "'=1", ' =1'];
    const [lines] = (await readXlsx(await writeWorkbook([{ ...sheet, rows: texts.map((text) => [text]) }]))).sheets;
    expect(lines?.rows.slice(1).map(([first]) => first)).toEqual(texts);
    const types = [...(lines?.cells?.values() ?? [])].map((cell) => [cell.type, cell.formula]);
    expect(types).toEqual([
      ['richText', undefined],
      ['richText', undefined],
    ]);
  });

  it('[WK44] gives sheets names that a workbook allows, no two alike', async () => {
    const names = [
      'A/B: [c]*?',
      "'quoted'",
      '',
      'History',
      'x'.repeat(40),
      `${'x'.repeat(40)}y`,
      'LINES',
      'lines',
      `${'y'.repeat(30)}😀`,
    ];
    const book = await readXlsx(await writeWorkbook(names.map((name) => ({ ...sheet, name }))));
    const found = book.sheets.map((one) => one.name);
    expect(found).toEqual([
      'A B   c',
      'quoted',
      'Sheet',
      'Sheet History',
      'x'.repeat(31),
      `${'x'.repeat(27)} (2)`,
      'LINES',
      'lines (2)',
      'y'.repeat(30),
    ]);
    expect((await readXlsx(await writeWorkbook([]))).sheets.length).toBe(1);
  });

  it('[WK45] cuts a text that is longer than a cell holds', async () => {
    const long = { ...sheet, rows: [['x'.repeat(40_000)], ['y'.repeat(32_767)]] };
    const [lines] = (await readXlsx(await writeWorkbook([long]))).sheets;
    expect(String(lines?.rows[1]?.[0])).toBe(`${'x'.repeat(32_760)}… (cut)`);
    expect(String(lines?.rows[2]?.[0])).toBe('y'.repeat(32_767));
  });
});

describe('the template', () => {
  it('[WK46] has choice lists that hold every word of their column', async () => {
    const book = await readXlsx(await writeTemplate());
    expect(book.sheets.map((one) => one.name)).toEqual(['Instructions', 'Arrangements', 'Example', 'Lists']);
    const [, arrangements, , lists] = book.sheets;
    expect(arrangements?.rows[0]).toEqual(arrangementColumns.map((column) => column.heading));
    const choices = new Map(arrangements?.dataValidations?.map((one) => [one.range.replace(/\d.*/, ''), one.formula1]));
    const letter = (at: number) =>
      (at < 26 ? '' : String.fromCharCode(64 + Math.floor(at / 26))) + String.fromCharCode(65 + (at % 26));
    for (const [at, { kind, words, heading }] of arrangementColumns.entries()) {
      const source = choices.get(letter(at));
      const isChoice = kind === 'word' || kind === 'yes-no';
      expect([heading, source !== undefined]).toEqual([heading, isChoice]);
      if (source === undefined) continue;
      const [, column = '', last = ''] = /^Lists!\$([A-Z])\$2:\$[A-Z]\$(\d+)$/.exec(source) ?? [];
      const listed = lists?.rows.slice(1, Number(last)).map((row) => row[column.charCodeAt(0) - 65]);
      expect(listed).toEqual(words === undefined ? ['Yes', 'No'] : [...words.labels.values()]);
    }
  });

  it('[WK46] is read as empty: instructions, lists and example hold no arrangements', async () => {
    const { specs, problems } = await readArrangements(await writeTemplate(), 'template.xlsx');
    expect([specs.length, problems.map((one) => one.code)]).toEqual([0, ['no-rows']]);
  });

  it('[WK46] has an example that reads without problems', async () => {
    const book = await readXlsx(await writeTemplate());
    const example = book.sheets[2]?.rows ?? [];
    const kinds = arrangementColumns.map((column) => column.kind);
    const rows = example.map((row, at) =>
      row.map((cell, column) =>
        cell instanceof Date
          ? cell.toISOString().slice(0, 10)
          : at > 0 && kinds[column] === 'share' && cell !== null
            ? Number(cell)
            : cell,
      ),
    );
    const csv = rows.map((row) => row.map((cell) => `"${cell ?? ''}"`).join(',')).join('\n');
    const { specs, problems } = await readArrangements(Buffer.from(csv), 'example.csv');
    expect(problems).toEqual([]);
    expect(specs.map(({ spec }) => spec)).toEqual(exampleArrangements);
  });
});
