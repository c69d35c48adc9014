/** Data sets, what a file seems to hold and what an import did, as text for a terminal. */

import { textTable } from '#std/text-table.ts';
import type { ColumnUseWire, DataImportWire, DataSetWire, InspectionWire } from '#wire/data-sets.ts';

/** Codes that were left out are listed up to so many; JSON has them all. */
const leftOutListed = 10;

/** The catalogue as a table, and how many there are. */
export function dataSetsText(rows: readonly DataSetWire[]): string {
  if (rows.length === 0) return 'There is no data set yet. Import one with "coterminous data import FILE".';
  const table = textTable(
    [
      { heading: 'id' },
      { heading: 'version', align: 'right' },
      { heading: 'measures', align: 'right' },
      { heading: 'periods' },
      { heading: 'areas' },
      { heading: 'may leave' },
      { heading: 'title' },
    ],
    rows.map((row) => [
      row.statement.id,
      String(row.version),
      row.holds === 'residence' ? '-' : String(row.measures.length),
      spanOf(row),
      areasOf(row),
      leavesBy[row.statement.subject],
      row.statement.title,
    ]),
  );
  return `${table}\n\n${counted(rows.length, 'data set')}`;
}

/** All that is told about one, and its versions. */
export function dataSetText(
  row: DataSetWire,
  versions: readonly {
    readonly version: number;
    readonly at: string;
    readonly who: string;
    readonly reason: string | null;
  }[],
): string {
  const { statement } = row;
  const facts: [string, string][] = [
    ['id', statement.id],
    ['publisher', statement.publisher],
    ['licence', statement.licence],
    ['vintage', statement.vintage],
    ['method', statement.method],
    ['may leave', leavesBy[statement.subject]],
    ['owner', statement.owner ?? 'whoever keeps this register'],
    ['seen by', statement.seenBy.join(', ')],
    ['made from', statement.derivedFrom.join(', ')],
    ['made from it', row.madeFromIt.join(', ')],
    ['note', statement.note ?? ''],
    ['values', valuesText(row.values)],
    ['file', row.file],
    ['checksum', row.checksum],
  ];
  const widest = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.filter(([, text]) => text !== '').map(([name, text]) => `${name.padEnd(widest)}  ${text}`);
  const periods = textTable(
    [{ heading: 'period' }, { heading: 'areas', align: 'right' }, { heading: 'of' }],
    row.geographies.map((one) => [one.period, number(one.areas), one.title]),
  );
  const measures = textTable(
    [{ heading: 'measure' }, { heading: 'kind' }, { heading: 'of' }, { heading: 'title' }],
    row.measures.map((one) => [
      one.id,
      one.notMovable === null ? one.kind : `${one.kind}, stays where it is`,
      one.denominator ?? '',
      one.title,
    ]),
  );
  const breaks = statement.breaks.map(({ period, reason }) => `From ${period} on: ${reason}`);
  const history = textTable(
    [{ heading: 'version', align: 'right' }, { heading: 'imported at' }, { heading: 'by' }, { heading: 'reason' }],
    versions.map((one) => [String(one.version), one.at, one.who, one.reason ?? '']),
  );
  const parts = [statement.title, lines.join('\n'), periods, ...(row.measures.length > 0 ? [measures] : [])];
  return [...parts, ...(breaks.length > 0 ? [breaks.join('\n')] : []), history].join('\n\n');
}

/** What a file seems to hold, and what a person should look at. */
export function inspectionText(inspection: InspectionWire): string {
  const { file, rowsRead, isWhole, columns, geographies, periods, doubts } = inspection;
  const rows = `${file}: ${counted(rowsRead, 'row')}${isWhole ? '' : ' looked through, and a sample of them judged'}.`;
  const table = textTable(
    [{ heading: 'column' }, { heading: 'is' }, { heading: 'such as' }, { heading: 'because' }],
    columns.map((column) => [column.heading, useText(column.guess), column.samples.slice(0, 3).join(', '), column.why]),
  );
  const areas = geographies.map(
    (one) => `  ${one.title}: ${number(one.recognised)} of ${counted(one.codes, 'code')} recognised`,
  );
  const strangers = (geographies[0]?.strangers ?? []).slice(0, 10).map((one) => `  ${one.code}: ${one.detail}`);
  const parts = [rows, table, ['Areas', ...(areas.length > 0 ? areas : ['  none of the codes is known'])].join('\n')];
  if (strangers.length > 0) parts.push(['Codes that are not of these areas', ...strangers].join('\n'));
  if (periods.length > 0) parts.push(`Periods: ${periods.map((period) => period.title).join(', ')}`);
  if (doubts.length > 0)
    parts.push(['Look at this before importing', ...doubts.map((doubt) => `  ${doubt}`)].join('\n'));
  return parts.join('\n\n');
}

/** What an import did, or would do, in a few sentences. */
export function dataImportText(report: DataImportWire): string {
  const { id, version, stored, isUnchanged, rows, areas, measures, periods, values, leftOut } = report;
  const content = [
    counted(rows, 'row'),
    counted(areas, 'area'),
    counted(measures, 'measure'),
    counted(periods, 'period'),
    `values: ${valuesText(values)}`,
  ].join(', ');
  const act = stored
    ? isUnchanged
      ? `${id} is as it was: version ${version} holds just this.`
      : `${id} imported as version ${version}.`
    : isUnchanged
      ? `${id} can be imported and would change nothing: version ${version} holds just this. Nothing was stored.`
      : `${id} can be imported and would be version ${version}. Nothing was stored.`;
  const left = leftOut
    .slice(0, leftOutListed)
    .map((one) => `  left out: ${one.code} (${counted(one.rows, 'row')}): ${one.reason}`);
  const more =
    leftOut.length > leftOutListed ? [`  left out: ${number(leftOut.length - leftOutListed)} more codes`] : [];
  return [act, `  ${content}`, ...left, ...more].join('\n');
}

/** How the numbers of a subject may leave. */
const leavesBy: Readonly<Record<DataSetWire['statement']['subject'], string>> = {
  'counts-of-people': 'by a release',
  published: 'yes, published',
  'not-people': 'yes, no people',
};

const markWords = {
  known: 'known',
  blank: 'blank',
  suppressed: 'suppressed',
  'not-available': 'not available',
} as const;

function valuesText(values: DataImportWire['values']): string {
  const told = Object.entries(markWords).flatMap(([mark, word]) => {
    const count = values[mark as keyof typeof markWords];
    return count > 0 ? [`${number(count)} ${word}`] : [];
  });
  return told.length === 0 ? 'none' : told.join(', ');
}

function spanOf({ periods }: DataSetWire): string {
  const [first, last] = [periods[0]?.id ?? '', periods.at(-1)?.id ?? ''];
  return first === last ? first : `${first} to ${last}`;
}

function areasOf({ geographies }: DataSetWire): string {
  const titles = [...new Set(geographies.map((one) => one.title))];
  const areas = Math.max(0, ...geographies.map((one) => one.areas));
  const more = titles.length > 1 ? ` and ${titles.length - 1} more` : '';
  return `${number(areas)}, ${titles[0] ?? ''}${more}`;
}

function useText(use: ColumnUseWire): string {
  if (use.as === 'value') return use.measure.kind;
  if (use.as === 'breakdown') return `breakdown by ${use.name}`;
  return use.as;
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}
