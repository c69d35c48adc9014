/**
 * Builds the England pack from the publishers' files: what they print year by year becomes bodies, dated
 * facts and events. Each subject is in its own file; this one puts them in order.
 */

import type { Facts } from '#core/pack/tables.ts';
import { addBlocks } from '#sources/england/blocks.ts';
import { readCodeHistory } from '#sources/england/code-history.ts';
import { CouncilEvents } from '#sources/england/council-events.ts';
import { addCouncils, readCouncils } from '#sources/england/councils.ts';
import { Draft } from '#sources/england/draft.ts';
import { InputFolder, type MissingFile } from '#sources/england/read-input.ts';
import { addSources } from '#sources/england/sources.ts';
import type { Problem } from '#std/problem.ts';

export type BoundaryFile = { readonly path: string; readonly text: string };

export type EnglandPack = {
  readonly name: string;
  readonly title: string;
  readonly facts: Facts;
  readonly boundaries: readonly BoundaryFile[];
  /** Files that were not there, each with what cannot be shown without it. */
  readonly missingFiles: readonly MissingFile[];
  readonly problems: readonly Problem[];
};

export type BuildOptions = { readonly from: string; readonly progress?: (line: string) => void };

/**
 * The England pack. Missing files do not stop it: what depends on them is left out and they are listed; a
 * file that cannot be used is a problem.
 * @throws when the folder cannot be read.
 */
export async function buildEnglandPack(options: BuildOptions): Promise<EnglandPack> {
  const say = options.progress ?? (() => {});
  const folder = new InputFolder(options.from);
  const draft = new Draft();
  const boundaries: BoundaryFile[] = [];
  say('building blocks and their links');
  const blocks = addBlocks(draft, folder);
  const history = readCodeHistory(folder);
  say('councils and their reorganisations');
  const councils = readCouncils(folder, blocks, history);
  addCouncils(draft, folder, councils);
  new CouncilEvents(draft, folder, blocks, councils).addAll();
  addSources(draft, folder);
  return { name: 'england', title: 'England: health bodies and councils, 2006 to 2024', facts: draft.facts(), boundaries, missingFiles: folder.missing, problems: folder.problems };
}
