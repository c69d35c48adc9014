import { expect, it } from 'vitest';
import { lengthFault, lengthOf, lengthText } from './password-length.ts';

it('[WA11] a password is as long as people count it: accents and signs of many bytes are one character', () => {
  expect(lengthOf('e\u0301')).toBe(1);
  expect(lengthOf('🔑🔑')).toBe(2);
});

it('[WA11] 12 to 128 characters will do, whatever they are', () => {
  expect(lengthFault('a'.repeat(11))).toContain('11 characters');
  expect(lengthFault('            ')).toBeNull();
  expect(lengthFault('a'.repeat(128))).toBeNull();
  expect(lengthFault('a'.repeat(129))).toContain('At most 128');
  expect([lengthText(5), lengthText(12)]).toEqual(['5 of at least 12 characters.', '12 characters: long enough.']);
});
