/** How two tiers fit, as JSON: the overlap, the relations and the summary with both denominators. */

import { z } from 'zod';
import { evidences } from '#core/pack/vocabulary.ts';
import { sourceSchema } from '#wire/register.ts';

export const relationSchema = z.enum([
  'coterminous',
  'body-within-council',
  'council-within-body',
  'straddling',
  'sliver',
  'not-known',
]);

export const pairSchema = z.object({
  body: z.string(),
  bodyName: z.string(),
  council: z.string(),
  councilName: z.string(),
  persons: z.number(),
  /** Part of `persons` that rests on splitting a block. */
  estimatedPersons: z.number(),
  shareOfBody: z.number().nullable(),
  shareOfCouncil: z.number().nullable(),
  blocks: z.number(),
  relation: relationSchema,
});
export type PairWire = z.infer<typeof pairSchema>;

/** Every number of the summary by its id in the catalogue of indices. */
export const summarySchema = z.record(z.string(), z.number().nullable());

export const measureSchema = z.object({
  on: z.string(),
  bodies: z.string(),
  councils: z.string(),
  register: z.string(),
  scenario: z.string(),
  tolerance: z.number(),
  population: z.object({
    name: z.string(),
    title: z.string(),
    base: z.string(),
    date: z.string(),
    persons: z.number(),
  }),
  pairs: z.array(pairSchema),
  summary: summarySchema,
  regions: z.array(z.object({ code: z.string(), name: z.string(), persons: z.number(), summary: summarySchema })),
  /** Bodies that exist but whose territory is not, or not wholly, known. */
  unknownTerritory: z.array(z.object({ code: z.string(), name: z.string(), extent: z.enum(['partial', 'unknown']) })),
  evidences: z.array(z.enum(evidences)),
  assumptions: z.array(z.string()),
  sources: z.array(sourceSchema),
});
export type MeasureWire = z.infer<typeof measureSchema>;

export const seriesSchema = z.object({
  bodies: z.string(),
  councils: z.string(),
  points: z.array(z.object({ on: z.string(), population: z.string(), summary: summarySchema })),
  assumptions: z.array(z.string()),
});
export type SeriesWire = z.infer<typeof seriesSchema>;

/** What each number of the summary means, for evidence shown on screen. */
export const indexSchema = z.object({
  id: z.string(),
  title: z.string(),
  says: z.string(),
  denominator: z.string(),
  formula: z.string(),
  source: z.string(),
  page: z.string(),
});
export const indicesSchema = z.object({ indices: z.array(indexSchema), caution: z.string() });
export type IndicesWire = z.infer<typeof indicesSchema>;
