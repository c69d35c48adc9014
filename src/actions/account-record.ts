/**
 * The account of a person as a record: what others may know of them, never a secret. Whatever happens to the secrets beside it is
 * told in it, so that the journal has it. An account lives in the register of the body that first invited it.
 */

import type { Asker } from '#actions/asker.ts';
import { type SignInRefusal, unknownAccount } from '#actions/sign-in-refusals.ts';
import type { AccountId, Grant } from '#core/access/principal.ts';
import type { VerbGroup } from '#core/access/vocabulary.ts';
import { makeId } from '#identity/secret-keys.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { leaveRequestRole } from '#store/account-query.ts';
import {
  type AccountRow,
  accountRow,
  accountRowOfEmail,
  accountRowsOf,
  grantRowsOf,
  insertCredentials,
} from '#store/credential-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import { deleteLinksBeyond } from '#store/link-rows.ts';
import type { Store } from '#store/open.ts';
import { type Author, type RecordChange, saveRecords } from '#store/record-rows.ts';
import type { Asking, RequestRole } from '#store/request-role.ts';
import { errorCode } from '#store/store-error.ts';

export type AccountState = 'invited' | 'active' | 'closed';

/** Moments are ISO 8601; null: never. */
export type AccountBody = {
  readonly name: string;
  /** In lower case; nobody else's while the account is not closed. */
  readonly email: string;
  readonly state: AccountState;
  readonly hasPassword: boolean;
  readonly passwordSetAt: string | null;
  readonly hasTotp: boolean;
  readonly totpSetAt: string | null;
  readonly recoveryCodesMadeAt: string | null;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly addedAt: string }[];
  /** Providers of sign-in, with the name that they give. */
  readonly identities: readonly { readonly provider: string; readonly name: string }[];
  readonly tokens: readonly AccountToken[];
  /** When a link was last made that lets its holder choose a password. */
  readonly linkMadeAt: string | null;
  readonly signedOutAt: string | null;
  readonly closedAt: string | null;
  /** How often its secrets were changed: so that each change is one of the record, even where nothing else differs. */
  readonly secretsVersion: number;
};

export type AccountToken = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly VerbGroup[];
  readonly madeAt: string;
  readonly expiresAt: string;
};

export type KeptAccount = {
  readonly account: AccountId;
  readonly register: string;
  readonly version: number;
  readonly body: AccountBody;
  readonly owners: readonly string[];
};

/** A role with the key and version of its record. */
export type KeptGrant = Grant & { readonly register: string; readonly id: string; readonly version: number };

/** Who makes a change of an account, and what is written with it. */
export type AccountSave = {
  readonly author: Author;
  readonly at: string;
  readonly reason: string;
  /** Who asks, where it is a person; the secrets are written outside of that role all the same. */
  readonly as?: RequestRole | undefined;
  /** Writes secrets in the same transaction; throws `GivenUp` to keep nothing. */
  readonly beside?: ((client: Asking) => Promise<void>) | undefined;
};

/** Thrown by what is written beside a record when there is nothing to write after all; the whole is then undone. */
export class GivenUp extends Error {}

/** The account, whatever its state; null: there is none. */
export async function loadAccount(store: Store, account: string): Promise<KeptAccount | null> {
  return keptOf(await accountRow(store, account));
}

/** The account of who asks; null: it is the owner of the installation, who has none. */
export async function accountOfAsker(store: Store, asker: Asker): Promise<KeptAccount | null> {
  return asker.kind === 'owner' ? null : loadAccount(store, asker.account);
}

/** The account of that address that is not closed, in whatever register; null: there is none. */
export async function accountOfEmail(store: Store, email: string): Promise<KeptAccount | null> {
  return keptOf(await accountRowOfEmail(store, email));
}

/** The accounts whose records are in the register, closed ones too, in order of address and id. */
export async function accountsOf(store: Store, register: string): Promise<KeptAccount[]> {
  return (await accountRowsOf(store, register)).flatMap((row) => keptOf(row) ?? []);
}

/** The account that an id or an address names; refused when there is none. */
export async function accountNamed(store: Store, asked: string): Promise<Result<KeptAccount, SignInRefusal>> {
  const found = (await loadAccount(store, asked)) ?? (await accountOfEmail(store, asked.trim().toLowerCase()));
  return found === null ? refuse(unknownAccount(asked)) : answer(found);
}

/** The roles that were ever given to the account, in order of register and id. */
export async function grantsOfAccount(store: Store, account: string): Promise<KeptGrant[]> {
  const rows = await grantRowsOf(store, account);
  return rows.map(({ register, id, version, body }) => ({ ...(body as unknown as Grant), register, id, version }));
}

/**
 * The account as it is after the change; null: `change` gave none, or what is written beside gave up. Reads, changes and writes,
 * and once more when somebody else was quicker.
 */
export async function changeAccount(
  store: Store,
  account: string,
  change: (body: AccountBody) => AccountBody | null,
  save: AccountSave,
): Promise<KeptAccount | null> {
  for (;;) {
    const kept = await loadAccount(store, account);
    const changed = kept === null ? null : change(kept.body);
    if (kept === null || changed === null) return null;
    const isSecret = save.beside !== undefined;
    const body = isSecret ? { ...changed, secretsVersion: changed.secretsVersion + 1 } : changed;
    const changes = [recordChange(account, kept.version, body, save.reason)];
    const version = await saveAccountChanges(store, kept.register, changes, save);
    if (version === 'given-up') return null;
    if (version !== 'conflict') return { ...kept, version, body };
  }
}

