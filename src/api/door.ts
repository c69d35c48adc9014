/**
 * The door of the API. It finds out who asks, by a cookie or a token, lets nobody in who is not signed in, and gives what comes
 * after it what the asker may see. What none of their roles can open is refused here; whether they may do the rest is for
 * the actions. Without a door everybody is the owner of the installation, as in a program of one's own.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Shelves, shelvesOfRequest } from '#actions/arrangement-shelf.ts';
import { type Asker, ownerOfInstallation } from '#actions/asker.ts';
import { askerOf, type SecondFactorFor } from '#actions/asker-of.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { RateGuard } from '#api/rate-limits.ts';
import { bodiesWithRoles, rolesHeld } from '#api/roles-held.ts';
import { listStatedRoutes, type RouteAccess, routeAccessOf } from '#api/route-access.ts';
import { sendRefusal } from '#api/send-answer.ts';
import { credentialsOf } from '#api/session-cookie.ts';
import { ruleOf, type Verb } from '#core/access/verbs.ts';
import { resourceKinds } from '#core/access/vocabulary.ts';
import type { SignInProvider } from '#identity/openid-provider.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Store } from '#store/open.ts';
import type { Author } from '#store/record-rows.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null: nobody is signed in, which only an open route sees. */
    asker: Asker | null;
    /** What is kept, as the asker may see it. */
    shelves: Shelves;
    /** The only body for which the asker could do what the route does; null: none, or several. */
    soleBody: string | null;
    /** Who changes something: the owner as stated; a person by the name of their account, for the stated or their only body. */
    authorOf(by: Author): Author;
  }
}

/** `laptop`: its owner signs in by the link that the start prints. `accounts`: people sign in. */
export type Door =
  | { readonly kind: 'laptop' }
  | {
      readonly kind: 'accounts';
      /** Left out: approvers and administrators. */
      readonly secondFactorFor?: SecondFactorFor | undefined;
      /** What people type, such as https://coterminous.example.org; asked for when it is needed. */
      readonly publicAddress: () => string;
      /** Where people may sign in besides. */
      readonly providers: readonly SignInProvider[];
    };

export type DoorOptions = {
  readonly shelves: Shelves;
  /** Left out: everybody is the owner. */
  readonly door?: Door | undefined;
  readonly today: () => IsoDate;
  readonly now: () => string;
};

/** Puts the door before every route that is added afterwards. `isTooMuch`: counts what is asked, and answers what is too much. */
export function addDoor(app: FastifyInstance, options: DoorOptions, isTooMuch: RateGuard | null): void {
  const { door } = options;
  app.decorateRequest('asker', null);
  app.decorateRequest('soleBody', null);
  app.decorateRequest('shelves');
  app.decorateRequest('authorOf', authorOf);
  listStatedRoutes(app);
  if (door === undefined) {
    app.addHook('onRequest', async (request) => {
      request.asker = ownerOfInstallation;
      request.shelves = options.shelves;
    });
    return;
  }
  app.addHook('onRequest', async (request, reply) => {
    const access = routeAccessOf(request.routeOptions.config);
    // Files of the workbench, and addresses that lead nowhere.
    if (access === null) return undefined;
    // What is sent here is returned, and so waited for: else what comes after would go on, and do what was refused.
    reply.header('cache-control', keepingOf(access, door)).header('vary', 'cookie, authorization');
    request.asker = await whoAsks(request, options, door);
    if (request.asker !== null) request.shelves = shelvesOfRequest(options.shelves, request.asker);
    if (isTooMuch !== null && (await isTooMuch(request, reply))) return reply;
    if (access.kind === 'open') return undefined;
    if (request.asker === null) return sendNotSignedIn(request, reply, door);
    const refusal = await refusalOf(request.shelves.registers.store, request.asker, access.verbs);
    return refusal === null ? undefined : sendRefusal(reply, refusal);
  });
  app.addHook('preHandler', async (request) => {
    const access = routeAccessOf(request.routeOptions.config);
    if (access === null || access.kind === 'open' || request.asker === null || request.asker.kind === 'owner') return;
    const changing = access.verbs.filter((verb) => ruleOf(verb).reach !== 'sight');
    if (changing.length === 0) return;
    const { register, actingFor } = request.query as { readonly register?: string; readonly actingFor?: string };
    const { by } = (request.body ?? {}) as { readonly by?: { readonly actingFor?: string | null } };
    if ((by?.actingFor ?? actingFor ?? null) !== null) return;
    const bodies = await bodiesWithRoles(request.shelves.registers, request.asker, {
      register,
      roles: rolesOfVerbs(changing),
    });
    request.soleBody = bodies.length === 1 ? (bodies[0] ?? null) : null;
  });
}

