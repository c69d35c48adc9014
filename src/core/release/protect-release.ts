/**
 * One table of a release: counts of one family of measures in one period, for areas and sums of areas, beside all that
 * earlier releases told of the same people. Hides what is small and what would give it away, and then looks for what is
 * given away all the same. Knows units and rules; not what they are called on screen.
 */

import { type Cell, makeTable } from '#core/disclosure/count-table.ts';
import {
  auditImpliedAreas,
  guardedCells,
  type ImpliedArea,
  type ImpliedAreaAudit,
  type PublishedArea,
  planWithholding,
} from '#core/disclosure/implied-areas.ts';
import type { Effort } from '#core/disclosure/linear-walk.ts';
import { type Exposed, protectTable } from '#core/disclosure/protect-table.ts';
import {
  type DisclosureRules,
  isSmall,
  openRange,
  type Range,
  rangeOfHidden,
  rangeOfShown,
  shownNumber,
} from '#core/disclosure/rules.ts';

/** A number that is to be published now. */
export type WantedCell = {
  readonly id: string;
  readonly units: Int32Array;
  /** Not to be published; what it counts must not be derivable either when it is small. */
  readonly isWithheld: boolean;
};

/** A number of an earlier release. */
export type EarlierCell = {
  readonly id: string;
  readonly units: Int32Array;
  readonly isHidden: boolean;
  /** It was not told at all, but follows from what was: the rest of a denominator. */
  readonly isUntold?: boolean;
  /** What it was published under. */
  readonly rules: DisclosureRules;
};

export type ReleaseTable = {
  /** @units as counted, whole */
  readonly unitCounts: Float64Array;
  readonly wanted: readonly WantedCell[];
  readonly earlier: readonly EarlierCell[];
  /** Ids of wanted cells that may be looked at alone, in sets, if all together are too many. */
  readonly parts: readonly (readonly string[])[];
};

export type HiddenCell = 'small' | 'protects' | 'withheld';

/** A wanted number: how it is published, or why it is hidden. */
export type CellState = {
  readonly count: number;
  /** Null: hidden. */
  readonly shown: number | null;
  readonly hidden: HiddenCell | null;
};

/** `isOld`: earlier releases give as much away without this one. */
export type ExposedCell = Exposed & {
  readonly isOld: boolean;
  /** It is an area that published ones imply, and has no number of its own; else null. */
  readonly implied: ImpliedArea | null;
};
export type ImpliedByRelease = ImpliedArea & { readonly isOld: boolean };

export type ProtectedRelease = {
  /** By id. */
  readonly states: ReadonlyMap<string, CellState>;
  readonly exposed: readonly ExposedCell[];
  /** What can be worked out and tells too much; by count. */
  readonly implied: readonly ImpliedByRelease[];
  /** Ids of wanted cells that, withheld, would leave nothing of `implied` but what is old. */
  readonly withhold: readonly string[];
  /** False: something was not looked for to the end. */
  readonly isComplete: boolean;
  /** The table was too large, and its parts were looked at one by one. */
  readonly isDivided: boolean;
};

/**
 * The table as it can be published, and what it and the earlier releases give away together. Under rules without
 * protection nothing is hidden and what is given away is listed all the same. Everything after the earlier releases is
 * held against what a reader knows: see docs/methods/suppression.md and docs/methods/implied-areas.md. When the effort ends, the
 * rest is not looked at, and the result says that it is not complete.
 */
