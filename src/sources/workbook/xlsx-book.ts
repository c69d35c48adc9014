/**
 * An Excel workbook opened for reading: its sheets, shared texts and date formats. Refuses what cannot be read safely
 * before anything large is unpacked. Knows nothing of arrangements.
 */

import type { WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import { attributeOf, plainText, XmlScanner } from '#sources/workbook/xml-scanner.ts';
import { contentOf, DamagedArchive, type ZipEntry, zipEntries } from '#sources/workbook/zip-entries.ts';

/** @units bytes */
export const largestFile = 50_000_000;
const largestExpanded = 400_000_000;
/** All shared texts of a workbook together are held in memory. @units characters */
const mostSharedText = 64_000_000;

export type BookSheet = { readonly name: string; readonly isHidden: boolean; readonly entry: ZipEntry };

export type XlsxBook = {
  readonly bytes: Buffer;
  readonly sheets: readonly BookSheet[];
  /** Days are counted from 1904, as Excel for Macintosh once did. */
  readonly isFrom1904: boolean;
  /** By the number of a cell's style: whether it shows a number as a date. */
  readonly isDateStyle: readonly boolean[];
  /** The shared texts; read once, when first asked for. */
  readonly sharedTexts: () => Promise<readonly string[]>;
};

/** The workbook, or null with the problem that forbids it. @throws DamagedArchive, DamagedXml */
export async function openXlsxBook(bytes: Buffer, file: string, problems: WorkbookProblems): Promise<XlsxBook | null> {
  const entries = zipEntries(bytes);
  if (!checkEntries(entries, file, problems)) return null;
  const part = async (name: string) => {
    const entry = entries.get(name);
    return entry === undefined ? null : { entry, xml: textOf(bytes, entry) };
  };
  const bookPath = (await targetOf(entries, bytes, '_rels/.rels', 'officeDocument')) ?? 'xl/workbook.xml';
  const book = await part(bookPath);
  if (book === null) throw new DamagedArchive(`${bookPath} is missing`);
  const targets = await relationships(entries, bytes, relsPath(bookPath));
  const { sheets, isFrom1904 } = await readBookPart(book.xml);
  const byType = (type: string) => [...targets.values()].find((target) => target.type.endsWith(`/${type}`))?.path;
  const styles = await part(byType('styles') ?? '');
  const shared = entries.get(byType('sharedStrings') ?? '');
  let texts: Promise<readonly string[]> | null = null;
  return {
    bytes,
    sheets: sheets.flatMap(({ id, ...sheet }) => {
      const entry = entries.get(targets.get(id)?.path ?? '');
      return entry === undefined ? [] : [{ ...sheet, entry }];
    }),
    isFrom1904,
    isDateStyle: styles === null ? [] : await readDateStyles(styles.xml),
    sharedTexts: () => {
      texts ??= shared === undefined ? Promise.resolve([]) : readSharedTexts(bytes, shared);
      return texts;
    },
  };
}

/** Calls the handlers of `scanner` with the whole content of the entry; stops early when `isDone` says so. */
export async function scanEntry(
  bytes: Buffer,
  entry: ZipEntry,
  scanner: XmlScanner,
  isDone: () => boolean = () => false,
): Promise<void> {
  for await (const piece of textOf(bytes, entry)) {
    scanner.push(piece);
    if (isDone()) return;
  }
  scanner.end();
}

/** `_x0041_` of a text of a workbook stands for the character of that number. @source ECMA-376 part 1, 22.9.2.19 */
export function unescapedText(raw: string): string {
  const text = plainText(raw);
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Thrown when the shared texts are more than is held in memory. */
export class TooMuchText extends Error {}

function checkEntries(entries: ReadonlyMap<string, ZipEntry>, file: string, problems: WorkbookProblems): boolean {
  let size = 0;
  for (const entry of entries.values()) size += entry.expandedSize;
  const names = [...entries.keys()].map((name) => name.toLowerCase());
  const refused = (() => {
    if (size > largestExpanded) return ['too-large', `${Math.ceil(size / 1e6)} MB when unpacked`] as const;
    if ([...entries.values()].some((entry) => entry.isEncrypted)) return ['encrypted-workbook', file] as const;
    if (names.some((name) => name.endsWith('vbaproject.bin'))) return ['workbook-with-macros', file] as const;
    if (names.includes('xl/workbook.bin')) return ['other-format', 'a binary workbook (.xlsb)'] as const;
    if (names.includes('content.xml')) return ['other-format', 'an OpenDocument spreadsheet (.ods)'] as const;
    if (!names.includes('[content_types].xml')) return ['not-a-workbook', 'a zip archive of other files'] as const;
    return null;
  })();
  if (refused !== null) problems.add(refused[0], { file }, { found: refused[1] });
  return refused === null;
}

async function* textOf(bytes: Buffer, entry: ZipEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const piece of contentOf(bytes, entry)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function scanText(xml: AsyncIterable<string>, open: (name: string, attributes: string) => void): Promise<void> {
  const scanner = new XmlScanner({ open, close: () => undefined, text: () => undefined });
  for await (const piece of xml) scanner.push(piece);
  scanner.end();
}

type Target = { readonly type: string; readonly path: string };

/** Parts by the id under which another part names them. */
async function relationships(
  entries: ReadonlyMap<string, ZipEntry>,
  bytes: Buffer,
  path: string,
): Promise<Map<string, Target>> {
  const targets = new Map<string, Target>();
  const entry = entries.get(path);
  if (entry === undefined) return targets;
  const folder = path.replace(/_rels\/[^/]*$/, '');
  await scanText(textOf(bytes, entry), (name, attributes) => {
    if (name !== 'Relationship') return;
    targets.set(attributeOf(attributes, 'Id') ?? '', {
      type: attributeOf(attributes, 'Type') ?? '',
      path: resolvedPath(folder, attributeOf(attributes, 'Target') ?? ''),
    });
  });
  return targets;
}

async function targetOf(
  entries: ReadonlyMap<string, ZipEntry>,
  bytes: Buffer,
  path: string,
  type: string,
): Promise<string | undefined> {
  const targets = await relationships(entries, bytes, path);
  return [...targets.values()].find((target) => target.type.endsWith(`/${type}`))?.path;
}

function resolvedPath(folder: string, target: string): string {
  const path: string[] = [];
  for (const piece of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (piece === '..') path.pop();
    else if (piece !== '' && piece !== '.') path.push(piece);
  }
  return path.join('/');
}

function relsPath(path: string): string {
  return path.replace(/([^/]*)$/, '_rels/$1.rels');
}

async function readBookPart(xml: AsyncIterable<string>) {
  const sheets: { readonly name: string; readonly isHidden: boolean; readonly id: string }[] = [];
  let isFrom1904 = false;
  await scanText(xml, (name, attributes) => {
    if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    sheets.push({
      name: attributeOf(attributes, 'name') ?? '',
      isHidden: (attributeOf(attributes, 'state') ?? 'visible') !== 'visible',
      id: attributeOf(attributes, 'id') ?? '',
    });
  });
  return { sheets, isFrom1904 };
}

async function readDateStyles(xml: AsyncIterable<string>): Promise<boolean[]> {
  const formats = new Map<string, string>();
  const isDate: boolean[] = [];
  let inCellStyles = false;
  const scanner = new XmlScanner({
    open: (name, attributes) => {
      if (name === 'cellXfs') inCellStyles = true;
      if (name === 'numFmt')
        formats.set(attributeOf(attributes, 'numFmtId') ?? '', attributeOf(attributes, 'formatCode') ?? '');
      if (name !== 'xf' || !inCellStyles) return;
      const id = attributeOf(attributes, 'numFmtId') ?? '0';
      isDate.push(builtInDateFormats.has(id) || isDateFormat(formats.get(id) ?? ''));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
    text: () => undefined,
  });
  for await (const piece of xml) scanner.push(piece);
  return isDate;
}

/** Formats that every program knows by number; times of day without a date are not among them. */
const builtInDateFormats: ReadonlySet<string> = new Set(
  [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map(String),
);

/** True when the format shows days, months in words or years; what is quoted, escaped or in brackets does not count. */
function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '');
  return /[dy]|m{3,}/i.test(bare) && !/^general$/i.test(bare);
}

async function readSharedTexts(bytes: Buffer, entry: ZipEntry): Promise<string[]> {
  const texts: string[] = [];
  const text = new TextGatherer();
  let size = 0;
  const scanner = new XmlScanner({
    open: (name) => {
      if (name === 'si') text.begin();
      else text.open(name);
    },
    close: (name) => {
      text.close(name);
      if (name !== 'si') return;
      const whole = text.end();
      size += whole.length;
      if (size > mostSharedText) throw new TooMuchText();
      texts.push(whole);
    },
    text: (raw) => text.add(raw),
  });
  await scanEntry(bytes, entry, scanner);
  return texts;
}

/**
 * Puts together the text of a shared or inline string: its `t` elements, but not those of phonetic runs. What is
 * longer than any program writes is cut.
 */
export class TextGatherer {
  #pieces: string[] = [];
  #size = 0;
  #inText = false;
  #inPhonetic = false;

  begin(): void {
    this.#pieces = [];
    this.#size = 0;
    this.#inText = false;
    this.#inPhonetic = false;
  }

  open(name: string): void {
    if (name === 't') this.#inText = true;
    if (name === 'rPh') this.#inPhonetic = true;
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    if (name === 'rPh') this.#inPhonetic = false;
  }

  add(raw: string): void {
    if (!this.#inText || this.#inPhonetic || this.#size > longestRawText) return;
    this.#pieces.push(raw);
    this.#size += raw.length;
  }

  end(): string {
    return unescapedText(this.#pieces.join(''));
  }
}

/** Seven raw characters (`_x0041_`) may stand for one of the 32,767 that a cell holds. @units characters */
const longestRawText = 300_000;
