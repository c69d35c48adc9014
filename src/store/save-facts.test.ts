import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackManifest } from '#core/pack/manifest.ts';
import { emptyFacts, type Facts, type Row } from '#core/pack/tables.ts';
import { loadBoundaryFile } from '#store/boundary-file-rows.ts';
import { loadFacts } from '#store/load-facts.ts';
import type { Store } from '#store/open.ts';
import { currentRevision, listPacks } from '#store/pack-rows.ts';
import { type PackContent, type SaveOptions, type SaveProgress, saveFacts } from '#store/save-facts.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { madeUpPack } from '#tests/support/made-up-pack.ts';

let database: TestDatabase;
let store: Store;
let packs = 0;

beforeAll(async () => {
  database = await makeTestDatabase();
  store = database.store;
}, 30_000);
afterAll(() => database.close());

const noon = '2026-05-01T12:00:00.000Z';

/** A moment that many seconds after noon. */
function at(seconds: number): string {
  return new Date(Date.parse(noon) + seconds * 1000).toISOString();
}

function newName(): string {
  packs += 1;
  return `pack-${packs}`;
}

function packOf(name: string, facts: Partial<Facts>, title = name): PackContent {
  const manifest: PackManifest = { ...madeUpPack(name, 0).manifest, title };
  return { manifest, facts: { ...emptyFacts(), ...facts }, files: new Map() };
}

function areas(...codes: string[]): { areas: Row<'areas'>[] } {
  return { areas: codes.map((code) => ({ geography: 'g', code, name: null })) as unknown as Row<'areas'>[] };
}

function save(content: PackContent, seconds: number, options: Partial<SaveOptions> = {}): ReturnType<typeof saveFacts> {
  return saveFacts(store, content, { recordedAt: at(seconds), ...options });
}

async function rowsOf(table: string, pack: string): Promise<number> {
  const { rows } = await store.pool.query(`select count(*) as count from facts.${table} where pack = $1`, [pack]);
  return rows[0].count;
}

describe('saving and loading', () => {
  it('[ST30] gives back every table, equal and in the same order', async () => {
    const pack = madeUpPack(newName(), 0.002);
    await save(pack, 0);
    expect(await loadFacts(store, pack.manifest.name)).toEqual(pack.facts);
  });

  it('[ST30] gives back any text', async () => {
    const texts = fc.array(fc.option(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(texts, async (names) => {
        const rows = names.map((name, index) => ({ geography: '\\N', code: `\\${index}\t\r\n`, name }));
        const content = packOf(newName(), { areas: rows as unknown as Row<'areas'>[] });
        await save(content, 0);
        expect((await loadFacts(store, content.manifest.name)).areas).toEqual(rows);
      }),
      { numRuns: 25 },
    );
  }, 30_000);

  it('[ST37] knows nothing of a pack before its first import, and refuses an unknown one', async () => {
    const content = packOf(newName(), areas('a'));
    await save(content, 0);
    expect(await loadFacts(store, content.manifest.name, { recordedAt: at(-1) })).toEqual(emptyFacts());
    expect(await loadFacts(store, content.manifest.name, { recordedAt: at(0) })).toEqual(content.facts);
    await expect(loadFacts(store, 'no-such-pack')).rejects.toMatchObject({ code: 'unknown-pack' });
    expect(await currentRevision(store, 'no-such-pack')).toBeNull();
  });

  it('[ST38] keeps packs apart', async () => {
    const [one, two] = [packOf(newName(), areas('a', 'b')), packOf(newName(), areas('b', 'c'))];
    await save(one, 0);
    await save(two, 1);
    await save(packOf(two.manifest.name, areas('c')), 2);
    expect(await loadFacts(store, one.manifest.name)).toEqual(one.facts);
    const names = (await listPacks(store)).map((pack) => pack.name);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining([one.manifest.name, two.manifest.name]));
  });
});

