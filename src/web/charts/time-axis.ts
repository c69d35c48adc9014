/** The axis of a chart through time: where periods stand, and whose names have room. Knows no values. */

import { scaleLinear } from 'd3-scale';

/** Room for the name of a period. @units pixels */
export const nameWidth = 76;

/** Where a place stands: periods as far apart as they are in time, and halves in the middle between two. */
export function placesInTime(days: readonly number[], from: number, to: number): (place: number) => number {
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const time = scaleLinear()
    .domain([first, Math.max(last, first + 1)])
    .range([from, to]);
  return (place) => {
    const [before, after] = [days[Math.floor(place)] ?? first, days[Math.ceil(place)] ?? last];
    return time((before + after) / 2);
  };
}

/** The places whose names have room beside each other; the last is always among them. */
export function namedPeriods(places: readonly number[]): number[] {
  const named: number[] = [];
  for (let at = places.length - 1; at >= 0; at--) {
    const next = places[named.at(-1) ?? -1] ?? Number.POSITIVE_INFINITY;
    if (next - (places[at] ?? 0) >= nameWidth) named.push(at);
  }
  return named.reverse();
}
