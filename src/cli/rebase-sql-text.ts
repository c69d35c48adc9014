/**
 * What `rebase --sql` prints: the statement, below comments that name the commands that write its parts of land with the very
 * weights of the rebase, since the default weights of a crosswalk may be others. Holds no number of the data.
 */

import { exitCodes, Stop } from '#cli/exit-codes.ts';
import type { GeographyUse } from '#core/datasets/data-set.ts';
import { isPractices } from '#core/rebase/data-crosswalks.ts';
import { rebaseSql, type SqlDialect } from '#core/rebase/rebase-sql.ts';
import type { RebasedColumn, RebasedTable } from '#core/rebase/rebased-table.ts';
import type { Context } from '#core/register/question.ts';

export type SqlQuestion = {
  readonly dialect: SqlDialect;
  /** As they were asked for; left out: those that the rebase took for each period. */
  readonly weights?: string | undefined;
  /** As they were asked for. */
  readonly context: Context;
};

/**
 * The statement for the kind of the measures, over the tables `parts` and `numbers`, and how both are made.
 * @throws Stop when the measures are of several kinds, or no crosswalk can write the parts
 */
export function sqlText(table: RebasedTable, question: SqlQuestion): string {
  const kinds = [...new Set(table.columns.map(({ measure }) => measure.kind))];
  const [kind] = kinds;
  if (kind === undefined || kind === 'index' || kinds.length > 1)
    throw new Stop(
      exitCodes.usage,
      `One statement moves one kind of number, and these are of several: ${kinds.join(', ')}. Name measures of one kind.`,
    );
  const parts = { table: 'parts', source: 'source', target: 'target', weight: 'weight' };
  const numbers = { table: 'numbers', source: 'source', measure: 'measure', value: 'value' };
  const isRatio = kind === 'proportion' || kind === 'rate' || kind === 'mean';
  const statement = rebaseSql(
    { kind, parts, numbers: isRatio ? { ...numbers, denominator: 'denominator' } : numbers },
    question.dialect,
  );
  const lines = [...partsLines(table, question), ...numbersLines(table, kind)];
  // A name with a line break must not end the comment.
  const comments = lines.map((line) => `-- ${line.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`);
  return `${comments.join('')}${statement};\n`;
}

/** The command for the parts; one for each group of periods that share their areas and weights. */
function partsLines(table: RebasedTable, question: SqlQuestion): string[] {
  const groups = new Map<string, { readonly column: RebasedColumn; readonly periods: Set<string> }>();
  for (const column of table.columns) {
    const key = JSON.stringify([areasText(column.use), column.weights.id]);
    const group = groups.get(key) ?? { column, periods: new Set<string>() };
    groups.set(key, group);
    group.periods.add(column.period.id);
  }
  const [only, ...others] = [...groups.values()];
  if (only === undefined) return [];
  if (others.length === 0) return ['parts is what this writes:', `  ${crosswalkCommand(table, only.column, question)}`];
  return [
    'The areas or the weights differ between periods, so one table of parts cannot hold them. Run the statement once for each',
    'line, with its file as parts and the numbers of its periods alone as numbers:',
    ...[only, ...others].map(
      ({ column, periods }, at) =>
        `  ${[...periods].join(', ')}: ${crosswalkCommand(table, column, question, `parts-${at + 1}.csv`)}`,
    ),
  ];
}

function crosswalkCommand(
  { to, on }: RebasedTable,
  { use, weights }: RebasedColumn,
  { weights: asked, context }: SqlQuestion,
  file = 'parts.csv',
): string {
  // A crosswalk knows the days of its two sides alone, and a practice stands with its commissioner of the day asked for.
  if (isPractices(use) && (to.kind === 'blocks' || use.on > on))
    throw new Stop(
      exitCodes.usage,
      'No crosswalk writes the parts of this statement: practices go with their commissioner of the day asked for, which must be ' +
        'that of the bodies and not before the day of the practices. Ask for bodies, on a day that is not earlier.',
    );
  const name = asked ?? (weights.id === 'none' ? undefined : weights.id);
  const flags = {
    from: areasText(use),
    to: areasText(to),
    weights: name,
    register: context.register,
    scenario: context.scenario,
    known: context.known,
    parts: file,
  };
  const words = Object.entries(flags).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, shellWord(value)],
  );
  return ['coterminous crosswalk', ...words].join(' ');
}

function areasText(use: GeographyUse): string {
  return use.kind === 'tier' ? `${use.tier}@${use.on}` : use.geography;
}

/** A word as a shell reads it whole. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function numbersLines({ columns }: RebasedTable, kind: RebasedColumn['measure']['kind']): string[] {
  const said: Partial<Record<typeof kind, string>> = {
    money: 'value in pence',
    proportion: 'value is the numerator',
    rate: 'value is the numerator',
    mean: 'value is the mean, denominator what it is the mean over',
  };
  const how = said[kind] === undefined ? '' : `; ${said[kind]}`;
  const multiplied = new Map(
    columns.flatMap(({ measure }) => (measure.multiplier === 1 ? [] : [[measure.id, measure.multiplier] as const])),
  );
  const periods = new Set(columns.map(({ period }) => period.id));
  const [first] = columns;
  return [
    `numbers has a row for each area (source) and measure${how}; null is not known.`,
    ...(first !== undefined && periods.size > 1
      ? [`Of several periods, measure names both, as ${first.measure.id} ${first.period.id}.`]
      : []),
    ...[...multiplied].map(([id, times]) => `The statement gives ${id} as a fraction; files show it times ${times}.`),
  ];
}
