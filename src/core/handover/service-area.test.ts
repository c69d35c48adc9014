import { describe, expect, it } from 'vitest';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import { arrangementOf, day, placeOf, plainRulebook } from '#core/handover/test-arrangement.ts';
import type { Facts } from '#core/pack/tables.ts';
import { bodies, events, factsOf, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/** Council `c` (b0 b1 b2) and trust `t` (b2 b3, until 2025 b1 too); in 2027 `c` loses b2 to `d`. */
const register = together(
  ground(6),
  bodies([
    ['c', 'district-council', 'b0 b1 b2'],
    ['d', 'district-council', 'b4'],
    ['t', 'primary-care-trust', 'b2 b3'],
    ['old', 'integrated-care-board', 'b1 b5'],
    ['new', 'integrated-care-board'],
    ['voice', 'region'],
  ]),
  events([
    { id: 'then', kind: 'merge', day: '2025-04-01', predecessors: 'old', continuing: 'new' },
    { id: 'move', kind: 'boundary-change', day: '2027-04-01', continuing: 'c d', moves: [['c', 'd', 'b2']] },
    { id: 'start', kind: 'establish', day: '2020-01-01', subjects: 'new' },
  ]),
);

function areaOf(arrangement: Arrangement, facts: Facts = register, body = 'c') {
  const timeline = foldOf(facts);
  const sheet = new HandoverSheet({
    timeline,
    from: day('2026-04-01'),
    to: day('2027-04-01'),
    rulebook: plainRulebook,
    includeUnaffected: true,
  });
  const index = timeline.world.organisationIndex.get(body as never);
  const line = sheet.linesOf(arrangement).find((one) => one.organisation === index);
  if (line === undefined) throw new Error('no line');
  return {
    line,
    area: sheet.areaOf(line),
    heirs: line.successors.map((one) => timeline.world.organisations[one.organisation]?.row.id),
  };
}

describe('the area of a line', () => {
  it('[HO15] stated by bodies and blocks; a body that had ended with the land of its last day', () => {
    expect(
      areaOf(arrangementOf('c host, t partner', { serviceArea: [placeOf('g:b0'), placeOf('old')] })).area,
    ).toMatchObject({ persons: 200 });
    const unknown = areaOf(
      arrangementOf('c host', { serviceArea: [placeOf('g:b0'), placeOf('g:b99'), placeOf('gone')] }),
    ).area;
    expect(unknown.says).toContain('b99, gone');
    expect(unknown.persons).toBe(100);
  });

  it('[HO17] derived: what both sides serve; one side alone where the other has no known land', () => {
    expect(areaOf(arrangementOf('c host, t partner')).area).toMatchObject({ persons: 100 });
    expect(areaOf(arrangementOf('c host, new partner')).area).toMatchObject({ persons: 100 });
    const alone = areaOf(arrangementOf('c host, d partner')).area;
    expect(alone.persons).toBe(300);
    expect(alone.says).toContain('of its councils');
    const landless = together(register, bodies([['trust', 'nhs-trust']]));
    expect(areaOf(arrangementOf('c host, trust provider'), landless).area.persons).toBe(300);
  });

  it('[HO18] nothing in common: all the land of the party, and this is said', () => {
    const apart = areaOf(arrangementOf('c host', { serviceArea: [placeOf('g:b4')] })).area;
    expect(apart.persons).toBe(300);
    expect(apart.says).toContain('all the land of the party');
    expect(areaOf(arrangementOf('d host, t partner'), register, 'd').area).toMatchObject({ persons: 100 });
  });

  it('[HO18] a party whose land is not known has no area', () => {
    const unknown = together(register, factsOf({ extents: [{ organisation: 'c', extent: 'unknown' }] }));
    expect(areaOf(arrangementOf('c host, t partner'), unknown)).toMatchObject({ area: { persons: null, zones: [] } });
  });

  it('[HO19, HO20] only those that take some of the area succeed; the party stays where it keeps some', () => {
    const moved = areaOf(arrangementOf('c host, t partner'));
    expect(moved.heirs).toEqual(['d']);
    expect(moved.line.findings).toMatchObject({ areaIsDivided: true, successorCount: 1, fate: 'loses-area' });
    const kept = areaOf(arrangementOf('c host', { serviceArea: [placeOf('g:b0')] }));
    expect(kept.heirs).toEqual(['c']);
    expect(kept.line.findings.areaIsDivided).toBe(false);
    const both = areaOf(arrangementOf('c host'));
    expect(both.heirs).toEqual(['c', 'd']);
    expect(both.line.findings.areaIsDivided).toBe(true);
    expect(areaOf(arrangementOf('d host'), register, 'd').line.findings).toMatchObject({
      fate: 'gains-area',
      areaIsDivided: false,
      successorCount: 1,
    });
  });

  it('[HO16] of a block that is smaller than a piece of land, its own people only', () => {
    // No statement tells b0 from b1: they are one zone.
    const facts = together(
      ground(2),
      factsOf({
        populations: [
          { id: 'q', title: 'Q', base: 'resident', geography: 'g', date: '2027-01-01', evidence: 'published' },
        ],
        population_values: [{ population: 'q', area: 'b0', persons: 7 }],
      }),
      bodies([['c', 'district-council', 'b0 b1']]),
    );
    expect(foldOf(facts).world.zones.count).toBe(1);
    const of = (block: string) => areaOf(arrangementOf('c host', { serviceArea: [placeOf(`g:${block}`)] }), facts).area;
    expect(of('b0')).toMatchObject({ persons: 7, population: { id: 'q' } });
    expect(of('b1')).toMatchObject({ persons: 100, population: { id: 'p' } });
  });
});
