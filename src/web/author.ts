/**
 * Who is at work: a name that the person states once and this browser keeps. Nobody verifies it, and wherever it is
 * asked for or shown that is said.
 */

import { useSyncExternalStore } from 'react';
import type { AuthorWire } from '#wire/arrangements.ts';

const place = 'coterminous-author';

let current: AuthorWire | null = readAuthor();
const listeners = new Set<() => void>();

/** The stated name and the body it acts for; null: not asked yet. */
export function useAuthor(): AuthorWire | null {
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
