/** The embedded sample into a store that holds nothing yet, and again when a newer program brings a newer one. */

import { encodeDocument } from '#actions/arrangement-document.ts';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { importRows } from '#actions/import-data.ts';
import { sampleName } from '#actions/load-register.ts';
import { dayOf, sightOfArrangement } from '#actions/sight-of.ts';
import { understandArrangement } from '#actions/understand-arrangement.ts';
import { makePlaces } from '#core/agreements/places.ts';
import type { PackManifest } from '#core/pack/manifest.ts';
import type { Facts } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw, scenariosOf } from '#core/register/scenario.ts';
import { makeWorld } from '#core/register/world.ts';
import { sampleArrangements } from '#sample/arrangements.ts';
import { sampleDataSets } from '#sample/data-sets.ts';
import { sampleTitle, surreySample } from '#sample/surrey.ts';
import { describeProblem } from '#std/problem.ts';
import type { Store } from '#store/open.ts';
import { listPacks } from '#store/pack-rows.ts';
import { loadRecords, type RecordChange, saveRecords } from '#store/record-rows.ts';
import { type ImportReport, saveFacts } from '#store/save-facts.ts';

/** Raised with every change of the sample's facts or map, so that stores that hold an earlier one take it up. */
const sampleVersion = '1.2.0';

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

/** Who has entered the arrangements of the sample, in the journal. */
const sampleAuthor = { name: 'Coterminous sample', actingFor: null };

/**
 * Imports the sample when the store is empty or holds an earlier version of it; null when there was nothing to import.
 * Its arrangements and its tables of numbers come with it once: never again where any was kept for it, even if all were removed
 * since.
 * A store in which somebody works with packs of their own, without the sample, is left alone.
 */
export async function loadSample(store: Store, recordedAt: string): Promise<ImportReport | null> {
  const packs = await listPacks(store);
  const held = packs.find((pack) => pack.name === sampleName);
  if (held === undefined && packs.length > 0) return null;
  const isCurrent = held?.manifest.version === sampleVersion;
  const has = async (kind: 'arrangement' | 'data-set') =>
    (await loadRecords(store, sampleName, [kind], { since: 0 })).length > 0;
  const [hasArrangements, hasData] = [await has('arrangement'), await has('data-set')];
  if (isCurrent && hasArrangements && hasData) return null;
  const { facts, boundaries } = surreySample();
  const files = new Map(boundaries.map(({ path, text }) => [path, Buffer.from(text)]));
  const content = { manifest: sampleManifest, facts, files };
  const report = isCurrent ? null : await saveFacts(store, content, { recordedAt, importedBy: 'the program' });
  if (!hasArrangements) await saveArrangements(store, facts, recordedAt);
  if (!hasData) await saveDataSets(store, recordedAt);
  return report;
}

/** The tables of numbers, read as a file of a user would be. */
async function saveDataSets(store: Store, at: string): Promise<void> {
  const shelves = makeShelves(store);
  for (const table of sampleDataSets()) {
    const { description } = table;
    const options = { description, author: sampleAuthor, at, reason: 'illustration', isDryRun: false, isForAll: true };
    const imported = await importRows(
      shelves,
      { register: sampleName },
      { source: table, description, problems: [] },
      options,
    );
    if (!imported.ok) throw new Error(`the sample's ${description.statement.id}: ${imported.refusal.detail}`);
  }
}

async function saveArrangements(store: Store, facts: Facts, at: string): Promise<void> {
  const world = makeWorld(facts);
  const places = makePlaces(world);
  const ground = { timeline: foldEvents(world, scenariosOf(facts)[0] ?? currentLaw), on: dayOf(at) };
  const changes = sampleArrangements.map((spec): RecordChange => {
    const { arrangement, problems } = understandArrangement(spec, places);
    if (arrangement === null) throw new Error(`the sample's ${spec.id}: ${problems.map(describeProblem).join('; ')}`);
    const body = encodeDocument(arrangement);
    const sight = sightOfArrangement(arrangement, undefined, ground);
    return { kind: 'arrangement', id: spec.id, expectedVersion: null, body, reason: 'illustration', sight };
  });
  // Another process may have been first; then there is nothing to do.
  await saveRecords(store, { register: sampleName, author: sampleAuthor, at, changes });
}
