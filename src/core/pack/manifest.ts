/** What a pack says of itself as a whole, beside its tables. The reader and writer give it its file form. */

import type { TableName } from '#core/pack/tables.ts';

/** Where a table comes from, under what licence, and what day or period it describes; plain text. */
export type Provenance = { readonly source: string; readonly licence: string; readonly vintage: string };

export type Licence = { readonly name: string; readonly title?: string; readonly path?: string };
export type Citation = { readonly title: string; readonly path?: string };

export type PackManifest = {
  /** Lower-case letters, digits, `-`, `_` and `.`; names the pack in the store. */
  readonly name: string;
  readonly title: string;
  /** The version of the content, chosen by its author; not the version of the format. */
  readonly version: string;
  readonly description: string | null;
  readonly licences: readonly Licence[];
  readonly sources: readonly Citation[];
  /** The day or period that the pack as a whole describes. */
  readonly vintage: string;
  /** Tables whose source, licence or vintage differs from that of the whole. */
  readonly tables: Readonly<Partial<Record<TableName, Provenance>>>;
};

/** What may name a pack or a resource of a pack. @source Frictionless Data Package 1.0, "name" */
export const packNamePattern = /^[a-z0-9][a-z0-9._-]*$/;

/** The source, licence and vintage of a table that the pack says nothing special of. */
export function packProvenance(manifest: PackManifest): Provenance {
  return {
    source: manifest.sources.map((source) => source.title).join('; '),
    licence: manifest.licences.map((licence) => licence.title ?? licence.name).join('; '),
    vintage: manifest.vintage,
  };
}
