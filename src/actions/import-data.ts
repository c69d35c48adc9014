/**
 * A file of numbers into the store: all of it or nothing. The id says whether it is a new data set or a correction, which
 * is a new version; what is equal to the newest version is not written again.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { boundedRows } from '#actions/bounded-rows.ts';
import { checkCopied } from '#actions/check-copied.ts';
import { checkStatement } from '#actions/check-statement.ts';
import { type EncodedData, encodeDataSet, encodeResidence } from '#actions/data-document.ts';
import {
  areaIndexOf,
  type DataFile,
  dataProblems,
  listedProblems,
  sampleOf,
  withDataFile,
  withoutFaults,
} from '#actions/data-file.ts';
import type { RegisterGround } from '#actions/load-register.ts';
import { changedMeanwhile, type Refusal } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import { bodyActing, dataOwner, sightForAll, sightGround, sightOfOwn } from '#actions/sight-of.ts';
import type { AreaIndex } from '#core/datasets/area-index.ts';
import { columnFacts } from '#core/datasets/column-facts.ts';
import type { Mark } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { descriptionDoubts, type Said } from '#core/datasets/description-doubts.ts';
import { type Gathered, gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { guessDescription } from '#core/datasets/guess-description.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import type { Context } from '#core/register/question.ts';
import type { World } from '#core/register/world.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { saveDataVersion } from '#store/data-set-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Author } from '#store/record-rows.ts';

/** How a file is imported, whatever it is. */
export type DataImportOptions = {
  /** How to read the file; null: as it is guessed. */
  readonly description: DataDescription | null;
  /** Changes the description before it is used, as the flags of a command do. */
  readonly amend?: (description: DataDescription) => DataDescription;
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
  /** Why, for the journal; null: it says which file. */
  readonly reason?: string | null;
  /** Only check, store nothing. */
  readonly isDryRun: boolean;
  /** Published statistics, which everybody with a role in the register may see. */
  readonly isForAll?: boolean;
  /** Called with the rows read so far. */
  readonly onProgress?: (rows: number) => void;
};

/** What an import did, or would do. */
export type DataImportReport = {
  readonly register: string;
  readonly id: string;
  /** False: only checked. */
  readonly stored: boolean;
  /** The version it has now; in a dry run, the one it would have. */
  readonly version: number;
  /** The newest version was equal: nothing was written. */
  readonly isUnchanged: boolean;
  readonly rows: number;
  readonly areas: number;
  readonly measures: number;
  readonly periods: number;
  readonly values: Readonly<Record<Mark, number>>;
  readonly leftOut: Gathered['leftOut'];
  /** Warnings. */
  readonly problems: readonly Problem[];
};

/** Changes that others make between reading and storing are met by looking again, this often. */
const attempts = 5;

/** Imports the file; with any error it is refused with all of them, by row and column, and nothing is stored. */
export async function importData(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  file: DataFile,
  options: DataImportOptions,
): Promise<Result<DataImportReport, Refusal>> {
  return withDataFile(file, 'import', async (table) => {
    const opened = await shelves.registers.open({ register: context.register });
    if (!opened.ok) return opened;
    const index = areaIndexOf(opened.value.timeline);
    const read = await descriptionOf(table, file.fileName, index, options);
    const imported = await importRows(shelves, context, { source: table, ...read }, options);
    return withWarnings(imported, table.warnings);
  });
}

/** Rows that are described, to be imported. */
export type DescribedRows = {
  readonly source: RowSource;
  readonly description: DataDescription;
  /** Warnings that the description rests on. */
  readonly problems: readonly Problem[];
};

/** The same for rows that are at hand, such as those of a recipe. */
export async function importRows(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  { source, description, problems: doubts }: DescribedRows,
  options: DataImportOptions,
): Promise<Result<DataImportReport, Refusal>> {
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const { pack, timeline } = opened.value;
  const catalogue = await shelves.data.list(pack.name);
  const faults = checkStatement(description.statement, timeline.world, catalogue);
  return withoutFaults(source.file, 'import', async () => {
    const rows = boundedRows(source, description, options.onProgress);
    const gathered = await gatherDataSet(rows, description, areaIndexOf(timeline));
    const copied = gathered.dataSet === null ? [] : await checkCopied(shelves, pack.name, gathered.dataSet);
    const problems = [...doubts, ...faults, ...copied, ...gathered.problems];
    const encoded = hasErrors(problems) ? null : encode(gathered, source.file, timeline.world);
    if (encoded === null) return refuse(dataProblems(source.file, problems, 'import'));
    return store(shelves, opened.value, encoded, { gathered, problems: listedProblems(problems) }, options);
  });
}

