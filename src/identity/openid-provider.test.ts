import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClientSecretPost } from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { claimedPerson } from '#identity/openid-claims.ts';
import { SignInProvider, type SignInTies } from '#identity/openid-provider.ts';
import { parseProviderSettings } from '#identity/openid-settings.ts';
import { startTestProvider, type TestProvider, throughProvider } from '#tests/support/sign-in-provider.ts';

const redirectUri = 'http://localhost:4320/api/session/providers/one/return';
const client = { clientId: 'coterminous', clientSecret: 'the secret' };
const now = () => new Date().toISOString();
const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const random = () => randomBytes(32).toString('base64url');
const ties = (): SignInTies => ({ state: random(), nonce: random(), verifier: random() });

let one: TestProvider;

beforeAll(async () => {
  one = await startTestProvider({
    ...client,
    redirectUris: [redirectUri],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    returnsAfterSignOut: ['http://localhost:4320/'],
  });
  one.people.set('s1', { email: 'Ann@example.org', email_verified: true, name: 'Ann Onymous' });
});

afterAll(() => one.close());

function providerAt(issuer: string, more: object = {}): SignInProvider {
  const settings = { id: 'one', title: 'Provider One', issuer, clientId: client.clientId, ...more };
  const content = JSON.stringify({ providers: [{ clientSecret: { variable: 'SECRET' }, ...settings }] });
  const read = parseProviderSettings('providers.json', content);
  const [found] = read.settings;
  if (found === undefined) throw new Error(JSON.stringify(read.problems));
  return new SignInProvider(found, ClientSecretPost(client.clientSecret));
}

/** The parameters with which the browser comes back. */
async function returned(provider: SignInProvider, tied: SignInTies, change?: (address: URL) => void) {
  const address = await provider.signInAddress(redirectUri, tied, now());
  if (!address.ok) throw new Error(address.refusal.detail);
  const asked = new URL(address.value);
  change?.(asked);
  one.signingIn = 's1';
  const back = new URL(await throughProvider(asked.href));
  expect(back.href.startsWith(`${redirectUri}?`)).toBe(true);
  return back.searchParams;
}