export function protectRelease(table: ReleaseTable, rules: DisclosureRules, effort: Effort): ProtectedRelease {
  const countOf = counter(table.unitCounts);
  const hidden = hiddenCells(table, rules, effort);
  const states = new Map(
    table.wanted.map(({ id, units, isWithheld }): [string, CellState] => {
      const why = isWithheld ? 'withheld' : (hidden.why.get(id) ?? null);
      return [
        id,
        { count: countOf(units), shown: why === null ? shownNumber(countOf(units), rules) : null, hidden: why },
      ];
    }),
  );
  const publishedNow = table.wanted.flatMap((cell): PublishedArea[] =>
    states.get(cell.id)?.hidden === null
      ? [{ id: cell.id, units: cell.units, isFixed: false, told: rangeOfShown(countOf(cell.units), rules) }]
      : [],
  );
  const publishedBefore = table.earlier.flatMap((cell): PublishedArea[] =>
    cell.isHidden || cell.isUntold === true
      ? []
      : [{ id: cell.id, units: cell.units, isFixed: true, told: rangeOfShown(countOf(cell.units), cell.rules) }],
  );
  const published = [...publishedNow, ...publishedBefore];
  const audit = auditImpliedAreas(published, table.unitCounts, rules);
  // Without protection nothing is proposed, nor where a proposal could not be shown to be enough.
  const mayPlan = rules.kind !== 'none' && audit.complete && audit.areas.some(tellsTooMuch);
  const withhold = mayPlan ? planWithholding(published, table.unitCounts, rules).withhold : [];
  const before = auditImpliedAreas(publishedBefore, table.unitCounts, rules);
  const old = new Map(before.areas.map((area) => [area.units.join(' '), area]));
  const implied = audit.areas.filter(tellsTooMuch).map((area): ImpliedByRelease => {
    const known = old.get(area.units.join(' '));
    return { ...area, isOld: known !== undefined && isNoWider(known.told, area.told) };
  });
  const exposed = rules.kind === 'none' ? [] : exposedCells({ table, rules, effort }, states, audit);
  return {
    states,
    // What is told by a sum of its own is said once.
    exposed: (exposed ?? []).filter((one) => one.implied === null || !tellsTooMuch(one.implied)),
    implied,
    withhold,
    isComplete: audit.complete && !hidden.isDivided && exposed !== null,
    isDivided: hidden.isDivided,
  };
}

function tellsTooMuch({ learned }: ImpliedArea): boolean {
  return learned !== 'open';
}

function isNoWider(range: Range, other: Range): boolean {
  return range.low >= other.low && range.high <= other.high;
}

function counter(unitCounts: Float64Array): (units: Int32Array) => number {
  return (units) => units.reduce((sum, unit) => sum + (unitCounts[unit] as number), 0);
}

type Hiding = { readonly why: ReadonlyMap<string, HiddenCell>; readonly isDivided: boolean };

/** What primary and secondary suppression hide, in the whole table, or in its parts when it is too large. */
function hiddenCells(table: ReleaseTable, rules: DisclosureRules, effort: Effort): Hiding {
  const fixed = earlierCells(table, rules);
  const cellOf = ({ id, units, isWithheld }: WantedCell): Cell => ({
    id,
    units,
    role: isWithheld ? 'guarded' : 'shown',
  });
  const whole = hide(table.unitCounts, [...table.wanted.map(cellOf), ...fixed], rules, effort);
  if (whole !== null) return { why: whole, isDivided: false };
  const why = new Map<string, HiddenCell>();
  for (const ids of table.parts) {
    const own = new Set(ids);
    const part = table.wanted.filter((cell) => own.has(cell.id));
    const found = hide(table.unitCounts, part.map(cellOf), rules, effort) ?? primary(table, part, rules);
    for (const [id, reason] of found) why.set(id, reason);
  }
  return { why, isDivided: true };
}

function hide(
  unitCounts: Float64Array,
  cells: readonly Cell[],
  rules: DisclosureRules,
  effort: Effort,
): Map<string, HiddenCell> | null {
  const found = protectTable(makeTable(unitCounts, cells), rules, effort);
  if (!found.ok) return null;
  return new Map(found.value.cells.flatMap(({ id, hidden }) => (hidden === null ? [] : [[id, hidden] as const])));
}

function primary(table: ReleaseTable, cells: readonly WantedCell[], rules: DisclosureRules): Map<string, HiddenCell> {
  const countOf = counter(table.unitCounts);
  return new Map(cells.flatMap(({ id, units }) => (isSmall(countOf(units), rules) ? [[id, 'small'] as const] : [])));
}

/** What is published stays known; what was hidden stays hidden, and what it told is known: that it was hidden. */
function earlierCells({ earlier, unitCounts }: ReleaseTable, rules: DisclosureRules): Cell[] {
  const countOf = counter(unitCounts);
  return earlier.flatMap((cell): Cell[] => {
    const { id, units, isHidden } = cell;
    const count = countOf(units);
    if (cell.isUntold === true) return isSmall(count, rules) ? [{ id: guardId(id), units, role: 'guarded' }] : [];
    if (!isHidden) return [{ id, units, role: 'fixed', told: rangeOfShown(count, cell.rules) }];
    const told = asHidden(count, cell.rules);
    const guard: Cell[] = isSmall(count, rules) ? [{ id: guardId(id), units, role: 'guarded' }] : [];
    return [{ id, units, role: 'fixed', told }, ...guard];
  });
}

/** A corrected number may no longer be one that would be hidden: then nothing is told. */
function asHidden(count: number, rules: DisclosureRules): Range {
  const range = rangeOfHidden(rules);
  return count >= range.low ? range : { low: 0, high: range.high };
}

