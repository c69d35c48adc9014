/**
 * What a schedule is asked for: scenario, two dates and rulebook, and which kept schedule is worked on. Read from the
 * address and carried along among the screens of the handover.
 */

import type { HandoverActionsWire, HandoverTableWire, ScheduleDetailWire } from '#wire/handover.ts';
import type { RegisterWire } from '#wire/register.ts';
import type { QueryChanges } from '../../address.ts';
import { type Answer, apiAddress, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { useLocation } from '../../router.ts';
import { usualDays } from './usual-days.ts';

/** Names of the query that go along from screen to screen of the handover. */
const carried = ['from', 'to', 'rulebook', 'schedule'] as const;

export type HandoverQuestion = {
  /** Id of the schedule that is worked on; null: none, the schedule is only looked at. */
  readonly schedule: string | null;
  /** Values for the API: register, scenario, dates, rulebook, count of people. */
  readonly values: Readonly<Record<string, string | null>>;
};

/**
 * The question of the address. Days that it does not name are those of the scenario; where the scenario states none,
 * the day on which a first visit to the register has something to see, and the day before. A kept schedule has its own.
 */
export function useHandoverQuestion(choice: Choice): HandoverQuestion {
  const { query } = useLocation();
  const schedule = query.get('schedule');
  const { register, known } = contextOf(choice);
  if (schedule !== null) return { schedule, values: { register, known, schedule } };
  const { scenario } = choice;
  const days = usualDays(choice);
  const from = query.get('from') ?? days.from;
  const to = query.get('to') ?? days.to;
  const population = residentCounts(choice.register).find((one) => one.id === choice.population)?.id ?? null;
  return { schedule, values: { register, known, scenario, from, to, rulebook: query.get('rulebook'), population } };
}

/** The counts of people that shares can be taken from: residents by blocks. */
export function residentCounts(register: RegisterWire): RegisterWire['populations'] {
  return register.populations.filter((one) => one.base === 'resident' && one.geography !== null);
}

/** What a link to another screen of the handover has to set, on top of the choice that every link keeps. */
export function useCarriedQuery(): QueryChanges {
  const { query } = useLocation();
  return Object.fromEntries(carried.map((name) => [name, query.get(name)]));
}

/** The lines of the schedule as columns. */
export function useHandoverTable(question: HandoverQuestion): Answer<HandoverTableWire> {
  return useAnswer<HandoverTableWire>(apiAddress('/handover/table', question.values));
}

/** What has to be done in the schedule as columns. */
export function useHandoverActions(question: HandoverQuestion): Answer<HandoverActionsWire> {
  return useAnswer<HandoverActionsWire>(apiAddress('/handover/actions', question.values));
}

/** The schedule that is worked on, with what people have done about its lines; asks nothing when there is none. */
export function useOpenSchedule(choice: Choice, question: HandoverQuestion): Answer<ScheduleDetailWire> {
  const { register } = contextOf(choice);
  return useAnswer<ScheduleDetailWire>(
    question.schedule === null ? null : apiAddress(`/schedules/${encodeURIComponent(question.schedule)}`, { register }),
  );
}

/** Where the schedule can be had as a file. */
export function downloadAddress(question: HandoverQuestion, format: 'xlsx' | 'csv' | 'ics' | 'json'): string {
  return apiAddress('/handover', { ...question.values, format });
}
