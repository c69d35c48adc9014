/** Releases as JSON: what is asked to be published, the audit in words, what was published. */

import { z } from 'zod';
import { geographyUseSchema } from '#wire/data-sets.ts';
import { choiceSchema, dateSchema, textSchema, tierSchema } from '#wire/query.ts';

const aWhole = (least: number) =>
  z
    .number({ error: `Give a whole number from ${least}.` })
    .int()
    .min(least);

/** Rule sets as data; see core/disclosure/rules.ts. */
export const disclosureRulesSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('suppress'),
    from: z.union([z.literal(0), z.literal(1)]),
    to: aWhole(0),
    base: aWhole(1),
  }),
  z.object({ kind: z.literal('round'), base: aWhole(2) }),
  z.object({ kind: z.literal('none'), reason: z.string().max(2000), by: z.string().max(200) }),
]);

/** Which table is to be published. */
export const releaseQuestionSchema = z.object({
  title: textSchema('What the release is called.'),
  data: textSchema('Id of the data set.'),
  version: z.number().int().positive().optional(),
  /** Ids; all counts, proportions and rates when left out. */
  measures: z.array(z.string()).max(500).optional(),
  periods: z.array(z.string()).max(100).optional(),
  to: tierSchema,
  on: dateSchema,
  weights: z.string().optional(),
  scenario: z.string().optional(),
  /** Which sums stand in the table beside the areas. */
  totals: z
    .array(choiceSchema(['all-areas', 'regions', 'all-groups']))
    .max(3)
    .default([]),
  rules: disclosureRulesSchema,
  /** Areas of the table that are not published, by code: what an audit proposes to withhold. */
  withhold: z.array(z.string()).max(10_000).default([]),
});
export type ReleaseQuestionWire = z.infer<typeof releaseQuestionSchema>;

export const releasedCellSchema = z.object({
  area: z.string(),
  areaName: z.string().nullable(),
  measure: z.string(),
  period: z.string(),
  /** As it is published; null: hidden. */
  shown: z.number().nullable(),
  /** `small`, `protects`, `withheld`, `not-known`; null: shown. */
  hidden: z.string().nullable(),
  /** Of a rate or proportion: the denominator that is published with it. */
  denominator: z.number().nullable(),
  exact: z.boolean(),
});
export type ReleasedCellWire = z.infer<typeof releasedCellSchema>;

/** A small number that published ones give away, alone or together. */
export const givenAwaySchema = z.object({
  /** As a sum in words: `Leeds (release R1) - Leeds North`. */
  sum: z.string(),
  measure: z.string(),
  period: z.string(),
  count: z.number(),
  /** Building blocks in it. */
  blocks: z.number(),
  /** What a reader learns, in words. */
  learns: z.string(),
  /** `exact`, `small`, `part` or `open`. */
  learned: z.string(),
  terms: z.array(z.object({ name: z.string(), release: z.string().nullable(), times: z.number() })),
  /** What to change, in a sentence. */
  advice: z.string(),
});

export const releaseAuditSchema = z.object({
  /** May be published as it stands. */
  isSafe: z.boolean(),
  /** In plain sentences, the most important first. */
  words: z.array(z.string()),
  cells: z.number(),
  small: z.number(),
  hiddenToProtect: z.number(),
  /** Sensitive cells that can be worked out whatever is hidden. */
  exposed: z.array(
    z.object({
      cell: z.string(),
      low: z.number(),
      high: z.number().nullable(),
      givenAwayBy: z.array(z.string()),
      advice: z.string(),
    }),
  ),
  implied: z.array(givenAwaySchema),
  /** Codes of areas that, withheld, make the release safe. */
  withhold: z.array(z.string()),
  /** Earlier releases of the same measures that were looked at. */
  earlier: z.array(z.object({ id: z.string(), title: z.string(), on: z.string(), cells: z.number() })),
  /** True: every implied area was looked for to the end. */
  isComplete: z.boolean(),
  assumptions: z.array(z.string()),
});
export type ReleaseAuditWire = z.infer<typeof releaseAuditSchema>;

/** What would be published, and what it would give away; nothing is stored. */
export const releaseDraftSchema = z.object({
  register: z.string(),
  question: releaseQuestionSchema,
  toTitle: z.string(),
  cells: z.array(releasedCellSchema),
  audit: releaseAuditSchema,
});
export type ReleaseDraftWire = z.infer<typeof releaseDraftSchema>;

export const releaseSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  data: z.string(),
  dataTitle: z.string(),
  version: z.number(),
  to: geographyUseSchema,
  toTitle: z.string(),
  on: z.string(),
  rules: disclosureRulesSchema,
  rulesInWords: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  actingFor: z.string().nullable(),
  /** In words. */
  actingForName: z.string().nullable(),
  cells: z.number(),
  hidden: z.number(),
  /** Of everything published: what a reader can compare a file with. */
  checksum: z.string(),
});
export type ReleaseSummaryWire = z.infer<typeof releaseSummarySchema>;

export const releasesSchema = z.object({ register: z.string(), releases: z.array(releaseSummarySchema) });

export const releaseSchema = z.object({
  register: z.string(),
  release: releaseSummarySchema,
  question: releaseQuestionSchema,
  reason: z.string().nullable(),
  cells: z.array(releasedCellSchema),
  audit: releaseAuditSchema,
  assumptions: z.array(z.string()),
});
export type ReleaseWire = z.infer<typeof releaseSchema>;

/** Whether the recorded inputs still give what was published. */
export const releaseCheckSchema = z.object({
  register: z.string(),
  id: z.string(),
  isReproduced: z.boolean(),
  /** What differs, in sentences. */
  differences: z.array(z.string()),
});
