/**
 * A data pack, from facts to its folder: the same facts give the same bytes, and the folder is either as it
 * was or complete. The cells are data, exactly; nothing is changed for the sake of spreadsheets.
 */

import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type AnyRow, rowsOf } from '#core/pack/check-facts.ts';
import { packNamePattern } from '#core/pack/manifest.ts';
import { ProblemList } from '#core/pack/problem-list.ts';
import type { Table } from '#core/pack/table.ts';
import { packTables, type TableName } from '#core/pack/tables.ts';
import { encodeDescriptor } from '#sources/pack/encode-descriptor.ts';
import { reasonOf } from '#sources/pack/pack-folder.ts';
import { isSafePath } from '#sources/pack/pack-path.ts';
import { descriptorName, parseDescriptor } from '#sources/pack/parse-descriptor.ts';
import type { Pack } from '#sources/pack/read-pack.ts';
import type { Problem } from '#std/problem.ts';

const charactersAtOnce = 2 ** 20;

/**
 * Writes the pack to the folder, in place of the pack that is there; returns no problems when it is
 * written. Tables without rows are left out, unless every pack needs them. A folder that holds anything
 * but a pack is refused. Needs room for the old and the new pack side by side.
 * @throws when the pack itself is one that cannot be read back: an empty text, a bad name, an unsafe path.
 */
export async function writePack(dir: string, pack: Pack): Promise<Problem[]> {
  checkWritable(pack);
  const list = new ProblemList();
  const target = resolve(dir);
  const there = await contentOf(target);
  if (there.kind === 'other') {
    const message = 'This folder holds something else than a data pack, so nothing was written; choose another.';
    list.add('not-a-pack', { file: dir }, () => ({
      message,
      expected: 'a new or empty folder, or a data pack',
      found: there.found,
    }));
    return list.problems();
  }
  const sign = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const fresh = join(dirname(target), `.${basename(target)}.new-${sign}`);
  try {
    await mkdir(fresh, { recursive: true });
    await writeFiles(fresh, pack);
    if (there.kind === 'pack')
      await replaceFolder(target, fresh, join(dirname(target), `.${basename(target)}.old-${sign}`));
    else await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof UnwritableFact) throw error;
    const message = 'The pack could not be written; what was there before is as it was.';
    list.add('cannot-write', { file: dir }, () => ({ message, found: reasonOf(error) }));
  }
  return list.problems();
}

/** A value that no CSV file of a pack can hold; the caller's mistake. */
class UnwritableFact extends Error {}

function checkWritable({ manifest, files }: Pack): void {
  if (!packNamePattern.test(manifest.name)) throw new Error(`a pack cannot be named ${JSON.stringify(manifest.name)}`);
  if (manifest.title === '' || manifest.version === '' || manifest.vintage === '')
    throw new Error('a pack needs a title, a version and a vintage');
  if (manifest.licences.length === 0 || manifest.sources.length === 0)
    throw new Error('a pack needs a licence and a source');
  const taken = new Set<string>([descriptorName, ...packTables.map((table) => pathOf(table.name))]);
  for (const path of files.keys()) {
    if (!isSafePath(path) || taken.has(path)) throw new Error(`a boundary file cannot be at ${JSON.stringify(path)}`);
  }
}

type Content = { readonly kind: 'nothing' | 'pack' } | { readonly kind: 'other'; readonly found: string };

/** What is in the folder. A pack beside which something else lies is not ours to replace. */
async function contentOf(dir: string): Promise<Content> {
  let names: string[];
  try {
    names = await readdir(dir);
  } catch (error) {
    return reasonOf(error) === 'ENOENT' ? { kind: 'nothing' } : { kind: 'other', found: reasonOf(error) };
  }
  if (names.length === 0) return { kind: 'nothing' };
  if (!names.includes(descriptorName)) return { kind: 'other', found: names.slice(0, 3).join(', ') };
  const text = await readFile(join(dir, descriptorName), 'utf8').catch(() => '');
  const descriptor = parseDescriptor(text, new ProblemList());
  if (descriptor === null) return { kind: 'other', found: `a ${descriptorName} of another kind` };
  const named = [...descriptor.tables.values(), descriptor.boundaryFiles].flat().map((file) => file.path.split('/')[0]);
  const strange = names.find((name) => name !== descriptorName && !named.includes(name));
  return strange === undefined
    ? { kind: 'pack' }
    : { kind: 'other', found: `${strange}, which is not a part of the pack there` };
}

/**
 * Puts the folder `fresh` in the place of `target`, or leaves `target` there when it cannot. A process that
 * is killed between the two renames leaves the old pack beside, under the name `old`.
 */
export async function replaceFolder(target: string, fresh: string, old: string): Promise<void> {
  await rename(target, old);
  try {
    await rename(fresh, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

async function writeFiles(dir: string, { manifest, facts, files }: Pack): Promise<void> {
  const present = new Set<TableName>();
  for (const table of packTables) {
    const rows = rowsOf(facts, table.name);
    if (rows.length === 0 && !table.required) continue;
    present.add(table.name);
    await writeFile(join(dir, pathOf(table.name)), encodeRows(table, rows));
  }
  const paths = [...files.keys()].sort();
  for (const path of paths) {
    const bytes = files.get(path) ?? Buffer.alloc(0);
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), [path.endsWith('.gz') ? gzipSync(bytes) : bytes]);
  }
  await writeFile(join(dir, descriptorName), [encodeDescriptor(manifest, present, paths, pathOf)]);
}

function pathOf(table: TableName): string {
  return `${table}.csv`;
}

/** Writes the pieces and waits until they are on the disk. */
async function writeFile(path: string, pieces: Iterable<string | Buffer>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The table as CSV with LF, in pieces of about a million characters. */
function* encodeRows(table: Table, rows: readonly AnyRow[]): Generator<string> {
  const names = table.columns.map((column) => column.name);
  let text = `${names.join(',')}\n`;
  for (const [index, row] of rows.entries()) {
    for (let at = 0; at < names.length; at++) {
      if (at > 0) text += ',';
      const value = row[names[at] as string];
      if (value === '') throw unwritable(table, `row ${index}, ${names[at]}: an empty text; use null`);
      if (value !== null && value !== undefined) text += typeof value === 'string' ? encodeCell(value) : String(value);
    }
    text += '\n';
    if (text.length < charactersAtOnce) continue;
    yield checkedText(table, text);
    text = '';
  }
  yield checkedText(table, text);
}

function encodeCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function checkedText(table: Table, text: string): string {
  if (text.includes('\0')) throw unwritable(table, 'a text with a zero character');
  if (!text.isWellFormed()) throw unwritable(table, 'a text with half of a surrogate pair');
  return text;
}

function unwritable(table: Table, what: string): UnwritableFact {
  return new UnwritableFact(`${table.name} cannot be written: ${what}`);
}
