/**
 * A handover to JSON: as lines for scripts and as columns for a screen. Parties are called as on the first of the two
 * days, successors as on the second. Knows nothing of what people did about a line: see encode-schedule.ts.
 */

import { amountKinds, careGroupNames } from '#core/agreements/vocabulary.ts';
import { dispositions, flagCodes, type Handover, type HandoverLine, type MoneyPassed } from '#core/handover/line.ts';
import { summaryOf } from '#core/handover/line-difference.ts';
import { isAliveOn } from '#core/register/timeline.ts';
import { codeOn, nameOn } from '#core/register/world.ts';
import { fingerprintOf } from '#core/schedule/line-fingerprint.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { HandoverLineWire, HandoverTableWire, HandoverWire } from '#wire/handover.ts';
import type { HandoverSource } from '#wire/handover-source.ts';
import { citationsOf, doubtfulEvents, doubtsOf, groundOf, isShareByHand, workOnLine } from '#wire/line-grounds.ts';

type CodeAndName = { readonly code: string; readonly name: string };
type Line = HandoverWire['lines'][number];
type Totals = HandoverWire['totals'];

/** Codes and names of bodies on the two days, each looked up once. */
export class LineNames {
  private readonly source: HandoverSource;
  private readonly before = new Map<number, CodeAndName>();
  private readonly after = new Map<number, CodeAndName>();

  constructor(source: HandoverSource) {
    this.source = source;
  }

  /** The body as a party: as it is called on the first day. */
  party(number: number): CodeAndName {
    return this.lookUp(this.before, number, this.source.from);
  }

  /** The body as a successor: as it is called on the second day. */
  successor(number: number): CodeAndName {
    return this.lookUp(this.after, number, this.source.to);
  }

  /** The body as one that is to act: as a successor where it lives on, else as a party. */
  owner(number: number): CodeAndName {
    const { timeline, to } = this.source;
    const body = timeline.world.organisations[number];
    return body !== undefined && isAliveOn(timeline, body, to) ? this.successor(number) : this.party(number);
  }

  private lookUp(known: Map<number, CodeAndName>, number: number, on: IsoDate): CodeAndName {
    const found = known.get(number);
    if (found !== undefined) return found;
    const body = this.source.timeline.world.organisations[number];
    if (body === undefined) throw new Error(`no organisation number ${number}`);
    const made = { code: codeOn(body, on), name: nameOn(body, on) };
    known.set(number, made);
    return made;
  }
}

/** The whole schedule, in the order of its lines. */
export function encodeHandover(handover: Handover, source: HandoverSource): HandoverWire {
  const names = new LineNames(source);
  return {
    ...encodeHeading(source),
    schedule: encodeWorked(source),
    lines: handover.lines.map((line) => encodeLine(line, source, names)),
    totals: encodeTotals(handover),
    assumptions: assumptionsOf(handover, source),
  };
}

