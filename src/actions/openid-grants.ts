/**
 * Roles that a provider's claims give: at each sign-in those that are told are given and those that are not are ended. Roles
 * that people gave stay as they are, whatever the provider says.
 */

import {
  grantsOfAccount,
  type KeptAccount,
  type KeptGrant,
  saveAccountChanges,
  saveOwners,
} from '#actions/account-record.ts';
import type { Grant } from '#core/access/principal.ts';
import type { Role } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { ClaimedPerson, ClaimedRole } from '#identity/openid-claims.ts';
import type { ProviderSettings } from '#identity/openid-settings.ts';
import { digestOfKey } from '#identity/secret-keys.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { bodiesByCode } from '#store/identity-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import type { Author, RecordChange } from '#store/record-rows.ts';

type When = { readonly at: string; readonly today: IsoDate };
type GivenRole = { readonly organisation: OrganisationId; readonly role: Role };

/** Who the journal names for what a provider's word changed. */
export function authorOfProvider({ title }: ProviderSettings): Author {
  return { name: title, actingFor: null };
}

/** The roles for bodies that the register knows on the day, and the codes and ids that mean none or several. */
export async function knownBodies(
  store: Store,
  { register }: ProviderSettings,
  roles: readonly ClaimedRole[],
  today: IsoDate,
): Promise<{ readonly given: readonly GivenRole[]; readonly unknown: readonly string[] }> {
  if (register === undefined || roles.length === 0) return { given: [], unknown: [] };
  const codes = [...new Set(roles.map(({ organisation }) => organisation))];
  const bodies = await bodiesByCode(store, register, codes, today);
  const given = roles.flatMap(({ organisation, role }) => {
    const body = bodies.get(organisation);
    return body === undefined ? [] : [{ organisation: body as OrganisationId, role }];
  });
  return { given, unknown: codes.filter((code) => !bodies.has(code)) };
}

/**
 * Brings the roles that come from the provider to what it tells now. Nothing changes where the settings map none. The codes
 * and ids of bodies that the register does not know on the day.
 */
export async function giveClaimedRoles(
  store: Store,
  account: KeptAccount,
  { settings, person, at, today }: When & { readonly settings: ProviderSettings; readonly person: ClaimedPerson },
): Promise<readonly string[]> {
  if (person.roles === null) return [];
  const { given, unknown } = await knownBodies(store, settings, person.roles, today);
  await bringTo(store, settings, account, given, { at, today });
  return unknown;
}

/** Ends all roles of the account that come from the provider. */
export async function endClaimedRoles(
  store: Store,
  settings: ProviderSettings,
  account: KeptAccount,
  when: When,
): Promise<void> {
  await bringTo(store, settings, account, [], when);
}

async function bringTo(
  store: Store,
  settings: ProviderSettings,
  kept: KeptAccount,
  given: readonly GivenRole[],
  { at, today }: When,
): Promise<void> {
  const { register } = settings;
  if (register === undefined) return;
  const wanted = new Map(given.map((one) => [keyOf(one), one]));
  for (;;) {
    const all = await grantsOfAccount(store, kept.account);
    const held = all.filter((one) => one.register === register && isFrom(settings, one) && isOpenOn(one, today));
    const ended = held.filter((one) => !wanted.has(keyOf(one)));
    const there = new Set(held.map(keyOf));
    const fresh = [...wanted.values()].filter((one) => !there.has(keyOf(one)));
    if (ended.length === 0 && fresh.length === 0) return;
    const changes = [
      ...ended.map((one) => endOf(settings, one, today)),
      ...fresh.map((one) => newGrant(settings, kept, one, today)),
    ];
    const author = authorOfProvider(settings);
    // Of two sign-ins at once the second looks again at what the first has done.
    if ((await saveAccountChanges(store, register, changes, { author, at })) === 'conflict') continue;
    return saveOwners(store, kept.account, { author, at, today });
  }
}

/** Roles of people have other ids, whatever reason they state. */
function isFrom(settings: ProviderSettings, { id }: KeptGrant): boolean {
  return id.startsWith(idsFrom(settings));
}

function idsFrom({ id }: ProviderSettings): string {
  return `from.${id}.`;
}

function isOpenOn({ to }: KeptGrant, today: IsoDate): boolean {
  return to === null || to > today;
}

function keyOf({ organisation, role }: GivenRole): string {
  return `${organisation} ${role}`;
}

function newGrant(
  settings: ProviderSettings,
  { account }: KeptAccount,
  { organisation, role }: GivenRole,
  today: IsoDate,
): RecordChange {
  const reason = `from ${settings.title}`;
  const body: Grant = { account, organisation, role, from: today, to: null, reason };
  const sight = { owners: [organisation], seenBy: [], regions: [] };
  // The same at two sign-ins at once, so that one of them finds the role given.
  const id = `${idsFrom(settings)}${digestOfKey([account, organisation, role, today].join(' ')).toString('hex', 0, 12)}`;
  return { kind: 'grant', id, expectedVersion: null, body: body as unknown as Json, reason, sight };
}

/** The role ends today; one that began today was never held on another day and is taken away. */
function endOf({ title }: ProviderSettings, held: KeptGrant, today: IsoDate): RecordChange {
  const { register: _, id, version, ...grant } = held;
  const body = grant.from >= today ? null : ({ ...grant, to: today } as unknown as Json);
  return { kind: 'grant', id, expectedVersion: version, body, reason: `no longer from ${title}` };
}
