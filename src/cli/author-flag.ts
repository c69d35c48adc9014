/** Who makes a change from the command line: as the flag says, else the account of the operating system. */

import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import type { Author } from '#store/record-rows.ts';

export type AuthorFlags = { readonly by?: string; readonly actingFor?: string };

/** Adds --by and --acting-for. */
export function withAuthorFlags(command: Command): Command {
  return command
    .option('--by <name>', 'who makes the change, for the journal (default: your user name)')
    .option('--acting-for <code>', 'the body that you act for, by code or id');
}

/** The author that the flags name. @throws Stop when there is no name */
export function authorOf({ by, actingFor }: AuthorFlags): Author {
  const name = (by ?? accountName()).trim();
  if (name === '') throw new Stop(exitCodes.usage, 'Say who makes the change, with --by NAME.');
  return { name, actingFor: actingFor ?? null };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account that has no name on this machine, as in some containers.
    return '';
  }
}
