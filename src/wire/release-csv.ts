/**
 * What a release shows, as rows of a file: for everybody. A hidden number is `[c]`, for confidential, whether it is small
 * or protects another: a reader must not be able to tell which. A number that is not known is `[x]`.
 */

import type { World } from '#core/register/world.ts';
import type { ReleaseDocument, ReleasedCell } from '#core/release/release.ts';
import { rulesInWords } from '#core/release/rules-in-words.ts';
import { csvTable } from '#std/csv-text.ts';
import { actingForName } from '#wire/acting-for.ts';
import type { ReleaseSource } from '#wire/encode-releases.ts';

/** One published number, or the shorthand that stands for it. */
export type ReleaseRow = {
  readonly area: string;
  readonly areaName: string;
  readonly measure: string;
  readonly measureTitle: string;
  readonly period: string;
  readonly value: number | '[c]' | '[x]';
  readonly denominator: number | null;
  /** An area was cut for it. */
  readonly isEstimated: boolean;
};

/** The rows of a release, by period, measure and area as it was published. */
export function releaseRows({ published }: ReleaseDocument): ReleaseRow[] {
  const titles = new Map([
    ...published.measures.map(({ id, title }) => [id, title] as const),
    ...published.groupSums.map(({ id, title }) => [id, title] as const),
  ]);
  return published.cells.map((cell) => ({
    area: cell.area,
    areaName: cell.areaName ?? '',
    measure: cell.measure,
    measureTitle: titles.get(cell.measure) ?? cell.measure,
    period: cell.period,
    value: shownIn(cell),
    denominator: cell.denominator,
    isEstimated: !cell.exact,
  }));
}

/** The table of a release as CSV; the notes that belong to it are `releaseNotes`. */
export function releaseCsv(document: ReleaseDocument): string {
  return csvTable(
    ['area', 'area_name', 'measure', 'measure_title', 'period', 'value', 'denominator', 'estimated', 'release_rules'],
    releaseRows(document).map((row) => [
      row.area,
      row.areaName,
      row.measure,
      row.measureTitle,
      row.period,
      row.value,
      row.denominator,
      row.isEstimated ? 'yes' : 'no',
      rulesInWords(document.question.rules),
    ]),
  );
}

/** The release as JSON for everybody: what is shown, the rules and where it comes from. */
export function releaseJson(source: ReleaseSource, world: World) {
  const { document, id } = source;
  return {
    id,
    title: document.question.title,
    data: document.data.id,
    to: document.to,
    on: document.question.on,
    notes: releaseNotes(source, world),
    cells: releaseRows(document).map(({ value, isEstimated, ...row }) => ({
      ...row,
      value: typeof value === 'number' ? value : null,
      shorthand: typeof value === 'number' ? null : value,
      estimated: isEstimated,
    })),
    checksum: document.checksum,
  };
}

/** What the reader of a file should know, as headings and texts. Says nothing of single hidden numbers. */
export function releaseNotes(
  { id, document, madeAt, madeBy }: ReleaseSource,
  world: World,
): (readonly [string, string])[] {
  const { question, data, toTitle, weights, audit, checksum, author, register } = document;
  const named = actingForName(world, author.actingFor, madeAt);
  const actingFor = named === null ? '' : `, for ${named}`;
  return [
    ['Release', `${id}: ${question.title}`],
    ['Data set', `${data.title}, version ${data.version}`],
    ['Areas', toTitle],
    ['Rules', rulesInWords(question.rules)],
    ['Shorthand', '[c]: confidential, hidden by the rules. [x]: not known.'],
    ['Weights', `Where an area is cut: ${weights.title}. Such numbers are marked as estimated.`],
    ...audit.assumptions.map((text): [string, string] => ['Assumption', text]),
    ['Register', `${register.name}, revision ${register.revision}, ${register.scenario}`],
    ['Made', `${madeAt} by ${madeBy}${actingFor}`],
    ['Checksum', checksum],
  ];
}

function shownIn({ shown, hidden }: ReleasedCell): ReleaseRow['value'] {
  if (shown !== null) return shown;
  return hidden === 'not-known' ? '[x]' : '[c]';
}
