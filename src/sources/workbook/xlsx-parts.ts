/**
 * The parts of an Excel workbook as XML (ECMA-376): what is common to all sheets, and the sheets themselves, piece by
 * piece. Text is an inline string, never a formula. Knows nothing of what the sheets are about.
 */

import type { ZipPart } from '#sources/workbook/zip-archive.ts';
import { isoDate, parseIsoDate } from '#std/iso-date.ts';
import type { SheetCell, SheetColumn, SheetColumnKind } from '#std/sheet.ts';

/** A choice list on the cells of a column: `source` is the range of its words, such as `Lists!$A$2:$A$9`. */
export type ChoiceList = { readonly column: number; readonly source: string; readonly message: string };

export type SheetDraft = {
  /** Unique, and such as a workbook allows. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** So many empty rows below are made ready: with the formats of their columns and the choice lists. */
  readonly readyRows?: number;
  readonly choices?: readonly ChoiceList[];
  /** Text is broken into lines within its cell. */
  readonly isProse?: boolean;
};

/** The longest text that a cell may hold; Excel calls a workbook with a longer one damaged. @units characters */
export const longestCellText = 32_767;
/** With the heading. */
const mostSheetRows = 1_048_576;
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNames = 'http://schemas.openxmlformats.org/package/2006';
const partTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** From this day on all programs agree on the number of a day: the system of 1900 has a 29 February 1900. */
const firstCertainDay = isoDate('1900-03-01');
const dayBeforeSerials = Date.UTC(1899, 11, 30);
const dayMs = 86_400_000;

/** By number, as in `stylesPart`. */
const styleOf: Record<SheetColumnKind, number> = { text: 2, date: 3, pounds: 4, integer: 5, share: 6 };
const headingStyle = 1;
const proseStyle = 7;

