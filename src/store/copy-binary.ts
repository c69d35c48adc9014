/** Rows in PostgreSQL's binary COPY form, in which bytes travel as they are. Fields are bytes; no types. */

/** A field as the server writes it: text in UTF-8, an integer big-endian; null: none. */
export type BinaryField = Uint8Array | null;

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Signature, flags and length of an extension that there is none of. */
const headLength = signature.length + 8;
const endMark = -1;

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
