/** Writing comma-separated text that is safe to open in a spreadsheet. */

export type Cell = string | number | boolean | null;

/**
 * One line of CSV, RFC 4180, without its line end. A text cell that a spreadsheet would run as a formula
 * (it begins with = + - @ or a control character) is led by an apostrophe; numbers are left alone.
 * @source OWASP, CSV Injection
 */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(csvCell).join(',');
}

/** The whole table: heading row, then the rows, each ended by CR LF as RFC 4180 has it. */
export function csvTable(heading: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [csvLine(heading)];
  for (const row of rows) lines.push(csvLine(row));
  return `${lines.join('\r\n')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
