/**
 * The handover of any number of arrangements on one time line between two days, by one rulebook. Lines are worked out
 * once for each arrangement and kept; a sheet made after another takes over what the difference does not touch.
 */

import type { Arrangement } from '#core/agreements/arrangement.ts';
import { FateBook } from '#core/handover/fates.ts';
import { findingsOf, hasEndedBy } from '#core/handover/findings-of.ts';
import { type Kept, KeptLines } from '#core/handover/kept-lines.ts';
import type { Handover, HandoverLine } from '#core/handover/line.ts';
import { makeLine } from '#core/handover/make-line.ts';
import { Matches } from '#core/handover/matches.ts';
import { type PlacedParty, Positions } from '#core/handover/positions.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { type Area, personsInArea, ServiceAreas } from '#core/handover/service-area.ts';
import { ShareBook } from '#core/handover/shares.ts';
import { totalsOf } from '#core/handover/totals.ts';
import type { PopulationId, Row } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import type { IsoDate } from '#std/iso-date.ts';

export type SheetQuestion = {
  readonly timeline: Timeline;
  /** The state after the events of this day ... */
  readonly from: IsoDate;
  /** ... is compared with the state after those of this day. */
  readonly to: IsoDate;
  readonly rulebook: Rulebook;
  /** Share by this count of people, in place of the one nearest to vesting day. */
  readonly population?: PopulationId | null;
  /** A line for each party of each arrangement, also where nothing happens to it or the arrangement has ended. */
  readonly includeUnaffected?: boolean;
};

/** The land on which a line's people are counted. */
export type LineArea = Area & {
  /** Null: no count of residents has a figure for all of it. */
  readonly persons: number | null;
  readonly population: Row<'populations'> | null;
};

const noLines: readonly HandoverLine[] = [];

export class HandoverSheet {
  readonly question: SheetQuestion;
  readonly fates: FateBook;
  private readonly areas: ServiceAreas;
  private readonly positions: Positions;
  private readonly shares: ShareBook;
  readonly matches: Matches;
  /** By the object itself: an arrangement that was changed is another one. */
  private kept = new Map<Arrangement, Kept>();
  private older: KeptLines | null = null;

  constructor(question: SheetQuestion) {
    this.question = question;
    this.fates = new FateBook(question.timeline, question.from, question.to);
    this.areas = new ServiceAreas(this.fates);
    this.positions = new Positions(this.fates, this.areas);
    this.shares = new ShareBook(this.fates, this.areas, question.population ?? null);
    this.matches = new Matches(this.fates, question.rulebook.tolerance);
  }

  /**
   * The sheet of the question, which takes from `previous` the lines that cannot have changed: those of arrangements of
   * which no body, no heir and no land has another fate. Of another world, rulebook, day or count: none of them.
   */
  static after(previous: HandoverSheet, question: SheetQuestion): HandoverSheet {
    const sheet = new HandoverSheet(question);
    const [was, is] = [previous.question, question];
    const isComparable =
      was.timeline.world === is.timeline.world &&
      was.from === is.from &&
      was.to === is.to &&
      was.rulebook === is.rulebook &&
      (was.population ?? null) === (is.population ?? null) &&
      (was.includeUnaffected ?? false) === (is.includeUnaffected ?? false) &&
      previous.shares.restsOnSameLists(sheet.shares);
    // Only one sheet back: a chain of them would keep every line ever made.
    previous.older = null;
    if (isComparable) sheet.older = new KeptLines(previous.kept, previous, sheet);
    return sheet;
  }

  /**
   * Lines of the arrangement, one for each party that something happens to between the two days, or that had ended
   * before; in the order of its parties. None for an arrangement that had ended on the first day.
   */
  linesOf(arrangement: Arrangement): readonly HandoverLine[] {
    return this.keptOf(arrangement).lines;
  }

