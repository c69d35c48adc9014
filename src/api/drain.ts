/** The end of a server in good order: no new requests, an answer to those under way, and then no connection is left. */

import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** A function that ends the server, within that time or little more; ask for it before the server listens. @units milliseconds */
export function makeDrain(app: FastifyInstance, patienceMs: number): () => Promise<void> {
  let underWay = 0;
  const { promise: empty, resolve: tellEmpty } = Promise.withResolvers<void>();
  let isEnding = false;
  const look = (): void => {
    if (isEnding && underWay === 0) tellEmpty();
  };
  app.server.on('request', (_request, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      look();
    });
  });
  return async () => {
    isEnding = true;
    const closed = app.close();
    look();
    const giveUp = new AbortController();
    const late = pause(patienceMs, undefined, { signal: giveUp.signal }).catch(() => {});
    await Promise.race([empty, late]);
    giveUp.abort();
    // A browser also keeps connections on which it has asked nothing.
    app.server.closeAllConnections();
    await closed;
  };
}
