/** What a release shows, as a Parquet file. Other forms are made where they are sent from. */

import type { KeptRelease } from '#actions/release-records.ts';
import { rulesInWords } from '#core/release/rules-in-words.ts';
import { encodeParquet, type ParquetColumn } from '#sources/tables/write-parquet.ts';

/**
 * The bytes of the file: one row a number. A hidden number is null with the shorthand `[c]` beside it, whatever it is hidden
 * for; one that is not known is null with `[x]`.
 */
export async function releaseParquet({ id, document }: KeptRelease): Promise<Uint8Array> {
  const { cells } = document.published;
  const column = (name: string, kind: ParquetColumn['kind'], values: ParquetColumn['values']): ParquetColumn => ({
    name,
    kind,
    values,
  });
  const columns = [
    column(
      'area',
      'text',
      cells.map((cell) => cell.area),
    ),
    column(
      'area_name',
      'text',
      cells.map((cell) => cell.areaName),
    ),
    column(
      'measure',
      'text',
      cells.map((cell) => cell.measure),
    ),
    column(
      'period',
      'text',
      cells.map((cell) => cell.period),
    ),
    column(
      'value',
      'number',
      cells.map((cell) => cell.shown),
    ),
    column(
      'shorthand',
      'text',
      cells.map(({ shown, hidden }) => shorthandOf(shown, hidden)),
    ),
    column(
      'denominator',
      'number',
      cells.map((cell) => cell.denominator),
    ),
    column(
      'estimated',
      'boolean',
      cells.map((cell) => !cell.exact),
    ),
  ];
  return encodeParquet(columns, {
    release: id,
    title: document.question.title,
    data: `${document.data.title}, version ${document.data.version}`,
    areas: document.toTitle,
    rules: rulesInWords(document.question.rules),
    checksum: document.checksum,
  });
}

function shorthandOf(shown: number | null, hidden: string | null): string | null {
  if (shown !== null) return null;
  return hidden === 'not-known' ? '[x]' : '[c]';
}
