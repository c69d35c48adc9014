/**
 * The fold of succession events: day by day, who begins, who ends, and which zones pass to whom. The same
 * facts and scenario always give the same time line. A contradictory event is a problem with a code; what of
 * it can hold is applied and the rest is left out, so that no event is ever dropped in silence.
 */

import type { Evidence } from '#core/pack/vocabulary.ts';
import { checkCycles, checkEvent, zonesInWords } from '#core/register/check-event.ts';
import { LandBook } from '#core/register/land-book.ts';
import { isHolding, type Scenario } from '#core/register/scenario.ts';
import type { Life, Timeline, Transfer } from '#core/register/timeline.ts';
import { type SuccessionEvent, tiersOn, type World } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

/** The time line of the register in the scenario. Cost: days of change times what changes on them. */
export function foldEvents(world: World, scenario: Scenario): Timeline {
  const fold = new Fold(world, scenario);
  for (const day of fold.days()) fold.live(day);
  return fold.timeline();
}

type Draft = { from: IsoDate | null; to: IsoDate | null; beganBy: number; endedBy: number };
type Taking = {
  readonly event: number;
  readonly from: number;
  readonly to: number;
  readonly zones: Int32Array;
  readonly evidence: Evidence;
};

/** The state of a fold in progress. A day is lived in six steps; see `live`. */
class Fold {
  private readonly lives: (Draft | null)[];
  private readonly book: LandBook;
  private readonly transfers: Transfer[] = [];
  private readonly problems: Problem[] = [];
  private readonly holding: number[] = [];
  private readonly eventsOf = new Map<string, number[]>();
  private readonly bornOf = new Map<string, number[]>();
  private readonly endingOf = new Map<string, number[]>();
  private readonly roleChangeOf = new Map<string, Set<number>>();
  private readonly holdingsOf: Map<number, World['holdings'][number][]>;
  private readonly holdingsDue = new Map<string, World['holdings'][number][]>();
  private readonly world: World;
  private readonly scenario: Scenario;

  constructor(world: World, scenario: Scenario) {
    this.world = world;
    this.scenario = scenario;
    this.book = new LandBook(world);
    this.holdingsOf = Map.groupBy(world.holdings, (holding) => holding.organisation);
    this.lives = world.organisations.map(() => null);
    this.planEvents();
    this.planBodies();
    for (const holding of world.holdings) if (holding.from !== null) list(this.holdingsDue, holding.from).push(holding);
  }

  /** Every day on which something may change, ascending; '' stands for "before the record begins". */
  days(): string[] {
    const all = new Set(['']);
    for (const plan of [this.eventsOf, this.bornOf, this.endingOf, this.roleChangeOf, this.holdingsDue]) {
      for (const day of plan.keys()) all.add(day);
    }
    return [...all].sort();
  }

  /** Live one day: endings and beginnings without an event, then the day's events together, then roles. */
  live(day: string): void {
    const date = day as IsoDate;
    for (const body of this.endingOf.get(day) ?? []) this.end(body, date, -1);
    const born = [...(this.bornOf.get(day) ?? [])];
    for (const body of born) this.begin(body, day === '' ? null : date, -1);
    const takings = this.giveUp(date, born);
    for (const body of this.roleChangeOf.get(day) ?? []) this.book.keepOnly(body, tiersOn(this.orgAt(body), date));
    for (const taking of takings) this.take(taking, date);
    for (const body of born) for (const held of this.holdingsOf.get(body) ?? []) this.hold(held, date);
    const due = this.holdingsDue.get(day) ?? [];
    for (const held of due) if (!born.includes(held.organisation)) this.hold(held, date);
    this.book.closeDay(day === '' ? null : date);
  }

  timeline(): Timeline {
    const { world, scenario, transfers, holding } = this;
    const problems = [...this.problems, ...checkCycles(world, holding)];
    const lives: (Life | null)[] = this.lives;
    return { world, scenario, lives, tiers: this.book.histories(), transfers, holding, problems };
  }

