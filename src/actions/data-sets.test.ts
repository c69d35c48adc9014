import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { boundedRows } from '#actions/bounded-rows.ts';
import { type DataImportOptions, type DataImportReport, importData, importRows } from '#actions/import-data.ts';
import { listDataSets } from '#actions/list-data-sets.ts';
import { sampleManifest } from '#actions/load-sample.ts';
import type { Refusal } from '#actions/refusal.ts';
import { showDataSet, showValues } from '#actions/show-data-set.ts';
import { columnOf } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { surreySample } from '#sample/surrey.ts';
import { TableFault } from '#sources/tables/table-problems.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import { saveRecords } from '#store/record-rows.ts';
import { saveFacts } from '#store/save-facts.ts';
import { ann, describing, importOptions, SampleStore } from '#tests/support/made-up-description.ts';

const sample = new SampleStore();

const register = 'surrey-and-neighbours';
// Elmbridge, Guildford and Woking.
const lines = ['code,falls,older', 'E07000207,31,24000', 'E07000209,*,26000', 'E07000217,17,'];

async function report(text: string, more: Partial<DataImportOptions> = {}): Promise<DataImportReport> {
  const result = await sample.imported(text, more);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

async function refusal(text: string, more: Partial<DataImportOptions> = {}): Promise<Refusal> {
  const result = await sample.imported(text, more);
  if (result.ok) throw new Error('not refused');
  return result.refusal;
}

describe('an import of numbers', () => {
  it('[DR20] keeps every number and mark of the file, with what was told', async () => {
    const before = await listJournal(sample.database.store, { limit: 1 });
    expect(await report(lines.join('\n'))).toMatchObject({
      register,
      id: 'falls',
      stored: true,
      version: 1,
      isUnchanged: false,
      rows: 3,
      areas: 3,
      measures: 2,
      periods: 1,
      values: { known: 4, blank: 1, suppressed: 1, 'not-available': 0 },
      leftOut: [],
    });
    // By a shelf that has nothing in memory.
    const kept = await makeShelves(sample.database.store).data.open(register, 'falls');
    if (!kept.ok || kept.value.dataSet === null) throw new Error('no data set');
    const { dataSet } = kept.value;
    expect(dataSet.statement).toEqual(describing().statement);
    expect(dataSet.codes).toEqual(['E07000207', 'E07000209', 'E07000217']);
    expect([...columnOf(dataSet, 0, 0).values]).toEqual([31, Number.NaN, 17]);
    expect([...columnOf(dataSet, 1, 0).values]).toEqual([24000, 26000, Number.NaN]);
    expect(kept.value).toMatchObject({ version: 1, importedBy: 'Ann', file: 'falls.csv', residence: null });
    const values = await showValues(sample.shelves, {}, { id: 'falls' });
    expect(values).toMatchObject({
      value: {
        measure: 'falls',
        period: '2024',
        areas: [
          { code: 'E07000207', name: expect.stringContaining('Elmbridge'), value: 31, mark: 'known' },
          { code: 'E07000209', name: expect.stringContaining('Guildford'), value: null, mark: 'suppressed' },
          { code: 'E07000217', name: expect.stringContaining('Woking'), value: 17, mark: 'known' },
        ],
      },
    });
    const [entry] = await listJournal(sample.database.store, { limit: 1 });
    expect(entry).toMatchObject({ seq: (before[0]?.seq ?? 0) + 1, kind: 'data-set', reason: 'import of falls.csv' });
  });

  it('[DR21] of a correction is a new version; the one before stays as it was', async () => {
    await report(lines.join('\n'));
    const corrected = lines.join('\n').replace('*', '12');
    expect(await report(corrected, { at: '2026-11-21T11:00:00.000Z' })).toMatchObject({ version: 2 });
    const valuesOf = async (version?: number) => {
      const kept = await sample.shelves.data.open(register, 'falls', version);
      return kept.ok && kept.value.dataSet !== null ? [...columnOf(kept.value.dataSet, 0, 0).values] : [];
    };
    expect(await valuesOf(1)).toEqual([31, Number.NaN, 17]);
    expect(await valuesOf(2)).toEqual([31, 12, 17]);
    expect(await valuesOf()).toEqual([31, 12, 17]);
    const shown = await showDataSet(sample.shelves, {}, { id: 'falls' });
    expect(shown).toMatchObject({
      value: { dataSet: { version: 2 }, versions: [{ version: 2, importedBy: 'Ann' }, { version: 1 }] },
    });
    const past = await showDataSet(sample.shelves, {}, { id: 'falls', version: 1 });
    expect(past).toMatchObject({ value: { dataSet: { version: 1, document: { values: { suppressed: 1 } } } } });
  });

  it('[DR22] of equal content writes nothing, whatever file and order of rows it came in', async () => {
    await report(lines.join('\n'));
    const journal = await listJournal(sample.database.store, { limit: 5 });
    const [heading = '', first = '', second = '', third = ''] = lines;
    const again = [heading, third, first, second].join('\r\n');
    const input = { bytes: Buffer.from(again), name: 'other.csv' };
    const result = await importData(sample.shelves, {}, { input, fileName: 'other.csv' }, importOptions());
    expect(result).toMatchObject({ value: { version: 1, isUnchanged: true } });
    expect(await listJournal(sample.database.store, { limit: 5 })).toEqual(journal);
    // A change of what is told alone is a new version.
    expect(await report(lines.join('\n'), { description: describing({ method: 'Estimated.' }) })).toMatchObject({
      version: 2,
      isUnchanged: false,
    });
  });

  it('[DR23] with any error is refused with all of them by row and column, and nothing is stored', async () => {
    const faulty = [...lines, 'W06000001,3,4', 'E07000207,1,2', 'E07000210,many,5', 'E07000210,-3,5'].join('\n');
    const seq = (await listJournal(sample.database.store, { limit: 1 }))[0]?.seq;
    const refused = await refusal(faulty);
    expect(refused).toMatchObject({
      kind: 'data-has-problems',
      detail: expect.stringContaining('nothing was changed'),
    });
    const problems = refused.kind === 'data-has-problems' ? refused.problems : [];
    const rows = problems.filter((problem) => problem.severity === 'error').map((problem) => problem.where.row);
    for (const row of [5, 6, 7, 8]) expect(rows, `row ${row}`).toContain(row);
    expect((await listJournal(sample.database.store, { limit: 1 }))[0]?.seq).toBe(seq);
    expect(await sample.shelves.data.open(register, 'falls')).toMatchObject({ refusal: { kind: 'unknown-data-set' } });
  });

  it('[DR24] checks what is told: id, gaps, bodies that own or see it, origins', async () => {
    const description = describing({
      id: 'Falls 2024',
      publisher: ' ',
      owner: 'E10000030',
      seenBy: ['QNQ', 'Atlantis'],
      derivedFrom: ['no-such-set'],
    });
    const refused = await refusal(lines.join('\n'), { description });
    const problems = refused.kind === 'data-has-problems' ? refused.problems : [];
    expect(problems.map(({ code, severity, found }) => [code, severity, found])).toEqual(
      expect.arrayContaining([
        ['bad-id', 'error', 'Falls 2024'],
        ['not-stated', 'error', undefined],
        ['unknown-body', 'error', 'Atlantis'],
        ['unknown-origin', 'warning', 'no-such-set'],
      ]),
    );
    expect(problems.filter((problem) => problem.code === 'unknown-body')).toHaveLength(1);
    expect(await refusal(lines.join('\n'), { description: describing({ derivedFrom: ['falls'] }) })).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code: 'derived-from-itself' })]),
    });
  });

  it('[DR25] tells what was derived from a data set', async () => {
    await report(lines.join('\n'));
    await report(lines.join('\n'), { description: describing({ id: 'falls-rate', derivedFrom: ['falls'] }) });
    const listed = await listDataSets(sample.shelves, {});
    const own = listed.ok ? listed.value.dataSets.filter(({ id }) => id.startsWith('falls')) : [];
    expect(own.map(({ id, madeFromIt }) => [id, madeFromIt])).toEqual([
      ['falls', ['falls-rate']],
      ['falls-rate', []],
    ]);
  });

  it('[DR26] only checks in a dry run', async () => {
    const seq = (await listJournal(sample.database.store, { limit: 1 }))[0]?.seq;
    expect(await report(lines.join('\n'), { isDryRun: true })).toMatchObject({ stored: false, version: 1, rows: 3 });
    expect((await listJournal(sample.database.store, { limit: 1 }))[0]?.seq).toBe(seq);
  });

  it('[DR27] that meets imports of the same data set at the same moment loses none of them', async () => {
    const many = await Promise.all(
      Array.from({ length: 4 }, (_, at) => report(lines.join('\n').replace('31', String(100 + at)))),
    );
    expect(many.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4]);
    for (const [at, { version }] of many.entries()) {
      const kept = await sample.shelves.data.open(register, 'falls', version);
      expect(kept.ok && kept.value.dataSet !== null && columnOf(kept.value.dataSet, 0, 0).values[0]).toBe(100 + at);
    }
    expect(await verifyJournal(sample.database.store)).toMatchObject({ isSound: true });
  });

  it('[DR28] reads CSV, gzipped CSV by path, and says what is no table', async () => {
    const { gzipSync } = await import('node:zlib');
    const path = join(sample.folder, 'falls.csv.gz');
    writeFileSync(path, gzipSync(lines.join('\n')));
    const zipped = await importData(sample.shelves, {}, { input: path, fileName: 'falls.csv.gz' }, importOptions());
    expect(zipped).toMatchObject({ value: { version: 1, rows: 3 } });
    const nowhere = await importData(
      sample.shelves,
      {},
      { input: join(sample.folder, 'no.csv'), fileName: 'no.csv' },
      importOptions(),
    );
    expect(nowhere).toMatchObject({ refusal: { kind: 'data-has-problems', problems: [{ code: 'no-such-file' }] } });
    expect(await refusal('<!DOCTYPE html><html><body>404</body></html>')).toMatchObject({
      problems: [expect.objectContaining({ code: 'web-page' })],
    });
  });

  it('[DR29] of a file that turns out broken on its last row keeps nothing', async () => {
    const source: RowSource = {
      file: 'broken.csv',
      heading: ['code', 'falls', 'older'],
      batches: async function* () {
        yield { firstRow: 2, rows: [['E07000207', '1', '2']] };
        const where = { file: 'broken.csv', row: 3 };
        throw new TableFault([{ code: 'unclosed-quote', severity: 'error', where, message: 'A quote is not closed.' }]);
      },
    };
    const rows = { source, description: describing(), problems: [] };
    expect(await importRows(sample.shelves, {}, rows, importOptions())).toMatchObject({
      refusal: { kind: 'data-has-problems', problems: [{ code: 'unclosed-quote', where: { row: 3 } }] },
    });
    expect(await sample.shelves.data.open(register, 'falls')).toMatchObject({ ok: false });
  });

  it('[DR30] of more rows than are kept is refused as soon as that is seen, unless rows are added up', async () => {
    const batch = Array.from({ length: 100_000 }, (_, at) => ['E07000207', String(at), '']);
    let given = 0;
    const source: RowSource = {
      file: 'endless.csv',
      heading: ['code', 'falls', 'older'],
      batches: async function* () {
        for (; given < 1000; given++) yield { firstRow: 2 + given * batch.length, rows: batch };
      },
    };
    const refused = await importRows(
      sample.shelves,
      {},
      { source, description: describing(), problems: [] },
      importOptions(),
    );
    expect(refused).toMatchObject({ refusal: { kind: 'data-has-problems', problems: [{ code: 'too-many-rows' }] } });
    expect(given).toBe(50);
    // What says itself how long it is, as Parquet does, is not read at all.
    const told = boundedRows({ ...source, rowCount: 5_000_001 }, { columns: {} }).batches();
    await expect(told[Symbol.asyncIterator]().next()).rejects.toMatchObject({ problems: [{ code: 'too-many-rows' }] });
    expect(given).toBe(50);
    const few = { ...source, batches: () => tenRows() };
    const reading = async (columns: DataDescription['columns'], most: number) => {
      let rows = 0;
      for await (const one of boundedRows(few, { columns }, undefined, most).batches()) rows += one.rows.length;
      return rows;
    };
    const { columns } = describing();
    expect(await reading(columns, 10)).toBe(10);
    await expect(reading(columns, 9)).rejects.toMatchObject({
      problems: [{ code: 'too-many-rows', where: { row: 11 } }],
    });
    expect(await reading({ ...columns, older: { as: 'add-up' } }, 9)).toBe(10);
  });

  it('[DR31] of registered people by block comes back with the blocks of the register as it is now', async () => {
    const world = await worldOf();
    const practice = world.organisations.find(({ roles }) => roles.some(({ role }) => role === 'gp-practice'));
    const geography = world.land.geographies[0];
    if (geography === undefined) throw new Error('no blocks');
    const table = {
      statement: describing({ id: 'homes' }).statement,
      period: { id: '2024', kind: 'year', title: '2024', from: '2024-01-01', to: '2025-01-01' } as never,
      geography: geography.id,
      practices: [practice?.row.id ?? 'P1', 'P2'],
      practiceOf: Int32Array.of(0, 0, 1, 1),
      blockOf: Int32Array.of(3, 1, -1, 3),
      persons: Float64Array.of(10, 20, 5, 7),
    };
    const { encodeResidence, decodeResidence } = await import('#actions/data-document.ts');
    const { document, content } = encodeResidence(table, geography, { file: 'homes.csv', rows: 4 });
    expect(decodeResidence(document, content, geography)).toEqual(table);
    // Another import of the register may number its blocks another way.
    const turned = { ...geography, indexOfCode: new Map([...geography.codes].reverse().map((code, at) => [code, at])) };
    const last = geography.codes.length - 1;
    expect([...decodeResidence(document, content, turned).blockOf]).toEqual([last - 3, last - 1, -1, last - 3]);
    expect(document).toMatchObject({ holds: 'residence', values: { known: 4 }, areas: [2] });
  });
});

