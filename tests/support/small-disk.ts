/** A disk that is soon full, for tests of what happens then. It takes the right to mount one. */

import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '#store/store-error.ts';
import { makeTestFolder } from '#tests/support/database.ts';

export type SmallDisk = {
  /** Where it is. */
  readonly folder: string;
  /** Leaves no room on it, until what is returned is called. */
  fill(): () => void;
  /** Takes it away with all that it holds, once nothing works in it. */
  remove(): void;
};

/** A disk of that size in memory; null where this account may not mount one. @units megabytes */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = makeTestFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    fill: () => {
      const filler = join(folder, 'filler');
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize));
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
