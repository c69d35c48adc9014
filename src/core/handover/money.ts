/** Which amounts pass with which party, and what of them falls to each successor. Every penny is on at most one line. */

import type { Amount, Arrangement } from '#core/agreements/arrangement.ts';
import { amountKinds, partyRoleNames } from '#core/agreements/vocabulary.ts';
import type { MoneyPassed } from '#core/handover/line.ts';
import { apportionPence } from '#std/apportion-pence.ts';
import { type Pence, sumPence } from '#std/pence.ts';

/**
 * The amounts that pass with the party at that place of the arrangement's list. An amount of a body passes with its
 * first role (in the order of the vocabulary); an amount of the whole with the host, else with who leads commissioning,
 * else with the party listed first.
 */
export function amountsOf(arrangement: Arrangement, at: number): Amount[] {
  return arrangement.amounts.filter((amount) => bearerOf(arrangement, amount) === at);
}

/**
 * The amounts by kind, shared in proportion to the weights. One successor takes all; none, or weights that are not known:
 * nothing is shared.
 */
export function moneyPassed(
  amounts: readonly Amount[],
  successorCount: number,
  weights: readonly number[] | null,
): MoneyPassed[] {
  return amountKinds.flatMap((what) => {
    const some = amounts.filter((one) => one.what === what);
    if (some.length === 0) return [];
    const inPence = sumPence(some.map((one) => one.pence));
    return [{ what, amounts: some, inPence, outPence: shareOut(inPence, successorCount, weights) }];
  });
}

function shareOut(amount: Pence, successorCount: number, weights: readonly number[] | null): Pence[] | null {
  if (successorCount === 0) return null;
  if (successorCount === 1) return [amount];
  return weights === null ? null : apportionPence(amount, weights.map(BigInt));
}

function bearerOf({ parties }: Arrangement, amount: Amount): number {
  const order = parties.map((party, at) => ({ ...party, at, rank: partyRoleNames.indexOf(party.role) }));
  order.sort((a, b) => a.rank - b.rank || a.at - b.at);
  const own = order.find((one) => one.organisation === amount.party);
  const leading = order.find((one) => one.role === 'host') ?? order.find((one) => one.role === 'lead-commissioner');
  return (own ?? leading)?.at ?? 0;
}
