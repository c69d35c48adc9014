/** The evidence of what is counted rather than measured: bodies, events, building blocks and pairs of the register. */

import { type TierName, tiers } from '#core/register/tiers.ts';
import { apiAddress } from '../api-client.ts';
import { type Choice, contextOf, measureQuery } from '../choice.ts';
import { dateText, plainWord } from '../words.ts';
import type { Evidence } from './evidence.tsx';

/** Where the sources of the whole register are stated. */
export function sourcesAddress(choice: Choice): string {
  const { register, known } = contextOf(choice);
  return apiAddress('/sources', { register, known });
}

/** How many bodies of a tier exist on the chosen day. */
export function existingEvidence(choice: Choice, tier: TierName): Evidence {
  return {
    title: `${tiers[tier].title} on ${dateText(choice.on)}`,
    says: `Bodies of this kind that exist on this day in this scenario, whether or not their territory is known.`,
    formula: 'count of bodies whose life, and whose role of this kind, include the day',
    statedBy: sourcesAddress(choice),
  };
}

/** How many of those are of unknown, or of partly unknown, territory. */
export function landlessEvidence(choice: Choice, tier: TierName, extent: 'unknown' | 'partial' | 'either'): Evidence {
  const words = {
    unknown: 'of whose territory this register knows nothing. They are counted in no figure.',
    partial:
      'of whose territory this register knows a part. They are shown with that part, and counted in no figure of their kind.',
    either:
      'of whose territory this register knows a part or nothing. They are counted in no figure of their kind, and no relation of theirs is claimed.',
  };
  return {
    title: `${tiers[tier].title} without wholly known territory, ${dateText(choice.on)}`,
    says: `Bodies that exist on this day ${words[extent]}`,
    formula: 'count of bodies of this kind whose extent is not stated as known, or that hold no building block',
    page: 'docs/methods/uncovered.md',
    statedBy: apiAddress('/measure', measureQuery(choice)),
  };
}

/** How many pairs of a body and a council share land. */
export function pairCountEvidence(choice: Choice): Evidence {
  return {
    title: `Pairs that share land on ${dateText(choice.on)}`,
    says: 'Pairs of one health body and one council that share at least one building block, or a part of one. Bodies known in part are among them.',
    formula: 'count of (b, c) with a building block in common',
    page: 'docs/methods/overlap.md',
    statedBy: apiAddress('/measure', measureQuery(choice)),
  };
}

/** How many organisations, events or contradictions the register holds. */
export function registerCountEvidence(choice: Choice, what: 'organisations' | 'events' | 'contradictions'): Evidence {
  const says = {
    organisations: 'Organisations of every kind and time that this register tells of.',
    events: 'Succession events that this register tells of: of every status, in whichever scenario they hold.',
    contradictions:
      'What could not be reconciled when the events were put in order, in the law as it stands. The screen of events lists each.',
  };
  return {
    title: `${plainWord(what)} of the register`,
    says: says[what],
    statedBy: sourcesAddress(choice),
  };
}
