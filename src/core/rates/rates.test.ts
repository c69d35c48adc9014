import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAreas } from '#core/rates/comparison.ts';
import { byar, exactPoisson, proportionOf, rateOf, wilson } from '#core/rates/intervals.ts';
import { chiSquareQuantile, normalQuantile } from '#core/rates/quantiles.ts';
import { hasSharedData, sharedFolder } from '#tests/support/shared-data.ts';

type Column = readonly (number | string | null)[];
type Call = { readonly id: string; readonly input: Record<string, Column>; readonly output: Record<string, Column> };

const folder = join(sharedFolder(), 'reference', 'rates');

/** Relative to 1e-12, and of two zeros exactly. `null` is none. */
function expectSame(found: number | null | undefined, published: number | null, what: string): void {
  if (published === null) expect(found, what).toBeNull();
  else expect(Math.abs((found ?? Number.NaN) - published), what).toBeLessThanOrEqual(1e-12 * Math.abs(published));
}

const confidenceOf = (text: string) => Number(text.replace('%', '')) / 100;

function csvRows(name: string): Record<string, string>[] {
  const [heading = '', ...lines] = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/);
  const names = heading.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])));
}
const numberOrNull = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));

describe.skipIf(!hasSharedData())('published intervals', () => {
  const calls: Call[] = hasSharedData() ? JSON.parse(readFileSync(join(folder, 'rates-proportions.json'), 'utf8')) : [];
  const compared = (prefix: string, judge: (call: Call, at: number, confidence: number) => void) => {
    let rows = 0;
    for (const call of calls.filter((one) => one.id.startsWith(prefix))) {
      const confidence = Number(call.id.match(/0\.\d+$/)?.[0] ?? 0.95);
      for (const at of (call.input['x'] ?? []).keys()) {
        judge(call, at, confidence);
        rows += 1;
      }
    }
    expect(rows).toBeGreaterThan(7);
  };
  const cell = (column: Column | undefined, at: number) => (column?.[at] ?? null) as number | null;
  const pair = ({ input }: Call, at: number) => ({ count: cell(input['x'], at), denominator: cell(input['n'], at) });

  it('[RT1] the Wilson interval is the published one', () => {
    compared('proportion', (call, at, confidence) => {
      const multiplier = call.id === 'proportion.small' ? 1 : 100;
      const found = proportionOf(pair(call, at), { confidence, multiplier });
      expectSame(found?.value, cell(call.output['value'], at), `${call.id} ${at} value`);
      expectSame(found?.lower, cell(call.output['lowercl'], at), `${call.id} ${at} lower`);
      expectSame(found?.upper, cell(call.output['uppercl'], at), `${call.id} ${at} upper`);
    });
    for (const prefix of ['wilson', 'epitools.binom.wilson']) {
      compared(prefix, (call, at, confidence) => {
        const found = wilson(cell(call.input['x'], at) ?? 0, cell(call.input['n'], at) ?? 0, confidence);
        const lower = cell(call.output['lower'], at) ?? 0;
        // The other program leaves a rounding error where the limit is zero.
        if (Math.abs(lower) < 1e-15) expect(found.lower).toBe(0);
        else expectSame(found.lower, lower, `${call.id} ${at} lower`);
        expectSame(found.upper, cell(call.output['upper'], at), `${call.id} ${at} upper`);
      });
    }
  });

  it('[RT2] the interval of a rate is the published one, and so is its method', () => {
    compared('rate', (call, at, confidence) => {
      const found = rateOf(pair(call, at), { confidence });
      expect(found?.method, `${call.id} ${at}`).toBe(call.output['method']?.[at] === 'Exact' ? 'exact' : 'byar');
      expectSame(found?.value, cell(call.output['value'], at), `${call.id} ${at} value`);
      expectSame(found?.lower, cell(call.output['lowercl'], at), `${call.id} ${at} lower`);
      expectSame(found?.upper, cell(call.output['uppercl'], at), `${call.id} ${at} upper`);
    });
    compared('stats.poisson.exact', (call, at, confidence) => {
      const { count, denominator } = pair(call, at);
      const found = exactPoisson(count ?? 0, confidence);
      expectSame(found.lower / (denominator ?? 0), cell(call.output['lower'], at), `${call.id} ${at} lower`);
      expectSame(found.upper / (denominator ?? 0), cell(call.output['upper'], at), `${call.id} ${at} upper`);
    });
  });

  it("[RT3] Byar's lower limit is none where it would be below zero", () => {
    compared('byars', (call, at, confidence) => {
      const count = cell(call.input['x'], at) ?? 0;
      const found = byar(count, confidence);
      expectSame(found.lower, cell(call.output['lower'], at), `${call.id} ${at} lower`);
      expectSame(found.upper, cell(call.output['upper'], at), `${call.id} ${at} upper`);
    });
  });

  it('[RT1] every row of the published workbook of proportions comes out', () => {
    for (const file of ['testdata_Proportion__testdata_Prop.csv', 'testdata_Proportion__testdata_Prop_g.csv']) {
      for (const row of csvRows(file)) {
        const observed = { count: numberOrNull(row['Numerator']), denominator: numberOrNull(row['Denominator']) };
        const multiplier = Number(row['multiplier']);
        const at = (confidence: number) => proportionOf(observed, { confidence, multiplier });
        const what = `${file} ${row['Area']}`;
        if (row['lower95_0cl'] === undefined) {
          expectSame(at(0.95)?.lower ?? null, numberOrNull(row['lowercl']), what);
          expectSame(at(0.95)?.upper ?? null, numberOrNull(row['uppercl']), what);
        } else {
          expectSame(at(0.95)?.upper ?? null, numberOrNull(row['upper95_0cl']), what);
          expectSame(at(0.998)?.lower ?? null, numberOrNull(row['lower99_8cl']), what);
        }
      }
    }
  });

  it('[RT2] every row of the published workbook of rates comes out', () => {
    for (const file of ['testdata_Rate__testdata_Rate.csv', 'testdata_Rate__testdata_Rate_g.csv']) {
      for (const row of csvRows(file)) {
        const observed = { count: numberOrNull(row['Numerator']), denominator: numberOrNull(row['Denominator']) };
        const multiplier = Number(row['multiplier']);
        const at = (confidence: number) => rateOf(observed, { confidence, multiplier });
        const what = `${file} ${row['Area']}`;
        expectSame(at(0.95)?.lower ?? null, numberOrNull(row['lower95_0cl'] ?? row['lowercl']), what);
        expectSame(at(0.95)?.upper ?? null, numberOrNull(row['upper95_0cl'] ?? row['uppercl']), what);
        if (row['lower99_8cl'] !== undefined)
          expectSame(at(0.998)?.upper ?? null, numberOrNull(row['upper99_8cl']), what);
      }
    }
  });

  it('[RT1, RT3] the published table of limits alone comes out', () => {
    for (const row of csvRows('testdata_Byars_Wilson__testdata_B_W.csv')) {
      const [count, confidence] = [Number(row['x']), confidenceOf(row['confidence'] ?? '')];
      const found = row['method'] === 'Wilson' ? wilson(count, Number(row['n']), confidence) : byar(count, confidence);
      expectSame(found.lower, numberOrNull(row['lowercl']), `${row['method']} of ${count}`);
      expectSame(found.upper, numberOrNull(row['uppercl']), `${row['method']} of ${count}`);
    }
  });
});

