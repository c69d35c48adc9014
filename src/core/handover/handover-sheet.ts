/**
 * The handover of any number of arrangements on one time line between two days, by one rulebook. Lines are worked out
 * once for each arrangement and kept; a sheet made after another takes over what the difference does not touch.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { hasEndedBy } from '#core/handover/arrangement-days.ts';
import { findingsOf } from '#core/handover/findings-of.ts';
import { type Ground, type GroundQuestion, Grounds } from '#core/handover/grounds.ts';
import { type Kept, KeptList } from '#core/handover/kept-lines.ts';
import type { Handover, HandoverLine } from '#core/handover/line.ts';
import { makeLine } from '#core/handover/make-line.ts';
import type { PlacedParty } from '#core/handover/positions.ts';
import { type Area, personsInArea } from '#core/handover/service-area.ts';
import { RunningTotals } from '#core/handover/totals.ts';
import type { OrganisationId, Row } from '#core/pack/tables.ts';

export type SheetQuestion = GroundQuestion & {
  /** A line for each party of each arrangement, also where nothing happens to it or the arrangement has ended. */
  readonly includeUnaffected?: boolean;
};

/** The land on which a line's people are counted. */
export type LineArea = Area & {
  /** Null: no count of residents has a figure for all of it. */
  readonly persons: number | null;
  readonly population: Row<'populations'> | null;
};

export class HandoverSheet {
  readonly question: SheetQuestion;
  private readonly grounds: Grounds;
  /** What was last asked for as a schedule: here or, as far as it stands here too, of the sheet before. */
  private schedule = new KeptList([], []);
  private totals = new RunningTotals();

  constructor(question: SheetQuestion, previous: HandoverSheet | null = null) {
    this.question = question;
    this.grounds = new Grounds(question, previous?.grounds ?? null);
    if (previous === null) return;
    this.schedule = previous.schedule.standingOn(this.grounds, previous.grounds);
    this.totals = previous.totals;
  }

  /**
   * The sheet of the question, which takes from the last schedule of `previous` the lines that cannot have changed: those
   * of arrangements of which no body, no heir and no land has another fate. Of another world, rulebook, day or count:
   * none of them.
   */
  static after(previous: HandoverSheet, question: SheetQuestion): HandoverSheet {
    return new HandoverSheet(question, isSameButForTimeline(previous.question, question) ? previous : null);
  }

  /**
   * Lines of the arrangement, one for each party that something happens to between the two days, or that had ended
   * before; in the order of its parties. None for an arrangement that had ended on the first day or begins after the
   * second; one that begins in between meets what happens after it has begun. An arrangement that was changed is another
   * object: what is kept is kept by the object itself.
   */
  linesOf(arrangement: Arrangement): readonly HandoverLine[] {
    return this.keptOf(arrangement, -1).lines;
  }

  /** The schedule: lines in the order of the arrangements, and totals over them. */
  handover(arrangements: readonly Arrangement[]): Handover {
    const { from, to, rulebook } = this.question;
    const all: Kept[] = [];
    const lines: HandoverLine[] = [];
    for (const arrangement of arrangements) {
      const kept = this.keptOf(arrangement, all.length);
      all.push(kept);
      for (const line of kept.lines) lines.push(line);
    }
    this.schedule = new KeptList(arrangements, all);
    this.totals = this.totals.movedOnTo(all);
    return { from, to, rulebook: { id: rulebook.id, version: rulebook.version }, lines, totals: this.totals.totals() };
  }

  /** The part of the service area in the land of the line's party, with its people by the count that shares use. */
  areaOf(line: HandoverLine): LineArea {
    const { arrangement, organisation } = line;
    const first = this.grounds.firstDayFor(arrangement, this.bodiesOf(arrangement)) ?? this.question.from;
    const { fates, areas, shares } = this.grounds.from(first);
    const fate = fates.fateOf(organisation);
    const area = areas.relevantArea(areas.serviceArea(arrangement), fate);
    const population = area.zones.length === 0 ? null : shares.populationFor(area, fate, 'resident');
    return {
      ...area,
      population: population?.row ?? null,
      persons: population === null ? null : personsInArea(area, population),
    };
  }

