import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { type MadeUpBook, madeUpArchive, madeUpBook, rowXml } from '#sources/workbook/made-up-book.ts';
import { readArrangements } from '#sources/workbook/read-arrangements.ts';
import { writeArrangements } from '#sources/workbook/write-arrangements.ts';
import { exampleArrangements } from '#sources/workbook/write-template.ts';

const heading = ['ref', 'kind', 'party', 'stage', 'note'];
const good = rowXml(2, ['A', 'pooled fund', 'P', 'live']);
const sheet = (name: string, ...rows: string[]) => ({ name, rows: [rowXml(1, heading), ...rows] });
const readBook = async (book: MadeUpBook) => await readArrangements(madeUpBook(book), 'Book.xlsx');
const codesIn = async (bytes: Uint8Array, name = 'Book.xlsx') => {
  const { specs, problems } = await readArrangements(bytes, name);
  return { codes: problems.map((problem) => problem.code), count: specs.length };
};
const onlyError = async (bytes: Uint8Array, name?: string) => {
  const { codes, count } = await codesIn(bytes, name);
  expect(count).toBe(0);
  return codes.join();
};
/** A small workbook whose archive says that its sheet has so many bytes when unpacked. */
const withStatedSize = (size: number) => {
  const bytes = Buffer.from(madeUpBook({ sheets: [sheet('S', good)] }));
  bytes.writeUInt32LE(size, bytes.lastIndexOf('xl/worksheets/s1.xml') - 46 + 24);
  return bytes;
};
const example = () => writeArrangements(exampleArrangements, 'xlsx');

