/** The command line: commands, their flags, and one place where errors end the run. */

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addAccessCommands } from '#cli/commands/access.ts';
import { addAccountCommands } from '#cli/commands/accounts.ts';
import { addArrangementCommands } from '#cli/commands/arrangements.ts';
import { addBackupCommands } from '#cli/commands/backup.ts';
import { addCrosswalkCommand } from '#cli/commands/crosswalk.ts';
import { addDataCommands } from '#cli/commands/data.ts';
import { addEventCommand } from '#cli/commands/events.ts';
import { addHandoverCommand } from '#cli/commands/handover.ts';
import { addJobCommands } from '#cli/commands/jobs.ts';
import { addJournalCommands } from '#cli/commands/journal.ts';
import { addMeasureCommand } from '#cli/commands/measure.ts';
import { addOpenCommand } from '#cli/commands/open.ts';
import { addOrganisationCommands } from '#cli/commands/organisations.ts';
import { addPackCommands } from '#cli/commands/pack.ts';
import { addProposalsCommands } from '#cli/commands/proposals.ts';
import { addRebaseCommand } from '#cli/commands/rebase.ts';
import { addRegisterCommand } from '#cli/commands/registers.ts';
import { addReleaseCommands } from '#cli/commands/release.ts';
import { addRulebookCommand } from '#cli/commands/rulebook.ts';
import { addScenariosCommand } from '#cli/commands/scenarios.ts';
import { addStartCommand } from '#cli/commands/start.ts';
import { addTokenCommand } from '#cli/commands/token.ts';
import { addUncoveredCommand } from '#cli/commands/uncovered.ts';
import { endOf, exitCodeMeanings, exitCodes } from '#cli/exit-codes.ts';
import { Interrupted } from '#cli/interrupt.ts';
import { usualHome } from '#cli/settings.ts';

/** Runs one command and returns its exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const program = makeProgram();
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

function makeProgram(): Command {
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
  for (const add of [
    addStartCommand,
    addOpenCommand,
    addPackCommands,
    addRegisterCommand,
    addOrganisationCommands,
    addEventCommand,
    addMeasureCommand,
    addUncoveredCommand,
    addArrangementCommands,
    addDataCommands,
    addRebaseCommand,
    addCrosswalkCommand,
    addScenariosCommand,
    addHandoverCommand,
    addAccessCommands,
    addAccountCommands,
    addTokenCommand,
    addRulebookCommand,
    addReleaseCommands,
    addProposalsCommands,
    addJournalCommands,
    addJobCommands,
    addBackupCommands,
  ])
    add(program);
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
