/** Tables of any screen or command as an Excel workbook, for the command line and the API. */

import { writeWorkbook } from '#sources/workbook/write-workbook.ts';
import type { Sheet } from '#std/sheet.ts';

/** The bytes of an .xlsx file with these sheets, in this order; notes of sheets come on a last one. */
export async function writeSheets(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return await writeWorkbook(sheets);
}
