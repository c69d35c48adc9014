/**
 * What a benchmark is: a few lines that are timed in turns within one run, so that a busy machine slows all of them
 * alike, and bounds on how their times relate. A file in bench/workloads exports `workloads`, a list of these.
 */

/**
 * What must hold of a line. It is printed as met or missed; only `--strict` makes a miss an exit code. Without a figure
 * the ratio is printed for information.
 */
export type Bound =
  | { readonly kind: 'times-faster'; readonly than: string; readonly atLeast?: number }
  | { readonly kind: 'times-as-long'; readonly as: string; readonly atMost?: number }
  | { readonly kind: 'milliseconds'; readonly atMost: number }
  | { readonly kind: 'megabytes'; readonly atMost: number }
  | { readonly kind: 'count'; readonly atMost: number };

/** One thing that is timed. Its result is used only when it reports memory, a count, or a time that it took by itself. */
export type Line = {
  readonly name: string;
  /** May return `{ peakMegabytes }`, `{ milliseconds }` or `{ count }`, found by itself (in a child process, or a percentile). */
  readonly run: () => unknown;
  readonly bounds?: readonly Bound[];
  /** Long work: run once, without warming up. */
  readonly once?: boolean;
  /** Print the time for each of so many things, such as blocks. */
  readonly per?: { readonly count: number; readonly unit: string };
};

export type Prepared = {
  readonly lines: readonly Line[];
  /** Said above the lines: what was measured, and that results agree. */
  readonly notes?: readonly string[];
  readonly close?: () => unknown;
};

export type Workload = {
  readonly name: string;
  /** Sets up what is timed, or says in a sentence why it cannot be. */
  readonly prepare: () => Promise<Prepared | { readonly skipped: string }>;
};
