/** Where the values of an arrangement stand in a sheet, so that problems found later point there. */

import { type ArrangementColumn, columnsOfList, type ListName, listNames } from '#sources/workbook/columns.ts';
import type { Headings, MatchedColumn } from '#sources/workbook/match-headings.ts';
import type { Place } from '#std/problem.ts';

/**
 * Where the value at a path of an arrangement stands, such as `parties[1].organisation` or `endsOn`: file and sheet,
 * row and column. A path without a cell of its own gives the nearest that has one: the item, or the first row.
 */
export type PlaceFinder = (path: string) => Place;

/** The row of an item, and its number where several stand side by side ("Party 2"). */
export type ItemPlace = { readonly row: number; readonly slot: number };
export type ItemPlaces = { readonly [L in ListName]: readonly ItemPlace[] };

/** The finder for an arrangement that begins on `firstRow`. */
export function placeFinder(file: string, headings: Headings, firstRow: number, items: ItemPlaces): PlaceFinder {
  return (path) => {
    const [, name = '', index, field = ''] = /^(\w+)(?:\[(\d+)\])?\.?(.*)$/.exec(path) ?? [];
    const list = listNames.find((one) => one === name);
    if (list === undefined) {
      const matched = matchedColumn(headings, (column) => column.list === null && isOfPath(column, path, name));
      return { file, row: firstRow, ...columnPart(matched) };
    }
    const item = items[list][index === undefined ? 0 : Number(index)];
    const slot = item?.slot ?? 0;
    const matched =
      matchedColumn(headings, (column) => column.list === list && column.field === field, slot) ??
      matchedColumn(headings, (column) => column === mainColumn(list), slot) ??
      matchedColumn(headings, (column) => column === mainColumn(list));
    return { file, row: item?.row ?? firstRow, ...columnPart(matched) };
  };
}

/** The column without which an item of the list makes no sense, or the first of the list. */
function mainColumn(list: ListName): ArrangementColumn | undefined {
  return columnsOfList[list].find((column) => column.isNeeded) ?? columnsOfList[list][0];
}

function isOfPath(column: ArrangementColumn, path: string, name: string): boolean {
  return column.field === path || column.field === name;
}

function matchedColumn(
  headings: Headings,
  isWanted: (column: ArrangementColumn) => boolean,
  slot?: number,
): MatchedColumn | undefined {
  return headings.columns.find(
    (one) => one !== undefined && isWanted(one.column) && (slot === undefined || one.slot === slot),
  );
}

function columnPart(matched: MatchedColumn | undefined): { readonly column?: string } {
  return matched === undefined ? {} : { column: matched.label };
}
