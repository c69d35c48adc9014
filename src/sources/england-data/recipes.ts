/** The tables of numbers about England that can be imported by name, and where their files lie below a folder. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EnglandRecipe, RecipePart } from '#sources/england-data/recipe.ts';
import { careRecipes } from '#sources/england-data/recipes-care.ts';
import { indexRecipes } from '#sources/england-data/recipes-indices.ts';
import { practiceRecipes } from '#sources/england-data/recipes-practices.ts';
import { residentRecipes } from '#sources/england-data/recipes-residents.ts';

/** Every recipe, in the order in which the guide lists them. */
export const englandDataSets: readonly EnglandRecipe[] = [
  ...residentRecipes,
  ...practiceRecipes,
  ...careRecipes,
  ...indexRecipes,
];

/** A recipe with the files that were found for it. */
export type FoundRecipe = {
  readonly recipe: EnglandRecipe;
  /** One for each part of the recipe that is there; never none. */
  readonly files: readonly { readonly part: RecipePart; readonly path: string }[];
  /** Names of files that are not there. */
  readonly missing: readonly string[];
};

const deepest = 4;

/**
 * The recipes whose files lie below the folder, in the order of `englandDataSets`; of several files of one name the first by
 * path. A recipe of which some files are missing is found with those that are there, and names the others.
 * @throws when the folder cannot be read
 */
export function findRecipeFiles(folder: string): FoundRecipe[] {
  const byName = new Map<string, string>();
  index(folder, 0, byName);
  return englandDataSets.flatMap((recipe) => {
    const files = recipe.parts.flatMap((part) => {
      const name = part.files.find((one) => byName.has(one.toLowerCase()));
      return name === undefined ? [] : [{ part, path: byName.get(name.toLowerCase()) ?? name }];
    });
    if (files.length === 0) return [];
    const found = new Set(files.map(({ part }) => part));
    return [
      { recipe, files, missing: recipe.parts.flatMap((part) => (found.has(part) ? [] : part.files.slice(0, 1))) },
    ];
  });
}

function index(folder: string, depth: number, byName: Map<string, string>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
    if (kind?.isDirectory() === true && depth < deepest) index(path, depth + 1, byName);
    const name = entry.name.toLowerCase().replace(/\.gz$/, '');
    if (kind?.isFile() === true && !byName.has(name)) byName.set(name, path);
  }
}
