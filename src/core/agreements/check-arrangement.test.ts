import { describe, expect, it } from 'vitest';
import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { checkArrangement } from '#core/agreements/check-arrangement.ts';
import { makePlaces } from '#core/agreements/places.ts';
import { resolveArrangement } from '#core/agreements/resolve-arrangement.ts';
import { day, partyOf, soundSpec } from '#core/agreements/test-arrangement.ts';
import { arrangementKindNames } from '#core/agreements/vocabulary.ts';
import { makeWorld } from '#core/register/world.ts';
import { mostPence, pence } from '#std/pence.ts';
import type { Problem } from '#std/problem.ts';
import { bodies, events, ground, together } from '#tests/support/tiny-register.ts';

const places = makePlaces(
  makeWorld(
    together(
      ground(2),
      bodies([
        ['council', 'county-council', 'b0 b1'],
        ['other', 'district-council', 'b0'],
        ['trust', 'primary-care-trust', 'b0 b1'],
        ['board', 'hwb-area'],
      ]),
    ),
  ),
);

/** `ended` gives way to `next` in 2030. */
const mortalPlaces = makePlaces(
  makeWorld(
    together(
      ground(2),
      bodies([
        ['ended', 'county-council', 'b0 b1'],
        ['next', 'county-council'],
        ['trust', 'primary-care-trust', 'b0 b1'],
      ]),
      events([
        {
          id: 'end',
          kind: 'merge',
          day: '2030-04-01',
          predecessors: 'ended',
          successors: 'next',
          moves: [['ended', 'next', 'b0 b1']],
        },
      ]),
    ),
  ),
);

function problemsOf(changes: Partial<ArrangementSpec>): Problem[] {
  const { arrangement, problems } = resolveArrangement(soundSpec(changes), places);
  expect(problems).toEqual([]);
  if (arrangement === null) throw new Error('not resolved');
  return checkArrangement(arrangement, places);
}

const faultsOf = (changes: Partial<ArrangementSpec>) =>
  problemsOf(changes).map(({ code, severity, where }) => `${severity} ${code} ${where.column}`);

const amountOf = (of: Partial<ArrangementSpec['amounts'][number]>): ArrangementSpec['amounts'][number] => ({
  what: 'annual-value',
  nature: 'revenue',
  pence: pence(100n),
  party: null,
  location: null,
  year: null,
  ...of,
});
const milestoneOf = (of: Partial<ArrangementSpec['milestones'][number]>): ArrangementSpec['milestones'][number] => ({
  title: 'M',
  due: day('2012-01-01'),
  done: null,
  slippedTo: null,
  causes: [],
  event: null,
  note: null,
  ...of,
});

