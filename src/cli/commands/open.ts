/** `coterminous open`: a new link to the server that runs already. */

import type { Command } from 'commander';
import { settingsFor, withStore } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { runningServer } from '#cli/hold-home.ts';

type OpenFlags = { readonly open: boolean; readonly address?: string };

export function addOpenCommand(program: Command): void {
  program
    .command('open')
    .description('open the workbench that runs already: prints a new link, which works once and for five minutes')
    .option('--address <url>', 'where the server is, when it has a database of its own')
    .option('--no-open', 'do not open the browser')
    .action(async (flags: OpenFlags, command: Command) => {
      const { address, accounts } = await serverOf(flags, command);
      // Loaded here, so that questions at the terminal do not wait for it.
      const { openBrowser, ownerLink } = await import('#cli/owner-link.ts');
      // Where people sign in there is no link: the owner works on the machine itself.
      const link = accounts ? address : await withStore(settingsFor(command), (store) => ownerLink(store, address));
      process.stdout.write(`Coterminous is at ${link}\n`);
      if (flags.open && process.stdout.isTTY === true) openBrowser(link);
    });
}

async function serverOf(
  { address }: OpenFlags,
  command: Command,
): Promise<{ readonly address: string; readonly accounts: boolean }> {
  if (address !== undefined) {
    const url = URL.parse(address);
    if (url === null)
      throw new Stop(exitCodes.usage, `--address is ${address}. Give one such as http://127.0.0.1:4320/.`);
    return { address: `${url.origin}/`, accounts: false };
  }
  const { home, databaseUrl } = settingsFor(command);
  if (databaseUrl !== undefined)
    throw new Stop(
      exitCodes.usage,
      'With a database of its own a server does not tell here where it is. Give --address.',
    );
  const running = await runningServer(home);
  if (running === null)
    throw new Stop(
      exitCodes.notFound,
      `No server runs on ${home}. Start one with "coterminous start", or name its folder with --home.`,
    );
  return running;
}
