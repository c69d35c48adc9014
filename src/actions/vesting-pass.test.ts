import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeDocument } from '#actions/arrangement-document.ts';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { listPeople } from '#actions/people.ts';
import { makeProposalRecords } from '#actions/proposal-records.ts';
import { type VestingAccess, vestingAccess } from '#actions/vesting-access.ts';
import { decideSuccession } from '#actions/vesting-decisions.ts';
import { type AccessPassed, type PassRequest, passAccess } from '#actions/vesting-pass.ts';
import { addDays } from '#std/iso-date.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import { loadRecords, type RecordKind } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  arrangementsSeenBy,
  beforeAt,
  bodies,
  change,
  decisionOf,
  districtsContract,
  grantArrangement,
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

const { county, elmbridge, east, west, board, guildford, southEast } = bodies;

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
const ownersOf = async (kind: RecordKind, id: string) => (await recordOf(database.store, kind, id)).sight.owners;

describe('the day', () => {
  it('[VD30] does not come early, and not by anybody', async () => {
    const early = await refused(passAccess(owner, { register, on: vestingDay, at: beforeAt }));
    expect(early).toMatchObject({ kind: 'bad-question', detail: expect.stringContaining('has not come yet') });
    const other = await refused(passAccess(seenBy(owner, 'carol'), { register, on: winter, at: beforeAt }));
    expect(other).toMatchObject({ kind: 'not-permitted' });
    expect((await foreseen()).isDone).toBe(false);
  });

  it('[VD31] passes roles and records, and lists what waits', async () => {
    const before = await recordOf(database.store, 'arrangement', grantArrangement);
    answered(
      await decideSuccession(
        owner,
        { register },
        decisionOf({ passing: { kind: 'role', account: 'carol', role: 'editor' }, to: [west] }),
      ),
    );
    const { rolesEnded, rolesGiven, rolesWaiting, recordsWaiting, unattended } = await passed();
    // Of Carol two, of Elma two, of Guy one; grace for each of the three, passed: Carol's editor, Elma's two, Guy's.
    expect([rolesEnded, rolesGiven, rolesWaiting]).toEqual([5, 7, 1]);
    expect(recordsWaiting.find(({ id }) => id === grantArrangement)).toEqual({
      kind: 'arrangement',
      id: grantArrangement,
      owners: [county],
    });
    expect(unattended).toContain(west);
    expect(unattended).not.toContain(east);
    const after = await recordOf(database.store, 'arrangement', grantArrangement);
    expect(after.sight.owners).toEqual([county, east]);
    expect(after.body).toEqual(before.body);
    expect(decodeDocument(after.body).parties.map(({ organisation }) => organisation)).toContain(elmbridge);
    const { people } = answered(await listPeople(owner, { register, on: vestingDay }));
    const rolesOf = (account: string) =>
      people
        .find((one) => one.account === account)
        ?.roles.map(({ grant: { organisation, role, to } }) => `${organisation} ${role} ${to}`);
    const last = addDays(vestingDay, 90);
    expect(rolesOf('elma')).toEqual([
      `${elmbridge} viewer ${last}`,
      `${east} administrator null`,
      `${east} editor null`,
    ]);
    expect(rolesOf('carol')).toEqual([`${county} viewer ${last}`, `${west} editor null`]);
    expect(rolesOf('bea')).toEqual([`${board} editor null`]);
  });

  it('[VD32] twice is once', async () => {
    await passed();
    const journal = await verifyJournal(database.store);
    const again = await passed();
    expect([again.rolesEnded, again.rolesGiven, again.recordsPassed, again.proposalsClosed]).toEqual([0, 0, 0, 0]);
    await passed({ on: addDays(vestingDay, 40), at: '2027-05-11T06:00:00.000Z' });
    expect(await verifyJournal(database.store)).toEqual(journal);
  });

  it('[VD32] a run that was broken off is finished by the next, with the same end', async () => {
    const many = Array.from({ length: 1100 }, (_, at) =>
      change(
        'scenario',
        `drawn-${at}`,
        { id: `drawn-${at}`, title: `Drawn ${at}`, switches: [], drafts: [] } as never,
        [elmbridge],
      ),
    );
    await keep(database.store, many);
    const expected = (await foreseen()).records.first.length;
    for (const breakAfter of [1, 1, 1]) {
      let steps = 0;
      const onProgress = () => {
        steps += 1;
        if (steps === breakAfter) throw new Error('pulled the plug');
      };
      // The steps before were done for good: the next run begins where this one ended.
      const end = await passed({ onProgress }).catch((error: Error) => error.message);
      expect(end).toBe('pulled the plug');
    }
    await passed();
    expect(await ownersOf('scenario', 'drawn-1099')).toEqual([east]);
    const owned = await loadRecords(database.store, register, ['scenario']);
    expect(owned.filter(({ sight }) => sight.owners.includes(elmbridge))).toEqual([]);
    const grants = await loadRecords(database.store, register, ['grant']);
    expect(grants.filter(({ body }) => (body as { account: string }).account === 'elma')).toHaveLength(5);
    expect(expected).toBe(1000);
  });

  it('[VD33] who held a role of the body reads for the days of grace, and no more', async () => {
    await passed();
    const last = addDays(vestingDay, 89);
    const gone = addDays(vestingDay, 90);
    expect(await arrangementsSeenBy(owner, 'carol', last)).toContain('SAMPLE-BCF');
    await expect(arrangementsSeenBy(owner, 'carol', gone)).rejects.toThrow('You hold no role in any register today');
    expect(await arrangementsSeenBy(owner, 'elma', gone)).toContain(grantArrangement);
    const carol = await refused(
      decideSuccession(seenBy(owner, 'carol', last), { register }, decisionOf({ at: onTheDayAt })),
    );
    expect(carol.kind).toBe('not-permitted');
  });

  it('[VD34] no record is orphaned', async () => {
    const { recordsWaiting } = await passed();
    const waiting = new Map(recordsWaiting.map(({ kind, id, owners }) => [`${kind} ${id}`, owners]));
    const { register: opened, on } = await passed();
    const { lives, world } = opened.timeline;
    const isThere = (id: string) => {
      const life = lives[world.organisationIndex.get(id as never) ?? -1];
      return life !== undefined && life !== null && (life.to === null || life.to > on);
    };
    const records = await loadRecords(database.store, register, ['arrangement', 'scenario', 'data-set', 'account']);
    for (const { kind, id, sight } of records) {
      const lost = sight.owners.filter((body) => !isThere(body));
      if (kind === 'account') expect([id, sight.owners.length > 0]).toEqual([id, true]);
      else expect([id, lost]).toEqual([id, waiting.get(`${kind} ${id}`) ?? []]);
    }
    expect(records.length).toBeGreaterThan(40);
  });

  it('[VD35] closes proposals that nobody can agree to any more', async () => {
    const sight = { owners: [east, board], seenBy: [], regions: [] };
    const asked = (id: string, owners: readonly string[]) =>
      ({ kind: 'arrangement', id, owners, seenBy: [], regions: [], holder: null }) as never;
    const by = {
      account: 'elma',
      name: 'Elma',
      kind: 'person',
      scopes: null,
      actingFor: elmbridge,
      grants: [{ account: 'elma', organisation: elmbridge, role: 'editor', from: '2026-05-01', to: null, reason: '' }],
    } as never;
    const record = {
      kind: 'arrangement' as const,
      id: grantArrangement,
      expectedVersion: 1,
      body: null,
      reason: null,
      sight,
    };
    const made = answered(
      makeProposalRecords(
        by,
        [
          {
            parties: [county, elmbridge] as never,
            changes: [
              {
                verb: 'save-arrangement',
                change: {
                  before: asked(grantArrangement, [county, elmbridge]),
                  after: asked(grantArrangement, [county, elmbridge]),
                },
                record,
              },
            ],
          },
        ],
        { reason: 'Ends sooner', at: '2027-03-20T09:00:00.000Z' },
      ),
    );
    await keep(
      database.store,
      made.map((one) => one.record),
      '2027-03-20T09:00:00.000Z',
    );
    const { proposalsClosed } = await passed();
    expect(proposalsClosed).toBe(1);
    const { body } = await recordOf(database.store, 'proposal', made[0]?.id ?? '');
    expect(body).toMatchObject({ end: { kind: 'superseded' } });
  });

  it('[VD36] a role that waited is passed once it is decided, without new days of grace', async () => {
    await passed();
    const late = { on: addDays(vestingDay, 9), at: '2027-04-10T06:00:00.000Z' };
    answered(
      await decideSuccession(
        owner,
        { register },
        decisionOf({ passing: { kind: 'role', account: 'carol', role: 'editor' }, to: [east], at: late.at }),
      ),
    );
    const { rolesEnded, rolesGiven, rolesWaiting } = await passed(late);
    expect([rolesEnded, rolesGiven, rolesWaiting]).toEqual([1, 1, 1]);
    const again = await passed({ on: addDays(vestingDay, 10), at: '2027-04-11T06:00:00.000Z' });
    expect([again.rolesEnded, again.rolesGiven]).toEqual([0, 0]);
    const { people } = answered(await listPeople(owner, { register, on: late.on }));
    const carol = people.find(({ account }) => account === 'carol');
    expect(carol?.roles.map(({ grant: one }) => `${one.organisation} ${one.role} ${one.from} ${one.to}`)).toEqual([
      `${county} viewer ${vestingDay} ${addDays(vestingDay, 90)}`,
      `${east} editor ${late.on} null`,
    ]);
  });

  it('[VD37] accounts belong to the bodies that their holders act for afterwards', async () => {
    await passed();
    expect(await ownersOf('account', 'elma')).toEqual([elmbridge, east].sort());
    expect(await ownersOf('account', 'guy')).toEqual([guildford, west].sort());
    expect(await ownersOf('account', 'bea')).toEqual([board]);
    expect(await ownersOf('account', 'carol')).toEqual([county]);
  });

  it('[VD39] records lie where their owners lie, and what waits where it lay', async () => {
    const regionsOf = async (id: string) => (await recordOf(database.store, 'arrangement', id)).sight.regions;
    await keep(database.store, [change('schedule', 'lies', { title: 'Lies in no region yet' }, [guildford])]);
    await passed();
    expect(await regionsOf('SAMPLE-PANEL-COUNTY')).toEqual([southEast]);
    expect(await regionsOf(districtsContract)).toEqual([southEast]);
    expect((await recordOf(database.store, 'schedule', 'lies')).sight).toMatchObject({
      owners: [west],
      regions: [southEast],
    });
    expect(await arrangementsSeenBy(owner, 'olive', vestingDay)).toContain('SAMPLE-PANEL-COUNTY');
  });

  it('[VD38] everything has its entry in the journal', async () => {
    await passed();
    const entries = await listJournal(database.store, {
      register,
      kind: 'arrangement',
      id: districtsContract,
      limit: 5,
    } as never);
    expect(entries[0]).toMatchObject({ who: 'Coterminous', actingFor: null });
    expect(entries[0]?.reason).toContain('Mole Valley District Council (council-E07000210) to East Surrey Council');
    const roles = await listJournal(database.store, { register, kind: 'grant', limit: 50 } as never);
    expect(roles.filter(({ reason }) => reason?.startsWith('It passes to East Surrey Council'))).toHaveLength(2);
    expect((await verifyJournal(database.store)).faults).toEqual([]);
  });
});
