/** How the store is: whether the database answers and has the tables of this program, and figures to watch over time. */

import { loadMigrations } from '#store/migrate.ts';
import type { Store } from '#store/open.ts';

export type StoreHealth =
  | { readonly kind: 'well' }
  | { readonly kind: 'no-answer' }
  /** Migrations that this program has and the database lacks. */
  | { readonly kind: 'behind'; readonly missing: readonly string[] }
  /** Migrations that the database had from a newer program. */
  | { readonly kind: 'ahead'; readonly unknown: readonly string[] };

export type StoreFigures = {
  /** Number of the newest entry of the journal; 0 while it is empty. */
  readonly journalHead: number;
  /** Imports of packs that changed something. */
  readonly packImports: number;
  /** Versions of data sets. */
  readonly dataVersions: number;
};

/** How long the database may take to answer. @units milliseconds */
const patienceMs = 5_000;

/**
 * A question to the database that gives its health. Those who ask while an answer is under way share it, so that
 * however many ask, one connection is used.
 */
export function makeHealthCheck(store: Store): () => Promise<StoreHealth> {
  const own = new Set(loadMigrations().map(({ name }) => name));
  const askOnce = async (): Promise<StoreHealth> => {
    const had = await answered(store.pool.query<{ name: string }>('select name from store.migrations order by name'));
    if (had === null) return { kind: 'no-answer' };
    const names = had.rows.map(({ name }) => name);
    const missing = [...own].filter((name) => !names.includes(name));
    if (missing.length > 0) return { kind: 'behind', missing };
    const unknown = names.filter((name) => !own.has(name));
    return unknown.length > 0 ? { kind: 'ahead', unknown } : { kind: 'well' };
  };
  return shared(askOnce);
}

/** A question to the database that gives the figures; null when it does not answer. Shared as the health is. */
export function makeFiguresQuestion(store: Store): () => Promise<StoreFigures | null> {
  return shared(async () => {
    const asked = store.pool.query<StoreFigures>(
      `select (select coalesce(max(seq), 0)::int from work.journal) as "journalHead",
              (select count(*)::int from facts.imports) as "packImports",
              (select count(*)::int from work.data_versions) as "dataVersions"`,
    );
    return (await answered(asked))?.rows[0] ?? null;
  });
}

function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | null = null;
  return () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}

/** The answer; null when there is an error instead, or nothing in time. */
async function answered<T>(asked: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), patienceMs);
  try {
    // What went wrong is in the log of the database; whoever asks is told that it does not answer.
    return await Promise.race([asked.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
