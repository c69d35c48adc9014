import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listJournal, recordHistory, verifyJournal } from '#store/journal.ts';
import type { Json } from '#store/journal-hash.ts';
import { openStore } from '#store/open.ts';
import {
  type Author,
  headSeq,
  loadRecords,
  type RecordChange,
  type SaveOutcome,
  saveRecords,
} from '#store/record-rows.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';
import { hasSaid, killStoreProcess, madeUpChanges, startStoreProcess } from '#tests/support/store-process.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await makeTestDatabase();
});
afterEach(() => database.close());

const ann: Author = { name: 'Ann', actingFor: 'E10000030' };
const bob = { name: 'Bob', actingFor: null };
const hour = (at: number) => `2026-11-21T${String(at).padStart(2, '0')}:00:00.000Z`;

function change(id: string, body: Json, expectedVersion: RecordChange['expectedVersion'] = null): RecordChange {
  return { kind: 'arrangement', id, expectedVersion, body, reason: `because of ${id}` };
}

function save(at: number, changes: readonly RecordChange[], author = ann, register = 'one'): Promise<SaveOutcome> {
  return saveRecords(database.store, { register, author, at: hour(at), changes });
}

async function held(register = 'one', known?: string): Promise<Record<string, Json>> {
  const records = await loadRecords(database.store, register, ['arrangement'], { known });
  return Object.fromEntries(records.map(({ id, version, body }) => [`${id} ${version}`, body]));
}

describe('saving', () => {
  it('[RC1] makes all changes or none, and says what is there instead', async () => {
    expect(await save(9, [change('A', 1), change('B', 2)])).toEqual({ ok: true, versions: [1, 1], seq: 2 });
    expect(await save(10, [change('B', 3, 1)], bob)).toEqual({ ok: true, versions: [2], seq: 3 });
    const late = [change('A', 9, 1), change('B', 9, 1), change('C', 9, 4), change('A2', 9)];
    expect(await save(11, late)).toEqual({
      ok: false,
      conflicts: [
        {
          change: late[1],
          current: {
            kind: 'arrangement',
            id: 'B',
            version: 2,
            body: 3,
            changedAt: hour(10),
            changedBy: 'Bob',
            seq: 3,
            sight: { owners: [], seenBy: [], regions: [] },
          },
        },
        { change: late[2], current: null },
      ],
    });
    expect(await save(11, [change('A', 9)])).toMatchObject({ ok: false, conflicts: [{ current: { version: 1 } }] });
    expect(await held()).toEqual({ 'A 1': 1, 'B 2': 3 });
    expect(await headSeq(database.store, 'one')).toBe(3);
    await expect(save(11, [change('A', 9, 1), change('A', 8, 1)])).rejects.toThrow('two changes of one record');
  });

  it('[RC2] writes nothing for an equal body', async () => {
    await save(9, [change('A', { b: [1, { y: 2, x: null }], a: 'text' })]);
    const again = change('A', { a: 'text', b: [1, { x: null, y: 2 }] }, 'any');
    expect(await save(10, [again, change('B', null, 'any')])).toEqual({ ok: true, versions: [1, 0], seq: 1 });
    expect(await listJournal(database.store, { limit: 10 })).toHaveLength(1);
    expect(await save(10, [change('A', { a: 'text', b: [1, { y: 2 }] }, 1)])).toMatchObject({ versions: [2] });
  });

  it('[RC3] removes, and lets the key be taken again', async () => {
    await save(9, [change('A', 1)]);
    expect(await save(10, [change('A', null, 1)])).toMatchObject({ versions: [2] });
    expect(await held()).toEqual({});
    expect(await save(11, [change('A', 2, 1)])).toMatchObject({ conflicts: [{ current: { version: 2, body: null } }] });
    expect(await save(11, [change('A', 2)])).toMatchObject({ versions: [3] });
    expect(await held()).toEqual({ 'A 3': 2 });
  });

  it('[RC4] remembers every moment', async () => {
    await save(9, [change('A', 1), change('B', 1)]);
    await save(10, [change('A', 2, 1), change('B', null, 1)]);
    expect(await held('one', '2026-11-21T08:59:59.999Z')).toEqual({});
    expect(await held('one', hour(9))).toEqual({ 'A 1': 1, 'B 1': 1 });
    expect(await held('one', '2026-11-21T09:59:59.999Z')).toEqual({ 'A 1': 1, 'B 1': 1 });
    expect(await held('one', hour(10))).toEqual({ 'A 2': 2 });
  });

  it('[RC5] loads what changed since an entry', async () => {
    await save(9, [change('A', 1), change('B', 1), change('C', 1)]);
    const since = await headSeq(database.store, 'one');
    expect(await loadRecords(database.store, 'one', ['arrangement'], { since })).toEqual([]);
    await save(10, [change('A', 2, 1), change('B', null, 1)]);
    const changed = await loadRecords(database.store, 'one', ['arrangement', 'scenario'], { since });
    expect(changed.map(({ id, body }) => [id, body])).toEqual([
      ['A', 2],
      ['B', null],
    ]);
    expect(await loadRecords(database.store, 'one', ['scenario'])).toEqual([]);
  });

  it('[RC6] writes who, when, why, before and after', async () => {
    await save(9, [change('A', { is: 'new' })]);
    await save(10, [change('A', { is: 'changed' }, 1)], bob);
    const [first, second, ...more] = await recordHistory(database.store, 'one', 'arrangement', 'A');
    expect(first).toMatchObject({ seq: 1, at: hour(9), who: 'Ann', actingFor: 'E10000030', version: 1, before: null });
    expect(second).toMatchObject({
      seq: 2,
      at: hour(10),
      who: 'Bob',
      actingFor: null,
      register: 'one',
      kind: 'arrangement',
      id: 'A',
      version: 2,
      before: { is: 'new' },
      after: { is: 'changed' },
      reason: 'because of A',
      previousHash: first?.hash,
    });
    expect(more).toEqual([]);
  });

  it('[RC8] keeps the chain sound when twenty save at once', async () => {
    const own = await Promise.all(Array.from({ length: 20 }, (_, at) => save(9, [change(`A${at}`, at)])));
    expect(own.every((one) => one.ok)).toBe(true);
    const same = await Promise.all(Array.from({ length: 20 }, (_, at) => save(9, [change('A0', `mine ${at}`, 1)])));
    expect(same.filter((one) => one.ok)).toHaveLength(1);
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, entries: 21, faults: [] });
    const seqs = (await listJournal(database.store, { limit: 100 })).map((entry) => entry.seq);
    expect(seqs).toEqual(Array.from({ length: 21 }, (_, at) => 21 - at));
  });

  it.each([
    ['a NUL in the body', change('A', { note: 'a\0b' })],
    ['half of a character', change('A', ['\ud83d'])],
    ['a NUL in the id', change('A\0', 1)],
  ])('[RC12] refuses %s', async (_, bad) => {
    await expect(save(9, [change('B', 1), bad])).rejects.toMatchObject({ code: 'text-not-storable' });
    expect(await held()).toEqual({});
    expect(await save(9, [change('C', { note: '\\u0000 \\ud83d 😀' })])).toMatchObject({ ok: true });
  });

  it('[RC13] gives any document back, proved', async () => {
    const numbers = [0, -0, 0.1, 0.1 + 0.2, 1e21, 5e-324, 1.7976931348623157e308, -123.456, 2 ** 53 - 1];
    const texts = ['', ' ', '\n\t"\\/', 'é\u0301', '日本', '😀', '\u2028', '=1+1', '__proto__', "it's $1 {a,b} NULL"];
    const body = {
      numbers,
      texts,
      nested: [[], {}, [[null, true, false]]],
      ...Object.fromEntries(texts.map((text) => [`k${text}`, text])),
    };
    await save(9, [change('A', body)]);
    expect(JSON.parse(JSON.stringify((await held())['A 1']))).toEqual(JSON.parse(JSON.stringify(body)));
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, entries: 1 });
  });

  it('[RC14] never dates an entry before another', async () => {
    await save(10, [change('A', 1)]);
    await save(9, [change('A', 2, 1)]);
    const entries = await recordHistory(database.store, 'one', 'arrangement', 'A');
    expect(entries.map((entry) => entry.at)).toEqual([hour(10), '2026-11-21T10:00:00.001Z']);
    await expect(saveRecords(database.store, { register: 'one', author: ann, at: 'now', changes: [] })).rejects.toThrow(
      'not a moment',
    );
  });

  it('[RC15] keeps registers apart', async () => {
    await save(9, [change('A', 1)]);
    await save(10, [change('A', 2)], ann, 'two');
    expect([await held(), await held('two')]).toEqual([{ 'A 1': 1 }, { 'A 1': 2 }]);
    const heads = await Promise.all(['one', 'two', 'three'].map((register) => headSeq(database.store, register)));
    expect(heads).toEqual([1, 2, 0]);
  });
});

