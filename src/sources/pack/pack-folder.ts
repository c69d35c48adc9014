/**
 * Opening the files of a pack without trusting it: a path or link cannot leave the folder, only ordinary
 * files are opened, and what they hold, unpacked, is bounded before it is in memory.
 */

import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { nearestWord } from '#core/pack/nearest-word.ts';
import { type ProblemList, shown } from '#core/pack/problem-list.ts';
import { isSafePath } from '#sources/pack/pack-path.ts';
import type { Place } from '#std/problem.ts';

/** How much a pack may hold. @units bytes, unpacked; `ratio` is unpacked bytes for each byte on disk. */
export type ReadLimits = {
  readonly totalBytes: number;
  readonly fileBytes: number;
  readonly ratio: number;
  /** A file that unpacks to no more than this may have any ratio. */
  readonly ratioFromBytes: number;
};

export const defaultReadLimits: ReadLimits = {
  totalBytes: 2 ** 30,
  fileBytes: 2 ** 28,
  ratio: 200,
  ratioFromBytes: 2 ** 22,
};

/** The folder of one pack while it is read. */
export class PackFolder {
  readonly #root: string;
  readonly #limits: ReadLimits;
  readonly #list: ProblemList;
  #bytesLeft: number;

  private constructor(root: string, limits: ReadLimits, list: ProblemList) {
    this.#root = root;
    this.#limits = limits;
    this.#list = list;
    this.#bytesLeft = limits.totalBytes;
  }

  /** The folder, or null with a problem when it is none or cannot be listed. */
  static async open(dir: string, limits: ReadLimits, list: ProblemList): Promise<PackFolder | null> {
    try {
      await readdir(dir);
      return new PackFolder(await realpath(dir), limits, list);
    } catch (error) {
      const message = 'This folder cannot be read; name the folder that holds datapackage.json.';
      list.add('unreadable-folder', { file: dir }, () => ({ message, expected: 'a folder', found: reasonOf(error) }));
      return null;
    }
  }

  /** True when something of that name is in the folder. */
  async has(name: string): Promise<boolean> {
    return (await readdir(this.#root)).includes(name);
  }

  /**
   * The content of the file, unpacked when its name ends in .gz, or null with a problem. `namedAt` is where
   * the path was read, for problems of the path itself.
   */
  async read(path: string, namedAt: Place): Promise<Buffer | null> {
    const file = await this.#locate(path, namedAt);
    if (file === null) return null;
    const allowed = Math.min(this.#limits.fileBytes, this.#bytesLeft);
    try {
      const onDisk = (await stat(file)).size;
      if (!path.endsWith('.gz') && onDisk > allowed) return this.#refuseSize(path, `${onDisk} bytes`);
      const bytes = path.endsWith('.gz') ? await this.#unpack(file, path, onDisk, allowed) : await readFile(file);
      this.#bytesLeft -= bytes?.length ?? 0;
      return bytes;
    } catch (error) {
      const message = 'This file cannot be read; check its permissions.';
      this.#list.add('unreadable-file', { file: path }, () => ({ message, found: reasonOf(error) }));
      return null;
    }
  }

  /** Where the file truly is, or null with a problem. */
  async #locate(path: string, namedAt: Place): Promise<string | null> {
    const unsafe = (found: string): null => {
      const message = 'This path leaves the folder of the pack; put the file inside and name it from there.';
      this.#list.add('unsafe-path', namedAt, () => ({ message, expected: 'a path below the folder', found }));
      return null;
    };
    if (!isSafePath(path)) return unsafe(shown(path));
    const wanted = join(this.#root, path);
    let file: string;
    try {
      file = await realpath(wanted);
    } catch (error) {
      if (reasonOf(error) !== 'ENOENT' && reasonOf(error) !== 'ENOTDIR') return this.#notAFile(path, reasonOf(error));
      const near = nearestWord(basename(path), await readdir(dirname(wanted)).catch(() => []));
      this.#list.add('file-missing', namedAt, () => ({
        message: 'This file is not in the pack; add it or correct the name.',
        expected: near === null ? shown(path) : `${shown(path)}, perhaps ${shown(near)}`,
        found: 'no such file',
      }));
      return null;
    }
    if (!file.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep))
      return unsafe(`${shown(path)}, a link to elsewhere`);
    return (await stat(file)).isFile() ? file : this.#notAFile(path, 'a folder or a device');
  }

  #notAFile(path: string, found: string): null {
    const message = 'This is not an ordinary file that can be read.';
    this.#list.add('unreadable-file', { file: path }, () => ({ message, expected: 'an ordinary file', found }));
    return null;
  }

  /** The unpacked bytes; stops at the first chunk beyond what is allowed. */
  async #unpack(file: string, path: string, onDisk: number, allowed: number): Promise<Buffer | null> {
    const { ratio, ratioFromBytes } = this.#limits;
    const most = Math.min(allowed, Math.max(ratioFromBytes, onDisk * ratio));
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      await pipeline(
        createReadStream(file),
        createGunzip({ chunkSize: 2 ** 18 }),
        async (unpacked: AsyncIterable<Buffer>) => {
          for await (const chunk of unpacked) {
            size += chunk.length;
            if (size > most) return;
            chunks.push(chunk);
          }
        },
      );
    } catch (error) {
      // Leaving the loop early also ends here.
      if (size > most) return this.#refuseSize(path, `more than ${most} bytes from ${onDisk}`);
      const message = 'This file cannot be unpacked; compress it again, or give it without .gz.';
      this.#list.add('damaged-gzip', { file: path }, () => ({ message, expected: 'gzip', found: reasonOf(error) }));
      return null;
    }
    return Buffer.concat(chunks, size);
  }

  #refuseSize(path: string, found: string): null {
    const { totalBytes, fileBytes, ratio } = this.#limits;
    this.#list.add('too-large', { file: path }, () => ({
      message: 'This file is too large, or unpacks to far more than its size; split the table over several files.',
      expected: `at most ${fileBytes} bytes a file, ${totalBytes} in all, ${ratio} times the packed size`,
      found,
    }));
    return null;
  }
}

/** The system's short code for what went wrong (ENOENT, Z_DATA_ERROR), or its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
