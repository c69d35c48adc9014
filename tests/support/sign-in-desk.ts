/** People who sign in, for tests: accounts with a password, sessions, codes of an app, each from an address of its own. */

import { changeAccount, type KeptAccount, makeAccount } from '#actions/account-record.ts';
import type { Asker } from '#actions/asker.ts';
import { askerOf, type SecondFactorFor } from '#actions/asker-of.ts';
import { finishSignIn, type SignedIn, signIn } from '#actions/sign-in.ts';
import { confirmTotp, startTotp } from '#actions/sign-in-credentials.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { momentAfter } from '#identity/session-times.ts';
import { isoDate } from '#std/iso-date.ts';
import { updatePassword } from '#store/credential-rows.ts';
import type { Store } from '#store/open.ts';
import { secretOfText, totpCodeAt } from '#tests/support/totp-code.ts';

const start = '2026-11-22T09:00:00.000Z';
export const today = isoDate('2026-11-22');
export const minute = 60_000;
export const hour = 60 * minute;
/** The password of everybody. */
export const rightPassword = 'velvet umbrella seventeen';
export const wrongPassword = 'velvet umbrella eighteen';
/** The moment so many milliseconds after the start of every test. */
export const moment = (milliseconds: number): string => momentAfter(start, milliseconds);

type Attempt = {
  readonly password?: string;
  readonly at?: string;
  readonly address?: string;
  readonly deviceKey?: string | null;
};

/** `done`, or the kind of the refusal. */
export function kindOf(outcome: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }): string {
  return outcome.ok ? 'done' : (outcome.refusal?.kind ?? '');
}

/** The value of an answer. @throws when it was refused */
export function done<T>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: unknown },
): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
}

/** A place to sign in to a store, with people who do. */
export class SignInDesk {
  private made = 0;
  private networks = 0;
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** An active account with the right password. */
  async makePerson(name = 'Person', register = 'made-up', owners = ['surrey']): Promise<KeptAccount> {
    this.made += 1;
    const email = `${name.toLowerCase().replaceAll(' ', '.')}${this.made}@surrey.example`;
    const passwordHash = await hashPassword(rightPassword);
    const save = { author: { name: 'somebody', actingFor: null }, at: start, reason: 'made for a test' };
    const { account } = done(await makeAccount(this.store, { register, email, name, owners, state: 'active' }, save));
    const kept = await changeAccount(
      this.store,
      account,
      (body) => ({ ...body, hasPassword: true, passwordSetAt: start }),
      {
        ...save,
        beside: (client) => updatePassword(client, account, passwordHash),
      },
    );
    if (kept === null) throw new Error('no account was made');
    return kept;
  }

  /** An address that nobody else has. */
  freshAddress(): string {
    this.networks += 1;
    return `10.0.${Math.floor(this.networks / 250)}.${this.networks % 250}`;
  }

  attempt(email: string, given: Attempt = {}) {
    const { password = rightPassword, at = start, address = this.freshAddress(), deviceKey = null } = given;
    return signIn(this.store, { email, password, address, deviceKey, device: 'Firefox on Linux', at });
  }

  /** Signs in with the password alone. */
  async signedIn(email: string, given: Attempt = {}): Promise<SignedIn> {
    const outcome = done(await this.attempt(email, given));
    if (outcome.kind !== 'done') throw new Error('asked for a second factor');
    return outcome;
  }

  /** Who holds the key. */
  async askerWith(key: string, at = start, needsFactor?: SecondFactorFor): Promise<Asker> {
    const asker = await askerOf(this.store, { session: key }, at, today, needsFactor);
    if (asker === null) throw new Error('nobody holds the key');
    return asker;
  }

  /** Signs in and sets up codes of an app: the secret, the recovery codes, and a session with two factors. */
  async withTotp(email: string, at = start) {
    const { session } = await this.signedIn(email, { at });
    const asker = await this.askerWith(session.key, at);
    const secret = secretOfText(done(await startTotp(this.store, asker, { at })).secret);
    const { codes, key } = done(await confirmTotp(this.store, asker, { code: totpCodeAt(secret, at), at }));
    return { secret, codes, key, asker };
  }

  /** The ticket after the password. */
  async ticketOf(email: string, at: string, address = this.freshAddress()): Promise<string> {
    const outcome = done(await this.attempt(email, { at, address }));
    if (outcome.kind !== 'second-factor') throw new Error('not asked for a second factor');
    return outcome.ticket;
  }

  finish(ticket: string, code: string, at: string, address = this.freshAddress()) {
    return finishSignIn(this.store, { ticket, code, at, address, device: 'Firefox on Linux', deviceKey: null });
  }
}
