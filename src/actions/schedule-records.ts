/** Schedules and the work on their lines, as the store keeps them; read again only as far as they changed. */

import type { AskedStore } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSeen, type Seen } from '#actions/seen.ts';
import { UpToDate } from '#actions/up-to-date.ts';
import type { LineKey } from '#core/handover/line.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { emptyWork, type LineWork, type Schedule } from '#core/schedule/schedule.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { freshHeadSeq, headSeq, loadRecords, type StoredRecord } from '#store/record-rows.ts';

export type KeptSchedule = { readonly id: string; readonly version: number; readonly schedule: Schedule };
export type KeptWork = {
  readonly version: number;
  readonly work: LineWork;
  /** Bodies whose it is; none where nobody has worked on the line. */
  readonly owners: readonly OrganisationId[];
};

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

const held = new WeakMap<Store['pool'], Map<string, UpToDate<Held>>>();
const seenLines = new WeakMap<Seen, WeakMap<ReadonlyMap<LineKey, KeptWork>, ReadonlyMap<LineKey, KeptWork>>>();

/** The id of the record of a line's work. */
export function workRecordId(schedule: string, key: LineKey): string {
  return `${schedule}|${key}`;
}

/**
 * The schedules of a register that the asker sees and the work on their lines, with everything that was saved before the
 * call; as they were at `known`, when given.
 */
export async function loadSchedules(
  { store, asker }: AskedStore,
  register: string,
  known?: string,
): Promise<ScheduleRecords> {
  const whole = await wholeSchedules(store, register, known);
  if (asker.kind === 'owner') return whole;
  const atLeast = known === undefined ? whole.seq : await freshHeadSeq(store, register);
  const seen = await loadSeen(store, asker, register, atLeast);
  const schedules = new Map([...whole.schedules].filter(([id]) => seen.has('schedule', id)));
  const work = new Map([...schedules.keys()].map((id) => [id, linesSeen(id, whole.work.get(id), seen)]));
  return { schedules, work };
}

async function wholeSchedules(store: Store, register: string, known: string | undefined): Promise<Held> {
  if (known !== undefined) {
    return withRecords(emptyHeld(), await loadRecords(store, register, ['schedule', 'line-work'], { known }));
  }
  const registers = held.get(store.pool) ?? new Map<string, UpToDate<Held>>();
  held.set(store.pool, registers);
  const present =
    registers.get(register) ?? new UpToDate<Held>((before, seq) => refreshed(store, register, before, seq));
  registers.set(register, present);
  return present.get(await headSeq(store, register));
}

/** The work on lines of a schedule that the asker sees; the same object as long as neither has changed. */
function linesSeen(
  schedule: string,
  lines: ReadonlyMap<LineKey, KeptWork> = new Map(),
  seen: Seen,
): ReadonlyMap<LineKey, KeptWork> {
  const ofSeen = seenLines.get(seen) ?? new WeakMap();
  seenLines.set(seen, ofSeen);
  const known = ofSeen.get(lines);
  if (known !== undefined) return known;
  const shown = new Map([...lines].filter(([key]) => seen.has('line-work', workRecordId(schedule, key))));
  ofSeen.set(lines, shown);
  return shown;
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
  return work.get(schedule)?.get(key) ?? { version: 0, work: emptyWork(schedule, key), owners: [] };
}

function emptyHeld(): Held {
  return { seq: 0, schedules: new Map(), work: new Map() };
}

async function refreshed(store: Store, register: string, before: Held | null, seq: number): Promise<Held> {
  const changed = await loadRecords(store, register, ['schedule', 'line-work'], { since: before?.seq ?? 0 });
  return withRecords({ ...(before ?? emptyHeld()), seq }, changed);
}

/** A fresh copy with the changed records in it, so that who holds the earlier one keeps it as it was. */
function withRecords(before: Held, changed: readonly StoredRecord[]): Held {
  const schedules = new Map(before.schedules);
  const work = new Map(before.work);
  const fresh = new Set<string>();
  let { seq } = before;
  for (const { kind, id, version, body, sight, seq: at } of changed) {
    seq = Math.max(seq, at);
    if (kind === 'schedule') {
      if (body === null) schedules.delete(id);
      else schedules.set(id, { id, version, schedule: body as unknown as Schedule });
      continue;
    }
    if (body === null) continue;
    const one = body as unknown as LineWork;
    // The lines of a schedule that nobody worked on stay the same object.
    const lines = fresh.has(one.schedule) ? work.get(one.schedule) : new Map(work.get(one.schedule));
    fresh.add(one.schedule);
    work.set(
      one.schedule,
      (lines ?? new Map()).set(one.key, { version, work: one, owners: sight.owners as OrganisationId[] }),
    );
  }
  return { seq, schedules, work };
}
