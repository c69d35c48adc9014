import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type PackProblemCode, packProblemKinds } from '#core/pack/problem-codes.ts';
import { folderOf, guideExample } from '#sources/pack/guide-example.ts';
import { readPack } from '#sources/pack/read-pack.ts';
import type { Place } from '#std/problem.ts';

/** Problems of writing have their own tests. */
type ReadCode = Exclude<PackProblemCode, 'not-a-pack' | 'cannot-write' | 'unreadable-folder' | 'unreadable-file'>;

/** A change to the example that makes the problem, and where it must be found. `table` is added to the descriptor. */
type Case = {
  readonly file: string;
  readonly from?: string | RegExp;
  readonly to: string | Uint8Array | null;
  readonly table?: string;
  readonly where: Place;
  readonly more?: Readonly<Record<string, string>>;
};

const descriptor = 'datapackage.json';
const shapes = 'geography,file,object,code_property,schematic\nwards,shapes.json,wards,code,true\n';

function topology(object: string, codes: readonly (string | null)[]): Record<string, string> {
  const geometries = codes.map((code) => ({
    type: 'Point',
    coordinates: [0, 0],
    properties: code === null ? {} : { code },
  }));
  return {
    'shapes.json': JSON.stringify({
      type: 'Topology',
      arcs: [],
      objects: { [object]: { type: 'GeometryCollection', geometries } },
    }),
  };
}

function boundaries(more: Readonly<Record<string, string>>, column: string): Case {
  return {
    file: 'boundaries.csv',
    table: 'boundaries',
    to: shapes,
    more,
    where: { file: 'boundaries.csv', row: 2, column },
  };
}

