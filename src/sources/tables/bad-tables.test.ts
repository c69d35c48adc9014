import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable, type TableInput } from '#sources/tables/open-table.ts';
import { TableFault } from '#sources/tables/table-problems.ts';
import { encodeParquet } from '#sources/tables/write-parquet.ts';
import type { Problem } from '#std/problem.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bad-tables-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every problem of opening and reading, and the rows before. */
async function tried(input: TableInput): Promise<{ problems: readonly Problem[]; rows: number }> {
  const { source, problems } = await openTable(input);
  if (source === null) return { problems, rows: 0 };
  let rows = 0;
  try {
    for await (const batch of source.batches()) rows += batch.rows.length;
    return { problems: [], rows };
  } catch (fault) {
    if (fault instanceof TableFault) return { problems: fault.problems, rows };
    throw fault;
  } finally {
    await source.close();
  }
}

const text = (content: string) => ({ bytes: Buffer.from(content), name: 'a.csv' });
const codes = async (input: TableInput) => (await tried(input)).problems.map(({ code }) => code);

describe('files that are not as they should be', () => {
  it('[DT20] what is no table is called by its name', async () => {
    mkdirSync(join(folder, 'a.csv'));
    writeFileSync(join(folder, 'empty.csv'), '');
    expect(await codes(join(folder, 'nothing.csv'))).toEqual(['no-such-file']);
    expect(await codes(join(folder, 'empty.csv', 'x'))).toEqual(['no-such-file']);
    expect(await tried(join(folder, 'a.csv'))).toMatchObject({ problems: [{ code: 'not-a-file', found: 'a folder' }] });
    expect(await codes('/dev/zero')).toEqual(['not-a-file']);
    expect(await codes(join(folder, 'empty.csv'))).toEqual(['empty-file']);
    expect(await codes(text(' \n \n'))).toEqual(['empty-file']);
    expect(await codes(text('<!DOCTYPE html>\n<html><body>Not found, sorry</body></html>'))).toEqual(['web-page']);
    expect(await codes(text('{"a": 1}'))).toEqual(['not-a-table']);
    expect(await codes(text('%PDF-1.7 ...'))).toEqual(['not-a-table']);
    expect(await codes({ bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex'), name: 'a.xls' })).toEqual(['not-a-table']);
    expect(await codes({ bytes: gzipSync('<html>sorry</html>'), name: 'a.csv.gz' })).toEqual(['web-page']);
    const { problems } = await tried({ bytes: Buffer.from('a'), name: '../../x/secret.csv' });
    expect(problems[0]?.where.file).toBe('secret.csv');
  });

  it('[DT21] a gzip bomb and a workbook that states too much are refused, and damage is told', async () => {
    const bomb = gzipSync(`a,b\n${'1,2\n'.repeat(17_000_000)}`);
    expect(await tried({ bytes: bomb, name: 'a.csv.gz' })).toMatchObject({ problems: [{ code: 'gzip-bomb' }] });
    const whole = gzipSync(`a,b\n${Array.from({ length: 50_000 }, (_, at) => `${at},${at * 7}`).join('\n')}`);
    expect(await codes({ bytes: whole.subarray(0, whole.length / 2), name: 'a.csv.gz' })).toEqual(['damaged-gzip']);
    expect(await codes({ bytes: Buffer.concat([whole.subarray(0, 30), Buffer.alloc(50)]), name: 'a.csv.gz' })).toEqual([
      'damaged-gzip',
    ]);
    const book = Buffer.from(
      await writeXlsx({
        sheets: [
          {
            name: 'S',
            rows: [
              ['a', 'b'],
              [1, 2],
            ],
          },
        ],
      }),
    );
    const large = Buffer.from(book);
    for (let at = large.indexOf('PK\u0001\u0002'); at >= 0; at = large.indexOf('PK\u0001\u0002', at + 4))
      large.writeUInt32LE(60e6, at + 24);
    expect(await codes({ bytes: large, name: 'a.xlsx' })).toEqual(['too-large']);
    expect(await codes({ bytes: book.subarray(0, book.length - 60), name: 'a.xlsx' })).toEqual(['damaged-workbook']);
  });

  it('[DT22] a Parquet file that is cut short or damaged is a problem', async () => {
    const values = Array.from({ length: 20_000 }, (_, at) => `text ${(at * 7919) % 10_007}`);
    const whole = Buffer.from(await encodeParquet([{ name: 'a', kind: 'text', values }]));
    expect(await tried({ bytes: whole, name: 'a' })).toEqual({ problems: [], rows: 20_000 });
    expect(await codes({ bytes: whole.subarray(0, whole.length / 2), name: 'a' })).toEqual(['damaged-parquet']);
    expect(await codes({ bytes: whole.subarray(0, 6), name: 'a' })).toEqual(['damaged-parquet']);
    const spoilt = Buffer.from(whole).fill(0xff, 100, 4000);
    expect(await codes({ bytes: spoilt, name: 'a' })).toEqual(['damaged-parquet']);
    const wrongEnd = Buffer.from(whole).fill(0x7f, whole.length - 200, whole.length - 4);
    expect(await codes({ bytes: wrongEnd, name: 'a' })).toEqual(['damaged-parquet']);
  });

  it('[DT23] rows that do not fit are told with their numbers, all of them, after the sound rows', async () => {
    const found = await tried(text('a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3\nx\0y,2,3\n1,2,3\n"open,2,3\n4,5,6\n'));
    expect(found.problems).toMatchObject([
      { code: 'row-too-short', where: { row: 3 }, expected: '3 cells', found: '2' },
      { code: 'row-too-long', where: { row: 4 }, found: '4' },
      { code: 'zero-byte', where: { row: 6, column: 'a' } },
      { code: 'unclosed-quote', where: { row: 8 } },
    ]);
    expect(found.rows).toBe(4);
    const many = await tried(text(`a,b\n${'1,2\n1\n'.repeat(1500)}`));
    expect(many.problems).toHaveLength(1001);
    expect(many.problems.at(-1)).toMatchObject({ code: 'more-problems', message: expect.stringMatching(/^500 more/) });
    const mixed = Buffer.concat([
      Buffer.from(`a,b\né,1\n${'1,2\n'.repeat(100_000)}`),
      Buffer.from([0xe9]),
      Buffer.from(',1\n'),
    ]);
    expect(await codes({ bytes: mixed, name: 'a.csv' })).toEqual(['mixed-encoding']);
  });

  it('[DT24] headings that cannot be used are problems', async () => {
    expect(await tried(text('a,b,a\n1,2,3\n'))).toMatchObject({
      problems: [{ code: 'duplicate-heading', found: '"a" in columns 1 and 3' }],
    });
    expect(await codes(text(`${'a,'.repeat(20_000)}b\n1,2\n`))).toEqual(['too-many-columns']);
    expect(await codes(text('a,b\n'))).toEqual(['no-rows']);
    expect(await codes(text(`a,b\n${'x'.repeat(4_500_000)}`))).toEqual(['endless-row']);
    expect(await codes(text(`a,b\n1,"${'2,3\n'.repeat(1_500_000)}`))).toEqual(['unclosed-quote']);
  });

  it('[DT25] a file that changes while it is read, or in between, is a problem', async () => {
    const path = join(folder, 'changing.csv');
    const rows = `a,b\n${'1,2\n'.repeat(500_000)}`;
    for (const change of [
      () => appendFileSync(path, '3,4\n'),
      () => writeFileSync(path, 'a,b\n1,2\n'),
      () => {
        writeFileSync(`${path}.new`, rows);
        renameSync(`${path}.new`, path);
      },
    ]) {
      writeFileSync(path, rows);
      const { source } = await openTable(path);
      if (source === null) throw new Error('it was to be opened');
      const pass = async (isChanged: boolean) => {
        let batches = 0;
        for await (const _ of source.batches()) if (isChanged && batches++ === 0) change();
      };
      await expect(pass(true)).rejects.toMatchObject({ problems: [{ code: 'file-changed' }] });
      await expect(pass(false)).rejects.toMatchObject({ problems: [{ code: 'file-changed' }] });
      await source.close();
    }
  });

  it('[DT26] whatever the bytes, it ends with rows or problems', async () => {
    const starts = ['', 'PK\u0003\u0004', '\u001f\u008b', 'PAR1', '\u00ff\u00fe', '"', 'a,b\n'].map((one) =>
      Buffer.from(one, 'latin1'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), async (start, more) => {
        const { problems, rows } = await tried({ bytes: Buffer.concat([start, more]), name: 'a.csv' });
        expect(problems.length > 0 || rows > 0).toBe(true);
        expect(problems.every(({ severity, message }) => severity === 'error' && message.length > 10)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
