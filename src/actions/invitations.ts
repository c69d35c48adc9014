/**
 * Links by which somebody gets into an account: invited to a new one, or let in again when they forgot how to sign in. The link is
 * given to who asks for it, to hand over by a way they trust: the program sends no messages.
 */

import {
  type AccountBody,
  accountNamed,
  accountOfEmail,
  accountTaken,
  grantsOfAccount,
  type KeptAccount,
  newAccount,
} from '#actions/account-record.ts';
import {
  type AskedRegisters,
  accountRefusal,
  authorFor,
  bodyNamed,
  grantRefusal,
  type NamedBody,
} from '#actions/account-rights.ts';
import { daysRefusal, type GrantMoment, giveRoles, grantChange, type RoleAsked } from '#actions/accounts-grants.ts';
import type { Refusal } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import { checkFresh } from '#actions/sessions.ts';
import type { SignInRefusal } from '#actions/sign-in-refusals.ts';
import type { Role } from '#core/access/vocabulary.ts';
import { parseEmail, parsePersonName } from '#identity/email-address.ts';
import { digestOfKey, makeKey } from '#identity/secret-keys.ts';
import { invitationLife, momentAfter, resetLife } from '#identity/session-times.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { leaveRequestRole } from '#store/account-query.ts';
import { insertCredentials } from '#store/credential-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import { insertLink, type LinkPurpose } from '#store/link-rows.ts';
import type { Asking } from '#store/request-role.ts';

/** A link to hand over. The key is told once. */
export type HandedLink = {
  readonly account: string;
  /** Null: there is no link, since they have an account, and hold the roles now. */
  readonly key: string | null;
  readonly expiresAt: string | null;
};

