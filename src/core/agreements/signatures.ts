/** Who has to sign an arrangement, and who has. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { arrangementKinds } from '#core/agreements/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';

/**
 * True when the arrangement is a document that every party signs. Seats, panels, plans, posts and aligned budgets are
 * settled by minute or letter; a site needs signatures where it is let (leasehold) or held jointly (freehold), not
 * under a licence or shared use, nor while its tenure is not known.
 */
export function needsSignatures({ kind, tenure }: Pick<Arrangement, 'kind' | 'tenure'>): boolean {
  switch (arrangementKinds[kind].family) {
    case 'partnership':
    case 'transfer':
    case 'secondment':
    case 'contract':
    case 'data':
      return true;
    case 'site':
      return tenure === 'freehold' || tenure === 'leasehold';
    case 'alignment':
    case 'post':
    case 'seat':
    case 'panel':
    case 'plan':
      return false;
  }
}

/** Bodies that have not signed by the day, in the order of the parties; a body signs once, in whichever role. */
export function unsignedBodies({ parties }: Arrangement, on: IsoDate): OrganisationId[] {
  const signed = new Set<OrganisationId>();
  for (const { organisation, signedOn } of parties) if (signedOn !== null && signedOn <= on) signed.add(organisation);
  return [...new Set(parties.map((party) => party.organisation))].filter((one) => !signed.has(one));
}

/** The day on which the last body signed; null: not every body has, or there is none. */
export function lastSignature({ parties }: Arrangement): IsoDate | null {
  const days = new Map<OrganisationId, IsoDate | null>();
  for (const { organisation, signedOn } of parties) {
    const known = days.get(organisation) ?? null;
    days.set(organisation, known === null || (signedOn !== null && signedOn < known) ? signedOn : known);
  }
  let last: IsoDate | null = null;
  for (const day of days.values()) {
    if (day === null) return null;
    if (last === null || day > last) last = day;
  }
  return last;
}
