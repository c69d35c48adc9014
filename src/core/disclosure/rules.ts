/**
 * Rule sets of disclosure control, as data: which counts are too small to show, and how the others are shown.
 * Knows nothing of areas or tables.
 */

import type { Problem } from '#std/problem.ts';

/** Hide counts from `from` to `to`, and round the rest to the nearest `base` (1: show them as they are). */
export type SuppressRules = {
  readonly kind: 'suppress';
  /** 1: zeros are shown as such, always. 0: zeros are hidden too. */
  readonly from: 0 | 1;
  readonly to: number;
  readonly base: number;
};

export type DisclosureRules =
  | SuppressRules
  | { readonly kind: 'round'; readonly base: number }
  /** Nothing is hidden, for a stated reason, by a named person. */
  | { readonly kind: 'none'; readonly reason: string; readonly by: string };

/** NHS England's rule for sub-national counts. */
export const nhsRules: SuppressRules = { kind: 'suppress', from: 1, to: 7, base: 5 };

/** Least and most a number can be; `high` may be infinite. Both ends are possible. @units as counted, whole */
export type Range = { readonly low: number; readonly high: number };

/** What is wrong with a rule set: figures out of range, no reason, no name. */
export function checkRules(rules: DisclosureRules): Problem[] {
  switch (rules.kind) {
    case 'suppress': {
      const problems = checkWhole('base', rules.base, 1);
      if (rules.from !== 0 && rules.from !== 1)
        problems.push(fault('from', 'Suppression begins at 0 or at 1: choose one.', '0 or 1', String(rules.from)));
      return [...checkWhole('to', rules.to, rules.from), ...problems];
    }
    case 'round':
      return checkWhole('base', rules.base, 2);
    case 'none':
      return (['reason', 'by'] as const).flatMap((field) =>
        rules[field].trim() === ''
          ? [fault(field, `To publish without protection, state the ${field === 'by' ? 'name' : 'reason'}.`)]
          : [],
      );
    default:
      return rules satisfies never;
  }
}

/** True when the rules hide such a count wherever it stands. */
export function isSmall(count: number, rules: DisclosureRules): boolean {
  return rules.kind === 'suppress' && count >= rules.from && count <= rules.to;
}

/** The number shown for a count that is not hidden: to the nearest base, halves up. */
export function shownNumber(count: number, rules: DisclosureRules): number {
  const base = baseOf(rules);
  return Math.floor(count / base + 0.5) * base;
}

/**
 * What a reader who knows the rules learns from a count that is shown; of a small one that is shown all the same, that it is
 * rounded.
 */
export function rangeOfShown(count: number, rules: DisclosureRules): Range {
  const base = baseOf(rules);
  const shown = shownNumber(count, rules);
  const high = shown + Math.ceil(base / 2) - 1;
  if (isSmall(count, rules)) return { low: Math.max(0, shown - Math.floor(base / 2)), high };
  const leastShown = rules.kind === 'suppress' ? rules.to + 1 : 0;
  const hidesZero = rules.kind === 'suppress' && rules.from === 0;
  if (shown > 0 || hidesZero) return { low: Math.max(leastShown, shown - Math.floor(base / 2), 0), high };
  return { low: 0, high: high >= leastShown ? high : 0 };
}

/** What a reader knows of a count that is hidden, because it is small or to protect another. */
export function rangeOfHidden(rules: DisclosureRules): Range {
  return { low: rules.kind === 'suppress' ? rules.from : 0, high: Number.POSITIVE_INFINITY };
}

/**
 * The range that must stay open to the reader for a sensitive count: all small counts; for another count that is sensitive, it
 * and the next.
 */
export function openRange(count: number, rules: DisclosureRules): Range {
  if (rules.kind !== 'suppress') return { low: count, high: count + 1 };
  if (count > rules.to) return { low: count, high: count + 1 };
  return { low: rules.from, high: Math.max(rules.to, rules.from + 1) };
}

function baseOf(rules: DisclosureRules): number {
  return rules.kind === 'none' ? 1 : rules.base;
}

function checkWhole(field: string, value: number, least: number): Problem[] {
  if (Number.isSafeInteger(value) && value >= least) return [];
  return [fault(field, `A whole number is needed, ${least} or more.`, `${least} or more`, String(value))];
}

function fault(column: string, message: string, expected?: string, found?: string): Problem {
  const details = { ...(expected === undefined ? {} : { expected }), ...(found === undefined ? {} : { found }) };
  return { code: 'bad-disclosure-rule', severity: 'error', where: { column }, message, ...details };
}
