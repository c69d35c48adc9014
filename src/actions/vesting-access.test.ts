import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { listPeople } from '#actions/people.ts';
import { type VestingAccess, vestingAccess } from '#actions/vesting-access.ts';
import { type AccessPassed, type PassRequest, passAccess } from '#actions/vesting-pass.ts';
import { addDays } from '#std/iso-date.ts';
import { verifyJournal } from '#store/journal.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  arrangementsSeenBy,
  bodies,
  change,
  districtsContract,
  grantArrangement,
  grantChange,
  keep,
  onTheDayAt,
  recordOf,
  refused,
  register,
  seenBy,
  vestingDay,
  winter,
  withVestingPeople,
} from '#tests/support/vesting-people.ts';

const { county, elmbridge, east, west, board } = bodies;

let database: TestDatabase;
let owner: Shelves;
beforeAll(async () => {
  database = await makeTestDatabase();
  owner = await withVestingPeople(database.store);
});
afterAll(() => database.close());

const foreseen = async (shelves = owner, on = vestingDay, today = winter): Promise<VestingAccess> =>
  answered(await vestingAccess(shelves, { register }, { on, today }));
const passed = async (more: Partial<PassRequest> = {}): Promise<AccessPassed> =>
  answered(await passAccess(owner, { register, on: vestingDay, at: onTheDayAt, ...more }));

describe('the dry run', () => {
  it('[VD10] Surrey 2027: what is of a district passes to its one successor, what is of the county waits', async () => {
    const { people, records, endings, isDone } = await foreseen();
    expect(endings.filter(({ body }) => body.startsWith('council-E07'))).toHaveLength(11);
    expect(endings.find(({ body }) => body === county)?.heirs).toEqual([east, west]);
    const told = people.map(({ name, roles, seesBefore, seesAfter, gains, loses }) => [
      name,
      roles.map(({ grant: { role }, outcome }) => `${role} ${outcome}`),
      seesAfter - seesBefore,
      gains.count,
      loses.count,
    ]);
    expect(told).toEqual([
      ['Carol', ['administrator waits', 'editor waits'], 0, 0, 0],
      ['Elma', ['administrator passes', 'editor passes'], 5, 5, 0],
      ['Esther', ['administrator stays'], 6, 6, 0],
      ['Guy', ['approver passes'], 8, 8, 0],
    ]);
    const way = records.first.find(({ id }) => id === grantArrangement)?.way;
    expect(way).toMatchObject({ outcome: 'waits', waiting: [{ owner: county, choices: [east, west] }] });
    expect(way?.after.owners).toEqual([county, east]);
    expect(records.first.find(({ id }) => id === districtsContract)).toMatchObject({
      title: 'Community alarm monitoring contract (illustrative)',
      way: { outcome: 'passes', after: { owners: [east] } },
    });
    expect(isDone).toBe(false);
  });

  it('[VD10] it changes nothing, tells nothing for the days before, and knows scenarios', async () => {
    const before = await verifyJournal(database.store);
    const early = await foreseen(owner, addDays(vestingDay, -1));
    expect(early.people).toEqual([]);
    expect(early.endings.some(({ body }) => body === county)).toBe(false);
    await foreseen();
    expect(await verifyJournal(database.store)).toEqual(before);
    const none = { scenario: 'nowhere', register };
    expect(await refused(vestingAccess(owner, none, { on: vestingDay, today: winter }))).toMatchObject({
      kind: 'unknown-scenario',
    });
  });

  it('[VD12] an administrator is told of the bodies that they administer, and of nothing else', async () => {
    const told = await foreseen(seenBy(owner, 'elma'));
    expect(told.people.map(({ name }) => name)).toEqual(['Elma']);
    expect(told.records.first.every(({ way }) => way.before.owners.includes(elmbridge as never))).toBe(true);
    expect(told.records.first.map(({ id }) => id)).toContain(grantArrangement);
    expect(told.records.count).toBeLessThan((await foreseen()).records.count);
    expect(told.unattended).toEqual([]);
    for (const account of ['guy', 'bea', 'olive']) {
      const asked = vestingAccess(seenBy(owner, account), { register }, { on: vestingDay, today: winter });
      expect([account, await refused(asked)]).toMatchObject([account, { kind: 'not-permitted', why: 'no-role' }]);
    }
  });

  it('[VD12] a decision is told to those whose it is, not to who is only concerned', async () => {
    const { store } = database;
    const passing = { kind: 'record', resource: 'arrangement', id: districtsContract };
    const decision = { from: elmbridge, to: [east], reason: 'agreed', on: vestingDay, passing };
    await keep(store, [
      change('succession-decision', 'of-elmbridge', { ...decision }, [elmbridge]),
      change('succession-decision', 'of-east', { ...decision }, [east]),
    ]);
    const told = async (account: string) => (await foreseen(seenBy(owner, account))).decisions.map(({ id }) => id);
    expect([await told('elma'), await told('esther')]).toEqual([['of-elmbridge'], ['of-east']]);
    // What follows knows of no decision.
    const gone = { kind: 'succession-decision', expectedVersion: 1, body: null, reason: 'done' } as const;
    await keep(store, [
      { ...gone, id: 'of-elmbridge' },
      { ...gone, id: 'of-east' },
    ]);
  });

  it('[VD13] data sets are seen as agreements show them the day before, and on the day', async () => {
    const { store } = database;
    const { body } = await recordOf(store, 'arrangement', 'SAMPLE-DATA-HOUSING');
    const sharing = { ...(body as object), id: 'SHARE', dataSets: ['homes'], endsOn: vestingDay };
    await keep(store, [
      change('data-set', 'homes', { statement: { title: 'Homes' } }, [elmbridge]),
      change('arrangement', 'SHARE', sharing, [elmbridge, board]),
    ]);
    const bea = (await foreseen()).people.find(({ account }) => account === 'bea');
    expect(bea).toMatchObject({
      gains: { count: 0 },
      loses: { count: 1, first: [{ kind: 'data-set', title: 'Homes' }] },
    });
  });
});

