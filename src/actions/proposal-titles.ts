/** What the records that a proposal changes are called, by what the asker sees. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { ProposedRecord } from '#actions/proposal-records.ts';
import { loadSchedules } from '#actions/schedule-records.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import type { LineWork } from '#core/schedule/schedule.ts';
import type { Json } from '#store/journal-hash.ts';
import type { RecordKind } from '#store/record-rows.ts';

/**
 * The title of what would be made or changed, as the proposal states it. A line is called by its arrangement and schedule;
 * what has no title, or is to be removed, by its id.
 */
export async function subjectTitle(
  shelves: Shelves,
  register: string,
  { kind, id, body }: ProposedRecord,
): Promise<string> {
  if (kind !== 'line-work' || body === null) return titleOf(kind, body) ?? id;
  const { schedule, key } = body as unknown as LineWork;
  // The key of a line is its arrangement, its party and the part that it has; a reference may hold spaces.
  const arrangement = key.split(' ').slice(0, -2).join(' ');
  const { byId } = await shelves.arrangements.open(register);
  const { schedules } = await loadSchedules(shelves.registers, register);
  const title = byId.get(arrangement as ArrangementId)?.arrangement.title ?? arrangement;
  return `${title}, in ${schedules.get(schedule)?.schedule.title ?? schedule}`;
}

/** What a document says that it is called; null: nothing. */
export function titleOf(kind: RecordKind, body: Json): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const { title, statement, draft } = body as {
    readonly title?: unknown;
    readonly statement?: { readonly title?: unknown };
    readonly draft?: { readonly title?: unknown } | null;
  };
  const found = kind === 'data-set' ? statement?.title : kind === 'event-act' ? draft?.title : title;
  return typeof found === 'string' && found !== '' ? found : null;
}
