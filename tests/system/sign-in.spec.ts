/** Signing in and out: on a server on which people have accounts, and on a laptop. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { holdsForEverybody } from './accessibility.ts';
import { invite, makePerson, SecondFactor, signInAs } from './accounts-server.ts';
import {
  expect,
  giveCredentials,
  nobody,
  password,
  signInForm,
  signOut,
  somebody,
  surrey,
  test,
} from './accounts-test.ts';
import { test as laptop, ownWorkbench } from './workbench-test.ts';

test('[WA1] nobody sees a screen before they signed in, and then the one that they asked for', async ({
  page,
  open,
  editor,
}) => {
  await open('/arrangements?q=better');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Screens' })).toHaveCount(0);
  await giveCredentials(page, editor.email, editor.password);
  await expect(page.getByRole('heading', { level: 1, name: /^Arrangements that partners/ })).toBeVisible();
  await expect(page.getByLabel('Find', { exact: false }).first()).toHaveValue('better');
  await open('/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: /^Boundaries or bodies/ })).toBeVisible();
});

test('[WA3] a wrong password and an unknown address read the same, and blank fields are told', async ({
  page,
  open,
  editor,
}) => {
  await open('/');
  await signInForm(page).getByRole('button', { name: 'Sign in' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: 'Give your password.' }).click();
  await expect(signInForm(page).getByLabel('Password', { exact: true })).toBeFocused();
  const told: (string | null)[] = [];
  for (const email of [editor.email, 'nobody@body.example']) {
    await giveCredentials(page, email, 'not the password');
    await expect(summary).toContainText('There is a problem');
    told.push(await summary.textContent());
  }
  expect(told[0]).toBe(told[1]);
  await expect(signInForm(page).getByLabel('E-mail address')).toHaveValue('nobody@body.example');
});

test('[WA11] [WA26] an invitation takes a long password, shown and counted, and signs in; used, it works no more', async ({
  page,
  open,
  server,
}) => {
  const path = await invite(server, somebody('Ivy Invited', surrey, 'viewer'));
  await open(path);
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome, Ivy Invited' })).toBeVisible();
  await holdsForEverybody(page);
  const field = page.getByLabel('New password', { exact: true });
  await expect(field).toHaveAttribute('autocomplete', 'new-password');
  await expect(page.getByLabel(/^E-mail address/)).toHaveAttribute('autocomplete', 'username');
  await field.fill('short');
  await expect(page.getByText('5 of at least 12 characters.')).toBeVisible();
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('5 characters');
  await field.fill('passwordpassword');
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await expect(page.getByRole('alert')).toContainText(/often|common|guess|known/i);
  await field.fill(password);
  await page.getByRole('button', { name: 'Show the password' }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await expect(page.getByRole('button', { name: /^Ivy Invited/ })).toBeVisible();
  expect(page.url()).toBe(`${server.address}/`);
  await open(path);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'This link does not work' })).toBeVisible();
});

test('[WA13] [WA14] who must have a second factor sets one up first, and signs in with it or a recovery code', async ({
  page,
  open,
  server,
}) => {
  test.setTimeout(120_000);
  const asked = somebody('Una Unsafe', surrey, 'approver');
  await open(await invite(server, asked));
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Set up a second factor' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Screens' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('img', { name: /^Code to scan/ })).toBeVisible();
  const key = await page.getByRole('group', { name: 'Or write this key' }).locator('code').textContent();
  const app = new SecondFactor(key ?? '');
  const code = page.getByLabel('The six digits');
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  await code.fill('000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('alert')).toContainText('There is a problem');
  const good = await app.code();
  await code.fill(`${good.slice(0, 3)} ${good.slice(3)}`);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeFocused();
  await holdsForEverybody(page);
  const codes = await page.locator('.recovery-codes code').allTextContents();
  expect(new Set(codes).size).toBe(10);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download them' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  for (const one of codes) expect(text).toContain(one);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Boundaries or bodies/ })).toBeVisible();
  for (const second of [await app.code(), codes[0] ?? '']) {
    await signOut(page, 'Una Unsafe');
    await giveCredentials(page, asked.email, password);
    await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
    await page.keyboard.type(second);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Una Unsafe/ })).toBeVisible();
  }
});

test('[WA9] signing out leaves nothing of the person in the page', async ({ page, open, context, server, editor }) => {
  await signInAs(context, server, editor);
  await open('/people');
  await page.evaluate('window.stays = true');
  await signOut(page, 'Ed Editor');
  expect(await page.evaluate('window.stays')).toBeUndefined();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
});

test('[WA5] a session that ends takes nothing: what was typed is kept, and saved after signing in again', async ({
  page,
  open,
  context,
  server,
  editor,
}) => {
  await signInAs(context, server, editor);
  await open('/scenarios/new');
  await page.getByLabel('Name of the scenario').fill('What if nothing changes');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Make it' }).click();
  const dialog = page.getByRole('dialog', { name: /^Your session has ended/ });
  await expect(dialog).toBeVisible();
  await holdsForEverybody(page);
  await expect(dialog.getByLabel('E-mail address')).toHaveValue(editor.email);
  await dialog.getByLabel('Password', { exact: true }).fill(editor.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What if nothing changes' })).toBeVisible();
});

test('[WA5] cancelled, it is refused and the form stays; signed in as somebody else nothing is sent', async ({
  page,
  open,
  context,
  server,
  editor,
}) => {
  const other = await makePerson(server, somebody('Otto Other', surrey, 'editor'));
  await signInAs(context, server, editor);
  await open('/scenarios/new');
  const name = page.getByLabel('Name of the scenario');
  await name.fill('What if somebody else');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Make it' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(name).toHaveValue('What if somebody else');
  await expect(page.locator('.signed-out-bar')).toContainText('You are not signed in any more');
  await holdsForEverybody(page);
  await page.getByRole('button', { name: 'Make it' }).click();
  await dialog.getByLabel('E-mail address').fill(other.email);
  await dialog.getByLabel('Password', { exact: true }).fill(other.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toContainText('You are signed in as somebody else');
  await dialog.getByRole('button', { name: 'Load it anew as Otto Other' }).click();
  await open('/scenarios');
  await expect(page.getByText('What if somebody else')).toHaveCount(0);
});

test('[WA25] keys alone sign in and out', async ({ page, open, editor }) => {
  await open('/');
  const focused = () =>
    page.evaluate<string>(
      'document.activeElement.id || (document.activeElement.closest("a, button")?.textContent ?? "")',
    );
  const tabTo = async (wanted: string) => {
    for (let at = 0; at < 30 && !(await focused()).includes(wanted); at += 1) await page.keyboard.press('Tab');
    expect(await focused()).toContain(wanted);
  };
  await tabTo('sign-in-email');
  await page.keyboard.type(editor.email);
  await tabTo('sign-in-password');
  await page.keyboard.type(editor.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Boundaries or bodies/ })).toBeVisible();
  await tabTo('Ed Editor');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await focused()).toContain('Ed Editor');
  await page.keyboard.press('Enter');
  await tabTo('Sign out');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
});

laptop.describe('a laptop', () => {
  laptop.use({
    storageState: nobody,
    expectedNoise: /Failed to load resource: the server responded with a status of (401|403|410|422|429)/,
  });

  laptop(
    '[WA2] the link of the start signs its owner in, once, and its key is out of the address',
    async ({ page, open, context }) => {
      const program = join(import.meta.dirname, '..', '..', 'bin', 'coterminous.mjs');
      const words = ['open', '--no-open', '--home', dirname(ownWorkbench().state)];
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...words]);
      const link = /is at (\S+)/.exec(stdout)?.[1] ?? '';
      await open('/');
      await expect(page.getByRole('heading', { level: 1, name: 'Open the link that the start printed' })).toBeVisible();
      await holdsForEverybody(page);
      await open(link);
      await expect(page.getByRole('heading', { level: 1, name: /^Boundaries or bodies/ })).toBeVisible();
      expect(page.url()).not.toContain('key');
      await context.clearCookies();
      await open(link);
      await expect(page.getByRole('alert')).toContainText('This link does not work any more');
      await expect(page.locator('main')).toContainText('coterminous open');
      expect(page.url()).not.toContain('key');
    },
  );
});
