/**
 * Starts a workbench for each worker of the tests, as a person would, on a data folder of its own: what one worker changes no other
 * sees. The link of its owner is opened once, and what that leaves in a browser is kept for all tests. Everything is stopped and
 * taken away afterwards.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';

/** Where a worker finds its workbench, and a file of what a browser of its owner holds. */
export type TestWorkbench = { readonly address: string; readonly state: string };

type Started = TestWorkbench & { readonly stop: () => Promise<void> };

/** A first start builds the workbench and the data folder; a slow machine may take a while. @units milliseconds */
const patience = 120_000;

export default async function startWorkbenches({ workers }: FullConfig): Promise<() => Promise<void>> {
  const started: Started[] = [];
  // One after the other: the first builds what the others only show.
  for (let worker = 0; worker < workers; worker++) started.push(await startWorkbench());
  process.env.COTERMINOUS_TEST_WORKBENCHES = JSON.stringify(started);
  return async () => {
    await Promise.all(started.map((one) => one.stop()));
  };
}

async function startWorkbench(): Promise<Started> {
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
  const state = join(home, 'owner-session.json');
  await keepOwnerSession(link, state);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  return { address: new URL(link).origin, state, stop };
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
}
