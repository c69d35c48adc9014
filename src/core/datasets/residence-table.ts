/** Where the people of each practice live: what joins registered people to land. */

import type { DataSetStatement, Period } from '#core/datasets/data-set.ts';
import type { GeographyId } from '#core/pack/tables.ts';

/** One entry for each practice and block that share people. */
export type ResidenceTable = {
  readonly statement: DataSetStatement;
  readonly period: Period;
  readonly geography: GeographyId;
  /** Ids of practices in the register, each once. */
  readonly practices: readonly string[];
  /** Place in `practices`. @shape pairs */
  readonly practiceOf: Int32Array;
  /** Number of the block in its geography; -1: outside the register's land, such as Wales. @shape pairs */
  readonly blockOf: Int32Array;
  /** @units persons, whole @shape pairs */
  readonly persons: Float64Array;
};
