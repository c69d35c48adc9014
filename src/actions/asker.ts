/**
 * Who asks an action for something, and with which roles they do so. The owner of the installation (the user of a laptop, or
 * whoever has the data folder) holds every key. Does not know how it was found out who they are.
 */

import { loadRecordBook } from '#actions/record-book.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type AccountId, type Grant, grantsOn, type Principal } from '#core/access/principal.ts';
import type { VerbGroup } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { World } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Result } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import type { RequestRole } from '#store/request-role.ts';

export type Asker =
  | {
      readonly kind: 'owner';
      readonly account: AccountId;
      readonly name: string;
      readonly session: string | null;
      readonly scopes: null;
    }
  | {
      readonly kind: 'person' | 'token';
      readonly account: AccountId;
      readonly name: string;
      readonly session: string;
      readonly scopes: readonly VerbGroup[] | null;
      /** The day of the request: grants that hold on it count. */
      readonly on: IsoDate;
    };

/** Who asks where accounts are off, and on the command line of the data folder. */
export const ownerOfInstallation: Asker = {
  kind: 'owner',
  account: 'owner' as AccountId,
  name: 'Owner of the installation',
  session: null,
  scopes: null,
};

/** A store, and who asks it for something. */
export type AskedStore = { readonly store: Store; readonly asker: Asker };

/** Registers as somebody sees them. */
type AskedRegisters = AskedStore & {
  ground(context: { readonly register?: string | undefined }): Promise<Result<{ readonly world: World }, Refusal>>;
};

/**
 * Who asks, with the grants of the register that hold on the day of the request, acting for the body of that id or code;
 * a code that several bodies have had means the one they hold a role for. A body that nobody knows is kept as it was
 * said: it owns nothing.
 */
export async function principalOf(
  { registers }: { readonly registers: AskedRegisters },
  register: string,
  actingFor: string | null,
): Promise<Principal> {
  const { store, asker } = registers;
  const principal = await principalWithout(store, asker, register);
  if (actingFor === null || actingFor.trim() === '') return principal;
  const ground = await registers.ground({ register });
  const world = ground.ok ? ground.value.world : null;
  return { ...principal, actingFor: bodyActedFor(world, principal.grants, actingFor) };
}

/** The same, acting for nobody: who only reads. */
export async function principalWithout(store: Store, asker: Asker, register: string): Promise<Principal> {
  const { account, name, kind, scopes } = asker;
  const shared = { account, name, kind, scopes, actingFor: null };
  if (asker.kind === 'owner') return { ...shared, grants: [] };
  const book = await loadRecordBook(store, register);
  return { ...shared, grants: grantsOn(book.grantsOf(account), account, asker.on) };
}

/** What the database is told of who asks; undefined for the owner of the installation, who is held by no wall. */
export function requestRoleOf(
  asker: Asker,
  actingFor: OrganisationId | null = null,
  proposal: string | null = null,
): RequestRole | undefined {
  if (asker.kind === 'owner') return undefined;
  const { account, name, session, on } = asker;
  return { account, name, session, on, actingFor, proposal };
}

function bodyActedFor(world: World | null, grants: readonly Grant[], text: string): OrganisationId {
  const wanted = text.trim().toLowerCase();
  const isCalled = (id: OrganisationId): boolean => {
    if (id.toLowerCase() === wanted) return true;
    const body = world?.organisations[world.organisationIndex.get(id) ?? -1];
    return body?.identifiers.some(({ value }) => value.toLowerCase() === wanted) === true;
  };
  const own = grants.find(({ organisation }) => isCalled(organisation));
  if (own !== undefined) return own.organisation;
  const any = world?.organisations.find(({ row }) => isCalled(row.id));
  return any?.row.id ?? (text.trim() as OrganisationId);
}
