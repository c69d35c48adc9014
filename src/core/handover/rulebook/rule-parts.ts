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

/** Between which years an NHS body hands over by which law, and what marks the id of a rule for them. */
const healthTimes = [
  {
    mark: '',
    during: [{ fact: 'vestingYear', atLeast: 2023 }],
    ground: 'Transfer scheme, which NHS England may make.',
    schemes: ['nhsa-2006-s14z28'],
    partnership: ['nhsa-2006-s75', 'nhsa-2006-s76', 'nhsa-2006-s256'],
  },
  {
    mark: '-2022',
    during: [
      { fact: 'vestingYear', atLeast: 2007 },
      { fact: 'vestingYear', atMost: 2022 },
    ],
    ground: 'The order that dissolves a primary care trust, until 2013; after that the scheme or order of the time.',
    schemes: ['nhsa-2006-s18-sch3'],
    partnership: ['nhsa-2006-s75', 'nhsa-2006-s76', 'nhsa-2006-s256'],
  },
  {
    mark: '-2006',
    during: [{ fact: 'vestingYear', atMost: 2006 }],
    ground: 'The order that dissolves the body.',
    schemes: ['si-2006-2072'],
    partnership: ['ha-1999-s31'],
  },
] as const satisfies readonly {
  readonly mark: string;
  readonly during: readonly Condition[];
  readonly ground: string;
  readonly schemes: readonly EnglandCitation[];
  readonly partnership: readonly EnglandCitation[];
}[];

type TimelessRule = Omit<EnglandDisposition, 'legalGround' | 'citations'> & {
  /** Follows the ground of each time, as a sentence. Empty: nothing does. */
  readonly groundToo: string;
  readonly citesPartnership: boolean;
  readonly citesToo: readonly EnglandCitation[];
};

/** The rule for boards as they are since 2023, then for 2007 to 2022, then until 2006: each with the law of its time. */
export function inHealthTimes(rule: TimelessRule): EnglandDisposition[] {
  const years = { '': '', '-2022': ' (2007 to 2022)', '-2006': ' (until 2006)' } as const;
  return healthTimes.map(({ mark, during, ground, schemes, partnership }) => ({
    id: `${rule.id}${mark}`,
    title: `${rule.title}${years[mark]}`,
    says: rule.says,
    when: all(rule.when, ...during),
    disposition: rule.disposition,
    bases: rule.bases,
    legalGround: rule.groundToo === '' ? ground : `${ground} ${rule.groundToo}`,
    citations: [...schemes, ...(rule.citesPartnership ? partnership : []), ...rule.citesToo],
    legalConfirmationNeeded: rule.legalConfirmationNeeded,
    actions: rule.actions,
  }));
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
