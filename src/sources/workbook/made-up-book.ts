/** Workbooks with any content, however odd, for tests: from cells or from the XML of sheets as it stands. */

import { crc32, deflateRawSync } from 'node:zlib';

export type MadeUpPart = { readonly name: string; readonly content: Iterable<string> };

export type MadeUpSheet = {
  readonly name: string;
  /** What stands in `sheetData`, and after it. */
  readonly rows: Iterable<string>;
  readonly after?: string;
  readonly isHidden?: boolean;
};

export type MadeUpBook = {
  readonly sheets: readonly MadeUpSheet[];
  readonly isFrom1904?: boolean;
  /** `<si>` elements. */
  readonly sharedTexts?: readonly string[];
  readonly furtherParts?: readonly MadeUpPart[];
};

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The bytes of a workbook whose cells of style 1 are dates. */
export function madeUpBook({ sheets, isFrom1904, sharedTexts, furtherParts = [] }: MadeUpBook): Uint8Array {
  const rels = [
    ...sheets.map(
      (_, at) => `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/s${at + 1}.xml"/>`,
    ),
    `<Relationship Id="st" Type="${relations}/styles" Target="/xl/styles.xml"/>`,
    `<Relationship Id="ss" Type="${relations}/sharedStrings" Target="./sharedStrings.xml"/>`,
  ];
  const named = sheets.map(
    ({ name, isHidden }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  );
  return madeUpArchive([
    { name: '[Content_Types].xml', content: ['<Types/>'] },
    {
      name: '_rels/.rels',
      content: [
        `<Relationships><Relationship Id="r" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
    },
    {
      name: 'xl/workbook.xml',
      content: [
        `<workbook>${isFrom1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${named.join('')}</sheets></workbook>`,
      ],
    },
    { name: 'xl/_rels/workbook.xml.rels', content: [`<Relationships>${rels.join('')}</Relationships>`] },
    {
      name: 'xl/styles.xml',
      content: [
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-809]dd mmmm yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
      ],
    },
    { name: 'xl/sharedStrings.xml', content: [`<sst>${(sharedTexts ?? []).join('')}</sst>`] },
    ...sheets.map((sheet, at) => ({ name: `xl/worksheets/s${at + 1}.xml`, content: sheetXml(sheet) })),
    ...furtherParts,
  ]);
}

/** A row of texts and numbers; what begins with `<` stands as it is, and must have its own reference. */
export function rowXml(row: number, cells: readonly (string | number | null)[]): string {
  const each = cells.map((cell, at) => {
    const reference = `${String.fromCharCode(65 + at)}${row}`;
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    return cell.startsWith('<') ? cell : `<c r="${reference}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${row}">${each.join('')}</row>`;
}

function* sheetXml({ rows, after = '' }: MadeUpSheet): Generator<string> {
  yield '<worksheet><sheetData>';
  yield* rows;
  yield `</sheetData>${after}</worksheet>`;
}

/** A zip archive of these parts. */
export function madeUpArchive(parts: readonly MadeUpPart[]): Buffer {
  const pieces: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const text = Buffer.from([...content].join(''));
    const packed = deflateRawSync(text);
    const header = Buffer.alloc(30);
    header.write('PK\u0003\u0004', 0, 'latin1');
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(crc32(text), 14);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(text.length, 22);
    header.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.write('PK\u0001\u0002', 0, 'latin1');
    entry.writeUInt16LE(20, 4);
    header.copy(entry, 6, 4);
    entry.writeUInt32LE(offset, 42);
    const piece = Buffer.concat([header, Buffer.from(name), packed]);
    pieces.push(piece);
    list.push(entry, Buffer.from(name));
    offset += piece.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    list.reduce((sum, piece) => sum + piece.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...list, end]);
}
