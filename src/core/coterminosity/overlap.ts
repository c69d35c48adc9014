/**
 * The overlap of two tiers: how many persons and blocks each body shares with each council. Works on columns
 * of numbers over a list of blocks (or of zones, groups of blocks that always move together); it knows no codes,
 * names or dates, and does not judge how well the tiers fit (see relations.ts and summary.ts).
 */

import { type Cells, cellsByHashing, cellsByMatrix, sortedCells } from '#core/coterminosity/cells.ts';

/**
 * The sparse overlap, in columns. `body` and `council` are the indexes that the caller gave out.
 * @units persons; blocks
 */
export type Overlap = {
  /** Size of the index space of either side; an index may hold nothing. */
  readonly bodies: number;
  readonly councils: number;
  /** One entry a pair that shares at least one block, sorted by body, then council. */
  readonly pairs: Cells;
  /** Pairs of body b lie from `firstPair[b]` up to, not including, `firstPair[b + 1]`. */
  readonly firstPair: Int32Array;
  /** Totals of all blocks of each body or council, also of those that the other tier leaves uncovered. */
  readonly bodyTotals: Totals;
  readonly councilTotals: Totals;
  /** Of those totals: blocks of each body in no council, and of each council in no body. */
  readonly bodyUncovered: Totals;
  readonly councilUncovered: Totals;
  /** The whole, by what covers it. The four add up to all that was given. */
  readonly inBoth: Amount;
  readonly inBodyOnly: Amount;
  readonly inCouncilOnly: Amount;
  readonly inNeither: Amount;
};

export type Totals = { readonly persons: Float64Array; readonly blocks: Float64Array };
export type Amount = { readonly persons: number; readonly blocks: number };

/** How many indexes each side may use, when the caller knows; otherwise one more than the largest index met. */
export type Sizes = { readonly bodies: number; readonly councils: number };

/** Above so many cells, and above so many a block, a full matrix costs more than hashing. */
const smallMatrix = 1 << 16;
const matrixCellsPerBlock = 4;

/**
 * The overlap of two tiers. Entry i of each column is one block or zone: the body and the council that hold it
 * (-1: none), its persons, and how many blocks it stands for (left out: one each). A block with no persons still
 * makes a pair. O(blocks + bodies + councils + pairs): one pass, into a full matrix when that is small and into a
 * hash table when not.
 * @shape four columns of one length
 * @units persons; blocks
 * @throws when the columns differ in length, or an index is below -1 or beyond `sizes`
 * @source docs/methods/overlap.md
 * @example overlap(Int32Array.of(0, 0), Int32Array.of(0, 1), Float64Array.of(5, 3)).pairs.length // 2
 */
export function overlap(
  bodyOf: Int32Array,
  councilOf: Int32Array,
  persons: Float64Array,
  blocks?: Float64Array,
  sizes?: Sizes,
): Overlap {
  const count = bodyOf.length;
  if (councilOf.length !== count || persons.length !== count || (blocks !== undefined && blocks.length !== count)) {
    throw new Error(
      `columns of one length are needed: ${count}, ${councilOf.length}, ${persons.length}, ${blocks?.length}`,
    );
  }
  const given = sizes ?? { bodies: largest(bodyOf) + 1, councils: largest(councilOf) + 1 };
  const matrixCells = (given.bodies + 1) * (given.councils + 1);
  const input = { bodyOf, councilOf, persons, blocks, ...given };
  const small = matrixCells <= Math.max(smallMatrix, matrixCellsPerBlock * count);
  return overlapOfCells(small ? cellsByMatrix(input) : sortedCells(cellsByHashing(input), given), given);
}

