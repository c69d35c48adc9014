/** One's own account, and people with their roles, on a server on which people have accounts. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from '@playwright/test';
import { holdsForEverybody } from './accessibility.ts';
import { type AccountsServer, makePerson, type Person, signInAs } from './accounts-server.ts';
import { expect, giveCredentials, nobody, password, signOut, somebody, surrey, test, woking } from './accounts-test.ts';

test('[WA4] [WA15] a passkey is added, renamed, signs in without a name, and is removed', async ({
  page,
  open,
  context,
  server,
}) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const person = await makePerson(server, somebody('Pat Passkey', surrey, 'editor'));
  await signInAs(context, server, person);
  await open('/account');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('alert')).toContainText('Give it a name');
  await page.getByLabel('Name of the new passkey').fill('First');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey is added.')).toBeVisible();
  await page.getByRole('button', { name: 'Rename First' }).click();
  await page.getByLabel('New name of First').fill('Office laptop');
  await page.getByRole('button', { name: 'Keep the name' }).click();
  await expect(page.getByRole('list', { name: 'Your passkeys' })).toContainText('Office laptop');
  await signOut(page, 'Pat Passkey');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByRole('button', { name: /^Pat Passkey/ })).toBeVisible();
  await open('/account');
  await page.getByRole('button', { name: 'Remove Office laptop' }).click();
  await expect(page.getByText('It no longer signs you in.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove Office laptop' }).click();
  await expect(page.getByText('Office laptop is removed.')).toBeVisible();
  await expect(page.getByText('You have none yet.')).toBeVisible();
});

test('[WA6] [WA12] proof is asked for where the server wants it, and the password is changed', async ({
  page,
  open,
  context,
  server,
}) => {
  const person = await makePerson(server, somebody('Percy Prove', surrey, 'editor'));
  await signInAs(context, server, person);
  await open('/account');
  // The server wants it of sessions that are ten minutes old; here it is said once in its place.
  await page.route(
    '**/api/account/password',
    (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'urn:coterminous:problem:prove-again', title: '', status: 403, detail: '' }),
      }),
    { times: 1 },
  );
  await page.getByLabel('New password', { exact: true }).fill('other words of the day');
  await page.getByRole('button', { name: 'Change the password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prove that it is you' });
  await dialog.getByLabel('Your password').fill('not this one');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is a problem');
  await dialog.getByLabel('Your password').fill(person.password);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(dialog).toBeHidden();
  await signOut(page, 'Percy Prove');
  await giveCredentials(page, person.email, person.password);
  await expect(page.getByRole('alert')).toContainText('There is a problem');
  await giveCredentials(page, person.email, 'other words of the day');
  await expect(page.getByRole('button', { name: /^Percy Prove/ })).toBeVisible();
});

test('[WA16] a device is signed out from another', async ({ page, open, context, browser, server }) => {
  const person = await makePerson(server, somebody('Dee Devices', surrey, 'viewer'));
  await signInAs(context, server, person);
  const elsewhere = await browser.newContext({ storageState: nobody });
  await signInAs(elsewhere, server, person);
  await open('/account');
  const table = page.getByRole('table', { name: 'Devices that are signed in' });
  const others = table.getByRole('button', { name: /^Sign out/ });
  const before = await others.count();
  expect(before).toBeGreaterThan(0);
  while ((await others.count()) > 0) {
    const count = await others.count();
    await others.first().click();
    await expect(others).toHaveCount(count - 1);
  }
  const left = await elsewhere.request.get(`${server.address}/api/account`);
  expect(left.status()).toBe(401);
  await elsewhere.close();
});

test('[WA17] a token is made for some things, told once, works, and is ended', async ({
  page,
  open,
  context,
  server,
  editor,
}) => {
  await signInAs(context, server, editor);
  await open('/account');
  await page.getByText('Make a token').click();
  const form = page.getByRole('form', { name: 'Make a token' });
  await form.getByRole('button', { name: 'Make the token' }).click();
  await expect(page.getByRole('alert')).toContainText('Say what the token is for.');
  await form.getByLabel('What it is for').fill('nightly copy');
  await form.getByRole('button', { name: 'Make the token' }).click();
  const token = (await page.getByRole('group', { name: 'Token' }).locator('code').textContent()) ?? '';
  expect(token).toMatch(/^ctm_/);
  const ask = (path: string, method = 'GET') =>
    fetch(server.address + path, { method, headers: { authorization: `Bearer ${token}` } });
  expect((await ask('/api/registers')).status).toBe(200);
  expect((await ask('/api/scenarios/x', 'PUT')).status).toBe(403);
  const table = page.getByRole('table', { name: 'Your tokens' });
  await expect(table).toContainText('Reading');
  await table.getByRole('button', { name: 'End now nightly copy' }).click();
  await table.getByRole('button', { name: 'End now nightly copy' }).click();
  await expect(page.getByText('The token for nightly copy works no more.')).toBeVisible();
  expect((await ask('/api/registers')).status).toBe(401);
});

