/** Lists of bodies, and one body. */

import { z } from 'zod';
import { listOrganisations } from '#actions/list-organisations.ts';
import { showOrganisation } from '#actions/show-organisation.ts';
import type { Api } from '#api/bare-server.ts';
import { sendAnswer } from '#api/send-answer.ts';
import { encodePortrait } from '#wire/encode-organisation.ts';
import { encodeBody } from '#wire/encode-register.ts';
import { pageOf } from '#wire/page.ts';
import { choiceSchema, contextSchema, dateSchema, pageSchema, textSchema, tierSchema } from '#wire/query.ts';
import { organisationSchema, organisationsSchema } from '#wire/register.ts';

const aSearch = 'Give one text of at most 200 characters.';
const listQuery = contextSchema.extend({
  kind: tierSchema,
  on: dateSchema,
  search: z
    .string({ error: aSearch })
    .max(200, { error: aSearch })
    .optional()
    .meta({ description: 'Only bodies whose name or a code contains this.' }),
  ...pageSchema.shape,
});
const oneQuery = contextSchema.extend({ on: dateSchema, blocks: choiceSchema(['first', 'all']).default('first') });

export function addOrganisationRoutes(api: Api): void {
  api.get(
    '/api/organisations',
    {
      config: { verb: 'list-organisations' },
      schema: { summary: 'Bodies of a tier on a day', querystring: listQuery, response: { 200: organisationsSchema } },
    },
    async (request, reply) => {
      const { kind, on, search, limit, after } = request.query;
      return sendAnswer(
        reply,
        await listOrganisations(request.shelves.registers, request.query, { tier: kind, on, search }),
        ({ bodies }) => {
          const page = pageOf(bodies, (body) => body.organisation.row.id, limit, after);
          return {
            on,
            kind,
            count: bodies.length,
            organisations: page.rows.map((body) => encodeBody(body, on)),
            next: page.next,
          };
        },
      );
    },
  );

  api.get(
    '/api/organisations/:code',
    {
      config: { verb: 'show-organisation' },
      schema: {
        summary: 'One body on a day, by a code or its id',
        params: z.object({ code: textSchema('Any code that the body has had, or its id.') }),
        querystring: oneQuery,
        response: { 200: organisationSchema },
      },
    },
    async (request, reply) => {
      const { on, blocks } = request.query;
      const shown = await showOrganisation(request.shelves.registers, request.query, { code: request.params.code, on });
      return sendAnswer(reply, shown, ({ portrait }) => encodePortrait(portrait, blocks === 'all'));
    },
  );
}
