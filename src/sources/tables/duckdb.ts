/**
 * DuckDB within this process, for files too large for memory and for Parquet: it reads the files that are named and nothing
 * else, fetches no extension, and spills into a folder of its own that is removed. Loaded only when it is needed.
 */

import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileBytes } from '#sources/tables/file-bytes.ts';

export type Duck = {
  readonly connection: DuckDBConnection;
  /** For files made beside; removed by `close`. */
  readonly folder: string;
  readonly close: () => Promise<void>;
};

export type DuckOptions = {
  /** Paths that may be read; beside them only its own folder. */
  readonly reads: readonly string[];
  readonly memoryMegabytes?: number;
  /** False: rows may come in any order, which takes less memory. */
  readonly isInOrder?: boolean;
  /** The folder in which its own folder is made; else the system's for temporary files. */
  readonly beside?: string;
};

/** A connection to a new database in memory. */
export async function openDuck({
  reads,
  memoryMegabytes = 512,
  isInOrder = true,
  beside = tmpdir(),
}: DuckOptions): Promise<Duck> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const folder = await mkdtemp(join(resolve(beside), '.coterminous-'));
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(Math.min(availableParallelism(), mostThreads)),
      memory_limit: `${memoryMegabytes}MB`,
      temp_directory: join(folder, 'spill'),
      preserve_insertion_order: isInOrder ? 'true' : 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run(`set allowed_paths = [${reads.map((path) => sqlText(resolve(path))).join(', ')}]`);
    await connection.run(`set allowed_directories = [${sqlText(folder)}]`);
    await connection.run('set enable_external_access = false');
    // Groups of so many bits are counted in place instead of hashed: some 70 MB a thread.
    await connection.run('set perfect_ht_threshold = 20');
    await connection.run('set lock_configuration = true');
    return {
      connection,
      folder,
      close: async () => {
        connection.closeSync();
        instance.closeSync();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (fault) {
    await rm(folder, { recursive: true, force: true });
    throw fault;
  }
}

/** More threads read a file no faster, and each needs memory of its own. */
const mostThreads = 8;

/** A path to the bytes that DuckDB takes as it is: in others it would look for patterns. */
export async function plainPath(bytes: FileBytes, { folder }: Duck): Promise<string> {
  const plain = join(folder, 'read');
  if (bytes.path === null) {
    await writeFile(plain, bytes.pieces());
    return plain;
  }
  const path = resolve(bytes.path);
  if (!/[*?[\]{}]/.test(path)) return path;
  await symlink(path, plain);
  return plain;
}

/** The text as SQL writes it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name of a column as SQL writes it, whatever characters it has. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
