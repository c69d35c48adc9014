/**
 * Second factors that are typed: the six digits of an app (TOTP, RFC 6238), and recovery codes for when the app is gone. Does
 * not know whose they are, nor which were used.
 */

import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const secretBytes = 20;
const period = 30;
/** Steps before and after that are taken as well: clocks differ. */
const drift = 1;
const recoveryCodesMade = 10;
/** Without letters that are taken for others. 16 of 32 are 80 bits: SHA-256 alone keeps them. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const lettersOfCode = 16;

/** A new secret. @units 20 bytes */
export function makeTotpSecret(): Buffer {
  return randomBytes(secretBytes);
}

/** The secret as an app takes it: as text to type, and as an address to draw as a QR code. */
export function totpForApp(secret: Buffer, email: string): { readonly secret: string; readonly address: string } {
  const totp = totpOf(secret, email);
  return { secret: totp.secret.base32, address: totp.toString() };
}

/**
 * The step of 30 seconds that the code is of, at that moment, one before it or one after it; null: it is the code of none.
 * Whoever takes it must take each step once.
 */
export function totpStepOf(secret: Buffer, code: string, at: string): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = Date.parse(at);
  const delta = totpOf(secret, '').validate({ token, timestamp, window: drift });
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta;
}

/** Ten new recovery codes, as `xxxx-xxxx-xxxx-xxxx`. */
export function makeRecoveryCodeTexts(): string[] {
  return Array.from({ length: recoveryCodesMade }, () => {
    const code = [...randomBytes(lettersOfCode)].map((byte) => letters[byte % letters.length] ?? '').join('');
    return code.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** A recovery code as it is digested, however it was typed; null: it is none. */
export function parseRecoveryCode(text: string): string | null {
  const code = text.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
  return code.length === lettersOfCode && [...code].every((letter) => letters.includes(letter)) ? code : null;
}

function totpOf(secret: Buffer, email: string): TOTP {
  return new TOTP({
    issuer: 'Coterminous',
    label: email,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });
}
