/** What reading a file of any form comes to: its rows, or the problems that forbid reading them. */

import type { RowSource } from '#core/datasets/row-source.ts';
import type { Problem } from '#std/problem.ts';

/** `close` removes what was made beside the file; rows cannot be read after it. */
export type TableRows = RowSource & {
  /** Found so far; a pass over all rows may add to them. */
  readonly warnings: readonly Problem[];
  /** Rows below the heading, where the file says it without being read. */
  readonly rowCount?: number;
  readonly close: () => Promise<void>;
};

export type FoundRows = TableRows | { readonly problems: readonly Problem[] };
