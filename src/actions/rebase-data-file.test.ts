import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { rebaseData } from '#actions/rebase-data.ts';
import { type FileQuestion, rebaseDataFile, rebaseLargeFile } from '#actions/rebase-data-file.ts';
import { weightsAsked } from '#actions/weights-asked.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { choiceOf } from '#core/rebase/rebase-data-set.ts';
import { cellsOfColumn } from '#core/rebase/table-cells.ts';
import { sampleDataSets } from '#sample/data-sets.ts';
import { isoDate } from '#std/iso-date.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import { makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let shelves: Shelves;
let folder: string;
let codes: string[];
const geography: GeographyUse = { kind: 'tier', tier: 'utla', on: isoDate('2025-04-01') };

beforeAll(async () => {
  database = await makeSampleDatabase();
  shelves = makeShelves(database.store);
  folder = makeTestFolder();
  const [spending] = sampleDataSets().filter((one) => one.description.statement.id === 'social-care-spending');
  const rows: (readonly string[])[] = [];
  for await (const batch of spending?.batches() ?? []) rows.push(...batch.rows);
  codes = [...new Set(rows.map((row) => row.find((cell) => /^E\d{8}$/.test(cell)) ?? ''))];
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file of those rows, and the question what its counts are on the councils of 2027. */
function questionOf(
  name: string,
  rows: readonly string[],
  change: Partial<FileQuestion> = {},
): FileQuestion & { path: string } {
  const path = join(folder, name);
  writeFileSync(path, `council,age,people\n${rows.join('\n')}\n`);
  const use = {
    title: 'People',
    kind: 'count',
    unit: 'people',
    denominator: null,
    multiplier: 1,
    holds: 'value',
    scale: 1,
    breakdown: {},
    period: null,
  } as const;
  const description: DataDescription = {
    statement: {
      id: 'people',
      title: 'People',
      publisher: 'Nobody',
      licence: 'None',
      vintage: '2025',
      method: 'Made up',
      subject: 'published',
      owner: null,
      seenBy: [],
      derivedFrom: [],
      breaks: [],
      note: null,
    },
    columns: { council: { as: 'area' }, age: { as: 'breakdown', name: 'age' }, people: { as: 'value', measure: use } },
    named: {},
    period: '2025',
    geography,
    absent: 'unknown',
    leaveOut: [],
  };
  const to = choiceOf('utla');
  return {
    file: { input: path, fileName: name },
    path,
    description,
    amend: (one) => one,
    to,
    on: isoDate('2027-04-01'),
    ...change,
  };
}

describe('a file on other areas', () => {
  it('[RV1] added up as it is read it gives the cells of the file gathered in memory', async () => {
    const rows = codes.flatMap((code, at) => [`${code},young,${at * 7 + 3}`, `${code},old,${at * 5 + 11}`]);
    const question = questionOf('people.csv', rows);
    const small = await rebaseDataFile(shelves, {}, question);
    if (!small.ok) throw new Error(JSON.stringify(small.refusal));
    const large = await rebaseLargeFile(shelves, {}, question);
    if (!large.ok) throw new Error(JSON.stringify(large.refusal));
    const { table } = small.value;
    let compared = 0;
    for await (const batch of large.value.file.cells()) {
      for (const { area, group, value, lower, upper, exact, sourcesSplit } of batch) {
        const column = table.columns.find(({ measure }) => measure.breakdown['age'] === group?.[0]);
        const place = table.target.codes.indexOf(area);
        if (column === undefined || group === null || place < 0) continue;
        const cell = cellsOfColumn(column).cells[place];
        expect({ value, lower, upper, exact, sourcesSplit }).toEqual({
          value: expect.closeTo(cell?.value ?? Number.NaN, 9),
          lower: cell?.lower,
          upper: cell?.upper,
          exact: cell?.exact,
          sourcesSplit: cell?.sourcesSplit,
        });
        compared += 1;
      }
    }
    await large.value.file.close();
    expect(compared).toBe(2 * table.target.keys.length);
  });

  it('[RV1] codes that are no areas are counted with their rows and sums, and are in no cell', async () => {
    const rows = [...codes.map((code) => `${code},old,10`), 'W06000001,old,99', 'W06000001,old,1'];
    const large = await rebaseLargeFile(shelves, {}, questionOf('strangers.csv', rows));
    if (!large.ok) throw new Error(JSON.stringify(large.refusal));
    const { strangers, strangerRows, strangerSums } = large.value.file;
    expect(strangers).toMatchObject([{ code: 'W06000001', rows: 2, firstRow: codes.length + 2 }]);
    expect([strangerRows, strangerSums]).toEqual([2, [100]]);
    await large.value.file.close();
  });

  it('[RV3] is refused with every problem, and without columns with what to name', async () => {
    const faulty = questionOf('faulty.csv', [`${codes[0]},old,many`, `${codes[1]},old,-5`]);
    const small = await rebaseDataFile(shelves, {}, faulty);
    expect(!small.ok && small.refusal.kind === 'data-has-problems' && small.refusal.problems.length).toBeGreaterThan(1);
    const large = await rebaseLargeFile(shelves, {}, faulty);
    expect(large).toMatchObject({ ok: false, refusal: { kind: 'data-has-problems' } });
    const without = (left: string) =>
      questionOf('bare.csv', [`${codes[0]},old,1`], {
        amend: (one) => ({
          ...one,
          columns: Object.fromEntries(Object.entries(one.columns).filter(([name]) => name !== left)),
        }),
      });
    for (const [column, flag] of [
      ['council', '--area-column'],
      ['people', '--value-column'],
    ] as const) {
      const refused = await rebaseLargeFile(shelves, {}, without(column));
      expect(!refused.ok && refused.refusal.detail).toContain(flag);
    }
  });
});

describe('a file with errors', () => {
  it('[DR77] is said not to be on other areas', async () => {
    const refused = await rebaseDataFile(shelves, {}, questionOf('faulty.csv', [`${codes[0]},young,many`]));
    expect(!refused.ok && refused.refusal.detail).toMatch(
      /^faulty\.csv has 1 error, and it was not put on other areas\./,
    );
  });
});

describe('a residence table', () => {
  it('[RV2] is a weight for practices alone, and no data set to rebase', async () => {
    const opened = await shelves.registers.open({});
    if (!opened.ok) throw new Error(opened.refusal.detail);
    const question = { data: 'still-at-home', to: choiceOf('icb'), on: isoDate('2027-04-01') };
    const notOne = await rebaseData(shelves, {}, { ...question, weights: 'social-care-spending' });
    expect(!notOne.ok && notOne.refusal.detail).toContain('social-care-spending:MEASURE');
    const dataSet = { dataSet: null, residence: { statement: { title: 'Homes' } } };
    const data = { list: async () => [{ id: 'homes' }], open: async () => ({ ok: true, value: dataSet }) };
    const shelf = { data } as unknown as Shelves;
    const practices: GeographyUse = { kind: 'tier', tier: 'practice', on: isoDate('2025-04-01') };
    const asked = (areas: GeographyUse) => weightsAsked(shelf, opened.value, 'homes', [areas]);
    expect(await asked(practices)).toEqual({ ok: true, value: { weights: null, residence: dataSet.residence } });
    expect(await asked(geography)).toMatchObject({ ok: false, refusal: { kind: 'bad-question' } });
    const rebased = await rebaseData(
      { ...shelves, ...shelf, registers: shelves.registers },
      {},
      { ...question, data: 'homes' },
    );
    expect(rebased).toMatchObject({ ok: false, refusal: { kind: 'cannot-rebase' } });
  });
});
