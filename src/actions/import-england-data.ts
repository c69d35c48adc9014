/** Published tables of numbers about England, found below a folder by their names, each imported as its recipe says. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { dataProblems } from '#actions/data-file.ts';
import { type DataImportOptions, type DataImportReport, importRows } from '#actions/import-data.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { Context } from '#core/register/question.ts';
import type { FoundRecipe } from '#sources/england-data/recipes.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type EnglandDataImport = Omit<DataImportOptions, 'description' | 'amend' | 'onProgress' | 'isForAll'> & {
  /** Where the publishers' files lie, at any depth. */
  readonly folder: string;
  /** Told the id of each data set before it is read, and how many there are. */
  readonly onStep?: (id: string, number: number, of: number) => void;
};

/** What became of one recipe. */
export type EnglandDataOutcome = {
  readonly id: string;
  /** Files of it that were not there. */
  readonly missing: readonly string[];
  readonly imported: Result<DataImportReport, Refusal>;
};

/** Each recipe whose files are there, one after the other: what one has wrong does not keep the others out. */
export async function importEnglandData(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  { folder, onStep, ...options }: EnglandDataImport,
): Promise<Result<readonly EnglandDataOutcome[], Refusal>> {
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const found = await foundIn(folder);
  if (!found.ok) return found;
  const outcomes: EnglandDataOutcome[] = [];
  for (const [at, recipe] of found.value.entries()) {
    const { id } = recipe.recipe;
    onStep?.(id, at + 1, found.value.length);
    outcomes.push({ id, missing: recipe.missing, imported: await importRecipe(shelves, context, recipe, options) });
  }
  return answer(outcomes);
}

async function foundIn(folder: string): Promise<Result<readonly FoundRecipe[], Refusal>> {
  // Loaded here: nobody else needs the recipes.
  const { findRecipeFiles } = await import('#sources/england-data/recipes.ts');
  try {
    const found = findRecipeFiles(folder);
    if (found.length > 0) return answer(found);
  } catch (error) {
    const detail = `${folder} cannot be read: ${(error as Error).message}.`;
    return refuse({ kind: 'data-has-problems', detail, problems: [] });
  }
  const detail = `${folder} holds none of the published tables. docs/guide/england-data-sets.md lists them.`;
  return refuse({ kind: 'data-has-problems', detail, problems: [] });
}

async function importRecipe(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  found: FoundRecipe,
  options: Omit<DataImportOptions, 'description'>,
): Promise<Result<DataImportReport, Refusal>> {
  const { openRecipe } = await import('#sources/england-data/open-recipe.ts');
  const { source, problems } = await openRecipe(found);
  const { description } = found.recipe;
  if (source === null) return refuse(dataProblems(found.recipe.id, problems, 'import'));
  try {
    return await importRows(
      shelves,
      context,
      { source, description, problems: [] },
      { ...options, description, isForAll: true },
    );
  } finally {
    await source.close();
  }
}
