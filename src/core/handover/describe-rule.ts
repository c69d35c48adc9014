/** Rules in English, as a lawyer reads them. Made from the data alone, so that what is shown is what is done. */

import type { Basis, DeadlineAnchor, Disposition, Owner } from '#core/handover/line.ts';
import { findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';
import { isAlways } from '#core/handover/rulebook/read-condition.ts';
import type { ActionTemplate, Condition, DispositionRule, FlagRule, Rulebook } from '#core/handover/rulebook.ts';

/** What each disposition does, in a few words that follow "then". */
export const dispositionClauses: Readonly<Record<Disposition, string>> = {
  transfer: 'it passes to the successor (transfer)',
  host: 'one successor holds or leads it for all of them (host)',
  novate: 'it is made again in the name of the successor, with the consent of the other parties (novate)',
  apportion: 'it is divided among the successors in shares (apportion)',
  terminate: 'it ends (terminate)',
  renegotiate: 'the parties agree what becomes of it (renegotiate)',
  reconstitute: 'its membership is made up again (reconstitute)',
  'no-change': 'nothing changes (no change)',
};

const basisWords: Record<Basis, string> = {
  negotiated: 'figures the parties have negotiated',
  'budget-by-location': 'budgets by the place where the service is given',
  'resident-population': 'people who live in the area',
  'registered-population': 'patients registered with practices of the area',
  equal: 'equal parts',
};

const ownerWords: Record<Owner, string> = {
  party: 'the party',
  successor: 'the successors',
  host: 'the host',
  'other-parties': 'the other parties',
  'all-parties': 'all parties and the successors',
};

const anchorWords: Record<DeadlineAnchor, string> = {
  vesting: 'vesting day',
  end: 'its last day',
  renewal: 'its renewal',
  term: 'the day in the shadow period on which its term begins',
  notice: 'the last day on which notice can be given',
  'shadow-start': 'the first day of the shadow period',
};

/** The condition as a clause that can follow "When": "the party is a council, and ...". */
export function describeCondition(condition: Condition): string {
  if ('all' in condition) {
    if (condition.all.length === 0) return 'anything is found';
    return condition.all.map(partOfAll).join(', and ');
  }
  if ('any' in condition) {
    if (condition.any.length === 0) return 'nothing, since it can never be met';
    return condition.any.map(describeCondition).join(', or ');
  }
  if ('not' in condition) return `it is not so that ${inBrackets(condition.not)}`;
  const meaning = findingMeanings[condition.fact];
  if ('is' in condition) return meaning.values[String(condition.is)] ?? `${meaning.says} is ${condition.is}`;
  if ('oneOf' in condition) {
    return condition.oneOf.map((value) => meaning.values[value] ?? `${meaning.says} is ${value}`).join(', or ');
  }
  if ('atLeast' in condition) return `${meaning.says} is at least ${condition.atLeast}`;
  if ('atMost' in condition) return `${meaning.says} is at most ${condition.atMost}`;
  return meaning.values[condition.includes] ?? `${meaning.says} include ${condition.includes}`;
}

/** Alternatives in brackets, so that "and" and "or" cannot be confused. */
function partOfAll(part: Condition): string {
  const hasAlternatives = 'any' in part ? part.any.length > 1 : 'oneOf' in part && part.oneOf.length > 1;
  return hasAlternatives ? inBrackets(part) : describeCondition(part);
}

function inBrackets(condition: Condition): string {
  return `(${describeCondition(condition)})`;
}

/**
 * The rule as sentences: when it applies and what follows; what it says; its ground; what it cites, each with its
 * standing; on what bases shares are taken; who does what by when. A rule of a flag has no ground and no bases.
 */
export function describeRule(rule: DispositionRule | FlagRule, rulebook: Pick<Rulebook, 'citations'>): string[] {
  const isFlag = 'flag' in rule;
  const then = isFlag ? `the line is flagged "${rule.flag}"` : dispositionClauses[rule.disposition];
  const when = isAlways(rule.when)
    ? isFlag
      ? 'Always'
      : 'When no earlier rule decides'
    : `When ${describeCondition(rule.when)}`;
  const lines = [`${when}: ${then}.`, rule.says];
  if (!isFlag) {
    lines.push(`Ground: ${rule.legalGround}${rule.legalConfirmationNeeded ? ' Legal confirmation is needed.' : ''}`);
    if (rule.bases.length > 0) {
      lines.push(
        `Shares: by the first of these that is known: ${rule.bases.map((basis) => basisWords[basis]).join('; ')}.`,
      );
    }
  }
  if (rule.citations.length > 0) {
    lines.push(`Cites: ${rule.citations.map((id) => describeCitation(id, rulebook)).join('; ')}.`);
  }
  return [...lines, ...rule.actions.map((action) => `To do: ${describeAction(action)}`)];
}

function describeCitation(id: string, { citations }: Pick<Rulebook, 'citations'>): string {
  const citation = citations.find((one) => one.id === id);
  if (citation === undefined) return id;
  return citation.standing === 'read' ? citation.reference : `${citation.reference} (reported, not read)`;
}

function describeAction({ what, owner, due }: ActionTemplate): string {
  return `${what} By ${ownerWords[owner]}, ${describeDeadline(due)}.`;
}

function describeDeadline({ from, days }: ActionTemplate['due']): string {
  if (days === 0) return `on ${anchorWords[from]}`;
  const count = Math.abs(days);
  return `${count} ${count === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'} ${anchorWords[from]}`;
}
