import { describe, expect, it } from 'vitest';
import { claimedPerson } from '#identity/openid-claims.ts';
import { type ProviderSettings, parseProviderSettings } from '#identity/openid-settings.ts';

function settingsOf(more: object): ProviderSettings {
  const settings = { id: 'one', title: 'One', issuer: 'https://one.example.org', clientId: 'c', register: 'england' };
  const provider = { ...settings, clientSecret: { variable: 'S' }, ...more };
  const { settings: read, problems } = parseProviderSettings('p.json', JSON.stringify({ providers: [provider] }));
  if (read[0] === undefined) throw new Error(JSON.stringify(problems));
  return read[0];
}

const personOf = (more: object, claims: object) => claimedPerson(settingsOf(more), claims as Record<string, unknown>);
const rolesOf = (roles: object, claims: object) => {
  const person = personOf({ roles }, claims);
  return person.ok ? person.value.roles?.map(({ organisation, role }) => `${organisation} ${role}`) : person.refusal;
};

describe('claims', () => {
  it('[OI30] e-mail address and name are read from the claims that the settings name', () => {
    expect(personOf({}, { email: ' Ann@Example.ORG ', email_verified: true, name: ' Ann ' })).toEqual({
      ok: true,
      value: { email: 'ann@example.org', isEmailVerified: true, name: 'Ann', roles: null, isTwoFactors: false },
    });
    const named = { claims: { email: 'upn', emailVerified: 'xms_edov', name: 'display' } };
    expect(personOf(named, { upn: 'b@c.org', xms_edov: '1', display: 'B' })).toMatchObject({
      value: { email: 'b@c.org', isEmailVerified: true, name: 'B' },
    });
    expect(personOf({}, { email: { a: 1 }, name: ['x'] })).toMatchObject({
      value: { email: null, isEmailVerified: false, name: null },
    });
    expect(personOf({}, { email: 'a@b@c.org', email_verified: 'no' })).toMatchObject({ value: { email: null } });
    expect(personOf({}, { email_verified: true })).toMatchObject({ value: { isEmailVerified: false } });
    const vouching = { claims: { emailVerified: true } };
    expect(personOf(vouching, { email: 'a@b.org' })).toMatchObject({ value: { isEmailVerified: true } });
  });

  it('[OI31] with allowed domains only verified addresses of just these are let in', () => {
    const allowed = { allowedEmailDomains: ['surreycc.gov.uk'] };
    expect(personOf(allowed, { email: 'a@surreycc.gov.uk', email_verified: true })).toMatchObject({ ok: true });
    for (const claims of [
      {},
      { email: 'a@surreycc.gov.uk' },
      { email: 'a@surreycc.gov.uk', email_verified: false },
      { email: 'a@evil.surreycc.gov.uk', email_verified: true },
      { email: 'a@surreycc.gov.uk.evil.org', email_verified: true },
    ]) {
      expect(personOf(allowed, claims), JSON.stringify(claims)).toMatchObject({ ok: false });
    }
  });

  it('[OI32] claims that must be there and the assurance asked for are checked', () => {
    const tenant = { claims: { required: { tid: ['t1'] } } };
    expect(personOf(tenant, { tid: 't1' })).toMatchObject({ ok: true });
    for (const claims of [{}, { tid: 't2' }, { tid: { t1: true } }]) expect(personOf(tenant, claims).ok).toBe(false);
    const assured = { assurance: { ask: ['AAL3'], accept: ['AAL3'] } };
    expect(personOf(assured, { acr: 'AAL3' })).toMatchObject({ ok: true });
    for (const claims of [{}, { acr: 'AAL2' }]) {
      const refused = personOf(assured, claims);
      expect(!refused.ok && refused.refusal).toContain('Sign in there in a stronger way');
    }
  });

  it('[OI33] roles are what the map says of texts and lists, each once; anything else gives none', () => {
    const roles = {
      claim: 'roles',
      map: [
        { claimValue: 'Editor', organisation: 'QXU', role: 'editor' },
        { claimValue: 'Boss', organisation: 'QXU', role: 'approver' },
        { claimValue: 'Boss', organisation: 'E10000030', role: 'viewer' },
        { claimValue: 'Chief', organisation: 'QXU', role: 'approver' },
      ],
    };
    expect(rolesOf(roles, { roles: ['Boss', 'Chief', 'Other'] })).toEqual(['QXU approver', 'E10000030 viewer']);
    expect(rolesOf(roles, { roles: 'Editor' })).toEqual(['QXU editor']);
    for (const claim of [undefined, null, 1, {}, { Editor: true }, [['Editor']], [{ value: 'Editor' }], ['editor']]) {
      expect(rolesOf(roles, { roles: claim })).toEqual([]);
    }
  });

  it('[OI34] roles are read from objects that name the body, and only from the one that was chosen', () => {
    const roles = {
      claim: 'nhsid_nrbac_roles',
      valueField: 'role_code',
      organisationField: 'org_code',
      selected: { claim: 'selected_roleid', field: 'person_roleid' },
      map: [
        { claimValue: 'R8001', role: 'editor' },
        { claimValue: 'R8003', organisation: 'QXU', role: 'approver' },
      ],
    };
    const nrbac = [
      { person_roleid: '1', org_code: 'QXU', role_code: 'R8001' },
      { person_roleid: '2', org_code: 'QNQ', role_code: 'R8003' },
      { person_roleid: '3', org_code: 'QXU', role_code: 'R8003' },
    ];
    const chosen = (selected: unknown) => rolesOf(roles, { nhsid_nrbac_roles: nrbac, selected_roleid: selected });
    expect(chosen('1')).toEqual(['QXU editor']);
    expect(chosen('2')).toEqual([]);
    expect(chosen('3')).toEqual(['QXU approver']);
    expect(chosen(undefined)).toEqual([]);
    expect(chosen('4')).toEqual([]);
    expect(rolesOf(roles, { nhsid_nrbac_roles: ['R8001'], selected_roleid: '1' })).toEqual([]);
  });

  it('[OI35] a list of groups that the provider left out for its length is told, and not taken for none', () => {
    const roles = { claim: 'groups', map: [{ claimValue: 'a', organisation: 'QXU', role: 'editor' }] };
    expect(rolesOf(roles, { _claim_names: { groups: 'src1' } })).toContain('because you have too many');
    expect(rolesOf(roles, { _claim_names: { other: 'src1' } })).toEqual([]);
  });
});
