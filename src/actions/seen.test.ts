import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { ownerOfInstallation, principalOf, principalWithout } from '#actions/asker.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { loadRecordBook } from '#actions/record-book.ts';
import { loadSeen, onWallDifference, type WallDifference } from '#actions/seen.ts';
import { giveRoles, grantRecord, keep, personCalled, shelvesOf, today } from '#actions/test-askers.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import { visible } from '#core/access/may.ts';
import { roleNames } from '#core/access/vocabulary.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import type { RecordChange, RecordKind } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

const surrey = 'council-E10000030';
const hampshire = 'council-E10000014';

let database: TestDatabase;
let shelves: Shelves;
const differences: WallDifference[] = [];
let forget: () => void;

beforeAll(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-01-01T09:00:00.000Z');
  shelves = makeShelves(database.store);
  forget = onWallDifference((difference) => differences.push(difference));
});
afterAll(async () => {
  forget();
  await database.close();
});

/** An arrangement of these bodies; of a data sharing agreement with what it shows. */
function arrangement(id: string, owners: readonly string[], more: object = {}): RecordChange {
  const parties = owners.map((organisation) => ({ organisation, role: 'partner', share: null, signedOn: null }));
  const body = { ...nothingStated, id, kind: 'joint-plan', title: id, stage: 'in-force', parties, ...more };
  return {
    kind: 'arrangement',
    id,
    expectedVersion: 'any',
    body: body as unknown as Json,
    reason: null,
    sight: { owners, seenBy: [], regions: [] },
  };
}

/** Questions to the database for keys, by how many came back. */
async function keysAsked(run: () => Promise<unknown>): Promise<number[]> {
  const { query } = pg.Client.prototype;
  const counts: number[] = [];
  const counting = function (this: pg.Client, ...given: unknown[]): unknown {
    const asked = Reflect.apply(query, this, given) as unknown;
    if (!String(given[0]).includes('as key from work.records')) return asked;
    return (asked as Promise<pg.QueryResult>).then((answer) => {
      counts.push(answer.rows.length);
      return answer;
    });
  };
  Object.assign(pg.Client.prototype, { query: counting });
  try {
    await run();
  } finally {
    Object.assign(pg.Client.prototype, { query });
  }
  return counts;
}

describe('who asks', () => {
  it('[AS20] acts for a body by its id or code, with the roles of the day', async () => {
    await giveRoles(database.store, sampleName, `pat ${surrey} editor`);
    await keep(database.store, sampleName, [
      grantRecord(`pat ${hampshire} approver`, { from: '2026-07-01' }),
      grantRecord(`pat ${hampshire} editor`, { to: '2026-06-01' }),
    ]);
    const { registers } = shelvesOf(shelves, 'pat');
    const roles = async (on = today) =>
      (await principalWithout(database.store, personCalled('pat', null, on), sampleName)).grants.map(
        (grant) => `${grant.organisation} ${grant.role}`,
      );
    expect(await roles()).toEqual([`${surrey} editor`]);
    expect((await roles(isoDate('2026-07-01'))).sort()).toEqual([`${hampshire} approver`, `${surrey} editor`]);
    const actingFor = async (text: string | null) => (await principalOf({ registers }, sampleName, text)).actingFor;
    expect(await actingFor('e10000030')).toBe(surrey);
    expect(await actingFor(` ${surrey} `)).toBe(surrey);
    expect(await actingFor(null)).toBeNull();
    expect(await actingFor('nowhere')).toBe('nowhere');
    expect(await principalOf(shelves, sampleName, 'E10000014')).toMatchObject({ kind: 'owner', actingFor: hampshire });
  });
});

