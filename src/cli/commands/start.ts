/** `coterminous start`: the workbench in the browser. */

import type { Command } from 'commander';
import { settingsFor } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { parsePortFlag } from '#cli/parse-flags.ts';
import type { ServeOptions } from '#cli/serve.ts';

type StartFlags = Omit<ServeOptions, 'settings' | 'port'> & { readonly port?: number };

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
    .option('--log', 'one line for each request on standard error')
    .action(async ({ port, ...flags }: StartFlags, command: Command) => {
      const wanted = port ?? portFromEnvironment(process.env['PORT']);
      // Loaded here, so that questions at the terminal do not wait for a server.
      const { serve } = await import('#cli/serve.ts');
      await serve({ ...flags, settings: settingsFor(command), port: wanted });
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
