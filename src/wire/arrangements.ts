/** Arrangements as JSON: shared by the API, `--json`, the store's documents and the workbench. */

import { z } from 'zod';
import {
  amountKinds,
  amountNatures,
  arrangementEvidences,
  arrangementKindNames,
  careGroupNames,
  clauseAnswers,
  clauseNames,
  delayCauses,
  documentKinds,
  partyRoleNames,
  postStages,
  seatSectors,
  stages,
  tenures,
} from '#core/agreements/vocabulary.ts';
import { choiceSchema, dateSchema, fieldsSchema, listSchema } from '#wire/query.ts';
import { problemWireSchema } from '#wire/register.ts';

const aShare = 'Give a share from 0 to 1, such as 0.25.';
const shareSchema = z.number({ error: aShare }).min(0, { error: aShare }).max(1, { error: aShare });
const penceSchema = z.int({ error: 'Give whole pence.' });
const text = (longest: number) =>
  z.string({ error: 'Give a text.' }).max(longest, { error: `At most ${longest} characters.` });
const needed = (longest: number, what: string) =>
  z
    .string({ error: what })
    .trim()
    .min(1, { error: what })
    .max(longest, { error: `At most ${longest} characters.` });
const yesOrNoSchema = z.boolean({ error: 'Give true or false.' });
const someDays = 'Give whole days from 0 to 3660.';
const noticeDaysSchema = z.int({ error: someDays }).min(0, { error: someDays }).max(3660, { error: someDays });
const aVersion = 'Give the version that you saw, a whole number.';
const dateOrNull = dateSchema.nullable();

/** Who makes a change. Until people sign in it is as they state it, and is shown so. */
export const authorSchema = fieldsSchema('Say who you are.', {
  name: z
    .string({ error: 'Say who you are.' })
    .trim()
    .min(1, { error: 'Say who you are.' })
    .max(200, { error: 'At most 200 characters.' }),
  /** Code or id of the body that they act for. */
  actingFor: text(200).nullable().default(null),
});
export type AuthorWire = z.infer<typeof authorSchema>;

/** What a person states: `ArrangementSpec` of the core with pence as whole numbers. */
export const arrangementSpecSchema = fieldsSchema('Give an arrangement with its fields.', {
  id: needed(100, 'Give it a reference of your own.'),
  kind: choiceSchema(arrangementKindNames as readonly [string, ...string[]]),
  title: needed(300, 'Give it a title.'),
  stage: choiceSchema(stages),
  parties: listSchema(
    fieldsSchema('Give a party: its body, role, share and signature.', {
      organisation: text(300),
      role: choiceSchema(partyRoleNames as readonly [string, ...string[]]),
      share: shareSchema.nullable(),
      signedOn: dateOrNull,
    }),
    200,
  ),
  careGroups: listSchema(choiceSchema(careGroupNames as readonly [string, ...string[]]), 200),
  isPriority: yesOrNoSchema,
  serviceArea: listSchema(text(300), 20_000),
  agreedOn: dateOrNull,
  startsOn: dateOrNull,
  endsOn: dateOrNull,
  reviewOn: dateOrNull,
  renewsOn: dateOrNull,
  noticeDays: noticeDaysSchema.nullable(),
  amounts: listSchema(
    fieldsSchema('Give an amount with its fields.', {
      what: choiceSchema(amountKinds),
      nature: choiceSchema(amountNatures),
      pence: penceSchema,
      party: text(300).nullable(),
      location: text(300).nullable(),
      year: text(20).nullable(),
    }),
    2000,
  ),
  clauses: z.partialRecord(choiceSchema(clauseNames as readonly [string, ...string[]]), choiceSchema(clauseAnswers), {
    error: `Give answers by clause: ${clauseNames.join(', ')}.`,
  }),
  documents: listSchema(
    fieldsSchema('Give a document with its fields.', {
      kind: choiceSchema(documentKinds),
      title: text(300),
      reference: text(1000).nullable(),
      on: dateOrNull,
    }),
    500,
  ),
  milestones: listSchema(
    fieldsSchema('Give a milestone with its fields.', {
      title: text(300),
      due: dateSchema,
      done: dateOrNull,
      slippedTo: dateOrNull,
      causes: listSchema(choiceSchema(delayCauses), 100),
      event: text(200).nullable(),
      note: text(2000).nullable(),
    }),
    500,
  ),
  negotiated: listSchema(
    fieldsSchema('Give a party, its successor and a share.', {
      party: text(300),
      successor: text(300),
      share: shareSchema,
    }),
    200,
  ),
  postStage: choiceSchema(postStages).nullable(),
  tenure: choiceSchema(tenures).nullable(),
  seatSector: choiceSchema(seatSectors).nullable(),
  isVoting: yesOrNoSchema.nullable(),
  /** Of a data sharing agreement: ids of the data sets that it shows its parties. */
  dataSets: listSchema(needed(100, 'Give the id of a data set.'), 500).default([]),
  evidence: choiceSchema(arrangementEvidences),
  source: text(500).nullable(),
  note: text(4000).nullable(),
});
export type ArrangementSpecWire = z.infer<typeof arrangementSpecSchema>;