test('[WA8] [WA18] the body that one acts for is chosen at the top, kept, and stands beside one’s name', async ({
  page,
  open,
  context,
  server,
}) => {
  const person = await makePerson(server, somebody('Bea Both', surrey, 'editor'));
  await giveRole(server.home, person, woking, 'editor');
  await signInAs(context, server, person);
  await open('/scenarios/new');
  const acting = page.getByLabel('Acting for');
  await acting.selectOption({ label: 'Woking Borough Council' });
  await expect(page.locator('.author-note')).toContainText('You are Bea Both, for Woking Borough Council, as editor.');
  await page.reload();
  await expect(acting.locator('option:checked')).toHaveText('Woking Borough Council');
  await page.getByLabel('Body you act for here').selectOption({ label: 'Surrey County Council' });
  await expect(acting.locator('option:checked')).toHaveText('Surrey County Council');
  await expect(page.locator('main')).not.toContainText('not verified');
});

/** Gives somebody another role, as the owner of the installation. */

async function giveRole(home: string, { email }: Person, organisation: string, role: string): Promise<void> {
  const program = join(import.meta.dirname, '..', '..', 'bin', 'coterminous.mjs');
  const words = ['accounts', 'grant', email, '--role', role, '--for', organisation];
  const rest = ['--reason', 'covers both', '--theirs', '--home', home];
  await promisify(execFile)(process.execPath, [program, ...words, ...rest]);
}

test('[WA10] who only reads is told so where something could be changed, and nothing can be pressed', async ({
  page,
  open,
  context,
  server,
}) => {
  const viewer = await makePerson(server, somebody('Vic Viewer', surrey, 'viewer'));
  await signInAs(context, server, viewer);
  await open('/scenarios/acts?event=surrey-2027-two-unitaries');
  await expect(page.locator('.who')).toContainText('You read for Surrey County Council');
  await expect(page.locator('main')).toContainText('You read for Surrey County Council. This takes the role editor.');
  await expect(page.getByRole('button', { name: 'Record it' })).toBeDisabled();
  await open('/people');
  await expect(page.locator('main')).toContainText('You administer no body');
  await expect(page.locator('summary')).toHaveCount(0);
});

test('[WA20] [WA21] [WA23] somebody is invited for a body in roles, and found among the people', async ({
  page,
  open,
  context,
  browser,
  server,
  administrator,
}) => {
  await signInAs(context, server, administrator);
  await open('/people');
  await page.getByText('Invite somebody').click();
  const form = page.getByRole('form', { name: 'Invite somebody' });
  await form.getByRole('button', { name: 'Make the invitation' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    'Give their name.',
    'Give their e-mail address, with an @.',
    'Tick at least one role.',
  ]);
  const { email } = somebody('Nina New', surrey, 'editor');
  await form.getByLabel('Name', { exact: true }).fill('Nina New');
  await form.getByLabel('E-mail address').fill(email);
  await form.getByRole('checkbox', { name: /^Editor/ }).check();
  await form.getByRole('button', { name: 'Make the invitation' }).click();
  const link = await page.getByRole('group', { name: 'Link to hand over' }).locator('code').textContent();
  await holdsForEverybody(page);
  await page.getByRole('searchbox', { name: 'Find' }).fill('nina editor');
  const row = page.getByRole('table', { name: 'People' }).getByRole('row').nth(1);
  await expect(row).toContainText('Invited');
  await expect(row).toContainText('Editor for Surrey County Council');
  const elsewhere = await browser.newContext({ storageState: nobody });
  const theirs = await elsewhere.newPage();
  await theirs.goto(link ?? '');
  await theirs.getByLabel('New password', { exact: true }).fill(password);
  await theirs.getByRole('button', { name: 'Accept and sign in' }).click();
  await expect(theirs.locator('.who')).toContainText('Acting for Surrey County Council');
  await elsewhere.close();
});

test('[WA22] roles are given and ended, an account gets a new link, and is closed after a second look', async ({
  page,
  open,
  context,
  server,
  administrator,
}) => {
  test.setTimeout(90_000);
  const person = await makePerson(server, somebody('Rob Roles', surrey, 'viewer'));
  await signInAs(context, server, administrator);
  await open('/people');
  await page.getByRole('button', { name: 'Rob Roles' }).click();
  const panel = page.getByRole('region', { name: 'Rob Roles' });
  await expect(panel.getByRole('heading', { name: 'Rob Roles' })).toBeFocused();
  await panel.getByText('Give a role').click();
  await panel.getByLabel('Role', { exact: true }).selectOption('editor');
  await panel.getByRole('button', { name: 'Give the role' }).click();
  await expect(page.getByRole('alert')).toContainText('Say why');
  await panel.getByLabel('Reason').fill('draws the scenarios');
  await panel.getByRole('button', { name: 'Give the role' }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'Editor for Surrey' })).toContainText(
    'draws the scenarios',
  );
  await panel.getByRole('button', { name: /^End this role Viewer/ }).click();
  const ending = panel.getByRole('form', { name: /^End: Viewer/ });
  await ending.getByLabel('First day without it').fill('2099-04-01');
  await ending.getByLabel('Reason').fill('editor now');
  await ending.getByRole('button', { name: 'End it' }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'Viewer for' })).toContainText('31 March 2099');
  await holdsForEverybody(page);
  await panel.getByRole('button', { name: /^Make a link for a new password/ }).click();
  await panel.getByRole('button', { name: /^Make a link for a new password/ }).click();
  await expect(panel.getByRole('group', { name: 'Link to hand over' }).locator('code')).toContainText('/invitation#');
  await panel.getByText('Close the account of Rob Roles').click();
  await panel.getByLabel('Why it is closed').fill('left');
  await panel.getByRole('button', { name: 'Close the account' }).click();
  await expect(panel).toContainText('What they did stays in the record');
  await panel.getByRole('button', { name: 'Close the account' }).click();
  await expect(panel).toContainText('can no longer sign in');
  await signOut(page, administrator.name);
  await giveCredentials(page, person.email, person.password);
  await expect(page.getByRole('alert')).toContainText('There is a problem');
});