  /**
   * Everything the day's events take away, before anyone receives: so that two bodies can swap land, and so that
   * the order of a day's events does not matter. Bodies that begin are added to `born`.
   */
  private giveUp(date: IsoDate, born: number[]): Taking[] {
    const today = (this.eventsOf.get(date) ?? []).map((number) => ({ number, event: this.eventAt(number) }));
    const isOld = (body: number) => this.lives[body]?.to === null && !begunToday.has(body);
    const isAlive = (body: number) => this.lives[body]?.to === null;
    const begunToday = new Set<number>();
    for (const { number, event } of today) {
      for (const body of arrivingOf(event)) {
        if (this.lives[body] !== null) continue;
        this.begin(body, date, number);
        begunToday.add(body);
        born.push(body);
      }
    }
    const endings = new Map<number, number[]>();
    for (const { number, event } of today) {
      this.holding.push(number);
      for (const body of leavingOf(event)) endings.set(body, [...(endings.get(body) ?? []), number]);
      this.problems.push(
        ...checkEvent(this.world, event, { isOld, isNew: (body) => this.lives[body]?.beganBy === number, isAlive }),
      );
    }
    const takings = today.flatMap(({ number, event }) => {
      const alone = leavingOf(event).filter((body) => endings.get(body)?.length === 1 && isOld(body));
      return this.movesOf(event, number, alone);
    });
    for (const [body, [event = -1]] of endings) if (isOld(body)) this.end(body, date, event);
    return takings;
  }

  /**
   * What the event moves. A body that ends by this event alone, without rows of its own, passes all it holds
   * to the one body that takes over; one that ends by several events of a day needs rows.
   */
  private movesOf(event: SuccessionEvent, number: number, leaving: readonly number[]): Taking[] {
    const takings: Taking[] = [];
    const givers = new Set<number>();
    for (const move of event.moves) {
      if (move.from >= 0) givers.add(move.from);
      const zones = move.from < 0 ? move.zones : this.release(event, move.from, move.zones);
      if (zones === null || (zones.length === 0 && move.from >= 0)) continue;
      takings.push({ event: number, from: move.from, to: move.to, zones, evidence: move.evidence });
    }
    const takers = [...event.successors, ...event.continuing];
    const only = takers.length === 1 ? takers[0] : undefined;
    for (const body of leaving) {
      if (givers.has(body) || only === undefined) continue;
      const zones = this.book.releaseAll(body);
      if (zones.length > 0) takings.push({ event: number, from: body, to: only, zones, evidence: event.row.evidence });
    }
    return takings;
  }

  private release(event: SuccessionEvent, from: number, zones: Int32Array | null): Int32Array {
    if (zones === null) return this.book.releaseAll(from);
    const { released, notHeld } = this.book.release(from, zones);
    if (notHeld.length > 0) {
      this.problems.push({
        code: 'territory-not-held',
        severity: 'error',
        where: { file: 'territory.csv', column: 'from' },
        message: `${event.row.title} (${event.row.id}) takes land from ${this.orgAt(from).row.name}, which does not hold it on ${event.day}. Correct the giver or the blocks.`,
        expected: `blocks held by ${this.orgAt(from).row.name}`,
        found: zonesInWords(this.world, notHeld),
      });
    }
    return released;
  }

  private take({ event, from, to, zones, evidence }: Taking, date: IsoDate): void {
    this.transfers.push({ event, from, to, zones, evidence });
    if (to < 0) return;
    const row = this.eventAt(event).row;
    if (this.lives[to]?.to !== null) {
      this.problems.push({
        code: 'taker-not-in-existence',
        severity: 'error',
        where: { file: 'territory.csv', column: 'to' },
        message: `${row.title} (${row.id}) gives land to ${this.orgAt(to).row.name}, which does not exist on ${date}. Add the event that begins it.`,
      });
      return;
    }
    this.addLand(to, zones, date, [`${row.title} (${row.id})`, 'territory.csv']);
  }

