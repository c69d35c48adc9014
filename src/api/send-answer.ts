/** Sends an answer or the problem document of a refusal. */

import type { FastifyReply } from 'fastify';
import type { Refusal } from '#actions/refusal.ts';
import { problemOf } from '#api/problem-document.ts';
import type { Result } from '#std/result.ts';

/** `encode`d as JSON, or refused. */
export function sendAnswer<T, W>(
  reply: FastifyReply,
  result: Result<T, Refusal>,
  encode: (value: T) => W,
): FastifyReply {
  if (result.ok) return reply.send(encode(result.value));
  const document = problemOf(result.refusal);
  return reply.code(document.status).type('application/problem+json').send(document);
}

/** A file to keep, named for the reader. */
export function sendCsv(reply: FastifyReply, name: string, text: string): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}"`)
    .send(text);
}
