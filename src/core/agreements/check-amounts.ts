/** What is wrong with the money of an arrangement, and with the shares that its parties negotiated for successors. */

import type { Amount, Arrangement } from '#core/agreements/arrangement.ts';
import { shareTolerance } from '#core/agreements/check-parties.ts';
import type { FaultList } from '#core/agreements/fault-list.ts';
import { mostPence, poundsText } from '#std/pence.ts';

/** Adds the problems of the amounts to the list. */
export function checkAmounts(arrangement: Arrangement, faults: FaultList): void {
  const { amounts } = arrangement;
  const parties = new Set(arrangement.parties.map((party) => party.organisation));
  for (const [at, amount] of amounts.entries()) {
    checkAmount(amount, `amounts[${at}]`, faults);
    if (amount.party === null || parties.has(amount.party)) continue;
    const message = 'This money is said to be of a body that is not a party. Name a party, or leave it empty.';
    faults.error('amount-of-a-stranger', `amounts[${at}].party`, message, { found: amount.party });
  }
  checkWholeOrParts(amounts, faults);
}

function checkAmount({ what, pence, year }: Amount, path: string, faults: FaultList): void {
  const found = poundsText(pence);
  if (pence < 0n && what === 'balance') {
    const message = 'The balance is below nothing. If the fund is overdrawn that is right; else correct the sign.';
    faults.warning('balance-overdrawn', `${path}.pence`, message, { found });
  } else if (pence < 0n) {
    const message = 'A value below nothing. Give what is paid as a positive amount.';
    faults.error('negative-money', `${path}.pence`, message, { expected: '0 or more', found });
  }
  if (pence > mostPence || pence < -mostPence) {
    const message = 'More than ten billion pounds. Check whether pence were given as pounds.';
    faults.error('too-much-money', `${path}.pence`, message, {
      expected: `at most ${poundsText(mostPence as Amount['pence'])}`,
      found,
    });
  }
  if (year !== null && !/^\d{4}(-\d{2}|\/\d{2})?$/.test(year))
    faults.warning('year-not-told', `${path}.year`, 'This is no year. Write it such as 2026-27.', { found: year });
}

/** Of one kind, nature and year: the whole or its parts; and parts told by party or by place, not some of each. */
function checkWholeOrParts(amounts: readonly Amount[], faults: FaultList): void {
  if (amounts.length < 2) return;
  const groups = Map.groupBy(amounts.entries(), ([, { what, nature, year }]) => `${what} ${nature} ${year ?? ''}`);
  for (const group of groups.values()) {
    const wholes = group.filter(([, { party, location }]) => party === null && location === null);
    const [first] = wholes;
    if (first !== undefined && wholes.length < group.length) {
      const message = 'The whole is given beside its parts, so it would count twice. Take out the whole or the parts.';
      faults.error('whole-and-parts', `amounts[${first[0]}].pence`, message, { found: poundsText(first[1].pence) });
      continue;
    }
    const byParty = group.find(([, { party, location }]) => party !== null && location === null);
    const byPlace = group.find(([, { party, location }]) => party === null && location !== null);
    if (byParty === undefined || byPlace === undefined) continue;
    const message =
      'Some parts say whose they are and others only where, so they may be the same money. Say both of each, or one throughout.';
    faults.warning('parts-of-two-kinds', `amounts[${byPlace[0]}].location`, message);
  }
}

/** Adds the problems of the negotiated shares to the list. */
export function checkNegotiated({ parties, negotiated }: Arrangement, faults: FaultList): void {
  const known = new Set(parties.map((party) => party.organisation));
  for (const [at, { party, share }] of negotiated.entries()) {
    const path = `negotiated[${at}]`;
    if (!(share >= 0 && share <= 1)) {
      const message = 'A negotiated share lies between 0 and 1. Correct it.';
      faults.error('share-out-of-range', `${path}.share`, message, { expected: '0 to 1', found: String(share) });
    }
    if (known.has(party)) continue;
    const message = 'This share is of a body that is not a party. Name a party.';
    faults.error('negotiated-of-a-stranger', `${path}.party`, message, { found: party });
  }
  for (const group of Map.groupBy(negotiated.entries(), ([, { party }]) => party).values()) {
    const first = group[0];
    if (first === undefined) continue;
    const path = `negotiated[${first[0]}]`;
    const sum = group.reduce((all, [, { share }]) => all + share, 0);
    if (!(Math.abs(sum - 1) <= shareTolerance)) {
      const message = 'The shares negotiated for the successors of this party do not add up to one. Correct them.';
      faults.error('negotiated-not-one', `${path}.share`, message, {
        expected: '1',
        found: String(Number(sum.toFixed(9))),
      });
    }
    if (new Set(group.map(([, { successor }]) => successor)).size === group.length) continue;
    const message = 'A successor of this party is named twice. Name each once, with its whole share.';
    faults.error('successor-twice', `${path}.successor`, message);
  }
}
