import { describe, expect, it } from 'vitest';
import { type DisclosureRules, isSmall } from '#core/disclosure/rules.ts';
import type { Composed } from '#core/release/compose-release.ts';
import {
  asEarlier,
  readerBounds,
  type TinyAreas,
  type TinyMeasure,
  type Told,
  tinyRelease,
  tinyTable,
} from '#core/release/test-release.ts';

const people = (values: readonly (number | null)[], more: Partial<TinyMeasure> = {}): TinyMeasure => ({
  id: 'people',
  values,
  ...more,
});

/** Shown numbers by area, `null` where hidden. */
function shownOf({ published }: Composed, measure = 'people'): Record<string, number | null> {
  return Object.fromEntries(
    published.cells.filter((cell) => cell.measure === measure).map((cell) => [cell.area, cell.shown]),
  );
}

function hiddenOf({ published }: Composed, measure = 'people'): Record<string, string | null> {
  return Object.fromEntries(
    published.cells.filter((cell) => cell.measure === measure).map((cell) => [cell.area, cell.hidden]),
  );
}

/** The worked example of docs/methods/implied-areas.md: council X reaches one block beyond board P. */
const blocks = people([40, 55, 4, 61]);
const boards: TinyAreas = { p: [0, 1], q: [2, 3] };
const councils: TinyAreas = { x: [0, 1, 2], y: [3] };

