import { describe, expect, it } from 'vitest';
import { parseRulebook, rulebookText } from '#core/handover/check-rulebook.ts';
import { isMet } from '#core/handover/condition.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import type { Findings } from '#core/handover/findings.ts';
import { type FlagCode, flagCodes } from '#core/handover/line.ts';
import { findingsWith, randomFindings, randomOf } from '#core/handover/rulebook/test-findings.ts';
import type { DispositionRule } from '#core/handover/rulebook.ts';

const { dispositions, flags, citations, section24 } = englandRulebook;

const decidedBy = (findings: Findings): DispositionRule => {
  const rule = dispositions.find((one) => isMet(one.when, findings));
  if (rule === undefined) throw new Error('no rule decides');
  return rule;
};
const firedFor = (findings: Findings): FlagCode[] =>
  flags.filter((one) => isMet(one.when, findings)).map((one) => one.flag);

type Changes = Partial<Findings>;
const toOne = (regime: Findings['regime']): Changes => ({ fate: 'ends-one-successor', regime });
const toTwo = (regime: Findings['regime']): Changes => ({
  fate: 'ends-several-successors',
  regime,
  successorCount: 2,
  areaIsDivided: true,
});
const lost: Changes = { fate: 'loses-area', regime: 'nhs', side: 'health', areaIsDivided: true };
const gone: Changes = { fate: 'already-gone', existsAtStart: false, regime: 'nhs' };
const [lg, nhs] = ['local-government', 'nhs'] as const;

