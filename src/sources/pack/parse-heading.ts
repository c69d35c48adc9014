/** The heading row of a table file: which cell holds which column. */

import { nearestWord } from '#core/pack/nearest-word.ts';
import { type ProblemList, shown } from '#core/pack/problem-list.ts';
import type { Table } from '#core/pack/table.ts';

/** `positions[i]` is the cell of the table's column i, or -1 when the file does not have the column. */
export type Heading = { readonly names: readonly string[]; readonly positions: Int32Array };

/** The heading, or null with problems when the rows below cannot be understood. Order of columns is free. */
export function parseHeading(table: Table, cells: readonly string[], file: string, list: ProblemList): Heading | null {
  const names = [...cells];
  const known = table.columns.map((column) => column.name);
  const separator = names.length > 1 ? null : otherSeparator(names[0] ?? '');
  if (separator !== null) {
    list.add('wrong-separator', { file, row: 1 }, () => ({
      message: 'The cells of this file do not seem to be separated by commas; save it with commas.',
      expected: 'commas',
      found: separator,
    }));
    return null;
  }
  let usable = true;
  for (const [index, name] of names.entries()) {
    const where = { file, row: 1, column: name === '' ? `${index + 1}` : name };
    if (names.indexOf(name) < index && known.includes(name)) {
      const places = `${names.indexOf(name) + 1} and ${index + 1}`;
      const message = `The heading has this column twice, in cells ${places}; take one out.`;
      list.add('duplicate-column', where, () => ({ message, expected: 'each column once', found: shown(name) }));
      usable = false;
    } else if (!known.includes(name)) {
      const near = nearestWord(
        name,
        known.filter((column) => !names.includes(column)),
      );
      const hint = near === null ? 'correct its name or take it out' : `perhaps ${near} is meant`;
      const message = `The table ${table.name} has no such column, so it is not read; ${hint}.`;
      list.add('unknown-column', where, () => ({ message, expected: known.join(', '), found: shown(name) }));
    }
  }
  for (const column of table.columns) {
    if (!column.required || names.includes(column.name)) continue;
    const message = `The table ${table.name} must have this column; add it.`;
    list.add('missing-column', { file, row: 1, column: column.name }, () => ({
      message,
      expected: column.name,
      found: names.map((name) => shown(name)).join(', '),
    }));
    usable = false;
  }
  return usable ? { names, positions: Int32Array.from(known, (name) => names.indexOf(name)) } : null;
}

function otherSeparator(heading: string): string | null {
  if (heading.includes(';')) return 'semicolons';
  return heading.includes('\t') ? 'tabs' : null;
}
