import { describe, expect, it } from 'vitest';
import type { HistoryWire } from '#wire/map.ts';
import { changeDates, codeOn, decodeHistory, extentOn, isInTier, nameOn, stepOn } from './tier-history.ts';

const body = (index: number, fields: Partial<HistoryWire['bodies'][number]> = {}): HistoryWire['bodies'][number] => ({
  index,
  id: `body-${index}`,
  from: null,
  to: null,
  inTier: [{ from: null, to: null }],
  names: [],
  codes: [],
  extents: [],
  ...fields,
});

const wire: HistoryWire = {
  tier: 'icb',
  scenario: 'current-law',
  steps: [
    { on: null, zones: [0], holders: [7] },
    { on: '2022-07-01', zones: [1, 2], holders: [9, 9] },
    { on: '2026-04-01', zones: [0, 2], holders: [9, -1] },
  ],
  bodies: [body(7), body(9)],
};

describe('the history of a tier', () => {
  it('[WB30] every step is the one before with its changes, and bodies are numbered as they come', () => {
    const history = decodeHistory(wire, 3);
    expect(history.dates).toEqual([null, '2022-07-01', '2026-04-01']);
    expect(history.holders.map((step) => [...step])).toEqual([
      [0, -1, -1],
      [0, 1, 1],
      [1, 1, -1],
    ]);
  });

  it('[WB30] a history that begins on a day holds nothing before it', () => {
    const history = decodeHistory({ ...wire, steps: wire.steps.slice(1) }, 3);
    expect([...(history.holders[stepOn(history, '2022-06-30')] ?? [])]).toEqual([-1, -1, -1]);
    expect([...(history.holders[stepOn(history, '2022-07-01')] ?? [])]).toEqual([-1, 1, 1]);
  });

  it('[WB30] a step holds from its day until the next', () => {
    const history = decodeHistory(wire, 3);
    expect(
      ['2000-01-01', '2022-06-30', '2022-07-01', '2026-03-31', '2026-04-01', '2050-01-01'].map((on) =>
        stepOn(history, on),
      ),
    ).toEqual([0, 0, 1, 1, 2, 2]);
    expect(
      changeDates(history, decodeHistory({ ...wire, steps: [{ on: '2023-04-01', zones: [], holders: [] }] }, 3)),
    ).toEqual(['2022-07-01', '2023-04-01', '2026-04-01']);
  });

  it('[WB31] a body is in its tier only while it exists', () => {
    const ended = body(1, { from: '2022-07-01', to: '2026-04-01' });
    expect(['2022-06-30', '2022-07-01', '2026-03-31', '2026-04-01'].map((on) => isInTier(ended, on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('[WB31] names, codes and extents are those of the day, the nearest name outside its days, the id without any', () => {
    const named = body(1, {
      names: [
        { text: 'Old', from: '2000-01-01', to: '2010-01-01' },
        { text: 'New', from: '2010-01-01', to: '2020-01-01' },
      ],
      extents: [{ text: 'unknown', from: null, to: '2010-01-01' }],
    });
    expect(['1999-01-01', '2009-12-31', '2010-01-01', '2021-01-01'].map((on) => nameOn(named, on))).toEqual([
      'Old',
      'Old',
      'New',
      'New',
    ]);
    expect(codeOn(named, '2010-01-01')).toBe('body-1');
    expect([extentOn(named, '2009-12-31'), extentOn(named, '2010-01-01')]).toEqual(['unknown', 'known']);
  });
});
