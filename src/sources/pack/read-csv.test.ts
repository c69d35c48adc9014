import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvFault, readCsv, scanCsv } from '#sources/pack/read-csv.ts';

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  scanCsv(text, (cells) => rows.push([...cells]));
  return rows;
}

function faultsOf(text: string): CsvFault[] {
  const faults: CsvFault[] = [];
  scanCsv(text, (_cells, _row, fault) => {
    if (fault !== null) faults.push(fault);
  });
  return faults;
}

/** Cells as RFC 4180 writes them; some in quotes although they need none. */
function written(rows: readonly (readonly string[])[], lineEnd: string, quoteAll: boolean): string {
  const cell = (text: string) => (quoteAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(',') + lineEnd).join('');
}

describe('CSV', () => {
  it.each([
    ['', []],
    ['a', [['a']]],
    ['a,b\n', [['a', 'b']]],
    [
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\r1\r', [['a'], ['1']]],
    ['a,', [['a', '']]],
    [
      'a,\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a\n\nb\n', [['a'], [''], ['b']]],
    ['"a,""b""\r\nc",d', [['a,"b"\r\nc', 'd']]],
    ['"",""\n', [['', '']]],
    ['\ufeffa,b\n', [['a', 'b']]],
    [' a , b ', [[' a ', ' b ']]],
  ])('[PK12] %j is these rows', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([
    ['a,b\n1,x"y\n2,3\n', { kind: 'stray-quote', row: 2, cell: 2 }],
    ['a,b\n"x"y,1\n', { kind: 'stray-quote', row: 2, cell: 1 }],
    ['a,b\n1,"x" \n', { kind: 'stray-quote', row: 2, cell: 2 }],
    ['a,b\n1,2\n3,"x\n4,5\n', { kind: 'unclosed-quote', row: 3, cell: 2 }],
    ['"', { kind: 'unclosed-quote', row: 1, cell: 1 }],
    ['a\n"x""', { kind: 'unclosed-quote', row: 2, cell: 1 }],
  ])('[PK12] %j has a quote out of place', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('[PK12] whatever the cells hold, they are read as written', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '"', ',', '\n', '\r\n', '\r', 'a', '""'));
    const row = fc.array(cell, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (rows, lineEnd, all) => {
          const text = written(rows, lineEnd, all || (rows[0]?.[0]?.startsWith('\ufeff') ?? false));
          expect(rowsOf(text)).toEqual(rows);
          expect(faultsOf(text)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('[PK12] a row is counted once, however many line ends its quotes hold', () => {
    expect(readCsv('a\n"1\n2\n3"\nx,y\n', 'f.csv').problems).toMatchObject([
      { code: 'row-too-long', where: { file: 'f.csv', row: 3 } },
    ]);
  });

  it('[PK12] a whole file comes with its heading, the numbers of its rows and its faults', () => {
    const { heading, rows, rowNumbers, problems } = readCsv('a,b\n1,2\n\n3\n"4,5\n', 'f.csv');
    expect(heading).toEqual(['a', 'b']);
    expect(rows).toEqual([['1', '2']]);
    expect(rowNumbers).toEqual([2]);
    expect(problems).toMatchObject([
      { code: 'row-too-short', where: { row: 4 }, expected: '2 cells', found: '1' },
      { code: 'unclosed-quote', where: { row: 5, column: 'a' } },
    ]);
  });
});
