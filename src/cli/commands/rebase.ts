/** `coterminous rebase`: a data set or a file on other areas, one cell with its evidence, a series, or the same as SQL. */

import type { Command } from 'commander';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { explainCell } from '#actions/explain-cell.ts';
import { checkLeaving, checkWeightsLeaving, writeColumns } from '#actions/export-rebased.ts';
import { rebaseData } from '#actions/rebase-data.ts';
import { isLargeFile, rebaseDataFile } from '#actions/rebase-data-file.ts';
import { rebaseDataSeries } from '#actions/rebase-data-series.ts';
import { writeSheets } from '#actions/write-workbook.ts';
import { withContextFlags, withShelves } from '#cli/context-flags.ts';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { answered, answeredOrListed, printAnswer, writeOutput } from '#cli/output.ts';
import { printLargeFile } from '#cli/rebase-file-output.ts';
import { fileQuestionOf, isFileName, questionOf, type RebaseFlags, withRebaseFlags } from '#cli/rebase-flags.ts';
import { sqlText } from '#cli/rebase-sql-text.ts';
import { cellText, dataSeriesText, rebasedText } from '#cli/rebase-text.ts';
import type { RebasedTable } from '#core/rebase/rebased-table.ts';
import type { Context } from '#core/register/question.ts';
import { describeProblem } from '#std/problem.ts';
import { encodeCellEvidence, encodeDataSeries, encodeRebased, type RebaseSource } from '#wire/encode-rebase.ts';
import { dataSeriesCsv, notesOfRebased, rebasedByColumn, rebasedCsv } from '#wire/rebase-csv.ts';
import { rebasedSheets } from '#wire/rebase-sheets.ts';

type Ask = <T>(run: (shelves: Shelves, context: Context) => Promise<T>) => Promise<T>;

export function addRebaseCommand(program: Command): void {
  withRebaseFlags(withContextFlags(program.command('rebase')))
    .description('any number, on any body, at any date: exact where no area is cut, with bounds where one is')
    .action(async (flags: RebaseFlags, command: Command) => {
      const ask: Ask = (run) => withShelves(command, run);
      if (flags.series === true) return printSeries(flags, ask);
      if (flags.area !== undefined) return printCell(flags, ask);
      if (isFileName(flags.data) && flags.sql === undefined && isLargeFile(flags.data))
        return printLargeFile(flags, ask);
      const source = isFileName(flags.data) ? await tableOfFile(flags, ask) : await tableOfData(flags, ask);
      if (flags.sql === undefined) return printTable(flags, source, ask);
      const asked = { dialect: flags.sql, weights: flags.weights, context: command.optsWithGlobals<Context>() };
      process.stdout.write(sqlText(source.table, asked));
    });
}

async function tableOfData(flags: RebaseFlags, ask: Ask): Promise<RebaseSource> {
  const table = answered(await ask((shelves, context) => rebaseData(shelves, context, questionOf(flags))));
  const { pack, timeline } = table.opened;
  return { register: pack.name, scenario: timeline.scenario.id, version: table.kept.version, table };
}

async function tableOfFile(flags: RebaseFlags, ask: Ask): Promise<RebaseSource> {
  const question = fileQuestionOf(flags);
  const { opened, table, problems } = answeredOrListed(
    await ask((shelves, context) => rebaseDataFile(shelves, context, question)),
    flags,
  );
  for (const warning of problems.slice(0, 50)) process.stderr.write(`${describeProblem(warning)}\n`);
  const { pack, timeline } = opened;
  return { register: pack.name, scenario: timeline.scenario.id, version: 0, table };
}

/** @throws Stop when the numbers, or the weights, may not leave in a file or as JSON */
async function requireLeave(flags: RebaseFlags, table: RebasedTable, ask: Ask): Promise<void> {
  const { json, csv, xlsx, parquet } = flags;
  if (json !== true && csv === undefined && xlsx === undefined && parquet === undefined) return;
  const { to, on } = questionOf(flags);
  answered(checkLeaving(table.dataSet.statement, { to, on, isFile: isFileName(flags.data) }));
  answered(await ask((shelves, context) => checkWeightsLeaving(shelves, context, flags.weights)));
}

async function printTable(flags: RebaseFlags, source: RebaseSource, ask: Ask): Promise<void> {
  await requireLeave(flags, source.table, ask);
  const wire = encodeRebased(source);
  const { xlsx, parquet } = flags;
  if (xlsx !== undefined) writeFile(xlsx, await writeSheets(rebasedSheets(wire)));
  if (parquet !== undefined) writeFile(parquet, await writeColumns(rebasedByColumn(wire), notesOfRebased(wire)));
  if ((xlsx !== undefined || parquet !== undefined) && flags.json !== true && flags.csv === undefined) return;
  printAnswer(flags, { json: () => wire, csv: () => rebasedCsv(wire), text: () => rebasedText(wire) });
}

function writeFile(path: string, content: Uint8Array): void {
  writeOutput(path, content);
  process.stderr.write(`Written to ${path}\n`);
}

async function printCell(flags: RebaseFlags, ask: Ask): Promise<void> {
  const { area = [], measures = [], periods = [] } = flags;
  const [code, measure] = [area[0], measures[0]];
  if (code === undefined || area.length > 1 || measure === undefined || measures.length > 1 || periods.length > 1)
    throw new Stop(
      exitCodes.usage,
      'The evidence of a cell is of one --area, one measure (--measures) and one period (--periods).',
    );
  requireData(flags, 'The evidence of a cell');
  const period = periods[0];
  const question = { ...questionOf(flags), area: code, measure, ...(period === undefined ? {} : { period }) };
  const found = answered(await ask((shelves, context) => explainCell(shelves, context, question)));
  await requireLeave(flags, found.table, ask);
  if (flags.csv !== undefined)
    throw new Stop(exitCodes.usage, 'The evidence of a cell is text or JSON; --csv is for tables.');
  const { table, ...cell } = found;
  const { pack, timeline } = table.opened;
  const version = table.kept.version;
  const wire = encodeCellEvidence({ register: pack.name, scenario: timeline.scenario.id, version, table, ...cell });
  printAnswer(flags, { json: () => wire, csv: () => '', text: () => cellText(wire) });
}

async function printSeries(flags: RebaseFlags, ask: Ask): Promise<void> {
  requireData(flags, 'A series');
  const { measures = [], area: areas, periods } = flags;
  if (measures.length > 1) throw new Stop(exitCodes.usage, 'A series is of one measure: name one with --measures.');
  const question = { ...questionOf(flags), measure: measures[0], areas, periods };
  const { table, lines } = answered(await ask((shelves, context) => rebaseDataSeries(shelves, context, question)));
  await requireLeave(flags, table, ask);
  const { pack, timeline } = table.opened;
  const source = { register: pack.name, scenario: timeline.scenario.id, version: table.kept.version, table };
  const wire = encodeDataSeries(source, lines);
  printAnswer(flags, { json: () => wire, csv: () => dataSeriesCsv(wire), text: () => dataSeriesText(wire) });
}

function requireData({ data }: RebaseFlags, what: string): void {
  if (isFileName(data))
    throw new Stop(
      exitCodes.usage,
      `${what} is of a data set that is kept: import ${data} first (coterminous data import).`,
    );
}
