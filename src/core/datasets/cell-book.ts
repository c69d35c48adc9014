/** Columns of values that grow as rows come in any order: one for each measure and period, by number of the code. */

import { marks } from '#core/datasets/data-set.ts';

/** State of a cell: 0 no row spoke of it, else 1 + place in `marks`. */
export const noRow = 0;
export const knownState = 1 + marks.indexOf('known');

export type GrowingColumn = {
  readonly number: number;
  /** NaN: not known. */
  values: Float64Array;
  states: Uint8Array;
  /** The row that spoke of it last; 0: none. */
  rows: Uint32Array;
};

export class CellBook {
  readonly #columns: (GrowingColumn | undefined)[][] = [];
  #count = 0;
  /** Cells there is room for. */
  room = 0;

  /** The column of a measure and a period, with room for `code`. Made when it is not there. */
  column(measure: number, period: number, code: number): GrowingColumn {
    let ofMeasure = this.#columns[measure];
    if (ofMeasure === undefined) {
      ofMeasure = [];
      this.#columns[measure] = ofMeasure;
    }
    const column = ofMeasure[period] ?? this.#made(ofMeasure, period);
    if (code >= column.values.length) this.#grow(column, code);
    return column;
  }

  /** The column, or undefined when no row spoke of it. */
  columnAt(measure: number, period: number): GrowingColumn | undefined {
    return this.#columns[measure]?.[period];
  }

  #made(ofMeasure: (GrowingColumn | undefined)[], period: number): GrowingColumn {
    const column = {
      number: this.#count++,
      values: new Float64Array(0),
      states: new Uint8Array(0),
      rows: new Uint32Array(0),
    };
    ofMeasure[period] = column;
    return column;
  }

  #grow(column: GrowingColumn, code: number): void {
    const before = column.values.length;
    const size = Math.max(64, before * 2, code + 1);
    const values = new Float64Array(size).fill(Number.NaN, before);
    values.set(column.values);
    const states = new Uint8Array(size);
    states.set(column.states);
    const rows = new Uint32Array(size);
    rows.set(column.rows);
    Object.assign(column, { values, states, rows });
    this.room += size - before;
  }
}
