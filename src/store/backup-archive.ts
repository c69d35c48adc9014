/**
 * The archive of a backup: a plain tar whose last entry, SHA256SUMS, has the checksum of every other one. What tar leaves
 * open (owners, rights, padding) is always written the same and is compared when read, so that no byte of it can change
 * unnoticed. Knows nothing of what the entries hold.
 */

import { createHash } from 'node:crypto';
import { ByteReader } from '#store/byte-reader.ts';
import { StoreError } from '#store/store-error.ts';

export type ArchiveEntry = { readonly name: string; readonly content: Buffer };

/** Takes bytes in order; settles when it can take more. */
export type ByteSink = (bytes: Buffer) => Promise<void>;

export const sumsName = 'SHA256SUMS';
const blockLength = 512;
const longestName = 100;
/** tar states sizes in eleven octal digits. */
const largestContent = 8 ** 11 - 1;

/** Writes entries one after the other; `end` adds the checksums and the end of the archive. */
export class ArchiveWriter {
  private readonly sink: ByteSink;
  private readonly moment: Date;
  private sums = '';

  /** Every entry is dated `moment`. */
  constructor(sink: ByteSink, moment: Date) {
    this.sink = sink;
    this.moment = moment;
  }

  async add(name: string, content: Buffer): Promise<void> {
    this.sums += `${createHash('sha256').update(content).digest('hex')}  ${name}\n`;
    await this.write(name, content);
  }

  async end(): Promise<void> {
    await this.write(sumsName, Buffer.from(this.sums));
    await this.sink(Buffer.alloc(2 * blockLength));
  }

  private async write(name: string, content: Buffer): Promise<void> {
    await this.sink(headerBlock(name, content.length, Math.floor(this.moment.getTime() / 1000)));
    await this.sink(content);
    const padding = paddingAfter(content.length);
    if (padding > 0) await this.sink(Buffer.alloc(padding));
  }
}

/**
 * The entries of an archive in order, each whole in memory, without SHA256SUMS: that is compared when the last has been
 * taken. A caller that stops early has not had the archive checked.
 * @throws StoreError backup-damaged when a byte is not as it was written; backup-cut-short when the end is missing
 */
export async function* readArchive(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<ArchiveEntry> {
  const reader = new ByteReader(source, () => cutShort(name));
  let sums = '';
  for (;;) {
    const header = await reader.take(blockLength);
    const entry = parseHeader(header);
    if (entry === null) throw damaged(name, sums === '' ? 'its beginning' : 'the head of an entry');
    const content = await reader.take(entry.size);
    const padding = await reader.take(paddingAfter(entry.size));
    if (padding.some((byte) => byte !== 0)) throw damaged(name, entry.name);
    if (entry.name === sumsName) {
      if (content.toString('latin1') !== sums) throw damaged(name, 'an entry or its checksum');
      const end = await reader.take(2 * blockLength);
      if (end.some((byte) => byte !== 0) || !(await reader.isAtEnd())) throw damaged(name, 'its end');
      return;
    }
    sums += `${createHash('sha256').update(content).digest('hex')}  ${entry.name}\n`;
    yield { name: entry.name, content };
  }
}

/** The file is not as it was written. */
export function damaged(name: string, where: string): StoreError {
  const message =
    `The backup ${name} is damaged: ${where} is not as it was written. Nothing was restored. ` +
    'Copy it again from where it is kept, or take another backup.';
  return new StoreError('backup-damaged', message);
}

/** The file ends before its end. */
export function cutShort(name: string): StoreError {
  const message =
    `The backup ${name} is cut short: its end is missing, as after a copy that did not finish. Nothing was restored. ` +
    'Copy it again from where it is kept, or take another backup.';
  return new StoreError('backup-cut-short', message);
}

function paddingAfter(size: number): number {
  return (blockLength - (size % blockLength)) % blockLength;
}

/** The head of a plain file that only its owner may read. @source POSIX.1-1988, ustar */
function headerBlock(name: string, size: number, seconds: number): Buffer {
  if (Buffer.byteLength(name) > longestName || size > largestContent)
    throw new Error(`not for a tar: ${name}, ${size}`);
  const header = Buffer.alloc(blockLength);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(seconds, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)} `, 148);
  return header;
}

/** Name and size; null when the block is not byte for byte what `headerBlock` makes. */
function parseHeader(header: Buffer): { readonly name: string; readonly size: number } | null {
  const end = header.indexOf(0);
  if (end < 1 || end > longestName) return null;
  const name = header.toString('utf8', 0, end);
  const [size, seconds] = [octalIn(header, 124), octalIn(header, 136)];
  if (size === null || seconds === null) return null;
  return headerBlock(name, size, seconds).equals(header) ? { name, size } : null;
}

function octalIn(header: Buffer, at: number): number | null {
  const text = header.toString('latin1', at, at + 11);
  return /^[0-7]{11}$/.test(text) ? Number.parseInt(text, 8) : null;
}
