/** Colours for bodies so that bodies that touch differ, and keep theirs through time where they can. */

/** How much worse it is to share the colour of a body that touches than that of one across it. */
const touchingWeight = 1000;

/**
 * A colour number below `colours` for each body. Bodies are coloured in order; each takes the colour that the fewest
 * of its neighbours have, then the fewest of their neighbours: a narrow body between two of one colour would not tell
 * them apart. Of several such it takes its own number modulo the colours, which stays as it is through time, or the first.
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
    const tally = (other: number, weight: number) => {
      const colour = colourOf[other] as number;
      if (other !== body && colour !== 255) used[colour] = (used[colour] ?? 0) + weight;
    };
    for (const other of neighbours[body] ?? []) {
      tally(other, touchingWeight);
      for (const beyond of neighbours[other] ?? []) tally(beyond, 1);
    }
    const wanted = body % colours;
    const least = Math.min(...used);
    colourOf[body] = used[wanted] === least ? wanted : used.indexOf(least);
  }
  return colourOf;
}