describe('people', () => {
  it('[VD40] are those that the asker may see, with their roles', async () => {
    const names = async (shelves: Shelves) => {
      const { people, administered } = answered(await listPeople(shelves, { register, on: winter }));
      return [people.map(({ account }) => account), administered];
    };
    expect((await names(owner))[0]).toEqual(['bea', 'bob', 'carol', 'elma', 'esther', 'guy', 'olive']);
    expect(await names(seenBy(owner, 'bob'))).toEqual([['bea', 'bob'], [board]]);
    expect(await names(seenBy(owner, 'bea'))).toEqual([['bea'], []]);
    await keep(database.store, [grantChange('bea', elmbridge, 'viewer')], '2026-12-02T09:00:00.000Z');
    const { people } = answered(await listPeople(seenBy(owner, 'elma'), { register, on: winter }));
    expect(people.map(({ account, roles }) => [account, roles.map((one) => one.grant.organisation)])).toEqual([
      ['bea', [elmbridge]],
      ['elma', [elmbridge, elmbridge]],
    ]);
  });
});

describe('afterwards', () => {
  it('[VD11] what it says is what people see once it was passed', async () => {
    const { people } = await foreseen();
    const before = new Map<string, string[]>();
    for (const { account } of people)
      before.set(account, await arrangementsSeenBy(owner, account, addDays(vestingDay, -1)));
    await passed();
    for (const { account, gains, loses } of people) {
      const saw = before.get(account) ?? [];
      const sees = await arrangementsSeenBy(owner, account, vestingDay);
      const told = (some: typeof gains) =>
        some.first
          .filter(({ kind }) => kind === 'arrangement')
          .map(({ id }) => id)
          .sort();
      expect([account, sees.filter((id) => !saw.includes(id))]).toEqual([account, told(gains)]);
      expect([account, saw.filter((id) => !sees.includes(id))]).toEqual([account, told(loses)]);
    }
    expect(before.get('elma')).not.toContain('SAMPLE-DFG-E07000208');
    expect((await foreseen(owner, vestingDay, vestingDay)).isDone).toBe(true);
  });
});
