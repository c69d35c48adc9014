/**
 * What each number of the summary means: said in plain English, with its denominator out loud, its formula, its source
 * and the page that explains it. Screens, the API and docs/methods all take their words from here.
 */

import { countEntries } from '#core/coterminosity/catalogue-counts.ts';
import { indexEntries } from '#core/coterminosity/catalogue-indices.ts';
import type { IndexDefinition } from '#core/coterminosity/index-definition.ts';
import type { Summary } from '#core/coterminosity/summary.ts';

type IndexId = keyof Summary;

const entries: Record<IndexId, Omit<IndexDefinition, 'id'>> = { ...countEntries, ...indexEntries };

/** Every number of the summary, in the order in which it is shown. */
export const indexCatalogue: readonly (IndexDefinition & { readonly id: IndexId })[] = (
  Object.keys(entries) as IndexId[]
).map((id) => ({ id, ...entries[id] }));

/** The definition of a number of the summary. */
export function indexDefinition(id: IndexId): IndexDefinition {
  return { id, ...entries[id] };
}
