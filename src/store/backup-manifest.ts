/** What a backup says of itself: the first entry, for people, and the last but one, for the program. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { damaged } from '#store/backup-archive.ts';
import { StoreError } from '#store/store-error.ts';

const tableContent = z.strictObject({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.int().min(0),
  /** Of the rows before they are packed, as COPY writes them. */
  bytes: z.int().min(0),
  sha256: z.string(),
  parts: z.int().min(0),
});
const manifestContent = z.strictObject({
  /** The version of the program that took it. */
  program: z.string(),
  postgresql: z.string(),
  /** The moment whose state it holds: ISO 8601 in UTC. */
  takenAt: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  /** The newest entry; null: the tables are older than the journal. */
  journal: z.strictObject({ seq: z.int().min(0), hash: z.string() }).nullable(),
  tables: z.array(tableContent),
  sequences: z.array(
    z.strictObject({ schema: z.string(), name: z.string(), value: z.string(), isCalled: z.boolean() }),
  ),
});
export type TableContent = z.infer<typeof tableContent>;
export type BackupManifest = z.infer<typeof manifestContent>;

export const readmeName = 'README.txt';
export const manifestName = 'manifest.json';
const format = 1;

/** The first entry. Its first line says which format follows. */
export const readmeText = `Coterminous backup, format ${format}

Restore it into an empty store with: coterminous restore FILE
Check it without the program:        sha256sum --check SHA256SUMS

tables/ has the rows of each table of the database in order, in parts, packed with zstd: the text form of PostgreSQL's
COPY, one row a line. manifest.json has the columns, the numbers of rows, the migrations and the newest entry of the journal.
`;

/** The name of the entry with that part of a table's rows; parts count from 1. */
export function partName({ schema, name }: { readonly schema: string; readonly name: string }, part: number): string {
  return `tables/${schema}.${name}/${String(part).padStart(6, '0')}.copy.zst`;
}

/** @throws StoreError not-a-backup; schema-newer for a later format */
export function checkReadme(text: string, file: string): void {
  const found = /^Coterminous backup, format (\d+)\n/.exec(text)?.[1];
  if (found === undefined) throw notBackup(file);
  if (Number(found) === format) return;
  const message = `The backup ${file} was taken by a newer version of this program. Restore it with that version or a later one.`;
  throw new StoreError('schema-newer', message);
}

/** The file is something else. */
export function notBackup(file: string): StoreError {
  const message = `${file} is not a backup of this program, or its beginning was changed. Nothing was restored.`;
  return new StoreError('not-a-backup', message);
}

export function encodeManifest(manifest: BackupManifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** @throws StoreError backup-damaged when it is not in that shape */
export function decodeManifest(bytes: Buffer, file: string): BackupManifest {
  try {
    return manifestContent.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw damaged(file, manifestName);
  }
}

/** The version of this program. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Rows of COPY's text form: a line end within a value is written with a backslash and a letter. */
export function linesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
