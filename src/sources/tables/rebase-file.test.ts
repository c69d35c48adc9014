import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellOf } from '#core/rebase/cell.ts';
import { type Crosswalk, makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { rebase } from '#core/rebase/rebase.ts';
import { areasOf, madeUp, weightsOf } from '#core/rebase/test-geography.ts';
import { openDuck, sqlText } from '#sources/tables/duckdb.ts';
import { openTable, readHead } from '#sources/tables/open-table.ts';
import { type FileCell, type FileQuestion, rebaseFile } from '#sources/tables/rebase-file.ts';
import { encodeParquet } from '#sources/tables/write-parquet.ts';
import type { Problem } from '#std/problem.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rebase-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** s0 and s1 lie in t0, s2 is cut between t0 and t1 (3 to 1), s3 lies outside, s4 has no land. */
const small = makeCrosswalk({
  source: areasOf('s', 5, [0, 1, 2, 2, 3]),
  target: areasOf('t', 2, [0, 0, 0, 1, -1]),
  weights: weightsOf([5, 5, 3, 1, 2]),
});

function questionOf(crosswalk: Crosswalk, path: string, more: Partial<FileQuestion> = {}): FileQuestion {
  return {
    path,
    areaColumn: 'area',
    valueColumns: [{ column: 'people', title: 'People' }],
    groupColumns: [],
    alsoInAll: false,
    crosswalk,
    sourceCodes: Array.from({ length: crosswalk.sources }, (_, at) => `s${at}`),
    targetCodes: Array.from({ length: crosswalk.targets }, (_, at) => `t${at}`),
    leaveOut: [],
    absent: 'zero',
    repeated: 'add',
    ...more,
  };
}

let files = 0;
function fileOf(content: string | Uint8Array): string {
  const path = join(folder, `file ${files++}.csv`);
  writeFileSync(path, content);
  return path;
}

async function answered(question: FileQuestion) {
  const found = await rebaseFile(question);
  if (!found.ok) throw new Error(JSON.stringify(found.refusal));
  const cells: FileCell[] = [];
  for await (const batch of found.value.cells()) cells.push(...batch);
  await found.value.close();
  return { ...found.value, cells };
}

async function problemsOf(content: string | Uint8Array, more: Partial<FileQuestion> = {}): Promise<readonly Problem[]> {
  const found = await rebaseFile(questionOf(small, fileOf(content), more));
  if (found.ok) throw new Error('it was to be refused');
  return found.refusal;
}

const shown = (cells: readonly FileCell[]) =>
  cells.map(({ area, group, value, lower, upper }) => [area, ...(group ?? []), value, lower, upper]);

type Row = {
  readonly source: number;
  readonly group: string;
  readonly people: number | null;
  readonly pence: number | null;
};

/** Cells by the core, from rows put into columns of the sources one by one. */
function slowCells(crosswalk: Crosswalk, rows: readonly Row[], isUnknown: boolean): (readonly unknown[])[] {
  const groups = [...new Set(rows.map((one) => one.group))].sort();
  return [...groups, null].flatMap((group) =>
    (['people', 'pence'] as const).flatMap((column) => {
      const values = new Float64Array(crosswalk.sources).fill(isUnknown ? Number.NaN : 0);
      const known = new Map<number, number>();
      for (const row of rows.filter((one) => group === null || one.group === group)) {
        if (!known.has(row.source)) values[row.source] = 0;
        known.set(row.source, (known.get(row.source) ?? 0) + (row[column] ?? 0));
        values[row.source] = (values[row.source] as number) + (row[column] ?? Number.NaN);
      }
      // Of a whole area that has rows with and without a value, those with one stay certain.
      const certain = (target: number) =>
        [...known].reduce((sum, [source, count]) => {
          const pieces = crosswalk.targetOf.subarray(crosswalk.firstPiece[source], crosswalk.firstPiece[source + 1]);
          return Number.isNaN(values[source]) && pieces.length === 1 && pieces[0] === target ? sum + count : sum;
        }, 0);
      const moved = rebase(crosswalk, { kind: column === 'pence' ? 'money' : 'count', values });
      if (!moved.ok) throw new Error(moved.refusal.detail);
      return Array.from({ length: crosswalk.targets + 1 }, (_, target) => {
        const { modelInterval: _model, ...cell } = cellOf(moved.value, target, 0);
        const lower = cell.lower === null ? null : cell.lower + certain(target);
        return [group, column, target, { ...cell, lower }];
      });
    }),
  );
}

describe('files rebased as a whole', () => {
  it('[DT40] cells are those of the core, with groups and in all, for CSV and Parquet', async () => {
    const row = fc.record({
      source: fc.integer({ min: 0, max: 4 }),
      group: fc.constantFrom('a', 'b, "c"', ''),
      people: fc.option(fc.integer({ min: 0, max: 90 }), { freq: 9 }),
      pence: fc.option(fc.integer({ min: -5000, max: 9000 }), { freq: 9 }),
    });
    const rows = fc.array(row, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(madeUp(), rows, fc.boolean(), fc.boolean(), async (made, some, isUnknown, isParquet) => {
        const crosswalk = makeCrosswalk(made);
        const landed = some.filter(({ source }) => !crosswalk.landless.includes(source));
        fc.pre(landed.length > 0);
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = landed.map((one) => [
          `s${one.source}`,
          quoted(one.group),
          one.people ?? '*',
          one.pence === null ? '' : one.pence / 100,
        ]);
        const columns = [
          { name: 'area', kind: 'text', values: landed.map(({ source }) => `s${source}`) },
          { name: 'group', kind: 'text', values: landed.map(({ group }) => group) },
          { name: 'people', kind: 'number', values: landed.map(({ people }) => people) },
          { name: 'cost', kind: 'number', values: landed.map(({ pence }) => (pence === null ? null : pence / 100)) },
        ] as const;
        const content = isParquet ? await encodeParquet(columns) : `area,group,people,cost\n${text.join('\n')}\n`;
        const { cells, cellCount } = await answered(
          questionOf(crosswalk, fileOf(content), {
            valueColumns: [
              { column: 'people', title: 'People' },
              { column: 'cost', title: 'Cost', kind: 'money' },
            ],
            groupColumns: ['group'],
            alsoInAll: true,
            absent: isUnknown ? 'unknown' : 'zero',
          }),
        );
        const ours = cells.map(({ area, group, column, modelInterval: _model, ...cell }) => [
          group?.[0] ?? null,
          column === 0 ? 'people' : 'pence',
          area === 'outside' ? crosswalk.targets : Number(area.slice(1)),
          cell,
        ]);
        expect(ours).toEqual(slowCells(crosswalk, landed, isUnknown));
        expect(cellCount).toBe(cells.length);
      }),
      { numRuns: 25 },
    );
  });

  it('[DT41] what is missing makes cells unknown, and keeps what is known as lower bound', async () => {
    const missing = await answered(questionOf(small, fileOf('area,people\ns0,10\ns1,..\ns2,4\ns3,1\n')));
    expect(shown(missing.cells)).toEqual([
      ['t0', null, 10, null],
      ['t1', 1, 0, 4],
      ['outside', 1, 1, 1],
    ]);
    expect(missing.unknownRows).toEqual([1]);
    const text = 'area,people\ns0,10\ns2,4\n';
    expect(shown((await answered(questionOf(small, fileOf(text), { absent: 'unknown' }))).cells)).toEqual([
      ['t0', null, 10, null],
      ['t1', 1, 0, 4],
      ['outside', null, 0, null],
    ]);
    expect(shown((await answered(questionOf(small, fileOf(text)))).cells)[0]).toEqual(['t0', 13, 10, 14]);
  });

  it('[DT42] several rows of an area are added up, or are problems that name the first', async () => {
    const text = 'area,sex,people\ns0,f,1\ns0,m,2\n\ns0,f,3\n S0 ,m,4\n';
    const groups = { groupColumns: ['sex'] };
    const added = await answered(questionOf(small, fileOf(text), groups));
    expect(shown(added.cells).filter(([area]) => area === 't0')).toEqual([
      ['t0', 'f', 4, 4, 4],
      ['t0', 'm', 6, 6, 6],
    ]);
    expect(await problemsOf(text, { ...groups, repeated: 'refuse' })).toMatchObject([
      { code: 'repeated-row', where: { row: 5, column: 'area' }, found: 'S0, first in row 2' },
      { code: 'repeated-row', where: { row: 6 }, found: 'S0, first in row 3' },
    ]);
    const different = { valueColumns: [{ column: 'people', title: 'People' }], repeated: 'refuse' as const };
    expect((await answered(questionOf(small, fileOf('area,people\ns0,1\ns1,2\n'), different))).rows).toBe(2);
  });

  it('[DT43] strangers are counted, summed and listed with their first rows; codes may be written otherwise', async () => {
    const text = 'Title\n\narea,people\nS0,1\nx1,2\n s1 ,4\nW0,8\nx1 ,16\nS4,32\n,64\nEngland,128\n';
    const found = await answered(questionOf(small, fileOf(text), { leaveOut: ['england'] }));
    expect(shown(found.cells)[0]).toEqual(['t0', 5, 5, 5]);
    expect(found).toMatchObject({
      rows: 8,
      strangers: [
        { code: 'X1', rows: 2, firstRow: 5 },
        { code: '', rows: 1, firstRow: 10 },
        { code: 'W0', rows: 1, firstRow: 7 },
      ],
      strangerCodes: 3,
      strangerRows: 4,
      strangerSums: [90],
      leftOutRows: 1,
      landless: { codes: ['s4'], sums: [32] },
    });
  });

  it('[DT44] texts that are no numbers are problems at their cells; separators of thousands are read', async () => {
    const found = await problemsOf('area,people\ns0,"1,234"\ns1,many\ns2,-3\ns3,5%\ns0,1_000\ns1,inf\n');
    expect(found.map(({ where }) => [where.row, where.column])).toEqual([3, 4, 5, 6, 7].map((row) => [row, 'people']));
    expect(found[0]).toMatchObject({ severity: 'error', found: '"many"' });
    const read = await answered(questionOf(small, fileOf('area,people\ns0,"1,234"\ns1,1e2\ns2,0\n')));
    expect(shown(read.cells)[0]).toEqual(['t0', 1334, 1334, 1334]);
    const left = await answered(
      questionOf(small, fileOf('area,people\ns0,2\nEngland,see note\n'), { leaveOut: ['England'] }),
    );
    expect(shown(left.cells)[0]).toEqual(['t0', 2, 2, 2]);
    const money = { valueColumns: [{ column: 'people', title: 'Cost', kind: 'money', scale: 1000 }] } as const;
    const pounds = await answered(questionOf(small, fileOf('area,people\ns0,0.07\ns1,"(1,000.5)"\n'), money));
    expect(shown(pounds.cells)[0]).toEqual(['t0', -100_043_000, -100_043_000, -100_043_000]);
  });

  it('[DT56] notes below the table are left out, and rows that are cut short are not', async () => {
    const table = 'area,people\ns0,1\ns3,4\n';
    const plain = await answered(questionOf(small, fileOf(table)));
    const noted = await answered(
      questionOf(small, fileOf(`${table}\nSource: Nobody\n1. Rounded, and so on, and on\n`)),
    );
    expect(shown(noted.cells)).toEqual(shown(plain.cells));
    expect(noted.warnings).toMatchObject([{ code: 'notes-below', where: { row: 5 } }]);
    expect(await problemsOf(`${table}\nSource: Nobody\ns1\n`)).toMatchObject([
      { code: 'row-too-short', where: { row: 5 } },
      { code: 'row-too-short', where: { row: 6 } },
    ]);
  });

  it('[DT45] files that cannot be used are refused with every problem', async () => {
    expect(await problemsOf('area,persons\ns0,1\n', { groupColumns: ['sex'] })).toMatchObject([
      { code: 'no-such-column', found: 'people', expected: 'area, persons' },
      { code: 'no-such-column', found: 'sex' },
    ]);
    expect(await problemsOf('area,people\ns0,1\ns1\ns2,1,2\n"s3,4\n')).toMatchObject([
      { code: 'row-too-short', where: { row: 3 } },
      { code: 'row-too-long', where: { row: 4 }, expected: '2 cells', found: '3' },
      { code: 'unclosed-quote', where: { row: 5 } },
    ]);
    const codes = async (content: string | Uint8Array) => (await problemsOf(content)).map(({ code }) => code);
    expect(await codes(Buffer.from('area,people\ns\xe9,1\n', 'latin1'))).toEqual(['not-utf-8']);
    expect(await codes(Buffer.from(`area,people\n${'s0,1\n'.repeat(50_000)}\xe9,1\n`, 'latin1'))).toEqual([
      'not-utf-8',
    ]);
    expect(await codes(Buffer.from('\ufeffarea,people\ns0,1\n', 'utf16le'))).toEqual(['not-utf-8']);
    expect(await codes('')).toEqual(['empty-file']);
    expect(await codes('<html>sorry</html>')).toEqual(['web-page']);
    const gzip = gzipSync(`area,people\n${Array.from({ length: 90_000 }, (_, at) => `s${at % 5},${at}`).join('\n')}`);
    expect(shown((await answered(questionOf(small, fileOf(gzip)))).cells)[1]?.[1]).toBeGreaterThan(0);
    expect(await codes(gzip.subarray(0, gzip.length / 2))).toHaveLength(1);
    const parquet = await encodeParquet([{ name: 'area', kind: 'text', values: ['s0'] }]);
    expect(await codes(parquet.subarray(0, parquet.length - 3))).toEqual(['damaged-parquet']);
  });

  it('[DT46] written cells say what the cells say', async () => {
    const path = fileOf('area;sex;people;cost\ns0;"=f, ""x""";1;0.05\ns2;m;4;*\n');
    const found = await rebaseFile(
      questionOf(small, path, {
        groupColumns: ['sex'],
        alsoInAll: true,
        valueColumns: [
          { column: 'people', title: 'People' },
          { column: 'cost', title: 'Cost', kind: 'money' },
        ],
      }),
    );
    if (!found.ok) throw new Error(JSON.stringify(found.refusal));
    const csv = join(folder, 'out.csv');
    const parquet = join(folder, 'out.parquet');
    writeFileSync(csv, 'older');
    await found.value.write(csv, 'csv');
    await found.value.write(parquet, 'parquet');
    await found.value.close();
    expect(readFileSync(csv, 'utf8').split('\r\n').slice(0, 5)).toEqual([
      'area,sex,measure,value,lower,upper,exact,sources_split,estimated_proportion',
      't0,"\'=f, ""x""",People,1,1,1,false,1,0',
      't1,"\'=f, ""x""",People,0,0,0,false,1,0',
      'outside,"\'=f, ""x""",People,0,0,0,true,0,0',
      't0,"\'=f, ""x""",Cost,0.05,0.05,0.05,false,1,0',
    ]);
    const rowsIn = async (file: string) => {
      const { source } = await openTable(file);
      if (source === null) throw new Error('it was to be readable');
      const rows = await readHead(source, 1000);
      await source.close();
      return rows;
    };
    expect(await rowsIn(csv)).toEqual(await rowsIn(parquet));
    expect((await rowsIn(csv)).length).toBe(found.value.cellCount);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('[DT47] it can be stopped, and leaves nothing behind', async () => {
    const path = fileOf(`area,people\n${'s0,1\n'.repeat(8_000_000)}`);
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('.coterminous-'));
    for (const afterMs of [0, 20, 80, 250]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error('stopped')), afterMs);
      const start = performance.now();
      await expect(rebaseFile(questionOf(small, path, { signal: stop.signal }))).rejects.toThrow('stopped');
      await expect(rebaseFile(questionOf(small, path, { signal: stop.signal }))).rejects.toThrow('stopped');
      expect(performance.now() - start).toBeLessThan(5000);
    }
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith('.coterminous-') && !before.includes(name));
    expect(left.filter((name) => existsSync(join(tmpdir(), name)))).toEqual([]);
  });

  it('[DT48] the database reads the named files and nothing else, and fetches nothing', async () => {
    const [named, other] = [fileOf('a\n1\n'), fileOf('a\n2\n')];
    const duck = await openDuck({ reads: [named] });
    const read = async (path: string) => await duck.connection.runAndReadAll(`from read_csv(${sqlText(path)})`);
    expect((await read(named)).getRowsJson()).toEqual([['1']]);
    await expect(read(other)).rejects.toThrow(/Permission/);
    await expect(duck.connection.run('install httpfs')).rejects.toThrow();
    await expect(duck.connection.run('set enable_external_access = true')).rejects.toThrow();
    await duck.close();
    expect(existsSync(duck.folder)).toBe(false);
  });
});
