import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessDryRun } from '#core/access/access-dry-run.ts';
import { SuccessionBook } from '#core/access/body-succession.ts';
import { visible } from '#core/access/may.ts';
import { type AccountId, type Grant, grantsOn } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import { checkDecisions, Decisions, type SuccessionDecision } from '#core/access/succession-decisions.ts';
import { grantsAfter, successionOfGrants } from '#core/access/succession-of-grants.ts';
import { successionOfRecords } from '#core/access/succession-of-records.ts';
import { bodiesOf, grantOf, grantsOf, personOf, thingOf } from '#core/access/test-access.ts';
import { resourceKindNames, roleNames } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { addDays, type IsoDate, isoDate } from '#std/iso-date.ts';
import { bodies, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const council = 'district-council';
const vesting = isoDate('2028-04-01');

/** `a` and `b` become `ab`; `old` is divided into `x` and `y`; `gone` ends; `live` lives on; all on one day. */
const timeline = foldOf(
  together(
    ground(7),
    bodies([
      ['a', council, 'b0 b1'],
      ['b', council, 'b2'],
      ['old', council, 'b3 b4'],
      ['gone', council, 'b5'],
      ['live', council, 'b6'],
      ['ab', council],
      ['x', council],
      ['y', council],
    ]),
    events([
      {
        id: 'merge',
        kind: 'merge',
        day: vesting,
        predecessors: 'a b',
        successors: 'ab',
        moves: [
          ['a', 'ab', '*'],
          ['b', 'ab', '*'],
        ],
      },
      {
        id: 'split',
        kind: 'divide',
        day: vesting,
        predecessors: 'old',
        successors: 'x y',
        moves: [
          ['old', 'x', 'b3'],
          ['old', 'y', 'b4'],
        ],
      },
      { id: 'end', kind: 'abolish', day: vesting, predecessors: 'gone', moves: [['gone', '', '*']] },
    ]),
  ),
);
const book = new SuccessionBook(timeline, vesting);
const none = new Decisions([]);
const noRegions = () => [];
const plain = { decisions: none, graceDays: 90 };
const [ab] = bodiesOf('ab') as [OrganisationId];

/** What becomes of one grant, in few words: its outcome, and `body role from to` of what is left. */
function told(grant: Grant, options = plain): string[] {
  const ways = successionOfGrants([grant], book, options);
  const left = grantsAfter(ways).map(({ organisation, role, from, to }) => `${organisation} ${role} ${from} ${to}`);
  return [...ways.map(({ outcome }) => outcome), ...left];
}

const decision = (from: string, words: string, to: string): SuccessionDecision => {
  const [kind = '', account = '', role = ''] = words.split(' ');
  const passing =
    kind === 'role'
      ? { kind: 'role' as const, account: account as AccountId, role: role as Grant['role'] }
      : { kind: 'record' as const, resource: account as Resource['kind'], id: role };
  return { from: from as OrganisationId, passing, to: bodiesOf(to), reason: 'agreed' };
};

describe('the succession of roles', () => {
  it('[AX50] a role of a body that ends passes to its one successor; of one that lives on it stays', () => {
    for (const role of ['viewer', 'editor', 'finance', 'approver', 'administrator']) {
      expect(told(grantOf(`ann a ${role}`), { ...plain, graceDays: 0 })).toEqual([
        'passes',
        `a ${role} 2020-01-01 2028-04-01`,
        `ab ${role} 2028-04-01 null`,
      ]);
      expect(told(grantOf(`ann live ${role}`))).toEqual(['stays', `live ${role} 2020-01-01 null`]);
    }
    expect(told(grantOf('ann a editor', { to: isoDate('2028-05-01') }), { ...plain, graceDays: 0 })[2]).toBe(
      'ab editor 2028-04-01 2028-05-01',
    );
    const [way] = successionOfGrants([grantOf('ann a editor')], book, plain);
    expect(way?.why).toBe('It passes to AB (ab): who takes over from A (a).');
  });

  it('[AX50] a role that is over, of a body that begins on the day, or that nobody knows stays as it is', () => {
    expect(told(grantOf('ann a editor', { to: vesting }))).toEqual(['stays', 'a editor 2020-01-01 2028-04-01']);
    expect(told(grantOf('ann ab editor'))[0]).toBe('stays');
    expect(told(grantOf('ann elsewhere editor'))[0]).toBe('stays');
    expect(told(grantOf('ann a viewer', { from: vesting }))).toEqual(['stays', 'a viewer 2028-04-01 null']);
  });

  it('[AX50] observing does not pass by itself', () => {
    const [way] = successionOfGrants([grantOf('obs a observer')], book, plain);
    expect(way).toMatchObject({ outcome: 'waits', choices: ['ab'] });
    expect(way?.added.map(({ organisation, role }) => `${organisation} ${role}`)).toEqual(['a observer']);
  });

  it('[AX51] where several take over, or nobody, a role waits and passes nowhere', () => {
    const ways = successionOfGrants(grantsOf('ann old editor, ann gone approver'), book, { ...plain, graceDays: 0 });
    expect(ways.map(({ outcome, choices }) => [outcome, choices])).toEqual([
      ['waits', ['x', 'y']],
      ['waits', []],
    ]);
    expect(grantsAfter(ways).map(({ to }) => to)).toEqual([vesting, vesting]);
    expect(ways[0]?.why).toBe(
      'OLD (old) ended. Several take over (X (x), Y (y)): say to which of them the role passes.',
    );
  });

  it('[AX52] what is decided is done', () => {
    const decisions = new Decisions([
      decision('old', 'role ann editor', 'x y'),
      decision('gone', 'role ann approver', 'live'),
      decision('a', 'role ann viewer', ''),
    ]);
    const options = { decisions, graceDays: 0 };
    expect(told(grantOf('ann old editor'), options).slice(2)).toEqual([
      'x editor 2028-04-01 null',
      'y editor 2028-04-01 null',
    ]);
    expect(told(grantOf('ann gone approver'), options)[2]).toBe('live approver 2028-04-01 null');
    expect(told(grantOf('ann a viewer'), options)).toEqual(['ends', 'a viewer 2020-01-01 2028-04-01']);
    expect(told(grantOf('bob old editor'), options)[0]).toBe('waits');
  });

  it('[AX53] decisions that cannot be are problems with their row', () => {
    const problems = checkDecisions(
      [
        decision('old', 'role ann editor', 'x'),
        decision('live', 'role ann editor', 'x'),
        decision('old', 'role bob editor', 'x live'),
        decision('old', 'record arrangement r1', ''),
        decision('old', 'role ann editor', 'y'),
        decision('gone', 'role ann editor', 'live gone'),
      ],
      book,
    );
    expect(problems.map(({ where, code, found }) => [where.row, code, found])).toEqual([
      [2, 'does-not-end', 'live'],
      [3, 'not-an-heir', 'live'],
      [4, 'record-to-nobody', 'r1'],
      [5, 'decided-twice', expect.stringContaining('ann')],
      [6, 'not-an-heir', 'gone'],
    ]);
  });

  it('[AX54] for the days of grace who held a role still reads, no longer than the role would have lasted', () => {
    expect(told(grantOf('ann old editor'))).toEqual([
      'waits',
      'old editor 2020-01-01 2028-04-01',
      'old viewer 2028-04-01 2028-06-30',
    ]);
    expect(told(grantOf('ann a editor', { to: isoDate('2028-05-01') }))[2]).toBe('a viewer 2028-04-01 2028-05-01');
    const both = grantsAfter(successionOfGrants(grantsOf('ann a editor, ann a approver'), book, plain));
    expect(both.filter(({ organisation, role }) => organisation === 'a' && role === 'viewer')).toHaveLength(1);
  });

  it('[AX54] in the days of grace the accounts of the old body can be read, then no more', () => {
    const record = thingOf('arrangement', 'a live');
    const [way] = successionOfRecords([record], book, { decisions: none, regionsOf: noRegions });
    const after = grantsAfter(
      successionOfGrants([grantOf('ann a editor')], book, {
        decisions: new Decisions([decision('a', 'role ann editor', '')]),
        graceDays: 90,
      }),
    );
    const seesOn = (on: IsoDate) =>
      visible({ ...personOf('ann', [], null), grants: grantsOn(after, 'ann' as AccountId, on) }, way?.after ?? record);
    expect([vesting, addDays(vesting, 89), addDays(vesting, 90)].map(seesOn)).toEqual([true, true, false]);
  });

  it('[AX55] what somebody holds in the successor already is not added, nor the same from two bodies', () => {
    const ways = successionOfGrants(grantsOf('ann a editor, ann b editor, ann ab viewer, ann a viewer'), book, plain);
    const held = grantsOn(grantsAfter(ways), 'ann' as AccountId, vesting);
    expect(
      held
        .filter(({ organisation }) => organisation === 'ab')
        .map(({ role }) => role)
        .sort(),
    ).toEqual(['editor', 'viewer']);
  });
});

describe('the succession of records', () => {
  const pass = (resource: Resource, decisions = none) => {
    const [way] = successionOfRecords([resource], book, { decisions, regionsOf: noRegions });
    return way as NonNullable<typeof way>;
  };

  it('[AX56] what ended passes to its one successor, and waits where there are several or none', () => {
    expect(pass(thingOf('arrangement', 'a live'))).toMatchObject({
      outcome: 'passes',
      after: { owners: ['ab', 'live'], seenBy: ['a'] },
      waiting: [],
    });
    expect(pass(thingOf('arrangement', 'old gone'))).toMatchObject({
      outcome: 'waits',
      after: { owners: ['gone', 'old'] },
      waiting: [
        { owner: 'old', choices: ['x', 'y'] },
        { owner: 'gone', choices: [] },
      ],
    });
    expect(pass(thingOf('arrangement', 'nowhere')).waiting).toEqual([{ owner: 'nowhere', choices: [] }]);
    const still = thingOf('arrangement', 'live ab');
    expect(pass(still)).toMatchObject({ outcome: 'stays', why: [] });
    expect(pass(still).after).toBe(still);
    const decided = new Decisions([decision('old', 'record arrangement x', 'x y')]);
    expect(pass(thingOf('arrangement', 'old live'), decided)).toMatchObject({
      outcome: 'passes',
      after: { owners: ['live', 'x', 'y'], seenBy: ['old'] },
    });
  });

  it('[AX56] no record is lost: its owners exist, or it waits and names them', () => {
    const anyOwner = fc.constantFrom(...bodiesOf('a b old gone live ab x y nowhere'));
    const anyRecord = fc.record({
      kind: fc.constantFrom(...resourceKindNames),
      owners: fc.uniqueArray(anyOwner, { maxLength: 4 }),
      seenBy: fc.uniqueArray(anyOwner, { maxLength: 3 }),
    });
    const drawnDecision = fc.record({ isMade: fc.boolean(), to: fc.subarray(bodiesOf('x y'), { minLength: 1 }) });
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 12 }), drawnDecision, (drawn, { isMade, to }) => {
        const records = drawn.map((one, at): Resource => ({ ...one, id: `r${at}`, regions: [], holder: null }));
        const decisions = new Decisions(isMade ? [decision('old', `record ${records[0]?.kind} r0`, to.join(' '))] : []);
        const ways = successionOfRecords(records, book, { decisions, regionsOf: noRegions });
        expect(ways.map(({ before }) => before)).toEqual(records);
        for (const { before, after, waiting, outcome } of ways) {
          expect({ ...after, owners: 0, seenBy: 0 }).toEqual({ ...before, owners: 0, seenBy: 0 });
          expect(after.owners.length > 0).toBe(before.owners.length > 0);
          const lost = after.owners.filter((owner) => !book.isThere(owner));
          expect(lost.sort()).toEqual(waiting.map(({ owner }) => owner).sort());
          expect(outcome === 'waits').toBe(waiting.length > 0);
          for (const owner of before.owners) {
            if (after.owners.includes(owner)) continue;
            expect(after.seenBy).toContain(owner);
            expect(after.owners.some((one) => book.of(owner).heirs.includes(one))).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[AX57] it is shown to who took over, unless that body was divided; two owners that become one are one', () => {
    expect(pass(thingOf('data-set', 'live', { seenBy: bodiesOf('a') })).after.seenBy).toEqual(['a', 'ab']);
    expect(pass(thingOf('data-set', 'live', { seenBy: bodiesOf('old') })).after.seenBy).toEqual(['old']);
    const one = pass(thingOf('arrangement', 'a b'));
    expect(one.after.owners).toEqual(['ab']);
    expect(one.why.at(-1)).toBe('It was joint, and is now of AB (ab) alone.');
    expect(pass(thingOf('arrangement', 'live live')).outcome).toBe('stays');
    expect(pass(thingOf('proposal', 'a live')).why.at(-1)).toContain('superseded');
  });
});

describe('the dry run', () => {
  const records = [
    thingOf('arrangement', 'a live', { id: 'r0', regions: bodiesOf('n') }),
    thingOf('arrangement', 'old live', { id: 'r1' }),
    thingOf('data-set', 'b', { id: 'r2' }),
    thingOf('schedule', 'gone', { id: 'r3' }),
  ];
  const grants = grantsOf(
    'ann a editor, ann a administrator, bob old editor, cat live viewer, dan gone viewer, obs n observer',
  );
  const regionsOf = (owners: readonly OrganisationId[]) => (owners.includes(ab) ? bodiesOf('n') : []);
  const run = accessDryRun({ book, grants, records, decisions: none, graceDays: 30, regionsOf });

  it('[AX58] it says of each account what it sees before and after, and why', () => {
    const lines = run.accounts.map(({ account, seesBefore, seesAfter, gains, loses, changes }) => [
      account,
      seesBefore,
      seesAfter,
      gains,
      loses,
      changes.map(({ outcome }) => outcome),
    ]);
    expect(lines).toEqual([
      ['ann', 1, 2, [2], [], ['passes', 'passes']],
      ['bob', 1, 1, [], [], ['waits']],
      ['cat', 2, 2, [], [], []],
      ['dan', 1, 1, [], [], ['waits']],
      ['obs', 1, 1, [], [], []],
    ]);
    expect(run.accounts[0]?.before.map(({ role }) => role)).toEqual(['editor', 'administrator']);
    expect(run.accounts[0]?.after.map(({ organisation, role }) => `${organisation} ${role}`)).toEqual([
      'a viewer',
      'ab editor',
      'ab administrator',
    ]);
    expect(run.records.map(({ outcome }) => outcome)).toEqual(['passes', 'waits', 'passes', 'waits']);
  });

  it('[AX58] without days of grace, who waits for a decision sees nothing more', () => {
    const bare = accessDryRun({ book, grants, records, decisions: none, graceDays: 0, regionsOf });
    expect(bare.accounts.map(({ account, loses }) => [account, loses])).toEqual([
      ['ann', []],
      ['bob', [1]],
      ['cat', []],
      ['dan', [3]],
      ['obs', []],
    ]);
  });

  const anyBody = fc.constantFrom(...bodiesOf('a b old gone live ab x y n'));
  const drawnGrant = fc.record({
    account: fc.constantFrom('ann', 'bob') as fc.Arbitrary<AccountId>,
    organisation: anyBody,
    role: fc.constantFrom(...roleNames),
    from: fc.constantFrom('2019-01-01', '2028-04-01', '2028-06-01') as fc.Arbitrary<IsoDate>,
    to: fc.constantFrom(null, '2028-03-01', '2028-05-01') as fc.Arbitrary<IsoDate | null>,
    reason: fc.constant('drawn'),
  });
  const drawnGrants = fc.array(
    drawnGrant.filter(({ from, to }) => to === null || from < to),
    { maxLength: 6 },
  );
  const drawnRecords = fc.array(
    fc
      .record({
        kind: fc.constantFrom(...resourceKindNames),
        owners: fc.uniqueArray(anyBody, { maxLength: 3 }),
        seenBy: fc.uniqueArray(anyBody, { maxLength: 2 }),
      })
      .map((one): Resource => ({ ...one, id: 'r', regions: [], holder: null })),
    { maxLength: 10 },
  );

  it('[AX58] what it says is what the saved grants and records give; with grace nobody is shut out of what partners see', () => {
    fc.assert(
      fc.property(drawnGrants, drawnRecords, fc.constantFrom(0, 30), (given, things, graceDays) => {
        const drawn = accessDryRun({
          book,
          grants: given,
          records: things,
          decisions: none,
          graceDays,
          regionsOf: noRegions,
        });
        for (const { account, before, after, gains, loses, seesBefore, seesAfter } of drawn.accounts) {
          const who = personOf(account, [], null);
          const saw = things.map((thing) => visible({ ...who, grants: before }, thing));
          const sees = drawn.recordsAfter.map((thing) => visible({ ...who, grants: after }, thing));
          expect(before).toEqual(grantsOn(given, account, addDays(vesting, -1)));
          expect(after).toEqual(grantsOn(drawn.grantsAfter, account, vesting));
          const placesWhere = (test: (place: number) => boolean) => things.flatMap((_, at) => (test(at) ? [at] : []));
          expect(gains).toEqual(placesWhere((at) => sees[at] === true && saw[at] === false));
          expect(loses).toEqual(placesWhere((at) => sees[at] === false && saw[at] === true));
          expect([seesBefore, seesAfter]).toEqual([saw, sees].map((list) => list.filter(Boolean).length));
          if (graceDays === 0) continue;
          const kinds = loses.map((at) => things[at]?.kind).filter((kind) => kind !== 'account' && kind !== 'grant');
          expect(kinds).toEqual([]);
        }
      }),
      { numRuns: 250 },
    );
  });

  it('[AX59] bodies that own something and for whom nobody administers are named', () => {
    expect(run.unattended).toEqual(['gone', 'live', 'old']);
  });

  it('[AX60] before the day nothing changes, and doing it twice is doing it once', () => {
    const early = new SuccessionBook(timeline, addDays(vesting, -1));
    fc.assert(
      fc.property(drawnGrants, drawnRecords, (given, things) => {
        const known = things.filter(({ owners }) => !owners.includes('n' as OrganisationId));
        const request = { grants: given, records: known, decisions: none, graceDays: 30, regionsOf: noRegions };
        const nothing = accessDryRun({ book: early, ...request });
        expect(nothing.recordsAfter).toEqual(known);
        expect(nothing.grantsAfter).toEqual(given);
        expect(nothing.accounts.flatMap(({ changes, gains, loses }) => [...changes, ...gains, ...loses])).toEqual([]);
        const once = accessDryRun({ book, ...request });
        const twice = accessDryRun({ ...request, book, grants: once.grantsAfter, records: once.recordsAfter });
        expect(twice.grantsAfter).toEqual(once.grantsAfter);
        expect(twice.recordsAfter).toEqual(once.recordsAfter);
      }),
      { numRuns: 200 },
    );
  });
});
