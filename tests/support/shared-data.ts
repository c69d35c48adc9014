/** Where the real England data and the outside reference values lie: beside the checkout, never in it. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The folder `shared` beside the checkout, whether or not it exists. */
export function sharedFolder(): string {
  return join(projectRoot, '..', 'shared');
}

/** The folder of publishers' files. */
export function sharedDataFolder(): string {
  return join(sharedFolder(), 'data');
}

/**
 * True when the real data is there. In CI its absence is a failure, never a quiet pass.
 * @throws in CI when the data is missing.
 */
export function hasSharedData(): boolean {
  const there = existsSync(join(sharedDataFolder(), 'SOURCES.md'));
  if (!there && process.env['CI'] !== undefined)
    throw new Error(`the England data is missing from ${sharedDataFolder()}`);
  if (!there) console.warn(`skipped: the England data is not in ${sharedDataFolder()}`);
  return there;
}
