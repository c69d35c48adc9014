/** What a column of a file can be for, in words. */

import type { UseName } from './description-state.ts';

export const uses: readonly { readonly value: UseName; readonly text: string }[] = [
  { value: 'area', text: 'Codes of areas' },
  { value: 'value', text: 'Numbers' },
  { value: 'period', text: 'Time' },
  { value: 'breakdown', text: 'Groups, kept apart' },
  { value: 'add-up', text: 'Groups, added up' },
  { value: 'measure-name', text: 'Names of what is measured' },
  { value: 'practice', text: 'Practice people are registered with' },
  { value: 'ignore', text: 'Not used' },
];

/** The words of one use. */
export function textOfUse(as: UseName): string {
  return uses.find(({ value }) => value === as)?.text ?? as;
}
