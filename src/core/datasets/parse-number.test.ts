import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber, parsePenceCell } from '#core/datasets/parse-number.ts';
import { quickNumber } from '#core/datasets/read-value.ts';

const read = (cell: string, scale?: number) => {
  const parsed = parseNumber(cell, scale);
  return parsed.kind === 'number' ? parsed.value : parsed.kind === 'mark' ? parsed.mark : null;
};

describe('cells as numbers', () => {
  it('[DS20] numbers are read as publishers write them', () => {
    expect(
      ['1,234', '1 234', '1 234.5', '-7', '−7', '(12)', '£1,234.50', '-£5', '1e3', ' 8 ', '.5', '3.'].map((cell) =>
        read(cell),
      ),
    ).toEqual([1234, 1234, 1234.5, -7, -7, -12, 1234.5, -5, 1000, 8, 0.5, 3]);
    expect(parseNumber('12.3%')).toEqual({ kind: 'number', value: 12.3, isPercent: true, isMoney: false });
    expect(
      ['1,5', '12,34', '1.234.567', 'about 5', '5 people', '(-5)', '1-', '%', '£'].map((cell) => read(cell)),
    ).toEqual(Array(9).fill(null));
    expect([read('1.005', 1000), read('12', 1000), read('0.07', 100)]).toEqual([1005, 12000, 7]);
    expect(Object.is(read('-0'), 0)).toBe(true);
  });

  it('[DS21] signs for what is withheld, what is not available and what is blank', () => {
    expect(['*', 'c', 'X', '<5', '≤ 7', '1-7', '1 to 7', 'Suppressed'].map((cell) => read(cell))).toEqual(
      Array(8).fill('suppressed'),
    );
    expect(['..', ':', 'n/a', 'NA', '-', '.', '–', '[x]', '#N/A'].map((cell) => read(cell))).toEqual(
      Array(9).fill('not-available'),
    );
    expect(['', '  '].map((cell) => read(cell))).toEqual(['blank', 'blank']);
  });

  it('[DS22] money is exact to the penny, rounded where it is finer, refused where it is too long', () => {
    const pence = (cell: string, scale = 1) => {
      const parsed = parsePenceCell(cell, scale);
      return parsed.kind === 'number' ? [parsed.pence, parsed.isRounded] : parsed.kind;
    };
    expect(pence('1284.73', 1000)).toEqual([128_473_000, false]);
    expect(pence('1.005')).toEqual([101, true]);
    expect(pence('(£1,234.565)')).toEqual([-123_457, true]);
    expect(pence('0.1')).toEqual([10, false]);
    expect(pence('9999999999999.99')).toEqual([999_999_999_999_999, false]);
    expect(pence('10000000000000')).toBe('none');
    expect(pence('*')).toBe('mark');
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
        fc.constantFrom(1, 1000),
        (amount, scale) => {
          const digits = String(Math.abs(amount)).padStart(3, '0');
          const text = `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
          expect(pence(text, scale)).toEqual([amount * scale === 0 ? 0 : amount * scale, false]);
        },
      ),
    );
  });

  it('[DS23] the quick way gives what the slow one gives, or leaves it', () => {
    const texts = fc.oneof(
      fc.stringMatching(/^-?\d{1,9}(\.\d{0,6})?$/),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.string({ maxLength: 8 }),
      fc.constantFrom('-', '.', '-.5', '.5', '00012', '1.', '999999999999999', '0.1234567890123', ''),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const quick = quickNumber(text);
        if (Number.isNaN(quick)) return;
        expect(parseNumber(text)).toMatchObject({ kind: 'number', value: quick, isPercent: false });
      }),
      { numRuns: 2000 },
    );
    expect(quickNumber('123.25')).toBe(123.25);
    expect(quickNumber('-17')).toBe(-17);
  });
});
