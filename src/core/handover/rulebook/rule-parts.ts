/** Conditions and lists that several rules of England share, and the narrowed types in which its rules are written. */

import type { Family } from '#core/agreements/vocabulary.ts';
import type { Fate } from '#core/handover/findings.ts';
import type { Basis } from '#core/handover/line.ts';
import type { EnglandCitation } from '#core/handover/rulebook/citations.ts';
import type { Condition, DispositionRule, FlagRule } from '#core/handover/rulebook.ts';

/** A rule that can only cite what `englandCitations` has. */
export type EnglandDisposition = DispositionRule & { readonly citations: readonly EnglandCitation[] };
export type EnglandFlag = FlagRule & { readonly citations: readonly EnglandCitation[] };

/** Kinds of arrangement that two bodies sign, as opposed to seats, posts, buildings and plans. */
export const agreementFamilies = ['partnership', 'alignment', 'transfer', 'secondment', 'contract', 'data'] as const;

/** Fates in which the party itself is no more on the second date. */
export const endingFates = ['ends-one-successor', 'ends-several-successors', 'ends-no-successor'] as const;

/** Shares by the people who live on the land, after figures that people have agreed or placed. */
export const residentBases: readonly Basis[] = [
  'negotiated',
  'budget-by-location',
  'resident-population',
  'registered-population',
  'equal',
];

/** Health services are paid for by who is registered with a practice. */
export const registeredBases: readonly Basis[] = [
  'negotiated',
  'budget-by-location',
  'registered-population',
  'resident-population',
  'equal',
];

/** Where neither people nor budgets say anything. */
export const agreedBases: readonly Basis[] = ['negotiated', 'equal'];

export const isCouncilChange: Condition = { fact: 'regime', is: 'local-government' };
export const isHealthChange: Condition = { fact: 'regime', is: 'nhs' };
export const hasSeveralHeirs: Condition = { fact: 'fate', is: 'ends-several-successors' };
export const hasOneHeir: Condition = { fact: 'fate', is: 'ends-one-successor' };

/** Every one of the conditions. */
export function all(...conditions: readonly Condition[]): Condition {
  return { all: conditions };
}

/** The arrangement is of one of these families. */
export function ofFamily(...names: readonly Family[]): Condition {
  const [only] = names;
  return only !== undefined && names.length === 1 ? { fact: 'family', is: only } : { fact: 'family', oneOf: names };
}

/** The party meets one of these fates. */
export function fated(...names: readonly Fate[]): Condition {
  const [only] = names;
  return only !== undefined && names.length === 1 ? { fact: 'fate', is: only } : { fact: 'fate', oneOf: names };
}
