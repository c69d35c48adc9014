import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleDatabase, runCli } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { board, makeProposalWorld, surrey } from '#tests/support/made-up-proposal.ts';
import { proposalSchema, proposalsSchema } from '#wire/proposals.ts';

let sample: TestDatabase;
beforeAll(async () => {
  sample = await makeSampleDatabase();
});
afterAll(() => sample?.close());

const proposals = (...words: string[]) =>
  runCli(['proposals', ...words], { env: { DATABASE_URL: sample.databaseUrl } });

it('[PV20] a proposal is listed, shown, agreed to and refused on the command line', async () => {
  const id = await (await makeProposalWorld(sample.store)).proposed({ at: new Date().toISOString() });
  const [listed, json, closed, shown, nobody, unknown] = await Promise.all([
    proposals('list'),
    proposals('list', '--json'),
    proposals('list', '--closed'),
    proposals('show', id),
    proposals('agree', id, '--by', 'Olive'),
    proposals('show', 'nothing'),
  ]);
  expect(listed.stdout).toMatch(
    /open +Change an arrangement +Another title +ann .*Surrey County Council, NHS Surrey and Sussex/,
  );
  expect(proposalsSchema.strict().parse(JSON.parse(json.stdout)).waiting).toBe(1);
  expect(closed.stdout).toBe('There are no such proposals.\n');
  expect(shown.stdout).toContain('-> Another title');
  expect(shown.stdout).toMatch(/Surrey County Council: waits; 1 person could agree/);
  expect([nobody.exitCode, nobody.stdout]).toEqual([3, '']);
  expect(nobody.stderr).toContain('Say for which organisation you act.');
  expect(unknown.exitCode).toBe(4);

  const agreed = await proposals('agree', id, '--by', 'Olive', '--acting-for', 'E10000030');
  expect(agreed.stdout).toMatch(/Surrey County Council: Olive agreed at /);
  const back = await proposals('take-back', id, '--by', 'Olive', '--acting-for', surrey, '--json');
  expect(proposalSchema.strict().parse(JSON.parse(back.stdout))).toMatchObject({
    takenBack: [{ by: { name: 'Olive' } }],
  });
  const refused = await proposals('refuse', id, 'Not ours', '--by', 'Olive', '--acting-for', board);
  expect(refused.stdout).toMatch(/Ended: refused, .*, Olive, Not ours/);
  expect((await proposals('discuss', id, 'Why?', '--by', 'Olive', '--acting-for', surrey)).exitCode).toBe(3);
});
