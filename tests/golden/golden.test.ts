/**
 * What the command line prints, kept as files: in each folder here `command`, and what it gave as `stdout`, `stderr`
 * and `exit-code`. Run the tests with -u to take up new answers, and read the difference before keeping it.
 */

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePackFolder, makeSampleDatabase, runCli, steady, wordsOf } from '#tests/golden/run-cli.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

const folder = import.meta.dirname;
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

let sample: TestDatabase;
let packs: string;
beforeAll(async () => {
  [sample, packs] = await Promise.all([makeSampleDatabase(), makePackFolder()]);
});
afterAll(async () => {
  await sample?.close();
  if (packs !== undefined) rmSync(packs, { recursive: true, force: true });
});

/** What changes the store has one of its own: empty for a pack, else with the sample. */
async function databaseFor(words: readonly string[]): Promise<TestDatabase> {
  if (words[0] === 'import') return makeTestDatabase();
  return words[1] === 'import' ? makeSampleDatabase() : sample;
}

describe('examples', () => {
  it.each(cases)('[CL1] %s answers as recorded', async (name) => {
    const words = wordsOf(readFileSync(join(folder, name, 'command'), 'utf8').trim());
    expect(words.shift()).toBe('coterminous');
    const database = await databaseFor(words);
    try {
      const env = { DATABASE_URL: database.databaseUrl };
      const { stdout, stderr, exitCode } = await runCli(words, { env, cwd: packs });
      await expect(steady(stdout)).toMatchFileSnapshot(join(folder, name, 'stdout'));
      await expect(steady(stderr)).toMatchFileSnapshot(join(folder, name, 'stderr'));
      await expect(`${exitCode}\n`).toMatchFileSnapshot(join(folder, name, 'exit-code'));
    } finally {
      if (database !== sample) await database.close();
    }
  });

  it('[CL2] every command has an example as text, as JSON and, where it has one, as CSV', async () => {
    const said = cases.map((name) => readFileSync(join(folder, name, 'command'), 'utf8'));
    const commands = [
      'organisations',
      'organisation',
      'events',
      'measure',
      'uncovered',
      'registers',
      'pack check',
      'import',
      'arrangements list',
      'arrangements import',
      'arrangements export',
      'arrangements template',
      'data import',
      'data inspect',
      'data list',
      'data show',
      'rebase',
      'crosswalk',
      'scenarios',
      'scenarios compare',
      'handover',
      'rulebook',
      'rulebook try',
      'journal',
      'journal verify',
      'backup',
    ];
    for (const command of commands) {
      const own = said.filter(
        (text) => text.startsWith(`coterminous ${command} `) || text.trim() === `coterminous ${command}`,
      );
      const { stdout } = await runCli([...command.split(' '), '--help']);
      const forms = ['--json', '--csv <file>']
        .filter((form) => stdout.includes(form))
        .map((form) => form.split(' ')[0] ?? '');
      expect(
        own.filter((text) => !/--json|--csv/.test(text)),
        command,
      ).not.toEqual([]);
      for (const form of forms)
        expect(
          own.filter((text) => text.includes(form)),
          `${command} ${form}`,
        ).not.toEqual([]);
    }
  });
});
