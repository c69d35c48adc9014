import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { type VestingAccess, vestingAccess } from '#actions/vesting-access.ts';
import { decideSuccession, type SuccessionDecided, takeBackDecision } from '#actions/vesting-decisions.ts';
import { type AccessPassed, type PassRequest, passAccess } from '#actions/vesting-pass.ts';
import { listJournal } from '#store/journal.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  beforeAt,
  bodies,
  decisionOf,
  grantArrangement,
  onTheDayAt,
  refused,
  register,
  seenBy,
  vestingDay,
  winter,
  withVestingPeople,
} from '#tests/support/vesting-people.ts';

const { county, east, west, board } = bodies;

let database: TestDatabase;
let owner: Shelves;
beforeEach(async () => {
  database = await makeTestDatabase();
  owner = await withVestingPeople(database.store);
});
afterEach(() => database.close());

const foreseen = async (shelves = owner, on = vestingDay, today = winter): Promise<VestingAccess> =>
  answered(await vestingAccess(shelves, { register }, { on, today }));
const passed = async (more: Partial<PassRequest> = {}): Promise<AccessPassed> =>
  answered(await passAccess(owner, { register, on: vestingDay, at: onTheDayAt, ...more }));

describe('decisions', () => {
  it('[VD20] are kept in the journal, shown in the dry run, and can be taken back', async () => {
    const { decisions } = answered(await decideSuccession(owner, { register }, decisionOf()));
    const after = await foreseen();
    expect(after.decisions).toMatchObject([
      { id: decisions[0]?.id, version: 1, decision: { from: county, to: [east] } },
    ]);
    expect(after.records.first.find(({ id }) => id === grantArrangement)?.way).toMatchObject({
      outcome: 'passes',
      after: { owners: [east] },
    });
    const taken = { id: decisions[0]?.id ?? '', expectedVersion: 1, reason: 'Asked too early', at: beforeAt };
    answered(await takeBackDecision(owner, { register }, taken));
    expect((await foreseen()).decisions).toEqual([]);
    const entries = await listJournal(database.store, { register, kind: 'succession-decision', limit: 9 } as never);
    expect(entries.map(({ reason }) => reason).sort()).toEqual(['Asked too early', 'It serves Elmbridge alone.']);
    answered(await decideSuccession(owner, { register }, decisionOf({ to: [west] })));
    expect((await refused(takeBackDecision(owner, { register }, { ...taken, id: 'x' }))).kind).toBe('bad-question');
  });

  it('[VD20] with anything wrong nothing is kept, and all of it is said', async () => {
    const wrongs: [Partial<SuccessionDecided>, string][] = [
      [{ from: 'Atlantis' }, 'unknown-body'],
      [{ from: board, passing: { kind: 'role', account: 'bea', role: 'editor' } }, 'does-not-end'],
      [{ to: [board] }, 'not-an-heir'],
      [{ to: [] }, 'record-to-nobody'],
      [{ to: ['Atlantis'] }, 'unknown-body'],
      [{ reason: ' ' }, 'no-reason'],
      [{ passing: { kind: 'record', resource: 'arrangement', id: 'nothing' } }, 'nothing-to-decide'],
      [{ passing: { kind: 'role', account: 'elma', role: 'editor' } }, 'nothing-to-decide'],
      [{ passing: { kind: 'record', resource: 'schedule', id: '*' } }, 'nothing-to-decide'],
    ];
    for (const [wrong, code] of wrongs) {
      const refusal = await refused(decideSuccession(owner, { register }, decisionOf(wrong)));
      expect(refusal).toMatchObject({ kind: 'bad-question', problems: [{ code }] });
    }
    const both = decideSuccession(owner, { register }, decisionOf({ to: [board], reason: '' }));
    expect(await refused(both)).toMatchObject({ problems: [{ code: 'no-reason' }, { code: 'not-an-heir' }] });
    expect((await foreseen()).decisions).toEqual([]);
  });

  it('[VD20] the same is not decided twice', async () => {
    answered(await decideSuccession(owner, { register }, decisionOf()));
    const again = await refused(decideSuccession(owner, { register }, decisionOf({ to: [west] })));
    expect(again).toMatchObject({ problems: [{ code: 'decided-twice' }] });
  });

  it('[VD21] are of those who administer the body while it exists, and not about themselves', async () => {
    const carol = seenBy(owner, 'carol');
    answered(await decideSuccession(carol, { register }, decisionOf()));
    for (const account of ['elma', 'esther', 'bob', 'guy']) {
      const to = { passing: { kind: 'record', resource: 'arrangement', id: 'SAMPLE-DFG-E07000208' } } as const;
      const refusal = await refused(decideSuccession(seenBy(owner, account), { register }, decisionOf(to)));
      expect([account, refusal.kind]).toEqual([account, 'not-permitted']);
    }
    const own = decisionOf({ passing: { kind: 'role', account: 'carol', role: 'editor' } });
    expect(await refused(decideSuccession(carol, { register }, own))).toMatchObject({ why: 'about-oneself' });
    const entries = await listJournal(database.store, { register, kind: 'succession-decision', limit: 9 } as never);
    expect(entries.map(({ who, actingFor }) => [who, actingFor])).toEqual([['Carol', county]]);
  });

  it('[VD21] after the day those that took over decide together', async () => {
    await passed();
    const esther = seenBy(owner, 'esther', vestingDay);
    const refusal = await refused(decideSuccession(esther, { register }, decisionOf({ at: onTheDayAt })));
    expect(refusal).toMatchObject({ kind: 'became-proposal', proposals: [{ parties: expect.any(Array) }] });
    const carol = seenBy(owner, 'carol', vestingDay);
    expect((await refused(decideSuccession(carol, { register }, decisionOf({ at: onTheDayAt })))).kind).toBe(
      'not-permitted',
    );
  });

  it('[VD22] one decides for all records of a kind that wait', async () => {
    const { records } = await foreseen();
    const waiting = records.first.filter(({ way }) => way.waiting.some(({ owner: body }) => body === county));
    const all = decisionOf({ passing: { kind: 'record', resource: 'arrangement', id: '*' }, to: [east, west] });
    const { decisions } = answered(await decideSuccession(owner, { register }, all));
    expect(decisions).toHaveLength(waiting.length);
    const after = (await foreseen()).records.first;
    expect(after.filter(({ way }) => way.waiting.some(({ owner: body }) => body === county))).toEqual([]);
    expect(after.find(({ id }) => id === grantArrangement)?.way.after.owners).toEqual([east, west]);
  });
});