describe('a provider of sign-in', () => {
  it('[OI20] proves who signed in, by a code that is bound to the browser by PKCE, state and nonce', async () => {
    const provider = providerAt(one.issuer);
    const tied = ties();
    const address = await provider.signInAddress(redirectUri, tied, now());
    if (!address.ok) throw new Error(address.refusal.detail);
    const asked = Object.fromEntries(new URL(address.value).searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'coterminous',
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      state: tied.state,
      nonce: tied.nonce,
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(tied.verifier).digest('base64url'),
    });
    expect(address.value).not.toContain(tied.verifier);
    const proven = await provider.provenClaims(redirectUri, await returned(provider, tied), tied, now());
    expect(proven).toMatchObject({
      ok: true,
      value: { issuer: one.issuer, subject: 's1', claims: { email: 'Ann@example.org', name: 'Ann Onymous' } },
    });
  });

  it('[OI21] an answer to another question is refused: state, nonce, verifier, issuer', async () => {
    const provider = providerAt(one.issuer);
    const same = (tied: SignInTies) => tied;
    const untouched = () => {};
    const cases: [string, typeof same, (back: URLSearchParams, tied: SignInTies) => void, string][] = [
      ['state', (tied) => ({ ...tied, state: random() }), untouched, 'not-trusted'],
      ['nonce', (tied) => ({ ...tied, nonce: random() }), untouched, 'not-trusted'],
      ['verifier', (tied) => ({ ...tied, verifier: random() }), untouched, 'declined'],
      ['issuer', same, (back) => back.set('iss', 'https://elsewhere.example.org'), 'not-trusted'],
      ['no issuer', same, (back) => back.delete('iss'), 'not-trusted'],
      ['two states', same, (back, { state }) => back.append('state', state), 'not-trusted'],
    ];
    for (const [name, forge, change, kind] of cases) {
      const tied = ties();
      const back = await returned(provider, tied);
      change(back, tied);
      const proven = await provider.provenClaims(redirectUri, back, forge(tied), now());
      expect(proven, name).toMatchObject({ ok: false, refusal: { kind } });
    }
  });

  it('[OI22] a code works once', async () => {
    const provider = providerAt(one.issuer);
    const tied = ties();
    const back = await returned(provider, tied);
    expect(await provider.provenClaims(redirectUri, back, tied, now())).toMatchObject({ ok: true });
    const again = await provider.provenClaims(redirectUri, back, tied, now());
    expect(again).toMatchObject({ ok: false, refusal: { kind: 'declined' } });
    expect(!again.ok && again.refusal.detail).toContain('was used already or took too long');
  });

  it('[OI23] a proof that has expired is refused', async () => {
    const provider = providerAt(one.issuer);
    const tied = ties();
    const proven = await provider.provenClaims(redirectUri, await returned(provider, tied), tied, later(2 * 3600));
    expect(proven).toMatchObject({ ok: false, refusal: { kind: 'not-trusted' } });
    expect(!proven.ok && proven.refusal.detail).toContain('it has expired');
  });

  it('[OI24] who breaks the sign-in off is told so, and nothing that the provider writes is shown', async () => {
    const provider = providerAt(one.issuer);
    const tied = ties();
    const address = await provider.signInAddress(redirectUri, tied, now());
    one.signingIn = null;
    const back = new URL(await throughProvider(address.ok ? address.value : '')).searchParams;
    const refused = await provider.provenClaims(redirectUri, back, tied, now());
    expect(!refused.ok && refused.refusal.detail).toBe(
      'Provider One let nobody in: the sign-in was broken off there. Start again, or sign in another way.',
    );
    back.set('error', '<b>click here</b>');
    const forged = await provider.provenClaims(redirectUri, back, tied, now());
    expect(!forged.ok && forged.refusal.detail).toContain('it says something unknown');
  });

  it('[OI25] signing out goes to the provider where it has an address for it', async () => {
    const address = await providerAt(one.issuer).signOutAddress('http://localhost:4320/', now());
    expect(address).toContain(`${one.issuer}/session/end?`);
    expect(address).toContain('client_id=coterminous');
    expect(await providerAt('http://127.0.0.1:9').signOutAddress('http://localhost:4320/', now())).toBeNull();
  });

  it('[OI26] claims that are told at the user info endpoint alone are asked for there', async () => {
    const sparing = await startTestProvider({
      ...client,
      redirectUris: [redirectUri],
      claims: { openid: ['sub'], email: ['email'] },
      isSparing: true,
    });
    sparing.people.set('s1', { email: 'ann@example.org' });
    sparing.signingIn = 's1';
    for (const userInfo of [false, true]) {
      const provider = providerAt(sparing.issuer, { userInfo });
      const tied = ties();
      const address = await provider.signInAddress(redirectUri, tied, now());
      const back = new URL(await throughProvider(address.ok ? address.value : '')).searchParams;
      const proven = await provider.provenClaims(redirectUri, back, tied, now());
      const person = proven.ok && claimedPerson(provider.settings, proven.value.claims);
      expect(person, String(userInfo)).toMatchObject({ value: { email: userInfo ? 'ann@example.org' : null } });
    }
    await sparing.close();
  });
});

