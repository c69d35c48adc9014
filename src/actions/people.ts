/** The people who act for bodies, and the roles that they hold now and later, as far as the asker may see them. */

import { type AccountBody, loadAccount } from '#actions/account-record.ts';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSeen } from '#actions/seen.ts';
import { bodiesAdministered } from '#actions/vesting-access.ts';
import type { GrantBody } from '#actions/vesting-book.ts';
import type { AccountId, Grant } from '#core/access/principal.ts';
import { bodiesInOrder } from '#core/access/resource.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';
import { loadRecords } from '#store/record-rows.ts';

/** A role with the key and the version of its record. */
export type HeldRole = { readonly id: string; readonly version: number; readonly grant: Grant };

export type Person = {
  readonly account: AccountId;
  /** Null: the account is of another register and went away there. */
  readonly body: Pick<AccountBody, 'name' | 'email' | 'state' | 'hasTotp' | 'passkeys'> | null;
  /** Those that the asker may see and that have not ended by the day, by body and role. */
  readonly roles: readonly HeldRole[];
};

export type People = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  /** By name. */
  readonly people: readonly Person[];
  /** Bodies for which the asker may invite people; of the owner of the installation those that anybody acts for. */
  readonly administered: readonly OrganisationId[];
};

/** Accounts of the register that the asker may see, and of other registers that hold roles here which the asker may see. */
export async function listPeople(
  shelves: Shelves,
  { register: asked, on }: { readonly register?: string | undefined; readonly on: IsoDate },
): Promise<Result<People, Refusal>> {
  const opened = await shelves.registers.open({ register: asked });
  if (!opened.ok) return opened;
  const register = opened.value;
  const { name } = register.pack;
  const { store, asker } = shelves.registers;
  const seen = await loadSeen(store, asker, name);
  const records = (await loadRecords(store, name, ['account', 'grant'])).filter(({ kind, id }) => seen.has(kind, id));
  const bodies = new Map<AccountId, AccountBody>();
  const roles: HeldRole[] = [];
  for (const { kind, id, version, body } of records) {
    if (kind === 'account') bodies.set(id as AccountId, body as unknown as AccountBody);
    else roles.push({ id, version, grant: body as unknown as GrantBody });
  }
  const rolesOf = Map.groupBy(
    roles.filter(({ grant }) => grant.to === null || grant.to > on),
    ({ grant }) => grant.account,
  );
  const people: Person[] = [];
  for (const account of new Set([...bodies.keys(), ...rolesOf.keys()])) {
    const body = bodies.get(account) ?? (await loadAccount(store, account))?.body ?? null;
    people.push({ account, body, roles: (rolesOf.get(account) ?? []).sort(byBodyAndRole) });
  }
  const administered = await bodiesAdministered(shelves, name);
  const acted = roles.map(({ grant }) => grant.organisation);
  return answer({ register, on, people: people.sort(byName), administered: bodiesInOrder(administered ?? acted) });
}

function byBodyAndRole({ grant: a }: HeldRole, { grant: b }: HeldRole): number {
  const key = ({ organisation, role, from }: Grant) => `${organisation} ${role} ${from}`;
  return key(a) < key(b) ? -1 : 1;
}

function byName(a: Person, b: Person): number {
  const nameOf = ({ body, account }: Person) => body?.name ?? account;
  return nameOf(a).localeCompare(nameOf(b), 'en-GB') || (a.account < b.account ? -1 : 1);
}
