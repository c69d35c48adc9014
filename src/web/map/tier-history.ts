/**
 * Who held each zone of a tier, day by day, from the changes that the API tells. Bodies are renumbered from 0 in the
 * order they come, so that the overlap works on small numbers. Knows nothing of pictures.
 */

import type { HistoryWire } from '#wire/map.ts';

export type TierBody = HistoryWire['bodies'][number];

export type TierHistory = {
  readonly tier: string;
  readonly bodies: readonly TierBody[];
  /** Ascending; the first may be null: before any dated change. */
  readonly dates: readonly (string | null)[];
  /** Number of the body in `bodies` that holds each zone; -1: nobody known. @shape dates x zones */
  readonly holders: readonly Int32Array[];
};

/** The history with every step written out in full. O(steps x zones). */
export function decodeHistory(wire: HistoryWire, zoneCount: number): TierHistory {
  const numberOf = new Map(wire.bodies.map((body, at) => [body.index, at]));
  const dates: (string | null)[] = [null];
  const holders: Int32Array[] = [new Int32Array(zoneCount).fill(-1)];
  for (const step of wire.steps) {
    const isFirst = step.on === null;
    const next = isFirst ? (holders[0] as Int32Array) : (holders[holders.length - 1] as Int32Array).slice();
    step.zones.forEach((zone, at) => {
      next[zone] = numberOf.get(step.holders[at] ?? -1) ?? -1;
    });
    if (isFirst) continue;
    dates.push(step.on);
    holders.push(next);
  }
  return { tier: wire.tier, bodies: wire.bodies, dates, holders };
}

/** The number of the step that holds on the day. */
export function stepOn(history: TierHistory, on: string): number {
  let step = 0;
  for (let at = 1; at < history.dates.length; at++) if ((history.dates[at] ?? '') <= on) step = at;
  return step;
}

/** What a dated fact says on the day; the nearest one when none holds that day, and '' when there is none at all. */
export function textOn(facts: TierBody['names'], on: string): string {
  const held = facts.find((fact) => holds(fact, on));
  if (held !== undefined) return held.text;
  return (facts.findLast((fact) => (fact.from ?? '') <= on) ?? facts[0])?.text ?? '';
}

/** The name of a body on the day. */
export function nameOn(body: TierBody, on: string): string {
  return textOn(body.names, on) || body.id;
}

/** The code of a body on the day; its id when it has none. */
export function codeOn(body: TierBody, on: string): string {
  return textOn(body.codes, on) || body.id;
}

/** True when the body exists and stands in the tier on the day. */
export function isInTier(body: TierBody, on: string): boolean {
  return holds(body, on) && body.inTier.some((span) => holds(span, on));
}

/** How much of the body's territory is known on the day. */
export function extentOn(body: TierBody, on: string): string {
  return body.extents.find((fact) => holds(fact, on))?.text ?? 'known';
}

/** Days on which land of either history changes, ascending, each once. */
export function changeDates(...histories: readonly TierHistory[]): string[] {
  const dates = new Set(histories.flatMap((history) => history.dates.filter((date) => date !== null)));
  return [...dates].sort();
}

function holds(span: { readonly from: string | null; readonly to: string | null }, on: string): boolean {
  return (span.from === null || span.from <= on) && (span.to === null || on < span.to);
}
