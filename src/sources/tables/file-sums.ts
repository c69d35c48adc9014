/**
 * The rows of a file added up by what becomes of their areas: all that lies wholly in one target together, each area that is
 * cut by itself. DuckDB does it while it reads; what is left is small. Knows no values of cells; see file-cells.ts.
 */

import type { DuckDBConnection } from '@duckdb/node-api';
import type { MeasureUse } from '#core/datasets/description.ts';
import { type Reading, readValue } from '#core/datasets/read-value.ts';
import type { BulkFile } from '#sources/tables/bulk-file.ts';
import { appendColumns } from '#sources/tables/write-parquet.ts';

/** What the sums are of. `use`: how a value is read. */
export type SumsQuestion = {
  readonly areaColumn: string;
  readonly valueColumns: readonly { readonly column: string; readonly use: MeasureUse }[];
  readonly groupColumns: readonly string[];
  /** Codes in capital letters, with the key that each is added up under, from 0, or `leftOut`. */
  readonly keys: ReadonlyMap<string, number>;
  /** Rows of one area and group are told apart before they are added up. */
  readonly byArea: boolean;
};

/** Keys of rows that are in no sum: their code is not known, or is not wanted. */
export const stranger = -1;
export const leftOut = -2;

/** What was counted on the way. */
export type SumsReport = {
  readonly rows: number;
  readonly strangerRows: number;
  readonly leftOutRows: number;
  readonly strangerSums: readonly number[];
  /** Codes that have no key, most rows first. */
  readonly strangers: readonly { readonly code: string; readonly rows: number }[];
  /** Rows without a known value, by value column. */
  readonly unknownRows: readonly number[];
  /** Texts that are no values of their columns: so many cells; Infinity: not counted. */
  readonly faultyCells: number;
  /** Areas that have several rows in a group. */
  readonly repeatedAreas: number;
};

/**
 * Makes the table `sums`: key, g0 and on, areas (with rows; 0 unless `byArea`), and s0, m0 and on: the sum of what is known of a
 * value column, and how many rows have no value. Reads the file once, again where texts are not plain numbers.
 */
export async function makeSums(bulk: BulkFile, question: SumsQuestion): Promise<SumsReport> {
  const { connection } = bulk.duck;
  await appendKeys(connection, question, new Map([...question.keys.keys()].map((code) => [code, code])));
  if (question.groupColumns.length > 0) await connection.run(groupsSql(bulk, question));
  await connection.run(sumsSql(bulk, question, false));
  const first = await reportOf(connection, question);
  const codes = await findCodes(bulk, question, first);
  if (codes.variants.size > 0) await appendKeys(connection, question, codes.variants);
  const isPlain = first.oddCells === 0 && !first.hasInfinite;
  const odd = isPlain ? noOddTexts : await readOddTexts(bulk, question);
  // Most files are read once: codes are in capitals and numbers in plain figures.
  const isRight = codes.variants.size === 0 && odd.numbers.length === 0 && !first.hasInfinite;
  if (!isRight) {
    await appendOdd(connection, odd.numbers);
    await connection.run(sumsSql(bulk, question, true));
  }
  const {
    oddCells: _,
    hasInfinite: _none,
    hasNegative,
    ...counts
  } = isRight ? first : await reportOf(connection, question);
  const faultyCells = hasNegative ? Number.POSITIVE_INFINITY : odd.faultyCells;
  return { ...counts, faultyCells, strangers: codes.strangers };
}

/** `variants`: how the file writes the code, and the code. */
async function appendKeys(
  connection: DuckDBConnection,
  { keys }: SumsQuestion,
  variants: ReadonlyMap<string, string>,
): Promise<void> {
  const places = new Map([...keys.keys()].map((code, at) => [code, at]));
  const codes = [...variants.values()];
  await appendColumns(connection, 'keys', [
    { name: 'code', kind: 'text', values: [...variants.keys()] },
    { name: 'area', kind: 'integer', values: codes.map((code) => places.get(code) ?? null) },
    { name: 'key', kind: 'integer', values: codes.map((code) => keys.get(code) ?? null) },
  ]);
}

/** A code as the register has it: in capitals, without blanks around it. */
export function plainCode(written: string): string {
  return written.trim().toUpperCase();
}

/** More different codes than this are no codes. */
const mostCodes = 200_000;

