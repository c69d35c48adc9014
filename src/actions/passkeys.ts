/**
 * The passkeys of a person who is signed in: made, renamed, removed. Making and removing need a fresh proof of who they are.
 * What others may know of them (a name, a day) is in the account's record; the keys are not.
 */

import { randomBytes } from 'node:crypto';
import { changeAccount, GivenUp, type KeptAccount, loadAccount } from '#actions/account-record.ts';
import { type Asker, requestRoleOf } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checkFresh, revokeOtherSessions } from '#actions/sessions.ts';
import { parsePersonName } from '#identity/email-address.ts';
import {
  challengeOf,
  parsePasskeyRegistration,
  passkeyToMake,
  provenRegistration,
  type RelyingParty,
} from '#identity/passkeys.ts';
import { digestOfKey } from '#identity/secret-keys.ts';
import { momentAfter } from '#identity/session-times.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { saveChallenge, takeChallenge } from '#store/challenge-rows.ts';
import type { Store } from '#store/open.ts';
import {
  deletePasskey,
  insertPasskey,
  type KeptPasskeyRow,
  loadPasskeys,
  passkeyIdOf,
  updatePasskeyName,
} from '#store/passkey-rows.ts';

/** A passkey as its owner sees it. Moments are ISO 8601. */
export type KeptPasskey = {
  readonly id: string;
  readonly name: string;
  readonly addedAt: string;
  /** Null: never. */
  readonly lastUsedAt: string | null;
};

type Asked = { readonly asker: Asker; readonly at: string };
type CreationOptions = Awaited<ReturnType<typeof passkeyToMake>>;

/** How long a browser has between question and answer. */
export const passkeyPatienceMs = 5 * 60_000;
const passkeysAtMost = 20;

/** The passkeys of the account, oldest first. */
export async function listPasskeys(store: Store, account: string): Promise<KeptPasskey[]> {
  const rows = await loadPasskeys(store, account);
  return rows.map(({ id, name, addedAt, lastUsedAt }) => ({ id, name, addedAt, lastUsedAt }));
}

/** What the browser is asked for to make a passkey of the asker. */
export async function startPasskeyRegistration(
  store: Store,
  { asker, party, at }: Asked & { readonly party: RelyingParty },
): Promise<Result<CreationOptions, Refusal>> {
  const own = await ownAccount(store, { asker, at });
  if (!own.ok) return own;
  const { account, body } = own.value;
  const had = await loadPasskeys(store, account);
  if (had.length >= passkeysAtMost) {
    return refuse({
      kind: 'bad-question',
      detail: `There are ${passkeysAtMost} passkeys. Remove one that you do not use.`,
    });
  }
  const challenge = new Uint8Array(randomBytes(32));
  await saveChallenge(
    store,
    { digest: digestOfChallenge(challenge), purpose: 'make-passkey', account, data: {} },
    { at, expiresAt: momentAfter(at, passkeyPatienceMs) },
  );
  return answer(await passkeyToMake(party, { account, email: body.email, name: body.name }, challenge, had));
}

/** Keeps the passkey that the browser made, under that name. */
export async function finishPasskeyRegistration(
  store: Store,
  given: Asked & { readonly party: RelyingParty; readonly name: string; readonly response: unknown },
): Promise<Result<KeptPasskey, Refusal>> {
  const { asker, party, at } = given;
  const own = await ownAccount(store, { asker, at });
  if (!own.ok) return own;
  const name = parsePersonName(given.name);
  if (name === null) return refuse(nameRefusal);
  const { account } = own.value;
  const sent = parsePasskeyRegistration(given.response);
  const challenge = sent === null ? null : challengeOf(sent);
  if (sent === null || challenge === null) return refuse(notMade);
  const taken = await takeChallenge(store, digestOfChallenge(challenge), 'make-passkey', at);
  if (taken === null || taken.account !== account) {
    const detail = 'Making the passkey took longer than five minutes, or was answered already. Start again.';
    return refuse({ kind: 'bad-question', detail });
  }
  const made = await provenRegistration(party, sent, challenge);
  if (made === null) return refuse(notMade);
  const kept = { id: passkeyIdOf(made.credentialId), name, addedAt: at };
  const changed = await changeAccount(store, account, (body) => ({ ...body, passkeys: [...body.passkeys, kept] }), {
    author: authorOf(own.value),
    at,
    as: requestRoleOf(asker),
    reason: `Passkey ${name} added`,
    beside: async (asking) => {
      const isAdded = await insertPasskey(asking, { ...made, account, name, addedAt: at, lastUsedAt: null });
      if (!isAdded) throw new GivenUp();
    },
  });
  if (changed === null) return refuse({ kind: 'bad-question', detail: 'This passkey is kept already.' });
  return answer({ ...kept, lastUsedAt: null });
}

