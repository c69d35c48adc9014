/**
 * What a line of a handover rests on besides its rule: the citations of the rule, events that may not stand, and what people
 * have set by hand in a schedule.
 */

import type { HandoverLine } from '#core/handover/line.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import type { EventStatus } from '#core/pack/vocabulary.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { isInForce } from '#core/schedule/override-line.ts';
import { emptyWork } from '#core/schedule/schedule.ts';
import { encodeLineWork } from '#wire/encode-schedule.ts';
import type { LineWorkWire } from '#wire/handover.ts';
import type { HandoverSource } from '#wire/handover-source.ts';

const references = new WeakMap<Rulebook, ReadonlyMap<string, readonly string[]>>();

/** References that the rule cites, as a lawyer writes them. */
export function citationsOf(rule: string, rulebook: Rulebook): string[] {
  const known = references.get(rulebook) ?? referencesByRule(rulebook);
  references.set(rulebook, known);
  return [...(known.get(rule) ?? [])];
}

/** One sentence for each of the events that may not stand. */
export function doubtsOf(events: readonly number[], { world }: Timeline): string[] {
  return events.flatMap((number) => {
    const row = world.events[number]?.row;
    const doubt = row === undefined ? undefined : doubts[row.status];
    return row === undefined || doubt === undefined ? [] : [`Rests on an event that is ${doubt}: ${row.title}.`];
  });
}

/** One sentence for each event between the two days that holds in the scenario and may not stand. */
export function doubtfulEvents({ timeline, from, to }: Pick<HandoverSource, 'timeline' | 'from' | 'to'>): string[] {
  const within = timeline.holding.filter((number) => {
    const day = timeline.world.events[number]?.day ?? null;
    return day !== null && from < day && day <= to;
  });
  return doubtsOf(within, timeline);
}

/** The legal ground; where people decided on another disposition, that they did, before the ground of what was computed. */
export function groundOf(line: HandoverLine, { work = null, timeline }: HandoverSource): string {
  const byHand = work?.work.get(line.key)?.overrides.find(({ value }) => value.field === 'disposition');
  const computed = work?.computed.get(line.key);
  if (byHand === undefined || computed === undefined) return line.legalGround;
  if (!isInForce(byHand.value, computed, timeline.world)) return line.legalGround;
  const reason = byHand.reason.replace(/[.\s]+$/, '');
  return `Set by hand by ${byHand.who}: ${reason}. Computed was ${computed.disposition}, on this ground: ${line.legalGround}`;
}

/** True when the shares of the line are those that people have set. */
export function isShareByHand(line: HandoverLine, { work = null }: HandoverSource): boolean {
  const computed = work?.computed.get(line.key);
  return computed !== undefined && line.successors !== computed.successors;
}

/** What people have done about a line of the schedule that was asked for; null: none was. */
export function workOnLine(
  line: HandoverLine,
  { timeline, from, to, work, schedule }: HandoverSource,
): LineWorkWire | null {
  if (work == null || schedule == null) return null;
  const done = work.work.get(line.key) ?? emptyWork(schedule, line.key);
  const computed = work.computed.get(line.key) ?? line;
  return encodeLineWork(done, 0, { timeline, from, to, computed, line });
}

/** What people have done about a line, each part in one cell, in words; empty where there is nothing. */
export function workCells(
  line: HandoverLine,
  source: HandoverSource,
): readonly [string, string, string, string, string, string] {
  const work = workOnLine(line, source);
  if (work === null) return ['', '', '', '', '', ''];
  const { overrides, assignedTo, signatures } = work;
  const said = (text: (one: LineWorkWire['overrides'][number]) => string) => overrides.map(text).join('; ');
  return [
    said((one) => `${one.field}: ${one.value}`),
    said((one) => `${one.field}: ${one.computed}`),
    said((one) => one.reason),
    said((one) => `${one.who}, ${one.at.slice(0, 10)}`),
    assignedTo ?? '',
    signatures.map(signatureText).join('; '),
  ];
}

function signatureText({ party, state, who, at }: LineWorkWire['signatures'][number]): string {
  const by = who === null ? '' : ` (${who}${at === null ? '' : `, ${at.slice(0, 10)}`})`;
  return `${party.name}: ${state.replaceAll('-', ' ')}${by}`;
}

const doubts: { readonly [S in EventStatus]?: string } = {
  proposed: 'proposed',
  'under-challenge': 'under challenge',
  quashed: 'quashed',
};

function referencesByRule({ dispositions, flags, citations }: Rulebook): ReadonlyMap<string, readonly string[]> {
  const byId = new Map(citations.map((one) => [one.id, one.reference]));
  return new Map([...dispositions, ...flags].map((rule) => [rule.id, rule.citations.map((id) => byId.get(id) ?? id)]));
}
