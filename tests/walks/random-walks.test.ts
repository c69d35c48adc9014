import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Role, roleNames } from '#core/access/vocabulary.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import type { JournalEntry } from '#store/journal-hash.ts';
import type { RecordSight } from '#store/record-rows.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { lineKey, makeTemplates, register, saveMarked, walkBodies } from '#tests/support/marked-records.ts';
import { walks } from '#tests/support/walk-routes.ts';
import { type Ask, makePerson, type WalkPerson, WalkWorld } from '#tests/support/walk-world.ts';

const patienceMs = 300_000;
const seed = Number(process.env['WALK_SEED'] ?? Date.now() % 1_000_000);
let state = seed;
/** A whole number below `most`, the next of the seed. */
function random(most: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}
function oneOf<T>(list: readonly T[]): T {
  const found = list[random(list.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

const bodies = [walkBodies.own, walkBodies.partner, walkBodies.third, 'council-E07000207'];
const some = (most: number): string[] =>
  [...new Set(Array.from({ length: random(most + 1) }, () => oneOf(bodies)))].sort();
const anySight = (): RecordSight => ({
  owners: [...new Set([oneOf(bodies), ...some(1)])].sort(),
  seenBy: random(6) === 0 ? ['*'] : some(1),
  regions: random(3) === 0 ? [walkBodies.region] : [],
});

let database: TestDatabase;
let world: WalkWorld;
const people: WalkPerson[] = [];
beforeAll(async () => {
  console.log(`random walks: WALK_SEED=${seed}`);
  database = await makeSampleDatabase();
  const { store } = database;
  const marked = await saveMarked(store, await makeTemplates(store), Array.from({ length: 10 }, anySight));
  for (let number = 0; number < 14; number++) {
    const body = oneOf(bodies);
    const roles: (readonly [string, Role])[] = [];
    for (let held = random(4); held > 0; held--) roles.push([random(3) === 0 ? oneOf(bodies) : body, oneOf(roleNames)]);
    const once = new Map(roles.map((one) => [one.join(' '), one]));
    people.push(await makePerson(store, `walker-${number}`, [...once.values()]));
  }
  people.push(await makePerson(store, 'observer', [[walkBodies.region, 'observer']]));
  // However the others turn out, somebody can change something.
  const working = (['editor', 'approver'] as const).map((role) => [walkBodies.own, role] as const);
  people.push(await makePerson(store, 'worker', working));
  world = await WalkWorld.start(store, marked);
});
afterAll(async () => {
  await world?.close();
  await database?.close();
});

/** Routes whose every answer takes long, and that route-walks.test.ts walks. */
const slow = /template|\/handover|\/verify|\/sources|\/map|\/history|\/measure|\/uncovered|\/compare|\/releases\/check/;

async function anyReading(person: WalkPerson): Promise<Ask> {
  const names = Object.keys(walks).filter((name) => name.startsWith('GET ') && !slow.test(name));
  return oneOf((await walks[oneOf(names)]?.(world, person)) ?? []);
}

type Shown = { readonly version?: number; readonly arrangement?: object };

/** Changes what the person sees, at the version that they see. */
async function anyChange(person: WalkPerson): Promise<Ask> {
  const by = { name: person.name, actingFor: random(5) === 0 ? oneOf(bodies) : person.body };
  const versionAt = async (url: string): Promise<Shown> => {
    const told = await world.ask(person, { method: 'GET', url, verb: 'open' });
    return told.status === 200 ? (JSON.parse(told.text) as Shown) : {};
  };
  const kind = oneOf([
    'save',
    'save',
    'save',
    'remove',
    'scenario',
    'step',
    'step',
    'step',
    'line',
    'grant',
    'account',
  ] as const);
  switch (kind) {
    case 'save':
    case 'remove': {
      const url = `/api/arrangements/${oneOf(world.of('arrangement')).id}`;
      const { version = 1, arrangement = {} } = await versionAt(url);
      const parties = bodies.slice(0, 1 + random(2)).map((organisation, at) => ({
        ...{ organisation, role: at === 0 ? 'host' : 'partner', share: null, signedOn: null },
      }));
      const edited = { ...arrangement, note: `note ${random(1000)}`, ...(random(3) === 0 ? { parties } : {}) };
      const payload = { expectedVersion: version, by, reason: 'walk' };
      if (kind === 'remove') return { method: 'DELETE', url, payload, verb: 'remove-arrangement' };
      return { method: 'PUT', url, payload: { ...payload, arrangement: edited }, verb: 'save-arrangement' };
    }
    case 'scenario': {
      const url = `/api/scenarios/${oneOf(world.of('scenario')).id}`;
      const payload = { expectedVersion: (await versionAt(url)).version ?? 1, by, reason: 'walk' };
      return { method: 'DELETE', url, payload, verb: 'remove-scenario' };
    }
    case 'step': {
      const listed = JSON.parse(
        (await world.ask(person, { method: 'GET', url: '/api/proposals', verb: 'open' })).text,
      ) as {
        proposals?: { id: string; version: number }[];
      };
      const hidden = { id: oneOf(world.of('proposal')).id, version: 1 };
      const { id, version } = oneOf([...(listed.proposals ?? []), hidden]);
      const step = oneOf([
        ...[{ do: 'agree' }, { do: 'agree' }, { do: 'agree' }, { do: 'take-back' }, { do: 'discuss', text: 'why' }],
        ...[
          { do: 'refuse', reason: 'no' },
          { do: 'withdraw', reason: null },
        ],
      ]);
      return {
        method: 'POST',
        url: `/api/proposals/${id}/step`,
        payload: { expectedVersion: version, by, step },
        verb: 'open',
      };
    }
    case 'line': {
      const payload = { key: lineKey, expectedVersion: 1 + random(3), by, act: { do: 'assign', to: 'x' } };
      return {
        method: 'POST',
        url: `/api/schedules/${oneOf(world.of('schedule')).id}/line`,
        payload,
        verb: 'assign-line',
      };
    }
    case 'grant': {
      const payload = { expectedVersion: 1, on: '2026-12-01', reason: 'walk' };
      return { method: 'POST', url: `/api/grants/${oneOf(world.of('grant')).id}/end`, payload, verb: 'end-grant' };
    }
    default: {
      const url = `/api/people/${oneOf(world.of('account')).id}/close`;
      return { method: 'POST', url, payload: { reason: 'walk' }, verb: 'close-account' };
    }
  }
}

it(
  '[LF6] 500 random walks of random people show nobody what they do not see, and no fault',
  async () => {
    const faults: string[] = [];
    for (let walk = 0; walk < 500; walk++) {
      const person = oneOf(people);
      for (let step = 1 + random(3); step > 0; step--) {
        const ask = random(2) === 0 ? await anyReading(person) : await anyChange(person);
        const told = await world.ask(person, ask);
        const leaks = await world.leaked(person, ask, told.text);
        if (told.status >= 500)
          faults.push(`${person.name} ${ask.method} ${ask.url} ${told.status} ${told.text.slice(0, 300)}`);
        for (const leak of leaks) faults.push(`${person.name} ${ask.method} ${ask.url} ${told.status} ${leak}`);
      }
    }
    expect(faults, `WALK_SEED=${seed}`).toEqual([]);
  },
  patienceMs,
);

it(
  '[LF7] after them every change was made by who may, for all whose the record was and became, and the journal verifies',
  async () => {
    const { store } = database;
    const entries = (await listJournal(store, { register, limit: 100_000 })).toReversed();
    const owners = new Map<string, readonly string[]>();
    const against: string[] = [];
    let changes = 0;
    for (const entry of entries) {
      const key = `${entry.kind} ${entry.id}`;
      if (entry.account !== null) {
        changes++;
        if (!isByRules(entry, owners.get(key) ?? []))
          against.push(`${entry.seq} ${key} by ${entry.account} for ${entry.actingFor}`);
      }
      owners.set(key, entry.owners ?? []);
    }
    expect(against, `WALK_SEED=${seed}`).toEqual([]);
    expect(changes).toBeGreaterThan(0);
    expect((await verifyJournal(store)).faults).toEqual([]);
  },
  patienceMs,
);

/** One's own body alone owned it and owns it; or all who did and do have agreed; or it is one's own part of something joint. */
function isByRules(
  { kind, id, account, actingFor, owners, approvals }: JournalEntry,
  before: readonly string[],
): boolean {
  if (kind === 'account' && id === account) return true;
  const agreed = ((approvals ?? []) as readonly { party: string }[]).map(({ party }) => party);
  const isHeld = people.some(({ principal }) => {
    return principal.account === account && principal.grants.some(({ organisation }) => organisation === actingFor);
  });
  if (!isHeld || actingFor === null) return false;
  const all = [...before, ...(owners ?? [])];
  if (kind === 'proposal' || kind === 'line-work') return all.includes(actingFor);
  return all.every((body) => body === actingFor || agreed.includes(body));
}
