import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type * as May from '#core/access/may.ts';
import { verifyJournal } from '#store/journal.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { type Marked, makeTemplates, saveMarked, walkBodies } from '#tests/support/marked-records.ts';
import { walks } from '#tests/support/walk-routes.ts';
import { type Ask, makePerson, type WalkPerson, WalkWorld } from '#tests/support/walk-world.ts';

/** While it is open, the actions show everything to everybody and let them change it. */
const wall = vi.hoisted(() => ({ isOpen: false }));
vi.mock('#core/access/may.ts', async (original) => {
  const real = await original<typeof May>();
  const orReal = <T extends unknown[], R>(open: R, ask: (...given: T) => R) => {
    return (...given: T): R => (wall.isOpen ? open : ask(...given));
  };
  const allowed = { kind: 'allowed' } as const;
  return {
    ...real,
    visible: orReal(true, real.visible),
    may: orReal<Parameters<typeof real.may>, May.Permission>(allowed, real.may),
    mayChange: orReal<Parameters<typeof real.mayChange>, May.Permission>(allowed, real.mayChange),
  };
});

const patienceMs = 240_000;
let database: TestDatabase;
let world: WalkWorld;
let people: WalkPerson[];
beforeAll(async () => {
  database = await makeSampleDatabase();
  const { store } = database;
  const marked = await saveMarked(store, await makeTemplates(store));
  const { own, third, region } = walkBodies;
  people = [
    await makePerson(store, 'editor', [[own, 'editor']]),
    await makePerson(store, 'administrator', [[third, 'administrator']]),
    await makePerson(store, 'observer', [[region, 'observer']]),
    await makePerson(store, 'without-role', []),
  ];
  world = await WalkWorld.start(store, marked);
});
afterAll(async () => {
  await world?.close();
  await database?.close();
});

/** Asks with the wall of the actions open. */
async function askOpenly(person: WalkPerson, ask: Ask) {
  wall.isOpen = true;
  try {
    return await world.ask(person, ask);
  } finally {
    wall.isOpen = false;
  }
}

it(
  '[LF4] the database alone shows nobody what they do not see, with a view in the actions that lets all through',
  async () => {
    const leaks: string[] = [];
    let asked = 0;
    for (const person of people) {
      for (const { method, url } of world.app.statedRoutes) {
        if (method !== 'GET') continue;
        for (const ask of (await walks[`${method} ${url}`]?.(world, person)) ?? []) {
          const told = await askOpenly(person, ask);
          asked++;
          for (const leak of await world.leaked(person, ask, told.text))
            leaks.push(`${person.name} ${ask.url} ${leak}`);
        }
      }
    }
    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(500);
  },
  patienceMs,
);

it(
  '[LF5] the database alone refuses to change what is not theirs, with actions that allow everything',
  async () => {
    const [editor, administrator] = people as [WalkPerson, WalkPerson];
    const changed: string[] = [];
    const removal = ({ body }: WalkPerson) => ({ expectedVersion: 1, by: { name: 'x', actingFor: body }, reason: 'x' });
    const attempt = async (person: WalkPerson, record: Marked | undefined, ask: Omit<Ask, 'verb'>): Promise<void> => {
      if (record === undefined) throw new Error('no record');
      const before = await world.record(record);
      const told = await askOpenly(person, { ...ask, verb: 'open' });
      if (told.status < 400 || told.status >= 500)
        changed.push(`${person.name} ${ask.url} ${told.status} ${told.text.slice(0, 200)}`);
      expect(await world.record(record)).toEqual(before);
    };
    // Of the partner, of a third body, of partners together, of nobody.
    for (const place of [1, 2, 3, 7]) {
      for (const kind of ['arrangement', 'scenario'] as const) {
        const record = world.of(kind)[place];
        const url = `/api/${kind}s/${record?.id}`;
        await attempt(editor, record, { method: 'DELETE', url, payload: removal(editor) });
      }
    }
    for (const place of [0, 1, 3]) {
      const grant = world.of('grant')[place];
      const payload = { expectedVersion: 1, on: '2026-11-21', reason: 'x' };
      await attempt(administrator, grant, { method: 'POST', url: `/api/grants/${grant?.id}/end`, payload });
      const account = world.of('account')[place];
      const close = { method: 'POST', url: `/api/people/${account?.id}/close`, payload: { reason: 'x' } } as const;
      await attempt(administrator, account, close);
    }
    expect(changed).toEqual([]);
    expect((await verifyJournal(database.store)).faults).toEqual([]);
  },
  patienceMs,
);
