/** Tells when a query begins and ends, without its text or values: for traces. Costs nothing until it is asked for. */

import type pg from 'pg';
import type { Store } from '#store/open.ts';

/** Called at the start of a query, such as `SELECT work.records`; what it returns is called at the end. */
export type QueryListener = (summary: string) => (isGood: boolean) => void;

type Query = (...given: unknown[]) => unknown;

/** Tells the listener of every query of the store from now on; call what it returns to stop. */
export function watchQueries({ pool }: Store, listener: QueryListener): () => void {
  const watched = new Map<pg.PoolClient, Query>();
  const watch = (client: pg.PoolClient): void => {
    if (watched.has(client)) return;
    const query = client.query as Query;
    watched.set(client, query);
    client.query = watchedQuery(query.bind(client), listener) as typeof client.query;
  };
  const forget = (client: pg.PoolClient): void => void watched.delete(client);
  pool.on('acquire', watch);
  pool.on('remove', forget);
  return () => {
    pool.off('acquire', watch);
    pool.off('remove', forget);
    for (const [client, query] of watched) client.query = query as typeof client.query;
  };
}

/** The same query, with its end told however the caller waits for it. What only streams is not told. */
function watchedQuery(query: Query, listener: QueryListener): Query {
  return (...given) => {
    const summary = summaryOf(given[0]);
    if (summary === null) return query(...given);
    const ended = listener(summary);
    const last = given.at(-1);
    if (typeof last === 'function') {
      const tell: Query = (fault, result) => {
        ended(fault === null || fault === undefined);
        return (last as Query)(fault, result);
      };
      return query(...given.slice(0, -1), tell);
    }
    const answer = query(...given) as Promise<unknown>;
    answer.then(
      () => ended(true),
      () => ended(false),
    );
    return answer;
  };
}

/** The verb, and the first table that is named; null for what is no plain query. */
function summaryOf(asked: unknown): string | null {
  const text = typeof asked === 'string' ? asked : (asked as { text?: unknown } | null)?.text;
  if (typeof text !== 'string' || typeof (asked as { submit?: unknown }).submit === 'function') return null;
  const verb = /^\s*([a-z]{1,12})\b/i.exec(text)?.[1]?.toUpperCase() ?? 'QUERY';
  const table = /\b(?:from|into|update|table|copy)\s+("?[a-z_]\w*"?(?:\."?[a-z_]\w*"?)?)/i.exec(text)?.[1];
  return table === undefined ? verb : `${verb} ${table.replaceAll('"', '')}`;
}