/** One line. */
export function encodeLine(line: HandoverLine, source: HandoverSource, names = new LineNames(source)): Line {
  const { world } = source.timeline;
  const party = names.party(line.organisation);
  const amounts = line.money.map((passed) => encodeAmount(passed, line, names));
  const first = firstAmount(line);
  const isByHand = isShareByHand(line, source);
  const work = workOnLine(line, source);
  return {
    key: line.key,
    arrangement: line.arrangement.id,
    title: line.arrangement.title,
    kind: line.arrangement.kind,
    party: party.code,
    partyName: party.name,
    role: line.party.role,
    careGroups: [...line.arrangement.careGroups],
    events: line.events.map((number) => world.events[number]?.row.id ?? ''),
    vesting: line.vesting,
    successors: line.successors.map(({ organisation, share }) => ({
      ...names.successor(organisation),
      shareProportion: share,
      basis: share === null ? null : isByHand ? 'overridden' : line.basis,
    })),
    disposition: line.disposition,
    rule: line.rule,
    legalGround: groundOf(line, source),
    citations: citationsOf(line.rule, source.rulebook),
    restsOn: doubtsOf(line.events, source.timeline),
    isAlreadyDue: line.isHousekeeping,
    legalConfirmationNeeded: line.legalConfirmationNeeded,
    actions: line.actions.map((action) => {
      const owners = action.owners.map((number) => names.owner(number));
      return {
        id: action.id,
        what: action.what,
        owner: owners.map(({ name }) => name).join('; '),
        ownerCodes: owners.map(({ code }) => code),
        due: action.due,
        countedFrom: action.countedFrom,
      };
    }),
    flags: line.flags.map(({ code, says, rule }) => ({ code, says, citations: citationsOf(rule, source.rulebook) })),
    money:
      first === undefined ? null : { ...encodeAmount(first, line, names), outPence: outOf(first, line, names) ?? [] },
    amounts,
    evidence: line.arrangement.evidence,
    fingerprint: fingerprintOf(summaryOf(line, world)),
    override: work?.overrides ?? [],
    assignedTo: work?.assignedTo ?? null,
    signatures: work?.signatures ?? [],
  };
}

/** Everything counted over the lines. */
export function encodeTotals({ totals }: Pick<Handover, 'totals'>): Totals {
  return {
    arrangements: totals.arrangementCount,
    touched: totals.touchedCount,
    untouched: totals.arrangementCount - totals.touchedCount,
    lines: totals.lineCount,
    alreadyDue: totals.alreadyDueCount,
    byDisposition: countsOf(dispositions, totals.byDisposition),
    byFlag: countsOf(flagCodes, totals.byFlag),
    legalConfirmationNeeded: totals.legalConfirmationCount,
    actions: totals.actionCount,
    money: amountKinds.flatMap((what) => {
      const sum = totals.money.get(what);
      if (sum === undefined) return [];
      const { inPence, outPence, notSharedPence } = sum;
      return [{ what, inPence: Number(inPence), outPence: Number(outPence), notSharedPence: Number(notSharedPence) }];
    }),
  };
}

/** The lines as columns with dictionaries; a body is called there as in `encodeHandover`. */
export function encodeHandoverTable(handover: Handover, source: HandoverSource): HandoverTableWire {
  const names = new LineNames(source);
  const bodies = new Dictionary<CodeAndName>();
  const kinds = new Dictionary<string>();
  const groups = new Dictionary<string>();
  const fates = new Dictionary<string>();
  const flags = new Dictionary<string>();
  // In the order in which screens list them, whichever line comes first.
  for (const name of careGroupNames) groups.number(name, name);
  for (const name of dispositions) fates.number(name, name);
  for (const name of flagCodes) flags.number(name, name);
  const number = (body: CodeAndName) => bodies.number(`${body.code} ${body.name}`, body);
  const { lines } = handover;
  return {
    ...encodeHeading(source),
    keys: lines.map((line) => line.key),
    titles: lines.map((line) => line.arrangement.title),
    kindOf: lines.map(({ arrangement: { kind } }) => kinds.number(kind, kind)),
    partyOf: lines.map((line) => number(names.party(line.organisation))),
    careGroupsOf: lines.map((line) => line.arrangement.careGroups.map((name) => groups.number(name, name))),
    dispositionOf: lines.map((line) => fates.number(line.disposition, line.disposition)),
    successorsOf: lines.map((line) => line.successors.map((one) => number(names.successor(one.organisation)))),
    sharesOf: lines.map(hundredthsOf),
    flagsOf: lines.map((line) => line.flags.map(({ code }) => flags.number(code, code))),
    dueOf: lines.map(firstDeadline),
    penceOf: lines.map((line) => {
      const first = firstAmount(line);
      return first === undefined ? null : Number(first.inPence);
    }),
    needsConfirmationOf: lines.map((line) => Number(line.legalConfirmationNeeded)),
    illustrativeOf: lines.map((line) => Number(line.arrangement.evidence === 'illustrative')),
    bodies: bodies.entries,
    kinds: kinds.entries,
    careGroups: groups.entries,
    dispositions: fates.entries,
    flags: flags.entries,
    totals: encodeTotals(handover),
    assumptions: assumptionsOf(handover, source),
  };
}

