/** Registers, organisations and events as JSON: shared by the API, `--json` and the workbench. */

import { z } from 'zod';
import { eventKinds, eventStatuses, evidences, extents } from '#core/pack/vocabulary.ts';

const evidenceSchema = z.enum(evidences);
const dateOrNull = z.string().nullable();

export const sourceSchema = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  url: z.string().nullable(),
  licence: z.string(),
  vintage: z.string().nullable(),
  method: evidenceSchema,
  note: z.string().nullable(),
});
export type SourceWire = z.infer<typeof sourceSchema>;

export const tierWireSchema = z.object({
  tier: z.string(),
  title: z.string(),
  singular: z.string(),
  plural: z.string(),
  side: z.enum(['health', 'council', 'other']),
  /** Days on which the land of the tier changes; the first may be null: before the record begins. */
  changes: z.array(dateOrNull),
  hasTerritory: z.boolean(),
});

export const registerSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  recordedAt: z.string(),
  firstDate: z.string(),
  lastDate: z.string(),
  /** A day with something to see, for a first visit. */
  openingDate: z.string(),
  tiers: z.array(tierWireSchema),
  populations: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      base: z.string(),
      date: z.string(),
      geography: z.string().nullable(),
      persons: z.number(),
      /** Blocks of the vintage without a figure; a count with any is never chosen unasked. */
      missingBlocks: z.number(),
      evidence: evidenceSchema,
    }),
  ),
  /** Those of the pack, the law as it stands first, then those that people keep. */
  scenarios: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      note: z.string().nullable(),
      origin: z.enum(['pack', 'plan']),
      /** The days between which it is usually looked at. */
      from: dateOrNull,
      to: dateOrNull,
    }),
  ),
  organisationCount: z.number(),
  eventCount: z.number(),
  problemCount: z.number(),
});
export type RegisterWire = z.infer<typeof registerSchema>;
export const registersSchema = z.object({ registers: z.array(registerSchema) });

export const identifierSchema = z.object({ scheme: z.string(), value: z.string(), from: dateOrNull, to: dateOrNull });

export const organisationRowSchema = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  identifiers: z.array(identifierSchema),
  from: dateOrNull,
  to: dateOrNull,
  status: z.enum(['exists', 'ends']),
  extent: z.enum(extents),
});
export type OrganisationRowWire = z.infer<typeof organisationRowSchema>;

export const organisationsSchema = z.object({
  on: z.string(),
  kind: z.string(),
  count: z.number(),
  organisations: z.array(organisationRowSchema),
  next: z.string().nullable(),
});

const lineSchema = z.object({
  event: z.string(),
  title: z.string(),
  on: dateOrNull,
  from: z.string(),
  to: z.string(),
  giverContinues: z.boolean(),
  persons: z.number().nullable(),
  shareOfGiver: z.number().nullable(),
});

const namedSchema = z.object({ id: z.string(), code: z.string(), name: z.string(), from: dateOrNull, to: dateOrNull });

export const eventSchema = z.object({
  id: z.string(),
  kind: z.enum(eventKinds),
  title: z.string(),
  status: z.enum(eventStatuses),
  announced: dateOrNull,
  legal: dateOrNull,
  operational: dateOrNull,
  /** True when it holds in the scenario asked about. */
  holds: z.boolean(),
  instrument: z.string().nullable(),
  evidence: evidenceSchema,
  source: sourceSchema.nullable(),
  note: z.string().nullable(),
  predecessors: z.array(namedSchema),
  successors: z.array(namedSchema),
  continuing: z.array(namedSchema),
  subjects: z.array(namedSchema),
  /** Building blocks that moved, when they are named. */
  blocksMoved: z.number(),
});
export type EventWire = z.infer<typeof eventSchema>;

export const problemWireSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  where: z.object({ file: z.string().optional(), row: z.number().optional(), column: z.string().optional() }),
  message: z.string(),
  expected: z.string().optional(),
  found: z.string().optional(),
});

export const disagreementSchema = z.object({
  id: z.string(),
  question: z.string(),
  claims: z.array(z.object({ source: sourceSchema.nullable(), says: z.string(), followed: z.boolean() })),
});

export const unexplainedSchema = z.object({
  id: z.string(),
  date: dateOrNull,
  subject: z.string(),
  finding: z.string(),
  areas: z.number().nullable(),
  note: z.string().nullable(),
});

export const eventsSchema = z.object({
  scenario: z.string(),
  count: z.number(),
  events: z.array(eventSchema),
  next: z.string().nullable(),
  /** Contradictions that the fold met. */
  problems: z.array(problemWireSchema),
});
export type EventsWire = z.infer<typeof eventsSchema>;

export const organisationSchema = z.object({
  on: z.string(),
  id: z.string(),
  code: z.string(),
  name: z.string(),
  note: z.string().nullable(),
  existsOn: z.boolean(),
  from: dateOrNull,
  to: dateOrNull,
  beganBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  names: z.array(z.object({ name: z.string(), from: dateOrNull, to: dateOrNull })),
  identifiers: z.array(identifierSchema),
  roles: z.array(z.object({ role: z.string(), from: dateOrNull, to: dateOrNull })),
  relationships: z.array(
    z.object({
      kind: z.string(),
      direction: z.enum(['to', 'from']),
      other: namedSchema.nullable(),
      from: dateOrNull,
      to: dateOrNull,
      status: z.string(),
      note: z.string().nullable(),
    }),
  ),
  extent: z.enum(extents),
  /** Bodies named in `lineage` and `events`, by id. */
  kin: z.array(namedSchema),
  lineage: z.object({ before: z.array(lineSchema), after: z.array(lineSchema) }),
  events: z.array(eventSchema),
  footprint: z.object({
    geography: z.string().nullable(),
    blockCount: z.number(),
    /** The first blocks; ask for `blocks=all` to have every one. */
    blocks: z.array(z.object({ code: z.string(), name: z.string().nullable(), whole: z.boolean() })),
    zones: z.array(z.number()),
    evidences: z.array(evidenceSchema),
  }),
  populations: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      base: z.string(),
      date: z.string(),
      persons: z.number(),
      estimatedPersons: z.number(),
    }),
  ),
  /** The count of people that lineage and overlaps are told in. */
  countedIn: z.string().nullable(),
  overlaps: z.array(
    z.object({
      tier: z.string(),
      id: z.string(),
      code: z.string(),
      name: z.string(),
      persons: z.number(),
      shareOfThis: z.number(),
      shareOfOther: z.number(),
      relation: z.string(),
    }),
  ),
  disagreements: z.array(disagreementSchema),
  sources: z.array(sourceSchema),
});
export type OrganisationWire = z.infer<typeof organisationSchema>;