describe('saving again', () => {
  it('[ST31] [ST32] changes nothing when the pack is the same, by checksum and row by row', async () => {
    const pack = madeUpPack(newName(), 0.001);
    const first = await save(pack, 0);
    for (const compareAlways of [false, true]) {
      const again = await save(pack, 10, { compareAlways });
      expect(again).toMatchObject({ changed: false, recordedAt: first.recordedAt });
      expect(again.tables.links).toEqual({ asserted: 0, retracted: 0, unchanged: pack.facts.links.length });
      expect(again.tables.names).toEqual({ asserted: 0, retracted: 0, unchanged: pack.facts.names.length });
    }
    expect(await rowsOf('imports', pack.manifest.name)).toBe(1);
    expect(await rowsOf('links', pack.manifest.name)).toBe(pack.facts.links.length);
  });

  it('[ST33] [ST34] asserts and retracts what differs, and still knows what it knew', async () => {
    const name = newName();
    const [before, after] = [madeUpPack(name, 0.002), madeUpPack(name, 0.002, 1)];
    await save(before, 0);
    const report = await save(after, 10);
    const edited = Math.ceil(after.facts.identifiers.length / 7);
    expect(report.tables.identifiers).toEqual({
      asserted: edited,
      retracted: edited,
      unchanged: after.facts.identifiers.length - edited,
    });
    expect(await loadFacts(store, name)).toEqual(after.facts);
    expect(await loadFacts(store, name, { recordedAt: at(0) })).toEqual(before.facts);
    expect(await loadFacts(store, name, { recordedAt: at(9.999) })).toEqual(before.facts);
    expect(await loadFacts(store, name, { recordedAt: at(10) })).toEqual(after.facts);
  });

  it('[ST35] does not take a new order for a correction', async () => {
    const name = newName();
    await save(packOf(name, areas('a', 'b', 'c')), 0);
    const turned = packOf(name, areas('c', 'a', 'b'));
    expect((await save(turned, 1)).changed).toBe(false);
    expect((await loadFacts(store, name)).areas).toEqual(turned.facts.areas);
    const inserted = packOf(name, areas('c', 'x', 'a', 'b'));
    expect((await save(inserted, 2)).tables.areas).toEqual({ asserted: 1, retracted: 0, unchanged: 3 });
    expect((await loadFacts(store, name)).areas).toEqual(inserted.facts.areas);
  });

  it('[ST36] holds one current row for each key, empty cells being equal', async () => {
    const named = (text: string, from: string | null): object => ({
      organisation: 'o',
      name: text,
      from,
      to: null,
      source: null,
    });
    const twice = packOf(newName(), { names: [named('n', null), named('n', null)] as Row<'names'>[] });
    await expect(save(twice, 0)).rejects.toMatchObject({ code: '23505' });
    const apart = packOf(newName(), { names: [named('n', null), named('n', '2006-10-01')] as Row<'names'>[] });
    expect((await save(apart, 0)).tables.names.asserted).toBe(2);
  });

  it('[ST44] counts a new title as a revision', async () => {
    const name = newName();
    await save(packOf(name, areas('a'), 'Before'), 0);
    const report = await save(packOf(name, areas('a'), 'After'), 1);
    expect(report.changed).toBe(true);
    expect(report.tables.areas).toEqual({ asserted: 0, retracted: 0, unchanged: 1 });
    expect((await listPacks(store)).find((pack) => pack.name === name)).toMatchObject({
      title: 'After',
      firstRecordedAt: at(0),
      recordedAt: at(1),
    });
  });

  it('[ST45] remembers every one of any series of editions', async () => {
    const codes = fc.subarray(['a', 'b', 'c', 'd', 'e']);
    const label = fc.constantFrom(null, 'x', 'y');
    const edition = codes.chain((chosen) =>
      fc.tuple(
        ...chosen.map((code) => fc.record({ geography: fc.constant('g'), code: fc.constant(code), name: label })),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edition, { minLength: 1, maxLength: 6 }), async (editions) => {
        const name = newName();
        for (const [index, rows] of editions.entries()) {
          await save(packOf(name, { areas: rows as unknown as Row<'areas'>[] }), index * 10, {
            compareAlways: index % 2 === 0,
          });
        }
        for (const [index, rows] of editions.entries()) {
          const { areas: known } = await loadFacts(store, name, { recordedAt: at(index * 10 + 5) });
          const inOrder = (all: readonly object[]): string[] => all.map((row) => JSON.stringify(row)).sort();
          expect(inOrder(known)).toEqual(inOrder(rows));
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

describe('recorded moments', () => {
  it('[ST39] rise strictly, and a clock far behind is refused', async () => {
    const name = newName();
    await save(packOf(name, areas('a')), 0);
    expect((await save(packOf(name, areas('b')), 0)).recordedAt).toBe(at(0.001));
    expect((await save(packOf(name, areas('c')), -59)).recordedAt).toBe(at(0.002));
    await expect(save(packOf(name, areas('d')), -61)).rejects.toMatchObject({ code: 'clock-went-back' });
    expect((await loadFacts(store, name)).areas.map((area) => area.code)).toEqual(['c']);
  });

  it('[ST40] of two imports at a time follow each other', async () => {
    const name = newName();
    const reports = await Promise.all([1, 2, 3].map((edition) => save(madeUpPack(name, 0.001, edition), 0)));
    expect(new Set(reports.map((report) => report.recordedAt)).size).toBe(3);
    const last = [...reports].sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))[2];
    const edition = reports.indexOf(last as (typeof reports)[number]) + 1;
    expect(await loadFacts(store, name)).toEqual(madeUpPack(name, 0.001, edition).facts);
  });
});

describe('besides', () => {
  it('[ST41] progress ends at the number of rows and never falls', async () => {
    const pack = madeUpPack(newName(), 0.05);
    const steps: SaveProgress[] = [];
    await save(pack, 0, { progress: (step) => steps.push(step) });
    const adjacency = steps.filter((step) => step.table === 'adjacency').map((step) => step.done);
    expect(adjacency.length).toBeGreaterThan(2);
    expect(adjacency).toEqual([...adjacency].sort((a, b) => a - b));
    for (const [table, rows] of Object.entries(pack.facts)) {
      expect(steps.findLast((step) => step.table === table)).toEqual({ table, done: rows.length, total: rows.length });
    }
  });

  it('[ST42] nothing can be deleted', async () => {
    const content = packOf(newName(), areas('a'));
    await save(content, 0);
    for (const statement of ['delete from facts.areas', 'truncate facts.names', 'delete from facts.imports']) {
      await expect(store.pool.query(statement)).rejects.toThrow('never deleted');
    }
  });

  it('[ST43] boundary files come back byte for byte, as known at a moment', async () => {
    const name = newName();
    const [first, second] = [Buffer.from([0, 255, 10, 92, 0]), Buffer.from('{"type":"Topology"}')];
    const content = packOf(name, areas('a'));
    await save(
      {
        ...content,
        files: new Map([
          ['map.json', first],
          ['other.json', second],
        ]),
      },
      0,
    );
    const report = await save({ ...content, files: new Map([['map.json', second]]) }, 10);
    expect(report.files).toEqual({ asserted: 1, retracted: 2, unchanged: 0 });
    expect((await loadBoundaryFile(store, name, 'map.json'))?.bytes).toEqual(second);
    expect((await loadBoundaryFile(store, name, 'map.json', { recordedAt: at(5) }))?.bytes).toEqual(first);
    expect(await loadBoundaryFile(store, name, 'other.json')).toBeNull();
    expect(await loadBoundaryFile(store, 'no-such-pack', 'map.json')).toBeNull();
  });

  it('[ST53] text that cannot be held is refused, and nothing is kept', async () => {
    const name = newName();
    await save(packOf(name, areas('a')), 0);
    await expect(save(packOf(name, areas('b', 'nul \0')), 1)).rejects.toMatchObject({ code: 'text-not-storable' });
    expect((await loadFacts(store, name)).areas.map((area) => area.code)).toEqual(['a']);
  });
});
