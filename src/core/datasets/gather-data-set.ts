/**
 * Rows of a file become a data set, by a description: all of it or nothing, with everything that is wrong by row and column.
 * Rows are read once, in batches, into columns of numbers; the file itself is never held. Knows no file formats.
 */

import type { AreaIndex } from '#core/datasets/area-index.ts';
import { assembleDataSet } from '#core/datasets/assemble-data-set.ts';
import { checkDescription } from '#core/datasets/check-description.ts';
import type { DataSet } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { gatherResidence } from '#core/datasets/gather-residence.ts';
import type { LeftOut } from '#core/datasets/left-out.ts';
import { ProblemBook } from '#core/datasets/problem-book.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import { makeRowPlan } from '#core/datasets/row-plan.ts';
import { RowReader } from '#core/datasets/row-reader.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import { isCodeHeading } from '#core/datasets/side-row.ts';
import { hasErrors, type Problem } from '#std/problem.ts';

export type Gathered = {
  /** Null: there are errors, or the file is a table of where patients live. */
  readonly dataSet: DataSet | null;
  /** Null: there are errors, or no column holds practices. */
  readonly residence: ResidenceTable | null;
  /** By row; the first thousand, then counts. With any error nothing was gathered. */
  readonly problems: readonly Problem[];
  readonly leftOut: readonly LeftOut[];
  /** Rows read below the heading. */
  readonly rows: number;
};

/**
 * What the rows say, by the description. Linear in the cells; memory grows with areas x measures x periods, not with rows.
 * @throws what the source throws when the file is broken.
 */
export async function gatherDataSet(
  source: RowSource,
  description: DataDescription,
  index: AreaIndex,
): Promise<Gathered> {
  const book = new ProblemBook(source.file);
  const faults = checkDescription(description, source.heading);
  book.addAll(faults);
  if (hasErrors(faults)) return nothing(book, [], 0);
  const plan = makeRowPlan(description, source.heading);
  if (isCodeHeading(plan.areaHeading, index)) {
    book.error('heading-is-row', { column: plan.areaHeading }, () => ({
      message:
        'The heading of this column is itself the code of an area: the file seems to have no headings. Put a row of headings above the first.',
    }));
    return nothing(book, [], 0);
  }
  if (plan.practice >= 0) {
    const { residence, leftOut, rows } = await gatherResidence(source, description, plan, index, book);
    return { ...nothing(book, leftOut, rows), residence: book.hasErrors ? null : residence };
  }
  const reader = new RowReader(plan, description, index, book);
  for await (const batch of source.batches()) if (!reader.take(batch)) break;
  reader.sideRows.tell(book);
  if (reader.rows === 0) book.error('no-rows', {}, () => ({ message: 'The file has a heading and no rows.' }));
  // What was read only in part says nothing of the whole.
  if (reader.rows === 0 || reader.isFull) return nothing(book, [], reader.rows);
  const { dataSet, leftOut } = assembleDataSet(reader, description, index, book);
  return { ...nothing(book, leftOut, reader.rows), dataSet: book.hasErrors ? null : dataSet };
}

function nothing(book: ProblemBook, leftOut: readonly LeftOut[], rows: number): Gathered {
  return { dataSet: null, residence: null, problems: book.problems(), leftOut, rows };
}
