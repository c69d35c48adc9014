/** People, grants and records in few words, for tests of the wall in the database. Bodies are named by single letters. */

import fc from 'fast-check';
import type { AccountId, Grant, Principal } from '#core/access/principal.ts';
import { grantsOn } from '#core/access/principal.ts';
import type { Resource } from '#core/access/resource.ts';
import type { ResourceKind } from '#core/access/vocabulary.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import { type Stage, stages } from '#core/agreements/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import type { RecordChange, RecordKind, RecordSight, SaveOutcome, StoredRecord } from '#store/record-rows.ts';
import { saveRecords } from '#store/record-rows.ts';
import type { RequestRole } from '#store/request-role.ts';

export const register = 'one';
export const at = '2026-06-01T09:00:00.000Z';
export const today = isoDate('2026-06-01');

/** The kind of thing that a record is to the core. */
export const resourceKindOf = {
  arrangement: 'arrangement',
  scenario: 'scenario',
  'event-act': 'event-act',
  schedule: 'schedule',
  'line-work': 'schedule-line',
  rulebook: 'rulebook',
  'data-set': 'data-set',
  release: 'release',
  account: 'account',
  grant: 'grant',
  proposal: 'proposal',
  'succession-decision': 'grant',
} as const satisfies Record<RecordKind, ResourceKind>;

/** `'ann a'`: the account, and the body that it acts for. */
export function roleOf(words: string, more: Partial<RequestRole> = {}): RequestRole {
  const [account = '', actingFor = null] = words.split(' ');
  return { account, name: account, session: `session of ${account}`, on: today, actingFor, proposal: null, ...more };
}

/** Owners, who else sees it and the regions, each a list of letters: `sightOf('ab', 'c')`. */
export function sightOf(owners: string, seenBy = '', regions = ''): RecordSight {
  return { owners: [...owners], seenBy: [...seenBy], regions: [...regions] };
}

/** A change of whatever version there is. */
export function change(
  kind: RecordKind,
  id: string,
  body: Json,
  sight?: RecordSight,
  expectedVersion: RecordChange['expectedVersion'] = 'any',
): RecordChange {
  return { kind, id, expectedVersion, body, reason: null, ...(sight === undefined ? {} : { sight }) };
}

/** A new grant, of the body that it is for. */
export function grantChange(id: string, grant: Grant): RecordChange {
  return change('grant', id, grant, { owners: [grant.organisation], seenBy: [], regions: [] });
}

/** Saves as that role; without one as the owner of the installation. */
export function save(
  store: Store,
  changes: readonly RecordChange[],
  as?: RequestRole,
  more: { readonly approvals?: readonly Json[]; readonly beside?: () => Promise<void> } = {},
): Promise<SaveOutcome> {
  const author = { name: as?.name ?? 'owner', actingFor: as?.actingFor ?? null };
  return saveRecords(store, { register, author, at, changes, as, ...more });
}

/** The principal that the core would ask about, with whatever of the grants holds on the day. */
export function principalOf(grants: readonly Grant[], { account, on, actingFor }: RequestRole): Principal {
  const id = account as AccountId;
  return {
    account: id,
    name: account,
    kind: 'person',
    grants: grantsOn(grants, id, on),
    scopes: null,
    actingFor: actingFor as OrganisationId | null,
  };
}

/** The record as the core sees it; shown to everybody, it is shown to each of these bodies. */
export function resourceOf(
  { kind, id, body, sight }: Pick<StoredRecord, 'kind' | 'id' | 'body' | 'sight'>,
  everybody: readonly string[],
): Resource {
  const seenBy = sight.seenBy.flatMap((body) => (body === '*' ? everybody : [body]));
  const bodies = (some: readonly string[]) => some as readonly OrganisationId[];
  return {
    kind: resourceKindOf[kind],
    id,
    owners: bodies(sight.owners),
    seenBy: bodies(seenBy),
    regions: bodies(sight.regions),
    holder: holderOf(kind, id, body),
  };
}

function holderOf(kind: RecordKind, id: string, body: Json): AccountId | null {
  const told = body as { readonly account?: string; readonly passing?: { readonly account?: string } } | null;
  if (kind === 'account') return id as AccountId;
  if (kind === 'grant') return (told?.account ?? null) as AccountId | null;
  return kind === 'succession-decision' ? ((told?.passing?.account ?? null) as AccountId | null) : null;
}

const someDay = fc.constantFrom(
  null,
  '2025-01-01',
  '2026-06-01',
  '2026-06-02',
  '2027-04-01',
) as fc.Arbitrary<IsoDate | null>;

/** Any data sharing agreement of parties `a` to `d`, which need not be its owners, about some of these data sets. */
export function anyAgreement(dataSets: readonly string[]): fc.Arbitrary<Arrangement> {
  const party = fc.record({ organisation: fc.constantFrom(...'abcd'), signedOn: someDay });
  return fc
    .record({
      stage: fc.constantFrom<Stage>('in-force', 'agreed-in-principle', ...stages),
      parties: fc.array(party, { maxLength: 3 }),
      startsOn: someDay,
      endsOn: fc.option(someDay, { nil: null }),
      dataSets: fc.subarray([...dataSets], { maxLength: 3 }),
      kind: fc.constantFrom(
        'data-sharing-agreement',
        'data-sharing-agreement',
        'data-sharing-agreement',
        'pooled-fund',
      ),
    })
    .map((stated) => {
      const parties = stated.parties.map((one) => ({ ...one, role: 'partner', share: null }));
      const rest = { id: 'x', title: 'x', evidence: 'stated' };
      return { ...nothingStated, ...rest, ...stated, parties } as unknown as Arrangement;
    });
}

/** Any sight among bodies `a` to `d` and the region `n`; `*` now and then. */
export const anySight: fc.Arbitrary<RecordSight> = fc.record({
  owners: fc.subarray([...'abcd'], { maxLength: 2 }),
  seenBy: fc.oneof({ weight: 5, arbitrary: fc.subarray([...'abcn'], { maxLength: 2 }) }, fc.constant(['*'])),
  regions: fc.subarray([...'na'], { maxLength: 1 }),
});