export type NewAccount = {
  readonly register: string;
  readonly email: string;
  readonly name: string;
  /** Ids of the bodies that keep it. */
  readonly owners: readonly string[];
  readonly state: AccountState;
};

/** An account that is not kept yet, and the change that makes its record. */
export function newAccount(
  { register, email, name, owners, state }: NewAccount,
  reason: string,
): { readonly kept: KeptAccount; readonly change: RecordChange } {
  const account = makeId() as AccountId;
  const body = { ...nothingYet, email, name, state };
  const sight = { owners: [...owners], seenBy: [], regions: [] };
  const change = { ...recordChange(account, null, body, reason), sight };
  return { kept: { account, register, version: 1, body, owners }, change };
}

/** A new account with a place for its secrets, made by the system itself; refused when the address has one. */
export async function makeAccount(
  store: Store,
  given: NewAccount,
  save: Omit<AccountSave, 'beside'> & { readonly beside?: (client: Asking, account: AccountId) => Promise<void> },
): Promise<Result<KeptAccount, SignInRefusal>> {
  const { kept, change } = newAccount(given, save.reason);
  const beside = async (client: Asking): Promise<void> => {
    await insertCredentials(client, kept.account, kept.register);
    await save.beside?.(client, kept.account);
  };
  try {
    const version = await saveAccountChanges(store, kept.register, [change], { ...save, beside });
    if (typeof version !== 'number') throw new Error(`a new account was ${version}`);
    return answer(kept);
  } catch (error) {
    const taken = await accountTaken(store, given.email, error);
    if (taken === null) throw error;
    return refuse(taken);
  }
}

/** The refusal of a second account for one address, of which the database takes one alone; null: it is another fault. */
export async function accountTaken(store: Store, email: string, error: unknown): Promise<SignInRefusal | null> {
  if (errorCode(error) !== '23505' || (await accountOfEmail(store, email)) === null) return null;
  return { kind: 'account-has-state', detail: `${email} was given an account a moment ago. Look again.` };
}

/**
 * Brings whose the account is into line with the roles it holds now or later in its register; when there are none, it stays
 * with those who had it. A body that is added gave no leave to links that were handed out before: they open nothing any more.
 */
export async function saveOwners(
  store: Store,
  account: string,
  { author, at, today }: { readonly author: Author; readonly at: string; readonly today: IsoDate },
): Promise<void> {
  for (;;) {
    const kept = await loadAccount(store, account);
    if (kept === null) return;
    const grants = (await grantsOfAccount(store, account)).filter((one) => one.to === null || one.to > today);
    const bodies = [...new Set(grants.map((one) => one.organisation as string))].sort();
    const own = grants.filter((one) => one.register === kept.register).map((one) => one.organisation as string);
    const owners = own.length === 0 ? [...kept.owners] : [...new Set(own)].sort();
    await deleteLinksBeyond(store.pool, account, bodies);
    if (owners.join('\n') === kept.owners.join('\n')) return;
    const change = recordChange(account, kept.version, kept.body, 'its owners follow the roles');
    const sight = { owners, seenBy: [], regions: [] };
    const saved = await saveAccountChanges(store, kept.register, [{ ...change, sight }], { author, at });
    if (saved !== 'conflict') return;
  }
}

/**
 * The one place where accounts and roles are written. The version of the first change; `conflict`: another was saved meanwhile;
 * `given-up`: what is written beside did.
 */
export async function saveAccountChanges(
  store: Store,
  register: string,
  changes: readonly RecordChange[],
  { author, at, as, beside }: Omit<AccountSave, 'reason'>,
): Promise<number | 'conflict' | 'given-up'> {
  const outside = async (client: Asking): Promise<void> => {
    if (as !== undefined) await leaveRequestRole(client);
    await beside?.(client);
  };
  try {
    const request = { register, author, at, changes, as };
    const saved = await saveRecords(store, beside === undefined ? request : { ...request, beside: outside });
    return saved.ok ? (saved.versions[0] ?? 0) : 'conflict';
  } catch (error) {
    if (error instanceof GivenUp) return 'given-up';
    throw error;
  }
}

const nothingYet = {
  hasPassword: false,
  passwordSetAt: null,
  hasTotp: false,
  totpSetAt: null,
  recoveryCodesMadeAt: null,
  recoveryCodesLeft: 0,
  passkeys: [],
  identities: [],
  tokens: [],
  linkMadeAt: null,
  signedOutAt: null,
  closedAt: null,
  secretsVersion: 0,
} as const;

function recordChange(account: string, version: number | null, body: AccountBody, reason: string): RecordChange {
  return { kind: 'account', id: account, expectedVersion: version, body: body as unknown as Json, reason };
}

function keptOf(row: AccountRow | null): KeptAccount | null {
  if (row === null) return null;
  const { account, register, version, body, owners } = row;
  return { account: account as AccountId, register, version, body: body as unknown as AccountBody, owners };
}
