/** The link by which the owner of a laptop signs in: once, and within five minutes. */

import { spawn } from 'node:child_process';
import { makeOwnerKey } from '#actions/owner-session.ts';
import { now } from '#cli/clock.ts';
import type { Store } from '#store/open.ts';

/** A new link to the server at the address. */
export async function ownerLink(store: Store, address: string): Promise<string> {
  return `${address}?key=${encodeURIComponent(await makeOwnerKey(store, now()))}`;
}

/** A browser that cannot be opened is no fault: the address is printed. */
export function openBrowser(address: string): void {
  const child = spawn('xdg-open', [address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
