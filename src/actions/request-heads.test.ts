import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves, shelvesOfRequest } from '#actions/arrangement-shelf.ts';
import { ownerOfInstallation } from '#actions/asker.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { loadProposals } from '#actions/proposals-kept.ts';
import { loadRecordBook } from '#actions/record-book.ts';
import { loadSchedules } from '#actions/schedule-records.ts';
import { answered, giveRoles, grantRecord, keep, minute, personCalled } from '#actions/test-askers.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import type { Json } from '#store/journal-hash.ts';
import { openDatabase } from '#store/open.ts';
import type { RecordChange } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

const surrey = 'council-E10000030';
const hampshire = 'council-E10000014';

let database: TestDatabase;
let shelves: Shelves;
beforeEach(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-01-01T09:00:00.000Z');
  await giveRoles(database.store, sampleName, `sue ${surrey} editor`);
  shelves = makeShelves(database.store);
});
afterEach(() => database.close());

const requestOf = (account: string): Shelves => shelvesOfRequest(shelves, personCalled(account));

function arrangement(id: string, owner: string, title = id): RecordChange {
  const parties = [{ organisation: owner, role: 'partner', share: null, signedOn: null }];
  const body = { ...nothingStated, id, kind: 'joint-plan', title, stage: 'in-force', parties } as unknown as Json;
  const sight = { owners: [owner], seenBy: [], regions: [] };
  return { kind: 'arrangement', id, expectedVersion: 'any', body, reason: null, sight };
}

async function readAll(asked: Shelves): Promise<void> {
  answered(await asked.registers.open({}));
  await asked.arrangements.open(sampleName);
  await asked.data.list(sampleName);
  await loadSchedules(asked.registers, sampleName);
  await loadProposals(asked, sampleName, minute(0));
  await loadRecordBook(asked.registers.store, sampleName);
}

/** How many questions were put to the database. */
async function questionsOf(run: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype;
  let asked = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]): unknown {
    asked++;
    return Reflect.apply(query, this, given) as unknown;
  } as typeof query;
  try {
    await run();
  } finally {
    pg.Client.prototype.query = query;
  }
  return asked;
}

const titleIn = async (asked: Shelves, id: string) =>
  (await asked.arrangements.open(sampleName)).byId.get(id as ArrangementId)?.arrangement.title;

describe('a request', () => {
  it('[AS60] asks once how far the store has come', async () => {
    await readAll(requestOf('sue'));
    const request = requestOf('sue');
    expect(await questionsOf(() => readAll(request))).toBe(1);
    expect(await questionsOf(() => readAll(request))).toBe(0);
    expect(await questionsOf(() => readAll(shelvesOfRequest(shelves, ownerOfInstallation)))).toBe(1);
  });

  it('[AS60] sees what it changed itself, and the next one what another process changed', async () => {
    const request = requestOf('sue');
    await readAll(request);
    await keep(database.store, sampleName, [arrangement('NEW', surrey)]);
    expect(await titleIn(request, 'NEW')).toBe('NEW');
    const other = await openDatabase({ connectionString: database.databaseUrl });
    try {
      await keep(other, sampleName, [arrangement('NEW', surrey, 'Other'), arrangement('MORE', surrey)]);
      const next = requestOf('sue');
      expect([await titleIn(next, 'NEW'), await titleIn(next, 'MORE')]).toEqual(['Other', 'MORE']);
      const end = grantRecord(`sue ${surrey} editor`, { to: '2026-01-01' });
      await keep(other, sampleName, [end]);
      expect(await titleIn(requestOf('sue'), 'NEW')).toBeUndefined();
    } finally {
      await other.close();
    }
  });

  it('[AS61] that began before something was taken away does not show what it then became', async () => {
    await keep(database.store, sampleName, [arrangement('GIVEN', surrey)]);
    await readAll(requestOf('sue'));
    const early = requestOf('sue');
    answered(await early.registers.open({}));
    const other = await openDatabase({ connectionString: database.databaseUrl });
    try {
      await keep(other, sampleName, [arrangement('GIVEN', hampshire, 'Secret')]);
    } finally {
      await other.close();
    }
    // What is kept for all has it already.
    expect(await titleIn(shelves, 'GIVEN')).toBe('Secret');
    expect(await titleIn(early, 'GIVEN')).toBeUndefined();
  });
});
