import { describe, expect, it } from 'vitest';
import { accessDryRun } from '#core/access/access-dry-run.ts';
import { SuccessionBook } from '#core/access/body-succession.ts';
import type { Resource } from '#core/access/resource.ts';
import { Decisions } from '#core/access/succession-decisions.ts';
import { bodiesOf, grantsOf, thingOf } from '#core/access/test-access.ts';
import { addDays, type IsoDate, isoDate } from '#std/iso-date.ts';
import { bodies, foldOf, ground, together } from '#tests/support/tiny-register.ts';

const vesting = isoDate('2028-04-01');
const timeline = foldOf(together(ground(2), bodies([['live', 'unitary-council', 'b0']])));

describe('the dry run', () => {
  it('[AX58] what else shows a record counts on the day before, and on the day', () => {
    const asked: [IsoDate, number][] = [];
    const asShown = (given: readonly Resource[], on: IsoDate): Resource[] => {
      asked.push([on, given.length]);
      return given.map((one) =>
        one.id === (on === vesting ? 'late' : 'early') ? { ...one, seenBy: bodiesOf('live') } : one,
      );
    };
    const { accounts } = accessDryRun({
      book: new SuccessionBook(timeline, vesting),
      grants: grantsOf('cat live viewer'),
      records: [thingOf('data-set', 'other', { id: 'early' }), thingOf('data-set', 'other', { id: 'late' })],
      decisions: new Decisions([]),
      graceDays: 30,
      regionsOf: () => [],
      asShown,
    });
    expect(asked).toEqual([
      [addDays(vesting, -1), 2],
      [vesting, 2],
    ]);
    expect(accounts).toMatchObject([{ seesBefore: 1, seesAfter: 1, gains: [1], loses: [0] }]);
  });
});
