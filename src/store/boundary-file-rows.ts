/** The boundary files of packs, in recorded time like every fact. */

import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { LoadOptions } from '#store/load-facts.ts';
import type { Store } from '#store/open.ts';
import { currentRevision } from '#store/pack-rows.ts';
import { withStoreErrors } from '#store/store-error.ts';

/** A boundary file as it was at the moment; its checksum serves as a name for caches. */
export type BoundaryFile = { readonly path: string; readonly bytes: Buffer; readonly sha256: string };

export type Changes = { asserted: number; retracted: number; unchanged: number };

/** The file of that path in the pack, after the last import or as known at a moment; null when there was none. */
export async function loadBoundaryFile(
  store: Store,
  pack: string,
  path: string,
  options: LoadOptions = {},
): Promise<BoundaryFile | null> {
  const moment = options.recordedAt ?? (await currentRevision(store, pack))?.recordedAt;
  if (moment === undefined) return null;
  const { rows } = await withStoreErrors(`reading ${path} of ${pack}`, () =>
    store.pool.query<BoundaryFile>(
      `select path, bytes, sha256 from facts.boundary_files
       where pack = $1 and path = $2 and recorded_from <= $3 and recorded_to > $3`,
      [pack, path, moment],
    ),
  );
  return rows[0] ?? null;
}

/** Retracts the pack's files that are gone or differ, asserts the new ones; in the caller's transaction. */
export async function saveBoundaryFiles(
  client: pg.ClientBase,
  pack: string,
  files: ReadonlyMap<string, Buffer>,
  recordedAt: string,
): Promise<Changes> {
  const { rows: held } = await client.query<{ path: string; sha256: string }>(
    `select path, sha256 from facts.boundary_files where pack = $1 and recorded_to = 'infinity'`,
    [pack],
  );
  const offered = new Map([...files].map(([path, bytes]) => [path, sha256(bytes)]));
  const stale = held.filter(({ path, sha256: was }) => offered.get(path) !== was).map(({ path }) => path);
  const kept = new Set(held.map(({ path }) => path).filter((path) => !stale.includes(path)));
  await client.query(
    `update facts.boundary_files set recorded_to = $2 where pack = $1 and recorded_to = 'infinity' and path = any ($3)`,
    [pack, recordedAt, stale],
  );
  for (const [path, bytes] of files) {
    if (kept.has(path)) continue;
    await client.query(
      'insert into facts.boundary_files (pack, path, bytes, sha256, recorded_from) values ($1, $2, $3, $4, $5)',
      [pack, path, bytes, offered.get(path), recordedAt],
    );
  }
  return { asserted: files.size - kept.size, retracted: stale.length, unchanged: kept.size };
}

/** The checksum of a file, in hexadecimal. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
