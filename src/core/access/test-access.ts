/** People, roles and things in few words, for tests of permission. Bodies and accounts are named by short words. */

import fc from 'fast-check';
import { type AccountId, type Grant, grantsOn, type Principal } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import { type ResourceKind, type Role, resourceKindNames, roleNames, verbGroupNames } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

/** Bodies of a blank-separated list. */
export function bodiesOf(words: string): OrganisationId[] {
  return words.split(' ').filter(Boolean) as OrganisationId[];
}

/** `'ann a editor'`: an account, a body, a role; from 2020 and without end unless stated. */
export function grantOf(words: string, more: Partial<Grant> = {}): Grant {
  const [account = '', organisation = '', role = ''] = words.split(' ');
  return {
    account: account as AccountId,
    organisation: organisation as OrganisationId,
    role: role as Role,
    from: isoDate('2020-01-01'),
    to: null,
    reason: 'given',
    ...more,
  };
}

/** Grants of a list such as `'ann a editor, bob b approver'`. */
export function grantsOf(list: string): Grant[] {
  return list
    .split(', ')
    .filter(Boolean)
    .map((words) => grantOf(words));
}

/** The account with those of the grants that are its own, acting for the body. */
export function personOf(account: string, grants: readonly Grant[], actingFor: string | null): Principal {
  return {
    account: account as AccountId,
    name: account.toUpperCase(),
    kind: 'person',
    grants: grantsOn(grants, account as AccountId, isoDate('2026-06-01')),
    scopes: null,
    actingFor: actingFor as OrganisationId | null,
  };
}

/** A thing with owners `'a b'`, shown to nobody else and in no region unless stated. */
export function thingOf(kind: ResourceKind, owners: string, more: Partial<Resource> = {}): Resource {
  return { kind, id: 'x', owners: bodiesOf(owners), seenBy: [], regions: [], holder: null, ...more };
}

const someBodies = fc.subarray(bodiesOf('a b c n'), { maxLength: 3 });
const someAccount = fc.constantFrom('ann', 'bob', 'cy') as fc.Arbitrary<AccountId>;

/** Any of a few bodies. */
export const anyBody = fc.constantFrom(...bodiesOf('a b c n'));

/** Any role of a few accounts for a few bodies, over any time around 2026. */
export const anyGrant: fc.Arbitrary<Grant> = fc.record({
  account: someAccount,
  organisation: anyBody,
  role: fc.constantFrom<Role>('editor', 'editor', ...roleNames),
  from: fc.constantFrom('2019-01-01', '2025-04-01', '2026-09-01') as fc.Arbitrary<IsoDate>,
  to: fc.constantFrom(null, '2026-01-01', '2027-04-01') as fc.Arbitrary<IsoDate | null>,
  reason: fc.constant('drawn'),
});

/** Any thing of the kind, or of any kind. */
export function anyThing(kind?: ResourceKind): fc.Arbitrary<Resource> {
  return fc.record({
    kind: kind === undefined ? fc.constantFrom(...resourceKindNames) : fc.constant(kind),
    id: fc.constant('x'),
    owners: someBodies,
    seenBy: someBodies,
    regions: fc.subarray(bodiesOf('n a')),
    holder: fc.option(someAccount, { nil: null, freq: 2 }),
  });
}

/** Any principal of a few, with whatever of the grants is theirs. */
export const anyPrincipal: fc.Arbitrary<Principal> = fc
  .record({
    account: someAccount,
    kind: fc.constantFrom('person', 'person', 'person', 'person', 'token', 'owner') as fc.Arbitrary<Principal['kind']>,
    grants: fc.array(anyGrant, { maxLength: 5 }),
    scopes: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.subarray([...verbGroupNames])),
    actingFor: fc.option(anyBody, { nil: null, freq: 8 }),
  })
  .map(({ account, grants, actingFor, ...rest }) => {
    // The first ones are for the body that they act for: else they would seldom get anywhere.
    const own = grants.map((grant, at) => {
      const organisation = at < 3 && actingFor !== null ? actingFor : grant.organisation;
      return { ...grant, account, organisation };
    });
    return { ...rest, account, actingFor, name: account, grants: grantsOn(own, account, isoDate('2026-06-01')) };
  });
