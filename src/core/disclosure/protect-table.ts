/**
 * Secondary suppression: hides further numbers of a table, those of the fewest people, until nothing that is small can
 * be worked out from what is shown. Knows nothing of areas.
 */

import { Attacker, type CellBounds, isAttackable, type Knowledge } from '#core/disclosure/attacker.ts';
import type { CountTable } from '#core/disclosure/count-table.ts';
import { independentTables } from '#core/disclosure/independent-tables.ts';
import type { Effort } from '#core/disclosure/linear-walk.ts';
import {
  type DisclosureRules,
  isSmall,
  openRange,
  type Range,
  rangeOfHidden,
  rangeOfShown,
  shownNumber,
} from '#core/disclosure/rules.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/** Why a number is hidden: it is sensitive itself, or it would give another away. */
export type HiddenBecause = 'small' | 'protects';

export type ProtectedCell = {
  readonly id: string;
  /** `null` when it is hidden, or guarded and so never shown. */
  readonly shown: number | null;
  readonly hidden: HiddenBecause | null;
  /** Ids of the sensitive cells that it was hidden for. */
  readonly protects: readonly string[];
  /** What the reader can still work out; asked of sensitive and hidden cells only. */
  readonly bounds: CellBounds | null;
};

/** A sensitive cell that the reader may know too well, whatever could be hidden. */
export type Exposed = {
  readonly id: string;
  readonly bounds: CellBounds;
  /** Ids of the numbers that give it away. */
  readonly givenAwayBy: readonly string[];
};

export type Protection = {
  /** In the order of the table. */
  readonly cells: readonly ProtectedCell[];
  /** Empty when the table is safe. */
  readonly exposed: readonly Exposed[];
  /** Counts that were hidden only to protect others, summed. @units as counted */
  readonly cost: number;
};

export type ProtectionRefusal = { readonly kind: 'table-too-large'; readonly detail: string };

/** Cells that are hidden whatever else is shown, before anything else is asked: the primary suppression, by place. */
export function primaryCells(table: CountTable, rules: DisclosureRules): number[] {
  return placesOf(table, (cell) => cell.role === 'shown', rules);
}

/**
 * Entries gone through before a table counts as too large, when nobody says otherwise: a few seconds.
 * @units entries of a system
 */
export const usualEffort = 2_000_000_000;

/**
 * The table as it can be shown. Every sensitive cell keeps the whole range of small counts open to a reader who knows the rules
 * and everything shown, proven by whole-number solutions; a cell for which that cannot be reached is listed as exposed. Under
 * rounding alone nothing can be hidden, and a cell below the base is exposed when it can be told exactly. Ties are broken by id.
 * Tables within it that share no people are looked at one by one. Costs grow with the product of cells and pieces of each of
 * these, for each sensitive cell; they end, with a refusal, when the effort does.
 */
export function protectTable(
  table: CountTable,
  rules: DisclosureRules,
  effort: Effort = { left: usualEffort },
): Result<Protection, ProtectionRefusal> {
  const zero = rangeOfShown(0, rules);
  const primary = new Set(rules.kind === 'suppress' ? primaryCells(table, rules) : []);
  const isKnownEmpty = (at: number): boolean => {
    const cell = table.cells[at];
    if (table.counts[at] !== 0 || cell === undefined || cell.role === 'guarded') return false;
    if (cell.role === 'fixed') return (cell.told ?? zero).high === 0;
    return zero.high === 0 && !primary.has(at) && (rules.kind !== 'suppress' || rules.from > 0);
  };
  const cells: ProtectedCell[] = [];
  const exposed = new Map<string, Exposed>();
  let cost = 0;
  for (const { table: own, places } of independentTables(table, isKnownEmpty)) {
    if (!isAttackable(own)) return refuse(tooLarge(own));
    const work = new Protecting(own, rules, effort);
    work.protect();
    const found = work.result();
    if (effort.left < 0) return refuse(tooLarge(own));
    for (const [at, cell] of found.cells.entries()) cells[places[at] as number] = cell;
    for (const one of found.exposed) exposed.set(one.id, one);
    cost += found.cost;
  }
  return answer({ cells, exposed: table.cells.flatMap(({ id }) => exposed.get(id) ?? []), cost });
}