describe('a release', () => {
  it('[RL10] shows what is safe and hides what is small and what would give it away', () => {
    const table = tinyTable([people([3, 20, 30, 40])], { a: [0], b: [1], c: [2], d: [3] });
    const alone = tinyRelease(table);
    expect(shownOf(alone)).toEqual({ a: null, b: 20, c: 30, d: 40 });
    const summed = tinyRelease(table, { totals: ['all-areas'] });
    expect(hiddenOf(summed)).toEqual({ a: 'small', b: 'protects', c: null, d: null, 'all-areas': null });
    expect(shownOf(summed)['all-areas']).toBe(93);
    expect(summed.audit).toMatchObject({ isSafe: true, isComplete: true, cells: 5, small: 1, hiddenToProtect: 1 });
    expect(summed.audit.words[0]).toMatch(/^Safe to publish/);
  });

  it('[RL11] of a second geography is not safe where it cuts off a few people, who are named with the sum and the way out', () => {
    const first = tinyTable([blocks], boards);
    const made = tinyRelease(first);
    expect(made.audit.isSafe).toBe(true);
    const second = tinyTable([blocks], councils);
    const draft = tinyRelease(second, { earlier: [asEarlier('R-001', first, made)] });
    expect(draft.audit.isSafe).toBe(false);
    expect(draft.audit.implied).toHaveLength(1);
    expect(draft.audit.implied[0]).toMatchObject({ count: 4, blocks: 1, learned: 'exact', measure: 'people' });
    expect(draft.audit.implied[0]?.sum).toBe('X - P (release R-001)');
    expect(draft.audit.implied[0]?.terms).toEqual([
      { name: 'X', release: null, times: 1 },
      { name: 'P', release: 'R-001', times: -1 },
    ]);
    expect(draft.audit.implied[0]?.advice).toContain('Withhold X');
    expect(draft.audit.words[0]).toBe('Not safe to publish: 1 small number would be given away.');
    expect(draft.audit.words.join(' ')).toContain('that it is 4');
    expect(draft.audit.withhold).toEqual(['x', 'y']);
    const withheld = tinyRelease(second, {
      earlier: [asEarlier('R-001', first, made)],
      withhold: draft.audit.withhold,
    });
    expect(withheld.audit.isSafe).toBe(true);
    expect(hiddenOf(withheld)).toEqual({ x: 'withheld', y: 'withheld' });
  });

  it('[RL12] gives away nothing that an earlier one hid', () => {
    const counts = people([3, 20, 30, 40]);
    const first = tinyTable([counts], { a: [0], b: [1], c: [2], d: [3] });
    const made = tinyRelease(first, { totals: ['all-areas'] });
    // Alone, a and b together are no small number; beside what was hidden, each would be told by the other.
    const second = tinyTable([counts], { b: [1], rest: [0, 2, 3] });
    const alone = tinyRelease(second);
    expect(shownOf(alone)).toEqual({ b: 20, rest: 73 });
    const after = tinyRelease(second, { earlier: [asEarlier('R-001', first, made)] });
    expect(after.audit.isSafe).toBe(true);
    expect(shownOf(after)).toEqual({ b: null, rest: null });
    expect(after.audit.earlier).toEqual([{ id: 'R-001', title: 'R-001', on: '2024-04-01', cells: 5 }]);
  });

  it('[RL13] says what earlier releases give away by themselves, and is not refused for it', () => {
    const first = tinyTable([blocks], boards);
    const second = tinyTable([blocks], councils);
    const careless: DisclosureRules = { kind: 'none', reason: 'Agreed', by: 'Ann' };
    const earlier = [
      asEarlier('R-001', first, tinyRelease(first, { rules: careless }), careless),
      asEarlier('R-002', second, tinyRelease(second, { rules: careless }), careless),
    ];
    const third = tinyRelease(tinyTable([blocks], { all: [0, 1, 2, 3] }), { earlier });
    expect(third.audit.isSafe).toBe(true);
    expect(third.audit.implied[0]).toMatchObject({ count: 4, sum: 'Q (release R-001) - Y (release R-002)' });
    expect(third.audit.implied[0]?.advice).toMatch(/^Earlier releases alone/);
  });

  it('[RL14] without protection shows everything and says what that gives away', () => {
    const table = tinyTable([people([3, 20])], { a: [0], b: [1] });
    const bare = tinyRelease(table, { rules: { kind: 'none', reason: 'Agreed', by: 'Ann' } });
    expect(shownOf(bare)).toEqual({ a: 3, b: 20 });
    expect(bare.audit).toMatchObject({ isSafe: true, exposed: [] });
    expect(bare.audit.words[0]).toMatch(/^Nothing is hidden/);
    expect(bare.audit.implied[0]).toMatchObject({ count: 3, sum: 'A' });
  });

  it('[RL15] rounded alone hides nothing, and is not safe where a small number can be told all the same', () => {
    const rules: DisclosureRules = { kind: 'round', base: 5 };
    const safe = tinyRelease(tinyTable([people([3, 23])], { a: [0], b: [1] }), { rules });
    expect(shownOf(safe)).toEqual({ a: 5, b: 25 });
    expect(safe.audit.isSafe).toBe(true);
    // Nine or more ones that are shown as 0 and together as 5 can only be ones and twos: but three are told exactly.
    const exact: DisclosureRules = { kind: 'none', reason: 'Census', by: 'Ann' };
    const first = tinyTable([people([3, 23])], { both: [0, 1] });
    const second = tinyTable([people([3, 23])], { b: [1] });
    const earlier = [
      asEarlier('R-001', first, tinyRelease(first, { rules: exact }), exact),
      asEarlier('R-002', second, tinyRelease(second, { rules: exact }), exact),
    ];
    const told = tinyRelease(tinyTable([people([3, 23])], { a: [0] }), { rules, earlier });
    expect(told.audit.exposed.length + told.audit.implied.length).toBeGreaterThan(0);
    expect(told.audit.implied.every(({ advice }) => advice.startsWith('Earlier'))).toBe(true);
  });

  it('[RL16] of groups and their total is safe in all directions', () => {
    const table = tinyTable(
      [
        people([97, 60], { id: 'old', breakdown: { age: 'old' } }),
        people([3, 40], { id: 'young', breakdown: { age: 'young' } }),
        people([100, 100], { id: 'all' }),
      ],
      { a: [0], b: [1] },
    );
    const { published, audit } = tinyRelease(table);
    const cells = Object.fromEntries(published.cells.map((cell) => [`${cell.area} ${cell.measure}`, cell.hidden]));
    expect(cells['a young']).toBe('small');
    expect([cells['a old'], cells['a all']]).toContain('protects');
    expect(cells['b young']).toBe(null);
    expect(audit.isSafe).toBe(true);
    // The total and one group alone tell the other group, which has no number of its own.
    const two = tinyRelease(table, { measures: ['old', 'all'] });
    expect(two.audit.isSafe).toBe(false);
    expect(two.audit.implied[0]).toMatchObject({ count: 3, sum: 'A, all - A, old' });
  });

  it('[RL17] of a proportion tells no more than its numerator and denominator as they are shown', () => {
    const rules: DisclosureRules = { kind: 'suppress', from: 1, to: 7, base: 5 };
    const measures = [
      people([1001, 203, 50]),
      people([23, 4, 12], { id: 'ill', family: 'ill', kind: 'proportion', denominator: 'people', multiplier: 100 }),
    ];
    const made = tinyRelease(tinyTable(measures, { a: [0], b: [1], c: [2] }), { rules, measures: ['ill'] });
    const cells = made.published.cells.map(({ shown, denominator, hidden }) => [shown, denominator, hidden]);
    expect(cells).toEqual([
      [Number(((25 / 1000) * 100).toFixed(1)), 1000, null],
      [null, 205, 'small'],
      [20, 50, null],
    ]);
    expect(made.published.measures.map(({ id }) => id)).toEqual(['people', 'ill']);
    expect(made.audit.assumptions[0]).toContain('1 decimal');
  });

  const illOf = (people_: readonly number[], ill: readonly number[]) => [
    people(people_),
    people(ill, { id: 'ill', family: 'ill', kind: 'proportion', denominator: 'people', multiplier: 100 }),
  ];
  const ratios = ({ published }: ReturnType<typeof tinyRelease>) =>
    published.cells.map(({ shown, denominator }) => (shown === null ? null : (shown * (denominator ?? 0)) / 100));

  it('[RL30] of a proportion tells no small number of people who are not in its numerator', () => {
    // One person is not ill in a, none in b; nobody is ill in c; all of few people are in d.
    const measures = illOf([40, 30, 20, 3, 60], [39, 30, 0, 3, 30]);
    const table = tinyTable(measures, { a: [0], b: [1], c: [2], d: [3], e: [4] });
    const made = tinyRelease(table, { measures: ['ill'] });
    expect(made.audit).toMatchObject({ isSafe: true, isComplete: true });
    expect(ratios(made).map((one) => (one === null ? null : Math.round(one)))).toEqual([null, 30, 0, null, 30]);
    const bare = tinyRelease(table, { measures: ['ill'], rules: { kind: 'none', reason: 'why', by: 'Ann' } });
    expect(bare.audit.implied.map(({ sum, count }) => [sum, count])).toContainEqual(['A, people - A, ill', 1]);
  });

  it('[RL31] does not give away later who was not in the numerator of an earlier proportion', () => {
    const measures = illOf([40, 20], [39, 10]);
    const table = tinyTable(measures, { a: [0], b: [1] });
    const first = tinyRelease(table, { measures: ['ill'] });
    const told = first.published.cells[0];
    // Either the ill or all people were hidden; the other one alone would now tell the rest.
    expect(told?.shown).toBeNull();
    const earlier = [asEarlier('R-001', table, first)];
    const cases = [...measures, people([39, 10], { id: 'cases', family: 'cases' })];
    for (const id of ['people', 'cases']) {
      const second = tinyRelease(tinyTable(cases, { a: [0], b: [1] }), { measures: [id], earlier });
      const again = asEarlier('R-002', tinyTable(cases, { a: [0], b: [1] }), second);
      const other = id === 'people' ? 'cases' : 'people';
      const third = tinyRelease(tinyTable(cases, { a: [0], b: [1] }), {
        measures: [other],
        earlier: [...earlier, again],
      });
      const isTold = [told?.denominator, shownOf(second)['a'], shownOf(third)['a']].filter((one) => one != null);
      expect(new Set(isTold).size).toBeLessThan(2);
    }
  });

  it('[RL32] protects several proportions of the same people together, and their groups', () => {
    const older = { breakdown: { age: '85' } };
    const ratio = (id: string, values: readonly number[], more: Partial<TinyMeasure> = {}) =>
      people(values, { id, kind: 'proportion', denominator: 'people', multiplier: 100, family: id, ...more });
    const measures = [
      people([40, 50]),
      people([20, 22], { id: 'older', ...older }),
      ratio('ill', [30, 25]),
      ratio('old-ill', [18, 10], { family: 'ill', denominator: 'older', ...older }),
      ratio('deaf', [12, 13]),
    ];
    const made = tinyRelease(tinyTable(measures, { a: [0], b: [1] }), { measures: ['ill', 'old-ill', 'deaf'] });
    expect(made.audit).toMatchObject({ isSafe: true, isComplete: true });
    // Two of the oldest are not ill in a.
    const cell = made.published.cells.find(({ area, measure }) => area === 'a' && measure === 'old-ill');
    expect(cell?.shown).toBeNull();
  });

  it('[RL33] an earlier denominator that was hidden stays hidden, and one of nobody is known', () => {
    const measures = illOf([4, 20, 0], [0, 10, 0]);
    const areas = { a: [0], b: [1], c: [2] };
    const first = tinyRelease(tinyTable(measures, areas), { measures: ['ill'] });
    expect(first.published.cells.map(({ denominator }) => denominator)).toEqual([null, 20, 0]);
    const earlier = [asEarlier('R-001', tinyTable(measures, areas), first)];
    const second = tinyRelease(tinyTable(measures, { x: [0, 1], y: [2] }), { measures: ['people'], earlier });
    // With the 20 of then, 24 would tell the 4; that nobody is in c is known, and can be told again.
    expect(shownOf(second)).toEqual({ x: null, y: 0 });
  });

  it('[RL18] takes a numerator that is a count of the data set for that count', () => {
    const measures = [
      people([1000, 1000, 1000]),
      people([40, 4, 61], { id: 'cases', family: 'cases' }),
      people([40, 4, 61], { id: 'share', family: 'share', kind: 'proportion', denominator: 'people', multiplier: 100 }),
    ];
    const first = tinyTable(measures, { p: [0], q: [1, 2] });
    const earlier = [asEarlier('R-001', first, tinyRelease(first, { measures: ['cases'] }))];
    const second = tinyRelease(tinyTable(measures, { x: [0, 1], y: [2] }), { measures: ['share'], earlier });
    expect(second.audit.isSafe).toBe(false);
    expect(second.audit.implied[0]).toMatchObject({ count: 4, measure: 'cases' });
  });

  it('[RL19] never publishes what is not known, and says where a number is estimated', () => {
    const table = tinyTable([people([30, null, 50])], { a: [0], b: [1], c: [2], gone: [] });
    const made = tinyRelease(table, { totals: ['all-areas'] });
    expect(hiddenOf(made)).toEqual({ a: null, b: 'not-known', c: null, gone: 'not-known', 'all-areas': 'not-known' });
    const split = tinyTable([people([31, 50])], { a: [0], b: [1, 2] }, [0, 0, 1]);
    const divided = tinyRelease(split);
    expect(shownOf(divided)).toEqual({ a: 16, b: 65 });
    expect(divided.published.cells.map(({ exact }) => exact)).toEqual([false, false]);
    expect(made.published.cells.every(({ exact }) => exact)).toBe(true);
  });

  it('[RL20] has the sums that were asked for, which are the sums of what is counted', () => {
    const table = tinyTable(
      [
        people([10, 20, 30], { id: 'young', breakdown: { age: 'young' } }),
        people([11, 22, 33], { id: 'old', breakdown: { age: 'old' } }),
      ],
      { a: [0], b: [1], c: [2] },
    );
    const regions = [{ code: 'r1', name: 'North', members: ['a', 'b'] }];
    const { published } = tinyRelease(table, { totals: ['all-areas', 'regions', 'all-groups'], regions });
    const shown = new Map(published.cells.map((cell) => [`${cell.area} ${cell.measure}`, cell.shown]));
    expect(shown.get('r1 young')).toBe(30);
    expect(shown.get('all-areas old')).toBe(66);
    expect(shown.get('all-areas people-all-groups')).toBe(126);
    expect(shown.get('a people-all-groups')).toBe(21);
    expect(published.groupSums).toEqual([
      { id: 'people-all-groups', title: 'people, all groups', measures: ['young', 'old'] },
    ]);
    expect(published.areaSums.map(({ code }) => code)).toEqual(['r1', 'all-areas']);
  });

  it('[RL21] that is too large to be looked at whole is looked at by measure, and not called safe', () => {
    const count = 3000;
    const codes = Array.from({ length: count }, (_, at) => at);
    const areas = Object.fromEntries(codes.map((at) => [`a${at}`, [at]]));
    const table = tinyTable([people(codes.map((at) => 10 + (at % 7)))], areas);
    const { audit } = tinyRelease(table, { totals: ['all-areas'] });
    expect(audit).toMatchObject({ isSafe: false, isComplete: false });
    expect(audit.words.join(' ')).toContain('could not be shown');
    // Without a sum nothing ties the areas together, and each is looked at by itself.
    expect(tinyRelease(table).audit).toMatchObject({ isSafe: true, isComplete: true });
  });

  it('[RL37] that would take too long ends soon, is not called safe, and is proposed nothing', () => {
    const codes = Array.from({ length: 400 }, (_, at) => at);
    const areas = Object.fromEntries(codes.map((at) => [`a${at}`, [at]]));
    const other = Object.fromEntries(
      codes.map((at) => [`b${at}`, [at, (at * 7 + 1) % 400].slice(0, at % 2 === 0 ? 1 : 2)]),
    );
    const numbers = [people(codes.map((at) => 1 + ((at * 37) % 11)))];
    const before = tinyTable(numbers, other);
    const earlier = [asEarlier('R-001', before, tinyRelease(before))];
    const spent = tinyRelease(tinyTable(numbers, areas), { totals: ['all-areas'], earlier, mostEffort: 1_000_000 });
    expect(spent.audit).toMatchObject({ isSafe: false, isComplete: false, withhold: [] });
    expect(spent.published.cells.some(({ hidden }) => hidden === 'small')).toBe(true);
  });

  it('[RL22] stands beside releases of other rules, and of other numbers of the same people', () => {
    const first = tinyTable([blocks], boards);
    const made = tinyRelease(first);
    const corrected = tinyTable([people([40, 55, 5, 60])], councils);
    const draft = tinyRelease(corrected, { earlier: [asEarlier('R-001', first, made)] });
    expect(draft.audit.isSafe).toBe(false);
    expect(draft.audit.implied[0]?.count).toBe(5);
    const rounded: DisclosureRules = { kind: 'suppress', from: 1, to: 7, base: 5 };
    const open = tinyRelease(corrected, {
      rules: { kind: 'suppress', from: 1, to: 7, base: 10 },
      earlier: [asEarlier('R-001', first, made, rounded)],
    });
    expect(open.audit.isSafe).toBe(true);
  });

  it('[RL23] does not depend on what was published before, but for what is hidden', () => {
    const counts = people([31, 52, 77, 90]);
    const areas: TinyAreas = { a: [0, 2, 3], b: [1, 4] };
    const table = tinyTable([counts], areas, [0, 0, 1, 2, 3]);
    const other = tinyTable([counts], { c: [0, 1, 2], d: [3, 4] }, [0, 0, 1, 2, 3]);
    const alone = tinyRelease(table);
    const after = tinyRelease(table, { earlier: [asEarlier('R-001', other, tinyRelease(other))] });
    expect(shownOf(after)).toEqual(shownOf(alone));
  });

  it.each([
    [0, [0, 0, 0]],
    [15, [10, 5, 0, 0]],
    [15, [10, 3, 1, 1]],
  ])('[RL24] of a sum %i of %j is safe', (sum, parts) => {
    const table = tinyTable([people(parts)], Object.fromEntries(parts.map((_, at) => [`a${at}`, [at]])));
    for (const base of [1, 5]) {
      const rules: DisclosureRules = { kind: 'suppress', from: 1, to: 7, base };
      const made = tinyRelease(table, { totals: ['all-areas'], rules });
      expect(made.audit.isSafe).toBe(true);
      const told = [...parts.map((_, at) => [at]), parts.map((_, at) => at)].map((units, at): Told => {
        const cell = made.published.cells[at];
        return { units, shown: cell?.shown ?? null, rules };
      });
      const bounds = readerBounds(parts, told, 16);
      for (const [at, count] of [...parts, sum].entries()) {
        if (!isSmall(count, rules)) continue;
        expect(bounds[at]?.low).toBeLessThanOrEqual(1);
        expect(bounds[at]?.high).toBeGreaterThanOrEqual(7);
      }
    }
  });
});

