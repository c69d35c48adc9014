/** Areas of which nothing is known because all or part of their land lies in no area of the data. Pure. */

import { tiers } from '#core/register/tiers.ts';
import type { RebasedCellWire, RebasedWire } from '#wire/rebase.ts';
import { numberText } from '../../words.ts';

/** Tells the cells that are not known for want of land and have no lower bound but nothing; those that have one are not among them. */
export function withoutLandOf(
  { residuals }: Pick<RebasedWire, 'residuals'>,
  measure: Pick<RebasedWire['measures'][number], 'id'>,
): (cell: RebasedCellWire) => boolean {
  const uncovered = residuals.filter((one) => one.kind === 'uncovered' && one.measure === measure.id);
  const keys = new Set(uncovered.flatMap(({ period, areas }) => areas.map((area) => `${period} ${area}`)));
  return ({ area, period, value, lower }) =>
    value === null && (lower === null || lower === 0) && keys.has(`${period} ${area}`);
}

/** `33 more integrated care boards are not known: ...`: one sentence for all of them. */
export function landlessText({ to }: Pick<RebasedWire, 'to'>, count: number, isMore: boolean): string {
  const { singular, plural } = to.kind === 'tier' ? tiers[to.tier] : { singular: 'area', plural: 'areas' };
  const [what, is, their] = count === 1 ? [singular, 'is', 'its'] : [plural, 'are', 'their'];
  return `${numberText(count)} ${isMore ? 'more ' : ''}${what} ${is} not known: all or part of ${their} land lies in no area of the data`;
}