/** What the first reading did not know: other ways of writing known codes, and strangers, most rows first. */
async function findCodes(
  bulk: BulkFile,
  { keys, areaColumn }: SumsQuestion,
  { strangerRows }: { readonly strangerRows: number },
): Promise<{ readonly variants: ReadonlyMap<string, string>; readonly strangers: SumsReport['strangers'] }> {
  if (strangerRows === 0) return { variants: new Map(), strangers: [] };
  const code = `coalesce(${textSql(bulk, areaColumn)}, '')`;
  const found = await bulk.duck.connection.runAndReadAll(`select ${code}, count(*)
from ${bulk.from}
where ${code} not in (select code
  from keys)
group by 1
limit ${mostCodes}`);
  const variants = new Map<string, string>();
  const rowsOf = new Map<string, number>();
  for (const [written, rows] of found.getRowsJS()) {
    const plain = plainCode(String(written));
    if (keys.has(plain)) variants.set(String(written), plain);
    else rowsOf.set(plain, (rowsOf.get(plain) ?? 0) + Number(rows));
  }
  const strangers = [...rowsOf].map(([text, rows]) => ({ code: text, rows }));
  return { variants, strangers: strangers.sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1)) };
}

/** A number as computers write it; null: nothing, or a text to be looked at. */
function numberSql(bulk: BulkFile, { column, use }: SumsQuestion['valueColumns'][number], isGuarded: boolean): string {
  const { sql, isNumber } = bulk.column(column);
  // SQL takes 1_000 for a number, which nobody who publishes tables means.
  const plain = isNumber ? sql : `case when not contains(${sql}, '_') then ${sql} end`;
  if (use.kind === 'money') {
    return `try_cast(round(try_cast(${plain} as decimal(24, 6)) * ${100 * use.scale}) as bigint)`;
  }
  const value = `try_cast(${plain} as double)`;
  const scaled = use.scale === 1 ? value : `${value} * ${use.scale}`;
  return isGuarded ? `case when isfinite(${value}) then ${scaled} end` : scaled;
}

/** Null where the cell is empty, as files of text have it anyhow. */
function textSql(bulk: BulkFile, column: string): string {
  const { sql, isNumber } = bulk.column(column);
  if (bulk.isText) return sql;
  return isNumber ? `cast(${sql} as varchar)` : `nullif(cast(${sql} as varchar), '')`;
}

function groupSql(bulk: BulkFile, column: string): string {
  return `coalesce(${textSql(bulk, column)}, '')`;
}

/**
 * Numbers the groups of the file. Adding up by small numbers takes neither hashes nor memory, whatever the order of rows; a
 * reading more for the groups alone costs less than that saves in a file of many rows.
 */
function groupsSql(bulk: BulkFile, { groupColumns }: SumsQuestion): string {
  const columns = groupColumns.map((column, at) => `${groupSql(bulk, column)} as g${at}`);
  return `create table file_groups as
select *, cast(row_number() over () as integer) as place
from (select distinct ${columns.join(', ')}
  from ${bulk.from})`;
}

/** Columns n (number) and t (text, if there is any) of each value column; key, area and place are null for strangers. */
function rowsSql(bulk: BulkFile, question: SumsQuestion, isAgain: boolean): string {
  const { valueColumns, groupColumns, areaColumn } = question;
  const values = valueColumns.flatMap((one, at) => {
    const plain = numberSql(bulk, one, isAgain);
    const number = isAgain ? `coalesce(${plain}, odd${at}.value)` : plain;
    return [`${number} as n${at}`, `${textSql(bulk, one.column)} as t${at}`];
  });
  const odd = valueColumns.map(
    ({ column }, at) =>
      `left join odd as odd${at} on odd${at}.place = ${at} and odd${at}.text = ${textSql(bulk, column)}`,
  );
  const isOfGroup = groupColumns.map((column, at) => `file_groups.g${at} = ${groupSql(bulk, column)}`);
  const isGrouped = groupColumns.length > 0;
  const columns = ['keys.key', 'keys.area', ...(isGrouped ? ['file_groups.place'] : []), ...values];
  return `select ${columns.join(', ')}
  from ${bulk.from}
  left join keys on keys.code = coalesce(${textSql(bulk, areaColumn)}, '')
  ${isGrouped ? `left join file_groups on ${isOfGroup.join(' and ')}` : ''}
  ${isAgain ? odd.join('\n  ') : ''}`;
}

/** The first time in haste; again with texts that stand for numbers, and without those that are no finite ones. */
function sumsSql(bulk: BulkFile, question: SumsQuestion, isAgain: boolean): string {
  const { valueColumns, groupColumns, byArea } = question;
  const sums = valueColumns.map(
    ({ use }, at) => `${use.kind === 'money' ? 'sum' : 'fsum'}(n${at}) as s${at}, count(*) - count(n${at}) as m${at},
    count(t${at}) - count(n${at}) as o${at}, min(n${at}) as b${at}`,
  );
  const by = ['key', ...(byArea ? ['area'] : []), ...(groupColumns.length > 0 ? ['place'] : [])].join(', ');
  const summed = `select ${by}, count(*) as n, ${sums.join(',\n    ')}
  from (${rowsSql(bulk, question, isAgain)})
  group by ${by}`;
  const named = `select * replace (coalesce(key, ${stranger}) as key)
from (${summed}) ${groupColumns.length > 0 ? 'join file_groups using (place)' : ''}`;
  if (!byArea) {
    return `create or replace table sums as
select *, 0 as areas, 0 as repeated
from (${named})`;
  }
  const again = valueColumns.map((_, at) =>
    [...['s', 'm', 'o'].map((one) => `sum(${one}${at}) as ${one}${at}`), `min(b${at}) as b${at}`].join(', '),
  );
  const names = ['key', ...groupColumns.map((_, at) => `g${at}`)].join(', ');
  return `create or replace table by_area as
${named};
create or replace table sums as
select ${names}, sum(n) as n, ${again.join(', ')}, count(*) as areas,
  count(*) filter (n > 1 and key >= 0) as repeated
from by_area
group by ${names}`;
}

