/** The worked examples of the pages about disclosure, computed again from the pages themselves. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeTable } from '#core/disclosure/count-table.ts';
import { crossCells } from '#core/disclosure/cross-cells.ts';
import { auditImpliedAreas, inWords, planWithholding } from '#core/disclosure/implied-areas.ts';
import { protectTable } from '#core/disclosure/protect-table.ts';
import { rangeOfShown } from '#core/disclosure/rules.ts';

const methods = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'methods');
const exact = { kind: 'suppress', from: 1, to: 7, base: 1 } as const;

/** Rows of the table of the page whose heading begins with this cell. */
function tableRows(page: string, heading: string): string[][] {
  const lines = readFileSync(join(methods, page), 'utf8').split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  const end = lines.findIndex((line, i) => i > at && !line.startsWith('|'));
  expect(at, `${page}: ${heading}`).toBeGreaterThan(0);
  return lines.slice(at + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('pages', () => {
  it('[DC47] the table of the page on suppression is protected as the page says', () => {
    const rows = tableRows('suppression.md', 'area');
    const records = rows.map(([area = '', group = '']) => ({ area, group }));
    const table = makeTable(
      rows.map((row) => Number(row[2])),
      crossCells(records, [[], ['area'], ['group'], ['area', 'group']]),
    );
    const found = protectTable(table, exact);
    if (!found.ok) throw new Error(found.refusal.detail);
    const told = found.value.cells.map(({ id, shown, bounds }, at) => [
      id,
      String(table.counts[at]),
      String(shown ?? 'hidden'),
      bounds === null ? '' : `${bounds.low} to ${bounds.high}`,
    ]);
    expect(told).toEqual(tableRows('suppression.md', 'cell'));
  });

  it('[DC47] the areas of the page on implied areas imply what the page says', () => {
    const rows = tableRows('implied-areas.md', 'unit');
    const counts = rows.map((row) => Number(row[3]));
    const ids = [1, 2].flatMap((column) => [...new Set(rows.map((row) => row[column] ?? ''))]);
    const areas = ids.map((id) => {
      const units = rows.flatMap((row, unit) => (row.includes(id) ? [unit] : []));
      const count = units.reduce((sum, unit) => sum + (counts[unit] ?? 0), 0);
      return { id, units, isFixed: false, told: rangeOfShown(count, exact) };
    });
    const told = auditImpliedAreas(areas, counts, exact).areas.map((area) => [
      area.units.map((unit) => rows[unit]?.[0]).join(' '),
      String(area.count),
      inWords(area),
      area.learned,
    ]);
    expect(told).toEqual(tableRows('implied-areas.md', 'implied area'));
    expect(planWithholding(areas, counts, exact).withhold).toEqual(
      tableRows('implied-areas.md', 'withhold').map(([id]) => id),
    );
  });
});
