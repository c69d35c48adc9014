/** Numbers on other areas and dates, as JSON: the table, one cell with its evidence, series, crosswalks. */

import { z } from 'zod';
import { dataMeasureSchema, geographyUseSchema, periodSchema } from '#wire/data-sets.ts';
import { choiceSchema } from '#wire/query.ts';

/** Numbers are null where they are not known, bounds where there is none. */
export const rebasedCellSchema = z.object({
  /** Code of the area; `outside` for what lies in no area. */
  area: z.string(),
  areaName: z.string().nullable(),
  measure: z.string(),
  period: z.string(),
  value: z.number().nullable(),
  /** The truth lies between these, however the numbers lie within areas that are cut. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  exact: z.boolean(),
  sourcesSplit: z.number(),
  estimatedProportion: z.number().nullable(),
  /** 95% of outcomes of the stated model; null where it is exact or there is none. */
  modelLower: z.number().nullable(),
  modelUpper: z.number().nullable(),
  /** Of a proportion, rate or mean. */
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** 95% interval of chance (Wilson, Byar, exact), of a proportion or rate. */
  interval: z.object({ lower: z.number(), upper: z.number(), method: z.string() }).nullable(),
  /** Against all areas together, and against the register's whole: `lower`, `similar`, `higher`; null: not compared. */
  againstGroup: z.string().nullable(),
  againstWhole: z.string().nullable(),
});
export type RebasedCellWire = z.infer<typeof rebasedCellSchema>;

export const residualSchema = z.object({
  measure: z.string(),
  period: z.string(),
  /** `outside`, `landless`, `missing`, `uncovered`. */
  kind: z.string(),
  /** Codes of the areas that it is about. */
  areas: z.array(z.string()),
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  /** In a sentence. */
  says: z.string(),
});

/** What was asked, as every answer says it. */
const askedShape = {
  register: z.string(),
  scenario: z.string(),
  data: z.string(),
  dataTitle: z.string(),
  version: z.number(),
  /** Whether it may leave the system, as the data set states. */
  subject: z.string(),
  to: geographyUseSchema,
  toTitle: z.string(),
  on: z.string(),
  weights: z.object({ id: z.string(), title: z.string() }),
};

export const rebasedSchema = z.object({
  ...askedShape,
  measures: z.array(dataMeasureSchema),
  periods: z.array(periodSchema),
  cells: z.array(rebasedCellSchema),
  /** All areas together, by measure and period; the register's whole. */
  totals: z.array(rebasedCellSchema),
  residuals: z.array(residualSchema),
  assumptions: z.array(z.string()),
  sources: z.array(z.string()),
});
export type RebasedWire = z.infer<typeof rebasedSchema>;

/** One source area in a cell. */
export const cellPieceSchema = z.object({
  code: z.string(),
  name: z.string().nullable(),
  /** Of the whole source area, of a ratio its numerator; null: not known. */
  value: z.number().nullable(),
  denominator: z.number().nullable(),
  /** Part of the source area that lies in the target, by the weights, from 0 to 1; null: not known. */
  share: z.number().nullable(),
  weight: z.number().nullable(),
  isWhole: z.boolean(),
  /** What it adds to the value, and to the bounds. */
  adds: z.number().nullable(),
  addsLower: z.number().nullable(),
  addsUpper: z.number().nullable(),
  addsDenominator: z.number().nullable(),
});

export const cellEvidenceSchema = z.object({
  ...askedShape,
  measure: dataMeasureSchema,
  period: periodSchema,
  sourceTitle: z.string(),
  cell: rebasedCellSchema,
  /** Split ones first, then by what they add; at most a thousand, `pieceCount` says how many there are. */
  pieces: z.array(cellPieceSchema),
  pieceCount: z.number(),
  /** How the cell was worked out, in sentences. */
  steps: z.array(z.string()),
  assumptions: z.array(z.string()),
  sources: z.array(z.string()),
});
export type CellEvidenceWire = z.infer<typeof cellEvidenceSchema>;

const seriesPointSchema = rebasedCellSchema.omit({ area: true, areaName: true, measure: true });

export const breakSchema = z.object({
  period: z.string(),
  kind: choiceSchema(['areas', 'definition']),
  reason: z.string(),
  /** False: the two sides are not both exact. */
  isComparable: z.boolean(),
});

export const seriesOfDataSchema = z.object({
  ...askedShape,
  measure: dataMeasureSchema,
  periods: z.array(periodSchema),
  /** One a body of the chosen date. */
  lines: z.array(
    z.object({
      area: z.string(),
      areaName: z.string().nullable(),
      points: z.array(seriesPointSchema),
      breaks: z.array(breakSchema),
      /** The bodies that stated the numbers, with their own lines, never overwritten. */
      own: z.array(
        z.object({
          area: z.string(),
          areaName: z.string().nullable(),
          points: z.array(z.object({ period: z.string(), value: z.number().nullable() })),
        }),
      ),
    }),
  ),
  assumptions: z.array(z.string()),
  sources: z.array(z.string()),
});
export type SeriesOfDataWire = z.infer<typeof seriesOfDataSchema>;

export const crosswalkRowSchema = z.object({
  from: z.string(),
  fromName: z.string().nullable(),
  /** Empty: outside every area. */
  to: z.string(),
  toName: z.string().nullable(),
  weight: z.number().nullable(),
  parts: z.number(),
  shareOfFrom: z.number().nullable(),
  shareOfTo: z.number().nullable(),
});

export const crosswalkSchema = z.object({
  register: z.string(),
  scenario: z.string(),
  from: geographyUseSchema,
  to: geographyUseSchema,
  weights: z.object({ id: z.string(), title: z.string() }),
  rows: z.array(crosswalkRowSchema),
  assumptions: z.array(z.string()),
});
export type CrosswalkWire = z.infer<typeof crosswalkSchema>;
