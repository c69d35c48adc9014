/**
 * Which module adds which commands, in the order of the help. A run reads only the module of its command: reading all of the
 * program takes longer than most commands do.
 */

import type { Command } from 'commander';

type CommandModule = {
  /** First words of the commands. */
  readonly adds: readonly string[];
  readonly load: () => Promise<(program: Command) => void>;
};

export const commandModules: readonly CommandModule[] = [
  { adds: ['start'], load: async () => (await import('#cli/commands/start.ts')).addStartCommand },
  { adds: ['open'], load: async () => (await import('#cli/commands/open.ts')).addOpenCommand },
  { adds: ['pack', 'import'], load: async () => (await import('#cli/commands/pack.ts')).addPackCommands },
  { adds: ['registers'], load: async () => (await import('#cli/commands/registers.ts')).addRegisterCommand },
  {
    adds: ['organisations', 'organisation'],
    load: async () => (await import('#cli/commands/organisations.ts')).addOrganisationCommands,
  },
  { adds: ['events'], load: async () => (await import('#cli/commands/events.ts')).addEventCommand },
  { adds: ['measure'], load: async () => (await import('#cli/commands/measure.ts')).addMeasureCommand },
  { adds: ['uncovered'], load: async () => (await import('#cli/commands/uncovered.ts')).addUncoveredCommand },
  { adds: ['arrangements'], load: async () => (await import('#cli/commands/arrangements.ts')).addArrangementCommands },
  { adds: ['data'], load: async () => (await import('#cli/commands/data.ts')).addDataCommands },
  { adds: ['rebase'], load: async () => (await import('#cli/commands/rebase.ts')).addRebaseCommand },
  { adds: ['crosswalk'], load: async () => (await import('#cli/commands/crosswalk.ts')).addCrosswalkCommand },
  { adds: ['scenarios'], load: async () => (await import('#cli/commands/scenarios.ts')).addScenariosCommand },
  { adds: ['handover'], load: async () => (await import('#cli/commands/handover.ts')).addHandoverCommand },
  { adds: ['access'], load: async () => (await import('#cli/commands/access.ts')).addAccessCommands },
  { adds: ['accounts'], load: async () => (await import('#cli/commands/accounts.ts')).addAccountCommands },
  { adds: ['token'], load: async () => (await import('#cli/commands/token.ts')).addTokenCommand },
  { adds: ['rulebook'], load: async () => (await import('#cli/commands/rulebook.ts')).addRulebookCommand },
  { adds: ['release'], load: async () => (await import('#cli/commands/release.ts')).addReleaseCommands },
  { adds: ['proposals'], load: async () => (await import('#cli/commands/proposals.ts')).addProposalsCommands },
  { adds: ['journal'], load: async () => (await import('#cli/commands/journal.ts')).addJournalCommands },
  { adds: ['jobs'], load: async () => (await import('#cli/commands/jobs.ts')).addJobCommands },
  { adds: ['backup', 'restore'], load: async () => (await import('#cli/commands/backup.ts')).addBackupCommands },
];

/** Flags of every command that are followed by a value. */
const valueFlags = ['--home', '--database-url', '--token'];

/** The modules that a run with these words needs: the one of its command; all for the help and for a word that is none. */
export function modulesFor(args: readonly string[]): readonly CommandModule[] {
  const at = args.findIndex((arg, place) => !arg.startsWith('-') && !valueFlags.includes(args[place - 1] ?? ''));
  const isHelp = args.slice(0, Math.max(at, 0)).some((arg) => arg === '--help' || arg === '-h');
  const asked = isHelp ? [] : commandModules.filter(({ adds }) => adds.includes(args[at] ?? ''));
  return asked.length === 0 ? commandModules : asked;
}
