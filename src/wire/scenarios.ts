/** Scenarios, drawn events and their comparison as JSON: shared by the API, `--json` and the workbench. */

import { z } from 'zod';
import { eventKinds, eventStatuses, parts } from '#core/pack/vocabulary.ts';
import { roleNames } from '#core/register/tiers.ts';
import { authorSchema, namedBodySchema } from '#wire/arrangements.ts';
import { choiceSchema, dateSchema, fieldsSchema, listSchema } from '#wire/query.ts';

const aName = 'Give a name, id or code of 1 to 200 characters.';
const name = z.string({ error: aName }).trim().min(1, { error: aName }).max(200, { error: aName });
const text = (longest: number) =>
  z.string({ error: 'Give a text.' }).max(longest, { error: `At most ${longest} characters.` });
const aDraftId = 'Begin with draft- and use small letters, digits and hyphens.';
const aScenarioId = 'Use small letters, digits and hyphens.';
const aReason = z
  .string({ error: 'Say why.' })
  .trim()
  .min(1, { error: 'Say why.' })
  .max(2000, { error: 'At most 2000 characters.' });

export const draftEventSchema = fieldsSchema('Give a drawn event with its fields.', {
  id: z.string({ error: aDraftId }).regex(/^draft-[a-z0-9-]{1,80}$/, { error: aDraftId }),
  kind: choiceSchema(eventKinds),
  title: name,
  day: dateSchema,
  instrument: text(300).nullable(),
  note: text(2000).nullable(),
  participants: listSchema(
    fieldsSchema('Give a body and its part.', { organisation: name, part: choiceSchema(parts) }),
    500,
  ),
  newBodies: listSchema(
    fieldsSchema('Give a new body: its id, name, code and role.', {
      id: name,
      name,
      code: text(50).nullable(),
      role: choiceSchema(roleNames),
    }),
    100,
  ),
  moves: listSchema(
    fieldsSchema('Give a move: from whom, to whom, and the areas.', {
      from: name.nullable(),
      to: name.nullable(),
      geography: name.nullable(),
      areas: listSchema(text(50), 40_000).nullable(),
    }),
    1000,
  ),
  names: listSchema(fieldsSchema('Give a body and its name.', { organisation: name, name }), 100),
});
export type DraftEventWire = z.infer<typeof draftEventSchema>;

export const scenarioPlanSchema = fieldsSchema('Give a scenario with its fields.', {
  id: z.string({ error: aScenarioId }).regex(/^[a-z0-9][a-z0-9-]{0,79}$/, { error: aScenarioId }),
  title: name,
  note: text(2000).nullable(),
  basedOn: name.nullable(),
  statuses: listSchema(choiceSchema(eventStatuses), 100).nullable(),
  on: listSchema(name, 2000),
  off: listSchema(name, 2000),
  drafts: listSchema(draftEventSchema, 100),
  from: dateSchema.nullable(),
  to: dateSchema.nullable(),
});
export type ScenarioPlanWire = z.infer<typeof scenarioPlanSchema>;

export const scenarioEditSchema = fieldsSchema('Give the scenario, the version you saw, and who you are.', {
  scenario: scenarioPlanSchema,
  expectedVersion: z.int({ error: 'Give the version that you saw, a whole number.' }).nullable(),
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

export const adoptionSchema = fieldsSchema('Give the status, the reason, and who you are.', {
  /** Drafts to adopt; left out: all of the plan. */
  events: listSchema(name, 2000).optional(),
  status: choiceSchema(['decided', 'in-law', 'in-effect']),
  reason: aReason,
  by: authorSchema,
});

/** An act on an event: quash it, or record another status. */
export const eventActSchema = fieldsSchema('Give the status, the reason, and who you are.', {
  status: choiceSchema(eventStatuses),
  reason: aReason,
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
