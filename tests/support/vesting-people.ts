/** The sample with people of Surrey's councils and of the board: for tests of what passes on vesting day, 1 April 2027. */

import { makeShelves, type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import type { Asker } from '#actions/asker.ts';
import { listArrangements } from '#actions/list-arrangements.ts';
import { loadSample, sampleManifest } from '#actions/load-sample.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { SuccessionDecided } from '#actions/vesting-decisions.ts';
import { passAccess } from '#actions/vesting-pass.ts';
import type { AccountId } from '#core/access/principal.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import type { Result } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { loadRecords, type RecordChange, type RecordKind, type StoredRecord, saveRecords } from '#store/record-rows.ts';

export const register = sampleManifest.name;
export const winter = isoDate('2026-12-01');
export const vestingDay = isoDate('2027-04-01');
export const bodies = {
  county: 'council-E10000030',
  elmbridge: 'council-E07000207',
  guildford: 'council-E07000209',
  east: 'council-east-surrey',
  west: 'council-west-surrey',
  board: 'icb-surrey-and-sussex',
  southEast: 'region-E12000008',
} as const;
const { county, elmbridge, guildford, east, board, southEast } = bodies;

/** Who holds which roles for whom. */
const people: Readonly<Record<string, readonly (readonly [body: string, role: string])[]>> = {
  carol: [
    [county, 'editor'],
    [county, 'administrator'],
  ],
  elma: [
    [elmbridge, 'editor'],
    [elmbridge, 'administrator'],
  ],
  guy: [[guildford, 'approver']],
  bea: [[board, 'editor']],
  bob: [
    [board, 'approver'],
    [board, 'administrator'],
  ],
  esther: [[east, 'administrator']],
  olive: [[southEast, 'observer']],
};

/** Of the county and Elmbridge; and of three districts that all become East Surrey. */
export const grantArrangement = 'SAMPLE-DFG-E07000207';
export const districtsContract = 'SAMPLE-CONTRACT-LIFELINE';

export const madeAt = '2026-11-21T09:00:00.000Z';
export const beforeAt = '2026-12-01T09:00:00.000Z';
export const onTheDayAt = '2027-04-01T06:00:00.000Z';

/** Shelves of the owner of the installation over the store, with the sample and its people. */
export async function withVestingPeople(store: Store): Promise<Shelves> {
  await loadSample(store, madeAt);
  const grants = Object.entries(people).flatMap(([account, roles]) =>
    roles.map(([organisation, role]) => grantChange(account, organisation, role)),
  );
  const accounts = Object.entries(people).map(([account, roles]) =>
    change('account', account, accountBody(account), [...new Set(roles.map(([body]) => body))].sort()),
  );
  await keep(store, [...accounts, ...grants]);
  const shelves = makeShelves(store);
  // What bodies of 2026 and before left behind is passed on by the run of every day.
  answered(await passAccess(shelves, { register, on: winter, at: beforeAt }));
  return shelves;
}

/** The shelves as that person sees them on the day. */
export function seenBy(shelves: Shelves, account: string, on: IsoDate | string = isoDate('2026-12-01')): Shelves {
  const asker: Asker = {
    kind: 'person',
    account: account as AccountId,
    name: account.charAt(0).toUpperCase() + account.slice(1),
    session: `session of ${account}`,
    scopes: null,
    on: on as IsoDate,
  };
  return shelvesFor(shelves, asker);
}

/** A new role, as a record. */
export function grantChange(account: string, organisation: string, role: string): RecordChange {
  const body = { account, organisation, role, from: '2026-05-01', to: null, reason: 'appointed' };
  return change('grant', `${account} ${organisation} ${role}`, body, [organisation]);
}

/** A new record of these bodies. */
export function change(kind: RecordKind, id: string, body: Json, owners: readonly string[]): RecordChange {
  return { kind, id, expectedVersion: null, body, reason: 'for the test', sight: { owners, seenBy: [], regions: [] } };
}

/** Saves changes as the owner of the installation. @throws when somebody else changed one of them */
export async function keep(store: Store, changes: readonly RecordChange[], at = madeAt): Promise<void> {
  const saved = await saveRecords(store, { register, author: { name: 'Test', actingFor: null }, at, changes });
  if (!saved.ok) throw new Error(`not saved: ${JSON.stringify(saved.conflicts)}`);
}

/** A record that is there. @throws when it is not */
export async function recordOf(store: Store, kind: RecordKind, id: string): Promise<StoredRecord> {
  const [found] = await loadRecords(store, register, [kind], { ids: [id] });
  if (found === undefined) throw new Error(`no ${kind} ${id}`);
  return found;
}

function accountBody(account: string): Json {
  const name = account.charAt(0).toUpperCase() + account.slice(1);
  return {
    name,
    email: `${account}@example.org`,
    state: 'active',
    hasPassword: true,
    hasTotp: account === 'carol',
    passkeys: [],
    identities: [],
    tokens: [],
  };
}

/** What was answered. @throws when it was refused */
export function answered<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** What was refused. @throws when it was answered */
export async function refused<T>(asked: Promise<Result<T, Refusal>>): Promise<Refusal> {
  const result = await asked;
  if (result.ok) throw new Error('it was not refused');
  return result.refusal;
}

/** A decision of the county's, in winter, about the arrangement of a grant that it has with Elmbridge. */
export function decisionOf(more: Partial<SuccessionDecided> = {}): SuccessionDecided {
  return {
    on: vestingDay,
    from: county,
    passing: { kind: 'record', resource: 'arrangement', id: grantArrangement },
    to: [east],
    reason: 'It serves Elmbridge alone.',
    at: beforeAt,
    ...more,
  };
}

/** Ids of the arrangements that the person sees on the day, in order. */
export async function arrangementsSeenBy(shelves: Shelves, account: string, on: IsoDate): Promise<string[]> {
  const listed = answered(await listArrangements(seenBy(shelves, account, on), { register }, { on }));
  return listed.arrangements.map(({ arrangement }) => arrangement.id as string).sort();
}
