import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisclosureRules, isSmall, openRange } from '#core/disclosure/rules.ts';
import type { ReleasedCell } from '#core/release/release.ts';
import type { EarlierRelease } from '#core/release/release-tables.ts';
import {
  asEarlier,
  readerBounds,
  type TinyMeasure,
  type Told,
  tinyRelease,
  tinyTable,
} from '#core/release/test-release.ts';

const people = (values: readonly number[], more: Partial<TinyMeasure> = {}): TinyMeasure => ({
  id: 'people',
  values,
  ...more,
});

/** A reader who tries every table keeps every small count open, but for what hiding tells by itself. */
function expectNoMore(counts: readonly number[], told: readonly Told[], rules: DisclosureRules): void {
  const bounds = readerBounds(counts, told, 8);
  const hiding = told.map((one): Told => ({ ...one, shown: one.shown === null ? null : undefined }));
  const byHiding = readerBounds(counts, hiding, 8);
  for (const [at, { units }] of told.entries()) {
    const count = units.reduce((sum, unit) => sum + (counts[unit] ?? 0), 0);
    if (!isSmall(count, rules)) continue;
    const open = openRange(count, rules);
    expect(bounds[at]?.low).toBeLessThanOrEqual(Math.max(open.low, byHiding[at]?.low ?? 0));
    expect(bounds[at]?.high).toBeGreaterThanOrEqual(open.high);
  }
}

