/** `coterminous data`: import, inspect, england, list, show. */

import { accessSync, constants } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { DataFile } from '#actions/data-file.ts';
import { importData } from '#actions/import-data.ts';
import { importEnglandData } from '#actions/import-england-data.ts';
import { inspectData } from '#actions/inspect-data.ts';
import { listDataSets } from '#actions/list-data-sets.ts';
import { showDataSet } from '#actions/show-data-set.ts';
import { type AuthorFlags, authorOf, withAuthorFlags } from '#cli/author-flag.ts';
import { now } from '#cli/clock.ts';
import { withShelves } from '#cli/context-flags.ts';
import { amended, type DataFlags, descriptionIn, withDataFlags } from '#cli/data-flags.ts';
import { dataImportText, dataSetsText, dataSetText, inspectionText } from '#cli/data-text.ts';
import { exitCodes, Stop, stopOf } from '#cli/exit-codes.ts';
import { answered, answeredOrListed, type OutputFlags, printAnswer, progressLine, writeOutput } from '#cli/output.ts';
import { describeProblem } from '#std/problem.ts';
import {
  dataSetsCsv,
  encodeDataImport,
  encodeDataSet,
  encodeDataSetDetail,
  encodeInspection,
} from '#wire/encode-data-sets.ts';

type ImportFlags = OutputFlags & AuthorFlags & DataFlags & { readonly dryRun?: boolean };
type InspectFlags = OutputFlags & { readonly sheet?: string; readonly writeDescription?: string };

/** Progress is told every so many rows. */
const rowsBetweenSteps = 200_000;

export function addDataCommands(program: Command): void {
  const data = program.command('data').description('numbers about areas: what is kept, and files of them');
  addImportCommand(data);
  addInspectCommand(data);
  addEnglandCommand(data);
  addListCommand(data);
  addShowCommand(data);
}

function addImportCommand(data: Command): void {
  withAuthorFlags(withDataFlags(data.command('import')))
    .description('import a file of numbers: all of it or nothing')
    .argument('<file>', 'CSV (gzipped or not), Excel (.xlsx) or Parquet file')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--dry-run', 'only check, store nothing')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: ImportFlags, command: Command) => {
      const progress = progressLine();
      let shown = 0;
      const options = {
        description: descriptionIn(flags),
        amend: (description: Parameters<typeof amended>[0]) => amended(description, flags),
        author: authorOf(flags),
        at: now(),
        isDryRun: flags.dryRun === true,
        onProgress: (rows: number) => {
          if (rows - shown < rowsBetweenSteps) return;
          shown = rows;
          progress.show(`${rows.toLocaleString('en-GB')} rows read`, false);
        },
      };
      const named = fileNamed(file, flags);
      const result = await withShelves(command, (shelves, context) =>
        importData(shelves, context, named, options),
      ).finally(() => progress.end());
      const imported = answeredOrListed(result, flags);
      const report = encodeDataImport(imported);
      for (const warning of imported.problems) process.stderr.write(`${describeProblem(warning)}\n`);
      process.stdout.write(
        flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${dataImportText(report)}\n`,
      );
    });
}

function addInspectCommand(data: Command): void {
  data
    .command('inspect')
    .description('what a file of numbers seems to hold, and how it would be imported; nothing is stored')
    .argument('<file>', 'CSV (gzipped or not), Excel (.xlsx) or Parquet file')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--sheet <name>', 'of a workbook: the sheet to read')
    .option('--write-description <file>', 'write the description as JSON, to be changed and given to an import')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: InspectFlags, command: Command) => {
      const named = fileNamed(file, flags);
      const inspected = answeredOrListed(
        await withShelves(command, (shelves, context) => inspectData(shelves, context, named)),
        flags,
      );
      for (const warning of inspected.problems) process.stderr.write(`${describeProblem(warning)}\n`);
      const inspection = encodeInspection(inspected);
      if (flags.writeDescription !== undefined) {
        writeOutput(flags.writeDescription, `${JSON.stringify(inspection.description, null, 2)}\n`);
        process.stderr.write(`Written to ${flags.writeDescription}\n`);
      }
      const text = flags.json === true ? JSON.stringify(inspection, null, 2) : inspectionText(inspection);
      process.stdout.write(`${text}\n`);
    });
}

function addEnglandCommand(data: Command): void {
  withAuthorFlags(data.command('england'))
    .description(
      'import the published tables of England that lie in a folder, each as docs/guide/england-data-sets.md says',
    )
    .argument('<folder>', "folder with the publishers' files, at any depth")
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--dry-run', 'only check, store nothing')
    .option('--json', 'print JSON')
    .action(async (folder: string, flags: ImportFlags, command: Command) => {
      const progress = progressLine();
      const onStep = (id: string, number: number, of: number) => progress.show(`${number} of ${of}: ${id}`, true);
      const request = { folder, author: authorOf(flags), at: now(), isDryRun: flags.dryRun === true, onStep };
      const outcomes = answered(
        await withShelves(command, (shelves, context) => importEnglandData(shelves, context, request)).finally(() =>
          progress.end(),
        ),
      );
      const reports = outcomes.flatMap(({ imported }) => (imported.ok ? [encodeDataImport(imported.value)] : []));
      const text = flags.json === true ? JSON.stringify(reports, null, 2) : reports.map(dataImportText).join('\n');
      process.stdout.write(`${text}\n`);
      for (const { id, missing } of outcomes) {
        if (missing.length > 0) process.stderr.write(`warning: ${id}: not there: ${missing.join(', ')}\n`);
      }
      const refused = outcomes.flatMap(({ imported }) => (imported.ok ? [] : [stopOf(imported.refusal).message]));
      if (refused.length > 0) throw new Stop(exitCodes.refused, refused.join('\n'));
    });
}

function addListCommand(data: Command): void {
  data
    .command('list')
    .description('the data sets of a register')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .action(async (flags: OutputFlags, command: Command) => {
      const { register, dataSets } = answered(
        await withShelves(command, (shelves, context) => listDataSets(shelves, context)),
      );
      const rows = dataSets.map((one) => encodeDataSet(one, register.timeline));
      printAnswer(flags, {
        json: () => ({ register: register.pack.name, dataSets: rows }),
        csv: () => dataSetsCsv(rows),
        text: () => dataSetsText(rows),
      });
    });
}

function addShowCommand(data: Command): void {
  data
    .command('show')
    .description('all that is told about one data set, and its versions')
    .argument('<id>', 'id of the data set')
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print JSON')
    .action(async (id: string, flags: OutputFlags, command: Command) => {
      const { register, dataSet, versions } = answered(
        await withShelves(command, (shelves, context) => showDataSet(shelves, context, { id })),
      );
      const detail = encodeDataSetDetail(register.pack.name, dataSet, versions, register.timeline);
      const text = flags.json === true ? JSON.stringify(detail, null, 2) : dataSetText(detail.dataSet, detail.versions);
      process.stdout.write(`${text}\n`);
    });
}

/** The file, which is there and may be read. @throws Stop when it is not */
function fileNamed(path: string, { sheet }: { readonly sheet?: string }): DataFile {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new Stop(exitCodes.file, `${path} cannot be read: ${(error as Error).message}.`);
  }
  return { input: path, fileName: basename(path), sheet };
}
