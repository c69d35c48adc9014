/** The roles of whoever asks, on the day of the request: of all registers together, and for which bodies of one. */

import { grantsOfAccount, type KeptGrant } from '#actions/account-record.ts';
import type { Asker } from '#actions/asker.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import { grantsOn } from '#core/access/principal.ts';
import type { Role } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Store } from '#store/open.ts';

/** Whoever asks and is not the owner of the installation. */
export type Holder = Extract<Asker, { readonly kind: 'person' | 'token' }>;

/** The roles that they hold for any body of any register. One look at an index. */
export async function rolesHeld(store: Store, holder: Holder): Promise<Set<Role>> {
  return new Set((await grantsHeld(store, holder)).map(({ role }) => role));
}

/** The bodies of the register, each once, for which they hold one of the roles; none where there is no such register. */
export async function bodiesWithRoles(
  registers: Pick<RegisterShelf, 'store' | 'ground'>,
  holder: Holder,
  { register, roles }: { readonly register: string | undefined; readonly roles: readonly Role[] },
): Promise<OrganisationId[]> {
  const grants = (await grantsHeld(registers.store, holder)).filter(({ role }) => roles.includes(role));
  if (grants.length === 0) return [];
  const ground = await registers.ground({ register });
  if (!ground.ok) return [];
  const { name } = ground.value.pack;
  return [...new Set(grants.filter((grant) => grant.register === name).map(({ organisation }) => organisation))];
}

async function grantsHeld(store: Store, { account, on }: Holder): Promise<KeptGrant[]> {
  const grants = await grantsOfAccount(store, account);
  return grants.filter((grant) => grantsOn([grant], account, on).length > 0);
}
