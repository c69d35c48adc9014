/**
 * Bytes of text as text, a piece at a time: UTF-8, UTF-16 with its mark, or else Windows-1252, which is what is left. Each
 * piece ends where a line ends, but for the last. Knows no cells.
 */

import { isAscii } from 'node:buffer';
import { TableFault, tableProblem } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

/** @units characters, or bytes while they are not text yet */
export const longestRow = 4_000_000;

/**
 * The text; without its byte order mark. `warn` is told once when it turns out to be Windows-1252.
 * @throws TableFault when some is UTF-8 and some is not, or a line never ends
 */
export async function* textChunks(
  pieces: AsyncIterable<Buffer>,
  file: string,
  warn: (problem: Problem) => void,
): AsyncGenerator<string> {
  let decode: ((bytes: Buffer, isLast: boolean) => string) | null = null;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    if (decode === null && bytes.length < 3) {
      rest = bytes;
      continue;
    }
    decode ??= decoderOf(bytes, file, warn);
    const end = lineEnd(bytes);
    if (end === 0 && bytes.length > longestRow) throw new TableFault([tableProblem('endless-row', { file })]);
    rest = bytes.subarray(end);
    if (end > 0) yield decode(bytes.subarray(0, end), false);
  }
  yield (decode ?? decoderOf(rest, file, warn))(rest, true);
}

/** Just after the last line feed, or the last carriage return where there is none; 0: there is neither. */
function lineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(10);
  return feed >= 0 ? feed + 1 : bytes.lastIndexOf(13) + 1;
}

function decoderOf(head: Buffer, file: string, warn: (problem: Problem) => void) {
  const [first, second] = head;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  if (wide !== null) {
    const decoder = new TextDecoder(wide);
    return (bytes: Buffer, isLast: boolean) => decoder.decode(bytes, { stream: !isLast });
  }
  return narrowDecoder(file, warn);
}

/** Lines are whole, so that no character is cut. The first that is not plain ASCII decides. */
function narrowDecoder(file: string, warn: (problem: Problem) => void): (bytes: Buffer) => string {
  let encoding: 'utf-8' | 'windows-1252' | null = null;
  const western = new TextDecoder('windows-1252');
  const strict = new TextDecoder('utf-8', { fatal: true });
  return (bytes) => {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (encoding === 'windows-1252') return western.decode(bytes);
    try {
      const text = strict.decode(bytes);
      encoding = 'utf-8';
      return text;
    } catch {
      // Not UTF-8: that is what was asked.
      if (encoding === 'utf-8') throw new TableFault([tableProblem('mixed-encoding', { file })]);
      encoding = 'windows-1252';
      warn(tableProblem('guessed-encoding', { file }));
      return western.decode(bytes);
    }
  };
}
