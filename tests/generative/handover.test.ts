import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import { summaryOf } from '#core/handover/line-difference.ts';
import { day, plainRulebook } from '#core/handover/test-arrangement.ts';
import type { EventId } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import type { Timeline } from '#core/register/timeline.ts';
import {
  arrangementsArbitrary,
  type MadeUp,
  madeUpArbitrary,
  slowShares,
  toldBy,
} from '#tests/generative/handover-oracle.ts';
import { foldOf } from '#tests/support/tiny-register.ts';

/** A register, arrangements in it, and two days. */
const casesArbitrary = madeUpArbitrary.chain((made) =>
  fc.record({
    made: fc.constant(made),
    arrangements: arrangementsArbitrary(made),
    years: fc.tuple(fc.integer({ min: 1999, max: 2012 }), fc.integer({ min: 0, max: 13 })),
  }),
);

const daysOf = ([year, more]: readonly [number, number]) => ({ from: `${year}-04-01`, to: `${year + more}-04-01` });

function sheetOf(timeline: Timeline, { from, to }: { from: string; to: string }): HandoverSheet {
  return new HandoverSheet({
    timeline,
    from: day(from),
    to: day(to),
    rulebook: plainRulebook,
    includeUnaffected: true,
  });
}

const idOf = (timeline: Timeline, body: number) => timeline.world.organisations[body]?.row.id as string;

function expectAsTold(
  timeline: Timeline,
  line: HandoverLine,
  told: NonNullable<ReturnType<typeof toldBy>[number]>,
  sheet: HandoverSheet,
): void {
  expect(line.findings.areaIsKnown).toBe(true);
  const successors = line.successors.map((one) => idOf(timeline, one.organisation));
  if (told.successors.length === 0) return;
  expect(line.findings.fate).toBe(told.fate);
  expect(successors).toEqual(told.successors);
  const [population] = timeline.world.populations;
  expect(sheet.areaOf(line).persons).toBe(
    told.blocks.reduce((all, block) => all + (population?.personsOfBlock[block] ?? 0), 0),
  );
  const basis = line.bases.find((one) => one.basis === 'resident-population');
  const people = told.weights?.reduce((a, b) => a + b, 0) ?? 0;
  if (people > 0) expect(basis?.weights).toEqual(told.weights);
  else expect(basis?.weights ?? null).toBeNull();
  for (const { inPence, outPence } of line.money) {
    const weights = told.weights === null ? [1] : people > 0 ? told.weights : told.weights.map(() => 1);
    expect(outPence).toEqual(slowShares(inPence, weights));
  }
}

function expectConserved(line: HandoverLine): void {
  for (const { shares, weights } of line.bases) {
    if (shares === null || weights === null) continue;
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(weights.every(Number.isSafeInteger)).toBe(true);
  }
  const known = line.successors.filter((one) => one.share !== null);
  expect([0, line.successors.length]).toContain(known.length);
  if (known.length > 0) expect(known.reduce((all, one) => all + (one.share ?? 0), 0)).toBeCloseTo(1, 9);
  for (const { inPence, outPence } of line.money)
    if (outPence !== null) expect(outPence.reduce((a, b) => a + b, 0n)).toBe(inPence);
}

