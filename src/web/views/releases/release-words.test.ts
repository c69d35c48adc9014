import { expect, it } from 'vitest';
import { impliedZones } from './implied-zones.ts';
import { hiddenWord, shownText, sumText } from './release-words.ts';

it('[WD23] a hidden cell says why in words', () => {
  expect(shownText({ shown: 1230, hidden: null })).toBe('1,230');
  expect(shownText({ shown: 0, hidden: null })).toBe('0');
  expect(shownText({ shown: null, hidden: 'small' })).toBe('hidden: small');
  expect(shownText({ shown: null, hidden: 'protects' })).toBe('hidden to protect');
  expect(hiddenWord('other').mark).toBe('hidden: other');
});

it('[WD24] the sum that gives a number away is written with its signs', () => {
  const term = (name: string, times: number) => ({ name, release: null, times });
  expect(sumText([term('Woking', 1), term('P', -1)])).toBe('Woking − P');
  expect(sumText([term('P', -1), term('X', 2), term('Y', 1)])).toBe('− P + 2 × X + Y');
});

it('[WD24] what is left of a sum of areas is the land that does not cancel', () => {
  const board = { holders: [0, 0, 1, 1], body: 0, times: -1 };
  const council = { holders: [5, 5, 5, 6], body: 5, times: 1 };
  expect(impliedZones(4, [council, board])).toEqual(Uint8Array.from([1, 1, 2, 0]));
  expect(impliedZones(4, [{ ...council, holders: [5, 5, 6, 6] }, board])).toBeNull();
  expect(impliedZones(4, [{ ...board, body: -1 }])).toBeNull();
});
