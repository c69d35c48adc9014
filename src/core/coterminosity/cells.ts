/**
 * Adding up blocks by (body, council), two ways with one result: a full matrix, for few bodies and councils, and a
 * hash table, for many. Index -1 stands for "none" and is added up like any other.
 */

/** Sums by (body, council), each couple once. `body` and `council` may be -1. @units persons; blocks */
export type Cells = {
  readonly length: number;
  readonly body: Int32Array;
  readonly council: Int32Array;
  readonly persons: Float64Array;
  readonly blocks: Float64Array;
};

export type CellInput = {
  readonly bodyOf: Int32Array;
  readonly councilOf: Int32Array;
  readonly persons: Float64Array;
  /** Blocks that each entry stands for; left out: one each. */
  readonly blocks: Float64Array | undefined;
  readonly bodies: number;
  readonly councils: number;
};

/**
 * A full matrix, persons and blocks of a cell side by side (found together in the processor's cache), kept between uses: clearing the few cells that were touched costs less than a new one each time.
 * A cell that was not touched has -1 blocks.
 */
type Scratch = { readonly sums: Float64Array; readonly touched: Int32Array };
let idle: Scratch | null = null;
/** A larger matrix is left to the garbage collector. @units cells */
const mostKept = 1 << 17;

/**
 * Sums through a full matrix, sorted by body, then council. Row 0 and column 0 are for -1, so that the loops have no
 * exceptions to make. O(entries + cells log cells), after the first time; then also O(bodies x councils).
 * @throws when an index is out of range
 */
export function cellsByMatrix(input: CellInput): Cells {
  const width = input.councils + 1;
  const scratch = takeScratch((input.bodies + 1) * width);
  const length = input.blocks === undefined ? addOnes(input, scratch) : addBlocks(input, input.blocks, scratch);
  if (length < 0) throw rangeError(input);
  const cells = cellsAt(scratch.sums, scratch.touched.subarray(0, length).sort(), width);
  if (scratch.touched.length <= mostKept) idle = scratch;
  return cells;
}

/**
 * Adds each entry as one block; returns how many cells were touched, or -1 when an index is out of range. A loop of its
 * own: choosing between one and a column inside the loop would nearly double its time.
 */
function addOnes({ bodyOf, councilOf, persons, bodies, councils }: CellInput, { sums, touched }: Scratch): number {
  const count = bodyOf.length;
  const width = councils + 1;
  let length = 0;
  // One check after the loop in place of one a block: the sign bit stays set once any index is out of range.
  let outOfRange = 0;
  for (let i = 0; i < count; i++) {
    const row = (bodyOf[i] as number) + 1;
    const column = (councilOf[i] as number) + 1;
    outOfRange |= row | column | (bodies - row) | (councils - column);
    const at = (row * width + column) * 2;
    let before = sums[at + 1] as number;
    if (before < 0) {
      touched[length++] = at;
      sums[at] = 0;
      before = 0;
    }
    sums[at] = (sums[at] as number) + (persons[i] as number);
    sums[at + 1] = before + 1;
  }
  return outOfRange < 0 ? -1 : length;
}

/** The same with a column of blocks. */
function addBlocks(
  { bodyOf, councilOf, persons, bodies, councils }: CellInput,
  blocks: Float64Array,
  { sums, touched }: Scratch,
): number {
  const count = bodyOf.length;
  const width = councils + 1;
  let length = 0;
  let outOfRange = 0;
  for (let i = 0; i < count; i++) {
    const row = (bodyOf[i] as number) + 1;
    const column = (councilOf[i] as number) + 1;
    outOfRange |= row | column | (bodies - row) | (councils - column);
    const at = (row * width + column) * 2;
    let before = sums[at + 1] as number;
    if (before < 0) {
      touched[length++] = at;
      sums[at] = 0;
      before = 0;
    }
    sums[at] = (sums[at] as number) + (persons[i] as number);
    sums[at + 1] = before + (blocks[i] as number);
  }
  return outOfRange < 0 ? -1 : length;
}

/** Reads the touched cells, ascending, and clears them. */
function cellsAt(sums: Float64Array, touched: Int32Array, width: number): Cells {
  const cells = emptyCells(touched.length);
  for (let i = 0; i < touched.length; i++) {
    const at = touched[i] as number;
    const place = at / 2;
    cells.body[i] = Math.floor(place / width) - 1;
    cells.council[i] = (place % width) - 1;
    cells.persons[i] = sums[at] as number;
    cells.blocks[i] = sums[at + 1] as number;
    sums[at + 1] = -1;
  }
  return cells;
}

/** Room for so many cells; whoever fails to give it back leaves the next to make its own. */
function takeScratch(size: number): Scratch {
  const taken = idle;
  idle = null;
  if (taken !== null && taken.touched.length >= size) return taken;
  return { sums: new Float64Array(size * 2).fill(-1), touched: new Int32Array(size) };
}

/**
 * Sums in order of first appearance, each found through an open-addressing hash table. O(entries).
 * @throws when an index is out of range
 */
