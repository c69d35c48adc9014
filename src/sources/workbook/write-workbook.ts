/** Sheets to the bytes of an Excel workbook. Knows nothing of what the sheets are about. */

import { librarySheet, type SheetDraft } from '#sources/workbook/draft-sheet.ts';
import { xlsxLibrary } from '#sources/workbook/xlsx-library.ts';
import type { Sheet } from '#std/sheet.ts';

/**
 * The workbook, one sheet after the other: headings in bold and frozen, with a filter; dates, money and shares as
 * numbers that a spreadsheet can add up; text as text, never as a formula. Text longer than the 32,767 characters that
 * a cell holds is cut and ends with "… (cut)". No sheets: one empty sheet, since a workbook needs one. Equal sheets
 * give equal bytes. Takes some 15 kilobytes of memory a row of fifty columns.
 * @throws when a sheet has more rows than a workbook allows, 1,048,575 under the heading.
 */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const noted = sheets.filter((sheet) => sheet.note !== undefined);
  const notes: SheetDraft = {
    name: 'Notes',
    columns: [
      { heading: 'Sheet', kind: 'text', width: 32 },
      { heading: 'Note', kind: 'text', width: 100 },
    ],
    rows: noted.map((sheet) => [sheet.name, sheet.note ?? '']),
    isProse: true,
  };
  return await writeDrafts(noted.length > 0 || sheets.length === 0 ? [...sheets, notes] : sheets);
}

/** The workbook of these sheets, under names that are made such as a workbook allows. */
export async function writeDrafts(drafts: readonly SheetDraft[]): Promise<Uint8Array> {
  const names = sheetNames(drafts.map((draft) => draft.name));
  const sheets = drafts.map((draft, at) => librarySheet({ ...draft, name: names[at] ?? draft.name }));
  const { writeXlsx } = await xlsxLibrary();
  return await writeXlsx({
    sheets,
    properties: { creator: 'Coterminous', created: dayOfNoClock, modified: dayOfNoClock },
    // The heading is repeated on each printed page.
    namedRanges: sheets.map(({ name }) => ({
      name: '_xlnm.Print_Titles',
      range: `'${name.replaceAll("'", "''")}'!$1:$1`,
      scope: name,
    })),
  });
}

/** The day that the parts of an archive bear, too: equal sheets give equal bytes. */
const dayOfNoClock = new Date('1980-01-01');

/** Without []:*?/\ and control characters, not empty, at most 31 characters, no two alike whatever their case. */
function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const plain = name
      .replace(/[[\]:*?/\\\p{C}]/gu, ' ')
      .replace(/^['\s]+|['\s]+$/g, '')
      .replace(/^(history)?$/i, 'Sheet $1')
      .trim();
    let unique = cut(plain, 31);
    for (let at = 2; taken.has(unique.toLowerCase()); at++) {
      const suffix = ` (${at})`;
      unique = `${cut(plain, 31 - suffix.length)}${suffix}`;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** At most so many code units, without half a pair, a space or an apostrophe at the end. */
function cut(name: string, length: number): string {
  return name
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/['\s]+$/, '');
}
