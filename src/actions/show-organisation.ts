/** One body by a code, on a day. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { organisationsByCode } from '#core/register/as-of.ts';
import { type Portrait, portraitOf } from '#core/register/portrait.ts';
import type { Context } from '#core/register/question.ts';
import { isAliveOn } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type ShownOrganisation = { readonly register: OpenRegister; readonly portrait: Portrait };

/**
 * The body of that code or id on the day, or on its last day when it had ended by then. A code that several bodies carried finds the one that exists on the day; several or none are candidates.
 */
export async function showOrganisation(
  shelf: RegisterShelf,
  context: Context,
  question: { readonly code: string; readonly on: IsoDate },
): Promise<Result<ShownOrganisation, Refusal>> {
  const opened = await shelf.open(context);
  if (!opened.ok) return opened;
  const { timeline } = opened.value;
  const found = organisationsByCode(timeline, question.code);
  const living = found.filter((one) => isAliveOn(timeline, one, question.on));
  const organisation = living.length === 1 ? living[0] : found.length === 1 ? found[0] : undefined;
  if (organisation !== undefined) {
    return answer({ register: opened.value, portrait: portraitOf(timeline, organisation, question.on) });
  }
  if (found.length === 0) {
    const detail = `No body of ${opened.value.pack.name} has the code or id ${question.code}. Look it up with "coterminous organisations --kind KIND".`;
    return refuse({ kind: 'unknown-organisation', detail });
  }
  const candidates = found.map((one) => {
    const life = timeline.lives[one.index];
    return { id: one.row.id, code: question.code, name: one.row.name, from: life?.from ?? null, to: life?.to ?? null };
  });
  const detail = `${question.code} has been the code of ${found.length} bodies. Ask for one of them by its id, or for a day on which one of them existed.`;
  return refuse({ kind: 'ambiguous-code', detail, candidates });
}
