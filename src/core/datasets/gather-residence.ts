/** Rows of practice, block and people become a residence table: where the patients of each practice live. */

import { type AreaIndex, areaKeyOf } from '#core/datasets/area-index.ts';
import { bestDay } from '#core/datasets/best-day.ts';
import { CodeBook } from '#core/datasets/code-book.ts';
import { marks, type Period } from '#core/datasets/data-set.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { nationOfCode } from '#core/datasets/known-codes.ts';
import type { LeftOut } from '#core/datasets/left-out.ts';
import { PeriodBook } from '#core/datasets/period-book.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';
import { type Reading, readValue } from '#core/datasets/read-value.ts';
import { readingOf, recogniseAreas } from '#core/datasets/recognise-areas.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import type { PlannedValue, RowPlan } from '#core/datasets/row-plan.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import { isSideRow, SideRows } from '#core/datasets/side-row.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import { shown } from '#core/pack/problem-list.ts';
import type { IsoDate } from '#std/iso-date.ts';

type GatheredResidence = {
  readonly residence: ResidenceTable | null;
  readonly leftOut: readonly LeftOut[];
  readonly rows: number;
};

/** The table of where patients live. Rows of the same practice and block are one too many, unless a column is added up. */
export async function gatherResidence(
  source: RowSource,
  description: DataDescription,
  plan: RowPlan,
  index: AreaIndex,
  problems: ProblemBook,
): Promise<GatheredResidence> {
  const pairs = new Pairs(plan, description.leaveOut, problems);
  const sideRows = new SideRows();
  for await (const batch of source.batches())
    for (const [at, cells] of batch.rows.entries()) {
      const row = batch.firstRow + at;
      if (!isSideRow(cells, plan, index)) pairs.take(cells, row);
      else if (cells.some((cell) => cell.trim() !== '')) sideRows.note(cells, row);
    }
  sideRows.tell(problems);
  const { blocks, practices, rows } = pairs;
  const leftOut = [...leftOutOf(blocks), ...leftOutOf(practices)];
  const period = pairs.periods[0];
  if (rows === 0 || period === undefined) {
    problems.error('no-rows', {}, () => ({ message: 'The file has no rows of practices with a period.' }));
    return { residence: null, leftOut, rows };
  }
  if (pairs.periods.length > 1) {
    problems.error('several-periods', { column: plan.periodHeading }, () => ({
      message: 'A table of where patients live is of one day; import one for each.',
      found: pairs.periods.map(({ title }) => title).join(', '),
    }));
  }
  const geography = blocksOf(blocks, description, plan, period, index, problems);
  const bodies = practicesOf(practices, plan, period, index, problems);
  if (geography === null || bodies === null || problems.hasErrors) return { residence: null, leftOut, rows };
  const summed = sumPairs(pairs, bodies, geography.blockOfCode, plan.addUps.length > 0, plan, problems);
  const residence = {
    statement: description.statement,
    period,
    geography: geography.id,
    practices: bodies.ids,
    ...summed,
  };
  return { residence, leftOut, rows };
}

/** The rows as they come. @shape pairs */
class Pairs {
  readonly practices: CodeBook;
  readonly blocks: CodeBook;
  readonly practiceOf: number[] = [];
  readonly blockOf: number[] = [];
  readonly persons: number[] = [];
  readonly rowOf: number[] = [];
  rows = 0;
  readonly #periods = new PeriodBook();
  readonly #plan: RowPlan;
  readonly #value: PlannedValue;
  readonly #problems: ProblemBook;
  readonly #reading: Reading = { value: 0, mark: 0, flaw: null };

  constructor(plan: RowPlan, leaveOut: readonly string[], problems: ProblemBook) {
    const [value] = plan.values;
    if (value === undefined) throw new Error('a checked description has a value column');
    this.practices = new CodeBook(leaveOut);
    this.blocks = new CodeBook(leaveOut);
    this.#plan = plan;
    this.#value = value;
    this.#problems = problems;
    const fixed = value.period ?? (plan.period < 0 ? plan.everyPeriod : null);
    if (fixed !== null) this.#periods.numberOf(fixed);
  }

  get periods(): readonly Period[] {
    return this.#periods.periods;
  }

