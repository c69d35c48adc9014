/** The running workbench: opens the data folder, the store and the server in order, and closes them in reverse. */

import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server as SecureServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import type { SecondFactorFor } from '#actions/asker-of.ts';
import { addDailyJobs } from '#actions/jobs/daily-work.ts';
import { runJob } from '#actions/jobs/run-job.ts';
import { loadSample } from '#actions/load-sample.ts';
import { showMap } from '#actions/show-map.ts';
import { tlsSettings } from '#api/bare-server.ts';
import { makeDrain } from '#api/drain.ts';
import type { IsProxy } from '#api/guard-proxy.ts';
import { watchedStore } from '#api/health.ts';
import type { LogLevel } from '#api/log-levels.ts';
import { makeMetrics } from '#api/metrics.ts';
import { makeMetricsServer } from '#api/metrics-server.ts';
import { makeServer, type ServerOptions } from '#api/server.ts';
import type { TraceOptions, Traces } from '#api/traces.ts';
import type { RateLimits } from '#api/usual-rate-limits.ts';
import { now, today } from '#cli/clock.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { holdHome, tellAddress } from '#cli/hold-home.ts';
import { type Interrupt, listenForInterrupt } from '#cli/interrupt.ts';
import { isLoopback } from '#cli/openness.ts';
import { openBrowser, ownerLink } from '#cli/owner-link.ts';
import type { Settings } from '#cli/settings.ts';
import { loadTlsFiles, type TlsPaths, watchTlsFiles } from '#cli/tls-files.ts';
import { traceOptionsOf } from '#cli/trace-settings.ts';
import { builtWorkbench } from '#cli/workbench-build.ts';
import type { SignInProvider } from '#identity/openid-provider.ts';
import { describeProblem } from '#std/problem.ts';
import { JobQueue } from '#store/job-queue.ts';
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
  /** People sign in with accounts; without it the one user of a laptop signs in by a link. */
  readonly accounts?: boolean;
  /** Whose roles ask for a second factor. */
  readonly secondFactorFor?: SecondFactorFor;
  /** The server speaks TLS itself. */
  readonly tls?: TlsPaths | undefined;
  /** What people type, for passkeys and other providers of sign-in. */
  readonly publicAddress?: string;
  /** A file that says where people may sign in besides. */
  readonly signInProviders?: string;
  readonly rateLimits?: RateLimits;
  /** The port of the metrics. Without it they are shown on the port of the readers, if only this machine reaches that. */
  readonly metricsPort?: number;
};

/** Behind a proxy: how long it may take to see that no more readers should be sent. @units milliseconds */
const noticeMs = 3_000;
/** A statement that takes longer is cancelled, so that none holds a connection for ever. @units milliseconds */
const statementPatienceMs = 600_000;
/** How long requests under way may take to end. @units milliseconds */
const drainMs = 10_000;

/** Serves until a signal comes. @throws Stop when the port or the data folder is taken or cannot be used */
export async function serve(options: ServeOptions): Promise<void> {
  const { settings } = options;
  const interrupt = listenForInterrupt();
  // The last opened is closed first, whether the start succeeds, fails half-way or is stopped.
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const running = await open(options, closing, interrupt);
    if (running === null) return;
    const link = options.accounts === true ? running.address : await showOwnerLink(running, closing);
    if (options.accounts === true) process.stdout.write(`Coterminous is at ${link}\n`);
    say(
      `Data: ${settings.databaseUrl === undefined ? settings.home : 'the database of DATABASE_URL'}. Stop with Ctrl+C.`,
    );
    if (options.open && process.stdout.isTTY === true) openBrowser(link);
    await interrupt.came;
  } finally {
    for (const close of closing.reverse()) await close();
    interrupt.release();
  }
}

type Running = { readonly store: Store; readonly address: string };

/** Prints the link by which the owner signs in, and a new one whenever SIGUSR2 comes; SIGUSR1 would start Node's debugger. */
async function showOwnerLink({ store, address }: Running, closing: (() => Promise<unknown>)[]): Promise<string> {
  const link = await ownerLink(store, address);
  process.stdout.write(`Coterminous is at ${link}\n`);
  const showAnother = (): void => {
    ownerLink(store, address).then(
      (another) => process.stdout.write(`Coterminous is at ${another}\n`),
      (error: Error) => say(`No new link could be made. ${error.message}`),
    );
  };
  process.on('SIGUSR2', showAnother);
  closing.push(async () => process.off('SIGUSR2', showAnother));
  return link;
}

