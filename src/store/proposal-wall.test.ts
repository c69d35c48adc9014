import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { grantOf } from '#core/access/test-access.ts';
import { verifyJournal } from '#store/journal.ts';
import type { Json } from '#store/journal-hash.ts';
import { loadRecords, type RecordChange, type RecordSight } from '#store/record-rows.ts';
import type { RequestRole } from '#store/request-role.ts';
import { change, grantChange, register, roleOf, save, sightOf } from '#store/test-walls.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
  const grants = [
    'ann a approver',
    'ed a editor',
    'bob b approver',
    'cy c approver',
    'vic a viewer',
    'adm a administrator',
  ];
  await save(
    database.store,
    grants.map((words) => grantChange(words, grantOf(words))),
  );
});
afterAll(() => database.close());

/** Each test has a proposal and a joint arrangement of its own, at version 1. */
let run = 0;
let thing = '';
let proposal = '';
beforeEach(async () => {
  run += 1;
  thing = `J${run}`;
  proposal = `P${run}`;
  await save(database.store, [change('arrangement', thing, { n: 1 }, sightOf('ab'))]);
});

const refused = { code: 'wall-refused' };
const ann = roleOf('ann a');
const bob = roleOf('bob b');

type Body = { readonly [key: string]: Json };

const agreement = ({ account, actingFor }: RequestRole, more: Body = {}): Body => ({
  account,
  name: account,
  actingFor,
  at: '2026-06-01',
  party: actingFor,
  alsoAgreedFor: [],
  ...more,
});
const made: Body = { kind: 'made', at: '2026-06-01', version: 2 };

/** A proposal that the thing become `{ n: 2 }` of `a` and `b`. */
function body(more: Body = {}, changed: Body = {}): Body {
  const sight = sightOf('ab') as unknown as Json;
  const wanted = { kind: 'arrangement', id: thing, body: { n: 2 }, sight, baseVersion: 1, reason: 'why', ...changed };
  return {
    id: proposal,
    verb: 'save-arrangement',
    content: { changes: [wanted] },
    parties: ['a', 'b'],
    agreements: [],
    takenBack: [],
    remarks: [],
    end: null,
    ...more,
  };
}

function propose(more: Body = {}, changed: Body = {}, sight: RecordSight = sightOf('ab'), as = ann) {
  return save(database.store, [change('proposal', proposal, body(more, changed), sight)], as);
}

function step(more: Body, as: RequestRole, changed: Body = {}) {
  return save(database.store, [change('proposal', proposal, body(more, changed))], as);
}

/** The last agreement, the end of the proposal and the change, in one saving. */
function carryOut(
  as = bob,
  given: { body?: Json; sight?: RecordSight; more?: Body; changed?: Body; others?: RecordChange[] } = {},
) {
  const { more = {}, changed = {}, others = [] } = given;
  const end = body({ agreements: [agreement(ann), agreement(bob)], end: made, ...more }, changed);
  const change2 = change('arrangement', thing, given.body === undefined ? { n: 2 } : given.body, given.sight);
  // The proposal comes last here: the store writes it first all the same.
  return save(database.store, [change2, ...others, change('proposal', proposal, end)], { ...as, proposal });
}

async function state(): Promise<Json> {
  const records = await loadRecords(database.store, register, ['arrangement'], { ids: [thing] });
  return records[0]?.body ?? null;
}

