/** A `coterminous start` of its own, to be asked, stopped and killed by tests. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CliOptions, type CliRun, ended, startCli } from '#tests/golden/run-cli.ts';

export type Workbench = {
  readonly child: ChildProcess;
  /** The address it printed, without the key of the link; null when it ended before it had one. */
  readonly address: string | null;
  /** The same with the key, by which its owner signs in once. */
  readonly link: string | null;
  readonly end: Promise<CliRun>;
};

/** Headers of whoever opened the link first: the owner. For changes too. @throws when the link opens nothing */
export async function ownerHeaders({ address, link }: Workbench): Promise<{ cookie: string; origin: string }> {
  const origin = new URL(address ?? '').origin;
  const key = new URL(link ?? '').searchParams.get('key');
  const headers = { 'content-type': 'application/json', origin };
  const answer = await fetch(`${origin}/api/session/owner`, { method: 'POST', headers, body: JSON.stringify({ key }) });
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('coterminous_session='));
  if (cookie === undefined) throw new Error(`the link opens nothing: ${await answer.text()}`);
  return { cookie: cookie.split(';')[0] ?? '', origin };
}

/** Starts a server on the data folder and waits until it says where it is, or has ended. */
export async function startWorkbench(
  home: string,
  flags: readonly string[] = ['--api-only'],
  options: CliOptions = {},
): Promise<Workbench> {
  const child = startCli(['--home', home, 'start', '--port', '0', '--no-open', ...flags], options);
  const end = ended(child);
  let said = '';
  const link = new Promise<string>((found) => {
    child.stdout?.on('data', (text: string) => {
      said += text;
      const match = /is at (https?:\S+)\n/.exec(said);
      if (match?.[1] !== undefined) found(match[1]);
    });
  });
  const shown = await Promise.race([link, end.then(() => null)]);
  return { child, address: shown?.replace(/\?.*$/, '') ?? null, link: shown, end };
}

/** Stops it as a person does, and gives its end and how long that took. @units milliseconds */
export async function stopWorkbench({ child, end }: Workbench, signal: NodeJS.Signals = 'SIGTERM') {
  const began = performance.now();
  child.kill(signal);
  const run = await end;
  return { run, took: performance.now() - began };
}

/** Kills it as nothing can be caught. */
export async function killWorkbench({ child }: Pick<Workbench, 'child'>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Processes that work in the database of that data folder: PostgreSQL, while it runs. */
export function databaseProcesses(home: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(join(home, 'postgres'));
    } catch {
      return false;
    }
  });
}

/** Waits until PostgreSQL has left the data folder; false when it has not within the time. */
export async function isDatabaseGone(home: string, patienceMs = 5_000): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (databaseProcesses(home).length > 0) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return true;
}