describe('a provider that is not as it should be', () => {
  const servers: Server[] = [];
  const asked: string[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    asked.length = 0;
  });

  async function serve(listener: (issuer: string) => RequestListener): Promise<string> {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request) => asked.push(`${issuer}${request.url}`));
    server.on('request', listener(issuer));
    return issuer;
  }

  const json = (response: Parameters<RequestListener>[1], body: unknown) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
  const metadataOf = (issuer: string) => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });

  async function refusalOf(issuer: string, more: object = {}): Promise<string> {
    const started = await providerAt(issuer, more).signInAddress(redirectUri, ties(), now());
    expect(started).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
    return started.ok ? '' : started.refusal.detail;
  }

  it('[OI27] down, not a provider, or another than it should be: told in plain words', async () => {
    expect(await refusalOf('http://127.0.0.1:9')).toBe(
      'Provider One cannot be reached or does not answer as it should. Try again later, or sign in another way.',
    );
    const page = await serve(() => (_, response) => response.end('<h1>hello</h1>'));
    expect(await refusalOf(page)).not.toContain('hello');
    const other = await serve(() => (_, response) => json(response, metadataOf('http://127.0.0.1:1')));
    expect(await refusalOf(other)).toContain('cannot be reached or does not answer as it should');
    const many = await serve((issuer) => (_, response) => json(response, metadataOf(`${issuer}/{tenantid}/v2.0`)));
    expect(await refusalOf(many)).toContain('cannot be reached or does not answer as it should');
    const all = { ...metadataOf('https://login.microsoftonline.com/{tenantid}/v2.0') };
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(all));
    expect(await refusalOf('https://login.microsoftonline.com/common/v2.0')).toContain('must name the same issuer');
    vi.restoreAllMocks();
  });

  it('[OI28] only hosts of the settings are ever asked, no redirect is followed, and answers are bounded', async () => {
    const inner = await serve(() => (_, response) => json(response, { keys: [] }));
    const led = await serve((issuer) => (request, response) => {
      if (request.url?.startsWith('/.well-known'))
        json(response, { ...metadataOf(issuer), token_endpoint: `${inner}/t` });
    });
    const provider = providerAt(led);
    const tied = ties();
    expect(await provider.signInAddress(redirectUri, tied, now())).toMatchObject({ ok: true });
    const back = new URLSearchParams({ code: 'a code', state: tied.state });
    const refused = await provider.provenClaims(redirectUri, back, tied, now());
    expect(!refused.ok && refused.refusal.detail).toContain(`its metadata leads to ${inner}`);
    const away = await serve(() => (_, response) => response.writeHead(302, { location: `${inner}/metadata` }).end());
    await refusalOf(away);
    const endless = await serve(() => (_, response) => {
      response.setHeader('content-type', 'application/json');
      const timer = setInterval(() => response.write(' '.repeat(200_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await refusalOf(endless)).toContain('larger than 1000000 bytes');
    expect(asked.filter((address) => address.startsWith(inner))).toEqual([]);
    expect(asked.length).toBeGreaterThan(2);
  });

  it('[OI29] a proof that is not signed with a key of the provider is refused', async () => {
    const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
    let makeToken: (claims: object) => string = () => '';
    const nonces = { nonce: '' };
    const issuer = await serve((self) => (request, response) => {
      if (request.url === '/keys') {
        json(response, {
          keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
        });
      } else if (request.url === '/token') {
        const at = Math.floor(Date.now() / 1000);
        const claims = { iss: self, sub: 's1', aud: client.clientId, iat: at, exp: at + 60, ...nonces };
        json(response, { access_token: 'x', token_type: 'bearer', id_token: makeToken(claims) });
      } else json(response, metadataOf(self));
    });
    const provider = providerAt(issuer);
    const outcome = async (make: (claims: object) => string) => {
      const tied = ties();
      nonces.nonce = tied.nonce;
      makeToken = make;
      const back = new URLSearchParams({ code: 'a code', state: tied.state });
      return provider.provenClaims(redirectUri, back, tied, now());
    };
    expect(await outcome((claims) => signedToken(claims, own.privateKey))).toMatchObject({ ok: true });
    expect(await outcome((claims) => signedToken(claims, foreign.privateKey))).toMatchObject({ ok: false });
    expect(await outcome((claims) => unsignedToken(claims))).toMatchObject({ ok: false });
    expect(await outcome((claims) => signedToken({ ...claims, aud: 'another' }, own.privateKey))).toMatchObject({
      ok: false,
      refusal: { kind: 'not-trusted' },
    });
    expect(await outcome((claims) => signedToken({ ...claims, iss: 'http://a' }, own.privateKey))).toMatchObject({
      ok: false,
      refusal: { kind: 'not-trusted' },
    });
  });
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signedToken(claims: object, key: KeyObject): string {
  const signed = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

function unsignedToken(claims: object): string {
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
