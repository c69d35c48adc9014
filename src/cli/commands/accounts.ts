/** `coterminous accounts` and `coterminous token`: people who sign in, their roles, and tokens for programs. */

import { type Command, Option } from 'commander';
import { closeAccount, listAccounts } from '#actions/accounts.ts';
import { endGrant, giveGrant } from '#actions/accounts-grants.ts';
import { type HandedLink, inviteAccount, makeResetLink, resendInvitation } from '#actions/invitations.ts';
import { accountsJson, accountsText } from '#cli/account-text.ts';
import { type AuthorFlags, authorOf, withAuthorFlags } from '#cli/author-flag.ts';
import { now, today } from '#cli/clock.ts';
import { withShelves } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, type OutputFlags } from '#cli/output.ts';
import { parseDateFlag } from '#cli/parse-flags.ts';
import { type Role, roleNames, roles } from '#core/access/vocabulary.ts';
import type { IsoDate } from '#std/iso-date.ts';

type AccountFlags = AuthorFlags & OutputFlags & { readonly register?: string; readonly reason?: string };
type RoleFlags = AccountFlags & {
  readonly for: string;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly theirs?: boolean;
};
type InviteFlags = RoleFlags & { readonly name: string; readonly role: readonly Role[] };
type GrantFlags = RoleFlags & { readonly role: Role; readonly reason: string };
type EndFlags = AccountFlags & { readonly on?: IsoDate; readonly reason: string };

export function addAccountCommands(program: Command): void {
  const accounts = program
    .command('accounts')
    .description('people who sign in, and the roles that they hold for organisations');
  addListCommand(accounts);
  addInviteCommands(accounts);
  addGrantCommands(accounts);
  withSharedFlags(accounts.command('close'))
    .description('close an account: nobody signs in to it again, its roles end today, and what its holder did stays')
    .argument('<account>', 'e-mail address or id')
    .option('--reason <text>', 'why, for the journal')
    .action(async (account: string, flags: AccountFlags, command: Command) => {
      const { reason = null } = flags;
      answered(await withShelves(command, (shelves) => closeAccount(shelves, { account, reason, ...momentOf(flags) })));
      print(flags, { account }, `The account ${account} is closed.`);
    });
}

function addListCommand(accounts: Command): void {
  accounts
    .command('list')
    .description('accounts and the roles that they hold or will hold')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--closed', 'those that were closed too')
    .option('--json', 'print JSON')
    .action(async (flags: OutputFlags & { readonly closed?: boolean }, command: Command) => {
      const listed = answered(await withShelves(command, (shelves, { register }) => listAccounts(shelves, register)));
      const shown = listed.accounts.filter(({ body }) => flags.closed === true || body.state !== 'closed');
      print(flags, accountsJson(listed.register, shown), accountsText(shown, today()));
    });
}

function addInviteCommands(accounts: Command): void {
  withRoleFlags(withSharedFlags(accounts.command('invite')))
    .description('invite somebody to act for an organisation; prints a link to hand over, once')
    .argument('<email>', 'e-mail address of the person')
    .requiredOption('--name <name>', 'name of the person, as others see it')
    .addOption(new Option('--role <role...>', rolesInWords()).choices(roleNames).makeOptionMandatory())
    .action(async (email: string, flags: InviteFlags, command: Command) => {
      const { name, role, reason } = flags;
      const link = answered(
        await withShelves(command, (shelves, { register }) =>
          inviteAccount(shelves, { ...roleOf(flags), register, email, name, roles: role, reason }),
        ),
      );
      printLink(flags, link, `${email} has an account already, and holds the role${role.length > 1 ? 's' : ''} now.`);
    });

  withSharedFlags(accounts.command('resend'))
    .description('another link for somebody who has not accepted the invitation; the one before it opens nothing')
    .argument('<account>', 'e-mail address or id')
    .action(async (account: string, flags: AccountFlags, command: Command) => {
      const asked = { account, ...momentOf(flags) };
      printLink(flags, answered(await withShelves(command, (shelves) => resendInvitation(shelves, asked))));
    });

  withSharedFlags(accounts.command('reset'))
    .description('a link by which somebody chooses another password; works for an hour')
    .argument('<account>', 'e-mail address or id')
    .option('--clear-factors', 'for who has lost the second factor as well: it is gone when the link is used')
    .action(async (account: string, flags: AccountFlags & { readonly clearFactors?: boolean }, command: Command) => {
      const asked = { account, clearsFactors: flags.clearFactors === true, ...momentOf(flags) };
      printLink(flags, answered(await withShelves(command, (shelves) => makeResetLink(shelves, asked))));
    });
}

