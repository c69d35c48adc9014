/** The handover schedule as JSON: shared by the API, `--json` and the workbench. */

import { z } from 'zod';
import { changeSchema, namedBodySchema } from '#wire/arrangements.ts';
import { lineSummarySchema } from '#wire/line-summary.ts';

const penceSchema = z.number();

/** The count of residents that was asked for; null: the one nearest to each vesting day. */
const populationNameSchema = z.object({ id: z.string(), title: z.string() }).nullable();

const rulebookNameSchema = z.object({ id: z.string(), title: z.string(), version: z.string() });

/** What a handover was asked of: every answer begins with it. */
const askedShape = {
  register: z.string(),
  scenario: z.string(),
  from: z.string(),
  to: z.string(),
  rulebook: rulebookNameSchema,
  population: populationNameSchema,
};

const outPenceSchema = z.array(z.object({ code: z.string(), pence: penceSchema }));

export const actionSchema = z.object({
  id: z.string(),
  what: z.string(),
  /** Names of the bodies that are to act. */
  owner: z.string(),
  ownerCodes: z.array(z.string()),
  due: z.string(),
  countedFrom: z.string(),
});

/** What people have decided in place of what was computed. */
const overrideSchema = z.object({
  /** `disposition`, `shares` or `deadline:ACTION`. */
  field: z.string(),
  /** In words, as computed and as overridden. */
  computed: z.string(),
  value: z.string(),
  reason: z.string(),
  who: z.string(),
  at: z.string(),
});

const signatureSchema = z.object({
  party: namedBodySchema,
  /** `signed`, `changed-since` or `missing`. */
  state: z.string(),
  who: z.string().nullable(),
  at: z.string().nullable(),
  /** What differs from what was signed, in words. */
  changes: z.array(z.string()),
});

/** A line as scripts read it. Bodies by code; `party` too. */
export const handoverLineSchema = z.object({
  key: z.string(),
  arrangement: z.string(),
  title: z.string(),
  kind: z.string(),
  party: z.string(),
  partyName: z.string(),
  role: z.string(),
  careGroups: z.array(z.string()),
  events: z.array(z.string()),
  vesting: z.string().nullable(),
  successors: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      shareProportion: z.number().nullable(),
      basis: z.string().nullable(),
    }),
  ),
  disposition: z.string(),
  rule: z.string(),
  legalGround: z.string(),
  /** What the rule that decided cites. */
  citations: z.array(z.string()),
  /** One sentence for each event on its way that is proposed, under challenge or quashed. */
  restsOn: z.array(z.string()),
  /** The party was gone by the first day, and nothing of these days is on its way. */
  isAlreadyDue: z.boolean(),
  legalConfirmationNeeded: z.boolean(),
  actions: z.array(actionSchema),
  flags: z.array(z.object({ code: z.string(), says: z.string(), citations: z.array(z.string()) })),
  /** The first of the line's amounts: annual value, else balance, else whole-life value. Null: no money passes. */
  money: z.object({ what: z.string(), inPence: penceSchema, outPence: outPenceSchema }).nullable(),
  /** Every amount of the line by kind. `outPence` null: the shares are not known. */
  amounts: z.array(z.object({ what: z.string(), inPence: penceSchema, outPence: outPenceSchema.nullable() })),
  evidence: z.string(),
  /** Names the line as it stands, for who signs it: another line, another name. */
  fingerprint: z.string(),
  /** What people have done about it in the schedule that was asked for; empty without one. */
  override: z.array(overrideSchema),
  assignedTo: z.string().nullable(),
  signatures: z.array(signatureSchema),
});
export type HandoverLineWire = z.infer<typeof handoverLineSchema>;

export const handoverTotalsSchema = z.object({
  arrangements: z.number(),
  touched: z.number(),
  untouched: z.number(),
  lines: z.number(),
  /** Lines that were already due on the first day; left out of `touched`, `byDisposition` and `money`. */
  alreadyDue: z.number(),
  byDisposition: z.record(z.string(), z.number()),
  byFlag: z.record(z.string(), z.number()),
  legalConfirmationNeeded: z.number(),
  actions: z.number(),
  /** For each kind of amount; `inPence = outPence + notSharedPence`, checked. */
  money: z.array(
    z.object({ what: z.string(), inPence: penceSchema, outPence: penceSchema, notSharedPence: penceSchema }),
  ),
});

