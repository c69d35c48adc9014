import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleDatabase, runCli } from '#tests/golden/run-cli.ts';
import { makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

let sample: TestDatabase;
let env: Record<string, string>;
let folder: string;
/** A number that stands in no other data set. */
const secret = 7_654_321;
const on = '2026-11-21';

beforeAll(async () => {
  folder = makeTestFolder();
  sample = await makeSampleDatabase();
  env = { DATABASE_URL: sample.databaseUrl };
  const pieces = await run('crosswalk', '--from', 'places', '--to', `ltla@${on}`, '--csv', '-');
  const codes = [
    ...new Set(
      pieces.stdout
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0] ?? ''),
    ),
  ].filter((code) => code !== '');
  const csv = (numbers: string) => ['code,secret', ...codes.map((code) => `${code},${numbers}`)].join('\n');
  writeFileSync(join(folder, 'secret.csv'), csv(String(secret)));
  writeFileSync(join(folder, 'open.csv'), csv('1').replace('code,secret', 'code,open'));
  await imported('secret.csv', 'secret', 'counts-of-people');
  await imported('open.csv', 'open', 'published');
}, 60_000);
afterAll(async () => {
  await sample?.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(...words: string[]) {
  return runCli(words, { env, cwd: folder });
}

async function imported(file: string, id: string, subject: string) {
  const stated = ['--publisher', 'P', '--licence', 'L', '--vintage', '2026', '--method', 'M', '--period', '2024'];
  const made = await run(
    'data',
    'import',
    file,
    '--id',
    id,
    '--title',
    id,
    '--subject',
    subject,
    ...stated,
    '--by',
    'Ann',
  );
  expect(made.exitCode, made.stderr).toBe(0);
  return made;
}

const asked = ['--to', 'icb', '--on', on];
const guarded = ['rebase', '--data', 'secret', ...asked];
const weighted = ['rebase', '--data', 'open', '--weights', 'secret:secret', ...asked];
const file = [
  'rebase',
  '--data',
  'secret.csv',
  '--area-column',
  'code',
  '--value-column',
  'secret=count',
  '--period',
  '2024',
  ...asked,
];
const crosswalk = ['crosswalk', '--from', 'places', '--to', `ltla@${on}`, '--weights', 'secret:secret'];
const release = ['release', 'check', '--data', 'open', '--weights', 'secret:secret', ...asked];

/** Each way in which numbers are written for programs, or to files. */
const waysOut: readonly (readonly [string, readonly string[]])[] = [
  ...[['--json'], ['--csv', '-'], ['--csv', 'x.csv'], ['--xlsx', 'x.xlsx'], ['--parquet', 'x.parquet']].map(
    (form): readonly [string, readonly string[]] => [`rebase ${form.join(' ')}`, [...guarded, ...form]],
  ),
  ...[['--json'], ['--csv', 'x.csv']].flatMap((form): (readonly [string, readonly string[]])[] => [
    [`rebase by weights ${form.join(' ')}`, [...weighted, ...form]],
    [`rebase of a file ${form.join(' ')}`, [...file, ...form]],
  ]),
  ...[guarded, weighted].flatMap((words): (readonly [string, readonly string[]])[] => [
    [`series ${words[2]} --json`, [...words, '--series', '--json']],
    [`series ${words[2]} --csv`, [...words, '--series', '--csv', 'x.csv']],
    [`evidence ${words[2]} --json`, [...words, '--area', 'outside', '--measures', words[2] ?? '', '--json']],
  ]),
  ['crosswalk --json', [...crosswalk, '--json']],
  ['crosswalk --csv', [...crosswalk, '--csv', 'x.csv']],
  ['crosswalk --parts', [...crosswalk, '--parts', 'x.csv']],
  ['release by secret weights', release],
];

/** What is said about data sets, which tells none of their numbers. */
const catalogues: readonly (readonly string[])[] = [
  ['data', 'list', '--json'],
  ['data', 'list', '--csv', '-'],
  ['data', 'show', 'secret', '--json'],
  ['journal', '--json'],
  [...guarded, '--sql', 'postgresql'],
  ['release', 'check', '--data', 'secret', ...asked, '--json'],
  ['release', 'check', '--data', 'secret', ...asked, '--no-protection', 'why', '--by', 'Ann', '--json'],
];

describe('counts of people', () => {
  it('[RL70] leave neither by a file nor as data for programs, themselves or as weights', async () => {
    const open: string[] = [];
    for (const [name, words] of waysOut) {
      const { exitCode, stdout, stderr } = await run(...words);
      if (exitCode !== 3 || stdout !== '' || !stderr.includes('counts people'))
        open.push(`${name}: ${exitCode} ${stderr}`);
    }
    expect(open).toEqual([]);
    expect(readdirSync(folder).filter((one) => one.startsWith('x.'))).toEqual([]);
    // The same words with what may leave are answered.
    expect((await run('rebase', '--data', 'open', ...asked, '--json')).exitCode).toBe(0);
    expect(
      (await run('crosswalk', '--from', 'places', '--to', `ltla@${on}`, '--weights', 'open:open', '--json')).exitCode,
    ).toBe(0);
  }, 120_000);

  it('[RL71] are not told by what is said about them', async () => {
    const boards = await run(...guarded);
    expect(boards.exitCode).toBe(0);
    const numbers = [
      secret,
      ...[...boards.stdout.matchAll(/[\d,]{9,}/g)].map(([text]) => Number(text.replaceAll(',', ''))),
    ];
    expect(numbers.length).toBeGreaterThan(2);
    for (const words of catalogues) {
      const { stdout, stderr, exitCode } = await run(...words);
      expect([0, 3], `${words.join(' ')}: ${stderr}`).toContain(exitCode);
      for (const number of numbers) expect(stdout, words.join(' ')).not.toContain(String(number));
    }
  }, 60_000);

  it('[RL72] are told of a release as it is published, as JSON too', async () => {
    const words = ['--data', 'reablement', '--periods', '2025-26', '--to', 'ltla', '--on', on, '--suppress', '1-30'];
    const made = await run('release', 'make', ...words, '--title', 'T', '--by', 'Ann', '--json');
    expect(made.exitCode, made.stderr).toBe(0);
    const shown = await run('release', 'show', 'R-001', '--json');
    expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(made.stdout));
    const { cells } = JSON.parse(made.stdout) as { cells: { value: number | null; shorthand: string | null }[] };
    expect(new Set(cells.map(({ shorthand }) => shorthand))).toEqual(new Set([null, '[c]']));
    expect(made.stdout).not.toMatch(/protects|implied|exposed|small/);
    expect(existsSync(join(folder, 'x.csv'))).toBe(false);
  }, 30_000);

  it('[RL73] are named when a file would take them out under another name', async () => {
    writeFileSync(join(folder, 'copy.csv'), readFileSync(join(folder, 'secret.csv'), 'utf8'));
    const copy = await imported('copy.csv', 'copy', 'published');
    expect(copy.stderr).toMatch(/warning: .*Numbers of secret are in it/);
    const again = await imported('secret.csv', 'secret', 'published');
    expect(again.stderr).toMatch(/warning: .*The version before counts people/);
  }, 30_000);
});
