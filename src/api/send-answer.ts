/** Sends an answer or the problem document of a refusal. */

import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Refusal } from '#actions/refusal.ts';
import { problemOf } from '#api/problem-document.ts';
import type { Result } from '#std/result.ts';

/** `encode`d as JSON, or refused. */
export function sendAnswer<T, W>(
  reply: FastifyReply,
  result: Result<T, Refusal>,
  encode: (value: T) => W,
): FastifyReply {
  return result.ok ? reply.send(encode(result.value)) : sendRefusal(reply, result.refusal);
}

/** The problem document of the refusal. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const document = problemOf(refusal);
  if (refusal.kind === 'try-later') reply.header('retry-after', String(refusal.retryAfter));
  return reply.code(document.status).type('application/problem+json').send(document);
}

/** What `sendEmpty` answers, for the document. */
export const emptyAnswer = { 204: z.null().meta({ description: 'It was done.' }) };

/** Nothing but that it was done, or refused. */
export function sendEmpty(reply: FastifyReply, result: Result<unknown, Refusal>): FastifyReply {
  return result.ok ? reply.code(204).send() : sendRefusal(reply, result.refusal);
}

/** A file to keep, named for the reader. */
export function sendCsv(reply: FastifyReply, name: string, text: string): FastifyReply {
  return sendFile(reply, name, 'text/csv; charset=utf-8', text);
}

/** A file of any type to keep, named for the reader. */
export function sendFile(reply: FastifyReply, name: string, type: string, content: string | Uint8Array): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}"`)
    .send(typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}
