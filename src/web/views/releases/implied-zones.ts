/** Which zones of the map are left when areas are added and taken away: the land whose small number is given away. */

export type ZoneTerm = {
  /** Number of the body that holds each zone; -1: nobody. @shape zones */
  readonly holders: ArrayLike<number>;
  readonly body: number;
  readonly times: number;
};

/**
 * How each zone stands in a sum of areas: 0 in none of them, 1 in some that cancel, 2 in what is left. Null when nothing is left,
 * as when zones are too coarse to show it.
 * @shape zones
 */
export function impliedZones(zoneCount: number, terms: readonly ZoneTerm[]): Uint8Array | null {
  const states = new Uint8Array(zoneCount);
  let isAny = false;
  for (let zone = 0; zone < zoneCount; zone++) {
    const own = terms.filter(({ holders, body }) => body >= 0 && holders[zone] === body);
    if (own.length === 0) continue;
    const sum = own.reduce((total, { times }) => total + times, 0);
    states[zone] = sum === 0 ? 1 : 2;
    isAny ||= sum !== 0;
  }
  return isAny ? states : null;
}
