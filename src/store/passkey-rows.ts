/** Passkeys of accounts: what is needed to check a sign-in with them. The secret half never leaves the person's device. */

import { createHash } from 'node:crypto';
import { askAccounts } from '#store/account-query.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';

export type PasskeyRow = {
  readonly account: string;
  readonly credentialId: Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** How often it was used, as the device counts; 0: it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  /** ISO 8601. */
  readonly addedAt: string;
  readonly lastUsedAt: string | null;
};

/** A passkey with the name by which lists and the journal know it: made from the credential, and of no use to sign in. */
export type KeptPasskeyRow = PasskeyRow & { readonly id: string };

/** Of the credential, as `id` below; the same text that the database works out. */
export function passkeyIdOf(credentialId: Uint8Array): string {
  return createHash('sha256').update(credentialId).digest('hex').slice(0, 32);
}

const id = `encode(substring(sha256(credential_id) for 16), 'hex')`;
const columns =
  `${id} as id, account, credential_id as "credentialId", public_key as "publicKey", counter, transports, name, ` +
  'added_at as "addedAt", last_used_at as "lastUsedAt"';

/** The passkeys of the account, oldest first. */
export async function loadPasskeys(store: Store, account: string): Promise<KeptPasskeyRow[]> {
  return askAccounts<KeptPasskeyRow>(
    store.pool,
    `select ${columns} from access.passkeys where account = $1 order by added_at, id`,
    [account],
  );
}

/** The passkey of that credential, or null. */
export async function passkeyOf(store: Store, credentialId: Uint8Array): Promise<KeptPasskeyRow | null> {
  const found = await askAccounts<KeptPasskeyRow>(
    store.pool,
    `select ${columns} from access.passkeys where credential_id = $1`,
    [Buffer.from(credentialId)],
  );
  return found[0] ?? null;
}

/** Adds a passkey; false: its credential is there already, whoever's it is. */
export async function insertPasskey(asking: Asking, row: PasskeyRow): Promise<boolean> {
  const { account, credentialId, publicKey, counter, transports, name, addedAt } = row;
  const added = await askAccounts(
    asking,
    'insert into access.passkeys (account, credential_id, public_key, counter, transports, name, added_at) ' +
      'values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning account',
    [account, Buffer.from(credentialId), Buffer.from(publicKey), counter, transports, name, addedAt],
  );
  return added.length > 0;
}

/** True when the account has such a passkey, which is now called so. */
export async function updatePasskeyName(
  asking: Asking,
  account: string,
  passkey: string,
  name: string,
): Promise<boolean> {
  const query = `update access.passkeys set name = $3 where account = $1 and ${id} = $2 returning ${columns}`;
  return (await askAccounts<KeptPasskeyRow>(asking, query, [account, passkey, name])).length > 0;
}

/** True when the account had such a passkey, which is now gone. */
export async function deletePasskey(asking: Asking, account: string, passkey: string): Promise<boolean> {
  const query = `delete from access.passkeys where account = $1 and ${id} = $2 returning ${columns}`;
  return (await askAccounts<KeptPasskeyRow>(asking, query, [account, passkey])).length > 0;
}

/**
 * Records a use. False, and nothing is recorded: the count of the device did not go on from the last one, so that there is
 * another copy of the passkey, or it is gone. A device that never counts says 0 each time.
 */
export async function recordPasskeyUse(
  store: Store,
  credentialId: Uint8Array,
  counter: number,
  at: string,
): Promise<boolean> {
  const query =
    'update access.passkeys set counter = $2, last_used_at = $3 ' +
    `where credential_id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning ${columns}`;
  return (await askAccounts<KeptPasskeyRow>(store.pool, query, [Buffer.from(credentialId), counter, at])).length > 0;
}
