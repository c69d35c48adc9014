/** The OpenAPI 3.1 document: made from the schemas of the routes, with the problem document of every refusal. */

import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemDocumentSchema } from '#wire/problem-document.ts';

type Operation = { responses?: Record<string, unknown> };
type Document = {
  paths?: Record<string, Record<string, Operation>>;
  components?: Record<string, Record<string, unknown>>;
};

const description =
  'Health bodies and councils through every reorganisation: who existed when, what they served, what became of them, and how they fit.';

/** Settings of the plug-in that gathers the schemas. */
export const openapiOptions: FastifyDynamicSwaggerOptions = {
  openapi: { openapi: '3.1.0', info: { title: 'Coterminous', description, version: '1' } },
  transform: jsonSchemaTransform,
  transformObject: (given) => withProblems(jsonSchemaTransformObject(given) as Document) as never,
};

/** The document with what every operation may also answer: nothing new, or a problem. */
function withProblems(document: Document): Document {
  const { $schema: _, ...problem } = z.toJSONSchema(problemDocumentSchema);
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => {
    const whole = Object.entries(operations).map(([method, operation]) => [method, withResponses(operation)]);
    return [path, Object.fromEntries(whole)];
  });
  const { schemas, ...components } = document.components ?? {};
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...components, schemas: { ...schemas, Problem: problem } },
  };
}

function withResponses(operation: Operation): Operation {
  const schema = { $ref: '#/components/schemas/Problem' };
  return {
    ...operation,
    responses: {
      ...operation.responses,
      '304': { description: 'The answer is still the one that If-None-Match names.' },
      default: {
        description: 'A refusal or a fault, as a problem document (RFC 9457).',
        content: { 'application/problem+json': { schema } },
      },
    },
  };
}