describe('what is seen', () => {
  it('[AS21] is what permission and the database both say, for anybody, after any change', async () => {
    const bodies = ['a', 'b', 'c', 'n'];
    const someBodies = fc.subarray(bodies, { maxLength: 2 });
    const record = fc.record({
      kind: fc.constantFrom<RecordKind>('arrangement', 'data-set', 'scenario', 'line-work', 'rulebook', 'account'),
      id: fc.constantFrom('x', 'y'),
      owners: someBodies,
      seenBy: fc.oneof(someBodies, fc.constant<string[]>(['*'])),
      regions: fc.subarray(['n'], { maxLength: 1 }),
      isGone: fc.boolean(),
      sharing: fc.option(fc.subarray(['x', 'y'])),
    });
    const grant = fc.record({
      account: fc.constantFrom('u', 'v'),
      body: fc.constantFrom(...bodies),
      role: fc.constantFrom(...roleNames),
      isGone: fc.boolean(),
    });
    const steps = fc.array(fc.oneof(record, grant), { minLength: 12, maxLength: 24 });
    let run = 0;
    const property = fc.asyncProperty(steps, async (list) => {
      const register = `made-up-${run++}`;
      await giveRoles(database.store, register, 'u a editor, v b viewer, v n observer');
      for (const step of list) {
        await keep(database.store, register, [changeOf(step)]);
        for (const asker of [personCalled('u'), personCalled('v'), personCalled('u', ['read'])]) {
          const seen = await loadSeen(database.store, asker, register);
          const book = await loadRecordBook(database.store, register);
          const principal = await principalWithout(database.store, asker, register);
          const expected = book.entries.filter((one) => visible(principal, book.resourceOf(principal, one, today)));
          const found = book.entries.filter((one) => seen.has(one.kind, one.id));
          expect(found.map((one) => `${one.kind} ${one.id}`)).toEqual(expected.map((one) => `${one.kind} ${one.id}`));
        }
        const { arrangements } = shelvesFor(shelves, personCalled('u'));
        const [{ seen: set, whole }, seen] = [
          await arrangements.openSets(register),
          await loadSeen(database.store, personCalled('u'), register),
        ];
        const shown = [...whole.byId].filter(([id]) => seen.has('arrangement', id));
        expect([...set.byId]).toEqual(shown);
        expect(set.arrangements).toEqual(shown.map(([, kept]) => kept.arrangement));
      }
    });
    await fc.assert(property, { numRuns: 20 });
    expect(differences).toEqual([]);
  }, 240_000);

  it('[AS22] is asked of the database in full once, and then only about what may have been gained', async () => {
    await giveRoles(database.store, sampleName, `lou ${surrey} editor, may ${hampshire} viewer`);
    const look = async (account: string) => {
      const { arrangements } = shelvesOf(shelves, account);
      return arrangements.open(sampleName);
    };
    expect(await keysAsked(() => look('lou'))).toHaveLength(1);
    const first = await look('may');
    expect(await keysAsked(() => Promise.all([look('lou'), look('may'), look('lou')]))).toEqual([]);
    await keep(database.store, sampleName, [arrangement('OURS', [surrey])]);
    const three = () => Promise.all([look('lou'), look('lou'), look('lou')]);
    expect(await keysAsked(three)).toEqual([1]);
    expect(await keysAsked(() => look('may'))).toEqual([]);
    expect(await look('may')).toBe(first);
    expect((await look('lou')).byId.has('OURS' as never)).toBe(true);
    await keep(database.store, sampleName, [arrangement('OURS', [hampshire])]);
    expect((await look('lou')).byId.has('OURS' as never)).toBe(false);
    expect((await look('may')).byId.has('OURS' as never)).toBe(true);
  });

  it('[AS23] follows roles that are given, that end, and that begin on another day', async () => {
    const bcf = 'SAMPLE-BCF' as never;
    const sees = async (on = today) => {
      const { arrangements } = shelvesFor(shelves, personCalled('kim', null, on));
      return (await arrangements.open(sampleName)).byId.has(bcf);
    };
    expect(await sees()).toBe(false);
    await keep(database.store, sampleName, [grantRecord(`kim ${surrey} viewer`, { to: '2026-06-03' })]);
    expect([await sees(), await sees(isoDate('2026-06-02')), await sees(isoDate('2026-06-03'))]).toEqual([
      true,
      true,
      false,
    ]);
    await keep(database.store, sampleName, [grantRecord(`kim ${surrey} viewer`, { to: '2026-06-01' })]);
    expect(await sees()).toBe(false);
  });

  it('[AS24] of a data set follows the agreements that show it, day by day', async () => {
    const shared = { kind: 'data-sharing-agreement', dataSets: ['lent'], endsOn: '2026-06-05' };
    const dataSet: RecordChange = {
      ...arrangement('lent', [surrey]),
      kind: 'data-set',
      body: { statement: { derivedFrom: [] } } as unknown as Json,
    };
    await giveRoles(database.store, sampleName, `dan ${hampshire} viewer, dot ${surrey} viewer`);
    await keep(database.store, sampleName, [dataSet]);
    const lists = async (account: string, on = today) => {
      const { data } = shelvesFor(shelves, personCalled(account, null, on));
      return (await data.list(sampleName)).some((head) => head.id === 'lent');
    };
    expect([await lists('dot'), await lists('dan')]).toEqual([true, false]);
    await keep(database.store, sampleName, [arrangement('DSA', [surrey, hampshire], shared)]);
    expect([await lists('dot'), await lists('dan')]).toEqual([true, true]);
    expect([await lists('dan', isoDate('2026-06-04')), await lists('dan', isoDate('2026-06-05'))]).toEqual([
      true,
      false,
    ]);
    await keep(database.store, sampleName, [arrangement('DSA', [surrey, hampshire], { ...shared, stage: 'proposed' })]);
    expect(await lists('dan')).toBe(false);
    expect(differences).toEqual([]);
  });

  it('[AS25] is nothing where only one wall shows it, and that is told as a fault', async () => {
    await giveRoles(database.store, sampleName, `gus ${surrey} viewer`);
    await database.store.pool.query(
      `update work.records set owners = '{${hampshire}}' where kind = 'arrangement' and id = 'SAMPLE-CARERS'`,
    );
    const told = differences.length;
    const open = async (account: string) => (await shelvesOf(shelves, account).arrangements.open(sampleName)).byId;
    expect((await open('gus')).has('SAMPLE-CARERS' as never)).toBe(false);
    await giveRoles(database.store, sampleName, `hob ${hampshire} viewer`);
    expect((await open('hob')).has('SAMPLE-CARERS' as never)).toBe(false);
    const found = differences.slice(told).filter((one) => one.id === 'SAMPLE-CARERS');
    expect(found).toContainEqual({
      register: sampleName,
      account: 'gus',
      kind: 'arrangement',
      id: 'SAMPLE-CARERS',
      shownBy: 'actions',
    });
    expect(found.find((one) => one.account === 'hob')?.shownBy).toBe('database');
    await database.store.pool.query(
      `update work.records set owners = '{${surrey},icb-QXU}' where kind = 'arrangement' and id = 'SAMPLE-CARERS'`,
    );
  });

  it('[AS10] of the owner of the installation is everything, without a question', async () => {
    const seen = await loadSeen(database.store, ownerOfInstallation, sampleName);
    expect(seen.has('grant' satisfies RecordKind, 'of nobody')).toBe(true);
    expect(await keysAsked(() => loadSeen(database.store, ownerOfInstallation, sampleName))).toEqual([]);
  });
});