describe('faults of an arrangement', () => {
  it('[AG15] a sound one has none; every fault has a code, a path and a sentence that says what to do', () => {
    expect(problemsOf({})).toEqual([]);
    const problems = problemsOf({
      parties: [partyOf('council', 'host', null, 2), partyOf('council', 'host')],
      endsOn: day('2009-01-01'),
      amounts: [amountOf({ pence: pence(-1n), year: 'soon' })],
      tenure: 'licence',
    });
    expect(problems.length).toBeGreaterThan(6);
    for (const problem of problems) {
      expect(problem.code).toMatch(/^[a-z-]+$/);
      expect(problem.where.column).not.toBe('');
      expect(problem.message).toMatch(/ (Name|Correct|Give|Say|State|Take|Keep|Empty|Check|Write) /);
    }
  });

  it.each([
    [{ endsOn: day('2010-04-01') }, 'error ends-before-start endsOn'],
    [{ endsOn: day('2010-04-02') }, null],
    [{ agreedOn: day('2021-01-01') }, 'error agreed-after-end agreedOn'],
    [{ reviewOn: day('2010-03-31') }, 'error review-before-start reviewOn'],
    [{ reviewOn: day('2010-04-01') }, null],
    [{ reviewOn: day('2020-04-02') }, 'warning review-after-end reviewOn'],
    [{ renewsOn: day('2010-01-01') }, 'error renewal-before-start renewsOn'],
    [{ renewsOn: day('2020-04-01') }, null],
    [{ renewsOn: day('2021-01-01') }, 'warning renewal-after-end renewsOn'],
    [{ noticeDays: -1 }, 'error notice-not-days noticeDays'],
    [{ noticeDays: 1.5 }, 'error notice-not-days noticeDays'],
  ])('[AG20] dates %o give %s', (changes, fault) => {
    const parties = [partyOf('council', 'host'), partyOf('trust')];
    expect(faultsOf({ parties, ...changes })).toEqual(fault === null ? [] : [fault]);
  });

  it('[AG33] one pair of dates the wrong way round is one fault', () => {
    const much = {
      reviewOn: day('2015-01-01'),
      renewsOn: day('2016-01-01'),
      milestones: [milestoneOf({})],
    };
    expect(faultsOf({ ...much, startsOn: day('2020-04-01'), endsOn: day('2010-04-01') })).toEqual([
      'error ends-before-start endsOn',
    ]);
    expect(faultsOf({ ...much, startsOn: null, endsOn: day('2009-01-01') })).toEqual([
      'error agreed-after-end agreedOn',
    ]);
    // The body ended in 2030: by the start that is stated it would have ended before.
    const ended = {
      startsOn: day('2031-04-01'),
      agreedOn: null,
      parties: [partyOf('ended', 'host'), partyOf('trust')],
    };
    const codesOf = (endsOn: string) =>
      resolveArrangement(soundSpec({ ...ended, endsOn: day(endsOn) }), mortalPlaces).problems.map(({ code }) => code);
    expect(codesOf('2032-04-01')).toEqual(['party-ended-before']);
    expect(codesOf('2029-04-01')).toEqual([]);
  });

  it.each([
    [[0.25, 0.75], []],
    [[1 / 3, 2 / 3], []],
    [[0.2500005, 0.75], []],
    [[0.25, 0.75001], ['error shares-not-one parties[0].share']],
    [[0.25, null], ['error shares-incomplete parties[1].share']],
    [
      [1.25, -0.25],
      ['error share-out-of-range parties[0].share', 'error share-out-of-range parties[1].share'],
    ],
    [[0, 1], []],
  ])('[AG21] shares %o give %o', ([first, second], faults) => {
    const parties = [partyOf('council', 'host', null, first), partyOf('trust', 'partner', null, second)];
    expect(faultsOf({ parties })).toEqual(faults);
  });

  it('[AG22] no party, a body twice in a role, and a partnership of one', () => {
    expect(faultsOf({ parties: [] })).toEqual(['error no-parties parties']);
    const twice = [partyOf('council', 'host'), partyOf('trust'), partyOf('trust')];
    expect(faultsOf({ parties: twice })).toEqual(['error party-twice parties[2].organisation']);
    expect(faultsOf({ parties: [partyOf('council', 'host'), partyOf('council', 'lead-commissioner')] })).toContain(
      'warning one-party parties',
    );
    expect(faultsOf({ kind: 'panel-membership', clauses: {}, parties: [partyOf('council', 'member')] })).toEqual([]);
  });

  it('[AG23] two hosts are an error, and missing roles warnings', () => {
    const hosts = [partyOf('council', 'host'), partyOf('trust', 'host')];
    expect(faultsOf({ parties: hosts })).toEqual(['error two-hosts parties[1].role']);
    const needs = (kind: ArrangementSpec['kind']) =>
      faultsOf({ kind, clauses: {}, parties: [partyOf('council'), partyOf('trust')] });
    expect(needs('pooled-fund')).toEqual(['warning host-missing parties']);
    expect(needs('lead-commissioning')).toEqual(['warning lead-missing parties']);
    expect(needs('partnership-in-combination')).toEqual([
      'warning host-missing parties',
      'warning lead-missing parties',
    ]);
    expect(needs('board-seat')).toEqual(['warning seat-without-board parties', 'warning seat-without-member parties']);
    expect(needs('joint-appointment')).toEqual(['warning post-without-employer parties']);
    expect(needs('section-76-transfer')).toEqual([
      'warning transfer-without-payer parties',
      'warning transfer-without-recipient parties',
    ]);
    const seat = [partyOf('board', 'board'), partyOf('council', 'member')];
    expect(faultsOf({ kind: 'board-seat', clauses: {}, parties: seat })).toEqual([]);
  });

  it('[AG24] a signature before the agreement, or at its end', () => {
    const signed = (on: string) => faultsOf({ parties: [partyOf('council', 'host', on), partyOf('trust')] });
    expect(signed('2010-03-14')).toEqual(['warning signed-before-agreed parties[0].signedOn']);
    expect(signed('2010-03-15')).toEqual([]);
    expect(signed('2020-03-31')).toEqual([]);
    expect(signed('2020-04-01')).toEqual(['warning signed-after-end parties[0].signedOn']);
  });

  it('[AG25] transfers run the way of their section, and a partnership has both sides', () => {
    const transfer = (kind: ArrangementSpec['kind'], payer: string, recipient: string) =>
      faultsOf({ kind, clauses: {}, parties: [partyOf(payer, 'payer'), partyOf(recipient, 'recipient')] });
    const wrong = [
      'warning transfer-wrong-way parties[0].organisation',
      'warning transfer-wrong-way parties[1].organisation',
    ];
    expect(transfer('section-256-transfer', 'trust', 'council')).toEqual([]);
    expect(transfer('section-256-transfer', 'council', 'trust')).toEqual(wrong);
    expect(transfer('section-76-transfer', 'council', 'trust')).toEqual([]);
    expect(transfer('section-76-transfer', 'trust', 'council')).toEqual(wrong);
    expect(faultsOf({ parties: [partyOf('council', 'host'), partyOf('other')] })).toEqual([
      'warning partnership-one-sided parties',
    ]);
    const between = { kind: 'inter-authority-agreement', clauses: {} } as const;
    expect(faultsOf({ ...between, parties: [partyOf('council', 'payer'), partyOf('other', 'recipient')] })).toEqual([]);
  });

  it.each([
    [{ pence: pence(-1n) }, 'error negative-money amounts[0].pence'],
    [{ pence: pence(0n) }, null],
    [{ what: 'balance', pence: pence(-1n) }, 'warning balance-overdrawn amounts[0].pence'],
    [{ pence: pence(mostPence + 1n) }, 'error too-much-money amounts[0].pence'],
    [{ pence: pence(mostPence) }, null],
    [{ year: '2026-27' }, null],
    [{ year: 'next year' }, 'warning year-not-told amounts[0].year'],
  ] as const)('[AG26] an amount with %o gives %s', (of, fault) => {
    expect(faultsOf({ amounts: [amountOf(of)] })).toEqual(fault === null ? [] : [fault]);
  });

  it('[AG27] the whole or its parts, and parts of one sort', () => {
    const whole = amountOf({});
    const ofCouncil = amountOf({ party: 'council' });
    const here = amountOf({ location: 'other' });
    expect(faultsOf({ amounts: [whole, ofCouncil] })).toEqual(['error whole-and-parts amounts[0].pence']);
    expect(faultsOf({ amounts: [here, whole] })).toEqual(['error whole-and-parts amounts[1].pence']);
    expect(faultsOf({ amounts: [whole, { ...ofCouncil, nature: 'capital' }] })).toEqual([]);
    expect(faultsOf({ amounts: [whole, { ...ofCouncil, what: 'balance' }] })).toEqual([]);
    expect(faultsOf({ amounts: [whole, { ...ofCouncil, year: '2011-12' }] })).toEqual([]);
    expect(faultsOf({ amounts: [ofCouncil, here] })).toEqual(['warning parts-of-two-kinds amounts[1].location']);
    expect(faultsOf({ amounts: [ofCouncil, { ...here, party: 'trust' }] })).toEqual([]);
  });

  it('[AG28] money and shares of a body that is not a party', () => {
    expect(faultsOf({ amounts: [amountOf({ party: 'other' })] })).toEqual([
      'error amount-of-a-stranger amounts[0].party',
    ]);
    expect(faultsOf({ negotiated: [{ party: 'other', successor: 'council', share: 1 }] })).toEqual([
      'error negotiated-of-a-stranger negotiated[0].party',
    ]);
  });

  it('[AG29] negotiated shares of each party sum to one, each successor once', () => {
    const shares = (...given: readonly (readonly [party: string, successor: string, share: number])[]) =>
      faultsOf({ negotiated: given.map(([party, successor, share]) => ({ party, successor, share })) });
    expect(shares(['council', 'other', 0.4], ['council', 'board', 0.6])).toEqual([]);
    expect(shares(['council', 'other', 0.4], ['trust', 'board', 0.6])).toEqual([
      'error negotiated-not-one negotiated[0].share',
      'error negotiated-not-one negotiated[1].share',
    ]);
    expect(shares(['council', 'other', 0.5], ['council', 'other', 0.5])).toEqual([
      'error successor-twice negotiated[0].successor',
    ]);
    expect(shares(['council', 'other', 1.5], ['council', 'board', -0.5])).toEqual([
      'error share-out-of-range negotiated[0].share',
      'error share-out-of-range negotiated[1].share',
    ]);
  });

  it('[AG30] milestones slip to a later day, with causes only when they slip', () => {
    const faults = (of: Parameters<typeof milestoneOf>[0]) => faultsOf({ milestones: [milestoneOf(of)] });
    expect(faults({ slippedTo: day('2012-01-01') })).toEqual(['error milestone-slips-back milestones[0].slippedTo']);
    expect(faults({ slippedTo: day('2012-01-02'), causes: ['funding'] })).toEqual([]);
    expect(faults({ causes: ['funding'] })).toEqual(['warning cause-without-delay milestones[0].slippedTo']);
    expect(faults({ causes: ['funding'], done: day('2012-03-01') })).toEqual([]);
    expect(faults({ due: day('2020-04-02') })).toEqual(['warning milestone-after-end milestones[0].due']);
  });

  it('[AG31] fields of other kinds', () => {
    const strays = { postStage: 'filled', tenure: 'licence', seatSector: 'nhs', isVoting: false } as const;
    const fields = ['clauses', 'postStage', 'tenure', 'seatSector', 'isVoting'];
    const own: Readonly<Record<string, readonly string[]>> = {
      'joint-appointment': ['postStage'],
      'co-located-site': ['tenure'],
      'board-seat': ['seatSector', 'isVoting'],
      'pooled-fund': ['clauses'],
      'lead-commissioning': ['clauses'],
      'integrated-provision': ['clauses'],
      'partnership-in-combination': ['clauses'],
    };
    for (const kind of arrangementKindNames) {
      const found = problemsOf({ kind, ...strays }).filter((problem) => problem.code === 'field-of-another-kind');
      expect([kind, found.map((problem) => problem.where.column)]).toEqual([
        kind,
        fields.filter((field) => !(own[kind] ?? []).includes(field)),
      ]);
    }
  });

  it('[AG34] data sets of a data sharing agreement, and of no other kind', () => {
    const sharing = { kind: 'data-sharing-agreement', clauses: {} } as const;
    expect(faultsOf({ ...sharing, dataSets: ['people', 'deaths'] })).toEqual([]);
    expect(faultsOf({ ...sharing, dataSets: ['people', 'people', ' '] })).toEqual([
      'warning data-set-twice dataSets[1]',
      'error data-set-without-id dataSets[2]',
    ]);
    for (const kind of arrangementKindNames) {
      const codes = problemsOf({ kind, dataSets: ['people'] }).map(({ code }) => code);
      expect([kind, codes.includes('data-sets-of-another-kind')]).toEqual([kind, kind !== sharing.kind]);
    }
  });

  it('[AG32] what is missing or twice', () => {
    expect(faultsOf({ id: ' ' })).toEqual(['error reference-missing id']);
    expect(faultsOf({ title: '' })).toEqual(['error title-missing title']);
    expect(faultsOf({ careGroups: ['carers', 'carers'] })).toEqual(['warning care-group-twice careGroups']);
    expect(faultsOf({ careGroups: [] })).toEqual(['warning care-groups-missing careGroups']);
    expect(faultsOf({ stage: 'ended', endsOn: null })).toEqual(['warning end-not-known endsOn']);
  });
});
