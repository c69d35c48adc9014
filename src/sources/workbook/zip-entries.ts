/**
 * The entries of a zip archive in memory, and their content as a stream that stops where the archive said it would.
 * Nothing is unpacked before it is asked for. Knows nothing of workbooks.
 */

import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';

export type ZipEntry = {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** @units bytes, as the archive states it */
  readonly expandedSize: number;
  readonly compressedSize: number;
  readonly method: number;
  readonly checksum: number;
  /** Where its own header begins. */
  readonly offset: number;
};

/** Thrown when an archive is cut short, contradicts itself or uses what no workbook uses. */
export class DamagedArchive extends Error {}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const headerMark = 0x04034b50;
/** Stands where a number needs the 64-bit form; no workbook that is small enough to read needs it. */
const inLongForm = 0xffffffff;
const mostEntries = 10_000;
const stored = 0;
const deflated = 8;

/** The entries by name. @throws DamagedArchive */
export function zipEntries(bytes: Buffer): Map<string, ZipEntry> {
  const end = endOfArchive(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw new DamagedArchive(`${count} parts`);
  const entries = new Map<string, ZipEntry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) throw new DamagedArchive('its list of parts');
    const nameLength = bytes.readUInt16LE(at + 28);
    const entry = {
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      ...sizesOf(bytes, at, nameLength),
    };
    entries.set(entry.name, entry);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * The content of the entry in pieces. Ends when the reader stops asking; more bytes than stated, fewer, or other
 * ones than the checksum says are damage. @throws DamagedArchive
 */
export async function* contentOf(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const start = startOfContent(bytes, entry);
  const packed = bytes.subarray(start, start + entry.compressedSize);
  if (packed.length < entry.compressedSize) throw new DamagedArchive(`${entry.name} is cut short`);
  let size = 0;
  let checksum = 0;
  try {
    for await (const piece of entry.method === stored
      ? [packed]
      : Readable.from(slices(packed)).pipe(createInflateRaw({ chunkSize: 1 << 18 }))) {
      size += piece.length;
      if (size > entry.expandedSize) throw new DamagedArchive(`${entry.name} is larger than it says`);
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && String(fault.code).startsWith('Z_')) {
      throw new DamagedArchive(`${entry.name} cannot be unpacked`);
    }
    throw fault;
  }
  if (size !== entry.expandedSize || checksum !== entry.checksum) throw new DamagedArchive(`${entry.name} is damaged`);
}

function endOfArchive(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= earliest; at--) if (bytes.readUInt32LE(at) === endMark) return at;
  throw new DamagedArchive('its end is missing');
}

type Sizes = Pick<ZipEntry, 'compressedSize' | 'expandedSize' | 'offset'>;

/** The three sizes of an entry; where one is in the long form, it is read from the extra field of that form. */
function sizesOf(bytes: Buffer, at: number, nameLength: number): Sizes {
  const short = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
  let extra = at + 46 + nameLength;
  const end = Math.min(extra + bytes.readUInt16LE(at + 30), bytes.length);
  const long: number[] = [];
  while (extra + 4 <= end) {
    const length = bytes.readUInt16LE(extra + 2);
    if (bytes.readUInt16LE(extra) === 1) {
      for (let part = extra + 4; part + 8 <= Math.min(extra + 4 + length, end); part += 8) {
        long.push(Number(bytes.readBigUInt64LE(part)));
      }
    }
    extra += 4 + length;
  }
  const [expandedSize = 0, compressedSize = 0, offset = 0] = short.map((size) =>
    size === inLongForm ? (long.shift() ?? Number.MAX_SAFE_INTEGER) : size,
  );
  return { expandedSize, compressedSize, offset };
}

function startOfContent(bytes: Buffer, entry: ZipEntry): number {
  const { offset, method, name } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== headerMark) {
    throw new DamagedArchive(`${name} is missing`);
  }
  if (method !== stored && method !== deflated) throw new DamagedArchive(`${name} is packed by method ${method}`);
  return offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
}

/** In slices, so that unpacking stops soon after nobody asks for more. */
function* slices(packed: Buffer): Generator<Buffer> {
  const length = 1 << 16;
  for (let at = 0; at < packed.length; at += length) yield packed.subarray(at, at + length);
}