/** The same overlap with the two sides exchanged: bodies become councils. O(pairs + bodies + councils). */
export function swapped(given: Overlap): Overlap {
  const sizes = { bodies: given.councils, councils: given.bodies };
  const { body, council, persons, blocks, length } = given.pairs;
  const pairs = sortedCells({ length, body: council, council: body, persons, blocks }, sizes);
  return {
    ...sizes,
    pairs,
    firstPair: firstPairs(pairs, sizes.bodies),
    bodyTotals: given.councilTotals,
    councilTotals: given.bodyTotals,
    bodyUncovered: given.councilUncovered,
    councilUncovered: given.bodyUncovered,
    inBoth: given.inBoth,
    inBodyOnly: given.inCouncilOnly,
    inCouncilOnly: given.inBodyOnly,
    inNeither: given.inNeither,
  };
}

/** Parts the sorted cells into pairs and what one side leaves uncovered (index -1), and adds up the totals. */
function overlapOfCells(cells: Cells, sizes: Sizes): Overlap {
  const [bodyTotals, bodyUncovered] = noTotals(sizes.bodies);
  const [councilTotals, councilUncovered] = noTotals(sizes.councils);
  const [inNeither, inCouncilOnly, inBodyOnly, inBoth] = [noAmount(), noAmount(), noAmount(), noAmount()];
  const sums = [inNeither, inCouncilOnly, inBodyOnly, inBoth];
  const { body, council, persons, blocks } = cells;
  let length = 0;
  for (let i = 0; i < cells.length; i++) {
    const b = body[i] as number;
    const c = council[i] as number;
    const people = persons[i] as number;
    const many = blocks[i] as number;
    // A part of a block that another vintage does not have: no land and nobody, hence no pair.
    if (people === 0 && many === 0) continue;
    if (b >= 0) addTo(bodyTotals, b, people, many);
    if (c >= 0) addTo(councilTotals, c, people, many);
    const sum = sums[(b >= 0 ? 2 : 0) + (c >= 0 ? 1 : 0)] as MutableAmount;
    sum.persons += people;
    sum.blocks += many;
    if (b < 0 || c < 0) {
      if (b >= 0) addTo(bodyUncovered, b, people, many);
      if (c >= 0) addTo(councilUncovered, c, people, many);
      continue;
    }
    body[length] = b;
    council[length] = c;
    persons[length] = people;
    blocks[length++] = many;
  }
  const pairs = {
    length,
    body: body.subarray(0, length),
    council: council.subarray(0, length),
    persons: persons.subarray(0, length),
    blocks: blocks.subarray(0, length),
  };
  const firstPair = firstPairs(pairs, sizes.bodies);
  const amounts = { inBoth, inBodyOnly, inCouncilOnly, inNeither };
  return { ...sizes, pairs, firstPair, bodyTotals, councilTotals, bodyUncovered, councilUncovered, ...amounts };
}

function firstPairs(pairs: Cells, bodies: number): Int32Array {
  const first = new Int32Array(bodies + 1);
  for (let i = 0; i < pairs.length; i++) {
    const next = (pairs.body[i] as number) + 1;
    first[next] = i + 1;
  }
  for (let b = 1; b <= bodies; b++) if (first[b] === 0) first[b] = first[b - 1] as number;
  return first;
}

function addTo(totals: Totals, index: number, persons: number, blocks: number): void {
  totals.persons[index] = (totals.persons[index] as number) + persons;
  totals.blocks[index] = (totals.blocks[index] as number) + blocks;
}

/** Two pairs of columns in one piece of memory: asking for memory costs more than filling it. */
function noTotals(length: number): readonly [Totals, Totals] {
  const all = new Float64Array(length * 4);
  const column = (at: number): Float64Array => all.subarray(length * at, length * (at + 1));
  return [
    { persons: column(0), blocks: column(1) },
    { persons: column(2), blocks: column(3) },
  ];
}

type MutableAmount = { persons: number; blocks: number };

function noAmount(): MutableAmount {
  return { persons: 0, blocks: 0 };
}

function largest(indexes: Int32Array): number {
  let most = -1;
  for (let i = 0; i < indexes.length; i++) if ((indexes[i] as number) > most) most = indexes[i] as number;
  return most;
}
