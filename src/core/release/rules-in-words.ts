/** Rule sets of disclosure control in plain words, for reports and files. */

import type { DisclosureRules } from '#core/disclosure/rules.ts';

/** One sentence that says what is hidden and how the rest is shown. */
export function rulesInWords(rules: DisclosureRules): string {
  switch (rules.kind) {
    case 'suppress': {
      const rest =
        rules.base === 1 ? 'The rest are shown as they are' : `The rest are rounded to the nearest ${rules.base}`;
      return `Counts from ${rules.from} to ${rules.to} are hidden, and whatever would give one away. ${rest}.`;
    }
    case 'round':
      return `Every count is rounded to the nearest ${rules.base}; none is hidden.`;
    case 'none':
      return `Published without protection. Reason: ${sentence(rules.reason)} Decided by ${rules.by.trim()}.`;
    default:
      return rules satisfies never;
  }
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
