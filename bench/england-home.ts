/** England built and imported once a run, in folders of its own, for every benchmark that needs it. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { sharedDataFolder } from '#tests/support/shared-data.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** How a command went. @units milliseconds, megabytes */
export type Run = { readonly milliseconds: number; readonly peakMegabytes: number };
export type EnglandHome = { readonly home: string; readonly build: Run; readonly import: Run };

let made: EnglandHome | undefined;

/** The data folder with England in it, and how building and importing went. Removed when the process ends. */
export function englandHome(): EnglandHome {
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), 'coterminous-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const pack = join(folder, 'pack');
  const home = join(folder, 'home');
  const build = runCommand(folder, ['pack', 'build', 'england', '--from', sharedDataFolder(), '--out', pack]);
  made = { home, build, import: runCommand(folder, ['--home', home, 'import', pack]) };
  return made;
}

/** Runs a command of the program as a process of its own; `folder` is where it may leave a note. @throws when it fails */
export function runCommand(folder: string, args: readonly string[]): Run {
  const file = join(folder, 'peak');
  const start = performance.now();
  const result = spawnSync(process.execPath, [join(root, 'bench', 'command-with-peak.ts'), file, ...args], {
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`coterminous ${args.join(' ')} failed: ${result.stderr}`);
  return { milliseconds: performance.now() - start, peakMegabytes: Number(readFileSync(file, 'utf8')) };
}
