/** `coterminous start`: the workbench in the browser. */

import { type Command, Option } from 'commander';
import { secondFactorFor } from '#actions/asker-of.ts';
import { type LogLevel, logLevels } from '#api/log-levels.ts';
import { usualRateLimits } from '#api/usual-rate-limits.ts';
import { settingsFor } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { checkOpenness } from '#cli/openness.ts';
import { parseCountFlag, parsePortFlag, parseProxyFlag } from '#cli/parse-flags.ts';
import type { ServeOptions } from '#cli/serve.ts';

type StartFlags = Omit<ServeOptions, 'settings' | 'port' | 'logLevel' | 'tls' | 'rateLimits'> & {
  readonly port?: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  readonly log?: boolean;
  readonly logLevel?: LogLevel;
};

const usualPort = 4320;

export function addStartCommand(program: Command): void {
  const start = program
    .command('start')
    .description('start the workbench and open it in the browser')
    .option(
      '--port <number>',
      `port to listen on; 0 for any that is free (default: PORT, or ${usualPort})`,
      parsePortFlag,
    )
    .option(
      '--host <name>',
      'address to listen on; any but a loopback address lets other machines in: with --accounts and TLS',
      '127.0.0.1',
    )
    .option('--allow-host <name...>', 'names by which browsers elsewhere may call this machine, beside its addresses')
    .option('--no-open', 'do not open the browser')
    .option('--api-only', 'serve the API without the workbench');
  withSignInFlags(start)
    .option('--log', 'a line of JSON for each request and fault on standard error: --log-level info')
    .addOption(new Option('--log-level <level>', 'how much of the log is written').choices(logLevels))
    .option(
      '--metrics-port <number>',
      'a port for /metrics, /healthz and /readyz alone, on the same address',
      parsePortFlag,
    )
    .action(async ({ port, log, logLevel, ...flags }: StartFlags, command: Command) => {
      checkOpenness(flags);
      const { tlsCert: cert, tlsKey: key } = flags;
      const tls = cert === undefined || key === undefined ? undefined : { cert, key };
      const rateLimits = { requests: flags.requestsPerMinute, signIns: flags.signInsPerMinute };
      const wanted = port ?? portFromEnvironment(process.env['PORT']);
      // Loaded here, so that questions at the terminal do not wait for a server.
      const { serve } = await import('#cli/serve.ts');
      const level = logLevel ?? (log === true ? 'info' : undefined);
      await serve({ ...flags, tls, rateLimits, logLevel: level, settings: settingsFor(command), port: wanted });
    });
}

/** Who is let in, how what they send is kept secret on the way, and how much they may ask. */
function withSignInFlags(start: Command): Command {
  return start
    .option('--accounts', 'people sign in with accounts; without it only you do, by a link')
    .addOption(
      new Option(
        '--second-factor-for <whom>',
        'who can do nothing without one (default: approvers and administrators)',
      ).choices(secondFactorFor),
    )
    .option('--tls-cert <file>', 'speak TLS with this certificate (PEM, with those between it and its issuer)')
    .option('--tls-key <file>', 'the key of the certificate')
    .option(
      '--behind-proxy <address>',
      'address or network of the proxy that speaks TLS; only it is let in',
      parseProxyFlag,
    )
    .option(
      '--public-address <url>',
      'what people type, for passkeys and other sign-in: https://coterminous.example.org',
    )
    .option('--sign-in-providers <file>', 'where else people may sign in (OpenID Connect), as JSON')
    .option(
      '--requests-per-minute <number>',
      'how much one session, token or unknown address may ask',
      parseCountFlag,
      usualRateLimits.requests,
    )
    .option(
      '--sign-ins-per-minute <number>',
      'how often one address may try to sign in',
      parseCountFlag,
      usualRateLimits.signIns,
    );
}

function portFromEnvironment(text: string | undefined): number {
  if (text === undefined || text === '') return usualPort;
  try {
    return parsePortFlag(text);
  } catch (error) {
    throw new Stop(exitCodes.usage, `PORT is ${text}. ${(error as Error).message}`);
  }
}
