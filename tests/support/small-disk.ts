/** A disk that is soon full, for tests of what happens then. It takes the right to mount one. */

import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '#store/store-error.ts';
import { makeTestFolder } from '#tests/support/database.ts';

export type SmallDisk = {
  /** Where it is. */
  readonly folder: string;
  /** Leaves so little room on it, until what is returned is called. @units bytes */
  fill(left?: number): () => void;
  /** Takes it away with all that it holds, once nothing works in it. */
  remove(): void;
};

/** A disk in memory of a size such as `250m` or `32k`; null where this account may not mount one. */
export function mountSmallDisk(size: string): SmallDisk | null {
  const folder = makeTestFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  // PostgreSQL may run as another account than this one.
  chmodSync(folder, 0o755);
  return {
    folder,
    fill: (left = 0) => {
      const filler = join(folder, 'filler');
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
      } catch (error) {
        // Others wrote meanwhile, so that it was full before.
        if (errorCode(error) !== 'ENOSPC') throw error;
      }
      return () => rmSync(filler);
    },
    remove: () => {
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