const examples: readonly (readonly [string, string, Changes])[] = [
  ['GEN-1', 'no-change', { hasEndedBefore: true, ...toTwo(lg) }],
  ['GEN-2', 'no-change', {}],
  ['GEN-3', 'no-change', { fate: 'clustered', regime: nhs }],
  ['GEN-4', 'no-change', { fate: 'renamed', regime: lg }],
  ['GEN-5', 'no-change', { fate: 'changes-status', regime: nhs, successorExistedBefore: true }],
  ['GEN-6', 'transfer', { fate: 'changes-status', regime: nhs }],
  ['GEN-7', 'renegotiate', { isProposed: true, ...toOne(lg) }],
  ['GEN-8', 'terminate', { onlyOnePartyLeft: true, kind: 'inter-authority-agreement', ...toOne(lg) }],
  ['GEN-9', 'renegotiate', { endsBeforeVesting: true, renewsInShadowYear: true, ...toTwo(lg) }],
  ['GEN-10', 'terminate', { endsBeforeVesting: true, ...toTwo(lg) }],
  ['GEN-11', 'no-change', { fate: 'continues', regime: lg, successorExistedBefore: true }],
  ['GEN-12', 'no-change', { fate: 'gains-area', regime: nhs }],
  ['GEN-13', 'no-change', { ...lost, areaIsDivided: false }],
  ['GEN-14', 'transfer', { ...lost, successorCount: 1 }],
  ['GEN-14-2022', 'transfer', { ...lost, successorCount: 1, vestingYear: 2020 }],
  ['GEN-14-2006', 'transfer', { ...lost, successorCount: 1, vestingYear: 2006 }],
  ['GEN-15', 'apportion', { ...lost, successorCount: 2 }],
  ['GEN-15-2022', 'apportion', { ...lost, successorCount: 2, vestingYear: 2022 }],
  ['GEN-15-2006', 'apportion', { ...lost, successorCount: 2, vestingYear: 2002 }],
  ['GEN-16', 'renegotiate', { ...lost, regime: lg, side: 'council', successorCount: 2 }],
  ['GEN-17', 'renegotiate', { ...lost, areaIsDivided: false, areaIsKnown: false }],
  ['GEN-18', 'renegotiate', { fate: 'ends-no-successor', regime: lg, successorCount: 0 }],
  ['GEN-19', 'renegotiate', { fate: 'ends-no-successor', regime: nhs, successorCount: 0 }],
  ['GONE-1', 'reconstitute', { ...gone, kind: 'board-seat' }],
  ['GONE-2', 'renegotiate', { ...gone, regime: lg, successorCount: 0 }],
  ['GONE-3', 'renegotiate', { ...gone, successorCount: 0 }],
  ['GONE-4', 'transfer', { ...gone, regime: lg }],
  ['GONE-5', 'transfer', gone],
  ['GONE-5-2022', 'transfer', { ...gone, vestingYear: 2013 }],
  ['GONE-5-2006', 'transfer', { ...gone, vestingYear: 2006 }],
  ['GONE-6', 'apportion', { ...gone, regime: lg, successorCount: 2 }],
  ['GONE-7', 'apportion', { ...gone, successorCount: 2 }],
  ['GONE-7-2022', 'apportion', { ...gone, successorCount: 2, vestingYear: 2022 }],
  ['GONE-7-2006', 'apportion', { ...gone, successorCount: 2, vestingYear: 2006 }],
  ['GONE-8', 'renegotiate', { ...gone, regime: 'other', side: 'other' }],
  ['ALL-1', 'reconstitute', { kind: 'board-seat', ...toOne(lg) }],
  ['ALL-1', 'reconstitute', { kind: 'board-seat', ...toTwo(nhs) }],
  ['ALL-2', 'reconstitute', { kind: 'panel-membership', ...toOne(nhs) }],
  ['ALL-3', 'renegotiate', { kind: 'data-sharing-agreement', ...toTwo(lg) }],
  ['ALL-4', 'renegotiate', { kind: 'section-113-secondment', ...toTwo(nhs) }],
  ['LG-1', 'transfer', { kind: 'lead-commissioning', ...toOne(lg) }],
  ['LG-1', 'transfer', { kind: 'section-256-transfer', ...toOne(lg) }],
  ['LG-2', 'transfer', { kind: 'joint-appointment', ...toOne(lg) }],
  ['LG-3', 'transfer', { kind: 'service-contract', ...toOne(lg) }],
  ['LG-3', 'transfer', { kind: 'data-sharing-agreement', ...toOne(lg) }],
  ['LG-4', 'apportion', { kind: 'pooled-fund', role: 'host', isHost: true, ...toTwo(lg) }],
  ['LG-4', 'apportion', { kind: 'partnership-in-combination', isPool: true, ...toTwo(lg) }],
  ['LG-5', 'host', { kind: 'integrated-provision', role: 'provider', ...toTwo(lg) }],
  ['LG-6', 'apportion', { kind: 'integrated-provision', role: 'partner', ...toTwo(lg) }],
  ['LG-6', 'apportion', { kind: 'section-76-transfer', role: 'payer', ...toTwo(lg) }],
  ['LG-7', 'apportion', { kind: 'aligned-budget', ...toTwo(lg) }],
  ['LG-8', 'apportion', { kind: 'service-contract', ...toTwo(lg) }],
  ['LG-9', 'novate', { kind: 'service-contract', ...toTwo(lg), areaIsKnown: false, areaIsDivided: false }],
  ['LG-10', 'renegotiate', { kind: 'joint-appointment', role: 'employer', ...toTwo(lg) }],
  ['LG-11', 'host', { kind: 'co-located-site', role: 'owner', ...toTwo(lg) }],
  ['NHS-1', 'transfer', { kind: 'pooled-fund', ...toOne(nhs) }],
  ['NHS-1-2022', 'transfer', { kind: 'pooled-fund', ...toOne(nhs), vestingYear: 2022 }],
  ['NHS-1-2006', 'transfer', { kind: 'pooled-fund', ...toOne(nhs), vestingYear: 2006 }],
  ['NHS-2', 'transfer', { kind: 'joint-appointment', ...toOne(nhs) }],
  ['NHS-2-2022', 'transfer', { kind: 'joint-appointment', ...toOne(nhs), vestingYear: 2022 }],
  ['NHS-2-2006', 'transfer', { kind: 'joint-appointment', ...toOne(nhs), vestingYear: 2006 }],
  ['NHS-3', 'apportion', { kind: 'pooled-fund', ...toTwo(nhs) }],
  ['NHS-3-2022', 'apportion', { kind: 'pooled-fund', ...toTwo(nhs), vestingYear: 2022 }],
  ['NHS-3-2006', 'apportion', { kind: 'pooled-fund', ...toTwo(nhs), vestingYear: 2006 }],
  ['NHS-4', 'apportion', { kind: 'joint-plan', ...toTwo(nhs) }],
  ['NHS-5', 'apportion', { kind: 'service-contract', ...toTwo(nhs) }],
  ['NHS-5-2022', 'apportion', { kind: 'service-contract', ...toTwo(nhs), vestingYear: 2022 }],
  ['NHS-5-2006', 'apportion', { kind: 'service-contract', ...toTwo(nhs), vestingYear: 2006 }],
  ['NHS-6', 'novate', { kind: 'service-contract', ...toTwo(nhs), areaIsKnown: false }],
  ['NHS-6-2022', 'novate', { kind: 'service-contract', ...toTwo(nhs), areaIsKnown: false, vestingYear: 2022 }],
  ['NHS-6-2006', 'novate', { kind: 'service-contract', ...toTwo(nhs), areaIsKnown: false, vestingYear: 2006 }],
  ['NHS-7', 'renegotiate', { kind: 'joint-appointment', ...toTwo(nhs) }],
  ['NHS-7-2022', 'renegotiate', { kind: 'joint-appointment', ...toTwo(nhs), vestingYear: 2022 }],
  ['NHS-7-2006', 'renegotiate', { kind: 'joint-appointment', ...toTwo(nhs), vestingYear: 2006 }],
  ['NHS-8', 'host', { kind: 'co-located-site', ...toTwo(nhs) }],
  ['NHS-8-2022', 'host', { kind: 'co-located-site', ...toTwo(nhs), vestingYear: 2022 }],
  ['NHS-8-2006', 'host', { kind: 'co-located-site', ...toTwo(nhs), vestingYear: 2006 }],
  ['OTH-1', 'novate', { kind: 'service-contract', side: 'other', ...toOne('other') }],
  ['LAST', 'renegotiate', { kind: 'service-contract', side: 'other', ...toTwo('other') }],
];