type Counted = Omit<SumsReport, 'faultyCells' | 'strangers'> & {
  /** Cells with a text that is no plain number. */
  readonly oddCells: number;
  /** Whether a text was taken for infinity, or for no number. */
  readonly hasInfinite: boolean;
  /** Whether a number is negative where none may be. */
  readonly hasNegative: boolean;
};

async function reportOf(connection: DuckDBConnection, { valueColumns }: SumsQuestion): Promise<Counted> {
  const wanted = (sum: string) => `coalesce(sum(${sum}) filter (key <> ${leftOut}), 0)`;
  const odd = valueColumns.map((_, at) => wanted(`o${at}`)).join(' + ');
  const infinite = valueColumns.map((_, at) => `count(*) filter (not isfinite(cast(s${at} as double)))`).join(' + ');
  const negative = valueColumns
    .map(({ use }, at) => (use.kind === 'money' ? '0' : wanted(`case when b${at} < 0 then 1 else 0 end`)))
    .join(' + ');
  const sumsOfStrangers = valueColumns.map((_, at) => `coalesce(sum(s${at}) filter (key = ${stranger}), 0)`);
  const unknown = valueColumns.map((_, at) => `coalesce(sum(m${at}) filter (key >= 0), 0)`);
  const result =
    await connection.runAndReadAll(`select coalesce(sum(n), 0), coalesce(sum(n) filter (key = ${stranger}), 0),
  coalesce(sum(n) filter (key = ${leftOut}), 0), coalesce(sum(repeated), 0), ${odd}, ${infinite},
  ${negative},
  ${[...sumsOfStrangers, ...unknown].join(', ')}
from sums`);
  const [rows = 0, strangers = 0, left = 0, repeated = 0, oddCells = 0, infinites = 0, negatives = 0, ...more] = (
    result.getRowsJS()[0] ?? []
  ).map(Number);
  return {
    rows,
    strangerRows: strangers,
    leftOutRows: left,
    repeatedAreas: repeated,
    oddCells,
    hasInfinite: infinites > 0,
    hasNegative: negatives > 0,
    strangerSums: more.slice(0, valueColumns.length),
    unknownRows: more.slice(valueColumns.length),
  };
}

/** More different texts than this are no signs for missing numbers. */
const mostOddTexts = 100_000;

type OddTexts = {
  readonly faultyCells: number;
  readonly numbers: readonly { readonly place: number; readonly text: string; readonly value: number }[];
};

const noOddTexts: OddTexts = { faultyCells: 0, numbers: [] };

/** Reads every text that is no plain number as the importer would: a mark, a number written otherwise, or a fault. */
async function readOddTexts(bulk: BulkFile, { valueColumns, areaColumn }: SumsQuestion): Promise<OddTexts> {
  const reading: Reading = { value: Number.NaN, mark: 0, flaw: null };
  let faultyCells = 0;
  const numbers: { place: number; text: string; value: number }[] = [];
  for (const [place, one] of valueColumns.entries()) {
    const text = textSql(bulk, one.column);
    const found = await bulk.duck.connection.runAndReadAll(`select ${text}, count(*)
from ${bulk.from}
left join keys on keys.code = coalesce(${textSql(bulk, areaColumn)}, '')
where ${text} is not null and ${numberSql(bulk, one, true)} is null and keys.key is distinct from ${leftOut}
group by 1
limit ${mostOddTexts}`);
    for (const [written, rows] of found.getRowsJS()) {
      readValue(String(written), one.use, reading);
      if (reading.flaw?.severity === 'error') faultyCells += Number(rows);
      else if (!Number.isNaN(reading.value)) numbers.push({ place, text: String(written), value: reading.value });
    }
  }
  return { faultyCells, numbers };
}

async function appendOdd(connection: DuckDBConnection, numbers: OddTexts['numbers']): Promise<void> {
  await appendColumns(connection, 'odd', [
    { name: 'place', kind: 'integer', values: numbers.map(({ place }) => place) },
    { name: 'text', kind: 'text', values: numbers.map(({ text }) => text) },
    { name: 'value', kind: 'number', values: numbers.map(({ value }) => value) },
  ]);
}
