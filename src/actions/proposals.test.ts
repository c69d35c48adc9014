import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeShelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { loadSample } from '#actions/load-sample.ts';
import { listProposals } from '#actions/proposals-list.ts';
import { showProposal } from '#actions/proposals-show.ts';
import { stepOnProposal } from '#actions/proposals-step.ts';
import type { Refusal } from '#actions/refusal.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Result } from '#std/result.ts';
import { listJournal, recordHistory, verifyJournal } from '#store/journal.ts';
import { openDatabase, type Store } from '#store/open.ts';
import { loadRecords } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  asker,
  board,
  day,
  jointId,
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

describe('a change to something joint', () => {
  it('[PV1] is kept as a proposal with the reason, and nothing else changes', async () => {
    const before = await world.present();
    const refusal = refusalOf(await world.propose());
    expect(refusal).toMatchObject({ kind: 'became-proposal' });
    expect(await world.present()).toEqual(before);
    const [waiting] = answered(await listProposals(world.as('bob'), { register, at: day(2) })).rows;
    expect(waiting).toMatchObject({
      state: 'open',
      version: 1,
      first: { kind: 'arrangement', id: jointId, title: 'Another title' },
    });
    expect(waiting?.proposal).toMatchObject({
      reason: 'It is more',
      parties: [surrey, board],
      expiresOn: '2026-12-30',
      baseVersion: before.version,
      agreements: [],
    });
    for (const reason of [null, '  ']) {
      const without = refusalOf(await world.propose({ reason }));
      expect(without).toMatchObject({ kind: 'bad-question', problems: [{ code: 'no-reason' }] });
    }
    expect(await loadRecords(world.store, register, ['proposal'])).toHaveLength(1);
  });

  it('[PV2] is listed, the newest first, with who could agree and what the asker may do', async () => {
    const first = await world.proposed();
    const second = await world.proposed({ title: 'A third title', reason: 'Other', at: day(3) });
    const list = answered(await listProposals(world.as('bob'), { register, at: day(3) }));
    expect(list.rows.map((row) => row.proposal.id)).toEqual([second, first]);
    expect(list.waiting).toBe(2);
    expect(list.rows[0]?.may).toEqual(['agree', 'refuse', 'discuss']);
    expect(list.rows[0]?.parties).toEqual([
      { party: surrey, agreed: null, approvers: 1 },
      { party: board, agreed: null, approvers: 1 },
    ]);
    expect((await world.show('ann', first)).may).toEqual(['agree', 'refuse', 'withdraw', 'discuss']);
    expect((await world.show('eve', first)).may).toEqual(['discuss']);
    answered(await world.step('bob', first, { do: 'refuse', reason: 'No' }));
    const state = async (state: 'open' | 'closed') =>
      answered(await listProposals(world.as('bob'), { register, state, at: day(3) })).rows.map(
        (row) => row.proposal.id,
      );
    expect(await state('open')).toEqual([second]);
    expect(await state('closed')).toEqual([first]);
    expect(answered(await listProposals(world.as('bob'), { register, state: 'closed', at: day(3) })).waiting).toBe(1);
  });

  it('[PV3] is shown field by field', async () => {
    const before = (await world.present()).body as { title: string };
    const proposal = await world.proposed({ edit: (one) => ({ ...one, isPriority: !one.isPriority }) });
    const shown = await world.show('bob', proposal);
    expect(shown.changes).toHaveLength(1);
    expect(shown.changes[0]).toMatchObject({ kind: 'arrangement', id: jointId, act: 'changed', isThere: true });
    expect(shown.changes[0]?.differences).toEqual([
      { path: 'title', before: before.title, after: 'Another title' },
      { path: 'isPriority', before: expect.any(String), after: expect.any(String) },
    ]);
    expect(shown.isOvertaken).toBe(false);
  });

  it('[PV15] says of a party without an approver that nobody can agree for it', async () => {
    const proposal = await world.proposed();
    await world.grant('bob', board, 'approver', '2026-12-05');
    const later = shelvesFor(world.shelves, asker('ann', null, isoDate('2026-12-05')));
    const shown = answered(await showProposal(later, { register, id: proposal, at: day(5) }));
    expect(shown.parties.map((one) => one.approvers)).toEqual([1, 0]);
  });
});

