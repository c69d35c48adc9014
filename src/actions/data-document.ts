/**
 * A data set, or a residence table, as the store keeps it: a document that tells all but the numbers, and the numbers
 * column by column. Equal content gives equal checksums, whatever file it came from.
 */

import { createHash } from 'node:crypto';
import {
  type DataColumn,
  type DataSet,
  type DataSetStatement,
  type GeographyUse,
  type Mark,
  type Measure,
  marks,
  type Period,
} from '#core/datasets/data-set.ts';
import { knownPeriods } from '#core/datasets/known-periods.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { Geography } from '#core/footprint/land.ts';
import type { ColumnBytes, DataVersion } from '#store/data-set-rows.ts';
import { canonicalJson, type Json } from '#store/journal-hash.ts';

/** All that is kept of a version but its numbers. */
export type DataDocument = {
  /** Numbers about areas, or where the people of practices live. */
  readonly holds: 'numbers' | 'residence';
  readonly statement: DataSetStatement;
  readonly periods: readonly Period[];
  /** @shape periods */
  readonly geographies: readonly GeographyUse[];
  /** Areas that have a value, or a mark that says why they have none. @shape periods */
  readonly areas: readonly number[];
  readonly measures: readonly Measure[];
  /** Ids of the periods in which any value is known; versions that were kept without it lack it. @shape measures */
  readonly knownIn?: readonly (readonly string[])[];
  /** Values by mark, of the columns that hold any. */
  readonly values: Readonly<Record<Mark, number>>;
  /** Rows of the file that were read. */
  readonly rows: number;
  readonly file: string;
  /** SHA-256, in hexadecimal. */
  readonly checksum: string;
};

/** The file that a version came from. */
export type DataOrigin = { readonly file: string; readonly rows: number };

/** What is saved of one version. */
export type EncodedData = { readonly document: DataDocument; readonly content: DataVersion };

/** The columns of a residence table, as measures of its only period. */
const residenceColumns = { practice: 'practice', block: 'block', persons: 'persons' } as const;

/** The data set as it is saved. A column in which nothing is told is not. Linear in the values. */
export function encodeDataSet(dataSet: DataSet, { file, rows }: DataOrigin): EncodedData {
  const { statement, periods, geographies, measures, codes, keys } = dataSet;
  const values = { known: 0, blank: 0, suppressed: 0, 'not-available': 0 };
  const hasAny = periods.map(() => new Uint8Array(codes.length));
  const columns: ColumnBytes[] = [];
  for (const [at, column] of dataSet.columns.entries()) {
    const measure = measures[Math.floor(at / periods.length)];
    const period = periods[at % periods.length];
    const told = hasAny[at % periods.length];
    if (measure === undefined || period === undefined || told === undefined) throw new Error('a column of no measure');
    if (!countMarks(column, values, told)) continue;
    columns.push({
      measure: measure.id,
      period: period.id,
      values: bytesOf(column.values),
      marks: column.marks === null ? null : bytesOf(column.marks),
    });
  }
  const content = { codes, keys, columns };
  const told = { holds: 'numbers' as const, statement, periods, geographies, measures };
  const areas = hasAny.map((flags) => flags.reduce((sum, flag) => sum + flag, 0));
  const checksum = checksumOf(told as unknown as Json, content);
  const knownIn = measures.map((_, at) => knownPeriods(dataSet, at));
  return { document: { ...told, areas, knownIn, values, rows, file, checksum }, content };
}

/** The data set of a version. Inverse of `encodeDataSet`. */
export function decodeDataSet(document: DataDocument, { codes, keys, columns }: DataVersion): DataSet {
  const { statement, periods, geographies, measures } = document;
  const held = new Map(columns.map((column) => [`${column.measure} ${column.period}`, column]));
  const blank: DataColumn = { values: new Float64Array(codes.length).fill(Number.NaN), marks: null };
  const all = measures.flatMap((measure) =>
    periods.map((period): DataColumn => {
      const column = held.get(`${measure.id} ${period.id}`);
      return column === undefined ? blank : { values: new Float64Array(column.values.buffer), marks: column.marks };
    }),
  );
  return { statement, periods, geographies, measures, codes, keys, columns: all };
}

/** The residence table as it is saved: blocks by their codes, since numbers of blocks are those of one import of a register. */
export function encodeResidence(table: ResidenceTable, geography: Geography, { file, rows }: DataOrigin): EncodedData {
  const { statement, period, practices, practiceOf, blockOf, persons } = table;
  const used = [...new Set(blockOf)].filter((block) => block >= 0).sort((a, b) => a - b);
  const placeOf = new Map(used.map((block, place) => [block, place]));
  const column = (measure: string, values: Int32Array | Float64Array): ColumnBytes => ({
    measure,
    period: period.id,
    values: bytesOf(values),
    marks: null,
  });
  const content = {
    codes: used.map((block) => geography.codes[block] ?? ''),
    keys: practices,
    columns: [
      column(residenceColumns.practice, practiceOf),
      column(
        residenceColumns.block,
        blockOf.map((block) => placeOf.get(block) ?? -1),
      ),
      column(residenceColumns.persons, persons),
    ],
  };
  const use: GeographyUse = { kind: 'blocks', geography: table.geography };
  const told = { holds: 'residence' as const, statement, periods: [period], geographies: [use], measures: [] };
  const values = { known: persons.length, blank: 0, suppressed: 0, 'not-available': 0 };
  const checksum = checksumOf(told as unknown as Json, content);
  return { document: { ...told, areas: [used.length], values, rows, file, checksum }, content };
}

/** The residence table of a version; a block that the geography no longer has counts as outside the land. */
export function decodeResidence(document: DataDocument, content: DataVersion, geography: Geography): ResidenceTable {
  const [period] = document.periods;
  if (period === undefined) throw new Error('a residence table without a period');
  const blocks = content.codes.map((code) => geography.indexOfCode.get(code) ?? -1);
  const column = (measure: string): ArrayBufferLike => {
    const found = content.columns.find((one) => one.measure === measure);
    if (found === undefined) throw new Error(`a residence table without its ${measure}`);
    return found.values.buffer;
  };
  return {
    statement: document.statement,
    period,
    geography: geography.id,
    practices: content.keys,
    practiceOf: new Int32Array(column(residenceColumns.practice)),
    blockOf: new Int32Array(column(residenceColumns.block)).map((place) => blocks[place] ?? -1),
    persons: new Float64Array(column(residenceColumns.persons)),
  };
}

/** Counts the values of a column and notes the areas that it tells of; false: it tells of none. */
function countMarks({ values, marks: given }: DataColumn, counts: Record<Mark, number>, told: Uint8Array): boolean {
  const byMark = marks.map(() => 0);
  const blank = marks.indexOf('blank');
  for (let area = 0; area < values.length; area++) {
    const mark = Number.isNaN(values[area]) ? (given?.[area] ?? blank) : 0;
    byMark[mark] = (byMark[mark] ?? 0) + 1;
    if (mark !== blank) told[area] = 1;
  }
  if (byMark[blank] === values.length) return false;
  for (const [mark, name] of marks.entries()) counts[name] += byMark[mark] ?? 0;
  return true;
}

/** Of all that is told and of every number. */
function checksumOf(told: Json, { codes, keys, columns }: DataVersion): string {
  const hash = createHash('sha256').update(canonicalJson({ told, codes, keys }));
  for (const { measure, period, values, marks: given } of columns) {
    const head = [measure, period, values.length, given === null ? 'none' : given.length];
    hash.update(JSON.stringify(head));
    hash.update(values);
    if (given !== null) hash.update(given);
  }
  return hash.digest('hex');
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
