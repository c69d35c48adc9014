/** Schedules that partners work on: how far each has come, and what people have done about its lines. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type KeptSchedule, type KeptWork, loadSchedules, scheduleNamed } from '#actions/schedule-records.ts';
import { type ShownHandover, showHandover } from '#actions/show-handover.ts';
import type { HandoverLine, LineKey } from '#core/handover/line.ts';
import type { Context } from '#core/register/question.ts';
import type { ScheduleStatus } from '#core/schedule/schedule.ts';
import { countsOf, type ScheduleCounts, statusOf } from '#core/schedule/sign-off.ts';
import { answer, type Result } from '#std/result.ts';

export type ShownSchedule = KeptSchedule & {
  readonly counts: ScheduleCounts;
  readonly status: ScheduleStatus;
  readonly shown: ShownHandover;
  /** Its lines by key, with their overrides on them. */
  readonly lines: ReadonlyMap<LineKey, HandoverLine>;
  /** The same lines as computed. */
  readonly computed: ReadonlyMap<LineKey, HandoverLine>;
  readonly work: ReadonlyMap<LineKey, KeptWork>;
  /** Lines that were worked on and that the schedule no longer has. */
  readonly goneLines: readonly LineKey[];
};

/** A schedule that cannot be worked out any more, and why: its scenario is gone, or has problems. */
export type BrokenSchedule = KeptSchedule & { readonly refusal: Refusal };

/** The schedule of that id, worked out anew. */
export async function showSchedule(
  shelves: Shelves,
  context: Pick<Context, 'register' | 'known'>,
  id: string,
): Promise<Result<ShownSchedule, Refusal>> {
  const ground = await shelves.registers.ground(context);
  if (!ground.ok) return ground;
  const { name } = ground.value.pack;
  const records = await loadSchedules(shelves.registers, name, context.known);
  const found = scheduleNamed(records, name, id);
  if (!found.ok) return found;
  const shown = await showHandover(shelves, { ...context, register: name }, { schedule: id });
  if (!shown.ok) return shown;
  return answer(progressOf(found.value, shown.value, records.work.get(id) ?? new Map()));
}

/** Every schedule of a register by title, those that cannot be worked out with the reason. */
export async function listSchedules(
  shelves: Shelves,
  context: Pick<Context, 'register' | 'known'>,
): Promise<
  Result<{ readonly register: string; readonly schedules: readonly (ShownSchedule | BrokenSchedule)[] }, Refusal>
> {
  const ground = await shelves.registers.ground(context);
  if (!ground.ok) return ground;
  const { name } = ground.value.pack;
  const records = await loadSchedules(shelves.registers, name, context.known);
  const inOrder = [...records.schedules.values()].sort((a, b) =>
    `${a.schedule.title}\u0000${a.id}` < `${b.schedule.title}\u0000${b.id}` ? -1 : 1,
  );
  const schedules: (ShownSchedule | BrokenSchedule)[] = [];
  for (const kept of inOrder) {
    const shown = await showHandover(shelves, { ...context, register: name }, { schedule: kept.id });
    if (shown.ok) schedules.push(progressOf(kept, shown.value, records.work.get(kept.id) ?? new Map()));
    else schedules.push({ ...kept, refusal: shown.refusal });
  }
  return answer({ register: name, schedules });
}

function progressOf(kept: KeptSchedule, shown: ShownHandover, work: ReadonlyMap<LineKey, KeptWork>): ShownSchedule {
  const { lines } = shown.handover;
  const { world } = shown.register.timeline;
  const counts = countsOf(lines, new Map([...work].map(([key, one]) => [key as string, one.work])), world);
  const byKey = new Map(lines.map((line) => [line.key, line]));
  const goneLines = [...work.keys()].filter((key) => !byKey.has(key)).sort();
  const status = statusOf(kept.schedule, counts);
  return { ...kept, shown, counts, status, work, goneLines, lines: byKey, computed: shown.computed };
}
