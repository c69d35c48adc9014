/** What a file seems to hold, before anything is stored: its columns, its areas, its periods, and how to import it. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { areaIndexOf, type DataFile, listedProblems, sampleOf, withDataFile } from '#actions/data-file.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type Guess, guessDescription } from '#core/datasets/guess-description.ts';
import type { Context } from '#core/register/question.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result } from '#std/result.ts';

export type Inspection = {
  readonly register: string;
  readonly file: string;
  readonly rowsRead: number;
  /** The guess rests on every row. */
  readonly isWhole: boolean;
  readonly firstRows: readonly (readonly string[])[];
  readonly guess: Guess;
  /** Warnings of the reader. */
  readonly problems: readonly Problem[];
};

/** The guess. A file that is no table, or is broken, is refused with its problems. Nothing is stored. */
export async function inspectData(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  file: DataFile,
): Promise<Result<Inspection, Refusal>> {
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const { pack, timeline } = opened.value;
  return withDataFile(file, 'inspect', async (table) => {
    const { rows, firstRows, rowsRead, isWhole } = await sampleOf(table);
    const guess = guessDescription(table.heading, rows, file.fileName, areaIndexOf(timeline));
    const problems = listedProblems(table.warnings);
    return answer({ register: pack.name, file: file.fileName, rowsRead, isWhole, firstRows, guess, problems });
  });
}
