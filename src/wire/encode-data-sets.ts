/** Data sets, what a file seems to hold, and what an import did, to JSON and CSV. */

import type { z } from 'zod';
import { geographyTitle } from '#core/datasets/area-index.ts';
import type { DataSetStatement, GeographyUse, Mark, Measure, Period } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import type { Guess } from '#core/datasets/guess-description.ts';
import { notMovable } from '#core/datasets/not-movable.ts';
import type { Recognised } from '#core/datasets/recognise-areas.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { csvTable } from '#std/csv-text.ts';
import type { Problem } from '#std/problem.ts';
import {
  type DataDescriptionWire,
  type DataImportWire,
  type DataMeasureWire,
  type DataSetWire,
  dataDescriptionSchema,
  type dataSetDetailSchema,
  type dataValuesSchema,
  type GeographyUseWire,
  type InspectionWire,
  type RecognisedWire,
} from '#wire/data-sets.ts';

/** A data set of a catalogue, without its numbers. */
export type DataSetGiven = {
  readonly version: number;
  readonly document: {
    readonly holds: 'numbers' | 'residence';
    readonly statement: DataSetStatement;
    readonly periods: readonly Period[];
    readonly geographies: readonly GeographyUse[];
    readonly areas: readonly number[];
    readonly measures: readonly Measure[];
    /** Ids of periods with known values, of each measure; left out: any may have some. @shape measures */
    readonly knownIn?: readonly (readonly string[])[];
    readonly values: Readonly<Record<Mark, number>>;
    readonly checksum: string;
    readonly file: string;
  };
  readonly madeFromIt: readonly string[];
  readonly importedAt: string;
  readonly importedBy: string;
};

/** One data set of the catalogue. */
export function encodeDataSet(given: DataSetGiven, timeline: Timeline): DataSetWire {
  const { document, version, madeFromIt, importedAt, importedBy } = given;
  const { holds, statement, periods, geographies, areas, measures, knownIn, values, checksum, file } = document;
  const everyPeriod = periods.map((period) => period.id);
  return {
    statement: encodeStatement(statement),
    version,
    holds,
    periods: periods.map((period) => ({ ...period })),
    geographies: geographies.map((use, at) => ({
      period: periods[at]?.id ?? '',
      use: encodeUse(use),
      title: geographyTitle(timeline, use),
      areas: areas[at] ?? 0,
    })),
    measures: measures.map((measure, at) => encodeMeasure(measure, knownIn?.[at] ?? everyPeriod)),
    values: { ...values },
    madeFromIt: [...madeFromIt],
    checksum,
    file,
    importedAt,
    importedBy,
  };
}

/** One with its versions, in the order given. */
export function encodeDataSetDetail(
  register: string,
  given: DataSetGiven,
  versions: readonly (Omit<DataSetGiven, 'madeFromIt'> & { readonly reason: string | null })[],
  timeline: Timeline,
): z.infer<typeof dataSetDetailSchema> {
  return {
    register,
    dataSet: encodeDataSet(given, timeline),
    versions: versions.map(({ version, importedAt, importedBy, reason, document }) => ({
      version,
      at: importedAt,
      who: importedBy,
      reason,
      checksum: document.checksum,
    })),
  };
}

/** A measure, with the ids of the periods in which it has values, and why it cannot be moved. */
export function encodeMeasure(measure: Measure, periods: readonly string[]): DataMeasureWire {
  return { ...measure, breakdown: { ...measure.breakdown }, periods: [...periods], notMovable: notMovable(measure) };
}

/** Numbers on their own areas; money in pence. */
export function encodeValues(given: {
  readonly register: string;
  readonly data: string;
  readonly version: number;
  readonly measure: string;
  readonly period: string;
  readonly areas: readonly {
    readonly code: string;
    readonly name: string | null;
    readonly value: number | null;
    readonly mark: Mark;
  }[];
}): z.infer<typeof dataValuesSchema> {
  const { register, data, version, measure, period, areas } = given;
  return { register, data, version, measure, period, areas: areas.map((area) => ({ ...area })) };
}