/** One case for every code: the compiler asks for the case of a new code. */
const cases: Record<ReadCode, Case> = {
  'descriptor-missing': { file: descriptor, to: null, where: { file: descriptor } },
  'not-json': { file: descriptor, from: '"profile"', to: 'profile', where: { file: descriptor } },
  'bad-descriptor': {
    file: descriptor,
    from: '"title": "Aldham and Borley"',
    to: '"title": 7',
    where: { file: descriptor, column: 'title' },
  },
  'newer-format': {
    file: descriptor,
    from: '"format": 1',
    to: '"format": 2',
    where: { file: descriptor, column: 'coterminous.format' },
  },
  'unknown-table': {
    file: descriptor,
    from: '"name": "events"',
    to: '"name": "happenings"',
    where: { file: descriptor, column: 'resources[4].name' },
  },
  'duplicate-table': {
    file: descriptor,
    from: '"name": "participants"',
    to: '"name": "events"',
    where: { file: descriptor, column: 'resources[5].name' },
  },
  'table-missing': {
    file: descriptor,
    from: '{ "name": "roles", "path": "roles.csv" },',
    to: '',
    where: { file: descriptor, column: 'resources' },
  },
  'unsafe-path': {
    file: descriptor,
    from: '"areas.csv"',
    to: '"../areas.csv"',
    where: { file: descriptor, column: 'resources[8].path' },
  },
  'file-missing': { file: 'areas.csv', to: null, where: { file: descriptor, column: 'resources[8].path' } },
  'not-a-table': { file: 'areas.csv', to: Buffer.from('PK\u0003\u0004 and so on'), where: { file: 'areas.csv' } },
  'damaged-gzip': {
    file: descriptor,
    from: '"areas.csv"',
    to: '"areas.csv.gz"',
    more: { 'areas.csv.gz': 'not gzip' },
    where: { file: 'areas.csv.gz' },
  },
  'too-large': { file: 'areas.csv', to: 'x'.repeat(100_001), where: { file: 'areas.csv' } },
  'wrong-encoding': {
    file: 'areas.csv',
    to: Buffer.from('geography,code,name\nwards,A1,Caf\u00e9\n', 'latin1'),
    where: { file: 'areas.csv', row: 2, column: 'name' },
  },
  'empty-file': { file: 'areas.csv', to: '', where: { file: 'areas.csv' } },
  'wrong-separator': {
    file: 'areas.csv',
    to: 'geography;code;name\nwards;A1;x\n',
    where: { file: 'areas.csv', row: 1 },
  },
  'missing-column': {
    file: 'areas.csv',
    from: 'code',
    to: 'sign',
    where: { file: 'areas.csv', row: 1, column: 'code' },
  },
  'unknown-column': {
    file: 'areas.csv',
    from: 'name',
    to: 'title',
    where: { file: 'areas.csv', row: 1, column: 'title' },
  },
  'duplicate-column': {
    file: 'areas.csv',
    from: 'name',
    to: 'code',
    where: { file: 'areas.csv', row: 1, column: 'code' },
  },
  'row-too-short': { file: 'areas.csv', from: ',Aldham South', to: '', where: { file: 'areas.csv', row: 3 } },
  'row-too-long': {
    file: 'areas.csv',
    from: 'Aldham South',
    to: 'Aldham, South',
    where: { file: 'areas.csv', row: 3 },
  },
  'blank-row': { file: 'areas.csv', from: 'wards,A2', to: '\n,,\nwards,A2', where: { file: 'areas.csv', row: 3 } },
  'unclosed-quote': {
    file: 'areas.csv',
    from: 'Aldham South',
    to: '"Aldham South',
    where: { file: 'areas.csv', row: 3, column: 'name' },
  },
  'stray-quote': {
    file: 'areas.csv',
    from: 'Aldham South',
    to: 'Aldham "South"',
    where: { file: 'areas.csv', row: 3, column: 'name' },
  },
  'empty-cell': {
    file: 'events.csv',
    from: 'merger,merge',
    to: 'merger,',
    where: { file: 'events.csv', row: 2, column: 'kind' },
  },
  'not-a-date': {
    file: 'events.csv',
    from: '2025-03-10',
    to: '10/03/2025',
    where: { file: 'events.csv', row: 2, column: 'announced' },
  },
  'not-a-whole-number': {
    file: 'population_values.csv',
    from: '6200',
    to: '6.2',
    where: { file: 'population_values.csv', row: 2, column: 'persons' },
  },
  'below-minimum': {
    file: 'population_values.csv',
    from: '6200',
    to: '-1',
    where: { file: 'population_values.csv', row: 2, column: 'persons' },
  },
  'not-a-boolean': {
    file: 'disagreements.csv',
    table: 'disagreements',
    to: 'id,question,source,says,followed\nd,When?,guide,then,yes\n',
    where: { file: 'disagreements.csv', row: 2, column: 'followed' },
  },
  'unknown-word': {
    file: 'events.csv',
    from: 'in-law',
    to: 'law',
    where: { file: 'events.csv', row: 2, column: 'status' },
  },
  'duplicate-key': {
    file: 'areas.csv',
    from: 'A2',
    to: 'A1',
    where: { file: 'areas.csv', row: 3, column: 'geography, code' },
  },
  'unknown-reference': {
    file: 'roles.csv',
    from: 'borley,',
    to: 'barley,',
    where: { file: 'roles.csv', row: 3, column: 'organisation' },
  },
  'unknown-area': {
    file: 'memberships.csv',
    from: 'borley,wards,B1',
    to: 'borley,wards,B2',
    where: { file: 'memberships.csv', row: 4, column: 'area' },
  },
  'self-link': {
    file: 'relationships.csv',
    table: 'relationships',
    to: 'organisation,kind,target,status\nicb,part-of,icb,stated\n',
    where: { file: 'relationships.csv', row: 2, column: 'target' },
  },
  'dates-reversed': {
    file: 'identifiers.csv',
    from: '2026-04-01,,',
    to: '2026-04-01,2026-04-01,',
    where: { file: 'identifiers.csv', row: 4, column: 'to' },
  },
  'announced-after-legal': {
    file: 'events.csv',
    from: '2025-03-10',
    to: '2026-04-02',
    where: { file: 'events.csv', row: 2, column: 'announced' },
  },
  'target-missing': {
    file: 'relationships.csv',
    table: 'relationships',
    to: 'organisation,kind,target,status\nicb,part-of,,stated\n',
    where: { file: 'relationships.csv', row: 2, column: 'target' },
  },
  'geography-missing': territory('merger,aldham,borley,,A1,published', 'geography'),
  'giver-missing': territory('merger,,borley,,*,published', 'from'),
  'moves-nothing': territory('merger,,,wards,A1,published', 'to'),
  'not-by-area': {
    file: 'populations.csv',
    from: 'resident,wards',
    to: 'resident,',
    where: { file: 'population_values.csv', row: 2, column: 'population' },
  },
  'object-missing': boundaries(topology('parishes', []), 'object'),
  'shape-without-code': boundaries(topology('wards', ['A1', null]), 'code_property'),
  'area-without-shape': boundaries(topology('wards', ['A1', 'B1']), 'file'),
  'shape-without-area': boundaries(topology('wards', ['A1', 'A2', 'B1', 'C1']), 'file'),
};