describe('the shelf of data sets', () => {
  it('[DR32] sees what another process saved, and keeps what did not change', async () => {
    await report(lines.join('\n'));
    const first = await sample.shelves.data.open(register, 'falls');
    const other = makeShelves(sample.database.store);
    await importData(
      other,
      {},
      { input: { bytes: Buffer.from(lines.join('\n')), name: 'b.csv' }, fileName: 'b.csv' },
      importOptions({ description: describing({ id: 'others' }) }),
    );
    expect((await sample.shelves.data.list(register)).map((head) => head.id)).toContain('others');
    const second = await sample.shelves.data.open(register, 'falls');
    expect(first.ok && second.ok && first.value.dataSet).toBe(second.ok && second.value.dataSet);
    // Records of other kinds are no data sets.
    await saveRecords(sample.database.store, {
      register,
      author: ann,
      at: '2026-11-21T12:00:00.000Z',
      changes: [{ kind: 'release', id: 'R1', expectedVersion: null, body: { is: 'here' }, reason: null }],
    });
    expect((await sample.shelves.data.list(register)).map((head) => head.id)).not.toContain('R1');
  });

  it('[DR33] names what is there when a data set, version, measure or period is not', async () => {
    await report(lines.join('\n'));
    expect(await sample.shelves.data.open(register, 'fall')).toMatchObject({
      refusal: { kind: 'unknown-data-set', known: expect.arrayContaining(['falls']) },
    });
    expect(await sample.shelves.data.open(register, 'falls', 9)).toMatchObject({
      refusal: { kind: 'unknown-data-set', detail: expect.stringContaining('the newest is 1') },
    });
    expect(await showValues(sample.shelves, {}, { id: 'falls', measure: 'fell' })).toMatchObject({
      refusal: { kind: 'unknown-measure', known: ['falls', 'older-people'] },
    });
    expect(await showValues(sample.shelves, {}, { id: 'falls', period: '1999' })).toMatchObject({
      refusal: { kind: 'unknown-measure', known: ['2024'] },
    });
  });

  it('[DR34] keeps data sets through another import of the register', async () => {
    await report(lines.join('\n'));
    const { facts, boundaries } = surreySample();
    const organisations = facts.organisations.map((row, at) => (at === 0 ? { ...row, note: 'corrected' } : row));
    const files = new Map(boundaries.map(({ path, text }) => [path, Buffer.from(text)]));
    const content = { manifest: { ...sampleManifest, version: '9.9.9' }, facts: { ...facts, organisations }, files };
    await saveFacts(sample.database.store, content, { recordedAt: '2026-11-22T09:00:00.000Z' });
    expect(await sample.shelves.data.open(register, 'falls')).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await report(lines.join('\n'))).toMatchObject({ isUnchanged: true });
  });
});

async function* tenRows() {
  for (const firstRow of [2, 7]) yield { firstRow, rows: Array.from({ length: 5 }, () => ['E07000207', '1', '2']) };
}

async function worldOf() {
  const opened = await sample.shelves.registers.open({});
  if (!opened.ok) throw new Error('no register');
  expect(geographyNamed(opened.value.timeline.world.land, 'none')).toBeUndefined();
  return opened.value.timeline.world;
}
