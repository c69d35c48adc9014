/** Reads rows into columns of numbers, by code, measure and period, and notes what is wrong with each cell. */

import type { AreaIndex } from '#core/datasets/area-index.ts';
import { CellBook, type GrowingColumn, knownState, noRow } from '#core/datasets/cell-book.ts';
import { CodeBook } from '#core/datasets/code-book.ts';
import type { DataDescription, MeasureUse } from '#core/datasets/description.ts';
import { MeasureBook } from '#core/datasets/measure-book.ts';
import { NumberSet } from '#core/datasets/number-set.ts';
import { PeriodBook } from '#core/datasets/period-book.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';
import { type Reading, readValue } from '#core/datasets/read-value.ts';
import type { PlannedValue, RowPlan } from '#core/datasets/row-plan.ts';
import type { RowBatch } from '#core/datasets/row-source.ts';
import { codeCell, isSideRow, SideRows } from '#core/datasets/side-row.ts';
import { shown } from '#core/pack/problem-list.ts';

const mostMeasures = 2000;
const mostCodes = 400_000;
/** Above this a data set does not fit the memory of a small machine. */
const mostCells = 60_000_000;
const mostAddUps = 65_536;
const mostFingerprints = 8_000_000;

/** Rows of the same groups and measure name, and the measures of their value columns; -1: not met yet. */
type Group = {
  readonly children: Map<string, Group>;
  readonly texts: readonly string[];
  readonly measures: Int32Array;
  /** What each value column is in these rows. */
  readonly uses: readonly MeasureUse[];
};

export class RowReader {
  readonly plan: RowPlan;
  readonly codes: CodeBook;
  readonly periods = new PeriodBook();
  readonly measures = new MeasureBook();
  readonly cells = new CellBook();
  rows = 0;
  /** The file has more than a data set may hold; reading stopped. */
  isFull = false;
  readonly sideRows = new SideRows();
  readonly #index: AreaIndex;
  readonly #named: Readonly<Record<string, MeasureUse>>;
  readonly #book: ProblemBook;
  readonly #root: Group;
  readonly #groupColumns: readonly number[];
  readonly #reading: Reading = { value: 0, mark: 0, flaw: null };
  readonly #addUps = new Map<string, number>();
  readonly #added = new NumberSet();
  readonly #fixedPeriods: readonly number[];

  constructor(plan: RowPlan, description: DataDescription, index: AreaIndex, book: ProblemBook) {
    this.#index = index;
    this.plan = plan;
    this.codes = new CodeBook(description.leaveOut);
    this.#named = description.named;
    this.#book = book;
    this.#groupColumns = [...plan.breakdowns.map(({ at }) => at), ...(plan.measureName < 0 ? [] : [plan.measureName])];
    this.#root = this.#newGroup([]);
    this.#fixedPeriods = plan.values.map(({ period }) => (period === null ? -1 : this.periods.numberOf(period)));
  }

  /** Reads a batch; false: it is of no use to read on. */
  take(batch: RowBatch): boolean {
    for (const [at, row] of batch.rows.entries()) {
      this.#takeRow(row, batch.firstRow + at);
      if (this.isFull) return false;
    }
    return true;
  }

  #takeRow(row: readonly string[], number: number): void {
    const { plan } = this;
    const cell = row[plan.area] ?? '';
    const isMet = this.codes.has(cell);
    if (!isMet && isSideRow(row, plan, this.#index)) {
      if (row.some((one) => one.trim() !== '')) this.sideRows.note(row, number);
      return;
    }
    const code = this.codes.numberOf(isMet ? cell : codeCell(row, plan, this.codes.leavesOut), number);
    this.rows++;
    if (code < 0) this.#tellNoCode(row, number);
    else if (code >= mostCodes)
      this.#stop('too-many-areas', plan.areaHeading, `more than ${mostCodes} different codes`);
    else if (this.codes.isLeftOut[code] !== true) this.#takeValues(row, number, code);
    if (this.cells.room > mostCells) this.#stop('too-many-values', null, 'more values than a data set may hold');
  }

