import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { PackManifest } from '#core/pack/manifest.ts';
import type { Column } from '#core/pack/table.ts';
import { emptyFacts, type Facts, packTables } from '#core/pack/tables.ts';
import { folderOf, guideExample } from '#sources/pack/guide-example.ts';
import { type Pack, readPack } from '#sources/pack/read-pack.ts';
import { replaceFolder, writePack } from '#sources/pack/write-pack.ts';
import { dateOfDayNumber } from '#std/iso-date.ts';

const manifest: PackManifest = {
  name: 'made-up',
  title: 'Made up',
  version: '1',
  description: 'For a test; "quoted"',
  licences: [{ name: 'CC0-1.0', title: 'Public domain', path: 'https://example.org/licence' }],
  sources: [{ title: 'One' }, { title: 'Two', path: 'https://example.org/two' }],
  vintage: '2026',
  tables: { areas: { source: 'Another', licence: 'OGL', vintage: '2021' } },
};

const folders: string[] = [];
afterAll(async () => {
  for (const dir of folders) await rm(dir, { recursive: true });
});

async function freshFolder(): Promise<string> {
  const dir = await folderOf(new Map());
  folders.push(dir);
  return dir;
}

async function examplePack(): Promise<Pack> {
  const dir = await folderOf(await guideExample());
  folders.push(dir);
  return readPack(dir);
}

async function bytesOf(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')])),
  );
}

/** Any text a cell may hold, nasty ones often. */
const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }).filter((word) => !word.includes('\0')),
  fc.constantFrom('"', ',', '\n', '\r\n', '=1+1', ' ', '\ufeff', '\ufffd', 'null', '-0', '1e3', '\u2028', '𝕏'),
);

function cellOf(column: Column): fc.Arbitrary<string | number | boolean | null> {
  const value = filledCell(column);
  return column.required ? value : fc.option(value, { nil: null });
}