describe('a save that is killed', () => {
  it('[RC11] leaves all of its changes or none', async () => {
    const home = makeTestFolder();
    const count = 2000;
    let edition = 1;
    const outcomes = new Set<string>();
    try {
      for (let run = 0; run < 12; run++) {
        const one = startStoreProcess('save', home, String(count), String(edition));
        await hasSaid(one, run === 0 ? 'recorded 1' : 'begin');
        await pause(run * 60);
        await killStoreProcess(one, true);
        const reported = one.said
          .filter((line) => line.startsWith('recorded'))
          .map((line) => Number(line.split(' ')[1]));
        const store = await openStore({ home });
        const records = await loadRecords(store, 'made-up', ['arrangement']);
        const editions = new Set(records.map(({ body }) => (body as { readonly edition: number }).edition));
        const [found = 0] = editions;
        expect([editions.size, records.length]).toEqual([1, count]);
        const last = reported.at(-1) ?? edition - 1;
        expect([last, last + 1]).toContain(found);
        expect(records.map((record) => record.body)).toEqual(
          madeUpChanges(count, found)
            .map(({ body }) => body)
            .sort((a, b) => ((a as { id: string }).id < (b as { id: string }).id ? -1 : 1)),
        );
        const check = await verifyJournal(store);
        expect([check.isSound, check.entries]).toEqual([true, count * found]);
        await store.close();
        outcomes.add(found < edition ? 'old' : 'new');
        edition = found + 1;
      }
      expect([...outcomes].toSorted()).toEqual(['new', 'old']);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }, 240_000);
});
