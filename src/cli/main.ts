/** The command line: commands, their flags, and one place where errors end the run. */

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { modulesFor } from '#cli/command-table.ts';
import { endOf, exitCodeMeanings, exitCodes } from '#cli/exit-codes.ts';
import { Interrupted } from '#cli/interrupt.ts';
import { usualHome } from '#cli/settings.ts';

/** Runs one command and returns its exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const program = await makeProgram(args);
  // Stays for the rest of the process: the last output may fail after the command has ended.
  if (!process.stdout.listeners('error').includes(endOnLostOutput)) process.stdout.on('error', endOnLostOutput);
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const { exitCode, message } = endOf(error);
    process.stderr.write(`${message}\n`);
    // What a signal broke off may still hold the program open.
    if (error instanceof Interrupted) process.exit(exitCode);
    return exitCode;
  }
}

/** A reader that has seen enough (`| head`) ends the run quietly; output that cannot be written ends it with the reason. */
function endOnLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  process.stderr.write(`The output cannot be written: ${error.message}.\n`);
  process.exit(exitCodes.file);
}

async function makeProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('coterminous')
    .description(
      'Health bodies and councils through every reorganisation: who existed when, what they served, what became of them, and how they fit.',
    )
    .version(versionOfPackage())
    .option('--home <dir>', `data folder (default: COTERMINOUS_HOME, or ${usualHome(process.env)})`)
    .option('--database-url <url>', 'a PostgreSQL 18 database instead of the embedded one (default: DATABASE_URL)')
    .option('--token <token>', 'ask in the name of the holder of this token (default: COTERMINOUS_TOKEN)')
    .showHelpAfterError('(add --help for the flags)')
    .exitOverride()
    .addHelpText('after', helpAfter());
  for (const { load } of modulesFor(args)) (await load())(program);
  return program;
}

function helpAfter(): string {
  const codes = Object.entries(exitCodeMeanings).map(
    ([name, meaning]) => `  ${exitCodes[name as keyof typeof exitCodes]}  ${meaning}`,
  );
  return `
Environment:
  COTERMINOUS_HOME             data folder
  DATABASE_URL                 a PostgreSQL 18 database instead of the embedded one
  COTERMINOUS_TOKEN            token in whose holder's name a command asks; it is not shown to others, as a flag is
  PORT                         port of the workbench
  COTERMINOUS_BACKUP_FOLDER    where a backup goes before the tables are brought up to date; none: nowhere
  COTERMINOUS_PASSPHRASE       passphrase of an encrypted backup
  OTEL_EXPORTER_OTLP_ENDPOINT  address of a collector of traces
  A flag outweighs its variable.

Exit codes:
${codes.join('\n')}`;
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
