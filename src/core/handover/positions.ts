/**
 * Where one body of an arrangement stands after the change: the part of the service area in its land, and who has that
 * part in its stead. A body that ends in three may have one successor here, where only one of them takes the area.
 */

import type { Arrangement, Party } from '#core/agreements/arrangement.ts';
import { type BodyFate, type FateBook, inOrder } from '#core/handover/fates.ts';
import { type Area, heirsOfArea, type ServiceAreas } from '#core/handover/service-area.ts';

export type Position = {
  readonly fate: BodyFate;
  /** The part of the service area in the body's land; empty when its land is not known. */
  readonly area: Area;
  /** The body first where it lives on with some of the area, then by name and id. Empty: nobody takes its place. */
  readonly successors: readonly number[];
  /** Not all of the area stays with the body, or goes to the one body that succeeds it. */
  readonly isDivided: boolean;
};

/** A party of an arrangement, with its number and its position. */
export type PlacedParty = { readonly party: Party; readonly body: number; readonly position: Position };

export class Positions {
  private readonly fates: FateBook;
  private readonly areas: ServiceAreas;
  private readonly known = new WeakMap<Area, Map<number, Position>>();

  constructor(fates: FateBook, areas: ServiceAreas) {
    this.fates = fates;
    this.areas = areas;
  }

  /** The parties in the order of the arrangement; one that the register does not know is left out. */
  placedParties(arrangement: Arrangement): PlacedParty[] {
    const { organisationIndex } = this.fates.timeline.world;
    const service = this.areas.serviceArea(arrangement);
    return arrangement.parties.flatMap((party) => {
      const body = organisationIndex.get(party.organisation);
      return body === undefined ? [] : [{ party, body, position: this.positionIn(service, body) }];
    });
  }

  private positionIn(service: Area, body: number): Position {
    const known = this.known.get(service) ?? new Map<number, Position>();
    this.known.set(service, known);
    const position = known.get(body) ?? this.makePosition(service, this.fates.fateOf(body));
    known.set(body, position);
    return position;
  }

  private makePosition(service: Area, fate: BodyFate): Position {
    const area = this.areas.relevantArea(service, fate);
    const takers = new Set<number>();
    let isLeft = false;
    for (const heir of heirsOfArea(area, fate)) {
      if (heir < 0) isLeft = true;
      else takers.add(heir);
    }
    if (takers.size === 0) return { fate, area, successors: fate.heirs, isDivided: false };
    const isMoved = fate.livesOn && (isLeft || takers.size > 1 || !takers.has(fate.body));
    return {
      fate,
      area,
      successors: inOrder(this.fates.timeline, takers, fate.body),
      isDivided: isMoved || takers.size > 1,
    };
  }
}
