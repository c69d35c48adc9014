import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verb } from '#core/access/verbs.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { makeTemplates, saveMarked } from '#tests/support/marked-records.ts';
import { walks } from '#tests/support/walk-routes.ts';
import { makeEverybody, type WalkPerson, WalkWorld } from '#tests/support/walk-world.ts';

let database: TestDatabase;
let world: WalkWorld;
let people: WalkPerson[];
beforeAll(async () => {
  database = await makeSampleDatabase();
  const marked = await saveMarked(database.store, await makeTemplates(database.store));
  people = await makeEverybody(database.store);
  world = await WalkWorld.start(database.store, marked);
});
afterAll(async () => {
  await world?.close();
  await database?.close();
});

type Stated = { readonly name: string; readonly verbs: readonly Verb[] | null };

function statedRoutes(): Stated[] {
  return world.app.statedRoutes
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, url, access }) => ({
      name: `${method} ${url}`,
      verbs: access.kind === 'open' ? null : access.verbs,
    }));
}

describe('every route, walked in every role', () => {
  it('look', async () => {
    const counts = new Map<string, number>();
    const slow = new Map<string, number>();
    for (const person of people) {
      for (const { name, verbs } of statedRoutes()) {
        const t = performance.now();
        for (const ask of (await walks[name]?.(world, person)) ?? []) {
          const told = await world.ask(person, ask);
          const expected = await world.expected(person, ask, verbs);
          const leaks = await world.leaked(person, told.text);
          if (told.status >= 500 || leaks.length > 0 || told.answered !== expected) {
            const key = `${name} ${told.status} ${told.type} expected ${expected} leaks ${leaks.length>0}`;
            const n = counts.get(key) ?? 0; counts.set(key, n + 1);
            if (n < 2) console.log(person.name, key, ask.url, JSON.stringify(ask.record), leaks.slice(0,3), told.text.slice(0, 200));
          }
        }
        slow.set(name, (slow.get(name) ?? 0) + performance.now() - t);
      }
    }
    console.log([...counts].map(([k, n]) => `${n} ${k}`).join('\n'));
    console.log([...slow].sort((a, b) => b[1] - a[1]).slice(0, 15).map(([k, n]) => `${Math.round(n)} ${k}`).join('\n'));
    expect(statedRoutes().map(({name}) => name).toSorted()).toEqual(Object.keys(walks).toSorted());
  }, 300_000);
});