/** All parts of a workbook with these sheets; at least one is needed. */
export function xlsxParts(sheets: readonly SheetDraft[]): ZipPart[] {
  return [
    { name: '[Content_Types].xml', content: [contentTypes(sheets.length)] },
    { name: '_rels/.rels', content: [relationships([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', content: [bookPart(sheets)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [
        relationships([
          ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', content: [stylesPart()] },
    ...sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: sheetPart(sheet, at === 0) })),
  ];
}

/** The letters of a column as a spreadsheet shows them; the first, 0, is A. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`;
}

/**
 * The text as XML, so that a workbook gives it back exactly: `_x0041_` would be read as an escaped A, and characters
 * that XML does not have are written as such escapes. Too long a text is cut and ends with "… (cut)".
 * @source ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
 */
export function cellText(text: string): string {
  const whole = text.length <= longestCellText ? text : `${text.slice(0, longestCellText - 7)}… (cut)`;
  return escaped(whole.replace(/_x(?=[0-9a-fA-F]{4}_)/g, '_x005F_x'));
}

function escaped(text: string): string {
  return text.replace(oddCharacters, (odd) => {
    const name = namedCharacters[odd];
    return name ?? `_x${odd.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

// Control characters but tab and line feed; what is no character; half a pair.
const oddCharacters = /[&<>"\uFFFE\uFFFF]|(?![\t\n])\p{Cc}|\p{Surrogate}/gu;
const namedCharacters: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function contentTypes(sheets: number): string {
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${partTypes}.${type}+xml"/>`;
  return [
    `${declaration}<Types xmlns="${packageNames}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('/xl/workbook.xml', 'sheet.main'),
    override('/xl/styles.xml', 'styles'),
    ...Array.from({ length: sheets }, (_, at) => override(`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet')),
    '</Types>',
  ].join('');
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packageNames}/relationships">${each.join('')}</Relationships>`;
}

function bookPart(sheets: readonly SheetDraft[]): string {
  const named = sheets.flatMap(({ name, columns, rows }, at) => {
    if (columns.length === 0) return [];
    const quoted = `'${escaped(name).replaceAll("'", "''")}'`;
    const range = `${quoted}!$A$1:$${letters(columns.length - 1)}$${rows.length + 1}`;
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${range}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted}!$1:$1</definedName>`,
    ];
  });
  return [
    `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><bookViews><workbookView/></bookViews><sheets>`,
    ...sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`),
    '</sheets>',
    ...(named.length === 0 ? [] : ['<definedNames>', ...named, '</definedNames>']),
    '</workbook>',
  ].join('');
}

function stylesPart(): string {
  const xf = (format: number, rest: string) =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${rest}`;
  const wrapped = ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>';
  return [
    `${declaration}<styleSheet xmlns="${spreadsheet}"><numFmts count="2">`,
    '<numFmt numFmtId="164" formatCode="dd\\ mmm\\ yyyy"/><numFmt numFmtId="165" formatCode="&quot;£&quot;#,##0.00"/>',
    '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>',
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${wrapped}`,
    xf(49, '/>'),
    xf(164, '/>'),
    xf(165, '/>'),
    xf(1, '/>'),
    xf(10, '/>'),
    xf(49, wrapped),
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('');
}

/** Pieces of the XML of a sheet, some tens of kilobytes each. */
function* sheetPart(sheet: SheetDraft, isFirst: boolean): Generator<string> {
  const { columns, rows, readyRows = 0, choices = [] } = sheet;
  if (rows.length >= mostSheetRows) throw new Error(`${rows.length} rows do not fit a sheet`);
  const lastColumn = letters(Math.max(0, columns.length - 1));
  yield [
    `${declaration}<worksheet xmlns="${spreadsheet}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<dimension ref="A1:${lastColumn}${rows.length + 1}"/>`,
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>',
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    columns.length === 0 ? '' : `<cols>${columns.map((column, at) => columnPart(column, at)).join('')}</cols>`,
    '<sheetData>',
    rowPart(1, columns.map((column, at) => textPart(`${letters(at)}1`, headingStyle, column.heading)).join('')),
  ].join('');
  const styles = columns.map(({ kind }) => (sheet.isProse === true && kind === 'text' ? proseStyle : styleOf[kind]));
  const names = columns.map((_, at) => letters(at));
  let piece = '';
  for (const [at, row] of rows.entries()) {
    let cells = '';
    for (const [column, { kind }] of columns.entries()) {
      const cell = row[column];
      if (cell === null || cell === undefined) continue;
      cells += cellPart(`${names[column]}${at + 2}`, styles[column] ?? 0, kind, cell);
    }
    piece += rowPart(at + 2, cells);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  for (let row = rows.length + 2; row < rows.length + 2 + readyRows; row++) {
    piece += rowPart(row, styles.map((style, at) => `<c r="${names[at]}${row}" s="${style}"/>`).join(''));
  }
  yield `${piece}</sheetData>`;
  if (columns.length > 0) yield `<autoFilter ref="A1:${lastColumn}${rows.length + 1}"/>`;
  if (choices.length > 0) yield choicesPart(choices, rows.length + 1 + readyRows);
  yield '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>';
  yield '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>';
}

/** @units characters */
const pieceLength = 1 << 16;

function columnPart({ width }: SheetColumn, at: number): string {
  return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
}

function rowPart(row: number, cells: string): string {
  return `<row r="${row}">${cells}</row>`;
}

function cellPart(at: string, style: number, kind: SheetColumnKind, cell: Exclude<SheetCell, null>): string {
  switch (typeof cell) {
    case 'number':
      return Number.isFinite(cell) ? numberPart(at, style, String(cell)) : '';
    case 'bigint':
      return kind === 'pounds' ? poundsPart(at, style, cell) : numberPart(at, style, String(cell));
    case 'boolean':
      return `<c r="${at}" s="${style}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    default:
      return (kind === 'date' ? datePart(at, style, cell) : null) ?? textPart(at, style, cell);
  }
}

function textPart(at: string, style: number, text: string): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

function numberPart(at: string, style: number, number: string): string {
  return `<c r="${at}" s="${style}"><v>${number}</v></c>`;
}

/** Written in decimal, so that the file has every penny, whatever the program makes of it. */
function poundsPart(at: string, style: number, pence: bigint): string {
  const size = pence < 0n ? -pence : pence;
  return numberPart(at, style, `${pence < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`);
}

/** Null when the text is no date, or one that programs do not agree on. */
function datePart(at: string, style: number, text: string): string | null {
  const date = parseIsoDate(text);
  if (date === null || date < firstCertainDay) return null;
  return numberPart(at, style, String((Date.parse(date) - dayBeforeSerials) / dayMs));
}

function choicesPart(choices: readonly ChoiceList[], lastRow: number): string {
  const each = choices.map(({ column, source, message }) => {
    const range = `${letters(column)}2:${letters(column)}${lastRow}`;
    return [
      '<dataValidation type="list" errorStyle="warning" allowBlank="1" showInputMessage="1" showErrorMessage="1" ',
      `errorTitle="Not in the list" error="${escaped(message)}" sqref="${range}"><formula1>${escaped(source)}</formula1>`,
      '</dataValidation>',
    ].join('');
  });
  return `<dataValidations count="${choices.length}">${each.join('')}</dataValidations>`;
}
