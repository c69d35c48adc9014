/** The built workbench: made on the first start and when its sources are newer, so that a start builds once. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const sources = ['src/web', 'src/wire', 'src/core', 'src/std', 'vite.config.ts', 'package-lock.json'];

/** The folder of the built workbench; builds it first when it is missing or older than its sources. */
export async function builtWorkbench(say: (text: string) => void): Promise<string> {
  const folder = join(root, 'dist', 'web');
  const built = existsSync(join(folder, 'index.html')) ? statSync(join(folder, 'index.html')).mtimeMs : 0;
  if (built > newest(sources.map((path) => join(root, path)))) return folder;
  say('Building the workbench (once) ...');
  const { build } = await import('vite');
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}

function newest(paths: readonly string[]): number {
  let latest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const stat = statSync(path);
    const inside = stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    latest = Math.max(latest, inside);
  }
  return latest;
}
