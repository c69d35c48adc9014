import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSample } from '#actions/load-sample.ts';
import { expireProposals, supersedeProposalsOf } from '#actions/proposals-closed.ts';
import { listProposals } from '#actions/proposals-list.ts';
import { recordHistory } from '#store/journal.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  board,
  day,
  hampshire,
  jointId,
  makeProposalWorld,
  type ProposalWorld,
  refusalOf,
  register,
} from '#tests/support/made-up-proposal.ts';

let database: TestDatabase;
let world: ProposalWorld;
beforeEach(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-01-01T09:00:00.000Z');
  world = await makeProposalWorld(database.store);
});
afterEach(() => database.close());

describe('a proposal that is not made', () => {
  it('[PV6] was withdrawn or refused, and remains with who and why', async () => {
    const before = await world.present();
    const [one, two] = [await world.proposed(), await world.proposed({ title: 'Two' })];
    expect(refusalOf(await world.step('bob', one, { do: 'withdraw', reason: null })).kind).toBe('bad-question');
    const withdrawn = answered(await world.step('ann', one, { do: 'withdraw', reason: 'Too early' }));
    expect(withdrawn.proposal.end).toMatchObject({ kind: 'withdrawn', by: { name: 'ann' }, reason: 'Too early' });
    const refusedOne = answered(await world.step('bob', two, { do: 'refuse', reason: 'Not ours' }));
    expect(refusedOne.proposal.end).toMatchObject({
      kind: 'refused',
      party: board,
      by: { name: 'bob' },
      reason: 'Not ours',
    });
    for (const closed of [one, two]) {
      for (const act of [{ do: 'agree' }, { do: 'discuss', text: 'But' }, { do: 'refuse', reason: 'No' }] as const) {
        expect(refusalOf(await world.step('bob', closed, act)).kind).toBe('changed-meanwhile');
      }
    }
    expect(answered(await listProposals(world.as('ann'), { register, state: 'closed', at: day(9) })).rows).toHaveLength(
      2,
    );
    expect(await world.present()).toEqual(before);
  });

  it('[PV7] expires after 28 days, is told so by whoever looks, and recorded once', async () => {
    const before = await world.present();
    const proposal = await world.proposed();
    expect((await world.show('bob', proposal, day(29))).state).toBe('open');
    const late = refusalOf(await world.step('bob', proposal, { do: 'agree' }, { at: day(30), version: 1 }));
    expect(late).toMatchObject({ kind: 'changed-meanwhile', detail: expect.stringContaining('expired') });
    expect((await world.show('bob', proposal, day(30))).state).toBe('expired');
    const entries = await recordHistory(world.store, register, 'proposal', proposal);
    expect(entries.map((one) => [one.who, one.reason])).toEqual([
      ['ann', 'It is more'],
      ['Coterminous', 'expired'],
    ]);
    expect(await expireProposals(world.shelves, day(31))).toBe(0);
    await world.proposed({ title: 'Later' });
    expect(await expireProposals(world.shelves, day(29))).toBe(0);
    expect(await expireProposals(world.shelves, day(30))).toBe(1);
    expect(await expireProposals(world.shelves, day(30))).toBe(0);
    expect(await world.present()).toEqual(before);
  });

  it('[PV8] was overtaken: it is superseded when somebody agrees, and nothing else changes', async () => {
    const proposal = await world.proposed();
    answered(await world.step('ann', proposal, { do: 'agree' }));
    const held = await world.present();
    const body = { ...(held.body as object), title: 'By the owner' };
    await world.save([{ kind: 'arrangement', id: jointId, expectedVersion: held.version, body, reason: null }], day(2));
    expect(await world.show('bob', proposal)).toMatchObject({ state: 'open', isOvertaken: true });
    const ended = answered(await world.step('bob', proposal, { do: 'agree' }));
    expect(ended.proposal.end).toMatchObject({ kind: 'superseded', version: held.version + 1 });
    expect(ended.isOvertaken).toBe(false);
    expect((await world.present()).body).toMatchObject({ title: 'By the owner' });
    // What was proposed is still told from what it was made from.
    expect(ended.changes[0]?.differences[0]).toMatchObject({ path: 'title', after: 'Another title' });
  });

  it('[PV17] ends with a party that is no more', async () => {
    const proposal = await world.proposed();
    const given = { register, reason: 'Sussex ended', at: day(4) };
    expect(await supersedeProposalsOf(world.shelves, { ...given, bodies: [hampshire] })).toBe(0);
    expect(await supersedeProposalsOf(world.shelves, { ...given, bodies: [board] })).toBe(1);
    expect(await supersedeProposalsOf(world.shelves, { ...given, bodies: [board] })).toBe(0);
    expect((await world.show('ann', proposal)).proposal.end).toMatchObject({
      kind: 'superseded',
      reason: 'Sussex ended',
    });
  });

  it('[PV13] is told to who saw less; what is said is always added', async () => {
    const proposal = await world.proposed();
    const said = await Promise.all(
      ['ann', 'bob', 'eve'].map((name) =>
        world.step(name, proposal, { do: 'discuss', text: `I am ${name}` }, { version: 1 }),
      ),
    );
    expect(said.every((one) => one.ok)).toBe(true);
    const shown = await world.show('ann', proposal);
    expect(shown.proposal.remarks.map((one) => one.name).sort()).toEqual(['ann', 'bob', 'eve']);
    for (const act of [{ do: 'agree' }, { do: 'refuse', reason: 'No' }, { do: 'take-back' }] as const) {
      const told = refusalOf(await world.step('bob', proposal, act, { version: 1 }));
      expect(told).toMatchObject({ kind: 'changed-meanwhile', current: { version: 4 } });
    }
    expect(refusalOf(await world.step('bob', proposal, { do: 'discuss', text: ' ' })).kind).toBe('bad-question');
  });
});
