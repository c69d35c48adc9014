/**
 * The examples of the guides are run: a `console` block holds a command of the program, an `http` block a question to
 * the API, and below it what was answered (`first=N`: its first lines). Run with -u to take up new answers.
 */

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodeMeanings, exitCodes } from '#cli/exit-codes.ts';
import { makePackFolder, makeSampleDatabase, root, runCli, steady, wordsOf } from '#tests/golden/run-cli.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { decodeDescription } from '#wire/encode-data-sets.ts';

let server: TestServer;
let packs: string;
beforeAll(async () => {
  [server, packs] = await Promise.all([startTestServer(), makePackFolder()]);
});
afterAll(async () => {
  await server?.close();
  if (packs !== undefined) rmSync(packs, { recursive: true, force: true });
});

/** The document with the answers of its examples as they are now, and how many examples there were. */
async function withAnswers(document: string, language: string, answerTo: (question: string) => Promise<string>) {
  const block = new RegExp(`(\`\`\`${language}(?: first=(\\d+))?\\n)(.+)\\n[\\s\\S]*?\`\`\``, 'g');
  let text = '';
  let read = 0;
  let count = 0;
  for (const match of document.matchAll(block)) {
    const [whole, fence = '', first, question = ''] = match;
    const answer = shortened((await answerTo(question)).trimEnd(), first === undefined ? undefined : Number(first));
    text += `${document.slice(read, match.index)}${fence}${question}\n${answer}\n\`\`\``;
    read = match.index + whole.length;
    count += 1;
  }
  return { text: text + document.slice(read), count };
}

function shortened(answer: string, first: number | undefined): string {
  const lines = answer.split('\n');
  return first === undefined || lines.length <= first ? answer : `${lines.slice(0, first).join('\n')}\n...`;
}

async function runExample(question: string, kept: TestDatabase = server.database): Promise<string> {
  const words = wordsOf(question.replace(/^\$ coterminous /, ''));
  expect(question).toMatch(/^\$ coterminous /);
  const database = words[0] === 'import' ? await makeTestDatabase() : kept;
  try {
    const run = await runCli(words, { env: { DATABASE_URL: database.databaseUrl }, cwd: packs });
    const end = run.exitCode === 0 ? '' : `(exit code ${run.exitCode})\n`;
    return steady(`${run.stderr}${run.stdout}${end}`).replaceAll('\r\n', '\n');
  } finally {
    if (database !== kept) await database.close();
  }
}

async function askExample(question: string): Promise<string> {
  const path = question.replace(/^GET /, '');
  const { status, headers, text } = await server.ask(path);
  const isJson = headers['content-type']?.includes('json') ?? false;
  const body = isJson ? JSON.stringify(JSON.parse(text), null, 2) : text.replaceAll('\r\n', '\n');
  return steady(`${status} ${headers['content-type']}\n\n${body}`);
}

/** Actions whose problems are of files of numbers. */
const dataActions = ['bounded-rows.ts', 'check-statement.ts', 'data-file.ts', 'import-data.ts'];

function filesIn(folder: string): string[] {
  const names = readdirSync(join(root, 'src', folder)).filter((name) => !name.includes('.test.'));
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
}