/** What a file seems to hold. */
export function encodeInspection(given: {
  readonly register: string;
  readonly file: string;
  readonly rowsRead: number;
  readonly isWhole: boolean;
  readonly firstRows: readonly (readonly string[])[];
  readonly guess: Guess;
  readonly problems: readonly Problem[];
}): InspectionWire {
  const { register, file, rowsRead, isWhole, firstRows, guess, problems } = given;
  return {
    register,
    file,
    rowsRead,
    isWhole,
    columns: guess.columns.map((column) => ({
      ...column,
      samples: [...column.samples],
      guess: column.guess as InspectionWire['columns'][number]['guess'],
    })),
    firstRows: firstRows.map((row) => [...row]),
    geographies: guess.geographies.map(encodeRecognised),
    periods: guess.periods.map((period) => ({ ...period })),
    description: encodeDescription(guess.description),
    doubts: [...guess.doubts],
    problems: problems.map((problem) => ({ ...problem })),
  };
}

/** A description as the JSON that people keep with a file; `decodeDescription` reads it. */
export function encodeDescription(description: DataDescription): DataDescriptionWire {
  return { ...description, statement: encodeStatement(description.statement) } as DataDescriptionWire;
}

/** The description that the JSON holds, or what is wrong with it, by the path of the field. */
export function decodeDescription(json: unknown): {
  readonly description: DataDescription | null;
  readonly problems: readonly Problem[];
} {
  const read = dataDescriptionSchema.safeParse(json);
  if (read.success) return { description: read.data as unknown as DataDescription, problems: [] };
  const problems = read.error.issues.map(
    ({ path, message }): Problem => ({
      code: 'bad-description',
      severity: 'error',
      where: { column: ['description', ...path].join('.') },
      message,
    }),
  );
  return { description: null, problems };
}

/** What an import did, or would do. */
export function encodeDataImport(
  given: Omit<DataImportWire, 'values' | 'leftOut' | 'problems'> & {
    readonly values: Readonly<Record<Mark, number>>;
    readonly leftOut: readonly DataImportWire['leftOut'][number][];
    readonly problems: readonly Problem[];
  },
): DataImportWire {
  const { values, leftOut, problems, ...rest } = given;
  return {
    ...rest,
    values: { ...values },
    leftOut: leftOut.map((one) => ({ ...one })),
    problems: problems.map((problem) => ({ ...problem })),
  };
}

/** The catalogue as CSV, one row a data set. */
export function dataSetsCsv(rows: readonly DataSetWire[]): string {
  const heading = [
    'id',
    'title',
    'publisher',
    'licence',
    'vintage',
    'subject',
    'version',
    'holds',
    'measures',
    'first_period',
    'last_period',
    'areas_of',
    'areas',
    'imported_at',
    'imported_by',
    'file',
    'checksum',
  ];
  return csvTable(
    heading,
    rows.map(
      ({ statement, version, holds, measures, periods, geographies, importedAt, importedBy, file, checksum }) => [
        statement.id,
        statement.title,
        statement.publisher,
        statement.licence,
        statement.vintage,
        statement.subject,
        version,
        holds,
        measures.length,
        periods[0]?.id ?? null,
        periods.at(-1)?.id ?? null,
        [...new Set(geographies.map((one) => one.title))].join('; '),
        Math.max(0, ...geographies.map((one) => one.areas)),
        importedAt,
        importedBy,
        file,
        checksum,
      ],
    ),
  );
}

/** So many strangers are listed; the count is told by `codes` and `recognised`. */
const strangersListed = 100;

function encodeRecognised({ use, title, codes, recognised, strangers }: Recognised): RecognisedWire {
  const listed = strangers.slice(0, strangersListed).map(({ code, why, detail }) => ({ code, why, detail }));
  return { use: encodeUse(use), title, codes, recognised, strangers: listed };
}

function encodeUse(use: GeographyUse): GeographyUseWire {
  return { ...use };
}

function encodeStatement(statement: DataSetStatement): DataSetWire['statement'] {
  const { seenBy, derivedFrom, breaks } = statement;
  return {
    ...statement,
    seenBy: [...seenBy],
    derivedFrom: [...derivedFrom],
    breaks: breaks.map((one) => ({ ...one })),
  };
}
