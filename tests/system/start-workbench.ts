/**
 * Starts the workbench as a person would, on a data folder of its own, and gives its address to the tests; stops it
 * and takes the folder away afterwards. The link of its owner is opened once, and what that leaves in a browser is kept for all
 * tests. COTERMINOUS_TEST_URL names one that runs already, and COTERMINOUS_TEST_STATE what a browser of its owner holds.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  const link = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the workbench printed no address in time:\n${printed}`)), patience);
    const listen = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const found = /is at (http:\S+)\n/.exec(printed)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the workbench ended with ${code}:\n${printed}`)));
  });
  process.env.COTERMINOUS_TEST_URL = new URL(link).origin;
  await keepOwnerSession(link, join(home, 'owner-session.json'));
  return async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
}

/** Opens the link as a browser does, and writes the session that it leaves to a file that browsers of the tests start from. */
async function keepOwnerSession(link: string, file: string): Promise<void> {
  const { origin, searchParams, hostname } = new URL(link);
  const answer = await fetch(`${origin}/api/session/owner`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ key: searchParams.get('key') }),
  });
  const [name = '', value = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';')[0]?.split('=') ?? [];
  if (!answer.ok || value === '') throw new Error(`the link of the owner opens nothing: ${await answer.text()}`);
  const cookie = { name, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false };
  writeFileSync(file, JSON.stringify({ cookies: [{ ...cookie, sameSite: 'Strict' }], origins: [] }));
  process.env.COTERMINOUS_TEST_STATE = file;
}
