import { describe, expect, it } from 'vitest';
import { digestOfKey, isTokenText, makeId, makeKey, makeTokenText } from '#identity/secret-keys.ts';

describe('keys', () => {
  it('[IA1] a key is 256 bits of chance, fit for an address; no two are the same, and of each only a digest is kept', () => {
    const keys = Array.from({ length: 1000 }, makeKey);
    expect(new Set(keys).size).toBe(1000);
    for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(keys[0] ?? '', 'base64url')).toHaveLength(32);
    expect(digestOfKey(keys[0] ?? '')).toHaveLength(32);
    expect(digestOfKey(keys[0] ?? '')).toEqual(digestOfKey(keys[0] ?? ''));
    expect(digestOfKey(keys[0] ?? '')).not.toEqual(digestOfKey(keys[1] ?? ''));
    expect(makeId()).toMatch(/^[\w-]{16}$/);
  });

  it('[IA2] a token is known by its beginning and its checksum; one with a slip in it is none', () => {
    for (let run = 0; run < 200; run++) {
      const token = makeTokenText();
      expect(token).toMatch(/^ctm_[0-9A-Za-z]{49}$/);
      expect(isTokenText(token)).toBe(true);
      const at = 4 + (run % 49);
      const slip = `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
      expect(isTokenText(slip), slip).toBe(false);
    }
    const token = makeTokenText();
    for (const wrong of ['', 'ctm_', token.slice(0, -1), `${token}0`, token.replace('ctm_', 'ctn_'), ` ${token}`])
      expect(isTokenText(wrong)).toBe(false);
  });
});