  take(cells: readonly string[], row: number): void {
    const plan = this.#plan;
    if (cells.every((cell) => cell.trim() === '')) return;
    this.rows++;
    const practice = this.practices.numberOf(cells[plan.practice] ?? '', row);
    const block = this.blocks.numberOf(cells[plan.area] ?? '', row);
    if (practice < 0 || block < 0) {
      tellNoCode(row, practice < 0 ? plan.practiceHeading : plan.areaHeading, this.#problems);
      return;
    }
    if (this.practices.isLeftOut[practice] === true || this.blocks.isLeftOut[block] === true) return;
    if (plan.period >= 0 && this.#periods.numberOfText(cells[plan.period] ?? '') < 0)
      tellPeriod(cells, row, plan, this.#periods, this.#problems);
    const cell = cells[this.#value.at] ?? '';
    readValue(cell, this.#value.use, this.#reading);
    if (!isWhole(this.#reading)) {
      tellPersons(cell, row, this.#value.heading, this.#problems);
      return;
    }
    this.practiceOf.push(practice);
    this.blockOf.push(block);
    this.persons.push(this.#reading.value);
    this.rowOf.push(row);
  }
}

function isWhole({ value, mark, flaw }: Reading): boolean {
  return flaw === null && mark === marks.indexOf('known') && Number.isInteger(value) && value >= 0;
}

function blocksOf(
  book: CodeBook,
  { geography }: DataDescription,
  plan: RowPlan,
  period: Period,
  index: AreaIndex,
  problems: ProblemBook,
): { readonly id: ResidenceTable['geography']; readonly blockOfCode: Int32Array } | null {
  const wanted = book.plains.filter((code, at) => !book.isLeftOut[at] && nationOfCode(code) === null);
  const reading =
    geography === null
      ? recogniseAreas(index, wanted, period, plan.areaHeading).find(({ use }) => use.kind === 'blocks')
      : readingOf(index, geography, wanted, period);
  const use = reading?.use;
  const blocks = use?.kind === 'blocks' ? geographyNamed(index.timeline.world.land, use.geography) : undefined;
  if (reading === undefined || use === undefined || blocks === undefined) {
    problems.error('no-known-areas', { column: plan.areaHeading }, () => ({
      message: 'The column of where patients live does not hold codes of blocks of the register.',
      found: shown(wanted[0] ?? ''),
    }));
    return null;
  }
  const strange = new Map(reading.strangers.map((one) => [one.code, one]));
  const blockOfCode = Int32Array.from(book.plains, (code, at) => {
    const stranger = strange.get(code);
    if (stranger !== undefined) {
      problems.error('unknown-area', { row: book.firstRows[at] ?? 1, column: plan.areaHeading }, () => ({
        message: `This code is not among the ${reading.title}. ${stranger.detail}`,
        found: shown(code),
      }));
    }
    return blocks.indexOfCode.get(areaKeyOf(index, use, code) ?? '') ?? -1;
  });
  return { id: blocks.id, blockOfCode };
}

function practicesOf(
  book: CodeBook,
  plan: RowPlan,
  period: Period,
  index: AreaIndex,
  problems: ProblemBook,
): { readonly ids: readonly string[]; readonly ofCode: Int32Array } | null {
  const wanted = book.plains.filter((_, at) => !book.isLeftOut[at]);
  const on = bestDay(index, 'practice', wanted, period)?.on ?? (period.from as IsoDate);
  const reading = readingOf(index, { kind: 'tier', tier: 'practice', on }, wanted, period);
  for (const { code, detail } of reading.strangers) {
    const at = book.plains.indexOf(code);
    problems.error('unknown-practice', { row: book.firstRows[at] ?? 1, column: plan.practiceHeading }, () => ({
      message: `This is no practice of the register on the day. ${detail}`,
      found: shown(code),
    }));
  }
  if (reading.strangers.length > 0) return null;
  const keys = book.plains.map((code) => areaKeyOf(index, reading.use, code) ?? '');
  const ids = [...new Set(keys.filter((_, at) => !book.isLeftOut[at]))].sort();
  const placeOf = new Map(ids.map((id, at) => [id, at]));
  return { ids, ofCode: Int32Array.from(keys, (key) => placeOf.get(key) ?? -1) };
}

/** Pairs by practice, then block; those that occur twice are added up or told. */
function sumPairs(
  { practiceOf, blockOf, persons, rowOf }: Pairs,
  practices: { readonly ofCode: Int32Array },
  blockOfCode: Int32Array,
  isAddedUp: boolean,
  plan: RowPlan,
  problems: ProblemBook,
): Pick<ResidenceTable, 'practiceOf' | 'blockOf' | 'persons'> {
  const keyed = new Map<number, { practice: number; block: number; persons: number; row: number }>();
  for (const [at, code] of practiceOf.entries()) {
    const practice = practices.ofCode[code] ?? -1;
    const block = blockOfCode[blockOf[at] ?? -1] ?? -1;
    // Codes outside the register's land are all the same place: outside.
    const key = practice * 1_000_003 + block + 1;
    const before = keyed.get(key);
    const row = rowOf[at] ?? 0;
    if (before === undefined) keyed.set(key, { practice, block, persons: persons[at] ?? 0, row });
    else {
      before.persons += persons[at] ?? 0;
      if (block >= 0 && !isAddedUp) tellPairTwice(row, before.row, plan, problems);
    }
  }
  const list = [...keyed.values()].sort((a, b) => a.practice - b.practice || a.block - b.block);
  return {
    practiceOf: Int32Array.from(list, (one) => one.practice),
    blockOf: Int32Array.from(list, (one) => one.block),
    persons: Float64Array.from(list, (one) => one.persons),
  };
}

function leftOutOf(book: CodeBook): LeftOut[] {
  return book.texts.flatMap((code, at) =>
    book.isLeftOut[at]
      ? [{ code, rows: book.rowCounts[at] ?? 0, reason: 'The description says to leave it out.' }]
      : [],
  );
}

function tellPairTwice(row: number, earlier: number, plan: RowPlan, problems: ProblemBook): void {
  problems.error('duplicate-row', { row, column: plan.practiceHeading }, () => ({
    message: `The row gives the same practice and area as row ${earlier}; keep one, or say which column is to be added up.`,
  }));
}

function tellNoCode(row: number, column: string, problems: ProblemBook): void {
  problems.error('no-code', { row, column }, () => ({
    message: 'The row has no code here; give it one, or take the row out.',
  }));
}

function tellPersons(cell: string, row: number, column: string, problems: ProblemBook): void {
  problems.error('not-a-number', { row, column }, () => ({
    message: 'The number of patients must be known.',
    expected: 'a whole number from 0',
    found: shown(cell),
  }));
}

function tellPeriod(
  cells: readonly string[],
  row: number,
  plan: RowPlan,
  periods: PeriodBook,
  problems: ProblemBook,
): void {
  const text = cells[plan.period] ?? '';
  problems.error('bad-period', { row, column: plan.periodHeading }, () => ({
    message: 'The period is not understood.',
    expected: periods.expectedFor(text),
    found: shown(text),
  }));
}
