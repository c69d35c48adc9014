import { describe, expect, it } from 'vitest';
import { type FrameInput, frameKey, makeFrame } from './map-frame.ts';
import type { TierBody, TierHistory } from './tier-history.ts';

const body = (id: string, extent = 'known'): TierBody => ({
  index: 0,
  id,
  from: null,
  to: null,
  inTier: [{ from: null, to: null }],
  names: [],
  codes: [],
  extents: [{ text: extent, from: null, to: null }],
});

const tier = (bodies: readonly TierBody[], ...steps: (readonly [string | null, readonly number[]])[]): TierHistory => ({
  tier: 'icb',
  bodies,
  dates: steps.map(([on]) => on),
  holders: steps.map(([, holders]) => Int32Array.from(holders)),
});

const map = {
  zoneCount: 4,
  blocks: [1, 1, 2, 1],
  persons: { 'mid-2019': [100, 50, 30, 20] },
  splitBlocks: {
    'mid-2019': [
      { persons: 12, zones: [0, 1] },
      { persons: 7, zones: [2, 3] },
    ],
  },
};

const councils = tier([body('north'), body('south')], [null, [0, 0, 1, 1]]);
const input = (bodies: TierHistory, fields: Partial<FrameInput> = {}): FrameInput => ({
  map,
  bodies,
  councils,
  population: 'mid-2019',
  tolerance: 0,
  ...fields,
});

describe('the frame of a day', () => {
  it('[WB32] the frame has the pairs, people, shares and relations of the holders of that day', () => {
    const bodies = tier([body('one'), body('two')], [null, [0, 0, 1, 1]], ['2026-04-01', [0, 0, 0, 1]]);
    const before = makeFrame(input(bodies), '2026-03-31');
    expect(before.pairs.map((pair) => [pair.body, pair.council, pair.persons, pair.relation])).toEqual([
      [0, 0, 150, 'coterminous'],
      [1, 1, 50, 'coterminous'],
    ]);
    const after = makeFrame(input(bodies), '2026-04-01');
    expect(after.pairs.map((pair) => [pair.body, pair.council, pair.persons, pair.relation])).toEqual([
      [0, 0, 150, 'council-within-body'],
      [0, 1, 30, 'straddling'],
      [1, 1, 20, 'body-within-council'],
    ]);
    expect([...after.pairOf]).toEqual([0, 0, 1, 2]);
    expect(after.summary.councilsCrossing).toBe(1);
  });

  it('[WB32] people of blocks that a border of the day cuts through are told as estimated', () => {
    const bodies = tier([body('one'), body('two')], [null, [0, 0, 1, 1]], ['2026-04-01', [0, 1, 1, 1]]);
    expect(makeFrame(input(bodies), '2026-03-31').estimatedPersons).toBe(0);
    expect(makeFrame(input(bodies), '2026-04-01').estimatedPersons).toBe(12);
  });

  it('[WB33] no relation is claimed where only part of the territory of either is known', () => {
    const bodies = tier([body('one', 'partial'), body('two')], [null, [0, 0, 1, 1]]);
    expect(makeFrame(input(bodies), '2026-03-31').pairs.map((pair) => pair.relation)).toEqual([null, 'coterminous']);
  });

  it('[WB42] who is known in part counts in no figure of its kind, as on the server', () => {
    const bodies = tier([body('one', 'partial'), body('two')], [null, [0, 0, 1, 1]]);
    const { summary } = makeFrame(input(bodies), '2026-03-31');
    expect([summary.bodyCount, summary.coterminousBodies, summary.coterminousCouncils]).toEqual([1, 1, 1]);
    expect(summary.councilCount).toBe(2);
  });

  it('[WB33] land that nobody is known to hold has no pair', () => {
    const bodies = tier([body('one')], [null, [0, -1, -1, -1]]);
    expect([...makeFrame(input(bodies), '2026-03-31').pairOf]).toEqual([0, -1, -1, -1]);
  });

  it('[WB32] without a count of people relations go by building blocks', () => {
    const bodies = tier([body('one'), body('two')], [null, [0, 0, 1, 1]]);
    const frame = makeFrame(input(bodies, { population: null }), '2026-03-31');
    expect(frame.pairs.map((pair) => [pair.persons, pair.relation])).toEqual([
      [0, 'coterminous'],
      [0, 'coterminous'],
    ]);
  });

  it('[WB11] two days between changes have the same key, and a change of date, count or tolerance has another', () => {
    const bodies = tier([body('one')], [null, [0, 0, 0, 0]], ['2026-04-01', [0, 0, 0, -1]]);
    const key = frameKey(input(bodies), '2020-01-01');
    expect(frameKey(input(bodies), '2026-03-31')).toBe(key);
    expect(frameKey(input(bodies), '2026-04-01')).not.toBe(key);
    expect(frameKey(input(bodies, { population: null }), '2020-01-01')).not.toBe(key);
    expect(frameKey(input(bodies, { tolerance: 0.01 }), '2020-01-01')).not.toBe(key);
  });
});
