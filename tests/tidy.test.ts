/**
 * The house rules that a machine can hold: which layer may know which, no circles of imports, small files, plain
 * names, every rule tested, every link alive.
 */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { missingOptional } from '../scripts/complete-lock.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const left = new Set(['node_modules', 'dist', '.git', '.tsbuild', 'test-results', 'playwright-report']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (left.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const all = filesBelow(root).map((path) => relative(root, path));
const sources = all.filter((path) => /^src\/.*\.tsx?$/.test(path));
const code = all.filter((path) => /^(src|tests|bench)\/.*\.tsx?$/.test(path));
const text = (path: string) => readFileSync(join(root, path), 'utf8');

/** What a file imports from this project, as paths from the root; imports of types too. */
function importsOf(path: string): string[] {
  const found = [...text(path).matchAll(/(?:from|import)\s*\(?\s*'(#[^']+|\.{1,2}\/[^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return found.flatMap((name) => {
    if (name.startsWith('#tests/') || name.startsWith('#bench/')) return [name.slice(1)];
    if (name.startsWith('#')) return [`src/${name.slice(1)}`];
    return [relative(root, resolve(root, dirname(path), name))];
  });
}

const layerOf = (path: string) => path.split('/')[1] ?? '';
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

const allowed: Record<string, readonly string[]> = {
  std: ['std'],
  core: ['std', 'core'],
  identity: ['std', 'core', 'identity'],
  sources: ['std', 'core', 'sources'],
  store: ['std', 'core', 'store'],
  wire: ['std', 'core', 'wire'],
  sample: ['std', 'core', 'sample'],
  library: ['std', 'core', 'library'],
  actions: ['std', 'core', 'identity', 'sources', 'store', 'sample', 'actions'],
  api: ['std', 'core', 'identity', 'store', 'wire', 'actions', 'api'],
  cli: ['std', 'core', 'identity', 'store', 'wire', 'actions', 'api', 'cli'],
  web: ['std', 'core', 'wire', 'web'],
};

describe('layers', () => {
  it('[TD1] every file of src is in a known layer, and there are files to look at', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect([...new Set(sources.map(layerOf))].filter((layer) => allowed[layer] === undefined)).toEqual([]);
  });

  it('[TD2] each layer imports only the layers it may know', () => {
    const wrong = sources
      .filter((path) => !isTest(path))
      .flatMap((path) => {
        const may = allowed[layerOf(path)] ?? [];
        return importsOf(path)
          .filter((other) => !may.includes(layerOf(other)) || isTest(other) || !other.startsWith('src/'))
          .map((other) => `${path} -> ${other}`);
      });
    expect(wrong).toEqual([]);
  });

  it('[TD3] every import of the project leads to a file', () => {
    const broken = code.flatMap((path) =>
      importsOf(path)
        .filter((other) => !existsSync(join(root, other)))
        .map((other) => `${path} -> ${other}`),
    );
    expect(broken).toEqual([]);
  });

  it('[TD4] imports form no circle', () => {
    const graph = new Map(sources.map((path) => [path, importsOf(path)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path) || trail.includes(path)) return;
      for (const other of graph.get(path) ?? []) walk(other, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    expect(circles).toEqual([]);
  });

  it('[TD5] the core and std touch neither files, network, clock nor unseeded chance', () => {
    const banned = /from 'node:|\bprocess\.|\bDate\.now\(|new Date\(\)|Math\.random\(|\bfetch\(|\bperformance\./;
    const wrong = sources.filter(
      (path) => ['std', 'core'].includes(layerOf(path)) && !isTest(path) && banned.test(text(path)),
    );
    expect(wrong).toEqual([]);
  });

  it('[TD6] SQL stays in the store, and what asks files in the reader of tables', () => {
    const sql = /\b(select|insert into|delete from|update)\b[^\n]{0,80}\b(from|values|set|where)\b.*`/i;
    const mayAsk = (path: string) => layerOf(path) === 'store' || path.startsWith('src/sources/tables/');
    const wrong = sources.filter((path) => !mayAsk(path) && !isTest(path) && sql.test(text(path)));
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  it('[TD10] no file of code is longer than 400 lines', () => {
    const long = code
      .map((path) => ({ path, lines: text(path).split('\n').length }))
      .filter(({ lines }) => lines > 401);
    expect(long).toEqual([]);
  });

  it('[TD11] files have plain kebab-case names', () => {
    const wrong = code.filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      return (
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|d))?\.tsx?$/.test(name) ||
        /^(utils?|helpers?|common|misc|manager|index)\./.test(name)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('[TD12] every file of src begins with a paragraph of purpose', () => {
    const wrong = sources.filter((path) => !isTest(path) && !/^\/\*\*[\s\S]+?\*\//.test(text(path)));
    expect(wrong).toEqual([]);
  });

  it('[TD13] no enum, no re-exporting, nothing left to do later', () => {
    const marks = [
      /^\s*(export )?(const )?enum /m,
      /^export \* from/m,
      new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b`),
    ];
    const wrong = code.filter((path) => marks.some((mark) => mark.test(text(path))));
    expect(wrong).toEqual([]);
  });
});

describe('rules and documents', () => {
  const ruleIds = new Map<string, string>();
  const twice: string[] = [];
  for (const path of all.filter((one) => one.endsWith('SPEC.md'))) {
    for (const match of text(path).matchAll(/^- (?:\*\*|\[)?([A-Z]{2}\d+)\b/gm)) {
      const id = match[1] ?? '';
      if (ruleIds.has(id)) twice.push(`${id}: ${ruleIds.get(id)} and ${path}`);
      ruleIds.set(id, path);
    }
  }
  const tests = all.filter((path) => /\.(test|spec)\.tsx?$/.test(path));
  const named = new Set(
    tests.flatMap((path) =>
      [...text(path).matchAll(/\[([A-Z]{2}\d+(?:, ?[A-Z]{2}\d+)*)\]/g)].flatMap((match) =>
        (match[1] ?? '').split(/, ?/),
      ),
    ),
  );

  it('[TD20] every rule has one id and is the rule of some test', () => {
    expect(ruleIds.size).toBeGreaterThan(50);
    expect(twice).toEqual([]);
    expect([...ruleIds.keys()].filter((id) => !named.has(id)).map((id) => `${id} of ${ruleIds.get(id)}`)).toEqual([]);
  });

  it('[TD21] every test begins with a rule that is written down', () => {
    const stray = tests.flatMap((path) =>
      [...text(path).matchAll(/\b(?:it|test)(?:\.(?:each|skipIf|runIf)(?:\([^()]*\)))?\(\s*(['"`])(.*?)\1/g)]
        .map((match) => match[2] ?? '')
        .filter((name) => !/^\[[A-Z]{2}\d+/.test(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(stray).toEqual([]);
    expect([...named].filter((id) => !ruleIds.has(id))).toEqual([]);
  });

  it('[TD22] links between documents lead somewhere', () => {
    const dead = all
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...text(path).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)/g)]
          .map((match) => match[1] ?? '')
          .filter((target) => !existsSync(resolve(root, dirname(path), target)))
          .map((target) => `${path} -> ${target}`),
      );
    expect(dead).toEqual([]);
  });

  it('[TD23] every rule names a page that exists when code cites one', () => {
    const dead = code.flatMap((path) =>
      [...text(path).matchAll(/\bdocs\/[\w/-]+\.md\b/g)]
        .map((match) => match[0])
        .filter((page) => !existsSync(join(root, page)) && !isTest(path))
        .map((page) => `${path} -> ${page}`),
    );
    expect(dead).toEqual([]);
  });

  it('[TD25] the lock file lists the optional packages of every platform, without addresses', () => {
    const lock = JSON.parse(text('package-lock.json'));
    expect(missingOptional(lock)).toEqual([]);
    expect(text('package-lock.json')).not.toContain('"resolved"');
  });

  it('[TD24] no file is large without a reason', () => {
    const heavy = all.filter((path) => path !== 'package-lock.json' && statSync(join(root, path)).size > 400_000);
    expect(heavy).toEqual([]);
  });
});