function filledCell(column: Column): fc.Arbitrary<string | number | boolean> {
  if (column.oneOf !== undefined) return fc.constantFrom(...column.oneOf);
  switch (column.type) {
    case 'text':
      return text;
    case 'date':
      return fc.integer({ min: -40_000, max: 40_000 }).map(dateOfDayNumber);
    case 'integer':
      return fc.integer({ min: column.minimum ?? Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    case 'boolean':
      return fc.boolean();
  }
}

/** Problems that come of cells and files; facts made at random contradict each other, which is no matter here. */
const ofValues = new Set([
  'duplicate-key',
  'unknown-reference',
  'unknown-area',
  'dates-reversed',
  'announced-after-legal',
  'self-link',
  'target-missing',
  'geography-missing',
  'giver-missing',
  'moves-nothing',
  'not-by-area',
  'unknown-word',
  'file-missing',
  'unsafe-path',
]);

const anyFacts = fc
  .record(
    Object.fromEntries(
      packTables.map((table) => {
        const columns: readonly Column[] = table.columns;
        return [
          table.name,
          fc.array(fc.record(Object.fromEntries(columns.map((column) => [column.name, cellOf(column)]))), {
            maxLength: 3,
          }),
        ];
      }),
    ),
  )
  .map((tables) => JSON.parse(JSON.stringify(tables)) as Facts);

describe('writing a pack', () => {
  it('[PK19] what is written and read again is equal', async () => {
    const parent = await freshFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyFacts, async (facts) => {
        const dir = join(parent, String(run++));
        expect(await writePack(dir, { manifest, facts, files: new Map() })).toEqual([]);
        const again = await readPack(dir);
        expect(again.problems.filter((problem) => !ofValues.has(problem.code))).toEqual([]);
        expect(again.facts).toEqual(facts);
        expect(again.manifest).toEqual(facts.areas.length === 0 ? { ...manifest, tables: {} } : manifest);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('[PK19] the example and boundary files, packed ones too, survive', async () => {
    const dir = join(await freshFolder(), 'deep', 'pack');
    const pack = await examplePack();
    const shapes = Buffer.from('{"type":"Topology","objects":{},"arcs":[]}');
    const files = new Map([
      ['shapes/a.json', shapes],
      ['shapes/b.json.gz', shapes],
    ]);
    expect(await writePack(dir, { ...pack, files })).toEqual([]);
    const again = await readPack(dir);
    expect(again.problems).toEqual([]);
    expect(again.facts).toEqual(pack.facts);
    expect(again.manifest).toEqual(pack.manifest);
    expect([...again.files]).toEqual([...files]);
  });

  it('[PK20] the same pack gives the same bytes, without empty tables', async () => {
    const parentFolder = await freshFolder();
    const pack = await examplePack();
    await writePack(join(parentFolder, 'one'), pack);
    await writePack(join(parentFolder, 'two'), pack);
    const one = await bytesOf(join(parentFolder, 'one'));
    expect(await bytesOf(join(parentFolder, 'two'))).toEqual(one);
    expect(Object.keys(one)).not.toContain('links.csv');
    expect(one['areas.csv']).toBe(
      'geography,code,name\nwards,A1,Aldham North\nwards,A2,Aldham South\nwards,B1,Borley\n',
    );
    await writePack(join(parentFolder, 'empty'), { ...pack, facts: emptyFacts() });
    expect(await readdir(join(parentFolder, 'empty'))).toEqual([
      'datapackage.json',
      'organisations.csv',
      'roles.csv',
      'sources.csv',
    ]);
    expect((await readPack(join(parentFolder, 'empty'))).problems).toEqual([]);
  });

  it('[PK21] a pack in the folder is replaced whole, and nothing is left beside it', async () => {
    const dir = await freshFolder();
    const pack = await examplePack();
    await writePack(join(dir, 'pack'), pack);
    await writePack(join(dir, 'pack'), { ...pack, facts: emptyFacts() });
    expect(await readdir(join(dir, 'pack'))).toEqual([
      'datapackage.json',
      'organisations.csv',
      'roles.csv',
      'sources.csv',
    ]);
    expect(await readdir(dir)).toEqual(['pack']);
  });

  it('[PK21] a folder that is not a pack is refused and left as it was', async () => {
    const pack = await examplePack();
    const strangers: [string, string][][] = [
      [['letter.txt', 'Dear all']],
      [['datapackage.json', '{"name": "of another program"}']],
      [
        ['datapackage.json', '{"coterminous": {"format": 1}, "resources": []}'],
        ['my-notes.txt', 'keep'],
      ],
    ];
    for (const files of strangers) {
      const dir = await folderOf(new Map(files));
      folders.push(dir);
      expect(await writePack(dir, pack)).toMatchObject([{ code: 'not-a-pack', where: { file: dir } }]);
      expect(await bytesOf(dir)).toEqual(Object.fromEntries(files));
    }
    const file = join(await freshFolder(), 'file');
    await writeFile(file, 'x');
    expect(await writePack(file, pack)).toMatchObject([{ code: 'not-a-pack' }]);
  });

  it('[PK21] when writing fails, the old pack remains and nothing is left beside it', async () => {
    const dir = await freshFolder();
    const pack = await examplePack();
    await writePack(join(dir, 'pack'), pack);
    const before = await bytesOf(join(dir, 'pack'));
    const files = new Map([
      ['a', Buffer.from('x')],
      ['a/b', Buffer.from('a file cannot lie in a file')],
    ]);
    expect(await writePack(join(dir, 'pack'), { ...pack, files })).toMatchObject([
      { code: 'cannot-write', severity: 'error' },
    ]);
    expect(await bytesOf(join(dir, 'pack'))).toEqual(before);
    expect(await readdir(dir)).toEqual(['pack']);
    await writeFile(join(dir, 'file'), 'x');
    expect(await writePack(join(dir, 'file', 'pack'), pack)).toHaveLength(1);
  });

  it('[PK21] when the new pack cannot take its place, the old one comes back', async () => {
    const dir = await freshFolder();
    await writePack(join(dir, 'pack'), await examplePack());
    await expect(replaceFolder(join(dir, 'pack'), join(dir, 'gone'), join(dir, 'old'))).rejects.toThrow();
    expect(await readdir(dir)).toEqual(['pack']);
  });

  it('[PK22] the descriptor has types, constraints, keys and foreign keys of every table', async () => {
    const dir = join(await freshFolder(), 'pack');
    await writePack(dir, await examplePack());
    const { profile, resources, coterminous } = JSON.parse(await readFile(join(dir, 'datapackage.json'), 'utf8'));
    expect(profile).toBe('tabular-data-package');
    expect(coterminous).toEqual({ format: 1 });
    const byName = new Map<string, { schema: Record<string, unknown> }>(
      resources.map((one: { name: string }) => [one.name, one]),
    );
    expect(byName.get('population_values')).toMatchObject({
      path: 'population_values.csv',
      vintage: 'mid-2024',
      source: 'Made up',
      licence: 'Public domain',
    });
    expect(byName.get('population_values')?.schema).toMatchObject({
      fields: [
        { name: 'population', type: 'string', constraints: { required: true } },
        { name: 'area', type: 'string', constraints: { required: true } },
        { name: 'persons', type: 'integer', constraints: { required: true, minimum: 0 } },
      ],
      missingValues: [''],
      primaryKey: ['population', 'area'],
      foreignKeys: [{ fields: 'population', reference: { resource: 'populations', fields: 'id' } }],
    });
    expect(byName.get('memberships')?.schema['foreignKeys']).toContainEqual({
      fields: ['geography', 'area'],
      reference: { resource: 'areas', fields: ['geography', 'code'] },
    });
    expect(byName.get('roles')?.schema).toMatchObject({ uniqueKeys: [['organisation', 'role', 'from']] });
    expect(byName.get('roles')?.schema).not.toHaveProperty('primaryKey');
    for (const { schema } of byName.values()) {
      for (const field of schema['fields'] as { type: string }[])
        expect(['string', 'date', 'integer', 'boolean']).toContain(field.type);
      for (const key of (schema['foreignKeys'] ?? []) as { reference: { resource: string } }[])
        expect([...byName.keys()]).toContain(key.reference.resource);
    }
  });

  it("[PK23] a pack that could not be read back is a programmer's error, and nothing is written", async () => {
    const dir = await freshFolder();
    const pack = await examplePack();
    const source = pack.facts.sources[0];
    if (source === undefined) throw new Error('the example has a source');
    const withTitle = (title: string): Pack => ({ ...pack, facts: { ...pack.facts, sources: [{ ...source, title }] } });
    const bad: Pack[] = [
      withTitle(''),
      withTitle('zero \0'),
      withTitle('half \ud800'),
      { ...pack, manifest: { ...manifest, name: 'Not A Name' } },
      { ...pack, manifest: { ...manifest, sources: [] } },
      { ...pack, files: new Map([['../out.json', Buffer.from('{}')]]) },
      { ...pack, files: new Map([['areas.csv', Buffer.from('{}')]]) },
    ];
    for (const one of bad) await expect(writePack(join(dir, 'pack'), one)).rejects.toThrow();
    expect(await readdir(dir)).toEqual([]);
  });

  it('[PK22] with boundary files the package is a data package of tabular resources and shapes', async () => {
    const dir = join(await freshFolder(), 'pack');
    const pack = await examplePack();
    await mkdir(dir);
    await writePack(dir, { ...pack, files: new Map([['shapes.json', Buffer.from('{}')]]) });
    const { profile, resources } = JSON.parse(await readFile(join(dir, 'datapackage.json'), 'utf8'));
    expect(profile).toBe('data-package');
    expect(resources.at(-1)).toMatchObject({ path: 'shapes.json', format: 'topojson' });
    expect(resources[0]).toMatchObject({ profile: 'tabular-data-resource' });
  });
});
