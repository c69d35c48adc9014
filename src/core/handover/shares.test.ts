import { describe, expect, it } from 'vitest';
import type { Arrangement, NegotiatedShare } from '#core/agreements/arrangement.ts';
import { HandoverSheet, type SheetQuestion } from '#core/handover/handover-sheet.ts';
import type { Basis, HandoverLine } from '#core/handover/line.ts';
import { integerWeights } from '#core/handover/shares.ts';
import { amountOf, arrangementOf, day, placeOf, plainRulebook } from '#core/handover/test-arrangement.ts';
import type { Facts, PopulationId } from '#core/pack/tables.ts';
import { bodies, events, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const count = (id: string, date: string, persons: readonly number[], more = {}) =>
  factsOf({
    populations: [{ id, title: id, base: 'resident', geography: 'g', date, evidence: 'published', ...more }],
    population_values: persons.map((people, at) => ({ population: id, area: `b${at}`, persons: people })),
  });

/** `c` holds b0 to b3 and is divided: east takes b0 b1, west b2, nobody b3. `h` serves all. */
const divided = (...more: readonly Partial<Facts>[]): Facts =>
  together(
    ground(5),
    bodies([
      ['c', 'district-council', 'b0 b1 b2 b3'],
      ['h', 'integrated-care-board', 'b0 b1 b2 b3 b4'],
      ['loc1', 'sub-icb-location', 'b0 b1'],
      ['loc2', 'sub-icb-location', 'b2 b3'],
      ['east', 'district-council'],
      ['west', 'district-council'],
    ]),
    events([
      {
        id: 'cut',
        kind: 'divide',
        day: '2027-04-01',
        predecessors: 'c',
        successors: 'east west',
        moves: [
          ['c', 'east', 'b0 b1'],
          ['c', 'west', 'b2'],
        ],
      },
    ]),
    ...more,
  );

function sheetOf(facts: Facts, more: Partial<SheetQuestion> = {}): HandoverSheet {
  return new HandoverSheet({
    timeline: foldOf(facts),
    from: day('2026-04-01'),
    to: day('2027-04-01'),
    rulebook: plainRulebook,
    ...more,
  });
}

function lineOf(facts: Facts, arrangement: Arrangement, more: Partial<SheetQuestion> = {}): HandoverLine {
  const [line] = sheetOf(facts, more).linesOf(arrangement);
  if (line === undefined) throw new Error('no line');
  return line;
}

const basisOf = (line: HandoverLine, basis: Basis) => line.bases.find((one) => one.basis === basis);
const shared = arrangementOf('c host, h partner');

describe('people as a basis', () => {
  it('[HO30] people add up to those of the area, and land that nobody takes over is named', () => {
    const basis = basisOf(lineOf(divided(), shared), 'resident-population');
    expect(basis?.weights).toEqual([200, 100]);
    expect(basis?.shares?.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(basis?.says).toContain('400 residents');
    expect(basis?.says).toContain('100 of them are on land that nobody takes over');
  });

  it('[HO27] the count nearest to vesting day that has a figure for all of the area', () => {
    const near = count('near', '2026-01-01', [10, 20, 30, 40]);
    const gap = count('gap', '2027-01-01', [10, 20, 30]);
    const line = lineOf(divided(near, gap), shared);
    expect(basisOf(line, 'resident-population')).toMatchObject({ weights: [30, 30] });
    expect(basisOf(line, 'resident-population')?.says).toContain('near (2026-01-01)');
    expect(sheetOf(divided(near, gap)).areaOf(line)).toMatchObject({ persons: 100, population: { id: 'near' } });
  });

  it('[HO27] of two as near, the earlier', () => {
    const both = [count('after', '2027-04-11', [4, 4, 4, 4]), count('before', '2027-03-22', [1, 1, 3, 1])];
    expect(basisOf(lineOf(divided(...both), shared), 'resident-population')?.weights).toEqual([2, 3]);
  });

  it('[HO27] a count that is chosen takes its place, and says so where it does not cover the area', () => {
    const near = count('near', '2026-01-01', [10, 20, 30, 40]);
    const gap = count('gap', '2027-01-01', [10, 20, 30]);
    const by = (id: string) =>
      basisOf(lineOf(divided(near, gap), shared, { population: id as PopulationId }), 'resident-population');
    expect(by('p')?.weights).toEqual([200, 100]);
    expect(by('gap')).toMatchObject({ shares: null, weights: null });
  });

  it('[HO29] no residents at all, or no known land: no shares, and why', () => {
    const nobody = divided(count('none', '2027-01-01', [0, 0, 0, 5, 5]));
    expect(basisOf(lineOf(nobody, shared), 'resident-population')).toMatchObject({ shares: null });
    const unknown = divided(factsOf({ extents: [{ organisation: 'c', extent: 'partial' }] }));
    const line = lineOf(unknown, shared);
    expect(basisOf(line, 'resident-population')?.says).toContain('not known');
    expect(line.successors).toHaveLength(2);
    expect(line.basis).toBe('equal');
  });

  it('[HO28] registered people by a count on blocks', () => {
    const lists = count('lists', '2026-04-01', [1, 2, 3, 4, 5], { base: 'registered' });
    expect(basisOf(lineOf(divided(lists), shared), 'registered-population')).toMatchObject({ weights: [3, 3] });
    expect(basisOf(lineOf(divided(), shared), 'registered-population')).toMatchObject({ shares: null });
  });

  const practices = (targets: readonly string[]) =>
    factsOf({
      organisations: targets.map((_, at) => ({ id: `p${at}`, name: `P${at}` })),
      roles: targets.map((_, at) => ({ organisation: `p${at}`, role: 'gp-practice' })),
      relationships: targets.map((target, at) => ({
        organisation: `p${at}`,
        kind: 'commissioned-by',
        target,
        status: 'stated',
      })),
      populations: [{ id: 'gp', title: 'Lists', base: 'registered', date: '2026-04-01', evidence: 'published' }],
      registered_values: targets.map((_, at) => ({ population: 'gp', organisation: `p${at}`, persons: 1000 + at })),
    });

  it('[HO28] by the lists of practices, where their commissioners pass whole to one body', () => {
    const west = arrangementOf('c host, h partner', {
      serviceArea: [placeOf('g:b0'), placeOf('g:b1'), placeOf('g:b2')],
    });
    const facts = divided(practices(['loc1', 'loc1', 'loc3']), bodies([['loc3', 'region', 'b2']]));
    expect(basisOf(lineOf(facts, west), 'registered-population')).toMatchObject({ weights: [2001, 1002] });
    const straddling = basisOf(lineOf(divided(practices(['loc1', 'loc2'])), shared), 'registered-population');
    expect(straddling).toMatchObject({ shares: null });
    expect(straddling?.says).toContain('passes to several bodies');
    const uncovered = basisOf(lineOf(divided(practices(['loc1'])), shared), 'registered-population');
    expect(uncovered?.says).toContain('not clear for all of the area');
  });
});

describe('other bases', () => {
  const negotiated = (east: number, west: number, to = 'west') =>
    arrangementOf('c host, h partner', {
      negotiated: [
        { party: 'c', successor: 'east', share: east },
        { party: 'c', successor: to, share: west },
      ] as unknown as NegotiatedShare[],
    });

  it('[HO25] negotiated shares of exactly the successors', () => {
    const line = lineOf(divided(), negotiated(0.125, 0.875));
    expect(line.basis).toBe('negotiated');
    expect(line.successors.map((one) => one.share)).toEqual([0.125, 0.875]);
    expect(basisOf(line, 'negotiated')?.weights).toEqual([125, 875]);
  });

  it('[HO25] not those that miss one, or name another body', () => {
    expect(basisOf(lineOf(divided(), negotiated(0.5, 0.4)), 'negotiated')).toMatchObject({ shares: null });
    expect(basisOf(lineOf(divided(), negotiated(0.5, 0.5, 'h')), 'negotiated')).toMatchObject({ shares: null });
    expect(basisOf(lineOf(divided(), shared), 'negotiated')).toMatchObject({ shares: null });
  });

  it('[HO25] weights keep the decimals of the shares', () => {
    expect(integerWeights([0.45, 0.55])).toEqual([45, 55]);
    expect(integerWeights([1, 0])).toEqual([1, 0]);
    expect(integerWeights([1 / 3, 2 / 3])).toEqual([333333333333, 666666666667]);
  });

  const yearly = (...amounts: readonly (readonly [pence: number, place: string | null])[]) =>
    arrangementOf('c host, h partner', {
      amounts: amounts.map(([pence, place]) =>
        amountOf(pence, { what: 'annual-value', location: place === null ? null : placeOf(place) }),
      ),
    });

  it('[HO26] annual values by where the service is given', () => {
    const line = lineOf(divided(), yearly([700, 'loc1'], [100, 'g:b2'], [200, 'g:b0'], [50, null]));
    expect(basisOf(line, 'budget-by-location')).toMatchObject({ weights: [900, 100], shares: [0.9, 0.1] });
    expect(basisOf(line, 'budget-by-location')?.says).toContain('£10.00 of £10.50');
    expect(line.basis).toBe('budget-by-location');
  });

  it('[HO26, HO29] not where a place lies in two lands, in none, or is not stated', () => {
    const facts = divided(bodies([['across', 'region', 'b1 b2']]));
    for (const place of ['across', 'loc2', 'h', 'g:b4', null])
      expect(basisOf(lineOf(facts, yearly([700, place])), 'budget-by-location')).toMatchObject({ shares: null });
  });

  it('[HO31] the first basis of the rule that gives shares; one successor needs none', () => {
    const [last] = plainRulebook.dispositions.slice(-1);
    const equalFirst = {
      ...plainRulebook,
      dispositions: plainRulebook.dispositions.map((one) =>
        one === last ? one : { ...one, bases: ['registered-population', 'equal', 'resident-population'] as const },
      ),
    };
    const line = lineOf(divided(), shared, { rulebook: equalFirst });
    expect([line.basis, ...line.successors.map((one) => one.share)]).toEqual(['equal', 0.5, 0.5]);
    const one = lineOf(divided(), arrangementOf('c host, h partner', { serviceArea: [placeOf('g:b2')] }));
    expect(one).toMatchObject({ basis: null, bases: [], successors: [{ share: 1 }] });
  });
});
