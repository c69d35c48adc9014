import { describe, expect, it } from 'vitest';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import { type LineSummary, summaryOf } from '#core/handover/line-difference.ts';
import { amountOf, arrangementOf } from '#core/handover/test-arrangement.ts';
import { actOnLine, type LineAct } from '#core/schedule/line-act.ts';
import { fingerprintOf } from '#core/schedule/line-fingerprint.ts';
import { computedText, isInForce, overrideText, withOverrides } from '#core/schedule/override-line.ts';
import { emptyWork, type LineWork, type Schedule } from '#core/schedule/schedule.ts';
import { countsOf, signOffsOf, statusOf } from '#core/schedule/sign-off.ts';
import { isoDate } from '#std/iso-date.ts';
import { sumPence } from '#std/pence.ts';
import { bodies, dividedDistricts, foldOf, together } from '#tests/support/tiny-register.ts';

const from = isoDate('2010-03-31');
const to = isoDate('2010-04-01');
const timeline = foldOf(together(dividedDistricts(), bodies([['trust', 'primary-care-trust', 'b0 b1']])));
const { world } = timeline;
const actor = { who: 'Ann', actingFor: null, at: '2026-11-21T10:00:00.000Z' };

const fund = (amount: number) => arrangementOf('old host, trust partner', { amounts: [amountOf(amount)] });

function lineOf(arrangement = fund(100_001)): HandoverLine {
  const sheet = new HandoverSheet({ timeline, from, to, rulebook: englandRulebook });
  const [line] = sheet.linesOf(arrangement);
  if (line === undefined) throw new Error('no line');
  return line;
}

const line = lineOf();
const blank = emptyWork('s', line.key);

/** The work after these acts, each of which must be done. */
function workAfter(acts: readonly LineAct[], start: LineWork = blank, on = line): LineWork {
  return acts.reduce((work, act) => {
    const outcome = actOnLine(work, act, on, world, actor);
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.work;
  }, start);
}

const seen = fingerprintOf(summaryOf(line, world));
const sign = (party: string): LineAct => ({ do: 'sign', party, seen });
const override = (field: string, value: string | { code: string; share: number }[]): LineAct => ({
  do: 'override',
  field,
  value,
  reason: 'agreed on Monday',
});
const thirds = [
  { code: 'north', share: 0.3333 },
  { code: 'south', share: 0.6667 },
];

function codesOf(act: LineAct): string[] {
  const outcome = actOnLine(blank, act, line, world, actor);
  return outcome.kind === 'problems' ? outcome.problems.map((one) => one.code) : [outcome.kind];
}

