/** The ways in which signing in, and keeping accounts, may say no. None tells a stranger whether an account exists. */

import type { Problem } from '#std/problem.ts';

export type SignInRefusal =
  /** Unknown, closed, not accepted yet or the wrong secret: one answer for all. */
  | { readonly kind: 'sign-in-failed'; readonly detail: string }
  /** Too many attempts, or the server is busy with others. @units seconds */
  | { readonly kind: 'try-later'; readonly detail: string; readonly retryAfter: number }
  /** Unknown, used, replaced or too old: one answer for all. */
  | { readonly kind: 'link-not-valid'; readonly detail: string }
  /** Signed in, but not for a moment ago: who changes how they sign in shows again who they are. */
  | { readonly kind: 'prove-again'; readonly detail: string }
  | { readonly kind: 'password-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'account-has-problems'; readonly detail: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'unknown-account'; readonly detail: string }
  /** Somebody else keeps an account of that address. */
  | { readonly kind: 'account-of-others'; readonly detail: string }
  | { readonly kind: 'account-has-state'; readonly detail: string };

export const signInFailed: SignInRefusal = {
  kind: 'sign-in-failed',
  detail: 'The e-mail address or the password is not right. After several attempts you have to wait between them.',
};

export const codeFailed: SignInRefusal = {
  kind: 'sign-in-failed',
  detail:
    'The code is not right, or was used already. Wait for the next code of the app, and look whether the clock of the device is right.',
};

export const linkNotValid: SignInRefusal = {
  kind: 'link-not-valid',
  detail:
    'This link opens nothing: each works once, for some days or an hour, and a newer one takes its place. Ask whoever gave it to you for another.',
};

export const proveAgain: SignInRefusal = {
  kind: 'prove-again',
  detail: 'Show again who you are, by your password or a code: this changes how you sign in.',
};

/** The refusal of an attempt before so many seconds are over. */
export function tryLater(seconds: number): SignInRefusal {
  const detail = `There were too many attempts. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`;
  return { kind: 'try-later', detail, retryAfter: seconds };
}

export const tooBusy: SignInRefusal = {
  kind: 'try-later',
  detail: 'Too many people sign in at this moment. Try again in a few seconds.',
  retryAfter: 5,
};

/** The refusal of an account that is not there, or that the asker may not see. */
export function unknownAccount(asked: string): SignInRefusal {
  const detail = `There is no account ${asked} that you may see. Look it up with "coterminous accounts list".`;
  return { kind: 'unknown-account', detail };
}
