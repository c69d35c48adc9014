import { describe, expect, it } from 'vitest';
import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { clauseStandings, missingClauses } from '#core/agreements/completeness.ts';
import { lifecycleOf } from '#core/agreements/lifecycle.ts';
import { noticeCodes } from '#core/agreements/notices.ts';
import { makePlaces } from '#core/agreements/places.ts';
import { resolveArrangement } from '#core/agreements/resolve-arrangement.ts';
import { day, partyOf, soundSpec } from '#core/agreements/test-arrangement.ts';
import { arrangementKindNames } from '#core/agreements/vocabulary.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { bodies, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/** `trust` merges into `merged` in 2015, which is divided in 2018; `group` passes to `lost` in 2015, abolished in 2016. */
const facts = together(
  ground(3),
  bodies([
    ['council', 'county-council', 'b0 b1 b2'],
    ['trust', 'primary-care-trust', 'b0 b1'],
    ['group', 'clinical-commissioning-group', 'b2'],
    ['lost', 'clinical-commissioning-group'],
    ['merged', 'primary-care-trust'],
    ['east', 'primary-care-trust'],
    ['west', 'primary-care-trust'],
    ['drawn', 'district-council'],
  ]),
  events([
    { id: 'merge', kind: 'establish', day: '2015-04-01', predecessors: 'trust', successors: 'merged' },
    { id: 'pass', kind: 'establish', day: '2015-04-01', predecessors: 'group', successors: 'lost' },
    { id: 'close', kind: 'abolish', day: '2016-04-01', subjects: 'lost' },
    {
      id: 'split',
      kind: 'divide',
      day: '2018-04-01',
      predecessors: 'merged',
      successors: 'east west',
      moves: [
        ['merged', 'east', 'b0'],
        ['merged', 'west', 'b1'],
      ],
    },
    { id: 'drawing', kind: 'establish', day: '2012-04-01', successors: 'drawn', status: 'proposed' },
  ]),
);
const timeline = foldOf(facts);
const places = makePlaces(timeline.world);

function on(date: string, changes: Partial<ArrangementSpec> = {}) {
  const { arrangement } = resolveArrangement(soundSpec(changes), places);
  if (arrangement === null) throw new Error('not resolved');
  return lifecycleOf(arrangement, timeline, day(date));
}
const codes = (date: string, changes: Partial<ArrangementSpec> = {}) =>
  on(date, changes).notices.map((one) => one.code);
const says = (date: string, changes: Partial<ArrangementSpec> = {}) => on(date, changes).notices.map((one) => one.says);
const unsigned = [partyOf('council', 'host'), partyOf('trust')];

describe('status', () => {
  it('[AG40] from its end date it has ended if it is stated so, else expired', () => {
    expect(on('2020-03-31').status).toBe('in-force');
    expect(on('2020-04-01').status).toBe('expired');
    expect(on('2020-04-01', { stage: 'ended' }).status).toBe('ended');
    expect(on('2020-03-31', { stage: 'ended' }).status).toBe('in-force');
    expect(on('2011-01-01', { stage: 'ended', endsOn: null }).status).toBe('ended');
    expect(on('2020-04-01', { stage: 'agreed-in-principle' }).status).toBe('expired');
  });

  it('[AG41] proposed stays so; agreed in principle goes on by its signatures', () => {
    expect(on('2012-01-01', { stage: 'proposed' }).status).toBe('proposed');
    const agreed = { stage: 'agreed-in-principle' } as const;
    expect(on('2010-03-24', agreed).status).toBe('agreed-in-principle');
    expect(on('2010-03-25', agreed).status).toBe('signed');
    expect(on('2010-04-01', agreed).status).toBe('in-force');
    expect(on('2012-01-01', { ...agreed, parties: unsigned }).status).toBe('agreed-in-principle');
  });

  it('[AG42] what is stated to be in force or varied is so from its start', () => {
    expect(on('2010-03-24').status).toBe('agreed-in-principle');
    expect(on('2010-03-31').status).toBe('signed');
    expect(on('2010-04-01', { parties: unsigned }).status).toBe('in-force');
    expect(on('2010-04-01', { stage: 'varied' }).status).toBe('varied');
    expect(on('2001-01-01', { startsOn: null, parties: unsigned }).status).toBe('in-force');
  });

  it('[AG43] a body signs once, in whichever role, and counts from its day', () => {
    const parties = [
      partyOf('council', 'host'),
      partyOf('council', 'lead-commissioner', '2010-05-02'),
      partyOf('trust', 'partner', '2010-05-01'),
    ];
    expect(codes('2010-04-30', { parties })).toEqual(['unsigned']);
    expect(codes('2010-05-01', { parties })).toEqual(['partly-signed']);
    expect(codes('2010-05-02', { parties })).toEqual(['retrospective']);
  });

  it('[AG43] what nobody signs is never unsigned', () => {
    const open = (changes: Partial<ArrangementSpec>) =>
      codes('2012-01-01', { clauses: {}, parties: unsigned, ...changes }).includes('unsigned');
    const signedKinds = arrangementKindNames.filter((kind) => open({ kind }));
    expect(signedKinds).toEqual([
      'pooled-fund',
      'lead-commissioning',
      'integrated-provision',
      'partnership-in-combination',
      'section-256-transfer',
      'section-76-transfer',
      'section-113-secondment',
      'inter-authority-agreement',
      'service-contract',
      'data-sharing-agreement',
    ]);
    const site = { kind: 'co-located-site' } as const;
    expect(
      ['freehold', 'leasehold', 'licence', 'shared-use'].map((tenure) =>
        open({ ...site, tenure: tenure as 'licence' }),
      ),
    ).toEqual([true, true, false, false]);
  });
});