  #takeValues(row: readonly string[], number: number, code: number): void {
    const { values, addUps } = this.plan;
    const period = this.#periodOf(row, number);
    const group = this.#groupOf(row);
    const addUp = addUps.length === 0 ? -1 : this.#addUpOf(row);
    let isTold = false;
    for (let at = 0; at < values.length; at++) {
      const value = values[at] as PlannedValue;
      const fixed = this.#fixedPeriods[at] as number;
      const when = fixed >= 0 ? fixed : period;
      if (when < 0) continue;
      let measure = group.measures[at] as number;
      if (measure < 0) measure = this.#newMeasure(group, at, number);
      if (this.isFull) return;
      this.periods.note(when, code);
      const column = this.cells.column(measure, when, code);
      readValue(row[value.at] ?? '', group.uses[at] as MeasureUse, this.#reading);
      if (this.#reading.flaw !== null) this.#tellFlaw(row[value.at] ?? '', value.heading, number);
      isTold = this.#put(column, code, number, addUp, isTold);
    }
  }

  #periodOf(row: readonly string[], number: number): number {
    const { plan, periods } = this;
    if (plan.period < 0) return plan.everyPeriod === null ? -1 : periods.numberOf(plan.everyPeriod);
    const text = row[plan.period] ?? '';
    const found = periods.numberOfText(text);
    if (found < 0) {
      this.#book.error('bad-period', { row: number, column: plan.periodHeading }, () => ({
        message: 'The period is not understood.',
        expected: periods.expectedFor(text),
        found: shown(text),
      }));
    }
    return found;
  }

  #groupOf(row: readonly string[]): Group {
    let group = this.#root;
    for (const at of this.#groupColumns) {
      const text = row[at] ?? '';
      let child = group.children.get(text);
      if (child === undefined) {
        child = this.#newGroup([...group.texts, text.trim()]);
        group.children.set(text, child);
      }
      group = child;
    }
    return group;
  }

  #addUpOf(row: readonly string[]): number {
    const { addUps } = this.plan;
    const text = addUps.length === 1 ? (row[addUps[0] as number] ?? '') : addUps.map((at) => row[at]).join('\u0000');
    const known = this.#addUps.get(text);
    if (known !== undefined) return known;
    if (this.#addUps.size >= mostAddUps) return mostAddUps;
    this.#addUps.set(text, this.#addUps.size);
    return this.#addUps.size - 1;
  }

  #newGroup(texts: readonly string[]): Group {
    const { values, measureName } = this.plan;
    const name = measureName < 0 ? null : (texts.at(-1) ?? '');
    const described = name !== null && Object.hasOwn(this.#named, name) ? this.#named[name] : undefined;
    return {
      children: new Map(),
      texts,
      measures: new Int32Array(values.length).fill(-1),
      uses: values.map(({ use }) => described ?? use),
    };
  }

  #newMeasure(group: Group, at: number, row: number): number {
    const value = this.plan.values[at] as PlannedValue;
    const use = group.uses[at] as MeasureUse;
    const name = this.plan.measureName < 0 ? null : (group.texts.at(-1) ?? '');
    const groups = this.plan.breakdowns.map((one, place) => [one.name, group.texts[place] ?? ''] as const);
    const measure = this.measures.numberOf({
      use,
      family: this.#familyOf(use, value, name),
      breakdown: { ...use.breakdown, ...Object.fromEntries(groups.filter(([, text]) => text !== '')) },
      heading: value.heading,
      name,
      column: at,
      row,
    });
    group.measures[at] = measure;
    if (measure >= mostMeasures) this.#stop('too-many-measures', value.heading, `more than ${mostMeasures} measures`);
    return measure;
  }

  #familyOf(use: MeasureUse, value: PlannedValue, name: string | null): string {
    if (name === null) return use.title;
    const title = use === value.use ? name : use.title;
    return this.plan.values.length > 1 ? `${title}, ${value.use.title}` : title;
  }

  /** Puts what was read into its cell. True: a problem with the row was told, and once is enough. */
  #put(column: GrowingColumn, code: number, row: number, addUp: number, isTold: boolean): boolean {
    const state = column.states[code] as number;
    const { value, mark } = this.#reading;
    if (state === noRow) {
      column.values[code] = value;
      column.states[code] = mark + 1;
      column.rows[code] = row;
      if (addUp >= 0) this.#isNew(column, code, addUp);
      return isTold;
    }
    if (addUp >= 0 && this.#isNew(column, code, addUp)) {
      column.values[code] = (column.values[code] as number) + value;
      // A sum is known when all of it is; what is withheld says more than what is blank.
      if (state === knownState || (mark + 1 > state && mark !== 0)) column.states[code] = mark + 1;
      column.rows[code] = row;
      return isTold;
    }
    if (!isTold) this.#tellDuplicate(code, row, column.rows[code] as number);
    return true;
  }

  #isNew(column: GrowingColumn, code: number, addUp: number): boolean {
    if (addUp >= mostAddUps || this.#added.size >= mostFingerprints) return true;
    return this.#added.add((column.number * 524_288 + code) * mostAddUps + addUp);
  }

  #tellNoCode(row: readonly string[], number: number): void {
    const name = this.plan.texts.map((at) => row[at]?.trim() ?? '').find((text) => text !== '');
    const advice = name === undefined ? 'take the row out' : `leave it out (${name})`;
    this.#book.error('no-code', { row: number, column: this.plan.areaHeading }, () => ({
      message: `The row has no code of an area; give it one, or ${advice}.`,
      ...(name === undefined ? {} : { found: shown(name) }),
    }));
  }

  #tellDuplicate(code: number, row: number, earlier: number): void {
    this.#book.error('duplicate-row', { row, column: this.plan.areaHeading }, () => ({
      message: `The row gives the same area, period and measure as row ${earlier}; keep one of them, or say which column tells them apart.`,
      found: shown(this.codes.texts[code] ?? ''),
    }));
  }

  #tellFlaw(cell: string, column: string, row: number): void {
    const { flaw } = this.#reading;
    if (flaw === null) return;
    const text = () => ({
      message: flaw.message,
      ...(flaw.expected === null ? {} : { expected: flaw.expected }),
      found: shown(cell),
    });
    if (flaw.severity === 'error') this.#book.error(flaw.code, { row, column }, text);
    else this.#book.warning(flaw.code, { row, column }, text);
  }

  #stop(code: string, column: string | null, what: string): void {
    this.isFull = true;
    const advice =
      'Perhaps a column of names is taken for groups or codes. A file as large as this can be moved without being kept: rebase it from file to file.';
    this.#book.error(code, column === null ? {} : { column }, () => ({
      message: `The file has ${what}; it is not kept. ${advice}`,
    }));
  }
}
