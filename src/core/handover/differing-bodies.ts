/**
 * Which bodies may fare differently on two time lines of one world, as after one event was switched. It errs on the safe
 * side: whoever is left out has the same fate on both, between any two days.
 */

import { isSameList } from '#core/handover/fates.ts';
import { holdersOn, type Timeline, type Transfer } from '#core/register/timeline.ts';
import { participantsOf } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';

/**
 * Bodies whose life, land or events differ, and those that come before them on the way of any event: a body's heirs are
 * found by following events, so what changes for an heir may change its predecessor's fate. Linear in the time lines.
 */
export function differingBodies(was: Timeline, is: Timeline): Set<number> {
  const found = new Set<number>();
  if (was === is) return found;
  addLives(found, was, is);
  addHolders(found, was, is);
  addWithPredecessors(found, was, is);
  return found;
}

function addLives(found: Set<number>, was: Timeline, is: Timeline): void {
  for (let body = 0; body < is.lives.length; body++) {
    const [a, b] = [was.lives[body] ?? null, is.lives[body] ?? null];
    if (a?.from !== b?.from || a?.to !== b?.to) found.add(body);
  }
}

function addHolders(found: Set<number>, was: Timeline, is: Timeline): void {
  for (const tier of new Set([...was.tiers.keys(), ...is.tiers.keys()])) {
    const days = new Set([...(was.tiers.get(tier)?.dates ?? []), ...(is.tiers.get(tier)?.dates ?? [])]);
    for (const day of days) {
      // Before any dated change is before any date.
      const before = holdersOn(was, tier, day ?? ('' as IsoDate));
      const after = holdersOn(is, tier, day ?? ('' as IsoDate));
      for (let zone = 0; zone < after.length; zone++) {
        if (before[zone] !== after[zone]) found.add(before[zone] ?? -1).add(after[zone] ?? -1);
      }
    }
  }
}

/** From the last event to the first, since the way of a body leads through later and later events. */
function addWithPredecessors(found: Set<number>, was: Timeline, is: Timeline): void {
  const [before, after] = [transfersByEvent(was), transfersByEvent(is)];
  const [heldBefore, heldAfter] = [new Set(was.holding), new Set(is.holding)];
  const numbers = [...new Set([...was.holding, ...is.holding])].sort((a, b) => b - a);
  for (const number of numbers) {
    const event = is.world.events[number];
    if (event === undefined) continue;
    const [moved, moves] = [before.get(number) ?? [], after.get(number) ?? []];
    const concerned = [...participantsOf(event), ...[...moved, ...moves].flatMap(({ from, to }) => [from, to])];
    const isSame = heldBefore.has(number) === heldAfter.has(number) && isSameTransfers(moved, moves);
    if (!isSame || concerned.some((body) => found.has(body))) for (const body of concerned) found.add(body);
  }
  found.delete(-1);
}

function transfersByEvent({ transfers }: Timeline): Map<number, Transfer[]> {
  return Map.groupBy(transfers, (one) => one.event);
}

function isSameTransfers(a: readonly Transfer[], b: readonly Transfer[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return one.from === other?.from && one.to === other.to && isSameList(one.zones, other.zones);
    })
  );
}
