import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { loadRecords } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

describe('the tables of the sample in a store', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeTestDatabase();
  });
  afterAll(() => database?.close());

  it('[SA35] come with the sample once', async () => {
    const { store } = database;
    await loadSample(store, '2026-11-22T09:00:00.000Z');
    const ids = (await makeShelves(store).data.list(sampleName)).map((one) => one.id);
    expect(ids.sort()).toEqual(['reablement', 'social-care-spending', 'still-at-home']);
    expect(await loadSample(store, '2026-11-22T10:00:00.000Z')).toBeNull();
    const records = await loadRecords(store, sampleName, ['data-set'], { since: 0 });
    expect(records.map((one) => one.version)).toEqual([1, 1, 1]);
  });
});