describe('quantiles', () => {
  it('[RT4] normal quantiles are right, in the tails too', () => {
    const known = [
      [0.975, 1.9599639845400545],
      [0.999, 3.090232306167813],
      [0.25, -0.6744897501960817],
      [1e-10, -6.361340902404056],
      [1e-20, -9.262340089798409],
    ] as const;
    for (const [p, x] of known) expectSame(normalQuantile(p), x, String(p));
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('[RT4] chi-square quantiles of an even number of degrees give back the probability as a sum of Poisson terms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (half, p) => {
        const mean = chiSquareQuantile(p, 2 * half) / 2;
        let term = Math.exp(-mean);
        let below = 0;
        for (let events = 0; events < half; events++) {
          below += term;
          term *= mean / (events + 1);
        }
        let above = 0;
        for (let events = half; events < half + 400; events++) {
          above += term;
          term *= mean / (events + 1);
        }
        const difference = p < 0.5 ? above / p - 1 : below / (1 - p) - 1;
        // Ten times the precision of the quantile: a small change of it moves the far tail by more.
        expect(Math.abs(difference)).toBeLessThan(1e-11);
      }),
      { seed: 1936, numRuns: 300 },
    );
  });

  it('[RT4] one degree of freedom is the square of the normal', () => {
    for (const p of [0.001, 0.05, 0.5, 0.9, 0.999])
      expectSame(chiSquareQuantile(p, 1), normalQuantile(0.5 + p / 2) ** 2, String(p));
    expect(() => chiSquareQuantile(0.5, 0)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});

describe('estimates', () => {
  const some = fc.record({
    count: fc.integer({ min: 0, max: 5000 }),
    more: fc.integer({ min: 1, max: 100_000 }),
    confidence: fc.double({ min: 0.5, max: 0.99, noNaN: true }),
  });

  it('[RT5] limits hold the value between them and grow apart with confidence', () => {
    fc.assert(
      fc.property(some, ({ count, more, confidence }) => {
        const observed = { count, denominator: count + more };
        for (const of of [proportionOf, rateOf]) {
          const [near, far] = [of(observed, { confidence }), of(observed, { confidence: 0.999 })];
          expect(near !== null && near.lower <= near.value && near.value <= near.upper).toBe(true);
          expect(near !== null && far !== null && far.lower <= near.lower && far.upper > near.upper).toBe(true);
        }
      }),
      { seed: 1927, numRuns: 300 },
    );
  });

  it('[RT6] what is missing gives no estimate, what cannot be is refused', () => {
    for (const of of [proportionOf, rateOf]) {
      expect(of({ count: null, denominator: 5 })).toBeNull();
      expect(of({ count: 5, denominator: null })).toBeNull();
      expect(of({ count: 0, denominator: 0 })).toBeNull();
      expect(() => of({ count: -1, denominator: 5 })).toThrow(RangeError);
      expect(() => of({ count: 1, denominator: 5 }, { confidence: 1 })).toThrow(RangeError);
    }
    expect(() => proportionOf({ count: 6, denominator: 5 })).toThrow(RangeError);
    expect(rateOf({ count: 6, denominator: 5 })?.value).toBe(120_000);
  });

  it('[RT7, RT8] areas are judged by their whole interval, against the group and a reference', () => {
    const areas = [
      { count: 10, denominator: 1000 },
      { count: 50, denominator: 1000 },
      { count: 120, denominator: 1000 },
      { count: null, denominator: 1000 },
    ];
    const { group, areas: compared } = compareAreas('proportion', areas, { count: 12, denominator: 1000 });
    expect(group?.value).toBe(180 / 3000);
    expect(compared.map((one) => one.againstGroup)).toEqual(['lower', 'similar', 'higher', null]);
    expect(compared.map((one) => one.againstReference)).toEqual(['similar', 'higher', 'higher', null]);
    expect(compareAreas('rate', areas, null).areas[0]?.againstReference).toBeNull();
  });

  it('[RT7] a reference exactly at a limit is similar', () => {
    const area = { count: 20, denominator: 100 };
    const limits = proportionOf(area);
    if (limits === null) throw new Error('no estimate');
    const against = (count: number) => compareAreas('proportion', [area], { count, denominator: 1 }).areas[0];
    for (const limit of [limits.lower, limits.upper]) expect(against(limit)?.againstReference).toBe('similar');
    expect(against(limits.lower - 1e-9)?.againstReference).toBe('higher');
    expect(against(limits.upper + 1e-9)?.againstReference).toBe('lower');
  });
});

describe('pages', () => {
  const methods = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'methods');
  const rowsOf = (page: string) =>
    readFileSync(join(methods, page), 'utf8')
      .split('\n')
      .filter((line) => /^\| [\d,]+ \|/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll(',', '')));

  it('[RT9] the worked examples of the Wilson interval are what the program computes', () => {
    expect(rowsOf('wilson.md')).toHaveLength(4);
    for (const [, count, denominator, confidence = '', ...told] of rowsOf('wilson.md')) {
      const observed = { count: Number(count), denominator: Number(denominator) };
      const found = proportionOf(observed, { confidence: confidenceOf(confidence) });
      expect([found?.value, found?.lower, found?.upper].map((limit) => limit?.toFixed(4))).toEqual(told.slice(0, 3));
    }
  });

  it('[RT9] the worked examples of the interval of a rate are what the program computes', () => {
    expect(rowsOf('byar.md')).toHaveLength(4);
    for (const [, events, people, confidence = '', method, ...told] of rowsOf('byar.md')) {
      const found = rateOf(
        { count: Number(events), denominator: Number(people) },
        { confidence: confidenceOf(confidence) },
      );
      expect(found?.method).toBe(method);
      expect([found?.value, found?.lower, found?.upper].map((limit) => limit?.toFixed(2))).toEqual(told.slice(0, 3));
    }
  });
});
