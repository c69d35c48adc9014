import { expect, it } from 'vitest';
import type { PersonWire } from '#wire/people.ts';
import { isFound } from './people-rows.ts';

const ann: PersonWire = {
  account: 'a1',
  name: 'Ann Able',
  email: 'ann@surrey.example',
  state: 'active',
  hasSecondFactor: true,
  roles: [
    {
      id: 'g1',
      version: 1,
      body: { id: 'council-E10000030', code: 'E10000030', name: 'Surrey County Council', exists: true },
      role: 'editor',
      from: '2026-04-01',
      to: null,
      reason: 'invited',
    },
  ],
};

it('[WA23] people are found by words of their name, address, body, code and role, all together', () => {
  for (const text of ['', 'able', 'SURREY.example', 'county editor', 'e10000030', 'ann  active'])
    expect(isFound(ann, text), text).toBe(true);
  for (const text of ['kent', 'ann viewer']) expect(isFound(ann, text), text).toBe(false);
});
