import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ColumnBytes, loadDataVersion, saveDataVersion } from '#store/data-set-rows.ts';
import { verifyJournal } from '#store/journal.ts';
import { openStore } from '#store/open.ts';
import { loadRecords, saveRecords } from '#store/record-rows.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';
import {
  hasSaid,
  killStoreProcess,
  madeUpNumbers,
  saveMadeUpData,
  startStoreProcess,
} from '#tests/support/store-process.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await makeTestDatabase();
});
afterEach(() => database.close());

const key = { register: 'made-up', dataSet: 'made-up', version: 1 };
const author = { name: 'Ann', actingFor: null };

function sorted(columns: readonly ColumnBytes[] = []): ColumnBytes[] {
  return [...columns].sort((a, b) => (`${a.measure} ${a.period}` < `${b.measure} ${b.period}` ? -1 : 1));
}

describe('numbers of data sets', () => {
  it('[DR1] come back bit for bit, with their marks, codes and keys', async () => {
    const odd = Float64Array.of(0, -0, Number.NaN, 1 / 3, 2 ** 53, Number.MIN_VALUE, -Number.MAX_VALUE, 5);
    const content = {
      codes: ['E1', 'tab\there', 'quote"', "O'Brien", 'back\\slash', 'Ⅻ🙂', '', 'line\nend'],
      keys: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      columns: [
        {
          measure: 'odd',
          period: '2021',
          values: new Uint8Array(odd.buffer),
          marks: Uint8Array.of(0, 0, 2, 0, 0, 0, 0, 0),
        },
        { measure: "o'dd", period: 'a\\b', values: new Uint8Array(odd.slice(0, 3).buffer), marks: null },
        { measure: 'none', period: '2021', values: new Uint8Array(), marks: new Uint8Array() },
      ],
    };
    await saveRecords(database.store, {
      register: 'made-up',
      author,
      at: '2026-11-21T09:00:00Z',
      changes: [{ kind: 'data-set', id: 'made-up', expectedVersion: null, body: { is: 'here' }, reason: null }],
      beside: (client) => saveDataVersion(client, key, content),
    });
    const loaded = await loadDataVersion(database.store, key);
    expect(loaded?.codes).toEqual(content.codes);
    expect(loaded?.keys).toEqual(content.keys);
    expect(sorted(loaded?.columns)).toEqual(sorted(content.columns));
    const read = loaded?.columns.find((column) => column.measure === 'odd')?.values ?? new Uint8Array();
    expect([...new Float64Array(read.buffer)]).toEqual([...odd]);
    expect(await loadDataVersion(database.store, { ...key, version: 2 })).toBeNull();
    expect(await loadDataVersion(database.store, { ...key, register: 'other' })).toBeNull();
  });

  it('[DR2] of every version stay as they were imported', async () => {
    for (const edition of [1, 2, 3]) await saveMadeUpData(database.store, 50, edition);
    for (const version of [1, 2, 3]) {
      const loaded = await loadDataVersion(database.store, { ...key, version });
      const expected = madeUpNumbers(50, version);
      expect(loaded?.codes).toEqual(expected.codes);
      expect(sorted(loaded?.columns)).toEqual(sorted(expected.columns));
    }
    // The same once more writes nothing: neither an entry nor a column.
    await saveMadeUpData(database.store, 50, 3);
    expect(await loadDataVersion(database.store, { ...key, version: 4 })).toBeNull();
  });

  it('[DR3] are written with their record or not at all', async () => {
    const failing = saveRecords(database.store, {
      register: 'made-up',
      author,
      at: '2026-11-21T09:00:00Z',
      changes: [{ kind: 'data-set', id: 'made-up', expectedVersion: null, body: 1, reason: null }],
      beside: async (client) => {
        await saveDataVersion(client, key, madeUpNumbers(10, 1));
        throw new Error('stopped half way');
      },
    });
    await expect(failing).rejects.toThrow('stopped half way');
    expect(await loadRecords(database.store, 'made-up', ['data-set'])).toEqual([]);
    expect(await loadDataVersion(database.store, key)).toBeNull();
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, entries: 0 });
    await saveMadeUpData(database.store, 10, 1);
    expect(await loadDataVersion(database.store, key)).not.toBeNull();
  });

  it('[DR5] are never changed or taken away, and neither is what was released', async () => {
    await saveMadeUpData(database.store, 10, 1);
    const release = (expectedVersion: number | null, body: number | null) =>
      saveRecords(database.store, {
        register: 'made-up',
        author,
        at: '2026-11-21T09:00:00Z',
        changes: [{ kind: 'release', id: 'R1', expectedVersion, body, reason: null }],
      });
    await release(null, 1);
    for (const [statement, operation] of [
      ['update work.data_columns set marks = null', 'update'],
      ['delete from work.data_columns', 'delete'],
      ['truncate work.data_columns', 'truncate'],
      [`update work.data_versions set codes = '[]'`, 'update'],
      ['delete from work.data_versions', 'delete'],
      ['truncate work.data_versions cascade', 'truncate'],
      [`update work.records set body = '2' where kind = 'release'`, 'update'],
      [`update work.records set kind = 'release', id = 'R2' where kind = 'data-set'`, 'update'],
    ] as const) {
      for (const role of ['origin', 'replica']) {
        const client = await database.store.pool.connect();
        try {
          await client.query(`begin; set local session_replication_role = ${role}`);
          await expect(client.query(statement), statement).rejects.toThrow(`${operation} is refused`);
          await client.query('rollback');
        } finally {
          client.release();
        }
      }
    }
    await expect(release(1, 2)).rejects.toThrow('update is refused');
    await expect(release(1, null)).rejects.toThrow('update is refused');
    const [kept] = await loadRecords(database.store, 'made-up', ['release']);
    expect(kept).toMatchObject({ id: 'R1', version: 1, body: 1 });
  });
});

describe('an import of numbers that is killed', () => {
  it('[DR3] leaves whole versions and nothing else', async () => {
    const home = makeTestFolder();
    const areas = 20_000;
    let edition = 1;
    const outcomes = new Set<string>();
    try {
      for (let run = 0; run < 8; run++) {
        const one = startStoreProcess('data', home, String(areas), String(edition));
        await hasSaid(one, run === 0 ? 'recorded 1' : 'begin');
        await pause(run * 60);
        await killStoreProcess(one, true);
        const store = await openStore({ home });
        const [record] = await loadRecords(store, 'made-up', ['data-set']);
        const found = record?.version ?? 0;
        for (const version of [found, found + 1]) {
          const loaded = await loadDataVersion(store, { ...key, version });
          if (version > found) expect(loaded).toBeNull();
          else expect(sorted(loaded?.columns)).toEqual(sorted(madeUpNumbers(areas, found).columns));
        }
        expect(await verifyJournal(store)).toMatchObject({ isSound: true, entries: found });
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
