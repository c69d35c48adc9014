/** The tables of the sample, read as files are, against the register of the sample. */

import { beforeAll, describe, expect, it } from 'vitest';
import { makeAreaIndex } from '#core/datasets/area-index.ts';
import { columnOf, type DataSet } from '#core/datasets/data-set.ts';
import { gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { makeWorld } from '#core/register/world.ts';
import { sampleDataSets } from '#sample/data-sets.ts';
import { surreySample } from '#sample/surrey.ts';
import type { Problem } from '#std/problem.ts';

const index = makeAreaIndex(foldEvents(makeWorld(surreySample().facts), currentLaw));

async function contentOf(): Promise<unknown[]> {
  const content: unknown[] = [];
  for (const { batches, ...rest } of sampleDataSets())
    for await (const batch of batches()) content.push({ ...rest, batch });
  return content;
}

describe('the tables of the sample', () => {
  const problems: Problem[] = [];
  const sets = new Map<string, DataSet>();

  beforeAll(async () => {
    for (const table of sampleDataSets()) {
      const gathered = await gatherDataSet(table, table.description, index);
      problems.push(...gathered.problems);
      if (gathered.dataSet !== null) sets.set(gathered.dataSet.statement.id, gathered.dataSet);
    }
  });

  const named = (id: string): DataSet => {
    const found = sets.get(id);
    if (found === undefined) throw new Error(`no table ${id}: ${JSON.stringify(problems)}`);
    return found;
  };
  /** Values by area of the measure with that title and breakdown, in a period. */
  const valuesOf = (id: string, title: string, group: string, period: number): number[] => {
    const set = named(id);
    const at = set.measures.findIndex(
      (one) => one.title.startsWith(title) && Object.values(one.breakdown).join() === group,
    );
    if (at < 0) throw new Error(`no ${title} ${group} in ${set.measures.map((one) => one.title).join('; ')}`);
    return [...columnOf(set, at, period).values];
  };

  it('[SA30] each says that it is made up and is the same on every call', async () => {
    for (const { description } of sampleDataSets()) {
      expect(description.statement.title).toMatch(/^[A-Z].* \(illustrative\)$/);
      expect(description.statement.method).toMatch(/^Made up /);
    }
    expect(await contentOf()).toEqual(await contentOf());
  });

  it('[SA31] each is read without a problem, with no area missing', () => {
    expect(problems).toEqual([]);
    const shapes = [...sets.values()].map(({ statement, codes, periods }) => [
      statement.id,
      codes.length,
      periods.map((one) => one.id),
    ]);
    expect(shapes).toEqual([
      ['reablement', 75, ['2023-24', '2024-25', '2025-26']],
      ['social-care-spending', 16, ['2022-23', '2023-24', '2024-25', '2025-26']],
      ['still-at-home', 50, ['2024-25', '2025-26']],
    ]);
    for (const { columns } of sets.values())
      for (const { values } of columns) expect(values.every((one) => Number.isInteger(one))).toBe(true);
  });

  it('[SA32] counts of people are plausible, and some are small', () => {
    for (const period of [0, 1, 2]) {
      const of = (title: string, group = '') => valuesOf('reablement', title, group, period);
      const [older, all] = [of('People aged 65 and over'), of('People who received')];
      const [young, oldest] = [of('People who received', '65 to 84'), of('People who received', '85 and over')];
      expect(all).toEqual(young.map((one, at) => one + (oldest[at] as number)));
      expect(all.every((one, at) => one > 0 && one < 0.03 * (older[at] as number))).toBe(true);
      const small = oldest.filter((one) => one >= 1 && one <= 7).length;
      expect(small).toBeGreaterThanOrEqual(0.1 * oldest.length);
      expect(small).toBeLessThanOrEqual(0.9 * oldest.length);
    }
  });

  it('[SA33] net spending is gross spending less income, with a stated break', () => {
    expect(named('social-care-spending').statement.breaks.map((one) => one.period)).toEqual(['2024-25']);
    for (const period of [0, 1, 2, 3]) {
      const of = (title: string, group = '') => valuesOf('social-care-spending', title, group, period);
      const [adults, older] = [of('Gross', '18 to 64'), of('Gross', '65 and over')];
      const [clients, health] = [of('Contributions'), of('Income')];
      const net = adults.map(
        (one, at) => one + (older[at] as number) - (clients[at] as number) - (health[at] as number),
      );
      expect(of('Net')).toEqual(net);
      // In pence: tens to hundreds of millions of pounds.
      expect(net.every((one) => one > 2e9 && one < 1e11)).toBe(true);
    }
  });

  it('[SA34] nowhere are more people still at home than left hospital', () => {
    for (const period of [0, 1]) {
      const left = valuesOf('still-at-home', 'People who left', '', period);
      const home = valuesOf('still-at-home', 'Still at home', '', period);
      expect(home.every((one, at) => one > 0 && one <= (left[at] as number))).toBe(true);
    }
  });
});
