/**
 * Carries out a recipe: the rows of its files one after another, without those that are not wanted, with the columns that the
 * description of the data set names and no others. Knows no register: what a code means is found out later.
 */

import { basename } from 'node:path';
import type { RowBatch, RowSource } from '#core/datasets/row-source.ts';
import type { Cell, EnglandRecipe, MadeColumn, RecipePart } from '#sources/england-data/recipe.ts';
import type { FoundRecipe } from '#sources/england-data/recipes.ts';
import { openTable } from '#sources/tables/open-table.ts';
import type { Problem } from '#std/problem.ts';

type OpenRecipe = RowSource & { readonly close: () => Promise<void> };

type OpenedRecipe =
  | { readonly source: OpenRecipe; readonly problems: null }
  | { readonly source: null; readonly problems: readonly Problem[] };

/**
 * The rows of a recipe as its description has them, or every problem of a file that is broken or lacks a column. The source
 * must be closed. Row numbers are those of the file that the row is in.
 */
export async function openRecipe({ recipe, files }: FoundRecipe): Promise<OpenedRecipe> {
  const problems: Problem[] = [];
  const pieces: Piece[] = [];
  const closers: (() => Promise<void>)[] = [];
  for (const { part, path } of files) {
    const { source, problems: faults } = await openTable(path);
    if (source === null) {
      problems.push(...faults);
      continue;
    }
    closers.push(source.close);
    problems.push(...absentColumns(recipe, source));
    pieces.push({ part, source });
  }
  const close = async () => {
    for (const closeOne of closers) await closeOne();
  };
  if (problems.length > 0) {
    await close();
    return { source: null, problems };
  }
  return { source: { ...recipeRows(recipe, pieces), close }, problems: null };
}

/** A file of a recipe with the part that it is. */
type Piece = { readonly part: RecipePart; readonly source: RowSource };

/**
 * The rows of the pieces as the recipe's description has them.
 * @throws when a piece lacks a column: see `openRecipe`
 */
function recipeRows(recipe: EnglandRecipe, pieces: readonly Piece[]): RowSource {
  const heading = Object.keys(recipe.description.columns);
  const first = pieces[0]?.source.file ?? recipe.id;
  return {
    file: pieces.length > 1 ? `${basename(first)} and ${pieces.length - 1} more` : basename(first),
    heading,
    batches: async function* () {
      for (const { part, source } of pieces) {
        const row = new RowReader(recipe, part, source.heading);
        for await (const batch of source.batches()) yield* runsOf(batch, row, heading);
      }
    },
  };
}

/** Rows that are wanted, as batches without a gap, so that each keeps its number. */
function* runsOf(batch: RowBatch, row: RowReader, heading: readonly string[]): Generator<RowBatch> {
  let firstRow = batch.firstRow;
  let rows: (readonly string[])[] = [];
  for (const [at, cells] of batch.rows.entries()) {
    if (row.take(cells)) {
      if (rows.length === 0) firstRow = batch.firstRow + at;
      rows.push(heading.map((name) => row.value(name)));
    } else if (rows.length > 0) {
      yield { firstRow, rows };
      rows = [];
    }
  }
  if (rows.length > 0) yield { firstRow, rows };
}

/** One row after another of a file, by headings. */
class RowReader {
  private readonly recipe: EnglandRecipe;
  private readonly part: RecipePart;
  private readonly at: ReadonlyMap<string, number>;
  private readonly seen = new Set<string>();
  private cells: readonly string[] = [];

  constructor(recipe: EnglandRecipe, part: RecipePart, heading: readonly string[]) {
    this.recipe = recipe;
    this.part = part;
    this.at = placesOf(heading);
  }

  /** Goes to the row; false when it is not wanted. */
  take(cells: readonly string[]): boolean {
    this.cells = cells;
    const { keep, hasRepeats } = this.recipe;
    if (keep !== undefined && !keep.when(this.cell)) return false;
    if (hasRepeats !== true) return true;
    const key = cells.join('\u0001');
    const isRepeat = this.seen.has(key);
    this.seen.add(key);
    return !isRepeat;
  }

  value(name: string): string {
    const made = this.recipe.made?.[name];
    return made === undefined ? this.cell(name) : this.make(made);
  }

  private readonly cell: Cell = (heading) => {
    const at = this.at.get(heading.toLowerCase());
    if (at === undefined) throw new Error(`no column ${heading}`);
    return (this.cells[at] ?? '').trim();
  };

  private make(made: MadeColumn): string {
    if ('says' in made) return this.part.says[made.says] ?? '';
    if ('by' in made) return made.by(this.cell);
    let sum = 0;
    for (const heading of made.sum) {
      const text = this.cell(heading);
      if (!/^\d+$/.test(text)) return text;
      sum += Number(text);
    }
    return String(sum);
  }
}

function placesOf(heading: readonly string[]): Map<string, number> {
  return new Map(heading.map((name, at) => [name.trim().toLowerCase(), at]));
}

/** Columns of the file that a recipe needs: those that it describes and does not make, and those it makes others from. */
function neededColumns({ description, made, keep }: EnglandRecipe): string[] {
  const makers = Object.values(made ?? {}).flatMap((one) => ('sum' in one ? one.sum : 'of' in one ? one.of : []));
  const described = Object.keys(description.columns).filter((name) => made?.[name] === undefined);
  return [...new Set([...described, ...makers, ...(keep?.of ?? [])])];
}

function absentColumns(recipe: EnglandRecipe, source: RowSource): Problem[] {
  const there = placesOf(source.heading);
  return neededColumns(recipe)
    .filter((name) => !there.has(name.toLowerCase()))
    .map((name) => ({
      code: 'recipe-column-missing',
      severity: 'error',
      where: { file: source.file, row: 1, column: name },
      message: `The data set ${recipe.id} needs this column. Use the file as its publisher names the columns, or import it with a description of your own.`,
      expected: name,
      found: source.heading.slice(0, 12).join(', '),
    }));
}
