/**
 * Where the workbench is: a path and a query, kept in the address so that any view can be sent. Knows the History
 * API and nothing of screens.
 */

import { useSyncExternalStore } from 'react';
import { hrefOf, type Location, type QueryChanges, withChanges } from './address.ts';

/** Browsers limit how often the address may be written; a dragged slider would go over it. @units milliseconds */
const addressDelay = 250;

let current: Location = readAddress();
let pendingWrite: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
/** Asks whether Back and Forward may leave the screen; null: nobody minds. */
let mayLeave: (() => boolean) | null = null;

/** The present location; the component is drawn again when it changes. */
export function useLocation(): Location {
  return useSyncExternalStore(listen, () => current);
}

/** Goes to another screen, as a new entry in the history. */
export function goTo(href: string): void {
  writeAddressNow();
  history.pushState(null, '', href);
  setCurrent(readAddress());
  window.scrollTo(0, 0);
}

/**
 * Changes the query of this screen. `push` makes an entry in the history (a choice), otherwise the present entry is
 * changed (a step of the slider). The screen follows at once; the address follows a moment later.
 */
export function changeQuery(changes: QueryChanges, push = false): void {
  const query = withChanges(current.query, changes);
  if (query.toString() === current.query.toString()) return;
  if (push) writeAddressNow();
  setCurrent({ path: current.path, query });
  if (push) history.pushState(null, '', hrefOf(current));
  else {
    clearTimeout(pendingWrite);
    pendingWrite = setTimeout(writeAddressNow, addressDelay);
  }
}

/**
 * Takes a value out of the query and out of the address bar at once, so that it stays in no history and is not sent along;
 * null when the address has none. For secrets of links.
 */
export function takeFromQuery(name: string): string | null {
  const value = current.query.get(name);
  if (value === null) return null;
  setCurrent({ path: current.path, query: withChanges(current.query, { [name]: null }) });
  history.replaceState(null, '', hrefOf(current));
  return value;
}

/** Lets `ask` decide whether Back and Forward may leave the screen, until it is called with null. */
export function guardBack(ask: (() => boolean) | null): void {
  mayLeave = ask;
}

function readAddress(): Location {
  return { path: window.location.pathname, query: new URLSearchParams(window.location.search) };
}

function writeAddressNow(): void {
  if (pendingWrite === undefined) return;
  clearTimeout(pendingWrite);
  pendingWrite = undefined;
  history.replaceState(null, '', hrefOf(current));
}

function setCurrent(next: Location): void {
  current = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', onPopState);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', onPopState);
  };
}

function onPopState(): void {
  clearTimeout(pendingWrite);
  pendingWrite = undefined;
  const next = readAddress();
  if (next.path !== current.path && mayLeave?.() === false) {
    // The browser has moved already: it is put back where the person stays.
    history.pushState(null, '', hrefOf(current));
    return;
  }
  setCurrent(next);
}
