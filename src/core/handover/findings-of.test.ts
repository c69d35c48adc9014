import { describe, expect, it } from 'vitest';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import type { Findings } from '#core/handover/findings.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import { amountOf, arrangementOf, day, plainRulebook } from '#core/handover/test-arrangement.ts';
import type { Facts, OrganisationId } from '#core/pack/tables.ts';
import { bodies, events, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/** On 1 April 2027 county `c` (b0 b1) is divided, `d0` and `d1` merge into `d`, trust `t` is renamed. `n` is untouched. */
const register = together(
  ground(4),
  bodies([
    ['c', 'county-council', 'b0 b1'],
    ['east', 'unitary-council'],
    ['west', 'unitary-council'],
    ['d0', 'metropolitan-council', 'b2'],
    ['d1', 'metropolitan-council', 'b3'],
    ['d', 'metropolitan-council'],
    ['t', 'integrated-care-board', 'b0 b1'],
    ['n', 'integrated-care-board', 'b2'],
    ['gp', 'gp-practice'],
  ]),
  events([
    {
      id: 'cut',
      kind: 'divide',
      day: '2027-04-01',
      predecessors: 'c',
      successors: 'east west',
      moves: [
        ['c', 'east', 'b0'],
        ['c', 'west', 'b1'],
      ],
    },
    { id: 'join', kind: 'merge', day: '2027-04-01', predecessors: 'd0 d1', successors: 'd' },
    { id: 'name', kind: 'rename', day: '2027-04-01', subjects: 't' },
  ]),
);

function findingsOf(arrangement: Arrangement, facts: Facts = register, from = '2026-04-01'): Findings {
  const sheet = new HandoverSheet({
    timeline: foldOf(facts),
    from: day(from),
    to: day('2027-04-01'),
    rulebook: plainRulebook,
    includeUnaffected: true,
  });
  const [line] = sheet.linesOf(arrangement);
  if (line === undefined) throw new Error('no line');
  return line.findings;
}

describe('the party and its successors', () => {
  it('[HO35] side, regime and kinds of events', () => {
    expect(findingsOf(arrangementOf('c host'))).toMatchObject({
      side: 'council',
      regime: 'local-government',
      eventKinds: 'divide',
      role: 'host',
      isHost: true,
    });
    expect(findingsOf(arrangementOf('t partner'))).toMatchObject({
      side: 'health',
      regime: 'nhs',
      eventKinds: 'rename',
      isHost: false,
    });
    expect(findingsOf(arrangementOf('n partner'))).toMatchObject({
      regime: 'none',
      eventKinds: '',
      fate: 'unaffected',
    });
    expect(findingsOf(arrangementOf('gp provider'))).toMatchObject({
      side: 'health',
      areaIsKnown: false,
      existsAtStart: true,
    });
  });

  it('[HO36] how many succeed, whether they were there, and whether they are parties', () => {
    expect(findingsOf(arrangementOf('c host, n partner'))).toMatchObject({
      successorCount: 2,
      successorExistedBefore: false,
      successorIsParty: false,
      onlyOnePartyLeft: false,
    });
    expect(findingsOf(arrangementOf('d0 host, d1 partner'))).toMatchObject({
      successorCount: 1,
      onlyOnePartyLeft: true,
      successorIsParty: false,
    });
    expect(findingsOf(arrangementOf('d0 host, d1 partner, n partner'))).toMatchObject({ onlyOnePartyLeft: false });
    expect(findingsOf(arrangementOf('d0 host, d partner'))).toMatchObject({
      successorIsParty: true,
      onlyOnePartyLeft: true,
    });
    expect(findingsOf(arrangementOf('d0 host, d0 payer'))).toMatchObject({
      onlyOnePartyLeft: false,
      successorIsParty: false,
    });
    expect(findingsOf(arrangementOf('n host, t partner'))).toMatchObject({
      successorCount: 1,
      successorExistedBefore: true,
      successorIsParty: false,
    });
  });

  it('[HO36] a party without a successor makes no agreement of one body with itself', () => {
    const lost = together(
      register,
      bodies([['x', 'primary-care-trust']]),
      events([{ id: 'close', kind: 'abolish', day: '2027-04-01', subjects: 'x' }]),
    );
    const left = (parties: string) => findingsOf(arrangementOf(parties), lost).onlyOnePartyLeft;
    expect(findingsOf(arrangementOf('x host'), lost)).toMatchObject({ fate: 'ends-no-successor', successorCount: 0 });
    expect([left('d0 host, x partner'), left('x host, n partner'), left('x host')]).toEqual([false, false, false]);
    expect(left('x host, d0 partner, d1 partner')).toBe(true);
    expect(left('x host, d0 partner, d0 payer')).toBe(false);
  });

  it('[HO44] different bodies that employ after the change', () => {
    const post = (parties: string) =>
      findingsOf(arrangementOf(parties, { kind: 'joint-appointment' })).employerCountAfter;
    expect(post('c employer, n accountable-body')).toBe(2);
    expect(post('d0 employer, d1 employer')).toBe(1);
    expect(post('c funder, n funder')).toBe(0);
  });
});

describe('the arrangement itself', () => {
  it('[HO37] signed by every body, where its kind is signed', () => {
    const parties = arrangementOf('c host, n partner').parties;
    const signed = parties.map((party) => ({ ...party, signedOn: day('2024-01-01') }));
    expect(findingsOf(arrangementOf('c host', { parties: signed })).isSigned).toBe(true);
    expect(
      findingsOf(arrangementOf('c host', { parties: [...signed.slice(1), ...parties.slice(0, 1)] })).isSigned,
    ).toBe(false);
    expect(findingsOf(arrangementOf('c member', { kind: 'board-seat' })).isSigned).toBe(true);
  });

  it('[HO37] paragraphs of the completeness list that are missing; what is only proposed', () => {
    const clauses = {
      aims: 'yes',
      contributions: 'no',
      functions: 'yes',
      services: 'yes',
      resources: 'not-applicable',
      duration: 'yes',
    } as const;
    expect(findingsOf(arrangementOf('c host', { clauses })).missingClauseCount).toBe(2);
    expect(findingsOf(arrangementOf('c host', { kind: 'lead-commissioning', clauses })).missingClauseCount).toBe(1);
    expect(findingsOf(arrangementOf('c host', { kind: 'service-contract' })).missingClauseCount).toBe(0);
    expect(findingsOf(arrangementOf('c host', { stage: 'agreed-in-principle' })).isProposed).toBe(true);
    expect(findingsOf(arrangementOf('c host', { stage: 'ended' }))).toMatchObject({
      isProposed: false,
      hasEndedBefore: true,
    });
  });

  const dated = (more: Partial<Arrangement>) => findingsOf(arrangementOf('c host', more));

  it('[HO38] ends in the shadow period: its last day is in it', () => {
    const ends = (text: string) => dated({ endsOn: day(text) }).endsInShadowYear;
    expect([ends('2026-04-01'), ends('2026-04-02'), ends('2027-04-01'), ends('2027-04-02')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([
      dated({ endsOn: day('2027-04-01') }).endsBeforeVesting,
      dated({ endsOn: day('2027-04-02') }).endsBeforeVesting,
    ]).toEqual([true, false]);
  });

  it('[HO38] renews in the shadow period: on its first day, and no longer on vesting day', () => {
    const renews = (text: string) => dated({ renewsOn: day(text) }).renewsInShadowYear;
    expect([renews('2026-03-31'), renews('2026-04-01'), renews('2027-03-31'), renews('2027-04-01')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(findingsOf(arrangementOf('n host', { renewsOn: day('2026-12-01') })).renewsInShadowYear).toBe(false);
  });
});

describe('section 24', () => {
  const found = (more: Partial<Arrangement>, parties = 'c host, n partner', facts = register) =>
    findingsOf(arrangementOf(parties, { renewsOn: day('2026-10-01'), ...more }), facts).section24;
  const whole = (pounds: number, nature: 'revenue' | 'capital' | 'land' = 'revenue') =>
    amountOf(pounds * 100, { what: 'whole-life-value', nature });

  it('[HO39] a renewal of 150,000 whole life is above, one of 90,000 below, and so is exactly 100,000', () => {
    expect(found({ amounts: [whole(150_000)] })).toBe('above');
    expect(found({ amounts: [whole(90_000)] })).toBe('below');
    expect(found({ amounts: [whole(100_000)] })).toBe('below');
  });

  it('[HO39] each nature against its own threshold', () => {
    expect(found({ amounts: [whole(999_999, 'capital'), whole(99_999)] })).toBe('below');
    expect(found({ amounts: [whole(1_000_001, 'capital')] })).toBe('above');
    expect(found({ amounts: [whole(100_001, 'land')] })).toBe('above');
  });

  it('[HO39] only of a council that ends by the change, and only in the shadow period', () => {
    const amounts = [whole(150_000)];
    expect(found({ amounts }, 'n host, c partner')).toBe('not-applicable');
    expect(found({ amounts }, 't host, c partner')).toBe('not-applicable');
    expect(found({ amounts, renewsOn: null })).toBe('not-applicable');
    expect(found({ amounts, renewsOn: day('2027-04-01') })).toBe('not-applicable');
    expect(found({ amounts, renewsOn: null, startsOn: day('2026-06-01') })).toBe('above');
    expect(found({ amounts }, 'd0 host, n partner')).toBe('above');
  });

  const yearly = (pounds: number, year: string | null = null) => amountOf(pounds * 100, { what: 'annual-value', year });

  it('[HO40] annual values times the years of the term, a part of a year as one', () => {
    expect(found({ amounts: [yearly(50_000)], endsOn: day('2028-10-01') })).toBe('below');
    expect(found({ amounts: [yearly(50_000)], endsOn: day('2028-10-02') })).toBe('above');
    expect(found({ amounts: [yearly(40_000, '2026-27'), yearly(50_000, '2027-28')], endsOn: day('2036-10-01') })).toBe(
      'below',
    );
    // The term before it was three years long.
    expect(found({ amounts: [yearly(40_000)], startsOn: day('2023-10-01'), endsOn: day('2026-10-01') })).toBe('above');
  });

  it('[HO40] without a term or an amount the value is not known; an exempt council is exempt', () => {
    expect(found({ amounts: [yearly(50_000)] })).toBe('value-not-known');
    expect(found({ amounts: [] })).toBe('value-not-known');
    expect(found({ amounts: [amountOf(99)] })).toBe('value-not-known');
    expect(found({ amounts: [whole(5), amountOf(9, { what: 'annual-value', nature: 'land' })] })).toBe(
      'value-not-known',
    );
    const exempt = together(
      register,
      factsOf({ identifiers: [{ organisation: 'c', scheme: 'gss', value: 'EXEMPT' }] }),
    );
    expect(found({ amounts: [whole(150_000)] }, 'c host', exempt)).toBe('exempt');
  });

  it('[HO45] only what the council pays counts', () => {
    const own = { ...whole(150_000), party: 'c' as OrganisationId };
    const others = { ...whole(150_000), party: 'n' as OrganisationId };
    expect(found({ amounts: [own] }, 'c partner, n host')).toBe('above');
    expect(found({ amounts: [others] })).toBe('value-not-known');
    expect(found({ amounts: [whole(150_000)] }, 'c partner, n host')).toBe('value-not-known');
    for (const role of ['host', 'lead-commissioner', 'payer', 'funder'])
      expect(found({ amounts: [whole(150_000)] }, `c ${role}, n partner`)).toBe('above');
    for (const role of ['recipient', 'provider', 'occupier'])
      expect(found({ amounts: [own] }, `c ${role}, n payer`)).toBe('not-applicable');
  });

  it('[HO40] a council that is only proposed as exempt needs consent, and the flag says so', () => {
    const [timeline, arrangement] = [
      foldOf(together(register, factsOf({ identifiers: [{ organisation: 'c', scheme: 'gss', value: 'E07000217' }] }))),
      arrangementOf('c host, n partner', { renewsOn: day('2026-10-01'), amounts: [whole(150_000)] }),
    ];
    const question = { timeline, from: day('2026-04-01'), to: day('2027-04-01') };
    const says = (exemptions: typeof englandRulebook.section24.exemptions) => {
      const rulebook = { ...englandRulebook, section24: { ...englandRulebook.section24, exemptions } };
      const [line] = new HandoverSheet({ ...question, rulebook }).linesOf(arrangement);
      return [line?.findings.section24, line?.flags.find((flag) => flag.code === 'section-24-consent')?.says];
    };
    const { exemptions } = englandRulebook.section24;
    const [finding, sentence] = says(exemptions);
    expect(finding).toBe('above');
    expect(sentence).toMatch(/Woking is proposed as exempt \(Minister of State, .*\), not seen as made\.$/);
    expect(says([])[1]).toBe(sentence?.replace(/ Woking is proposed.*$/, ''));
    expect(says(exemptions.map((one) => ({ ...one, status: 'made' as const })))).toEqual(['exempt', undefined]);
  });
});

describe('matching areas', () => {
  const match = (parties: string, facts = register) => findingsOf(arrangementOf(parties), facts).coterminous;

  it('[HO42] council and trust of one land, and each successor in its place', () => {
    expect(match('c host, t partner')).toBe('lost');
    expect(match('d0 host, n partner')).toBe('lost');
    expect(match('t host, d0 partner')).toBe('never');
    expect(match('n host, d0 partner')).toBe('lost');
    // Both districts of the merged trust area: their one successor serves what both served.
    const wide = together(register, bodies([['w', 'primary-care-trust', 'b2 b3']]));
    expect(match('d0 host, d1 partner, w partner', wide)).toBe('kept');
    expect(match('d0 host, w partner', wide)).toBe('gained');
  });

  it('[HO42] nothing to match without two sides that have land', () => {
    expect(match('c host, d0 partner')).toBe('not-applicable');
    expect(match('c host, gp provider')).toBe('not-applicable');
  });

  it('[HO43] not known before: gained where it matches after, else not known', () => {
    const partly = together(
      register,
      bodies([['w', 'primary-care-trust', 'b2 b3']]),
      factsOf({ extents: [{ organisation: 'd0', extent: 'unknown' }] }),
    );
    expect(match('d0 host, w partner', partly)).toBe('gained');
    expect(match('d0 host, n partner', partly)).toBe('not-known');
  });

  it('[HO46] the health side straddles where the match is not known and it clearly reaches beyond', () => {
    const partly = together(
      register,
      bodies([['w', 'primary-care-trust', 'b1 b2 b3']]),
      factsOf({ extents: [{ organisation: 'd0', extent: 'unknown' }] }),
    );
    const straddles = (parties: string) => findingsOf(arrangementOf(parties), partly).bodyStraddles;
    expect(straddles('d0 host, w partner')).toBe(true);
    // Within the council, and not asked where the match before is known.
    expect(straddles('d0 host, n partner')).toBe(false);
    expect(straddles('d1 host, w partner')).toBe(false);
  });

  it('[HO43] not known after: not known', () => {
    const after = together(register, factsOf({ extents: [{ organisation: 'd', extent: 'unknown' }] }));
    expect(match('d0 host, n partner', after)).toBe('not-known');
  });

  it('[HO41] one HWB area by upper-tier council, where the register states none', () => {
    expect(findingsOf(arrangementOf('c host, t partner')).hwbMatch).toBe('lost');
    expect(findingsOf(arrangementOf('d0 host, n partner')).hwbMatch).toBe('kept');
    expect(findingsOf(arrangementOf('d0 host, d1 partner')).hwbMatch).toBe('gained');
  });

  it('[HO41] by the areas the register states, unless their council was replaced and no event names them', () => {
    const stated = together(register, bodies([['board', 'hwb-area', 'b0 b1']]));
    expect(findingsOf(arrangementOf('c host, t partner'), stated).hwbMatch).toBe('lost');
    const named = together(stated, events([{ id: 'on', kind: 'rename', day: '2027-04-01', subjects: 'board' }]));
    expect(findingsOf(arrangementOf('c host, t partner'), named).hwbMatch).toBe('kept');
  });
});