describe('files that are refused', () => {
  it('[WK30] cut short, damaged or something else', async () => {
    const bytes = await example();
    expect(await onlyError(bytes.subarray(0, bytes.length - 30))).toBe('damaged-workbook');
    expect(await onlyError(bytes.subarray(0, bytes.length >> 1))).toBe('damaged-workbook');
    const changed = Buffer.from(bytes);
    const at = changed.indexOf('sheet1.xml') + 100;
    changed.fill(0x55, at, at + 40);
    expect(await onlyError(changed)).toBe('damaged-workbook');
    expect(await onlyError(Buffer.from('<html><table></table></html>'), 'b.xlsx')).toBe('not-a-workbook');
    expect(await onlyError(madeUpArchive([{ name: 'a.txt', content: ['a'] }]))).toBe('not-a-workbook');
    expect(await onlyError(Buffer.from([0x25, 0x50, 0, 0, 1]), 'b.csv')).toBe('not-a-table');
  });

  it('[WK30] protected, of another format or with macros', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: 'Arrangements', rows: [['ref', 'kind', 'party']] }],
      encryption: { password: 'secret', spinCount: 10 },
    });
    expect(await onlyError(locked)).toBe('encrypted-workbook');
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);
    expect(await onlyError(old, 'b.xls')).toBe('other-format');
    const ods = [
      { name: 'mimetype', content: ['application/vnd.oasis.opendocument.spreadsheet'] },
      { name: 'content.xml', content: ['<a/>'] },
    ];
    expect(await onlyError(madeUpArchive(ods), 'b.ods')).toBe('other-format');
    const macros = [{ name: 'xl/vbaProject.bin', content: ['x'] }];
    expect(await onlyError(madeUpBook({ sheets: [sheet('S', good)], furtherParts: macros }), 'b.xlsm')).toBe(
      'workbook-with-macros',
    );
    expect(
      await onlyError(
        madeUpBook({ sheets: [sheet('S', good)], furtherParts: [{ name: 'xl/workbook.bin', content: ['x'] }] }),
      ),
    ).toBe('other-format');
  });

  it('[WK30] entities that a workbook defines itself are not expanded', async () => {
    const rows = [
      '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
      rowXml(1, heading),
      rowXml(2, ['A', 'pooled fund', 'P', 'live', '&a;']),
    ];
    const { specs, problems } = await readBook({ sheets: [{ name: 'S', rows }] });
    expect([problems, specs[0]?.spec.note]).toEqual([[], '&a;']);
  });

  it('[WK30] no bytes make the reader throw', async () => {
    const bytes = Buffer.from(await example());
    const text = Buffer.from(await writeArrangements(exampleArrangements, 'csv'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(bytes, text),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (source, changes) => {
          const changed = Buffer.from(source);
          for (const [at, value] of changes) changed[at % changed.length] = value;
          await readArrangements(changed, 'Book.xlsx');
          await readArrangements(changed, 'Book.csv');
        },
      ),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('a.csv', 'a.xlsx', ''), async (any, name) => {
        await readArrangements(any, name);
        await readArrangements(Buffer.concat([Buffer.from('PK\u0003\u0004'), any]), name);
      }),
      { numRuns: 300 },
    );
  });

  it('[WK31] too large a file, packed or unpacked', async () => {
    expect(await onlyError(Buffer.alloc(50_000_001, 44), 'b.csv')).toBe('too-large');
    expect(await onlyError(withStatedSize(201_000_000))).toBe('too-large');
    expect(await codesIn(withStatedSize(199_000_000))).toEqual({ codes: [], count: 1 });
    const texts = { sharedTexts: [`<si><t>${'x'.repeat(250_000)}</t></si>`.repeat(260)], sheets: [sheet('S', good)] };
    expect(await onlyError(madeUpBook(texts))).toBe('too-large');
  });

  it('[WK31] an archive that lies about a size', async () => {
    for (const size of [0, 100]) {
      const { specs, problems } = await readArrangements(withStatedSize(size), 'Book.xlsx');
      expect([specs, problems.map((one) => one.code)]).toEqual([[], ['damaged-workbook']]);
    }
  });

  it('[WK31] too many rows, in a workbook and in text', async () => {
    function* rows() {
      yield rowXml(1, heading);
      const many = '<row><c><v>1</v></c></row>'.repeat(1000);
      for (let at = 0; at < 101; at++) yield many;
    }
    expect(await onlyError(madeUpBook({ sheets: [{ name: 'S', rows: rows() }] }))).toBe('too-many-rows');
    expect(await onlyError(Buffer.from('ref,kind,party\n'.repeat(100_002)), 'b.csv')).toBe('too-many-rows');
    const full = Array.from({ length: 99_999 }, (_, at) => rowXml(at + 2, [`A${at}`, 'pooled fund', 'P', 'live'])).join(
      '',
    );
    expect(await codesIn(madeUpBook({ sheets: [sheet('S', full)] }))).toEqual({ codes: [], count: 99_999 });
    const blank = '<row><c s="1"/></row>'.repeat(600_000);
    expect(await codesIn(madeUpBook({ sheets: [sheet('S', good, blank)] }))).toEqual({ codes: [], count: 1 });
  });

  it('[WK31] cells that stand too far apart to be laid out', async () => {
    const far = rowXml(1_048_576, [null, 'stray']);
    const wide = rowXml(3, ['<c r="AZ3"><v>1</v></c>']);
    expect(await onlyError(madeUpBook({ sheets: [sheet('S', good, wide, far)] }))).toBe('scattered-cells');
    const near = rowXml(200_000, ['B', 'pooled fund', 'P', 'live']);
    expect(await codesIn(madeUpBook({ sheets: [sheet('S', good, near)] }))).toEqual({ codes: [], count: 2 });
    const beyond = rowXml(4, ['<c r="XFD4"><v>1</v></c>']);
    expect(await codesIn(madeUpBook({ sheets: [sheet('S', good, beyond)] }))).toEqual({ codes: [], count: 1 });
  });
});

