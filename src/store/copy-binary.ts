/** Rows in PostgreSQL's binary COPY form, in which bytes travel as they are. Fields are bytes; no types. */

/** A field as the server writes it: text in UTF-8, an integer big-endian; null: none. */
export type BinaryField = Uint8Array | null;

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Signature, flags and length of an extension that there is none of. */
const headLength = signature.length + 8;
const endMark = -1;

/** The rows in pieces to send one after the other: head, each row, end. Big fields are not copied. */
export function* encodeCopyBinary(rows: Iterable<readonly BinaryField[]>): Generator<Buffer> {
  yield Buffer.concat([signature, Buffer.alloc(8)]);
  for (const fields of rows) {
    yield int16(fields.length);
    for (const field of fields) {
      yield int32(field === null ? -1 : field.length);
      if (field !== null && field.length > 0) yield Buffer.from(field.buffer, field.byteOffset, field.length);
    }
  }
  yield int16(endMark);
}

/** The rows of a whole answer; fields are views of its bytes. @throws when it is not in that form */
export function parseCopyBinary(bytes: Buffer): BinaryField[][] {
  if (!bytes.subarray(0, signature.length).equals(signature)) throw new Error('not a binary copy of PostgreSQL');
  const rows: BinaryField[][] = [];
  let at = headLength;
  for (;;) {
    const fields = bytes.readInt16BE(at);
    at += 2;
    if (fields === endMark) return rows;
    const row: BinaryField[] = [];
    for (let field = 0; field < fields; field++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : bytes.subarray(at, at + length));
      at += Math.max(0, length);
    }
    rows.push(row);
  }
}

/** Four bytes of an integer, as a field. */
export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}
