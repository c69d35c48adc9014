/** A schedule is started: a name for one scenario, two days and a rulebook that partners work on together. */

import { randomUUID } from 'node:crypto';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { changedMeanwhile } from '#actions/refusal.ts';
import { loadSchedules, scheduleNamed } from '#actions/schedule-records.ts';
import { showHandover } from '#actions/show-handover.ts';
import { type ShownSchedule, showSchedule } from '#actions/show-schedule.ts';
import type { Schedule } from '#core/schedule/schedule.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import { type Author, saveRecords } from '#store/record-rows.ts';

export type NewSchedule = {
  readonly title: string;
  readonly scenario: string;
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
  readonly rulebook?: string | undefined;
  readonly population?: string | undefined;
};

/** Who starts it and when (ISO 8601). */
export type Starting = { readonly author: Author; readonly at: string };

/** The schedule, started, with an id of its own. Days that are left out are those of the scenario. */
export async function saveSchedule(
  shelves: Shelves,
  register: string | undefined,
  given: NewSchedule,
  { author, at }: Starting,
): Promise<Result<ShownSchedule, Refusal>> {
  const { scenario, from, to, rulebook, population } = given;
  const shown = await showHandover(shelves, { register, scenario }, { from, to, rulebook, population });
  if (!shown.ok) return shown;
  const { pack } = shown.value.register;
  const schedule: Schedule = {
    title: given.title,
    scenario,
    from: shown.value.from,
    to: shown.value.to,
    rulebook: shown.value.rulebook.id,
    population: shown.value.population?.id ?? null,
    supersededBy: null,
  };
  const id = `schedule-${randomUUID().slice(0, 8)}`;
  const saved = await saveRecords(shelves.registers.store, {
    register: pack.name,
    author,
    at,
    changes: [{ kind: 'schedule', id, expectedVersion: null, body: schedule as unknown as Json, reason: 'started' }],
  });
  if (!saved.ok) throw new Error('two schedules drew one id');
  return showSchedule(shelves, { register: pack.name }, id);
}

export type Superseding = Starting & {
  /** Id of the schedule that takes its place. */
  readonly successor: string;
  readonly expectedVersion: number;
  readonly reason: string;
};

/** The schedule, with another in its place. It stays to be read; nobody works on it any more. */
export async function supersedeSchedule(
  shelves: Shelves,
  register: string | undefined,
  id: string,
  { successor, expectedVersion, reason, author, at }: Superseding,
): Promise<Result<ShownSchedule, Refusal>> {
  const { store } = shelves.registers;
  const ground = await shelves.registers.ground({ register });
  if (!ground.ok) return ground;
  const { name } = ground.value.pack;
  const records = await loadSchedules(store, name);
  const found = scheduleNamed(records, name, id);
  if (!found.ok) return found;
  const other = scheduleNamed(records, name, successor);
  if (!other.ok) return other;
  if (leadsBack(records.schedules, successor, id)) {
    const detail = `${successor} cannot take the place of ${id}: it is that schedule itself, or was superseded by it.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const body = { ...found.value.schedule, supersededBy: successor } as unknown as Json;
  const saved = await saveRecords(store, {
    register: name,
    author,
    at,
    changes: [{ kind: 'schedule', id, expectedVersion, body, reason }],
  });
  if (!saved.ok) return refuse(changedMeanwhile(`The schedule ${id}`, saved.conflicts[0]?.current ?? null));
  return showSchedule(shelves, { register: name }, id);
}

/** True when following who superseded whom from `start` comes to `end`. */
function leadsBack(
  schedules: ReadonlyMap<string, { readonly schedule: Schedule }>,
  start: string,
  end: string,
): boolean {
  const seen = new Set<string>();
  for (
    let at: string | null = start;
    at !== null && !seen.has(at);
    at = schedules.get(at)?.schedule.supersededBy ?? null
  ) {
    if (at === end) return true;
    seen.add(at);
  }
  return false;
}
