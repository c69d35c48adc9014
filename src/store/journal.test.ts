import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listJournal, verifyJournal } from '#store/journal.ts';
import {
  canonicalJson,
  canonicalText,
  digestOf,
  firstHash,
  type JournalContent,
  type JournalEntry,
} from '#store/journal-hash.ts';
import { type RecordKind, saveRecords } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await makeTestDatabase();
  await save('A', { n: 1 });
  await save('B', { n: 1 });
  await save('A', { n: 2 });
  await save('B', { n: 2 });
});
afterEach(() => database.close());

async function save(id: string, body: { n: number } | null, kind: RecordKind = 'arrangement', register = 'one') {
  const changes = [{ kind, id, expectedVersion: 'any' as const, body, reason: null }];
  const author = { name: 'Ann', actingFor: null };
  await saveRecords(database.store, { register, author, at: '2026-11-21T09:00:00.000Z', changes });
}

function sql(text: string, values: readonly unknown[] = []) {
  return database.store.pool.query(text, [...values]);
}

/** The hash that an entry with this content would have. */
function hashOfEntry(content: JournalContent, previousHash: string): string {
  const { before, after } = content;
  return digestOf(canonicalText(content, canonicalJson(before), canonicalJson(after), previousHash));
}

/** Does what the database refuses, as somebody with every right over it could. */
async function tamper(text: string, values: readonly unknown[] = []): Promise<void> {
  for (const act of ['disable', 'enable always']) {
    if (act !== 'disable') await sql(text, values);
    for (const [table, triggers] of [
      ['journal', ['journal_refuses_change', 'journal_refuses_truncate']],
      ['records', ['records_refuse_delete', 'records_refuse_truncate']],
    ] as const) {
      for (const trigger of triggers) await sql(`alter table work.${table} ${act} trigger ${trigger}`);
    }
  }
}

describe('the database', () => {
  const refused = [
    "update work.journal set who = 'nobody' where seq = 1",
    'update work.journal set seq = seq + 100',
    'delete from work.journal where seq = 4',
    'truncate work.journal',
    'truncate work.journal, work.records cascade',
    "delete from work.records where id = 'A'",
    'truncate work.records',
    "insert into work.journal (seq, at, who, register, kind, id, version, previous_hash, hash) select seq, at, who, register, kind, id, version, previous_hash, 'x' from work.journal where seq = 1 on conflict (seq) do update set who = 'nobody'",
  ];

  it.each(refused)('[RC7] refuses: %s', async (text) => {
    await expect(sql(text)).rejects.toMatchObject({
      code: '23001',
      message: expect.stringContaining('keeps what was written'),
    });
    const client = await database.store.pool.connect();
    try {
      await client.query("set session_replication_role = 'replica'");
      await expect(client.query(text)).rejects.toMatchObject({ code: '23001' });
    } finally {
      client.release(true);
    }
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, entries: 4 });
  });

  it('[RC7] refuses the owner of the tables, who is no superuser', async () => {
    const role = `owner_${process.pid}`;
    const client = await database.store.pool.connect();
    try {
      await client.query(`create role ${role}`);
      for (const name of ['journal', 'records']) await client.query(`alter table work.${name} owner to ${role}`);
      await client.query(`grant usage on schema work to ${role}`);
      await client.query(`set role ${role}`);
      for (const text of refused) await expect(client.query(text)).rejects.toMatchObject({ code: '23001' });
      expect((await client.query('select from work.journal')).rowCount).toBe(4);
    } finally {
      await client.query('reset role');
      await client.query(`reassign owned by ${role} to current_user`);
      await client.query(`drop owned by ${role}`);
      await client.query(`drop role ${role}`);
      client.release(true);
    }
  });
});

