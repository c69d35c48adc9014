import { describe, expect, it } from 'vitest';
import type { DataDescription } from '#core/datasets/description.ts';
import { gatherDataSet } from '#core/datasets/gather-data-set.ts';
import { changingRegister, described, tableOf, values } from '#tests/support/made-up-table.ts';

const index = changingRegister();
const area = { as: 'area' } as const;
const gather = (text: string, description: DataDescription) => gatherDataSet(tableOf(text), description, index);

describe('where the patients of practices live', () => {
  it('[DS48] practices beside blocks make a table of where patients live', async () => {
    const all = { practice: { as: 'practice' }, lsoa: area, n: values() } as const;
    const text = 'practice,lsoa,n\nA81002,E01000031,5\nA81001,E01000001,2\nA81001,W01000001,3\nA81001,W01000002,4';
    const { residence, dataSet, problems } = await gather(text, described(all, { period: '2024-01-01' }));
    expect([problems, dataSet]).toEqual([[], null]);
    expect(residence?.practices).toEqual(['clinic', 'surgery']);
    expect(residence?.geography).toBe('lsoa21');
    expect([residence?.practiceOf, residence?.blockOf, residence?.persons].map((one) => [...(one ?? [])])).toEqual([
      [0, 1, 1],
      [2, -1, 0],
      [5, 7, 2],
    ]);
    const bad = `${text}\nA81001,E01000001,2\nZ99999,E01000001,1\nA81001,E01000002,*`;
    const { problems: told, residence: none } = await gather(bad, described(all, { period: '2024-01-01' }));
    expect(none).toBeNull();
    expect(told.map(({ code, where }) => `${code} ${where.row}`)).toEqual(['unknown-practice 7', 'not-a-number 8']);
    const twice = await gather(`${text}\nA81001,E01000001,2`, described(all, { period: '2024-01-01' }));
    expect(twice.problems.map(({ code, where }) => `${code} ${where.row}`)).toEqual(['duplicate-row 6']);
  });
});
