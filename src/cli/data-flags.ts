/** The flags of an import of numbers, and how they change what was guessed of the file, or described. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes, Stop } from '#cli/exit-codes.ts';
import { jsonFile } from '#cli/rulebook-file.ts';
import {
  type DataSetStatement,
  type MeasureKind,
  measureKinds,
  type Subject,
  subjects,
} from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription, MeasureUse } from '#core/datasets/description.ts';
import { describeProblem } from '#std/problem.ts';
import { decodeDescription } from '#wire/encode-data-sets.ts';

type ValueFlag = { readonly column: string; readonly kind: MeasureKind };

export type DataFlags = {
  readonly description?: string;
  readonly id?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly licence?: string;
  readonly vintage?: string;
  readonly method?: string;
  readonly subject?: Subject;
  readonly owner?: string;
  readonly period?: string;
  readonly area?: string;
  readonly value?: readonly ValueFlag[];
  readonly absent?: DataDescription['absent'];
  readonly leaveOut?: readonly string[];
  readonly sheet?: string;
};

/** Adds what can be said of a file and its numbers. */
export function withDataFlags(command: Command): Command {
  return command
    .option('--description <file>', 'JSON file that says what the columns are (data inspect writes one)')
    .option('--id <id>', 'id of the data set: small letters, digits and hyphens')
    .option('--title <text>', 'what it is called')
    .option('--publisher <text>', 'who published it')
    .option('--licence <text>', 'under which licence')
    .option('--vintage <text>', 'which edition')
    .option('--method <text>', 'how the numbers were made')
    .addOption(new Option('--subject <word>', 'whether it may leave the system').choices(subjects))
    .option('--owner <code>', 'the body that owns it, by code or id')
    .option('--period <text>', 'the period of all rows: 2021, 2005-06, 2021-03-21 ...')
    .option('--area <column>', 'the column that holds the codes of areas')
    .option(
      '--value <column=kind>',
      `a column of numbers and its kind (${measureKinds.join(', ')}); may be repeated`,
      addValue,
    )
    .addOption(new Option('--absent <word>', 'what a missing row means').choices(['unknown', 'zero']))
    .option('--leave-out <codes>', 'codes of rows that are not wanted, with commas between them', codesOf)
    .option('--sheet <name>', 'of a workbook: the sheet to read');
}

/** The description in the file that the flags name; null: none. @throws Stop when it cannot be read, with every fault */
export function descriptionIn({ description: path }: DataFlags): DataDescription | null {
  if (path === undefined) return null;
  const { description, problems } = decodeDescription(jsonFile(path));
  if (description !== null) return description;
  const listed = problems.map((problem) => describeProblem({ ...problem, where: { ...problem.where, file: path } }));
  throw new Stop(exitCodes.refused, listed.join('\n'));
}

/** The description as the flags change it. */
export function amended(description: DataDescription, flags: DataFlags): DataDescription {
  const { id, title, publisher, licence, vintage, method, subject, owner, period, absent, leaveOut } = flags;
  const said = { id, title, publisher, licence, vintage, method, subject, owner };
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  const statement: DataSetStatement = { ...description.statement, ...Object.fromEntries(given) };
  return {
    ...description,
    statement,
    columns: columnsWith(description.columns, flags),
    period: period ?? description.period,
    // What was found out from the codes of one column does not hold for another.
    geography: flags.area === undefined ? description.geography : null,
    absent: absent ?? description.absent,
    leaveOut: leaveOut ?? description.leaveOut,
  };
}

/** One area column; of the columns of numbers only those that are named, with the denominators that they need. */
function columnsWith(
  columns: DataDescription['columns'],
  { area, period, value }: DataFlags,
): DataDescription['columns'] {
  const uses = new Map<string, ColumnUse>(Object.entries(columns));
  if (area !== undefined) {
    for (const [heading, use] of uses) if (use.as === 'area') uses.set(heading, { as: 'ignore' });
    uses.set(area, { as: 'area' });
  }
  if (period !== undefined) {
    for (const [heading, use] of uses) if (use.as === 'period') uses.set(heading, { as: 'ignore' });
  }
  if (value !== undefined) {
    const named = new Map(value.map(({ column, kind }) => [column, measureOf(uses.get(column), column, kind)]));
    const needed = new Set([...named.values()].map((measure) => measure.denominator));
    for (const [heading, use] of uses) {
      if (use.as === 'value' && !named.has(heading) && !needed.has(heading)) uses.set(heading, { as: 'ignore' });
    }
    for (const [heading, measure] of named) uses.set(heading, { as: 'value', measure });
  }
  return Object.fromEntries(uses);
}

function measureOf(use: ColumnUse | undefined, title: string, kind: MeasureKind): MeasureUse {
  if (use?.as === 'value') return { ...use.measure, kind };
  const unit = kind === 'money' ? 'pounds' : kind === 'count' ? 'people' : '';
  return {
    title,
    kind,
    unit,
    denominator: null,
    multiplier: 1,
    holds: 'value',
    scale: 1,
    breakdown: {},
    period: null,
  };
}

function addValue(text: string, before: readonly ValueFlag[] = []): ValueFlag[] {
  const at = text.lastIndexOf('=');
  const kind = text.slice(at + 1) as MeasureKind;
  if (at < 1 || !measureKinds.includes(kind)) {
    throw new InvalidArgumentError(`Give COLUMN=KIND; kinds are ${measureKinds.join(', ')}.`);
  }
  return [...before, { column: text.slice(0, at), kind }];
}

function codesOf(text: string): string[] {
  return text
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
}
