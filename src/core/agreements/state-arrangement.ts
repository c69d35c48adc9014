/** An arrangement as a person would state it, with ids as text: the inverse of `resolveArrangement`. */

import type { AreaRef, Arrangement, ArrangementSpec } from '#core/agreements/arrangement.ts';

/** The statement that resolves to exactly this arrangement: bodies and events by id, blocks as `geography:code`. */
export function stateArrangement(arrangement: Arrangement): ArrangementSpec {
  return {
    ...arrangement,
    serviceArea: arrangement.serviceArea.map(areaText),
    amounts: arrangement.amounts.map((amount) => ({
      ...amount,
      location: amount.location === null ? null : areaText(amount.location),
    })),
  };
}

/** The text that means this piece of land and no other. */
function areaText(area: AreaRef): string {
  return area.kind === 'body' ? area.organisation : `${area.geography}:${area.area}`;
}