/** Calls a passkey of the asker otherwise. */
export async function renamePasskey(
  store: Store,
  { asker, id, name, at }: Asked & { readonly id: string; readonly name: string },
): Promise<Result<KeptPasskey, Refusal>> {
  const own = await accountOfAsker(store, asker);
  if (!own.ok) return own;
  const called = parsePersonName(name);
  if (called === null) return refuse(nameRefusal);
  const held = await heldPasskey(store, own.value, id);
  if (held === undefined) return refuse(unknownPasskey);
  const { account } = own.value;
  const rename = <T extends { readonly id: string }>(one: T): T => (one.id === id ? { ...one, name: called } : one);
  await changeAccount(store, account, (body) => ({ ...body, passkeys: body.passkeys.map(rename) }), {
    author: authorOf(own.value),
    at,
    as: requestRoleOf(asker),
    reason: `Passkey ${held.name} called ${called}`,
    beside: async (asking) => {
      await updatePasskeyName(asking, account, id, called);
    },
  });
  return answer({ id, name: called, addedAt: held.addedAt, lastUsedAt: held.lastUsedAt });
}

/** Removes a passkey of the asker, and ends their other sessions: the device may be in other hands. */
export async function removePasskey(
  store: Store,
  { asker, id, at }: Asked & { readonly id: string },
): Promise<Result<null, Refusal>> {
  const own = await ownAccount(store, { asker, at });
  if (!own.ok) return own;
  const held = await heldPasskey(store, own.value, id);
  if (held === undefined) return refuse(unknownPasskey);
  const { account, body } = own.value;
  if (!body.hasPassword && body.identities.length === 0 && body.passkeys.length <= 1) {
    const detail = 'This passkey is the only way in which you can sign in. Add another one first, or set a password.';
    return refuse({ kind: 'bad-question', detail });
  }
  await changeAccount(store, account, (now) => ({ ...now, passkeys: now.passkeys.filter((one) => one.id !== id) }), {
    author: authorOf(own.value),
    at,
    as: requestRoleOf(asker),
    reason: `Passkey ${held.name} removed`,
    beside: async (asking) => {
      await deletePasskey(asking, account, id);
    },
  });
  await revokeOtherSessions(store, asker, at);
  return answer(null);
}

/** What is kept of a challenge that was sent out. */
export function digestOfChallenge(challenge: Uint8Array): Buffer {
  return digestOfKey(Buffer.from(challenge).toString('base64url'));
}

async function ownAccount(store: Store, { asker, at }: Asked): Promise<Result<KeptAccount, Refusal>> {
  const stale = await checkFresh(store, asker, at);
  return stale === null ? accountOfAsker(store, asker) : refuse(stale);
}

async function accountOfAsker(store: Store, asker: Asker): Promise<Result<KeptAccount, Refusal>> {
  const own = asker.kind === 'person' ? await loadAccount(store, asker.account) : null;
  if (own !== null) return answer(own);
  const detail = 'Only a person with an account has passkeys. The owner of the installation signs in by its link.';
  return refuse({ kind: 'unknown-account', detail });
}

async function heldPasskey(store: Store, { account }: KeptAccount, id: string): Promise<KeptPasskeyRow | undefined> {
  return (await loadPasskeys(store, account)).find((one) => one.id === id);
}

function authorOf({ body }: KeptAccount): { readonly name: string; readonly actingFor: null } {
  return { name: body.name, actingFor: null };
}

const nameRefusal: Refusal = {
  kind: 'bad-question',
  detail: 'Give the passkey a name of at most 100 letters, such as the device that it is on.',
};
const notMade: Refusal = {
  kind: 'bad-question',
  detail:
    'The passkey was not accepted. It must be made at the address of this server, and the device must check that it is you ' +
    '(by fingerprint, face or PIN). Try again, or with another device.',
};
const unknownPasskey: Refusal = {
  kind: 'bad-question',
  detail: 'You have no such passkey; it may be removed already.',
};
