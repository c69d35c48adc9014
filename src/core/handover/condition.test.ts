import { describe, expect, it } from 'vitest';
import { isMet, traceCondition } from '#core/handover/condition.ts';
import type { FindingName, Findings } from '#core/handover/findings.ts';
import { findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';
import { findingsWith, randomFindings, randomOf } from '#core/handover/rulebook/test-findings.ts';
import type { Condition } from '#core/handover/rulebook.ts';

const findings = findingsWith({
  fate: 'ends-several-successors',
  successorCount: 2,
  eventKinds: 'boundary-change divide',
  isPool: true,
});

describe('a condition on one finding', () => {
  it.each<[Condition, boolean]>([
    [{ fact: 'fate', is: 'ends-several-successors' }, true],
    [{ fact: 'fate', is: 'ends' }, false],
    [{ fact: 'isPool', is: true }, true],
    [{ fact: 'isPool', is: 'true' }, false],
    [{ fact: 'successorCount', is: 2 }, true],
    [{ fact: 'successorCount', is: '2' }, false],
    [{ fact: 'fate', oneOf: ['renamed', 'ends-several-successors'] }, true],
    [{ fact: 'fate', oneOf: [] }, false],
    [{ fact: 'successorCount', oneOf: [1, 3] }, false],
    [{ fact: 'successorCount', atLeast: 2 }, true],
    [{ fact: 'successorCount', atLeast: 3 }, false],
    [{ fact: 'successorCount', atMost: 2 }, true],
    [{ fact: 'successorCount', atMost: 1 }, false],
    [{ fact: 'eventKinds', includes: 'divide' }, true],
    [{ fact: 'eventKinds', includes: 'boundary' }, false],
    [{ fact: 'eventKinds', includes: 'merge' }, false],
  ])('[RB1] %j is met: %s', (condition, expected) => {
    expect(isMet(condition, findings)).toBe(expected);
  });
});

describe('conditions together', () => {
  const yes: Condition = { fact: 'isPool', is: true };
  const no: Condition = { fact: 'isPool', is: false };

  it.each<[Condition, boolean]>([
    [{ all: [] }, true],
    [{ all: [yes, yes] }, true],
    [{ all: [yes, no] }, false],
    [{ any: [] }, false],
    [{ any: [no, yes] }, true],
    [{ any: [no, no] }, false],
    [{ not: no }, true],
    [{ not: { all: [yes, { not: no }] } }, false],
  ])('[RB2] %j is met: %s', (condition, expected) => {
    expect(isMet(condition, findings)).toBe(expected);
  });
});

describe('the trace', () => {
  it('[RB3] says what was found and what is needed', () => {
    const says = (condition: Condition) => traceCondition(condition, findings);
    expect(says({ fact: 'successorCount', atLeast: 3 })).toEqual([
      { says: 'successors: 2 (needs at least 3)', holds: false },
    ]);
    expect(says({ all: [{ fact: 'isPool', is: true }, { not: { fact: 'fate', is: 'renamed' } }] })).toEqual([
      { says: 'pooled fund: yes (needs yes)', holds: true },
      { says: 'fate: ends several successors (needs not renamed)', holds: true },
    ]);
    expect(
      says({
        any: [
          { fact: 'isPool', is: false },
          { fact: 'eventKinds', includes: 'merge' },
        ],
      }),
    ).toEqual([
      {
        says: 'pooled fund: yes (needs no) or events: boundary change, divide (needs merge among them)',
        holds: false,
      },
    ]);
    expect(says({ all: [] })).toEqual([]);
    expect(says({ any: [] })).toEqual([{ says: 'nothing can meet this', holds: false }]);
  });

  it('[RB3] agrees with the condition for a thousand made-up ones (seed 3)', () => {
    const random = randomOf(3);
    let metCount = 0;
    for (let round = 0; round < 1000; round++) {
      const made = randomFindings(random);
      const condition = madeUpCondition(random, made, 3);
      const met = isMet(condition, made);
      metCount += met ? 1 : 0;
      expect(traceCondition(condition, made).every((entry) => entry.holds)).toBe(met);
      expect(traceCondition({ not: condition }, made).every((entry) => entry.holds)).toBe(!met);
      expect(isMet({ not: condition }, made)).toBe(!met);
    }
    expect(metCount).toBeGreaterThan(200);
    expect(metCount).toBeLessThan(800);
  });
});

/** A condition of up to `depth` levels that has a fair chance to be met. */
function madeUpCondition(random: () => number, about: Findings, depth: number): Condition {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const parts = () => Array.from({ length: Math.floor(random() * 4) }, () => madeUpCondition(random, about, depth - 1));
  const kind = depth === 0 ? 0 : random();
  if (kind > 0.75) return { all: parts() };
  if (kind > 0.5) return { any: parts() };
  if (kind > 0.35) return { not: madeUpCondition(random, about, depth - 1) };
  const fact = pick(Object.keys(findingMeanings) as FindingName[]);
  const { sort, values } = findingMeanings[fact];
  const value = random() < 0.5 ? about[fact] : pick(Object.keys(values));
  if (sort === 'truth') return { fact, is: random() < 0.5 };
  if (sort === 'words') return { fact, includes: pick(Object.keys(values)) };
  if (sort === 'count')
    return random() < 0.5 ? { fact, atLeast: pick([0, 1, 2, 3]) } : { fact, atMost: pick([0, 1, 2, 3]) };
  return random() < 0.5 ? { fact, is: value } : { fact, oneOf: [String(value), pick(Object.keys(values))] };
}
