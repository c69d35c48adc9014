/** `coterminous access`: who will see what when bodies end, what is decided of it, and its doing on the day. */

import { type Command, Option } from 'commander';
import { vestingAccess } from '#actions/vesting-access.ts';
import { usualGraceDays } from '#actions/vesting-book.ts';
import { decideSuccession, everyRecord, type SuccessionDecided, takeBackDecision } from '#actions/vesting-decisions.ts';
import { passAccess } from '#actions/vesting-pass.ts';
import { type AuthorFlags, authorOf, withAuthorFlags } from '#cli/author-flag.ts';
import { now, today } from '#cli/clock.ts';
import { withShelves } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { parseCountFlag, parseDateFlag } from '#cli/parse-flags.ts';
import { type Role, roleNames } from '#core/access/vocabulary.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { textTable } from '#std/text-table.ts';
import { accessDryRunCsv, encodeAccessDryRun, encodePassed } from '#wire/encode-people.ts';
import type { AccessDryRunWire, AccessPassedWire } from '#wire/people.ts';

type DayFlags = OutputFlags & { readonly on: IsoDate; readonly graceDays: number };
type DecideFlags = AuthorFlags & {
  readonly on: IsoDate;
  readonly from: string;
  readonly account?: string;
  readonly role?: Role;
  readonly kind?: string;
  readonly id: string;
  readonly to?: string[];
  readonly reason: string;
};

export function addAccessCommands(program: Command): void {
  const access = program
    .command('access')
    .description('who sees what when bodies end: roles and records that pass to who takes over');
  addDryRun(access);
  addDecide(access);
  addTakeBack(access);
  addPass(access);
}

function addDryRun(access: Command): void {
  withRegisterFlag(access.command('dry-run'))
    .description('who will see what by a day, and what is to be decided before; changes nothing')
    .requiredOption('--on <date>', 'the day by which bodies have ended', parseDateFlag)
    .option('--scenario <name>', 'which events hold (default: the law as it stands)')
    .addOption(graceOption())
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file of roles and records; - prints it')
    .action(async (flags: DayFlags, command: Command) => {
      const { on, graceDays } = flags;
      const question = { on, graceDays, today: today() };
      const run = answered(await withShelves(command, (shelves, context) => vestingAccess(shelves, context, question)));
      const wire = encodeAccessDryRun(run);
      printAnswer(flags, { json: () => wire, csv: () => accessDryRunCsv(wire), text: () => dryRunText(wire) });
    });
}

function addDecide(access: Command): void {
  withAuthorFlags(withRegisterFlag(access.command('decide')))
    .description('decide to whom a role or a record passes that does not pass by itself')
    .requiredOption('--on <date>', 'the day by which the body has ended', parseDateFlag)
    .requiredOption('--from <code>', 'the body that ends, by code, id or name')
    .option('--account <id>', 'of a role: whose it is')
    .addOption(new Option('--role <role>', 'of a role: which').choices(roleNames))
    .option('--kind <kind>', 'of a record: its kind, such as arrangement')
    .option('--id <id>', 'of a record: its id; left out: all of the kind that wait because of the body', everyRecord)
    .option('--to <code...>', 'who takes it over; left out: a role ends with the body')
    .requiredOption('--reason <text>', 'why')
    .action(async (flags: DecideFlags, command: Command) => {
      const { on, from, to = [], reason } = flags;
      const passing = passingOf(flags);
      const { name, actingFor } = authorOf(flags);
      const decided: SuccessionDecided = { on, from, passing, to, reason, name, actingFor, at: now() };
      const { decisions } = answered(
        await withShelves(command, (shelves, context) => decideSuccession(shelves, context, decided)),
      );
      process.stdout.write(`Decided: ${decisions.map(({ id, version }) => `${id} (version ${version})`).join(', ')}\n`);
    });
}

function addTakeBack(access: Command): void {
  withAuthorFlags(withRegisterFlag(access.command('take-back')))
    .description('take a decision back; what passed by it stays where it is')
    .argument('<id>', 'id of the decision, as the dry run lists it')
    .requiredOption('--reason <text>', 'why')
    .action(async (id: string, flags: AuthorFlags & { readonly reason: string }, command: Command) => {
      const { name, actingFor } = authorOf(flags);
      const request = { id, expectedVersion: 'any' as const, reason: flags.reason, name, actingFor, at: now() };
      answered(await withShelves(command, (shelves, context) => takeBackDecision(shelves, context, request)));
      process.stdout.write(`Taken back: ${id}\n`);
    });
}

