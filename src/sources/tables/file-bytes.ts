/**
 * The bytes of a file, or bytes that were sent, a piece at a time and as often as asked for. Notices when the file changes in
 * between, and unpacks gzip within bounds. Knows nothing of tables.
 */

import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { TableFault, type TableProblemCode, tableProblem } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

export type FileBytes = {
  /** What problems call it. */
  readonly file: string;
  /** Null: bytes in memory. */
  readonly path: string | null;
  readonly size: number;
  /** The beginning, for telling what it is. */
  readonly head: Buffer;
  /** The last bytes, at most as many as `head`. */
  readonly tail: Buffer;
  /** All of it, a piece at a time. @throws TableFault when the file changed since it was opened */
  readonly pieces: () => AsyncGenerator<Buffer>;
  /** @throws TableFault when the file changed since it was opened */
  readonly checkUnchanged: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** @units bytes */
export const pieceSize = 1 << 18;

/** The bytes, or the problem that forbids it: no such file, a folder, nothing in it. */
export async function openBytes(
  input: string | { readonly bytes: Uint8Array; readonly name: string },
  name?: string,
): Promise<FileBytes | Problem> {
  if (typeof input !== 'string') {
    const { bytes } = input;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return bytesInMemory(buffer, name ?? basename(input.name.replaceAll('\\', '/')));
  }
  const file = name ?? basename(input);
  let handle: FileHandle;
  try {
    // A pipe would wait for its writer: what it is, is asked before it is opened.
    const kind = await stat(input);
    if (!kind.isFile()) return tableProblem('not-a-file', { file }, kind.isDirectory() ? { found: 'a folder' } : {});
    handle = await open(input, 'r');
  } catch (fault) {
    return unreadable(fault, file);
  }
  return await bytesOnDisk(handle, input, file);
}

const faultsOfReading: Readonly<Record<string, TableProblemCode>> = {
  ENOENT: 'no-such-file',
  ENOTDIR: 'no-such-file',
  EACCES: 'file-unreadable',
  EPERM: 'file-unreadable',
  ELOOP: 'file-unreadable',
  ENAMETOOLONG: 'no-such-file',
};

function unreadable(fault: unknown, file: string): Problem {
  const system = (fault as NodeJS.ErrnoException).code ?? '';
  const code = faultsOfReading[system];
  if (code === undefined) throw fault;
  return tableProblem(code, { file }, { found: system });
}

function bytesInMemory(bytes: Buffer, file: string): FileBytes | Problem {
  if (bytes.length === 0) return tableProblem('empty-file', { file });
  return {
    file,
    path: null,
    size: bytes.length,
    head: bytes.subarray(0, pieceSize),
    tail: bytes.subarray(-pieceSize),
    pieces: async function* () {
      for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
    },
    checkUnchanged: async () => {},
    close: async () => {},
  };
}

async function bytesOnDisk(handle: FileHandle, path: string, file: string): Promise<FileBytes | Problem> {
  const first = await handle.stat({ bigint: true });
  const size = Number(first.size);
  if (size === 0) {
    await handle.close();
    return tableProblem('empty-file', { file });
  }
  const checkUnchanged = async () => {
    const [now, there] = [await handle.stat({ bigint: true }), await stat(path, { bigint: true }).catch(() => null)];
    const isSame = now.size === first.size && now.mtimeNs === first.mtimeNs && there?.ino === first.ino;
    if (!isSame) throw new TableFault([tableProblem('file-changed', { file })]);
  };
  const read = async (from: number, length: number) => {
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await handle.read(buffer, 0, length, from);
    return buffer.subarray(0, bytesRead);
  };
  return {
    file,
    path,
    size,
    head: await read(0, Math.min(size, pieceSize)),
    tail: await read(Math.max(0, size - pieceSize), Math.min(size, pieceSize)),
    pieces: async function* () {
      await checkUnchanged();
      for (let at = 0; at < size; ) {
        const piece = await read(at, Math.min(pieceSize, size - at));
        if (piece.length === 0) break;
        at += piece.length;
        yield piece;
      }
      await checkUnchanged();
    },
    checkUnchanged,
    close: async () => await handle.close(),
  };
}

/** No table that people send is larger. @units bytes, unpacked */
const largestUnpacked = 32 * 2 ** 30;
/** From here on the ratio is looked at; small files may pack as well as they like. @units bytes, unpacked */
const ratioFrom = 64 * 2 ** 20;
/** Tables of numbers pack to a third or a twentieth. */
const largestRatio = 300;

/** Whether the bytes begin as gzip does. */
export function isGzip({ head }: FileBytes): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** What a gzip file holds, a piece at a time. @throws TableFault when it is damaged, or unpacks to far more than a table does */
export async function* unpackedPieces(bytes: FileBytes): AsyncGenerator<Buffer> {
  const { file, size } = bytes;
  const gunzip = createGunzip({ chunkSize: pieceSize });
  let fault: unknown = null;
  // What stops the feeding stops the reading below too, where it is told.
  const feeding = pipeline(Readable.from(bytes.pieces()), gunzip).catch((reason: unknown) => {
    fault = reason;
  });
  let unpacked = 0;
  try {
    for await (const piece of gunzip) {
      unpacked += (piece as Buffer).length;
      if (unpacked > largestUnpacked || (unpacked > ratioFrom && unpacked > largestRatio * size)) {
        const found = `more than ${Math.round(unpacked / 1e6)} MB out of ${(size / 1e6).toFixed(1)} MB`;
        throw new TableFault([tableProblem('gzip-bomb', { file }, { found })]);
      }
      yield piece as Buffer;
    }
  } catch (reason) {
    if (reason instanceof TableFault) throw reason;
    await feeding;
    if (fault instanceof TableFault) throw fault;
    const found = reason instanceof Error ? reason.message : String(reason);
    throw new TableFault([tableProblem('damaged-gzip', { file }, { found })]);
  } finally {
    gunzip.destroy();
    await feeding;
  }
}
