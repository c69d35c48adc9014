import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOpenness, type OpennessFlags } from '#cli/openness.ts';
import { loadTlsFiles } from '#cli/tls-files.ts';
import { makeTestFolder } from '#tests/support/database.ts';
import { makeTestCertificate } from '#tests/support/self-signed.ts';

const tls = { tlsCert: 'cert.pem', tlsKey: 'key.pem' };
const behindProxy = () => true;
const startWith = (flags: Partial<OpennessFlags>) => () => checkOpenness({ host: '127.0.0.1', ...flags });

describe('whom a server lets in', () => {
  it.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])(
    '[OB51] %s is this machine alone, and asks for nothing',
    (host) => {
      for (const flags of [{}, { accounts: true }, { accounts: true, ...tls }, tls])
        expect(startWith({ host, ...flags })).not.toThrow();
    },
  );

  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.org', 'localhost.example.org'])(
    '[OB51] %s lets others in: with accounts and TLS, own or of a stated proxy, and never otherwise',
    (host) => {
      for (const flags of [
        { accounts: true, ...tls },
        { accounts: true, behindProxy },
      ]) {
        expect(startWith({ host, ...flags })).not.toThrow();
      }
      for (const flags of [{}, tls])
        expect(startWith({ host, ...flags })).toThrow(/nobody would have to sign in\. Add --accounts/);
      expect(startWith({ host, behindProxy })).toThrow(/--behind-proxy lets other machines in.+Add --accounts/);
      expect(startWith({ host, accounts: true })).toThrow(
        /passwords would be sent.+--tls-cert and --tls-key.+--behind-proxy/,
      );
    },
  );

  it('[OB51] a proxy before this machine lets others in as well', () => {
    expect(startWith({ behindProxy })).toThrow('Add --accounts');
    expect(startWith({ behindProxy, accounts: true })).not.toThrow();
  });

  it('[OB51] a flag without the one that it needs is told', () => {
    expect(startWith({ tlsCert: 'cert.pem' })).toThrow('go together');
    expect(startWith({ tlsKey: 'key.pem' })).toThrow('go together');
    expect(startWith({ signInProviders: 'providers.json' })).toThrow('Add --accounts');
    expect(startWith({ signInProviders: 'providers.json', accounts: true })).not.toThrow();
    expect(startWith({ secondFactorFor: 'everyone' })).toThrow('Add --accounts');
  });

  it.each(['https://north.example', 'https://north.example:8443', 'http://localhost:4320', 'http://127.0.0.1'])(
    '[OB51] %s is an address that people may type',
    (publicAddress) => expect(startWith({ publicAddress })).not.toThrow(),
  );

  it.each([
    'north.example',
    'http://north.example',
    'https://north.example/records',
    'https://north.example/?a=b',
    'https://ann@north.example',
    'ftp://north.example',
  ])('[OB51] %s is none', (publicAddress) => expect(startWith({ publicAddress })).toThrow('Give what people type'));
});

describe('the certificate of a server', () => {
  const folder = makeTestFolder();
  const one = makeTestCertificate();
  const path = (name: string) => join(folder, name);
  beforeAll(() => {
    const old = makeTestCertificate(new Date('2026-01-02T00:00:00Z'));
    const files = { cert: one.cert, key: one.key, other: makeTestCertificate().key, old: old.cert, oldKey: old.key };
    for (const [name, text] of Object.entries({ ...files, none: 'swordfish' }))
      writeFileSync(path(name), text, { mode: 0o600 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const load = (cert: string, key: string) => {
    const said: string[] = [];
    const files = loadTlsFiles({ cert: path(cert), key: path(key) }, (text) => said.push(text));
    return { files, said };
  };

  it('[HS31] is read with its key, when the two belong together', () => {
    expect(load('cert', 'key')).toEqual({ files: one, said: [] });
    expect(() => load('cert', 'other')).toThrow(
      `The key ${path('other')} is not that of the certificate ${path('cert')}`,
    );
    expect(() => load('none', 'key')).toThrow(/is not a certificate\. Give a PEM file/);
    expect(() => load('cert', 'none')).toThrow(/is not a key without a passphrase\. Give a PEM file/);
    expect(() => load('gone', 'key')).toThrow(/The certificate .+gone cannot be read/);
    expect(() => load('cert', 'none')).not.toThrow('swordfish');
  });

  it('[HS31] one that expired, and a key that everybody can read, are told of', () => {
    expect(load('old', 'oldKey').said).toEqual([expect.stringContaining('expired on 2026-01-02')]);
    chmodSync(path('key'), 0o644);
    expect(load('cert', 'key').said).toEqual([expect.stringContaining(`chmod o-r ${path('key')}`)]);
    chmodSync(path('key'), 0o600);
  });
});
