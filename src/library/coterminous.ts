/**
 * What `import ... from 'coterminous'` gives: the pure functions of the core that a program of one's own can use, in Node and
 * in the browser. The one place that passes on what stands elsewhere; docs/guide/library.md shows how to use it.
 */

export type { Cells } from '#core/coterminosity/cells.ts';
export { type Amount, type Overlap, overlap, type Sizes, swapped, type Totals } from '#core/coterminosity/overlap.ts';
export type { CellBounds } from '#core/disclosure/attacker.ts';
export { type Cell as TableCell, type CellRole, type CountTable, makeTable } from '#core/disclosure/count-table.ts';
export {
  auditImpliedAreas,
  type ImpliedArea,
  type ImpliedAreaAudit,
  inWords,
  type Learned,
  type PublishedArea,
  planWithholding,
  type WithholdingPlan,
} from '#core/disclosure/implied-areas.ts';
export { type Exposed, type ProtectedCell, type Protection, protectTable } from '#core/disclosure/protect-table.ts';
export { checkRules, type DisclosureRules, nhsRules, type Range, type SuppressRules } from '#core/disclosure/rules.ts';
export { type ComparedArea, type Comparison, compareAreas, type Verdict } from '#core/rates/comparison.ts';
export {
  type Estimate,
  type EstimateOptions,
  type Observation,
  proportionOf,
  rateOf,
} from '#core/rates/intervals.ts';
export type { Areas } from '#core/rebase/areas.ts';
export { type Cell, cellOf, type Residuals, residualsOf } from '#core/rebase/cell.ts';
export {
  type Crosswalk,
  type CrosswalkQuestion,
  crosswalkOfPairs,
  makeCrosswalk,
  type PairTable,
} from '#core/rebase/crosswalk.ts';
export type { Amounts } from '#core/rebase/move-amounts.ts';
export { type Numbers, type Rebased, type RebaseRefusal, rebase } from '#core/rebase/rebase.ts';
export { type RebaseDefinition, rebaseSql, type SqlDialect } from '#core/rebase/rebase-sql.ts';
export type { Weights } from '#core/rebase/weights.ts';
export { areasOfRows, weightsOfRows } from '#library/rows.ts';
export type { Problem } from '#std/problem.ts';
export type { Result } from '#std/result.ts';