export const handoverSchema = z.object({
  ...askedShape,
  /** The schedule that was asked for; null: none was. */
  schedule: z.object({ id: z.string(), title: z.string(), status: z.string() }).nullable(),
  lines: z.array(handoverLineSchema),
  totals: handoverTotalsSchema,
  assumptions: z.array(z.string()),
});
export type HandoverWire = z.infer<typeof handoverSchema>;

/**
 * The lines as columns with dictionaries, small enough to send 20,000 at once. Each `...Of` array has one entry a line
 * (or a list of entries); numbers point into the dictionary of the same name.
 */
export const handoverTableSchema = z.object({
  ...askedShape,
  bodies: z.array(z.object({ code: z.string(), name: z.string() })),
  kinds: z.array(z.string()),
  careGroups: z.array(z.string()),
  dispositions: z.array(z.string()),
  flags: z.array(z.string()),
  keys: z.array(z.string()),
  titles: z.array(z.string()),
  kindOf: z.array(z.number()),
  partyOf: z.array(z.number()),
  careGroupsOf: z.array(z.array(z.number())),
  dispositionOf: z.array(z.number()),
  /** Successors of the line. */
  successorsOf: z.array(z.array(z.number())),
  /** Shares of the successors in hundredths of a per cent; null: not known or not needed. */
  sharesOf: z.array(z.array(z.number()).nullable()),
  flagsOf: z.array(z.array(z.number())),
  /** The earliest deadline of the line; null: none. */
  dueOf: z.array(z.string().nullable()),
  penceOf: z.array(z.number().nullable()),
  needsConfirmationOf: z.array(z.number()),
  illustrativeOf: z.array(z.number()),
  totals: handoverTotalsSchema,
  assumptions: z.array(z.string()),
});
export type HandoverTableWire = z.infer<typeof handoverTableSchema>;

/**
 * What has to be done, without the lines: by day, on one day in the order of the lines. Each `...Of` array has one entry an
 * action, but those of lines; numbers point into the list of that name.
 */
export const handoverActionsSchema = z.object({
  ...askedShape,
  bodies: z.array(z.object({ code: z.string(), name: z.string() })),
  /** In order of time. */
  days: z.array(z.string()),
  whats: z.array(z.string()),
  /** Those who act together, as numbers of bodies. */
  owners: z.array(z.array(z.number())),
  titles: z.array(z.string()),
  rules: z.array(z.string()),
  /** Lines of which something has to be done: their keys, titles, parties and the rules that decided. */
  keys: z.array(z.string()),
  titleOfLine: z.array(z.number()),
  partyOfLine: z.array(z.number()),
  ruleOfLine: z.array(z.number()),
  dayOf: z.array(z.number()),
  whatOf: z.array(z.number()),
  ownersOf: z.array(z.number()),
  /** Number of the line, as in `keys`. */
  lineOf: z.array(z.number()),
});
export type HandoverActionsWire = z.infer<typeof handoverActionsSchema>;

const conditionTraceSchema = z.object({
  /** The condition in plain words, such as "successors: 2 (needs at least 2)". */
  says: z.string(),
  holds: z.boolean(),
});

const citationSchema = z.object({
  id: z.string(),
  reference: z.string(),
  says: z.string(),
  url: z.string().nullable(),
  standing: z.string(),
});