function addGrantCommands(accounts: Command): void {
  withRoleFlags(withSharedFlags(accounts.command('grant')))
    .description('give somebody a role for an organisation; prints the id of the role')
    .argument('<account>', 'e-mail address or id')
    .addOption(new Option('--role <role>', rolesInWords()).choices(roleNames).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why, for the journal')
    .action(async (account: string, flags: GrantFlags, command: Command) => {
      const { role, reason } = flags;
      const given = answered(
        await withShelves(command, (shelves, { register }) =>
          giveGrant(shelves, { ...roleOf(flags), register, account, role, reason }),
        ),
      );
      print(flags, given, given.id);
    });

  withSharedFlags(accounts.command('end-grant'))
    .description('end a role, today or on a later day')
    .argument('<id>', 'id of the role, as "accounts list" shows it')
    .option('--on <date>', 'the first day on which it no longer holds (default: today)', parseDateFlag)
    .requiredOption('--reason <text>', 'why, for the journal')
    .action(async (id: string, flags: EndFlags, command: Command) => {
      const ended = await withShelves(command, async (shelves, { register }) => {
        const { accounts: kept } = answered(await listAccounts(shelves, register));
        const grant = kept.flatMap(({ grants }) => grants).find((one) => one.id === id);
        if (grant === undefined) throw new Stop(exitCodes.notFound, `There is no role ${id} in this register.`);
        const { on = today(), reason } = flags;
        const asked = { register: grant.register, id, expectedVersion: grant.version, on, reason };
        return endGrant(shelves, { ...asked, ...momentOf(flags) });
      });
      print(flags, answered(ended), `The role ${id} ends on ${flags.on ?? today()}.`);
    });
}

function withSharedFlags(command: Command): Command {
  return withAuthorFlags(command)
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print JSON');
}

function withRoleFlags(command: Command): Command {
  return command
    .requiredOption('--for <code>', 'the organisation, by code or id')
    .option('--from <date>', 'the first day of the role (default: today)', parseDateFlag)
    .option('--to <date>', 'the first day on which it no longer holds (default: until it is ended)', parseDateFlag)
    .option(
      '--theirs',
      'the account is kept by other organisations, and you have asked the person whether it is theirs',
    );
}

function rolesInWords(): string {
  return `what they may do: ${roleNames.map((name) => `${name} (${roles[name].toLowerCase()})`).join('; ')}`;
}

function momentOf(flags: AuthorFlags) {
  return { author: authorOf(flags), at: now(), today: today() };
}

function roleOf(flags: RoleFlags) {
  const { for: organisation, from = today(), to = null, theirs } = flags;
  return { organisation, from, to, isTheirs: theirs === true, ...momentOf(flags) };
}

function printLink(flags: OutputFlags, { account, key, expiresAt }: HandedLink, without = ''): void {
  const path = key === null ? null : `/invitation#${key}`;
  const text =
    path === null
      ? without
      : `${path}\n\nPut it after the address of your server and hand it to the person by a way you trust. It works once, ` +
        `until ${expiresAt}, and is not shown again. Nothing was sent.`;
  print(flags, { account, path, expiresAt }, text);
}

function print(flags: OutputFlags, json: unknown, text: string): void {
  process.stdout.write(`${flags.json === true ? JSON.stringify(json, null, 2) : text}\n`);
}
