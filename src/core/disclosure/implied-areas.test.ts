import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTable } from '#core/disclosure/count-table.ts';
import {
  auditImpliedAreas,
  guardedCells,
  inWords,
  type PublishedArea,
  planWithholding,
} from '#core/disclosure/implied-areas.ts';
import { protectTable } from '#core/disclosure/protect-table.ts';
import { nhsRules, rangeOfShown } from '#core/disclosure/rules.ts';
import { type PublishedCase, triedSmallSets } from '#core/disclosure/test-oracle.ts';
import { hasSharedData, sharedFolder } from '#tests/support/shared-data.ts';

/** A file of the outside reference values; empty when they are not there. */
function publishedFile<T>(name: string): T[] {
  if (!hasSharedData()) return [];
  return JSON.parse(readFileSync(join(sharedFolder(), 'reference', 'disclosure', name), 'utf8')) as T[];
}

const exact = { ...nhsRules, base: 1 };
type PublishedAudit = {
  readonly id: string;
  readonly small: readonly { readonly blocks: readonly string[]; readonly cat: string; readonly count: number }[];
};

function areasOf(
  sets: Readonly<Record<string, readonly number[]>>,
  counts: readonly number[],
  rules = exact,
): PublishedArea[] {
  return Object.entries(sets).map(([id, units]) => {
    const count = units.reduce((sum, unit) => sum + (counts[unit] ?? 0), 0);
    return { id, units, isFixed: false, told: rangeOfShown(count, rules) };
  });
}

/** Several ways to divide the same units, some of them sharing an area. */
const geographies = fc
  .record({
    counts: fc.array(fc.constantFrom(0, 1, 2, 3, 4, 9, 20, 30), { minLength: 4, maxLength: 8 }),
    divisions: fc.array(fc.infiniteStream(fc.nat(2)), { minLength: 2, maxLength: 3 }),
  })
  .map(({ counts, divisions }) => {
    const sets: Record<string, number[]> = {};
    for (const [geography, areas] of divisions.entries())
      for (const unit of counts.keys()) {
        const id = `g${geography} a${areas.next().value}`;
        sets[id] = [...(sets[id] ?? []), unit];
      }
    return { counts, sets };
  });

