/** Succession events of a register, with what the fold says against them. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { EventKind } from '#core/pack/vocabulary.ts';
import type { Context } from '#core/register/question.ts';
import { participantsOf, type SuccessionEvent } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';

export type EventQuestion = {
  /** Id of a body: only events that name it. */
  readonly organisation?: string | undefined;
  readonly from?: IsoDate | undefined;
  /** The first day that is left out. */
  readonly to?: IsoDate | undefined;
  readonly kind?: EventKind | undefined;
};

export type EventList = { readonly register: OpenRegister; readonly events: readonly SuccessionEvent[] };

/** Events by day, undated ones last. A range of days leaves undated events out. */
export async function listEvents(
  shelf: RegisterShelf,
  context: Context,
  question: EventQuestion,
): Promise<Result<EventList, Refusal>> {
  const opened = await shelf.open(context);
  if (!opened.ok) return opened;
  const { world } = opened.value;
  const body = world.organisations.find((one) => one.row.id === question.organisation)?.index;
  const events = world.events.filter((event) => {
    if (question.kind !== undefined && event.row.kind !== question.kind) return false;
    if (question.from !== undefined && (event.day === null || event.day < question.from)) return false;
    if (question.to !== undefined && (event.day === null || event.day >= question.to)) return false;
    if (question.organisation === undefined) return true;
    return body !== undefined && participantsOf(event).includes(body);
  });
  return answer({ register: opened.value, events });
}
