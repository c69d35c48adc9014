import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { loadSample } from '#actions/load-sample.ts';
import { listProposals } from '#actions/proposals-list.ts';
import { showProposal } from '#actions/proposals-show.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { isoDate } from '#std/iso-date.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import type { Json } from '#store/journal-hash.ts';
import { openDatabase } from '#store/open.ts';
import { loadRecords, saveRecords } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  board,
  day,
  hampshire,
  jointId,
  jointSight,
  makeProposalWorld,
  type ProposalWorld,
  refusalOf,
  register,
  surrey,
} from '#tests/support/made-up-proposal.ts';

let database: TestDatabase;
let world: ProposalWorld;
beforeEach(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-01-01T09:00:00.000Z');
  world = await makeProposalWorld(database.store);
});
afterEach(() => database.close());

describe('the walls around a proposal', () => {
  it('[PV11] a third party learns nothing of it', async () => {
    const proposal = await world.proposed();
    expect(answered(await listProposals(world.as('cat'), { register, at: day(3) }))).toMatchObject({
      waiting: 0,
      rows: [],
    });
    const unknown = refusalOf(await showProposal(world.as('cat'), { register, id: 'nothing', at: day(3) }));
    const unseen = refusalOf(await showProposal(world.as('cat'), { register, id: proposal, at: day(3) }));
    expect(unseen).toEqual(JSON.parse(JSON.stringify(unknown).replaceAll('nothing', proposal)));
    for (const act of [{ do: 'agree' }, { do: 'discuss', text: 'Hello' }] as const) {
      expect(refusalOf(await world.step('cat', proposal, act, { version: 1 }))).toEqual(unseen);
    }
    const journal = await listJournal(world.store, {
      register,
      limit: 100,
      as: {
        account: 'cat',
        name: 'cat',
        session: null,
        on: isoDate('2026-12-01'),
        actingFor: hampshire,
        proposal: null,
      },
    });
    expect(journal.filter((one) => one.kind === 'proposal')).toEqual([]);
  });

  it('[PV16] who is to join sees what would be, not what is there now; and joins by agreeing', async () => {
    const partner = { organisation: hampshire, role: 'partner' as const, share: null, signedOn: null };
    const proposal = await world.proposed({
      owners: [hampshire, surrey, board],
      edit: (one) => ({ ...one, parties: [...one.parties, partner] as Arrangement['parties'] }),
    });
    const [change] = (await world.show('cat', proposal)).changes;
    expect(change).toMatchObject({ act: 'changed', isThere: false });
    expect(change?.differences.every((one) => one.before === null)).toBe(true);
    const [own] = (await world.show('ann', proposal)).changes;
    expect(own?.differences).toContainEqual({
      path: 'belongs to',
      before: expect.not.stringContaining('Hampshire'),
      after: expect.stringContaining('Hampshire'),
    });
    for (const name of ['ann', 'bob', 'cat']) answered(await world.step(name, proposal, { do: 'agree' }));
    expect((await world.present()).sight.owners).toEqual([hampshire, surrey, board]);
    expect((await world.as('cat').arrangements.open(register)).byId.has(jointId)).toBe(true);
  });

  it('[PV10] a proposal that was forged in the database is not carried out', async () => {
    const before = await world.present();
    const proposal = await world.proposed();
    answered(await world.step('ann', proposal, { do: 'agree' }));
    const forge = (set: string) =>
      world.store.pool.query(`update work.records set body = ${set} where kind = 'proposal'`);
    // Bob writes something else than what Ann agreed to, past the actions.
    const role = { account: 'bob', name: 'bob', session: null, on: isoDate('2026-12-01'), actingFor: board, proposal };
    const [held] = await loadRecords(world.store, register, ['proposal']);
    const agreed = held?.body as unknown as { agreements: Json[]; content: { changes: { body: object }[] } };
    const hand = { account: 'bob', name: 'bob', actingFor: board, at: day(4), party: board, alsoAgreedFor: [] };
    const made = { ...agreed, agreements: [...agreed.agreements, hand], end: { kind: 'made', at: day(4), version: 3 } };
    const written = (title: string, body: object) =>
      saveRecords(world.store, {
        register,
        author: { name: 'bob', actingFor: board },
        at: day(4),
        as: role,
        changes: [
          { kind: 'proposal', id: proposal, expectedVersion: 2, body: body as unknown as Json, reason: null },
          {
            kind: 'arrangement',
            id: jointId,
            expectedVersion: before.version,
            body: { ...(agreed.content.changes[0]?.body ?? {}), title } as unknown as Json,
            reason: null,
            sight: jointSight,
          },
        ],
      });
    await expect(written('Forged', made)).rejects.toMatchObject({ code: 'wall-refused' });
    const content = {
      changes: [{ ...agreed.content.changes[0], body: { ...agreed.content.changes[0]?.body, title: 'Forged' } }],
    };
    await expect(written('Forged', { ...made, content })).rejects.toMatchObject({ code: 'wall-refused' });
    await expect(written('Another title', { ...made, agreements: [hand] })).rejects.toMatchObject({
      code: 'wall-refused',
    });
    expect(await world.present()).toEqual(before);
    // Somebody with the database's own key changes what Ann agreed to, before Bob agrees.
    await forge(`jsonb_set(body, '{content,changes,0,body,title}', '"Forged"')`);
    const other = await openDatabase({ connectionString: database.databaseUrl });
    try {
      const done = await world.step('bob', proposal, { do: 'agree' }, { using: makeShelves(other), version: 2 });
      expect(refusalOf(done).kind).toBe('journal-broken');
    } finally {
      await other.close();
    }
    // A process that still knows the proposal as it was meets the wall.
    const known = await world.step('bob', proposal, { do: 'agree' }, { version: 2 });
    expect(refusalOf(known).kind).toBe('not-permitted');
    expect(await world.present()).toEqual(before);
    expect((await verifyJournal(world.store)).isSound).toBe(false);
  });
});
