/**
 * Rows to arrangements: which rows belong together, what their cells say, and what is wrong with them. Knows nothing
 * of files.
 */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { arrangementColumns, byList, columnsOfList, type ListName, listNames } from '#sources/workbook/columns.ts';
import type { Headings, MatchedColumn } from '#sources/workbook/match-headings.ts';
import { isBlankCell, parseCell } from '#sources/workbook/parse-values.ts';
import { type ItemPlace, type PlaceFinder, placeFinder } from '#sources/workbook/place-finder.ts';
import type { WorkbookProblems } from '#sources/workbook/problem-kinds.ts';
import { letters, type MergedRange, shownCell, type TableCell, type TableRow } from '#sources/workbook/table-source.ts';
import type { Place } from '#std/problem.ts';

/** An arrangement as the sheet states it, with the places of its values. */
type Gathered = { readonly spec: ArrangementSpec; readonly placeOf: PlaceFinder };
type Item = ItemPlace & { readonly values: Map<string, unknown>; hasFault: boolean };

/** The arrangement whose rows are being read. */
type Draft = {
  readonly row: number;
  readonly reference: string;
  /** The reference was made from the row. */
  readonly isMade: boolean;
  readonly own: Map<string, unknown>;
  /** Fields of the arrangement whose cell was faulty. */
  readonly faults: Set<string>;
  readonly items: Record<ListName, Item[]>;
};

/** Takes the rows of a table one after the other and gives the arrangements they state. */
export class SpecGatherer {
  readonly #headings: Headings;
  readonly #file: string;
  readonly #isText: boolean;
  readonly #problems: WorkbookProblems;
  readonly #specs: Gathered[] = [];
  readonly #rowOfReference = new Map<string, number>();
  readonly #strayColumns = new Set<number>();
  readonly #id: MatchedColumn | undefined;
  readonly #title: MatchedColumn | undefined;
  #draft: Draft | null = null;

  constructor(
    headings: Headings,
    table: { readonly file: string; readonly isText: boolean },
    problems: WorkbookProblems,
  ) {
    this.#headings = headings;
    this.#file = table.file;
    this.#isText = table.isText;
    this.#problems = problems;
    this.#id = headings.columns.find((one) => one?.column.list === null && one.column.field === 'id');
    this.#title = headings.columns.find((one) => one?.column.list === null && one.column.field === 'title');
  }

  /** Takes a row below the headings; one of blanks alone is passed over. */
  take(row: TableRow): void {
    const cells = row.cells.map((cell) => (cell === undefined || isBlankCell(cell) ? undefined : cell));
    this.#checkStray(row.row, cells);
    if (!this.#headings.columns.some((one) => one !== undefined && cells[one.at] !== undefined)) return;
    if (this.#draft === null || !this.#continues(this.#draft, cells)) {
      this.#finish();
      this.#draft = this.#begin(row.row, cells);
    }
    this.#read(this.#draft, row.row, cells);
  }

  /** The arrangements; those without a kind are left out, as there is a problem that says so. */
  end(): readonly Gathered[] {
    this.#finish();
    return this.#specs;
  }

  /** A row goes on with the arrangement above when its reference is blank or the same, and its title no other one. */
  #continues(draft: Draft, cells: TableRow['cells']): boolean {
    const reference = textAt(cells, this.#id);
    if (reference !== null) return reference === draft.reference;
    const title = textAt(cells, this.#title);
    return title === null || (!draft.isMade && title === draft.own.get('title'));
  }

  #begin(row: number, cells: TableRow['cells']): Draft {
    const stated = textAt(cells, this.#id);
    const reference = stated ?? `ROW-${row}`;
    if (stated === null) this.#problems.add('made-reference', this.#place(row, this.#id), { found: reference });
    const earlier = this.#rowOfReference.get(reference);
    if (earlier === undefined) this.#rowOfReference.set(reference, row);
    else {
      const message = `The reference ${reference} is that of the arrangement on row ${earlier}.`;
      this.#problems.add('duplicate-reference', this.#place(row, this.#id), { message, found: reference });
    }
    const items = byList((): Item[] => []);
    return { row, reference, isMade: stated === null, own: new Map(), faults: new Set(), items };
  }

  #read(draft: Draft, row: number, cells: TableRow['cells']): void {
    const rowItems = new Map<string, Item>();
    for (const matched of this.#headings.columns) {
      const cell = matched === undefined ? undefined : cells[matched.at];
      if (matched === undefined || cell === undefined) continue;
      const { list } = matched.column;
      if (list === null) this.#readOwn(draft, row, matched, cell);
      else {
        const key = `${list} ${matched.slot}`;
        const item = rowItems.get(key) ?? { row, slot: matched.slot, values: new Map(), hasFault: false };
        rowItems.set(key, item);
        const value = this.#parse(row, matched, cell);
        if (value === undefined) item.hasFault = true;
        else item.values.set(matched.column.field, value);
      }
    }
    const sorted = [...rowItems].sort(([, a], [, b]) => a.slot - b.slot);
    for (const [key, item] of sorted) draft.items[key.slice(0, key.indexOf(' ')) as ListName].push(item);
  }

  #readOwn(draft: Draft, row: number, matched: MatchedColumn, cell: TableCell): void {
    const { field } = matched.column;
    const value = this.#parse(row, matched, cell);
    if (value === undefined) draft.faults.add(field);
    else if (!draft.own.has(field)) draft.own.set(field, value);
    else if (JSON.stringify(draft.own.get(field)) !== JSON.stringify(value)) {
      this.#problems.add('conflicting-value', this.#place(row, matched), { found: shownCell(cell) });
    }
  }