function territory(row: string, column: string): Case {
  const to = `event,from,to,geography,area,evidence\n${row}\n`;
  return { file: 'territory.csv', table: 'territory', to, where: { file: 'territory.csv', row: 2, column } };
}

async function folderOfCase({ file, from, to, table, more }: Case): Promise<string> {
  const files = new Map<string, string | Uint8Array>(await guideExample());
  if (to === null) files.delete(file);
  else if (from === undefined) files.set(file, to);
  else files.set(file, String(files.get(file)).replace(from, String(to)));
  if (table !== undefined) {
    files.set(
      descriptor,
      String(files.get(descriptor)).replace(
        '"resources": [',
        `"resources": [{ "name": "${table}", "path": "${file}" },`,
      ),
    );
  }
  for (const [path, text] of Object.entries(more ?? {})) files.set(path, text);
  return folderOf(files);
}

const folders: string[] = [];
afterAll(async () => {
  for (const dir of folders) await rm(dir, { recursive: true });
});

describe('every kind of problem', () => {
  it.each(Object.entries(cases))('[PK3] %s is found, and where', async (code, one) => {
    const dir = await folderOfCase(one);
    folders.push(dir);
    const { problems } = await readPack(dir, { limits: { fileBytes: 100_000 } });
    const found = problems.filter((problem) => problem.code === code);
    expect(found[0]?.where, JSON.stringify(problems)).toEqual(one.where);
    expect(found[0]?.severity).toBe(packProblemKinds[code as PackProblemCode].severity);
    expect(found[0]?.message).toMatch(/^[A-Z].*\.$/);
  });

  it('[PK3] a word with bytes that are not UTF-8 is answered with the first such byte', async () => {
    const dir = await folderOfCase(cases['wrong-encoding']);
    folders.push(dir);
    const { problems } = await readPack(dir);
    expect(problems[0]?.found).toContain('byte 0xe9 at offset 32');
  });

  it('[PK3] text in UTF-16, an old spreadsheet and zero bytes are told apart', async () => {
    const dir = await folderOfCase(cases['not-a-table']);
    folders.push(dir);
    const kinds = [
      ['fffe610062', 'UTF-16'],
      ['d0cf11e0a1', 'old spreadsheet'],
      ['1f8b08', 'gzip'],
      ['61620063', 'zero byte at offset 2'],
    ];
    for (const [hex = '', what = ''] of kinds) {
      await writeFile(join(dir, 'areas.csv'), Buffer.from(hex, 'hex'));
      const { problems } = await readPack(dir);
      expect(problems[0]?.found).toContain(what);
    }
  });

  it('[PK1] blank rows at the end of a file are nothing to speak of', async () => {
    const dir = await folderOfCase({ file: 'areas.csv', from: /$/, to: '\n,,\n\n', where: {} });
    folders.push(dir);
    expect((await readPack(dir)).problems).toEqual([]);
  });
});
