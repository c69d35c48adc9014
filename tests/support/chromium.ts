/** The browser of tests and benchmarks: from its npm package, unpacked once for each account. */

import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';

/**
 * The path of the browser; CHROMIUM names another. The package unpacks into the temporary folder and for its owner
 * alone, so each account gets a folder of its own: what one unpacked another could not run.
 */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const before = process.env['TMPDIR'];
  const folder = join(tmpdir(), `coterminous-chromium-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env['TMPDIR'] = folder;
  try {
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
