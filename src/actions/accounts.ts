/** Accounts as their keepers see them: listed, and closed. A closed account opens nothing and stays in the record. */

import {
  type AccountBody,
  accountNamed,
  accountsOf,
  grantsOfAccount,
  type KeptAccount,
  type KeptGrant,
} from '#actions/account-record.ts';
import { type AskedRegisters, accountRefusal } from '#actions/account-rights.ts';
import type { GrantMoment } from '#actions/accounts-grants.ts';
import { principalWithout } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type AskedChange, saveAs } from '#actions/save-as.ts';
import { visible } from '#core/access/may.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { attemptMemory } from '#identity/attempt-delay.ts';
import { deviceLife, momentAfter, sessionIdle } from '#identity/session-times.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { sweepAccess } from '#store/attempt-rows.ts';
import { deleteSecretsOfClosed } from '#store/credential-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { saveRecords } from '#store/record-rows.ts';

/** An account with the roles that it ever held. */
export type AccountWithRoles = KeptAccount & { readonly grants: readonly KeptGrant[] };

/**
 * The accounts whose records are in the register, closed ones too, by address, as far as who asks may see them: their own, and those
 * of bodies that they administer.
 */
export async function listAccounts(
  { registers }: AskedRegisters,
  register: string | undefined,
): Promise<Result<{ readonly register: string; readonly accounts: readonly AccountWithRoles[] }, Refusal>> {
  const ground = await registers.ground({ register });
  if (!ground.ok) return ground;
  const { name } = ground.value.pack;
  const principal = await principalWithout(registers.store, registers.asker, name);
  const thing = { seenBy: [], regions: [] } as const;
  const accounts: AccountWithRoles[] = [];
  for (const kept of await accountsOf(registers.store, name)) {
    const { account, owners } = kept;
    const bodies = owners as readonly OrganisationId[];
    const isSeen = visible(principal, { ...thing, kind: 'account', id: account, owners: bodies, holder: account });
    if (!isSeen) continue;
    const grants = (await grantsOfAccount(registers.store, account)).filter(({ id, organisation }) =>
      visible(principal, { ...thing, kind: 'grant', id, owners: [organisation], holder: account }),
    );
    accounts.push({ ...kept, grants });
  }
  return answer({ register: name, accounts });
}

/**
 * Closes an account: nobody signs in to it again, its sessions, tokens and links open nothing, and its roles end today. What its
 * holder did stays in the record under their name.
 */
export async function closeAccount(
  shelves: AskedRegisters,
  asked: GrantMoment & { readonly account: string; readonly reason: string | null },
): Promise<Result<{ readonly account: string }, Refusal>> {
  const { store, asker } = shelves.registers;
  const { author, at, today, reason } = asked;
  const found = await accountNamed(store, asked.account);
  if (!found.ok) return found;
  const kept = found.value;
  const refusal = await accountRefusal(shelves, 'close-account', kept, asked);
  if (refusal !== null) return refuse(refusal);
  if (kept.body.state === 'closed') {
    return refuse({ kind: 'account-has-state', detail: `The account of ${kept.body.email} is closed already.` });
  }
  if (kept.account === asker.account) {
    return refuse({ kind: 'account-has-state', detail: 'Ask another administrator to close your account.' });
  }
  const held = (await grantsOfAccount(store, kept.account)).filter((one) => one.to === null || one.to > today);
  const isOwn = (one: KeptGrant): boolean => one.register === kept.register && kept.owners.includes(one.organisation);
  const saved = await saveAs(shelves, {
    register: kept.register,
    verb: 'close-account',
    author,
    at,
    changes: [
      {
        kind: 'account',
        id: kept.account,
        expectedVersion: kept.version,
        body: closedBody(kept.body, at) as unknown as Json,
        reason,
      },
      ...held.filter(isOwn).map((one) => endOf(one, asked)),
    ],
  });
  if (!saved.ok) return saved;
  // Roles for bodies of other registers, which hold nothing any more.
  for (const one of held.filter((grant) => !isOwn(grant))) {
    const { verbs: _verbs, ...change } = endOf(one, asked);
    await saveRecords(store, { register: one.register, author, at, changes: [change] });
  }
  await deleteSecretsOfClosed(store);
  return answer({ account: kept.account });
}

/**
 * Takes away what can open nothing any more: sessions, links and codes that are over, attempts and browsers of long ago, secrets of
 * closed accounts. For a job of every hour.
 */
export async function sweepAccounts(store: Store, at: string): Promise<void> {
  await sweepAccess(store, {
    at,
    seenSince: momentAfter(at, -sessionIdle),
    attemptsSince: momentAfter(at, -attemptMemory * 1000),
    devicesSince: momentAfter(at, -deviceLife),
  });
  await deleteSecretsOfClosed(store);
}

function closedBody(body: AccountBody, at: string): AccountBody {
  return {
    ...body,
    state: 'closed',
    hasPassword: false,
    hasTotp: false,
    totpSetAt: null,
    recoveryCodesMadeAt: null,
    recoveryCodesLeft: 0,
    passkeys: [],
    identities: [],
    tokens: [],
    signedOutAt: at,
    closedAt: at,
  };
}

function endOf(
  grant: KeptGrant,
  { today, reason }: Pick<GrantMoment, 'today'> & { readonly reason: string | null },
): AskedChange {
  const { id, version, register: _register, ...body } = grant;
  // One that was to begin later never holds.
  const to = grant.from > today ? grant.from : today;
  return { kind: 'grant', id, expectedVersion: version, body: { ...body, to }, reason, verbs: ['end-grant'] };
}
