import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDescription } from '#core/datasets/check-description.ts';
import type { RowBatch } from '#core/datasets/row-source.ts';
import { gssOfReturn } from '#sources/england-data/cassr-codes.ts';
import { openRecipe } from '#sources/england-data/open-recipe.ts';
import { englandDataSets, type FoundRecipe, findRecipeFiles } from '#sources/england-data/recipes.ts';
import { groupOfLine, serviceOfLine } from '#sources/england-data/social-services-lines.ts';

const ages = [...Array.from({ length: 90 }, (_, age) => `age_${age}`), 'age_90_plus'];
const agesHeading = ['lsoa11cd', 'all_ages', ...ages].join(',');

describe('recipes for published tables', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, ...lines: readonly string[]) => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    const text = `${lines.join('\n')}\n`;
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  };
  const found = (id: string): FoundRecipe => {
    const one = findRecipeFiles(folder).find(({ recipe }) => recipe.id === id);
    if (one === undefined) throw new Error(`no file of ${id}`);
    return one;
  };
  const batchesOf = async (id: string): Promise<RowBatch[]> => {
    const { source, problems } = await openRecipe(found(id));
    if (source === null) throw new Error(JSON.stringify(problems));
    const batches: RowBatch[] = [];
    for await (const batch of source.batches()) batches.push(batch);
    await source.close();
    return batches;
  };
  const rowsOf = async (id: string) => (await batchesOf(id)).flatMap((batch) => batch.rows);

  it('[ED1] every recipe states what it is, once, and describes the rows it gives', () => {
    expect(new Set(englandDataSets.map((one) => one.id)).size).toBe(englandDataSets.length);
    for (const { id, description } of englandDataSets) {
      const { statement, columns } = description;
      expect(statement.id).toBe(id);
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const text of [statement.title, statement.publisher, statement.licence, statement.vintage, statement.method])
        expect(text.length).toBeGreaterThan(2);
      expect(statement.subject).not.toBe('counts-of-people');
      expect(checkDescription(description, Object.keys(columns))).toEqual([]);
    }
  });

  it('[ED10] the guide names every data set and every file', () => {
    const guide = readFileSync('docs/guide/england-data-sets.md', 'utf8');
    for (const { id, parts } of englandDataSets) {
      expect(guide).toContain(`| \`${id}\` | ${parts.map(({ files }) => files[0]).join(', ')} |`);
    }
  });

  it('[ED2] files are found by name, at any depth, plain or gzipped, and missing ones are named', () => {
    write('deep/down/lsoa11_mid2019_single_year_of_age.csv.gz', agesHeading);
    write('LSOA21_CENSUS2021_AGE_GROUPS.csv', 'lsoa21cd');
    expect(findRecipeFiles(folder).map(({ recipe }) => recipe.id)).toEqual([
      'residents-lsoa11',
      'residents-census-2021',
    ]);
    const { files, missing } = found('residents-lsoa11');
    expect(files.map(({ path }) => path)).toEqual([join(folder, 'deep/down/lsoa11_mid2019_single_year_of_age.csv.gz')]);
    expect(missing).toEqual(['lsoa11_mid2017_single_year_of_age.csv', 'lsoa11_mid2020_single_year_of_age.csv']);
  });

  it('[ED3] a file that lacks a column is refused; capitals do not matter', async () => {
    write('ltla24_patients_per_gp.csv', 'LTLA24_Code,Total_Patients,patients_per_gp', 'E06000001,1,1');
    const { source, problems } = await openRecipe(found('patients-per-gp'));
    expect(source).toBeNull();
    expect(problems).toMatchObject([
      { code: 'recipe-column-missing', where: { row: 1, column: 'total_gp_fte' }, expected: 'total_gp_fte' },
    ]);
  });

  it('[ED4] rows that are not wanted are left out, and the others keep their number', async () => {
    const heading = 'Council Code,Council Name,Comparative totals,Value';
    const fund = 'Income from Better Care Fund';
    write(
      'pss_ex1_additional_data_incl_better_care_fund_income_2015_16.csv',
      heading,
      `102,Cumbria,Other Expenditure,5`,
      `102,Cumbria,${fund},36013`,
      `104,Northumberland,${fund},7`,
      `106,Gateshead,Other Expenditure,8`,
      `107,Newcastle upon Tyne,${fund},9`,
    );
    expect(await batchesOf('better-care-fund-2015-16')).toEqual([
      {
        firstRow: 3,
        rows: [
          ['E10000006', '36013'],
          ['E06000057', '7'],
        ],
      },
      { firstRow: 6, rows: [['E08000021', '9']] },
    ]);
  });

  it('[ED5] a band is the sum of its years; a year that is no number stands for it', async () => {
    const ones = ages.map(() => '1').join(',');
    write(
      'lsoa11_mid2020_single_year_of_age.csv',
      agesHeading,
      `E01000001,91,${ones}`,
      `E01000002,91,*${ones.slice(1)}`,
    );
    expect(await rowsOf('residents-lsoa11')).toEqual([
      ['E01000001', '2020-06-30', '91', '16', '9', '10', '15', '15', '26', '16', '6'],
      ['E01000002', '2020-06-30', '91', '*', '9', '10', '15', '15', '26', '16', '6'],
    ]);
  });

  it('[ED6] files of one recipe follow each other, each with its period', async () => {
    const ones = ages.map(() => '1').join(',');
    for (const year of [2020, 2017])
      write(`lsoa11_mid${year}_single_year_of_age.csv`, agesHeading, `E01000001,91,${ones}`);
    expect((await rowsOf('residents-lsoa11')).map((row) => row[1])).toEqual(['2017-06-30', '2020-06-30']);
  });

  it('[ED7] a row that repeats another in every column is read once', async () => {
    const heading =
      'support_type,age_category,summary,delivery_mechanism,accounting_category,cassr_code,council_name,region,value_000';
    const row = (value: string) =>
      `Non Salt Totals,,Social care activities,Total,Income: total,102,Cumbria,NW,${value}`;
    write('pss_ex1_expenditure_by_council_2014_15.csv', heading, row('5'), row('5'), row('6'));
    const line = ['E10000006', 'Other', 'All ages', 'Social care activities', 'Total', 'Total income'];
    expect(await rowsOf('social-care-2014-15')).toEqual([
      [...line, '5'],
      [...line, '6'],
    ]);
  });

  it('[ED8] a line of the returns has one group and one name in all years', () => {
    const lines = [
      ['2000-01', 'C11', 'TOTAL OLDER PEOPLE (LINES C1 to C10)'],
      ['2003-04', 'C11', 'TOTAL OLDER PEOPLE excluding Supporting People (LINES C1 to C10)'],
      ['2007-08', 'B11', 'TOTAL OLDER PEOPLE excluding Supporting People (LINES B1 to B10)'],
    ] as const;
    for (const [year, line, service] of lines)
      expect([groupOfLine(year, line), serviceOfLine(service)]).toEqual(['Older people', 'Total']);
    expect(serviceOfLine('TOTAL ADULTS ETC incl SP (LINES D11+ D12)')).toBe('Total with Supporting People');
    expect(serviceOfLine('Supporting People (SP)')).toBe('Supporting People');
    expect(serviceOfLine('Total children looked after (lines BB1 to BB4)')).toBe('Total children looked after');
    expect(serviceOfLine('Other other adult services')).toBe('Other services');
    expect([groupOfLine('2006-07', 'I1'), groupOfLine('2007-08', 'H1'), groupOfLine('2007-08', 'P1')]).toEqual([
      'All services',
      'All services (adults)',
      'All services (children)',
    ]);
    expect(groupOfLine('2005-06', 'X1')).toBe('X');
  });

  it('[ED9] a council of a return is known by code and name together', () => {
    expect(gssOfReturn('102', 'Cumbria')).toBe('E10000006');
    expect(gssOfReturn('102', 'Cumberland')).toBe('102');
    expect(gssOfReturn('999', 'Cumbria')).toBe('999');
  });

  it('[ED11] the README asks for data sets that the recipes make', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const asked = [...readme.matchAll(/--data ([a-z0-9-]+)/g)].map((match) => match[1]);
    expect(asked.length).toBeGreaterThan(0);
    expect(englandDataSets.map(({ id }) => id)).toEqual(expect.arrayContaining(asked));
  });
});
