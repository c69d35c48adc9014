import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestProvider, type TestProvider, throughProvider } from '#tests/support/sign-in-provider.ts';
import { cookieIn, type DoorServer, startDoorServer } from '#tests/support/signed-in.ts';
import { officer, providerOf, register } from '#tests/support/two-providers.ts';

describe('signing in with another provider, by HTTP', () => {
  const address = 'https://records.example.org';
  let provider: TestProvider;
  let server: DoorServer;
  beforeAll(async () => {
    provider = await startTestProvider({
      clientId: 'council',
      clientSecret: 'one',
      redirectUris: [`${address}/api/session/providers/entra/return`],
      claims: { openid: ['sub', 'roles', 'tid'], email: ['email', 'xms_edov'], profile: ['name'] },
    });
    const settings = {
      ...{ id: 'entra', title: 'Surrey County Council', issuer: provider.issuer, clientId: 'council', register },
      claims: { emailVerified: 'xms_edov' },
      createAccounts: true,
      roles: { claim: 'roles', map: [{ claimValue: 'Editor', organisation: 'E10000030', role: 'editor' }] },
    };
    const door = { kind: 'accounts', publicAddress: () => address, providers: [providerOf(settings)] } as const;
    // The provider's clock is the real one.
    const now = () => new Date().toISOString();
    server = await startDoorServer(door, { now });
    server.clock.now = now();
    provider.people.set('olga', officer('Olga', ['Editor']));
  });
  afterAll(async () => {
    await provider?.close();
    await server?.close();
  });

  const start = () => server.ask('/api/session/providers/entra/start');
  const back = (to: string, cookie: string | null) => {
    const { pathname, search } = new URL(to);
    return server.ask(`${pathname}${search}`, { headers: cookie === null ? {} : { cookie } });
  };

  it('[HS43] the browser goes there and comes back signed in, by a cookie that the way back is sent with', async () => {
    const { providers } = JSON.parse((await server.ask('/api/session')).text);
    expect(providers).toEqual([{ id: 'entra', title: 'Surrey County Council' }]);
    const away = await start();
    expect([away.status, away.headers['location']?.startsWith(provider.issuer)]).toEqual([302, true]);
    const [kept = ''] = [away.headers['set-cookie'] ?? []].flat();
    expect(kept).toMatch(/^coterminous_provider=.+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    provider.signingIn = 'olga';
    const to = await throughProvider(away.headers['location'] ?? '');
    const cookie = cookieIn(away, 'coterminous_provider');
    const home = await back(to, cookie);
    expect([home.status, home.headers['location']]).toEqual([302, '/']);
    expect(cookieIn(home, 'coterminous_provider')).toBe('coterminous_provider=');
    const session = cookieIn(home, 'coterminous_session') ?? '';
    const { person } = JSON.parse((await server.askAs(session, '/api/session')).text);
    expect(person).toMatchObject({ name: 'Olga', roles: [{ role: 'editor', body: { code: 'E10000030' } }] });
    const again = await back(to, cookie);
    expect([again.headers['location'], cookieIn(again, 'coterminous_session')]).toEqual([
      '/sign-in?failed=entra',
      null,
    ]);
  });

  it('[HS43] what somebody else brings back, or a provider that is not stated, signs nobody in and sends nowhere else', async () => {
    const away = await start();
    provider.signingIn = 'olga';
    const to = await throughProvider(away.headers['location'] ?? '');
    for (const cookie of [null, 'coterminous_provider=made-up', cookieIn(await start(), 'coterminous_provider')]) {
      const heard = await back(to, cookie);
      expect([heard.headers['location'], cookieIn(heard, 'coterminous_session')]).toEqual([
        '/sign-in?failed=entra',
        null,
      ]);
    }
    for (const id of ['nowhere', encodeURIComponent('//elsewhere.example'), '%0d%0aset-cookie:x']) {
      const heard = await server.ask(`/api/session/providers/${id}/start`);
      expect([id, heard.status, heard.headers['location']]).toEqual([
        id,
        302,
        `/sign-in?failed=${encodeURIComponent(decodeURIComponent(id))}`,
      ]);
    }
  });

  it('[HS43] a provider that does not answer sends back to the sign-in', async () => {
    await provider.close();
    const heard = await start();
    // Its metadata may be kept still; then the browser finds out.
    expect(heard.status).toBe(302);
    expect(heard.headers['location']).toMatch(/^(\/sign-in\?failed=entra$|http:\/\/127\.0\.0\.1)/);
  });
});
