/** Where the areas of a data set came from in the file it was gathered from. */

import type { RowReader } from '#core/datasets/row-reader.ts';

/** Areas of the data set, and which code of the file is which of them. */
export type PlacedAreas = {
  readonly keys: readonly string[];
  readonly codes: readonly string[];
  /** Place of the area of each code, in each period; -1: none. @shape periods, codes */
  readonly ofCode: readonly Int32Array[];
  /** 1 where the area is one of the period's geography. @shape periods, areas */
  readonly isIn: readonly Uint8Array[];
};

/** What later checks need to lead a value back to its row. */
export type WhereFrom = {
  readonly reader: RowReader;
  readonly measureOrder: readonly number[];
  readonly periodOrder: readonly number[];
  readonly areas: PlacedAreas;
};
