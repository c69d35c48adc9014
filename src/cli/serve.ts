/** The running workbench: opens the data folder, the store and the server in order, and closes them in reverse. */

import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { loadSample } from '#actions/load-sample.ts';
import { showMap } from '#actions/show-map.ts';
import { makeDrain } from '#api/drain.ts';
import type { IsProxy } from '#api/guard-proxy.ts';
import { watchedStore } from '#api/health.ts';
import type { LogLevel } from '#api/log-levels.ts';
import { makeMetrics } from '#api/metrics.ts';
import { makeMetricsServer } from '#api/metrics-server.ts';
import { makeServer, type ServerOptions } from '#api/server.ts';
import type { TraceOptions, Traces } from '#api/traces.ts';
import { now, today } from '#cli/clock.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { holdHome } from '#cli/hold-home.ts';
import { type Interrupt, listenForInterrupt } from '#cli/interrupt.ts';
import type { Settings } from '#cli/settings.ts';
import { traceOptionsOf } from '#cli/trace-settings.ts';
import { builtWorkbench } from '#cli/workbench-build.ts';
import { openStore, type Store } from '#store/open.ts';

export type ServeOptions = {
  readonly settings: Settings;
  readonly port: number;
  readonly host: string;
  /** Names by which browsers elsewhere may call this machine. */
  readonly allowHost?: readonly string[];
  readonly open: boolean;
  readonly logLevel?: LogLevel | undefined;
  readonly apiOnly?: boolean;
  /** True of the addresses of the proxy that readers come through. */
  readonly behindProxy?: IsProxy;
  /** The port of the metrics. Without it they are shown on the port of the readers, if only this machine reaches that. */
  readonly metricsPort?: number;
};

/** Behind a proxy: how long it may take to see that no more readers should be sent. @units milliseconds */
const noticeMs = 3_000;
/** How long requests under way may take to end. @units milliseconds */
const drainMs = 10_000;

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
  const collector = traceOptionsOf(process.env);
  const dataFolder = settings.databaseUrl === undefined ? settings.home : undefined;
  // With a database of its own the data folder is not used, and other servers may share the database.
  if (dataFolder !== undefined) closing.push(await holdHome(dataFolder));
  if (interrupt.isOver()) return null;
  const store = await openStore({ ...settings, say });
  closing.push(() => store.close());
  if (interrupt.isOver()) return null;
  if ((await loadSample(store, now())) !== null) say('The sample "Surrey and its neighbours" was loaded.');
  if (interrupt.isOver()) return null;
  const webFolder = options.apiOnly === true ? undefined : await builtWorkbench(settings.home, say);
  const shelves = makeShelves(store);
  const watching = await watch(options, store, dataFolder, closing, interrupt);
  const traces = await tracesTo(collector, store);
  if (traces !== null) closing.push(() => traces.close());
  const { behindProxy } = options;
  const app = await makeServer({
    shelves,
    webFolder,
    today,
    now,
    ...watching,
    traces: traces ?? undefined,
    isProxy: behindProxy,
  });
  const end = makeDrain(app, drainMs);
  closing.push(async () => {
    if (behindProxy !== undefined && app.server.listening) await pause(noticeMs);
    await end();
  });
  if (interrupt.isOver()) return null;
  await listen(app, options.port, options.host, '--port or PORT');
  // The first screen asks for this; a register that cannot be read is reported to whoever asks.
  showMap(shelves.registers, {}).catch(() => {});
  return addressOf(app.server.address(), options.host);
}

/** What is told of the server while it runs; opens the port of the metrics, when there is one. */
async function watch(
  options: Omit<ServeOptions, 'settings'>,
  store: Store,
  dataFolder: string | undefined,
  closing: (() => Promise<unknown>)[],
  interrupt: Interrupt,
): Promise<Pick<ServerOptions, 'hosts' | 'logLevel' | 'watched' | 'metrics'>> {
  const { host, logLevel, metricsPort, behindProxy } = options;
  const hosts = hostNames(options);
  const watched = watchedStore(store, dataFolder, interrupt.isOver);
  const metrics = makeMetrics(store, watched.freeBytes);
  closing.push(async () => metrics.close());
  if (metricsPort !== undefined) {
    const shown = makeMetricsServer({ metrics, watched, hosts, logLevel });
    closing.push(makeDrain(shown, drainMs));
    await listen(shown, metricsPort, host, '--metrics-port');
  }
  const isShown = metricsPort === undefined && behindProxy === undefined;
  return { hosts, logLevel, watched, metrics: { of: metrics, isShown } };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Traces, when a collector is named; what they need is not loaded otherwise. */
async function tracesTo(options: TraceOptions | null, store: Store): Promise<Traces | null> {
  if (options === null) return null;
  const { makeTraces } = await import('#api/traces.ts');
  return makeTraces(store, options, say);
}

/** `flag` says in messages how to choose the port. */
async function listen(app: FastifyInstance, port: number, host: string, flag: string): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Stop(
        exitCodes.inUse,
        `Port ${port} on ${host} is taken by another program. Choose another with ${flag}; 0 takes any that is free.`,
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
