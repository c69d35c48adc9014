import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SignInProvider, SignInTies } from '#identity/openid-provider.ts';
import { loadSignInProviders } from '#identity/openid-providers.ts';
import { parseProviderSettings } from '#identity/openid-settings.ts';
import {
  type ProviderWishes,
  startTestProvider,
  type TestProvider,
  throughProvider,
} from '#tests/support/sign-in-provider.ts';

const redirectUri = 'http://localhost:4320/api/session/providers/one/return';
const now = () => new Date().toISOString();
const random = () => randomBytes(32).toString('base64url');
const rsa = (bits = 2048) => generateKeyPairSync('rsa', { modulusLength: bits });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const jwk = (key: KeyObject, kid = 'k1') => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig' });

const base = { id: 'one', title: 'Provider One', clientId: 'coterminous', issuer: 'https://login.example.org' };
const withKey = { ...base, clientAuthentication: 'key', clientKey: { variable: 'KEY' } };

let folder: string;
const started: TestProvider[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coterminous-client-key-'));
});

afterEach(async () => {
  for (const one of started.splice(0)) await one.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

function load(settings: object, variables: Record<string, string> = {}) {
  const path = join(folder, 'providers.json');
  writeFileSync(path, JSON.stringify({ providers: [settings] }));
  return loadSignInProviders(path, variables);
}

async function told(settings: object, variables: Record<string, string> = {}): Promise<string[]> {
  const { problems } = await load(settings, variables);
  return problems.map(({ where, message }) => `${where.column}: ${message}`);
}

async function start(wishes: Partial<ProviderWishes>): Promise<TestProvider> {
  const one = await startTestProvider({
    clientId: base.clientId,
    redirectUris: [redirectUri],
    claims: { openid: ['sub'], email: ['email'], profile: ['name'] },
    ...wishes,
  });
  one.people.set('s1', { name: 'Ann Onymous' });
  started.push(one);
  return one;
}

async function providerAt(test: TestProvider, key: string, more: object = {}): Promise<SignInProvider> {
  const { providers, problems } = await load({ ...withKey, issuer: test.issuer, ...more }, { KEY: key });
  const [found] = providers;
  if (found === undefined) throw new Error(JSON.stringify(problems));
  return found;
}

async function signIn(test: TestProvider, provider: SignInProvider) {
  const tied: SignInTies = { state: random(), nonce: random(), verifier: random() };
  const address = await provider.signInAddress(redirectUri, tied, now());
  if (!address.ok) throw new Error(address.refusal.detail);
  test.signingIn = 's1';
  const back = new URL(await throughProvider(address.value)).searchParams;
  return provider.provenClaims(redirectUri, back, tied, now());
}

describe('a server with a key of its own', () => {
  it('[OI70] signs in at the provider by each algorithm, and no secret is sent', async () => {
    const keys = { rsa: rsa(), ES256: ec('P-256'), ES384: ec('P-384'), ES512: ec('P-521') };
    const clientKeys = Object.entries(keys).map(([name, { publicKey }]) => jwk(publicKey, name));
    const test = await start({ clientKeys });
    const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;
    for (const keyAlgorithm of algorithms) {
      const name = keyAlgorithm.startsWith('ES') ? (keyAlgorithm as 'ES256') : 'rsa';
      const provider = await providerAt(test, pem(keys[name].privateKey), { keyAlgorithm, keyId: name });
      expect(await signIn(test, provider), keyAlgorithm).toMatchObject({
        ok: true,
        value: { subject: 's1', claims: { name: 'Ann Onymous' } },
      });
      expect(test.assertions.at(-1)?.header, keyAlgorithm).toEqual({ alg: keyAlgorithm, kid: name, typ: 'JWT' });
    }
    expect(test.assertions.length).toBe(algorithms.length);
  });

  it('[OI71] what is signed is for the client, works once and for a minute, and is for the audience stated', async () => {
    const { publicKey, privateKey } = rsa();
    const test = await start({ clientKeys: [jwk(publicKey)] });
    const thumbprint = randomBytes(32).toString('base64url');
    const provider = await providerAt(test, pem(privateKey), { keyThumbprint: thumbprint });
    for (const _ of [1, 2]) expect(await signIn(test, provider)).toMatchObject({ ok: true });
    const issuing = await providerAt(test, pem(privateKey), { keyAudience: 'issuer' });
    expect(await signIn(test, issuing)).toMatchObject({ ok: true });
    const [first, second, third] = test.assertions;
    expect(first).toMatchObject({
      header: { alg: 'RS256', 'x5t#S256': thumbprint },
      claims: { iss: 'coterminous', sub: 'coterminous', aud: `${test.issuer}/token` },
    });
    expect(Object.keys(first?.header ?? {})).not.toContain('kid');
    expect(Number(first?.claims.exp) - Number(first?.claims.iat)).toBe(60);
    expect(new Set(test.assertions.map(({ claims }) => claims.jti)).size).toBe(3);
    expect(second?.claims.aud).toBe(`${test.issuer}/token`);
    expect(third?.claims.aud).toBe(test.issuer);
    expect(Object.keys(third?.header ?? {})).not.toContain('x5t#S256');
  });

  it('[OI72] a provider that does not take the key, or the secret, is told of in plain words', async () => {
    const known = rsa();
    const own = rsa();
    const test = await start({ clientKeys: [jwk(known.publicKey)] });
    const refusedKey = await signIn(test, await providerAt(test, pem(own.privateKey), { keyId: 'k1' }));
    expect(refusedKey).toMatchObject({ ok: false, refusal: { kind: 'declined' } });
    expect(!refusedKey.ok && refusedKey.refusal.detail).toBe(
      'Provider One did not confirm who signed in: it says invalid_client to this server. Tell the people who run it: the settings of ' +
        "Provider One are not right, or it does not have the public half of this server's key (clientKey, keyId, keyAlgorithm).",
    );
    for (const isBasic of [false, true]) {
      const other = await start({ clientSecret: 'the secret', isBasic });
      const settings = { ...base, issuer: other.issuer, clientSecret: { variable: 'S' } };
      const clientAuthentication = isBasic ? 'basic' : 'post';
      const outcomes = [];
      for (const S of ['the secret', 'another']) {
        const [provider] = (await load({ ...settings, clientAuthentication }, { S })).providers;
        if (provider === undefined) throw new Error('no provider');
        outcomes.push(await signIn(other, provider));
      }
      expect(outcomes, clientAuthentication).toMatchObject([
        { ok: true },
        { ok: false, refusal: { kind: 'declined', detail: expect.stringContaining('(clientId, clientSecret') } },
      ]);
    }
  });
});

describe('settings of a key', () => {
  it('[OI73] state a secret or a key, as the way of proving asks for, and nothing of the other', async () => {
    const only = 'Only with clientAuthentication "key". State that, or take it out.';
    const secret = { variable: 'SECRET' };
    expect(await told(base)).toEqual([
      'providers.0.clientSecret: Say where the secret is kept, {"file": "..."} or {"variable": "NAME"}.',
    ]);
    expect(await told({ ...base, clientAuthentication: 'key' })).toEqual([
      'providers.0.clientKey: Say where the key is kept, {"file": "..."} or {"variable": "NAME"}.',
    ]);
    expect(await told({ ...withKey, clientSecret: secret })).toEqual([
      'providers.0.clientSecret: Take it out: with clientAuthentication "key" there is no secret.',
    ]);
    const mixed = { clientKey: secret, keyAlgorithm: 'RS256', keyId: 'a', keyAudience: 'issuer' };
    const places = ['clientKey', 'keyAlgorithm', 'keyId', 'keyAudience'];
    expect(await told({ ...base, clientSecret: secret, ...mixed })).toEqual(
      places.map((place) => `providers.0.${place}: ${only}`),
    );
    // All at once, whatever else is wrong.
    const wrong = { ...withKey, issuer: 'x', clientSecret: secret, keyAlgorithm: 'none', keyThumbprint: 'AB:CD' };
    const problems = await told(wrong);
    for (const place of ['issuer', 'clientSecret', 'keyAlgorithm', 'keyThumbprint']) {
      expect(problems.filter((problem) => problem.startsWith(`providers.0.${place}: `)).length, place).toBe(1);
    }
    expect(problems.length).toBe(4);
    const unknown = await told({ ...base, clientAuthentication: 'private_key_jwt', clientKey: secret });
    expect(unknown.map((problem) => problem.split(':')[0])).toEqual(['providers.0.clientAuthentication']);
    for (const nothing of ['a', null, []]) {
      const content = JSON.stringify({ providers: [nothing] });
      expect(parseProviderSettings('p.json', content).problems.length).toBeGreaterThan(0);
    }
  });

  it('[OI74] a key that is none, public, locked, of another kind or too short is told of at the start', async () => {
    const { publicKey, privateKey } = rsa();
    const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    const open = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const cases: [string, string | undefined, string][] = [
      ['RS256', undefined, 'There is no key in the variable KEY.'],
      ['RS256', 'hunter2', 'This is not a private key that can be read. '],
      ['RS256', pem(privateKey).slice(0, 400), 'This is not a private key that can be read. '],
      ['RS256', open, 'This is a public key or a certificate, which is for the provider. '],
      ['RS256', locked.toString(), 'This key is locked with a passphrase. '],
      ['RS256', pem(rsa(1024).privateKey), 'This RSA key has 1024 bits and is too short. Make one of at least 2048. '],
      ['RS256', pem(ec('P-256').privateKey), 'keyAlgorithm RS256 needs an RSA key, and this is an EC key. '],
      ['ES256', pem(privateKey), 'keyAlgorithm ES256 needs an EC key, and this is an RSA key. '],
      ['ES256', pem(ec('P-384').privateKey), 'keyAlgorithm ES256 needs a key on the curve P-256, '],
      ['PS256', pem(generateKeyPairSync('ed25519').privateKey), 'keyAlgorithm PS256 needs an RSA key, '],
    ];
    for (const [keyAlgorithm, key, message] of cases) {
      const problems = await told({ ...withKey, keyAlgorithm }, key === undefined ? {} : { KEY: key });
      expect(problems.length, message).toBe(1);
      expect(problems[0]).toContain(`providers.0.clientKey: ${message}`);
      if (key !== undefined) {
        expect(problems[0]).toContain('the variable KEY');
        for (const line of key.split('\n').filter((one) => !one.startsWith('--') && one !== '')) {
          expect(problems[0]).not.toContain(line);
        }
      }
    }
    const file = join(folder, 'none.pem');
    expect(await told({ ...withKey, clientKey: { file } })).toEqual([
      `providers.0.clientKey: There is no key in the file ${file}.`,
    ]);
    const pasted = await told({ ...withKey, clientKey: pem(privateKey) });
    expect(pasted).toEqual([
      'providers.0.clientKey: Say where the key is kept, {"file": "..."} or {"variable": "NAME"}: never the key itself.',
    ]);
  });

  it('[OI75] a key is in no inspection, refusal or output, whatever becomes of the sign-in', async () => {
    const { publicKey, privateKey } = rsa();
    const test = await start({ clientKeys: [jwk(publicKey)] });
    const file = join(folder, 'client-key.pem');
    const words: string[] = [];
    const write = process.stderr.write;
    const log = process.stdout.write;
    const keep = (text: unknown) => words.push(String(text)) > 0;
    const outcomes: unknown[] = [];
    process.stderr.write = keep as typeof write;
    process.stdout.write = keep as typeof log;
    try {
      for (const key of [privateKey, rsa().privateKey]) {
        writeFileSync(file, pem(key));
        const loaded = await load({ ...withKey, issuer: test.issuer, clientKey: { file } });
        const [provider] = loaded.providers;
        if (provider === undefined) throw new Error('no provider');
        outcomes.push(await signIn(test, provider), loaded);
        words.push(...secretsOf(key).filter((part) => shown(outcomes).includes(part)));
      }
    } finally {
      process.stderr.write = write;
      process.stdout.write = log;
    }
    expect(outcomes).toMatchObject([{ ok: true }, {}, { ok: false }, {}]);
    expect(words.filter((word) => !/warning/i.test(word))).toEqual([]);
  });
});

const shown = (value: unknown) => inspect(value, { depth: 12, showHidden: true }) + JSON.stringify(value);

/** Lines of the PEM and numbers of the JWK, any of which would give the key away. */
function secretsOf(key: KeyObject): string[] {
  const { d, p, q } = key.export({ format: 'jwk' });
  return [...pem(key).trim().split('\n').slice(1, -1), ...[d, p, q].map(String)];
}