/** Which of a total and its two groups are released, for two blocks apart or together, one release after another. */
const groupHistories = fc.record({
  counts: fc.array(fc.constantFrom(0, 1, 2, 3, 5), { minLength: 4, maxLength: 4 }),
  releases: fc.array(
    fc.record({
      measures: fc.uniqueArray(fc.constantFrom('all', 'men', 'women'), { minLength: 1 }),
      isTogether: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** A count, or a proportion of it, for two blocks apart or together, one release after another. */
const proportionHistories = fc.record({
  counts: fc.array(fc.constantFrom(0, 1, 2, 3, 5), { minLength: 4, maxLength: 4 }),
  releases: fc.array(fc.record({ measure: fc.constantFrom('all', 'share'), isTogether: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  }),
});

/** The rest of one block follows from its denominator, told apart, and a proportion of both blocks; in either order. */
const toldApart = [
  {
    counts: [5, 2, 0, 3],
    releases: [
      { measure: 'share', isTogether: true },
      { measure: 'all', isTogether: false },
    ],
  },
  {
    counts: [0, 3, 3, 2],
    releases: [
      { measure: 'all', isTogether: false },
      { measure: 'share', isTogether: true },
    ],
  },
].map((history): [typeof history] => [history]);

/** Releases of the same blocks on several divisions into areas, each with or without the sum of all. */
const histories = fc.record({
  counts: fc.array(fc.constantFrom(0, 1, 2, 3, 5), { minLength: 3, maxLength: 4 }),
  releases: fc.array(
    fc.record({
      areaOf: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
      withSum: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  base: fc.constantFrom(1, 2),
});

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** All that is told when the releases are made one after the other, each safe, or not made. */
function toldBy({ counts, releases }: History, rules: DisclosureRules): (Told & { release: number })[] {
  const earlier: EarlierRelease[] = [];
  const told: (Told & { release: number })[] = [];
  for (const [number, { areaOf, withSum }] of releases.entries()) {
    const areas = Object.fromEntries(
      [...new Set(counts.map((_, block) => areaOf[block]))].map((area) => [
        `a${area}`,
        [...counts.keys()].filter((block) => areaOf[block] === area),
      ]),
    );
    const table = tinyTable([people(counts)], areas);
    const more = { rules, earlier, totals: withSum ? (['all-areas'] as const) : [] };
    const draft = tinyRelease(table, more);
    const made = draft.audit.isSafe ? draft : tinyRelease(table, { ...more, withhold: draft.audit.withhold });
    if (!made.audit.isSafe) continue;
    earlier.push(asEarlier(`R-${number}`, table, made, rules));
    for (const { area, hidden, shown } of made.published.cells) {
      const units = areas[area] ?? [...counts.keys()];
      told.push({ units, shown: hidden === 'withheld' ? undefined : shown, rules, release: number });
    }
  }
  return told;
}

/** What a cell tells of all, of those in the numerator and of the rest, who stand one after the other in each block. */
function toldByProportion(
  { area, shown, denominator, hidden }: ReleasedCell,
  isShare: boolean,
  rules: DisclosureRules,
): Told[] {
  const part = [0, 2].filter((unit) => area === 'x' || (area === 'p') === unit < 2);
  const rest = part.map((unit) => unit + 1);
  const all: Told = { units: [...part, ...rest], shown: isShare ? denominator : shown, rules };
  if (!isShare) return [all, { units: rest, shown: undefined, rules }];
  const isPartHidden = shown === null && denominator !== null && hidden !== 'not-known';
  const inPart = isPartHidden ? null : (shown ?? undefined);
  return [all, { units: part, shown: inPart, rules }, { units: rest, shown: undefined, rules }];
}

describe('everything published so far', () => {
  it('[RL25] tells a reader who tries every table no more of a small number than that it was hidden', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const rules: DisclosureRules = { kind: 'suppress', from: 1, to: 2, base: history.base };
        const told = toldBy(history, rules);
        const boundsIf = (isTold: (one: (typeof told)[number]) => boolean) =>
          readerBounds(
            history.counts,
            told.map((one): Told => (isTold(one) ? one : { ...one, shown: undefined })),
            5,
          );
        const bounds = boundsIf(() => true);
        // That three numbers are hidden says that they are three or more together: what hiding tells by itself.
        const byHiding = boundsIf(({ shown }) => shown === null);
        for (const [at, { units, release }] of told.entries()) {
          const count = units.reduce((sum, unit) => sum + (history.counts[unit] ?? 0), 0);
          if (!isSmall(count, rules)) continue;
          const open = openRange(count, rules);
          // An area that nobody had asked for before may be known already.
          const before = boundsIf((one) => one.release < release)[at] ?? open;
          expect(bounds[at]?.low).toBeLessThanOrEqual(Math.max(open.low, byHiding[at]?.low ?? 0, before.low));
          expect(bounds[at]?.high).toBeGreaterThanOrEqual(Math.min(open.high, before.high));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[RL25] is as safe in groups and their total', () => {
    const rules: DisclosureRules = { kind: 'suppress', from: 1, to: 2, base: 1 };
    fc.assert(
      fc.property(groupHistories, ({ counts, releases }) => {
        const [a = 0, b = 0, c = 0, d = 0] = counts;
        const measures = [
          people([a + b, c + d], { id: 'all' }),
          people([a, c], { id: 'men', breakdown: { sex: 'men' } }),
          people([b, d], { id: 'women', breakdown: { sex: 'women' } }),
        ];
        const unitsOf = { all: [0, 1, 2, 3], men: [0, 2], women: [1, 3] };
        const earlier: EarlierRelease[] = [];
        const told: Told[] = [];
        for (const [number, asked] of releases.entries()) {
          const table = tinyTable(measures, asked.isTogether ? { x: [0, 1] } : { p: [0], q: [1] });
          const made = tinyRelease(table, { rules, measures: asked.measures, earlier });
          if (!made.audit.isSafe || made.audit.implied.length > 0 || made.audit.exposed.length > 0) continue;
          earlier.push(asEarlier(`R-${number}`, table, made, rules));
          for (const { area, measure, shown } of made.published.cells) {
            const all = unitsOf[measure as keyof typeof unitsOf];
            const units = all.filter((unit) => area === 'x' || (area === 'p') === unit < 2);
            told.push({ units, shown, rules });
          }
        }
        expectNoMore(counts, told, rules);
      }),
      { numRuns: 150 },
    );
  });

  it('[RL35] is as safe in proportions, their denominators and the rest', () => {
    const rules: DisclosureRules = { kind: 'suppress', from: 1, to: 2, base: 1 };
    const all: Partial<TinyMeasure> = { id: 'all' };
    const share: Partial<TinyMeasure> = { id: 'share', family: 'share', kind: 'proportion', denominator: 'all' };
    let published = 0;
    fc.assert(
      fc.property(proportionHistories, ({ counts, releases }) => {
        const [a = 0, b = 0, c = 0, d = 0] = counts;
        const measures = [people([a + b, c + d], all), people([a, c], share)];
        const earlier: EarlierRelease[] = [];
        const told: Told[] = [];
        for (const [number, { isTogether, measure }] of releases.entries()) {
          const table = tinyTable(measures, isTogether ? { x: [0, 1] } : { p: [0], q: [1] });
          const made = tinyRelease(table, { rules, measures: [measure], earlier });
          if (!made.audit.isSafe || made.audit.implied.length > 0 || made.audit.exposed.length > 0) continue;
          earlier.push(asEarlier(`R-${number}`, table, made, rules));
          for (const cell of made.published.cells) {
            told.push(...toldByProportion(cell, measure === 'share', rules));
            published += Number(cell.shown !== null);
          }
        }
        expectNoMore(counts, told, rules);
      }),
      { numRuns: 150, examples: toldApart },
    );
    expect(published).toBeGreaterThan(50);
  });
});
