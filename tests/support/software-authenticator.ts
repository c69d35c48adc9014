/**
 * A device that makes passkeys and signs in with them, in software: what a browser sends for what it is asked for (WebAuthn
 * level 3, P-256), and the ways in which a copied or forged device would differ.
 */

import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What the server asks the browser for, of either kind. */
type Asked = {
  readonly challenge: string;
  readonly rp?: { readonly id?: string | undefined };
  readonly rpId?: string | undefined;
  readonly user?: { readonly id: string };
};

/** What is done otherwise than it should be. */
export type Forgery = {
  readonly origin?: string;
  readonly party?: string;
  readonly type?: string;
  /** False: the device did not check who it is. */
  readonly isVerified?: boolean;
  readonly counter?: number;
  readonly key?: KeyObject;
  readonly userHandle?: string;
  /** True: a certificate vouches for the device, and names a list of revoked ones on this machine. */
  readonly isCertified?: boolean;
};

/** Of a made-up maker of devices, until 2120. */
const certificate = Buffer.from(
  'MIICDTCCAbOgAwIBAgIBATAKBggqhkjOPQQDAjBeMQswCQYDVQQGEwJHQjEQMA4GA1UECgwHTWFkZSB1cDEiMCAGA1UECwwZQXV0' +
    'aGVudGljYXRvciBBdHRlc3RhdGlvbjEZMBcGA1UEAwwQQSBtYWRlLXVwIGRldmljZTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEw' +
    'MTAwMDAwMFowXjELMAkGA1UEBhMCR0IxEDAOBgNVBAoMB01hZGUgdXAxIjAgBgNVBAsMGUF1dGhlbnRpY2F0b3IgQXR0ZXN0YXRp' +
    'b24xGTAXBgNVBAMMEEEgbWFkZS11cCBkZXZpY2UwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASqiN2JXTX4eplFazdKANBbPCn1' +
    'KUYAXR3C1D1T9vXvpfumohYlfmpBtmNQzuBH5LJVk/2WrkIMVZII/gJLvPnHo2AwXjAMBgNVHRMBAf8EAjAAMC8GA1UdHwQoMCYw' +
    'JKAioCCGHmh0dHA6Ly8xMjcuMC4wLjE6OS9yZXZva2VkLmNybDAdBgNVHQ4EFgQUxSP+V0c25Beb8XJGT+6pnz0i2PowCgYIKoZI' +
    'zj0EAwIDSAAwRQIgclD3H+sIwng79nPWYj4NqdhF79L5hj3vbxs+MhB92TQCIQCu6xtljitrkTGMBgp/9TH02tko3uCVAWblpcMr' +
    'MLcm/w==',
  'base64',
);
const certifiedKey = createPrivateKey({
  key: Buffer.from(
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQge6WzBA7344lMej6bs+koAmjFAS5aIVQAxYRamWVCf/ShRANCAASq' +
      'iN2JXTX4eplFazdKANBbPCn1KUYAXR3C1D1T9vXvpfumohYlfmpBtmNQzuBH5LJVk/2WrkIMVZII/gJLvPnH',
    'base64',
  ),
  format: 'der',
  type: 'pkcs8',
});

const flags = { present: 0x01, verified: 0x04, attested: 0x40 };

/** One passkey of one device; it counts its uses. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly origin: string;
  private counter = 0;
  private userHandle = '';

  constructor(origin: string) {
    this.origin = origin;
  }

  /** A copy that counts for itself from here on. */
  copy(): SoftwareAuthenticator {
    return Object.assign(new SoftwareAuthenticator(this.origin), this);
  }

  /** What the browser sends for a passkey that was made. */
  make(asked: Asked, forgery: Forgery = {}): object {
    this.userHandle = asked.user?.id ?? '';
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string) => Buffer.from(text, 'base64url');
    // COSE_Key: kty 2 (EC2), alg -7 (ES256), crv 1 (P-256).
    const publicKey = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, cbor(publicKey)]);
    const authData = Buffer.concat([this.head(asked, forgery, flags.attested), attested]);
    const { isCertified = false } = forgery;
    const hash = createHash('sha256')
      .update(this.clientData(asked, 'webauthn.create', forgery))
      .digest();
    const signature = sign('sha256', Buffer.concat([authData, hash]), certifiedKey);
    const attStmt = isCertified ? { alg: -7, sig: signature, x5c: [certificate] } : {};
    const attestation = { fmt: isCertified ? 'packed' : 'none', attStmt, authData };
    return this.sent(asked, 'webauthn.create', forgery, {
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What the browser sends to sign in. */
  use(asked: Asked, forgery: Forgery = {}): object {
    const clientData = this.clientData(asked, 'webauthn.get', forgery);
    const authData = this.head(asked, forgery, 0);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return this.sent(asked, 'webauthn.get', forgery, {
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, forgery.key ?? this.keys.privateKey).toString('base64url'),
      userHandle: forgery.userHandle ?? this.userHandle,
    });
  }

  private head(asked: Asked, { party, isVerified, counter }: Forgery, more: number): Buffer {
    const id = party ?? asked.rp?.id ?? asked.rpId ?? '';
    this.counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    const flag = flags.present | (isVerified === false ? 0 : flags.verified) | more;
    return Buffer.concat([createHash('sha256').update(id).digest(), Buffer.from([flag]), count]);
  }

  private clientData({ challenge }: Asked, type: string, forgery: Forgery): Buffer {
    const origin = forgery.origin ?? this.origin;
    return Buffer.from(JSON.stringify({ type: forgery.type ?? type, challenge, origin, crossOrigin: false }));
  }

  private sent(asked: Asked, type: string, forgery: Forgery, response: object): object {
    const clientDataJSON = this.clientData(asked, type, forgery).toString('base64url');
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON, ...response } };
  }
}

/** CBOR (RFC 8949) of what passkeys need: whole numbers, texts, bytes, lists, maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (typeof value === 'string') return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([cborHead(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([cborHead(4, value.length), ...value.map(cbor)]);
  const entries = value instanceof Map ? [...value] : Object.entries(value as object);
  return Buffer.concat([cborHead(5, entries.length), ...entries.flatMap(([key, one]) => [cbor(key), cbor(one)])]);
}

function cborHead(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  if (size < 256) return Buffer.from([(major << 5) | 24, size]);
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
}