  /** The value, or undefined when there is a problem with it. */
  #parse(row: number, matched: MatchedColumn, cell: TableCell): unknown {
    const parsed = parseCell(cell, matched.column);
    if ('value' in parsed) return parsed.value;
    const { fault, ...detail } = parsed;
    this.#problems.add(fault, this.#place(row, matched), detail);
    return undefined;
  }

  #finish(): void {
    const draft = this.#draft;
    this.#draft = null;
    if (draft === null) return;
    const items = byList((list) => draft.items[list].filter((item) => this.#isWhole(list, item)));
    if (!draft.own.has('kind')) {
      if (!draft.faults.has('kind')) {
        const kind = this.#headings.columns.find((one) => one?.column.list === null && one.column.field === 'kind');
        const message = `The arrangement ${draft.reference} has no kind.`;
        if (kind !== undefined) this.#problems.add('missing-value', this.#place(draft.row, kind), { message });
      }
      return;
    }
    const spec = specOf(draft, items);
    // The values are in the spec by now: only the places are kept.
    const places = byList((list) =>
      items[list].length === 0 ? nowhere : items[list].map(({ row, slot }) => ({ row, slot })),
    );
    this.#specs.push({ spec, placeOf: placeFinder(this.#file, this.#headings, draft.row, places) });
  }

  /** True when an item has what it makes no sense without; adds what is missing. */
  #isWhole(list: ListName, item: Item): boolean {
    const missing = neededColumns[list].filter((column) => !item.values.has(column.field));
    if (missing.length === 0) return true;
    if (item.hasFault) return false;
    for (const column of missing) {
      const matched = this.#headings.columns.find((one) => one?.column === column && one.slot === item.slot);
      const message = `${column.heading} is empty, and other cells of the same entry are not.`;
      this.#problems.add('missing-value', this.#place(item.row, matched), { message, expected: column.heading });
    }
    return false;
  }

  /** Cells where there is no heading: in a file of text they mean that the cells of the row have shifted. */
  #checkStray(row: number, cells: TableRow['cells']): void {
    for (const [at, cell] of cells.entries()) {
      if (cell === undefined || this.#headings.isHeaded[at] === true) continue;
      const where = { file: this.#file, row, column: letters(at) };
      if (this.#isText) {
        this.#problems.add('row-too-long', where, { found: shownCell(cell) });
        return;
      }
      if (!this.#strayColumns.has(at)) this.#problems.add('unknown-column', where, { found: shownCell(cell) });
      this.#strayColumns.add(at);
    }
  }

  #place(row: number, matched: MatchedColumn | undefined): Place {
    return { file: this.#file, row, ...(matched === undefined ? {} : { column: matched.label }) };
  }
}

/**
 * Adds merged cells below the headings that leave unsaid which row a value is of: all but those of one column of
 * references, downwards.
 */
export function checkMerged(
  merged: readonly MergedRange[],
  headings: Headings,
  file: string,
  problems: WorkbookProblems,
): void {
  for (const range of merged) {
    if (range.lastRow < headings.row) continue;
    const { columns } = headings;
    const covered = columns.slice(range.firstColumn, range.lastColumn + 1).filter((one) => one !== undefined);
    if (covered.length === 0) continue;
    const isReference = covered[0]?.column.list === null && covered[0].column.field === 'id';
    if (isReference && range.firstColumn === range.lastColumn && range.firstRow > headings.row) continue;
    const found = `${letters(range.firstColumn)}${range.firstRow}:${letters(range.lastColumn)}${range.lastRow}`;
    problems.add('merged-cells', { file, row: range.firstRow, column: covered[0]?.label ?? '' }, { found });
  }
}

const nowhere: readonly ItemPlace[] = [];
const nothing: readonly unknown[] = [];
const ownColumns = arrangementColumns.filter((column) => column.list === null);
const neededColumns = byList((list) => columnsOfList[list].filter((column) => column.isNeeded));

function textAt(cells: TableRow['cells'], matched: MatchedColumn | undefined): string | null {
  const cell = matched === undefined ? undefined : cells[matched.at];
  if (cell === undefined || matched === undefined) return null;
  const text = shownCell(cell);
  return matched.column.kind === 'name' ? text.trim() : text;
}

/** What stands for a field of an item that was left empty; null for all others. */
const itemDefaults: Readonly<Record<string, unknown>> = {
  'parties.role': 'partner',
  'amounts.what': 'annual-value',
  'amounts.nature': 'revenue',
  'documents.kind': 'agreement',
  'documents.title': '',
  'milestones.title': '',
  'milestones.causes': [],
};

/** The same for fields of the arrangement. */
const ownDefaults: Readonly<Record<string, unknown>> = {
  stage: 'in-force',
  careGroups: [],
  dataSets: [],
  isPriority: false,
  evidence: 'stated',
};

/** Copied and filled in, so that all arrangements have one shape in memory. */
const blankSpec: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    ownColumns
      .filter(({ field }) => !field.startsWith('clauses.'))
      .map(({ field }) => [field, ownDefaults[field] ?? null]),
  ),
  clauses: {},
  ...byList(() => nothing),
};
const blankItems = byList(
  (list): Readonly<Record<string, unknown>> =>
    Object.fromEntries(columnsOfList[list].map(({ field }) => [field, itemDefaults[`${list}.${field}`] ?? null])),
);

