/**
 * PostgreSQL's text format of COPY, both ways, for rows of a pack's tables: the quickest road in and out for
 * hundreds of thousands of rows. Knows columns and their types; no names of database tables, no queries.
 */

import type { Column, Table } from '#core/pack/table.ts';

type Cell = string | number | boolean | null;
type AnyRow = Readonly<Record<string, Cell>>;

/** A piece of text to send, and how many rows end in it. */
export type CopyChunk = { readonly bytes: Buffer; readonly rows: number };

const chunkCharacters = 1 << 18;
const backslash = 92;
const capitalN = 78;
const needsEscape = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** The rows as COPY lines, in chunks: the row's position from 0, then its cells in the order of the columns. */
export function encodeCopy(table: Table, rows: readonly object[]): CopyChunk[] {
  const names = table.columns.map((column) => column.name);
  const chunks: CopyChunk[] = [];
  let text = '';
  let begun = 0;
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position] as AnyRow;
    text += position;
    for (const name of names) text += `\t${encodeCell(row[name] ?? null)}`;
    text += '\n';
    if (text.length < chunkCharacters) continue;
    chunks.push({ bytes: Buffer.from(text), rows: position + 1 - begun });
    begun = position + 1;
    text = '';
  }
  if (text !== '') chunks.push({ bytes: Buffer.from(text), rows: rows.length - begun });
  return chunks;
}

/** The rows of COPY lines that hold the cells in the order of the columns. Inverse of `encodeCopy`, but for the position. */
export function parseCopy(table: Table, text: string): object[] {
  const rows: object[] = [];
  const columns = table.columns.map((column) => ({ name: column.name, parse: cellParser(column) }));
  const last = columns.length - 1;
  let at = 0;
  while (at < text.length) {
    const row: Record<string, Cell> = {};
    for (let index = 0; index <= last; index++) {
      const column = columns[index] as (typeof columns)[number];
      const end = text.indexOf(index === last ? '\n' : '\t', at);
      row[column.name] = isNull(text, at, end) ? null : column.parse(text.slice(at, end));
      at = end + 1;
    }
    rows.push(row);
  }
  return rows;
}

function encodeCell(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell !== 'string') return String(cell);
  return needsEscape.test(cell) ? cell.replace(/[\\\t\n\r]/g, (character) => escapes[character] as string) : cell;
}

function isNull(text: string, at: number, end: number): boolean {
  return end - at === 2 && text.charCodeAt(at) === backslash && text.charCodeAt(at + 1) === capitalN;
}

function cellParser(column: Column): (text: string) => Cell {
  if (column.type === 'integer') return Number;
  if (column.type === 'boolean') return (text) => text === 't';
  return isRepetitive(column) ? makeInterner() : unescaped;
}

/** Columns whose values recur from row to row: each value is then held once, however many rows have it. */
function isRepetitive(column: Column): boolean {
  return column.oneOf !== undefined || column.refersTo !== undefined || column.type === 'date';
}

function makeInterner(): (text: string) => string {
  const known = new Map<string, string>();
  let lastText = '';
  let lastValue = '';
  return (text) => {
    if (text === lastText) return lastValue;
    let value = known.get(text);
    if (value === undefined) {
      value = unescaped(text);
      known.set(text, value);
    }
    lastText = text;
    lastValue = value;
    return value;
  };
}

/** PostgreSQL writes backspace, form feed and vertical tab as \b, \f and \v, too. */
const unescapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (_, character: string) => unescapes[character] ?? character);
}
