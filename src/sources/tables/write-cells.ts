/** Rebased cells as a file, a batch at a time: one row for each, with its bounds and what is estimated. Whole or not at all. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Cell } from '#core/rebase/cell.ts';
import { openDuck } from '#sources/tables/duckdb.ts';
import { appendColumns, copyParquet, type ParquetColumn } from '#sources/tables/write-parquet.ts';
import { csvLine } from '#std/csv-text.ts';

/** A cell with what it is of. */
export type PlacedCell = Cell & {
  readonly area: string;
  readonly group: readonly string[] | null;
  readonly column: number;
};

export type CellsToWrite = {
  readonly groupColumns: readonly string[];
  /** Titles of the value columns. */
  readonly titles: readonly string[];
  /** Value columns in pence, which are written in pounds. */
  readonly isMoney: readonly boolean[];
  readonly cells: () => AsyncIterable<readonly PlacedCell[]>;
};

const headings = ['measure', 'value', 'lower', 'upper', 'exact', 'sources_split', 'estimated_proportion'];

/** Writes a row a cell: area, the group columns (empty: all together), measure, value and what is known of it. */
export async function writeCells(path: string, form: 'csv' | 'parquet', toWrite: CellsToWrite): Promise<void> {
  // The folder of the database lies beside the file, so that the file takes its name in one step.
  const duck = await openDuck({ reads: [], beside: dirname(path) });
  try {
    if (form === 'csv') await rename(await writeCsv(duck.folder, toWrite), path);
    else {
      for await (const batch of toWrite.cells()) {
        await appendColumns(duck.connection, 'cells', columnsOf(batch, toWrite));
      }
      await rename(await copyParquet(duck, 'cells', {}), path);
    }
  } finally {
    await duck.close();
  }
}

async function writeCsv(folder: string, toWrite: CellsToWrite): Promise<string> {
  const path = join(folder, 'written.csv');
  const file = createWriteStream(path);
  // An error is told by the last line; until then it must not end the program.
  const end = finished(file);
  end.catch(() => {});
  file.write(`${csvLine(['area', ...groupNames(toWrite), ...headings])}\r\n`);
  for await (const batch of toWrite.cells()) {
    const text = batch.map((cell) => `${csvLine(rowOf(cell, toWrite))}\r\n`).join('');
    if (!file.write(text)) await Promise.race([once(file, 'drain'), end]);
  }
  file.end();
  await end;
  return path;
}

function rowOf(cell: PlacedCell, { groupColumns, titles, isMoney }: CellsToWrite) {
  const { area, group, column, exact, sourcesSplit, estimatedProportion } = cell;
  const unit = isMoney[column] === true ? 100 : 1;
  const shown = (value: number | null) => (value === null ? null : value / unit);
  const groups = groupColumns.map((_, at) => group?.[at] ?? '');
  const numbers = [shown(cell.value), shown(cell.lower), shown(cell.upper)];
  return [area, ...groups, titles[column] ?? '', ...numbers, exact, sourcesSplit, estimatedProportion];
}

function columnsOf(batch: readonly PlacedCell[], toWrite: CellsToWrite): ParquetColumn[] {
  const rows = batch.map((cell) => rowOf(cell, toWrite));
  const names = ['area', ...groupNames(toWrite), ...headings];
  const firstNumber = names.length - headings.length + 1;
  const kinds = ['number', 'number', 'number', 'boolean', 'integer', 'number'] as const;
  return names.map((name, at) => ({
    name,
    kind: kinds[at - firstNumber] ?? 'text',
    values: rows.map((row) => row[at] ?? null),
  }));
}

/** A group column that is called as one of ours is told apart. */
function groupNames({ groupColumns }: CellsToWrite): string[] {
  const taken = new Set(['area', ...headings]);
  return groupColumns.map((name) => (taken.has(name.toLowerCase()) ? `${name} (group)` : name));
}
