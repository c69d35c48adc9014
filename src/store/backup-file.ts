/**
 * A new file that is there whole or not at all: written beside its place under another name, closed to other accounts, brought
 * to the disk and then given its name. What a run that was killed left beside it is removed by the next.
 */

import { existsSync } from 'node:fs';
import { type FileHandle, link, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { ByteSink } from '#store/backup-archive.ts';
import { errorCode, errorMessage, StoreError } from '#store/store-error.ts';

/**
 * What `write` returned, when the file has its name.
 * @throws StoreError backup-exists when there is a file of that name and `isReplacing` is not said; disk-full;
 * backup-not-writable
 */
export async function writeNewFile<T>(
  file: string,
  isReplacing: boolean,
  write: (sink: ByteSink) => Promise<T>,
): Promise<T> {
  if (!isReplacing && existsSync(file)) throw alreadyThere(file);
  await removeUnfinished(file);
  const unfinished = join(dirname(file), `${unfinishedPrefix(file)}${process.pid}-${performance.now().toString(36)}`);
  const handle = await asWriting(file, open(unfinished, 'wx', 0o600));
  try {
    const written = await write((bytes) => asWriting(file, writeAll(handle, bytes)));
    await asWriting(file, handle.sync());
    await handle.close();
    await asWriting(file, giveName(unfinished, file, isReplacing));
    await asWriting(file, syncFolder(dirname(file)));
    return written;
  } finally {
    await handle.close().catch(() => {});
    await rm(unfinished, { force: true });
  }
}

function unfinishedPrefix(file: string): string {
  return `.${basename(file)}.unfinished-${hostname()}-`;
}

/** Removes what processes of this machine that no longer live began for this file. */
async function removeUnfinished(file: string): Promise<void> {
  const prefix = unfinishedPrefix(file);
  const names = await asWriting(file, readdir(dirname(file)));
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const maker = /^(\d+)-/.exec(name.slice(prefix.length))?.[1];
    if (maker !== undefined && !existsSync(`/proc/${maker}`)) await rm(join(dirname(file), name), { force: true });
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}

/** A link is refused where there is a file already, also when another run has made it a moment ago; a renaming is not. */
async function giveName(unfinished: string, file: string, isReplacing: boolean): Promise<void> {
  if (isReplacing) return rename(unfinished, file);
  try {
    await link(unfinished, file);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw alreadyThere(file);
    // Some disks, such as those of Windows, know no links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error))) throw error;
    if (existsSync(file)) throw alreadyThere(file);
    await rename(unfinished, file);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function asWriting<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const cause = { cause: error };
    if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCode(error))) {
      const message = `The disk is full: the backup ${file} was not written. Free some space, or choose another disk.`;
      throw new StoreError('disk-full', message, cause);
    }
    const reason = errorCode(error) === 'ENOENT' ? `there is no folder ${dirname(file)}` : errorMessage(error);
    const message = `The backup ${file} cannot be written: ${reason}. Choose another file.`;
    throw new StoreError('backup-not-writable', message, cause);
  }
}

function alreadyThere(file: string): StoreError {
  const message = `There is a file ${file} already. Choose another name, or say --replace to put the backup in its place.`;
  return new StoreError('backup-exists', message);
}
