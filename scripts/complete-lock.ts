/**
 * Puts back what a lock file lacks when it was written against a registry without packages for other platforms:
 * every optional dependency that some package names. `npm ci` refuses a lock file without them, though it never
 * installs them here. Run by `npm run fix`; a test says when it is needed.
 */

import { readFileSync, writeFileSync } from 'node:fs';

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Optional dependencies that the lock file names and does not list, as `[name, version, isForDevelopment]`. */
export function missingOptional(lock: Lock): [string, string, boolean][] {
  const missing: [string, string, boolean][] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue;
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const isListed =
        Object.hasOwn(lock.packages, `${path}/node_modules/${name}`) ||
        Object.hasOwn(lock.packages, `node_modules/${name}`);
      if (!isListed) missing.push([name, range.replace(/^[~^]/, ''), entry.dev === true]);
    }
  }
  return missing;
}

/** The lock file with an entry for each missing package, marked for the platform that its name tells. */
export function completedLock(lock: Lock): Lock {
  const packages = { ...lock.packages };
  for (const [name, version, isForDevelopment] of missingOptional(lock)) {
    const words = name.split(/[/-]/);
    const system = systems.find((one) => words.includes(one)) ?? (name === 'fsevents' ? 'darwin' : undefined);
    const processor = processors.find((one) => words.includes(one));
    packages[`node_modules/${name}`] = {
      version,
      ...(processor === undefined ? {} : { cpu: [processor] }),
      ...(isForDevelopment ? { dev: true } : {}),
      optional: true,
      ...(system === undefined ? {} : { os: [system] }),
      ...(words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {}),
    };
  }
  return { ...lock, packages: Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

if (import.meta.main) {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
  writeFileSync(file, `${JSON.stringify(completedLock(lock), null, 2)}\n`);
}
