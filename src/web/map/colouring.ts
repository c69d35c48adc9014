/** Colours for bodies so that bodies that touch differ, and keep theirs through time where they can. */

/**
 * A colour number below `colours` for each body. Bodies are coloured in order; each takes its number modulo the
 * colours if no neighbour has it, otherwise the first free one, otherwise the one its neighbours use least.
 */
export function colouring(count: number, touching: ReadonlySet<number>, colours: number): Uint8Array {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (const couple of touching) {
    const a = Math.floor(couple / count);
    const b = couple % count;
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  const colourOf = new Uint8Array(count).fill(255);
  for (let body = 0; body < count; body++) {
    const used = new Array<number>(colours).fill(0);
    for (const other of neighbours[body] ?? []) {
      const colour = colourOf[other] as number;
      if (colour !== 255) used[colour] = (used[colour] ?? 0) + 1;
    }
    const wanted = body % colours;
    colourOf[body] = used[wanted] === 0 ? wanted : used.indexOf(Math.min(...used));
  }
  return colourOf;
}
