import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '#tests/golden/run-cli.ts';
import {
  isDatabaseGone,
  ownerHeaders,
  startWorkbench,
  stopWorkbench,
  type Workbench,
} from '#tests/golden/run-workbench.ts';
import { makeTestFolder } from '#tests/support/database.ts';
import { makeTestCertificate } from '#tests/support/self-signed.ts';
import { startDoorServer } from '#tests/support/signed-in.ts';

let home: string;
beforeEach(() => {
  home = join(makeTestFolder(), 'home');
});
afterEach(async () => {
  expect(await isDatabaseGone(home)).toBe(true);
  rmSync(join(home, '..'), { recursive: true, force: true });
});

const statusAs = async ({ address }: Workbench, headers: Record<string, string> = {}) =>
  (await fetch(`${address}api/registers`, { headers })).status;
const linkIn = (text: string): string =>
  text
    .match(/is at (\S+)\n/g)
    ?.at(-1)
    ?.slice(6, -1) ?? '';

describe('the owner of a laptop', () => {
  it('[HS32] opens the link that the start printed, once; SIGUSR2 and "open" print another', async () => {
    const workbench = await startWorkbench(home);
    expect(workbench.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}$/);
    expect(await statusAs(workbench)).toBe(401);
    expect(await statusAs(workbench, await ownerHeaders(workbench))).toBe(200);
    await expect(ownerHeaders(workbench)).rejects.toThrow('it works once, for five minutes');

    const more = new Promise<string>((found) =>
      workbench.child.stdout?.on('data', (text: string) => found(linkIn(text))),
    );
    workbench.child.kill('SIGUSR2');
    const second = { ...workbench, link: await more };
    expect(await statusAs(workbench, await ownerHeaders(second))).toBe(200);

    const opened = await runCli(['--home', home, 'open']);
    expect([opened.exitCode, opened.stderr]).toEqual([0, '']);
    const third = { ...workbench, link: linkIn(opened.stdout) };
    expect(third.link).not.toBe(second.link);
    expect(await statusAs(workbench, await ownerHeaders(third))).toBe(200);
    expect((await stopWorkbench(workbench)).run.exitCode).toBe(0);

    const late = await runCli(['--home', home, 'open']);
    expect([late.exitCode, late.stdout]).toEqual([4, '']);
    expect(late.stderr).toContain(`No server runs on ${home}. Start one with "coterminous start"`);
  });
});

describe('a server with accounts', () => {
  it('[HS31, HS33] speaks TLS itself, prints no link, and a token from the command line asks as its holder', async () => {
    const { cert, key } = makeTestCertificate();
    const files = { cert: join(home, '..', 'cert.pem'), key: join(home, '..', 'key.pem') };
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key, { mode: 0o600 });
    const flags = ['--api-only', '--accounts', '--host', '0.0.0.0', '--tls-cert', files.cert, '--tls-key', files.key];
    const workbench = await startWorkbench(home, flags);
    expect(workbench.link).toMatch(/^https:\/\/0\.0\.0\.0:\d+\/$/);
    const { port } = new URL(workbench.link ?? '');
    const status = await new Promise<number>((done, fail) => {
      const asked = request({ host: '127.0.0.1', port, path: '/api/registers', ca: cert }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      });
      asked.on('error', fail).end();
    });
    expect(status).toBe(401);
    const opened = await runCli(['--home', home, 'open']);
    expect(opened.stdout).toBe(`Coterminous is at ${workbench.link}\n`);

    const none = await runCli(['--home', home, '--token', 'ctm_made-up', 'arrangements', 'list']);
    expect([none.exitCode, none.stderr]).toEqual([3, expect.stringContaining('The token is not known')]);
    const whole = await runCli(['--home', home, 'journal', 'verify'], { env: { COTERMINOUS_TOKEN: 'ctm_made-up' } });
    expect([whole.exitCode, whole.stderr]).toEqual([
      2,
      expect.stringContaining('Leave --token and COTERMINOUS_TOKEN out'),
    ]);
    expect((await stopWorkbench(workbench)).run.exitCode).toBe(0);
  });
});

describe('a token on the command line', () => {
  it('[HS33] asks as its holder, who sees what is theirs; without one the owner sees everything', async () => {
    const server = await startDoorServer();
    try {
      const ann = await server.makePerson({ name: 'Ann Ash', organisation: 'E07000207', roles: ['viewer'] });
      const token = await server.tokenOf(ann, ['read']);
      const env = { DATABASE_URL: server.database.databaseUrl };
      const ids = async (more: Record<string, string>) => {
        const run = await runCli(['arrangements', 'list', '--json'], { env: { ...env, ...more } });
        expect([run.exitCode, run.stderr]).toEqual([0, '']);
        return (JSON.parse(run.stdout) as { arrangements: { id: string }[] }).arrangements.map(({ id }) => id);
      };
      const headers = { authorization: `Bearer ${token}` };
      const asked = JSON.parse((await server.ask('/api/arrangements', { headers })).text);
      const own = await ids({ COTERMINOUS_TOKEN: token });
      expect(own).toEqual(asked.arrangements.map(({ id }: { id: string }) => id));
      const whole = await ids({});
      expect(whole.length).toBeGreaterThan(own.length);
    } finally {
      await server.close();
    }
  });
});
