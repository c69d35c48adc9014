/** Which packs the store holds, and at which revision. Every import that changed something is a revision. */

import type pg from 'pg';
import type { PackManifest } from '#core/pack/manifest.ts';
import type { Store } from '#store/open.ts';
import { withStoreErrors } from '#store/store-error.ts';

/** A pack as it stands after its last import. Moments are ISO 8601 in UTC. */
export type PackRow = {
  readonly name: string;
  readonly title: string;
  readonly manifest: PackManifest;
  readonly revision: number;
  readonly recordedAt: string;
  readonly firstRecordedAt: string;
};

/** One import of a pack that changed something, with what it changed. */
export type Revision = { readonly revision: number; readonly recordedAt: string; readonly digest: string };

/** The packs of a store as they were at these revisions. */
type KeptPacks = { readonly revisions: string; readonly packs: Promise<readonly PackRow[]> };

const keptPacks = new WeakMap<pg.Pool, KeptPacks>();

/**
 * The packs of the store in order of name; none is an empty list. Cheap: reads one row for each import; for one request
 * nothing as long as there was no import.
 */
export async function listPacks(store: Store): Promise<readonly PackRow[]> {
  if (store.heads === undefined) return readPacks(store);
  const heads = await store.heads.get();
  const revisions = JSON.stringify(heads.map(({ name, revision }) => [name, revision]));
  const kept = keptPacks.get(store.pool);
  if (kept?.revisions === revisions) return kept.packs;
  const read = { revisions, packs: readPacks(store) };
  keptPacks.set(store.pool, read);
  read.packs.catch(() => {
    if (keptPacks.get(store.pool) === read) keptPacks.delete(store.pool);
  });
  return read.packs;
}

async function readPacks(store: Store): Promise<PackRow[]> {
  const { rows } = await withStoreErrors('listing the registers', () =>
    store.pool.query<PackRow>(
      `select distinct on (pack) pack as name, title, manifest, id as revision, recorded_at as "recordedAt",
              min(recorded_at) over (partition by pack) as "firstRecordedAt"
       from facts.imports order by pack, recorded_at desc`,
    ),
  );
  return rows;
}

/** The last revision of a pack, or null when there is no such pack. Cheap: one look at an index. */
export async function currentRevision(store: Store, pack: string): Promise<Revision | null> {
  const { rows } = await withStoreErrors(`looking for the last import of ${pack}`, () =>
    store.pool.query<Revision>(
      `select id as revision, recorded_at as "recordedAt", digest from facts.imports
       where pack = $1 order by recorded_at desc limit 1`,
      [pack],
    ),
  );
  return rows[0] ?? null;
}
