/**
 * Passkeys (WebAuthn): what a browser is asked for to make one and to sign in with one, and the check of what comes back.
 * The person must have been verified by the device (fingerprint, face, PIN), so that one passkey is two factors. Knows
 * neither accounts nor where challenges are kept.
 */

import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { decodeAttestationObject, decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import { isLoopback } from '#identity/openid-settings.ts';

/** This server as passkeys know it: they are made for its host name and work nowhere else. */
export type RelyingParty = { readonly id: string; readonly origin: string; readonly title: string };

export type PasskeyOwner = {
  /** Random, and told to nobody: the device keeps it and gives it back at the sign-in. */
  readonly account: string;
  readonly email: string;
  readonly name: string;
};

/** A passkey as it is kept. */
export type PasskeyCredential = {
  readonly credentialId: Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** How often it was used, as the device counts; 0: it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
};

/** What a sign-in proved. `account`: whose the device says it is; null: it did not say. */
export type ProvenPasskey = { readonly counter: number; readonly account: string | null };

/** Ed25519, ECDSA on P-256, RSA: what devices make. */
const algorithms = [-8, -7, -257];
const patienceMs = 5 * 60_000;

/**
 * The relying party of the server's public address. Null where browsers make no passkeys: the host is a number, such as
 * 127.0.0.1, or the address is not https, but for localhost.
 */
export function relyingPartyOf(publicAddress: string): RelyingParty | null {
  if (!URL.canParse(publicAddress)) return null;
  const { protocol, hostname, origin } = new URL(publicAddress);
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && !isNumber ? { id: hostname, origin, title: 'Coterminous' } : null;
}

/** What the browser is asked for to make a passkey that needs no name at the sign-in; not one that there is already. */
export function passkeyToMake(
  party: RelyingParty,
  owner: PasskeyOwner,
  challenge: Uint8Array<ArrayBuffer>,
  had: readonly PasskeyCredential[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: party.title,
    rpID: party.id,
    userName: owner.email,
    userDisplayName: owner.name,
    userID: new Uint8Array(Buffer.from(owner.account)),
    challenge,
    timeout: patienceMs,
    attestationType: 'none',
    excludeCredentials: had.map(({ credentialId, transports }) => ({
      id: Buffer.from(credentialId).toString('base64url'),
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
}

/** What the browser is asked for to sign in with any passkey of this server. Names nobody. */
export function passkeyToUse(
  party: RelyingParty,
  challenge: Uint8Array<ArrayBuffer>,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge,
    timeout: patienceMs,
    userVerification: 'required',
  });
}

const bytes = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(most);
const registrationSchema = z.object({
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(8000),
    attestationObject: bytes(20_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .optional(),
  }),
});
const signInSchema = z.object({
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(8000),
    authenticatorData: bytes(8000),
    signature: bytes(4000),
    userHandle: bytes(100).optional(),
  }),
});

export type PasskeyRegistration = z.infer<typeof registrationSchema>;
export type PasskeySignIn = z.infer<typeof signInSchema>;

/** What a browser sent for a passkey that was made, or null when it is not of that shape. */
export function parsePasskeyRegistration(sent: unknown): PasskeyRegistration | null {
  return registrationSchema.safeParse(sent).data ?? null;
}

/** What a browser sent to sign in, or null when it is not of that shape. */
export function parsePasskeySignIn(sent: unknown): PasskeySignIn | null {
  return signInSchema.safeParse(sent).data ?? null;
}

/** The challenge that the device signed, as it was sent to it; null: none can be read. */
export function challengeOf(sent: PasskeyRegistration | PasskeySignIn): Uint8Array<ArrayBuffer> | null {
  try {
    const { challenge } = decodeClientDataJSON(sent.response.clientDataJSON);
    return typeof challenge === 'string' ? new Uint8Array(Buffer.from(challenge, 'base64url')) : null;
  } catch {
    return null;
  }
}

/** The passkey that was made for this server and challenge, the person verified; null: it was not. */
export async function provenRegistration(
  party: RelyingParty,
  sent: PasskeyRegistration,
  challenge: Uint8Array<ArrayBuffer>,
): Promise<PasskeyCredential | null> {
  try {
    if (!isWithoutCertificates(sent)) return null;
    const { transports, ...response } = sent.response;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...sent, response, clientExtensionResults: {} },
      expectedChallenge: Buffer.from(challenge).toString('base64url'),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified) return null;
    const { id, publicKey, counter } = registrationInfo.credential;
    if (id !== sent.id) return null;
    const credentialId = new Uint8Array(Buffer.from(id, 'base64url'));
    return { credentialId, publicKey, counter, transports: transports ?? [] };
  } catch {
    // The library throws for whatever is wrong with what was sent.
    return null;
  }
}

/** What the sign-in proves about this passkey; null: it was not made with it for this server and challenge, or nobody was verified. */
export async function provenSignIn(
  party: RelyingParty,
  sent: PasskeySignIn,
  challenge: Uint8Array<ArrayBuffer>,
  credential: PasskeyCredential,
): Promise<ProvenPasskey | null> {
  const { credentialId, publicKey } = credential;
  try {
    const { userHandle, ...response } = sent.response;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...sent, response, clientExtensionResults: {} },
      expectedChallenge: Buffer.from(challenge).toString('base64url'),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      // The count is compared by who keeps it, once the signature is known to be good: so what is told about it is true.
      credential: { id: Buffer.from(credentialId).toString('base64url'), publicKey, counter: 0 },
    });
    if (!verified) return null;
    const account = userHandle === undefined ? null : Buffer.from(userHandle, 'base64url').toString();
    return { counter: authenticationInfo.newCounter, account };
  } catch {
    // As above.
    return null;
  }
}

/**
 * True when nothing but the passkey itself vouches for it. Certificates were not asked for; checking them would fetch lists
 * of revoked ones from addresses that whoever sent them chose.
 */
function isWithoutCertificates({ response }: PasskeyRegistration): boolean {
  const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')));
  const form = attestation.get('fmt');
  return form === 'none' || (form === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
}
