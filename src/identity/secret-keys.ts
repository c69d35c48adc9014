/**
 * Keys that open something for whoever holds them: sessions, links, devices, tokens. Each is 256 bits of chance, and only its
 * SHA-256 is kept: who reads the database can use none of them. A digest without salt is enough, since nobody guesses 256 bits.
 */

import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const tokenPrefix = 'ctm_';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const keyBytes = 32;
/** As many digits of base 62 as 256 bits, and as the 32 of the checksum, need. */
const tokenDigits = 43;
const checksumDigits = 6;

/** A new key, as text of an address or a cookie: 43 letters, digits, hyphens and underscores. */
export function makeKey(): string {
  return randomBytes(keyBytes).toString('base64url');
}

/** What is kept of a key, a token or any text that only its holder knows. @units 32 bytes */
export function digestOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** A random id of 96 bits, as 16 letters and digits of an address; nobody guesses it, and it opens nothing. */
export function makeId(): string {
  return randomBytes(12).toString('base64url');
}

/**
 * A new token of the API: `ctm_`, 43 digits of base 62 and 6 of checksum. It holds no sign that a double click stops at, and
 * a search for secrets in files finds it by its beginning.
 */
export function makeTokenText(): string {
  const body = tokenPrefix + inDigits(BigInt(`0x${randomBytes(keyBytes).toString('hex')}`), tokenDigits);
  return body + checksumOf(body);
}

/** True of a text that `makeTokenText` may have made: one with a slip in it needs no look into the database. */
export function isTokenText(text: string): boolean {
  if (text.length !== tokenPrefix.length + tokenDigits + checksumDigits || !text.startsWith(tokenPrefix)) return false;
  const body = text.slice(0, -checksumDigits);
  return /^[0-9A-Za-z]+$/.test(body.slice(tokenPrefix.length)) && text.endsWith(checksumOf(body));
}

function checksumOf(body: string): string {
  return inDigits(BigInt(crc32(body)), checksumDigits);
}

/** The number in base 62, with zeros in front. */
function inDigits(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = (digits[Number(rest % 62n)] ?? '') + text;
  return text;
}
