/**
 * Builds the England pack from the publishers' files: what they print year by year becomes bodies, dated
 * facts and events. Each subject is in its own file; this one puts them in order.
 */

import type { Facts } from '#core/pack/tables.ts';
import { addBlocks } from '#sources/england/blocks.ts';
import { addBoards } from '#sources/england/boards.ts';
import { addBoards2026, addLinesOf2026 } from '#sources/england/boards-2026.ts';
import { readCodeHistory } from '#sources/england/code-history.ts';
import {
  addGroupEvents,
  addGroupRenames,
  addGroupsBeginning,
  addGroupsEnd,
} from '#sources/england/commissioner-events.ts';
import { addCommissioners, readCommissioners } from '#sources/england/commissioners.ts';
import { CouncilEvents } from '#sources/england/council-events.ts';
import { addCombinedAuthorities, addRegions } from '#sources/england/council-groups.ts';
import { addCouncils, readCouncils } from '#sources/england/councils.ts';
import { Draft } from '#sources/england/draft.ts';
import { addPartnerships } from '#sources/england/partnerships.ts';
import { addAuthorities, addLaterPctEvents, addReconfiguration } from '#sources/england/pct-events.ts';
import { addPcts, lastTrusts, readPcts } from '#sources/england/pcts.ts';
import { addPopulations } from '#sources/england/populations.ts';
import { addPractices } from '#sources/england/practices.ts';
import { InputFolder, type MissingFile } from '#sources/england/read-input.ts';
import { addReorganisation2027 } from '#sources/england/reorganisation-2027.ts';
import { addScenarios } from '#sources/england/scenarios.ts';
import { addShapes, type BoundaryFile } from '#sources/england/shapes.ts';
import { addSources } from '#sources/england/sources.ts';
import type { Problem } from '#std/problem.ts';

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
  say('building blocks and their links');
  const blocks = addBlocks(draft, folder);
  const history = readCodeHistory(folder);
  say('councils and their reorganisations');
  const councils = readCouncils(folder, blocks, history);
  addCouncils(draft, folder, councils);
  new CouncilEvents(draft, folder, blocks, councils).addAll();
  addRegions(draft, folder, blocks, councils);
  addCombinedAuthorities(draft, folder, councils);
  say('primary care trusts and strategic health authorities');
  const pcts = readPcts(folder, blocks, history);
  addPcts(draft, pcts);
  const authorities = addAuthorities(draft, folder, pcts);
  addReconfiguration(draft, pcts);
  say('clinical commissioning groups, partnerships and integrated care boards');
  const commissioners = readCommissioners(folder, history);
  addCommissioners(draft, commissioners, 'ccg');
  addCommissioners(draft, commissioners, 'sub-icb');
  addGroupsBeginning(draft, commissioners, lastTrusts(pcts, blocks));
  addLaterPctEvents(draft, pcts, authorities);
  addGroupEvents(draft, folder, blocks, commissioners);
  addBoards(draft, folder, blocks, commissioners);
  addGroupsEnd(draft, commissioners);
  addGroupRenames(draft, commissioners);
  addPartnerships(draft, folder, blocks, history);
  say('the reorganisations of 2026 and 2027');
  addBoards2026(draft, folder, councils);
  addReorganisation2027(draft, folder, councils);
  addScenarios(draft);
  folder.forget();
  say('GP practices');
  addPractices(draft, folder);
  addLinesOf2026(draft, folder, councils);
  folder.forget();
  say('populations, shapes and neighbours');
  addPopulations(draft, folder);
  const boundaries = addShapes(draft, folder);
  addSources(draft, folder);
  draft.dropUnknownSources();
  return {
    name: 'england',
    title: 'England: health bodies and councils, 2006 to 2027',
    facts: draft.facts(),
    boundaries,
    missingFiles: folder.missing(),
    problems: folder.problems,
  };
}
