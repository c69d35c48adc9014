/** Schedules and the work on their lines to JSON. */

import type { HandoverLine } from '#core/handover/line.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { isAliveOn } from '#core/register/timeline.ts';
import { computedText, isInForce, overrideText } from '#core/schedule/override-line.ts';
import { fieldOf, type LineWork, type Schedule, type ScheduleStatus } from '#core/schedule/schedule.ts';
import { type ScheduleCounts, signOffsOf } from '#core/schedule/sign-off.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { actingForName } from '#wire/acting-for.ts';
import type { NamedBodyWire } from '#wire/arrangements.ts';
import { encodeBodyOn } from '#wire/encode-body.ts';
import type { LineWorkWire, ScheduleWire } from '#wire/handover.ts';

/** A schedule with how far it has come. */
export type ScheduleGiven = {
  readonly id: string;
  readonly version: number;
  readonly schedule: Schedule;
  readonly status: ScheduleStatus;
  readonly counts: ScheduleCounts;
};

/** The schedule. */
export function encodeSchedule({ id, version, schedule, status, counts }: ScheduleGiven): ScheduleWire {
  const { title, scenario, from, to, rulebook, population = null, supersededBy } = schedule;
  return { id, version, title, scenario, from, to, rulebook, population, status, supersededBy, counts: { ...counts } };
}

/** What a line of a schedule is, computed and with its overrides; and the two days. */
export type WorkedLine = {
  readonly timeline: Timeline;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** As computed, and as people have decided. Null: the schedule has it no more. */
  readonly computed: HandoverLine | null;
  readonly line: HandoverLine | null;
};

/**
 * The work on a line: what is signed is judged by the line as it is now. Of a line that is gone, what was written stays
 * and every signature is `changed-since`. Version 0: nobody has worked on it.
 */
export function encodeLineWork(work: LineWork, version: number, about: WorkedLine): LineWorkWire {
  const { timeline, computed, to } = about;
  const { world } = timeline;
  return {
    key: work.key,
    version,
    assignedTo: work.assignedTo,
    comments: work.comments.map(({ id, at, who, actingFor, text }) => {
      return { id, at, who, actingFor, actingForName: actingForName(world, actingFor, at), text };
    }),
    overrides: work.overrides.map(({ value, reason, who, at }) => {
      const field = fieldOf(value);
      const fits = computed !== null && isInForce(value, computed, world);
      return {
        field,
        computed: computed === null ? 'the line is gone' : computedText(field, computed, world, to),
        value: `${overrideText(value, world, to)}${fits ? '' : ' (not in force: the line has changed since)'}`,
        reason,
        who,
        at,
      };
    }),
    signatures: about.line === null ? goneSignatures(work, about) : signatures(about.line, work, about),
  };
}

function signatures(line: HandoverLine, work: LineWork, about: WorkedLine): LineWorkWire['signatures'] {
  return signOffsOf(line, work, about.timeline.world).map(({ party, state, signature, changes }) => ({
    party: encodeSignatory(party, about),
    state,
    who: signature?.who ?? null,
    at: signature?.at ?? null,
    changes: [...changes],
  }));
}

function goneSignatures(work: LineWork, about: WorkedLine): LineWorkWire['signatures'] {
  return work.signatures.map(({ party, who, at }) => ({
    party: encodeSignatory(party, about),
    state: 'changed-since',
    who,
    at,
    changes: ['the schedule has this line no more'],
  }));
}

/** A body that signs: as it is called on the first day, or on the second when it does not exist on the first. */
export function encodeSignatory(
  id: string,
  { timeline, from, to }: Pick<WorkedLine, 'timeline' | 'from' | 'to'>,
): NamedBodyWire {
  const number = timeline.world.organisationIndex.get(id as never);
  const body = number === undefined ? undefined : timeline.world.organisations[number];
  if (number === undefined || body === undefined) return { id, code: id, name: id, exists: false };
  return encodeBodyOn(timeline, number, isAliveOn(timeline, body, from) ? from : to);
}
