/** Finds out about one party of an arrangement what rules ask. Each finding is defined in SPEC.md. */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { missingClauses } from '#core/agreements/completeness.ts';
import { lastSignature, needsSignatures } from '#core/agreements/signatures.ts';
import { arrangementKinds } from '#core/agreements/vocabulary.ts';
import { hasEndedBy } from '#core/handover/arrangement-days.ts';
import { daysAfter } from '#core/handover/deadlines.ts';
import type { BodyFate, FateBook } from '#core/handover/fates.ts';
import type { Fate, Findings } from '#core/handover/findings.ts';
import type { Matches } from '#core/handover/matches.ts';
import type { PlacedParty } from '#core/handover/positions.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { section24Finding } from '#core/handover/section-24.ts';
import type { Area } from '#core/handover/service-area.ts';
import { isAliveOn } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

type FindingsQuestion = {
  readonly arrangement: Arrangement;
  readonly party: PlacedParty;
  /** All parties, this one among them. */
  readonly all: readonly PlacedParty[];
  readonly serviceArea: Area;
};

/** Every finding about the party. */
export function findingsOf(
  { arrangement, party, all, serviceArea }: FindingsQuestion,
  fates: FateBook,
  matches: Matches,
  rulebook: Rulebook,
): Findings {
  const { fate, successors, area, isDivided } = party.position;
  const { kind, stage } = arrangement;
  const { family } = arrangementKinds[kind];
  const { timeline, from } = fates;
  const coterminous = matches.sidesMatch(party, all);
  return {
    kind,
    family,
    role: party.party.role,
    side: fate.side,
    fate: fateHere(fate, successors),
    regime: fate.regime,
    eventKinds: fate.eventKinds,
    successorCount: successors.length,
    successorExistedBefore: successors.some((body) => {
      const organisation = timeline.world.organisations[body];
      return organisation !== undefined && isAliveOn(timeline, organisation, from);
    }),
    successorIsParty: all.some((one) => one.body !== party.body && successors.includes(one.body)),
    onlyOnePartyLeft: isOneBodyLeft(all),
    isHost: party.party.role === 'host',
    isPool: kind === 'pooled-fund' || kind === 'partnership-in-combination',
    hasMoney: arrangement.amounts.length > 0,
    isSigned: !needsSignatures(arrangement) || lastSignature(arrangement) !== null,
    hasEndedBefore: hasEndedBy(arrangement, from),
    isProposed: stage === 'proposed' || stage === 'agreed-in-principle',
    existsAtStart: fate.existsAtStart,
    areaIsKnown: fate.isLandKnown,
    areaIsDivided: isDivided,
    ...datesFound(arrangement, fate.vesting, rulebook.shadowDays),
    section24: section24Finding({ arrangement, party: party.party }, fate, rulebook, timeline.world),
    missingClauseCount: missingClauses(arrangement).length,
    hwbMatch: matches.hwbMatch(serviceArea.zones.length > 0 ? serviceArea : area),
    coterminous,
    bodyStraddles: coterminous === 'not-known' && matches.straddlesAfter(party, all),
    employerCountAfter: employersAfter(all),
  };
}

/**
 * True when different bodies come down to one. Of a body without successors nobody knows who, if anybody, stands in its
 * place; it makes no agreement of one body with itself.
 */
function isOneBodyLeft(all: readonly PlacedParty[]): boolean {
  const [first, ...others] = all.filter((one) => one.position.successors.length > 0);
  const left = first?.position.successors[0];
  return (
    others.some((one) => one.body !== first?.body) &&
    [first, ...others].every((one) => one?.position.successors.length === 1 && one.position.successors[0] === left)
  );
}

/** A party that ends is told by its successors in this arrangement, which may be fewer than those of the whole body. */
function fateHere({ fate }: BodyFate, successors: readonly number[]): Fate {
  if (fate !== 'ends-one-successor' && fate !== 'ends-several-successors') return fate;
  return successors.length === 1 ? 'ends-one-successor' : 'ends-several-successors';
}

/** Its last day is the day before `endsOn`, so an arrangement that ends on vesting day has ended before it. */
function datesFound({ endsOn, renewsOn }: Arrangement, vesting: IsoDate | null, shadowDays: number) {
  const shadowStart = vesting === null ? null : daysAfter(vesting, -shadowDays);
  const isKnown = vesting !== null && shadowStart !== null;
  return {
    endsInShadowYear: isKnown && endsOn !== null && shadowStart < endsOn && endsOn <= vesting,
    renewsInShadowYear: isKnown && renewsOn !== null && shadowStart <= renewsOn && renewsOn < vesting,
    vestingYear: vesting === null ? 0 : Number(vesting.slice(0, 4)),
    endsBeforeVesting: vesting !== null && endsOn !== null && endsOn <= vesting,
  };
}

function employersAfter(all: readonly PlacedParty[]): number {
  const employers = all.filter((one) => one.party.role === 'employer');
  return new Set(employers.flatMap((one) => one.position.successors)).size;
}
