import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arrangement, ArrangementId, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { makePlaces } from '#core/agreements/places.ts';
import { resolveArrangement } from '#core/agreements/resolve-arrangement.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import { day, partyOf, soundSpec } from '#core/agreements/test-arrangement.ts';
import {
  amountKinds,
  amountNatures,
  arrangementKindNames,
  careGroupNames,
  clauseAnswers,
  clauseNames,
  delayCauses,
  partyRoleNames,
  stages,
} from '#core/agreements/vocabulary.ts';
import type { EventId, GeographyId, OrganisationId } from '#core/pack/tables.ts';
import { makeWorld } from '#core/register/world.ts';
import { type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';
import { bodies, events, factsOf, ground, together } from '#tests/support/tiny-register.ts';

/** District `old` gives way to `north` and `south` on 1 April 2010; all three carry the code R1; `late` begins in 2015. */
const world = makeWorld(
  together(
    ground(3),
    bodies([
      ['old', 'district-council', 'b0 b1'],
      ['north', 'district-council'],
      ['south', 'district-council'],
      ['late', 'district-council'],
      ['never', 'district-council'],
      ['trust', 'primary-care-trust', 'b0 b1 b2'],
    ]),
    events([
      {
        id: 'split',
        kind: 'divide',
        day: '2010-04-01',
        predecessors: 'old',
        successors: 'north south',
        moves: [
          ['old', 'north', 'b0'],
          ['old', 'south', 'b1'],
        ],
      },
      { id: 'begin', kind: 'establish', day: '2015-04-01', successors: 'late' },
      { id: 'idea', kind: 'establish', day: '2015-04-01', successors: 'never', status: 'proposed' },
    ]),
    factsOf({
      identifiers: ['old', 'north', 'south'].map((organisation) => ({ organisation, scheme: 'ods', value: 'R1' })),
      geographies: [{ id: 'h', title: 'Later blocks', vintage: '2011-01-01' }],
      areas: [
        { geography: 'h', code: 'b0' },
        { geography: 'h', code: 'H9' },
      ],
    }),
  ),
);
const places = makePlaces(world);
const resolve = (changes: Partial<ArrangementSpec>) =>
  resolveArrangement(soundSpec({ parties: [partyOf('trust')], ...changes }), places);
const codesOf = (changes: Partial<ArrangementSpec>) =>
  resolve(changes).problems.map(({ code, severity, where }) => `${severity} ${code} ${where.column}`);
const dates = (agreedOn: string | null, startsOn: string | null, endsOn: string | null = null) => ({
  agreedOn: agreedOn === null ? null : day(agreedOn),
  startsOn: startsOn === null ? null : day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
});

describe('names in a statement', () => {
  it('[AG10] a text that means several bodies is settled by the day it starts, else the day it was agreed', () => {
    const partyOn = (start: string | null, agreed: string | null) =>
      resolve({ parties: [partyOf('R1')], ...dates(agreed, start) }).arrangement?.parties[0]?.organisation;
    expect(partyOn('2009-04-01', null)).toBe('old');
    expect(partyOn(null, '2009-04-01')).toBe('old');
    expect(partyOn('2012-04-01', '2009-04-01')).toBeUndefined();
  });

  it('[AG10] several that lived then, or no day at all, are a problem with the candidates', () => {
    const { arrangement, problems } = resolve({ parties: [partyOf('R1')], ...dates(null, '2012-04-01') });
    expect(arrangement).toBeNull();
    expect(problems).toMatchObject([
      { code: 'ambiguous-body', where: { column: 'parties[0].organisation' }, found: 'R1' },
    ]);
    expect(problems[0]?.expected).toContain(
      'OLD (R1, id old, until 1 April 2010); NORTH (R1, id north, from 1 April 2010)',
    );
    const [undated] = resolve({ parties: [partyOf('R1')], ...dates(null, null) }).problems;
    expect(undated?.message).toContain('no day is given');
  });

  it('[AG11] texts that mean nothing are problems with the nearest names', () => {
    const spec: Partial<ArrangementSpec> = {
      parties: [partyOf('trust'), partyOf('norh')],
      serviceArea: ['b0', 'b77'],
      milestones: [
        { title: 'M', due: day('2011-01-01'), done: null, slippedTo: null, causes: [], event: 'splt', note: null },
      ],
    };
    expect(codesOf(spec)).toEqual([
      'error unknown-body parties[1].organisation',
      'error unknown-place serviceArea[1]',
      'error unknown-event milestones[0].event',
    ]);
    const { problems } = resolve(spec);
    expect(problems[0]?.expected).toContain('NORTH');
    expect(problems[2]?.expected).toBe('perhaps split');
    expect(problems.every((problem) => / Give /.test(problem.message))).toBe(true);
  });

  it('[AG11] an empty text is not a body', () => {
    expect(codesOf({ parties: [partyOf(' ')] })).toEqual(['error unknown-body parties[0].organisation']);
  });

  it('[AG12] the body of an amount is looked for among the parties, a successor among bodies that go on', () => {
    const { arrangement, problems } = resolve({
      parties: [partyOf('trust'), partyOf('south')],
      ...dates(null, '2012-04-01'),
      amounts: [
        { what: 'balance', nature: 'revenue', pence: pence(1n), party: 'R1', location: null, year: null },
        { what: 'balance', nature: 'revenue', pence: pence(1n), party: null, location: 'south', year: null },
      ],
      negotiated: [{ party: 'R1', successor: 'South', share: 1 }],
    });
    expect(problems).toEqual([]);
    expect(arrangement?.amounts.map(({ party, location }) => [party, location])).toEqual([
      ['south', null],
      [null, { kind: 'body', organisation: 'south' }],
    ]);
    expect(arrangement?.negotiated).toEqual([{ party: 'south', successor: 'south', share: 1 }]);
    expect(
      codesOf({ negotiated: [{ party: 'trust', successor: 'R1', share: 1 }], ...dates(null, '2009-04-01') }),
    ).toEqual(['error ambiguous-body negotiated[0].successor']);
  });

  it('[AG13] land is a body, else a block of the latest vintage that has it, or of the one that is named', () => {
    const { arrangement } = resolve({ serviceArea: ['trust', 'b0', 'B1', 'g:b0', 'h9'] });
    expect(arrangement?.serviceArea).toEqual([
      { kind: 'body', organisation: 'trust' },
      { kind: 'block', geography: 'h', area: 'b0' },
      { kind: 'block', geography: 'g', area: 'b1' },
      { kind: 'block', geography: 'g', area: 'b0' },
      { kind: 'block', geography: 'h', area: 'H9' },
    ]);
    expect(codesOf({ serviceArea: ['h:b2'] })).toEqual(['error unknown-place serviceArea[0]']);
  });
});

describe('parties in time', () => {
  it.each([
    ['old', dates('2009-01-01', '2009-04-01', '2020-04-01'), []],
    ['old', dates('2011-01-01', '2011-04-01'), ['error party-ended-before']],
    ['old', dates(null, '2010-04-01'), ['error party-ended-before']],
    ['old', dates('2010-01-01', '2010-04-01'), ['warning party-ended-before-start']],
    ['old', dates(null, null), []],
    ['late', dates('2014-01-01', '2014-04-01', '2015-04-01'), ['error party-begins-after']],
    ['late', dates('2014-01-01', '2014-04-01', '2016-04-01'), ['warning party-begins-later']],
    ['late', dates('2014-01-01', '2015-04-01'), []],
    ['never', dates('2016-01-01', '2016-04-01'), ['warning party-not-in-law']],
  ])('[AG14] %s in an arrangement of %o gives %o', (body, given, expected) => {
    expect(codesOf({ parties: [partyOf(body)], ...given })).toEqual(
      expected.map((one) => `${one} parties[0].organisation`),
    );
  });

  it('[AG14] the problem names who took over', () => {
    const { problems, arrangement } = resolve({ parties: [partyOf('old')], ...dates(null, '2011-04-01') });
    expect(problems[0]?.message).toContain('Name NORTH or SOUTH');
    expect(arrangement).toBeNull();
  });

  it('[AG15] a warning alone leaves an arrangement; every error has a code, a path and what to do', () => {
    expect(
      resolve({ parties: [partyOf('late')], ...dates(null, '2014-04-01', '2016-04-01') }).arrangement,
    ).not.toBeNull();
    const { arrangement, problems } = resolve({ parties: [partyOf('x'), partyOf('y')], serviceArea: ['z'] });
    expect(arrangement).toBeNull();
    expect(problems).toHaveLength(3);
    for (const problem of problems) {
      expect(problem.code).toMatch(/^[a-z-]+$/);
      expect(problem.where.column).toMatch(/^(parties\[\d\]\.organisation|serviceArea\[\d\])$/);
      expect(problem.message).toMatch(/ Give /);
    }
  });
});

const bodyArbitrary = fc.constantFrom('north', 'south', 'late', 'trust', 'old').map((id) => id as OrganisationId);
const dateArbitrary = fc.integer({ min: 2000, max: 2030 }).map((year) => parseIsoDate(`${year}-04-01`) as IsoDate);
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const areaArbitrary = fc.oneof(
  bodyArbitrary.map((organisation) => ({ kind: 'body' as const, organisation })),
  fc.constantFrom('b0', 'b1', 'b2').map((area) => ({ kind: 'block' as const, geography: 'g' as GeographyId, area })),
  fc.constantFrom('b0', 'H9').map((area) => ({ kind: 'block' as const, geography: 'h' as GeographyId, area })),
);
const arrangementArbitrary: fc.Arbitrary<Arrangement> = fc.record({
  id: fc.string({ minLength: 1 }).map((id) => id as ArrangementId),
  kind: fc.constantFrom(...arrangementKindNames),
  title: fc.string(),
  stage: fc.constantFrom(...stages),
  parties: fc.array(
    fc.record({
      organisation: bodyArbitrary,
      role: fc.constantFrom(...partyRoleNames),
      share: orNull(fc.double({ min: 0, max: 1, noNaN: true })),
      signedOn: orNull(dateArbitrary),
    }),
  ),
  careGroups: fc.array(fc.constantFrom(...careGroupNames)),
  isPriority: fc.boolean(),
  serviceArea: fc.array(areaArbitrary),
  agreedOn: fc.constant(null),
  // On this day every body but `old` and `never` lives, and `old` is refused: an arrangement with it is passed over.
  startsOn: fc.constant(parseIsoDate('2016-04-01')),
  endsOn: orNull(fc.constantFrom(parseIsoDate('2017-04-01') as IsoDate)),
  reviewOn: orNull(dateArbitrary),
  renewsOn: orNull(dateArbitrary),
  noticeDays: orNull(fc.nat(400)),
  amounts: fc.array(
    fc.record({
      what: fc.constantFrom(...amountKinds),
      nature: fc.constantFrom(...amountNatures),
      pence: fc.bigInt({ min: -10n, max: 10n ** 12n }).map(pence),
      party: orNull(bodyArbitrary),
      location: orNull(areaArbitrary),
      year: orNull(fc.string()),
    }),
  ),
  clauses: fc.dictionary(fc.constantFrom(...clauseNames), fc.constantFrom(...clauseAnswers)),
  documents: fc.constant([]),
  milestones: fc.array(
    fc.record({
      title: fc.string(),
      due: dateArbitrary,
      done: orNull(dateArbitrary),
      slippedTo: orNull(dateArbitrary),
      causes: fc.array(fc.constantFrom(...delayCauses)),
      event: orNull(fc.constantFrom('split' as EventId, 'idea' as EventId)),
      note: orNull(fc.string()),
    }),
  ),
  negotiated: fc.array(
    fc.record({ party: bodyArbitrary, successor: bodyArbitrary, share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  ),
  postStage: fc.constant(null),
  tenure: fc.constant(null),
  seatSector: fc.constant(null),
  isVoting: orNull(fc.boolean()),
  dataSets: fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,9}$/), { maxLength: 2 }),
  evidence: fc.constantFrom('stated' as const, 'illustrative' as const),
  source: orNull(fc.string()),
  note: orNull(fc.string()),
});

describe('stating and resolving', () => {
  it('[AG16] an arrangement that is stated and resolved is the same again', () => {
    let compared = 0;
    fc.assert(
      fc.property(arrangementArbitrary, (arrangement) => {
        const resolution = resolveArrangement(stateArrangement(arrangement), places);
        if (arrangement.parties.some((party) => party.organisation === 'old')) {
          expect(resolution.arrangement).toBeNull();
          return;
        }
        compared += 1;
        expect(resolution.problems).toEqual([]);
        expect(resolution.arrangement).toEqual(arrangement);
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