describe('overrides', () => {
  it('[HF1] are on the line, and what was computed is still said', () => {
    const action = line.actions[0]?.id ?? '';
    const work = workAfter([override('disposition', 'host'), override(`deadline:${action}`, '2011-01-31')]);
    const shown = withOverrides(line, work.overrides, world);
    expect([line.disposition, shown.disposition]).toEqual(['apportion', 'host']);
    expect(shown.actions.find((one) => one.id === action)?.due).toBe('2011-01-31');
    expect(shown.actions.map((one) => one.due)).toEqual([...shown.actions.map((one) => one.due)].sort());
    expect(computedText('disposition', line, world, to)).toBe('apportion');
    expect(computedText(`deadline:${action}`, line, world, to)).toBe(line.actions[0]?.due);
    expect(computedText('shares', line, world, to)).toBe('NORTH 50%, SOUTH 50% (resident-population)');
    expect(work.overrides.map((one) => overrideText(one.value, world, to))).toEqual(['host', '2011-01-31']);
    expect(workAfter([{ do: 'withdraw-override', field: 'disposition' }], work).overrides).toHaveLength(1);
    expect(workAfter([override('disposition', 'novate')], work).overrides).toHaveLength(2);
  });

  it('[HF2] of shares are followed by money to the penny', () => {
    const shown = withOverrides(line, workAfter([override('shares', thirds)]).overrides, world);
    expect(shown.successors.map((one) => one.share)).toEqual([0.3333, 0.6667]);
    expect(shown.basis).toBe('negotiated');
    const [money] = shown.money;
    expect(money?.outPence).toEqual([33_330n, 66_671n]);
    expect(sumPence(money?.outPence ?? [])).toBe(money?.inPence);
  });

  it('[HF3] are refused with everything that is wrong with them', () => {
    const share = (...given: [code: string, share: number][]) =>
      override(
        'shares',
        given.map(([code, value]) => ({ code, share: value })),
      );
    expect(codesOf(override('disposition', 'give away'))).toEqual(['bad-override']);
    expect(codesOf(override('basis', 'equal'))).toEqual(['bad-override']);
    expect(codesOf(override('deadline:nothing', '2011-01-31'))).toEqual(['bad-override']);
    expect(codesOf(override(`deadline:${line.actions[0]?.id}`, '2011-02-30'))).toEqual(['bad-override']);
    expect(codesOf(override('shares', 'half'))).toEqual(['bad-override']);
    expect(codesOf(share(['north', 0.5], ['south', 0.4]))).toEqual(['shares-do-not-sum-to-one']);
    expect(codesOf(share(['north', 1.5], ['north', -1], ['trust', 0.5]))).toEqual([
      'share-out-of-range',
      'share-twice',
      'share-out-of-range',
      'share-of-nobody',
      'share-missing',
    ]);
    expect(codesOf({ do: 'withdraw-override', field: 'shares' })).toEqual(['nothing-to-withdraw']);
  });

  it('[HF4] that no longer fit are not in force', () => {
    const work = workAfter([override('shares', thirds)]);
    const other = { ...line, successors: line.successors.slice(0, 1) };
    const value = work.overrides[0]?.value;
    if (value === undefined) throw new Error('no override');
    expect([isInForce(value, line, world), isInForce(value, other, world)]).toEqual([true, false]);
    expect(withOverrides(other, work.overrides, world)).toBe(other);
  });
});

