/** Bytes to text: UTF-8 or a problem that says what the bytes are instead. */

import { isAscii, isUtf8 } from 'node:buffer';
import type { ProblemList } from '#core/pack/problem-list.ts';

/** Text of a file. `damaged`: some bytes were not UTF-8 and stand as U+FFFD. */
export type DecodedText = { readonly text: string; readonly damaged: boolean };

/** Beginnings of files that are sometimes given the name of a CSV file. */
const signatures: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive or a spreadsheet (xlsx)' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old spreadsheet (xls)' },
  { bytes: [0x1f, 0x8b], what: 'a gzip file; give it a name that ends in .gz' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file' },
  { bytes: [0xff, 0xfe], what: 'text in UTF-16 ("Unicode text")' },
  { bytes: [0xfe, 0xff], what: 'text in UTF-16' },
];

/** The text of a table file, or null with a problem when it is no text at all. */
export function decodeText(bytes: Buffer, file: string, list: ProblemList): DecodedText | null {
  const what = signatures.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte))?.what;
  const zero = what === undefined ? bytes.indexOf(0) : -1;
  if (what !== undefined || zero !== -1) {
    list.add('not-a-table', { file }, () => ({
      message: 'This is not a table of text; save it as "CSV UTF-8".',
      expected: 'comma-separated text',
      found: what ?? `a zero byte at offset ${zero}`,
    }));
    return null;
  }
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), damaged: false };
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), damaged: false };
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), damaged: true };
}

/**
 * The first byte that is not UTF-8, as `byte 0xe9 at offset 17`; an empty text when all are. A line end is
 * never part of a character of several bytes, so that lines can be tried one by one.
 */
export function firstWrongByte(bytes: Buffer): string {
  let start = 0;
  while (start < bytes.length) {
    const lineEnd = bytes.indexOf(10, start);
    const end = lineEnd === -1 ? bytes.length : lineEnd + 1;
    if (!isUtf8(bytes.subarray(start, end))) {
      let good = start;
      for (let at = start; at < end; at++) if (isUtf8(bytes.subarray(start, at))) good = at;
      return `byte 0x${(bytes[good] ?? 0).toString(16)} at offset ${good}`;
    }
    start = end;
  }
  return '';
}