  private keptOf(arrangement: Arrangement, place: number): Kept {
    return this.schedule.find(arrangement, place) ?? this.make(arrangement);
  }

  private make(arrangement: Arrangement): Kept {
    const { rulebook, includeUnaffected: isAll = false } = this.question;
    const parties = this.bodiesOf(arrangement);
    const from = this.grounds.firstDayFor(arrangement, parties);
    const untouched: Kept = { arrangement, from, lines: [], placed: [], bodies: parties, heirs: [], zones: [] };
    if (from === null) return untouched;
    const ground = this.grounds.from(from);
    const { fates, areas, positions, matches } = ground;
    const isConcerned = parties.some((body) => fates.fateOf(body).fate !== 'unaffected');
    if (!isAll && (!isConcerned || hasEndedBy(arrangement, from))) return untouched;
    const all = positions.placedParties(arrangement);
    const serviceArea = areas.serviceArea(arrangement);
    const lines = all
      .filter((party) => isAll || party.position.fate.fate !== 'unaffected')
      .map((party) => {
        const findings = findingsOf({ arrangement, party, all, serviceArea }, fates, matches, rulebook);
        const bases = basesOf(arrangement, party, ground);
        const line = makeLine({ arrangement, party, all, findings, bases }, fates, rulebook);
        return { ...line, isHousekeeping: this.isHousekeeping(party) };
      });
    const zones = serviceArea.zones.length > 0 ? serviceArea.zones : all.flatMap((one) => one.position.area.zones);
    const heirs = [...new Set(all.flatMap(({ position }) => [...position.successors, ...position.fate.heirs]))];
    return { ...untouched, lines, placed: all, bodies: this.bodiesNamed(arrangement, parties), heirs, zones };
  }

  /** True when the party was gone by the first day of the question and nothing later is on its way. */
  private isHousekeeping({ body, position }: PlacedParty): boolean {
    const { timeline, from } = this.question;
    if (position.fate.fate !== 'already-gone') return false;
    const end = timeline.lives[body]?.to ?? null;
    if (end !== null && end > from) return false;
    return position.fate.events.every((event) => (timeline.world.events[event]?.day ?? from) <= from);
  }

  /** Numbers of the parties, each once. */
  private bodiesOf({ parties }: Arrangement): number[] {
    const bodies: number[] = [];
    for (const { organisation } of parties) this.addBody(bodies, organisation);
    return bodies;
  }

  /** The parties and the bodies that the areas of the arrangement name. */
  private bodiesNamed(arrangement: Arrangement, parties: readonly number[]): number[] {
    const bodies = [...parties];
    for (const ref of arrangement.serviceArea) if (ref.kind === 'body') this.addBody(bodies, ref.organisation);
    for (const { location } of arrangement.amounts)
      if (location?.kind === 'body') this.addBody(bodies, location.organisation);
    return bodies;
  }

  private addBody(bodies: number[], id: OrganisationId): void {
    const body = this.question.timeline.world.organisationIndex.get(id);
    if (body !== undefined && !bodies.includes(body)) bodies.push(body);
  }
}

/** True when the two ask the same, but perhaps of another time line of the same world. */
function isSameButForTimeline(a: SheetQuestion, b: SheetQuestion): boolean {
  return (
    a.timeline.world === b.timeline.world &&
    a.from === b.from &&
    a.to === b.to &&
    a.rulebook === b.rulebook &&
    (a.population ?? null) === (b.population ?? null) &&
    (a.includeUnaffected ?? false) === (b.includeUnaffected ?? false)
  );
}

/** One successor takes all; a basis is needed from the second on. */
function basesOf(arrangement: Arrangement, { position }: PlacedParty, { shares }: Ground): HandoverLine['bases'] {
  const { fate, area, successors } = position;
  return successors.length < 2 ? [] : shares.basesOf({ arrangement, fate, area, successors });
}
