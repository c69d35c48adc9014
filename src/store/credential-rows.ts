/** Accounts as a sign-in needs them: the record that others know, and the secrets that nobody reads. */

import { askAccounts } from '#store/account-query.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';
import { inTransaction } from '#store/transaction.ts';

export type AccountRow = {
  readonly account: string;
  readonly register: string;
  readonly version: number;
  readonly body: Json;
  readonly owners: readonly string[];
};

export type SecretRow = {
  readonly passwordHash: string | null;
  readonly totpSecret: Buffer | null;
  readonly totpOffered: Buffer | null;
  readonly totpOfferedAt: string | null;
};

/** A role as it was given, with the key and version of its record. */
export type GrantRow = {
  readonly register: string;
  readonly id: string;
  readonly version: number;
  readonly body: Json;
};

const accountColumns = 'c.account, c.register, r.version, r.body, r.owners';
const secretColumns =
  'password_hash as "passwordHash", totp_secret as "totpSecret", totp_offered as "totpOffered", ' +
  'totp_offered_at as "totpOfferedAt"';
const ofRecord = `access.credentials c join work.records r on r.register = c.register and r.kind = 'account' and r.id = c.account`;

/** The account, whatever its state; null: there is none. */
export async function accountRow(store: Store, account: string): Promise<AccountRow | null> {
  const found = await askAccounts<AccountRow>(
    store.pool,
    `select ${accountColumns} from ${ofRecord} where c.account = $1 and r.body is not null`,
    [account],
  );
  return found[0] ?? null;
}

/** The account of that address that is not closed, in whatever register; null: there is none. */
export async function accountRowOfEmail(store: Store, email: string): Promise<AccountRow | null> {
  const found = await askAccounts<AccountRow>(
    store.pool,
    `select ${accountColumns} from ${ofRecord} ` +
      `where r.kind = 'account' and r.body is not null and r.body ->> 'state' <> 'closed' and r.body ->> 'email' = $1`,
    [email],
  );
  return found[0] ?? null;
}

/** The accounts whose records are in the register, closed ones too, in order of address and id. */
export async function accountRowsOf(store: Store, register: string): Promise<AccountRow[]> {
  return askAccounts(
    store.pool,
    `select ${accountColumns} from ${ofRecord} where c.register = $1 and r.body is not null ` +
      `order by r.body ->> 'email' collate "C", c.account`,
    [register],
  );
}

/** The roles that were ever given to the account, in order of register and id. */
export async function grantRowsOf(store: Store, account: string): Promise<GrantRow[]> {
  return askAccounts(
    store.pool,
    `select register, id, version, body from work.records where kind = 'grant' and body is not null ` +
      `and body ->> 'account' = $1 order by register, id`,
    [account],
  );
}

/** One role of a register; null: there is none of that id. */
export async function grantRow(store: Store, register: string, id: string): Promise<GrantRow | null> {
  const found = await askAccounts<GrantRow>(
    store.pool,
    `select register, id, version, body from work.records where register = $1 and kind = 'grant' and id = $2 ` +
      'and body is not null',
    [register, id],
  );
  return found[0] ?? null;
}

/** The roles for the body that were ever given, in order of id. */
export async function grantRowsOfBody(store: Store, register: string, organisation: string): Promise<GrantRow[]> {
  return askAccounts(
    store.pool,
    `select register, id, version, body from work.records where register = $1 and kind = 'grant' and body is not null ` +
      `and body ->> 'organisation' = $2 order by id`,
    [register, organisation],
  );
}

/** Makes the place for the secrets of an account. */
export async function insertCredentials(asking: Asking, account: string, register: string): Promise<void> {
  await askAccounts(asking, 'insert into access.credentials (account, register) values ($1, $2)', [account, register]);
}

/** The secrets of the account; null: there is no such account. */
export async function secretsOf(asking: Asking, account: string): Promise<SecretRow | null> {
  const found = await askAccounts<SecretRow>(
    asking,
    `select ${secretColumns} from access.credentials where account = $1`,
    [account],
  );
  return found[0] ?? null;
}

