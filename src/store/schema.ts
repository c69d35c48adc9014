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

/** A record that people keep, as it stands; without a body when it was removed. */
export type RecordRow = {
  readonly register: string;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
  readonly changed_at: string;
  readonly changed_by: string;
  readonly seq: number;
  /** Bodies: whose it is, to whom it is shown ('*': whoever holds a role), in whose region it lies. */
  readonly owners: readonly string[];
  readonly seen_by: readonly string[];
  readonly regions: readonly string[];
};

/** One change of a record. */
export type JournalRow = {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly acting_for: string | null;
  readonly register: string;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly previous_hash: string;
  readonly hash: string;
  readonly account: string | null;
  readonly session: string | null;
  readonly approvals: unknown;
  readonly owners: readonly string[] | null;
};

/** Every table by its qualified name. */
export type Schema = { [N in TableName as `facts.${N}`]: Row<N> & Recorded } & {
  'facts.packs': { readonly name: string };
  'facts.imports': ImportRow;
  'facts.boundary_files': BoundaryFileRow;
  'work.records': RecordRow;
  'work.journal': JournalRow;
};
