/** What people and records are called where it is told what becomes of them. */

import { loadAccount } from '#actions/account-record.ts';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { titleOf } from '#actions/proposal-titles.ts';
import type { AccountId } from '#core/access/principal.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import type { Json } from '#store/journal-hash.ts';
import { loadRecords, type RecordKind } from '#store/record-rows.ts';

type Key = { readonly kind: RecordKind; readonly id: string };

/**
 * The names of accounts by id, as far as there are such accounts: those of the register in one question, and of others, who
 * were invited by a body of another register, one by one.
 */
export async function namedAccounts(
  { registers: { store } }: Shelves,
  register: string,
  accounts: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, string>> {
  const wanted = [...new Set(accounts)];
  if (wanted.length === 0) return new Map();
  const names = new Map<AccountId, string>();
  for (const { id, body } of await loadRecords(store, register, ['account'], { ids: wanted })) {
    names.set(id as AccountId, nameIn(body) ?? id);
  }
  for (const account of wanted) {
    if (names.has(account)) continue;
    const found = await loadAccount(store, account);
    if (found !== null) names.set(account, found.body.name);
  }
  return names;
}

/** A function that gives these records, and no others, their titles; what has none is called by its id. */
export async function titledThings(
  shelves: Shelves,
  register: string,
  things: readonly Key[],
): Promise<<T extends Key>(thing: T) => Pick<T, 'kind' | 'id'> & { readonly title: string }> {
  const { byId } = await shelves.arrangements.open(register);
  const others = things.filter(({ kind }) => kind !== 'arrangement');
  const titles = new Map<string, string>();
  if (others.length > 0) {
    const kinds = [...new Set(others.map(({ kind }) => kind))];
    const ids = [...new Set(others.map(({ id }) => id))];
    for (const { kind, id, body } of await loadRecords(shelves.registers.store, register, kinds, { ids })) {
      const title = titleOf(kind, body) ?? (kind === 'proposal' ? reasonIn(body) : null);
      if (title !== null) titles.set(`${kind} ${id}`, title);
    }
  }
  return ({ kind, id }) => {
    const arrangement = kind === 'arrangement' ? byId.get(id as ArrangementId)?.arrangement : undefined;
    return { kind, id, title: arrangement?.title ?? titles.get(`${kind} ${id}`) ?? id };
  };
}

function nameIn(body: Json): string | null {
  const name = (body as { readonly name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : null;
}

function reasonIn(body: Json): string | null {
  const reason = (body as { readonly reason?: unknown } | null)?.reason;
  return typeof reason === 'string' && reason !== '' ? reason : null;
}