function authorOf(this: FastifyRequest, by: Author): Author {
  const { asker, soleBody } = this;
  if (asker === null || asker.kind === 'owner') return by;
  return { name: asker.name, actingFor: by.actingFor ?? soleBody };
}

/** The asker that the request shows. With accounts the owner has no session: they work on the machine itself. */
async function whoAsks(
  request: FastifyRequest,
  { shelves, now, today }: DoorOptions,
  door: Door,
): Promise<Asker | null> {
  const credentials = credentialsOf(request);
  if (credentials === null) return null;
  const needsFactor = door.kind === 'laptop' ? undefined : door.secondFactorFor;
  const asker = await askerOf(shelves.registers.store, credentials, now(), today(), needsFactor);
  return asker?.kind === 'owner' && door.kind === 'accounts' ? null : asker;
}

/** Why neither the scopes nor any role of the asker, for any body, can open one of the acts; null: they can. */
async function refusalOf(store: Store, asker: Asker, verbs: readonly Verb[]): Promise<Refusal | null> {
  if (asker.kind === 'owner') return null;
  const inScope = verbs.filter((verb) => isInScope(asker, verb));
  if (inScope.length === 0) {
    const detail =
      asker.kind === 'person'
        ? 'Your roles ask for a second factor, and you signed in without one. Set one up under Account, or sign in with it.'
        : 'This token is not made for that. Use one with the scope, or sign in.';
    return { kind: 'not-permitted', detail, why: 'out-of-scope' };
  }
  if (inScope.some((verb) => ruleOf(verb).byHolder)) return null;
  const held = await rolesHeld(store, asker);
  if (rolesOfVerbs(inScope).some((role) => held.has(role))) return null;
  const detail =
    held.size === 0
      ? 'You have no role in any organisation today. Ask an administrator of yours for one.'
      : 'None of your roles allows that. Ask an administrator of your organisation.';
  return { kind: 'not-permitted', detail, why: 'no-role' };
}

/**
 * How somebody signs in is kept by themselves, signed in, and never by a token of theirs. Whoever still has to set up a second
 * factor may do that and nothing else.
 */
function isInScope({ kind, scopes }: Asker, verb: Verb): boolean {
  if (verb === 'keep-own-account') return kind !== 'token';
  return scopes === null || scopes.includes(ruleOf(verb).group);
}

function rolesOfVerbs(verbs: readonly Verb[]) {
  return verbs.flatMap((verb) => ruleOf(verb).roles);
}

/** What everybody sees may be kept by their browser and is asked about again; what partners see is not kept where others may read it. */
function keepingOf(access: RouteAccess, door: Door): string {
  if (access.kind === 'open') return 'no-store';
  if (door.kind === 'laptop') return 'private, no-cache';
  const isForEverybody = access.verbs.every((verb) => resourceKinds[ruleOf(verb).resource].sight === 'everyone');
  return isForEverybody ? 'private, no-cache' : 'private, no-store';
}

function sendNotSignedIn(request: FastifyRequest, reply: FastifyReply, door: Door): FastifyReply {
  reply.header('www-authenticate', 'Bearer');
  return sendRefusal(reply, { kind: 'not-signed-in', detail: howToSignIn(request, door) });
}

function howToSignIn(request: FastifyRequest, door: Door): string {
  const { authorization, cookie, origin } = request.headers;
  if (authorization !== undefined)
    return 'The token is not known, has expired or was revoked. Make a new one under Account, and send it as "Authorization: Bearer".';
  if (cookie !== undefined && origin === undefined && request.method !== 'GET' && request.method !== 'HEAD')
    return 'A change that is sent with a cookie says where it comes from, in Origin. A program sends a token instead, as "Authorization: Bearer".';
  const way =
    door.kind === 'laptop'
      ? 'Open the link that the start printed; it works once. "coterminous open" gives a new one.'
      : 'Sign in at /sign-in.';
  return `Nobody is signed in. ${way} A program sends a token, as "Authorization: Bearer".`;
}