/** All about one line: every basis, which rules fired and why the others did not. */
export const handoverLineDetailSchema = z.object({
  ...askedShape,
  line: handoverLineSchema,
  /** What is signed, when the line is. */
  summary: lineSummarySchema,
  party: namedBodySchema,
  otherParties: z.array(namedBodySchema),
  signatories: z.array(namedBodySchema),
  events: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      day: z.string().nullable(),
      status: z.string(),
      instrument: z.string().nullable(),
      evidence: z.string(),
    }),
  ),
  /** The area that is shared out, how many people live on it, by which count. */
  area: z.object({
    says: z.string(),
    persons: z.number().nullable(),
    population: z.string().nullable(),
    blocks: z.number().nullable(),
  }),
  bases: z.array(
    z.object({
      /** `overridden`: shares that were set by hand in the schedule. They are used, whatever was computed. */
      basis: z.string(),
      isUsed: z.boolean(),
      says: z.string(),
      shares: z
        .array(z.object({ code: z.string(), name: z.string(), share: z.number(), weight: z.number() }))
        .nullable(),
      /** What each amount would come to under this basis. */
      amounts: z.array(z.object({ what: z.string(), inPence: penceSchema, outPence: outPenceSchema })),
    }),
  ),
  rule: z.object({
    id: z.string(),
    title: z.string(),
    says: z.string(),
    citations: z.array(citationSchema),
  }),
  /** What the rules of its flags cite, flag by flag. */
  flagCitations: z.array(z.object({ code: z.string(), citations: z.array(citationSchema) })),
  findings: z.array(z.object({ name: z.string(), meaning: z.string(), value: z.string() })),
  /** Rules that did not decide, each with the first condition that failed; in the order of the rulebook. */
  trace: z.array(
    z.object({ rule: z.string(), title: z.string(), fired: z.boolean(), why: z.array(conditionTraceSchema) }),
  ),
});
export type HandoverLineDetailWire = z.infer<typeof handoverLineDetailSchema>;

/** What people have done about a line of a schedule. */
export const lineWorkSchema = z.object({
  key: z.string(),
  version: z.number(),
  assignedTo: z.string().nullable(),
  comments: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      who: z.string(),
      actingFor: z.string().nullable(),
      /** In words. */
      actingForName: z.string().nullable(),
      text: z.string(),
    }),
  ),
  overrides: z.array(overrideSchema),
  signatures: z.array(signatureSchema),
});
export type LineWorkWire = z.infer<typeof lineWorkSchema>;

/** A schedule that partners work on: one scenario, two dates, a rulebook. */
export const scheduleSchema = z.object({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  scenario: z.string(),
  from: z.string(),
  to: z.string(),
  rulebook: z.string(),
  /** Id of the count of residents that people are counted by; null: the one nearest to each vesting day. */
  population: z.string().nullable(),
  /** `draft`, `agreed` (every line signed by all) or `superseded`. */
  status: z.string(),
  supersededBy: z.string().nullable(),
  counts: z.object({
    lines: z.number(),
    signedByAll: z.number(),
    partlySigned: z.number(),
    changedSinceSigned: z.number(),
    overridden: z.number(),
    assigned: z.number(),
  }),
});
export type ScheduleWire = z.infer<typeof scheduleSchema>;

export const schedulesSchema = z.object({ register: z.string(), schedules: z.array(scheduleSchema) });

/** A schedule with the work on each line that has any. */
export const scheduleDetailSchema = z.object({
  register: z.string(),
  schedule: scheduleSchema,
  work: z.array(lineWorkSchema),
  /** Lines that were worked on and that the schedule no longer has. */
  goneLines: z.array(z.string()),
});
export type ScheduleDetailWire = z.infer<typeof scheduleDetailSchema>;

export const journalEntrySchema = changeSchema.extend({ register: z.string(), hash: z.string() });
export type JournalEntryWire = z.infer<typeof journalEntrySchema>;

export const journalSchema = z.object({
  register: z.string().nullable(),
  entries: z.array(journalEntrySchema),
  next: z.number().nullable(),
});

export const journalCheckSchema = z.object({
  isSound: z.boolean(),
  entries: z.number(),
  head: z.string(),
  /** One sentence for each fault, with the entry it is at. */
  faults: z.array(z.string()),
});

/** What another rulebook would change. */
export const rulebookTrialSchema = z.object({
  problems: z.array(z.object({ code: z.string(), message: z.string(), where: z.string() })),
  lines: z.number(),
  changed: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      party: z.string(),
      /** Each difference in words: "disposition: transfer, was renegotiate (rule LG-4, was LG-2)". */
      changes: z.array(z.string()),
    }),
  ),
});
