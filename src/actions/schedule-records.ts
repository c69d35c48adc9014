/** Schedules and the work on their lines, as the store keeps them; read again only as far as they changed. */

import type { Refusal } from '#actions/refusal.ts';
import type { LineKey } from '#core/handover/line.ts';
import { emptyWork, type LineWork, type Schedule } from '#core/schedule/schedule.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { headSeq, loadRecords, type StoredRecord } from '#store/record-rows.ts';

export type KeptSchedule = { readonly id: string; readonly version: number; readonly schedule: Schedule };
export type KeptWork = { readonly version: number; readonly work: LineWork };

export type ScheduleRecords = {
  readonly schedules: ReadonlyMap<string, KeptSchedule>;
  /** By schedule, then by key of the line. */
  readonly work: ReadonlyMap<string, ReadonlyMap<LineKey, KeptWork>>;
};

type Held = {
  readonly seq: number;
  readonly schedules: Map<string, KeptSchedule>;
  readonly work: Map<string, Map<LineKey, KeptWork>>;
};

const held = new WeakMap<Store, Map<string, Promise<Held>>>();

/** The id of the record of a line's work. */
export function workRecordId(schedule: string, key: LineKey): string {
  return `${schedule}|${key}`;
}

/** The schedules of a register with everything that was saved before the call; as they were at `known`, when given. */
export async function loadSchedules(store: Store, register: string, known?: string): Promise<ScheduleRecords> {
  if (known !== undefined) {
    return withRecords(emptyHeld(), await loadRecords(store, register, ['schedule', 'line-work'], { known }));
  }
  const registers = held.get(store) ?? new Map<string, Promise<Held>>();
  held.set(store, registers);
  const before = registers.get(register) ?? Promise.resolve(emptyHeld());
  // One refresh after the other: each begins where the one before it ended.
  const next = before.catch(() => emptyHeld()).then((one) => refreshed(store, register, one));
  registers.set(register, next);
  return next;
}

/** The schedule of that id. */
export function scheduleNamed(
  { schedules }: Pick<ScheduleRecords, 'schedules'>,
  register: string,
  id: string,
): Result<KeptSchedule, Refusal> {
  const found = schedules.get(id);
  if (found !== undefined) return answer(found);
  const known = [...schedules.keys()].sort();
  const detail = `There is no schedule ${id} in ${register}. Known: ${known.join(', ') || 'none'}.`;
  return refuse({ kind: 'unknown-schedule', detail, known });
}

/** The work on a line; version 0 where nobody has worked on it. */
export function workOn({ work }: Pick<ScheduleRecords, 'work'>, schedule: string, key: LineKey): KeptWork {
  return work.get(schedule)?.get(key) ?? { version: 0, work: emptyWork(schedule, key) };
}

function emptyHeld(): Held {
  return { seq: 0, schedules: new Map(), work: new Map() };
}

async function refreshed(store: Store, register: string, before: Held): Promise<Held> {
  const seq = await headSeq(store, register);
  if (before.seq === seq) return before;
  const changed = await loadRecords(store, register, ['schedule', 'line-work'], { since: before.seq });
  if (changed.length === 0) return { ...before, seq };
  return withRecords({ ...before, seq }, changed);
}

/** A fresh copy with the changed records in it, so that who holds the earlier one keeps it as it was. */
function withRecords(before: Held, changed: readonly StoredRecord[]): Held {
  const schedules = new Map(before.schedules);
  const work = new Map([...before.work].map(([id, lines]) => [id, new Map(lines)]));
  let { seq } = before;
  for (const { kind, id, version, body, seq: at } of changed) {
    seq = Math.max(seq, at);
    if (kind === 'schedule') {
      if (body === null) schedules.delete(id);
      else schedules.set(id, { id, version, schedule: body as unknown as Schedule });
      continue;
    }
    if (body === null) continue;
    const one = body as unknown as LineWork;
    const lines = work.get(one.schedule) ?? new Map<LineKey, KeptWork>();
    work.set(one.schedule, lines);
    lines.set(one.key, { version, work: one });
  }
  return { seq, schedules, work };
}
