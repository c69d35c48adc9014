import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAccount } from '#actions/account-record.ts';
import { closeAccount } from '#actions/accounts.ts';
import { giveGrant } from '#actions/accounts-grants.ts';
import { askerOf } from '#actions/asker-of.ts';
import { inviteAccount, makeResetLink, resendInvitation } from '#actions/invitations.ts';
import { acceptLink, showLink } from '#actions/invitations-accept.ts';
import { makeToken } from '#actions/tokens.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Store } from '#store/open.ts';
import { saveRecords } from '#store/record-rows.ts';
import { tokenRowsOf } from '#store/token-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { done, hour, kindOf, minute, moment, rightPassword, SignInDesk, today } from '#tests/support/sign-in-desk.ts';
import { actingFor, byOwner, Council, kent, register, saveTwoCouncils, surrey } from '#tests/support/two-councils.ts';

let database: TestDatabase;
let store: Store;
let desk: SignInDesk;
let council: Council;
beforeAll(async () => {
  database = await makeTestDatabase();
  store = database.store;
  desk = new SignInDesk(store);
  await saveTwoCouncils(store);
  council = new Council(store, desk);
});
afterAll(() => database.close());

let invited = 0;
const somebody = () => {
  invited += 1;
  return { email: `New.Person${invited}@surrey.example`, name: 'New Person', organisation: 'E1', to: null } as const;
};
const place = () => ({ address: desk.freshAddress(), device: 'Firefox on Linux', at: moment(minute) });
const accept = (key: string, given: object = {}) =>
  acceptLink(store, { key, password: rightPassword, ...place(), ...given });

async function invite(given: object = {}) {
  return done(
    await inviteAccount(council.shelves, { ...byOwner, ...somebody(), roles: ['editor', 'finance'], ...given }),
  );
}

const keyOf = (link: { readonly key: string | null }) => link.key ?? '';