function addPass(access: Command): void {
  withRegisterFlag(access.command('pass'))
    .description('pass roles and records on for a day that has come, in the law as it stands; twice is once')
    .option('--on <date>', 'the day by which bodies have ended (default: today)', parseDateFlag)
    .addOption(graceOption())
    .option('--json', 'print JSON')
    .action(async (flags: Omit<DayFlags, 'on'> & { readonly on?: IsoDate }, command: Command) => {
      const { on = today(), graceDays } = flags;
      const passed = answered(
        await withShelves(command, (shelves, { register }) =>
          passAccess(shelves, { register, on, graceDays, at: now() }),
        ),
      );
      const wire = encodePassed(passed);
      printAnswer(flags, { json: () => wire, csv: () => '', text: () => passedText(wire) });
    });
}

function graceOption(): Option {
  return new Option('--grace-days <days>', 'how long who held a role of a body that ended still reads')
    .argParser(parseCountFlag)
    .default(usualGraceDays);
}

function withRegisterFlag(command: Command): Command {
  return command.option('--register <name>', 'which register (default: the newest import)');
}

/** @throws Stop when neither a role nor a record is named, or both are */
function passingOf({ account, role, kind, id }: DecideFlags): SuccessionDecided['passing'] {
  if (kind !== undefined && account === undefined && role === undefined) return { kind: 'record', resource: kind, id };
  if (kind === undefined && account !== undefined && role !== undefined) return { kind: 'role', account, role };
  throw new Stop(exitCodes.usage, 'Name a role by --account and --role, or a record by --kind and --id.');
}

function dryRunText(wire: AccessDryRunWire): string {
  const { on, scenario, graceDays, endings, people, records, unattended, decisions, isDone } = wire;
  const codes = (bodies: readonly { readonly code: string }[]) => bodies.map(({ code }) => code).join(' ') || '-';
  const roles = people.flatMap(({ name, roles: own }) =>
    own
      .filter(({ outcome }) => outcome !== 'stays')
      .map(({ body, role, outcome, to, choices }) => [
        name,
        role,
        body.code,
        outcome,
        codes(outcome === 'waits' ? choices : to),
      ]),
  );
  const shown = records.first.map(({ resource, id, title, outcome, owners, after, waiting }) => [
    resource,
    id,
    outcome,
    codes(owners),
    outcome === 'waits' ? codes(waiting.flatMap(({ choices }) => choices)) : codes(after),
    title,
  ]);
  const sees = people.map(({ name, seesBefore, seesAfter, gains, loses }) => [
    name,
    ...[seesBefore, seesAfter, gains.count, loses.count].map(String),
  ]);
  const table = (headings: readonly string[], rows: string[][]) =>
    textTable(
      headings.map((heading) => ({ heading })),
      rows,
    );
  const parts = [
    `By ${on}, ${scenario}: ${endings.length} bodies have ended. ${isDone ? 'All of it is done but what waits.' : 'Nothing of it is done yet.'} Who held a role of one of them reads for ${graceDays} days more.`,
    roles.length === 0
      ? 'No role changes.'
      : table(['person', 'role', 'of', 'outcome', 'to, or to choose from'], roles),
    sees.length === 0 ? '' : table(['person', 'sees before', 'after', 'gains', 'loses'], sees),
    shown.length === 0
      ? 'No record changes hands.'
      : `${records.count} records, ${records.waiting} of them wait for a decision:\n${table(['kind', 'id', 'outcome', 'of', 'to, or to choose from', 'title'], shown)}`,
    unattended.length === 0 ? '' : `Nobody administers: ${codes(unattended)}`,
    ...decisions.map(({ id, from, passing, to }) => `Decided ${id}: ${passing}, from ${from.code} to ${codes(to)}`),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function passedText(passed: AccessPassedWire): string {
  const { on, rolesEnded, rolesGiven, recordsPassed, proposalsClosed, rolesWaiting, recordsWaiting } = passed;
  const unattended = passed.unattended.map(({ code }) => code).join(' ');
  return [
    `By ${on}: ${rolesEnded} roles ended, ${rolesGiven} were given, ${recordsPassed} records passed, ${proposalsClosed} proposals were closed.`,
    `${rolesWaiting} roles and ${recordsWaiting} records wait for a decision: see "coterminous access dry-run --on ${on}".`,
    ...(unattended === '' ? [] : [`Nobody administers: ${unattended}`]),
  ].join('\n');
}
