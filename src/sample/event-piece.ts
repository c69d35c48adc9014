/** A succession event written in one go: the event, who takes part, and the blocks that move. */

import type { Evidence, Part } from '#core/pack/vocabulary.ts';
import { type Cells, joinPieces, makeRow, makeRows, type Piece } from '#sample/row.ts';

/** Blocks that pass from one body to another; without `areas`, all that the giver still holds. */
export type LandMove = {
  readonly from?: string;
  readonly to?: string;
  readonly areas?: readonly string[];
  readonly evidence: Evidence;
  readonly source: string;
};

export type EventSpec = {
  readonly event: Cells<'events'>;
  readonly predecessors?: readonly string[];
  readonly successors?: readonly string[];
  readonly continuing?: readonly string[];
  readonly subjects?: readonly string[];
  readonly moves?: readonly LandMove[];
};

/** The geography of every block of the sample. */
export const places = 'places';

/** The rows of the event: one of `events`, one of `participants` a body, one of `territory` a block. */
function eventPiece(spec: EventSpec): Piece {
  const taking = (part: Part, bodies: readonly string[] = []) =>
    bodies.map((organisation) => makeRow('participants', { event: spec.event.id, organisation, part }));
  return {
    events: [makeRow('events', spec.event)],
    participants: [
      ...taking('predecessor', spec.predecessors),
      ...taking('successor', spec.successors),
      ...taking('continuing', spec.continuing),
      ...taking('subject', spec.subjects),
    ],
    territory: (spec.moves ?? []).flatMap((move) => territoryOf(spec.event.id, move)),
  };
}

/** The rows of several events, in order: of two on one day, the first takes effect first. */
export function eventPieces(specs: readonly EventSpec[]): Piece {
  return joinPieces(specs.map(eventPiece));
}

function territoryOf(event: string, move: LandMove) {
  const { areas, evidence, source } = move;
  const bodies = { event, from: move.from ?? null, to: move.to ?? null };
  if (areas === undefined) return [makeRow('territory', { ...bodies, area: '*', evidence, source })];
  return makeRows(
    'territory',
    areas.map((area) => ({ ...bodies, geography: places, area, evidence, source })),
  );
}
