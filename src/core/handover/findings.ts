/**
 * What is found out about one party of one arrangement before a rule is asked. Rules speak of these and of nothing
 * else, so that whoever reads a rule can look up each word it uses. `findingMeanings` is that dictionary.
 */

import type { ArrangementKind, Family, PartyRole } from '#core/agreements/vocabulary.ts';

/** What happened to the party between the two dates. */
export const fates = [
  'unaffected',
  'continues',
  'gains-area',
  'loses-area',
  'clustered',
  'renamed',
  'changes-status',
  'ends-one-successor',
  'ends-several-successors',
  'ends-no-successor',
  'already-gone',
] as const;
export type Fate = (typeof fates)[number];

/** Under which body of law the change happens. */
export const regimes = ['local-government', 'nhs', 'other', 'none'] as const;
export type Regime = (typeof regimes)[number];

/** How two areas matched before and match after. */
export const matches = ['kept', 'lost', 'gained', 'never', 'not-known', 'not-applicable'] as const;
export type Match = (typeof matches)[number];

export const section24Findings = ['above', 'below', 'value-not-known', 'exempt', 'not-applicable'] as const;
export type Section24Finding = (typeof section24Findings)[number];

export type Findings = {
  readonly kind: ArrangementKind;
  readonly family: Family;
  readonly role: PartyRole;
  readonly side: 'health' | 'council' | 'other';
  readonly fate: Fate;
  readonly regime: Regime;
  /** Kinds of the events on the party's way, each once, separated by blanks. */
  readonly eventKinds: string;
  readonly successorCount: number;
  readonly successorExistedBefore: boolean;
  readonly successorIsParty: boolean;
  readonly onlyOnePartyLeft: boolean;
  readonly isHost: boolean;
  readonly isPool: boolean;
  readonly hasMoney: boolean;
  readonly isSigned: boolean;
  readonly hasEndedBefore: boolean;
  readonly isProposed: boolean;
  readonly existsAtStart: boolean;
  readonly areaIsKnown: boolean;
  readonly areaIsDivided: boolean;
  readonly endsInShadowYear: boolean;
  readonly renewsInShadowYear: boolean;
  readonly endsBeforeVesting: boolean;
  /** 0: there is no vesting day. */
  readonly vestingYear: number;
  readonly section24: Section24Finding;
  readonly missingClauseCount: number;
  readonly hwbMatch: Match;
  readonly coterminous: Match;
  readonly bodyStraddles: boolean;
  readonly employerCountAfter: number;
};
export type FindingName = keyof Findings;
