/** A schedule is started: a name for one scenario, two days and a rulebook that partners work on together. */

import { randomUUID } from 'node:crypto';
import { type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { ownerOfInstallation } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import { changedMeanwhile } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import { loadSchedules, scheduleNamed } from '#actions/schedule-records.ts';
import { type ShownHandover, showHandover } from '#actions/show-handover.ts';
import { type ShownSchedule, showSchedule } from '#actions/show-schedule.ts';
import { bodyActing, sightGround, sightOfSchedule } from '#actions/sight-of.ts';
import type { Schedule } from '#core/schedule/schedule.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Author, RecordSight } from '#store/record-rows.ts';

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
  const body = schedule as unknown as Json;
  const sight = await sightOfNew(shelves, pack.name, shown.value, { author, at });
  if (!sight.ok) return sight;
  const saved = await saveAs(shelves, {
    register: pack.name,
    verb: 'save-schedule',
    author,
    at,
    changes: [{ kind: 'schedule', id, expectedVersion: null, body, reason: 'started', sight: sight.value }],
  });
  if (!saved.ok) return saved;
  return showSchedule(shelves, { register: pack.name }, id);
}

/** Shown to everybody who signs a line of it, also where who starts it sees nothing of that line. */
async function sightOfNew(
  shelves: Shelves,
  register: string,
  { register: opened, from, to, rulebook, population }: ShownHandover,
  { author, at }: Starting,
): Promise<Result<RecordSight, Refusal>> {
  const { registers } = shelves;
  const ground = await registers.ground({ register });
  if (!ground.ok) return ground;
  const scenario = opened.timeline.scenario.id;
  const days = { from, to, rulebookGiven: rulebook, population: population?.id };
  const whole = await showHandover(shelvesFor(shelves, ownerOfInstallation), { register, scenario }, days);
  if (!whole.ok) return whole;
  const starting = await bodyActing(registers, ground.value, author);
  return answer(sightOfSchedule(starting, whole.value.handover.lines, sightGround(registers, ground.value, at)));
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
  const ground = await shelves.registers.ground({ register });
  if (!ground.ok) return ground;
  const { name } = ground.value.pack;
  const records = await loadSchedules(shelves.registers, name);
  const found = scheduleNamed(records, name, id);
  if (!found.ok) return found;
  const other = scheduleNamed(records, name, successor);
  if (!other.ok) return other;
  if (leadsBack(records.schedules, successor, id)) {
    const detail = `${successor} cannot take the place of ${id}: it is that schedule itself, or was superseded by it.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const body = { ...found.value.schedule, supersededBy: successor } as unknown as Json;
  const saved = await saveAs(shelves, {
    register: name,
    verb: 'supersede-schedule',
    author,
    at,
    changes: [{ kind: 'schedule', id, expectedVersion, body, reason }],
    overtaken: ({ current }) => changedMeanwhile(`The schedule ${id}`, current),
  });
  if (!saved.ok) return saved;
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