describe('carrying out', () => {
  it('[RW4] makes what all have agreed to, once', async () => {
    await propose();
    await step({ agreements: [agreement(ann)] }, ann);
    expect(await carryOut()).toMatchObject({ ok: true });
    expect(await state()).toEqual({ n: 2 });
    await save(database.store, [change('arrangement', thing, { n: 1 })]);
    const again = save(database.store, [change('arrangement', thing, { n: 2 })], { ...bob, proposal });
    await expect(again).rejects.toMatchObject(refused);
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, faults: [] });
  });

  it('[RW4] removes, where that was agreed', async () => {
    await propose({}, { body: null });
    await step({ agreements: [agreement(ann)] }, ann, { body: null });
    expect(await carryOut(bob, { body: null, changed: { body: null } })).toMatchObject({ ok: true });
    expect(await state()).toBeNull();
  });

  const forged: [string, Parameters<typeof carryOut>[1]][] = [
    ['another body', { body: { n: 3 } }],
    ['a removal', { body: null }],
    ['other owners', { sight: sightOf('b') }],
    ['more owners', { sight: sightOf('abc') }],
    ['others who see it', { sight: sightOf('ab', 'c') }],
    ['an agreement that is missing', { more: { agreements: [agreement(ann)] } }],
    [
      'an agreement of somebody else for them',
      { more: { agreements: [agreement(ann), agreement(bob, { account: 'cy' })] } },
    ],
    ['a content that was changed', { body: { n: 3 }, changed: { body: { n: 3 } } }],
    ['another end', { more: { end: { kind: 'withdrawn' } } }],
    ['no end', { more: { end: null } }],
  ];

  it.each(forged)('[RW4] is refused with %s', async (_, given) => {
    await propose();
    await step({ agreements: [agreement(ann)] }, ann);
    await expect(carryOut(bob, given)).rejects.toMatchObject(refused);
    expect(await state()).toEqual({ n: 1 });
    expect(await carryOut()).toMatchObject({ ok: true });
  });

  it('[RW4] is refused with a change that is not in it, and from another version', async () => {
    await propose();
    await step({ agreements: [agreement(ann)] }, ann);
    await save(database.store, [change('arrangement', `${thing}x`, { n: 1 }, sightOf('ab'))]);
    const others = [change('arrangement', `${thing}x`, { n: 2 })];
    await expect(carryOut(bob, { others })).rejects.toMatchObject(refused);
    await save(database.store, [change('arrangement', thing, { n: 7 })]);
    await expect(carryOut()).rejects.toMatchObject(refused);
    expect(await state()).toEqual({ n: 7 });
  });

  it('[RW4] is refused for what is of others too, who have not agreed', async () => {
    await save(database.store, [change('arrangement', thing, { n: 1 }, sightOf('bc', 'a'))]);
    const changed = { sight: sightOf('bc', 'a') as unknown as Json, baseVersion: 2 };
    await propose({}, changed);
    await step({ agreements: [agreement(ann)] }, ann, changed);
    await expect(carryOut(bob, { changed })).rejects.toMatchObject(refused);
    expect(await state()).toEqual({ n: 1 });
  });

  it('[RW4] is refused in another transaction than the one that ends it, or under another proposal', async () => {
    await propose();
    await step({ agreements: [agreement(ann)] }, ann);
    await step({ agreements: [agreement(ann), agreement(bob)] }, bob);
    const alone = save(database.store, [change('arrangement', thing, { n: 2 })], { ...bob, proposal });
    await expect(alone).rejects.toMatchObject(refused);
    const agreements = [agreement(ann), agreement(bob)];
    await step({ agreements, end: made }, bob);
    await expect(
      save(database.store, [change('arrangement', thing, { n: 2 })], { ...bob, proposal }),
    ).rejects.toMatchObject(refused);
    expect(await state()).toEqual({ n: 1 });
  });

  it('[RW6] lets one leave and another join, who sees it when the others have agreed', async () => {
    const sight = sightOf('bc');
    const changed = { sight: sight as unknown as Json };
    const parties = ['a', 'b', 'c'];
    const cy = roleOf('cy c', { proposal });
    await propose({ parties }, changed, sightOf('abc'));
    const seen = async (as: RequestRole) => {
      const records = await loadRecords(database.store, register, ['arrangement'], { ids: [thing], as });
      return records.length === 1;
    };
    await step({ parties, agreements: [agreement(ann)] }, ann, changed);
    expect([await seen(cy), await seen(roleOf('cy c'))]).toEqual([false, false]);
    await step({ parties, agreements: [agreement(ann), agreement(bob)] }, bob, changed);
    expect([await seen(cy), await seen(roleOf('cy c')), await seen(roleOf('vic a', { proposal }))]).toEqual([
      true,
      false,
      true,
    ]);
    const agreements = [agreement(ann), agreement(bob), agreement(cy)];
    expect(await carryOut(cy, { sight, changed, more: { parties, agreements } })).toMatchObject({ ok: true });
    const [record] = await loadRecords(database.store, register, ['arrangement'], { ids: [thing] });
    expect(record?.sight.owners).toEqual(['b', 'c']);
  });

  it('[RW6] shows nothing that is of others than the parties', async () => {
    await save(database.store, [change('arrangement', `${thing}z`, { n: 1 }, sightOf('cd'))]);
    await propose({}, { id: `${thing}z` });
    await step({ agreements: [agreement(ann)] }, ann, { id: `${thing}z` });
    await step({ agreements: [agreement(ann), agreement(bob)] }, bob, { id: `${thing}z` });
    const as = { ...ann, proposal };
    expect(await loadRecords(database.store, register, ['arrangement'], { ids: [`${thing}z`], as })).toEqual([]);
  });
});

