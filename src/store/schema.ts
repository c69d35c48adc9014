/** The tables of the database as typed queries see them. The tables themselves are made by `migrations/`. */

import type { PackManifest } from '#core/pack/manifest.ts';
import type { Row, TableName } from '#core/pack/tables.ts';

/**
 * What every fact carries beside its own columns: whose it is, where it stood in its file, and from when to
 * when we held it to be so (recorded time; `infinity`: still so).
 */
export type Recorded = {
  readonly pack: string;
  readonly position: number;
  readonly recorded_from: string;
  readonly recorded_to: string;
};

export type ImportRow = {
  readonly id: number;
  readonly pack: string;
  readonly recorded_at: string;
  readonly title: string;
  readonly manifest: PackManifest;
  readonly counts: unknown;
  readonly digest: string;
  readonly imported_by: string;
};

export type BoundaryFileRow = {
  readonly pack: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly recorded_from: string;
  readonly recorded_to: string;
};

/** Every table by its qualified name. */
export type Schema = { [N in TableName as `facts.${N}`]: Row<N> & Recorded } & {
  'facts.packs': { readonly name: string };
  'facts.imports': ImportRow;
  'facts.boundary_files': BoundaryFileRow;
};