describe('cells and sheets', () => {
  it('[WK32] formulas and error values are errors, and what a formula came to is not taken', async () => {
    const { specs, problems } = await readBook({
      sheets: [
        sheet(
          'S',
          rowXml(2, [
            'A',
            'pooled fund',
            '<c r="C2" t="str"><f>B1&amp;"x"</f><v>Surrey</v></c>',
            'live',
            '<c r="E2" t="e"><v>#REF!</v></c>',
          ]),
          rowXml(3, ['B', 'pooled fund', 'P', 'live', '<c r="E3"><f t="shared" si="0"/><v>5</v></c>']),
        ),
      ],
    });
    expect(problems.map((one) => [one.code, one.where.row, one.where.column, one.found])).toEqual([
      ['formula-cell', 2, 'party (C)', '"=B1&\\"x\\""'],
      ['error-cell', 2, 'note (E)', '"#REF!"'],
      ['formula-cell', 3, 'note (E)', '"="'],
    ]);
    expect(specs.map(({ spec }) => [spec.parties.length, spec.note])).toEqual([
      [0, null],
      [1, null],
    ]);
  });

  it('[WK33] merged cells are errors, but for references downwards and what stands above the headings', async () => {
    const merged = (ref: string) => `<mergeCells><mergeCell ref="${ref}"/></mergeCells>`;
    const rows = [
      rowXml(1, ['Our list']),
      rowXml(3, heading),
      rowXml(4, ['A', 'pooled fund', 'P1', 'live']),
      rowXml(5, [null, null, 'P2']),
    ];
    const codes = async (ref: string) =>
      (await readBook({ sheets: [{ name: 'S', rows, after: merged(ref) }] })).problems.map((one) => [
        one.code,
        one.where.column,
        one.found,
      ]);
    expect(await codes('A1:E2')).toEqual([]);
    expect(await codes('A4:A5')).toEqual([]);
    expect(await codes('H4:J9')).toEqual([]);
    expect(await codes('C4:C5')).toEqual([['merged-cells', 'party (C)', '"C4:C5"']]);
    expect(await codes('A4:B5')).toEqual([['merged-cells', 'ref (A)', '"A4:B5"']]);
    expect(await codes('A2:A3')).toEqual([['merged-cells', 'ref (A)', '"A2:A3"']]);
    const { specs } = await readBook({ sheets: [{ name: 'S', rows, after: merged('A4:A5') }] });
    expect(specs.map(({ spec }) => spec.parties.length)).toEqual([2]);
  });

  it('[WK34] reads the sheet Arrangements, else the only one with headings, and says what it did not read', async () => {
    const other = { name: 'Budget', rows: [rowXml(1, ['year', 'sum'])] };
    const list = sheet('List', good);
    const hidden = { ...sheet('Secret', good), isHidden: true };
    const named = await readBook({ sheets: [list, { ...list, name: 'arrangements' }, hidden] });
    expect(named.specs.length).toBe(1);
    expect(named.problems.map((one) => [one.code, one.severity, one.where.file])).toEqual([
      ['hidden-sheet', 'warning', 'Book.xlsx, sheet Secret'],
      ['sheet-not-read', 'warning', 'Book.xlsx, sheet List'],
    ]);
    expect((await readBook({ sheets: [other, list] })).problems.map((one) => one.code)).toEqual(['sheet-not-read']);
    const two = await readBook({ sheets: [other, list, { ...list, name: 'Copy' }] });
    expect([two.specs.length, two.problems.map((one) => [one.code, one.found])]).toEqual([
      0,
      [['no-arrangements-sheet', '"Budget, List, Copy"']],
    ]);
    expect((await readBook({ sheets: [hidden] })).problems.map((one) => one.code)).toEqual([
      'hidden-sheet',
      'no-arrangements-sheet',
    ]);
  });

  it('[WK34] reads shared and rich texts, texts in several pieces, cells and rows without their own numbers', async () => {
    const { specs, problems } = await readBook({
      sharedTexts: [
        '<si><r><t>pooled </t></r><r><t>fund</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>',
        '<si><t>A&amp;B _x0041__x005F_x0041_</t></si>',
      ],
      sheets: [
        {
          name: 'S',
          rows: [
            rowXml(1, heading),
            '<x:row><x:c t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>0</x:v></x:c><c t="str"><v>P</v></c><c/><c t="b"><v>1</v></c></x:row>',
            '<row r="9"><c r="B9" t="inlineStr"><is><t><![CDATA[pooled]]> fund</t></is></c><!-- <c> --><c t="inlineStr"><is><r><t xml:space=\'preserve\'>P</t></r></is></c></row>',
          ],
        },
      ],
    });
    expect(problems.map((one) => [one.code, one.where.row])).toEqual([['conflicting-value', 9]].slice(1));
    expect(
      specs.map(({ spec }) => [spec.id, spec.kind, spec.parties.map((one) => one.organisation), spec.note]),
    ).toEqual([['A&B A_x0041_', 'pooled-fund', ['P', 'P'], 'TRUE']]);
  });

  it('[WK34] reads what another program wrote', async () => {
    for (const dateSystem of ['1900', '1904'] as const) {
      const bytes = await writeXlsx({
        dateSystem,
        sheets: [
          { name: 'Lists', rows: [['x']] },
          {
            name: 'Arrangements',
            rows: [
              [...heading, 'starts', 'amount', 'share'],
              ['A\n1', 'pooled fund', 'P & Q', 'live', ' x ', new Date('2025-04-01'), 1234.56, 0.1 + 0.2],
              [null, null, 'R', null, null, null, null, 0.7],
            ],
            merges: [{ startRow: 1, endRow: 2, startCol: 0, endCol: 0 }],
          },
        ],
      });
      const { specs, problems } = await readArrangements(bytes, 'Book.xlsx');
      expect(problems).toEqual([]);
      expect(specs[0]?.spec).toMatchObject({ id: 'A\n1', note: ' x ', startsOn: '2025-04-01' });
      expect(specs[0]?.spec.amounts[0]?.pence).toBe(123_456n);
      expect(specs[0]?.spec.parties.map((party) => [party.organisation, party.share])).toEqual([
        ['P & Q', 0.1 + 0.2],
        ['R', 0.7],
      ]);
    }
  });

  it('[WK35] takes commas, semicolons and tabs, and four ways to write text', async () => {
    const text = 'ref,kind,party,stage,note\nA,pooled fund,"P, Q",live,"Café £5 ""x"""\n';
    const note = 'Café £5 "x"';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.replace(/,(?! )/g, '\t'), 'utf16le')]);
    const forms: readonly (readonly [Uint8Array, readonly string[]])[] = [
      [Buffer.from(text), []],
      [Buffer.from(`\uFEFF${text}`), []],
      [Buffer.from(text.replace(/,(?! )/g, ';')), []],
      [Buffer.from(`sep=;\r\n${text.replace(/,(?! )/g, ';')}`), []],
      [Buffer.from(text.replaceAll('\n', '\r')), []],
      [utf16, []],
      [Buffer.from(text, 'latin1'), ['guessed-encoding']],
    ];
    for (const [bytes, codes] of forms) {
      const { specs, problems } = await readArrangements(bytes, 'b.csv');
      expect(specs[0]?.spec).toMatchObject({ note, parties: [{ organisation: 'P, Q' }] });
      expect(problems.map((one) => one.code)).toEqual(codes);
    }
  });

  it('[WK35] refuses a quote that is not closed and cells beyond the headings', async () => {
    const open = await readArrangements(Buffer.from('ref,kind,party\nA,pooled fund,"P\nB,contract,Q\n'), 'b.csv');
    expect([open.specs.length, open.problems.map((one) => [one.code, one.where.row])]).toEqual([
      0,
      [['unclosed-quote', 2]],
    ]);
    const long = await readArrangements(Buffer.from('ref,kind,party,stage\nA,pooled fund,P,live,extra\n'), 'b.csv');
    expect(long.problems.map((one) => [one.code, one.where.row, one.where.column])).toEqual([['row-too-long', 2, 'E']]);
    const book = await readBook({ sheets: [sheet('S', rowXml(2, ['A', 'pooled fund', 'P', 'live', null, 'aside']))] });
    expect(book.problems.map((one) => [one.code, one.severity])).toEqual([['unknown-column', 'warning']]);
  });

  it('[WK36] passes over what is blank, and misses arrangements', async () => {
    const some = await readArrangements(
      Buffer.from('ref,kind,party,stage,note\n\n , ,,,\nA,pooled fund,P,live, \n,,,,\n'),
      'b.csv',
    );
    expect(some.problems).toEqual([]);
    expect(some.specs.map(({ spec }) => spec.note)).toEqual([null]);
    expect(await onlyError(Buffer.alloc(0), 'b.csv')).toBe('empty-file');
    expect(await onlyError(Buffer.from('ref,kind,party\n,,\n'), 'b.csv')).toBe('no-rows');
  });
});
