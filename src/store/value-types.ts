/**
 * How values of PostgreSQL arrive in the program: dates as `YYYY-MM-DD`, moments as ISO 8601 in UTC, counts as
 * numbers. (Left alone, the client library makes a local midnight of a date and a text of a count.)
 */

import pg from 'pg';

const { DATE, INT8, TIMESTAMPTZ } = pg.types.builtins;

type Parse = (text: string) => unknown;

/**
 * Parsers for a pool of connections whose sessions are in UTC.
 * @throws RangeError (from the parser) when a count is too large for a number
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      const parse = ownParsers.get(oid);
      if (parse !== undefined) return parse;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

/** `2026-04-01T09:30:00.000Z` of `2026-04-01 09:30:00+00`; `infinity` stays. @units milliseconds, finer is cut */
export function parseMoment(text: string): string {
  if (text.endsWith('infinity')) return text;
  const moment = new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z'));
  return moment.toISOString();
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count)) throw new RangeError(`a count from the database is too large: ${text}`);
  return count;
}

const ownParsers = new Map<number, Parse>([
  [DATE, (text) => text],
  [INT8, parseCount],
  [TIMESTAMPTZ, parseMoment],
]);