/**
 * The arrangement of a draft. The columns name every field, so that the parts have the shape of an `ArrangementSpec`;
 * a test compares what is written with what is read.
 */
function specOf(draft: Draft, items: Readonly<Record<ListName, readonly Item[]>>): ArrangementSpec {
  const spec: Record<string, unknown> = { ...blankSpec, id: draft.reference, title: draft.reference };
  const clauses: Record<string, unknown> = {};
  for (const [field, value] of draft.own) {
    if (field.startsWith('clauses.')) clauses[field.slice('clauses.'.length)] = value;
    else if (field !== 'id') spec[field] = value;
  }
  for (const list of listNames) {
    if (items[list].length > 0) spec[list] = items[list].map((item) => itemOf(list, item));
  }
  spec['clauses'] = clauses;
  if (items.parties.some((item) => item.hasFault)) spec['parties'] = withoutShares(spec['parties']);
  return spec as unknown as ArrangementSpec;
}

function itemOf(list: ListName, item: Item): unknown {
  if (item.values.has('')) return item.values.get('');
  const made: Record<string, unknown> = { ...blankItems[list] };
  for (const [field, value] of item.values) made[field] = value;
  return made;
}

/** With one share unreadable the others would not sum to one: a second problem that is none. */
function withoutShares(parties: unknown): unknown {
  return (parties as readonly object[]).map((party) => ({ ...party, share: null }));
}