/** Codes of problems as a source names them. */
function problemCodesIn(path: string): string[] {
  const source = readFileSync(join(root, 'src', path), 'utf8');
  const called = source.matchAll(/(?:error|warning|problem|stop|spoil)\([^'()]{0,40}'([a-z]+(?:-[a-z]+)+)'/gi);
  const stated = source.matchAll(/(?:code: |\[)'([a-z]+(?:-[a-z]+)*)', ?(?:severity|'error'|'warning')/g);
  return [...called, ...stated].map(([, code = '']) => code);
}

/** The examples of a page, each answered by the same database. */
async function checkPage(
  name: string,
  checkCount: (count: number) => void,
  database: TestDatabase = server.database,
): Promise<void> {
  const path = join(root, 'docs', 'guide', `${name}.md`);
  const run = (question: string) => runExample(question, database);
  const { text, count } = await withAnswers(readFileSync(path, 'utf8'), 'console', run);
  checkCount(count);
  await expect(text).toMatchFileSnapshot(path);
}

/** The same with a database of its own: each example goes on from the one before. */
async function checkInOrder(name: string, examples: number): Promise<void> {
  const database = await makeSampleDatabase();
  try {
    await checkPage(name, (count) => expect(count).toBe(examples), database);
  } finally {
    await database.close();
  }
}

describe('guides', () => {
  it('[CL7] the examples of the guide to the command line are what it prints', () =>
    checkPage('cli', (count) => expect(count).toBeGreaterThan(8)));

  it('[DR60] the examples of the guide to data sets are what it prints, one after the other', () =>
    checkInOrder('data-sets', 4));

  it('[RL63] the examples of the guide to releases are what it prints, one after the other', () =>
    checkInOrder('releases', 5));

  it('[BK35] the examples of the guide to backups are what it prints, one after the other', () =>
    checkInOrder('backup', 4));

  it('[RV65] the examples of the guide to rebasing are what it prints', () =>
    checkPage('rebase', (count) => expect(count).toBe(7)));

  it('[DR61] the guide to data sets names every problem of a file of numbers, and its description can be read', () => {
    const guide = readFileSync(join(root, 'docs', 'guide', 'data-sets.md'), 'utf8');
    const codes = [...dataActions.map((name) => `actions/${name}`), ...filesIn('core/datasets')].flatMap(
      problemCodesIn,
    );
    const tables = readFileSync(join(root, 'src', 'sources', 'tables', 'table-problems.ts'), 'utf8');
    const ofTables = [...tables.matchAll(/^ {2}'([a-z0-9-]+)': \{/gm)].map(([, code = '']) => code);
    expect([codes.length > 30, ofTables.length > 20]).toEqual([true, true]);
    expect([...codes, ...ofTables].filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
    const example = guide.match(/```json\n([\s\S]*?)```/)?.[1] ?? '';
    expect(decodeDescription(JSON.parse(example)).problems).toEqual([]);
  });

  it('[CL7] the guide names every command, flag, variable and exit code', async () => {
    const guide = readFileSync(join(root, 'docs', 'guide', 'cli.md'), 'utf8');
    const commands = [
      '',
      'start',
      'open',
      'pack build',
      'pack check',
      'import',
      'registers',
      'organisations',
      'organisation',
      'events',
      'measure',
      'uncovered',
      'arrangements list',
      'arrangements import',
      'arrangements export',
      'arrangements template',
      'data import',
      'data inspect',
      'data england',
      'data list',
      'data show',
      'rebase',
      'crosswalk',
      'release check',
      'release make',
      'release list',
      'release show',
      'release export',
      'release verify',
      'scenarios',
      'scenarios compare',
      'handover',
      'rulebook',
      'rulebook try',
      'journal',
      'journal verify',
      'accounts invite',
      'accounts list',
      'accounts resend',
      'accounts close',
      'accounts grant',
      'accounts end-grant',
      'accounts reset',
      'token make',
      'token list',
      'token revoke',
      'proposals list',
      'proposals show',
      'proposals agree',
      'proposals take-back',
      'proposals discuss',
      'proposals refuse',
      'proposals withdraw',
      'access dry-run',
      'access decide',
      'access take-back',
      'access pass',
      'jobs list',
      'jobs show',
      'backup',
      'restore',
    ];
    const groups = [
      'help',
      'pack',
      'arrangements',
      'data',
      'release',
      'accounts',
      'token',
      'proposals',
      'access',
      'jobs',
    ];
    const listed = (await runCli(['--help'])).stdout.matchAll(/^ {2}([a-z]+) (?:\[|<| {2,})/gm);
    for (const [, name = ''] of listed) expect([...groups, ...commands], name).toContain(name);
    // Each is a start of the program: a few at once.
    const helps = new Map<string, string>();
    const ask = async (from: number) => {
      for (const command of commands.filter((_, at) => at % 4 === from)) {
        helps.set(command, (await runCli([...wordsOf(command), '--help'])).stdout);
      }
    };
    await Promise.all([0, 1, 2, 3].map(ask));
    for (const command of commands) {
      const stdout = helps.get(command) ?? '';
      expect(guide).toContain(`coterminous ${command}`.trim());
      for (const [flag] of stdout.matchAll(/--[a-z-]+/g)) {
        if (flag !== '--help' && flag !== '--version') expect(guide, `${command} ${flag}`).toContain(flag);
      }
    }
    for (const [name, meaning] of Object.entries(exitCodeMeanings)) {
      expect(guide).toContain(`| ${exitCodes[name as keyof typeof exitCodes]} | ${meaning} |`);
    }
  }, 180_000);

  it('[AP9] the examples of the guide to the API are what it answers, and it names every route and parameter', async () => {
    const path = join(root, 'docs', 'guide', 'api.md');
    const guide = readFileSync(path, 'utf8');
    const { text, count } = await withAnswers(guide, 'http', askExample);
    expect(count).toBeGreaterThan(3);
    await expect(text).toMatchFileSnapshot(path);
    type Paths = Record<string, Record<string, { parameters?: { name: string }[] }>>;
    const { paths } = await server.json<{ paths: Paths }>('/api/openapi.json');
    for (const [route, operations] of Object.entries(paths)) {
      expect(guide).toContain(`\`${route}\``);
      const parameters = Object.values(operations).flatMap((operation) => operation.parameters ?? []);
      for (const { name } of parameters) expect(guide, `${route} ${name}`).toContain(`\`${name}\``);
    }
  });
});
