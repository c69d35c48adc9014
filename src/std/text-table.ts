/** Tables for a terminal. */

export type TextColumn = { readonly heading: string; readonly align?: 'left' | 'right' };

/**
 * Columns as wide as their widest cell, two spaces apart, with a heading and a rule. The last left-aligned
 * column is not padded, so that lines carry no trailing blanks. No rows: the heading alone.
 */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, at) =>
    rows.reduce((most, row) => Math.max(most, (row[at] ?? '').length), column.heading.length),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map((column, at) => {
        const cell = cells[at] ?? '';
        const width = widths[at] ?? 0;
        return column.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(columns.map((column) => column.heading)), rule, ...rows.map(line)].join('\n');
}
