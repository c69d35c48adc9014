/** Lets people work on a server for a while, and finds the greatest rate at which it still answers in time. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DriverTask, DriverWord } from '#bench/load-driver.ts';
import type { StageFigures } from '#bench/load-figures.ts';
import type { LoadHome } from '#bench/load-home.ts';
import { type LoadServer, type ServerUse, startLoadServer } from '#bench/load-server.ts';

/** How soon 95 of 100 are to be answered. @units milliseconds */
export const loadBounds = { reads: 150, writes: 400 } as const;

export type LoadFound = {
  /** When everybody opened the two lists. */
  readonly opening: StageFigures;
  readonly usual: StageFigures;
  /** Of the server at the start, in the middle and at the end of the usual work. */
  readonly use: readonly [ServerUse, ServerUse, ServerUse];
  /** Rates beyond the usual one, each greater than the one before; the last may not hold the bounds. */
  readonly beyond: readonly StageFigures[];
};

export type LoadPlan = {
  /** Things done by all people together. @units in a second */
  readonly rate: number;
  readonly seconds: number;
  /** Rates to try beyond that, and for how long each. */
  readonly beyond: readonly number[];
  readonly secondsBeyond: number;
};

/** Work before anything is measured, at the usual rate, so that the program is compiled. @units seconds */
const warmUpSeconds = 10;

/** What was found. `flags`: of Node, for the server. */
export async function runLoad(made: LoadHome, plan: LoadPlan, flags: readonly string[] = []): Promise<LoadFound> {
  const server = await startLoadServer(made.home, flags);
  const driver = fork(join(dirname(fileURLToPath(import.meta.url)), 'load-driver.ts'));
  try {
    const place = { address: server.address, register: made.register, schedule: made.schedule };
    const opening = await told(driver, { do: 'begin', place, people: made.people });
    const stage = (rate: number, seconds: number) => told(driver, { do: 'stage', rate, seconds });
    await stage(plan.rate, Math.min(warmUpSeconds, plan.seconds));
    const [usual, use] = await watched(server, plan.seconds, stage(plan.rate, plan.seconds));
    const beyond: StageFigures[] = [];
    for (const rate of holdsBounds(usual) ? plan.beyond : []) {
      const found = await stage(rate, plan.secondsBeyond);
      beyond.push(found);
      if (!holdsBounds(found)) break;
    }
    driver.send({ do: 'end' } satisfies DriverTask);
    await once(driver, 'exit');
    return { opening, usual, use, beyond };
  } finally {
    driver.kill();
    await server.close();
  }
}

/** True when nothing went wrong, and 95 of 100 were answered in time. */
export function holdsBounds({ reads, writes, faults }: StageFigures): boolean {
  return Object.keys(faults).length === 0 && reads.p95 <= loadBounds.reads && writes.p95 <= loadBounds.writes;
}

async function watched(
  server: LoadServer,
  seconds: number,
  stage: Promise<StageFigures>,
): Promise<[StageFigures, LoadFound['use']]> {
  const start = await server.use();
  const [figures, middle] = await Promise.all([stage, pause(seconds * 500).then(() => server.use())]);
  return [figures, [start, middle, await server.use()]];
}

/** The figures of what the driver was told to do. @throws when it ends instead */
async function told(driver: ChildProcess, task: DriverTask): Promise<StageFigures> {
  const ended = once(driver, 'exit').then(() => {
    throw new Error('the people at work stopped');
  });
  ended.catch(() => {});
  const heard = once(driver, 'message') as Promise<[DriverWord]>;
  driver.send(task);
  const [word] = await Promise.race([heard, ended]);
  return word.figures;
}
