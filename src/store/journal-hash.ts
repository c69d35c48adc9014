/**
 * The chain of the journal: every entry has a hash over all that it says and the hash of the entry before, so that
 * nobody can change, insert or take out an entry without every later hash giving it away. No SQL.
 */

import { createHash } from 'node:crypto';

/** A document as it is kept. Numbers are finite. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What an entry of the journal says. `before` null: the record was new; `after` null: it was removed. */
export type JournalContent = {
  readonly seq: number;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly at: string;
  readonly who: string;
  readonly actingFor: string | null;
  readonly register: string;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
  /** Who was signed in, and their session; null: the owner of the installation, or not known. */
  readonly account: string | null;
  readonly session: string | null;
  /** Agreements to the proposal that was carried out; null: there was none. */
  readonly approvals: readonly Json[] | null;
  /** Bodies that own the record from then on, by id; null: the entry is from before that was told. */
  readonly owners: readonly string[] | null;
};

export type JournalEntry = JournalContent & { readonly previousHash: string; readonly hash: string };

/** Stands for the hash before the first entry. */
export const firstHash = '0'.repeat(64);

/**
 * The document as text, the same for equal documents: keys sorted by their characters, no blanks, numbers and texts as
 * JSON has them. A key whose value is `undefined` is left out.
 * @throws when a number is not finite
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`not a number of JSON: ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((one: Json) => canonicalJson(one)).join(',')}]`;
  const object = value as { readonly [key: string]: Json | undefined };
  let members = '';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${quotedKey(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** Keys recur in every document: each is quoted once. */
const quotedKeys = new Map<string, string>();
const mostQuotedKeys = 10_000;

function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = JSON.stringify(key);
  if (quotedKeys.size < mostQuotedKeys) quotedKeys.set(key, quoted);
  return quoted;
}

/** SHA-256 of a text, in hexadecimal. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The text whose digest is the hash of an entry: the canonical JSON of its content with the hash of the entry before, put
 * together from the canonical JSON of its two documents. What entries did not tell at first is left out where it is null, so
 * that the hashes of those from before hold.
 */
export function canonicalText(
  content: Omit<JournalContent, 'before' | 'after'>,
  before: string,
  after: string,
  previousHash: string,
): string {
  const { account, actingFor, approvals, at, id, kind, owners, reason, register, seq, session, version, who } = content;
  const told = (name: string, value: Json): string => (value === null ? '' : `"${name}":${canonicalJson(value)},`);
  return (
    `{${told('account', account)}"actingFor":${JSON.stringify(actingFor)},"after":${after},` +
    `${told('approvals', approvals)}"at":${JSON.stringify(at)},"before":${before},` +
    `"id":${JSON.stringify(id)},"kind":${JSON.stringify(kind)},${told('owners', owners)}` +
    `"previousHash":${JSON.stringify(previousHash)},"reason":${JSON.stringify(reason)},` +
    `"register":${JSON.stringify(register)},"seq":${seq},${told('session', session)}"version":${version},` +
    `"who":${JSON.stringify(who)}}`
  );
}
