/** Whether numbers that may leave as they are are those of a data set that counts people. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { DataSet } from '#core/datasets/data-set.ts';
import { sameColumns } from '#core/release/same-numbers.ts';
import type { Problem } from '#std/problem.ts';

/**
 * A warning for each data set that counts people and has columns with the same numbers of the same areas; none for numbers
 * that leave through a release themselves. Opens the data sets of people that are of as many areas.
 */
export async function checkCopied(
  shelves: Pick<Shelves, 'data'>,
  register: string,
  dataSet: DataSet,
): Promise<Problem[]> {
  if (dataSet.statement.subject === 'counts-of-people') return [];
  const problems: Problem[] = [];
  for (const { id, document } of await shelves.data.list(register)) {
    const { subject, title } = document.statement;
    if (subject !== 'counts-of-people' || id === dataSet.statement.id || document.holds !== 'numbers') continue;
    if (!document.areas.some((areas) => areas <= dataSet.codes.length && areas > 0)) continue;
    const opened = await shelves.data.open(register, id);
    const other = opened.ok ? opened.value.dataSet : null;
    const same = other === null ? 0 : sameColumns(dataSet, other).size;
    if (same === 0) continue;
    problems.push({
      code: 'leaves-freely',
      severity: 'warning',
      where: {},
      message: `Numbers of ${title} are in it, and these count people; here they may leave as they are. Go on only if they are public.`,
      found: `${same} column${same === 1 ? '' : 's'} of ${id}`,
    });
  }
  return problems;
}
