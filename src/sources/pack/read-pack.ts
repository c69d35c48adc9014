/**
 * A data pack, from its folder to facts, with every problem it has: of files and bytes here and in the
 * modules beside, of values in `#core/pack/check-facts.ts`. A pack with errors must not be taken in.
 */

import { collectFactProblems } from '#core/pack/check-facts.ts';
import type { PackManifest } from '#core/pack/manifest.ts';
import { ProblemList } from '#core/pack/problem-list.ts';
import { emptyFacts, type Facts, packTables } from '#core/pack/tables.ts';
import { checkBoundaries } from '#sources/pack/check-boundaries.ts';
import { decodeText, firstWrongByte } from '#sources/pack/decode-text.ts';
import { FactsBuilder } from '#sources/pack/facts-builder.ts';
import { defaultReadLimits, PackFolder, type ReadLimits } from '#sources/pack/pack-folder.ts';
import {
  type Descriptor,
  descriptorName,
  emptyManifest,
  type NamedFile,
  parseDescriptor,
} from '#sources/pack/parse-descriptor.ts';
import { type CellCache, readTable } from '#sources/pack/read-table.ts';
import type { Problem } from '#std/problem.ts';

export type Pack = {
  readonly manifest: PackManifest;
  readonly facts: Facts;
  /** Boundary files by their path in the pack; the content is unpacked where the path ends in .gz. */
  readonly files: ReadonlyMap<string, Buffer>;
};

export type ReadPackOptions = { readonly limits?: Partial<ReadLimits> };

/**
 * The pack in the folder and all its problems (the first thousand in full, then numbers). When some are
 * errors, the facts are what could be read of them and are good for nothing but looking at. O(bytes).
 */
export async function readPack(
  dir: string,
  options: ReadPackOptions = {},
): Promise<Pack & { readonly problems: Problem[] }> {
  const list = new ProblemList();
  const nothing = { manifest: emptyManifest, facts: emptyFacts(), files: new Map<string, Buffer>() };
  const folder = await PackFolder.open(dir, { ...defaultReadLimits, ...options.limits }, list);
  const descriptor = folder === null ? null : await readDescriptor(folder, list);
  if (folder === null || descriptor === null) return { ...nothing, problems: list.problems() };
  const builder = await readTables(folder, descriptor, list);
  const facts = builder.facts();
  collectFactProblems(facts, builder.placeOf, builder.unread(), list);
  const files = await readBoundaryFiles(folder, descriptor, builder);
  checkBoundaries(facts, files, builder.placeOf, builder.unread(), list);
  return { manifest: descriptor.manifest, facts, files, problems: list.problems() };
}

async function readDescriptor(folder: PackFolder, list: ProblemList): Promise<Descriptor | null> {
  if (!(await folder.has(descriptorName))) {
    list.add('descriptor-missing', { file: descriptorName }, () => ({
      message: 'The folder has no datapackage.json, so it is not a data pack.',
      expected: descriptorName,
      found: 'no such file',
    }));
    return null;
  }
  const bytes = await folder.read(descriptorName, { file: descriptorName });
  return bytes === null ? null : parseDescriptor(bytes.toString('utf8'), list);
}

async function readTables(folder: PackFolder, descriptor: Descriptor, list: ProblemList): Promise<FactsBuilder> {
  const builder = new FactsBuilder();
  const cache: CellCache = { texts: new Map(), dates: new Map() };
  for (const table of packTables) {
    const files = descriptor.tables.get(table.name);
    if (files === undefined) {
      if (!table.required) continue;
      builder.leaveOutTable(table.name);
      list.add('table-missing', { file: descriptorName, column: 'resources' }, () => ({
        message: `Every pack needs the table ${table.name}; add it, if only with its heading row.`,
        expected: `a resource named ${table.name}`,
        found: [...descriptor.tables.keys()].join(', ') || 'no table',
      }));
    }
    for (const { path, namedAt } of files ?? []) {
      const bytes = await folder.read(path, namedAt);
      const decoded = bytes === null ? null : decodeText(bytes, path, list);
      if (bytes === null || decoded === null) builder.leaveOutTable(table.name);
      else {
        const wrongByte = decoded.damaged ? firstWrongByte(bytes) : '';
        readTable(table, { path, text: decoded.text, wrongByte }, builder, cache, list);
      }
    }
  }
  return builder;
}

/** The files that the descriptor lists as shapes, and those that rows of `boundaries` name. */
async function readBoundaryFiles(
  folder: PackFolder,
  descriptor: Descriptor,
  builder: FactsBuilder,
): Promise<Map<string, Buffer>> {
  const named: NamedFile[] = [...descriptor.boundaryFiles];
  for (const [index, { file }] of builder.facts().boundaries.entries()) {
    named.push({ path: file, namedAt: { ...builder.placeOf('boundaries', index), column: 'file' } });
  }
  const tried = new Set<string>();
  const files = new Map<string, Buffer>();
  for (const { path, namedAt } of named) {
    if (tried.has(path)) continue;
    tried.add(path);
    const bytes = await folder.read(path, namedAt);
    if (bytes !== null) files.set(path, bytes);
  }
  return files;
}
