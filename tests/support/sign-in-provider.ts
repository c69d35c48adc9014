/**
 * A real provider of sign-in (OpenID Connect) on this machine, and a browser that goes through it: whoever is `signingIn` has
 * signed in there. Its pages answer by themselves; what it tells of people is given.
 */

import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, errors, Provider } from 'oidc-provider';

export type ProviderPerson = Readonly<Record<string, unknown>>;

export type TestProvider = {
  readonly issuer: string;
  /** Claims of people by subject. May be changed. */
  readonly people: Map<string, ProviderPerson>;
  /** Who sits before the browser; null: they break it off. */
  signingIn: string | null;
  /** How sure it is of them. */
  acr: string | undefined;
  /** Signatures of its client that it took, in order. */
  readonly assertions: ClientAssertion[];
  close(): Promise<void>;
};

/** A public key in JWK form. */
type ClientPublicKey = Readonly<Record<string, unknown>>;

/** A signature that a client proved itself by. */
type ClientAssertion = {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
};

export type ProviderWishes = {
  readonly clientId: string;
  /** What the client has to prove: a secret in the body (or `isBasic`, in a header), or a signature by one of its keys. */
  readonly clientSecret?: string;
  readonly isBasic?: boolean;
  readonly clientKeys?: readonly ClientPublicKey[];
  readonly redirectUris: readonly string[];
  /** Names of claims by scope. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  readonly acrValues?: readonly string[];
  /** True: claims only at the user info endpoint. */
  readonly isSparing?: boolean;
  readonly returnsAfterSignOut?: readonly string[];
};

/** Starts a provider on a free port of this machine. */
export async function startTestProvider(wishes: ProviderWishes): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const people = new Map<string, ProviderPerson>();
  const test: TestProvider = {
    issuer,
    people,
    signingIn: null,
    acr: undefined,
    assertions: [],
    close: () => closed(server),
  };
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
  const provider = new Provider(issuer, configurationOf(wishes, test, key));
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const isInteraction = request.url?.startsWith('/interaction/') === true;
    void (isInteraction ? interact(provider, test, request, response) : answer(request, response));
  });
  return test;
}

/** Where the provider sends the browser back to, having gone through it from that address. */
export async function throughProvider(address: string): Promise<string> {
  const { origin } = new URL(address);
  const cookies = new Map<string, string>();
  let next = new URL(address);
  for (let step = 0; step < 12 && next.origin === origin; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${next.pathname} answered ${response.status}: ${await response.text()}`);
    next = new URL(location, next);
  }
  return next.href;
}

function configurationOf(wishes: ProviderWishes, test: TestProvider, key: object): Configuration {
  return {
    clients: [
      {
        client_id: wishes.clientId,
        redirect_uris: [...wishes.redirectUris],
        post_logout_redirect_uris: [...(wishes.returnsAfterSignOut ?? [])],
        ...proofOf(wishes),
      },
    ],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
    },
    assertJwtClientAuthClaimsAndHeader: async (_, claims, header) => {
      test.assertions.push({ header, claims });
    },
    jwks: { keys: [key] },
    cookies: { keys: ['a key of the test'] },
    claims: Object.fromEntries(Object.entries(wishes.claims).map(([scope, names]) => [scope, [...names]])),
    acrValues: [...(wishes.acrValues ?? [])],
    conformIdTokenClaims: wishes.isSparing === true,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...test.people.get(subject) }),
    }),
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 3600, Interaction: 600, Session: 600, Grant: 600 },
    renderError: (context, out) => {
      context.body = JSON.stringify(out);
    },
  };
}

function proofOf({ clientSecret, isBasic, clientKeys }: ProviderWishes): object {
  return clientKeys === undefined
    ? {
        client_secret: clientSecret,
        token_endpoint_auth_method: isBasic ? 'client_secret_basic' : 'client_secret_post',
      }
    : { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [...clientKeys] } };
}

async function interact(
  provider: Provider,
  test: TestProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const details = await provider.interactionDetails(request, response);
  const { signingIn, acr } = test;
  if (signingIn === null) {
    const brokenOff = new errors.AccessDenied();
    await provider.interactionFinished(request, response, { error: brokenOff.error });
    return;
  }
  const grant = new provider.Grant({ accountId: signingIn, clientId: String(details.params.client_id) });
  grant.addOIDCScope(String(details.params.scope));
  const login = { accountId: signingIn, ...(acr === undefined ? {} : { acr }) };
  await provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
