/** Rows counted as they go by, so that a file of far more than is kept is refused early. Does not look into them. */

import type { DataDescription } from '#core/datasets/description.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import { TableFault } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

/** Rows of a file of which each becomes numbers of its own. Whoever has more rebases from file to file. */
const mostRows = 5_000_000;

/**
 * The same rows. More than `most` are a fault, unless the description adds rows up, so that fewer numbers are kept than rows
 * are read. `onProgress` is told the rows so far, batch by batch.
 */
export function boundedRows(
  source: RowSource & { readonly rowCount?: number },
  { columns }: Pick<DataDescription, 'columns'>,
  onProgress?: (rows: number) => void,
  most = mostRows,
): RowSource {
  const addsUp = Object.values(columns).some(({ as }) => as === 'add-up');
  const batches = async function* () {
    if ((source.rowCount ?? 0) > most && !addsUp) throw new TableFault([tooManyRows(source.file, most)]);
    let rows = 0;
    for await (const batch of source.batches()) {
      rows += batch.rows.length;
      if (rows > most && !addsUp) throw new TableFault([tooManyRows(source.file, most)]);
      onProgress?.(rows);
      yield batch;
    }
  };
  return { file: source.file, heading: source.heading, batches };
}

function tooManyRows(file: string, most: number): Problem {
  return {
    code: 'too-many-rows',
    severity: 'error',
    where: { file, row: most + 2 },
    message:
      `The file has more than ${most.toLocaleString('en-GB')} rows, more than are kept. Rebase it from file to file ` +
      '(coterminous rebase --data FILE --csv FILE), or say which columns are added up.',
  };
}
