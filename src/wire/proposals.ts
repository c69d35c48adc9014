/** Changes to joint things that wait for agreement, as JSON. */

import { z } from 'zod';
import { authorSchema, namedBodySchema } from '#wire/arrangements.ts';
import { fieldsSchema, textSchema } from '#wire/query.ts';

const handSchema = z.object({
  account: z.string(),
  name: z.string(),
  body: namedBodySchema.nullable(),
  at: z.string(),
});

const subjectSchema = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string(),
  /** Screen of the workbench that shows it; null: none. */
  path: z.string().nullable(),
});

const proposalShape = {
  id: z.string(),
  version: z.number(),
  register: z.string(),
  state: z.enum(['open', 'agreed', 'made', 'withdrawn', 'refused', 'expired', 'superseded']),
  /** What is proposed, such as "Change an arrangement". */
  says: z.string(),
  subject: subjectSchema,
  reason: z.string(),
  proposedBy: handSchema,
  expiresOn: z.string(),
  /** In order of id; `agreed` null: not yet. `approvers`: how many people could agree for it. */
  parties: z.array(z.object({ body: namedBodySchema, agreed: handSchema.nullable(), approvers: z.number() })),
  remarks: z.number(),
  /** What the asker may do now. */
  may: z.array(z.enum(['agree', 'take-back', 'refuse', 'withdraw', 'discuss'])),
};

export const proposalRowSchema = z.object(proposalShape);
export type ProposalRowWire = z.infer<typeof proposalRowSchema>;

/** `GET /api/proposals`: `waiting` counts those that the asker could agree to now. */
export const proposalsSchema = z.object({
  register: z.string(),
  waiting: z.number(),
  proposals: z.array(proposalRowSchema),
});
export type ProposalsWire = z.infer<typeof proposalsSchema>;

/** `GET /api/proposals/:id`. */
export const proposalSchema = z.object({
  ...proposalShape,
  /** Field by field, what would change; of a new thing `before` is null, of a removal `after`. */
  changes: z.array(
    z.object({
      subject: subjectSchema,
      act: z.enum(['made', 'changed', 'removed']),
      differences: z.array(
        z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
      ),
    }),
  ),
  /** The thing as it is now is not what the proposal was made from. */
  isOvertaken: z.boolean(),
  discussion: z.array(handSchema.extend({ text: z.string() })),
  takenBack: z.array(z.object({ agreement: handSchema, by: handSchema })),
  /** One person agreed for several parties. */
  sharedHands: z.array(z.object({ name: z.string(), bodies: z.array(namedBodySchema) })),
  end: z
    .object({ kind: z.string(), at: z.string(), by: handSchema.nullable(), reason: z.string().nullable() })
    .nullable(),
});
export type ProposalWire = z.infer<typeof proposalSchema>;

/** `POST /api/proposals/:id/step`. The body acted for is `by.actingFor`; it is also the party. */
export const proposalStepSchema = fieldsSchema('Say what to do.', {
  expectedVersion: z.int(),
  by: authorSchema,
  step: z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('agree') }),
    z.strictObject({ do: z.literal('take-back') }),
    z.strictObject({ do: z.literal('discuss'), text: textSchema('What you say.', 4000) }),
    z.strictObject({ do: z.literal('refuse'), reason: textSchema('Why.', 2000) }),
    z.strictObject({ do: z.literal('withdraw'), reason: textSchema('Why.', 2000).nullable().default(null) }),
  ]),
});
