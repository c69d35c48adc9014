/** What the drawing screen asks of the API while a person draws: bodies, the giver's land, and whether it holds together. */

import { useEffect, useMemo, useState } from 'react';
import type { TierName } from '#core/register/tiers.ts';
import { addDays, type IsoDate, parseIsoDate } from '#std/iso-date.ts';
import type { BlocksWire } from '#wire/blocks.ts';
import type { DraftEventWire, ScenarioPlanWire, ScenarioWire } from '#wire/scenarios.ts';
import { type Answer, ApiFault, apiAddress, askWith, useAnswer } from '../../api-client.ts';
import type { Choice } from '../../choice.ts';
import { useBodies } from '../../parts/body-field.tsx';
import { type DrawFields, givesOutLand } from './draw-fields.ts';

/** A check is asked for when typing and clicking rest so long. @units milliseconds */
const restBeforeCheck = 400;

/** The tier by which the land of a body is listed at first. */
const usualWithin: Partial<Record<TierName, TierName>> = {
  icb: 'utla',
  stp: 'utla',
  sha: 'utla',
  'combined-authority': 'utla',
  region: 'utla',
};

/** The day before the event, on which bodies and their land are looked up; null: no day is given. */
export function eveOf(day: string): string | null {
  const date = parseIsoDate(day);
  return date === null ? null : addDays(date as IsoDate, -1);
}

/** The bodies that exist on the eve, and a name for every one of them. */
export function useDrawnBodies(choice: Choice, scenario: string, day: string) {
  const answer = useBodies({ register: choice.register, scenario, on: eveOf(day) ?? choice.on });
  const named = useMemo(() => new Map((answer.value ?? []).map((body) => [body.id, body])), [answer.value]);
  return {
    answer,
    bodies: answer.value ?? [],
    nameOf: (id: string) => named.get(id)?.name ?? id,
    find: (id: string) => named.get(id),
  };
}

/** The giver's land on the eve; asks nothing while no land is given out. */
export function useGround(
  choice: Choice,
  scenario: string,
  fields: DrawFields,
  within: TierName | null,
): Answer<BlocksWire> {
  const [giver = ''] = fields.bodies;
  const eve = eveOf(fields.day);
  const isAsked = givesOutLand(fields.kind) && giver !== '' && eve !== null;
  const tier = within ?? usualWithin[fields.tier] ?? 'ltla';
  return useAnswer<BlocksWire>(
    isAsked
      ? apiAddress('/blocks', { register: choice.register.name, scenario, of: giver, on: eve, within: tier })
      : null,
  );
}

/**
 * The plan with that drawn event in it, in place of an earlier one of its id. A plan without days is looked at from the
 * eve of the event to its day.
 */
export function withDraft(plan: ScenarioPlanWire, draft: DraftEventWire): ScenarioPlanWire {
  const isThere = plan.drafts.some((one) => one.id === draft.id);
  const drafts = isThere ? plan.drafts.map((one) => (one.id === draft.id ? draft : one)) : [...plan.drafts, draft];
  if (plan.from !== null || plan.to !== null) return { ...plan, drafts };
  const to = parseIsoDate(draft.day);
  return { ...plan, drafts, from: to === null ? null : addDays(to, -1), to };
}

export type DrawCheck = {
  readonly isChecking: boolean;
  /** Null: not checked yet. */
  readonly problems: ScenarioWire['problems'] | null;
  readonly fault: ApiFault | null;
};

/** What is wrong with the scenario as it would be with the drawn event; null asks nothing. */
export function useDrawCheck(choice: Choice, plan: ScenarioPlanWire | null): DrawCheck {
  const [state, setState] = useState<DrawCheck>({ isChecking: false, problems: null, fault: null });
  const text = plan === null ? null : JSON.stringify(plan);
  const register = choice.register.name;
  useEffect(() => {
    if (text === null) {
      setState({ isChecking: false, problems: null, fault: null });
      return;
    }
    let isWanted = true;
    const tell = (told: DrawCheck) => isWanted && setState(told);
    const timer = setTimeout(() => {
      setState((now) => ({ ...now, isChecking: true }));
      askWith<ScenarioWire>(apiAddress('/scenarios/check', { register }), JSON.parse(text)).then(
        ({ problems }) => tell({ isChecking: false, problems, fault: null }),
        (fault: unknown) => {
          if (!(fault instanceof ApiFault)) throw fault;
          tell({ isChecking: false, problems: null, fault });
        },
      );
    }, restBeforeCheck);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text, register]);
  return state;
}
