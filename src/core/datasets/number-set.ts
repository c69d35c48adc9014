/** A set of whole numbers below 2^53 in little memory: eight bytes a place, at most half of them taken. */

export class NumberSet {
  /** 0: free; else the number + 1. */
  #places = new Float64Array(1024);
  size = 0;

  /** Adds the number; false when it was there. */
  add(value: number): boolean {
    const wanted = value + 1;
    const places = this.#places;
    let at = placeOf(wanted, places.length);
    for (let there = places[at] as number; there !== 0; there = places[at] as number) {
      if (there === wanted) return false;
      at = (at + 1) & (places.length - 1);
    }
    places[at] = wanted;
    this.size++;
    if (this.size * 2 > places.length) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#places;
    const places = new Float64Array(old.length * 2);
    for (const value of old) {
      if (value === 0) continue;
      let at = placeOf(value, places.length);
      while (places[at] !== 0) at = (at + 1) & (places.length - 1);
      places[at] = value;
    }
    this.#places = places;
  }
}

/** Both halves of the number, mixed. @source Knuth, The Art of Computer Programming 3, 6.4 (multiplicative hashing) */
function placeOf(value: number, length: number): number {
  const high = Math.floor(value / 4294967296);
  const mixed = Math.imul(value | 0, 0x9e3779b1) ^ Math.imul(high + 0x7f4a7c15, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (length - 1);
}
