/** The roles of whoever asks, on the day of the request: of all registers together, and for which bodies of one. */

import { type Asker, principalWithout } from '#actions/asker.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import type { Role } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Store } from '#store/open.ts';
import { listPacks } from '#store/pack-rows.ts';

/** Whoever asks and is not the owner of the installation. */
export type Holder = Extract<Asker, { readonly kind: 'person' | 'token' }>;

/** The roles that they hold for any body of any register. */
export async function rolesHeld(store: Store, holder: Holder): Promise<Set<Role>> {
  const packs = await listPacks(store);
  const principals = await Promise.all(packs.map(({ name }) => principalWithout(store, holder, name)));
  return new Set(principals.flatMap(({ grants }) => grants.map(({ role }) => role)));
}

/** The bodies of the register, each once, for which they hold one of the roles; none where there is no such register. */
export async function bodiesWithRoles(
  registers: Pick<RegisterShelf, 'store' | 'ground'>,
  holder: Holder,
  { register, roles }: { readonly register: string | undefined; readonly roles: readonly Role[] },
): Promise<OrganisationId[]> {
  const ground = await registers.ground({ register });
  if (!ground.ok) return [];
  const { grants } = await principalWithout(registers.store, holder, ground.value.pack.name);
  return [...new Set(grants.filter(({ role }) => roles.includes(role)).map(({ organisation }) => organisation))];
}