describe('invitations', () => {
  it('[IA80] an invitation makes an account with its roles, and a link by which its holder chooses a password and is in', async () => {
    const link = await invite();
    expect(link.expiresAt).toBe(moment(7 * 24 * hour));
    const before = await loadAccount(store, link.account);
    expect(before).toMatchObject({
      register,
      owners: [surrey],
      body: { name: 'New Person', state: 'invited', hasPassword: false, linkMadeAt: moment(0) },
    });
    const email = before?.body.email ?? '';
    expect(email).toBe(email.toLowerCase());
    expect(kindOf(await desk.attempt(email))).toBe('sign-in-failed');
    expect(await showLink(store, keyOf(link), moment(minute))).toEqual({
      ok: true,
      value: { purpose: 'invitation', name: 'New Person', email },
    });
    const { session, deviceKey } = done(await accept(keyOf(link)));
    expect(await askerOf(store, { session: session?.key ?? '' }, moment(minute), today)).toMatchObject({
      account: link.account,
      kind: 'person',
    });
    expect(deviceKey).not.toBeNull();
    expect((await loadAccount(store, link.account))?.body).toMatchObject({ state: 'active', hasPassword: true });
    expect(kindOf(await desk.attempt(email))).toBe('done');
    const { rows } = await store.pool.query(
      `select body ->> 'role' as role, body ->> 'organisation' as organisation, body ->> 'from' as "from", owners
       from work.records where kind = 'grant' and body ->> 'account' = $1 order by 1`,
      [link.account],
    );
    const held = { organisation: surrey, from: today, owners: [surrey] };
    expect(rows).toEqual([
      { role: 'editor', ...held },
      { role: 'finance', ...held },
    ]);
  });

  it('[IA81] a link works once: of several at once one is accepted, and then it opens nothing', async () => {
    const link = await invite();
    const outcomes = await Promise.all([1, 2, 3].map(() => accept(keyOf(link))));
    expect(outcomes.map(kindOf).sort()).toEqual(['done', 'link-not-valid', 'link-not-valid']);
    expect(kindOf(await accept(keyOf(link)))).toBe('link-not-valid');
    expect(kindOf(await showLink(store, keyOf(link), moment(minute)))).toBe('link-not-valid');
  });

  it('[IA82] used, replaced, too old, of a closed account and made up: the answer is the same', async () => {
    const used = await invite();
    done(await accept(keyOf(used)));
    const replaced = await invite();
    const newer = done(await resendInvitation(council.shelves, { ...byOwner, account: replaced.account }));
    const closed = await invite();
    done(await closeAccount(council.shelves, { ...byOwner, account: closed.account, reason: 'left' }));
    const old = await invite();
    const answers = await Promise.all([
      accept(keyOf(used)),
      accept(keyOf(replaced)),
      accept(keyOf(closed)),
      accept(keyOf(old), { at: moment(7 * 24 * hour) }),
      accept('made up'),
      accept(''),
      showLink(store, keyOf(used), moment(minute)),
      showLink(store, keyOf(closed), moment(minute)),
      showLink(store, 'made up', moment(minute)),
    ]);
    for (const one of answers) expect(one).toEqual(answers[0]);
    expect(kindOf(answers[0] ?? { ok: true })).toBe('link-not-valid');
    expect(kindOf(await accept(keyOf(newer)))).toBe('done');
  });

  it('[IA83] a password that is not taken does not use the link up', async () => {
    const link = await invite();
    expect(await accept(keyOf(link), { password: 'New Person Surrey' })).toMatchObject({
      refusal: { kind: 'password-has-problems', problems: [{ code: 'password-personal' }] },
    });
    expect(kindOf(await accept(keyOf(link)))).toBe('done');
  });

  it('[IA84] what cannot be an invitation is refused with all that is wrong', async () => {
    const asked = { ...byOwner, ...somebody(), roles: [] };
    const refused = await inviteAccount(council.shelves, { ...asked, email: 'nobody', name: ' ' });
    expect(refused).toMatchObject({
      refusal: {
        kind: 'account-has-problems',
        problems: [{ code: 'email-wrong' }, { code: 'name-wrong' }, { code: 'no-role' }],
      },
    });
    expect(kindOf(await inviteAccount(council.shelves, { ...asked, roles: ['viewer'], organisation: 'E9' }))).toBe(
      'unknown-organisation',
    );
    const past = { ...asked, roles: ['viewer'] as const, from: isoDate('2026-11-21') };
    expect(await inviteAccount(council.shelves, past)).toMatchObject({
      refusal: { problems: [{ code: 'role-in-the-past' }] },
    });
  });

  it('[IA85] an address has one open account in all registers: of two invited at once one is made; a closed one may be invited anew', async () => {
    const asked = { ...byOwner, ...somebody(), roles: ['viewer'] as const };
    const outcomes = await Promise.all([1, 2, 3].map(() => inviteAccount(council.shelves, asked)));
    const links = outcomes.filter((one) => one.ok && one.value.key !== null);
    expect(links).toHaveLength(1);
    const { rows } = await store.pool.query(
      `select id from work.records where kind = 'account' and body ->> 'email' = $1`,
      [asked.email.toLowerCase()],
    );
    expect(rows).toHaveLength(1);
    const first = outcomes.find((one) => one.ok);
    const account = first?.ok ? first.value.account : '';
    done(await closeAccount(council.shelves, { ...byOwner, account, reason: 'left' }));
    const again = done(await inviteAccount(council.shelves, asked));
    expect(again.account).not.toBe(account);
    expect(again.key).not.toBeNull();
  });

  it('[IA86] an administrator invites for their body and no other; who is none invites nobody', async () => {
    const admin = await council.member(surrey, 'administrator');
    const editor = await council.member(surrey, 'editor');
    const asked = { ...actingFor(surrey), ...somebody(), roles: ['viewer'] as const };
    const link = done(await inviteAccount(admin.shelves, asked));
    const { rows } = await store.pool.query(
      `select who, acting_for, account, session is not null as "hasSession" from work.journal where kind = 'account' and id = $1`,
      [link.account],
    );
    expect(rows).toEqual([
      { who: admin.kept.body.name, acting_for: surrey, account: admin.kept.account, hasSession: true },
    ]);
    expect(kindOf(await accept(keyOf(link)))).toBe('done');
    const other = { ...asked, ...somebody() };
    expect(kindOf(await inviteAccount(admin.shelves, { ...other, organisation: 'E2' }))).toBe('not-permitted');
    expect(kindOf(await inviteAccount(editor.shelves, other))).toBe('not-permitted');
    // Nor do they learn who has an account.
    const known = { ...other, email: admin.kept.body.email };
    expect(await inviteAccount(editor.shelves, known)).toEqual(await inviteAccount(editor.shelves, other));
    expect(kindOf(await resendInvitation(editor.shelves, { ...actingFor(surrey), account: link.account }))).toBe(
      'unknown-account',
    );
  });

  it('[IA87] an account that other bodies keep is given a role only by who says that they asked; one that is only invited is not', async () => {
    const admin = await council.member(surrey, 'administrator');
    const theirs = await council.member(kent, 'editor');
    const asked = { ...actingFor(surrey), ...somebody(), roles: ['viewer'] as const, email: theirs.kept.body.email };
    expect(kindOf(await inviteAccount(admin.shelves, asked))).toBe('account-of-others');
    const given = done(await inviteAccount(admin.shelves, { ...asked, isTheirs: true }));
    expect(given).toEqual({ account: theirs.kept.account, key: null, expiresAt: null });
    expect((await loadAccount(store, theirs.kept.account))?.owners).toEqual([kent, surrey]);
    const link = await invite({ organisation: 'E2' });
    const email = (await loadAccount(store, link.account))?.body.email ?? '';
    expect(kindOf(await inviteAccount(admin.shelves, { ...asked, email, isTheirs: true }))).toBe('account-of-others');
  });
});

