/**
 * Lines across land, worked out as lines: a pattern of the browser would be painted tile by tile, which takes seconds on a
 * machine without a graphics card. Pure.
 */

/**
 * The `d` of parallel lines at 45 degrees through what rings enclose by the even-odd rule, so far apart; `rises` says whether they
 * go up to the right. Lines of neighbours join. O(points of the rings + crossings).
 * @units the plane
 */
export function hatchPath(rings: readonly (readonly number[])[], apart: number, rises: boolean): string {
  // On a line that rises x + y is the same everywhere, y pointing down; on one that falls x - y.
  const sign = rises ? 1 : -1;
  const crossings = new Map<number, number[]>();
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const next = (at + 2) % ring.length;
      const [x0, y0] = [ring[at] as number, ring[at + 1] as number];
      const [x1, y1] = [ring[next] as number, ring[next + 1] as number];
      const [from, to] = [x0 + sign * y0, x1 + sign * y1];
      const last = Math.ceil(Math.max(from, to) / apart);
      for (let line = Math.ceil(Math.min(from, to) / apart); line < last; line++) {
        const x = x0 + ((line * apart - from) / (to - from)) * (x1 - x0);
        const known = crossings.get(line);
        if (known === undefined) crossings.set(line, [x]);
        else known.push(x);
      }
    }
  }
  let path = '';
  for (const [line, places] of crossings) {
    places.sort((a, b) => a - b);
    const point = (x: number) => `${x.toFixed(2)} ${(sign * (line * apart - x)).toFixed(2)}`;
    for (let at = 0; at + 1 < places.length; at += 2)
      path += `M${point(places[at] as number)}L${point(places[at + 1] as number)}`;
  }
  return path;
}
