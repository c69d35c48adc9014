import { describe, expect, it } from 'vitest';
import { daysHeld, roleChoiceText, scopesText } from './role-words.ts';

describe('roles in words', () => {
  it('[WA24] a role says what it opens', () => {
    expect(roleChoiceText('viewer')).toBe('Viewer: reads what the body has or is shown');
  });

  it('[WA24] days of a role are said with their last day; one to come says from when', () => {
    expect(daysHeld('2026-04-01', null, '2026-06-01')).toBe('since 1 April 2026');
    expect(daysHeld('2027-04-01', null, '2026-06-01')).toBe('from 1 April 2027');
    expect(daysHeld('2026-04-01', '2027-04-01', '2026-06-01')).toBe('1 April 2026 to 31 March 2027');
  });

  it('[WA24] a role that was ended before it began was not held', () => {
    expect(daysHeld('2027-04-01', '2027-04-01', '2026-06-01')).toContain('not held');
  });

  it('[WA17] scopes of a token stand in one order, and unknown ones are left out', () => {
    expect(scopesText(['sign', 'read', 'other'])).toBe('Reading, Signing');
  });
});