/**
 * The sensitive cells, withheld and implied areas among them, that a reader of everything published may know too well;
 * null: there are too many to be asked about. Nothing is hidden here: what is published stands.
 */
function exposedCells(
  { table, rules, effort }: { table: ReleaseTable; rules: DisclosureRules; effort: Effort },
  states: ReadonlyMap<string, CellState>,
  audit: ImpliedAreaAudit,
): ExposedCell[] | null {
  const sums = audit.areas.filter(({ terms }) => terms.length > 1);
  const implied = guardedCells(audit).map((cell, at): Cell => ({ ...cell, id: `${impliedMark}${at}` }));
  const now = table.wanted.flatMap(({ id, units }): Cell[] => {
    const state = states.get(id);
    if (state === undefined || state.hidden === 'withheld') return [];
    const told = state.hidden === null ? rangeOfShown(state.count, rules) : asHidden(state.count, rules);
    return [{ id, units, role: 'fixed', told }];
  });
  const before = earlierCells(table, rules);
  const guards = table.wanted.flatMap(({ id, units }): Cell[] => {
    const state = states.get(id);
    return state !== undefined && isSensitive(state.count, rules)
      ? [{ id: guardId(id), units, role: 'guarded', sensitive: true }]
      : [];
  });
  const found = protectTable(makeTable(table.unitCounts, [...now, ...before, ...guards, ...implied]), rules, effort);
  if (!found.ok) return null;
  if (found.value.exposed.length === 0) return [];
  const exposed = new Set(found.value.exposed.map(({ id }) => id));
  const asked = [...guards, ...implied, ...before].filter(({ id, role }) => role === 'guarded' && exposed.has(id));
  const known = before.filter(({ role }) => role === 'fixed');
  const boundsOf = (cells: readonly Cell[]) => readerBounds(table.unitCounts, cells, rules, effort);
  const old = boundsOf([...known, ...asked]);
  const hiding = boundsOf([...hiddenOf(now, states), ...hiddenEarlier(table, known), ...asked]);
  return found.value.exposed.flatMap((one) => {
    const isOld = old.has(one.id) && isNoWider(old.get(one.id) as Range, one.bounds);
    const sum = one.id.startsWith(impliedMark) ? sums[Number(one.id.slice(impliedMark.length))] : undefined;
    const id = cellIdOf(one.id);
    const count = sum?.count ?? states.get(id)?.count ?? 0;
    if (isToldByHiding(one.bounds, hiding.get(one.id), count, rules)) return [];
    return [{ ...one, id, isOld, implied: sum ?? null }];
  });
}

function hiddenOf(now: readonly Cell[], states: ReadonlyMap<string, CellState>): Cell[] {
  return now.filter(({ id }) => states.get(id)?.hidden !== null);
}

function hiddenEarlier({ earlier }: ReleaseTable, known: readonly Cell[]): Cell[] {
  const hidden = new Set(earlier.filter(({ isHidden }) => isHidden).map(({ id }) => id));
  return known.filter(({ id }) => hidden.has(id));
}

/** What a reader of these cells can tell of those that are guarded; nothing when there are too many of them. */
function readerBounds(
  unitCounts: Float64Array,
  cells: readonly Cell[],
  rules: DisclosureRules,
  effort: Effort,
): Map<string, Range> {
  const found = protectTable(makeTable(unitCounts, cells), rules, effort);
  if (!found.ok) return new Map();
  return new Map(found.value.cells.flatMap(({ id, bounds }) => (bounds === null ? [] : [[id, bounds] as const])));
}

/**
 * True when all that a reader can rule out follows from what is hidden alone: a sum of three hidden numbers is three at
 * least, since a zero would be shown. That is the rules' own telling, and nothing could be hidden to undo it.
 */
function isToldByHiding(bounds: Range, byHiding: Range | undefined, count: number, rules: DisclosureRules): boolean {
  if (rules.kind !== 'suppress' || byHiding === undefined) return false;
  const open = openRange(count, rules);
  return bounds.high >= open.high && bounds.low <= Math.max(open.low, byHiding.low);
}

function isSensitive(count: number, rules: DisclosureRules): boolean {
  return rules.kind === 'round' ? count > 0 && count < rules.base : isSmall(count, rules);
}

const guardMark = '? ';
const impliedMark = 'implied ';

function guardId(id: string): string {
  return `${guardMark}${id}`;
}

function cellIdOf(id: string): string {
  return id.startsWith(guardMark) ? id.slice(guardMark.length) : id;
}
