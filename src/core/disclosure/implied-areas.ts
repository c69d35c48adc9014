/**
 * The implied-area audit: which areas of few people can be worked out as differences of published areas, over several
 * geographies and dates and all earlier releases of one measure and period; from which numbers; and what to withhold.
 * Knows nothing of bodies or dates: an area is a set of units.
 */

import { type Cell, distinctPieces, piecesOf } from '#core/disclosure/count-table.ts';
import { type DisclosureRules, openRange, type Range } from '#core/disclosure/rules.ts';
import { type SmallSum, smallSums } from '#core/disclosure/small-sums.ts';

export type PublishedArea = {
  /** Unique over all releases. */
  readonly id: string;
  readonly units: readonly number[] | Int32Array;
  /** In an earlier release: it cannot be withheld any more. */
  readonly isFixed: boolean;
  /** What its published number tells of its count; `rangeOfShown` of the rules it was published under. */
  readonly told: Range;
};

/** `exact`: the count itself. `small`: that it is small. `narrowed`: part of the small counts is ruled out. `open`: nothing. */
export type Learned = 'exact' | 'small' | 'narrowed' | 'open';

export type ImpliedArea = {
  /** Ascending; without units that are shown to be empty. */
  readonly units: readonly number[];
  /** @units as counted */
  readonly count: number;
  /** The published numbers to add (above 0) or take away (below 0). */
  readonly terms: readonly { readonly area: string; readonly times: number }[];
  /** What these numbers alone tell of the count. */
  readonly told: Range;
  readonly learned: Learned;
};

export type ImpliedAreaAudit = {
  /** Those of one term are published small counts. Smallest count first. */
  readonly areas: readonly ImpliedArea[];
  /** False when the search was cut short: there may be more. */
  readonly complete: boolean;
  /** Different areas among those published, and the pieces they cut the land into. */
  readonly distinctAreas: number;
  readonly pieces: number;
};

export type WithholdingPlan = {
  /** Ids to withhold from this release, in the order they were chosen. */
  readonly withhold: readonly string[];
  /** What is left: implied by earlier releases alone. */
  readonly left: ImpliedAreaAudit;
};

/**
 * All areas with small counts that published areas imply. A small count is one the rules hide: 1 to the threshold; under rounding 1
 * to below the base; without protection 1 to 7. An area that holds another implied one is not listed: it is told by the two. Units in areas that are shown to be empty are left
 * out of account.
 * England's boards and districts of five dates take well under a second.
 * @param unitCounts the measure's count in each unit, whole and not negative
 */
export function auditImpliedAreas(
  published: readonly PublishedArea[],
  unitCounts: ArrayLike<number>,
  rules: DisclosureRules,
): ImpliedAreaAudit {
  const sets = published.map((area) => area.units);
  const { pieceOfUnit, pieceCount } = piecesOf(unitCounts.length, sets);
  const countOfPiece = new Float64Array(pieceCount);
  const unitsOfPiece = Array.from({ length: pieceCount }, (): number[] => []);
  for (let unit = 0; unit < unitCounts.length; unit++) {
    const piece = pieceOfUnit[unit] as number;
    if (piece < 0) continue;
    countOfPiece[piece] = (countOfPiece[piece] as number) + (unitCounts[unit] as number);
    unitsOfPiece[piece]?.push(unit);
  }
  const known = distinctAreas(published, pieceOfUnit, emptyPieces(published, pieceOfUnit));
  const { found, complete } = smallSums(
    known.map((one) => one.pieces),
    countOfPiece,
    largestSmall(rules),
  );
  const byPieces = new Map(known.map((one, at) => [one.pieces.join(' '), at]));
  const areas = found.map((sum): ImpliedArea => {
    const times = shortest(sum, known, byPieces);
    const told = toldBy(times, known);
    const terms = Array.from(times, ([at, often]) => ({ area: (known[at] as DistinctArea).id, times: often }));
    terms.sort((a, b) => b.times - a.times || (a.area < b.area ? -1 : 1));
    const units = sum.pieces.flatMap((piece) => unitsOfPiece[piece] ?? []).sort((a, b) => a - b);
    return { units, count: sum.count, terms, told, learned: learnedFrom(told, sum.count, rules) };
  });
  return { areas, complete, distinctAreas: known.length, pieces: pieceCount };
}

