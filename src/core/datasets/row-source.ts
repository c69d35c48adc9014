/** Rows of text, a batch at a time: what a reader of files gives and what a data set is gathered from. */

export type RowBatch = {
  /** As a spreadsheet shows it: the heading row counts, from 1. */
  readonly firstRow: number;
  /** Each as long as the heading; a cell that is not there is empty. */
  readonly rows: readonly (readonly string[])[];
};

export type RowSource = {
  /** For messages. */
  readonly file: string;
  /** Each once, none empty. */
  readonly heading: readonly string[];
  /** Rows in order; may be asked for more than once. Throws a `TableFault` of the reader when the file turns out to be broken. */
  readonly batches: () => AsyncIterable<RowBatch>;
};
