/**
 * Who asks: a person, a token of theirs, or the owner of the installation, with the roles they hold for bodies on a day.
 * Does not know how it was found out who they are.
 */

import type { Role, VerbGroup } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Brand } from '#std/brand.ts';
import { holdsOn, type IsoDate } from '#std/iso-date.ts';

export type AccountId = Brand<string, 'AccountId'>;

/** A role that an account holds for a body. Half-open: it no longer holds on `to`. */
export type Grant = {
  readonly account: AccountId;
  readonly organisation: OrganisationId;
  readonly role: Role;
  readonly from: IsoDate;
  /** Null: until it is ended. */
  readonly to: IsoDate | null;
  readonly reason: string;
};

/** `owner`: the user of a laptop, who holds every key. */
export const principalKinds = ['owner', 'person', 'token'] as const;
export type PrincipalKind = (typeof principalKinds)[number];

export type Principal = {
  readonly account: AccountId;
  readonly name: string;
  readonly kind: PrincipalKind;
  /** Those of the account that hold on the day of the request, and no others. */
  readonly grants: readonly Grant[];
  /** Groups of verbs that it is limited to; null: none is shut. */
  readonly scopes: readonly VerbGroup[] | null;
  /** The body in whose name it changes things; null: for nobody, so it reads and changes nothing. */
  readonly actingFor: OrganisationId | null;
};

/** The grants of the account that hold on the day, in the order given. */
export function grantsOn(grants: readonly Grant[], account: AccountId, on: IsoDate): Grant[] {
  return grants.filter((grant) => grant.account === account && holdsOn(grant, on));
}

/** True when it holds one of the roles for the body. The owner of the installation holds every role for every body. */
export function hasRole(principal: Principal, organisation: OrganisationId, roles: readonly Role[]): boolean {
  if (principal.kind === 'owner') return true;
  return principal.grants.some((grant) => grant.organisation === organisation && roles.includes(grant.role));
}