describe('tables of groups', () => {
  it('[RL26] that do not add up to their total are not called safe', () => {
    const table = tinyTable(
      [
        people([60], { id: 'old', breakdown: { age: 'old' } }),
        people([60], { id: 'elderly', breakdown: { age: 'elderly' } }),
        people([100], { id: 'all' }),
      ],
      { a: [0] },
    );
    const { audit } = tinyRelease(table);
    expect(audit).toMatchObject({ isSafe: false, isComplete: false });
    expect(audit.assumptions.join(' ')).toContain('cannot be told from their numbers');
  });

  it('[RL27] are held against earlier releases of other groups of the same people', () => {
    const measures = [
      people([50, 60], { id: 'all' }),
      people([30, 57], { id: 'men', breakdown: { sex: 'men' } }),
      people([20, 3], { id: 'women', breakdown: { sex: 'women' } }),
    ];
    const table = tinyTable(measures, { a: [0], b: [1] });
    const first = tinyRelease(table, { measures: ['all'] });
    const second = tinyRelease(table, { measures: ['men'], earlier: [asEarlier('R-001', table, first)] });
    expect(second.audit.isSafe).toBe(false);
    expect(second.audit.implied[0]).toMatchObject({ count: 3, sum: 'B, all (release R-001) - B, men' });
    const other = tinyRelease(table, { measures: ['women'], earlier: [asEarlier('R-001', table, first)] });
    expect(shownOf(other, 'women')).toEqual({ a: 20, b: null });
    expect(other.audit.isSafe).toBe(true);
  });
});
