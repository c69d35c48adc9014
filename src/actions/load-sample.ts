/** The embedded sample into a store that holds nothing yet, and again when a newer program brings a newer one. */

import { sampleName } from '#actions/load-register.ts';
import type { PackManifest } from '#core/pack/manifest.ts';
import { sampleTitle, surreySample } from '#sample/surrey.ts';
import type { Store } from '#store/open.ts';
import { listPacks } from '#store/pack-rows.ts';
import { type ImportReport, saveFacts } from '#store/save-facts.ts';

/** Raised with every change of the sample's facts or map, so that stores that hold an earlier one take it up. */
const sampleVersion = '1.0.0';

/** What the sample says of itself as a pack. */
export const sampleManifest: PackManifest = {
  name: sampleName,
  title: sampleTitle,
  version: sampleVersion,
  description:
    'Real bodies, dates and populations, cited; a schematic map of its own drawing; small enough to see whole.',
  licences: [
    {
      name: 'OGL-UK-3.0',
      title: 'Open Government Licence v3.0',
      path: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    },
  ],
  sources: [{ title: 'As each record cites' }],
  vintage: '2006 to 2028',
  tables: {},
};

/**
 * Imports the sample when the store is empty or holds an earlier version of it; null when there was nothing to do.
 * A store in which somebody works with packs of their own, without the sample, is left alone.
 */
export async function loadSample(store: Store, recordedAt: string): Promise<ImportReport | null> {
  const packs = await listPacks(store);
  const held = packs.find((pack) => pack.name === sampleName);
  if (held === undefined && packs.length > 0) return null;
  if (held?.manifest.version === sampleVersion) return null;
  const { facts, boundaries } = surreySample();
  const files = new Map(boundaries.map(({ path, text }) => [path, Buffer.from(text)]));
  return saveFacts(store, { manifest: sampleManifest, facts, files }, { recordedAt, importedBy: 'the program' });
}
