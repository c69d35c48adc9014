/**
 * A process of its own that opens a store, to be killed by tests. Run as a program:
 * `open HOME` opens, prints `open`, and closes at the end of its input; `import HOME PACK EDITION SCALE` imports
 * made-up editions one after the other without end, printing each one's number when it has been recorded;
 * `save HOME COUNT EDITION` saves so many records of each next edition without end, printing its number when it is kept;
 * `data HOME AREAS EDITION` does the same with versions of one data set of so many areas.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { type DataVersion, saveDataVersion } from '#store/data-set-rows.ts';
import { openStore, type Store } from '#store/open.ts';
import { type RecordChange, type SaveOutcome, saveRecords } from '#store/record-rows.ts';
import { saveFacts } from '#store/save-facts.ts';
import { madeUpPack } from '#tests/support/made-up-pack.ts';

export type StoreProcess = { readonly child: ChildProcess; readonly lines: Interface; readonly said: string[] };

/** Starts the program in a process group of its own; `said` gathers its lines. */
export function startStoreProcess(...words: string[]): StoreProcess {
  const child = spawn(process.execPath, [import.meta.filename, ...words], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output to read');
  const lines = createInterface({ input: child.stdout });
  const said: string[] = [];
  lines.on('line', (line) => said.push(line));
  return { child, lines, said };
}

/** Waits until the program has printed that line, or has ended. */
export async function hasSaid({ child, lines, said }: StoreProcess, line: string): Promise<boolean> {
  while (!said.includes(line) && child.exitCode === null && child.signalCode === null) {
    await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  }
  return said.includes(line);
}

/** Lets the program close its store, and waits for its end. */
export async function endStoreProcess({ child }: StoreProcess): Promise<void> {
  child.stdin?.end();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Kills it as nothing can be caught; with `group`, also what it has started and not detached. */
export async function killStoreProcess({ child }: StoreProcess, group: boolean): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  process.kill(group ? -child.pid : child.pid, 'SIGKILL');
  await gone;
}

async function open(home: string): Promise<void> {
  console.log('begin');
  const store = await openStore({ home });
  console.log('open');
  process.stdin.resume();
  await once(process.stdin, 'end');
  await store.close();
}

async function importWithoutEnd(home: string, pack: string, first: number, scale: number): Promise<void> {
  const store = await openStore({ home });
  console.log('begin');
  for (let edition = first; ; edition++) {
    await saveFacts(store, madeUpPack(pack, scale, edition), { recordedAt: new Date().toISOString() });
    console.log(`recorded ${edition}`);
  }
}

/** Changes that bring so many records to the edition. */
export function madeUpChanges(count: number, edition: number): RecordChange[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: 'arrangement',
    id: `A${at}`,
    expectedVersion: 'any',
    body: { id: `A${at}`, edition, note: 'x'.repeat(500) },
    reason: null,
  }));
}

async function saveWithoutEnd(home: string, count: number, first: number): Promise<void> {
  const store = await openStore({ home });
  const author = { name: 'somebody', actingFor: null };
  console.log('begin');
  for (let edition = first; ; edition++) {
    const changes = madeUpChanges(count, edition);
    await saveRecords(store, { register: 'made-up', author, at: new Date().toISOString(), changes });
    console.log(`recorded ${edition}`);
  }
}

/** Numbers of an edition, for so many areas. */
export function madeUpNumbers(areas: number, edition: number): DataVersion {
  const numbersOf = (seed: number): Uint8Array =>
    new Uint8Array(Float64Array.from({ length: areas }, (_, area) => (area * 7919 + seed * 104729) % 5000).buffer);
  const columns = Array.from({ length: 20 }, (_, at) => ({
    measure: `m${at}`,
    period: '2021',
    values: numbersOf(at + edition),
    marks: at % 2 === 0 ? null : new Uint8Array(areas).fill(edition % 4),
  }));
  const codes = Array.from({ length: areas }, (_, area) => `E${edition}-${area}`);
  return { codes, keys: codes, columns };
}

/** Saves the edition as the next version of the data set `made-up`. */
export function saveMadeUpData(store: Store, areas: number, edition: number): Promise<SaveOutcome> {
  return saveRecords(store, {
    register: 'made-up',
    author: { name: 'somebody', actingFor: null },
    at: new Date().toISOString(),
    changes: [{ kind: 'data-set', id: 'made-up', expectedVersion: 'any', body: { edition }, reason: null }],
    beside: (client, [version = 0]) =>
      saveDataVersion(client, { register: 'made-up', dataSet: 'made-up', version }, madeUpNumbers(areas, edition)),
  });
}

async function saveDataWithoutEnd(home: string, areas: number, first: number): Promise<void> {
  const store = await openStore({ home });
  console.log('begin');
  for (let edition = first; ; edition++) {
    await saveMadeUpData(store, areas, edition);
    console.log(`recorded ${edition}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const [verb, home = '', pack = '', edition = '', scale = ''] = process.argv.slice(2);
  if (verb === 'open') await open(home);
  if (verb === 'save') await saveWithoutEnd(home, Number(pack), Number(edition));
  if (verb === 'data') await saveDataWithoutEnd(home, Number(pack), Number(edition));
  if (verb === 'import') await importWithoutEnd(home, pack, Number(edition), Number(scale));
}
