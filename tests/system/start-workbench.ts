/**
 * Starts the workbench as a person would, on a data folder of its own, and gives its address to the tests; stops it
 * and takes the folder away afterwards. COTERMINOUS_TEST_URL names one that runs already.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A first start builds the workbench and the data folder; a slow machine may take a while. @units milliseconds */
const patience = 120_000;

export default async function startWorkbench(): Promise<() => Promise<void>> {
  if (process.env.COTERMINOUS_TEST_URL !== undefined) return async () => {};
  const home = mkdtempSync(join(tmpdir(), 'coterminous-system-'));
  const child = spawn(process.execPath, ['bin/coterminous.mjs', 'start', '--port', '0', '--home', home, '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the workbench printed no address in time:\n${printed}`)), patience);
    const listen = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const found = /http:\/\/[\w.:[\]]+/.exec(printed)?.[0];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the workbench ended with ${code}:\n${printed}`)));
  });
  process.env.COTERMINOUS_TEST_URL = address;
  return async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
}
