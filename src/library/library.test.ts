import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areasOfRows, weightsOfRows } from '#library/rows.ts';
import { buildLibrary } from '../../scripts/build-library.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(root, 'docs/guide/library.md'), 'utf8');
const examples = [...guide.matchAll(/```js\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/g)].map(([, code, answer]) => ({
  code: code ?? '',
  answer: answer ?? '',
}));

describe('areas and weights of rows', () => {
  it('[LB1] areas are numbered as their codes are met, and rows without one lie in none', () => {
    const areas = areasOfRows(['B', null, 'A', '', 'B']);
    expect(areas.keys).toEqual(['B', 'A']);
    expect([...areas.areaOfPart]).toEqual([0, -1, 1, -1, 0]);
  });

  it('[LB2] weights are from 0 or not known', () => {
    expect([...weightsOfRows('people', [1, Number.NaN, 0]).ofPart]).toEqual([1, Number.NaN, 0]);
    expect(() => weightsOfRows('people', [1, -2])).toThrow(/-2 in row 1/);
  });
});

describe('the built library', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coterminous-library-'));
    const built = await buildLibrary(join(folder, 'built'));
    mkdirSync(join(folder, 'node_modules'));
    renameSync(built, join(folder, 'node_modules/coterminous'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (file: string, text: string, command: readonly string[]) => {
    writeFileSync(join(folder, file), text);
    return spawnSync(process.execPath, [...command, file], { cwd: folder, encoding: 'utf8' });
  };

  it('[LB3] is one module without imports, and a strict program of another project finds its types', () => {
    const module = readFileSync(join(folder, 'node_modules/coterminous/coterminous.js'), 'utf8');
    expect(module).not.toMatch(/^import |\bimport\(/m);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--types', ''];
    const right =
      "import { overlap } from 'coterminous';\nexport const pairs: number = overlap(Int32Array.of(0), Int32Array.of(0), Float64Array.of(1)).pairs.length;\n";
    expect(run('right.ts', right, [tsc, ...flags])).toMatchObject({ status: 0, stdout: '' });
    const wrong = right.replace('number', 'string');
    expect(run('wrong.ts', wrong, [tsc, ...flags]).stdout).toContain(
      "Type 'number' is not assignable to type 'string'",
    );
  });

  it('[LB5] the examples of the guide give what it says', () => {
    expect(examples.length).toBeGreaterThan(3);
    for (const [at, { code, answer }] of examples.entries()) {
      const { stdout, stderr } = run(`example-${at}.js`, code, []);
      expect({ stdout, stderr }).toEqual({ stdout: answer, stderr: '' });
    }
  });
});
