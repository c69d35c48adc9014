/** Whether the numbers of a data set may be written to a file, and the files that others can read. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { DataSetStatement } from '#core/datasets/data-set.ts';
import type { TargetChoice } from '#core/rebase/rebased-table.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/** What is to be written, for the advice of a refusal. */
type Leaving = {
  readonly to: TargetChoice;
  readonly on: string;
  /** It was read from a file and is not kept. */
  readonly isFile?: boolean;
};

/** An answer when the numbers may leave: they count no people, or were published before. Refused with how to release them. */
export function checkLeaving(
  { id, title, subject }: Pick<DataSetStatement, 'id' | 'title' | 'subject'>,
  { to, on, isFile = false }: Leaving,
): Result<null, Refusal> {
  if (subject !== 'counts-of-people') return answer(null);
  const areas = to.kind === 'tier' ? to.tier : to.geography;
  const first = isFile ? 'import the file (coterminous data import FILE), then ' : '';
  const name = isFile ? 'ID' : id;
  const published = isFile
    ? 'If the numbers count no people, or were published already, say so with --subject not-people or --subject published.'
    : 'If the numbers were published already, say so in the description of the data set (subject "published") and import it again.';
  const detail =
    `${title} counts people: its numbers are shown on screen, and leave the system in a file or as machine-readable ` +
    `data only through a release, which hides small numbers and what gives them away. To make one, ${first}run ` +
    `"coterminous release make --data ${name} --to ${areas} --on ${on}" or use the Releases screen, and export that. ${published}`;
  return refuse({ kind: 'needs-release', detail });
}

/**
 * An answer when what was divided by these weights may leave: a population, or a data set that counts no people or was
 * published. Refused for others, since shares of an area tell the numbers that they are shares of. Weights that are
 * not there are refused where they are used.
 */
export async function checkWeightsLeaving(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  weights: string | undefined,
): Promise<Result<null, Refusal>> {
  if (weights === undefined) return answer(null);
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const { pack, world } = opened.value;
  if (world.populations.some(({ row }) => row.id === weights)) return answer(null);
  const id = weights.split(':')[0];
  const head = (await shelves.data.list(pack.name)).find((one) => one.id === id);
  if (head === undefined || head.document.statement.subject !== 'counts-of-people') return answer(null);
  const { title } = head.document.statement;
  const detail =
    `The weights are of ${title}, which counts people: shares of an area tell the numbers that they are shares of, so what is ` +
    `divided by them is shown on screen and leaves neither in a file nor in a release. Take a population as the weights, or, ` +
    `if the numbers were published already, say so in the description of ${id} (subject "published") and import it again.`;
  return refuse({ kind: 'needs-release', detail });
}

/** Columns of a table as programs of analysts take them. */
export type WrittenColumn = {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'integer' | 'share';
  readonly values: readonly (string | number | boolean | null)[];
};

/** The bytes of a Parquet file with these columns; notes are kept beside them in the file. */
export async function writeColumns(
  columns: readonly WrittenColumn[],
  notes: readonly (readonly [string, string])[],
): Promise<Uint8Array> {
  // Loaded here: DuckDB is large, and most questions need none of it.
  const { encodeParquet } = await import('#sources/tables/write-parquet.ts');
  const kept: Record<string, string> = {};
  for (const [name, note] of notes) kept[name] = kept[name] === undefined ? note : `${kept[name]}\n${note}`;
  return await encodeParquet(
    columns.map(({ name, kind, values }) => ({ name, kind: kind === 'share' ? 'number' : kind, values })),
    kept,
  );
}
