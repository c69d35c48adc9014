/** Writing a zip archive: parts that come in pieces, packed one after the other. Knows nothing of workbooks. */

import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export type ZipPart = { readonly name: string; readonly content: Iterable<string> };

/** 1 January 1980, the first day that the format knows: equal content gives equal bytes. */
const noDate = 0x0021;
const utf8Names = 0x0800;
const deflated = 8;
const version = 20;

/** The archive. Each part is packed as it is made; only what is packed stays in memory. */
export async function zipArchive(parts: readonly ZipPart[]): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { packed, size, checksum } = await packedPart(part);
    const name = Buffer.from(part.name, 'utf8');
    const packedSize = packed.reduce((sum, piece) => sum + piece.length, 0);
    const shared = sharedFields(checksum, packedSize, size, name.length);
    const header = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, name]);
    const entry = Buffer.alloc(46);
    entry.write('PK\u0001\u0002', 0, 'latin1');
    entry.writeUInt16LE(version, 4);
    shared.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    list.push(entry, name);
    pieces.push(header, ...packed);
    offset += header.length + packedSize;
  }
  const listSize = list.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listSize, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...list, end]);
}

/** The fields that stand alike before a part and in the list at the end. */
function sharedFields(checksum: number, packedSize: number, size: number, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(noDate, 8);
  fields.writeUInt32LE(checksum, 10);
  fields.writeUInt32LE(packedSize, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

async function packedPart(part: ZipPart) {
  let size = 0;
  let checksum = 0;
  function* bytes(): Generator<Buffer> {
    for (const text of part.content) {
      const piece = Buffer.from(text, 'utf8');
      size += piece.length;
      checksum = crc32(piece, checksum);
      yield piece;
    }
  }
  const packed: Buffer[] = [];
  for await (const piece of Readable.from(bytes()).pipe(createDeflateRaw({ chunkSize: 1 << 18 }))) packed.push(piece);
  return { packed, size, checksum };
}
