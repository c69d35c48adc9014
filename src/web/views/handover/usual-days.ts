/** The days of a schedule that nobody has chosen yet. Pure. */

import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { Choice } from '../../choice.ts';

type Scenario = Pick<Choice['register']['scenarios'][number], 'id' | 'from' | 'to'>;

/**
 * The days between which the scenario is looked at, until others are chosen: its own, or where it states none the
 * register's opening day and the day before. Null as scenario: the register's first.
 */
export function usualDays({
  register,
  scenario,
}: {
  readonly register: { readonly openingDate: string; readonly scenarios: readonly Scenario[] };
  readonly scenario: string | null;
}): { from: string; to: string } {
  const chosen = register.scenarios.find((one) => one.id === scenario) ?? register.scenarios[0];
  const opening = register.openingDate as IsoDate;
  return { from: chosen?.from ?? addDays(opening, -1), to: chosen?.to ?? opening };
}