describe('notices', () => {
  it('[AG50] who has not signed is named, while it matters', () => {
    expect(says('2012-01-01', { parties: unsigned })).toEqual([
      'Signed by nobody yet. It is to be signed by: COUNCIL; TRUST.',
    ]);
    const half = [partyOf('council', 'host', '2010-03-20'), partyOf('trust')];
    expect(says('2012-01-01', { parties: half })).toEqual(['Not signed yet by: TRUST.']);
    expect(codes('2010-03-16', { parties: half, stage: 'agreed-in-principle' })).toEqual(['unsigned']);
    expect(codes('2012-01-01', { parties: unsigned, stage: 'proposed' })).toEqual([]);
    expect(codes('2020-04-01', { parties: unsigned, endsOn: day('2012-04-01') })).not.toContain('unsigned');
  });

  it('[AG51] agreed or signed after the start', () => {
    expect(codes('2012-01-01')).toEqual([]);
    const late = {
      agreedOn: day('2010-06-01'),
      parties: [partyOf('council', 'host', '2010-06-10'), partyOf('trust', 'partner', '2010-06-20')],
    };
    expect(says('2012-01-01', late)).toEqual([
      'Retrospective: it started on 1 April 2010 and was agreed on 1 June 2010 and signed by all on 20 June 2010.',
    ]);
    expect(codes('2010-05-31', late)).toEqual(['unsigned']);
    expect(codes('2010-06-01', late)).toEqual(['unsigned', 'retrospective']);
    expect(codes('2012-01-01', { agreedOn: day('2010-04-01') })).toEqual([]);
  });

  it('[AG52] expired, and without an end', () => {
    expect(on('2020-04-01').notices.at(-1)).toEqual({
      code: 'expired',
      says: 'It expired on 1 April 2020 and is not recorded as ended or renewed.',
      on: '2020-04-01',
    });
    expect(codes('2012-01-01', { endsOn: null })).toEqual(['no-end-date']);
    expect(codes('2012-01-01', { endsOn: null, kind: 'board-seat', clauses: {} })).toEqual([]);
    expect(codes('2021-01-01', { stage: 'ended' })).toEqual([]);
  });

  it('[AG53] a review that is ahead, or overdue', () => {
    const review = { reviewOn: day('2012-07-01') };
    expect(codes('2012-04-01', review)).toEqual([]);
    expect(codes('2012-04-02', review)).toEqual(['due-for-review']);
    expect(codes('2012-07-01', review)).toEqual(['due-for-review']);
    expect(codes('2012-07-02', review)).toEqual(['review-overdue']);
    expect(codes('2012-07-02', { ...review, stage: 'proposed' })).toEqual([]);
  });

  it('[AG54] the last day for notice of the next end or renewal', () => {
    const notice = { noticeDays: 30, renewsOn: day('2012-07-01') };
    expect(codes('2012-03-02', notice)).toEqual([]);
    expect(on('2012-03-03', notice).notices).toEqual([
      {
        code: 'notice-due',
        says: 'Notice must be given by 1 June 2012: 30 days before it is renewed on 1 July 2012.',
        on: '2012-06-01',
      },
    ]);
    expect(codes('2012-06-01', notice)).toEqual(['notice-due']);
    expect(codes('2012-06-02', notice)).toEqual([]);
    expect(says('2014-12-20', { noticeDays: 30, endsOn: day('2015-03-01') })).toEqual([
      'Notice must be given by 30 January 2015: 30 days before it ends on 1 March 2015.',
    ]);
    expect(codes('2014-12-20', { endsOn: day('2015-03-01') })).toEqual([]);
  });

  it('[AG55] the letters of reg 7(3) that are not covered', () => {
    const clauses = {
      aims: 'yes',
      contributions: 'no',
      functions: 'not-applicable',
    } as const;
    expect(says('2012-01-01', { clauses })[0]).toMatch(
      /^Not shown to cover SI 2000\/617 reg 7\(3\) \(b\) contributions/,
    );
    const missing = (kind: ArrangementSpec['kind']) => {
      const { arrangement } = resolveArrangement(soundSpec({ kind, clauses }), places);
      return arrangement === null ? null : missingClauses(arrangement);
    };
    expect(missing('pooled-fund')).toEqual(['contributions', 'services', 'resources', 'duration', 'management']);
    expect(missing('partnership-in-combination')).toEqual([
      'contributions',
      'services',
      'resources',
      'duration',
      'management',
    ]);
    expect(missing('lead-commissioning')).toEqual(['contributions', 'services', 'resources', 'duration']);
    expect(missing('service-contract')).toEqual([]);
    expect(
      codes('2012-01-01', { kind: 'integrated-provision', clauses: { ...soundSpec().clauses, management: 'no' } }),
    ).toEqual([]);
  });

  it('[AG55] every letter is listed with its answer', () => {
    const { arrangement } = resolveArrangement(soundSpec({ clauses: { aims: 'yes', duration: 'no' } }), places);
    const list = arrangement === null ? [] : clauseStandings(arrangement);
    expect(list.map((one) => `${one.letter} ${one.answer} ${one.isMissing}`)).toEqual([
      'a yes false',
      'b not-known true',
      'c not-known true',
      'd not-known true',
      'e not-known true',
      'f no true',
      'g not-known true',
    ]);
  });

  it('[AG56] a party that is gone, since when, and who stands in its place on that day', () => {
    expect(codes('2015-03-31')).toEqual([]);
    expect(on('2015-04-01').notices).toEqual([
      { code: 'party-gone', says: 'TRUST ended on 1 April 2015. Taken over by: MERGED.', on: '2015-04-01' },
    ]);
    expect(says('2018-04-01')).toEqual(['TRUST ended on 1 April 2015. Taken over by: EAST; WEST.']);
    expect(on('2021-01-01').notices.map((one) => one.code)).toEqual(['party-gone', 'expired']);
  });

  it('[AG56] heirs that ended with nobody after them, nobody at all, and a body of another scenario', () => {
    const parties = [partyOf('council', 'host', '2010-03-20'), partyOf('group', 'partner', '2010-03-20')];
    expect(says('2017-01-01', { parties })).toEqual([
      'GROUP ended on 1 April 2015. Taken over by: LOST, which ended too; who took over then is not recorded.',
    ]);
    const lost = [partyOf('council', 'host', '2015-06-01'), partyOf('lost', 'partner', '2015-06-01')];
    expect(says('2017-01-01', { parties: lost, agreedOn: day('2015-05-01'), startsOn: day('2015-07-01') })).toEqual([
      'LOST ended on 1 April 2016. Who took over is not recorded.',
    ]);
    const drawn = [partyOf('council', 'host', '2010-03-20'), partyOf('drawn', 'partner', '2010-03-20')];
    expect(codes('2014-01-01', { parties: drawn })).toEqual(['party-not-in-scenario']);
  });

  it('[AG56] the scenario decides: without the event the party is not gone', () => {
    const without = foldOf(facts, { ...currentLaw, off: new Set(timeline.world.events.map(({ row }) => row.id)) });
    const { arrangement } = resolveArrangement(soundSpec(), makePlaces(without.world));
    if (arrangement === null) throw new Error('not resolved');
    expect(lifecycleOf(arrangement, without, day('2019-01-01')).notices).toEqual([]);
  });

  it('[AG57] slipped milestones with their causes, and those past their day', () => {
    const milestone = {
      title: 'One team',
      due: day('2012-06-30'),
      done: null,
      slippedTo: null,
      causes: [],
      event: null,
      note: null,
    };
    const one = (changes: object) => ({ milestones: [{ ...milestone, ...changes }] });
    expect(
      says('2012-01-01', one({ slippedTo: day('2013-01-31'), causes: ['reorganisation', 'funding'], event: 'merge' })),
    ).toEqual([
      'Milestone "One team" was due on 30 June 2012 and slipped to 31 January 2013, put down to reorganisation (merge) and funding.',
    ]);
    expect(says('2013-02-01', one({ slippedTo: day('2013-01-31'), causes: ['information-systems'] }))).toEqual([
      'Milestone "One team" was due on 30 June 2012 and slipped to 31 January 2013, and is still not done, put down to information systems.',
    ]);
    expect(says('2012-01-01', one({ slippedTo: day('2013-01-31'), event: 'split' }))[0]).toContain(
      'put down to reorganisation (split)',
    );
    expect(says('2012-07-01', one({}))).toEqual(['Milestone "One team" was due on 30 June 2012 and is not done.']);
    expect(says('2012-06-30', one({}))).toEqual([]);
    expect(says('2013-02-01', one({ slippedTo: day('2013-01-31'), done: day('2013-01-30') }))).toEqual([]);
  });

  it('[AG50] notices come in the order of their list', () => {
    const all = codes('2017-01-01', {
      parties: [partyOf('council', 'host', '2010-06-01'), partyOf('trust')],
      agreedOn: day('2010-05-01'),
      endsOn: null,
      reviewOn: day('2016-01-01'),
      renewsOn: day('2017-02-01'),
      noticeDays: 5,
      clauses: {},
      milestones: [
        { title: 'M', due: day('2016-01-01'), done: null, slippedTo: null, causes: [], event: null, note: null },
      ],
    });
    expect(all).toEqual([
      'party-gone',
      'partly-signed',
      'retrospective',
      'incomplete',
      'review-overdue',
      'notice-due',
      'no-end-date',
      'slipped',
    ]);
    expect(all).toEqual([...all].sort((a, b) => noticeCodes.indexOf(a) - noticeCodes.indexOf(b)));
  });
});
