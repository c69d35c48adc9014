import { describe, expect, it } from 'vitest';
import { measure } from '#core/coterminosity/measure.ts';
import type { EventId, OrganisationId } from '#core/pack/tables.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { compareScenarios } from '#core/reorganisation/compare-scenarios.ts';
import { mergeDraft, transferDraft } from '#core/reorganisation/draw-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { isoDate } from '#std/iso-date.ts';
import { bodies, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const facts = together(
  ground(6),
  bodies([
    ['icb1', 'integrated-care-board', 'b0 b1 b2'],
    ['icb2', 'integrated-care-board', 'b3 b4 b5'],
    ['x', 'district-council', 'b0 b1 b2 b3'],
    ['y', 'district-council', 'b4'],
    ['z', 'district-council', 'b5'],
  ]),
);
const id = (text: string) => text as OrganisationId;
const head = (name: string) => ({ id: `draft-${name}` as EventId, title: name, day: isoDate('2020-04-01') });
const query = { bodies: 'icb', councils: 'ltla', on: isoDate('2021-01-01'), tolerance: 0.005 } as const;

function drawn(...drafts: ReturnType<typeof mergeDraft>[]) {
  const on = new Set(drafts.map((draft) => draft.id));
  return foldOf(overlayFacts(facts, { acts: [], drafts }), { ...currentLaw, id: 'drawn', on });
}

const law = foldOf(facts);
const merged = drawn(
  mergeDraft(head('yz'), [id('y'), id('z')], { id: id('yz'), name: 'YZ', code: null, role: 'district-council' }),
);
const moved = drawn(
  transferDraft(head('b3'), [{ from: id('icb2'), to: id('icb1'), areas: { geography: 'g' as never, areas: ['b3'] } }]),
);

describe('scenarios side by side', () => {
  it("[SN40] each column has the numbers of the scenario's own measure", () => {
    const compared = compareScenarios([law, merged, moved], query);
    if (!compared.ok) throw new Error(compared.refusal.detail);
    const rows = compared.value.columns.map(
      ({ scenario, healthBodies, councils, coterminousBodies, nestedCouncils, straddlingCouncils }) => [
        scenario.id,
        healthBodies,
        councils,
        coterminousBodies,
        nestedCouncils,
        straddlingCouncils,
      ],
    );
    expect(rows).toEqual([
      ['current-law', 2, 3, 0, 2, 1],
      ['drawn', 2, 2, 0, 1, 1],
      ['drawn', 2, 3, 1, 3, 0],
    ]);
    for (const [at, timeline] of [law, merged, moved].entries()) {
      const alone = measure(timeline, query);
      expect(alone.ok && alone.value.summary).toEqual(compared.value.columns[at]?.measure.summary);
    }
  });

  it('[SN41] bodies that exist in some only, or serve other land, are told with their people', () => {
    const compared = compareScenarios([law, merged, moved], query);
    if (!compared.ok) throw new Error(compared.refusal.detail);
    expect(compared.value.differences.map((one) => [one.id, one.tier, one.persons])).toEqual([
      ['icb1', 'icb', [300, 300, 400]],
      ['icb2', 'icb', [300, 300, 200]],
      ['y', 'ltla', [100, null, 100]],
      ['yz', 'ltla', [null, 200, null]],
      ['z', 'ltla', [100, null, 100]],
    ]);
    const same = compareScenarios([law, law], query);
    expect(same.ok && same.value.differences).toEqual([]);
  });

  it('[SN42] what cannot be measured in one scenario is refused', () => {
    const empty = foldOf(together(ground(6), bodies([['x', 'district-council', 'b0']])));
    const refused = compareScenarios([law, empty], query);
    expect(!refused.ok && refused.refusal.kind).toBe('nothing-to-measure');
    const unknown = compareScenarios([law], { ...query, population: 'none' });
    expect(!unknown.ok && unknown.refusal.kind).toBe('unknown-population');
    expect(() => compareScenarios([], query)).toThrow('no scenario');
  });
});
