import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, sqlText } from '#sources/tables/duckdb.ts';
import { writeParquet } from '#sources/tables/write-parquet.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function asked(path: string, question: (file: string) => string): Promise<unknown[][]> {
  const duck = await openDuck({ reads: [path] });
  const rows = (await duck.connection.runAndReadAll(question(sqlText(path)))).getRowsJS();
  await duck.close();
  return rows;
}

describe('writing Parquet', () => {
  it('[DT30] columns come back as they were, with their notes', async () => {
    const path = join(folder, 'round.parquet');
    const row = fc.tuple(
      fc.option(fc.string({ unit: 'binary' })),
      fc.double({ noDefaultInfinity: true }),
      fc.option(fc.maxSafeInteger()),
      fc.option(fc.boolean()),
      fc.option(fc.date({ min: new Date('1800-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), fc.constantFrom(1, 300), async (some, times) => {
        const rows = Array.from({ length: times }, () => some).flat();
        const days = rows.map((one) => one[4]?.toISOString().slice(0, 10) ?? null);
        await writeParquet(path, [
          { name: 'te "x" t', kind: 'text', values: rows.map((one) => one[0]) },
          { name: 'number', kind: 'number', values: Float64Array.from(rows, (one) => one[1]) },
          { name: 'integer', kind: 'integer', values: rows.map((one) => one[2]) },
          { name: 'boolean', kind: 'boolean', values: rows.map((one) => one[3]) },
          { name: 'date', kind: 'date', values: days },
        ]);
        const found = await asked(path, (file) => `from read_parquet(${file})`);
        expect(found).toEqual(
          rows.map(([text, number, integer, boolean], at) => [
            text,
            Number.isNaN(number) ? null : number,
            integer === null ? null : BigInt(integer),
            boolean,
            days[at] === null ? null : new Date(days[at] as string),
          ]),
        );
      }),
      { numRuns: 15 },
    );
    await writeParquet(path, [{ name: 'a', kind: 'integer', values: [1] }], {
      title: "Surrey's people",
      'areas of': 'é',
    });
    const notes = await asked(path, (file) => `from parquet_kv_metadata(${file}) select decode(key), decode(value)`);
    expect(notes).toEqual([
      ['title', "Surrey's people"],
      ['areas of', 'é'],
    ]);
  });

  it('[DT31] a file is written whole or not at all', async () => {
    const path = join(folder, 'kept.parquet');
    writeFileSync(path, 'older');
    const text = { name: 'a', kind: 'text', values: ['x'] } as const;
    const wrong = { name: 'b', kind: 'integer', values: ['y'] } as const;
    await expect(writeParquet(path, [text, wrong])).rejects.toThrow('column b, row 0: y is no integer');
    await expect(writeParquet(path, [text, { ...text, values: ['x', 'y'] }])).rejects.toThrow('one name');
    await expect(writeParquet(path, [text, { ...text, name: 'b', values: [] }])).rejects.toThrow('differ in length');
    await expect(writeParquet(path, [{ ...wrong, values: [0.5] }])).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe('older');
    await writeParquet(path, [text]);
    expect(readFileSync(path).subarray(0, 4).toString()).toBe('PAR1');
    mkdirSync(join(folder, 'taken'));
    await expect(writeParquet(join(folder, 'taken'), [text])).rejects.toThrow();
    await expect(writeParquet(join(folder, 'no such folder', 'a'), [text])).rejects.toThrow('ENOENT');
    expect(readdirSync(folder).sort()).toEqual(['kept.parquet', 'round.parquet', 'taken']);
  });
});
