import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '#core/access/principal.ts';
import { grantOf } from '#core/access/test-access.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import { isoDate } from '#std/iso-date.ts';
import { type DataVersion, loadDataVersion, saveDataVersion } from '#store/data-set-rows.ts';
import { listJournal, recordHistory, verifyJournal } from '#store/journal.ts';
import { loadRecords, type RecordChange, saveRecords, visibleKeys } from '#store/record-rows.ts';
import { enterRequestRole, type RequestRole } from '#store/request-role.ts';
import { at, change, grantChange, register, roleOf, save, sightOf } from '#store/test-walls.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await makeTestDatabase();
  const grants = [
    'ann a editor',
    'app a approver',
    'adm a administrator',
    'bob b editor',
    'obs n observer',
    'cy c viewer',
  ];
  await save(
    database.store,
    grants.map((words) => grantChange(words, grantOf(words))),
  );
});
afterEach(() => database.close());

const ann = roleOf('ann a');
const bob = roleOf('bob b');
const refused = { code: 'wall-refused' };

function saved(changes: readonly RecordChange[], as?: RequestRole) {
  return save(database.store, changes, as);
}

/** Runs statements as the role, in one transaction that is rolled back. */
async function inRole(as: RequestRole, text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
  const client = await database.store.pool.connect();
  try {
    await client.query('begin');
    await enterRequestRole(client, register, as);
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('a change', () => {
  it('[RW4] to what several own is refused to one of them, but for work on lines', async () => {
    await saved([change('arrangement', 'J', 1, sightOf('ab')), change('line-work', 'L', 1, sightOf('ab'))]);
    await expect(saved([change('arrangement', 'J', 2)], ann)).rejects.toMatchObject(refused);
    await expect(saved([change('arrangement', 'K', 1, sightOf('ab'))], ann)).rejects.toMatchObject(refused);
    expect(await saved([change('line-work', 'L', 2)], ann)).toMatchObject({ ok: true, versions: [2] });
    await saved([change('arrangement', 'O', 1, sightOf('a'))]);
    await expect(saved([change('arrangement', 'O', 1, sightOf('ab'))], ann)).rejects.toMatchObject(refused);
    await expect(saved([change('arrangement', 'O', 1, sightOf('b'))], ann)).rejects.toMatchObject(refused);
  });

  it('[RW3] that is refused leaves nothing, of other changes either', async () => {
    await saved([change('arrangement', 'B', 1, sightOf('b', 'a'))]);
    const own = change('arrangement', 'A', 1, sightOf('a'));
    await expect(saved([own, change('arrangement', 'B', 2)], ann)).rejects.toMatchObject(refused);
    expect(await visibleKeys(database.store, register, ann)).toEqual(new Set(['grant ann a editor', 'arrangement B']));
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, entries: 7 });
  });

  it('[RW3] cannot take the key of a record that is not seen, and says no more than that', async () => {
    await saved([change('arrangement', 'B', 1, sightOf('b')), change('arrangement', 'G', 1, sightOf('b'))]);
    await saved([change('arrangement', 'G', null)]);
    for (const id of ['B', 'G']) {
      const taken = saved([change('arrangement', id, 2, sightOf('a'), null)], ann);
      await expect(taken).rejects.toMatchObject({ ...refused, message: expect.not.stringContaining('exists') });
    }
  });

  it('[RW3] of a data set is an editor’s as to what it says, an approver’s as to who else sees it', async () => {
    await saved([change('data-set', 'D', 1, sightOf('a'))]);
    const app = roleOf('app a');
    await expect(saved([change('data-set', 'D', 2)], app)).rejects.toMatchObject(refused);
    await expect(saved([change('data-set', 'D', null)], app)).rejects.toMatchObject(refused);
    await expect(saved([change('data-set', 'N', 1, sightOf('a'))], app)).rejects.toMatchObject(refused);
    await expect(saved([change('data-set', 'D', 1, sightOf('a', 'b'))], ann)).rejects.toMatchObject(refused);
    await expect(saved([change('data-set', 'D', 1, sightOf('a', '*'))], ann)).rejects.toMatchObject(refused);
    expect(await saved([change('data-set', 'D', 1, sightOf('a', 'b'))], app)).toMatchObject({ versions: [2] });
    expect(await saved([change('data-set', 'D', 3, sightOf('a'))], ann)).toMatchObject({ versions: [3] });
  });

  it('[RW12] tells the account, its session, the approvals and the owners, and the chain proves them', async () => {
    await save(database.store, [change('arrangement', 'A', 1, sightOf('a'))], ann, {
      approvals: [{ party: 'a', by: 'x' }],
    });
    const [entry] = await recordHistory(database.store, register, 'arrangement', 'A');
    const told = { account: 'ann', session: 'session of ann', approvals: [{ party: 'a', by: 'x' }], owners: ['a'] };
    expect(entry).toMatchObject(told);
    const [before] = await recordHistory(database.store, register, 'grant', 'ann a editor');
    expect(before).toMatchObject({ account: null, session: null, approvals: null, owners: ['a'] });
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, faults: [] });
  });

  it('[RW13] of sight alone makes a version, and sight that is left out stays', async () => {
    await saved([change('arrangement', 'A', 1, sightOf('ba', 'c'))]);
    expect(await saved([change('arrangement', 'A', 1)])).toMatchObject({ versions: [1] });
    expect(await saved([change('arrangement', 'A', 1, sightOf('aab', 'c'))])).toMatchObject({ versions: [1] });
    expect(await saved([change('arrangement', 'A', 1, sightOf('ab', 'c', 'n'))])).toMatchObject({ versions: [2] });
    expect(await saved([change('arrangement', 'A', 2)])).toMatchObject({ versions: [3] });
    const [record] = await loadRecords(database.store, register, ['arrangement']);
    expect(record).toMatchObject({ version: 3, sight: sightOf('ab', 'c', 'n') });
    const entries = await recordHistory(database.store, register, 'arrangement', 'A');
    expect(entries.map(({ before, after }) => [before, after])).toEqual([
      [null, 1],
      [1, 1],
      [1, 2],
    ]);
    const odd = { owners: ['quo"te', 'back\\slash', 'com,ma', '{}', '', 'NULL', ' é\n'], seenBy: [], regions: [] };
    await saved([change('scenario', 'S', 1, odd)]);
    const [scenario] = await loadRecords(database.store, register, ['scenario']);
    expect(scenario?.sight.owners).toEqual(odd.owners.toSorted());
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, faults: [] });
  });

  it('[RW11] ends the role with its transaction, also when it fails; what is written beside runs in it', async () => {
    const seen: unknown[] = [];
    const beside: Parameters<typeof saveRecords>[1]['beside'] = async (client) => {
      seen.push(...(await client.query('select current_user as role')).rows);
    };
    const request = { register, author: { name: 'ann', actingFor: 'a' }, at, as: ann, beside };
    await saveRecords(database.store, { ...request, changes: [change('scenario', 'S', 1, sightOf('a'))] });
    await expect(saved([change('scenario', 'T', 1, sightOf('b'))], ann)).rejects.toMatchObject(refused);
    await visibleKeys(database.store, register, ann);
    expect(seen).toEqual([{ role: 'coterminous_request' }]);
    for (let n = 0; n < 12; n++) {
      const { rows } = await database.store.pool.query(
        `select current_user <> 'coterminous_request' and coalesce(current_setting('coterminous.account', true), '') = '' as clean`,
      );
      expect(rows).toEqual([{ clean: true }]);
    }
  });
});

