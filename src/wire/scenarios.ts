/** Scenarios, drawn events and their comparison as JSON: shared by the API, `--json` and the workbench. */

import { z } from 'zod';
import { eventKinds, eventStatuses, parts } from '#core/pack/vocabulary.ts';
import { roleNames } from '#core/register/tiers.ts';
import { authorSchema, namedBodySchema } from '#wire/arrangements.ts';
import { dateSchema } from '#wire/query.ts';

const name = z.string().trim().min(1).max(200);
const text = (longest: number) => z.string().max(longest);

export const draftEventSchema = z.strictObject({
  id: z
    .string()
    .regex(/^draft-[a-z0-9-]{1,80}$/, { error: 'Begin with draft- and use small letters, digits and hyphens.' }),
  kind: z.enum(eventKinds),
  title: name,
  day: dateSchema,
  instrument: text(300).nullable(),
  note: text(2000).nullable(),
  participants: z.array(z.strictObject({ organisation: name, part: z.enum(parts) })).max(500),
  newBodies: z.array(z.strictObject({ id: name, name, code: text(50).nullable(), role: z.enum(roleNames) })).max(100),
  moves: z
    .array(
      z.strictObject({
        from: name.nullable(),
        to: name.nullable(),
        geography: name.nullable(),
        areas: z.array(text(50)).max(40_000).nullable(),
      }),
    )
    .max(1000),
  names: z.array(z.strictObject({ organisation: name, name })).max(100),
});
export type DraftEventWire = z.infer<typeof draftEventSchema>;

export const scenarioPlanSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, { error: 'Use small letters, digits and hyphens.' }),
  title: name,
  note: text(2000).nullable(),
  basedOn: name.nullable(),
  statuses: z.array(z.enum(eventStatuses)).nullable(),
  on: z.array(name).max(2000),
  off: z.array(name).max(2000),
  drafts: z.array(draftEventSchema).max(100),
  from: dateSchema.nullable(),
  to: dateSchema.nullable(),
});
export type ScenarioPlanWire = z.infer<typeof scenarioPlanSchema>;

export const scenarioEditSchema = z.strictObject({
  scenario: scenarioPlanSchema,
  expectedVersion: z.int().nullable(),
  by: authorSchema,
  reason: text(1000).nullable().default(null),
});

export const scenarioProblemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
});

export const scenarioSchema = z.object({
  /** Of the pack, or kept by people (a plan). */
  origin: z.enum(['pack', 'plan']),
  version: z.number().nullable(),
  scenario: scenarioPlanSchema,
  /** Every event that holds in it and has a day, in order of effect. */
  holding: z.array(z.string()),
  problems: z.array(scenarioProblemSchema),
});
export type ScenarioWire = z.infer<typeof scenarioSchema>;

export const scenariosSchema = z.object({ register: z.string(), scenarios: z.array(scenarioSchema) });

export const adoptionSchema = z.strictObject({
  /** Drafts to adopt; left out: all of the plan. */
  events: z.array(name).optional(),
  status: z.enum(['decided', 'in-law', 'in-effect']),
  reason: z.string().trim().min(1, { error: 'Say why.' }).max(2000),
  by: authorSchema,
});

/** An act on an event: quash it, or record another status. */
export const eventActSchema = z.strictObject({
  status: z.enum(eventStatuses),
  reason: z.string().trim().min(1, { error: 'Say why.' }).max(2000),
  by: authorSchema,
});

/** What acts on events came to. */
export const actedSchema = z.object({
  register: z.string(),
  acts: z.array(z.object({ event: z.string(), status: z.string() })),
});

/** Scenarios side by side on a day, one column each, in the order they were named. */
export const comparisonSchema = z.object({
  register: z.string(),
  on: z.string(),
  from: z.string(),
  bodies: z.string(),
  councils: z.string(),
  population: z.string().nullable(),
  scenarios: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      healthBodies: z.number(),
      councils: z.number(),
      coterminousBodies: z.number(),
      nestedCouncils: z.number(),
      straddlingCouncils: z.number(),
      arrangementsTouched: z.number(),
      lines: z.number(),
      byDisposition: z.record(z.string(), z.number()),
      problems: z.number(),
    }),
  ),
  /** Bodies of either tier that do not exist in all of the scenarios, with people in each where they do. */
  differences: z.array(z.object({ body: namedBodySchema, tier: z.string(), persons: z.array(z.number().nullable()) })),
});
export type ComparisonWire = z.infer<typeof comparisonSchema>;