describe('verification', () => {
  it('[RC9] proves a chain that nobody touched, and knows its end', async () => {
    const [last] = await listJournal(database.store, { limit: 1 });
    expect(await verifyJournal(database.store)).toEqual({ isSound: true, entries: 4, head: last?.hash, faults: [] });
    const steps: number[] = [];
    await verifyJournal(database.store, (entries) => steps.push(entries));
    expect(steps.at(-1)).toBe(4);
  });

  it('[RC9] proves an empty journal', async () => {
    const empty = await makeTestDatabase();
    try {
      expect(await verifyJournal(empty.store)).toEqual({ isSound: true, entries: 0, head: firstHash, faults: [] });
    } finally {
      await empty.close();
    }
  });

  it.each([
    ["at = at - interval '1 second'", 'entry 2 was changed'],
    ["who = 'Eve'", 'entry 2 was changed'],
    ["acting_for = 'E1'", 'entry 2 was changed'],
    ["register = 'two'", 'entry 2 was changed'],
    ["kind = 'scenario'", 'entry 2 was changed'],
    ["id = 'C'", 'entry 2 was changed'],
    ['version = 7', 'entry 2 was changed'],
    [`before = '{"n": 7}'`, 'entry 2 was changed'],
    [`after = '{"n": 7}'`, 'entry 2 was changed'],
    ["reason = 'none'", 'entry 2 was changed'],
    ["account = 'eve'", 'entry 2 was changed'],
    ["session = 's'", 'entry 2 was changed'],
    [`approvals = '[]'`, 'entry 2 was changed'],
    ["owners = '{E1}'", 'entry 2 was changed'],
    ['owners = null', 'entry 2 was changed'],
    ["previous_hash = 'x'", 'does not carry the hash'],
    ["hash = 'x'", 'entry 2 was changed'],
    ['seq = 9', 'one entry between is missing'],
  ])('[RC9] finds an entry whose %s', async (assignment, said) => {
    await tamper(`update work.journal set ${assignment} where seq = 2`);
    const check = await verifyJournal(database.store);
    expect(check.isSound).toBe(false);
    expect(check.faults.join(' ').toLowerCase()).toContain(said);
  });

  it('[RC9] finds an entry that was taken out', async () => {
    await tamper('delete from work.journal where seq = 2');
    const without = await verifyJournal(database.store);
    expect(without.faults).toContain('Entry 3 follows entry 1: one entry between is missing.');
    expect(without.faults).toContain('Entry 3 does not carry the hash of the entry before it.');
  });

  it('[RC9] finds an entry that was put in with a hash that fits', async () => {
    const [last] = (await listJournal(database.store, { limit: 1 })) as [JournalEntry];
    const forged = { ...last, seq: 5, version: 3, before: last.after, after: { n: 3 } };
    await sql(
      'insert into work.journal (seq, at, who, register, kind, id, version, before, after, previous_hash, hash, owners) ' +
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '{}')",
      [
        5,
        last.at,
        last.who,
        'one',
        'arrangement',
        'B',
        3,
        last.after,
        { n: 3 },
        last.hash,
        hashOfEntry(forged, last.hash),
      ],
    );
    expect((await verifyJournal(database.store)).faults).toEqual([
      'The record arrangement "B" of one is at version 2 of entry 4, but its last entry is 5 with version 3.',
    ]);
  });

  it('[RC9] finds a last entry that was written again with a hash that fits', async () => {
    const [last] = (await listJournal(database.store, { limit: 1 })) as [JournalEntry];
    const after = { n: 99 };
    const hash = hashOfEntry({ ...last, after }, last.previousHash);
    await tamper('update work.journal set after = $1, hash = $2 where seq = 4', [after, hash]);
    expect((await verifyJournal(database.store)).faults).toEqual([
      'The record arrangement "B" of one is not what its last entry, 4, says: it was changed without the journal.',
    ]);
  });

  it.each([
    ['delete from work.journal where seq = 4', 'is at version 2 of entry 4, but its last entry is 2 with version 1'],
    [`update work.records set body = '{"n": 3}' where id = 'A'`, 'it was changed without the journal'],
    [`update work.records set body = null where id = 'A'`, 'it was changed without the journal'],
    ["update work.records set version = 3 where id = 'A'", 'is at version 3'],
    ["update work.records set changed_by = 'Eve' where id = 'A'", 'another author or moment'],
    [
      "insert into work.records select register, kind, 'C', 1, body, changed_at, changed_by, seq from work.records where id = 'A'",
      'The record arrangement "C" of one is in no entry of the journal.',
    ],
    ["delete from work.records where id = 'A'", 'The record arrangement "A" of one, of entry 3, is gone.'],
    ["update work.records set owners = '{E1}' where id = 'A'", 'belongs to others than its entries say'],
  ])('[RC10] finds %s', async (text, said) => {
    await tamper(text);
    const check = await verifyJournal(database.store);
    expect([check.isSound, check.faults.length]).toEqual([false, 1]);
    expect(check.faults[0]).toContain(said);
  });

  it('[RC9] lists so many faults and counts the rest', async () => {
    for (let n = 0; n < 120; n++) await save('C', { n });
    await tamper("update work.journal set who = 'Eve'");
    const { faults } = await verifyJournal(database.store);
    expect([faults.length, faults.at(-1)]).toEqual([101, expect.stringMatching(/^\d+ more faults are not listed\.$/)]);
  });
});

describe('the list', () => {
  it('[RC16] is newest first, by register, kind and id, page by page', async () => {
    await save('S', { n: 1 }, 'scenario');
    await save('A', { n: 1 }, 'arrangement', 'two');
    const seqs = async (question: Omit<Parameters<typeof listJournal>[1], 'limit'>, limit = 10) =>
      (await listJournal(database.store, { ...question, limit })).map((entry) => entry.seq);
    expect(await seqs({})).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await seqs({ register: 'one' })).toEqual([5, 4, 3, 2, 1]);
    expect(await seqs({ register: 'one', kind: 'arrangement', id: 'A' })).toEqual([3, 1]);
    expect(await seqs({ kind: 'scenario' })).toEqual([5]);
    expect([await seqs({}, 4), await seqs({ after: 3 }, 4)]).toEqual([
      [6, 5, 4, 3],
      [2, 1],
    ]);
  });
});

describe('canonical JSON', () => {
  it('[RC13] is the same for equal documents, and for no others', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'x'], '': 0.1 })).toBe('{"":0.1,"a":[true,null,"x"],"b":1}');
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
    expect(() => canonicalJson([Number.NaN])).toThrow('not a number of JSON');
    const content = {
      seq: 1,
      at: 'a',
      who: 'w',
      actingFor: null,
      register: 'r',
      kind: 'k',
      id: 'i',
      version: 1,
      before: null,
      after: { n: 1 },
      reason: null,
      account: null,
      session: null,
      approvals: null,
      owners: null,
    };
    // The text that is hashed is the canonical JSON of the entry with the hash before it, but for what is not told.
    const textOf = (one: JournalContent) =>
      canonicalText(one, canonicalJson(one.before), canonicalJson(one.after), firstHash);
    const { account, session, approvals, owners, ...told } = content;
    expect([account, session, approvals, owners, textOf(content)]).toEqual([
      ...[null, null, null, null],
      canonicalJson({ ...told, previousHash: firstHash }),
    ]);
    const all = { ...content, account: 'a', session: 's', approvals: [{ z: 1, a: 2 }], owners: ['b', 'a'] };
    expect(textOf(all)).toBe(canonicalJson({ ...all, previousHash: firstHash }));
  });
});
