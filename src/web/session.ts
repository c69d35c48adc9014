/**
 * Who is signed in, for which body they act, and what that lets them do: words and checks for the screens. The server decides
 * again whatever is asked of it.
 */

import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { type Verb, verbs } from '#core/access/verbs.ts';
import { type Role, roleNames } from '#core/access/vocabulary.ts';
import type { SessionWire } from '#wire/session.ts';

export type Person = NonNullable<SessionWire['person']>;
type OwnRole = Person['roles'][number];

/** A body with the roles in which the person acts for it, in the order of the vocabulary. */
export type ActingBody = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

/** Roles that change something; the others read. */
const changingRoles: ReadonlySet<string> = new Set<Role>(['editor', 'finance', 'approver', 'administrator']);

/** Everything below the gate knows who is signed in. */
export const SessionContext = createContext<SessionWire>({ accounts: false, providers: [], person: null });

/** The session; inside the gate somebody is signed in. */
export function useSession(): SessionWire {
  return useContext(SessionContext);
}

/** True for whoever holds every key: on a laptop, and on a server that is run without accounts. */
export function isOwner(session: SessionWire): boolean {
  return session.person?.kind === 'owner';
}

/** Bodies for which roles are held, by name; `changing`: only those in which a role changes something. */
export function bodiesOf(roles: readonly OwnRole[], which: 'all' | 'changing'): ActingBody[] {
  const found = new Map<string, ActingBody>();
  for (const { body } of roles) {
    if (found.has(body.id)) continue;
    const held = new Set(roles.filter((one) => one.body.id === body.id).map((one) => one.role));
    const { id, code, name } = body;
    found.set(id, { id, code, name, roles: roleNames.filter((role) => held.has(role)) });
  }
  return [...found.values()]
    .filter((body) => which === 'all' || body.roles.some((role) => changingRoles.has(role)))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1));
}

/** The body acted for among several: the one that was chosen, else the first; null: there is none. */
export function actingAmong(bodies: readonly ActingBody[], chosen: string | null): ActingBody | null {
  return bodies.find((body) => body.id === chosen) ?? bodies[0] ?? null;
}

/** Roles that open any of the verbs. */
function rolesFor(wanted: readonly Verb[]): Role[] {
  return roleNames.filter((role) => wanted.some((verb) => (verbs[verb].roles as readonly Role[]).includes(role)));
}

/**
 * Why somebody with these roles, acting for that body, cannot do any of this; null: they can, or the server will say. Names the
 * role that it takes, and another body for which they hold it.
 */
export function whyNot(roles: readonly OwnRole[], acting: ActingBody | null, wanted: readonly Verb[]): string | null {
  const opening = rolesFor(wanted);
  if (acting?.roles.some((role) => opening.includes(role)) === true) return null;
  const takes = `This takes the role ${inWords(opening, 'or')}`;
  if (acting === null) {
    const [first, ...others] = bodiesOf(roles, 'all');
    if (first === undefined)
      return 'You hold no role in this register. Somebody who administers your body can give you one.';
    return `You read for ${inWords([first, ...others].map((body) => body.name))}. ${takes}.`;
  }
  const elsewhere = bodiesOf(roles, 'changing').find((body) => body.roles.some((role) => opening.includes(role)));
  const says = `You act for ${acting.name} as ${inWords(acting.roles)}. ${takes}`;
  return elsewhere === undefined
    ? `${says}.`
    : `${says}, which you hold for ${elsewhere.name}: choose that body first.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function inWords(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** Where this browser keeps, for each account, the body that was chosen last. */
const place = 'coterminous-acting-for';
let chosen: Readonly<Record<string, string>> = readChosen();
const listeners = new Set<() => void>();

/** Chooses the body that the account acts for; kept in this browser. */
export function saveActingFor(account: string, body: string): void {
  chosen = { ...chosen, [account]: body };
  try {
    localStorage.setItem(place, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing still lets the person work; the first body is acted for next time.
  }
  for (const listener of listeners) listener();
}

/** Bodies that the person can act for, and the one that they do; none for the owner of the installation. */
export function useActing(): { readonly bodies: readonly ActingBody[]; readonly acting: ActingBody | null } {
  const { person } = useSession();
  const kept = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
  return useMemo(() => {
    const bodies = person === null || person.kind === 'owner' ? [] : bodiesOf(person.roles, 'changing');
    return { bodies, acting: actingAmong(bodies, kept[person?.account ?? ''] ?? null) };
  }, [person, kept]);
}

/** Why the person cannot do any of this; null: they can. The owner of the installation always can. */
export function useWhyNot(...wanted: readonly Verb[]): string | null {
  const session = useSession();
  const { acting } = useActing();
  if (session.person === null || isOwner(session)) return null;
  return wanted.length === 0 && acting !== null ? null : whyNot(session.person.roles, acting, wanted);
}

function readChosen(): Readonly<Record<string, string>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, string>) : {};
  } catch {
    return {};
  }
}
