import { describe, expect, it } from 'vitest';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import { lineDifferences, summaryOf } from '#core/handover/line-difference.ts';
import { amountOf, arrangementOf, day, plainRulebook } from '#core/handover/test-arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { bodies, events, foldOf, ground, together } from '#tests/support/tiny-register.ts';

/** `c` is divided on 1 April 2027. */
const timeline = foldOf(
  together(
    ground(3),
    bodies([
      ['c', 'district-council', 'b0 b1 b2'],
      ['east', 'district-council'],
      ['west', 'district-council'],
      ['n', 'integrated-care-board'],
    ]),
    events([
      {
        id: 'cut',
        kind: 'divide',
        day: '2027-04-01',
        predecessors: 'c',
        successors: 'east west',
        moves: [
          ['c', 'east', 'b0'],
          ['c', 'west', '*'],
        ],
      },
    ]),
  ),
);
const sheet = new HandoverSheet({ timeline, from: day('2026-04-01'), to: day('2027-04-01'), rulebook: plainRulebook });

describe('differences of lines', () => {
  const arrangement = arrangementOf('c host, n partner', { amounts: [amountOf(100_00)] });
  const summary = (given: Arrangement) => {
    const [line] = sheet.linesOf(given);
    if (line === undefined) throw new Error('no line');
    return summaryOf(line, timeline.world);
  };

  it('[HO70] none with itself, also after it was stored as JSON', () => {
    const now = summary(arrangement);
    expect(lineDifferences(now, now)).toEqual([]);
    expect(JSON.parse(JSON.stringify(now))).toEqual(now);
    expect(lineDifferences(JSON.parse(JSON.stringify(now)), now)).toEqual([]);
  });

  it('[HO71] shares, basis and money', () => {
    const agreed = {
      ...arrangement,
      negotiated: [0.5, 0.5].map((share, at) => ({ party: 'c', successor: at === 0 ? 'east' : 'west', share })),
    } as unknown as Arrangement;
    expect(lineDifferences(summary(arrangement), summary(agreed))).toEqual([
      'share of EAST: 50.00%, was 33.33%',
      'share of WEST: 50.00%, was 66.67%',
      'basis of shares: negotiated, was resident population',
      'balance: £100.00 (EAST £50.00, WEST £50.00), was £100.00 (EAST £33.33, WEST £66.67)',
    ]);
  });

  it('[HO71] disposition, rule, vesting day, successors, deadlines and flags', () => {
    const now = summary(arrangement);
    const then = {
      ...now,
      disposition: 'host' as const,
      rule: 'first',
      legalConfirmationNeeded: false,
      vesting: day('2028-04-01'),
      successors: [{ id: 'd' as OrganisationId, name: 'D', share: null }],
      deadlines: [
        { action: 'agree', what: 'Agree shares', due: day('2026-05-01') },
        { action: 'gone', what: 'Sing', due: day('2026-05-01') },
      ],
      flags: ['unsigned' as const],
      money: [],
    };
    expect(lineDifferences(then, now)).toEqual([
      'disposition: apportion, was host (rule several, was first)',
      'legal confirmation: needed, was not',
      'vesting day: 2027-04-01, was 2028-04-01',
      'D no longer succeeds',
      'EAST succeeds, with 33.33%',
      'WEST succeeds, with 66.67%',
      'balance: £100.00 (EAST £33.33, WEST £66.67), was none',
      'no longer to do: Sing',
      'deadline of "Agree shares": 2026-04-01, was 2026-05-01',
      'to do by 2027-06-30: Open the books',
      'flag gone: unsigned',
      'new flag: jointly and severally liable',
    ]);
    expect(lineDifferences({ ...now, rule: 'first' }, now)).toEqual(['decided by rule several, was first']);
  });
});
