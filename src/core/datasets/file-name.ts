/** What the name of a file tells: a title, and sometimes when its numbers were true. */

import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';

/** The name without folders and endings, as a title. @example fileTitle('imd_2019.csv.gz') // 'Imd 2019' */
export function fileTitle(fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1) ?? '';
  const words = name
    .replace(/\.(?:csv|tsv|txt|xlsx|parquet|gz)(?:\.gz)?$/i, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
  return words === '' ? 'Data' : `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

/**
 * The one period that the name speaks of, as text that `parsePeriod` reads; null: none, or several. A day, a financial year,
 * the middle of a year (`mid2019`), or a year that is not that of a vintage of blocks (`lsoa2011`).
 */
export function periodInName(fileName: string): string | null {
  const name = fileTitle(fileName)
    .toLowerCase()
    .replaceAll(/\b(?:lsoa|msoa|oa|lad|ltla|utla)[ -]?(?:20)?\d{2}\b/g, ' ');
  const day = /(?<!\d)((?:19|20)\d{2})[ -](\d{2})[ -](\d{2})(?!\d)/.exec(name);
  if (day !== null) return understood(`${day[1]}-${day[2]}-${day[3]}`);
  const financial = /(?<!\d)((?:19|20)\d{2})[ -](\d{2})(?!\d)/.exec(name);
  const whole = financial === null ? null : understood(`${financial[1]}-${financial[2]}`);
  if (whole !== null) return whole;
  const years = [...name.matchAll(/(mid[ -]?)?(?<!\d)((?:19|20)\d{2})(?!\d)/g)];
  const [only] = years;
  if (only === undefined || new Set(years.map((one) => one[2])).size > 1) return null;
  return only[1] === undefined ? (only[2] ?? null) : `${only[2]}-06-30`;
}

function understood(text: string): string | null {
  return isPeriod(parsePeriod(text)) ? text : null;
}