/** How the rows are read: as it was said, else as it is guessed, with what is still doubtful about the guess as warnings. */
async function descriptionOf(
  table: RowSource,
  fileName: string,
  index: AreaIndex,
  { description, amend = (one) => one }: DataImportOptions,
): Promise<{ readonly description: DataDescription; readonly problems: readonly Problem[] }> {
  if (description !== null) return { description: amend(description), problems: [] };
  // A guess adds nothing up, so that a file which says itself that it is too long is refused before it is read.
  const { rows } = await sampleOf(boundedRows(table, { columns: {} }));
  const guess = guessDescription(table.heading, rows, fileName, index);
  const amended = amend(guess.description);
  const facts = columnFacts(table.heading, rows, index);
  const said = saidBy(amend, guess.description);
  // The gathering tells of codes itself, row by row, once it knows all of them.
  const doubts = descriptionDoubts({ facts, rows, description: amended, index, geographies: [], said });
  const problems = doubts.map(
    (message): Problem => ({ code: 'guessed', severity: 'warning', where: { file: fileName }, message }),
  );
  return { description: amended, problems };
}

/** What the change states itself: it shows on a description that says nothing. */
function saidBy(amend: (description: DataDescription) => DataDescription, guess: DataDescription): Said {
  const { columns, period, statement } = amend({ ...guess, columns: {}, period: null });
  const told = ['publisher', 'licence', 'vintage', 'method'] as const;
  return {
    columns: new Set(Object.keys(columns)),
    period: period !== null,
    statement: told.every((field) => statement[field] !== guess.statement[field]),
  };
}

/** What is saved; null: nothing was gathered. */
function encode({ dataSet, residence, rows }: Gathered, file: string, world: World): EncodedData | null {
  if (dataSet !== null) return encodeDataSet(dataSet, { file, rows });
  if (residence === null) return null;
  const geography = geographyNamed(world.land, residence.geography);
  if (geography === undefined) throw new Error(`a residence table of no geography: ${residence.geography}`);
  return encodeResidence(residence, geography, { file, rows });
}

async function store(
  shelves: Shelves,
  ground: RegisterGround,
  { document, content }: EncodedData,
  { gathered, problems }: { readonly gathered: Gathered; readonly problems: readonly Problem[] },
  { author, at, isDryRun, reason, isForAll = false }: DataImportOptions,
): Promise<Result<DataImportReport, Refusal>> {
  const register = ground.pack.name;
  const { id } = document.statement;
  const report = {
    register,
    id,
    stored: !isDryRun,
    rows: gathered.rows,
    areas: content.codes.length,
    measures: document.measures.length,
    periods: document.periods.length,
    values: document.values,
    leftOut: gathered.leftOut,
    problems,
  };
  const { registers } = shelves;
  const owner = dataOwner(document.statement.owner, ground.world) ?? (await bodyActing(registers, ground, author));
  const places = sightGround(registers, ground, at);
  const sight = isForAll ? sightForAll(owner, places) : sightOfOwn(owner, places);
  for (let attempt = 1; ; attempt++) {
    const held = (await shelves.data.list(register)).find((head) => head.id === id);
    const isUnchanged = held?.document.checksum === document.checksum;
    const version = (held?.version ?? 0) + (isUnchanged ? 0 : 1);
    if (isDryRun || isUnchanged) return answer({ ...report, version, isUnchanged });
    const saved = await saveAs(shelves, {
      register,
      verb: isForAll ? 'import-england-data' : 'import-data',
      author,
      at,
      changes: [
        {
          kind: 'data-set',
          id,
          expectedVersion: held?.version ?? null,
          body: document as unknown as Json,
          reason: reason ?? `import of ${document.file}`,
          // A correction leaves it whose it was.
          ...(held === undefined ? { sight } : {}),
        },
      ],
      beside: (client, [saving = version]) =>
        saveDataVersion(client, { register, dataSet: id, version: saving }, content),
      overtaken: ({ current }) => changedMeanwhile(`The data set ${id}`, current),
    });
    if (saved.ok) return answer({ ...report, version: saved.value.versions[0] ?? version, isUnchanged });
    if (saved.refusal.kind !== 'changed-meanwhile' || attempt === attempts) return saved;
  }
}

/** The same with warnings of the reader before it, which are known when all rows have been read. */
function withWarnings(
  result: Result<DataImportReport, Refusal>,
  warnings: readonly Problem[],
): Result<DataImportReport, Refusal> {
  if (warnings.length === 0) return result;
  if (result.ok) return answer({ ...result.value, problems: listedProblems([...warnings, ...result.value.problems]) });
  if (result.refusal.kind !== 'data-has-problems') return result;
  const problems = listedProblems([...warnings, ...result.refusal.problems]);
  return refuse({ ...result.refusal, problems });
}
