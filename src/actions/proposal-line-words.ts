/** What is to be decided otherwise on a line of a schedule, in the words of the handover. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Difference } from '#actions/record-differences.ts';
import { showSchedule } from '#actions/show-schedule.ts';
import { computedText, overrideText } from '#core/schedule/override-line.ts';
import { fieldOf, type LineWork, type Override } from '#core/schedule/schedule.ts';
import { canonicalJson, type Json } from '#store/journal-hash.ts';

/**
 * The dispositions, shares and deadlines that differ between two states of the work on a line, each with what the line
 * says without any decision where there is none. Null when the schedule or its line is not there any more.
 */
export async function lineDifferencesOf(
  shelves: Shelves,
  register: string,
  before: Json,
  after: Json,
): Promise<readonly Difference[] | null> {
  const one = (after ?? before) as unknown as LineWork | null;
  if (one === null) return [];
  const shown = await showSchedule(shelves, { register }, one.schedule);
  const line = shown.ok ? shown.value.computed.get(one.key) : undefined;
  if (!shown.ok || line === undefined) return null;
  const { world } = shown.value.shown.register;
  const { to } = shown.value.schedule;
  const [old, now] = [overridesOf(before), overridesOf(after)];
  const text = (field: string, override: Override | undefined): string => {
    if (override === undefined) return `${computedText(field, line, world, to)} (as computed)`;
    return `${overrideText(override.value, world, to)} (${override.reason})`;
  };
  const fields = [...new Set([...now.keys(), ...old.keys()])];
  return fields
    .filter((field) => canonicalJson(old.get(field) ?? null) !== canonicalJson(now.get(field) ?? null))
    .map((field) => ({ path: field, before: text(field, old.get(field)), after: text(field, now.get(field)) }));
}

function overridesOf(work: Json): ReadonlyMap<string, Override> {
  if (work === null) return new Map();
  return new Map((work as unknown as LineWork).overrides.map((one) => [fieldOf(one.value), one]));
}
