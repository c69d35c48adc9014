/**
 * The cookies of the door, and who asks by them. None is read by a script, none is sent by a page of another site but the one
 * that waits for a provider, and over TLS none can be set by another name or without TLS.
 */

import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** `session`: who is signed in. `device`: that somebody signed in here before. `provider`: a sign-in that is under way elsewhere. */
const cookieNames = {
  session: 'coterminous_session',
  device: 'coterminous_device',
  provider: 'coterminous_provider',
} as const;
export type CookieKind = keyof typeof cookieNames;

/** What a request shows of who sends it. A token counts before a cookie. */
export type Credentials = { readonly token: string } | { readonly session: string };

/** The text of the cookie; null: it was not sent, or cannot be one of ours. */
export function cookieOf(request: FastifyRequest, kind: CookieKind): string | null {
  const value = request.cookies[nameOf(request, kind)];
  return value === undefined || value === '' || value.length > longestCookie ? null : value;
}

/** @units characters */
const longestCookie = 1000;

/** Leaves the cookie with the browser; `seconds` null: until it is closed. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: CookieKind,
  given: { readonly value: string; readonly seconds: number | null },
): void {
  const age = given.seconds === null ? {} : { maxAge: given.seconds };
  reply.setCookie(nameOf(request, kind), given.value, { ...flagsOf(request, kind), ...age });
}

/** Takes the cookie from the browser. */
export function clearCookie(request: FastifyRequest, reply: FastifyReply, kind: CookieKind): void {
  reply.clearCookie(nameOf(request, kind), flagsOf(request, kind));
}

/**
 * The token or the session that the request shows; null: neither. A change that says neither its origin nor its site did
 * not come from a page that is known to be ours, so that its cookie does not count.
 */
export function credentialsOf(request: FastifyRequest): Credentials | null {
  const { authorization, origin } = request.headers;
  // What a proxy asks for itself, such as a password of its own, is passed on and says nothing here.
  const token = /^Bearer\b *(.*)$/i.exec(authorization ?? '')?.[1];
  if (token !== undefined) return { token };
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (!isReading && origin === undefined && request.headers['sec-fetch-site'] === undefined) return null;
  const session = cookieOf(request, 'session');
  return session === null ? null : { session };
}

/** Over TLS the name keeps other hosts of the domain, and pages without TLS, from setting it. */
function nameOf({ protocol }: FastifyRequest, kind: CookieKind): string {
  return protocol === 'https' ? `__Host-${cookieNames[kind]}` : cookieNames[kind];
}

function flagsOf({ protocol }: FastifyRequest, kind: CookieKind): CookieSerializeOptions {
  // The way back from a provider begins on another site.
  const sameSite = kind === 'provider' ? 'lax' : 'strict';
  return { path: '/', httpOnly: true, secure: protocol === 'https', sameSite };
}
