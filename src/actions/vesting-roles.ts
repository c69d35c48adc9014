/** What changes about the roles of one account when bodies end: records of roles that end, and of those that are given. Pure. */

import { randomUUID } from 'node:crypto';
import { type GrantBody, isWaiting, type RoleHeld } from '#actions/vesting-book.ts';
import type { SuccessionBook } from '#core/access/body-succession.ts';
import type { Grant } from '#core/access/principal.ts';
import { bodiesInOrder } from '#core/access/resource.ts';
import { type GrantSuccession, grantsAfter } from '#core/access/succession-of-grants.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import type { RecordChange } from '#store/record-rows.ts';

/** What is changed for one account, in one transaction. */
export type RolePiece = {
  readonly account: string;
  /** All of its roles afterwards. */
  readonly after: readonly Grant[];
  readonly changes: readonly RecordChange[];
  readonly ended: number;
  readonly given: number;
};

/**
 * The changes for the roles of one account, whose ways are at their places; none where nothing changes. What waited and is
 * decided now passes without a second period of grace.
 */
export function roleChanges(
  own: readonly RoleHeld[],
  ways: readonly GrantSuccession[],
): Omit<RolePiece, 'account'> & { readonly changes: RecordChange[] } {
  const settled = ways.map((way, place): GrantSuccession => {
    const role = own[place];
    if (role === undefined || !isWaiting(role)) return way;
    // It ended on an earlier day, with its days of grace; only what is decided since is new.
    const { waiting: _waiting, ...itself } = role.body;
    const added = way.added.filter(({ organisation }) => organisation !== role.grant.organisation);
    return { ...way, itself, added };
  });
  const after = grantsAfter(settled);
  const given = after.slice(own.length);
  const changes = settled.flatMap((way, place): RecordChange[] => {
    const role = own[place];
    if (role === undefined) return [];
    const body = bodyAfter(role, way);
    if (body === null) return [];
    const { id, version } = role;
    return [{ kind: 'grant', id, expectedVersion: version, body: body as unknown as Json, reason: way.why }];
  });
  const fresh = given.map((grant): RecordChange => {
    const sight = { owners: [grant.organisation], seenBy: [], regions: [] };
    const body = grant as unknown as Json;
    return { kind: 'grant', id: randomUUID(), expectedVersion: null, body, reason: grant.reason, sight };
  });
  return { after, changes: [...changes, ...fresh], ended: changes.length, given: fresh.length };
}

/** The role as it is stored afterwards; null: as it is. */
function bodyAfter(role: RoleHeld, { outcome, itself }: GrantSuccession): GrantBody | null {
  if (outcome === 'stays') return null;
  if (outcome !== 'waits') return itself;
  return isWaiting(role) ? null : { ...itself, waiting: { to: role.grant.to } };
}

/** To whom an account belongs: the bodies that its holder acts for from the day on; with no role left, who took over from them. */
export function ownersOfAccountAfter(
  before: readonly string[],
  after: readonly Grant[],
  book: SuccessionBook,
  on: IsoDate,
): OrganisationId[] {
  const held = after.filter(({ to }) => to === null || to > on).map(({ organisation }) => organisation);
  if (held.length > 0) return bodiesInOrder(held);
  const heirs = (before as readonly OrganisationId[]).flatMap((owner) => {
    const { heirs: found } = book.of(owner);
    return found.length === 0 ? [owner] : found;
  });
  return bodiesInOrder(heirs);
}
