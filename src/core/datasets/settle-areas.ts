/**
 * Which areas the codes of a file are: one geography for all its periods where every code fits it, else one for each
 * period. Says of every code that fits nowhere what it is instead, and of totals that they are left out.
 */

import { type AreaIndex, areaKeyOf, geographyTitle } from '#core/datasets/area-index.ts';
import type { CodeBook } from '#core/datasets/code-book.ts';
import type { GeographyUse, Period } from '#core/datasets/data-set.ts';
import { isNationalTotal, isTotalOfFile, totalOfCode } from '#core/datasets/known-codes.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';
import { areasIn, type Recognised, readingOf, recogniseAreas } from '#core/datasets/recognise-areas.ts';
import type { Stranger } from '#core/datasets/stranger.ts';
import { totalLand } from '#core/datasets/total-land.ts';
import { shown } from '#core/pack/problem-list.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type SettledAreas = {
  /** @shape periods */
  readonly geographies: readonly GeographyUse[];
  /** Key of the area that a code, by number, means in a period, by place; null: it is left out. */
  readonly keyOf: (period: number, code: number) => string | null;
  /** By number of the code. */
  readonly totals: ReadonlyMap<number, Total>;
};

/** A row that adds up other rows. */
export type Total = {
  /** In a sentence. */
  readonly reason: string;
  /** Keys of the areas that it should be the sum of; null: all areas of the file; empty: it cannot be told. */
  readonly of: ReadonlySet<string> | null;
};

/** The codes of one period: numbers of codes that rows of it speak of. */
export type PeriodCodes = { readonly period: Period; readonly codes: readonly number[] };

/** The areas of the codes; null: none is known, which is a problem. Codes that a person left out are passed over. */
export function settleAreas(
  book: CodeBook,
  periods: readonly PeriodCodes[],
  stated: GeographyUse | null,
  index: AreaIndex,
  problems: ProblemBook,
  heading: string,
): SettledAreas | null {
  const plains = (codes: Iterable<number>) => [...codes].map((code) => book.plains[code] ?? '');
  const all = new Set(periods.flatMap(({ codes }) => codes));
  const wanted = [...all].filter((code) => totalOfCode(book.plains[code] ?? '') === null);
  const readings = readingsOf(plains(wanted), periods, stated, index, heading, (codes) =>
    plains(codes.filter((code) => totalOfCode(book.plains[code] ?? '') === null)),
  );
  if (readings === null) {
    tellNoAreas(book, [...all], index, problems, heading);
    return null;
  }
  const strangers = new Map<string, Stranger>();
  for (const reading of new Set(readings)) for (const one of reading.strangers) strangers.set(one.code, one);
  const geographies = readings.map(({ use }) => use);
  const totals = totalsOf(book, [...all], strangers, readings, periods, index);
  tellStrangers(book, [...all], strangers, totals, readings, index, problems, heading);
  return {
    geographies,
    keyOf: (period, code) => areaKeyOf(index, geographies[period] as GeographyUse, book.plains[code] ?? ''),
    totals,
  };
}

/** A reading for each period. */
function readingsOf(
  codes: readonly string[],
  periods: readonly PeriodCodes[],
  stated: GeographyUse | null,
  index: AreaIndex,
  heading: string,
  plainsOf: (codes: readonly number[]) => string[],
): Recognised[] | null {
  const forAll = (reading: Recognised) => periods.map(() => reading);
  if (stated !== null) return forAll(readingOf(index, stated, codes));
  const [best] = recogniseAreas(index, codes, periods.at(-1)?.period ?? null, heading);
  if (best === undefined) return null;
  const misses = missesOf(best);
  const isReused = hasReusedCode(index, best.use, codes);
  if ((misses === 0 && !isReused) || periods.length < 2) return forAll(best);
  const each = periods.map(({ period, codes: own }) => {
    const all = recogniseAreas(index, plainsOf(own), period, heading);
    // A period of few codes may as well be of a larger kind; what the whole file is of decides.
    return all.find((one) => isAlike(one, best) && one.recognised === all[0]?.recognised);
  });
  const found = each.filter((one) => one !== undefined);
  if (found.length < periods.length) return forAll(best);
  const missed = new Set(
    found.flatMap((one) => one.strangers.filter(({ why }) => why !== 'total')).map(({ code }) => code),
  );
  return missed.size < misses || (isReused && missed.size === 0) ? found : forAll(best);
}

/** True when a code was that of one body of the tier and later of another: no day speaks for all periods. */
function hasReusedCode({ meanings }: AreaIndex, use: GeographyUse, codes: readonly string[]): boolean {
  if (use.kind === 'blocks') return false;
  return codes.some((code) => {
    const bodies = (meanings.get(code)?.bodies ?? []).filter(({ tier }) => tier === use.tier);
    return new Set(bodies.map(({ organisation }) => organisation)).size > 1;
  });
}

