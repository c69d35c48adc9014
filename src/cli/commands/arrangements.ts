/** `coterminous arrangements`: list, import, export, template. */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { arrangementsTemplate, exportArrangements, type WorkbookForm } from '#actions/export-arrangements.ts';
import { importArrangements } from '#actions/import-arrangements.ts';
import { listArrangements } from '#actions/list-arrangements.ts';
import { arrangementsText, importText } from '#cli/arrangement-text.ts';
import { type AuthorFlags, authorOf, withAuthorFlags } from '#cli/author-flag.ts';
import { now, today } from '#cli/clock.ts';
import { withContextFlags, withShelves } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, answeredOrListed, type OutputFlags, printAnswer, writeOutput } from '#cli/output.ts';
import { parseDateFlag } from '#cli/parse-flags.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { describeProblem } from '#std/problem.ts';
import { arrangementRowsCsv, encodeArrangementRows } from '#wire/encode-arrangements.ts';

type ImportFlags = OutputFlags & AuthorFlags & { readonly dryRun?: boolean };

export function addArrangementCommands(program: Command): void {
  const arrangements = program.command('arrangements').description('what partners hold jointly');
  addListCommand(arrangements);
  addImportCommand(arrangements);
  addExportCommand(arrangements);

  arrangements
    .command('template')
    .description('write an empty spreadsheet with instructions and lists to choose from')
    .argument('<file>', 'Excel file to write, ending in .xlsx')
    .action(async (file: string) => {
      if (formOf(file) !== 'xlsx')
        throw new Stop(exitCodes.usage, 'The template is an Excel file: end its name in .xlsx.');
      writeOutput(file, await arrangementsTemplate());
      process.stderr.write(`Written to ${file}\n`);
    });
}

function addListCommand(arrangements: Command): void {
  withContextFlags(arrangements.command('list'))
    .description('the arrangements of a register on a day, each with its status and notices')
    .option('--on <date>', 'the day (default: today)', parseDateFlag)
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (flags: OutputFlags & { readonly on?: IsoDate }, command: Command) => {
      const list = answered(
        await withShelves(command, (shelves, context) =>
          listArrangements(shelves, context, { on: flags.on ?? today() }),
        ),
      );
      const { pack, timeline } = list.register;
      const rows = encodeArrangementRows(list.arrangements, { register: pack.name, timeline, on: list.on });
      printAnswer(flags, {
        json: () => ({ register: pack.name, on: list.on, arrangements: rows }),
        csv: () => arrangementRowsCsv(rows),
        text: () => arrangementsText(rows),
      });
    });
}

function addImportCommand(arrangements: Command): void {
  withAuthorFlags(arrangements.command('import'))
    .description('import a spreadsheet of arrangements: all of it or nothing')
    .argument('<file>', 'Excel (.xlsx) or CSV file')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--dry-run', 'only check, store nothing')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: ImportFlags, command: Command) => {
      const bytes = readInput(file);
      const author = authorOf(flags);
      const request = { bytes, fileName: basename(file), author, at: now(), isDryRun: flags.dryRun === true };
      const report = answeredOrListed(
        await withShelves(command, (shelves, context) => importArrangements(shelves, context, request)),
        flags,
      );
      for (const warning of report.problems) process.stderr.write(`${describeProblem(warning)}\n`);
      const wire = { ...report, problems: [...report.problems] };
      process.stdout.write(flags.json === true ? `${JSON.stringify(wire, null, 2)}\n` : `${importText(wire)}\n`);
    });
}

function addExportCommand(arrangements: Command): void {
  arrangements
    .command('export')
    .description('write all arrangements of a register to a spreadsheet that can be imported again')
    .argument('<file>', 'file to write: .xlsx or .csv by its ending; - prints CSV')
    .option('--register <name>', 'which register (default: the newest import)')
    .action(async (file: string, _flags: unknown, command: Command) => {
      const form = file === '-' ? 'csv' : formOf(file);
      const { bytes } = answered(
        await withShelves(command, (shelves, context) => exportArrangements(shelves, context, form)),
      );
      if (file === '-') process.stdout.write(bytes);
      else {
        writeOutput(file, bytes);
        process.stderr.write(`Written to ${file}\n`);
      }
    });
}

function formOf(file: string): WorkbookForm {
  const ending = file.toLowerCase().match(/\.(xlsx|csv)$/)?.[1];
  if (ending === undefined) throw new Stop(exitCodes.usage, `End the name of the file in .xlsx or .csv: ${file}`);
  return ending as WorkbookForm;
}

function readInput(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Stop(exitCodes.file, `${file} cannot be read: ${(error as Error).message}.`);
  }
}
