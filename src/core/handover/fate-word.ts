/** The one word for what happened to a body between two days. */

import { placeOf } from '#core/handover/body-way.ts';
import type { Fate } from '#core/handover/findings.ts';
import type { Timeline } from '#core/register/timeline.ts';

/** What is known of a body's way. */
type FateDraft = {
  readonly body: number;
  /** It had ended by the first day. */
  readonly isGone: boolean;
  readonly livesOn: boolean;
  readonly events: readonly number[];
  readonly heirs: readonly number[];
  readonly zones: Int32Array;
  readonly heirOfZone: Int32Array;
  readonly zonesAfter: Int32Array;
  readonly isLandKnown: boolean;
};

/** The word; see SPEC.md, HO6 to HO10. */
export function fateWord(timeline: Timeline, draft: FateDraft): Fate {
  const { body, events, heirs, livesOn } = draft;
  if (draft.isGone) return 'already-gone';
  const kinds = events.map((number) => timeline.world.events[number]?.row.kind ?? 'cluster');
  if (livesOn) return livingFate(timeline, draft, kinds);
  // A body that the scenario never brings into being, or only after the second day, is no concern of the two days.
  const life = timeline.lives[body] ?? null;
  if (life === null || life.to === null) return 'unaffected';
  if (heirs.length === 0) return 'ends-no-successor';
  if (heirs.length > 1) return 'ends-several-successors';
  if (kinds.every((kind) => kind === 'rename')) return 'renamed';
  const isStatusOnly = kinds.every((kind) => kind === 'change-of-status' || kind === 'rename');
  return isStatusOnly ? 'changes-status' : 'ends-one-successor';
}

function livingFate(timeline: Timeline, draft: FateDraft, kinds: readonly string[]): Fate {
  if (draft.events.length === 0) return 'unaffected';
  const { gains, loses } = draft.isLandKnown ? landChange(draft) : statedChange(timeline, draft);
  if (loses) return 'loses-area';
  if (kinds.includes('change-of-status')) return 'changes-status';
  if (gains) return 'gains-area';
  if (kinds.some((kind) => kind !== 'rename' && kind !== 'cluster')) return 'continues';
  return kinds.includes('rename') ? 'renamed' : 'clustered';
}

function landChange({ body, zones, heirOfZone, zonesAfter }: FateDraft): { gains: boolean; loses: boolean } {
  return {
    loses: heirOfZone.some((heir) => heir !== body),
    gains: zonesAfter.some((zone) => placeOf(zones, zone) < 0),
  };
}

/** Of a body whose land is not known: by what the events say that they move. */
function statedChange(timeline: Timeline, { body, events }: FateDraft): { gains: boolean; loses: boolean } {
  const moves = events.flatMap((number) => timeline.world.events[number]?.moves ?? []);
  return { gains: moves.some((move) => move.to === body), loses: moves.some((move) => move.from === body) };
}
