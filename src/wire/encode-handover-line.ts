/** All about one line to JSON: every basis with the money under it, the rule with its citations, the findings, the trace. */

import { blockCounts } from '#core/footprint/footprint.ts';
import type { FindingName, Findings } from '#core/handover/findings.ts';
import type { LineArea } from '#core/handover/handover-sheet.ts';
import type { RuleTrace } from '#core/handover/judge.ts';
import type { Basis, BasisShares, HandoverLine, MoneyPassed } from '#core/handover/line.ts';
import { type LineSummary, summaryOf } from '#core/handover/line-difference.ts';
import { moneyPassed } from '#core/handover/money.ts';
import { findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { isAliveOn, type Timeline } from '#core/register/timeline.ts';
import { encodeBodyOn } from '#wire/encode-body.ts';
import { encodeHeading, encodeLine, LineNames } from '#wire/encode-handover.ts';
import { encodeSignatory } from '#wire/encode-schedule.ts';
import type { HandoverLineDetailWire } from '#wire/handover.ts';
import type { HandoverSource } from '#wire/handover-source.ts';

/** The line, what it rests on, and what every rule said. */
export type LineGiven = {
  readonly line: HandoverLine;
  /** The same line without what is set by hand. */
  readonly computed: HandoverLine;
  readonly area: LineArea;
  readonly trace: readonly RuleTrace[];
};

/** Everything about the line. */
export function encodeLineDetail(
  { line, computed, area, trace }: LineGiven,
  source: HandoverSource,
): HandoverLineDetailWire {
  const { timeline, from, to } = source;
  const { world } = timeline;
  const names = new LineNames(source);
  const party = (id: string) => encodeSignatory(id, { timeline, from, to });
  const others = new Set(line.arrangement.parties.map((one) => one.organisation));
  others.delete(line.party.organisation);
  // Shares that are set by hand are other ones; whatever else is set by hand leaves them as they are.
  const isOverridden = line.successors !== computed.successors;
  return {
    ...encodeHeading(source),
    line: encodeLine(line, source, names),
    summary: encodeSummary(summaryOf(line, world)),
    party: encodeBodyOn(timeline, line.organisation, dayOf(timeline, line.organisation, source)),
    otherParties: [...others].map(party),
    signatories: line.signatories.map(party),
    events: line.events.flatMap((number) => {
      const event = world.events[number];
      if (event === undefined) return [];
      const { id, title, status, instrument, evidence } = event.row;
      return [{ id, title, day: event.day, status, instrument, evidence }];
    }),
    area: {
      says: area.says,
      persons: area.persons,
      population: area.population?.title ?? null,
      blocks: blocksOf(area, timeline),
    },
    bases: [
      ...(isOverridden ? [encodeOverridden(line, names)] : []),
      ...line.bases.map((basis) => encodeBasis(basis, isOverridden ? null : line.basis, line, names)),
    ],
    rule: encodeRule(line, source),
    flagCitations: encodeFlagCitations(line, source.rulebook),
    findings: encodeFindings(line.findings),
    trace: trace.map(({ rule, title, fired, why }) => ({ rule, title, fired, why: why.map((one) => ({ ...one })) })),
  };
}

/** The first day, or the second for a body that does not exist on the first. */
function dayOf(timeline: Timeline, number: number, { from, to }: HandoverSource) {
  const body = timeline.world.organisations[number];
  return body !== undefined && isAliveOn(timeline, body, from) ? from : to;
}

/** Blocks of the latest vintage; null where the area cuts through zones, and could only be counted in parts. */
function blocksOf(area: LineArea, timeline: Timeline): number | null {
  const { land, zones } = timeline.world;
  const geography = land.geographies.at(-1);
  if (geography === undefined || area.parts.size > 0 || area.zones.length === 0) return null;
  const counts = blockCounts(zones, geography);
  return area.zones.reduce((sum, zone) => sum + (counts[zone] ?? 0), 0);
}

function encodeBasis(
  given: BasisShares,
  used: Basis | null,
  line: HandoverLine,
  names: LineNames,
): HandoverLineDetailWire['bases'][number] {
  const { basis, shares, weights, says } = given;
  const heirs = line.successors.map((one) => names.successor(one.organisation));
  const amounts = line.money.flatMap((passed) => moneyPassed(passed.amounts, heirs.length, weights));
  return {
    basis,
    isUsed: basis === used,
    says,
    shares:
      shares === null
        ? null
        : heirs.map((heir, at) => ({ ...heir, share: shares[at] ?? 0, weight: weights?.[at] ?? 0 })),
    amounts: encodeAmounts(amounts, heirs),
  };
}

/** The shares that people have set, in the form of a basis, so that they stand beside what was computed. */
function encodeOverridden(line: HandoverLine, names: LineNames): HandoverLineDetailWire['bases'][number] {
  const heirs = line.successors.map((one) => names.successor(one.organisation));
  return {
    basis: 'overridden',
    isUsed: true,
    says: 'Set by hand in the schedule, with a reason; what was worked out stands beside it.',
    shares: heirs.map((heir, at) => {
      const share = line.successors[at]?.share ?? 0;
      return { ...heir, share, weight: share };
    }),
    amounts: encodeAmounts(line.money, heirs),
  };
}

/** Amounts whose shares are known. */
function encodeAmounts(
  amounts: readonly Pick<MoneyPassed, 'what' | 'inPence' | 'outPence'>[],
  heirs: readonly { readonly code: string }[],
): HandoverLineDetailWire['bases'][number]['amounts'] {
  return amounts.flatMap(({ what, inPence, outPence }) => {
    if (outPence === null) return [];
    const out = heirs.map(({ code }, at) => ({ code, pence: Number(outPence[at] ?? 0n) }));
    return [{ what, inPence: Number(inPence), outPence: out }];
  });
}

/** The same values in lists of their own, as JSON has them. */
function encodeSummary(summary: LineSummary): HandoverLineDetailWire['summary'] {
  return {
    ...summary,
    successors: summary.successors.map((one) => ({ ...one })),
    deadlines: summary.deadlines.map((one) => ({ ...one })),
    flags: [...summary.flags],
    money: summary.money.map((one) => ({ ...one, outPence: one.outPence === null ? null : [...one.outPence] })),
  };
}

function encodeRule(line: HandoverLine, { rulebook }: HandoverSource): HandoverLineDetailWire['rule'] {
  const rule = rulebook.dispositions.find((one) => one.id === line.rule);
  if (rule === undefined) throw new Error(`no rule ${line.rule} in ${rulebook.id}`);
  return {
    id: rule.id,
    title: rule.title,
    says: rule.says,
    citations: citationsIn(rulebook, rule.citations),
  };
}

function encodeFlagCitations({ flags }: HandoverLine, rulebook: Rulebook): HandoverLineDetailWire['flagCitations'] {
  return flags.map(({ code, rule }) => ({
    code,
    citations: citationsIn(rulebook, rulebook.flags.find((one) => one.id === rule)?.citations ?? []),
  }));
}

function citationsIn(rulebook: Rulebook, cited: readonly string[]): HandoverLineDetailWire['rule']['citations'] {
  return rulebook.citations.filter((one) => cited.includes(one.id)).map((one) => ({ ...one }));
}

function encodeFindings(findings: Findings): HandoverLineDetailWire['findings'] {
  return (Object.keys(findingMeanings) as FindingName[]).map((name) => ({
    name,
    meaning: findingMeanings[name].says,
    value: String(findings[name]),
  }));
}
