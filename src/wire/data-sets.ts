/** Data sets as JSON: the catalogue, what a file seems to hold, what an import did. */

import { z } from 'zod';
import { marks, measureKinds, periodKinds, subjects } from '#core/datasets/data-set.ts';
import { tierNames } from '#core/register/tiers.ts';
import { choiceSchema, textSchema } from '#wire/query.ts';
import { problemWireSchema } from '#wire/register.ts';

/** Codes of areas and what they belong to. */
export const geographyUseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blocks'), geography: z.string() }),
  z.object({ kind: z.literal('tier'), tier: choiceSchema(tierNames), on: z.string() }),
]);
export type GeographyUseWire = z.infer<typeof geographyUseSchema>;

const idSchema = z
  .string({ error: 'Give an id of small letters, digits and hyphens.' })
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, { error: 'Give an id of small letters, digits and hyphens, 80 at most.' });

export const dataStatementSchema = z.object({
  id: idSchema,
  title: textSchema('What it is called.'),
  publisher: textSchema('Who published it.'),
  licence: textSchema('Under which licence.'),
  vintage: textSchema('Which edition.'),
  method: textSchema('How the numbers were made.', 2000),
  subject: choiceSchema(subjects),
  owner: z.string().nullable(),
  seenBy: z.array(z.string()).max(1000),
  derivedFrom: z.array(z.string()).max(100),
  breaks: z.array(z.object({ period: z.string(), reason: z.string() })).max(100),
  note: z.string().max(4000).nullable(),
});

const breakdownSchema = z.record(z.string(), z.string());

export const measureUseSchema = z.object({
  title: textSchema('What is measured.'),
  kind: choiceSchema(measureKinds),
  unit: z.string().max(80),
  denominator: z.string().nullable(),
  multiplier: z.number().positive(),
  holds: choiceSchema(['value', 'numerator']),
  scale: z.number().positive(),
  breakdown: breakdownSchema,
  period: z.string().nullable(),
});

export const columnUseSchema = z.discriminatedUnion('as', [
  z.object({ as: z.literal('area') }),
  z.object({ as: z.literal('period') }),
  z.object({ as: z.literal('breakdown'), name: textSchema('What its groups are groups of, such as age.') }),
  z.object({ as: z.literal('add-up') }),
  z.object({ as: z.literal('measure-name') }),
  z.object({ as: z.literal('value'), measure: measureUseSchema }),
  z.object({ as: z.literal('practice') }),
  z.object({ as: z.literal('ignore') }),
]);
export type ColumnUseWire = z.infer<typeof columnUseSchema>;

/** The same document as core/datasets/description.ts. */
export const dataDescriptionSchema = z.object({
  statement: dataStatementSchema,
  columns: z.record(z.string(), columnUseSchema),
  named: z.record(z.string(), measureUseSchema),
  period: z.string().nullable(),
  geography: geographyUseSchema.nullable(),
  absent: choiceSchema(['unknown', 'zero']),
  leaveOut: z.array(z.string()).max(10_000),
});
export type DataDescriptionWire = z.infer<typeof dataDescriptionSchema>;

export const periodSchema = z.object({
  id: z.string(),
  kind: choiceSchema(periodKinds),
  title: z.string(),
  from: z.string(),
  to: z.string(),
});
export type PeriodWire = z.infer<typeof periodSchema>;

export const dataMeasureSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: choiceSchema(measureKinds),
  unit: z.string(),
  family: z.string(),
  breakdown: breakdownSchema,
  denominator: z.string().nullable(),
  multiplier: z.number(),
  holds: choiceSchema(['value', 'numerator']),
  /** Ids of the periods in which any value of it is known, in order of time. */
  periods: z.array(z.string()),
  /** Why it cannot be rebased, in a sentence; null: it can. */
  notMovable: z.string().nullable(),
});
export type DataMeasureWire = z.infer<typeof dataMeasureSchema>;

