/** What becomes of every arrangement of a register between two days, in a scenario, by a rulebook and a count of people. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { handoverOf, sheetOf } from '#actions/kept-sheets.ts';
import { rulebookNamed } from '#actions/list-rulebooks.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSchedules, scheduleNamed } from '#actions/schedule-records.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { CareGroup } from '#core/agreements/vocabulary.ts';
import type { HandoverSheet } from '#core/handover/handover-sheet.ts';
import type { Handover, HandoverLine, LineKey } from '#core/handover/line.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { totalsOf } from '#core/handover/totals.ts';
import type { PopulationId, Row } from '#core/pack/tables.ts';
import { organisationsByCode } from '#core/register/as-of.ts';
import type { Context } from '#core/register/question.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { withOverrides } from '#core/schedule/override-line.ts';
import type { LineWork, Schedule, ScheduleStatus } from '#core/schedule/schedule.ts';
import { countsOf, statusOf } from '#core/schedule/sign-off.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type HandoverQuestion = {
  /** Left out: the days between which the scenario is usually looked at. */
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
  /** A code or id of a body: only lines of which it is the party. */
  readonly party?: string | undefined;
  /** Only arrangements for it, or for all care groups. */
  readonly careGroup?: CareGroup | undefined;
  /** Id of a rulebook; left out: the program's own. */
  readonly rulebook?: string | undefined;
  /** A rulebook that is not kept; it outweighs `rulebook`. */
  readonly rulebookGiven?: Rulebook | undefined;
  /** Id of the count of residents that people are counted by; left out: the one nearest to each vesting day. */
  readonly population?: string | undefined;
  /** True: also a line for each party that nothing happens to. */
  readonly all?: boolean | undefined;
  /** Id of a schedule: its scenario, days, rulebook and count of people are asked, and its overrides are on the lines. */
  readonly schedule?: string | undefined;
};

export type ShownHandover = {
  readonly register: OpenRegister;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  /** The count of residents that was asked for; null: the one nearest to each vesting day. */
  readonly population: Row<'populations'> | null;
  readonly sheet: HandoverSheet;
  /** The lines that were asked for, with totals over them. */
  readonly handover: Handover;
  /** By key: the same lines without overrides. */
  readonly computed: ReadonlyMap<LineKey, HandoverLine>;
  /** Of the schedule that was asked for. */
  readonly schedule: string | null;
  /** The same with how far it has come and what people have done about its lines. */
  readonly worked: WorkedSchedule | null;
};

type WorkedSchedule = {
  readonly title: string;
  readonly status: ScheduleStatus;
  readonly work: ReadonlyMap<LineKey, LineWork>;
};

/** What a handover was made from, for whoever puts it into words or files. */
export function sourceOf({ register, ...shown }: ShownHandover) {
  const { from, to, rulebook, population, schedule, computed, worked } = shown;
  const work = worked === null ? null : { ...worked, computed };
  return { register: register.pack.name, timeline: register.timeline, from, to, rulebook, population, schedule, work };
}

/** The handover. */
export async function showHandover(
  shelves: Shelves,
  context: Context,
  question: HandoverQuestion,
): Promise<Result<ShownHandover, Refusal>> {
  const asked = await settled(shelves, context, question);
  if (!asked.ok) return asked;
  const { register, from, to, rulebook, population } = asked.value;
  const sets = await shelves.arrangements.openSets(register.pack.name, context.known);
  const all = question.all === true;
  const counted = population?.id ?? null;
  const sheet = sheetOf(shelves.registers, register, { from, to, rulebook, population: counted, all });
  const whole = handoverOf(sheet, sets);
  const parties = partiesOf(register, question.party);
  if (!parties.ok) return parties;
  const chosen = whole.lines.filter(
    (line) =>
      (parties.value === null || parties.value.has(line.organisation)) && isFor(line.arrangement, question.careGroup),
  );
  const isWhole = chosen.length === whole.lines.length;
  const kept = await scheduleKept(shelves, context, register, question.schedule);
  const lines = kept === null ? chosen : overridden(chosen, kept.work, register);
  const handover =
    isWhole && lines === chosen
      ? whole
      : withLines(
          whole,
          lines,
          sets.seen.arrangements.filter((one) => isAsked(one, question, parties.value, register)),
        );
  const computed = new Map(chosen.map((line) => [line.key, line]));
  const schedule = question.schedule ?? null;
  const asSigned = () => {
    if (!all) return whole.lines;
    const usual = sheetOf(shelves.registers, register, { from, to, rulebook, population: counted, all: false });
    return handoverOf(usual, sets).lines;
  };
  const worked = kept === null ? null : progressOf(kept, asSigned(), register);
  return answer({ register, from, to, rulebook, population, sheet, handover, computed, schedule, worked });
}

type Settled = {
  readonly register: OpenRegister;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  readonly population: Row<'populations'> | null;
};

/** The register, days, rulebook and count that are meant. */
async function settled(
  shelves: Shelves,
  context: Context,
  question: HandoverQuestion,
): Promise<Result<Settled, Refusal>> {
  let asked: Asked = { ...question, scenario: context.scenario };
  if (question.schedule !== undefined) {
    const ground = await shelves.registers.ground(context);
    if (!ground.ok) return ground;
    const { name } = ground.value.pack;
    const found = scheduleNamed(await loadSchedules(shelves.registers, name, context.known), name, question.schedule);
    if (!found.ok) return found;
    asked = found.value.schedule;
  }
  const opened = await shelves.registers.open({ ...context, scenario: asked.scenario });
  if (!opened.ok) return opened;
  const days = daysOf(opened.value, asked.from, asked.to);
  if (!days.ok) return days;
  const population = residentsNamed(opened.value, asked.population ?? null);
  if (!population.ok) return population;
  const kept = await rulebookNamed(shelves.registers, opened.value.pack.name, asked.rulebook, context.known);
  if (!kept.ok) return kept;
  const rulebook = question.rulebookGiven ?? kept.value.rulebook;
  return answer({ register: opened.value, ...days.value, rulebook, population: population.value });
}