  /** The schedule: lines in the order of the arrangements, and totals over them. */
  handover(arrangements: readonly Arrangement[]): Handover {
    const { from, to, rulebook } = this.question;
    const lines: HandoverLine[] = [];
    for (const arrangement of arrangements) for (const line of this.linesOf(arrangement)) lines.push(line);
    this.forget(arrangements);
    return {
      from,
      to,
      rulebook: { id: rulebook.id, version: rulebook.version },
      lines,
      totals: totalsOf(arrangements, lines),
    };
  }

  /** The part of the service area in the land of the line's party, with its people by the count that shares use. */
  areaOf(line: HandoverLine): LineArea {
    const fate = this.fates.fateOf(line.organisation);
    const area = this.areas.relevantArea(this.areas.serviceArea(line.arrangement), fate);
    const population = area.zones.length === 0 ? null : this.shares.populationFor(area, fate, 'resident');
    return {
      ...area,
      population: population?.row ?? null,
      persons: population === null ? null : personsInArea(area, population),
    };
  }

  /** Lets go of arrangements that are no longer asked for, before they outnumber the others. */
  private forget(asked: readonly Arrangement[]): void {
    if (this.kept.size <= 2 * asked.length + 1000) return;
    const kept = new Map<Arrangement, Kept>();
    for (const one of asked) kept.set(one, this.keptOf(one));
    this.kept = kept;
  }

  private keptOf(arrangement: Arrangement): Kept {
    const known = this.kept.get(arrangement);
    if (known !== undefined) return known;
    const made = this.older?.stillStanding(arrangement) ?? this.make(arrangement);
    this.kept.set(arrangement, made);
    return made;
  }

  private make(arrangement: Arrangement): Kept {
    const { rulebook, includeUnaffected: isAll = false, from } = this.question;
    const bodies = this.bodiesOf(arrangement);
    const isConcerned = bodies.some((body) => this.fates.fateOf(body).fate !== 'unaffected');
    if (!isAll && (!isConcerned || hasEndedBy(arrangement, from))) return { lines: noLines, bodies, zones: [] };
    const all = this.positions.placedParties(arrangement);
    const serviceArea = this.areas.serviceArea(arrangement);
    const lines = all
      .filter((party) => isAll || party.position.fate.fate !== 'unaffected')
      .map((party) => {
        const findings = findingsOf({ arrangement, party, all, serviceArea }, this.fates, this.matches, rulebook);
        const bases = this.basesOf(arrangement, party);
        return makeLine({ arrangement, party, all, findings, bases }, this.fates, rulebook);
      });
    const zones = serviceArea.zones.length > 0 ? serviceArea.zones : all.flatMap((one) => one.position.area.zones);
    return { lines, bodies: this.bodiesBehind(arrangement, bodies, all), zones };
  }

  /** One successor takes all; a basis is needed from the second on. */
  private basesOf(arrangement: Arrangement, { position }: PlacedParty): HandoverLine['bases'] {
    const { fate, area, successors } = position;
    return successors.length < 2 ? [] : this.shares.basesOf({ arrangement, fate, area, successors });
  }

  private bodiesOf({ parties }: Arrangement): number[] {
    const { organisationIndex } = this.question.timeline.world;
    return [...new Set(parties.flatMap((party) => organisationIndex.get(party.organisation) ?? []))];
  }

  /** Every body whose fate the lines rest on. */
  private bodiesBehind(arrangement: Arrangement, parties: readonly number[], all: readonly PlacedParty[]): number[] {
    const { organisationIndex } = this.question.timeline.world;
    const named = [...arrangement.serviceArea, ...arrangement.amounts.map((one) => one.location)].flatMap((ref) =>
      ref === null || ref.kind !== 'body' ? [] : (organisationIndex.get(ref.organisation) ?? []),
    );
    const heirs = all.flatMap((one) => [...one.position.successors, ...one.position.fate.heirs]);
    return [...new Set([...parties, ...named, ...heirs])];
  }
}
