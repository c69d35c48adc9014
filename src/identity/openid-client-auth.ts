/**
 * How this server proves to a provider that it is the client of the settings: by the secret that both know, or by a signature
 * with a private key of which the provider has the public half (private_key_jwt). What is read stays in here: it is handed
 * on only as something that can authenticate, which shows nothing. Asks no provider.
 */

import { createPrivateKey, type KeyObject, type webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, modifyAssertion, PrivateKeyJwt } from 'openid-client';
import type { KeyAlgorithm, ProviderSettings, SecretPlace } from '#identity/openid-settings.ts';
import { answer, type Result, refuse } from '#std/result.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What is wrong with a proof, at a setting. Quotes nothing of it. */
type ProofFault = { readonly setting: 'clientSecret' | 'clientKey'; readonly message: string };

const modulusBitsAtLeast = 2048;

/** By the first two letters of an algorithm: what its key has to be. */
const keyKinds = { RS: 'rsa', PS: 'rsa', ES: 'ec' } as const;
const hashes = { 256: 'SHA-256', 384: 'SHA-384', 512: 'SHA-512' } as const;
/** The curve of each algorithm, as OpenSSL and as WebCrypto call it. */
const curves = {
  ES256: ['prime256v1', 'P-256'],
  ES384: ['secp384r1', 'P-384'],
  ES512: ['secp521r1', 'P-521'],
} as const;

/**
 * The proof that the settings name, read from where they say it is kept and, if it is a key, known to be fit for its algorithm;
 * or what is wrong with it. `variables` are those of the environment, of which only the named one is read.
 */
export async function loadClientAuth(
  settings: ProviderSettings,
  variables: Variables,
): Promise<Result<ClientAuth, ProofFault>> {
  const { clientAuthentication, clientKey, clientSecret, keyAlgorithm = 'RS256' } = settings;
  const isKey = clientAuthentication === 'key';
  const setting = isKey ? 'clientKey' : 'clientSecret';
  const place = isKey ? clientKey : clientSecret;
  if (place === undefined) throw new Error(`settings without ${setting} were not checked`);
  const told = 'file' in place ? `the file ${place.file}` : `the variable ${place.variable}`;
  const found = await textAt(place, variables);
  if (found === '') {
    return refuse({ setting, message: `There is no ${isKey ? 'key' : 'secret'} in ${told}.` });
  }
  if (!isKey) return answer(clientAuthentication === 'basic' ? ClientSecretBasic(found) : ClientSecretPost(found));
  const key = parsePrivateKey(found);
  if (!key.ok) return refuse({ setting, message: `${key.refusal} It was read from ${told}.` });
  const fault = keyFault(key.value, keyAlgorithm);
  if (fault !== null) return refuse({ setting, message: `${fault} It was read from ${told}.` });
  return answer(keyAuth(settings, cryptoKeyOf(key.value, keyAlgorithm)));
}

/** Trimmed; empty: there is nothing, or it cannot be read. */
async function textAt(place: SecretPlace, variables: Variables): Promise<string> {
  const found = 'file' in place ? await readFile(place.file, 'utf8').catch(() => undefined) : variables[place.variable];
  return found?.trim() ?? '';
}

/** The private key of a PEM text; else why it is none, without what the library says, which tells of the text. */
function parsePrivateKey(pem: string): Result<KeyObject, string> {
  if (pem.includes('ENCRYPTED')) {
    return refuse('This key is locked with a passphrase. Keep it without one, in a file that only this server reads.');
  }
  try {
    return answer(createPrivateKey(pem));
  } catch {
    const isPublic = pem.includes('PUBLIC KEY-----') || pem.includes('BEGIN CERTIFICATE-----');
    return refuse(
      isPublic
        ? 'This is a public key or a certificate, which is for the provider. State the private key.'
        : 'This is not a private key that can be read. It is text that begins with -----BEGIN PRIVATE KEY----- (PKCS#8 in PEM).',
    );
  }
}

/** Why this key cannot sign by the algorithm; null: it can. */
function keyFault(key: KeyObject, algorithm: KeyAlgorithm): string | null {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = key;
  const needed = keyKinds[algorithm.slice(0, 2) as keyof typeof keyKinds];
  if (kind !== needed) {
    const found = kind === 'ec' || kind === 'rsa' ? `an ${kind.toUpperCase()} key` : 'of another kind';
    return `keyAlgorithm ${algorithm} needs an ${needed.toUpperCase()} key, and this is ${found}. State the algorithm that fits the key.`;
  }
  if (needed === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    return bits >= modulusBitsAtLeast
      ? null
      : `This RSA key has ${bits} bits and is too short. Make one of at least ${modulusBitsAtLeast}.`;
  }
  const [curve, name] = curves[algorithm as keyof typeof curves];
  return details?.namedCurve === curve
    ? null
    : `keyAlgorithm ${algorithm} needs a key on the curve ${name}, and this one is on another. State the algorithm that fits the key.`;
}

/** Can sign, and cannot be read again. */
function cryptoKeyOf(key: KeyObject, algorithm: KeyAlgorithm): webcrypto.CryptoKey {
  const hash = hashes[algorithm.slice(2) as unknown as keyof typeof hashes];
  const told =
    keyKinds[algorithm.slice(0, 2) as keyof typeof keyKinds] === 'ec'
      ? { name: 'ECDSA', namedCurve: curves[algorithm as keyof typeof curves][1] }
      : { name: algorithm.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash };
  return key.toCryptoKey(told, false, ['sign']);
}

/**
 * Signs a new assertion for each request, which works for a minute. Its audience is the token endpoint unless the settings say
 * otherwise: OpenID Connect Core 9 asks for that, and Entra ID documents it. openid-client would name the issuer,
 * lest a provider have one signed for another; here none is ever sent but to the token endpoint that it names.
 */
function keyAuth(
  { keyAudience = 'token-endpoint', keyId, keyThumbprint }: ProviderSettings,
  key: webcrypto.CryptoKey,
): ClientAuth {
  return (server, client, body, headers) => {
    const authenticate = PrivateKeyJwt(keyId === undefined ? key : { key, kid: keyId }, {
      [modifyAssertion]: (header, payload) => {
        header.typ = 'JWT';
        if (keyThumbprint !== undefined) header['x5t#S256'] = keyThumbprint;
        if (keyAudience === 'token-endpoint' && server.token_endpoint !== undefined) {
          payload.aud = server.token_endpoint;
        }
      },
    });
    return authenticate(server, client, body, headers);
  };
}
