/**
 * Attempts to prove who one is, counted in the database so that several servers agree, and browsers that are known. Does not
 * know what is counted, nor how long anybody waits.
 */

import { askAccounts } from '#store/account-query.ts';
import type { Store } from '#store/open.ts';
import type { Asking } from '#store/request-role.ts';
import { inTransaction } from '#store/transaction.ts';

/** What failures are counted for; the key is a digest of 32 bytes. */
export type AttemptKey<Scope extends string> = { readonly key: Buffer; readonly scope: Scope };

type AttemptRow = {
  readonly key: Buffer;
  readonly failures: number;
  readonly lastAt: string;
  readonly blockedUntil: string;
};

/** How the count goes on. Waits and memory are seconds. */
export type AttemptRules<Scope extends string> = {
  readonly waitAfter: (failures: number, scope: Scope) => number;
  readonly memory: number;
};

/**
 * Seconds to wait before another attempt; 0: this one is counted as failed under each key and may be made. One that
 * succeeds is taken back (`forgiveAttempt`): so those who try many times at once are counted before any is checked.
 */
export async function countAttempt<Scope extends string>(
  store: Store,
  keys: readonly AttemptKey<Scope>[],
  at: string,
  { waitAfter, memory }: AttemptRules<Scope>,
): Promise<number> {
  const now = Date.parse(at);
  return inTransaction(store, 'counting attempts to sign in', async (client) => {
    // In one order, so that two that count under the same keys wait for each other and not in a circle.
    const sorted = [...keys].sort((a, b) => Buffer.compare(a.key, b.key));
    const rows = await askAccounts<AttemptRow>(
      client,
      `insert into access.attempts (key, failures, last_at, blocked_until) select key, 0, $2, '-infinity' from unnest($1::bytea[]) key ` +
        'on conflict (key) do update set failures = access.attempts.failures ' +
        'returning key, failures, last_at as "lastAt", blocked_until as "blockedUntil"',
      [sorted.map(({ key }) => key), at],
    );
    const found = new Map(rows.map((row) => [row.key.toString('hex'), row]));
    let wait = 0;
    const counted = sorted.map(({ key, scope }) => {
      const row = found.get(key.toString('hex'));
      const blockedUntil = Date.parse(row?.blockedUntil ?? '');
      if (blockedUntil > now) wait = Math.max(wait, Math.ceil((blockedUntil - now) / 1000));
      const isForgotten = row === undefined || Date.parse(row.lastAt) < now - memory * 1000;
      const failures = (isForgotten ? 0 : row.failures) + 1;
      return { key, failures, blockedUntil: new Date(now + waitAfter(failures, scope) * 1000).toISOString() };
    });
    if (wait > 0) return wait;
    await askAccounts(
      client,
      `update access.attempts a set failures = n.failures, last_at = $4, blocked_until = n.blocked_until
       from unnest($1::bytea[], $2::integer[], $3::timestamptz[]) n (key, failures, blocked_until) where a.key = n.key`,
      [counted.map((one) => one.key), counted.map((one) => one.failures), counted.map((one) => one.blockedUntil), at],
    );
    return 0;
  });
}

/**
 * Takes an attempt back that succeeded: what is counted under `cleared` is forgotten, under `eased` it is one less, since others
 * may be trying there.
 */
export async function forgiveAttempt(
  asking: Asking,
  { cleared, eased }: { readonly cleared: readonly Buffer[]; readonly eased: readonly Buffer[] },
): Promise<void> {
  // Locked in the order in which attempts are counted.
  await askAccounts(
    asking,
    'delete from access.attempts where key in ' +
      '(select key from access.attempts where key = any ($1) order by key for update)',
    [cleared],
  );
  await askAccounts(
    asking,
    `update access.attempts set failures = greatest(failures - 1, 0), blocked_until = '-infinity' where key = any ($1)`,
    [eased],
  );
}

/** True when somebody has signed in to the account in that browser since `seenSince`. */
export async function isDeviceKnown(
  store: Store,
  digest: Buffer,
  account: string,
  seenSince: string,
): Promise<boolean> {
  const found = await askAccounts(
    store.pool,
    'select from access.devices where digest = $1 and account = $2 and seen_at > $3',
    [digest, account, seenSince],
  );
  return found.length > 0;
}

/** Keeps the browser as one of the account's. */
export async function saveDevice(asking: Asking, digest: Buffer, account: string, at: string): Promise<void> {
  await askAccounts(
    asking,
    'insert into access.devices (digest, account, seen_at) values ($1, $2, $3) ' +
      'on conflict (digest) do update set account = excluded.account, seen_at = excluded.seen_at',
    [digest, account, at],
  );
}

/** No browser is known for the account any more. */
export async function deleteDevicesOf(asking: Asking, account: string): Promise<void> {
  await askAccounts(asking, 'delete from access.devices where account = $1', [account]);
}

/** Takes away what can open nothing any more. Moments: now, and the oldest that attempts and browsers are kept for. */
export async function sweepAccess(
  store: Store,
  kept: {
    readonly at: string;
    readonly seenSince: string;
    readonly attemptsSince: string;
    readonly devicesSince: string;
  },
): Promise<void> {
  const { at, seenSince, attemptsSince, devicesSince } = kept;
  await askAccounts(store.pool, 'delete from access.sessions where expires_at <= $1 or seen_at <= $2', [at, seenSince]);
  await askAccounts(store.pool, 'delete from access.links where expires_at <= $1', [at]);
  await askAccounts(store.pool, 'delete from access.challenges where expires_at <= $1', [at]);
  await askAccounts(store.pool, 'delete from access.attempts where last_at <= $1', [attemptsSince]);
  await askAccounts(store.pool, 'delete from access.devices where seen_at <= $1', [devicesSince]);
}
