import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { showSharing, unknownDataSets } from '#actions/data-sharing.ts';
import { loadSeen, onWallDifference, type WallDifference } from '#actions/seen.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  answered,
  bodies,
  change,
  keep,
  recordOf,
  refused,
  register,
  seenBy,
  vestingDay,
  winter,
  withVestingPeople,
} from '#tests/support/vesting-people.ts';

const { elmbridge, guildford, board } = bodies;

let database: TestDatabase;
let owner: Shelves;
/** Elmbridge owns `homes`, and shares it with the board by an agreement that runs until vesting day. */
beforeAll(async () => {
  database = await makeTestDatabase();
  const { store } = database;
  owner = await withVestingPeople(store);
  const { body } = await recordOf(store, 'arrangement', 'SAMPLE-DATA-HOUSING');
  const parties = [elmbridge, board].map((organisation) => ({
    organisation,
    role: 'data-controller',
    share: null,
    signedOn: '2026-05-01',
  }));
  const given = { ...(body as object), parties, stage: 'in-force', startsOn: '2026-06-01', endsOn: vestingDay };
  await keep(store, [
    change('data-set', 'homes', { statement: { title: 'Homes' } }, [elmbridge]),
    change('arrangement', 'SHARE', { ...given, id: 'SHARE', title: 'Sharing', dataSets: ['homes'] }, [
      elmbridge,
      board,
    ]),
    change('arrangement', 'OTHER', { ...given, id: 'OTHER', title: 'Other', dataSets: ['homes'] }, [guildford, board]),
    change('arrangement', 'NOTHING', { ...given, id: 'NOTHING' }, [elmbridge, guildford]),
  ]);
});
afterAll(() => database.close());

const shownTo = async (shelves: Shelves, on: IsoDate = winter) => {
  const { agreements } = answered(await showSharing(shelves, { register }, { id: 'homes', on }));
  return agreements.map(({ arrangement, shownTo: to }) => [arrangement.id as string, to]);
};

describe('data sharing', () => {
  it('[VD1] the agreements that name a data set are told, and whom each shows it to on a day', async () => {
    expect(await shownTo(owner)).toEqual([
      ['OTHER', []],
      ['SHARE', [board]],
    ]);
    expect(await shownTo(owner, isoDate('2026-05-31'))).toEqual([
      ['OTHER', []],
      ['SHARE', []],
    ]);
    expect(await shownTo(seenBy(owner, 'elma'))).toEqual([['SHARE', [board]]]);
    const guy = showSharing(seenBy(owner, 'guy'), { register }, { id: 'homes', on: winter });
    expect(await refused(guy)).toMatchObject({
      kind: 'unknown-data-set',
      known: expect.not.arrayContaining(['homes']),
    });
  });

  it('[VD2] what is named and is not seen is a warning', async () => {
    const named = { dataSets: ['homes', 'not-there'] };
    const warned = async (shelves: Shelves) => (await unknownDataSets(shelves, register, [named]))(named);
    expect(await warned(owner)).toMatchObject([
      { code: 'data-set-not-there', severity: 'warning', where: { column: 'dataSets[1]' }, found: 'not-there' },
    ]);
    const guy = await warned(seenBy(owner, 'guy'));
    expect(guy.map(({ found }) => found)).toEqual(['homes', 'not-there']);
    const nothing = { dataSets: [] };
    expect((await unknownDataSets(owner, register, [nothing]))(nothing)).toEqual([]);
  });

  it('[VD3] a data set is seen by the parties of an agreement in force, by either wall', async () => {
    const differences: WallDifference[] = [];
    const stop = onWallDifference((one) => differences.push(one));
    const sees = async (account: string, on: IsoDate) => {
      const { asker } = seenBy(owner, account, on);
      return (await loadSeen(database.store, asker, register)).has('data-set', 'homes');
    };
    const days = ['2026-05-31', '2026-06-01', '2027-03-31', '2027-04-01'].map((day) => isoDate(day));
    const seen: Record<string, boolean[]> = {};
    for (const account of ['elma', 'bea', 'guy', 'olive', 'carol']) {
      seen[account] = [];
      for (const day of days) seen[account].push(await sees(account, day));
    }
    stop();
    expect(seen).toEqual({
      elma: [true, true, true, true],
      bea: [false, true, true, false],
      guy: [false, false, false, false],
      olive: [false, false, false, false],
      carol: [false, false, false, false],
    });
    expect(differences).toEqual([]);
  });
});
