import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amended } from '#cli/data-flags.ts';
import { makePackFolder, makeSampleDatabase, runCli } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { type DataDescriptionWire, dataImportSchema, dataSetDetailSchema } from '#wire/data-sets.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  [database, folder] = await Promise.all([makeSampleDatabase(), makePackFolder()]);
});
afterAll(async () => {
  await database?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

function run(...words: string[]) {
  return runCli(['data', ...words], { env: { DATABASE_URL: database.databaseUrl }, cwd: folder });
}

const told = ['--publisher', 'P', '--licence', 'L', '--vintage', 'V', '--method', 'M', '--by', 'Ann'];

describe('the flags of an import', () => {
  it('[DR62] outweigh what was guessed', async () => {
    const words = ['import', 'falls.csv', '--id', 'only-falls', '--value', 'falls=count', '--subject', 'published'];
    const imported = await run(...words, ...told, '--json');
    expect([imported.exitCode, imported.stderr]).toEqual([0, '']);
    expect(dataImportSchema.parse(JSON.parse(imported.stdout))).toMatchObject({ id: 'only-falls', measures: 1 });
    const shown = await run('show', 'only-falls', '--json');
    expect(dataSetDetailSchema.parse(JSON.parse(shown.stdout)).dataSet).toMatchObject({
      statement: { publisher: 'P', licence: 'L', vintage: 'V', method: 'M', subject: 'published' },
      measures: [{ id: 'falls', kind: 'count' }],
      importedBy: 'Ann',
    });
  });

  it('[DR62] outweigh a description, which outweighs the guess', async () => {
    const written = await run('inspect', 'falls.csv', '--write-description', 'guess.json');
    expect(written.stderr).toBe('Written to guess.json\n');
    const guess = JSON.parse(readFileSync(join(folder, 'guess.json'), 'utf8')) as DataDescriptionWire;
    const statement = { ...guess.statement, id: 'described', title: 'Described', owner: 'E10000030' };
    writeFileSync(join(folder, 'mine.json'), JSON.stringify({ ...guess, statement }));
    const imported = await run('import', 'falls.csv', '--description', 'mine.json', '--title', 'Flagged', ...told);
    expect([imported.exitCode, imported.stderr]).toEqual([0, '']);
    const shown = await run('show', 'described', '--json');
    expect(dataSetDetailSchema.parse(JSON.parse(shown.stdout)).dataSet.statement).toMatchObject({
      title: 'Flagged',
      owner: 'E10000030',
      publisher: 'P',
    });
  });

  it('[DR62] name one area column and one period, and keep the denominators of what is named', () => {
    const value = (title: string, denominator: string | null) => ({
      as: 'value' as const,
      measure: {
        title,
        kind: 'rate' as const,
        unit: '',
        denominator,
        multiplier: 1000,
        holds: 'numerator' as const,
        scale: 1,
        breakdown: {},
        period: null,
      },
    });
    const description = {
      statement: {} as never,
      columns: {
        ward: { as: 'area' as const },
        year: { as: 'period' as const },
        falls: value('Falls', 'people'),
        people: value('People', null),
        beds: value('Beds', null),
      },
      named: {},
      period: null,
      geography: { kind: 'blocks' as const, geography: 'lsoa21' as never },
      absent: 'unknown' as const,
      leaveOut: [],
    };
    const flags = {
      area: 'district',
      period: '2024',
      value: [{ column: 'falls', kind: 'rate' as const }],
      leaveOut: ['E92000001'],
    };
    const { columns, period, geography, leaveOut } = amended(description, flags);
    expect(Object.entries(columns).map(([heading, { as }]) => [heading, as])).toEqual([
      ['ward', 'ignore'],
      ['year', 'ignore'],
      ['falls', 'value'],
      ['people', 'value'],
      ['beds', 'ignore'],
      ['district', 'area'],
    ]);
    expect([period, geography, leaveOut]).toEqual(['2024', null, ['E92000001']]);
    expect(columns['falls']).toMatchObject({ measure: { denominator: 'people', multiplier: 1000 } });
    expect(amended(description, {})).toEqual(description);
  });
});

describe('faults', () => {
  it('[DR63] of a description are all listed by the path of their field', async () => {
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ columns: { falls: { as: 'number' } }, absent: 'maybe' }));
    const refused = await run('import', 'falls.csv', '--description', 'bad.json', '--by', 'Ann');
    expect(refused.exitCode).toBe(3);
    for (const path of ['description.statement', 'description.columns.falls', 'description.absent'])
      expect(refused.stderr).toContain(`bad.json column ${path}`);
    writeFileSync(join(folder, 'no.json'), '{');
    expect(await run('import', 'falls.csv', '--description', 'no.json')).toMatchObject({ exitCode: 3 });
  });

  it('[DR63] of paths end with the code of files', async () => {
    for (const words of [
      ['import', 'nowhere.csv', '--by', 'Ann'],
      ['inspect', 'nowhere.csv'],
      ['import', 'falls.csv', '--description', 'nowhere.json'],
      ['inspect', 'falls.csv', '--write-description', 'no/such/folder.json'],
    ])
      expect(await run(...words), words.join(' ')).toMatchObject({ exitCode: 7 });
  });
});
