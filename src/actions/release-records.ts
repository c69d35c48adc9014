/** Releases as they are kept: records that are written once, under ids that count up, so that none can be overlooked. */

import type { Published, ReleaseDocument } from '#core/release/release.ts';
import { canonicalJson, digestOf, type Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { loadRecords } from '#store/record-rows.ts';

export type KeptRelease = {
  readonly id: string;
  readonly document: ReleaseDocument;
  readonly madeAt: string;
  readonly madeBy: string;
};

/** All releases of a register, in the order in which they were made. */
export async function keptReleases(store: Store, register: string): Promise<KeptRelease[]> {
  const records = await loadRecords(store, register, ['release']);
  return records
    .map(({ id, body, changedAt, changedBy }) => ({
      id,
      document: body as unknown as ReleaseDocument,
      madeAt: changedAt,
      madeBy: changedBy,
    }))
    .sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

/**
 * The id of the release after these: `R-001`, `R-002`. Whoever saves a release under the next id after all that it was held
 * against has seen every one before: of two at once the second finds its id taken.
 */
export function nextReleaseId(releases: readonly KeptRelease[]): string {
  const last = releases.reduce((most, { id }) => Math.max(most, numberOf(id)), 0);
  return `R-${String(last + 1).padStart(3, '0')}`;
}

/** SHA-256 of all that is published, in hexadecimal. */
export function checksumOfPublished(published: Published): string {
  return digestOf(canonicalJson(published as unknown as Json));
}

function numberOf(id: string): number {
  return Number(id.replace(/^R-/, ''));
}
