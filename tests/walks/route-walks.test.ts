import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Store } from '#store/open.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { type Marked, makeTemplates, marksIn, saveMarked } from '#tests/support/marked-records.ts';
import { walkAll, walks } from '#tests/support/walk-routes.ts';
import { makeEverybody, type WalkPerson, WalkWorld } from '#tests/support/walk-world.ts';

/** Half a minute on a machine that does nothing else. */
const patienceMs = 240_000;

let database: TestDatabase;
let marked: Marked[];
let world: WalkWorld;
let people: WalkPerson[];
beforeAll(async () => {
  database = await makeSampleDatabase();
  marked = await saveMarked(database.store, await makeTemplates(database.store));
  people = await makeEverybody(database.store);
  world = await WalkWorld.start(database.store, marked);
});
afterAll(async () => {
  await world?.close();
  await database?.close();
});

it('[LF1] a route that the table of walks does not know is a fault', () => {
  const routes = world.app.statedRoutes.filter(({ method }) => method !== 'HEAD');
  expect(Object.keys(walks).toSorted()).toEqual(routes.map(({ method, url }) => `${method} ${url}`).toSorted());
});

it(
  '[LF2] every route answers everybody as the table of permissions says, and tells nothing of what they do not see',
  async () => {
    const shown = new Set<string>();
    const { faults, asked } = await walkAll(world, people, (text) => {
      for (const mark of marksIn(text)) shown.add(mark);
    });
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(4000);
    // The walk would have seen a leak: texts of every kind are told to those who see them.
    const kinds = marked.filter(({ mark }) => shown.has(mark)).map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(new Set(marked.map(({ kind }) => kind)).size);
  },
  patienceMs,
);

it(
  '[LF3] the actions alone keep everything from whom it is kept: with the wall in the database pulled down',
  async () => {
    let store: Store | undefined;
    try {
      for (const table of ['records', 'journal', 'data_versions', 'data_columns'])
        await database.store.pool.query(`alter table work.${table} disable row level security`);
      await database.store.pool.query('alter table work.records disable trigger request_role_guards');
      store = await openDatabase({ connectionString: database.databaseUrl });
      const apart = await WalkWorld.start(store, marked);
      const some = people.filter(({ name }) => /^(own-administrator|third-editor|observer|without-role)$/.test(name));
      expect((await walkAll(apart, some)).faults).toEqual([]);
      await apart.close();
    } finally {
      await store?.close();
    }
  },
  patienceMs,
);