function missesOf({ strangers }: Recognised): number {
  return strangers.filter(({ why }) => why !== 'total').length;
}

function isAlike(a: Recognised, b: Recognised): boolean {
  return a.use.kind === 'tier' && b.use.kind === 'tier' ? a.use.tier === b.use.tier : a.use.kind === b.use.kind;
}

function tellNoAreas(
  book: CodeBook,
  codes: readonly number[],
  index: AreaIndex,
  problems: ProblemBook,
  heading: string,
): void {
  const [first] = codes;
  const [geography] = index.timeline.world.land.geographies;
  const use = geography === undefined ? null : ({ kind: 'blocks', geography: geography.id } as const);
  const code = first === undefined ? '' : (book.texts[first] ?? '');
  const detail = use === null ? '' : ` ${readingOf(index, use, [code]).strangers[0]?.detail ?? ''}`;
  problems.error('no-known-areas', { row: book.firstRows[first ?? -1] ?? 1, column: heading }, () => ({
    message: `None of the ${codes.length} codes in this column is an area of the register.${detail}`,
    expected: 'codes of blocks or bodies, such as LSOA codes, GSS codes of councils or ODS codes',
    found: shown(code),
  }));
}

function tellStrangers(
  book: CodeBook,
  codes: readonly number[],
  strangers: ReadonlyMap<string, Stranger>,
  totals: ReadonlyMap<number, Total>,
  readings: readonly Recognised[],
  index: AreaIndex,
  problems: ProblemBook,
  heading: string,
): void {
  const [first] = readings;
  if (first === undefined) return;
  const mixture = first.mixture;
  if (mixture !== null && missesOf(first) > 0) {
    problems.error('mixed-vintages', { column: heading }, () => ({
      message: `The column mixes codes of different days: ${mixture}. Use one vintage, or give each period its own rows.`,
    }));
  }
  const title = geographyTitle(index.timeline, first.use);
  for (const code of codes) {
    const stranger = strangers.get(book.plains[code] ?? '');
    if (stranger === undefined || totals.has(code)) continue;
    const rows = book.rowCounts[code] ?? 1;
    problems.error('unknown-area', { row: book.firstRows[code] ?? 1, column: heading }, () => ({
      message: `This code is not among the ${title}. ${stranger.detail}${rows > 1 ? ` It stands in ${rows} rows.` : ''}`,
      found: shown(book.texts[code] ?? ''),
    }));
  }
}

function totalsOf(
  book: CodeBook,
  codes: readonly number[],
  strangers: ReadonlyMap<string, Stranger>,
  readings: readonly Recognised[],
  periods: readonly PeriodCodes[],
  index: AreaIndex,
): Map<number, Total> {
  const totals = new Map<number, Total>();
  const use = readings.at(-1)?.use;
  const last = periods.at(-1)?.period;
  if (use === undefined || last === undefined) return totals;
  const keys = new Set(codes.map((code) => areaKeyOf(index, use, book.plains[code] ?? '')));
  for (const code of codes) {
    const plain = book.plains[code] ?? '';
    const known = totalOfCode(plain);
    const stranger = strangers.get(plain);
    const total =
      known !== null
        ? { reason: `It is a total: ${known}.`, of: isSumOfAll(index, use, plain, keys) ? null : new Set<string>() }
        : stranger?.why === 'total'
          ? totalOfBody(index, use, stranger, keys, use.kind === 'tier' ? use.on : last.from)
          : null;
    if (total !== null) totals.set(code, total);
  }
  return totals;
}

/** A row for England beside the districts of one county is there to be compared with, not their sum. */
function isSumOfAll(index: AreaIndex, use: GeographyUse, plain: string, keys: ReadonlySet<string | null>): boolean {
  if (isTotalOfFile(plain)) return true;
  // Registers hold a few areas more than a table of a whole country names.
  return isNationalTotal(plain) && keys.size >= 0.9 * areasIn(index, use);
}

/**
 * A body of a larger kind is a total only where areas of the file lie within it: a county whose districts are not in the file
 * is no total of anything, and must not be dropped. Practices have no land, so for them its kind is enough.
 */
function totalOfBody(
  index: AreaIndex,
  use: GeographyUse,
  { code, detail }: Stranger,
  keys: ReadonlySet<string | null>,
  on: IsoDate,
): Total | null {
  const land = totalLand(index, use, code, on);
  const within = [...(land?.meets ?? [])].filter((key) => keys.has(key));
  if (within.length === 0 && !(use.kind === 'tier' && use.tier === 'practice')) return null;
  const isSum = land?.isTheirSum === true && within.length === land.meets.size;
  return { reason: detail, of: new Set(isSum ? within : []) };
}
