/** The catalogue is complete and the pages are true: every worked example is computed again from the page itself. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { indexCatalogue, indexDefinition } from '#core/coterminosity/index-catalogue.ts';
import { overlap } from '#core/coterminosity/overlap.ts';
import { pairShares, relationOf } from '#core/coterminosity/relations.ts';
import { summaryOf } from '#core/coterminosity/summary.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const methods = join(root, 'docs', 'methods');
const pages = readdirSync(methods).filter((name) => name.endsWith('.md'));
const textOf = (page: string): string => readFileSync(join(methods, page), 'utf8');
const emptySummary = summaryOf(overlap(new Int32Array(0), new Int32Array(0), new Float64Array(0)), 0);

/** Rows of the first table of the text whose heading begins with these cells. */
function tableRows(text: string, heading: string): string[][] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  if (at < 0) return [];
  const end = lines.findIndex((line, i) => i > at && !line.startsWith('|'));
  return lines.slice(at + 2, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function exampleOf(text: string) {
  const rows = tableRows(text, 'body | council | persons');
  const names = (column: number) =>
    [...new Set(rows.map((row) => row[column] as string))].filter((name) => name !== 'none');
  const place = (column: number) => Int32Array.from(rows, (row) => names(column).indexOf(row[column] as string));
  const persons = Float64Array.from(rows, (row) => Number((row[2] as string).replaceAll(',', '')));
  const tolerance = Number(/^Tolerance: (\S+)$/m.exec(text)?.[1]);
  return { given: overlap(place(0), place(1), persons), tolerance, relations: rows.map((row) => row[3]) };
}

describe('index catalogue', () => {
  it('[IX20] has an entry for every number of the summary, and no other', () => {
    expect(indexCatalogue.map((entry) => entry.id).sort()).toEqual(Object.keys(emptySummary).sort());
    for (const entry of indexCatalogue) {
      expect(indexDefinition(entry.id)).toEqual(entry);
      for (const text of [entry.title, entry.says, entry.denominator, entry.formula, entry.source, entry.higherMeans]) {
        expect(text.length, entry.id).toBeGreaterThan(3);
      }
    }
  });

  it("[IX20] every entry's page exists and names the number", () => {
    for (const entry of indexCatalogue)
      expect(readFileSync(join(root, entry.page), 'utf8'), entry.id).toContain(`\`${entry.id}\``);
  });

  const withExample = pages.filter((page) => textOf(page).includes('| number | value |'));
  it('[IX21] every page that an entry points to has a worked example', () => {
    for (const entry of indexCatalogue)
      expect(withExample, entry.id).toContain(entry.page.replace('docs/methods/', ''));
  });

  it.each(withExample)('[IX21] the worked example of %s is what the program computes', (page) => {
    const text = textOf(page);
    const { given, tolerance, relations } = exampleOf(text);
    const summary: Record<string, number> = { ...summaryOf(given, tolerance) };
    const expected = tableRows(text, 'number | value');
    expect(expected.length).toBeGreaterThan(0);
    for (const [id = '', value = ''] of expected) {
      const decimals = value.split('.')[1]?.length ?? 0;
      expect(summary[id.replaceAll('`', '')]?.toFixed(decimals), `${page} ${id}`).toBe(value);
    }
    const computed = relations.map((_, at) => relationOf(pairShares(given, at), tolerance));
    if (relations[0] !== undefined) expect(computed).toEqual(relations);
  });

  it('[IX22] the list of methods links every page and says what coterminosity does not show', () => {
    const list = textOf('README.md');
    for (const page of pages.filter((name) => name !== 'README.md')) expect(list).toContain(`](${page})`);
    expect(list).toContain('What these numbers do not show');
  });
});
