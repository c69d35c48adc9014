import { describe, expect, it } from 'vitest';
import { checkArrangement } from '#core/agreements/check-arrangement.ts';
import { makePlaces } from '#core/agreements/places.ts';
import { resolveArrangement } from '#core/agreements/resolve-arrangement.ts';
import { makeWorld } from '#core/register/world.ts';
import { readArrangements } from '#sources/workbook/read-arrangements.ts';
import { describeProblem } from '#std/problem.ts';
import { bodies, ground, together } from '#tests/support/tiny-register.ts';

const places = makePlaces(
  makeWorld(
    together(
      ground(1),
      bodies([
        ['council', 'county-council', 'b0'],
        ['trust', 'primary-care-trust', 'b0'],
      ]),
    ),
  ),
);
const heading = 'ref,kind,party,stage,agreed,starts,last day,review,renews,signed on,milestone,due\n';

/** What the check of the core says of the row, as the reader of the sheet is told it, by code. */
async function saidOf(row: string): Promise<Map<string, string>> {
  const { specs } = await readArrangements(Buffer.from(`${heading}${row}\n,,trust\n`), 'list.csv');
  const said = new Map<string, string>();
  for (const { spec, inSheet } of specs) {
    const { arrangement } = resolveArrangement(spec, places);
    if (arrangement === null) throw new Error('not resolved');
    for (const problem of checkArrangement(arrangement, places)) {
      said.set(problem.code, describeProblem(inSheet(problem)));
    }
  }
  return said;
}

describe('problems of arrangements in the words of the sheet', () => {
  it('[WK24] speak of the last day, and name the day that stands in the sheet', async () => {
    const agreed = await saidOf('A,pooled fund,council,live,01/05/2028,,31/03/2028,,,,,');
    const late = await saidOf(
      'A,pooled fund,council,live,01/02/2028,,31/03/2028,01/06/2028,01/07/2028,01/04/2028,Sign,01/08/2028',
    );
    expect(agreed.get('agreed-after-end')).toBe(
      'error: list.csv row 2 column agreed (E): It was agreed after its last day. Correct one of the two dates. (expected the other way round, found 31 March 2028, against 1 May 2028) [agreed-after-end]',
    );
    expect(late.get('signed-after-end')).toContain('(expected 31 March 2028 or earlier, found 1 April 2028)');
    expect(late.get('milestone-after-end')).toContain('after the last day of the arrangement');
    for (const code of ['review-after-end', 'renewal-after-end']) {
      expect(late.get(code)).toMatch(/after the last day.*found 31 March 2028, against/);
    }
    for (const text of [...agreed.values(), ...late.values()])
      expect(text).not.toMatch(/its end|the end\b|1 April 2028, against/);
    const short = await saidOf('A,pooled fund,council,live,,01/04/2028,31/03/2028,,,,,');
    expect(short.get('ends-before-start')).toMatch(
      /column last day \(G\): The last day is before.*found 31 March 2028, against 1 April 2028/,
    );
    const ended = await saidOf('A,pooled fund,council,ended,,,,,,,,');
    expect(ended.get('end-not-known')).toMatch(/column last day \(G\): .*Give the last day on which it ran\./);
  });

  it('[WK24] leave all else as it is', async () => {
    const said = await saidOf('A,pooled fund,council,live,,01/04/2028,31/03/2029,01/03/2028,,,,');
    expect(said.get('review-before-start')).toContain('found 1 March 2028, against 1 April 2028');
  });
});