const ending = toOne(lg);
const flagExamples: Readonly<Record<FlagCode, readonly [fires: Changes, quiet: Changes]>> = {
  'section-24-consent': [{ section24: 'above' }, { section24: 'below' }],
  'section-24-value-not-known': [{ section24: 'value-not-known' }, { section24: 'exempt' }],
  'ends-in-shadow-year': [
    { endsInShadowYear: true, regime: lg },
    { endsInShadowYear: true, regime: nhs },
  ],
  'renews-in-shadow-year': [
    { renewsInShadowYear: true, regime: lg },
    { renewsInShadowYear: true, regime: nhs },
  ],
  unsigned: [{ isSigned: false }, { isSigned: false, isProposed: true }],
  'incomplete-under-reg-7-3': [{ missingClauseCount: 1 }, { missingClauseCount: 3, kind: 'lead-commissioning' }],
  'jointly-and-severally-liable': [toTwo(lg), toTwo(nhs)],
  'host-disappears': [
    { isHost: true, ...ending },
    { isHost: true, endsBeforeVesting: true, ...ending },
  ],
  'signatory-disappears': [ending, { kind: 'board-seat', ...ending }],
  'hwb-area-no-longer-matches': [{ hwbMatch: 'lost' }, { hwbMatch: 'never' }],
  'no-longer-coterminous': [{ coterminous: 'lost' }, { coterminous: 'gained' }],
  'data-sharing-to-be-re-papered': [
    { kind: 'data-sharing-agreement', ...ending },
    { kind: 'data-sharing-agreement', fate: 'gains-area' },
  ],
  'post-with-two-employers': [
    { kind: 'joint-appointment', employerCountAfter: 2 },
    { kind: 'joint-appointment', employerCountAfter: 1 },
  ],
  'panel-member-merged': [
    { kind: 'panel-membership', ...ending },
    { kind: 'panel-membership', fate: 'renamed' },
  ],
  'party-already-gone': [gone, ending],
  'shares-not-known': [{ ...toTwo(lg), areaIsKnown: false }, toTwo(lg)],
  'agreement-with-itself': [{ onlyOnePartyLeft: true }, { onlyOnePartyLeft: true, kind: 'board-seat' }],
  'continues-after-vesting-unreviewed': [ending, { onlyOnePartyLeft: true, ...ending }],
};

