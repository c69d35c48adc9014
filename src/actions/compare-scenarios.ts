/** Scenarios side by side: how many bodies there are in each and how they fit, and how many arrangements each touches. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { usualTolerance } from '#actions/measure-fit.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type ShownHandover, showHandover } from '#actions/show-handover.ts';
import type { Context } from '#core/register/question.ts';
import type { TierName } from '#core/register/tiers.ts';
import { compareScenarios, type ScenarioComparison } from '#core/reorganisation/compare-scenarios.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type ComparisonQuestion = {
  /** Ids of scenarios, one or more. */
  readonly scenarios: readonly string[];
  readonly on: IsoDate;
  /** Arrangements are handed over from this day to `on`; left out: the day before `on`. */
  readonly from?: IsoDate | undefined;
  readonly bodies: TierName;
  readonly councils: TierName;
  readonly population?: string | undefined;
  readonly tolerance?: number | undefined;
};

export type ComparedScenarios = {
  readonly register: OpenRegister;
  readonly from: IsoDate;
  readonly comparison: ScenarioComparison;
  /** The handover in each scenario, in their order. */
  readonly handovers: readonly ShownHandover[];
};

/** The comparison, in the order in which the scenarios were named. */
export async function compareScenariosOf(
  shelves: Shelves,
  context: Pick<Context, 'register' | 'known'>,
  question: ComparisonQuestion,
): Promise<Result<ComparedScenarios, Refusal>> {
  const { scenarios, on, bodies, councils, population, tolerance = usualTolerance } = question;
  const from = question.from ?? addDays(on, -1);
  const registers: OpenRegister[] = [];
  const handovers: ShownHandover[] = [];
  for (const scenario of scenarios) {
    const shown = await showHandover(shelves, { ...context, scenario }, { from, to: on });
    if (!shown.ok) return shown;
    handovers.push(shown.value);
    registers.push(shown.value.register);
  }
  const [register] = registers;
  if (register === undefined) return refuse({ kind: 'bad-question', detail: 'Name at least one scenario to compare.' });
  const timelines = registers.map((one) => one.timeline);
  const compared = compareScenarios(timelines, { on, bodies, councils, population, tolerance });
  if (!compared.ok) return compared;
  return answer({ register, from, comparison: compared.value, handovers });
}