describe('agreeing', () => {
  it('[PV4] is by an approver of each party, and the last agreement makes the change once, with its approvals', async () => {
    const before = await world.present();
    const proposal = await world.proposed();
    const once = answered(await world.step('ann', proposal, { do: 'agree' }));
    expect(once.state).toBe('open');
    expect(await world.present()).toEqual(before);
    const made = answered(await world.step('bob', proposal, { do: 'agree' }, { at: day(4) }));
    expect(made).toMatchObject({ state: 'made', may: [], isOvertaken: false });
    expect(made.proposal.end).toEqual({ kind: 'made', at: day(4), version: before.version + 1 });
    const after = await world.present();
    expect(after).toMatchObject({ version: before.version + 1, changedBy: 'bob', body: { title: 'Another title' } });
    // What it changed is told as it was told before.
    expect(made.changes[0]?.differences[0]).toMatchObject({ path: 'title', after: 'Another title' });
    const [change, ...steps] = await listJournal(world.store, { register, limit: 4 });
    expect(change).toMatchObject({
      kind: 'arrangement',
      who: 'bob',
      actingFor: board,
      account: 'bob',
      session: 's-bob',
    });
    expect(change?.approvals).toMatchObject([
      { party: surrey, account: 'ann' },
      { party: board, account: 'bob' },
    ]);
    expect(steps.map((one) => [one.kind, one.who, one.reason])).toEqual([
      ['proposal', 'bob', 'agreed by all, and made: It is more'],
      ['proposal', 'ann', `agreed for ${surrey}`],
      ['proposal', 'ann', 'It is more'],
    ]);
    const again = refusalOf(await world.step('bob', proposal, { do: 'agree' }));
    expect(again).toMatchObject({ kind: 'changed-meanwhile', detail: expect.stringContaining('was made at') });
    expect(await verifyJournal(world.store)).toMatchObject({ isSound: true });
  });

  it('[PV5] can be taken back before that, and both stay in the record', async () => {
    const proposal = await world.proposed();
    answered(await world.step('ann', proposal, { do: 'agree' }));
    const back = answered(await world.step('ann', proposal, { do: 'take-back' }));
    expect(back.proposal).toMatchObject({
      agreements: [],
      takenBack: [{ agreement: { party: surrey }, by: { name: 'ann' } }],
    });
    expect(answered(await world.step('bob', proposal, { do: 'agree' })).state).toBe('open');
    expect(answered(await world.step('ann', proposal, { do: 'agree' })).state).toBe('made');
  });

  it('[PV12] is for approvers, of the party that they act for, and tokens with that scope', async () => {
    const proposal = await world.proposed();
    expect(refusalOf(await world.step('eve', proposal, { do: 'agree' }))).toMatchObject({
      kind: 'not-permitted',
      why: 'no-role',
    });
    const author = { name: 'bob', actingFor: board };
    const request = { register, id: proposal, expectedVersion: 1, act: { do: 'agree' } as const, author, at: day(3) };
    for (const scopes of [['read'], ['read', 'edit', 'sign', 'money', 'administer']] as const) {
      const token = shelvesFor(world.shelves, asker('bob', scopes));
      expect(refusalOf(await stepOnProposal(token, request))).toMatchObject({
        kind: 'not-permitted',
        why: 'out-of-scope',
      });
    }
    const nobody = { ...request, author: { name: 'bob', actingFor: null } };
    expect(refusalOf(await stepOnProposal(world.as('bob'), nobody))).toMatchObject({ why: 'acts-for-nobody' });
    const other = { ...request, author: { name: 'bob', actingFor: surrey } };
    expect(refusalOf(await stepOnProposal(world.as('bob'), other))).toMatchObject({ kind: 'not-permitted' });
    const token = shelvesFor(world.shelves, asker('bob', ['read', 'approve']));
    expect(answered(await stepOnProposal(token, request)).proposal.agreements).toHaveLength(1);
  });

  it('[PV18] for two parties by one person is said', async () => {
    await world.grant('ann', board, 'approver');
    const proposal = await world.proposed();
    answered(await world.step('ann', proposal, { do: 'agree' }));
    const author = { name: 'ann', actingFor: board };
    const request = { register, id: proposal, expectedVersion: 2, act: { do: 'agree' } as const, author, at: day(3) };
    const made = answered(await stepOnProposal(world.as('ann'), request));
    expect(made.state).toBe('made');
    expect(made.proposal.agreements[1]).toMatchObject({ party: board, alsoAgreedFor: [surrey] });
  });

  it('[PV9] is raced by two servers: one makes the change, the other is told', async () => {
    const proposal = await world.proposed();
    answered(await world.step('ann', proposal, { do: 'agree' }));
    await world.grant('ben', board, 'approver');
    const before = await world.present();
    const other: Store = await openDatabase({ connectionString: database.databaseUrl });
    try {
      const act = { do: 'agree' } as const;
      const request = (name: string) => ({
        register,
        id: proposal,
        expectedVersion: 2,
        act,
        author: { name, actingFor: board },
        at: day(4),
      });
      const done = await Promise.all([
        stepOnProposal(world.as('bob'), request('bob')),
        stepOnProposal(shelvesFor(makeShelves(other), asker('ben')), request('ben')),
      ]);
      expect(done.filter((one) => one.ok)).toHaveLength(1);
      const told = refusalOf(done.find((one) => !one.ok) as Result<unknown, Refusal>);
      expect(told).toMatchObject({ kind: 'changed-meanwhile', detail: expect.stringContaining('was made at') });
    } finally {
      await other.close();
    }
    expect((await world.present()).version).toBe(before.version + 1);
    const entries = await recordHistory(world.store, register, 'proposal', proposal);
    expect(entries.map((one) => one.version)).toEqual([1, 2, 3]);
  });
});
