/**
 * A drawn event on the time line of its scenario, as the checks of it look at it: who is who, who existed on the day
 * before, and who held what; and the problems found so far.
 */

import { blocksIn } from '#core/footprint/footprint.ts';
import { geographyNamed } from '#core/footprint/land.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { zonesServed } from '#core/register/as-of.ts';
import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import type { Organisation } from '#core/register/world.ts';
import type { DraftEvent } from '#core/reorganisation/draft-event.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

export class DraftCheck {
  readonly problems: Problem[] = [];
  readonly draft: DraftEvent;
  readonly timeline: Timeline;
  /** The day before the event. */
  readonly eve: IsoDate;

  constructor(draft: DraftEvent, timeline: Timeline) {
    this.draft = draft;
    this.timeline = timeline;
    this.eve = addDays(draft.day, -1);
  }

  /** The body of the register, or undefined. */
  find(id: OrganisationId): Organisation | undefined {
    const { organisations, organisationIndex } = this.timeline.world;
    return organisations[organisationIndex.get(id) ?? -1];
  }

  /** What the body is called, new ones too; else the id. */
  name(id: OrganisationId): string {
    return this.find(id)?.row.name ?? this.draft.newBodies.find((body) => body.id === id)?.name ?? id;
  }

  /** Blocks the body holds on the eve, by code: true when wholly. Without a vintage: zones, by number. */
  held(id: OrganisationId, geographyId?: string): Map<string, boolean> {
    const body = this.find(id);
    if (body === undefined) return new Map();
    const { zones, land } = this.timeline.world;
    const served = zonesServed(this.timeline, body, this.eve);
    const geography = geographyId === undefined ? undefined : geographyNamed(land, geographyId);
    if (geography === undefined) return new Map(served.map((zone) => [String(zone), true]));
    return new Map(blocksIn(zones, geography, served).map(({ block, whole }) => [geography.codes[block] ?? '', whole]));
  }

  /** Who ends must have been there the day before; who lives on may begin on the day by another event. */
  exists(body: Organisation, mustBeOld: boolean): boolean {
    if (isAliveOn(this.timeline, body, this.eve)) return true;
    return !mustBeOld && this.timeline.lives[body.index]?.from === this.draft.day;
  }

  /** The body is in this world only because this very event, laid over it, begins it. */
  isMine(body: Organisation): boolean {
    const { events, facts } = this.timeline.world;
    const begun = events.filter((event) => event.successors.includes(body.index));
    const isStated = facts.memberships.some((row) => row.organisation === body.row.id);
    return begun.length === 1 && begun[0]?.row.id === this.draft.id && !isStated;
  }

  /** Notes a problem of the event, at a property of it. */
  refuse(code: string, message: string, column: string, found?: string): void {
    const problem: Problem = {
      code,
      severity: 'error',
      where: { column },
      message: `${this.draft.title} (${this.draft.id}): ${message}`,
    };
    this.problems.push(found === undefined ? problem : { ...problem, found });
  }
}