/** A body as an arrangement or a line names it. */
export const namedBodySchema = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  /** It exists on the day of the question. */
  exists: z.boolean(),
});
export type NamedBodyWire = z.infer<typeof namedBodySchema>;

/** Something that follows from dates, signatures and bodies on a day. */
export const noticeSchema = z.object({
  /** unsigned, partly-signed, retrospective, expired, due-for-review, review-overdue, notice-due, incomplete,
   * party-gone, no-end-date, slipped: see src/core/agreements/SPEC.md. */
  code: z.string(),
  says: z.string(),
  on: z.string().nullable(),
});

/** One row of the list. */
export const arrangementRowSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  /** What follows on the day from the stage and the dates: see `statuses` in core/agreements/lifecycle.ts. */
  status: z.string(),
  parties: z.array(z.object({ code: z.string(), name: z.string(), role: z.string(), exists: z.boolean() })),
  careGroups: z.array(z.string()),
  isPriority: z.boolean(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  /** The sum of its annual values, and of its balances; null: none is stated. */
  annualPence: z.number().nullable(),
  balancePence: z.number().nullable(),
  /** Codes of its notices, each once. */
  notices: z.array(z.string()),
  /** Of plans: what was to be done when. Empty for most. */
  milestones: z.array(
    z.object({
      title: z.string(),
      due: z.string(),
      done: z.string().nullable(),
      slippedTo: z.string().nullable(),
      causes: z.array(z.string()),
    }),
  ),
  evidence: z.enum(arrangementEvidences),
});
export type ArrangementRowWire = z.infer<typeof arrangementRowSchema>;

export const arrangementsSchema = z.object({
  register: z.string(),
  on: z.string(),
  arrangements: z.array(arrangementRowSchema),
});

/** Somebody's agreement, as an approver of a party, to a change that was proposed. */
const approvalSchema = z.object({
  name: z.string(),
  /** The body that they agreed for, by its id. */
  party: z.string(),
  /** In words. */
  partyName: z.string(),
  at: z.string(),
});
export type ApprovalWire = z.infer<typeof approvalSchema>;

export const changeSchema = z.object({
  seq: z.number(),
  at: z.string(),
  who: z.string(),
  actingFor: z.string().nullable(),
  /** In words. */
  actingForName: z.string().nullable(),
  kind: z.string(),
  id: z.string(),
  version: z.number(),
  act: z.enum(['made', 'changed', 'removed']),
  reason: z.string().nullable(),
  /** The sign-in or the token by which it was done: a reference that opens nothing. Null: none, as on the machine itself or in signing in. */
  session: z.string().nullable(),
  /** Agreements to the proposal that it carries out, in the order given; empty when there was none. */
  approvals: z.array(approvalSchema),
  /** Paths that differ, each with its text before and after; empty when the whole was made or removed. */
  differences: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

export const arrangementSchema = z.object({
  register: z.string(),
  on: z.string(),
  version: z.number(),
  arrangement: arrangementSpecSchema,
  /** Every body that the arrangement names, by the id used in `arrangement`. */
  bodies: z.array(namedBodySchema),
  status: z.string(),
  notices: z.array(noticeSchema),
  clauses: z.array(
    z.object({
      clause: z.string(),
      letter: z.string(),
      says: z.string(),
      answer: z.enum([...clauseAnswers, 'not-known']),
    }),
  ),
  history: z.array(changeSchema),
});
export type ArrangementWire = z.infer<typeof arrangementSchema>;

/** What a save or a removal came to. */
export const arrangementSavedSchema = z.object({
  id: z.string(),
  version: z.number(),
  /** Warnings about what was saved. */
  problems: z.array(problemWireSchema),
});

export const arrangementRemovalSchema = fieldsSchema('Say which version you saw, and who you are.', {
  /** The version that was looked at. */
  expectedVersion: z.int({ error: aVersion }),
  by: authorSchema,
  reason: text(1000).nullable().default(null),
});

export const arrangementEditSchema = fieldsSchema('Give the arrangement, the version you saw, and who you are.', {
  arrangement: arrangementSpecSchema,
  /** The version that was edited; null: it is new. */
  expectedVersion: z.int({ error: aVersion }).nullable(),
  by: authorSchema,
  reason: text(1000).nullable().default(null),
});

export const leadershipSchema = z.object({
  on: z.string(),
  rows: z.array(
    z.object({
      careGroup: z.string(),
      place: namedBodySchema,
      leads: z.array(
        z.object({ body: namedBodySchema, arrangement: z.string(), title: z.string(), isLegacy: z.boolean() }),
      ),
    }),
  ),
});

export const importReportSchema = z.object({
  /** False: only checked, nothing was stored. */
  stored: z.boolean(),
  read: z.number(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  /** Of those added or changed: how many wait for the agreement of others, and as which proposals. */
  proposed: z.number(),
  proposals: z.array(z.object({ id: z.string(), parties: z.array(z.string()).readonly() })).readonly(),
  problems: z.array(problemWireSchema),
});
export type ImportReportWire = z.infer<typeof importReportSchema>;
