/** People with roles, for tests of actions: askers by name, and grants as they are kept. */

import { type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import type { Asker } from '#actions/asker.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { AccountId } from '#core/access/principal.ts';
import type { Role, VerbGroup } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Result } from '#std/result.ts';
import type { Store } from '#store/open.ts';
import { type RecordChange, saveRecords } from '#store/record-rows.ts';

/** The day on which people of tests ask. */
export const today = isoDate('2026-06-01');
/** A moment of that day, by the minute. */
export const minute = (number: number): string => new Date(Date.UTC(2026, 5, 1, 9, number)).toISOString();

/** Somebody; with scopes, a token of theirs. */
export function personCalled(account: string, scopes: readonly VerbGroup[] | null = null, on = today): Asker {
  const kind = scopes === null ? 'person' : 'token';
  return { kind, account: account as AccountId, name: account.toUpperCase(), session: `s-${account}`, scopes, on };
}

/** The shelves as somebody sees them. */
export function shelvesOf(shelves: Shelves, account: string, scopes: readonly VerbGroup[] | null = null): Shelves {
  return shelvesFor(shelves, personCalled(account, scopes));
}

/** Changes made by the owner of the installation, whatever they are. */
export async function keep(store: Store, register: string, changes: readonly RecordChange[]): Promise<void> {
  const saved = await saveRecords(store, {
    register,
    author: { name: 'Owner', actingFor: null },
    at: minute(0),
    changes,
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved.conflicts));
}

/** A grant of `'ann body role'`, as it is kept; from 2020 and without end unless stated. */
export function grantRecord(words: string, { from = '2020-01-01', to = null as string | null } = {}): RecordChange {
  const [account = '', organisation = '', role = ''] = words.split(' ');
  const body = { account, organisation, role: role as Role, from, to, reason: 'test' };
  const sight = { owners: [organisation], seenBy: [], regions: [] };
  return { kind: 'grant', id: words, expectedVersion: 'any', body, reason: null, sight };
}

/** Grants of a list such as `'ann a editor, bob b approver'`, kept. */
export async function giveRoles(store: Store, register: string, list: string): Promise<void> {
  await keep(
    store,
    register,
    list.split(', ').map((words) => grantRecord(words)),
  );
}

/** For the body, in that name. */
export function authorOf(account: string, actingFor: OrganisationId | string | null) {
  return { name: account, actingFor };
}

/** What was answered. @throws when it was refused */
export function answered<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** Why it was refused. @throws when it was answered */
export function refusalOf<T>(result: Result<T, Refusal>): Refusal {
  if (result.ok) throw new Error('it was not refused');
  return result.refusal;
}
