import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { importEnglandData } from '#actions/import-england-data.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { rebaseData } from '#actions/rebase-data.ts';
import { type AreaIndex, makeAreaIndex } from '#core/datasets/area-index.ts';
import { columnOf, type DataSet } from '#core/datasets/data-set.ts';
import { type Gathered, gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { notMovable } from '#core/datasets/not-movable.ts';
import { type Areas, areasOfTier } from '#core/rebase/areas.ts';
import { type Cell, cellOf, residualsOf } from '#core/rebase/cell.ts';
import { makeCrosswalk } from '#core/rebase/crosswalk.ts';
import { rebase } from '#core/rebase/rebase.ts';
import { type DataInput, rebaseDataSet } from '#core/rebase/rebase-data-set.ts';
import type { DataQuestion, RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import { linesOfTable } from '#core/rebase/table-series.ts';
import type { TierName } from '#core/register/tiers.ts';
import { buildEnglandPack } from '#sources/england/build-england.ts';
import { openRecipe } from '#sources/england-data/open-recipe.ts';
import { findRecipeFiles } from '#sources/england-data/recipes.ts';
import { groupOfLine, serviceOfLine } from '#sources/england-data/social-services-lines.ts';
import { isoDate } from '#std/iso-date.ts';
import { saveFacts } from '#store/save-facts.ts';
import { sheetOf, tableSizes } from '#tests/england/published-tables.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { madeUpResidence } from '#tests/support/made-up-residence.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const known = (values: Iterable<number>) => [...values].filter((value) => !Number.isNaN(value));

describe.skipIf(!hasSharedData())('data sets of England', () => {
  let database: TestDatabase;
  let shelves: Shelves;
  let england: OpenRegister;
  let index: AreaIndex;
  const gathered = new Map<string, Gathered>();

  beforeAll(async () => {
    database = await makeTestDatabase();
    const { name, title, facts } = await buildEnglandPack({ from: sharedDataFolder() });
    const manifest = {
      ...{ name, title, version: '1', description: null, licences: [], sources: [], vintage: '2024', tables: {} },
    };
    const recordedAt = '2026-01-01T00:00:00.000Z';
    await saveFacts(database.store, { manifest, facts, files: new Map() }, { recordedAt, importedBy: 'a test' });
    shelves = makeShelves(database.store);
    const opened = await shelves.registers.open({ register: name });
    if (!opened.ok) throw new Error(opened.refusal.detail);
    england = opened.value;
    index = makeAreaIndex(england.timeline);
    for (const found of findRecipeFiles(sharedDataFolder())) {
      const { source, problems } = await openRecipe(found);
      if (source === null) throw new Error(JSON.stringify(problems));
      gathered.set(found.recipe.id, await gatherDataSet(source, found.recipe.description, index));
      await source.close();
    }
  }, 300_000);

  afterAll(() => database?.close());

  const dataSet = (id: string): DataSet => {
    const found = gathered.get(id)?.dataSet;
    if (found == null) throw new Error(`${id} was not gathered`);
    return found;
  };
  const measureOf = (set: DataSet, id: string) => {
    const at = set.measures.findIndex((one) => one.id === id);
    if (at < 0) throw new Error(`no measure ${id}`);
    return at;
  };
  const valuesOf = (id: string, measure: string, period = 0) =>
    columnOf(dataSet(id), measureOf(dataSet(id), measure), period).values;
  const tableOf = (
    id: string,
    to: TierName,
    on: string,
    more: Partial<DataQuestion> & Partial<Pick<DataInput, 'residence'>> = {},
  ): RebasedTable => {
    const { residence = null, ...asked } = more;
    const question = { to: { kind: 'tier', tier: to }, on: isoDate(on), ...asked } as const;
    const given = { timeline: england.timeline, dataSet: dataSet(id), question, weights: null, residence };
    const made = rebaseDataSet(given);
    if (!made.ok) throw new Error(made.refusal.detail);
    return made.value;
  };
  const columnFor = (table: RebasedTable, measure: string, period = 0): RebasedColumn => {
    const found = table.columns.filter((one) => one.measure.id === measure)[period];
    if (found === undefined) throw new Error(`no column of ${measure}`);
    return found;
  };
  const cellsOf = (table: RebasedTable, measure: string, period = 0): Cell[] => {
    const { rebased, at } = columnFor(table, measure, period);
    return table.target.keys.map((_, target) => cellOf(rebased, target, at));
  };
  const valuesIn = (cells: readonly Cell[]) => cells.map((cell) => cell.value ?? Number.NaN);

  it('[ED20] every table is read without an error, with the rows, areas, periods and measures that its source says', () => {
    expect([...gathered.keys()].sort()).toEqual(Object.keys(tableSizes).sort());
    for (const [id, { rows, problems }] of gathered) {
      expect({ id, problems: problems.filter((one) => one.severity === 'error') }).toEqual({ id, problems: [] });
      const { codes, periods, measures } = dataSet(id);
      const movable = measures.filter((one) => notMovable(one) === null).length;
      expect({ id, size: [rows, codes.length, periods.length, measures.length, movable] }).toEqual({
        id,
        size: tableSizes[id],
      });
      expect(measures.length).toBeLessThan(2000);
    }
  });

  it('[ED21] people are as many as the publishers say, and ages add up to all', () => {
    const totals = [0, 1, 2].map((period) => sum(valuesOf('residents-lsoa11', 'residents', period)));
    expect(totals).toEqual([55_619_430, 56_286_961, 56_550_138]);
    expect(sum(valuesOf('residents-census-2021', 'residents'))).toBe(56_489_608);
    expect(sum(valuesOf('residents-census-2011', 'residents'))).toBe(53_012_456);
    expect(sum(valuesOf('residents-districts-mid-2020', 'residents'))).toBe(56_550_138);
    expect(sum(valuesOf('registered-practices-2014', 'registered-patients'))).toBe(56_793_044);
    const bands = ['0-to-15', '16-to-24', '25-to-34', '35-to-49', '50-to-64', '65-and-over'];
    const byBand = bands.map((band) => sum(valuesOf('residents-lsoa11', `residents-${band}`, 2)));
    expect(sum(byBand)).toBe(56_550_138);
  });

  it('[ED22] returns of councils add up to the published totals of England, but for three the publisher has wrong', () => {
    const set = dataSet('social-services-2000-2008');
    const { heading, rows } = sheetOf('finance/pss_ex1_social_services_finance_by_council_2000_01_to_2007_08.csv.gz');
    const columns = {
      'Gross cost': 'gross_total_cost_000',
      'Total income': 'total_income_000',
      'Net cost': 'net_total_cost_000',
    };
    const at = (name: string) => heading.indexOf(name);
    const measures = new Map(
      set.measures.map(({ family, breakdown }, place) => [
        `${family}|${breakdown['group']}|${breakdown['service']}`,
        place,
      ]),
    );
    const wrong: string[] = [];
    let lines = 0;
    for (const row of rows.filter((one) => one[at('council_name')] === 'TOTAL England')) {
      const [year = '', line = '', service = ''] = [row[at('financial_year')], row[at('line')], row[at('service')]];
      for (const [family, column] of Object.entries(columns)) {
        const published = row[at(column)] ?? '';
        if (published === '') continue;
        const measure = measures.get(`${family}|${groupOfLine(year, line)}|${serviceOfLine(service)}`) ?? -1;
        const period = set.periods.findIndex((one) => one.id === year);
        const pounds = sum(known(columnOf(set, measure, period).values)) / 100;
        lines += 1;
        // Returns are rounded to a hundred pounds.
        if (Math.abs(pounds - Number(published) * 1000) > 1000) wrong.push(`${year} ${line}`);
      }
    }
    expect(lines).toBeGreaterThan(2000);
    expect(wrong).toEqual(['2002-03 M1', '2006-07 L1', '2006-07 M1']);
  });

  it('[ED23] kinds of income add up to all income, and that of the NHS is apart from 2006-07 on', () => {
    const set = dataSet('social-services-2000-2008');
    const group = 'older-people-total';
    for (const [period, { id }] of set.periods.entries()) {
      const of = (kind: string) => columnOf(set, measureOf(set, `${kind}-${group}`), period).values;
      const nhs = of('nhs-income');
      expect(known(nhs)).toHaveLength(id >= '2006-07' ? 149 : 0);
      const parts = [of('client-contributions'), of('joint-arrangements'), of('other-income')];
      for (const [area, all] of of('total-income').entries()) {
        const given = sum(parts.map((part) => part[area] as number)) + (id >= '2006-07' ? (nhs[area] as number) : 0);
        // In pence; each part and the whole are rounded to a hundred pounds.
        expect(Math.abs(given - all)).toBeLessThanOrEqual(20_000);
      }
    }
    expect(set.statement.breaks.map((one) => one.period)).toEqual(['2003-04', '2006-07', '2007-08']);
  });

  it('[ED24] lists of practices, through their commissioners, are the lists of the groups as published', () => {
    const measure = 'registered-patients';
    const table = tableOf('registered-practices-2014', 'ccg', '2014-10-01', { measures: [measure] });
    const cells = cellsOf(table, measure);
    expect(cells.every((cell) => cell.exact)).toBe(true);
    expect(sum(valuesIn(cells))).toBe(56_793_044);
    const groups = dataSet('registered-groups-2014');
    const own = new Map(groups.keys.map((key, at) => [key, valuesOf('registered-groups-2014', measure)[at] as number]));
    const short = table.target.keys.map((key, at) => (own.get(key) as number) - (cells[at]?.value as number));
    // The table of groups has 1,188 people more, in 37 groups, of practices that the table of practices lacks.
    expect(short.filter((one) => one !== 0)).toHaveLength(37);
    expect([Math.min(...short), Math.max(...short), sum(short)]).toEqual([0, 126, 1188]);
  });

  it('[ED25] lists of four quarters go to the groups of one day, all but a few', () => {
    const measure = 'registered-patients';
    const table = tableOf('gp-list-sizes', 'ccg', '2014-04-01', { measures: [measure] });
    const outcome = [0, 1, 2, 3].map((period) => {
      const { rebased, numbers, at } = columnFor(table, measure, period);
      const values = 'values' in numbers ? numbers.values : new Float64Array();
      const { landless, missing } = residualsOf(rebased, values, at);
      return [sum(valuesIn(cellsOf(table, measure, period))), landless.sum, missing.length];
    });
    expect(outcome).toEqual([
      [55_997_029, 23, 0],
      [56_454_594, 43, 0],
      [57_023_671, 0, 0],
      [57_526_033, 0, 0],
    ]);
  });

  it('[ED26] residents of boards are the sums of their small areas by the published lookup, in every band', () => {
    const table = tableOf('residents-census-2021', 'icb', '2024-04-01');
    const lookup = sheetOf('lookups/lsoa21_sub_icb_icb_ward_ltla_2024.csv.gz');
    const at = (name: string) => lookup.heading.indexOf(name);
    const boardOf = new Map(lookup.rows.map((row) => [row[at('lsoa21_code')] ?? '', row[at('icb24_code_nhs')] ?? '']));
    const set = dataSet('residents-census-2021');
    for (const { id } of set.measures) {
      const slow = new Map<string, number>();
      for (const [area, value] of valuesOf('residents-census-2021', id).entries()) {
        const board = boardOf.get(set.keys[area] ?? '') ?? '';
        slow.set(board, (slow.get(board) ?? 0) + value);
      }
      const cells = cellsOf(table, id);
      expect(cells.every((cell) => cell.exact)).toBe(true);
      expect(valuesIn(cells)).toEqual(table.target.codes.map((code) => slow.get(code)));
    }
  });

  it('[ED27] spending before 2009 on the councils of 2024: exact where a council was kept, bounded where it was cut', () => {
    const measure = 'net-cost-older-people-total';
    const table = tableOf('social-services-2000-2008', 'utla', '2024-04-01', { measures: [measure] });
    const place = (name: string) => table.target.names.indexOf(name);
    const [bedford, central, leeds] = [place('Bedford'), place('Central Bedfordshire'), place('Leeds')];
    const old = dataSet('social-services-2000-2008').codes.indexOf('E10000001');
    for (const period of table.dataSet.periods.keys()) {
      const cells = cellsOf(table, measure, period);
      const before = valuesOf('social-services-2000-2008', measure, period);
      const own = before[old] as number;
      expect((cells[bedford]?.value ?? 0) + (cells[central]?.value ?? 0)).toBe(own);
      expect(cells[central]).toMatchObject({ lower: 0, upper: own, exact: false, sourcesSplit: 1 });
      expect(cells[leeds]?.exact).toBe(true);
      // To the penny.
      expect(sum(valuesIn(cells))).toBe(sum(before));
    }
    const [line] = linesOfTable(table, [central]);
    expect(line?.own.map((one) => one.area)).toEqual(['E10000001']);
    expect(line?.breaks.filter((one) => one.kind === 'definition').map((one) => one.period)).toEqual([
      '2003-04',
      '2006-07',
      '2007-08',
    ]);
  });

  it('[ED28] with a table of where patients live, lists go to the blocks of their homes, and nobody is lost', () => {
    const measure = 'registered-patients';
    const on = isoDate('2014-10-01');
    const residence = madeUpResidence(england.timeline, { population: 'gp-2014-10', geography: 'lsoa11', on });
    const table = tableOf('registered-practices-2014', 'ltla', '2021-04-01', { measures: [measure], residence });
    const { rebased, at } = columnFor(table, measure);
    const ground = england.world.land.geographies.find((one) => one.id === 'lsoa11');
    const partOfBlock = new Map(Array.from(ground?.blockOfPart ?? [], (block, part) => [block, part]));
    const slow = new Float64Array(table.target.keys.length + 1);
    for (const [pair, block] of residence.blockOf.entries()) {
      // Every part of these blocks lies in one district.
      const part = partOfBlock.get(block) ?? -1;
      const area = part < 0 ? -1 : (table.target.areaOfPart[part] as number);
      const to = area < 0 ? slow.length - 1 : area;
      slow[to] = (slow[to] as number) + (residence.persons[pair] as number);
    }
    for (const [target, persons] of slow.entries())
      expect(Math.abs((cellOf(rebased, target, at).value as number) - persons)).toBeLessThan(0.05);
    const outside = cellOf(rebased, table.target.keys.length, at).value as number;
    expect(Math.abs(sum(valuesIn(cellsOf(table, measure))) + outside - 56_793_044)).toBeLessThan(1e-3);
    expect(outside).toBeGreaterThan(0);
  });

  it('[ED29] indices, and shares without what they are of, are kept and refused to move, with the reason', () => {
    const reasonOf = (id: string) => {
      const question = { to: { kind: 'tier', tier: 'icb' }, on: isoDate('2024-04-01') } as const;
      const asked = { timeline: england.timeline, dataSet: dataSet(id), question, weights: null, residence: null };
      const made = rebaseDataSet(asked);
      return made.ok ? 'moved' : `${made.refusal.kind}: ${made.refusal.detail}`;
    };
    for (const id of ['imd-2004-2010', 'imd-2015-2019', 'imd-2025', 'health-index-districts'])
      expect(reasonOf(id)).toMatch(/^cannot-rebase: None of the \d+ .* are indices \(a score, rank or decile\)/);
    for (const id of ['adult-social-care-outcomes', 'health-index-indicators'])
      expect(reasonOf(id)).toMatch(/^cannot-rebase: None of the \d+ .* are ratios without denominators/);
    expect(Math.max(...known(valuesOf('imd-2004-2010', 'index-of-multiple-deprivation-rank', 1)))).toBe(32_482);
  });

  it('[ED30] patients for each GP go as patients and as doctors', () => {
    const table = tableOf('patients-per-gp', 'icb', '2024-04-01');
    const cells = cellsOf(table, 'patients-for-each-gp');
    const [patients, doctors] = [cellsOf(table, 'registered-patients'), cellsOf(table, 'gps')];
    for (const [at, { value, lower, upper }] of cells.entries()) {
      const ratio = (patients[at]?.value as number) / (doctors[at]?.value as number);
      expect(Math.abs((value as number) / ratio - 1)).toBeLessThan(1e-3);
      expect(value as number).toBeGreaterThanOrEqual(lower as number);
      expect(value as number).toBeLessThanOrEqual(upper as number);
    }
    const all = sum(valuesOf('patients-per-gp', 'registered-patients'));
    expect(Math.abs(sum(valuesIn(patients)) / all - 1)).toBeLessThan(1e-12);
  });

  it('[ED31] older people of districts on boards: within the bounds, and nearer than by way of the counties', () => {
    const measure = 'residents-65-and-over';
    const truth = valuesIn(
      cellsOf(tableOf('residents-lsoa11', 'icb', '2024-04-01', { periods: ['2020-06-30'] }), measure),
    );
    const table = tableOf('residents-districts-mid-2020', 'icb', '2024-04-01', { measures: [measure] });
    const cells = cellsOf(table, measure);
    for (const [at, cell] of cells.entries()) {
      expect(truth[at]).toBeGreaterThanOrEqual((cell.lower as number) - 1e-6);
      expect(truth[at]).toBeLessThanOrEqual((cell.upper as number) + 1e-6);
    }
    const wrong = (values: readonly number[]) =>
      sum(values.map((one, at) => Math.abs(one - (truth[at] as number)))) / 2;
    const counties = areasOfTier(england.timeline, 'utla', isoDate('2021-04-01'));
    const onCounties = valuesIn(cellsOf(tableOf('residents-districts-mid-2020', 'utla', '2021-04-01'), measure));
    const chained = movedBy(columnFor(table, measure), counties, table.target, onCounties);
    expect([wrong(valuesIn(cells)), wrong(chained)].map(Math.round)).toEqual([1855, 19_805]);
  });

  /** The values of these areas, put on others by the weights that the column was moved by. */
  function movedBy({ weights }: RebasedColumn, source: Areas, target: Areas, values: readonly number[]): number[] {
    const crosswalk = makeCrosswalk({ source, target, weights: weights.weights });
    const moved = rebase(crosswalk, { kind: 'count', values: Float64Array.from(values) });
    if (!moved.ok) throw new Error(moved.refusal.detail);
    return target.keys.map((_, at) => cellOf(moved.value, at, 0).value ?? Number.NaN);
  }

  it('[ED32] a table goes into the store and comes out on other areas as it does in memory', async () => {
    const ids = ['social-services-2000-2008', 'imd-2025'];
    const folder = mkdtempSync(join(tmpdir(), 'coterminous-tables-'));
    for (const { recipe, files } of findRecipeFiles(sharedDataFolder()))
      if (ids.includes(recipe.id))
        for (const { path } of files) symlinkSync(resolve(path), join(folder, basename(path)));
    const author = { name: 'A test', actingFor: null };
    const imported = await importEnglandData(
      shelves,
      { register: england.pack.name },
      { folder, author, at: '2026-01-02T00:00:00.000Z', isDryRun: false },
    );
    rmSync(folder, { recursive: true, force: true });
    if (!imported.ok) throw new Error(imported.refusal.detail);
    expect(imported.value.map(({ id, imported: one }) => [id, one.ok && one.value.version])).toEqual(
      ids.map((id) => [id, 1]),
    );
    const measure = 'net-cost-older-people-total';
    const asked = { measures: [measure], to: { kind: 'tier', tier: 'utla' }, on: isoDate('2024-04-01') } as const;
    const kept = await rebaseData(
      shelves,
      { register: england.pack.name },
      { data: 'social-services-2000-2008', ...asked },
    );
    if (!kept.ok) throw new Error(kept.refusal.detail);
    const direct = tableOf('social-services-2000-2008', 'utla', '2024-04-01', { measures: [measure] });
    for (const period of direct.dataSet.periods.keys())
      expect(cellsOf(kept.value, measure, period)).toEqual(cellsOf(direct, measure, period));
    const index2025 = await rebaseData(
      shelves,
      { register: england.pack.name },
      { data: 'imd-2025', ...asked, measures: [] },
    );
    expect(index2025.ok).toBe(false);
  }, 60_000);
});
