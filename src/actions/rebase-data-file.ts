/**
 * A file on other areas without keeping it: read as an import would read it, moved, and forgotten. Files that are too large for that
 * are added up as they are read.
 */

import { statSync } from 'node:fs';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { areaIndexOf, type DataFile, dataProblems, sampleOf, withDataFile } from '#actions/data-file.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { weightsAsked } from '#actions/weights-asked.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription } from '#core/datasets/description.ts';
import { gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { guessDescription } from '#core/datasets/guess-description.ts';
import { type AreasOverlap, overlapOfUses } from '#core/rebase/areas-overlap.ts';
import { rebaseDataSet, wantedUse } from '#core/rebase/rebase-data-set.ts';
import type { DataQuestion, RebasedTable } from '#core/rebase/rebased-table.ts';
import type { Context } from '#core/register/question.ts';
import type { OpenTable } from '#sources/tables/open-table.ts';
import type { FileValue, RebasedFile } from '#sources/tables/rebase-file.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type FileQuestion = DataQuestion & {
  readonly file: DataFile;
  /** Null: as it is guessed. */
  readonly description: DataDescription | null;
  /** Changes the description before it is used, as flags do. */
  readonly amend: (description: DataDescription) => DataDescription;
  /** Headings of columns whose texts are kept apart; undefined: as the description says. */
  readonly groups?: readonly string[] | undefined;
  readonly weights?: string | undefined;
};

export type RebasedFromFile = {
  readonly opened: OpenRegister;
  readonly table: RebasedTable;
  /** Warnings, and rows that were left out, as problems. */
  readonly problems: readonly Problem[];
};

/** The table of a file that fits in memory. With any error it is refused with all of them, by row and column. */
export async function rebaseDataFile(
  shelves: Shelves,
  context: Context,
  question: FileQuestion,
): Promise<Result<RebasedFromFile, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const { timeline } = opened.value;
  return withDataFile(question.file, 'rebase', async (source) => {
    const { description } = await readingOf(source, question, opened.value);
    const gathered = await gatherDataSet(source, description, areaIndexOf(timeline));
    if (gathered.dataSet === null) return refuse(dataProblems(question.file.fileName, gathered.problems, 'rebase'));
    const asked = await weightsAsked(shelves, opened.value, question.weights, gathered.dataSet.geographies);
    if (!asked.ok) return asked;
    const table = rebaseDataSet({ timeline, dataSet: gathered.dataSet, question, ...asked.value });
    if (!table.ok) return table;
    const problems = [...source.warnings, ...gathered.problems];
    return answer({ opened: opened.value, table: table.value, problems });
  });
}

/** The description that rows are read by, and the areas that the codes of a sample are. */
async function readingOf(
  source: OpenTable,
  { description, amend, groups, file }: FileQuestion,
  { timeline }: OpenRegister,
): Promise<{ readonly description: DataDescription; readonly geography: GeographyUse | null }> {
  if (description !== null && description.geography !== null) {
    const said = grouped(amend(description), groups);
    return { description: said, geography: said.geography };
  }
  const { rows } = await sampleOf(source);
  const guess = guessDescription(source.heading, rows, file.fileName, areaIndexOf(timeline));
  const said = grouped(amend(description ?? guess.description), groups);
  return { description: said, geography: said.geography ?? guess.geographies[0]?.use ?? null };
}

/** Columns that are named are kept apart; other groups, and the practices of a table of homes, are added up. */
function grouped(description: DataDescription, groups: readonly string[] | undefined): DataDescription {
  const columns = Object.entries(description.columns).map(([heading, use]): [string, ColumnUse] => {
    if (groups?.includes(heading) === true) return [heading, { as: 'breakdown', name: heading }];
    if (use.as === 'practice' || (groups !== undefined && use.as === 'breakdown')) return [heading, { as: 'add-up' }];
    return [heading, use];
  });
  const missing = (groups ?? []).filter((heading) => description.columns[heading] === undefined);
  const added = missing.map((heading): [string, ColumnUse] => [heading, { as: 'breakdown', name: heading }]);
  return { ...description, columns: Object.fromEntries([...columns, ...added]) };
}