describe('the rulebook for England', () => {
  it('[RB30] has no faults, and nothing in it is shut out', () => {
    expect(parseRulebook(JSON.parse(rulebookText(englandRulebook)))).toEqual({
      rulebook: englandRulebook,
      problems: [],
    });
  });

  it('[RB30] cites everything that it lists', () => {
    const cited = new Set([
      ...[...dispositions, ...flags].flatMap((rule) => rule.citations),
      ...section24.exemptions.map((one) => one.citation),
    ]);
    expect(citations.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([]);
  });

  it.each(examples)('[RB31] %s decides %s', (id, disposition, changes) => {
    const rule = decidedBy(findingsWith(changes));
    expect([rule.id, rule.disposition]).toEqual([id, disposition]);
  });

  it('[RB31] has an example for every rule', () => {
    expect([...new Set(examples.map(([id]) => id))]).toEqual(dispositions.map(({ id }) => id));
  });

  it.each(Object.entries(flagExamples))('[RB31] the flag %s fires, and is quiet', (flag, [fires, quiet]) => {
    expect(firedFor(findingsWith(fires))).toContain(flag);
    expect(firedFor(findingsWith(quiet))).not.toContain(flag);
  });

  it('[RB31] has a rule for every flag, and flags nothing where nothing is amiss', () => {
    expect([...new Set(flags.map((one) => one.flag))].sort()).toEqual([...flagCodes].sort());
    expect(firedFor(findingsWith({}))).toEqual([]);
  });

  it('[RB32] decides whatever is found, and every rule has its part (seed 7)', () => {
    const random = randomOf(7);
    const used = new Set<string>();
    for (let round = 0; round < 150_000; round++) used.add(decidedBy(randomFindings(random)).id);
    expect([...used].sort()).toEqual(dispositions.map(({ id }) => id).sort());
  });
});

describe('known answers', () => {
  it('[RB33] a county-wide pooled fund is apportioned with a stated basis', () => {
    const rule = decidedBy(findingsWith({ kind: 'pooled-fund', role: 'host', isHost: true, ...toTwo(lg) }));
    expect(rule.disposition).toBe('apportion');
    expect(rule.bases.slice(0, 3)).toEqual(['negotiated', 'budget-by-location', 'resident-population']);
    expect(rule.bases.at(-1)).toBe('equal');
    expect(rule.legalConfirmationNeeded).toBe(true);
    expect(rule.actions.map(({ id }) => id)).toContain('agree-section-16');
    expect(rule.citations).toContain('lgpiha-2007-s16');
  });

  it.each<[string, Changes, string]>([
    ['of a continuing authority', { fate: 'continues', regime: lg }, 'no-change'],
    ['of a district with a new council', toOne(lg), 'transfer'],
    ['of a district with one that continues', { ...toOne(lg), successorExistedBefore: true }, 'transfer'],
    ['of boards that cluster', { fate: 'clustered', regime: nhs }, 'no-change'],
    ['of a body with a new name', { fate: 'renamed', regime: nhs }, 'no-change'],
  ])('[RB34] agreements %s', (_, changes, disposition) => {
    for (const kind of ['pooled-fund', 'service-contract', 'data-sharing-agreement'] as const)
      expect(decidedBy(findingsWith({ kind, ...changes })).disposition).toBe(disposition);
  });

  it('[RB35] a partnership or payment that passes asks for legal confirmation (seed 11)', () => {
    const random = randomOf(11);
    let passed = 0;
    for (let round = 0; round < 40_000; round++) {
      const findings = randomFindings(random);
      const { disposition, legalConfirmationNeeded } = decidedBy(findings);
      if (!['partnership', 'transfer'].includes(findings.family)) continue;
      if (!['transfer', 'host', 'novate', 'apportion'].includes(disposition)) continue;
      passed++;
      expect(legalConfirmationNeeded).toBe(true);
    }
    expect(passed).toBeGreaterThan(300);
  });

  it('[RB36] an agreement with itself ends, and one that has run out is not transferred', () => {
    expect(decidedBy(findingsWith({ onlyOnePartyLeft: true, ...toOne(nhs) })).disposition).toBe('terminate');
    expect(decidedBy(findingsWith({ onlyOnePartyLeft: true, fate: 'continues', regime: lg })).disposition).toBe(
      'terminate',
    );
    expect(decidedBy(findingsWith({ endsBeforeVesting: true, ...toOne(nhs) })).disposition).toBe('terminate');
  });

  it('[RB37] an agreement of a board that is divided', () => {
    const within = decidedBy(findingsWith({ ...toOne(nhs), eventKinds: 'divide' }));
    const across = decidedBy(findingsWith({ ...toTwo(nhs), eventKinds: 'divide', successorCount: 3 }));
    expect([within.disposition, across.disposition]).toEqual(['transfer', 'apportion']);
    for (const rule of [within, across]) {
      expect(rule.citations).toContain('nhsa-2006-s14z28');
      expect(rule.actions.map(({ id }) => id)).toContain('enter-in-scheme');
    }
  });

  it('[RB40] a body whose successor the register does not name is never said to have none', () => {
    for (const fate of ['ends-no-successor', 'already-gone'] as const) {
      for (const regime of [lg, nhs, 'other'] as const) {
        const rule = decidedBy(findingsWith({ fate, regime, successorCount: 0, onlyOnePartyLeft: true }));
        expect([rule.disposition, rule.legalGround]).toEqual(['renegotiate', 'The register names no successor.']);
        expect(rule.legalConfirmationNeeded).toBe(true);
        expect(rule.citations).toEqual(regime === lg ? ['lgpiha-2007-s17'] : []);
        expect(rule.actions.map(({ id }) => id)).not.toContain('sign-novation');
      }
    }
  });

  it('[RB41] an NHS line cites the law of its time', () => {
    const cited = (vestingYear: number) => decidedBy(findingsWith({ ...toOne(nhs), vestingYear })).citations;
    expect(cited(2026)).toContain('nhsa-2006-s14z28');
    expect(cited(2006)).toEqual(['si-2006-2072', 'ha-1999-s31']);
    expect(cited(2010)).toContain('nhsa-2006-s18-sch3');
    for (const year of [2006, 2010]) expect(cited(year)).not.toContain('nhsa-2006-s14z28');
  });

  it('[RB42] a match that is not known is flagged only where the health side clearly reaches beyond', () => {
    const rulesFor = (changes: Changes) =>
      flags.filter((one) => one.flag === 'no-longer-coterminous' && isMet(one.when, findingsWith(changes)));
    expect(rulesFor({ coterminous: 'not-known' })).toEqual([]);
    expect(rulesFor({ coterminous: 'not-known', bodyStraddles: true }).map(({ says }) => says)).toEqual([
      expect.stringContaining('The match before is not known to the blocks'),
    ]);
    expect(rulesFor({ coterminous: 'lost' }).map(({ id }) => id)).toEqual(['FLAG-COTERMINOUS']);
  });

  it('[RB38] section 24', () => {
    const consent = flags.find((one) => one.flag === 'section-24-consent');
    expect(consent?.actions.map(({ due }) => due)).toEqual([{ from: 'term', days: -60 }]);
    expect(firedFor(findingsWith({ section24: 'exempt' }))).toEqual([]);
    const { landPence, capitalPence, otherPence } = section24;
    expect([landPence, capitalPence, otherPence]).toEqual([100_000_00, 1_000_000_00, 100_000_00]);
    expect(section24.exemptions.map(({ code, status }) => [code, status])).toEqual([
      ['E07000213', 'proposed'],
      ['E07000217', 'proposed'],
    ]);
  });

  it('[RB39] says who reports what was not read', () => {
    const reported = citations.filter((one) => one.standing === 'reported');
    expect(reported.filter((one) => !/[Rr]eported|second hand/.test(one.says))).toEqual([]);
    const joint = [...dispositions].filter((rule) => rule.citations.includes('si-2008-2176-r12'));
    expect(joint.length).toBeGreaterThan(3);
    expect(joint.filter((rule) => !rule.legalConfirmationNeeded)).toEqual([]);
  });
});
