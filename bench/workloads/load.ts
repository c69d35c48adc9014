/**
 * Two hundred people at work at the same time, each doing something every two seconds, on England with 20,000 made-up
 * arrangements that belong to their parties: looking at lists, arrangements and lines of a schedule, and one time in ten
 * writing. The server is the program itself; the people are a process of their own beside it, on the same processors.
 */

import { englandHome } from '#bench/england-home.ts';
import type { LoadFigures, StageFigures } from '#bench/load-figures.ts';
import { loadHome } from '#bench/load-home.ts';
import { holdsBounds, type LoadFound, loadBounds, runLoad } from '#bench/load-run.ts';
import type { Line, Prepared, Workload } from '#bench/workload.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';

const size = { arrangements: 20_000, people: 200, bodies: 60 } as const;
/** Everybody every two seconds. */
const rate = size.people / 2;
/** What it may grow by from the middle to the end: what is kept for each person is there by the middle. */
const steady = 1.2;

export const workloads: readonly Workload[] = [
  {
    name: 'load: 200 people at work on England with 20,000 made-up arrangements',
    prepare: async () => (hasSharedData() ? underLoad() : { skipped: 'the England data is not there' }),
  },
];

async function underLoad(): Promise<Prepared> {
  const minutes = minutesAsked();
  const made = await loadHome(englandHome().home, size);
  const found = await runLoad(made, {
    rate,
    seconds: minutes * 60,
    beyond: [1.25, 1.5, 2, 2.5, 3, 4, 5].map((times) => times * rate),
    secondsBeyond: Math.min(20, minutes * 30),
  });
  return { notes: notesOf(found, made.bodies), lines: linesOf(found, minutes * 60_000) };
}

/** From `--minutes=N`; 2 when that is left out. */
function minutesAsked(): number {
  const stated = process.argv.find((word) => word.startsWith('--minutes='))?.slice('--minutes='.length) ?? '2';
  const minutes = Number(stated);
  if (!(minutes > 0)) throw new Error(`--minutes takes a number above 0, not ${stated}`);
  return minutes;
}

function notesOf({ opening, usual, use, beyond }: LoadFound, bodies: number): string[] {
  const held = [usual, ...beyond].filter(holdsBounds).at(-1);
  const { reads, writes } = usual;
  const [start, middle, end] = use;
  return [
    `${size.people} people of ${bodies} bodies, each with a session, doing something every 2 seconds: ${usual.wanted} things, ${usual.reached.toFixed(0)} requests a second`,
    `${reads.count} reads, ${writes.count} writes; ${usual.overtaken} were told that somebody else was faster`,
    `when all ${size.people} come at once, ${inWords(opening.reads)}`,
    ...usual.each.map((one) => `  ${inWords(one)}`),
    `memory of the server: ${Math.round(start.memory)} MB at the start, ${Math.round(middle.memory)} in the middle, ${Math.round(end.memory)} at the end, without PostgreSQL`,
    `of one processor, a request took the server ${processorOf(end.processor - start.processor, usual)} and the people beside it ${processorOf(usual.driverProcessor, usual)}`,
    ...beyond.map(
      (stage) => `at ${stage.wanted} things a second ${holdsBounds(stage) ? 'holds' : 'no more'}: ${shortly(stage)}`,
    ),
    held === undefined
      ? 'the bounds do not hold at the usual rate'
      : `the greatest rate tried that holds the bounds: ${held.wanted} things, ${held.reached.toFixed(0)} requests a second`,
    ...Object.entries(usual.faults).map(([text, count]) => `fault, ${count} times: ${text.slice(0, 300)}`),
  ];
}

function processorOf(seconds: number, { reads, writes }: StageFigures): string {
  return `${((seconds * 1000) / (reads.count + writes.count)).toFixed(1)} ms`;
}

function linesOf({ usual, use }: LoadFound, milliseconds: number): Line[] {
  const [, middle, end] = use;
  const within = (figures: LoadFigures, atMost: number): Line[] => [
    { name: `${figures.name}, half of them within`, run: () => ({ milliseconds: figures.p50 }), once: true },
    {
      name: `${figures.name}, 95 of 100 within`,
      run: () => ({ milliseconds: figures.p95 }),
      once: true,
      bounds: [{ kind: 'milliseconds', atMost }],
    },
    { name: `${figures.name}, 99 of 100 within`, run: () => ({ milliseconds: figures.p99 }), once: true },
  ];
  return [
    ...within(usual.reads, loadBounds.reads),
    ...within(usual.writes, loadBounds.writes),
    {
      name: 'memory at the end',
      run: () => ({ milliseconds, peakMegabytes: end.memory }),
      once: true,
      bounds: [{ kind: 'megabytes', atMost: Math.round(middle.memory * steady) }],
    },
    {
      name: 'faults',
      run: () => ({ count: Object.values(usual.faults).reduce((sum, one) => sum + one, 0) }),
      once: true,
      bounds: [{ kind: 'count', atMost: 0 }],
    },
  ];
}

function inWords({ name, count, p50, p95, p99 }: LoadFigures): string {
  return `${name}: ${count}, p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
}

function shortly({ reads, writes, faults }: StageFigures): string {
  const faulty = Object.values(faults).reduce((sum, one) => sum + one, 0);
  return `reads p95 ${reads.p95.toFixed(0)} ms, writes p95 ${writes.p95.toFixed(0)} ms, ${faulty} faults`;
}
