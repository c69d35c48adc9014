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
 * Sums through a full matrix, sorted by body, then council. Row 0 and column 0 are for -1, so that the loop has no
 * exceptions to make. O(entries + bodies x councils).
 * @throws when an index is out of range
 */
export function cellsByMatrix(input: CellInput): Cells {
  const { bodyOf, councilOf, persons, blocks, bodies, councils } = input;
  const count = bodyOf.length;
  const width = councils + 1;
  // Persons and blocks of a cell lie side by side, so that both are found in one line of the processor's cache.
  const matrix = new Float64Array((bodies + 1) * width * 2);
  // One check after the loop in place of one a block: the sign bit stays set once any index is out of range.
  let outOfRange = 0;
  for (let i = 0; i < count; i++) {
    const row = (bodyOf[i] as number) + 1;
    const column = (councilOf[i] as number) + 1;
    outOfRange |= row | column | (bodies - row) | (councils - column);
    const at = (row * width + column) * 2;
    matrix[at] = (matrix[at] as number) + (persons[i] as number);
    matrix[at + 1] = (matrix[at + 1] as number) + (blocks === undefined ? 1 : (blocks[i] as number));
  }
  if (outOfRange < 0) throw rangeError(input);
  return cellsOfMatrix(matrix, width);
}

function cellsOfMatrix(matrix: Float64Array, width: number): Cells {
  let cells = emptyCells(1 << 10);
  let length = 0;
  for (let at = 0, body = -1; at < matrix.length; body++) {
    for (let council = -1; council < width - 1; council++, at += 2) {
      const many = matrix[at + 1] as number;
      if (many === 0 && matrix[at] === 0) continue;
      if (length === cells.length) cells = grown(cells);
      cells.body[length] = body;
      cells.council[length] = council;
      cells.persons[length] = matrix[at] as number;
      cells.blocks[length++] = many;
    }
  }
  return { ...cells, length };
}

/**
 * Sums in order of first appearance, each found through an open-addressing hash table. O(entries).
 * @throws when an index is out of range
 */
export function cellsByHashing(input: CellInput): Cells {
  const { bodyOf, councilOf, persons, blocks, bodies, councils } = input;
  let cells = emptyCells(1 << 10);
  let slots: Int32Array = new Int32Array(1 << 11);
  let length = 0;
  for (let i = 0; i < bodyOf.length; i++) {
    const body = bodyOf[i] as number;
    const council = councilOf[i] as number;
    if (body < -1 || council < -1 || body >= bodies || council >= councils) throw rangeError(input);
    let slot = slotFor(slots, cells, body, council);
    let at = (slots[slot] as number) - 1;
    if (at < 0) {
      if (length === cells.length) {
        cells = grown(cells);
        slots = slotsOf(cells, length, slots.length * 2);
        slot = slotFor(slots, cells, body, council);
      }
      at = length++;
      slots[slot] = length;
      cells.body[at] = body;
      cells.council[at] = council;
    }
    cells.persons[at] = (cells.persons[at] as number) + (persons[i] as number);
    cells.blocks[at] = (cells.blocks[at] as number) + (blocks === undefined ? 1 : (blocks[i] as number));
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
function slotFor(slots: Int32Array, cells: Cells, body: number, council: number): number {
  const mask = slots.length - 1;
  let hash = Math.imul(body + 1, 0x9e3779b1) ^ Math.imul(council + 1, 0x85ebca6b);
  hash ^= hash >>> 15;
  let slot = hash & mask;
  for (;;) {
    const held = (slots[slot] as number) - 1;
    if (held < 0 || (cells.body[held] === body && cells.council[held] === council)) return slot;
    slot = (slot + 1) & mask;
  }
}

function slotsOf(cells: Cells, length: number, size: number): Int32Array {
  const slots = new Int32Array(size);
  for (let at = 0; at < length; at++) {
    slots[slotFor(slots, cells, cells.body[at] as number, cells.council[at] as number)] = at + 1;
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

function emptyCells(length: number): Cells {
  return {
    length,
    body: new Int32Array(length),
    council: new Int32Array(length),
    persons: new Float64Array(length),
    blocks: new Float64Array(length),
  };
}

function rangeError(input: CellInput): Error {
  const { bodyOf, councilOf, bodies, councils } = input;
  const at = bodyOf.findIndex((body, i) => {
    const council = councilOf[i] as number;
    return body < -1 || council < -1 || body >= bodies || council >= councils;
  });
  return new Error(`entry ${at} is out of range: body ${bodyOf[at]} of ${bodies}, council ${councilOf[at]} of ${councils}`);
}