describe('signatures', () => {
  const all = line.signatories.map(sign);

  it('[HF5] hold while the line is as it was signed', () => {
    const signed = workAfter(all);
    const states = (work: LineWork, on: HandoverLine) =>
      signOffsOf(withOverrides(on, work.overrides, world), work, world).map((one) => one.state);
    expect(states(signed, line)).toEqual(all.map(() => 'signed'));
    const richer = lineOf(arrangementOf('old host, trust partner'));
    expect(states(signed, richer)).toEqual(all.map(() => 'changed-since'));
    expect(signOffsOf(richer, signed, world)[0]?.changes.join()).toMatch(/^balance: none, was £1000\.01/);
    const decided = workAfter([override('disposition', 'host')], signed);
    expect(states(decided, line)).toEqual(all.map(() => 'changed-since'));
    expect(states(workAfter([{ do: 'withdraw-override', field: 'disposition' }], decided), line)).toEqual(
      all.map(() => 'signed'),
    );
  });

  it('[HF8] are for the line that was seen; another is told apart, with what differs', () => {
    const now = lineOf(fund(200_000));
    const party = line.signatories[0] ?? '';
    expect(actOnLine(blank, sign(party), now, world, actor)).toEqual({
      kind: 'not-as-seen',
      changes: ['the line is not as it was seen'],
    });
    const summary = summaryOf(line, world);
    const told = actOnLine(blank, { do: 'sign', party, seen, summary }, now, world, actor);
    expect(told).toMatchObject({ kind: 'not-as-seen', changes: [expect.stringMatching(/^balance: £2000.*was £1000/)] });
    const forged = actOnLine(blank, { do: 'sign', party, seen: 'other', summary }, now, world, actor);
    expect(forged).toMatchObject({ kind: 'not-as-seen', changes: ['the line is not as it was seen'] });
    const decided = workAfter([override('disposition', 'host')]);
    expect(actOnLine(decided, sign(party), line, world, actor).kind).toBe('not-as-seen');
    const shown = fingerprintOf(summaryOf(withOverrides(line, decided.overrides, world), world));
    expect(actOnLine(decided, { do: 'sign', party, seen: shown }, line, world, actor).kind).toBe('done');
  });

  it('[HF8] name a line by all that is signed, and by nothing else', () => {
    const summary = summaryOf(line, world);
    const [first] = summary.successors;
    const [deadline] = summary.deadlines;
    if (first === undefined || deadline === undefined) throw new Error('nothing to change');
    const others: readonly Partial<LineSummary>[] = [
      { disposition: 'host' },
      { rule: 'other' },
      { legalConfirmationNeeded: !summary.legalConfirmationNeeded },
      { vesting: null },
      { basis: 'equal' },
      { successors: summary.successors.slice(1) },
      { successors: [{ ...first, share: 0.6 }, ...summary.successors.slice(1)] },
      { deadlines: [{ ...deadline, due: isoDate('2011-01-31') }, ...summary.deadlines.slice(1)] },
      { deadlines: summary.deadlines.slice(1) },
      { flags: ['unsigned', ...summary.flags] },
      { money: summary.money.map((one) => ({ ...one, inPence: one.inPence + 1 })) },
      { money: summary.money.map((one) => ({ ...one, outPence: null })) },
    ];
    const names = others.map((other) => fingerprintOf({ ...summary, ...other }));
    expect(new Set([seen, ...names]).size).toBe(others.length + 1);
    const alike = {
      deadlines: [...summary.deadlines].reverse(),
      flags: [...summary.flags].reverse(),
      successors: summary.successors.map((one) => ({ ...one, name: 'another', share: (one.share ?? 0) + 1e-15 })),
    };
    expect(fingerprintOf({ ...summary, ...alike })).toBe(seen);
    expect(fingerprintOf(JSON.parse(JSON.stringify(summary)) as LineSummary)).toBe(seen);
  });

  it('[HF6] are for those who are asked', () => {
    expect(line.signatories).toEqual(['old', 'trust']);
    const stranger = actOnLine(blank, sign('north'), line, world, actor);
    expect(stranger).toEqual({ kind: 'not-signatory', signatories: ['OLD (old)', 'TRUST (trust)'] });
    const once = workAfter([sign('R1')]);
    expect(once.signatures.map((one) => one.party)).toEqual(['old']);
    const twice = workAfter([sign('old')], once);
    expect(twice.signatures).toHaveLength(1);
    expect(workAfter([{ do: 'withdraw-signature', party: 'old' }], twice).signatures).toEqual([]);
    expect(codesOf({ do: 'withdraw-signature', party: 'old' })).toEqual(['nothing-to-withdraw']);
  });

  it('[HF7] of all on every line make the schedule agreed', () => {
    const schedule: Schedule = { title: 'S', scenario: 'x', from, to, rulebook: 'england', supersededBy: null };
    const status = (work: readonly LineWork[], lines = [line], given = schedule) =>
      statusOf(given, countsOf(lines, new Map(work.map((one) => [one.key as string, one])), world));
    const half = workAfter(all.slice(0, 1));
    expect(status([])).toBe('draft');
    expect(status([half])).toBe('draft');
    expect(status([workAfter(all)])).toBe('agreed');
    expect(
      status(
        [workAfter([...all, override('disposition', 'host')])],
        [withOverrides(line, workAfter([override('disposition', 'host')]).overrides, world)],
      ),
    ).toBe('draft');
    expect(status([workAfter(all)], [line], { ...schedule, supersededBy: 'other' })).toBe('superseded');
    expect(status([], [{ ...line, signatories: [] }])).toBe('agreed');
    expect(status([], [])).toBe('draft');
    const work = new Map([[line.key as string, workAfter([{ do: 'assign', to: 'Bob' }], half)]]);
    expect(countsOf([line], work, world)).toEqual({
      lines: 1,
      signedByAll: 0,
      partlySigned: 1,
      changedSinceSigned: 0,
      overridden: 0,
      assigned: 1,
    });
  });
});
