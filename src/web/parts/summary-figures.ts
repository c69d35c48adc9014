/** How numbers of the summary are written and what evidence each opens, all from the one catalogue of indices. */

import { indexCatalogue } from '#core/coterminosity/index-catalogue.ts';
import type { IndexDefinition } from '#core/coterminosity/index-definition.ts';
import type { Summary } from '#core/coterminosity/summary.ts';
import { indexText, numberText, percentText } from '../words.ts';
import type { Evidence } from './evidence.tsx';

export type IndexId = keyof Summary;

/** The number as text in its own unit; a dash where it has no value. */
export function summaryText(id: IndexId, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  const unit = definitionOf(id).unit;
  if (unit === 'count' || unit === 'persons') return numberText(value);
  return unit === 'proportion' ? percentText(value) : indexText(value);
}

/** What the number is, its denominator, formula, source and page; `statedBy` is where its sources are asked. */
export function summaryEvidence(id: IndexId, statedBy: string): Evidence {
  const { title, says, denominator, formula, source, page, higherMeans } = definitionOf(id);
  return {
    title,
    says: `${says} Out of: ${denominator.charAt(0).toLowerCase()}${denominator.slice(1)}. Higher: ${higherMeans.charAt(0).toLowerCase()}${higherMeans.slice(1)}`,
    formula,
    methodSource: source,
    page,
    statedBy,
  };
}

/** The definition of a number of the summary. */
export function definitionOf(id: IndexId): IndexDefinition {
  return indexCatalogue.find((one) => one.id === id) as IndexDefinition;
}
