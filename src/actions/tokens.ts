/**
 * Tokens of the API: a program acts for the person who made one, within some groups of verbs and until a day. A person keeps their
 * own; the owner of the installation makes and revokes them for any account.
 */

import {
  type AccountToken,
  accountNamed,
  accountOfAsker,
  changeAccount,
  type KeptAccount,
  loadAccount,
} from '#actions/account-record.ts';
import { type Asker, requestRoleOf } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checkFresh } from '#actions/sessions.ts';
import { proveAgain, unknownAccount } from '#actions/sign-in-refusals.ts';
import { type VerbGroup, verbGroupNames } from '#core/access/vocabulary.ts';
import { parsePersonName } from '#identity/email-address.ts';
import { digestOfKey, makeId, makeTokenText } from '#identity/secret-keys.ts';
import { momentAfter, tokenLife } from '#identity/session-times.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { accountOfToken, deleteToken, insertToken, type TokenRow, tokenRowsOf } from '#store/token-rows.ts';

const tokensAtMost = 50;

/** Makes a token. It is told once. */
export async function makeToken(
  store: Store,
  asker: Asker,
  asked: {
    readonly name: string;
    readonly scopes: readonly VerbGroup[];
    /** The first day on which it opens nothing any more. */
    readonly expiresOn: IsoDate;
    readonly at: string;
    /** Id or address; only the owner of the installation says whose it is. */
    readonly account?: string | undefined;
  },
): Promise<Result<{ readonly id: string; readonly token: string }, Refusal>> {
  const { at } = asked;
  const found = await holderOf(store, asker, at, asked.account);
  if (!found.ok) return found;
  const { account, body } = found.value;
  const name = parsePersonName(asked.name);
  const problems = checkToken(asked, found.value, asker);
  if (name === null || problems.length > 0) {
    return refuse({ kind: 'account-has-problems', detail: 'No token was made.', problems });
  }
  if (body.state !== 'active') {
    return refuse({
      kind: 'account-has-state',
      detail: `${body.email} cannot sign in, so a token would open nothing.`,
    });
  }
  const token = makeTokenText();
  const expiresAt = momentAfter(`${asked.expiresOn}T00:00:00.000Z`, 0);
  const row: AccountToken = { id: makeId(), name, scopes: [...new Set(asked.scopes)], madeAt: at, expiresAt };
  await changeAccount(store, account, (before) => ({ ...before, tokens: [...before.tokens, row] }), {
    author: { name: asker.name, actingFor: null },
    at,
    reason: `made the token ${name}`,
    as: requestRoleOf(asker),
    beside: (client) => insertToken(client, digestOfKey(token), { ...row, account }),
  });
  return answer({ id: row.id, token });
}

/** The tokens of who asks, those that are over too, newest first; of the account that the owner of the installation names. */
export async function listTokens(
  store: Store,
  asker: Asker,
  account?: string,
): Promise<Result<readonly TokenRow[], Refusal>> {
  const found = asker.kind === 'owner' ? await accountNamed(store, account ?? '') : await ownOf(store, asker, account);
  return found.ok ? answer(await tokenRowsOf(store, found.value.account)) : found;
}

/** Takes a token away: it opens nothing from then on. */
export async function revokeToken(
  store: Store,
  asker: Asker,
  { id, at }: { readonly id: string; readonly at: string },
): Promise<Result<{ readonly id: string }, Refusal>> {
  const holder = await accountOfToken(store, id);
  const isTheirs = asker.kind === 'owner' || (asker.kind === 'person' && asker.account === holder);
  if (holder === null || !isTheirs) return refuse({ kind: 'unknown-account', detail: `You have no token ${id}.` });
  const name = (await loadAccount(store, holder))?.body.tokens.find((one) => one.id === id)?.name ?? id;
  await changeAccount(
    store,
    holder,
    (before) => ({ ...before, tokens: before.tokens.filter((one) => one.id !== id) }),
    {
      author: { name: asker.name, actingFor: null },
      at,
      reason: `revoked the token ${name}`,
      as: requestRoleOf(asker),
      beside: async (client) => {
        await deleteToken(client, holder, id);
      },
    },
  );
  return answer({ id });
}

/** Whose token it would be. */
async function holderOf(
  store: Store,
  asker: Asker,
  at: string,
  asked: string | undefined,
): Promise<Result<KeptAccount, Refusal>> {
  if (asker.kind === 'owner') return accountNamed(store, asked ?? '');
  const stale = await checkFresh(store, asker, at);
  if (stale !== null) return refuse(stale);
  return ownOf(store, asker, asked);
}

async function ownOf(store: Store, asker: Asker, asked: string | undefined): Promise<Result<KeptAccount, Refusal>> {
  const kept = await accountOfAsker(store, asker);
  if (kept === null) return refuse(proveAgain);
  const isOwn = asked === undefined || asked === kept.account || asked.trim().toLowerCase() === kept.body.email;
  return isOwn ? answer(kept) : refuse(unknownAccount(asked ?? ''));
}

function checkToken(
  { name, scopes, expiresOn, at }: Parameters<typeof makeToken>[2],
  { body }: KeptAccount,
  asker: Asker,
): Problem[] {
  const problems: Problem[] = [];
  const add = (code: string, column: string, message: string): void => {
    problems.push({ code, severity: 'error', where: { column }, message });
  };
  if (parsePersonName(name) === null)
    add('name-wrong', 'name', 'Say what the token is for, in at most 100 characters.');
  const unknown = scopes.filter((scope) => !verbGroupNames.includes(scope));
  if (scopes.length === 0 || unknown.length > 0)
    add('scopes-wrong', 'scopes', `Say what the token is for, of: ${verbGroupNames.join(', ')}.`);
  const own = asker.scopes;
  if (own !== null && scopes.some((scope) => !own.includes(scope)))
    add('scopes-beyond', 'scopes', 'A token cannot do more than you can do yourself. Set up a second factor first.');
  const until = `${expiresOn}T00:00:00.000Z`;
  if (until <= at || until > momentAfter(at, tokenLife))
    add('expiry-wrong', 'expiresOn', 'A token ends on a day to come, within a year.');
  if (body.tokens.length >= tokensAtMost)
    add('too-many-tokens', 'name', `There are ${tokensAtMost} tokens. Revoke those that are not used.`);
  return problems;
}
