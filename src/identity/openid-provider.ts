/**
 * One provider at which people sign in (OpenID Connect, authorization code with PKCE): the address to send a browser to, and
 * what the provider then proves about a person. Knows no accounts; keeps the provider's metadata for an hour.
 */

import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  Configuration,
  calculatePKCECodeChallenge,
  clockSkew,
  customFetch,
  discovery,
  type ExportedJWKSCache,
  enableNonRepudiationChecks,
  fetchUserInfo,
  getJwksCache,
  ResponseBodyError,
  type ServerMetadata,
  setJwksCache,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { boundedFetch, ProviderBoundError, patienceSeconds } from '#identity/openid-fetch.ts';
import type { ProviderSettings } from '#identity/openid-settings.ts';
import { answer, type Result, refuse } from '#std/result.ts';

/**
 * `unreachable`: no answer, or none that could be used, and another try may help. `declined`: the provider let nobody in.
 * `not-trusted`: what came back does not belong to this sign-in. The detail is for the person.
 */
export type ProviderFault = { readonly kind: 'unreachable' | 'declined' | 'not-trusted'; readonly detail: string };

export type Claims = Readonly<Record<string, unknown>>;

/** What a provider has proved: `subject` is the person's unchanging name at `issuer`. */
export type ProvenClaims = {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Claims;
  /** When they showed there who they are, ISO 8601 and not after now; null: it was not told. */
  readonly provedAt: string | null;
};

/** What ties an answer of a provider to the question: none is ever used twice. */
export type SignInTies = { readonly state: string; readonly nonce: string; readonly verifier: string };

const metadataKeptMs = 3_600_000;
/** Beside `prompt`, which asks for it: with an age the provider has to tell when it was. */
const anewSeconds = 600;

export class SignInProvider {
  readonly settings: ProviderSettings;
  readonly #proof: ClientAuth;
  private metadata: { readonly server: ServerMetadata; readonly until: number } | null = null;
  private keys: ExportedJWKSCache | undefined;

  /** `proof`: how this server shows the provider that it is the client of the settings. */
  constructor(settings: ProviderSettings, proof: ClientAuth) {
    this.settings = settings;
    this.#proof = proof;
  }

  /**
   * Where the browser is sent to sign in. `at` is now. `isAnew`: the person is to show again who they are, even if they are
   * signed in there, and the provider to tell when they did.
   */
  async signInAddress(
    redirectUri: string,
    { state, nonce, verifier }: SignInTies,
    at: string,
    isAnew = false,
  ): Promise<Result<string, ProviderFault>> {
    const { scopes, assurance } = this.settings;
    try {
      const configuration = await this.configuration(at);
      const parameters = {
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(assurance === undefined ? {} : { acr_values: assurance.ask.join(' ') }),
        ...(isAnew ? { prompt: 'login', max_age: String(anewSeconds) } : {}),
      };
      return answer(buildAuthorizationUrl(configuration, parameters).href);
    } catch (error) {
      return refuse(this.faultOf(error));
    }
  }

