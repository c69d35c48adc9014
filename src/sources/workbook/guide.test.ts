import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withColumnsReference } from '#sources/workbook/columns-reference.ts';
import { readArrangements } from '#sources/workbook/read-arrangements.ts';

const guidePath = fileURLToPath(new URL('../../../docs/guide/arrangements-workbook.md', import.meta.url));

describe('docs/guide/arrangements-workbook.md', () => {
  it('[WK47] has the reference that the definitions give (brought up to date with vitest -u)', async () => {
    await expect(withColumnsReference(await readFile(guidePath, 'utf8'))).toMatchFileSnapshot(guidePath);
  });

  it('[WK48] has examples that read as it says', async () => {
    const guide = await readFile(guidePath, 'utf8');
    const examples = [...guide.matchAll(/^```csv file=(\S+)\n([\s\S]*?)^```$/gm)];
    const read = await Promise.all(
      examples.map(([, name = '', text = '']) => readArrangements(Buffer.from(text), name)),
    );
    expect(read.map(({ problems }) => problems)).toEqual([[], []]);
    const [one, several] = read.map(({ specs }) => specs.map(({ spec }) => spec));
    expect(one?.map((spec) => [spec.id, spec.kind, spec.parties.length, spec.endsOn, spec.amounts[0]?.pence])).toEqual([
      ['S75-01', 'pooled-fund', 2, '2028-04-01', 125_000_000n],
      ['S75-02', 'lead-commissioning', 2, '2027-04-01', undefined],
    ]);
    expect(several?.map((spec) => [spec.parties.length, spec.amounts.length, spec.milestones.length])).toEqual([
      [2, 2, 3],
    ]);
  });
});