function tooLarge({ cells, pieceCounts }: CountTable): ProtectionRefusal {
  const detail = `${cells.length} cells over ${pieceCounts.length} pieces are too many to be proven safe. Divide the release into tables of fewer areas or groups.`;
  return { kind: 'table-too-large', detail };
}

function placesOf(
  table: CountTable,
  has: (cell: CountTable['cells'][number]) => boolean,
  rules: DisclosureRules,
): number[] {
  return table.cells.flatMap((cell, at) =>
    rules.kind !== 'none' && has(cell) && (cell.sensitive ?? isSensitiveCount(table.counts[at] as number, rules))
      ? [at]
      : [],
  );
}

function isSensitiveCount(count: number, rules: DisclosureRules): boolean {
  return rules.kind === 'round' ? count > 0 && count < rules.base : isSmall(count, rules);
}

class Protecting {
  private readonly table: CountTable;
  private readonly rules: DisclosureRules;
  private readonly attacker: Attacker;
  private readonly effort: Effort;
  private readonly hidden: (HiddenBecause | null)[];
  private readonly protects = new Map<number, Set<number>>();
  /** Places of the cells to be protected, smallest count first. */
  private readonly targets: readonly number[];

  constructor(table: CountTable, rules: DisclosureRules, effort: Effort) {
    this.table = table;
    this.rules = rules;
    this.effort = effort;
    this.attacker = new Attacker(table, effort);
    const primary = new Set(rules.kind === 'suppress' ? primaryCells(table, rules) : []);
    this.hidden = table.cells.map((_, at) => (primary.has(at) ? 'small' : null));
    const sensitive = placesOf(table, (cell) => cell.role !== 'fixed', rules);
    this.targets = sensitive.sort((a, b) => this.countOf(a) - this.countOf(b) || this.byId(a, b));
  }

  protect(): void {
    this.attacker.learn(this.knowledge());
    if (this.rules.kind !== 'suppress') return;
    for (const target of this.targets) {
      const { low, high } = openRange(this.countOf(target), this.rules);
      this.cover(target, -1, this.countOf(target) - low);
      this.cover(target, 1, high - this.countOf(target));
    }
    this.showAgain();
  }

  result(): Protection {
    this.attacker.learn(this.knowledge());
    const isTarget = new Set(this.targets);
    const exposed: Exposed[] = [];
    const cells = this.table.cells.map((cell, at): ProtectedCell => {
      const hidden = this.hidden[at] ?? null;
      // Without effort the table is refused whatever stands here.
      const isAsked = (hidden !== null || isTarget.has(at)) && this.effort.left >= 0;
      const bounds = isAsked ? this.attacker.boundsOf(at) : null;
      if (isTarget.has(at) && bounds !== null && !this.isOpen(at)) exposed.push(this.exposure(at, bounds));
      const shown = hidden !== null || cell.role === 'guarded' ? null : shownNumber(this.countOf(at), this.rules);
      const protects = [...(this.protects.get(at) ?? [])].sort(this.byId).map((other) => this.idOf(other));
      return { id: cell.id, shown, hidden, protects: hidden === 'protects' ? protects : [], bounds };
    });
    const cost = this.hidden.reduce((sum, why, at) => sum + (why === 'protects' ? this.countOf(at) : 0), 0);
    return { cells, exposed, cost };
  }

  private exposure(at: number, bounds: CellBounds): Exposed {
    const open = openRange(this.countOf(at), this.rules);
    const directions = [
      ...(bounds.low > open.low ? [-1 as const] : []),
      ...(bounds.high < open.high ? [1 as const] : []),
    ];
    const givers = new Set(directions.flatMap((direction) => this.attacker.givenAwayBy(at, direction)));
    return { id: this.idOf(at), bounds, givenAwayBy: [...givers].sort((a, b) => a - b).map((cell) => this.idOf(cell)) };
  }