/** Null takes the password away. */
export async function updatePassword(asking: Asking, account: string, passwordHash: string | null): Promise<void> {
  await askAccounts(asking, 'update access.credentials set password_hash = $2 where account = $1', [
    account,
    passwordHash,
  ]);
}

/** The same password hashed anew; nothing when it was changed since. */
export async function replaceHash(asking: Asking, account: string, before: string, after: string): Promise<void> {
  const query = 'update access.credentials set password_hash = $3 where account = $1 and password_hash = $2';
  await askAccounts(asking, query, [account, before, after]);
}

/** Keeps a secret that was shown, in place of one that was shown before. */
export async function offerTotp(asking: Asking, account: string, secret: Buffer, at: string): Promise<void> {
  const query = 'update access.credentials set totp_offered = $2, totp_offered_at = $3 where account = $1';
  await askAccounts(asking, query, [account, secret, at]);
}

/** Makes the secret that was offered the account's, its step used; false: another was offered meanwhile. */
export async function adoptTotp(asking: Asking, account: string, secret: Buffer, step: number): Promise<boolean> {
  const adopted = await askAccounts(
    asking,
    'update access.credentials set totp_secret = totp_offered, totp_step = $3, totp_offered = null, totp_offered_at = null ' +
      'where account = $1 and totp_offered = $2 returning account',
    [account, secret, step],
  );
  return adopted.length > 0;
}

/** Takes the second factor of codes away, with all recovery codes. */
export async function deleteTotp(asking: Asking, account: string): Promise<void> {
  await askAccounts(
    asking,
    'update access.credentials set totp_secret = null, totp_step = null, totp_offered = null, totp_offered_at = null ' +
      'where account = $1',
    [account],
  );
  await askAccounts(asking, 'delete from access.recovery_codes where account = $1', [account]);
}

/** True when the step was not used before nor is older than one that was; it is now. Of two at once one is true. */
export async function spendTotpStep(asking: Asking, account: string, step: number): Promise<boolean> {
  const used = await askAccounts(
    asking,
    'update access.credentials set totp_step = $2 where account = $1 and (totp_step is null or totp_step < $2) ' +
      'returning account',
    [account, step],
  );
  return used.length > 0;
}

/** Puts new recovery codes in the place of all that there are. */
export async function replaceRecoveryCodes(asking: Asking, account: string, digests: readonly Buffer[]): Promise<void> {
  await askAccounts(asking, 'delete from access.recovery_codes where account = $1', [account]);
  await askAccounts(
    asking,
    'insert into access.recovery_codes (account, digest) select $1, digest from unnest($2::bytea[]) digest',
    [account, digests],
  );
}

/** True when the account had that code; it is gone. Of two at once one is true. */
export async function spendRecoveryCode(asking: Asking, account: string, digest: Buffer): Promise<boolean> {
  const used = await askAccounts(
    asking,
    'delete from access.recovery_codes where account = $1 and digest = $2 returning account',
    [account, digest],
  );
  return used.length > 0;
}

/** Takes away whatever opened an account that is closed. */
export async function deleteSecretsOfClosed(store: Store): Promise<void> {
  await inTransaction(store, 'taking secrets of closed accounts away', async (client) => {
    const closed = await askAccounts<{ account: string }>(
      client,
      `update access.credentials c set password_hash = null, totp_secret = null, totp_step = null, totp_offered = null,
         totp_offered_at = null, is_cleared = true
       from work.records r
       where not c.is_cleared and r.register = c.register and r.kind = 'account' and r.id = c.account
         and r.body ->> 'state' = 'closed' returning c.account`,
      [],
    );
    if (closed.length === 0) return;
    const accounts = [closed.map(({ account }) => account)];
    const tables = ['recovery_codes', 'sessions', 'tokens', 'links', 'devices', 'passkeys', 'challenges', 'identities'];
    for (const table of tables)
      await askAccounts(client, `delete from access.${table} where account = any ($1)`, accounts);
  });
}

/** Takes the second factors of an account away: codes, recovery codes and passkeys. */
export async function deleteSecondFactors(asking: Asking, account: string): Promise<void> {
  await deleteTotp(asking, account);
  await askAccounts(asking, 'delete from access.passkeys where account = $1', [account]);
}