/** Opens everything in order; null when a signal came on the way. */
async function open(
  { settings, ...options }: ServeOptions,
  closing: (() => Promise<unknown>)[],
  interrupt: Interrupt,
): Promise<Running | null> {
  const collector = traceOptionsOf(process.env);
  const tls = options.tls === undefined ? undefined : loadTlsFiles(options.tls, say);
  const providers = await signInProvidersOf(options.signInProviders);
  const dataFolder = settings.databaseUrl === undefined ? settings.home : undefined;
  // With a database of its own the data folder is not used, and other servers may share the database.
  if (dataFolder !== undefined) closing.push(await holdHome(dataFolder));
  if (interrupt.isOver()) return null;
  const store = await openStore({ ...settings, say, statementPatienceMs });
  closing.push(() => store.close());
  if (interrupt.isOver()) return null;
  if ((await loadSample(store, now())) !== null) say('The sample "Surrey and its neighbours" was loaded.');
  if (interrupt.isOver()) return null;
  const webFolder = options.apiOnly === true ? undefined : await builtWorkbench(settings.home, say);
  const shelves = makeShelves(store);
  const watching = await watch(options, store, dataFolder, closing, interrupt);
  const traces = await tracesTo(collector, store);
  if (traces !== null) closing.push(() => traces.close());
  const { behindProxy, accounts = false, secondFactorFor } = options;
  const publicAddress = (): string => publicAddressOf(options, app.server.address());
  const queue = queueOf(shelves);
  const app: FastifyInstance = await makeServer({
    shelves,
    webFolder,
    today,
    now,
    ...watching,
    traces: traces ?? undefined,
    isProxy: behindProxy,
    tls,
    door: accounts ? { kind: 'accounts', publicAddress, providers, secondFactorFor } : { kind: 'laptop' },
    rateLimits: options.rateLimits,
    wakeJob: (id, kind) => void queue.wake(id, kind),
  });
  if (options.tls !== undefined) closing.push(renewTls(app, options.tls));
  const end = makeDrain(app, drainMs);
  closing.push(async () => {
    if (behindProxy !== undefined && app.server.listening) await pause(noticeMs);
    await end();
  });
  if (interrupt.isOver()) return null;
  await listen(app, options.port, options.host, '--port or PORT');
  closing.push(() => queue.close());
  // Nobody waits for it: what cannot be begun now is begun within a minute, here or elsewhere.
  queue.start().catch((error: Error) => say(`Long work cannot be done by this server. ${error.message}`));
  // The first screen asks for this; a register that cannot be read is reported to whoever asks.
  showMap(shelves.registers, {}).catch(() => {});
  const address = addressOf(app.server.address(), options);
  if (dataFolder !== undefined) await tellAddress(dataFolder, { address, accounts });
  return { store, address };
}

/** The long work that this server takes on, besides answering. */
function queueOf(shelves: Shelves): JobQueue {
  const { store } = shelves.registers;
  const server = `${hostname()}, process ${process.pid}`;
  return new JobQueue(store, {
    run: (id, stopping) => runJob(shelves, { id, server, stopping, now }),
    addDue: () => addDailyJobs(store, now()),
    say,
  });
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
  const isShown = metricsPort === undefined && behindProxy === undefined && isLoopback(host);
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
function hostNames(options: Pick<ServeOptions, 'host' | 'allowHost' | 'publicAddress'>): string[] {
  const { host, allowHost = [], publicAddress } = options;
  const typed = publicAddress === undefined ? [] : [new URL(publicAddress).hostname];
  return ['localhost', host, hostname(), ...allowHost, ...typed];
}

type Listening = string | { readonly port: number } | null;

function addressOf(address: Listening, { host, tls }: Pick<ServeOptions, 'host' | 'tls'>): string {
  const scheme = tls === undefined ? 'http' : 'https';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${portOf(address)}/`;
}

/** What people type: as stated, else this machine by name, or the first name that is allowed. */
function publicAddressOf(options: Omit<ServeOptions, 'settings'>, address: Listening): string {
  const { publicAddress, host, allowHost = [], tls, behindProxy } = options;
  if (publicAddress !== undefined) return new URL(publicAddress).origin;
  const name = allowHost[0] ?? (isLoopback(host) ? 'localhost' : hostname());
  if (behindProxy !== undefined) return `https://${name}`;
  return new URL(`${tls === undefined ? 'http' : 'https'}://${name}:${portOf(address)}`).origin;
}

function portOf(address: Listening): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Takes a renewed certificate without a new start; call what it returns to stop. */
function renewTls(app: FastifyInstance, paths: TlsPaths): () => Promise<void> {
  const server = app.server as unknown as SecureServer;
  const stop = watchTlsFiles(paths, (files) => server.setSecureContext(tlsSettings(files)), say);
  return async () => stop();
}

/** The providers of the file. @throws Stop with everything that is wrong with it */
async function signInProvidersOf(path: string | undefined): Promise<readonly SignInProvider[]> {
  if (path === undefined) return [];
  const { loadSignInProviders } = await import('#identity/openid-providers.ts');
  const { providers, problems } = await loadSignInProviders(path, process.env);
  if (problems.length > 0) throw new Stop(exitCodes.usage, problems.map(describeProblem).join('\n'));
  return providers;
}