  /**
   * What the provider proves about the person whose browser came back with these parameters: the code is exchanged at the
   * provider, and state, issuer, nonce, signature and times are checked. A code works once.
   */
  async provenClaims(
    redirectUri: string,
    parameters: URLSearchParams,
    { state, nonce, verifier }: SignInTies,
    at: string,
  ): Promise<Result<ProvenClaims, ProviderFault>> {
    // Never the address that was asked for, only its parameters: the redirect address is fixed.
    const returned = new URL(redirectUri);
    returned.search = parameters.toString();
    try {
      const configuration = await this.configuration(at);
      const tokens = await authorizationCodeGrant(configuration, returned, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      this.keys = getJwksCache(configuration);
      const told = tokens.claims();
      if (told === undefined) return refuse(this.notTrusted('it sent no proof of who signed in'));
      const more = this.settings.userInfo
        ? await fetchUserInfo(configuration, tokens.access_token, told.sub)
        : undefined;
      const provedAt = told.auth_time === undefined ? null : new Date(Math.min(told.auth_time * 1000, Date.parse(at)));
      const claims = { ...more, ...told };
      return answer({ issuer: told.iss, subject: told.sub, claims, provedAt: provedAt?.toISOString() ?? null });
    } catch (error) {
      return refuse(this.faultOf(error));
    }
  }

  /** Where the browser is sent to sign out there too; null: the provider has no such address, or cannot be reached. */
  async signOutAddress(returnTo: string, at: string): Promise<string | null> {
    try {
      const configuration = await this.configuration(at);
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
    } catch {
      // Signed out here all the same: a provider that is down keeps nobody signed in.
      return null;
    }
  }

  private async configuration(at: string): Promise<Configuration> {
    const moment = Date.parse(at);
    const { clientId, issuer } = this.settings;
    const server = await this.currentMetadata(moment);
    const skew = Math.round((moment - Date.now()) / 1000);
    const configuration = new Configuration(server, clientId, { [clockSkew]: skew }, this.#proof);
    configuration[customFetch] = this.fetch();
    configuration.timeout = patienceSeconds;
    enableNonRepudiationChecks(configuration);
    if (this.keys !== undefined) setJwksCache(configuration, this.keys);
    // The settings allow this only for a provider on this machine.
    if (issuer.startsWith('http://')) allowInsecureRequests(configuration);
    return configuration;
  }

  private async currentMetadata(moment: number): Promise<ServerMetadata> {
    const kept = this.metadata;
    if (kept !== null && moment < kept.until && moment >= kept.until - metadataKeptMs) return kept.server;
    const { issuer, clientId } = this.settings;
    const found = await discovery(new URL(issuer), clientId, undefined, this.#proof, {
      [customFetch]: this.fetch(),
      timeout: patienceSeconds,
      execute: issuer.startsWith('http://') ? [allowInsecureRequests] : [],
    });
    const server = found.serverMetadata();
    // One that serves many directories names none of them; its people could come from any.
    if (new URL(server.issuer).href !== new URL(issuer).href) {
      throw new ProviderBoundError(`it calls itself ${server.issuer}; the settings must name the same issuer`);
    }
    this.metadata = { server, until: moment + metadataKeptMs };
    return server;
  }

  private fetch(): ReturnType<typeof boundedFetch> {
    return boundedFetch([new URL(this.settings.issuer).origin, ...this.settings.alsoAt]);
  }

  private faultOf(error: unknown): ProviderFault {
    const { title } = this.settings;
    if (error instanceof AuthorizationResponseError) {
      const why =
        error.error === 'access_denied' ? 'the sign-in was broken off there' : `it says ${plain(error.error)}`;
      return { kind: 'declined', detail: `${title} let nobody in: ${why}. Start again, or sign in another way.` };
    }
    if (error instanceof ResponseBodyError || isChallengeOfClient(error)) {
      const said = error instanceof ResponseBodyError ? error.error : 'invalid_client';
      return { kind: 'declined', detail: `${title} did not confirm who signed in: ${this.whyUnconfirmed(said)}` };
    }
    const bound = boundErrorIn(error);
    const why = bound?.message ?? reasons[codeOf(error)];
    if (bound === null && why !== undefined) return this.notTrusted(why);
    const because = why === undefined ? '' : `: ${why}`;
    const detail = `${title} cannot be reached or does not answer as it should${because}. Try again later, or sign in another way.`;
    return { kind: 'unreachable', detail };
  }

  private whyUnconfirmed(said: string): string {
    const { title, clientAuthentication } = this.settings;
    if (said === 'invalid_grant') return 'the sign-in was used already or took too long. Start again.';
    const tell = `it says ${plain(said)} to this server. Tell the people who run it: the settings of ${title} are not right`;
    if (said !== 'invalid_client') return `${tell}.`;
    return clientAuthentication === 'key'
      ? `${tell}, or it does not have the public half of this server's key (clientKey, keyId, keyAlgorithm).`
      : `${tell} (clientId, clientSecret, clientAuthentication).`;
  }

  private notTrusted(why: string): ProviderFault {
    const detail = `What came back from ${this.settings.title} was not accepted: ${why}. Start again.`;
    return { kind: 'not-trusted', detail };
  }
}

/** What the checks of an answer find, by the code of the error. */
const reasons: Readonly<Record<string, string>> = {
  OAUTH_INVALID_RESPONSE: 'it does not belong to this sign-in, or comes from another provider',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'it was made for another sign-in, another system or by another provider',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'it has expired, or the clock of this server is wrong',
  OAUTH_KEY_SELECTION_FAILED: 'it was not signed by the provider',
  OAUTH_UNSUPPORTED_OPERATION: 'it is signed in a way that is not accepted',
};

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}

function boundErrorIn(error: unknown): ProviderBoundError | null {
  if (error instanceof ProviderBoundError) return error;
  return error instanceof Error && error.cause !== undefined ? boundErrorIn(error.cause) : null;
}

/** Whoever is sent back a secret in a header may say no in a header too; a challenge of another kind is about a person's token. */
function isChallengeOfClient(error: unknown): boolean {
  return error instanceof WWWAuthenticateChallengeError && error.cause.some(({ scheme }) => scheme === 'basic');
}

/** A word of another system that is safe to show. */
function plain(word: string): string {
  return /^[a-z_]{1,60}$/.test(word) ? word : 'something unknown';
}
