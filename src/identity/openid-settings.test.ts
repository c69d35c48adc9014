import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadSignInProviders } from '#identity/openid-providers.ts';
import { parseProviderSettings } from '#identity/openid-settings.ts';

const sound = {
  id: 'entra',
  title: 'Surrey',
  issuer: 'https://login.example.org/tenant/v2.0',
  clientId: 'coterminous',
  clientSecret: { variable: 'ENTRA_SECRET' },
};

function problemsOf(...providers: object[]): string[] {
  const content = JSON.stringify({ providers });
  return parseProviderSettings('p.json', content).problems.map(({ where, message }) => `${where.column}: ${message}`);
}

describe('settings of providers', () => {
  it('[OI10] what is left out has a safe meaning', () => {
    const { settings, problems } = parseProviderSettings('p.json', JSON.stringify({ providers: [sound] }));
    expect(problems).toEqual([]);
    expect(settings[0]).toMatchObject({
      scopes: ['openid', 'profile', 'email'],
      createAccounts: false,
      trustedEmailDomains: [],
      isTwoFactors: false,
      alsoAt: [],
    });
  });

  it('[OI11] every problem is told at its place', () => {
    const wrong = {
      ...sound,
      id: 'Entra ID',
      issuer: 'http://login.example.org',
      scopes: ['profile'],
      alsoAt: ['https://graph.example.org/v1'],
      allowedEmailDomains: ['@example.org'],
      createAccounts: true,
      roles: { claim: 'roles', map: [{ claimValue: 'a', role: 'editor' }], organisationField: undefined },
      colour: 'blue',
    };
    const places = problemsOf(sound, wrong, {
      ...sound,
      roles: { claim: 'r', map: [{ claimValue: 'a', role: 'king' }] },
    });
    for (const place of [
      'providers.1.id',
      'providers.1.issuer',
      'providers.1.scopes',
      'providers.1.alsoAt.0',
      'providers.1.allowedEmailDomains.0',
      'providers.1.roles.map.0.organisation',
      'providers.1: Not known here: colour.',
      'providers.2.roles.map.0.role',
    ]) {
      expect(places.filter((problem) => problem.startsWith(place)).length, `${place} in ${places.join('\n')}`).toBe(1);
    }
    expect(problemsOf({ ...sound, createAccounts: true })).toEqual([
      'providers.0.register: Say in which register accounts and roles are kept.',
    ]);
    expect(problemsOf(sound, sound)).toEqual(['providers.1: Another provider has this id.']);
    expect(problemsOf(sound, { ...sound, id: 'other' })[0]).toContain('has this issuer and client');
  });

  it('[OI12] an issuer is https, or on this machine, and nothing else than an address', () => {
    for (const issuer of ['http://10.0.0.1', 'file:///etc/passwd', 'https://me:pw@a.org', 'https://a.org?b', 'x']) {
      expect(problemsOf({ ...sound, issuer }).length, issuer).toBe(1);
    }
    for (const issuer of ['http://127.0.0.1:3000', 'http://localhost:3000/a', 'http://[::1]:1', 'https://a.org']) {
      expect(problemsOf({ ...sound, issuer }), issuer).toEqual([]);
    }
  });

  it('[OI13] a secret stands in a file or a variable, never in the settings, and is in no message', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coterminous-providers-'));
    const path = join(folder, 'providers.json');
    const load = (clientSecret: unknown, variables = {}) => {
      writeFileSync(path, JSON.stringify({ providers: [{ ...sound, clientSecret }] }));
      return loadSignInProviders(path, variables);
    };
    const written = await load('hunter2-the-secret');
    expect(written.providers).toEqual([]);
    expect(written.problems[0]?.message).toContain('never the secret itself');
    expect(JSON.stringify(written)).not.toContain('hunter2');
    writeFileSync(path, '{"providers": [{"clientSecret": hunter2}]}');
    expect(JSON.stringify(await loadSignInProviders(path, {}))).not.toContain('hunter2');

    const missing = await load({ variable: 'ENTRA_SECRET' });
    expect(missing.problems).toMatchObject([
      { where: { column: 'providers.0.clientSecret' }, message: 'There is no secret in the variable ENTRA_SECRET.' },
    ]);
    expect((await load({ file: join(folder, 'none') })).problems[0]?.message).toContain(
      'There is no secret in the file',
    );
    expect((await loadSignInProviders(join(folder, 'none'), {})).problems[0]?.message).toBe('The file cannot be read.');

    writeFileSync(join(folder, 'secret'), 'hunter2-the-secret\n');
    const loaded = await load({ file: join(folder, 'secret') });
    expect(loaded.providers.map(({ settings }) => settings.id)).toEqual(['entra']);
    expect(inspect(loaded, { depth: 9, showHidden: true }) + JSON.stringify(loaded)).not.toContain('hunter2');
    rmSync(folder, { recursive: true });
  });

  it('[OI14] the example of the guide is sound, and the guide tells of every setting', () => {
    const guide = readFileSync('docs/guide/single-sign-on.md', 'utf8');
    const [example = '', forEntra = ''] = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text);
    const { settings, problems } = parseProviderSettings('guide', example);
    expect(problems).toEqual([]);
    expect(settings.map(({ id }) => id)).toEqual(['entra', 'cis2']);
    const untold = settings.flatMap((one) => Object.keys(one)).filter((name) => !guide.includes(`\`${name}`));
    expect(untold).toEqual([]);
    const ways = settings.map(({ clientAuthentication }) => clientAuthentication);
    expect(ways).toEqual(['post', 'key']);
    for (const name of ['keyThumbprint', 'keyAudience']) expect(guide).toContain(`\`${name}\``);
    const { clientSecret: _, ...rest } = JSON.parse(example).providers[0];
    expect(problemsOf({ ...rest, ...JSON.parse(forEntra) })).toEqual([]);
  });
});
