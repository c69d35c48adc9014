import { describe, expect, it } from 'vitest';
import { actingAmong, bodiesOf, inWords, whyNot } from './session.ts';

const role = (name: string, held: string) => ({
  body: { id: name.toLowerCase(), code: name, name, exists: true },
  role: held,
  from: '2026-04-01',
  to: null,
});

describe('for whom somebody acts', () => {
  const roles = [role('Surrey', 'viewer'), role('Epsom', 'editor'), role('Surrey', 'approver'), role('Ash', 'viewer')];

  it('[WA8] bodies are those in which a role changes something, by name, with their roles in one order', () => {
    expect(bodiesOf(roles, 'changing').map((body) => [body.name, body.roles])).toEqual([
      ['Epsom', ['editor']],
      ['Surrey', ['viewer', 'approver']],
    ]);
    expect(bodiesOf(roles, 'all').map((body) => body.name)).toEqual(['Ash', 'Epsom', 'Surrey']);
  });

  it('[WA8] the body that was chosen is acted for; one that is gone gives the first, and nobody has none', () => {
    const bodies = bodiesOf(roles, 'changing');
    expect(actingAmong(bodies, 'surrey')?.name).toBe('Surrey');
    expect(actingAmong(bodies, 'ash')?.name).toBe('Epsom');
    expect(actingAmong([], 'surrey')).toBeNull();
  });
});

describe('what one may not do', () => {
  const surrey = bodiesOf([role('Surrey', 'approver')], 'changing')[0] ?? null;

  it('[WA10] a role that opens one of the acts is enough', () => {
    expect(whyNot([role('Surrey', 'approver')], surrey, ['save-arrangement', 'sign-line'])).toBeNull();
  });

  it('[WA10] the role that is missing is named, and the other body for which it is held', () => {
    expect(whyNot([role('Surrey', 'approver')], surrey, ['save-arrangement', 'state-amounts'])).toBe(
      'You act for Surrey as approver. This takes the role editor or finance.',
    );
    expect(whyNot([role('Surrey', 'approver'), role('Epsom', 'editor')], surrey, ['save-arrangement'])).toContain(
      'which you hold for Epsom: choose that body first.',
    );
  });

  it('[WA10] who only reads is told for whom, and who holds no role what to do', () => {
    expect(whyNot([role('Surrey', 'viewer'), role('Ash', 'observer')], null, ['save-arrangement'])).toMatch(
      /^You read for Ash and Surrey\. This takes the role editor\.$/,
    );
    expect(whyNot([], null, ['save-arrangement'])).toMatch(/^You hold no role in this register\./);
  });

  it('[WA10] lists are written as people say them', () => {
    expect([inWords(['a']), inWords(['a', 'b']), inWords(['a', 'b', 'c'], 'or')]).toEqual([
      'a',
      'a and b',
      'a, b or c',
    ]);
  });
});