describe('a way back in', () => {
  it('[IA88] a reset link works for an hour, and whoever was in the account is out: sessions, tokens and known browsers', async () => {
    const { kept, shelves, key } = await council.member(surrey, 'editor');
    const admin = await council.member(surrey, 'administrator');
    const asker = shelves.asker;
    const token = done(
      await makeToken(store, asker, {
        name: 'nightly',
        scopes: ['read'],
        expiresOn: isoDate('2027-01-01'),
        at: moment(0),
      }),
    );
    const asked = { ...actingFor(surrey), account: kept.account, clearsFactors: false };
    const link = done(await makeResetLink(admin.shelves, asked));
    expect(link.expiresAt).toBe(moment(hour));
    expect(kindOf(await accept(keyOf(link), { at: moment(hour) }))).toBe('link-not-valid');
    const password = 'seventeen velvet geese';
    const outcomes = await Promise.all([1, 2].map(() => accept(keyOf(link), { password })));
    expect(outcomes.map(kindOf).sort()).toEqual(['done', 'link-not-valid']);
    expect(kindOf(await accept(keyOf(link)))).toBe('link-not-valid');
    const accepted = outcomes.find((one) => one.ok)?.value;
    // They still have their second factor, and sign in with it.
    expect(accepted).toEqual({ purpose: 'reset', session: null, deviceKey: null });
    expect(await askerOf(store, { session: key }, moment(minute), today)).toBeNull();
    expect(await askerOf(store, { token: token.token }, moment(minute), today)).toBeNull();
    expect(await tokenRowsOf(store, kept.account)).toEqual([]);
    expect(kindOf(await desk.attempt(kept.body.email))).toBe('sign-in-failed');
    const again = await desk.attempt(kept.body.email, { password });
    expect(again).toMatchObject({ ok: true, value: { kind: 'second-factor' } });
  });

  it('[IA89] who lost the second factor too gets a link that takes it away', async () => {
    const { kept } = await council.member(surrey, 'editor');
    const asked = { ...byOwner, account: kept.body.email, clearsFactors: true };
    const link = done(await makeResetLink(council.shelves, asked));
    const accepted = done(await accept(keyOf(link)));
    expect(accepted.session).not.toBeNull();
    expect((await loadAccount(store, kept.account))?.body).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 });
    expect(await desk.attempt(kept.body.email)).toMatchObject({ ok: true, value: { kind: 'done' } });
  });

  it('[IA90] a link is made by who keeps the account alone, who showed a moment ago who they are, and not for oneself', async () => {
    const admin = await council.member(surrey, 'administrator');
    const { kept } = await council.member(surrey, 'editor');
    const asked = { ...actingFor(surrey), account: kept.account, clearsFactors: false };
    expect(kindOf(await makeResetLink(admin.shelves, { ...asked, at: moment(11 * minute) }))).toBe('prove-again');
    expect(kindOf(await makeResetLink(admin.shelves, { ...asked, account: admin.kept.account }))).toBe(
      'account-has-state',
    );
    const stranger = await council.member(kent, 'administrator');
    expect(
      kindOf(await makeResetLink(stranger.shelves, { ...actingFor(kent), account: kept.account, clearsFactors: true })),
    ).toBe('unknown-account');
    const role = { organisation: kent, role: 'viewer', from: today, to: null, reason: 'helps out' } as const;
    const link = done(await makeResetLink(admin.shelves, asked));
    done(await giveGrant(stranger.shelves, { ...actingFor(kent), ...role, account: kept.body.email, isTheirs: true }));
    // The link was made when the account opened less: it would open the other body's roles.
    expect(kindOf(await accept(keyOf(link)))).toBe('link-not-valid');
    expect(await showLink(store, keyOf(link), moment(minute))).toMatchObject({ ok: false });
    // Also where whoever gave the role did not see to the links.
    const other = await council.member(surrey, 'editor');
    const theirs = done(await makeResetLink(admin.shelves, { ...asked, account: other.kept.account }));
    const body = { account: other.kept.account, ...role };
    const change = { kind: 'grant', id: 'direct', expectedVersion: null, body, reason: null } as const;
    await saveRecords(store, { register, author: byOwner.author, at: moment(0), changes: [change] });
    expect(kindOf(await accept(keyOf(theirs)))).toBe('link-not-valid');
    expect(kindOf(await makeResetLink(admin.shelves, asked))).toBe('not-permitted');
    expect(kindOf(await makeResetLink(council.shelves, { ...byOwner, ...asked }))).toBe('done');
  });
});
