/** Flags that every question takes, and the opening and closing of the store around a command. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { makeShelves, type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { askerOf } from '#actions/asker-of.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import { now, today } from '#cli/clock.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { listenForInterrupt } from '#cli/interrupt.ts';
import { parseMomentFlag } from '#cli/parse-flags.ts';
import { type Settings, settingsOf } from '#cli/settings.ts';
import type { Context } from '#core/register/question.ts';
import { openStore, type Store } from '#store/open.ts';

export type StoreFlags = { readonly home?: string; readonly databaseUrl?: string; readonly token?: string };

/** How long a store may take to close after a signal. @units milliseconds */
const closingPatience = 10_000;

/** Adds --register, --scenario and --known. */
export function withContextFlags(command: Command): Command {
  return command
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--scenario <name>', 'which events hold (default: the law as it stands)')
    .option('--known <moment>', 'as known at this moment of recorded time (default: now)', parseMomentFlag);
}

/** The settings of a run, from the flags before and after the command and the environment. */
export function settingsFor(command: Command): Settings {
  return settingsOf(command.optsWithGlobals<StoreFlags>(), process.env);
}

/**
 * Runs with an open store, and closes it whatever happens. A signal gives the run up; long work asks `isOver` at its
 * steps, so that what it holds is let go.
 * @throws Interrupted when a signal came
 */
export async function withStore<T>(
  settings: Settings,
  run: (store: Store, isOver: () => boolean) => Promise<T>,
  open: typeof openStore = openStore,
): Promise<T> {
  if (settings.token !== undefined) {
    const detail = 'This command works on the whole installation, as its owner, and takes no token.';
    throw new Stop(exitCodes.usage, `${detail} Leave --token and COTERMINOUS_TOKEN out.`);
  }
  return withOpenStore(settings, run, open);
}

async function withOpenStore<T>(
  settings: Settings,
  run: (store: Store, isOver: () => boolean) => Promise<T>,
  open: typeof openStore = openStore,
): Promise<T> {
  const interrupt = listenForInterrupt();
  const stopped = interrupt.came.then((end) => Promise.reject(end));
  // A signal after the end of the run has nobody left to tell.
  stopped.catch(() => {});
  try {
    const store = await open({ ...settings, say: (text) => process.stderr.write(`${text}\n`) });
    try {
      return await Promise.race([stopped, run(store, interrupt.isOver)]);
    } finally {
      const patience = interrupt.came.then(() => pause(closingPatience));
      await Promise.race([store.close(), patience]);
    }
  } finally {
    interrupt.release();
  }
}

/** Runs with registers to ask, and the context that the flags name. */
export function withRegisters<T>(
  command: Command,
  run: (shelf: RegisterShelf, context: Context) => Promise<T>,
): Promise<T> {
  return withShelves(command, ({ registers }, context) => run(registers, context));
}

/**
 * Runs with everything that may be asked, as the holder of the token sees it or else as the owner of the installation, and
 * the context that the flags name.
 * @throws Stop when nobody holds the token
 */
export function withShelves<T>(command: Command, run: (shelves: Shelves, context: Context) => Promise<T>): Promise<T> {
  const settings = settingsFor(command);
  return withOpenStore(settings, async (store) => {
    const shelves = await shelvesOf(store, settings.token);
    return run(shelves, command.optsWithGlobals<Context>());
  });
}

async function shelvesOf(store: Store, token: string | undefined): Promise<Shelves> {
  const shelves = makeShelves(store);
  if (token === undefined) return shelves;
  const asker = await askerOf(store, { token }, now(), today());
  if (asker !== null) return shelvesFor(shelves, asker);
  const detail = 'The token is not known, has expired or was revoked. Make a new one under Account in the workbench.';
  throw new Stop(exitCodes.refused, detail);
}
