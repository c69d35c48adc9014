/**
 * Runs the benchmarks in bench/workloads and prints a line for each thing timed: its time, and how it stands to its
 * bounds. `node bench/run.ts [--strict] [WORD ...]`: only workloads whose name or file holds a word; with --strict a
 * missed bound is exit code 1; `--minutes=N` is how long people are at work on a server, 2 when left out.
 */

import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { medianRatio, type Timing, timeLines } from '#bench/timing.ts';
import type { Bound, Workload } from '#bench/workload.ts';

type Verdict = { readonly met: boolean; readonly text: string };

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const strict = process.argv.includes('--strict');

console.log(`node ${process.version}, ${availableParallelism()} processors`);
let missed = 0;
for (const { file, workload } of await loadWorkloads()) {
  if (words.length > 0 && !words.some((word) => file.includes(word) || workload.name.includes(word))) continue;
  missed += await runWorkload(workload);
}
console.log(missed === 0 ? '\nevery bound met' : `\n${missed} bound${missed === 1 ? '' : 's'} missed`);
process.exitCode = strict && missed > 0 ? 1 : 0;

async function loadWorkloads(): Promise<{ file: string; workload: Workload }[]> {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'workloads');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
  const found: { file: string; workload: Workload }[] = [];
  for (const file of files) {
    const module = (await import(pathToFileURL(join(folder, file)).href)) as {
      readonly workloads: readonly Workload[];
    };
    found.push(...module.workloads.map((workload) => ({ file, workload })));
  }
  return found;
}

/** Prints one workload; returns how many of its bounds were missed. */
async function runWorkload(workload: Workload): Promise<number> {
  console.log(`\n${workload.name}`);
  const prepared = await workload.prepare();
  if ('skipped' in prepared) {
    console.log(`  skipped: ${prepared.skipped}`);
    return 0;
  }
  for (const note of prepared.notes ?? []) console.log(`  ${note}`);
  try {
    const timings = await timeLines(prepared.lines);
    const width = Math.max(...timings.map((timing) => timing.line.name.length));
    let missedHere = 0;
    for (const timing of timings) {
      const verdicts = (timing.line.bounds ?? []).map((bound) => judge(bound, timing, timings));
      missedHere += verdicts.filter((verdict) => !verdict.met).length;
      const facts = [
        ...(timing.count === undefined ? [inWords(timing.median)] : []),
        ...perThing(timing),
        ...memory(timing),
        ...verdicts.map((verdict) => verdict.text),
      ];
      console.log(`  ${timing.line.name.padEnd(width)}  ${facts.join('; ')}`);
    }
    return missedHere;
  } finally {
    await prepared.close?.();
  }
}

function judge(bound: Bound, timing: Timing, all: readonly Timing[]): Verdict {
  switch (bound.kind) {
    case 'times-faster': {
      const ratio = medianRatio(namedIn(all, bound.than), timing);
      const text = `${ratio.toFixed(1)} times faster than "${bound.than}"`;
      return bound.atLeast === undefined
        ? { met: true, text }
        : verdict(ratio >= bound.atLeast, text, `at least ${bound.atLeast}`);
    }
    case 'times-as-long': {
      const ratio = medianRatio(timing, namedIn(all, bound.as));
      const text = `${ratio.toFixed(2)} times as long as "${bound.as}"`;
      return bound.atMost === undefined
        ? { met: true, text }
        : verdict(ratio <= bound.atMost, text, `at most ${bound.atMost}`);
    }
    case 'milliseconds':
      return verdict(timing.median <= bound.atMost, inWords(timing.median), `at most ${inWords(bound.atMost)}`);
    case 'megabytes': {
      const peak = timing.peakMegabytes ?? Number.NaN;
      return verdict(peak <= bound.atMost, `${Math.round(peak)} MB at most in use`, `at most ${bound.atMost}`);
    }
    case 'count': {
      const found = timing.count ?? Number.NaN;
      return verdict(found <= bound.atMost, String(found), `at most ${bound.atMost}`);
    }
    default:
      return bound satisfies never;
  }
}

function verdict(met: boolean, found: string, wanted: string): Verdict {
  return { met, text: `${found} (${wanted}: ${met ? 'met' : 'MISSED'})` };
}

function namedIn(timings: readonly Timing[], name: string): Timing {
  const found = timings.find((timing) => timing.line.name === name);
  if (found === undefined) throw new Error(`a bound names a line that the workload lacks: ${name}`);
  return found;
}

function perThing({ line, median }: Timing): string[] {
  return line.per === undefined ? [] : [`${((median * 1e6) / line.per.count).toFixed(2)} ns a ${line.per.unit}`];
}

function memory({ line, peakMegabytes }: Timing): string[] {
  const judged = line.bounds?.some((bound) => bound.kind === 'megabytes') ?? false;
  return peakMegabytes === undefined || judged ? [] : [`${Math.round(peakMegabytes)} MB`];
}

function inWords(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(2)} ms` : `${(milliseconds * 1000).toFixed(1)} us`;
}