describe('the handover of made-up registers', () => {
  it('[HO65] agrees with block after block followed through a plain ledger', () => {
    let compared = 0;
    fc.assert(
      fc.property(casesArbitrary, ({ made, arrangements, years }) => {
        const timeline = foldOf(made.facts);
        const days = daysOf(years);
        const sheet = sheetOf(timeline, days);
        for (const arrangement of arrangements) {
          const lines = sheet.linesOf(arrangement);
          const all = toldBy(made, arrangement, days.from, days.to);
          expect(lines).toHaveLength(all.length);
          for (const [at, told] of all.entries()) {
            const line = lines[at];
            if (line === undefined) throw new Error('no line');
            if (told === null) expect(line.findings.areaIsKnown).toBe(false);
            else {
              compared += 1;
              expectAsTold(timeline, line, told, sheet);
            }
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it('[HO30, HO55] shares sum to one, and pence and people are conserved', () => {
    fc.assert(
      fc.property(casesArbitrary, ({ made, arrangements, years }) => {
        const days = daysOf(years);
        const sheet = sheetOf(foldOf(made.facts), days);
        const { lines, totals } = sheet.handover(arrangements);
        for (const line of lines) expectConserved(line);
        const begun = arrangements.filter((one) => (one.startsOn ?? '') <= days.to);
        const given = begun.flatMap((one) => one.amounts).reduce((all, one) => all + one.pence, 0n);
        const moneyOf = (some: readonly HandoverLine[]) =>
          some.flatMap((line) => line.money).reduce((all, one) => all + one.inPence, 0n);
        expect(moneyOf(lines)).toBe(given);
        let passed = 0n;
        for (const { inPence, outPence, notSharedPence } of totals.money.values()) {
          expect(outPence + notSharedPence).toBe(inPence);
          passed += inPence;
        }
        // What was already due by the first day is on lines of its own, and in no total.
        expect(passed).toBe(moneyOf(lines.filter((line) => !line.isHousekeeping)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('switching events', () => {
  const withSwitch = casesArbitrary.chain((one) =>
    fc.record({
      one: fc.constant(one),
      event: one.made.eventIds.length === 0 ? fc.constant(null) : fc.constantFrom(...one.made.eventIds),
    }),
  );

  const summaries = (timeline: Timeline, lines: readonly HandoverLine[]) =>
    lines.map((line) => ({ key: line.key, ...summaryOf(line, timeline.world), findings: line.findings }));

  it('[HO63, HO64] a sheet made after another says the same as one made afresh, off and on again', () => {
    fc.assert(
      fc.property(withSwitch, ({ one: { made, arrangements, years }, event }) => {
        if (event === null) return;
        const timeline = foldOf(made.facts);
        const other = foldEvents(timeline.world, { ...currentLaw, off: new Set([event as EventId]) });
        const days = daysOf(years);
        const question = { from: day(days.from), to: day(days.to), rulebook: plainRulebook };
        const first = new HandoverSheet({ ...question, timeline });
        const before = first.handover(arrangements);
        const second = HandoverSheet.after(first, { ...question, timeline: other });
        expect(second.handover(arrangements)).toEqual(
          new HandoverSheet({ ...question, timeline: other }).handover(arrangements),
        );
        expect(HandoverSheet.after(second, { ...question, timeline }).handover(arrangements)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('[HO64] switching the last event off gives the answers of a register that never had it', () => {
    fc.assert(
      fc.property(casesArbitrary, ({ made, arrangements, years }) => {
        const last = lastEvent(made);
        if (last === null) return;
        const days = daysOf(years);
        const off = foldOf(made.facts, { ...currentLaw, off: new Set([last as EventId]) });
        const never = foldOf(without(made, last));
        const list = arrangements.filter((one) => !namesNewcomer(made, one, last));
        const said = (timeline: Timeline) => summaries(timeline, sheetOf(timeline, days).handover(list).lines);
        expect(said(off)).toEqual(said(never));
      }),
      { numRuns: 150 },
    );
  });
});

/** The last event of either history: nothing rests on it. */
function lastEvent({ facts }: MadeUp): string | null {
  return [...facts.events].sort((a, b) => ((a.legal ?? '') < (b.legal ?? '') ? -1 : 1)).at(-1)?.id ?? null;
}

function without({ facts }: MadeUp, event: string): MadeUp['facts'] {
  return {
    ...facts,
    events: facts.events.filter((row) => row.id !== event),
    participants: facts.participants.filter((row) => row.event !== event),
    territory: facts.territory.filter((row) => row.event !== event),
  };
}

/** It speaks of a body that the event begins, which without the event would have been there from the start. */
function namesNewcomer({ facts }: MadeUp, arrangement: Arrangement, event: string): boolean {
  const begun = new Set<string>(
    facts.participants.filter((row) => row.event === event && row.part === 'successor').map((row) => row.organisation),
  );
  const named = [
    ...arrangement.parties.map((one) => one.organisation),
    ...arrangement.serviceArea.flatMap((ref) => (ref.kind === 'body' ? [ref.organisation] : [])),
  ];
  return named.some((one) => begun.has(one));
}
