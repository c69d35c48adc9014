/** Succession events of a register, with what the fold says against them. */

import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { EventKind } from '#core/pack/vocabulary.ts';
import { organisationsByCode } from '#core/register/as-of.ts';
import type { Context } from '#core/register/question.ts';
import { participantsOf, type SuccessionEvent } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type EventQuestion = {
  /** A code or the id of a body: only events that name it, or any body that has had the code. */
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
  const { world, timeline } = opened.value;
  if (question.from !== undefined && question.to !== undefined && question.from >= question.to) {
    const detail = `No day lies from ${question.from} up to, not including, ${question.to}. Exchange the two.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const code = question.organisation;
  const named = new Set(code === undefined ? [] : organisationsByCode(timeline, code).map((one) => one.index));
  if (code !== undefined && named.size === 0) {
    const detail = `No body of ${opened.value.pack.name} has the code or id ${code}.`;
    return refuse({ kind: 'unknown-organisation', detail });
  }
  const events = world.events.filter((event) => {
    if (question.kind !== undefined && event.row.kind !== question.kind) return false;
    if (question.from !== undefined && (event.day === null || event.day < question.from)) return false;
    if (question.to !== undefined && (event.day === null || event.day >= question.to)) return false;
    return code === undefined || participantsOf(event).some((body) => named.has(body));
  });
  return answer({ register: opened.value, events });
}
