/**
 * The test function of browser tests on a server on which people have accounts. One server for all of them; nobody is signed in
 * when a test begins.
 */

import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { type AccountsServer, type Invited, makePerson, type Person, startAccountsServer } from './accounts-server.ts';
import { test as base, expect } from './workbench-test.ts';

export const surrey = 'E10000030';
export const woking = 'E07000217';
export const password = 'four words of the day';

type People = {
  readonly server: AccountsServer;
  /** Of Surrey, with a password alone. */
  readonly editor: Person;
  /** Of Surrey, an editor too, with a second factor. */
  readonly administrator: Person;
};

/** A first start builds the workbench. @units milliseconds */
const timeout = 300_000;

// biome-ignore lint/complexity/noBannedTypes: the form that Playwright asks for where no fixture is of one test alone
export const test = base.extend<{}, People>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
    async ({}, use) => {
      const server = await startAccountsServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout },
  ],
  editor: [
    async ({ server }, use) => use(await makePerson(server, somebody('Ed Editor', surrey, 'editor'))),
    { scope: 'worker', timeout },
  ],
  administrator: [
    async ({ server }, use) =>
      use(await makePerson(server, somebody('Ada Administrator', surrey, 'administrator', 'editor'))),
    { scope: 'worker', timeout },
  ],
  baseURL: async ({ server }, use) => use(server.address),
  // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
  storageState: async ({}, use) => use(nobody),
  // What is refused is written to the console by the browser itself.
  // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
  expectedNoise: async ({}, use) =>
    use(/Failed to load resource: the server responded with a status of (401|403|410|422|429)/),
});

export { expect };

/** A browser in which nobody is signed in. */
export const nobody = { cookies: [], origins: [] };

/** Somebody to invite, whose address nobody else has. */
export function somebody(name: string, organisation: string, ...roles: string[]): Invited {
  return { name, email: `${randomBytes(5).toString('hex')}@body.example`, organisation, roles };
}

/** The form of the first step. */
export function signInForm(page: Page) {
  return page.getByRole('form', { name: 'Sign in' });
}

/** Fills in the first step and sends it. */
export async function giveCredentials(page: Page, email: string, secret: string): Promise<void> {
  const form = signInForm(page);
  await form.getByLabel('E-mail address').fill(email);
  await form.getByLabel('Password', { exact: true }).fill(secret);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs out by the menu at the top. */
export async function signOut(page: Page, name: string): Promise<void> {
  await page.locator('.account-button', { hasText: name }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
}
