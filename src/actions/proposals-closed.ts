/** Proposals that end without anybody's step: their day passes, or a party is no more. Every end stays in the record. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { allProposals, endBySystem, expirePast } from '#actions/proposals-kept.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { listPacks } from '#store/pack-rows.ts';

/** Records in every register that proposals whose day has passed have expired; how many. Twice is once. */
export async function expireProposals(shelves: Shelves, at: string): Promise<number> {
  const { store } = shelves.registers;
  let expired = 0;
  for (const { name } of await listPacks(store)) {
    expired += await expirePast(store, name, await allProposals(store, name), at);
  }
  return expired;
}

/**
 * Ends every proposal on its way that one of the bodies is a party of, since nobody can agree for it any more; how many. One
 * that others change at that moment is looked at again.
 */
export async function supersedeProposalsOf(
  shelves: Shelves,
  given: {
    readonly register: string;
    readonly bodies: readonly OrganisationId[];
    readonly reason: string;
    /** Now, as ISO 8601. */
    readonly at: string;
  },
): Promise<number> {
  const { register, reason, at } = given;
  const { store } = shelves.registers;
  const gone = new Set(given.bodies);
  let ended = 0;
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const kept of (await allProposals(store, register)).values()) {
      const { end, parties, baseVersion } = kept.proposal;
      if (end !== null || !parties.some((party) => gone.has(party))) continue;
      const superseded = { kind: 'superseded' as const, at, version: baseVersion, reason };
      const isEnded = await endBySystem(store, register, kept, {
        end: superseded,
        reason: `superseded: ${reason}`,
        at,
      });
      if (isEnded) ended++;
      else isSettled = false;
    }
  }
  return ended;
}
