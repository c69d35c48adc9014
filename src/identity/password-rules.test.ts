import { describe, expect, it } from 'vitest';
import { loadCommonPasswords } from '#identity/common-passwords.ts';
import { checkPassword, normalPassword } from '#identity/password-rules.ts';

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@surreycc.gov.uk' };
const codesOf = async (password: string) => (await checkPassword(password, ada)).map((one) => one.code);

describe('which passwords are taken', () => {
  it('[IA10] a password has 12 to 128 characters as people count them, of any script, and nothing is asked about their kinds', async () => {
    for (const good of [
      'correct horse battery staple',
      'öäüßéèàçñøåœ plus mehr',
      '东南西北春夏秋冬金木水火土',
      '🐘🦒🦓🐆🦏🦛🐪🦘🦬🐃🐂🐄',
      'velvet umbrella seventeen',
      'x9!kQ#2mP$7z',
      '83749201574639',
      'password 83749201 umbrella',
    ])
      expect(await codesOf(good), good).toEqual([]);
    expect(await codesOf('elevenchars')).toEqual(['password-length']);
    expect(await codesOf('velvet umbr')).toEqual(['password-length']);
    expect(await codesOf('🐘🦒🦓🐆🦏🦛🐪🦘🦬🐃🐂')).toEqual(['password-length']);
    expect(await codesOf('velvet umbrella '.repeat(8))).toEqual([]);
    expect(await codesOf(`velvet umbrella ${'seventeen geese over '.repeat(6)}`.slice(0, 129))).toEqual([
      'password-length',
    ]);
    expect(await codesOf('velvet \ud800 umbrella')).toEqual(['password-letters']);
  });

  it('[IA11] what is tried first is refused: common ones, with something at their ends, repeated, in letters that look alike, rows of keys', async () => {
    const common = await loadCommonPasswords();
    expect(common.size).toBeGreaterThan(40_000);
    const long = [...common].filter((word) => [...word].length >= 12).slice(0, 300);
    expect(long.length).toBeGreaterThan(200);
    for (const word of long) expect(await codesOf(word), word).toContain('password-common');
    for (const bad of [
      'Password1234',
      'passwordpassword',
      'P@ssw0rd2026!!!',
      'qwertyuiop123456',
      '123456789012',
      'abcdefghijklmn',
      'aaaaaaaaaaaaaa',
      'abcabcabcabcabc',
      '!!!!!!!!!!!!!!!!',
      'LETMEIN!!!!!!',
      '098765432109',
      'a!!!!!!!!!!!!!!',
    ])
      expect(await codesOf(bad), bad).toContain('password-common');
  });

  it('[IA12] a password made of the name, the address or the name of the program is refused; one that also holds other words is not', async () => {
    for (const bad of ['AdaLovelace1815', 'ada.lovelace@surreycc.gov.uk', 'coterminous2026!', 'Lovelace-Surreycc-42'])
      expect(await codesOf(bad), bad).toContain('password-personal');
    expect(await codesOf('lovelace beneath purple clouds')).toEqual([]);
  });

  it('[IA13] a password is the same however the keyboard composes its letters', () => {
    expect(normalPassword('cafe\u0301 noir et blanc')).toBe(normalPassword('café noir et blanc'));
  });
});
