/** The flags of `coterminous rebase`, and the questions that they ask. */

import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RebaseQuestion } from '#actions/rebase-data.ts';
import type { FileQuestion } from '#actions/rebase-data-file.ts';
import { amended, type DataFlags, descriptionIn } from '#cli/data-flags.ts';
import { parseDateFlag } from '#cli/parse-flags.ts';
import { type MeasureKind, measureKinds, type Subject, subjects } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { choiceOf } from '#core/rebase/rebase-data-set.ts';
import type { SqlDialect } from '#core/rebase/rebase-sql.ts';
import type { IsoDate } from '#std/iso-date.ts';

const dialects = ['postgresql', 'duckdb', 'ansi'] as const satisfies readonly SqlDialect[];

export type RebaseFlags = {
  readonly data: string;
  readonly to: string;
  readonly on: IsoDate;
  readonly dataVersion?: number;
  readonly measures?: readonly string[];
  readonly periods?: readonly string[];
  readonly weights?: string;
  readonly denominator?: string;
  readonly series?: boolean;
  readonly area?: readonly string[];
  readonly json?: boolean;
  readonly csv?: string;
  readonly xlsx?: string;
  readonly parquet?: string;
  readonly sql?: SqlDialect;
  readonly description?: string;
  readonly subject?: Subject;
  readonly areaColumn?: string;
  readonly valueColumn?: NonNullable<DataFlags['value']>;
  readonly groupColumns?: readonly string[];
  readonly period?: string;
  readonly absent?: DataDescription['absent'];
  readonly leaveOut?: readonly string[];
  readonly sheet?: string;
};

/** Adds what a rebase may be asked, and what may be said of a file. */
export function withRebaseFlags(command: Command): Command {
  return command
    .requiredOption('--data <name>', 'id of a data set, or a file: .csv, .csv.gz, .parquet or .xlsx')
    .requiredOption('--to <kind>', 'kind of body, such as icb, or a vintage of building blocks, such as lsoa21')
    .requiredOption('--on <date>', 'the day whose bodies they are, as YYYY-MM-DD', parseDateFlag)
    .option('--data-version <number>', 'version of the data set (default: the newest)', parseVersion)
    .option('--measures <ids>', 'which measures, with commas between them (default: all that can be moved)', parseList)
    .option('--periods <ids>', 'which periods, with commas between them (default: all)', parseList)
    .option(
      '--weights <name>',
      'what divides areas that are cut: a population, a residence table, or DATA-SET:MEASURE on blocks (default: the nearest complete population)',
    )
    .option('--denominator <name>', 'a population that stands for the denominators of ratios that have none')
    .option('--series', 'one measure over its periods, with breaks and the lines of the bodies that stated it')
    .option('--area <codes>', 'the evidence of one cell; with --series, these areas alone', parseList)
    .option('--json', 'print JSON')
    .option('--csv <file>', 'write a CSV file; - prints it')
    .option('--xlsx <file>', 'write an Excel workbook')
    .option('--parquet <file>', 'write a Parquet file')
    .addOption(new Option('--sql <dialect>', 'print the same rebase as SQL for a database').choices(dialects))
    .option('--description <file>', 'of a file: JSON that says what the columns are (data inspect writes one)')
    .addOption(
      new Option('--subject <word>', 'of a file: whether it may leave the system (default: counts-of-people)').choices(
        subjects,
      ),
    )
    .option('--area-column <column>', 'of a file: the column that holds the codes of areas')
    .option(
      '--value-column <column=kind>',
      `of a file: a column of numbers and its kind (${measureKinds.join(', ')}); may be repeated`,
      addValue,
    )
    .option(
      '--group-columns <columns>',
      'of a file: columns whose texts are kept apart; rows of other groups are added up',
      parseList,
    )
    .option('--period <text>', 'of a file: the period of all rows: 2021, 2005-06, 2021-03-21 ...')
    .addOption(new Option('--absent <word>', 'of a file: what a missing row means').choices(['unknown', 'zero']))
    .option('--leave-out <codes>', 'of a file: codes of rows that are not wanted, such as totals', parseList)
    .option('--sheet <name>', 'of a workbook: the sheet to read');
}

/** True for the name of a file rather than the id of a data set. */
export function isFileName(data: string): boolean {
  return /\.(csv|tsv|txt|gz|parquet|xlsx)$/i.test(data);
}

/** What is asked of a data set. */
export function questionOf(flags: RebaseFlags): RebaseQuestion {
  const { data, dataVersion, measures, periods, weights, denominator, on } = flags;
  return { data, version: dataVersion, measures, periods, weights, denominator, on, to: choiceOf(flags.to) };
}

/** What is asked of a file. It counts people unless something else is said. */
export function fileQuestionOf(flags: RebaseFlags): FileQuestion {
  const { data, sheet, groupColumns: groups, subject = 'counts-of-people' } = flags;
  const description = flags.description === undefined ? null : descriptionIn({ description: flags.description });
  const said: DataFlags = {
    ...(description === null || flags.subject !== undefined ? { subject } : {}),
    ...(flags.period === undefined ? {} : { period: flags.period }),
    ...(flags.areaColumn === undefined ? {} : { area: flags.areaColumn }),
    ...(flags.valueColumn === undefined ? {} : { value: flags.valueColumn }),
    ...(flags.absent === undefined ? {} : { absent: flags.absent }),
    ...(flags.leaveOut === undefined ? {} : { leaveOut: flags.leaveOut }),
  };
  return {
    ...questionOf(flags),
    file: { input: data, fileName: basename(data), sheet },
    description,
    amend: (one) => amended(one, said),
    groups,
  };
}

function parseList(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function parseVersion(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give the number of a version, from 1.');
  return Number(text);
}

function addValue(text: string, before: NonNullable<DataFlags['value']> = []): NonNullable<DataFlags['value']> {
  const at = text.lastIndexOf('=');
  const [column, kind] = at < 0 ? [text, 'count'] : [text.slice(0, at), text.slice(at + 1)];
  if (column === '' || !(measureKinds as readonly string[]).includes(kind))
    throw new InvalidArgumentError(`Give COLUMN=KIND; kinds are ${measureKinds.join(', ')}.`);
  return [...before, { column, kind: kind as MeasureKind }];
}
