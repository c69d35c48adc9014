import { describe, expect, it } from 'vitest';
import {
  makeRecoveryCodeTexts,
  makeTotpSecret,
  parseRecoveryCode,
  totpForApp,
  totpStepOf,
} from '#identity/one-time-codes.ts';
import { momentAfter } from '#identity/session-times.ts';
import { totpCodeAt } from '#tests/support/totp-code.ts';

describe('second factors that are typed', () => {
  it('[IA20] codes are those of RFC 6238: the last six digits of its test values', () => {
    // RFC 6238, appendix B: SHA-1 with the ASCII secret 12345678901234567890, eight digits.
    const secret = Buffer.from('12345678901234567890', 'ascii');
    const known = [
      [59, '94287082'],
      [1_111_111_109, '07081804'],
      [1_111_111_111, '14050471'],
      [1_234_567_890, '89005924'],
      [2_000_000_000, '69279037'],
      [20_000_000_000, '65353130'],
    ] as const;
    for (const [seconds, code] of known) {
      const at = new Date(seconds * 1000).toISOString();
      expect(totpStepOf(secret, code.slice(2), at)).toBe(Math.floor(seconds / 30));
      expect(totpCodeAt(secret, at)).toBe(code.slice(2));
    }
  });

  it('[IA21] a code is taken one step before and after, and no further; each is of one step', () => {
    const secret = makeTotpSecret();
    const at = '2026-11-22T09:00:10.000Z';
    const step = Math.floor(Date.parse(at) / 30_000);
    for (const [drift, expected] of [
      [-60_000, null],
      [-30_000, step - 1],
      [0, step],
      [30_000, step + 1],
      [60_000, null],
    ] as const)
      expect(totpStepOf(secret, totpCodeAt(secret, momentAfter(at, drift)), at)).toBe(expected);
    for (const wrong of ['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345'])
      expect(totpStepOf(secret, wrong, at)).toBeNull();
    const spaced = totpCodeAt(secret, at).replace(/(...)/, '$1 ');
    expect(totpStepOf(secret, spaced, at)).toBe(step);
  });

  it('[IA22] an app takes the secret as text or as an address that names the program and the account', () => {
    const secret = makeTotpSecret();
    expect(secret).toHaveLength(20);
    const { secret: text, address } = totpForApp(secret, 'ada@surrey.example');
    expect(text).toMatch(/^[A-Z2-7]{32}$/);
    const url = new URL(address);
    expect(url.protocol).toBe('otpauth:');
    expect(decodeURIComponent(url.pathname)).toContain('Coterminous:ada@surrey.example');
    expect(url.searchParams.get('secret')).toBe(text);
    expect(url.searchParams.get('issuer')).toBe('Coterminous');
  });

  it('[IA23] recovery codes are ten of 80 bits, all different, and read however they are typed', () => {
    const codes = makeRecoveryCodeTexts();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
      const plain = code.replaceAll('-', '');
      expect(parseRecoveryCode(code)).toBe(plain);
      expect(parseRecoveryCode(` ${plain.toUpperCase().replace(/(.{8})/, '$1 ')} `)).toBe(plain);
      expect(parseRecoveryCode(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(plain);
    }
    for (const wrong of ['', '123456', 'xxxx-xxxx-xxxx-xxx', 'uuuu-uuuu-uuuu-uuuu'])
      expect(parseRecoveryCode(wrong)).toBeNull();
  });
});
