/**
 * A workbench on which people sign in with accounts, started as its operator would, and people of bodies on it: invited by the
 * command line, signed in through the API as a browser does it.
 */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';

const program = join(import.meta.dirname, '..', '..', 'bin', 'coterminous.mjs');

/** A first start builds the workbench and the data folder; a slow machine may take a while. @units milliseconds */
const patience = 180_000;

export type AccountsServer = {
  /** With the name of the machine: browsers make no passkeys for an address in numbers. */
  readonly address: string;
  readonly home: string;
  readonly stop: () => Promise<void>;
};

/** Starts the server on a data folder of its own, with the sample in it. */
export async function startAccountsServer(): Promise<AccountsServer> {
  const home = mkdtempSync(join(tmpdir(), 'coterminous-accounts-'));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const words = [
    'start',
    '--accounts',
    '--no-open',
    '--home',
    home,
    '--port',
    String(port),
    '--public-address',
    address,
  ];
  // Tests sign in more often than a person does.
  const limits = ['--requests-per-minute', '100000', '--sign-ins-per-minute', '10000'];
  const child = spawn(process.execPath, [program, ...words, ...limits], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server printed no address in time:\n${printed}`)), patience);
    const listen = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (!/is at http/.test(printed)) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${printed}`)));
  });
  return {
    address,
    home,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export type Invited = {
  readonly name: string;
  readonly email: string;
  /** Code of the body that they act for. */
  readonly organisation: string;
  readonly roles: readonly string[];
};

/** Invites somebody as the owner of the installation; the path of the link that is handed over. */
export async function invite(server: AccountsServer, { name, email, organisation, roles }: Invited): Promise<string> {
  const words = ['accounts', 'invite', email, '--name', name, '--for', organisation, '--home', server.home];
  const asked = [...words, ...roles.flatMap((role) => ['--role', role])];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...asked]);
  const path = /\/invitation#\S+/.exec(stdout)?.[0];
  if (path === undefined) throw new Error(`no link was printed:\n${stdout}`);
  return path;
}

/** Somebody who can sign in; `second` where their roles ask for a second factor. */
export type Person = Invited & { readonly password: string; readonly second: SecondFactor | null };

/** Makes somebody's account as they would: invited, password chosen, second factor set up where their roles ask for one. */
export async function makePerson(server: AccountsServer, invited: Invited): Promise<Person> {
  const key = (await invite(server, invited)).split('#')[1] ?? '';
  const password = `the words of ${invited.email}`;
  const asked = apiOf(server, '');
  const accepted = await asked('POST', '/api/links/accept', { key, password });
  const signedIn = apiOf(server, accepted.cookie);
  const session = (await signedIn('GET', '/api/session')).body as { person: { mustAddFactor: boolean } };
  if (!session.person.mustAddFactor) return { ...invited, password, second: null };
  const { secret } = (await signedIn('POST', '/api/account/totp', {})).body as { secret: string };
  const second = new SecondFactor(secret);
  await signedIn('POST', '/api/account/totp/confirm', { code: await second.code() });
  return { ...invited, password, second };
}

/** Signs somebody in, in place of whoever the browser knew. */
export async function signInAs(context: BrowserContext, server: AccountsServer, person: Person): Promise<void> {
  const headers = { origin: server.address };
  const { email, password } = person;
  await context.clearCookies();
  const first = await context.request.post(`${server.address}/api/session`, { data: { email, password }, headers });
  const { outcome, ticket } = (await first.json()) as { outcome: string; ticket: string | null };
  if (outcome === 'done') return;
  if (person.second === null) throw new Error(`${person.name} could not sign in: ${outcome}`);
  const data = { ticket, code: await person.second.code() };
  const second = await context.request.post(`${server.address}/api/session/second-factor`, { data, headers });
  if (!second.ok()) throw new Error(`${person.name} could not sign in: ${await second.text()}`);
}

/** How long a code of an app holds. @units milliseconds */
const step = 30_000;

/** An app that shows codes. No code is taken twice, so it waits for the next one when it has to. */
export class SecondFactor {
  readonly #totp: TOTP;
  #last = 0;

  constructor(secret: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  }

  /** A code that was not used yet: the present one, or the next, which a server takes from a clock that is ahead. */
  async code(): Promise<string> {
    const now = Math.floor(Date.now() / step);
    const wanted = Math.max(now, this.#last + 1);
    if (wanted > now + 1) {
      await new Promise((resolve) => setTimeout(resolve, (wanted - 1) * step - Date.now() + 500));
    }
    this.#last = wanted;
    return this.#totp.generate({ timestamp: wanted * step });
  }
}

type Answered = { readonly body: unknown; readonly cookie: string };

/** The API as somebody with that cookie asks it; what fails throws. */
function apiOf({ address }: AccountsServer, cookie: string) {
  return async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const response = await fetch(address + path, {
      method,
      headers: { origin: address, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const session = response.headers.getSetCookie().find((one) => one.includes('coterminous_session='));
    return { body: text === '' ? null : JSON.parse(text), cookie: session?.split(';')[0] ?? cookie };
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const place = probe.address();
  probe.close();
  await once(probe, 'close');
  if (place === null || typeof place === 'string') throw new Error('no port is free');
  return place.port;
}
