/**
 * What may be told of a request when it is over: the pattern of its route and not its address, and no value of what was
 * asked or sent. The log, the metrics and the traces all have it from here.
 */

import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type RequestEnd = {
  readonly method: string;
  /** The pattern, such as `/api/organisations/:code`; `none` for an address that leads nowhere. */
  readonly route: string;
  /** Null: the connection was cut before the whole answer was sent. */
  readonly status: number | null;
  /** @units milliseconds */
  readonly duration: number;
  /** Sent, with the headers. @units bytes */
  readonly bytes: number;
};

export type RequestListener = (request: FastifyRequest, end: RequestEnd) => void;

/** Calls the listener when the request is over, however it ends; and tells the reader its number. */
export type RequestWatch = (request: FastifyRequest, reply: FastifyReply) => void;

/** A watch that tells the listener. One for each server. */
export function makeRequestWatch(listener: RequestListener): RequestWatch {
  /** What a connection had sent when its last answer ended. */
  const sentBefore = new WeakMap<Socket, number>();
  return (request, reply) => {
    const began = performance.now();
    const { socket } = request.raw;
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => {
      const sent = socket.bytesWritten ?? 0;
      const bytes = sent - (sentBefore.get(socket) ?? 0);
      sentBefore.set(socket, sent);
      const status = reply.raw.writableFinished ? reply.raw.statusCode : null;
      const { method } = request;
      listener(request, { method, route: routeOf(request), status, duration: performance.now() - began, bytes });
    });
  };
}

/** The pattern of the request's route. Files of the built workbench are one route, since each build names them anew. */
export function routeOf(request: FastifyRequest): string {
  const route = request.routeOptions?.url;
  if (route === undefined || route === '') return 'none';
  return route.startsWith('/assets/') ? '/assets/*' : route;
}
