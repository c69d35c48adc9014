import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptLink } from '#actions/invitations-accept.ts';
import { openDatabase, type Store } from '#store/open.ts';
import { makeSampleDatabase, runCli } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { done, rightPassword } from '#tests/support/sign-in-desk.ts';

let sample: TestDatabase;
let store: Store;
let env: Record<string, string>;
beforeAll(async () => {
  sample = await makeSampleDatabase();
  env = { DATABASE_URL: sample.databaseUrl };
  store = await openDatabase({ connectionString: sample.databaseUrl });
});
afterAll(async () => {
  await store?.close();
  await sample?.close();
});

const email = 'ada@surreycc.example';

async function run(...words: string[]) {
  const { stdout, stderr, exitCode } = await runCli(words, { env });
  return { stdout, stderr, exitCode };
}

describe('accounts on the command line', () => {
  it('[IA120] somebody is invited, listed, given a role, reset, given a token and closed; a link and a token are printed once', async () => {
    const words = ['--name', 'Ada Lovelace', '--role', 'editor', 'finance', '--for', 'E10000030'];
    const invited = await run('accounts', 'invite', email, ...words, '--json');
    expect(invited).toMatchObject({ exitCode: 0, stderr: '' });
    const link = JSON.parse(invited.stdout);
    expect(link.path).toMatch(/^\/invitation#[\w-]{43}$/);
    const early = await run('token', 'make', email, '--name', 'nightly', '--scope', 'read', '--expires', soon());
    expect(early).toMatchObject({ exitCode: 3, stdout: '' });

    const place = { address: '192.0.2.1', device: 'Firefox on Linux', at: new Date().toISOString() };
    done(await acceptLink(store, { key: link.path.split('#')[1], password: rightPassword, ...place }));
    const listed = JSON.parse((await run('accounts', 'list', '--json')).stdout);
    expect(listed.accounts).toMatchObject([
      { email, state: 'active', hasTotp: false, roles: [{ role: expect.any(String) }, { role: expect.any(String) }] },
    ]);
    const text = (await run('accounts', 'list')).stdout;
    expect(text).toContain('Ada Lovelace');
    expect(text).not.toContain(link.path.split('#')[1]);

    const role = ['--role', 'viewer', '--for', 'E10000030', '--reason', 'also reads'];
    const given = await run('accounts', 'grant', email, ...role);
    expect(given.exitCode).toBe(0);
    const ended = await run('accounts', 'end-grant', given.stdout.trim(), '--reason', 'no more');
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await run('accounts', 'end-grant', 'none', '--reason', 'no more')).exitCode).toBe(4);

    const reset = await run('accounts', 'reset', email);
    expect(reset.stdout).toMatch(/^\/invitation#[\w-]{43}\n\nPut it after the address of your server/);

    const made = await run('token', 'make', email, '--name', 'nightly', '--scope', 'read', '--expires', soon());
    expect(made.stdout).toMatch(/^ctm_\w{49}\n$/);
    const asked = await runCli(['organisations', '--kind', 'icb', '--on', '2026-10-01', '--json'], {
      env: { ...env, COTERMINOUS_TOKEN: made.stdout.trim() },
    });
    expect(asked.exitCode).toBe(0);
    const tokens = JSON.parse((await run('token', 'list', email, '--json')).stdout).tokens;
    expect(tokens).toMatchObject([{ name: 'nightly', scopes: ['read'] }]);
    expect((await run('token', 'revoke', tokens[0].id)).exitCode).toBe(0);
    expect((await run('token', 'revoke', tokens[0].id)).exitCode).toBe(4);
    expect((await run('token', 'list', email)).stdout).not.toContain('nightly');

    expect((await run('accounts', 'close', email, '--reason', 'left')).exitCode).toBe(0);
    expect((await run('accounts', 'list')).stdout).toContain('There are no accounts.');
    expect((await run('accounts', 'list', '--closed')).stdout).toContain(email);
    const journal = (await run('journal', '--json')).stdout;
    for (const reason of ['left', 'also reads', 'invited', 'made the token nightly']) expect(journal).toContain(reason);
  }, 300_000);

  it('[IA121] what is wrong is said with what to do, and nothing is printed', async () => {
    const words = ['--name', 'Ada', '--role', 'editor', '--for', 'E10000030'];
    expect(await run('accounts', 'invite', 'nobody', ...words)).toMatchObject({
      exitCode: 3,
      stdout: '',
      stderr: expect.stringContaining('Give an e-mail address, such as name@organisation.example.'),
    });
    expect((await run('accounts', 'invite', 'ada@x.example', ...words.slice(0, 4), '--for', 'E999')).exitCode).toBe(4);
    expect((await run('accounts', 'invite', 'ada@x.example', '--name', 'Ada', '--for', 'E10000030')).exitCode).toBe(2);
    expect((await run('accounts', 'close', 'nobody@x.example')).exitCode).toBe(4);
  }, 300_000);
});

/** A day within the year that a token may last. */
function soon(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}
