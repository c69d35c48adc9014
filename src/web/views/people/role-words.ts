/** Roles and the days on which they are held, as the screens say them. Pure. */

import { type Role, roles, type VerbGroup, verbGroups } from '#core/access/vocabulary.ts';
import { dateText, plainWord, spanText } from '../../words.ts';

/** `Editor`. */
export function heldText(role: string): string {
  return plainWord(role);
}

/** `Editor: changes what the body has, but for its money`. */
export function roleChoiceText(role: Role): string {
  const says = roles[role];
  return `${plainWord(role)}: ${says.charAt(0).toLowerCase()}${says.slice(1)}`;
}

/** `since 1 April 2026`, `from 1 April 2027` for what has not begun, `1 April 2026 to 31 March 2027`. */
export function daysHeld(from: string, to: string | null, today: string): string {
  if (to === null && from > today) return `from ${dateText(from)}`;
  return to !== null && to <= from ? `not held: it was to begin on ${dateText(from)}` : spanText(from, to);
}

/** What a token with that scope may do. */
export const scopeWords: Record<VerbGroup, string> = {
  read: 'Read what you see',
  edit: 'Change what you may change, but for money',
  money: 'Change amounts and shares of money',
  sign: 'Sign lines',
  approve: 'Agree to joint changes',
  administer: 'Invite people, give and end roles',
  publish: 'Publish releases',
};

/** `Reading, Editing` in the order of the vocabulary. */
export function scopesText(scopes: readonly string[]): string {
  return Object.entries(verbGroups)
    .filter(([scope]) => scopes.includes(scope))
    .map(([, title]) => title)
    .join(', ');
}
