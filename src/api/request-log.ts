/**
 * The log of the server: JSON, a line for each request and for each fault. Nothing of what readers ask, send or are sent is
 * in it: no address, query, header, body or name of a file, and no message that could quote one.
 */

import { randomUUID } from 'node:crypto';
import { type FastifyServerOptions, LogController } from 'fastify';
import type { LogLevel } from '#api/log-levels.ts';
import type { RequestListener } from '#api/request-end.ts';
import { StoreError } from '#store/store-error.ts';

/** Where the lines go: standard error, or a test. */
export type LogStream = { write(line: string): void };

/** Asked every few seconds by machines. */
const probes = new Set(['/healthz', '/readyz', '/metrics']);

/** The settings of Fastify's own logger; without a level there is none. */
export function logSettings(
  level: LogLevel | undefined,
  stream: LogStream,
): Pick<FastifyServerOptions, 'logger' | 'logController' | 'genReqId'> {
  // Fastify's own lines would tell addresses and messages.
  const logController = new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });
  const settings = { logController, genReqId: () => randomUUID() };
  if (level === undefined) return { ...settings, logger: false };
  return {
    ...settings,
    logger: {
      level,
      stream,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        req: ({ method }) => ({ method }),
        res: ({ statusCode }) => ({ statusCode: statusCode ?? null }),
        err: faultForLog,
      },
    },
  };
}

/** Writes the line of a request: faults of the server as errors, probes only for who looks for everything. */
export const logRequest: RequestListener = (request, end) => {
  const { method, route, status, duration, bytes } = end;
  const line = { method, route, status, durationMs: Math.round(duration * 100) / 100, bytes };
  if (status === null) request.log.info(line, 'request cut short');
  else if (status >= 500) request.log.error(line, 'request');
  else if (probes.has(route)) request.log.debug(line, 'request');
  else request.log.info(line, 'request');
};

/**
 * A fault as the log may tell it: its kind, its code and the places in the program. The message is told of faults of the
 * store alone, whose words are the program's own; others may quote what was sent.
 */
function faultForLog(error: unknown): { type: string; message: string; stack: string; code?: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const { code } = error as { code?: unknown };
  const isOwn = error instanceof StoreError && error.code !== 'text-not-storable';
  return {
    type: error.name,
    ...(typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? { code } : {}),
    message: isOwn ? error.message : '',
    stack: placesIn(error.stack ?? ''),
  };
}

/** The lines of a stack that name places; a message may have several lines, and lies before them. */
function placesIn(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at (?:[\w.<>[\] ]+ \()?(?:file:|node:|\/)[^\s]+:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim())
    .join('\n');
}
