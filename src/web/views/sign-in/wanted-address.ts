/** Where somebody wanted to go when they were sent to another provider to sign in: that one brings them back to the start. */

const place = 'coterminous-wanted';

/** Remembers the present address, for this tab alone. */
export function keepWanted(): void {
  try {
    sessionStorage.setItem(place, window.location.pathname + window.location.search);
  } catch {
    // Without a store the person comes to the start, which is no harm.
  }
}

/** The remembered address, once; null: none, or one that is no screen of the workbench. */
export function takeWanted(): string | null {
  try {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    return kept !== null && /^\/(?!\/|sign-in|invitation)/.test(kept) ? kept : null;
  } catch {
    return null;
  }
}
