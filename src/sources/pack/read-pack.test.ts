import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { folderOf, guideExample } from '#sources/pack/guide-example.ts';
import { type ReadPackOptions, readPack } from '#sources/pack/read-pack.ts';

type Files = Map<string, string | Uint8Array>;

const folders: string[] = [];
afterAll(async () => {
  for (const dir of folders) await rm(dir, { recursive: true });
});

/** Reads the example of the guide after a change to its files. */
async function readChanged(
  change: (files: Files) => void,
  options: ReadPackOptions = {},
  inFolder?: (dir: string) => Promise<void>,
) {
  const files: Files = new Map(await guideExample());
  change(files);
  const dir = await folderOf(files);
  folders.push(dir);
  await inFolder?.(dir);
  return readPack(dir, options);
}

function withDescriptor(files: Files, change: (json: { resources: { name: string; path: unknown }[] }) => void): void {
  const json = JSON.parse(String(files.get('datapackage.json')));
  change(json);
  files.set('datapackage.json', JSON.stringify(json));
}

function withPath(files: Files, table: string, path: unknown): void {
  withDescriptor(files, (json) => {
    const resource = json.resources.find((one) => one.name === table);
    if (resource !== undefined) resource.path = path;
  });
}

describe('reading a pack', () => {
  it('[PK1] gives typed rows in the order of the files', async () => {
    const { facts, problems } = await readChanged((files) => {
      files.set('areas.csv', 'name,code,geography\n,A2,wards\nBorley,B1,wards\n"North, ""Aldham""",A1,wards\n');
    });
    expect(problems).toEqual([]);
    expect(facts.areas).toEqual([
      { geography: 'wards', code: 'A2', name: null },
      { geography: 'wards', code: 'B1', name: 'Borley' },
      { geography: 'wards', code: 'A1', name: 'North, "Aldham"' },
    ]);
    expect(facts.population_values[0]).toEqual({ population: 'mid-2024', area: 'A1', persons: 6200 });
    expect(facts.events[0]).toMatchObject({
      announced: '2025-03-10',
      legal: '2026-04-01',
      operational: null,
      note: null,
    });
    expect(facts.organisations[0]).toEqual({
      id: 'aldham',
      name: 'Aldham Council',
      from: null,
      to: null,
      source: 'guide',
      note: null,
    });
  });

  it('[PK1] true and false are values', async () => {
    const { facts, problems } = await readChanged((files) => {
      withDescriptor(files, (json) => json.resources.push({ name: 'disagreements', path: 'disagreements.csv' }));
      files.set(
        'disagreements.csv',
        'id,question,source,says,followed\nd,When?,guide,then,true\nd2,When?,guide,now,false\n',
      );
    });
    expect(problems).toEqual([]);
    expect(facts.disagreements.map((row) => row.followed)).toEqual([true, false]);
  });

  it('[PK2] a byte order mark, other line ends, gzip and several files make no difference', async () => {
    const plain = await readChanged(() => undefined);
    const { facts, problems } = await readChanged((files) => {
      const areas = String(files.get('areas.csv'));
      files.set('areas.csv.gz', gzipSync(areas));
      files.delete('areas.csv');
      withPath(files, 'areas', 'areas.csv.gz');
      files.set('roles.csv', `\ufeff${String(files.get('roles.csv')).replaceAll('\n', '\r\n')}`);
      const [heading, ...rows] = String(files.get('memberships.csv')).trimEnd().split('\n');
      files.set('m/one.csv', [heading, ...rows.slice(0, 2)].join('\r'));
      files.set('m/two.csv', [heading, ...rows.slice(2)].join('\n'));
      withPath(files, 'memberships', ['m/one.csv', 'm/two.csv']);
    });
    expect(problems).toEqual([]);
    expect(facts).toEqual(plain.facts);
  });

  it('[PK3] a fault in the second file of a table is placed there, past rows left out', async () => {
    const { problems } = await readChanged((files) => {
      files.set('areas2.csv', 'geography,code,name\nwards,C1,\nwards,C2,x,y\nwards,A1,\n');
      withPath(files, 'areas', ['areas.csv', 'areas2.csv']);
    });
    expect(problems).toMatchObject([
      { code: 'row-too-long', where: { file: 'areas2.csv', row: 3 } },
      { code: 'duplicate-key', where: { file: 'areas2.csv', row: 4 } },
    ]);
    expect(problems[1]?.message).toContain('Row 2 of areas.csv');
  });

  it('[PK4] the faults of all tables are reported together', async () => {
    const { problems } = await readChanged((files) => {
      files.set(
        'roles.csv',
        'organisation,role,from,to\nnobody,king,2020-13-01,\naldham,region,2020-01-01,2019-01-01\n',
      );
      files.set('areas.csv', `${files.get('areas.csv')}wards,A1,again\n`);
      files.delete('populations.csv');
    });
    expect(problems.map((problem) => problem.code)).toEqual([
      'unknown-word',
      'not-a-date',
      'file-missing',
      'dates-reversed',
      'duplicate-key',
    ]);
  });

  it('[PK5] a newer format is refused with that problem alone', async () => {
    const { problems, facts } = await readChanged((files) => {
      files.set('datapackage.json', '{"coterminous": {"format": 2}, "resources": "of another form"}');
    });
    expect(problems).toMatchObject([{ code: 'newer-format', expected: '1 or lower', found: '2' }]);
    expect(facts.areas).toEqual([]);
  });

  it.each([
    '../secret.csv',
    '/etc/passwd',
    'a/../../secret.csv',
    'https://example.org/areas.csv',
    'C:/areas.csv',
    '..\\secret.csv',
  ])('[PK6] the path %s is refused', async (path) => {
    const { problems } = await readChanged((files) => withPath(files, 'areas', path));
    expect(problems).toMatchObject([
      { code: 'unsafe-path', where: { file: 'datapackage.json', column: 'resources[8].path' } },
    ]);
  });

  it('[PK6] a link that leads outside is refused, one that stays inside is followed', async () => {
    const outside = await folderOf(new Map([['areas.csv', 'geography,code\nwards,SECRET\n']]));
    folders.push(outside);
    const linked = (target: (dir: string) => string) =>
      readChanged(
        (files) => withPath(files, 'areas', 'linked.csv'),
        {},
        (dir) => symlink(target(dir), join(dir, 'linked.csv')),
      );
    const { problems, facts } = await linked(() => join(outside, 'areas.csv'));
    expect(problems).toMatchObject([{ code: 'unsafe-path', found: '"linked.csv", a link to elsewhere' }]);
    expect(facts.areas).toEqual([]);
    expect((await linked((dir) => join(dir, 'areas.csv'))).problems).toEqual([]);
    expect((await linked((dir) => `${dir}-not/there`)).problems).toMatchObject([{ code: 'file-missing' }]);
  });

  it('[PK6] a linked folder does not lead out either', async () => {
    const outside = await folderOf(new Map([['areas.csv', 'geography,code\nwards,SECRET\n']]));
    folders.push(outside);
    const { problems } = await readChanged(
      (files) => withPath(files, 'areas', 'sub/areas.csv'),
      {},
      (dir) => symlink(outside, join(dir, 'sub')),
    );
    expect(problems).toMatchObject([{ code: 'unsafe-path' }]);
  });

  it('[PK7] a gzip bomb is stopped long before it is unpacked', async () => {
    const member = gzipSync(Buffer.alloc(2 ** 20, 'wards,A1,x\n'));
    const bomb = Buffer.concat(Array.from({ length: 1000 }, () => member));
    expect(bomb.length).toBeLessThan(8 * 2 ** 20);
    const before = process.memoryUsage().rss;
    const { problems } = await readChanged(
      (files) => {
        files.set('areas.csv.gz', bomb);
        withPath(files, 'areas', 'areas.csv.gz');
      },
      { limits: { ratio: 10 } },
    );
    expect(problems).toMatchObject([{ code: 'too-large', where: { file: 'areas.csv.gz' } }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * 2 ** 20);
  });

  it('[PK7] by default a file may unpack to 200 times its size, from 4 MB on', async () => {
    const rows = (count: number) => gzipSync(`geography,code,name\n${'wards,A1,\n'.repeat(count)}`, { level: 9 });
    const packed = (count: number) => (files: Files) => {
      files.set('areas.csv.gz', rows(count));
      withPath(files, 'areas', 'areas.csv.gz');
    };
    expect((await readChanged(packed(300_000))).problems[0]?.code).toBe('duplicate-key');
    expect((await readChanged(packed(800_000))).problems[0]?.code).toBe('too-large');
  });

  it('[PK7] the bytes of a file and of all files together are bounded', async () => {
    const rows = `geography,code,name\n${'wards,A1,x\n'.repeat(1000)}`;
    const change = (files: Files) => void files.set('areas.csv', rows);
    expect((await readChanged(change, { limits: { fileBytes: 10_000 } })).problems).toMatchObject([
      { code: 'too-large', where: { file: 'areas.csv' } },
    ]);
    const inAll = (await readChanged(change, { limits: { totalBytes: 10_000 } })).problems;
    expect(inAll[0]).toMatchObject({ code: 'too-large' });
  });

  it('[PK8] a table that cannot be read makes no problems elsewhere', async () => {
    const { problems } = await readChanged((files) => void files.set('organisations.csv', 'id;name\naldham;Aldham\n'));
    expect(problems.map((problem) => problem.code)).toEqual(['wrong-separator']);
  });

  it('[PK8] a row left out for its own fault is not missed elsewhere', async () => {
    const { problems } = await readChanged((files) => {
      files.set(
        'organisations.csv',
        String(files.get('organisations.csv')).replace('Aldham Council', 'Aldham, Council'),
      );
      files.set('areas.csv', String(files.get('areas.csv')).replace('Aldham North', 'Aldham, North'));
    });
    expect(problems.map((problem) => problem.code)).toEqual(['row-too-long', 'row-too-long']);
  });

  it('[PK9] a hundred thousand faults are listed in part and counted', async () => {
    const { problems } = await readChanged((files) => {
      files.set('population_values.csv', `population,area,persons\n${'mid-2024,A1,many\n'.repeat(100_000)}`);
    });
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toMatchObject({ code: 'not-a-whole-number', found: '100000 in all' });
  });

  it('[PK10] a misspelt table, file, column and word are answered with the nearest', async () => {
    const { problems } = await readChanged((files) => {
      withDescriptor(files, (json) => json.resources.push({ name: 'adjacencies', path: 'x.csv' }));
      withPath(files, 'areas', 'area.csv');
      files.set('roles.csv', 'organisation,role,From\naldham,unitry-council,\n');
    });
    const said = problems.map((problem) => `${problem.code}: ${problem.message} ${problem.expected}`).join('\n');
    for (const near of ['perhaps adjacency is', 'perhaps "areas.csv"', 'perhaps from is', 'perhaps unitary-council is'])
      expect(said).toContain(near);
  });

  it('[PK11] any change of bytes ends with problems or facts', async () => {
    const example = [...(await guideExample())].map(([path, text]) => [path, Buffer.from(text)] as const);
    const edit = fc.record({
      file: fc.nat(example.length - 1),
      at: fc.nat(2000),
      bytes: fc.uint8Array({ maxLength: 4 }),
      cut: fc.nat(20),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const files: Files = new Map(example);
        for (const { file, at, bytes, cut } of edits) {
          const [path, old] = example[file] ?? ['', Buffer.alloc(0)];
          const start = at % (old.length + 1);
          files.set(path, Buffer.concat([old.subarray(0, start), bytes, old.subarray(start + cut)]));
        }
        const dir = await folderOf(files);
        try {
          const { problems } = await readPack(dir);
          for (const problem of problems) expect(problem.message).toMatch(/\.$/);
        } finally {
          await rm(dir, { recursive: true });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('[PK3] a folder that is a file, is missing, or holds folders in place of files is named', async () => {
    const dir = await folderOf(new Map([['file', 'x']]));
    folders.push(dir);
    for (const path of [join(dir, 'file'), join(dir, 'none')]) {
      expect((await readPack(path)).problems).toMatchObject([{ code: 'unreadable-folder', where: { file: path } }]);
    }
    const { problems } = await readChanged(
      (files) => void files.delete('areas.csv'),
      {},
      (changed) => mkdir(join(changed, 'areas.csv')).then(() => undefined),
    );
    expect(problems).toMatchObject([{ code: 'unreadable-file', where: { file: 'areas.csv' } }]);
    await writeFile(join(dir, 'datapackage.json'), '[]');
    expect((await readPack(dir)).problems).toMatchObject([{ code: 'bad-descriptor', expected: 'an object' }]);
  });
});
