/**
 * The encryption of a backup: AES-256-GCM in frames, under a key that scrypt makes of a passphrase. Each frame is proved when
 * it is opened, with its place and whether it is the last, so that none can be changed, moved, left out or cut off. Knows
 * nothing of what is encrypted. docs/decisions/0015-backups.md has the layout.
 */

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { type ByteSink, cutShort, damaged } from '#store/backup-archive.ts';
import { ByteReader } from '#store/byte-reader.ts';
import { StoreError } from '#store/store-error.ts';

/** The first line of an encrypted file. */
const firstLine = 'coterminous-encrypted-backup 1';
const longestLine = 1024;
/** 128 MiB and about a third of a second for each guess. @source OWASP, Password Storage Cheat Sheet */
const usualCost = { N: 2 ** 17, r: 8, p: 1 } as const;
const largestMemory = 256 * 1_048_576;
const frameLength = 256 * 1024;
const tagLength = 16;
const lastFrame = 0x8000_0000;

type Cost = { readonly N: number; readonly r: number; readonly p: number };
type Keys = { readonly cipher: Buffer; readonly check: Buffer };

/** What encrypts on the way to a sink; `end` writes the last frame, without which the file counts as cut short. */
export class Seal {
  private readonly sink: ByteSink;
  private readonly key: Buffer;
  private readonly head: Buffer;
  private held: Buffer[] = [];
  private length = 0;
  private frame = 0;

  private constructor(sink: ByteSink, key: Buffer, head: Buffer) {
    this.sink = sink;
    this.key = key;
    this.head = head;
  }

  /** Makes the key and writes the head of the file. A lower cost is for tests. */
  static async begin(sink: ByteSink, passphrase: string, cost: Cost = usualCost): Promise<Seal> {
    const salt = randomBytes(32);
    const keys = await keysOf(passphrase, salt, cost);
    const { N, r, p } = cost;
    const told = { cipher: 'aes-256-gcm', kdf: 'scrypt', N, r, p, salt: salt.toString('base64'), frameLength };
    const lines = `${firstLine}\n${JSON.stringify(told)}\n`;
    const checked = `${lines}${createHmac('sha256', keys.check).update(lines).digest('hex')}\n`;
    const head = Buffer.from(`${checked}${sha256(checked).toString('hex')}\n`);
    await sink(head);
    return new Seal(sink, keys.cipher, sha256(head));
  }

  async write(bytes: Buffer): Promise<void> {
    this.held.push(bytes);
    this.length += bytes.length;
    // The last frame is written at the end, and may be whole: only what is more than one frame goes.
    if (this.length <= frameLength) return;
    let rest = Buffer.concat(this.held);
    for (; rest.length > frameLength; rest = rest.subarray(frameLength)) {
      await this.writeFrame(rest.subarray(0, frameLength), 0);
    }
    this.held = [rest];
    this.length = rest.length;
  }

  async end(): Promise<void> {
    await this.writeFrame(Buffer.concat(this.held), lastFrame);
  }

  private async writeFrame(plain: Buffer, flag: number): Promise<void> {
    const lead = leadOf(plain.length, flag);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonceOf(this.frame));
    cipher.setAAD(Buffer.concat([this.head, lead]));
    this.frame += 1;
    await this.sink(Buffer.concat([lead, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
  }
}

/** True for the beginning of a file that a Seal has written. */
export function isSealed(beginning: Buffer): boolean {
  return beginning.subarray(0, firstLine.length).toString('latin1') === firstLine;
}

/**
 * What was encrypted, each piece proved before it is given.
 * @throws StoreError wrong-passphrase; backup-damaged; backup-cut-short
 */
export async function* openSeal(
  source: AsyncIterable<Buffer>,
  passphrase: string,
  name: string,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source, () => cutShort(name));
  const { key, head } = await readHead(reader, passphrase, name);
  for (let frame = 0; ; frame++) {
    const lead = await reader.take(4);
    const stated = lead.readUInt32BE();
    const isLast = stated >= lastFrame;
    const length = isLast ? stated - lastFrame : stated;
    if (length > frameLength || (!isLast && length !== frameLength)) throw damaged(name, `frame ${frame + 1}`);
    const sealed = await reader.take(length + tagLength);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame), { authTagLength: tagLength });
    decipher.setAAD(Buffer.concat([head, lead]));
    decipher.setAuthTag(sealed.subarray(length));
    const plain = decipher.update(sealed.subarray(0, length));
    try {
      decipher.final();
    } catch {
      throw damaged(name, `frame ${frame + 1}`);
    }
    yield plain;
    if (!isLast) continue;
    if (!(await reader.isAtEnd())) throw damaged(name, 'its end');
    return;
  }
}

async function readHead(reader: ByteReader, passphrase: string, name: string): Promise<{ key: Buffer; head: Buffer }> {
  const lines: Buffer[] = [];
  for (let line = 0; line < 4; line++) {
    const next = await reader.takeUntil(10, longestLine);
    if (next === null) throw damaged(name, 'its head');
    lines.push(next, Buffer.from('\n'));
  }
  const checked = Buffer.concat(lines.slice(0, 6));
  // The checksum tells a damaged head from a wrong passphrase; against somebody who writes both, the keyed one stands.
  if (lines[6]?.toString('latin1') !== sha256(checked).toString('hex')) throw damaged(name, 'its head');
  const { N, r, p, salt } = costIn(lines[2] as Buffer, name);
  const keys = await keysOf(passphrase, salt, { N, r, p });
  const expected = createHmac('sha256', keys.check)
    .update(Buffer.concat(lines.slice(0, 4)))
    .digest();
  const found = Buffer.from((lines[4] as Buffer).toString('latin1'), 'hex');
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) throw wrongPassphrase(name);
  return { key: keys.cipher, head: sha256(Buffer.concat(lines)) };
}

function costIn(line: Buffer, name: string): { N: number; r: number; p: number; salt: Buffer } {
  const { N, r, p, salt, frameLength: length } = JSON.parse(line.toString('utf8')) as Record<string, unknown>;
  const isKnown = typeof N === 'number' && typeof r === 'number' && typeof p === 'number' && typeof salt === 'string';
  // A file made to use up memory is refused before it does.
  if (!isKnown || 128 * N * r > largestMemory || p > 4 || length !== frameLength) throw damaged(name, 'its head');
  return { N, r, p, salt: Buffer.from(salt, 'base64') };
}

function wrongPassphrase(name: string): StoreError {
  const message = `The passphrase is not that of the backup ${name}. Nothing was restored; try again with the right one.`;
  return new StoreError('wrong-passphrase', message);
}

/** Two keys of one passphrase; letters with accents count the same however they were typed. */
function keysOf(passphrase: string, salt: Buffer, cost: Cost): Promise<Keys> {
  return new Promise((done, fail) => {
    scrypt(passphrase.normalize('NFC'), salt, 64, { ...cost, maxmem: largestMemory + 1_048_576 }, (error, bytes) => {
      if (error !== null) fail(error);
      else done({ cipher: bytes.subarray(0, 32), check: bytes.subarray(32) });
    });
  });
}

/** Length and last-frame mark. */
function leadOf(length: number, flag: number): Buffer {
  const lead = Buffer.alloc(4);
  lead.writeUInt32BE(length + flag);
  return lead;
}

/** The number of the frame: never the same under one key, which is made of a salt of its own for each file. */
function nonceOf(frame: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(frame, 8);
  return nonce;
}

function sha256(bytes: Buffer | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}
