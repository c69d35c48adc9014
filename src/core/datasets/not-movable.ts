/** Which measures can be put on other areas, and why the others cannot. */

import type { Measure } from '#core/datasets/data-set.ts';

/**
 * Why the measure cannot be rebased, in a sentence; null: it can. An index is nothing that adds up; a proportion, rate or
 * mean goes as numerator and denominator, so without denominators it cannot go.
 */
export function notMovable({
  kind,
  title,
  denominator,
}: Pick<Measure, 'kind' | 'title' | 'denominator'>): string | null {
  if (kind === 'count' || kind === 'money') return null;
  if (kind === 'index') {
    return `${title} is an index (a score, rank or decile): indices of areas cannot be added up, so none follows for other areas.`;
  }
  if (denominator !== null) return null;
  return `${title} is a ${kind} without its denominators: what it is of is not known, so it cannot be put on other areas. Import the numbers it is of as well.`;
}
