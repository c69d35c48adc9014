/**
 * Limits on what one client may hold: how slowly a request may arrive, how long an answer may go unread, and how many
 * connections there are. A large file over a thin line is let through; a connection that is only kept busy is not.
 */

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Head and body of a request may take this long; a body longer, as much as its rate earns it. @units milliseconds */
export const patienceMs = 30_000;
/** A body that takes longer must have arrived at this rate from then on: 200 MB within 53 minutes. @units bytes a second */
export const leastRate = 64_000;
/** An answer of which nothing is taken for so long is given up. @units milliseconds */
const unreadMs = 120_000;
/** When there are more, those at rest are closed; above twice as many, new ones are. */
export const connectionsAtMost = 4_000;

/** Settings for the HTTP server of Node. */
export const patienceOfNode = {
  headersTimeout: patienceMs / 2,
  // No request lasts longer: the largest upload at the least rate, and the patience before.
  requestTimeout: 3_600_000,
  connectionsCheckingInterval: 5_000,
};

type Limits = {
  readonly sweepMs: number;
  readonly patienceMs: number;
  readonly leastRate: number;
  readonly unreadMs: number;
  readonly connectionsAtMost: number;
};

const usualLimits: Limits = { sweepMs: 2_000, patienceMs, leastRate, unreadMs, connectionsAtMost };

type Arriving = {
  readonly socket: Socket;
  readonly response: ServerResponse;
  readonly from: number;
  readonly bytesBefore: number;
  allowedMs: number;
};

/** Holds the server to the limits until it closes; `refuse` answers a request that comes too slowly. */
export function limitSlowClients(server: Server, refuse: (socket: Socket) => void, limits: Limits = usualLimits): void {
  const arriving = new Map<IncomingMessage, Arriving>();
  /** Connections on which an answer is awaited, or not all sent. */
  const answering = new Set<Socket>();
  let connections = 0;
  server.maxConnections = 2 * limits.connectionsAtMost;
  server.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => {
      connections -= 1;
    });
    // Whoever only keeps connections open cannot keep others out.
    if (connections > limits.connectionsAtMost) server.closeIdleConnections();
  });
  // Nothing went over the connection for so long; while something is waiting to be sent, nothing of it was taken.
  server.timeout = limits.unreadMs;
  server.on('timeout', (socket) => {
    if (!answering.has(socket) || socket.writableLength > 0) socket.destroy();
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
    if (!hasBody(request)) return;
    arriving.set(request, {
      socket,
      response,
      from: performance.now(),
      bytesBefore: socket.bytesRead,
      allowedMs: limits.patienceMs,
    });
  });
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [request, one] of arriving) {
      if (request.complete || one.socket.destroyed) arriving.delete(request);
      else if (isTooSlow(request, one, now, limits)) {
        arriving.delete(request);
        // Of a request that was answered already, the rest is of no use to anybody.
        if (one.response.headersSent) one.socket.destroy();
        else refuse(one.socket);
      }
    }
  }, limits.sweepMs);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isTooSlow(request: IncomingMessage, one: Arriving, now: number, limits: Limits): boolean {
  // What has arrived and waits for the program is no delay of the client.
  if (request.readableLength >= request.readableHighWaterMark) one.allowedMs += limits.sweepMs;
  const earnedMs = ((one.socket.bytesRead - one.bytesBefore) / limits.leastRate) * 1000;
  return now - one.from > one.allowedMs + earnedMs;
}