/** The amount that a line is known by: its annual value, else its balance, else its whole-life value. */
export function firstAmount(line: HandoverLine): MoneyPassed | undefined {
  for (const what of amountKinds) {
    const found = line.money.find((one) => one.what === what);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a handover rests on, one sentence each. */
export function assumptionsOf(handover: Handover, source: HandoverSource): string[] {
  const illustrative = handover.lines.filter((line) => line.arrangement.evidence === 'illustrative').length;
  return [
    `What happened is read from the events of the scenario ${source.timeline.scenario.title} after ${source.from}, up to and including ${source.to}.`,
    `The rules are those of ${source.rulebook.title}, version ${source.rulebook.version}; they are not legal advice.`,
    'Shares are of the people or pounds on the land that passes. Each line names its basis and shows the others.',
    source.population === undefined || source.population === null
      ? 'Residents are counted by the complete count nearest to each vesting day.'
      : `Residents are counted by ${source.population.title}, as was asked, wherever that has a figure for all of the land.`,
    ...doubtfulEvents(source),
    ...(handover.totals.alreadyDueCount === 0
      ? []
      : [
          `${handover.totals.alreadyDueCount} of ${handover.lines.length} lines were already due: their party was gone by ${source.from} and nothing of these days touches them. They are not counted as touched, nor by what happens, nor in the money.`,
        ]),
    ...(illustrative === 0
      ? []
      : [
          `${illustrative} of ${handover.lines.length} lines are of illustrative arrangements: made up to show the program.`,
        ]),
  ];
}

/** The schedule that was asked for; null: none was. */
function encodeWorked({ schedule = null, work = null }: HandoverSource): HandoverWire['schedule'] {
  return schedule === null || work === null ? null : { id: schedule, title: work.title, status: work.status };
}

/** What a handover is of. */
export function encodeHeading({ register, timeline, from, to, rulebook, population = null }: HandoverSource) {
  const { id, title, version } = rulebook;
  const counted = population === null ? null : { id: population.id as string, title: population.title };
  return { register, scenario: timeline.scenario.id, from, to, rulebook: { id, title, version }, population: counted };
}

function encodeAmount(passed: MoneyPassed, line: HandoverLine, names: LineNames): HandoverLineWire['amounts'][number] {
  return { what: passed.what, inPence: Number(passed.inPence), outPence: outOf(passed, line, names) };
}

function outOf({ outPence }: MoneyPassed, line: HandoverLine, names: LineNames) {
  if (outPence === null) return null;
  return line.successors.map(({ organisation }, at) => ({
    code: names.successor(organisation).code,
    pence: Number(outPence[at] ?? 0n),
  }));
}

/** Shares in hundredths of a per cent; null when they are not known or not needed. */
function hundredthsOf(line: HandoverLine): number[] | null {
  if (line.successors.length === 0 || line.successors.some((one) => one.share === null)) return null;
  return line.successors.map((one) => Math.round((one.share ?? 0) * 10_000));
}

function firstDeadline(line: HandoverLine): IsoDate | null {
  let first: IsoDate | null = null;
  for (const { due } of line.actions) if (first === null || due < first) first = due;
  return first;
}

function countsOf<K extends string>(order: readonly K[], counts: ReadonlyMap<K, number>): Record<string, number> {
  return Object.fromEntries(order.flatMap((one) => ((counts.get(one) ?? 0) > 0 ? [[one, counts.get(one) ?? 0]] : [])));
}

/** Values by number, each once. */
export class Dictionary<T> {
  readonly entries: T[] = [];
  private readonly numbers = new Map<string, number>();

  number(key: string, value: T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.entries.length);
    return this.entries.push(value) - 1;
  }
}