/** Left out: from today, because somebody was invited. */
export type Invitation = Omit<RoleAsked, 'from' | 'reason'> & {
  readonly from?: IsoDate | undefined;
  readonly reason?: string | undefined;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

/**
 * Invites somebody to act for a body in roles: a new account with a link to it. Who has an account that is not of others is given
 * the roles at once.
 */
export async function inviteAccount(shelves: AskedRegisters, given: Invitation): Promise<Result<HandedLink, Refusal>> {
  const asked = { ...given, from: given.from ?? given.today, reason: given.reason ?? 'invited' };
  const person = checkPerson(asked);
  if (!person.ok) return person;
  const named = await bodyNamed(shelves, asked.register, asked.organisation, asked.today);
  if (!named.ok) return named;
  const refusal = await grantRefusal(shelves, 'give-grant', { ...named.value, organisation: named.value.id }, null);
  if (refusal !== null) return refuse(refusal);
  const kept = await accountOfEmail(shelves.registers.store, person.value.email);
  if (kept === null) return inviteNew(shelves, asked, person.value, named.value);
  const saved = await giveRoles(shelves, kept, named.value, asked.roles, asked);
  return saved.ok ? answer({ account: kept.account, key: null, expiresAt: null }) : saved;
}

/** Another link for who has not accepted the invitation; the one before it opens nothing any more. */
export async function resendInvitation(
  shelves: AskedRegisters,
  asked: GrantMoment & { readonly account: string },
): Promise<Result<HandedLink, Refusal>> {
  return handOver(shelves, asked, { verb: 'invite-account', purpose: 'invitation', clearsFactors: false });
}

/**
 * A link by which the person chooses another password, for an hour. `clearsFactors`: their second factors are gone when it is used,
 * for who has lost them. Who asks shows again who they are, and nobody makes one for themselves.
 */
export async function makeResetLink(
  shelves: AskedRegisters,
  asked: GrantMoment & { readonly account: string; readonly clearsFactors: boolean },
): Promise<Result<HandedLink, Refusal>> {
  const { store, asker } = shelves.registers;
  const { clearsFactors } = asked;
  if (asker.kind !== 'owner') {
    const stale = await checkFresh(store, asker, asked.at);
    if (stale !== null) return refuse(stale);
  }
  return handOver(shelves, asked, { verb: 'reset-account', purpose: 'reset', clearsFactors });
}

async function inviteNew(
  shelves: AskedRegisters,
  asked: Invitation & RoleAsked,
  person: { readonly email: string; readonly name: string },
  organisation: NamedBody,
): Promise<Result<HandedLink, Refusal>> {
  const days = daysRefusal(asked);
  if (days !== null) return refuse(days);
  const { store, asker } = shelves.registers;
  const { register, id } = organisation;
  const { reason, at, author } = asked;
  const { kept, change } = newAccount({ register, ...person, owners: [id], state: 'invited' }, reason);
  const body = { ...(change.body as Record<string, Json>), linkMadeAt: at };
  const link = linkOf(kept.account, 'invitation', [id], at);
  const save = saveAs(shelves, {
    register,
    verb: 'invite-account',
    author: authorFor(shelves, author, id),
    at,
    changes: [
      { ...change, body },
      ...[...new Set(asked.roles)].map((role) => grantChange(kept.account, organisation, role, asked)),
    ],
    beside: async (client) => {
      if (asker.kind !== 'owner') await leaveRequestRole(client);
      await insertCredentials(client, kept.account, register);
      await link.insert(client);
    },
  });
  const saved = await save.catch(async (error: unknown) => {
    const taken = await accountTaken(store, person.email, error);
    if (taken === null) throw error;
    return refuse<Refusal>(taken);
  });
  return saved.ok ? answer(link.handed) : saved;
}

async function handOver(
  shelves: AskedRegisters,
  asked: GrantMoment & { readonly account: string },
  {
    verb,
    purpose,
    clearsFactors,
  }: {
    readonly verb: 'invite-account' | 'reset-account';
    readonly purpose: 'invitation' | 'reset';
    readonly clearsFactors: boolean;
  },
): Promise<Result<HandedLink, Refusal>> {
  const { store, asker } = shelves.registers;
  const { author, at, today } = asked;
  const found = await accountNamed(store, asked.account);
  if (!found.ok) return found;
  const kept = found.value;
  const refusal = (await accountRefusal(shelves, verb, kept, asked)) ?? stateRefusal(kept, purpose, asker.account);
  if (refusal !== null) return refuse(refusal);
  const grants = await grantsOfAccount(store, kept.account);
  const bodies = [
    ...new Set(grants.filter((one) => one.to === null || one.to > today).map((one) => one.organisation as string)),
  ];
  const link = linkOf(kept.account, purpose, bodies, at, clearsFactors);
  const secretsVersion = kept.body.secretsVersion + 1;
  const body: AccountBody = { ...kept.body, linkMadeAt: at, secretsVersion };
  const saved = await saveAs(shelves, {
    register: kept.register,
    verb,
    author,
    at,
    changes: [
      {
        kind: 'account',
        id: kept.account,
        expectedVersion: kept.version,
        body: body as unknown as Json,
        reason: purpose === 'invitation' ? 'another link to the invitation' : reasonOfReset(clearsFactors),
      },
    ],
    beside: async (client) => {
      if (asker.kind !== 'owner') await leaveRequestRole(client);
      await link.insert(client);
    },
  });
  return saved.ok ? answer(link.handed) : saved;
}

function reasonOfReset(clearsFactors: boolean): string {
  return clearsFactors
    ? 'a link to choose another password, without second factors'
    : 'a link to choose another password';
}

function stateRefusal({ account, body }: KeptAccount, purpose: LinkPurpose, asker: string): SignInRefusal | null {
  const refusal = (detail: string): SignInRefusal => ({ kind: 'account-has-state', detail });
  if (body.state === 'closed') return refusal(`The account of ${body.email} is closed. Invite them anew.`);
  if (purpose === 'invitation') {
    return body.state === 'invited' ? null : refusal(`${body.email} has accepted the invitation already.`);
  }
  if (account === asker) return refusal('Choose another password for yourself on the page of your account.');
  return body.state === 'active'
    ? null
    : refusal(`${body.email} has not accepted the invitation. Make another link to it.`);
}

function linkOf(
  account: string,
  purpose: 'invitation' | 'reset',
  bodies: readonly string[],
  at: string,
  clearsFactors = false,
): { readonly handed: HandedLink; readonly insert: (client: Asking) => Promise<void> } {
  const key = makeKey();
  const expiresAt = momentAfter(at, purpose === 'invitation' ? invitationLife : resetLife);
  const row = { purpose, account, bodies, clearsFactors, madeAt: at, expiresAt };
  return { handed: { account, key, expiresAt }, insert: (client) => insertLink(client, digestOfKey(key), row) };
}

function checkPerson({
  email,
  name,
  roles,
}: Invitation): Result<{ readonly email: string; readonly name: string }, SignInRefusal> {
  const found = { email: parseEmail(email), name: parsePersonName(name) };
  const problems: Problem[] = [];
  const add = (code: string, column: string, message: string): void => {
    problems.push({ code, severity: 'error', where: { column }, message });
  };
  if (found.email === null) add('email-wrong', 'email', 'Give an e-mail address, such as name@organisation.example.');
  if (found.name === null) add('name-wrong', 'name', 'Give the name of the person, in at most 100 characters.');
  if (roles.length === 0) add('no-role', 'roles', 'Give at least one role.');
  if (found.email !== null && found.name !== null && problems.length === 0) {
    return answer({ email: found.email, name: found.name });
  }
  return refuse({ kind: 'account-has-problems', detail: 'Nobody was invited.', problems });
}
