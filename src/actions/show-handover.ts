/**
 * What becomes of every arrangement of a register between two days, in a scenario, by a rulebook. What was worked out is
 * kept with the time line it was worked out from, so that after one change only what it touches is worked out again.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { rulebookNamed } from '#actions/list-rulebooks.ts';
import type { OpenRegister, RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { loadSchedules, scheduleNamed } from '#actions/schedule-records.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { CareGroup } from '#core/agreements/vocabulary.ts';
import { HandoverSheet, type SheetQuestion } from '#core/handover/handover-sheet.ts';
import type { Handover, HandoverLine, LineKey } from '#core/handover/line.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { totalsOf } from '#core/handover/totals.ts';
import { organisationsByCode } from '#core/register/as-of.ts';
import type { Context } from '#core/register/question.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { withOverrides } from '#core/schedule/override-line.ts';
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
  /** True: also a line for each party that nothing happens to. */
  readonly all?: boolean | undefined;
  /** Id of a schedule: its scenario, days and rulebook are asked, and its overrides are on the lines. */
  readonly schedule?: string | undefined;
};

export type ShownHandover = {
  readonly register: OpenRegister;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  readonly sheet: HandoverSheet;
  /** The lines that were asked for, with totals over them. */
  readonly handover: Handover;
  /** By key: the same lines without overrides. */
  readonly computed: ReadonlyMap<LineKey, HandoverLine>;
  /** Of the schedule that was asked for. */
  readonly schedule: string | null;
};

/** What a handover was made from, for whoever puts it into words or files. */
export function sourceOf({ register, from, to, rulebook, schedule }: ShownHandover) {
  return { register: register.pack.name, timeline: register.timeline, from, to, rulebook, schedule };
}

/** The handover. */
export async function showHandover(
  shelves: Shelves,
  context: Context,
  question: HandoverQuestion,
): Promise<Result<ShownHandover, Refusal>> {
  const asked = await settled(shelves, context, question);
  if (!asked.ok) return asked;
  const { register, from, to, rulebook } = asked.value;
  const set = await shelves.arrangements.open(register.pack.name, context.known);
  const all = question.all === true;
  const sheet = sheetOf(shelves.registers, register, { from, to, rulebook, all });
  const whole = sheet.handover(set.arrangements);
  const parties = partiesOf(register, question.party);
  if (!parties.ok) return parties;
  const chosen = whole.lines.filter(
    (line) =>
      (parties.value === null || parties.value.has(line.organisation)) && isFor(line.arrangement, question.careGroup),
  );
  const isWhole = chosen.length === whole.lines.length;
  const lines = await overridden(shelves, context, register, question.schedule, chosen);
  const handover =
    isWhole && lines === chosen
      ? whole
      : withLines(
          whole,
          lines,
          set.arrangements.filter((one) => isAsked(one, question, parties.value, register)),
        );
  const computed = new Map(chosen.map((line) => [line.key, line]));
  return answer({ register, from, to, rulebook, sheet, handover, computed, schedule: question.schedule ?? null });
}

type Settled = {
  readonly register: OpenRegister;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
};

/** The register, days and rulebook that are meant. */
async function settled(
  shelves: Shelves,
  context: Context,
  question: HandoverQuestion,
): Promise<Result<Settled, Refusal>> {
  let asked = { scenario: context.scenario, from: question.from, to: question.to, rulebook: question.rulebook };
  const { store } = shelves.registers;
  if (question.schedule !== undefined) {
    const ground = await shelves.registers.ground(context);
    if (!ground.ok) return ground;
    const { name } = ground.value.pack;
    const found = scheduleNamed(await loadSchedules(store, name, context.known), name, question.schedule);
    if (!found.ok) return found;
    asked = found.value.schedule;
  }
  const opened = await shelves.registers.open({ ...context, scenario: asked.scenario });
  if (!opened.ok) return opened;
  const days = daysOf(opened.value, asked.from, asked.to);
  if (!days.ok) return days;
  const kept = await rulebookNamed(store, opened.value.pack.name, asked.rulebook, context.known);
  if (!kept.ok) return kept;
  return answer({ register: opened.value, ...days.value, rulebook: question.rulebookGiven ?? kept.value.rulebook });
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

/** The lines with the overrides of the schedule on them; the very same list when it has none. */
async function overridden(
  { registers }: Shelves,
  context: Context,
  { pack, world }: OpenRegister,
  schedule: string | undefined,
  lines: readonly HandoverLine[],
): Promise<readonly HandoverLine[]> {
  if (schedule === undefined) return lines;
  const work = (await loadSchedules(registers.store, pack.name, context.known)).work.get(schedule);
  if (work === undefined || ![...work.values()].some((one) => one.work.overrides.length > 0)) return lines;
  return lines.map((line) => withOverrides(line, work.get(line.key)?.work.overrides ?? [], world));
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

type KeptQuestion = {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  readonly all: boolean;
};

/** Sheets by time line, then by what else was asked; a few of each, since each keeps every line. */
const sheets = new WeakMap<Timeline, Map<string, HandoverSheet>>();
/** The last sheet of each question, to start the next one from, as long as its time line is kept. */
const latest = new WeakMap<RegisterShelf, Map<string, WeakRef<HandoverSheet>>>();
const rulebookNumbers = new WeakMap<Rulebook, number>();
let rulebookCount = 0;
const sheetsKept = 4;
const latestKept = 32;

/** The sheet of the question: the one that is kept, else one that takes over what it can from the last of its kind. */
function sheetOf(shelf: RegisterShelf, register: OpenRegister, question: KeptQuestion): HandoverSheet {
  const { timeline, pack } = register;
  const { from, to, rulebook, all } = question;
  const key = `${from} ${to} ${numberOf(rulebook)} ${all}`;
  const ofTimeline = sheets.get(timeline) ?? new Map<string, HandoverSheet>();
  sheets.set(timeline, ofTimeline);
  const ofShelf = latest.get(shelf) ?? new Map<string, WeakRef<HandoverSheet>>();
  latest.set(shelf, ofShelf);
  const kind = `${pack.name} ${key}`;
  const sheet =
    ofTimeline.get(key) ??
    makeSheet({ timeline, from, to, rulebook, includeUnaffected: all }, ofShelf.get(kind)?.deref());
  keepLast(ofTimeline, key, sheet, sheetsKept);
  keepLast(ofShelf, kind, new WeakRef(sheet), latestKept);
  return sheet;
}

function makeSheet(question: SheetQuestion, before: HandoverSheet | undefined): HandoverSheet {
  return before === undefined ? new HandoverSheet(question) : HandoverSheet.after(before, question);
}

/** Puts the value last; of more than `most` the first goes. */
function keepLast<T>(values: Map<string, T>, key: string, value: T, most: number): void {
  values.delete(key);
  values.set(key, value);
  for (const old of values.keys()) if (values.size > most) values.delete(old);
}

/** The same number for the same rulebook object; its text may be edited without a new version. */
function numberOf(rulebook: Rulebook): number {
  const known = rulebookNumbers.get(rulebook) ?? ++rulebookCount;
  rulebookNumbers.set(rulebook, known);
  return known;
}