describe('a proposal', () => {
  it('[RW5] is made by whoever may change such things, open and agreed to by nobody else', async () => {
    const asked = [
      ['an agreement of another', () => propose({ agreements: [agreement(bob)] })],
      [
        'an agreement of an editor',
        () => propose({ agreements: [agreement(roleOf('ed a'))] }, {}, sightOf('ab'), roleOf('ed a')),
      ],
      ['an end', () => propose({ end: made })],
      ['other owners', () => propose({}, {}, sightOf('a'))],
      ['more owners', () => propose({}, {}, sightOf('abc'))],
      ['a stranger', () => propose({}, {}, sightOf('ab'), roleOf('cy c'))],
      ['a viewer', () => propose({}, {}, sightOf('ab'), roleOf('vic a'))],
      ['no parties', () => propose({ parties: 'a b' })],
    ] as const;
    for (const [what, ask] of asked) await expect(ask(), what).rejects.toMatchObject(refused);
    expect(await propose({}, {}, sightOf('ab'), roleOf('adm a'))).toMatchObject({ ok: true });
    proposal = `${proposal} of ed`;
    expect(await propose({}, {}, sightOf('ab'), roleOf('ed a'))).toMatchObject({ ok: true });
    proposal = `${proposal} of ann`;
    expect(await propose({ agreements: [agreement(ann)] })).toMatchObject({ ok: true });
  });

  it('[RW5] keeps what it proposes, and is agreed to by an approver for their body alone', async () => {
    await propose();
    const others: [Body, RequestRole, Body?][] = [
      [{}, ann, { body: { n: 3 } }],
      [{ verb: 'remove-arrangement' }, ann],
      [{ parties: ['a'] }, ann],
      [{ expiresOn: '2030-01-01' }, ann],
      [{ agreements: [agreement(bob)] }, ann],
      [{ agreements: [agreement(ann, { party: 'b' })] }, ann],
      [{ agreements: [agreement(roleOf('ed a'))] }, roleOf('ed a')],
      [{ agreements: [agreement(roleOf('ann b'))] }, roleOf('ann b')],
      [{ agreements: [agreement(roleOf('cy c'))] }, roleOf('cy c')],
      [{ remarks: ['said'] }, roleOf('adm a')],
      [{ remarks: ['said'] }, roleOf('vic a')],
      [{ end: made }, ann],
    ];
    for (const [more, as, changed] of others) {
      await expect(step(more, as, changed), JSON.stringify([more, as.name])).rejects.toMatchObject(refused);
    }
    await expect(save(database.store, [change('proposal', proposal, null)], ann)).rejects.toMatchObject(refused);
    expect(await step({ remarks: ['said'] }, roleOf('ed a'))).toMatchObject({ ok: true });
    expect(await step({ agreements: [agreement(bob)] }, bob)).toMatchObject({ ok: true });
    await expect(step({ agreements: [] }, ann)).rejects.toMatchObject(refused);
    expect(await step({ agreements: [], takenBack: [1] }, bob)).toMatchObject({ ok: true });
    expect(await step({ end: { kind: 'withdrawn' } }, ann)).toMatchObject({ ok: true });
    await expect(step({ end: null }, ann)).rejects.toMatchObject(refused);
    await expect(step({ end: { kind: 'withdrawn' }, remarks: ['late'] }, ann)).rejects.toMatchObject(refused);
  });
});
