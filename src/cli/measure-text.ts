/** A measure as a terminal shows it: sentences with their denominators, the numbers, then the pairs that do not fit. */

import { indexCatalogue } from '#core/coterminosity/index-catalogue.ts';
import { isTierName, tiers } from '#core/register/tiers.ts';
import { textTable } from '#std/text-table.ts';
import type { MeasureWire } from '#wire/measure.ts';

/** Pairs shown at most; the rest is counted, and a file has them all. */
const mostPairs = 40;

const number = (value: number) => value.toLocaleString('en-GB');
const percent = (share: number | null) => (share === null ? '' : `${(100 * share).toFixed(1)}%`);

export function measureText(given: MeasureWire): string {
  return [headline(given), figures(given), pairs(given), notes(given)].join('\n\n');
}

function headline(given: MeasureWire): string {
  const bodies = plural(given.bodies);
  const councils = plural(given.councils);
  const s = (id: string) => number(given.summary[id] ?? 0);
  // Bodies of which the territory is not, or not wholly, known are in no count.
  const known = given.unknownTerritory.length > 0 ? ' with known territory' : '';
  return [
    `${bodies} and ${councils} on ${given.on}, counted in ${given.population.title} (${number(given.population.persons)} people), tolerance ${given.tolerance}`,
    `  ${s('coterminousBodies')} of ${s('bodyCount')} ${bodies}${known} match one of the ${councils}`,
    `  ${s('coterminousCouncils')} of ${s('councilCount')} ${councils}${known} match one of the ${bodies}`,
    `  ${s('bodiesOfWholeCouncils')} of ${s('bodyCount')} ${bodies}${known} are made of whole ${councils}`,
    `  ${s('councilsWithinOneBody')} of ${s('councilCount')} ${councils}${known} lie within one body; ${s('councilsCrossing')} cross`,
  ].join('\n');
}

function figures(given: MeasureWire): string {
  const rows = indexCatalogue.map(({ id, title, unit }) => {
    const value = given.summary[id] ?? null;
    const shown =
      value === null ? 'not known' : unit === 'count' || unit === 'persons' ? number(value) : value.toFixed(6);
    return [id, shown, title];
  });
  return textTable([{ heading: 'number' }, { heading: 'value', align: 'right' }, { heading: 'what it is' }], rows);
}

function pairs(given: MeasureWire): string {
  const partial = given.pairs.filter((pair) => pair.relation === 'straddling' || pair.relation === 'sliver');
  const shown = (partial.length > 0 ? partial : given.pairs).slice(0, mostPairs);
  const rows = shown.map((pair) => [
    `${pair.bodyName} (${pair.body})`,
    `${pair.councilName} (${pair.council})`,
    number(pair.persons),
    percent(pair.shareOfBody),
    percent(pair.shareOfCouncil),
    pair.relation,
  ]);
  const table = textTable(
    [
      { heading: 'body' },
      { heading: 'council' },
      { heading: 'people', align: 'right' },
      { heading: 'of body', align: 'right' },
      { heading: 'of council', align: 'right' },
      { heading: 'relation' },
    ],
    rows,
  );
  const what = partial.length > 0 ? 'pairs that do not fit' : 'pairs';
  const all = partial.length > 0 ? partial.length : given.pairs.length;
  return `${table}\n${shown.length} of ${all} ${what}; --csv FILE has all ${given.pairs.length} pairs`;
}

function notes(given: MeasureWire): string {
  return ['What this rests on', ...given.assumptions.map((text) => `  - ${text}`)].join('\n');
}

function plural(kind: string): string {
  return isTierName(kind) ? tiers[kind].plural : kind;
}