describe('a value that is kept up to date', () => {
  it('[AS26] looks once for all whom the look serves, again for who has read further, and again after a failure', async () => {
    let [world, looks] = [1, 0];
    const value = new UpToDate<{ readonly seq: number }>(async (_before, head) => {
      looks += 1;
      const found = world;
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (found === 3) throw new Error('broken');
      return { seq: Math.max(found, head) };
    });
    const first = [value.get(1), value.get(1), value.get(0)];
    world = 2;
    const waiting = [value.get(2), value.get(2), value.get(1)];
    expect(await Promise.all(first)).toEqual([{ seq: 1 }, { seq: 1 }, { seq: 1 }]);
    expect(await Promise.all(waiting)).toEqual([{ seq: 2 }, { seq: 2 }, { seq: 1 }]);
    expect(looks).toBe(2);
    expect(await value.get(1)).toEqual({ seq: 2 });
    expect(looks).toBe(2);
    world = 3;
    await expect(value.get(3)).rejects.toThrow('broken');
    world = 4;
    expect(await value.get(3)).toEqual({ seq: 4 });
  });
});

type Step = { readonly isGone: boolean } & (
  | {
      readonly kind: RecordKind;
      readonly id: string;
      readonly owners: string[];
      readonly seenBy: string[];
      readonly regions: string[];
      readonly sharing: string[] | null;
    }
  | { readonly account: string; readonly body: string; readonly role: string }
);

function changeOf(step: Step): RecordChange {
  if ('account' in step) {
    const made = grantRecord(`${step.account} ${step.body} ${step.role}`);
    return step.isGone ? { ...made, body: null } : made;
  }
  const { kind, id, owners, seenBy, regions, isGone, sharing } = step;
  const more = sharing === null ? {} : { kind: 'data-sharing-agreement', dataSets: sharing };
  const made = arrangement(id, owners, kind === 'arrangement' ? more : {});
  // Whom a data set is shown to, agreements say; what is stored says only whether it is everybody.
  const shown = kind === 'data-set' && seenBy[0] !== '*' ? [] : seenBy;
  return { ...made, kind, sight: { owners, seenBy: shown, regions }, ...(isGone ? { body: null } : {}) };
}