  private hold(held: World['holdings'][number], date: IsoDate): void {
    if (this.lives[held.organisation]?.to !== null || (held.from ?? '') > date) return;
    this.addLand(held.organisation, held.zones, date, ['The membership table', 'memberships.csv']);
  }

  private addLand(body: number, zones: Int32Array, date: IsoDate, [what, file]: readonly [string, string]): void {
    for (const { tier, holder, zones: taken } of this.book.add(body, zones, date)) {
      this.problems.push({
        code: 'covered-twice',
        severity: 'error',
        where: { file, column: 'area' },
        message: `${what} gives ${this.orgAt(body).row.name} land that ${this.orgAt(holder).row.name} still holds in tier ${tier} on ${date === '' ? 'the first day' : date}. A tier covers each block at most once.`,
        expected: 'land that nobody else in the tier holds',
        found: zonesInWords(this.world, taken),
      });
    }
  }

  private begin(body: number, from: IsoDate | null, event: number): void {
    this.lives[body] = { from, to: null, beganBy: event, endedBy: -1 };
  }

  private end(body: number, date: IsoDate, event: number): void {
    const life = this.lives[body];
    if (life === null || life === undefined || life.to !== null) return;
    life.to = date;
    life.endedBy = event;
    const left = this.book.releaseAll(body);
    if (left.length > 0 && event >= 0)
      this.transfers.push({ event, from: body, to: -1, zones: left, evidence: 'derived' });
  }

  private planEvents(): void {
    for (const [number, event] of this.world.events.entries()) {
      if (!isHolding(this.scenario, event)) continue;
      if (event.day !== null) list(this.eventsOf, event.day).push(number);
      else if (event.row.status === 'in-law' || event.row.status === 'in-effect') {
        this.problems.push({
          code: 'event-without-date',
          severity: 'error',
          where: { file: 'events.csv', column: 'legal' },
          message: `${event.row.title} (${event.row.id}) is ${event.row.status} but has neither a legal nor an operational date, so it cannot take effect. Give it one.`,
        });
      }
    }
  }

  /** Bodies that an event of the register begins exist only by it, whether or not it holds here. */
  private planBodies(): void {
    const begunByEvent = new Set(this.world.events.flatMap(arrivingOf));
    for (const { index, row, roles } of this.world.organisations) {
      if (!begunByEvent.has(index)) list(this.bornOf, row.from ?? '').push(index);
      if (row.to !== null) list(this.endingOf, row.to).push(index);
      const changes = roles.flatMap((role) => [role.from, role.to]).filter((day) => day !== null);
      for (const day of changes) set(this.roleChangeOf, day).add(index);
    }
  }

  private eventAt(number: number): SuccessionEvent {
    const event = this.world.events[number];
    if (event === undefined) throw new Error(`no event number ${number}`);
    return event;
  }

  private orgAt(number: number): World['organisations'][number] {
    const organisation = this.world.organisations[number];
    if (organisation === undefined) throw new Error(`no organisation number ${number}`);
    return organisation;
  }
}

/** Bodies that begin by the event. */
function arrivingOf(event: SuccessionEvent): readonly number[] {
  return event.row.kind === 'establish' ? [...event.successors, ...event.subjects] : event.successors;
}

/** Bodies that end by the event. */
function leavingOf(event: SuccessionEvent): readonly number[] {
  return event.row.kind === 'abolish' ? [...event.predecessors, ...event.subjects] : event.predecessors;
}

function list<V>(map: Map<string, V[]>, key: string): V[] {
  const found = map.get(key) ?? [];
  if (found.length === 0) map.set(key, found);
  return found;
}

function set(map: Map<string, Set<number>>, key: string): Set<number> {
  const found = map.get(key) ?? new Set();
  map.set(key, found);
  return found;
}
