/**
 * Rebase: numbers of one set of areas, on another. Amounts move whole where an area was kept whole; where it is cut they are
 * estimated by weights, with bounds that hold whatever the truth. Rates and means move as numerators and denominators.
 */

import type { Crosswalk } from '#core/rebase/crosswalk.ts';
import { type Amounts, moveAmounts } from '#core/rebase/move-amounts.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/**
 * Numbers of the sources, one or more measures, measure after measure; NaN: missing. What kind they are says how they may move.
 * @shape measures x sources
 */
export type Numbers =
  /** From 0. `whole`: estimates come in whole numbers too. */
  | { readonly kind: 'count'; readonly values: Float64Array; readonly whole?: boolean }
  /** @units pence, whole */
  | { readonly kind: 'money'; readonly values: Float64Array }
  /** Cases among those who could be cases: 0 <= numerator <= denominator. */
  | { readonly kind: 'proportion'; readonly numerators: Float64Array; readonly denominators: Float64Array }
  /** Events for each person, year or pound: both from 0. */
  | { readonly kind: 'rate'; readonly numerators: Float64Array; readonly denominators: Float64Array }
  /** Means, and of how many. */
  | { readonly kind: 'mean'; readonly values: Float64Array; readonly denominators: Float64Array }
  /** A score or a rank. */
  | { readonly kind: 'index'; readonly values: Float64Array };

export type RebaseRefusal = {
  readonly kind: 'not-additive' | 'not-whole' | 'too-much-money' | 'not-a-proportion' | 'no-denominators';
  readonly detail: string;
};

/** An amount has `denominators` null. */
export type Rebased = {
  readonly kind: Exclude<Numbers['kind'], 'index'>;
  readonly crosswalk: Crosswalk;
  readonly amounts: Amounts;
  readonly denominators: Amounts | null;
};

/**
 * The numbers on the targets of the crosswalk, or why they cannot be: an index cannot be added up, money must be whole
 * pence, a numerator must not exceed its denominator. Sums of counts are conserved to rounding, whole counts and
 * pence exactly: cells, outside and landless add up to what was given (see `residualsOf`).
 * @throws when there are not as many values as sources, or a multiple
 * @source docs/methods/rebase.md
 */
export function rebase(crosswalk: Crosswalk, numbers: Numbers): Result<Rebased, RebaseRefusal> {
  const refusal = refusalOf(numbers, crosswalk.sources);
  if (refusal !== null) return refuse(refusal);
  const amount = (amounts: Amounts, denominators: Amounts | null = null): Result<Rebased, RebaseRefusal> =>
    answer({ kind: numbers.kind as Rebased['kind'], crosswalk, amounts, denominators });
  switch (numbers.kind) {
    case 'count':
      return amount(moveAmounts(crosswalk, numbers.values, numbers.whole === true ? 'whole' : 'proportional'));
    case 'money':
      return amount(moveAmounts(crosswalk, numbers.values, 'pence'));
    case 'proportion':
    case 'rate': {
      const [numerators, denominators] = bothKnown(numbers.numerators, numbers.denominators);
      return amount(
        moveAmounts(crosswalk, numerators, 'proportional'),
        moveAmounts(crosswalk, denominators, 'proportional'),
      );
    }
    case 'mean': {
      const totals = numbers.values.map((mean, at) => totalOf(mean, numbers.denominators[at] as number));
      const [numerators, denominators] = bothKnown(totals, numbers.denominators);
      return amount(
        moveAmounts(crosswalk, numerators, 'proportional'),
        moveAmounts(crosswalk, denominators, 'proportional'),
      );
    }
    case 'index':
      throw new Error('an index was to be refused');
    default:
      return numbers satisfies never;
  }
}

/** The mean of nobody is nothing, whatever it is said to be. */
function totalOf(mean: number, denominator: number): number {
  return denominator === 0 ? 0 : mean * denominator;
}

/** A pair with half of it missing is missing. */
function bothKnown(numerators: Float64Array, denominators: Float64Array): [Float64Array, Float64Array] {
  const known = (one: number, other: number) => (Number.isNaN(other) ? Number.NaN : one);
  return [
    numerators.map((one, at) => known(one, denominators[at] as number)),
    denominators.map((one, at) => known(one, numerators[at] as number)),
  ];
}

function refusalOf(numbers: Numbers, sources: number): RebaseRefusal | null {
  switch (numbers.kind) {
    case 'index':
      return {
        kind: 'not-additive',
        detail:
          'An index (a score or a rank) cannot be moved to other areas: scores of parts do not add up or average to the score ' +
          'of the whole. Rebase the counts it was made from, and make the index again.',
      };
    case 'money':
      return moneyRefusal(numbers.values, sources);
    case 'proportion':
    case 'rate':
      return numbers.numerators.length === numbers.denominators.length
        ? numbers.kind === 'rate'
          ? null
          : proportionRefusal(numbers.numerators, numbers.denominators, sources)
        : noDenominators(numbers.numerators.length, numbers.denominators.length);
    case 'mean':
      return numbers.values.length === numbers.denominators.length
        ? null
        : noDenominators(numbers.values.length, numbers.denominators.length);
    case 'count':
      return numbers.whole === true ? wholeRefusal(numbers.values, sources) : null;
    default:
      return numbers satisfies never;
  }
}

function noDenominators(numerators: number, denominators: number): RebaseRefusal {
  const detail = `A rate or mean moves only with its denominators, one for each: ${numerators} against ${denominators}.`;
  return { kind: 'no-denominators', detail };
}

function wholeRefusal(values: Float64Array, sources: number): RebaseRefusal | null {
  const at = values.findIndex((value) => !Number.isNaN(value) && !(Number.isSafeInteger(value) && value >= 0));
  if (at < 0) return null;
  const detail = `Source ${at % sources} has ${values[at]}: whole counts come from whole numbers from 0.`;
  return { kind: 'not-whole', detail };
}

function moneyRefusal(values: Float64Array, sources: number): RebaseRefusal | null {
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const amount = values[at] as number;
    if (at % sources === 0) sum = 0;
    if (Number.isNaN(amount)) continue;
    sum += Math.abs(amount);
    if (!Number.isSafeInteger(amount)) {
      return { kind: 'not-whole', detail: `Source ${at % sources} has ${amount} pence: give whole pence.` };
    }
    if (!Number.isSafeInteger(sum)) {
      return { kind: 'too-much-money', detail: 'The amounts together pass 90 trillion pounds: give them in parts.' };
    }
  }
  return null;
}

function proportionRefusal(
  numerators: Float64Array,
  denominators: Float64Array,
  sources: number,
): RebaseRefusal | null {
  for (let at = 0; at < numerators.length; at++) {
    const [cases, all] = [numerators[at] as number, denominators[at] as number];
    if (cases < 0 || cases > all) {
      const detail = `Source ${at % sources} has ${cases} of ${all}: a proportion counts some of its denominator. Call it a rate.`;
      return { kind: 'not-a-proportion', detail };
    }
  }
  return null;
}
