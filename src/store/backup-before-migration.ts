/** The backup that is taken before a migration of a store that holds something. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { saveBackupOfMigration } from '#store/backup.ts';
import { filledTable, listTables, schemasOf } from '#store/backup-tables.ts';
import { makeFolder } from '#store/embedded-cluster.ts';
import { loadMigrations, type Migration, type MigrationsHad } from '#store/migrate.ts';
import { errorMessage, StoreError } from '#store/store-error.ts';

/** A folder; `none`: there are backups of another kind; not said: nobody has decided. */
export type BackupFolder = string | 'none' | undefined;

/** So many are kept. */
const keptBackups = 5;
const ownName = /^\d{8}T\d{6}Z-before-\d{4}-.+\.tar$/;

/**
 * Takes it, unless the store holds nothing or the folder is `none`, and removes all but the newest five of its kind.
 * @throws StoreError backup-needed when there is no folder; what `saveBackup` throws. The store is then as it was.
 */
export async function backUpBeforeMigration(
  pool: pg.Pool,
  client: pg.ClientBase,
  folder: BackupFolder,
  had: MigrationsHad,
  missing: readonly Migration[],
  say: (text: string) => void,
): Promise<void> {
  if (had.size === 0 || folder === 'none') return;
  if ((await filledTable(client, await listTables(client, schemasOf(loadMigrations())))) === null) return;
  const first = missing[0]?.name ?? '';
  if (folder === undefined) {
    const message =
      `The database has to be brought up to date (${missing.map(({ name }) => name).join(', ')}), and a backup comes first. ` +
      'Set COTERMINOUS_BACKUP_FOLDER to a folder for it, or to none if the database is backed up by other means.';
    throw new StoreError('backup-needed', message);
  }
  const moment = new Date().toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  const file = join(folder, `${moment}-before-${first}.tar`);
  say(`A backup is taken before the database is brought up to date: ${file}`);
  makeBackupFolder(folder);
  await saveBackupOfMigration(pool, file);
  const others = (await readdir(folder)).filter((name) => ownName.test(name)).toSorted();
  for (const name of others.slice(0, -keptBackups)) await rm(join(folder, name), { force: true });
}

function makeBackupFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    const message = `The folder for backups ${folder} cannot be made: ${errorMessage(error)}. Set COTERMINOUS_BACKUP_FOLDER to another.`;
    throw new StoreError('backup-not-writable', message, { cause: error });
  }
}