/** From this size on a file is added up as it is read; of packed ones, which hold some ten times as much. @units bytes */
const largeText = 50_000_000;
const largePacked = 5_000_000;

/** True for a file that is too large to be gathered in memory. Workbooks never are. */
export function isLargeFile(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (/\.xlsx$/i.test(path)) return false;
  return size > (/\.(parquet|gz)$/i.test(path) ? largePacked : largeText);
}

export type LargeFileQuestion = FileQuestion & {
  readonly path: string;
  readonly onProgress?: (share: number) => void;
};

export type RebasedLargeFile = {
  readonly opened: OpenRegister;
  readonly description: DataDescription;
  readonly overlap: AreasOverlap;
  readonly values: readonly FileValue[];
  readonly groups: readonly string[];
  /** To be closed by the caller. */
  readonly file: RebasedFile;
};

/** The sums of a file of any size on the areas that are wanted, in bounded memory: counts and money alone. */
export async function rebaseLargeFile(
  shelves: Shelves,
  context: Context,
  question: LargeFileQuestion,
): Promise<Result<RebasedLargeFile, Refusal>> {
  const opened = await shelves.registers.open(context);
  if (!opened.ok) return opened;
  const read = await withDataFile(question.file, 'rebase', async (source) =>
    answer(await readingOf(source, question, opened.value)),
  );
  if (!read.ok) return read;
  const { description, geography } = read.value;
  const plan = planOf(description, question);
  if (!plan.ok) return plan;
  if (geography === null) {
    const detail = `The codes of ${question.file.fileName} are not known in this register. Say in a description (--description) which areas they are.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const { timeline } = opened.value;
  const asked = await weightsAsked(shelves, opened.value, question.weights, [geography]);
  if (!asked.ok) return asked;
  const found = overlapOfUses({ timeline, from: geography, to: wantedUse(question), ...asked.value });
  if (!found.ok) return found;
  const overlap = found.value;
  // Loaded here: DuckDB is large, and most questions need none of it.
  const { rebaseFile } = await import('#sources/tables/rebase-file.ts');
  const file = await rebaseFile({
    path: question.path,
    ...plan.value,
    valueColumns: plan.value.values,
    groupColumns: plan.value.groups,
    alsoInAll: true,
    crosswalk: overlap.crosswalk,
    sourceCodes: overlap.source.codes,
    targetCodes: overlap.target.codes,
    leaveOut: description.leaveOut,
    absent: description.absent,
    repeated: 'add',
    ...(question.onProgress === undefined ? {} : { onProgress: question.onProgress }),
  });
  if (!file.ok) return refuse(dataProblems(question.file.fileName, file.refusal, 'rebase'));
  const { values, groups } = plan.value;
  return answer({ opened: opened.value, description, overlap, values, groups, file: file.value });
}

type FilePlan = {
  readonly areaColumn: string;
  readonly values: readonly FileValue[];
  readonly groups: readonly string[];
};

function planOf(
  description: DataDescription,
  { file, measures, groups: asked }: FileQuestion,
): Result<FilePlan, Refusal> {
  const columns = Object.entries(description.columns);
  const areaColumn = columns.find(([, use]) => use.as === 'area')?.[0];
  if (areaColumn === undefined) {
    const detail = `No column of ${file.fileName} holds codes of areas. Name it with --area-column.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const values: FileValue[] = [];
  for (const [column, use] of columns) {
    if (use.as !== 'value' || (measures !== undefined && !measures.includes(column))) continue;
    const { kind, title, scale } = use.measure;
    if (kind !== 'count' && kind !== 'money') {
      const detail = `${column} of ${file.fileName} is a ${kind}: from a file of this size only counts and money are moved. Import it in parts, or name the columns with --value-column COLUMN=count.`;
      return refuse({ kind: 'cannot-rebase', detail });
    }
    values.push({ column, title, kind, scale });
  }
  if (values.length === 0) {
    const detail = `No column of ${file.fileName} holds numbers to move. Name one with --value-column COLUMN=count.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const apart = ['breakdown', 'measure-name', 'period'];
  const groups = columns.filter(([, use]) => apart.includes(use.as)).map(([heading]) => heading);
  return answer({ areaColumn, values, groups: asked === undefined ? groups : [...new Set([...asked, ...groups])] });
}
