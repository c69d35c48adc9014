/** Classes of values with about as many areas in each, and their colours. Pure. */

/** Class `n` holds values from `lows[n]` to `highs[n]`, both of which occur. */
export type ValueClasses = {
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  /** Values in each class. */
  readonly counts: readonly number[];
};

/** From light to dark: told apart by people with any colour vision, and on a grey print. */
const fills: readonly (readonly string[])[] = [
  ['#7fcdbb'],
  ['#c7e9b4', '#2c7fb8'],
  ['#edf8b1', '#7fcdbb', '#2c7fb8'],
  ['#ffffcc', '#a1dab4', '#41b6c4', '#225ea8'],
  ['#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'],
];
const mostClasses = fills.length;

/**
 * Quantile classes of the values, five at most. Equal values are never in two classes, so there may be fewer, and they
 * may be of different size. No values: no classes.
 */
export function quantileClasses(values: readonly number[]): ValueClasses {
  const sorted = [...values].sort((a, b) => a - b);
  const starts = new Set<number>();
  const wanted = Math.min(mostClasses, new Set(sorted).size);
  for (let at = 0; at < wanted; at++) {
    const value = sorted[Math.round((at * sorted.length) / wanted)];
    if (value !== undefined) starts.add(sorted.indexOf(value));
  }
  const firsts = [...starts].sort((a, b) => a - b);
  const ends = firsts.map((_, at) => (firsts[at + 1] ?? sorted.length) - 1);
  return {
    lows: firsts.map((first) => sorted[first] as number),
    highs: ends.map((end) => sorted[end] as number),
    counts: firsts.map((first, at) => (ends[at] as number) - first + 1),
  };
}

/** The number of the class that a value is in; -1 where there is none, or the value is not known. */
export function classOf(value: number | null, { lows }: ValueClasses): number {
  return value === null ? -1 : lows.findLastIndex((low) => low <= value);
}

/** The colour of a class, and of lines that are drawn over it. */
export function classColours(at: number, count: number): { readonly fill: string; readonly line: string } {
  const fill = fills[count - 1]?.[at] ?? '#ffffff';
  return { fill, line: count >= 2 && at >= count - (count > 3 ? 2 : 1) ? '#ffffff' : '#14232d' };
}
