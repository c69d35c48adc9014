/** The built workbench: made on the first start and when its sources are newer, so that a start builds once. */

import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const sources = ['src/web', 'src/wire', 'src/core', 'src/std', 'vite.config.ts', 'package-lock.json'];

/**
 * The folder of the built workbench; builds it first when it is missing or older than its sources. It is built in the
 * checkout, or in the data folder where the checkout may not be written to.
 */
export async function builtWorkbench(home: string, say: (text: string) => void): Promise<string> {
  const changed = newest(sources.map((path) => join(root, path)));
  const parents = [join(root, 'dist'), home];
  const fresh = parents.map((parent) => join(parent, 'web')).find((folder) => builtAt(folder) > changed);
  if (fresh !== undefined) return fresh;
  const parent = isWritable(root) && isWritable(parents[0] ?? root) ? join(root, 'dist') : home;
  say('Building the workbench (once) ...');
  return buildInto(parent);
}

/** Builds beside and renames, so that a build that was killed is never taken for a whole one. */
async function buildInto(parent: string): Promise<string> {
  const folder = join(parent, 'web');
  const unfinished = join(parent, `web-${process.pid}`);
  const old = join(parent, `web-${process.pid}-old`);
  mkdirSync(parent, { recursive: true });
  try {
    const { build } = await import('vite');
    await build({
      configFile: join(root, 'vite.config.ts'),
      // The other loaders write beside node_modules, which may belong to somebody else.
      configLoader: 'native',
      logLevel: 'error',
      build: { outDir: unfinished, emptyOutDir: true },
    });
    swapIn(unfinished, folder, old);
  } finally {
    for (const left of [unfinished, old]) rmSync(left, { recursive: true, force: true });
  }
  return folder;
}

/** Puts the fresh folder in place; when another start was quicker at any step, its build is as good. */
function swapIn(fresh: string, folder: string, old: string): void {
  try {
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(fresh, folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** @units milliseconds since 1970; 0 when nothing is built there */
function builtAt(folder: string): number {
  return statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** True when files can be made in the folder; of a folder that is not there, nothing is said against it. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function newest(paths: readonly string[]): number {
  let latest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    const inside = stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    latest = Math.max(latest, inside);
  }
  return latest;
}
