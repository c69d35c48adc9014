/** `coterminous organisations` and `coterminous organisation CODE`. */

import type { Command } from 'commander';
import { listOrganisations } from '#actions/list-organisations.ts';
import { showOrganisation } from '#actions/show-organisation.ts';
import { today } from '#cli/clock.ts';
import { withContextFlags, withRegisters } from '#cli/context-flags.ts';
import { organisationText } from '#cli/organisation-text.ts';
import { answered, type OutputFlags, printAnswer } from '#cli/output.ts';
import { parseDateFlag, parseTierFlag } from '#cli/parse-flags.ts';
import { type TierName, tierNames, tiers } from '#core/register/tiers.ts';
import { csvTable } from '#std/csv-text.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { textTable } from '#std/text-table.ts';
import { encodePortrait } from '#wire/encode-organisation.ts';
import { encodeBody } from '#wire/encode-register.ts';
import type { OrganisationRowWire } from '#wire/register.ts';

type ListFlags = OutputFlags & { readonly kind: TierName; readonly on: IsoDate; readonly search?: string };

export function addOrganisationCommands(program: Command): void {
  withContextFlags(program.command('organisations'))
    .description('the bodies of a kind on a day')
    .requiredOption('--kind <kind>', `one of ${tierNames.join(', ')}`, parseTierFlag)
    .requiredOption('--on <date>', 'the day, as YYYY-MM-DD', parseDateFlag)
    .option('--search <text>', 'only bodies whose name or a code contains this')
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (flags: ListFlags, command: Command) => {
      const { kind, on } = flags;
      const list = answered(
        await withRegisters(command, (shelf, context) =>
          listOrganisations(shelf, context, { tier: kind, on, search: flags.search }),
        ),
      );
      const organisations = list.bodies.map((body) => encodeBody(body, on));
      printAnswer(flags, {
        json: () => ({ on, kind, count: organisations.length, organisations }),
        csv: () => listCsv(organisations),
        text: () => listText(kind, on, organisations),
      });
    });

  withContextFlags(program.command('organisation'))
    .description('one body: identity, lineage, footprint, whom it overlaps')
    .argument('<code>', 'any code the body has had (ODS, GSS, ...), or its id')
    .option('--on <date>', 'the day, as YYYY-MM-DD (default: today)', parseDateFlag)
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write its building blocks to a CSV file; - prints them')
    .action(async (code: string, flags: OutputFlags & { readonly on?: IsoDate }, command: Command) => {
      const on = flags.on ?? today();
      const shown = answered(
        await withRegisters(command, (shelf, context) => showOrganisation(shelf, context, { code, on })),
      );
      const wire = encodePortrait(shown.portrait, true);
      printAnswer(flags, {
        json: () => wire,
        csv: () =>
          csvTable(
            ['geography', 'block', 'name', 'whole'],
            wire.footprint.blocks.map((block) => [wire.footprint.geography, block.code, block.name, block.whole]),
          ),
        text: () => organisationText(wire),
      });
    });
}

function listText(kind: TierName, on: IsoDate, rows: readonly OrganisationRowWire[]): string {
  const { singular, plural } = tiers[kind];
  const table = textTable(
    [{ heading: 'code' }, { heading: 'name' }, { heading: 'from' }, { heading: 'to' }, { heading: 'territory' }],
    rows.map((row) => [row.code, row.name, row.from ?? '', row.to ?? '', row.extent]),
  );
  const none =
    rows.length === 0 ? ', as far as this register goes; "coterminous registers --json" lists its kinds and dates' : '';
  return `${table}\n\n${rows.length} ${rows.length === 1 ? singular : plural} on ${on}${none}`;
}

function listCsv(rows: readonly OrganisationRowWire[]): string {
  return csvTable(
    ['code', 'name', 'identifiers', 'from', 'to', 'status', 'territory'],
    rows.map((row) => [
      row.code,
      row.name,
      row.identifiers.map((one) => `${one.scheme}:${one.value}`).join(' '),
      row.from,
      row.to,
      row.status,
      row.extent,
    ]),
  );
}
