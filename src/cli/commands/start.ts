/** `coterminous start`: the workbench in the browser. */

import { isIP } from 'node:net';
import { type Command, Option } from 'commander';
import { type LogLevel, logLevels } from '#api/log-levels.ts';
import { settingsFor } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { parsePortFlag, parseProxyFlag } from '#cli/parse-flags.ts';
import type { ServeOptions } from '#cli/serve.ts';

type StartFlags = Omit<ServeOptions, 'settings' | 'port' | 'logLevel'> & {
  readonly port?: number;
  readonly log?: boolean;
  readonly logLevel?: LogLevel;
};

const usualPort = 4320;

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the workbench and open it in the browser')
    .option(
      '--port <number>',
      `port to listen on; 0 for any that is free (default: PORT, or ${usualPort})`,
      parsePortFlag,
    )
    .option(
      '--host <name>',
      'address to listen on; anything but a loopback address lets other machines in',
      '127.0.0.1',
    )
    .option('--allow-host <name...>', 'names by which browsers elsewhere may call this machine, beside its addresses')
    .option('--no-open', 'do not open the browser')
    .option('--api-only', 'serve the API without the workbench')
    .option(
      '--behind-proxy <address>',
      'address or network of the proxy that speaks TLS and signs people in; only it is let in',
      parseProxyFlag,
    )
    .option('--log', 'a line of JSON for each request and fault on standard error: --log-level info')
    .addOption(new Option('--log-level <level>', 'how much of the log is written').choices(logLevels))
    .option(
      '--metrics-port <number>',
      'a port for /metrics, /healthz and /readyz alone, on the same address',
      parsePortFlag,
    )
    .action(async ({ port, log, logLevel, ...flags }: StartFlags, command: Command) => {
      checkOpenness(flags);
      const wanted = port ?? portFromEnvironment(process.env['PORT']);
      // Loaded here, so that questions at the terminal do not wait for a server.
      const { serve } = await import('#cli/serve.ts');
      const level = logLevel ?? (log === true ? 'info' : undefined);
      await serve({ ...flags, logLevel: level, settings: settingsFor(command), port: wanted });
    });
}

function portFromEnvironment(text: string | undefined): number {
  if (text === undefined || text === '') return usualPort;
  try {
    return parsePortFlag(text);
  } catch (error) {
    throw new Stop(exitCodes.usage, `PORT is ${text}. ${(error as Error).message}`);
  }
}

/**
 * Other machines are let in only through a proxy.
 * @throws Stop when the address is not of this machine alone and no proxy is stated
 */
function checkOpenness({ host, behindProxy }: Pick<StartFlags, 'host' | 'behindProxy'>): void {
  if (behindProxy !== undefined || isLoopback(host)) return;
  throw new Stop(
    exitCodes.usage,
    `${host} lets other machines in, and Coterminous has no accounts of its own: whoever reaches it could read and change everything. ` +
      'Put a proxy before it that speaks TLS and signs people in, and name its address with --behind-proxy; docs/operations.md shows how. ' +
      'Leave --host out to serve this machine alone.',
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