/** Numbers withheld before it is given up. */
const mostWithheld = 100;

/**
 * Which numbers of this release to withhold so that no implied area tells more than the rules allow: in turn, of the first area
 * that tells too much, the number of fewest people that is not fixed; then the audit again, since what is withheld may be implied
 * by others. None are named when a hundred are not enough: then other areas are wanted, not fewer.
 */
export function planWithholding(
  published: readonly PublishedArea[],
  unitCounts: ArrayLike<number>,
  rules: DisclosureRules,
): WithholdingPlan {
  const withhold: string[] = [];
  let areas = published;
  for (;;) {
    const left = auditImpliedAreas(areas, unitCounts, rules);
    const byId = new Map(areas.map((area) => [area.id, area]));
    const repeated = repeatedAreas(areas, unitCounts.length);
    const choices = left.areas
      .filter((area) => area.learned !== 'open')
      .flatMap((area) => {
        const free = area.terms.filter(({ area: id }) => !repeated(id).some((other) => byId.get(other)?.isFixed));
        const size = (id: string) => byId.get(id)?.told.low ?? 0;
        const first = free.sort((a, b) => size(a.area) - size(b.area) || (a.area < b.area ? -1 : 1))[0];
        return first === undefined ? [] : [first.area];
      });
    if (choices[0] === undefined) return { withhold, left };
    if (withhold.length >= mostWithheld) return { withhold: [], left: auditImpliedAreas(published, unitCounts, rules) };
    const gone = repeated(choices[0]);
    withhold.push(...gone);
    areas = areas.filter((area) => !gone.includes(area.id));
  }
}

/** The implied areas as cells that must not be derivable, to be protected together with a table over the same units. */
export function guardedCells(audit: ImpliedAreaAudit): Cell[] {
  return audit.areas
    .filter((area) => area.terms.length > 1)
    .map((area) => ({
      id: `implied by ${inWords(area)}`,
      units: area.units,
      role: 'guarded' as const,
      sensitive: true,
    }));
}

/** The sum in words: `X - P`. */
export function inWords({ terms }: Pick<ImpliedArea, 'terms'>): string {
  return terms
    .map(({ area, times }, at) => {
      const size = Math.abs(times) === 1 ? '' : `${Math.abs(times)} x `;
      const sign = times < 0 ? '- ' : at === 0 ? '' : '+ ';
      return `${sign}${size}${area}`;
    })
    .join(' ');
}

type DistinctArea = { readonly id: string; readonly pieces: Int32Array; readonly told: Range };

/** Pieces of areas that are shown to be without people: the reader need not ask about them. */
function emptyPieces(published: readonly PublishedArea[], pieceOfUnit: Int32Array): ReadonlySet<number> {
  const empty = published.filter((area) => area.told.high === 0);
  return new Set(empty.flatMap((area) => [...distinctPieces(area.units, pieceOfUnit)]));
}

/** Areas of the same pieces once, under the first id, with all that their numbers tell together. */
function distinctAreas(
  published: readonly PublishedArea[],
  pieceOfUnit: Int32Array,
  empty: ReadonlySet<number>,
): DistinctArea[] {
  const found = new Map<string, DistinctArea>();
  for (const area of published) {
    const pieces = distinctPieces(area.units, pieceOfUnit).filter((piece) => !empty.has(piece));
    if (pieces.length === 0) continue;
    const key = pieces.join(' ');
    const known = found.get(key);
    found.set(key, known === undefined ? { id: area.id, pieces, told: area.told } : joined(known, area));
  }
  return [...found.values()];
}

