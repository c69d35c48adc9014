/** What of a column is in no cell, or makes cells unknown: each with its areas, its amount, and a sentence. */

import { type Residuals, residualsOf } from '#core/rebase/cell.ts';
import { isPractices } from '#core/rebase/data-crosswalks.ts';
import type { RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import { tiers } from '#core/register/tiers.ts';

export type TableResidual = {
  readonly kind: 'outside' | 'landless' | 'missing' | 'uncovered';
  /** Codes, of sources or, for `uncovered`, of targets. The first thousand. */
  readonly areas: readonly string[];
  /** Of counts and money; of ratios those of the numerator. Null: not known, or no amount. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly says: string;
};

/** Codes listed with a residual. */
const most = 1000;

/** The residuals of a column, of which only those that are not empty. O(sources + targets + pieces). */
export function residualsOfColumn(
  column: RebasedColumn,
  { target, to }: Pick<RebasedTable, 'target' | 'to'>,
): TableResidual[] {
  const { rebased, at, source, use } = column;
  const found = residualsOf(rebased, amountsOf(column), at);
  const sourceCodes = (places: readonly number[]) => places.map((place) => source.codes[place] as string);
  const residuals: TableResidual[] = [];
  const outside = outsideOf(column, found);
  if (outside !== null) residuals.push(outside);
  const without = new Set(found.missing);
  const landless = found.landless.sources.filter((place) => !without.has(place));
  if (landless.length > 0) {
    const why = isPractices(use)
      ? 'no place: neither a commissioner of the day nor patients by area are known'
      : 'no land in the register';
    residuals.push({
      kind: 'landless',
      areas: sourceCodes(landless).slice(0, most),
      value: found.landless.sum,
      lower: found.landless.sum,
      upper: found.landless.sum,
      says: `${counted(landless.length, 'area has', 'areas have')} ${why}; what they have is in no cell.`,
    });
  }
  const placed = new Set(found.landless.sources);
  const missing = found.missing.filter((place) => !placed.has(place));
  if (missing.length > 0) {
    residuals.push({
      ...nothing,
      kind: 'missing',
      areas: sourceCodes(missing).slice(0, most),
      says: `${counted(missing.length, 'area has', 'areas have')} no number; every area that they lie in is not known, and has the others as its lower bound.`,
    });
  }
  if (found.uncovered.length > 0) {
    const [one, several] = to.kind === 'tier' ? [tiers[to.tier].singular, tiers[to.tier].plural] : ['area', 'areas'];
    const codes = found.uncovered.map((place) => target.codes[place] as string);
    residuals.push({
      ...nothing,
      kind: 'uncovered',
      areas: codes.slice(0, most),
      says: `${counted(codes.length, `${one} is`, `${several} are`)} not known: all or part of their land lies in no area of the data, or is not known.`,
    });
  }
  return residuals;
}

const nothing = { value: null, lower: null, upper: null };

/** Null when nothing lies outside. */
function outsideOf({ crosswalk, source, rebased, at }: RebasedColumn, { outside }: Residuals): TableResidual | null {
  const { firstPiece, targetOf, targets } = crosswalk;
  const areas: string[] = [];
  for (let area = 0; area < source.keys.length; area++) {
    const end = firstPiece[area + 1] as number;
    // Pieces are in order of target, and the outside is the last.
    if (end > (firstPiece[area] as number) && targetOf[end - 1] === targets) areas.push(source.codes[area] as string);
  }
  if (areas.length === 0) return null;
  const place = at * (targets + 1) + targets;
  const amount = (values: Float64Array) => (Number.isFinite(values[place]) ? (values[place] as number) : null);
  const { value, lower, upper } = rebased.amounts;
  const exactly = outside.sourcesSplit === 0 ? '' : ' at least in part';
  return {
    kind: 'outside',
    areas: areas.slice(0, most),
    value: amount(value),
    lower: amount(lower),
    upper: amount(upper),
    says: `${counted(areas.length, 'area of the data lies', 'areas of the data lie')}${exactly} outside every area that was asked for.`,
  };
}

/** What moved: values, numerators, or the totals that means stand for. */
export function amountsOf({ numbers }: Pick<RebasedColumn, 'numbers'>): Float64Array {
  if (numbers.kind === 'mean') {
    return numbers.values.map((mean, place) => {
      const below = numbers.denominators[place] as number;
      return below === 0 ? 0 : mean * below;
    });
  }
  return 'values' in numbers ? numbers.values : numbers.numerators;
}

function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}
