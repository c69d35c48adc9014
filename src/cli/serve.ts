/** The running workbench: opens the data folder, the store and the server in order, and closes them in reverse. */

import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { loadSample } from '#actions/load-sample.ts';
import { showMap } from '#actions/show-map.ts';
import { makeServer } from '#api/server.ts';
import { now, today } from '#cli/clock.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { holdHome } from '#cli/hold-home.ts';
import { type Interrupt, listenForInterrupt } from '#cli/interrupt.ts';
import type { Settings } from '#cli/settings.ts';
import { builtWorkbench } from '#cli/workbench-build.ts';
import { openStore } from '#store/open.ts';

export type ServeOptions = {
  readonly settings: Settings;
  readonly port: number;
  readonly host: string;
  /** Names by which browsers elsewhere may call this machine. */
  readonly allowHost?: readonly string[];
  readonly open: boolean;
  readonly log?: boolean;
  readonly apiOnly?: boolean;
};

/** Serves until a signal comes. @throws Stop when the port or the data folder is taken or cannot be used */
export async function serve(options: ServeOptions): Promise<void> {
  const { settings } = options;
  const interrupt = listenForInterrupt();
  // The last opened is closed first, whether the start succeeds, fails half-way or is stopped.
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const address = await open(options, closing, interrupt);
    if (address === null) return;
    process.stdout.write(`Coterminous is at ${address}\n`);
    say(
      `Data: ${settings.databaseUrl === undefined ? settings.home : 'the database of DATABASE_URL'}. Stop with Ctrl+C.`,
    );
    if (options.open && process.stdout.isTTY === true) openBrowser(address);
    await interrupt.came;
  } finally {
    for (const close of closing.reverse()) await close();
    interrupt.release();
  }
}

/** Opens everything in order and gives the address; null when a signal came on the way. */
async function open(
  { settings, ...options }: ServeOptions,
  closing: (() => Promise<unknown>)[],
  interrupt: Interrupt,
): Promise<string | null> {
  // With a database of its own the data folder is not used, and other servers may share the database.
  if (settings.databaseUrl === undefined) closing.push(await holdHome(settings.home));
  if (interrupt.isOver()) return null;
  const store = await openStore(settings);
  closing.push(() => store.close());
  if (interrupt.isOver()) return null;
  if ((await loadSample(store, now())) !== null) say('The sample "Surrey and its neighbours" was loaded.');
  if (interrupt.isOver()) return null;
  const webFolder = options.apiOnly === true ? undefined : await builtWorkbench(settings.home, say);
  const shelves = makeShelves(store);
  const app = await makeServer({
    shelves,
    webFolder,
    hosts: hostNames(options),
    today,
    now,
    log: options.log === true,
  });
  closing.push(() => app.close());
  if (interrupt.isOver()) return null;
  await listen(app, options.port, options.host);
  // The first screen asks for this; a register that cannot be read is reported to whoever asks.
  showMap(shelves.registers, {}).catch(() => {});
  return addressOf(app.server.address(), options.host);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function listen(
  app: { listen(options: { port: number; host: string }): Promise<string> },
  port: number,
  host: string,
): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Stop(
        exitCodes.inUse,
        `Port ${port} on ${host} is taken by another program. Choose another with --port or PORT; 0 takes any that is free.`,
      );
    if (code === 'EACCES')
      throw new Stop(exitCodes.usage, `Port ${port} may not be used by this account. Choose one above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Stop(
        exitCodes.usage,
        `${host} is not an address of this machine. Leave --host out to listen on this machine alone.`,
      );
    throw error;
  }
}

/** Names by which a browser may call the server: its own, the loopback's, and those that were allowed. */
function hostNames({ host, allowHost = [] }: Pick<ServeOptions, 'host' | 'allowHost'>): string[] {
  return ['localhost', host, hostname(), ...allowHost];
}

function addressOf(address: string | { readonly port: number } | null, host: string): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

/** A browser that cannot be opened is no fault: the address is printed. */
function openBrowser(address: string): void {
  const child = spawn('xdg-open', [address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
