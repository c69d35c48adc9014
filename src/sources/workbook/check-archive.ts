/**
 * What a workbook's archive says of itself, looked at before anything of it is unpacked: its parts, how large they
 * will be, what kind of workbook it is. The library that reads workbooks unpacks no part beyond the size stated here,
 * but has no bound of its own on how much that is. Knows nothing of arrangements.
 */

import type { WorkbookProblemCode, WorkbookProblems } from '#sources/workbook/problem-kinds.ts';

/** @units bytes */
export const largestFile = 50_000_000;
/** All parts together. @units bytes */
const largestExpanded = 200_000_000;
/** A part that is unfolded as a whole, as shared texts are: in memory it takes up to fifty times its size. @units bytes */
const largestPart = 20_000_000;
const mostParts = 10_000;

type Part = {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly expanded: number;
};

/** True when the workbook may be opened; else adds the problem that forbids it. */
export function checkArchive(bytes: Buffer, file: string, problems: WorkbookProblems): boolean {
  const parts = partsOf(bytes);
  const refused: readonly [WorkbookProblemCode, string] | null =
    parts === null ? ['damaged-workbook', 'the list of its parts is cut short'] : refusal(parts, file);
  if (refused !== null) problems.add(refused[0], { file }, { found: refused[1] });
  return refused === null;
}

function refusal(parts: readonly Part[], file: string): readonly [WorkbookProblemCode, string] | null {
  const expanded = parts.reduce((sum, part) => sum + part.expanded, 0);
  if (expanded > largestExpanded) return ['too-large', `${Math.ceil(expanded / 1e6)} MB when unpacked`];
  if (parts.some((part) => part.isEncrypted)) return ['encrypted-workbook', file];
  const names = new Set(parts.map((part) => part.name.toLowerCase()));
  if ([...names].some((name) => name.endsWith('vbaproject.bin'))) return ['workbook-with-macros', file];
  if (names.has('xl/workbook.bin')) return ['other-format', 'a binary workbook (.xlsb)'];
  if (names.has('content.xml')) return ['other-format', 'an OpenDocument spreadsheet (.ods)'];
  if (!names.has('[content_types].xml')) return ['not-a-workbook', 'a zip archive of other files'];
  // Where a size of 0 is stated, the library would unpack without a bound.
  const unbounded = parts.find((part) => part.expanded === 0 && part.packed > emptyPacked);
  if (unbounded !== undefined) return ['damaged-workbook', `${unbounded.name} states no size`];
  const whole = parts.find((part) => part.expanded > largestPart && isUnfolded(part.name));
  return whole === undefined
    ? null
    : ['too-large', `${whole.name}, ${Math.ceil(whole.expanded / 1e6)} MB when unpacked`];
}

/** Pictures and records of pivot tables are not read, and sheets are bounded by their rows. */
function isUnfolded(name: string): boolean {
  return /\.(xml|rels|vml)$/i.test(name) && !/worksheets\/[^/]+$|pivotCacheRecords/i.test(name);
}

/** Nothing takes two bytes when it is packed. @units bytes */
const emptyPacked = 2;
const endMark = 0x06054b50;
const partMark = 0x02014b50;
const endLength = 22;
const entryLength = 46;
const longestComment = 0xffff;
/** Stands for a number in the long form, of 64 bits. */
const inLongForm = 0xffffffff;

/** The parts by the list at the end of the archive, or null when it is not whole. */
function partsOf(bytes: Buffer): Part[] | null {
  const end = endOfArchive(bytes);
  const count = end === -1 ? mostParts + 1 : bytes.readUInt16LE(end + 10);
  if (count > mostParts) return null;
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + entryLength > bytes.length || bytes.readUInt32LE(at) !== partMark) return null;
    const extra = at + entryLength + bytes.readUInt16LE(at + 28);
    const after = extra + bytes.readUInt16LE(at + 30);
    const long = longSizes(bytes, extra, Math.min(after, bytes.length));
    const size = (where: number) => {
      const short = bytes.readUInt32LE(where);
      return short === inLongForm ? (long.shift() ?? Number.MAX_SAFE_INTEGER) : short;
    };
    const expanded = size(at + 24);
    parts.push({
      name: bytes.toString('utf8', at + entryLength, extra),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      packed: size(at + 20),
      expanded,
    });
    at = after + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

function endOfArchive(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - endLength - longestComment);
  for (let at = bytes.length - endLength; at >= earliest; at--) if (bytes.readUInt32LE(at) === endMark) return at;
  return -1;
}

/** The sizes of an entry that are in the long form, in the order of the entry. */
function longSizes(bytes: Buffer, start: number, end: number): number[] {
  for (let at = start; at + 4 <= end; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) !== 1) continue;
    const last = Math.min(at + 4 + bytes.readUInt16LE(at + 2), end);
    const sizes: number[] = [];
    for (let part = at + 4; part + 8 <= last; part += 8) sizes.push(Number(bytes.readBigUInt64LE(part)));
    return sizes;
  }
  return [];
}
