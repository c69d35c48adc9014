/** What is wrong with the land that a drawn event moves: who gives it, who takes it, which blocks. */

import { geographyNamed } from '#core/footprint/land.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { DraftCheck } from '#core/reorganisation/draft-check.ts';
import type { DraftMove } from '#core/reorganisation/draft-event.ts';

/** Notes what is wrong with the moves of land. */
export function checkLand(check: DraftCheck): void {
  const taking = new Set<string>(check.draft.participants.map((one) => one.organisation));
  const wholes = new Set<string>();
  const claimed = new Map<string, Set<string>>();
  for (const move of check.draft.moves) {
    for (const end of [move.from, move.to]) {
      if (end !== null && !taking.has(end))
        check.refuse(
          'draft-land-of-a-stranger',
          `${check.name(end)} gives or takes land but takes no part in it. Name it among the bodies.`,
          'moves',
          end,
        );
    }
    if (move.from === null && move.to === null)
      check.refuse('draft-land', 'land passes from nobody to nobody. Name who gives it or who takes it.', 'moves');
    if (move.areas === null) checkWhole(check, move, wholes);
    else checkAreas(check, move, move.areas, claimed);
  }
}

/** Notes who would take over from a divided body without any land, where the land of the body is known. */
export function checkTakersHaveLand(check: DraftCheck): void {
  const givers = check.draft.participants.filter((one) => one.part === 'predecessor').map((one) => one.organisation);
  const hasKnownLand = givers.some((one) => check.held(one).size > 0);
  for (const { organisation, part } of check.draft.participants) {
    if (part !== 'successor' && part !== 'continuing') continue;
    const gets = check.draft.moves.some(
      (move) => move.to === organisation && (move.areas === null ? hasRest(check, move.from) : move.areas.length > 0),
    );
    if (hasKnownLand && !gets)
      check.refuse(
        'draft-division-without-land',
        `${check.name(organisation)} takes over without any land. Choose its blocks.`,
        'moves',
        organisation,
      );
  }
}

/** True when blocks of the giver are left once those that moves name are gone, or its land is not known. */
function hasRest(check: DraftCheck, giver: OrganisationId | null): boolean {
  const named = check.draft.moves.filter((move) => move.from === giver && move.areas !== null);
  const geography = named[0]?.geography;
  if (giver === null || geography == null) return true;
  const gone = new Set(named.flatMap((move) => move.areas ?? []));
  const held = [...check.held(giver, geography).keys()];
  return held.length === 0 || held.some((area) => !gone.has(area));
}

function checkWhole(check: DraftCheck, move: DraftMove, wholes: Set<string>): void {
  if (move.from === null)
    check.refuse('draft-land', 'all that somebody holds passes, but it is not said whose. Name the giver.', 'moves');
  else if (wholes.has(move.from))
    check.refuse(
      'draft-land-twice',
      `all that ${check.name(move.from)} still holds passes to two bodies. Choose blocks for one of them.`,
      'moves',
      move.from,
    );
  if (move.from !== null) wholes.add(move.from);
}

function checkAreas(
  check: DraftCheck,
  move: DraftMove,
  areas: readonly string[],
  claimed: Map<string, Set<string>>,
): void {
  const { land } = check.timeline.world;
  const geography = move.geography === null ? undefined : geographyNamed(land, move.geography);
  if (geography === undefined) {
    const known = land.geographies.map((one) => one.id).join(', ');
    check.refuse(
      'draft-land',
      `there is no vintage of blocks ${move.geography ?? '(none named)'}. Known: ${known || 'none'}.`,
      'moves',
      move.geography ?? '',
    );
    return;
  }
  const key = `${move.from ?? ''} ${geography.id}`;
  const before = claimed.get(key) ?? new Set<string>();
  claimed.set(key, before);
  const unknown = areas.filter((area) => !geography.indexOfCode.has(area));
  const twice = areas.filter((area) => before.has(area));
  for (const area of areas) before.add(area);
  if (unknown.length > 0)
    check.refuse(
      'draft-block-unknown',
      `${geography.title} lacks ${inWords(unknown)}. Correct the ${unknown.length === 1 ? 'code' : 'codes'}.`,
      'moves',
      unknown[0],
    );
  if (twice.length > 0)
    check.refuse('draft-land-twice', `it moves ${inWords(twice)} twice. A block goes to one body.`, 'moves', twice[0]);
  if (move.from === null || check.find(move.from) === undefined) return;
  const held = check.held(move.from, geography.id);
  const partly = areas.filter((area) => held.get(area) === false);
  const foreign = areas.filter((area) => !held.has(area) && geography.indexOfCode.has(area));
  if (foreign.length > 0)
    check.refuse(
      'draft-land-not-held',
      `${check.name(move.from)} does not hold ${inWords(foreign)} on ${check.eve}. ${takeOut(foreign)}, or name the body that holds ${foreign.length === 1 ? 'it' : 'them'}.`,
      'moves',
      foreign[0],
    );
  if (partly.length > 0)
    check.refuse(
      'draft-land-cut',
      `${check.name(move.from)} holds only a part of ${inWords(partly)}: its border runs through. ${takeOut(partly)}; what it holds goes with the rest.`,
      'moves',
      partly[0],
    );
}

function takeOut(codes: readonly string[]): string {
  return codes.length === 1 ? 'Take it out' : 'Take them out';
}

function inWords(codes: readonly string[]): string {
  const first = codes.slice(0, 3).join(', ');
  if (codes.length === 1) return `the block ${first}`;
  return `${codes.length} blocks (${first}${codes.length > 3 ? ', ...' : ''})`;
}
