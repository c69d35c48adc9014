/**
 * Traces: a span for each request, in it one for the action that answers it, and in that one for each query. They hold
 * patterns of routes, names of actions and of tables, and nothing of what was asked or answered. Loaded only when a
 * collector is named.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Api } from '#api/bare-server.ts';
import { routeOf } from '#api/request-end.ts';
import { makeTraceExport, type Span, type TraceTarget } from '#api/trace-export.ts';
import type { Store } from '#store/open.ts';
import { watchQueries } from '#store/watch-queries.ts';

/** Where in which trace something happens. */
type Place = { readonly traceId: string; readonly spanId: string };

export type Traces = {
  /** Traces the requests of the server; call it before routes are added. */
  watch(app: Pick<Api, 'addHook'>): void;
  /** Stops, and sends what is left. */
  close(): Promise<void>;
};

/** Of the requests that come without a trace, this share is traced. @units a share from 0 to 1 */
export type TraceOptions = TraceTarget & { readonly share: number };

/** Traces the store from now on, and the servers that it is given. */
export function makeTraces(store: Store, options: TraceOptions, say: (text: string) => void): Traces {
  const sent = makeTraceExport(options, say);
  const here = new AsyncLocalStorage<Place>();
  const begin = (parent: Place): ((span: Pick<Span, 'name' | 'kind' | 'attributes' | 'isFault'>) => void) & Place => {
    const place = { traceId: parent.traceId, spanId: newId(8) };
    const from = momentNow();
    const end = (span: Pick<Span, 'name' | 'kind' | 'attributes' | 'isFault'>): void =>
      sent.add({ ...span, ...place, parentSpanId: parent.spanId === '' ? null : parent.spanId, from, to: momentNow() });
    return Object.assign(end, place);
  };
  const stopQueries = watchQueries(store, (summary) => {
    const parent = here.getStore();
    if (parent === undefined) return () => {};
    const end = begin(parent);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': summary };
    return (isGood) => end({ name: summary, kind: 'client', attributes, isFault: !isGood });
  });
  return {
    watch: (app) => {
      app.addHook('onRequest', (request, reply, done) => {
        const parent = parentOf(request.headers['traceparent'], options.share);
        if (parent === null) return done();
        const end = begin(parent);
        reply.raw.once('close', () => {
          const { statusCode, writableFinished } = reply.raw;
          const route = routeOf(request);
          end({
            name: `${request.method} ${route}`,
            kind: 'server',
            attributes: {
              'http.request.method': request.method,
              'http.route': route,
              'http.response.status_code': statusCode,
            },
            isFault: statusCode >= 500 || !writableFinished,
          });
        });
        here.run({ traceId: end.traceId, spanId: end.spanId }, done);
      });
      app.addHook('onRoute', (route) => {
        const { handler, schema } = route;
        const name = (schema as { summary?: string } | undefined)?.summary;
        // Files of the workbench are no actions.
        if (name === undefined) return;
        route.handler = function traced(request, reply) {
          const parent = here.getStore();
          if (parent === undefined) return handler.call(this, request, reply);
          const end = begin(parent);
          const tell = (isFault: boolean): void => end({ name, kind: 'internal', attributes: {}, isFault });
          return toldOf(() => here.run(end, () => handler.call(this, request, reply)), tell);
        };
      });
    },
    close: async () => {
      stopQueries();
      await sent.close();
    },
  };
}

/** What the work gives, at once or later; `tell` is called when it is done, with whether it failed. */
function toldOf<T>(work: () => T, tell: (isFault: boolean) => void): T {
  let isLater = false;
  let isFault = true;
  try {
    const answer = work();
    isFault = false;
    if (answer instanceof Promise) {
      isLater = true;
      answer.then(
        () => tell(false),
        () => tell(true),
      );
    }
    return answer;
  } finally {
    if (!isLater) tell(isFault);
  }
}

/**
 * Where the request says it belongs (W3C Trace Context), or a new trace, which has no span yet; null when it is not traced.
 */
function parentOf(header: string | string[] | undefined, share: number): Place | null {
  const stated = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(typeof header === 'string' ? header : '');
  const [, traceId = '', spanId = '', flags = ''] = stated ?? [];
  const isStated = stated !== null && !/^0+$/.test(traceId) && !/^0+$/.test(spanId);
  if (isStated) return (Number.parseInt(flags, 16) & 1) === 1 ? { traceId, spanId } : null;
  const id = newId(16);
  // The id is random, so that it decides as well as another number would.
  return Number.parseInt(id.slice(0, 8), 16) / 2 ** 32 < share ? { traceId: id, spanId: '' } : null;
}

function newId(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** @units milliseconds since 1970, with fractions */
function momentNow(): number {
  return performance.timeOrigin + performance.now();
}
