/** `coterminous token`: tokens by which programs act for a person, within groups of verbs and until a day. */

import { type Command, Option } from 'commander';
import { listTokens, makeToken, revokeToken } from '#actions/tokens.ts';
import { now } from '#cli/clock.ts';
import { withShelves } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, type OutputFlags } from '#cli/output.ts';
import { parseDateFlag } from '#cli/parse-flags.ts';
import { type VerbGroup, verbGroupNames, verbGroups } from '#core/access/vocabulary.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { textTable } from '#std/text-table.ts';

type MakeFlags = OutputFlags & {
  readonly name: string;
  readonly scope: readonly VerbGroup[];
  readonly expires: IsoDate;
};

export function addTokenCommand(program: Command): void {
  const token = program.command('token').description('tokens by which programs act for a person');

  token
    .command('make')
    .description('make a token; prints it, once')
    .argument('<account>', 'e-mail address or id of the person it acts for')
    .requiredOption('--name <text>', 'what it is for')
    .addOption(new Option('--scope <scope...>', scopesInWords()).choices(verbGroupNames).makeOptionMandatory())
    .requiredOption('--expires <date>', 'the first day on which it opens nothing, within a year', parseDateFlag)
    .option('--json', 'print JSON')
    .action(async (account: string, flags: MakeFlags, command: Command) => {
      const { name, scope: scopes, expires: expiresOn } = flags;
      const made = answered(
        await withShelves(command, ({ registers }) =>
          makeToken(registers.store, registers.asker, { account, name, scopes, expiresOn, at: now() }),
        ),
      );
      print(flags, made, made.token);
    });

  token
    .command('list')
    .description('tokens of a person, those that are over too; never the tokens themselves')
    .argument('<account>', 'e-mail address or id')
    .option('--json', 'print JSON')
    .action(async (account: string, flags: OutputFlags, command: Command) => {
      const tokens = answered(
        await withShelves(command, ({ registers }) => listTokens(registers.store, registers.asker, account)),
      );
      const headings = ['id', 'name', 'scopes', 'expires', 'last used'].map((heading) => ({ heading }));
      const rows = tokens.map(({ id, name, scopes, expiresAt, usedAt }) => [
        id,
        name,
        scopes.join(' '),
        expiresAt.slice(0, 10),
        usedAt ?? 'never',
      ]);
      print(flags, { tokens }, textTable(headings, rows));
    });

  token
    .command('revoke')
    .description('take a token away: it opens nothing from then on')
    .argument('<id>', 'id of the token, as "token list" shows it')
    .action(async (id: string, _flags: OutputFlags, command: Command) => {
      const revoked = await withShelves(command, ({ registers }) =>
        revokeToken(registers.store, registers.asker, { id, at: now() }),
      );
      if (!revoked.ok)
        throw new Stop(exitCodes.notFound, `There is no token ${id}. "coterminous token list" lists them.`);
      process.stdout.write(`The token ${id} opens nothing any more.\n`);
    });
}

function scopesInWords(): string {
  return `what it may do: ${verbGroupNames.map((name) => `${name} (${verbGroups[name].toLowerCase()})`).join(', ')}`;
}

function print(flags: OutputFlags, json: unknown, text: string): void {
  process.stdout.write(`${flags.json === true ? JSON.stringify(json, null, 2) : text}\n`);
}
