import { describe, expect, it } from 'vitest';
import type { DataImportOptions } from '#actions/import-data.ts';
import { inspectData } from '#actions/inspect-data.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { measure, SampleStore } from '#tests/support/made-up-description.ts';

const sample = new SampleStore();

async function refusal(text: string, more: Partial<DataImportOptions> = {}): Promise<Refusal> {
  const result = await sample.imported(text, more);
  if (result.ok) throw new Error('not refused');
  return result.refusal;
}

describe('doubts of an import', () => {
  it('[DR75] of a guess tells only the doubts that what is said leaves open', async () => {
    const text = 'code,falls,rate\nE07000207,31,1.5\nE07000209,5,2.5\nE07000217,17,3.5';
    const doubtsOf = async (amend: (description: DataDescription) => DataDescription) => {
      const result = await sample.imported(text, { description: null, isDryRun: true, amend });
      const problems = result.ok ? result.value.problems : 'problems' in result.refusal ? result.refusal.problems : [];
      return problems.filter(({ code }) => code === 'guessed').map(({ message }) => message);
    };
    const told = { publisher: 'SCC', licence: 'OGL', vintage: '2024', method: 'Counted.' };
    expect(await doubtsOf((one) => one)).toEqual([
      expect.stringContaining('It is not said when the numbers were true'),
      expect.stringContaining('1 column is a ratio'),
      expect.stringContaining('Publisher, licence'),
    ]);
    const amended = (one: DataDescription): DataDescription => ({
      ...one,
      period: '2021',
      statement: { ...one.statement, ...told },
      columns: { ...one.columns, rate: { as: 'ignore' } },
    });
    expect(await doubtsOf(amended)).toEqual([]);
    // What is said to be a count is taken at the word.
    const counted = (one: DataDescription): DataDescription => ({
      ...amended(one),
      columns: { ...one.columns, rate: measure('Rate', 'count') },
    });
    expect(await doubtsOf(counted)).toEqual([]);
    const ofColumn = await doubtsOf((one) => ({ ...amended(one), columns: one.columns }));
    expect(ofColumn).toEqual([expect.stringContaining('1 column is a ratio')]);
  });

  it('[DR76] leaves codes to what gathers them, which may find other areas than a guess', async () => {
    const text = 'code,falls\nE07000207,31\nE07000209,5\nW06000001,17';
    const refused = await refusal(text, { description: null, amend: (one) => ({ ...one, period: '2021' }) });
    const problems = 'problems' in refused ? refused.problems : [];
    expect(problems.map(({ code }) => code)).toContain('unknown-area');
    expect(problems.filter(({ message }) => /codes are not among|codes are of different days/.test(message))).toEqual(
      [],
    );
    const input = { bytes: Buffer.from(text), name: 'falls.csv' };
    const inspected = await inspectData(sample.shelves, {}, { input, fileName: 'falls.csv' });
    expect(inspected.ok && inspected.value.guess.doubts.join(' ')).toContain('1 of 3 codes are not among');
  });

  it('[DR77] a file that cannot be read for another purpose is not told as an import', async () => {
    const input = { bytes: Buffer.from('<!DOCTYPE html><html><body>No</body></html>'), name: 'page.csv' };
    const refused = await inspectData(sample.shelves, {}, { input, fileName: 'page.csv' });
    expect(!refused.ok && refused.refusal.detail).toBe(
      'page.csv has 1 error, and it cannot be read. Mend it and try again.',
    );
  });
});
