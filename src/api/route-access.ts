/**
 * What each route states of itself: which acts of the table of permissions it opens, or that anybody may ask it. A server
 * with a route that states neither is not made. Knows nothing of who asks.
 */

import type { FastifyInstance, RouteOptions } from 'fastify';
import { type Verb, verbNames } from '#core/access/verbs.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the API, in the order in which they were added. */
    statedRoutes: readonly StatedRoute[];
  }
  interface FastifyContextConfig {
    /** The act that the route does. */
    verb?: Verb;
    /** The acts of which it does one; whoever may do any of them is let in, and the action decides. */
    verbs?: readonly Verb[];
    /** Anybody may ask: it tells and changes nothing of what is kept. */
    open?: true;
  }
}

/** `open`: for anybody. `signed-in`: for whoever may do one of the acts. */
export type RouteAccess = { readonly kind: 'open' } | { readonly kind: 'signed-in'; readonly verbs: readonly Verb[] };

type Config = { readonly verb?: Verb; readonly verbs?: readonly Verb[]; readonly open?: true };

/** What the route's configuration states; null: nothing, or both at once. */
export function routeAccessOf({ verb, verbs, open }: Config): RouteAccess | null {
  const stated = [...(verbs ?? []), ...(verb === undefined ? [] : [verb])];
  if (open === true) return stated.length === 0 ? { kind: 'open' } : null;
  return stated.length === 0 ? null : { kind: 'signed-in', verbs: stated };
}

/** A route of the API and who may ask it. */
export type StatedRoute = { readonly method: string; readonly url: string; readonly access: RouteAccess };

/** Keeps what every route of the API states, from now on, as `statedRoutes`. A route that states nothing ends the making of the server. */
export function listStatedRoutes(app: FastifyInstance): void {
  const stated: StatedRoute[] = [];
  app.decorate('statedRoutes', stated);
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/')) return;
    const access = checkedAccess(route);
    for (const method of [route.method].flat()) stated.push({ method, url: route.url, access });
  });
}

/** @throws when the route does not say who may ask it, or names an act that there is not */
function checkedAccess({ url, method, config }: RouteOptions): RouteAccess {
  const access = routeAccessOf((config ?? {}) as Config);
  if (access === null)
    throw new Error(`${method} ${url} does not state who may ask it: give it config.verb, config.verbs or config.open`);
  const unknown = access.kind === 'open' ? [] : access.verbs.filter((verb) => !verbNames.includes(verb));
  if (unknown.length > 0) throw new Error(`${method} ${url} names acts that there are not: ${unknown.join(', ')}`);
  return access;
}
