/** Changes to joint things that wait for agreement: listed, shown with what they would change, agreed, refused, discussed. */

import { z } from 'zod';
import { listProposals } from '#actions/proposals-list.ts';
import { type ShownProposal, showProposal } from '#actions/proposals-show.ts';
import { stepOnProposal } from '#actions/proposals-step.ts';
import type { Api } from '#api/bare-server.ts';
import type { ChangingRoutesOptions } from '#api/routes/scenarios.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { encodeProposal, encodeProposalRow } from '#wire/encode-proposals.ts';
import { type ProposalWire, proposalSchema, proposalStepSchema, proposalsSchema } from '#wire/proposals.ts';
import { choiceSchema, contextSchema, textSchema } from '#wire/query.ts';

const registerQuery = contextSchema.pick({ register: true });
const listQuery = registerQuery.extend({
  state: choiceSchema(['open', 'closed'])
    .optional()
    .meta({ description: 'Those on their way, or those that ended; all when left out.' }),
});
const oneParams = z.object({ id: textSchema('Id of the proposal.') });

/** What may be done about a proposal; which of them it is, the body says. */
const stepVerbs = [
  'discuss-proposal',
  'withdraw-proposal',
  'agree-to-proposal',
  'take-back-agreement',
  'refuse-proposal',
] as const;

export function addProposalRoutes(api: Api, { now }: ChangingRoutesOptions): void {
  api.get(
    '/api/proposals',
    {
      config: { verb: 'show-proposal' },
      schema: {
        summary: 'Changes to joint things that wait for agreement, and those that ended, the newest first',
        querystring: listQuery,
        response: { 200: proposalsSchema },
      },
    },
    async (request, reply) =>
      sendAnswer(reply, await listProposals(request.shelves, { ...request.query, at: now() }), (list) => {
        const source = { register: list.register.pack.name, timeline: list.register.timeline, on: list.on };
        const proposals = list.rows.map((row) => encodeProposalRow(row, source));
        return { register: source.register, waiting: list.waiting, proposals };
      }),
  );

  api.get(
    '/api/proposals/:id',
    {
      config: { verb: 'show-proposal' },
      schema: {
        summary: 'One proposal: what it would change, who agreed, what was said',
        params: oneParams,
        querystring: registerQuery,
        response: { 200: proposalSchema },
      },
    },
    async (request, reply) => {
      const question = { ...request.query, id: request.params.id, at: now() };
      return sendAnswer(reply, await showProposal(request.shelves, question), encodeShown);
    },
  );

  api.post(
    '/api/proposals/:id/step',
    {
      config: { verbs: stepVerbs },
      schema: {
        summary:
          'Agree to a proposal, take that back, refuse, withdraw or discuss it; the last agreement makes the change',
        params: oneParams,
        querystring: registerQuery,
        body: proposalStepSchema,
        response: { 200: proposalSchema },
      },
    },
    async (request, reply) => {
      const { by, expectedVersion, step } = request.body;
      const stepped = await stepOnProposal(request.shelves, {
        ...request.query,
        id: request.params.id,
        expectedVersion,
        act: step,
        author: request.authorOf(by),
        at: now(),
      });
      return sendAnswer(reply, stepped, encodeShown);
    },
  );
}

function encodeShown(shown: ShownProposal): ProposalWire {
  const { register, on } = shown;
  return encodeProposal(shown, { register: register.pack.name, timeline: register.timeline, on });
}
