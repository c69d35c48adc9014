/** A thing as permission sees it: what kind it is, whose, and to whom it is shown. Not what it says. */

import type { AccountId } from '#core/access/principal.ts';
import type { ResourceKind } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';

export type Resource = {
  readonly kind: ResourceKind;
  readonly id: string;
  /** Bodies that it belongs to, each once; several: it is joint. None: only the owner of the installation changes it. */
  readonly owners: readonly OrganisationId[];
  /** Other bodies that it is shown to, as an agreement to share data says. */
  readonly seenBy: readonly OrganisationId[];
  /** Regional and national bodies in whose region it lies. */
  readonly regions: readonly OrganisationId[];
  /** Of an account, a token or a grant: whose it is; else null. */
  readonly holder: AccountId | null;
};

/** What a thing was and would be: `before` null makes it, `after` null removes it. One of them is there. */
export type Change = { readonly before: Resource | null; readonly after: Resource | null };

/** The bodies, each once, in the order of their ids. */
export function bodiesInOrder(bodies: Iterable<OrganisationId>): OrganisationId[] {
  return [...new Set(bodies)].sort();
}

/** Bodies that own the thing before or after the change, each once, by id: all of them have a say in it. */
export function ownersOfChange({ before, after }: Change): OrganisationId[] {
  return bodiesInOrder([...(before?.owners ?? []), ...(after?.owners ?? [])]);
}

/**
 * The bodies by whose land a record lies in regions: its owners; of a schedule also those it is shown to, since lines of it are
 * theirs, and whoever observes those has to see what they are lines of.
 */
export function bodiesThatPlace({ kind, owners, seenBy }: Pick<Resource, 'kind' | 'owners' | 'seenBy'>) {
  return kind === 'schedule' ? [...owners, ...seenBy] : owners;
}