/** One data set of the catalogue, without its numbers. */
export const dataSetSchema = z.object({
  statement: dataStatementSchema,
  version: z.number(),
  /** Kind of document: numbers about areas, or where the people of practices live. */
  holds: choiceSchema(['numbers', 'residence']),
  periods: z.array(periodSchema),
  /** The areas of each period; several periods mostly share one. */
  geographies: z.array(z.object({ period: z.string(), use: geographyUseSchema, title: z.string(), areas: z.number() })),
  measures: z.array(dataMeasureSchema),
  /** Values that are known, and that are not, by reason. */
  values: z.record(choiceSchema(marks), z.number()),
  /** Ids of data sets that say they were made from this one. */
  madeFromIt: z.array(z.string()),
  /** Of the numbers and everything stated: equal content has equal checksums. */
  checksum: z.string(),
  file: z.string(),
  importedAt: z.string(),
  importedBy: z.string(),
});
export type DataSetWire = z.infer<typeof dataSetSchema>;

export const dataSetsSchema = z.object({ register: z.string(), dataSets: z.array(dataSetSchema) });

/** One with the history of its versions, newest first. */
export const dataSetDetailSchema = z.object({
  register: z.string(),
  dataSet: dataSetSchema,
  versions: z.array(
    z.object({
      version: z.number(),
      at: z.string(),
      who: z.string(),
      reason: z.string().nullable(),
      checksum: z.string(),
    }),
  ),
});

/** A measure on its own areas in a period, as imported. */
export const dataValuesSchema = z.object({
  register: z.string(),
  data: z.string(),
  version: z.number(),
  measure: z.string(),
  period: z.string(),
  areas: z.array(
    z.object({
      code: z.string(),
      name: z.string().nullable(),
      value: z.number().nullable(),
      mark: choiceSchema(marks),
    }),
  ),
});

export const recognisedSchema = z.object({
  use: geographyUseSchema,
  title: z.string(),
  codes: z.number(),
  recognised: z.number(),
  /** Codes that are not of it, why, and what to do; the first hundred. */
  strangers: z.array(z.object({ code: z.string(), why: z.string(), detail: z.string() })),
});
export type RecognisedWire = z.infer<typeof recognisedSchema>;

/** What a file seems to hold, before anything is stored. */
export const inspectionSchema = z.object({
  register: z.string(),
  file: z.string(),
  /** Rows read for the guess, and whether there were more. */
  rowsRead: z.number(),
  isWhole: z.boolean(),
  columns: z.array(
    z.object({
      heading: z.string(),
      /** The first few different values. */
      samples: z.array(z.string()),
      different: z.number(),
      guess: columnUseSchema,
      /** Why it was guessed so, in words. */
      why: z.string(),
    }),
  ),
  /** The first few rows as the file has them, cells in the order of columns. */
  firstRows: z.array(z.array(z.string())),
  /** The best reading of the area codes first. */
  geographies: z.array(recognisedSchema),
  periods: z.array(periodSchema),
  description: dataDescriptionSchema,
  /** What the person should look at before importing. */
  doubts: z.array(z.string()),
  problems: z.array(problemWireSchema),
});
export type InspectionWire = z.infer<typeof inspectionSchema>;

export const dataImportSchema = z.object({
  register: z.string(),
  id: z.string(),
  /** False: it was only checked. */
  stored: z.boolean(),
  /** The version it has now; that of an equal one that was there already. */
  version: z.number(),
  isUnchanged: z.boolean(),
  rows: z.number(),
  areas: z.number(),
  measures: z.number(),
  periods: z.number(),
  values: z.record(choiceSchema(marks), z.number()),
  /** Rows that were left out, such as totals, by code and reason. */
  leftOut: z.array(z.object({ code: z.string(), rows: z.number(), reason: z.string() })),
  /** Warnings. */
  problems: z.array(problemWireSchema),
});
export type DataImportWire = z.infer<typeof dataImportSchema>;