describe('a role', () => {
  const give = (id: string, words: string, more: Partial<Grant> = {}) => grantChange(id, grantOf(words, more));
  const adm = roleOf('adm a');

  it('[RW7] is given to others and not to oneself, and ended', async () => {
    expect(await saved([give('G', 'cy a viewer')], adm)).toMatchObject({ ok: true });
    expect(await saved([give('G', 'cy a editor')], adm)).toMatchObject({ versions: [2] });
    await expect(saved([give('H', 'adm a editor')], adm)).rejects.toMatchObject(refused);
    await expect(saved([give('G', 'adm a editor')], adm)).rejects.toMatchObject(refused);
    await expect(saved([give('adm a administrator', 'cy a administrator')], adm)).rejects.toMatchObject(refused);
    await expect(saved([give('H', 'cy b viewer')], adm)).rejects.toMatchObject(refused);
    // Of another body than whose it is.
    const body = grantOf('cy b editor');
    await expect(saved([change('grant', 'H', body, sightOf('a'))], adm)).rejects.toMatchObject(refused);
    await expect(saved([give('H', 'cy a viewer')], ann)).rejects.toMatchObject(refused);
  });

  it('[RW7] of one’s own may end earlier, never later', async () => {
    const ending = (to: string) => give('adm a administrator', 'adm a administrator', { to: isoDate(to) });
    expect(await saved([ending('2026-12-01')], adm)).toMatchObject({ versions: [2] });
    await expect(saved([ending('2026-12-02')], adm)).rejects.toMatchObject(refused);
    expect(await saved([ending('2026-06-01')], adm)).toMatchObject({ versions: [3] });
    await expect(saved([give('G', 'cy a viewer')], adm)).rejects.toMatchObject(refused);
  });

  it('[RW7] passes as others decide', async () => {
    const decision = (account: string) =>
      change('succession-decision', account, { passing: { kind: 'role', account, role: 'editor' } }, sightOf('a'));
    expect(await saved([decision('cy')], adm)).toMatchObject({ ok: true });
    await expect(saved([decision('adm')], adm)).rejects.toMatchObject(refused);
  });

  it('[RW3] keeps what is theirs: the holder changes what the account says, not whose it is', async () => {
    await saved([change('account', 'cy', { name: 'Cy' }, sightOf('ac'))]);
    const cy = roleOf('cy');
    expect(await saved([change('account', 'cy', { name: 'Cyril' })], cy)).toMatchObject({ versions: [2] });
    await expect(saved([change('account', 'cy', { name: 'C' }, sightOf('c'))], cy)).rejects.toMatchObject(refused);
    await expect(saved([change('account', 'cy', null)], cy)).rejects.toMatchObject(refused);
    await expect(saved([change('account', 'dee', { name: 'Dee' }, sightOf('c'))], cy)).rejects.toMatchObject(refused);
  });

  it('[RW2] of another register, another day or another account counts for nothing', async () => {
    await saved([change('arrangement', 'A', 1, sightOf('a'))]);
    const keysOf = async (as: RequestRole, of = register) => [...(await visibleKeys(database.store, of, as))];
    expect(await keysOf(ann)).toContain('arrangement A');
    expect(await keysOf({ ...ann, on: isoDate('2019-12-31') })).toEqual(['grant ann a editor']);
    expect(await keysOf(ann, 'two')).toEqual([]);
    expect(await keysOf(roleOf('nobody a'))).toEqual([]);
    expect(await loadRecords(database.store, register, ['arrangement'], { as: bob })).toEqual([]);
    const byId = await loadRecords(database.store, register, ['arrangement'], { as: ann, ids: ['A', 'B'] });
    expect(byId.map(({ id }) => id)).toEqual(['A']);
    const since = (await saved([
      change('arrangement', 'B', 1, sightOf('a')),
      change('arrangement', 'C', 1, sightOf('c')),
    ])) as {
      seq: number;
    };
    await saved([change('arrangement', 'B', null)]);
    expect(await visibleKeys(database.store, register, ann, { since: since.seq - 2 })).toEqual(
      new Set(['arrangement B']),
    );
  });
});

