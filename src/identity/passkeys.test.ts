import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  challengeOf,
  parsePasskeyRegistration,
  parsePasskeySignIn,
  passkeyToMake,
  passkeyToUse,
  provenRegistration,
  provenSignIn,
  type RelyingParty,
  relyingPartyOf,
} from '#identity/passkeys.ts';
import { type Forgery, SoftwareAuthenticator } from '#tests/support/software-authenticator.ts';

const party = relyingPartyOf('https://records.example.org/') as RelyingParty;
const owner = { account: 'a7Fq', email: 'ann@example.org', name: 'Ann' };
const challenge = () => new Uint8Array(randomBytes(32));

async function made(device: SoftwareAuthenticator, forgery: Forgery = {}, given = challenge()) {
  const asked = await passkeyToMake(party, owner, given, []);
  const sent = parsePasskeyRegistration(device.make(asked, forgery));
  return sent === null ? null : provenRegistration(party, sent, given);
}

async function used(
  device: SoftwareAuthenticator,
  credential: Awaited<ReturnType<typeof made>>,
  forgery: Forgery = {},
) {
  const given = challenge();
  const sent = parsePasskeySignIn(device.use(await passkeyToUse(party, given), forgery));
  return sent === null || credential === null ? null : provenSignIn(party, sent, given, credential);
}

afterEach(() => vi.restoreAllMocks());

describe('passkeys', () => {
  it('[OI1] one that was made for this server and person signs in as them', async () => {
    const device = new SoftwareAuthenticator(party.origin);
    const credential = await made(device);
    expect(credential).toMatchObject({ counter: 1, transports: ['internal'] });
    expect(await used(device, credential)).toEqual({ counter: 2, account: owner.account });
  });

  it('[OI2] the browser is asked to verify the person, and told no name to sign in with', async () => {
    const make = await passkeyToMake(party, owner, challenge(), []);
    expect(make).toMatchObject({
      rp: { id: 'records.example.org' },
      attestation: 'none',
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    });
    const use = await passkeyToUse(party, challenge());
    expect(use).toMatchObject({ rpId: 'records.example.org', userVerification: 'required' });
    expect(use.allowCredentials ?? []).toEqual([]);
  });

  it('[OI3] what was made for another address, challenge, purpose or without checking who it is, is refused', async () => {
    const device = new SoftwareAuthenticator(party.origin);
    const credential = await made(device);
    const forgeries: Forgery[] = [
      { origin: 'https://records.example.org.evil.org' },
      { origin: 'http://records.example.org' },
      { party: 'evil.org' },
      { type: 'webauthn.other' },
      { isVerified: false },
    ];
    for (const forgery of forgeries) {
      expect(await made(new SoftwareAuthenticator(party.origin), forgery), JSON.stringify(forgery)).toBeNull();
      expect(await used(device, credential, forgery), JSON.stringify(forgery)).toBeNull();
    }
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await used(device, credential, { key: privateKey })).toBeNull();
    const asked = await passkeyToUse(party, challenge());
    const sent = parsePasskeySignIn(device.use(asked));
    expect(sent && credential && (await provenSignIn(party, sent, challenge(), credential))).toBeNull();
    expect(sent && Buffer.from(challengeOf(sent) ?? []).toString('base64url')).toBe(asked.challenge);
  });

  it('[OI4] certificates of devices are refused before anything in them is looked at, so that nothing is fetched', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    expect(await made(new SoftwareAuthenticator(party.origin), { isCertified: true })).toBeNull();
    expect(fetched).not.toHaveBeenCalled();
  });

  it('[OI5] anything that is not of the right shape is refused without a fault of the program', async () => {
    const device = new SoftwareAuthenticator(party.origin);
    const credential = await made(device);
    const use = device.use(await passkeyToUse(party, challenge())) as { response: object };
    const make = device.make(await passkeyToMake(party, owner, challenge(), [])) as { response: object };
    const broken = [null, 1, 'x', [], {}, { id: 'a' }, { ...use, response: null }, { ...make, id: 'é' }];
    for (const sent of broken) {
      expect(parsePasskeySignIn(sent)).toBeNull();
      expect(parsePasskeyRegistration(sent)).toBeNull();
    }
    for (const field of ['clientDataJSON', 'authenticatorData', 'signature', 'attestationObject']) {
      for (const junk of ['AAAA', randomBytes(90).toString('base64url'), 'bnVsbA', 'e30']) {
        const given = challenge();
        const signIn = parsePasskeySignIn({ ...use, response: { ...use.response, [field]: junk } });
        if (signIn !== null && field !== 'attestationObject') {
          challengeOf(signIn);
          expect(credential && (await provenSignIn(party, signIn, given, credential)), field).toBeNull();
        }
        const registration = parsePasskeyRegistration({ ...make, response: { ...make.response, [field]: junk } });
        if (registration !== null) expect(await provenRegistration(party, registration, given), field).toBeNull();
      }
    }
  });

  it('[OI6] passkeys are for a host with a name, over https or on this machine', () => {
    expect(relyingPartyOf('https://records.example.org:8443/x')).toEqual({
      id: 'records.example.org',
      origin: 'https://records.example.org:8443',
      title: 'Coterminous',
    });
    expect(relyingPartyOf('http://localhost:4320')).toMatchObject({ id: 'localhost' });
    for (const address of ['http://127.0.0.1:4320', 'https://[::1]', 'https://10.0.0.1', 'http://a.org', 'x']) {
      expect(relyingPartyOf(address), address).toBeNull();
    }
  });
});
