/** Made-up geographies for tests, and the slow, obvious rebase they are compared with: maps and one part at a time. Test code only. */

import fc from 'fast-check';
import type { Areas } from '#core/rebase/areas.ts';
import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import { type Numbers, type Rebased, rebase } from '#core/rebase/rebase.ts';
import type { Weights } from '#core/rebase/weights.ts';

export type MadeUp = {
  readonly source: Areas;
  readonly target: Areas;
  readonly weights: Weights;
  /** What is really on each part. */
  readonly truth: readonly number[];
};

/** Areas with keys `s0`, `s1`... of the letter. */
export function areasOf(letter: string, count: number, areaOfPart: readonly number[]): Areas {
  const keys = Array.from({ length: count }, (_, at) => `${letter}${at}`);
  return { keys, codes: keys, names: keys, areaOfPart: Int32Array.from(areaOfPart) };
}

/** Weights on parts that are all land. */
export function weightsOf(ofPart: readonly number[]): Weights {
  return { title: 'made up', ofPart: Float64Array.from(ofPart), isLand: new Uint8Array(ofPart.length).fill(1) };
}

/** Up to 14 parts in up to 5 sources and 4 targets, some in none. `covered`: all of the land is in a source and a target. */
export function madeUp(covered = false): fc.Arbitrary<MadeUp> {
  const least = covered ? 0 : -1;
  const part = fc.record({
    source: fc.integer({ min: least, max: 4 }),
    target: fc.integer({ min: least, max: 3 }),
    weight: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
    truth: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
  });
  return fc.array(part, { minLength: 1, maxLength: 14 }).map((parts) => ({
    source: areasOf(
      's',
      5,
      parts.map((one) => one.source),
    ),
    target: areasOf(
      't',
      4,
      parts.map((one) => one.target),
    ),
    weights: weightsOf(parts.map((one) => one.weight)),
    truth: parts.map((one) => one.truth),
  }));
}

/** What is really on each area; the last entry is what is on none. */
export function truthOn(areas: Areas, truth: readonly number[]): number[] {
  const sums = new Array<number>(areas.keys.length + 1).fill(0);
  for (const [part, amount] of truth.entries()) {
    const area = areas.areaOfPart[part] as number;
    const at = area < 0 ? areas.keys.length : area;
    sums[at] = (sums[at] as number) + amount;
  }
  return sums;
}

export type SlowCell = { value: number; lower: number; upper: number; sourcesSplit: number };

/** Each source's value on the targets (the last: outside), part by part. Values that are missing are not for this. */
export function slowRebase({ source, target, weights }: Omit<MadeUp, 'truth'>, values: readonly number[]): SlowCell[] {
  const cells = Array.from(
    { length: target.keys.length + 1 },
    (): SlowCell => ({ value: 0, lower: 0, upper: 0, sourcesSplit: 0 }),
  );
  for (const [area, value] of values.entries()) {
    const parts = [...source.areaOfPart.keys()].filter((part) => source.areaOfPart[part] === area);
    const place = (part: number) =>
      (target.areaOfPart[part] as number) < 0 ? target.keys.length : (target.areaOfPart[part] as number);
    const touched = new Set(parts.map(place));
    const all = parts.reduce((sum, part) => sum + (weights.ofPart[part] as number), 0);
    for (const at of touched) {
      const inside = parts.filter((part) => place(part) === at);
      const weight = inside.reduce((sum, part) => sum + (weights.ofPart[part] as number), 0);
      const share = touched.size === 1 ? 1 : all === 0 ? inside.length / parts.length : weight / all;
      const cell = cells[at] as SlowCell;
      cell.value += value * share;
      cell.upper += value;
      if (touched.size === 1) cell.lower += value;
      else cell.sourcesSplit += 1;
    }
  }
  return cells;
}

/** Targets with land in a source and none outside all sources that weighs anything: those whose values are known. */
export function knownTargets({ source, target, weights }: Omit<MadeUp, 'truth'>): number[] {
  return [...target.keys.keys()].filter((area) => {
    const parts = [...target.areaOfPart.keys()].filter((part) => target.areaOfPart[part] === area);
    const bare = parts.filter((part) => (source.areaOfPart[part] as number) < 0);
    return parts.length > bare.length && bare.every((part) => weights.ofPart[part] === 0);
  });
}

/** The numbers on the targets. @throws when they are refused */
export function moved(crosswalk: Crosswalk, numbers: Numbers): Rebased {
  const result = rebase(crosswalk, numbers);
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}
