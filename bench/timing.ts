/** Timing lines in turns: each round times every line once, and ratios are taken within a round. */

import { performance } from 'node:perf_hooks';
import type { Line } from '#bench/workload.ts';

/** What was found of a line. @units milliseconds for one run; megabytes */
export type Timing = {
  readonly line: Line;
  /** One entry a round. */
  readonly rounds: readonly number[];
  readonly median: number;
  readonly peakMegabytes: number | undefined;
  readonly count: number | undefined;
};

const rounds = 15;
/** A sample runs a short line as often as it takes to fill this time, so that the clock's grain does not matter. */
const sampleMilliseconds = 20;
const warmUpMilliseconds = 300;

/** What lines said of themselves. */
type Reported = { readonly peaks: Map<Line, number>; readonly counts: Map<Line, number> };

/** Times of all lines, in their order. Lines that run once are timed first, once. */
export async function timeLines(lines: readonly Line[]): Promise<Timing[]> {
  const reported: Reported = { peaks: new Map(), counts: new Map() };
  const samples = new Map<Line, number[]>(lines.map((line) => [line, []]));
  for (const line of lines.filter((one) => one.once === true)) samples.get(line)?.push(await sample(line, 1, reported));
  const repeated = lines.filter((one) => one.once !== true);
  const repeats = new Map<Line, number>();
  for (const line of repeated) repeats.set(line, await warmUp(line, reported));
  for (let round = 0; round < rounds; round++) {
    for (const line of repeated) samples.get(line)?.push(await sample(line, repeats.get(line) ?? 1, reported));
  }
  return lines.map((line) => {
    const found = samples.get(line) ?? [];
    const { peaks, counts } = reported;
    return { line, rounds: found, median: median(found), peakMegabytes: peaks.get(line), count: counts.get(line) };
  });
}

/** The median over rounds of a / b, each taken within one round; lines that ran once are compared as they are. */
export function medianRatio(a: Timing, b: Timing): number {
  if (a.rounds.length !== b.rounds.length) return a.median / b.median;
  return median(a.rounds.map((time, round) => time / (b.rounds[round] as number)));
}

/** The middle value; the mean of the two middle ones of an even number; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** The time within which 95 of 100 questions are answered, asked one after another; `ask` is given 0, 1, 2 ... */
export async function percentile95(
  count: number,
  ask: (at: number) => Promise<unknown>,
): Promise<{ milliseconds: number }> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const start = performance.now();
    await ask(at);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { milliseconds: times[Math.floor(0.95 * count)] ?? Number.NaN };
}

/** Runs until the compiler has settled; returns how many runs fill a sample. */
async function warmUp(line: Line, reported: Reported): Promise<number> {
  const start = performance.now();
  let runs = 0;
  while (runs < 3 || performance.now() - start < warmUpMilliseconds) {
    await sample(line, 1, reported);
    runs += 1;
  }
  const fastest = await sample(line, Math.max(1, Math.floor(runs / 10)), reported);
  return Math.max(1, Math.round(sampleMilliseconds / fastest));
}

async function sample(line: Line, runs: number, reported: Reported): Promise<number> {
  const start = performance.now();
  let measuredByLine: number | undefined;
  for (let run = 0; run < runs; run++) {
    const result = line.run();
    // Awaiting costs: only what is asynchronous waits.
    const value = result instanceof Promise ? await result : result;
    if (typeof value !== 'object' || value === null) continue;
    if ('peakMegabytes' in value) reported.peaks.set(line, Number(value.peakMegabytes));
    if ('count' in value) reported.counts.set(line, Number(value.count));
    if ('milliseconds' in value) measuredByLine = Number(value.milliseconds);
  }
  return measuredByLine ?? (performance.now() - start) / runs;
}