test('[WA27] the record tells who agreed for which body, and one’s own session and token in words; those of others by reference', async ({
  page,
  open,
  context,
  server,
  browser,
}) => {
  test.setTimeout(180_000);
  const roles = ['editor', 'approver'];
  const [sue, will] = [
    await makePerson(server, somebody('Sue Surrey', surrey, ...roles)),
    await makePerson(server, somebody('Will Woking', woking, ...roles)),
  ];
  const other = await browser.newContext({ storageState: nobody });
  await signInAs(context, server, sue);
  await signInAs(other, server, will);
  const contract = 'SAMPLE-CONTRACT-EXTRA-CARE';
  const { arrangement, version } = await asked(context, server, 'GET', `/api/arrangements/${contract}`);
  const change = { arrangement: { ...(arrangement as object), note: 'Agreed by both.' }, expectedVersion: version };
  const proposed = await asked(context, server, 'PUT', `/api/arrangements/${contract}`, {
    ...change,
    by: { name: 'Sue Surrey', actingFor: surrey },
    reason: 'As both wish',
  });
  const [{ id }] = proposed['proposals'] as [{ id: string }];
  const agree = async (whose: BrowserContext, actingFor: string) => {
    const { version: expectedVersion } = await asked(whose, server, 'GET', `/api/proposals/${id}`);
    const step = { expectedVersion, by: { name: 'Said', actingFor }, step: { do: 'agree' } };
    await asked(whose, server, 'POST', `/api/proposals/${id}/step`, step);
  };
  await agree(context, surrey);
  // His last step is that of a program of his.
  const expiresOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const wanted = { name: 'Signing desk', scopes: ['read', 'approve'], expiresOn };
  const { token } = await asked(other, server, 'POST', '/api/account/tokens', wanted);
  const program = await browser.newContext({
    storageState: nobody,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  await agree(program, woking);

  const entry = (of: Page) => of.locator('.journal > li').first();
  const agreed = /Agreed by Sue Surrey for Surrey County Council, \d.*; by Will Woking for Woking Borough Council, \d/;
  await open(`/journal?kind=arrangement&id=${contract}`);
  await expect(entry(page)).toContainText(/changed by Will Woking, for Woking Borough Council/);
  await expect(entry(page)).toContainText(agreed);
  await expect(entry(page)).toContainText(/Session [\w-]{16}$|Session [\w-]{16}\s*\d+ difference/);
  await expect(page.locator('main')).not.toContainText('Signing desk');
  await open(`/journal?kind=proposal&id=${id}`);
  await expect(page.locator('.journal > li').last()).toContainText(/In this session, begun \d/);
  await holdsForEverybody(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await holdsForEverybody(page);
  const his = await other.newPage();
  await his.goto(`${server.address}/journal?kind=arrangement&id=${contract}`);
  await expect(entry(his)).toContainText('By your token Signing desk.');
  await expect(entry(his)).toContainText(agreed);
  await program.close();
  await other.close();
});

/** What the API answers as whoever is signed in there. */
async function asked(
  context: BrowserContext,
  { address }: AccountsServer,
  method: string,
  path: string,
  data?: object,
): Promise<Record<string, unknown>> {
  const headers = { origin: address };
  const answer = await context.request.fetch(address + path, {
    method,
    headers,
    ...(data === undefined ? {} : { data }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

for (const size of [
  { width: 1280, height: 900 },
  { width: 320, height: 800 },
]) {
  test(`[WA25] axe finds nothing on the screens at ${size.width} pixels, and they do not scroll sideways`, async ({
    page,
    open,
    context,
    server,
    administrator,
  }) => {
    test.setTimeout(90_000);
    await page.setViewportSize(size);
    await open('/');
    await holdsForEverybody(page);
    await signInAs(context, server, administrator);
    await open('/account');
    await page.getByText('Make a token').click();
    await holdsForEverybody(page);
    await page.getByRole('button', { name: /^Ada Administrator/ }).click();
    await holdsForEverybody(page);
    await open('/people');
    await page.getByText('Invite somebody').click();
    await holdsForEverybody(page);
  });
}
