/**
 * Builds what `import ... from 'coterminous'` loads into dist/library: one module without imports, its types, and a
 * package file, so that the folder can be installed as it is. Run by `npm run library`.
 */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Builds the library into the folder and returns it. Takes a second or two. */
export async function buildLibrary(into = join(root, 'dist/library')): Promise<string> {
  rmSync(into, { recursive: true, force: true });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: into,
      emptyOutDir: true,
      target: 'es2023',
      minify: false,
      lib: { entry: join(root, 'src/library/coterminous.ts'), formats: ['es'], fileName: () => 'coterminous.js' },
    },
  });
  writeTypes(into);
  const { name, version, description, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entry = { types: './types/library/coterminous.d.ts', default: './coterminous.js' };
  const manifest = { name, version, description, license, type: 'module', sideEffects: false, exports: { '.': entry } };
  writeFileSync(join(into, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(into, 'LICENSE'), readFileSync(join(root, 'LICENSE')));
  return into;
}

function writeTypes(into: string): void {
  const types = join(into, 'types');
  const compiler = fileURLToPath(import.meta.resolve('typescript/package.json'));
  const tsc = join(dirname(compiler), 'bin/tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.library.json'), '--outDir', types]);
  if (run.status !== 0) throw new Error(`the types were not written: ${run.stdout}${run.stderr}`);
  for (const path of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts')) continue;
    const file = join(types, path);
    writeFileSync(file, withRelativeImports(readFileSync(file, 'utf8'), dirname(path)));
  }
}

/** The short names of folders mean nothing to another program: they become paths from where the file lies. */
function withRelativeImports(text: string, folder: string): string {
  return text.replace(/(['"])#([\w/-]+)\.ts\1/g, (_whole, quote: string, path: string) => {
    const way = relative(folder, path);
    return `${quote}${way.startsWith('.') ? way : `./${way}`}.js${quote}`;
  });
}

if (import.meta.main) process.stdout.write(`Built into ${relative(process.cwd(), await buildLibrary())}\n`);