describe('implied areas', () => {
  it.skipIf(!hasSharedData())('[DC40] finds every implied small area of the published audit, and no other', () => {
    const audits = publishedFile<PublishedAudit>('difference-audit.json');
    const cases = publishedFile<PublishedCase>('suppression-cases.json');
    let found = 0;
    for (const { id, small } of audits) {
      const inner = cases.find((one) => one.id === id)?.inner ?? [];
      for (const category of new Set(inner.map((row) => row['cat'] ?? 'all'))) {
        const rows = inner.filter((row) => (row['cat'] ?? 'all') === category);
        const counts = rows.map((row) => Number(row['freq']));
        const sets: Record<string, number[]> = {};
        for (const [unit, row] of rows.entries())
          for (const area of [row['ccg'], row['council']]) sets[`${area}`] = [...(sets[`${area}`] ?? []), unit];
        const audit = auditImpliedAreas(areasOf(sets, counts), counts, exact);
        expect(audit.complete).toBe(true);
        const told = audit.areas.map(({ units, count, learned }) => ({
          blocks: units.map((unit) => rows[unit]?.['block']),
          count,
          learned,
        }));
        const published = small.filter(({ cat }) => cat === category);
        expect(told, `${id} ${category}`).toEqual(
          published.map(({ blocks, count }) => ({ blocks, count, learned: 'exact' })),
        );
        found += told.length;
      }
    }
    expect(found).toBe(4);
  });

  it('[DC41, DC42] finds exactly the smallest sets that follow, over several geographies, and their sums are right', () => {
    let found = 0;
    fc.assert(
      fc.property(geographies, ({ counts, sets }) => {
        const audit = auditImpliedAreas(areasOf(sets, counts), counts, exact);
        expect(audit.complete).toBe(true);
        // What is shown to be empty is left out.
        const empty = new Set(
          Object.values(sets)
            .filter((set) => set.every((unit) => counts[unit] === 0))
            .flat(),
        );
        // Units that lie in the same areas cannot be told apart; a set of areas cuts them all or none.
        const asked = [...counts.keys()].filter((unit) => !empty.has(unit));
        const pieces = Map.groupBy(asked, (unit) =>
          Object.keys(sets)
            .filter((id) => sets[id]?.includes(unit))
            .join(),
        );
        const units = [...pieces.values()];
        const sums = Object.values(sets).map((set) =>
          [...units.keys()].filter((at) => set.includes(units[at]?.[0] ?? -1)),
        );
        const countOf = units.map((of) => of.reduce((sum, unit) => sum + (counts[unit] ?? 0), 0));
        const tried = triedSmallSets(sums, countOf, 7).map((set) =>
          set
            .split(' ')
            .flatMap((at) => units[Number(at)] ?? [])
            .sort((a, b) => a - b)
            .join(' '),
        );
        // Of two sets that differ in pieces without people both are the smallest.
        expect(audit.areas.map((area) => area.units.join(' ')).sort()).toEqual(tried.sort());
        for (const area of audit.areas) {
          const total = counts.map(() => 0);
          for (const { area: id, times } of area.terms)
            for (const unit of sets[id] ?? []) total[unit] = (total[unit] ?? 0) + times;
          const wanted = asked.map((unit) => Number(area.units.includes(unit)));
          expect(
            asked.map((unit) => total[unit]),
            inWords(area),
          ).toEqual(wanted);
          found += 1;
        }
      }),
      { seed: 41, numRuns: 400 },
    );
    expect(found).toBeGreaterThan(300);
  });

  it('[DC41] an area that follows only from three geographies together is found', () => {
    // Two of three are told by each sum: half of all sums less one of them is the third.
    const counts = [4, 90, 80];
    const audit = auditImpliedAreas(areasOf({ A: [0, 1], B: [0, 2], C: [1, 2] }, counts), counts, exact);
    expect(audit.areas.map((area) => [area.units, inWords(area)])).toEqual([[[0], '0.5 x A + 0.5 x B - 0.5 x C']]);
  });

  it('[DC43] says how much the numbers tell: rounding leaves some areas open', () => {
    const learned = (counts: number[], rules: typeof exact) =>
      auditImpliedAreas(areasOf({ X: [0, 1], P: [0] }, counts, rules), counts, rules).areas.map((area) => [
        area.learned,
        area.told,
      ]);
    expect(learned([95, 4], exact)).toEqual([['exact', { low: 4, high: 4 }]]);
    // X is 98 to 102, P 93 to 97.
    expect(learned([95, 4], nhsRules)).toEqual([['open', { low: 1, high: 9 }]]);
    // X is 98 to 102, P 98 to 102.
    expect(learned([98, 2], nhsRules)).toEqual([['small', { low: 0, high: 4 }]]);
    // X is 103 to 107, P 93 to 97 or 98 to 102.
    expect(learned([97, 7], nhsRules)).toEqual([['narrowed', { low: 6, high: 14 }]]);
  });

  it('[DC43] an area published twice tells what both numbers tell together', () => {
    const twice = [
      { id: 'old X', units: [0, 1], isFixed: true, told: { low: 98, high: 102 } },
      { id: 'new X', units: [0, 1], isFixed: false, told: { low: 99, high: 99 } },
      { id: 'P', units: [0], isFixed: false, told: { low: 95, high: 95 } },
    ];
    const [area] = auditImpliedAreas(twice, [95, 4], nhsRules).areas;
    expect(area?.told).toEqual({ low: 4, high: 4 });
    expect(area?.terms).toEqual([
      { area: 'old X', times: 1 },
      { area: 'P', times: -1 },
    ]);
  });

  it('[DC44] what is proposed to be withheld leaves nothing implied but by fixed numbers', () => {
    let withheld = 0;
    fc.assert(
      fc.property(geographies, fc.nat(3), ({ counts, sets }, fixed) => {
        const areas = areasOf(sets, counts).map((area, at) => ({ ...area, isFixed: at < fixed }));
        const { withhold, left } = planWithholding(areas, counts, exact);
        const isFixed = new Map(areas.map((area) => [area.id, area.isFixed]));
        expect(withhold.filter((id) => isFixed.get(id))).toEqual([]);
        const rest = areas.filter((area) => !withhold.includes(area.id));
        expect(auditImpliedAreas(rest, counts, exact)).toEqual(left);
        const sameAs = (id: string) => rest.filter((area) => area.units.join() === sets[id]?.join());
        for (const area of left.areas)
          for (const { area: id } of area.terms)
            expect(
              sameAs(id).some((one) => one.isFixed),
              inWords(area),
            ).toBe(true);
        withheld += withhold.length;
      }),
      { seed: 44, numRuns: 200 },
    );
    expect(withheld).toBeGreaterThan(50);
  });

  it('[DC45] implied areas are protected with the table over the same units', () => {
    const counts = [40, 55, 4, 61];
    const sets = { P: [0, 1], Q: [2, 3], X: [0, 1, 2], Y: [3] };
    const audit = auditImpliedAreas(areasOf(sets, counts), counts, exact);
    const shown = Object.entries(sets).map(([id, units]) => ({ id, units, role: 'shown' as const }));
    const found = protectTable(makeTable(counts, [...shown, ...guardedCells(audit)]), exact);
    if (!found.ok) throw new Error(found.refusal.detail);
    expect(found.value.exposed).toEqual([]);
    const stillShown = found.value.cells.filter((cell) => cell.shown !== null).map((cell) => cell.id);
    const rest = areasOf(sets, counts).filter((area) => stillShown.includes(area.id));
    expect(auditImpliedAreas(rest, counts, exact).areas).toEqual([]);
    expect(found.value.cells.at(-1)).toMatchObject({ id: 'implied by Q - Y', shown: null, bounds: { proven: true } });
  });

  it('[DC46] a published area that is small is found, with itself as its term', () => {
    const counts = [5, 90];
    const audit = auditImpliedAreas(areasOf({ X: [0], Y: [1] }, counts), counts, {
      kind: 'none',
      reason: 'r',
      by: 'b',
    });
    expect(audit.areas).toEqual([
      { units: [0], count: 5, terms: [{ area: 'X', times: 1 }], told: { low: 5, high: 5 }, learned: 'exact' },
    ]);
  });
});
