/** A measure of two tiers to JSON and to the rows of a CSV file. */

import { indexCatalogue } from '#core/coterminosity/index-catalogue.ts';
import type { Measure } from '#core/coterminosity/measure.ts';
import type { SeriesPoint, SeriesQuery } from '#core/coterminosity/series.ts';
import type { Summary } from '#core/coterminosity/summary.ts';
import type { World } from '#core/register/world.ts';
import { csvTable } from '#std/csv-text.ts';
import { encodeSource } from '#wire/encode-register.ts';
import type { IndicesWire, MeasureWire, SeriesWire } from '#wire/measure.ts';

/** The measure, in the register and scenario of those names. */
export function encodeMeasure(given: Measure, world: World, register: string, scenario: string): MeasureWire {
  const { row, persons } = given.population;
  const cited = new Set<string>(given.sources);
  return {
    on: given.on,
    bodies: given.bodies,
    councils: given.councils,
    register,
    scenario,
    tolerance: given.tolerance,
    population: { name: row.id, title: row.title, base: row.base, date: row.date, persons },
    pairs: given.pairs.map((pair) => ({
      body: pair.body.code,
      bodyName: pair.body.name,
      council: pair.council.code,
      councilName: pair.council.name,
      persons: pair.persons,
      estimatedPersons: pair.estimatedPersons,
      shareOfBody: pair.shareOfBody,
      shareOfCouncil: pair.shareOfCouncil,
      blocks: pair.blocks,
      relation: pair.relation,
    })),
    summary: encodeSummary(given.summary),
    regions: given.regions.map((one) => ({
      code: one.region.code,
      name: one.region.name,
      persons: one.persons,
      summary: encodeSummary(one.summary),
    })),
    unknownTerritory: [...given.unknownBodies, ...given.unknownCouncils].map(({ body, extent }) => ({
      code: body.code,
      name: body.name,
      extent,
    })),
    evidences: given.evidence.map((one) => one.evidence),
    assumptions: given.assumptions.map((one) => one.text),
    sources: world.facts.sources.filter((source) => cited.has(source.id)).map(encodeSource),
  };
}

/** Summaries through time. */
export function encodeSeries(query: SeriesQuery, points: readonly SeriesPoint[]): SeriesWire {
  const assumption =
    query.population === undefined
      ? 'Each date uses the complete count of residents nearest to it, so a step may come from another count as well as from another map. Choose one population to see boundaries alone.'
      : `Every date is counted in the population ${query.population}, whenever that was, so that steps come from boundaries alone.`;
  return {
    bodies: query.bodies,
    councils: query.councils,
    points: points.map((point) => ({
      on: point.on,
      population: point.population.row.id,
      summary: encodeSummary(point.summary),
    })),
    assumptions: [assumption],
  };
}

/** What each number of the summary means. */
export function encodeIndices(caution: string): IndicesWire {
  return {
    indices: indexCatalogue.map(({ id, title, says, denominator, formula, source, page }) => ({
      id,
      title,
      says,
      denominator,
      formula,
      source,
      page,
    })),
    caution,
  };
}

/** One row for each pair, safe to open in a spreadsheet; shares to six places. */
export function measureCsv(given: MeasureWire): string {
  const heading = [
    'on',
    'body_code',
    'body_name',
    'council_code',
    'council_name',
    'population',
    'persons',
    'of_which_estimated',
    'share_of_body',
    'share_of_council',
    'blocks',
    'relation',
  ];
  const share = (value: number | null) => (value === null ? null : Number(value.toFixed(6)));
  return csvTable(
    heading,
    given.pairs.map((pair) => [
      given.on,
      pair.body,
      pair.bodyName,
      pair.council,
      pair.councilName,
      given.population.name,
      pair.persons,
      pair.estimatedPersons,
      share(pair.shareOfBody),
      share(pair.shareOfCouncil),
      pair.blocks,
      pair.relation,
    ]),
  );
}

function encodeSummary(summary: Summary): Record<string, number | null> {
  return Object.fromEntries(Object.entries(summary).map(([id, value]) => [id, Number.isFinite(value) ? value : null]));
}