type Asked = Pick<HandoverQuestion, 'from' | 'to' | 'rulebook'> & {
  readonly scenario: string | undefined;
  readonly population?: string | null | undefined;
};

/** The count of that id, which has to be of residents and by blocks, so that people can be shared by where they live. */
function residentsNamed(
  { world, pack }: OpenRegister,
  id: PopulationId | string | null,
): Result<Row<'populations'> | null, Refusal> {
  if (id === null) return answer(null);
  const counts = world.populations.map((one) => one.row).filter((row) => row.base === 'resident');
  const found = counts.find((row) => row.id === id);
  if (found !== undefined) return answer(found);
  const known = counts.map((row) => row.id);
  const detail = `${pack.name} has no count of residents by blocks called ${id}. It has: ${known.join(', ') || 'none'}.`;
  return refuse({ kind: 'unknown-population', detail, known });
}

function daysOf(
  register: OpenRegister,
  from: IsoDate | undefined,
  to: IsoDate | undefined,
): Result<{ readonly from: IsoDate; readonly to: IsoDate }, Refusal> {
  const usual = usualDays(register);
  const days = { from: from ?? usual.from, to: to ?? usual.to };
  if (days.from === null || days.to === null) {
    const { id } = register.timeline.scenario;
    const detail = `The scenario ${id} does not say between which days it is looked at. Give both, such as from 2026-04-01 to 2027-04-01.`;
    return refuse({ kind: 'bad-question', detail });
  }
  if (days.from < days.to) return answer({ from: days.from, to: days.to });
  const detail = `The first day must be before the second; found ${days.from} and ${days.to}. Exchange the two.`;
  return refuse({ kind: 'bad-question', detail });
}

/** The days between which the scenario is usually looked at; of a plan that names none, those of what it starts from. */
export function usualDays({ records, timeline, world }: Pick<OpenRegister, 'records' | 'timeline' | 'world'>): {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
} {
  const seen = new Set<string>();
  for (let id: string | null = timeline.scenario.id; id !== null && !seen.has(id); ) {
    seen.add(id);
    const plan: ScenarioPlan | undefined = records.plans.get(id)?.plan;
    const row = world.facts.scenarios.find((one) => one.id === id);
    const { from = null, to = null } = plan ?? row ?? {};
    if (from !== null && to !== null) return { from, to };
    id = plan?.basedOn ?? null;
  }
  return { from: null, to: null };
}

function partiesOf(
  { timeline, pack }: OpenRegister,
  party: string | undefined,
): Result<ReadonlySet<number> | null, Refusal> {
  if (party === undefined) return answer(null);
  const found = organisationsByCode(timeline, party);
  if (found.length > 0) return answer(new Set(found.map((one) => one.index)));
  return refuse({ kind: 'unknown-organisation', detail: `No body of ${pack.name} has the code or id ${party}.` });
}

function isFor(arrangement: Arrangement, careGroup: CareGroup | undefined): boolean {
  if (careGroup === undefined) return true;
  return arrangement.careGroups.includes(careGroup) || arrangement.careGroups.includes('all');
}

type ScheduleKept = { readonly schedule: Schedule; readonly work: ReadonlyMap<LineKey, LineWork> };

/** The schedule that was asked for, with the work on its lines; null: none was. */
async function scheduleKept(
  { registers }: Shelves,
  context: Context,
  { pack }: OpenRegister,
  id: string | undefined,
): Promise<ScheduleKept | null> {
  if (id === undefined) return null;
  const records = await loadSchedules(registers, pack.name, context.known);
  const kept = records.schedules.get(id);
  if (kept === undefined) return null;
  const work = [...(records.work.get(id) ?? [])].map(([key, one]) => [key, one.work] as const);
  return { schedule: kept.schedule, work: new Map(work) };
}

/** The lines with the overrides of the schedule on them; the very same list when it has none. */
function overridden(
  lines: readonly HandoverLine[],
  work: ScheduleKept['work'],
  { world }: OpenRegister,
): readonly HandoverLine[] {
  if (![...work.values()].some((one) => one.overrides.length > 0)) return lines;
  return lines.map((line) => withOverrides(line, work.get(line.key)?.overrides ?? [], world));
}

/** How far the schedule has come, by all of its lines. */
function progressOf(
  { schedule, work }: ScheduleKept,
  lines: readonly HandoverLine[],
  register: OpenRegister,
): WorkedSchedule {
  const counts = countsOf(overridden(lines, work, register), work, register.world);
  return { title: schedule.title, status: statusOf(schedule, counts), work };
}

/** True when the question is about the arrangement, whether or not it gives a line. */
function isAsked(
  arrangement: Arrangement,
  { careGroup }: HandoverQuestion,
  parties: ReadonlySet<number> | null,
  { world }: OpenRegister,
): boolean {
  if (!isFor(arrangement, careGroup)) return false;
  if (parties === null) return true;
  return arrangement.parties.some((one) => parties.has(world.organisationIndex.get(one.organisation) ?? -1));
}

/** The handover with these lines of these arrangements. */
function withLines(whole: Handover, lines: readonly HandoverLine[], arrangements: readonly Arrangement[]): Handover {
  return { ...whole, lines, totals: totalsOf(arrangements, lines) };
}
