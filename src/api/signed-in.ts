/** Whoever is signed in, and what an answer to a sign-in leaves with the browser: the session and the sign of a known device. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '#actions/asker.ts';
import { setCookie } from '#api/session-cookie.ts';
import { deviceLife } from '#identity/session-times.ts';

/** The key of the session goes into its cookie, which the browser forgets when it is closed; the session ends by itself. */
export function keepSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { key, deviceKey }: { readonly key: string; readonly deviceKey?: string | null },
): void {
  setCookie(request, reply, 'session', { value: key, seconds: null });
  if (deviceKey !== undefined && deviceKey !== null)
    setCookie(request, reply, 'device', { value: deviceKey, seconds: deviceLife / 1000 });
}

const browsers: readonly (readonly [mark: RegExp, name: string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [mark: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** Browser and system in words that their owner knows again, such as `Firefox on Windows`. */
export function deviceOf(request: FastifyRequest): string {
  const agent = (request.headers['user-agent'] ?? '').slice(0, 500);
  const browser = browsers.find(([mark]) => mark.test(agent))?.[1];
  const system = systems.find(([mark]) => mark.test(agent))?.[1];
  if (browser === undefined) return 'Another program';
  return system === undefined ? browser : `${browser} on ${system}`;
}

/** Who asks a route that lets nobody in who is not signed in. @throws when the route is open, and nobody is */
export function signedIn({ asker }: FastifyRequest): Asker {
  if (asker === null) throw new Error('an open route asked for whoever is signed in');
  return asker;
}
