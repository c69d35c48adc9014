/**
 * In whose name something is changed. Whoever signed in with an account is known, and acts for a body; the owner of a laptop
 * states a name once, which this browser keeps. Nobody verifies that one, and wherever it is asked for or shown that is said.
 */

import { useMemo, useSyncExternalStore } from 'react';
import type { Verb } from '#core/access/verbs.ts';
import type { AuthorWire } from '#wire/arrangements.ts';
import { isOwner, useActing, useSession, useWhyNot } from './session.ts';

const place = 'coterminous-author';

let current: AuthorWire | null = readAuthor();
const listeners = new Set<() => void>();

/**
 * The person and the body that they act for; null: an owner who has not said a name, or somebody who may do none of `wanted`
 * (`AuthorNote` says which). Without `wanted`: null for those who only read.
 */
export function useAuthor(...wanted: readonly Verb[]): AuthorWire | null {
  const session = useSession();
  const { acting } = useActing();
  const refused = useWhyNot(...wanted);
  const stated = useStatedAuthor();
  const name = session.person?.name ?? '';
  const isKnown = session.person !== null && !isOwner(session);
  const known = useMemo(() => ({ name, actingFor: acting?.id ?? null }), [name, acting]);
  if (!isKnown) return stated;
  return refused === null ? known : null;
}

/** What keeps the person from doing any of this in their name, as a sentence; null: nothing. */
export function useAuthorLack(...wanted: readonly Verb[]): string | null {
  const author = useAuthor(...wanted);
  const refused = useWhyNot(...wanted);
  return author === null ? (refused ?? 'Say who you are, above.') : null;
}

/** The name that the owner of a laptop stated; null: not asked yet. */
export function useStatedAuthor(): AuthorWire | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Keeps the name in this browser; without a store (a private window) for this visit alone. */
export function saveAuthor(author: AuthorWire): void {
  current = author;
  try {
    localStorage.setItem(place, JSON.stringify(author));
  } catch {
    // A browser that keeps nothing still lets the person work; they are asked again next time.
  }
  for (const listener of listeners) listener();
}

function readAuthor(): AuthorWire | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as { name?: unknown; actingFor?: unknown } | null;
    if (typeof kept?.name !== 'string' || kept.name.trim() === '') return null;
    return { name: kept.name, actingFor: typeof kept.actingFor === 'string' ? kept.actingFor : null };
  } catch {
    return null;
  }
}