describe('the journal', () => {
  it('[RW8] shows entries of what is seen now, and its states of the past', async () => {
    await saved([change('arrangement', 'A', 'first', sightOf('b')), change('arrangement', 'B', 'first', sightOf('b'))]);
    await saved([change('arrangement', 'A', 'second', sightOf('a'))]);
    const { store } = database;
    const listed = await listJournal(store, { register, kind: 'arrangement', limit: 9, as: ann });
    expect(listed.map(({ id, after }) => [id, after])).toEqual([
      ['A', 'second'],
      ['A', 'first'],
    ]);
    expect(await recordHistory(store, register, 'arrangement', 'A', ann)).toHaveLength(2);
    expect(await recordHistory(store, register, 'arrangement', 'A', bob)).toEqual([]);
    const known = listed[1]?.at;
    const past = await loadRecords(store, register, ['arrangement'], { known, as: ann });
    expect(past.map(({ id, body, sight }) => [id, body, sight.owners])).toEqual([['A', 'first', ['a']]]);
    expect(await loadRecords(store, register, ['arrangement'], { known, as: bob })).toMatchObject([{ id: 'B' }]);
    await expect(listJournal(store, { limit: 9, as: ann })).rejects.toThrow('of no register');
  });

  it('[RW8] takes no entry that says something else than the record, or names another account', async () => {
    await saved([change('arrangement', 'A', 1, sightOf('a'))], ann);
    // As a faulty query would leave it: a record that was changed, and an entry that tells of it, or of something else.
    const written = async (body: string, account: string, isChanged: boolean): Promise<string> => {
      const client = await database.store.pool.connect();
      try {
        await client.query('begin');
        await enterRequestRole(client, register, ann);
        if (isChanged) {
          await client.query(`update work.records set seq = seq + 1, version = 2, body = '2' where id = 'A'`);
        }
        const version = isChanged ? 2 : 1;
        await client.query(
          `insert into work.journal (seq, at, who, register, kind, id, version, after, owners, account, previous_hash, hash)
           select seq + 1, at, who, register, kind, id, $3, $1, owners, $2, hash, 'x' from work.journal where id = 'A'`,
          [body, account, version],
        );
        return 'written';
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    expect(await written('2', 'ann', true)).toBe('written');
    expect(await written('2', 'bob', true)).toBe('42501');
    expect(await written('3', 'ann', true)).toBe('42501');
    expect(await written('1', 'ann', false)).toBe('42501');
  });
});

describe('numbers of a data set', () => {
  const numbers: DataVersion = {
    codes: ['E1'],
    keys: ['k'],
    columns: Array.from({ length: 450 }, (_, at) => ({
      measure: `m${at}`,
      period: '2021',
      values: new Uint8Array(Float64Array.of(at).buffer),
      marks: at % 2 === 0 ? null : Uint8Array.of(1),
    })),
  };
  const key = { register, dataSet: 'D', version: 1 };
  const imported = (as: RequestRole, dataSet = 'D', version = 1, content = numbers) =>
    saveRecords(database.store, {
      register,
      author: { name: as.name, actingFor: as.actingFor },
      at,
      as,
      changes: [change('data-set', 'D', { version }, sightOf('a'))],
      beside: (client) => saveDataVersion(client, { ...key, dataSet, version }, content),
    });

  it('[RW9] are written by those who own it, and for no other', async () => {
    await saved([change('data-set', 'E', 1, sightOf('b', '*'))]);
    for (const content of [numbers, { ...numbers, columns: [] }]) {
      await expect(imported(ann, 'E', 1, content)).rejects.toMatchObject(refused);
      await expect(imported(ann, 'D', 2, content)).rejects.toMatchObject(refused);
    }
    await expect(imported(roleOf('cy c'))).rejects.toMatchObject(refused);
    expect(await imported(ann)).toMatchObject({ ok: true });
    const loaded = await loadDataVersion(database.store, key, ann);
    expect(loaded?.columns.toSorted((x, y) => (x.measure < y.measure ? -1 : 1))).toEqual(
      numbers.columns.toSorted((x, y) => (x.measure < y.measure ? -1 : 1)),
    );
  });

  it('[RW9] are shown under an agreement, while it is in force, to its parties and nobody else', async () => {
    await imported(ann);
    const shown = async (as: RequestRole) => (await loadDataVersion(database.store, key, as)) !== null;
    expect([await shown(ann), await shown(bob)]).toEqual([true, false]);
    const agreement = {
      ...nothingStated,
      kind: 'data-sharing-agreement',
      stage: 'in-force',
      parties: [],
      dataSets: ['D'],
    };
    const until = { ...agreement, endsOn: '2026-06-02' };
    await saved([change('arrangement', 'S', until, sightOf('ab'))]);
    const obs = roleOf('obs n');
    expect([await shown(bob), await shown(roleOf('cy c')), await shown(obs)]).toEqual([true, false, false]);
    expect(await shown({ ...bob, on: isoDate('2026-06-02') })).toBe(false);
    // Whose it is not cannot share it.
    await saved([change('arrangement', 'S', until, sightOf('bc'))]);
    expect([await shown(bob), await shown(roleOf('cy c'))]).toEqual([false, false]);
  });

  it('[RW9] stay those of the import when only whose it is changes', async () => {
    await imported(ann);
    await saved([change('data-set', 'D', { version: 1 }, sightOf('b'))]);
    expect(await loadDataVersion(database.store, { ...key, version: 2 }, bob)).not.toBeNull();
    expect(await loadDataVersion(database.store, { ...key, version: 2 }, ann)).toBeNull();
    expect(await loadDataVersion(database.store, { ...key, version: 3 })).toBeNull();
  });
});

describe('the request role', () => {
  it('[RW10] reads and writes nothing else in the database', async () => {
    const { rows: tables } = await database.store.pool.query<{ name: string; open: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const open = new Set(['work.records', 'work.journal', 'work.data_versions', 'work.data_columns']);
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      if (!open.has(name))
        await expect(inRole(ann, `select from ${name}`), name).rejects.toMatchObject({ code: '42501' });
      await expect(inRole(ann, `delete from ${name}`), name).rejects.toMatchObject({ code: '42501' });
      await expect(inRole(ann, `truncate ${name}`), name).rejects.toMatchObject({ code: '42501' });
    }
    for (const statement of [
      'update work.journal set who = who',
      'update work.data_versions set codes = codes',
      'select * from access.my_grants()',
      'select access.is_agreed(null, null)',
      'alter table work.records disable row level security',
      'create table work.mine (n integer)',
      'create table access.mine (n integer)',
    ]) {
      await expect(inRole(ann, statement), statement).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('[RW10] moves no record to another key, and makes none in another register', async () => {
    const made = (of: string) =>
      inRole(
        ann,
        `insert into work.records values ('${of}', 'scenario', 'N', 1, '1', '${at}', 'ann', 99, '{a}', '{}', '{}')`,
      );
    expect(await made(register)).toEqual([]);
    await expect(made('two')).rejects.toMatchObject({ code: '42501' });
    await saved([change('scenario', 'S', 1, sightOf('a'))]);
    for (const to of ["id = 'T'", "kind = 'rulebook'", "register = 'two'"]) {
      const moved = inRole(ann, `update work.records set ${to} where id = 'S'`);
      await expect(moved, to).rejects.toMatchObject({ code: '42501' });
    }
  });
});
