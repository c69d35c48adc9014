import { describe, expect, it } from 'vitest';
import { nearestWord } from '#core/pack/nearest-word.ts';
import { ProblemList } from '#core/pack/problem-list.ts';

describe('a list of problems', () => {
  it('[PK9] lists a thousand in full, ten of every code, and counts the rest', () => {
    const list = new ProblemList();
    let texts = 0;
    const text = () => {
      texts += 1;
      return { message: 'wrong' };
    };
    for (let row = 2; row < 5002; row++) list.add('empty-cell', { row }, text);
    for (let row = 2; row < 22; row++) list.add('blank-row', { row }, text);
    const problems = list.problems();
    expect(problems.filter((problem) => problem.code === 'empty-cell' && problem.where.row !== undefined)).toHaveLength(
      1000,
    );
    expect(problems.filter((problem) => problem.code === 'blank-row' && problem.where.row !== undefined)).toHaveLength(
      10,
    );
    expect(problems.slice(-2)).toMatchObject([
      { code: 'empty-cell', severity: 'error', found: '5000 in all' },
      { code: 'blank-row', severity: 'warning', found: '20 in all' },
    ]);
    expect(texts).toBe(1010);
  });

  it('[PK9] without problems is empty', () => {
    expect(new ProblemList().problems()).toEqual([]);
  });
});

describe('the nearest word', () => {
  const words = ['county-council', 'district-council', 'region'];

  it('[PK10] is the one with fewest letters changed', () => {
    expect(nearestWord('distrct-council', words)).toBe('district-council');
    expect(nearestWord('reigon', words)).toBe('region');
  });

  it('[PK10] looks past case, spaces and dashes', () => {
    expect(nearestWord('County Council', words)).toBe('county-council');
  });

  it('[PK10] is nothing when nothing is near', () => {
    expect(nearestWord('parish', words)).toBeNull();
    expect(nearestWord('ab', ['cd'])).toBeNull();
    expect(nearestWord('x', [])).toBeNull();
  });
});
