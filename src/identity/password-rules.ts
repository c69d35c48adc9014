/**
 * Which passwords are taken: long ones that nobody tries first. Nothing is asked about capitals, digits or signs, and any
 * letter of any script counts (NIST SP 800-63B-4, section 3.1.1.2; OWASP ASVS 5, section 6.2).
 */

import { loadCommonPasswords } from '#identity/common-passwords.ts';
import type { Problem } from '#std/problem.ts';

/** Of whom the password would be. */
export type PasswordOwner = { readonly name: string; readonly email: string };

export const fewestLetters = 12;
export const mostLetters = 128;
/** What must be left of it when every word that an attacker knows is taken out. */
const fewestUnknown = 8;
/** Fewer different letters than this are no password, nor is a piece of so few that is repeated. */
const fewestDifferent = 5;
const productName = 'coterminous';
const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The password as it is hashed: the same however the keyboard composes its letters. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC');
}

/** All that is wrong with a new password; none: it may be set. */
export async function checkPassword(given: string, owner: PasswordOwner): Promise<Problem[]> {
  const password = normalPassword(given);
  const length = [...password].length;
  if (length < fewestLetters || length > mostLetters) {
    const message =
      length < fewestLetters
        ? `The password is too short. Take at least ${fewestLetters} characters: four words that do not belong together are easy to remember.`
        : `The password is too long. Take at most ${mostLetters} characters.`;
    const expected = `${fewestLetters} to ${mostLetters} characters`;
    return [{ ...problem('password-length', message), expected, found: `${length}` }];
  }
  // Half of a letter is replaced when it is hashed: other texts would open the account too.
  if (!password.isWellFormed()) {
    return [problem('password-letters', 'The password holds half of a character. Type it again.')];
  }
  const problems: Problem[] = [];
  if (isPersonal(password.toLowerCase(), owner)) {
    const message =
      'The password is made of your name, your e-mail address or the name of this program. Take other words.';
    problems.push(problem('password-personal', message));
  }
  if (isCommon(password.toLowerCase(), await loadCommonPasswords())) {
    const message =
      'The password is among those that are tried first: common, stolen before, or one thing repeated. Take other words.';
    problems.push(problem('password-common', message));
  }
  return problems;
}

function isPersonal(password: string, { name, email }: PasswordOwner): boolean {
  const words = [productName, ...`${name} ${email}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)];
  // Longest first: a short word may be a piece of a longer one.
  const known = words.filter((word) => [...word].length >= 3).sort((a, b) => b.length - a.length);
  const left = known.reduce((text, word) => text.replaceAll(word, ''), password);
  return left !== password && [...left.replace(/[^\p{L}]/gu, '')].length < fewestUnknown;
}

/**
 * It is in the list as it stands, or with a few signs at its ends; it is one thing again and again, or a row of keys; or it has
 * hardly any different letters.
 */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  if (new Set(password).size < fewestDifferent) return true;
  const letters = [...password].map((letter) => lookalikes[letter] ?? letter).join('');
  const forms = [password, letters].flatMap((text) => {
    const core = withoutEnds(text);
    const isMost = [...text].length - [...core].length < fewestUnknown;
    return isMost ? [text, core, repeated(text), repeated(core)] : [text, repeated(text)];
  });
  return forms.some(
    (form) =>
      common.has(form) ||
      common.has(form.replace(/[^\p{L}\p{N}]/gu, '')) ||
      [...form].length < fewestDifferent ||
      isRow(form),
  );
}

/** Without the digits and signs that people put before and after a word. */
function withoutEnds(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** The piece that the text is made of by repeating, or the text itself: `abc` of `abcabcabc`. */
function repeated(text: string): string {
  const period = `${text}${text}`.indexOf(text, 1);
  return period > 0 && period < text.length ? text.slice(0, period) : text;
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '0123456789'.repeat(13), 'qwertyuiopasdfghjklzxcvbnm'];

/** Letters, digits or keys in their order, or against it. */
function isRow(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return rows.some((row) => row.includes(text) || row.includes(backwards));
}

function problem(code: string, message: string): Problem {
  return { code, severity: 'error', where: { column: 'password' }, message };
}
