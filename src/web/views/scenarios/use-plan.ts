/** Scenarios as the API tells them, and keeping one: with what to do when somebody else kept it meanwhile. */

import { useState } from 'react';
import type { z } from 'zod';
import type { ScenarioPlanWire, ScenarioWire, scenariosSchema } from '#wire/scenarios.ts';
import { type Answer, ApiFault, apiAddress, ask, send, useAnswer } from '../../api-client.ts';
import { useAuthor, useAuthorLack } from '../../author.ts';
import type { Choice } from '../../choice.ts';

/** Every scenario of the register. */
export function useScenarios({ register, known }: Choice): Answer<z.infer<typeof scenariosSchema>> {
  return useAnswer(apiAddress('/scenarios', { register: register.name, known }));
}

/** One scenario. */
export function useScenario({ register, known }: Choice, id: string): Answer<ScenarioWire> {
  return useAnswer(apiAddress(`/scenarios/${encodeURIComponent(id)}`, { register: register.name, known }));
}

/** The plan that a new scenario begins as. */
export function emptyPlan(id: string, title: string, basedOn: string | null): ScenarioPlanWire {
  return { id, title, note: null, basedOn, statuses: null, on: [], off: [], drafts: [], from: null, to: null };
}

export type PlanSaving = {
  readonly isBusy: boolean;
  readonly fault: ApiFault | null;
  /** Somebody kept it meanwhile: who, when, and how it is now; null: it was taken away. */
  readonly meanwhile: { readonly who: string; readonly at: string; readonly now: ScenarioWire } | 'gone' | null;
};

const idle: PlanSaving = { isBusy: false, fault: null, meanwhile: null };

/** Keeping a plan. `save` gives the kept scenario, or null when it was refused, which the state tells. */
export function usePlanSaving({ register }: Choice) {
  const author = useAuthor('save-scenario');
  const lack = useAuthorLack('save-scenario');
  const [state, setState] = useState<PlanSaving>(idle);
  const address = (id: string) => apiAddress(`/scenarios/${encodeURIComponent(id)}`, { register: register.name });
  const save = async (plan: ScenarioPlanWire, version: number | null, reason: string | null = null) => {
    setState({ ...idle, isBusy: true });
    try {
      const kept = await send<ScenarioWire>('PUT', address(plan.id), {
        scenario: plan,
        expectedVersion: version,
        by: author,
        reason,
      });
      setState(idle);
      return kept;
    } catch (fault) {
      if (!(fault instanceof ApiFault)) throw fault;
      setState({ ...idle, ...(await toldBy(fault, address(plan.id))) });
      return null;
    }
  };
  return { author, lack, state, save, letGo: () => setState(idle) };
}

async function toldBy(fault: ApiFault, address: string): Promise<Partial<PlanSaving>> {
  if (fault.status !== 409) return { fault };
  const current = fault.document['current'] as { who: string; at: string } | null | undefined;
  if (current === null || current === undefined) return { meanwhile: 'gone' };
  const now = await ask<ScenarioWire>(address).catch(() => null);
  return now === null ? { fault } : { meanwhile: { who: current.who, at: current.at, now } };
}