  /** Hides cells until the target may be so much more or less, or until nothing is left to hide. */
  private cover(target: number, direction: 1 | -1, length: number): void {
    while (!this.attacker.canReach(target, direction, length)) {
      if (this.effort.left < 0) return;
      const chosen = this.cheapestCover(target, direction, length);
      const next = chosen.length > 0 ? chosen : this.cheapestGiver(target, direction);
      if (next.length === 0) return;
      for (const cell of next) {
        this.hidden[cell] = 'protects';
        this.protects.set(cell, (this.protects.get(cell) ?? new Set()).add(target));
      }
      this.attacker.learn(this.knowledge());
    }
  }

  /**
   * The cells that must move for the target to move so far, chosen so that the people in them are few: a linear program in which
   * each shown number may leave its range at a price. None when it cannot be done at all.
   */
  private cheapestCover(target: number, direction: 1 | -1, length: number): number[] {
    const { walk } = this.attacker;
    const known = this.knowledge();
    const atMost = rangeOfHidden(this.rules);
    const candidates = this.table.cells.flatMap((_, at) => (this.canBeHidden(at) ? [at] : []));
    for (const at of candidates) walk.limit(at, atMost.low - this.countOf(at), atMost.high);
    const { low, high } = known[target] as Range;
    const count = this.countOf(target);
    walk.limit(target, Math.max(low - count, -length), Math.min(high - count, length));
    walk.reset();
    walk.cheapest(new Map([[target, -direction]]));
    const reached = Math.abs(walk.values[target] as number) >= length - 1e-6;
    if (reached) {
      walk.limit(target, direction * length, direction * length);
      for (const at of candidates) {
        const range = known[at] as Range;
        walk.price(at, range.low - this.countOf(at), range.high - this.countOf(at), this.countOf(at) + 1);
      }
      walk.cheapest(new Map());
    }
    const moved = candidates.filter((at) => {
      const value = (walk.values[at] as number) + this.countOf(at);
      const range = known[at] as Range;
      return value < range.low - 1e-6 || value > range.high + 1e-6;
    });
    this.attacker.learn(known);
    return reached ? moved : [];
  }

  /** The smallest of the numbers that give the target away and can be hidden; else of all that can be. */
  private cheapestGiver(target: number, direction: 1 | -1): number[] {
    const givers = this.attacker.givenAwayBy(target, direction).filter((at) => this.canBeHidden(at));
    const all = givers.length > 0 ? givers : this.table.cells.flatMap((_, at) => (this.canBeHidden(at) ? [at] : []));
    return all.sort((a, b) => this.countOf(a) - this.countOf(b) || this.byId(a, b)).slice(0, 1);
  }

  /** Shows again what turned out not to be needed, the most people first. */
  private showAgain(): void {
    const open = this.targets.filter((target) => this.isOpen(target));
    const secondary = this.hidden.flatMap((why, at) => (why === 'protects' ? [at] : []));
    for (const at of secondary.sort((a, b) => this.countOf(b) - this.countOf(a) || this.byId(a, b))) {
      if (this.effort.left < 0) return;
      this.hidden[at] = null;
      this.attacker.learn(this.knowledge());
      if (!open.every((target) => this.isOpen(target))) this.hidden[at] = 'protects';
    }
    this.attacker.learn(this.knowledge());
  }

  private isOpen(target: number): boolean {
    if (this.rules.kind !== 'suppress') return this.attacker.isUncertain(target);
    return this.attacker.leavesOpen(target, openRange(this.countOf(target), this.rules));
  }

  private canBeHidden(at: number): boolean {
    const { rules } = this;
    if (this.table.cells[at]?.role !== 'shown' || this.hidden[at] !== null || rules.kind !== 'suppress') return false;
    return this.countOf(at) >= rules.from;
  }

  private knowledge(): Knowledge {
    return this.table.cells.map((cell, at): Range => {
      const count = this.countOf(at);
      if (cell.role === 'guarded') return { low: 0, high: Number.POSITIVE_INFINITY };
      if (cell.role === 'fixed') return cell.told ?? rangeOfShown(count, this.rules);
      return this.hidden[at] === null ? rangeOfShown(count, this.rules) : rangeOfHidden(this.rules);
    });
  }

  private countOf(at: number): number {
    return this.table.counts[at] as number;
  }

  private idOf(at: number): string {
    return this.table.cells[at]?.id ?? '';
  }

  private readonly byId = (a: number, b: number): number => (this.idOf(a) < this.idOf(b) ? -1 : 1);
}
