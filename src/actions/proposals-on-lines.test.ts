import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSample } from '#actions/load-sample.ts';
import { saveSchedule } from '#actions/save-schedule.ts';
import { showSchedule } from '#actions/show-schedule.ts';
import { workOnLine } from '#actions/work-on-line.ts';
import type { LineKey } from '#core/handover/line.ts';
import { summaryOf } from '#core/handover/line-difference.ts';
import type { LineAct } from '#core/schedule/line-act.ts';
import { fingerprintOf } from '#core/schedule/line-fingerprint.ts';
import { loadRecords } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  board,
  day,
  makeProposalWorld,
  type ProposalWorld,
  proposalMade,
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

describe('a line of a schedule', () => {
  const key = `SAMPLE-BCF ${surrey} host`;
  let schedule = '';
  const work = async () => {
    const [record] = await loadRecords(world.store, register, ['line-work']);
    return record;
  };
  const owner = { name: 'Owner', actingFor: null };
  const doOnLine = async (act: LineAct, version: number, name?: string) => {
    const using = name === undefined ? world.shelves : world.as(name);
    const author = name === undefined ? owner : { name, actingFor: name === 'ann' ? surrey : board };
    const request = { key, expectedVersion: version, act, author, at: day(3) };
    return answered(await workOnLine(using, register, schedule, request));
  };
  /** Ann would decide what becomes of the line. */
  const dispose = async (disposition: string, version = 0): Promise<string> => {
    const act = { do: 'override', field: 'disposition', value: disposition, reason: 'As we said' } as const;
    const author = { name: 'ann', actingFor: surrey };
    const request = { key, expectedVersion: version, act, author, at: day(3) };
    return proposalMade(await workOnLine(world.as('ann'), register, schedule, request));
  };
  beforeEach(async () => {
    const given = { title: 'Surrey 2027', scenario: 'surrey-two-unitaries' };
    schedule = answered(await saveSchedule(world.shelves, register, given, { author: owner, at: day(1) })).id;
  });

  it('[PV19] is told in the words of the handover', async () => {
    const shown = await world.show('bob', await dispose('host'));
    const [change] = shown.changes;
    expect(shown.first.title).toMatch(/, in Surrey 2027$/);
    expect(change?.differences).toEqual([
      { path: 'disposition', before: 'apportion (as computed)', after: 'host (As we said)' },
    ]);
  });

  it('[PV14] may be talked about, assigned and signed meanwhile: only another decision overtakes what is proposed', async () => {
    const proposal = await dispose('host');
    await doOnLine({ do: 'comment', text: 'I doubt it' }, 0, 'bob');
    await doOnLine({ do: 'assign', to: 'Cat' }, 1);
    const { lines, shown } = answered(await showSchedule(world.shelves, { register }, schedule));
    const line = lines.get(key as LineKey);
    if (line === undefined) throw new Error('no line');
    const seen = fingerprintOf(summaryOf(line, shown.register.world));
    await doOnLine({ do: 'sign', party: surrey, seen }, 2, 'ann');
    expect((await world.show('bob', proposal)).isOvertaken).toBe(false);
    answered(await world.step('ann', proposal, { do: 'agree' }));
    expect(answered(await world.step('bob', proposal, { do: 'agree' })).state).toBe('made');
    expect(await work()).toMatchObject({
      version: 4,
      body: {
        assignedTo: 'Cat',
        comments: [{ who: 'bob', text: 'I doubt it' }],
        overrides: [{ value: { disposition: 'host' } }],
        signatures: [{ party: surrey }],
      },
    });
    const other = await dispose('novate', 4);
    await doOnLine({ do: 'withdraw-override', field: 'disposition' }, 4);
    expect((await world.show('bob', other)).isOvertaken).toBe(true);
    expect(answered(await world.step('bob', other, { do: 'agree' })).state).toBe('superseded');
    expect(await work()).toMatchObject({ version: 5, body: { overrides: [] } });
  });
});
