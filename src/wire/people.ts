/** People of bodies, the roles they hold, and who will hold which on a vesting day. */

import { z } from 'zod';
import { namedBodySchema } from '#wire/arrangements.ts';
import { dateSchema, fieldsSchema, listSchema, textSchema } from '#wire/query.ts';
import { roleSchema } from '#wire/session.ts';

const roleHeldSchema = z.object({
  id: z.string(),
  version: z.number(),
  body: namedBodySchema,
  role: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  reason: z.string(),
});

const personSchema = z.object({
  account: z.string(),
  name: z.string(),
  email: z.string(),
  state: z.enum(['invited', 'active', 'closed']),
  hasSecondFactor: z.boolean(),
  /** Those that the asker may see, present and to come. */
  roles: z.array(roleHeldSchema),
});
export type PersonWire = z.infer<typeof personSchema>;

/** `GET /api/people`. `administered`: bodies for which the asker may invite people and give roles. */
export const peopleSchema = z.object({
  register: z.string(),
  on: z.string(),
  people: z.array(personSchema),
  administered: z.array(namedBodySchema),
});
export type PeopleWire = z.infer<typeof peopleSchema>;

export const inviteSchema = fieldsSchema('Say whom you invite.', {
  email: textSchema('E-mail address.', 254),
  name: textSchema('Name.', 200),
  /** Code or id. */
  organisation: textSchema('Body that they act for.'),
  roles: listSchema(roleSchema, 6),
  to: dateSchema.nullable().default(null),
  /** They have an account that other bodies keep, and who invites has asked them whether it is theirs. */
  isTheirs: z.boolean().default(false),
});
/** A link to hand over; it is told once. `path` begins with a slash; null: they have an account already and need none. */
export const handedLinkSchema = z.object({
  account: z.string(),
  path: z.string().nullable(),
  expiresAt: z.string().nullable(),
});

export const grantSchema = fieldsSchema('Say which role.', {
  account: textSchema('Account.'),
  organisation: textSchema('Body, by code or id.'),
  role: roleSchema,
  from: dateSchema,
  to: dateSchema.nullable().default(null),
  reason: textSchema('Why.', 500),
  /** As of an invitation. */
  isTheirs: z.boolean().default(false),
});
export const endGrantSchema = fieldsSchema('Say when and why.', {
  expectedVersion: z.int(),
  on: dateSchema,
  reason: textSchema('Why.', 500),
});

/** What becomes of a role: `stays`, `passes`, `ends`, `waits` for a decision. */
const roleWaySchema = z.object({
  body: namedBodySchema,
  role: z.string(),
  outcome: z.enum(['stays', 'passes', 'ends', 'waits']),
  /** Bodies it passes to. */
  to: z.array(namedBodySchema),
  why: z.string(),
  /** Heirs to choose from where it waits. */
  choices: z.array(namedBodySchema),
});

const thingSchema = z.object({ kind: z.string(), id: z.string(), title: z.string() });

/** `GET /api/access/dry-run?on=2027-04-01&scenario=...`: who will see what on that day, before it comes. */
export const accessDryRunSchema = z.object({
  register: z.string(),
  scenario: z.string(),
  on: z.string(),
  /** How long who held a role of a body that ended still reads. @units days */
  graceDays: z.number(),
  /** Bodies that end on the day, and who takes over. */
  endings: z.array(z.object({ body: namedBodySchema, heirs: z.array(namedBodySchema) })),
  people: z.array(
    z.object({
      account: z.string(),
      name: z.string(),
      roles: z.array(roleWaySchema),
      seesBefore: z.number(),
      seesAfter: z.number(),
      /** The first of them, and how many in all. */
      gains: z.object({ count: z.number(), first: z.array(thingSchema) }),
      loses: z.object({ count: z.number(), first: z.array(thingSchema) }),
    }),
  ),
  /** Things whose owner ends: where they go. The first thousand. */
  records: z.object({
    count: z.number(),
    waiting: z.number(),
    first: z.array(
      thingSchema.extend({
        /** Kind of thing, as a decision about it names it. */
        resource: z.string(),
        outcome: z.enum(['passes', 'waits']),
        owners: z.array(namedBodySchema),
        after: z.array(namedBodySchema),
        why: z.array(z.string()),
        /** Owners that ended for which somebody is to decide, and the heirs to choose from; none: any body of the day. */
        waiting: z.array(z.object({ owner: namedBodySchema, choices: z.array(namedBodySchema) })),
      }),
    ),
  }),
  /** Bodies that own something on the day and for whom nobody is administrator. */
  unattended: z.array(namedBodySchema),
  /** Decisions that are made already. */
  decisions: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      from: namedBodySchema,
      passing: z.string(),
      to: z.array(namedBodySchema),
      reason: z.string(),
    }),
  ),
  /** True: the day has come and what is told here was done. */
  isDone: z.boolean(),
});
export type AccessDryRunWire = z.infer<typeof accessDryRunSchema>;

/** `POST /api/access/decisions`: where a role or a record does not pass by itself. Id `*`: every record of the kind that waits. */
export const decideSchema = fieldsSchema('Say what passes to whom.', {
  on: dateSchema,
  from: textSchema('Body that ends, by code or id.'),
  passing: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('role'), account: textSchema('Account.'), role: roleSchema }),
    z.strictObject({ kind: z.literal('record'), resource: textSchema('Kind.'), id: textSchema('Id.', 700) }),
  ]),
  to: listSchema(textSchema('Body, by code or id.'), 20),
  reason: textSchema('Why.', 500),
});
/** What was kept. */
export const decidedSchema = z.object({
  register: z.string(),
  decisions: z.array(z.object({ id: z.string(), version: z.number() })),
});

export const takeBackSchema = fieldsSchema('Say which version you saw, and why.', {
  expectedVersion: z.int(),
  reason: textSchema('Why.', 500),
});

/** `POST /api/access/pass`: does what the dry run of a day that has come says. */
export const passAccessSchema = fieldsSchema('Say for which day.', { on: dateSchema });
export const accessPassedSchema = z.object({
  register: z.string(),
  on: z.string(),
  rolesEnded: z.number(),
  rolesGiven: z.number(),
  recordsPassed: z.number(),
  proposalsClosed: z.number(),
  rolesWaiting: z.number(),
  recordsWaiting: z.number(),
  unattended: z.array(namedBodySchema),
});
export type AccessPassedWire = z.infer<typeof accessPassedSchema>;

/** `GET /api/access/sharing?data=...&on=...`: under which agreements a data set is shown to whom. */
export const dataSharingSchema = z.object({
  register: z.string(),
  on: z.string(),
  data: z.string(),
  owners: z.array(namedBodySchema),
  agreements: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      startsOn: z.string().nullable(),
      endsOn: z.string().nullable(),
      /** Empty: to nobody on the day. */
      shownTo: z.array(namedBodySchema),
    }),
  ),
});
export type DataSharingWire = z.infer<typeof dataSharingSchema>;
