/**
 * Runs the command line as a process of its own, and lays out what its examples need: a database with the sample, and
 * a folder with a sound pack, one with faults and one of a newer format.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadSample, sampleManifest } from '#actions/load-sample.ts';
import { rulebookText } from '#core/handover/check-rulebook.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { surreySample } from '#sample/surrey.ts';
import { writePack } from '#sources/pack/write-pack.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

export const root = resolve(import.meta.dirname, '..', '..');

export type CliRun = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };
export type CliOptions = {
  /** Another checkout's program. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
};

/** Nothing of the caller's own settings, so that a test means the same everywhere. */
const bareEnvironment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  NO_COLOR: '1',
  TZ: 'UTC',
  // Halves the time that each start takes to read the program.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
};

/** Starts the program; its input is closed. */
export function startCli(args: readonly string[], options: CliOptions = {}): ChildProcess {
  const { env, program = join(root, 'bin', 'coterminous.mjs'), ...rest } = options;
  return spawn(process.execPath, [program, ...args], {
    cwd: root,
    ...rest,
    env: { ...bareEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the program to its end. A run that a signal ended has exit code -1. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  return ended(startCli(args, options));
}

/** What a program says until its end. */
export async function ended(child: ChildProcess): Promise<CliRun> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { exitCode: code ?? -1, ...said };
}

/** Words of a command line as a shell would take them; quotes hold blanks together. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The moment that every sample is recorded at. */
export const recordedAt = '2026-11-21T09:30:00.000Z';

/** Stands for every hash of the journal. */
const steadyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What differs from run to run, put the same: moments of import, hashes over them, and the day it is. */
export function steady(text: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return text
    .replaceAll(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, recordedAt)
    .replaceAll(/\b[0-9a-f]{64}\b/g, steadyHash)
    .replaceAll(`"openingDate": "${day}"`, '"openingDate": "2026-11-21"')
    .replaceAll(`"openingDate":"${day}"`, '"openingDate":"2026-11-21"');
}

/** A new arrangement, and a new version of one that the sample has. */
const arrangementsFile = [
  'Reference,Kind,Title,Stage,Care groups,Starts on,Last day,Party,Role,Signed on,Amount kind,Amount (£)',
  'S75-07,Pooled fund,Community equipment,In force,Physical disability,01/04/2025,31/03/2028,Surrey County Council,Host,20/03/2025,Annual value,"4,250,000"',
  ',,,,,,,NHS Surrey Heartlands ICB,Partner,27/03/2025,,',
  'SAMPLE-CARERS,Lead commissioning,Carers,In force,Carers,01/04/2025,,Surrey County Council,Leads commissioning,20/03/2025,,',
  ',,,,,,,NHS Surrey Heartlands ICB,Partner,,,',
  '',
].join('\r\n');

const faultyArrangements = [
  'S75-08,Pooled fund,Ends before it starts,In force,,01/04/2027,31/03/2026,Surry County Council,Host,,Annual value,-5',
  'S75-09,Pooled funds of some sort,No such kind,In force,,31/02/2025,,Surrey County Council,Host,,,',
  '',
].join('\r\n');

/** People who fell, by district: one number is withheld by its publisher. */
const fallsFile = [
  'district,name,year,people_aged_65,falls',
  'E07000207,Elmbridge,2023,27400,412',
  'E07000207,Elmbridge,2024,27900,431',
  'E07000209,Guildford,2023,25100,377',
  'E07000209,Guildford,2024,25400,*',
  'E07000217,Woking,2023,17600,4',
  'E07000217,Woking,2024,17900,260',
  '',
].join('\r\n');

/** A code of Wales, one that is none, a row twice, a text in place of a number, a negative count. */
const faultyFalls = [
  'W06000001,Isle of Anglesey,2024,18000,100',
  'E07,Surrey,2024,1,1',
  'E07000217,Woking,2024,17900,260',
  'E07000210,Mole Valley,2023,many,5',
  'E07000210,Mole Valley,2024,20900,-5',
  '',
].join('\r\n');

/** A database that holds the sample. */
export async function makeSampleDatabase(): Promise<TestDatabase> {
  const database = await makeTestDatabase();
  await loadSample(database.store, recordedAt);
  return database;
}

/**
 * An empty folder with the sample as a pack in `pack`, the same with a mistake in each of two tables in `faulty-pack`,
 * and one of a format that does not exist yet in `newer-pack`; `ours.csv` has arrangements, `faulty.csv` with mistakes; `falls.csv`
 * has numbers of districts, `faulty-falls.csv` with mistakes.
 */
export async function makePackFolder(): Promise<string> {
  const folder = makeTestFolder();
  const { facts, boundaries } = surreySample();
  const files = new Map(boundaries.map(({ path, text }) => [path, Buffer.from(text)]));
  const problems = await writePack(join(folder, 'pack'), { manifest: sampleManifest, facts, files });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  for (const name of ['faulty-pack', 'newer-pack'])
    cpSync(join(folder, 'pack'), join(folder, name), { recursive: true });
  change(join(folder, 'faulty-pack', 'events.csv'), (text) => text.replace('2006-10-01', '2006-10-32'));
  change(join(folder, 'faulty-pack', 'roles.csv'), (text) => text.replace('primary-care-trust', 'primary-care-trus'));
  change(join(folder, 'newer-pack', 'datapackage.json'), (text) => text.replace(/("format": )\d+/, '$199'));
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'file.txt'), 'not a folder\n');
  writeFileSync(join(folder, 'rulebook.json'), rulebookText(otherRulebook));
  writeFileSync(join(folder, 'ours.csv'), arrangementsFile);
  writeFileSync(join(folder, 'falls.csv'), fallsFile);
  writeFileSync(join(folder, 'faulty-falls.csv'), `${fallsFile}${faultyFalls}`);
  writeFileSync(join(folder, 'faulty.csv'), `${arrangementsFile}${faultyArrangements}`);
  return folder;
}

/** The rulebook of the program, but what is divided among successors is to be agreed by the parties. */
const otherRulebook: Rulebook = {
  ...englandRulebook,
  id: 'other',
  dispositions: englandRulebook.dispositions.map((rule) =>
    rule.disposition === 'apportion' ? { ...rule, disposition: 'renegotiate' } : rule,
  ),
};

function change(path: string, edit: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  const edited = edit(text);
  if (edited === text) throw new Error(`nothing to change in ${path}`);
  writeFileSync(path, edited);
}
