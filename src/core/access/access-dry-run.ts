/**
 * Who will see what on a vesting day, before it comes: for each account its roles and what it sees the day before and on
 * the day, why, and what somebody has to decide first. Changes nothing.
 */

import type { SuccessionBook } from '#core/access/body-succession.ts';
import { type AccountId, type Grant, grantsOn, type Principal } from '#core/access/principal.ts';
import { bodiesInOrder, type Resource } from '#core/access/resource.ts';
import type { Decisions } from '#core/access/succession-decisions.ts';
import { type GrantSuccession, grantsAfter, successionOfGrants } from '#core/access/succession-of-grants.ts';
import { type RecordSuccession, successionOfRecords } from '#core/access/succession-of-records.ts';
import { makeVisibleIndex, placesInSet, type VisibleIndex, visibleSet } from '#core/access/visible-set.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { addDays, type IsoDate } from '#std/iso-date.ts';

export type AccountDryRun = {
  readonly account: AccountId;
  /** Grants that hold the day before. */
  readonly before: readonly Grant[];
  /** Grants that hold on the day. */
  readonly after: readonly Grant[];
  /** How many records it sees the day before, and on the day. */
  readonly seesBefore: number;
  readonly seesAfter: number;
  /** Places of records that it sees on the day and did not see before, ascending; and the other way round. */
  readonly gains: readonly number[];
  readonly loses: readonly number[];
  /** What becomes of those of its grants that do not simply stay; those that wait are to be decided. */
  readonly changes: readonly GrantSuccession[];
};

export type AccessDryRun = {
  readonly on: IsoDate;
  /** Every account that a grant names, by id. */
  readonly accounts: readonly AccountDryRun[];
  /** At the places of the records given. */
  readonly records: readonly RecordSuccession[];
  /** All grants afterwards, and all records, as they would be saved. */
  readonly grantsAfter: readonly Grant[];
  readonly recordsAfter: readonly Resource[];
  /** Owners of records on the day for whom nobody holds the role of administrator then, by id. */
  readonly unattended: readonly OrganisationId[];
};

export type DryRunRequest = {
  readonly book: SuccessionBook;
  readonly grants: readonly Grant[];
  readonly records: readonly Resource[];
  readonly decisions: Decisions;
  /** @units days */
  readonly graceDays: number;
  readonly regionsOf: (owners: readonly OrganisationId[]) => readonly OrganisationId[];
  /**
   * The records, in their places, with everybody that something beside them shows them to on the day, such as a data
   * sharing agreement; left out: nothing does.
   */
  readonly asShown?: (records: readonly Resource[], on: IsoDate) => readonly Resource[];
};

/** The dry run for the day of the book. Costs, for each account, a step for each record of each body it acts for. */
export function accessDryRun(request: DryRunRequest): AccessDryRun {
  const { book, grants, records, decisions, graceDays, regionsOf, asShown = asTheyAre } = request;
  const { on } = book;
  const grantWays = successionOfGrants(grants, book, { decisions, graceDays });
  const recordWays = successionOfRecords(records, book, { decisions, regionsOf });
  const later = grantsAfter(grantWays);
  const recordsAfter = recordWays.map(({ after }) => after);
  const indexBefore = makeVisibleIndex(asShown(records, addDays(on, -1)));
  const indexAfter = makeVisibleIndex(asShown(recordsAfter, on));
  const waysByAccount = Map.groupBy(grantWays, ({ grant }) => grant.account);
  const laterByAccount = Map.groupBy(later, ({ account }) => account);
  const accounts = [...waysByAccount].map(([account, ways]): AccountDryRun => {
    const own = ways.map(({ grant }) => grant);
    const before = grantsOn(own, account, addDays(on, -1));
    const after = grantsOn(laterByAccount.get(account) ?? [], account, on);
    const sawSet = seenWith(indexBefore, account, before);
    const seesSet = seenWith(indexAfter, account, after);
    return {
      account,
      before,
      after,
      seesBefore: placesInSet(sawSet).length,
      seesAfter: placesInSet(seesSet).length,
      gains: placesInSet(seesSet.map((word, at) => word & ~(sawSet[at] ?? 0))),
      loses: placesInSet(sawSet.map((word, at) => word & ~(seesSet[at] ?? 0))),
      changes: ways.filter(({ outcome }) => outcome !== 'stays'),
    };
  });
  return {
    on,
    accounts: accounts.sort((a, b) => (a.account < b.account ? -1 : 1)),
    records: recordWays,
    grantsAfter: later,
    recordsAfter,
    unattended: unattendedBodies(recordsAfter, later, on),
  };
}

/** Owners of the records for whom nobody holds the role of administrator on the day, each once, by id. */
export function unattendedBodies(
  records: readonly Pick<Resource, 'owners'>[],
  grants: readonly Grant[],
  on: IsoDate,
): OrganisationId[] {
  const attended = new Set(
    grants
      .filter(({ role, from, to }) => role === 'administrator' && from <= on && (to === null || on < to))
      .map(({ organisation }) => organisation),
  );
  return bodiesInOrder(records.flatMap(({ owners }) => owners)).filter((body) => !attended.has(body));
}

function asTheyAre(records: readonly Resource[]): readonly Resource[] {
  return records;
}

function seenWith(index: VisibleIndex, account: AccountId, grants: readonly Grant[]): Uint32Array {
  const principal: Principal = { account, name: account, kind: 'person', grants, scopes: null, actingFor: null };
  return visibleSet(index, principal);
}
