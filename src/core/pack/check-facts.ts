/**
 * What can be wrong with the values of a pack taken together: keys used twice, references to nothing, dates
 * out of order, things joined to themselves. Blocks are checked in `check-areas.ts`. Knows nothing of files:
 * whoever read the rows says where each stands. Whether events contradict each other is the register's matter.
 */

import { checkAreas } from '#core/pack/check-areas.ts';
import { duplicateRows } from '#core/pack/duplicate-rows.ts';
import { nearestWord } from '#core/pack/nearest-word.ts';
import { ProblemList, type ProblemText, shown } from '#core/pack/problem-list.ts';
import { nothingUnread, type PlaceOfRow, placeInTable, type Unread } from '#core/pack/row-places.ts';
import type { Column, IdTable } from '#core/pack/table.ts';
import { type Facts, packTables, type TableName } from '#core/pack/tables.ts';
import { eventStatuses } from '#core/pack/vocabulary.ts';
import type { Problem } from '#std/problem.ts';

/** A row seen without knowing its table: what a check that walks the definitions needs. */
export type AnyRow = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of a table, to be walked by the names of its columns. */
export function rowsOf(facts: Facts, table: TableName): readonly AnyRow[] {
  return facts[table] as readonly AnyRow[];
}

/** All problems of the facts that depend on values alone; none for facts that a store may take in. O(rows). */
export function checkFacts(facts: Facts, placeOf: PlaceOfRow = placeInTable): Problem[] {
  const list = new ProblemList();
  collectFactProblems(facts, placeOf, nothingUnread, list);
  return list.problems();
}

/** Adds to the list what `checkFacts` returns, apart from references to what could not be read. */
export function collectFactProblems(facts: Facts, placeOf: PlaceOfRow, unread: Unread, list: ProblemList): void {
  const suggest = makeSuggester();
  for (const table of packTables) {
    checkKey(facts, table.name, placeOf, list);
    const columns: readonly Column[] = table.columns;
    for (const { name, refersTo } of columns) {
      if (refersTo !== undefined) checkReference(facts, table.name, { name, refersTo }, placeOf, unread, suggest, list);
    }
    checkIntervals(facts, table.name, placeOf, list);
  }
  checkAreas(facts, placeOf, unread, list);
  checkEvents(facts, placeOf, list);
  checkRelationships(facts, placeOf, list);
  checkScenarios(facts, placeOf, list);
}

function checkKey(facts: Facts, name: TableName, placeOf: PlaceOfRow, list: ProblemList): void {
  const key: readonly string[] = packTables.find((table) => table.name === name)?.key ?? [];
  const rows = rowsOf(facts, name);
  for (const { row, first } of duplicateRows(rows, key)) {
    const where = { ...placeOf(name, row), column: key.join(', ') };
    list.add('duplicate-key', where, () => {
      const before = placeOf(name, first);
      const words = key.map((column) => `${column} ${shown(String(rows[row]?.[column] ?? ''))}`).join(', ');
      const message = `Row ${before.row} of ${before.file} has the same ${key.join(', ')}; take one out.`;
      return { message, expected: 'each once', found: words };
    });
  }
}

type Suggester = (word: string, ids: ReadonlySet<string>) => string | null;

/** Suggestions from a list of ids; a search is slow among many, so that after the first hundred there is none. */
function makeSuggester(): Suggester {
  let searchesLeft = 100;
  return (word, ids) => {
    searchesLeft -= 1;
    return searchesLeft < 0 ? null : nearestWord(word, ids);
  };
}

function checkReference(
  facts: Facts,
  name: TableName,
  column: { readonly name: string; readonly refersTo: IdTable },
  placeOf: PlaceOfRow,
  unread: Unread,
  suggest: Suggester,
  list: ProblemList,
): void {
  const target = column.refersTo;
  if (unread.tables.has(target)) return;
  const ids = new Set<string>(facts[target].map((row) => row.id));
  const leftOut = unread.ids.get(target);
  const rows = rowsOf(facts, name);
  let known: unknown = null;
  for (let index = 0; index < rows.length; index++) {
    const value = rows[index]?.[column.name] as string | null;
    if (value === null || value === known) continue;
    known = value;
    if (ids.has(value) || leftOut?.has(value) === true) continue;
    known = null;
    list.add('unknown-reference', { ...placeOf(name, index), column: column.name }, () => {
      const near = suggest(value, ids);
      return {
        message: `No row of ${target} has this id; add it or correct the name.`,
        expected: near === null ? `an id of ${target}` : `an id of ${target}, perhaps ${shown(near)}`,
        found: shown(value),
      };
    });
  }
}

/** "from" and "to" of a record, where both are dates. */
function checkIntervals(facts: Facts, name: TableName, placeOf: PlaceOfRow, list: ProblemList): void {
  const table = packTables.find((candidate) => candidate.name === name);
  const dates = table?.columns.filter((column) => column.type === 'date').map((column) => column.name as string) ?? [];
  if (!dates.includes('from') || !dates.includes('to')) return;
  const rows = rowsOf(facts, name);
  for (let index = 0; index < rows.length; index++) {
    const { from, to } = rows[index] as { from: string | null; to: string | null };
    if (from === null || to === null || from < to) continue;
    list.add('dates-reversed', { ...placeOf(name, index), column: 'to' }, () => ({
      message: 'This record ends before it has begun; "to" is the first day it no longer holds.',
      expected: `a day after ${from}`,
      found: to,
    }));
  }
}

function checkEvents(facts: Facts, placeOf: PlaceOfRow, list: ProblemList): void {
  for (const [index, { announced, legal }] of facts.events.entries()) {
    if (announced === null || legal === null || announced <= legal) continue;
    list.add('announced-after-legal', { ...placeOf('events', index), column: 'announced' }, () => ({
      message: 'This event was announced after it took legal effect; check both dates.',
      expected: `${legal} or before`,
      found: announced,
    }));
  }
}

function checkRelationships(facts: Facts, placeOf: PlaceOfRow, list: ProblemList): void {
  for (const [index, { organisation, target, status }] of facts.relationships.entries()) {
    const where = { ...placeOf('relationships', index), column: 'target' };
    if (target === null && status !== 'unresolved') list.add('target-missing', where, missingTarget);
    if (target === organisation) {
      const message = 'This body stands in a relationship to itself; correct one end.';
      list.add('self-link', where, () => ({ message, found: shown(target) }));
    }
  }
}

function missingTarget(): ProblemText {
  return {
    message: 'This relationship has no target; name it, or set the status to unresolved.',
    expected: 'an id of organisations',
    found: 'an empty cell',
  };
}

function checkScenarios(facts: Facts, placeOf: PlaceOfRow, list: ProblemList): void {
  for (const [index, scenario] of facts.scenarios.entries()) {
    for (const word of scenario.statuses.split(' ')) {
      if ((eventStatuses as readonly string[]).includes(word)) continue;
      list.add('unknown-word', { ...placeOf('scenarios', index), column: 'statuses' }, () => ({
        message: 'This is not a status of events; statuses stand one space apart.',
        expected: eventStatuses.join(', '),
        found: shown(word),
      }));
    }
  }
}