/** Numbers that contradict each other (a corrected figure) are not joined: the later ones are left aside. */
function joined(known: DistinctArea, area: PublishedArea): DistinctArea {
  const low = Math.max(known.told.low, area.told.low);
  const high = Math.min(known.told.high, area.told.high);
  return low > high ? known : { ...known, told: { low, high } };
}

/** The ids of all published areas of the same units, by the id of one. */
function repeatedAreas(published: readonly PublishedArea[], unitCount: number): (id: string) => readonly string[] {
  const { pieceOfUnit } = piecesOf(
    unitCount,
    published.map((area) => area.units),
  );
  const keyOf = new Map(published.map((area) => [area.id, distinctPieces(area.units, pieceOfUnit).join(' ')]));
  const ids = Map.groupBy(keyOf.keys(), (id) => keyOf.get(id) ?? '');
  return (id) => ids.get(keyOf.get(id) ?? '') ?? [id];
}

/** A sum of three terms at most where there is one, which people can check by hand; else the one that was found. */
function shortest(
  sum: SmallSum,
  known: readonly DistinctArea[],
  byPieces: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> {
  const own = byPieces.get(sum.pieces.join(' '));
  if (own !== undefined) return new Map([[own, 1]]);
  if (sum.times.size <= 2) return sum.times;
  const wholes = known.flatMap((one, at) => (holdsAll(one.pieces, sum.pieces) ? [at] : []));
  wholes.sort((a, b) => (known[a]?.pieces.length ?? 0) - (known[b]?.pieces.length ?? 0) || a - b);
  const rests = wholes.map((at) => ({ at, rest: without((known[at] as DistinctArea).pieces, sum.pieces) }));
  for (const { at, rest } of rests) {
    const other = byPieces.get(rest.join(' '));
    if (other !== undefined)
      return new Map([
        [at, 1],
        [other, -1],
      ]);
  }
  if (sum.times.size <= 3) return sum.times;
  for (const { at, rest } of rests) {
    for (const [part, one] of known.entries()) {
      if (!holdsAll(rest, one.pieces)) continue;
      const other = byPieces.get(without(rest, one.pieces).join(' '));
      if (other !== undefined)
        return new Map([
          [at, 1],
          [part, -1],
          [other, -1],
        ]);
    }
  }
  return sum.times;
}

function holdsAll(pieces: ArrayLike<number> & Iterable<number>, part: ArrayLike<number> & Iterable<number>): boolean {
  if (part.length > pieces.length) return false;
  const all = new Set(pieces);
  for (const piece of part) if (!all.has(piece)) return false;
  return true;
}

function without(pieces: Iterable<number>, taken: Iterable<number>): number[] {
  const gone = new Set(taken);
  return [...pieces].filter((piece) => !gone.has(piece));
}

function toldBy(times: ReadonlyMap<number, number>, known: readonly DistinctArea[]): Range {
  let low = 0;
  let high = 0;
  for (const [at, often] of times) {
    const { told } = known[at] as DistinctArea;
    low += often * (often > 0 ? told.low : told.high);
    high += often * (often > 0 ? told.high : told.low);
  }
  return { low: Math.max(0, Math.ceil(low)), high: Math.floor(high) };
}

function learnedFrom(told: Range, count: number, rules: DisclosureRules): Learned {
  if (told.low === told.high) return 'exact';
  if (told.high <= largestSmall(rules)) return 'small';
  if (rules.kind !== 'suppress') return 'open';
  const open = openRange(count, rules);
  return told.low > open.low || told.high < open.high ? 'narrowed' : 'open';
}

function largestSmall(rules: DisclosureRules): number {
  switch (rules.kind) {
    case 'suppress':
      return rules.to;
    case 'round':
      return rules.base - 1;
    case 'none':
      return 7;
    default:
      return rules satisfies never;
  }
}
