import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenTable, openTable, readHead, type TableInput } from '#sources/tables/open-table.ts';
import { encodeParquet } from '#sources/tables/write-parquet.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function opened(input: TableInput, sheet?: string): Promise<OpenTable> {
  const found = await openTable(input, sheet === undefined ? {} : { sheet });
  if (found.source === null)
    throw new Error(found.problems.map(({ message, found: text }) => `${message} ${text}`).join());
  return found.source;
}

async function rowsOf(source: OpenTable): Promise<{ row: number; cells: readonly string[] }[]> {
  const rows: { row: number; cells: readonly string[] }[] = [];
  for await (const { firstRow, rows: batch } of source.batches()) {
    for (const [at, cells] of batch.entries()) rows.push({ row: firstRow + at, cells });
  }
  return rows;
}

async function read(content: string | Buffer, name = 'a.csv') {
  const source = await opened({ bytes: Buffer.from(content), name });
  const rows = await rowsOf(source);
  await source.close();
  return { heading: source.heading, rows, cells: rows.map(({ cells }) => cells), warnings: source.warnings };
}

describe('reading', () => {
  it('[DT1] one table in four forms gives the same heading and rows, under any name', async () => {
    const text = 'code,people,note\nE01,12,"a, b"\nE02,0.5,\n';
    const cells = [
      ['E01', '12', 'a, b'],
      ['E02', '0.5', ''],
    ];
    const xlsx = await writeXlsx({
      sheets: [
        {
          name: 'S',
          rows: [
            ['code', 'people', 'note'],
            ['E01', 12, 'a, b'],
            ['E02', 0.5],
          ],
        },
      ],
    });
    const parquet = await encodeParquet([
      { name: 'code', kind: 'text', values: ['E01', 'E02'] },
      { name: 'people', kind: 'number', values: [12, 0.5] },
      { name: 'note', kind: 'text', values: ['a, b', null] },
    ]);
    for (const [at, bytes] of [Buffer.from(text), gzipSync(text), xlsx, parquet].entries()) {
      const path = join(folder, `form ${at} [odd] *.csv`);
      writeFileSync(path, bytes);
      for (const input of [path, { bytes, name: 'x.parquet' }]) {
        const source = await opened(input);
        expect(source.heading).toEqual(['code', 'people', 'note']);
        expect((await rowsOf(source)).map((one) => one.cells)).toEqual(cells);
        await source.close();
      }
    }
  });

  it('[DT2] rows are those of a slow second reader, wherever the file is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ', 'é', '£'), maxLength: 6 });
    const row = fc.tuple(cell, cell, cell).filter((cells) => cells.some((text) => text.trim() !== ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40_000 }),
        async (rows, many) => {
          const quoted = (text: string) =>
            /[",\n]/.test(text) || Math.abs(text.length) % 2 === 1 ? `"${text.replaceAll('"', '""')}"` : text;
          const some = rows.map((cells) => cells.map(quoted).join(',')).join('\n');
          // Long enough for several pieces; the rows stand across every boundary in some run.
          const text = `h1,h2,h3\n${`${some}\n`.repeat(Math.ceil(many / rows.length))}`;
          const { cells } = await read(text);
          expect(cells.length).toBe(Math.ceil(many / rows.length) * rows.length);
          for (let at = 0; at < cells.length; at += 997) expect(cells[at]).toEqual(rows[at % rows.length]);
          expect(cells.at(-1)).toEqual(rows.at(-1));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('[DT3] separators are found out, and said ones are believed', async () => {
    const expected = [['E01', '1,5', 'x']];
    for (const separator of [';', '\t', '|']) {
      expect((await read(`a,b,c\nE01,1#5,x`.replaceAll(',', separator).replace('#', ','))).cells).toEqual(expected);
    }
    expect((await read('sep=;\r\na;b,x;c\r\n1;2,3;4\r\n')).rows).toEqual([{ row: 3, cells: ['1', '2,3', '4'] }]);
    expect((await read('a,b\r1,2\r3,4\r')).cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect((await read('code\nE01\nE02')).cells).toEqual([['E01'], ['E02']]);
  });

  it('[DT4] encodings are told apart; what is no UTF-8 is read as Windows-1252, with a warning', async () => {
    const text = 'name,cost\nSmîth,£5\n';
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), wide, Buffer.from(wide).swap16()]) {
      expect(await read(bytes)).toMatchObject({ heading: ['name', 'cost'], cells: [['Smîth', '£5']], warnings: [] });
    }
    const western = await read(Buffer.from(`${text}\x96,\x80\n`, 'latin1'));
    expect(western.cells).toEqual([
      ['Smîth', '£5'],
      ['–', '€'],
    ]);
    expect(western.warnings.map(({ code }) => code)).toEqual(['guessed-encoding']);
    const late = await read(
      Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(200_000)}`), Buffer.from('\xe9,3\n', 'latin1')]),
    );
    expect(late.cells.at(-1)).toEqual(['é', '3']);
    expect(late.warnings.map(({ code }) => code)).toEqual(['guessed-encoding']);
  });

  it('[DT5] titles are passed over and told, headings are not', async () => {
    const titled = await read(
      'Table 1: people,,,\n"Source: ONS, 2021"\n\ncode,name,2020,2021\nE01,A,1,2\nE02,B,3,4\nE03,C,5,6\n',
    );
    expect(titled.heading).toEqual(['code', 'name', '2020', '2021']);
    expect(titled.rows[0]).toEqual({ row: 5, cells: ['E01', 'A', '1', '2'] });
    expect(titled.warnings).toMatchObject([
      { code: 'rows-above-heading', where: { row: 1 }, found: expect.stringContaining('rows 1 to 2') },
    ]);
    expect((await read('a,b\n1,2\n')).warnings).toEqual([]);
    const unnamed = await read(',people\nE01,2\nE02,3\n');
    expect(unnamed.heading).toEqual(['Column 1 (no heading)', 'people']);
    expect(unnamed.rows[0]).toEqual({ row: 2, cells: ['E01', '2'] });
  });

  it('[DT6] rows keep their numbers across blank rows and line ends within quotes', async () => {
    const { rows, heading } = await read('a,b,,\n1,"x\ny",,\n,,,\n\n2,z,,\n');
    expect(heading).toEqual(['a', 'b']);
    expect(rows).toEqual([
      { row: 2, cells: ['1', 'x\ny'] },
      { row: 5, cells: ['2', 'z'] },
    ]);
  });

  it('[DT7] batches are small, passes can be repeated, and memory stays', async () => {
    const path = join(folder, 'long.csv.gz');
    const line = `${'E01000001,a name of some length that is kept by nobody,'.padEnd(60)}7\n`;
    writeFileSync(path, gzipSync(`code,name,n\n${`${line}${line.replace('7', '8')}`.repeat(250_000)}`, { level: 1 }));
    const source = await opened(path);
    const before = process.memoryUsage.rss();
    for (const _ of [1, 2]) {
      let rows = 0;
      let largest = 0;
      for await (const batch of source.batches()) {
        rows += batch.rows.length;
        largest = Math.max(largest, batch.rows.length);
      }
      expect(rows).toBe(500_000);
      expect(largest).toBeLessThanOrEqual(10_000);
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(250e6);
    expect(await readHead(source, 3)).toHaveLength(3);
    await source.close();
  });

  it('[DT8] numbers, dates and booleans of workbooks and Parquet come as text without loss', async () => {
    const day = new Date(Date.UTC(2024, 1, 29));
    const xlsx = await writeXlsx({
      sheets: [
        {
          name: 'S',
          rows: [
            ['a', 'b', 'c', 'd'],
            [0.1 + 0.2, day, true, 123456789012345],
          ],
        },
      ],
    });
    expect((await read(Buffer.from(xlsx))).cells).toEqual([
      ['0.30000000000000004', '2024-02-29', 'TRUE', '123456789012345'],
    ]);
    const parquet = await encodeParquet([
      { name: 'a', kind: 'number', values: Float64Array.of(0.1 + 0.2, 5, 1e21) },
      { name: 'b', kind: 'date', values: ['2024-02-29', '1899-12-31', null] },
      { name: 'c', kind: 'boolean', values: [true, false, null] },
      { name: 'd', kind: 'integer', values: [2 ** 53 - 1, -1, 0] },
    ]);
    expect((await read(Buffer.from(parquet))).cells).toEqual([
      ['0.30000000000000004', '2024-02-29', 'true', '9007199254740991'],
      ['5', '1899-12-31', 'false', '-1'],
      ['1e+21', '', '', '0'],
    ]);
  });

  it('[DT9] the first shown sheet with a table is read, or the named one', async () => {
    const bytes = Buffer.from(
      await writeXlsx({
        sheets: [
          { name: 'Cover', rows: [['About these numbers'], ['They are made up']] },
          {
            name: 'Old',
            hidden: true,
            rows: [
              ['code', 'n'],
              ['E09', 9],
            ],
          },
          { name: 'Data', rows: [['Table 1'], [], ['code', 'n'], ['E01', 1], [], ['E02', 2]] },
        ],
      }),
    );
    const first = await opened({ bytes, name: 'b.xlsx' });
    expect(first.file).toBe('b.xlsx, sheet Data');
    expect(await rowsOf(first)).toEqual([
      { row: 4, cells: ['E01', '1'] },
      { row: 6, cells: ['E02', '2'] },
    ]);
    expect(first.warnings.map(({ code }) => code)).toEqual(['sheet-not-read', 'hidden-sheet', 'rows-above-heading']);
    expect((await rowsOf(await opened({ bytes, name: 'b.xlsx' }, 'old')))[0]?.cells).toEqual(['E09', '9']);
    const none = await openTable({ bytes, name: 'b.xlsx' }, { sheet: 'Nought' });
    expect(none.problems).toMatchObject([{ code: 'no-such-sheet', expected: 'Cover, Old, Data' }]);
  });

  it('[DT10] the apostrophe against formulas is taken off, others stay', async () => {
    expect((await read('a,b,c\n\'=1,\'x,"\'-a, ""b"""\n')).cells).toEqual([['=1', "'x", '-a, "b"']]);
  });
});
