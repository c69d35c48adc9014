import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { showJournal } from '#actions/show-journal.ts';
import { answered } from '#actions/test-askers.ts';
import { type SaveRequest, saveRecords } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { moment } from '#tests/support/sign-in-desk.ts';
import { kent, register, saveTwoCouncils, surrey } from '#tests/support/two-councils.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
  await saveTwoCouncils(database.store);
});
afterAll(() => database?.close());

const plan = (id: string) => ({ kind: 'scenario', id, expectedVersion: null, body: { id }, reason: null }) as const;

async function save(id: string, more: Pick<SaveRequest, 'author' | 'approvals'>): Promise<void> {
  const saved = await saveRecords(database.store, { register, at: moment(0), changes: [plan(id)], ...more });
  expect(saved.ok).toBe(true);
}

it('[RC48] the journal of all registers comes with what names bodies, as that of one does; none where no entry does', async () => {
  const { registers } = makeShelves(database.store);
  const nobody = { name: 'Olive', actingFor: null };
  const registersNamed = async (asked: { readonly register?: string; readonly limit: number }) => [
    ...answered(await showJournal(registers, asked)).worlds.keys(),
  ];
  await save('first', { author: nobody });
  expect(await registersNamed({ limit: 1 })).toEqual([]);
  await save('second', { author: { name: 'Sue', actingFor: surrey } });
  expect(await registersNamed({ limit: 1 })).toEqual([register]);
  await save('third', { author: nobody, approvals: [{ name: 'Kit', party: kent, at: moment(0) }] });
  expect(await registersNamed({ limit: 1 })).toEqual([register]);
  expect(await registersNamed({ register, limit: 3 })).toEqual([register]);
  const { worlds } = answered(await showJournal(registers, { limit: 3 }));
  expect(worlds.get(register)?.organisationIndex.has(kent as never)).toBe(true);
});
