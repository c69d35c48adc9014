/** People in a list: which are found by words, and what the state of their account means. Pure. */

import type { PersonWire } from '#wire/people.ts';

export const stateWords: Record<PersonWire['state'], { readonly short: string; readonly long: string }> = {
  invited: { short: 'Invited', long: 'has not accepted the invitation yet' },
  active: { short: 'Active', long: 'can sign in' },
  closed: { short: 'Closed', long: 'can no longer sign in; what they did stays in the record' },
};

/** True when every word stands in the name, the address, the state, or a body or role of the person. */
export function isFound({ name, email, state, roles }: PersonWire, text: string): boolean {
  const searched = [name, email, state, ...roles.flatMap(({ body, role }) => [body.name, body.code, role])]
    .join(' ')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
