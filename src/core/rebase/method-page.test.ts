/** The worked example of the method page is computed again from the page itself. */

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cellOf } from '#core/rebase/cell.ts';
import { crosswalkOfPairs } from '#core/rebase/crosswalk.ts';
import { type Numbers, rebase } from '#core/rebase/rebase.ts';

const page = readFileSync(new URL('../../../docs/methods/rebase.md', import.meta.url), 'utf8');

/** Rows of the table with this heading. */
function tableRows(heading: string): string[][] {
  const lines = page.split('\n');
  const at = lines.indexOf(`| ${heading} |`);
  const end = lines.findIndex((line, i) => i > at && !line.startsWith('|'));
  return lines.slice(at + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it('[RE70] the worked example is what the program computes', () => {
  const pieces = tableRows('source | target | weight');
  const given = tableRows('source | count | pence');
  const expected = tableRows('cell | value | lower | upper | sources split | estimated | pence');
  expect([pieces.length, given.length, expected.length]).toEqual([5, 3, 3]);
  const sources = given.map((row) => row[0]);
  const targets = expected.map((row) => row[0]).filter((name) => name !== 'outside');
  const crosswalk = crosswalkOfPairs({
    sources: sources.length,
    targets: targets.length,
    source: Int32Array.from(pieces, (row) => sources.indexOf(row[0])),
    target: Int32Array.from(pieces, (row) => targets.indexOf(row[1])),
    weight: Float64Array.from(pieces, (row) => Number(row[2])),
  });
  const column = (at: number) => Float64Array.from(given, (row) => Number(row[at]));
  const cells = (numbers: Numbers) => {
    const rebased = rebase(crosswalk, numbers);
    if (!rebased.ok) throw new Error(rebased.refusal.detail);
    return expected.map((_, target) => cellOf(rebased.value, target, 0));
  };
  const money = cells({ kind: 'money', values: column(2) });
  const computed = cells({ kind: 'count', values: column(1) }).map((cell, at) => [
    expected[at]?.[0],
    ...[cell.value, cell.lower, cell.upper].map((one) => one?.toFixed(2)),
    String(cell.sourcesSplit),
    cell.estimatedProportion?.toFixed(4),
    String(money[at]?.value),
  ]);
  expect(computed).toEqual(expected);
});
