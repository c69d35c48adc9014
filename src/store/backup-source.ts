/** The file of a backup, read: recognised, decrypted where it is encrypted, and checked to its last byte. Knows no database. */

import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { type ArchiveEntry, damaged, readArchive } from '#store/backup-archive.ts';
import {
  type BackupManifest,
  checkReadme,
  decodeManifest,
  linesIn,
  manifestName,
  notBackup,
  partName,
  readmeName,
  type TableContent,
} from '#store/backup-manifest.ts';
import { isSealed, openSeal } from '#store/backup-seal.ts';
import { errorMessage, StoreError } from '#store/store-error.ts';

const unpack = promisify(zstdDecompress);
const bytesAtOnce = 1_048_576;
/** PostgreSQL holds no row larger than this, and parts end with a row. */
const largestPart = 2 ** 30 + 8 * 1_048_576;

/** What has been read of a table. */
type Found = { readonly digest: Hash; rows: number; bytes: number; parts: number };

/**
 * What the backup says it holds, when every byte of the file is as it was written. `progress` is told after each table, and what
 * it throws ends the reading.
 * @throws StoreError not-a-backup, schema-newer (a later format), backup-damaged, backup-cut-short, passphrase-needed,
 * wrong-passphrase, backup-not-readable
 */
export async function checkBackup(
  file: string,
  passphrase: string | undefined,
  progress?: (text: string) => void,
): Promise<BackupManifest> {
  const found = new Map<string, Found>();
  let manifest: BackupManifest | null = null;
  let last = '';
  for await (const { name, content } of entriesOf(file, passphrase)) {
    if (name === manifestName) {
      manifest = decodeManifest(content, file);
      continue;
    }
    const table = /^tables\/(.+)\/\d+\.copy\.zst$/.exec(name)?.[1] ?? '';
    if (table !== last) progress?.(`reading ${table}`);
    last = table;
    const state = found.get(table) ?? { digest: createHash('sha256'), rows: 0, bytes: 0, parts: 0 };
    found.set(table, state);
    const rows = await unpacked(content, file, name);
    state.digest.update(rows);
    state.rows += linesIn(rows);
    state.bytes += rows.length;
    state.parts += 1;
  }
  if (manifest === null) throw damaged(file, manifestName);
  for (const table of manifest.tables) checkTable(table, found, file);
  if (found.size > 0) throw damaged(file, [...found.keys()].join(', '));
  return manifest;
}

/** The rows of the tables of a backup that has been checked, table by table, in the order of its manifest. */
export function openRows(
  file: string,
  passphrase: string | undefined,
): { rowsOf(table: TableContent): AsyncGenerator<Buffer>; close(): Promise<void> } {
  const entries = entriesOf(file, passphrase);
  return {
    async *rowsOf(table) {
      for (let part = 1; part <= table.parts; part++) {
        const { value } = await entries.next();
        // Another file has been put in its place since it was checked.
        if (value?.name !== partName(table, part)) throw damaged(file, partName(table, part));
        yield unpacked(value.content, file, value.name);
      }
    },
    close: async () => {
      await entries.return(undefined);
    },
  };
}

/** Everything after the first entry, which says what the file is. */
async function* entriesOf(file: string, passphrase: string | undefined): AsyncGenerator<ArchiveEntry> {
  let isFirst = true;
  for await (const entry of readArchive(await openSource(file, passphrase), file)) {
    if (isFirst && entry.name !== readmeName) throw notBackup(file);
    if (isFirst) checkReadme(entry.content.toString('utf8'), file);
    else yield entry;
    isFirst = false;
  }
}

async function openSource(file: string, passphrase: string | undefined): Promise<AsyncIterable<Buffer>> {
  const beginning = await beginningOf(file);
  const bytes = createReadStream(file, { highWaterMark: bytesAtOnce });
  if (!isSealed(beginning)) {
    if (beginning.toString('latin1', 0, readmeName.length) !== readmeName) throw notBackup(file);
    return bytes;
  }
  if (passphrase !== undefined) return openSeal(bytes, passphrase, file);
  const message = `The backup ${file} is encrypted. Give its passphrase with --passphrase-file, or in COTERMINOUS_PASSPHRASE.`;
  throw new StoreError('passphrase-needed', message);
}

async function beginningOf(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const message = `The backup ${file} cannot be read: ${errorMessage(error)}.`;
    throw new StoreError('backup-not-readable', message, { cause: error });
  }
}

async function unpacked(content: Buffer, file: string, name: string): Promise<Buffer> {
  try {
    return await unpack(content, { maxOutputLength: largestPart });
  } catch {
    throw damaged(file, name);
  }
}

/** Compares and strikes off. */
function checkTable(table: TableContent, found: Map<string, Found>, file: string): void {
  const name = `${table.schema}.${table.name}`;
  const state = found.get(name);
  found.delete(name);
  const isSame =
    state === undefined
      ? table.parts === 0 && table.rows === 0
      : state.parts === table.parts &&
        state.rows === table.rows &&
        state.bytes === table.bytes &&
        state.digest.digest('hex') === table.sha256;
  if (!isSame) throw damaged(file, `table ${name}`);
}
