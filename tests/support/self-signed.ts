/** A certificate for tests, signed by its own key: for localhost and 127.0.0.1, written as DER by hand. */

import { createHash, generateKeyPairSync, sign } from 'node:crypto';

export type TestCertificate = { readonly cert: string; readonly key: string };

/** A certificate that is good from ten days ago until `until`; tomorrow when left out. */
export function makeTestCertificate(until = new Date(Date.now() + 86_400_000)): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicDer = publicKey.export({ type: 'spki', format: 'der' });
  const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
  const name = sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from('localhost')))));
  const days = sequence(time(new Date(until.getTime() - 10 * 86_400_000)), time(until));
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = der(0xa3, sequence(sequence(objectId('551d11'), der(0x04, names))));
  const serial = createHash('sha256').update(publicDer).digest().subarray(0, 8);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const told = sequence(version, der(0x02, serial), ecdsaWithSha256, name, days, name, publicDer, extensions);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', told, privateKey));
  const pem = sequence(told, ecdsaWithSha256, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, '')}`));
}