export function cellsByHashing(input: CellInput): Cells {
  const { bodyOf, councilOf, persons, bodies, councils } = input;
  const weights = input.blocks ?? new Float64Array(bodyOf.length).fill(1);
  let cells = emptyCells(1 << 12);
  let slots: Int32Array = new Int32Array(1 << 13);
  let { body: bodyAt, council: councilAt, persons: personsAt, blocks: blocksAt } = cells;
  let length = 0;
  let at = -1;
  for (let i = 0; i < bodyOf.length; i++) {
    const body = bodyOf[i] as number;
    const council = councilOf[i] as number;
    if (body < -1 || council < -1 || body >= bodies || council >= councils) throw rangeError(input);
    // Blocks mostly come in runs of one pair.
    if (at < 0 || bodyAt[at] !== body || councilAt[at] !== council) {
      let slot = slotFor(slots, bodyAt, councilAt, body, council);
      at = (slots[slot] as number) - 1;
      if (at < 0) {
        if (length === cells.length) {
          cells = grown(cells);
          ({ body: bodyAt, council: councilAt, persons: personsAt, blocks: blocksAt } = cells);
          slots = slotsOf(cells, length, slots.length * 2);
          slot = slotFor(slots, bodyAt, councilAt, body, council);
        }
        at = length++;
        slots[slot] = length;
        bodyAt[at] = body;
        councilAt[at] = council;
      }
    }
    personsAt[at] = (personsAt[at] as number) + (persons[i] as number);
    blocksAt[at] = (blocksAt[at] as number) + (weights[i] as number);
  }
  return { ...cells, length };
}

/** The same cells sorted by body, then council: a counting sort by council, then a stable one by body. */
export function sortedCells(cells: Cells, sizes: { readonly bodies: number; readonly councils: number }): Cells {
  const start = Int32Array.from({ length: cells.length }, (_, i) => i);
  const byCouncil = countingSort(start, cells.council, sizes.councils);
  const order = countingSort(byCouncil, cells.body, sizes.bodies);
  const sorted = emptyCells(cells.length);
  for (let i = 0; i < order.length; i++) {
    const at = order[i] as number;
    sorted.body[i] = cells.body[at] as number;
    sorted.council[i] = cells.council[at] as number;
    sorted.persons[i] = cells.persons[at] as number;
    sorted.blocks[i] = cells.blocks[at] as number;
  }
  return sorted;
}

function countingSort(order: Int32Array, keys: Int32Array, size: number): Int32Array {
  const next = new Int32Array(size + 2);
  for (const at of order) next[(keys[at] as number) + 2] = (next[(keys[at] as number) + 2] as number) + 1;
  for (let k = 1; k < next.length; k++) next[k] = (next[k] as number) + (next[k - 1] as number);
  const sorted = new Int32Array(order.length);
  for (const at of order) {
    const key = (keys[at] as number) + 1;
    const to = next[key] as number;
    sorted[to] = at;
    next[key] = to + 1;
  }
  return sorted;
}

/** The slot that holds this couple, or the empty one (0) where it belongs. A slot holds the cell's number plus one. */
function slotFor(slots: Int32Array, bodyAt: Int32Array, councilAt: Int32Array, body: number, council: number): number {
  const mask = slots.length - 1;
  let hash = Math.imul(body + 1, 0x9e3779b1) ^ Math.imul(council + 1, 0x85ebca6b);
  hash ^= hash >>> 15;
  let slot = hash & mask;
  for (;;) {
    const held = (slots[slot] as number) - 1;
    if (held < 0 || (bodyAt[held] === body && councilAt[held] === council)) return slot;
    slot = (slot + 1) & mask;
  }
}

function slotsOf({ body, council }: Cells, length: number, size: number): Int32Array {
  const slots = new Int32Array(size);
  for (let at = 0; at < length; at++) {
    slots[slotFor(slots, body, council, body[at] as number, council[at] as number)] = at + 1;
  }
  return slots;
}

function grown(cells: Cells): Cells {
  const larger = emptyCells(cells.length * 2);
  larger.body.set(cells.body);
  larger.council.set(cells.council);
  larger.persons.set(cells.persons);
  larger.blocks.set(cells.blocks);
  return larger;
}

/** Four columns in one piece of memory: asking for memory costs more than filling it. */
function emptyCells(length: number): Cells {
  const buffer = new ArrayBuffer(length * 24);
  return {
    length,
    persons: new Float64Array(buffer, 0, length),
    blocks: new Float64Array(buffer, length * 8, length),
    body: new Int32Array(buffer, length * 16, length),
    council: new Int32Array(buffer, length * 20, length),
  };
}

function rangeError(input: CellInput): Error {
  const { bodyOf, councilOf, bodies, councils } = input;
  const at = bodyOf.findIndex((body, i) => {
    const council = councilOf[i] as number;
    return body < -1 || council < -1 || body >= bodies || council >= councils;
  });
  return new Error(
    `entry ${at} is out of range: body ${bodyOf[at]} of ${bodies}, council ${councilOf[at]} of ${councils}`,
  );
}
