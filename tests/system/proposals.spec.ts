/** Proposals and the vesting day on screen, on a server on which people have accounts. The whole way is in two-keys.spec.ts. */

import type { Locator, Page } from '@playwright/test';
import { holdsForEverybody } from './accessibility.ts';
import { type AccountsServer, makePerson, type Person, signInAs, startAccountsServer } from './accounts-server.ts';
import { expect, test } from './workbench-test.ts';

/** Of Surrey County Council, which pays, and Woking, which provides. */
const contract = 'SAMPLE-CONTRACT-EXTRA-CARE';

let server: AccountsServer;
/** Of the server; fixtures are made before it has started. */
let address = '';
let sue: Person;
let will: Person;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startAccountsServer();
  address = server.address;
  const roles = ['editor', 'finance', 'approver', 'administrator'];
  sue = await makePerson(server, { name: 'Sue Surrey', email: 'sue@body.example', organisation: 'E10000030', roles });
  will = await makePerson(server, {
    name: 'Will Woking',
    email: 'will@body.example',
    organisation: 'E07000217',
    roles,
  });
});
test.afterAll(async () => {
  await server.stop();
});

test.use({
  // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
  baseURL: async ({}, use) => use(address),
  // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
  storageState: async ({}, use) => use({ cookies: [], origins: [] }),
  expectedNoise: /Failed to load resource: the server responded with a status of (202|403|404|409)/,
  actionTimeout: 20_000,
});

/** Changes the note of the contract, which is a proposal. */
async function proposeNote(
  page: Page,
  open: (path: string) => Promise<void>,
  note: string,
  why = 'To say what was agreed.',
): Promise<void> {
  await open(`/arrangement/${contract}/edit`);
  await expect(page.getByText('What you send becomes a proposal')).toContainText(
    /Surrey County Council.* and Woking Borough Council/,
  );
  await page.getByLabel('Note', { exact: true }).fill(note);
  await page.getByLabel(/^Why it is changed/).fill(why);
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Your change is kept as a proposal' })).toBeVisible();
}

/** Goes on with Tab until that has the focus. */
async function walkTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let press = 0; press < 80; press++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  await expect(target).toBeFocused();
}

/** Goes there by Tab and presses Enter. */
async function press(page: Page, target: Locator): Promise<void> {
  await walkTo(page, target);
  await page.keyboard.press('Enter');
}

/** What became of a step is in sight, has the focus and shows it. */
async function expectTold(page: Page, told: string): Promise<void> {
  const line = page.getByRole('status').filter({ hasText: told });
  await expect(line).toBeFocused();
  await expect(line).toBeInViewport();
  await expect(line).toHaveCSS('outline-style', 'solid');
}

test('[WP7] [WP2] a change to what is joint is announced, told on its page, and waits for the other', async ({
  page,
  open,
  context,
}) => {
  test.setTimeout(120_000);
  await signInAs(context, server, sue);
  await open('/proposals');
  await expect(page.locator('main')).toContainText('There is no proposal that you may see');
  await proposeNote(page, open, 'Both are to be told a year before it ends, and to meet in the spring.');
  await open(`/arrangement/${contract}`);
  await expect(page.getByText('A change is proposed.')).toBeVisible();
  await page.getByRole('link', { name: /^Change an arrangement, by Sue Surrey/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Change an arrangement: / })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Note' }).locator('td').last()).toContainText('in the spring');
  await page.getByRole('button', { name: 'Agree for Surrey County Council' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'You agreed for Surrey' })).toBeVisible();
  await open('/proposals');
  await expect(page.getByRole('region', { name: /^Waiting for you/ })).toContainText('Nothing waits for you');
  await expect(page.getByRole('region', { name: /^Waiting for others/ })).toContainText('Woking Borough Council');
  await signInAs(context, server, will);
  await open('/proposals');
  await expect(page.getByRole('link', { name: 'Proposals 1 waits for you' })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Waiting for you/ })).toContainText('To say what was agreed.');
});

test('[WP6] whoever is overtaken reads what happened, sees what is there now, and keeps what was written', async ({
  page,
  open,
  context,
  browser,
}) => {
  test.setTimeout(120_000);
  await signInAs(context, server, sue);
  await proposeNote(page, open, 'Another note.');
  await page.getByRole('link', { name: 'See the proposal' }).click();
  await page.getByLabel('Your remark').fill('Half written');
  await expect(page.getByRole('button', { name: 'Agree for Surrey County Council' })).toBeVisible();
  const other = await browser.newContext({ baseURL: address, storageState: { cookies: [], origins: [] } });
  await signInAs(other, server, will);
  const theirs = await other.newPage();
  await theirs.goto(page.url());
  await theirs.getByRole('button', { name: 'Agree for Woking Borough Council' }).click();
  await expect(theirs.getByRole('status').filter({ hasText: 'You agreed for Woking' })).toBeVisible();
  await page.getByRole('button', { name: 'Agree for Surrey County Council' }).click();
  const told = page.getByRole('alert');
  await expect(told).toContainText('Somebody else was faster');
  await expect(told).toBeFocused();
  await expect(page.getByRole('list', { name: '1 of 2 parties have agreed' })).toContainText('Agreed by Will Woking');
  await expect(page.getByLabel('Your remark')).toHaveValue('Half written');
  await page.getByRole('button', { name: 'Agree for Surrey County Council' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'the change was made' })).toBeVisible();
  await other.close();
});

test('[WP11] keys alone lead to a proposal, and discuss, agree to, take back and refuse it; each time the outcome has the focus', async ({
  page,
  open,
  context,
}) => {
  test.setTimeout(240_000);
  const button = (name: string) => page.getByRole('button', { name });
  const toFirst = async () => {
    await open('/proposals');
    const waiting = page.getByRole('region', { name: /^Waiting for you/ }).getByRole('listitem');
    await press(page, waiting.filter({ hasText: 'Mr Keys' }).getByRole('link'));
    await expect(page.getByRole('heading', { level: 1, name: /^Change an arrangement: / })).toBeVisible();
  };
  await signInAs(context, server, sue);
  await proposeNote(page, open, 'A note by keys.', 'As Mr Keys asked.');
  await toFirst();
  await walkTo(page, page.getByLabel('Your remark'));
  await page.keyboard.type('It can wait.');
  await press(page, button('Add the remark'));
  await expectTold(page, 'Your remark is added.');
  await press(page, button('Agree for Surrey County Council'));
  await expectTold(page, 'You agreed for Surrey County Council.');
  await press(page, button('Take the agreement of Surrey County Council back'));
  await expectTold(page, 'The agreement of Surrey County Council is taken back.');
  await signInAs(context, server, will);
  await toFirst();
  await press(page, page.locator('summary', { hasText: 'Refuse it' }));
  await press(page, button('Refuse for Woking Borough Council'));
  await expect(page.getByRole('alert')).toBeFocused();
  await walkTo(page, page.getByLabel('Why it is refused'));
  await page.keyboard.type('Not by keys.');
  await press(page, button('Refuse for Woking Borough Council'));
  await expectTold(page, 'You refused for Woking Borough Council.');
  await expect(page.locator('.answer')).toContainText('Not by keys.');
});

test('[WP12] keys alone decide to whom a role passes on a vesting day and take that back; each time the outcome has the focus', async ({
  page,
  open,
  context,
}) => {
  test.setTimeout(120_000);
  // Nobody gives a role to themselves.
  const ann = { name: 'Ann Surrey', email: 'ann@body.example', organisation: 'E10000030', roles: ['viewer'] };
  await makePerson(server, ann);
  await signInAs(context, server, sue);
  await open('/vesting-day?on=2027-04-01');
  await press(page, page.locator('summary', { hasText: /^\d+ roles of Surrey County Council/ }));
  const form = page.getByRole('form', { name: 'Decide roles of Surrey County Council' });
  const whose = form.getByLabel('Whose role');
  await walkTo(page, whose);
  await page.keyboard.type('Ann');
  await expect(whose.locator('option:checked')).toHaveText('Ann Surrey: viewer');
  await walkTo(page, form.getByRole('checkbox', { name: 'West Surrey Council' }));
  await page.keyboard.press('Space');
  await walkTo(page, form.getByLabel('Reason'));
  await page.keyboard.type('She goes to the west.');
  await press(page, form.getByRole('button', { name: 'Decide' }));
  await expectTold(page, 'It is decided.');
  const decided = page.getByRole('region', { name: 'What is decided' });
  await press(page, decided.getByRole('button', { name: /^Take it back/ }));
  await expect(decided.locator('.confirm').getByRole('button', { name: /^Take it back/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectTold(page, 'The decision is taken back.');
  await expect(decided).toHaveCount(0);
});

for (const size of [
  { width: 1280, height: 900 },
  { width: 320, height: 800 },
]) {
  test(`[WP10] axe finds nothing on proposals and vesting day at ${size.width} pixels, and they do not scroll sideways`, async ({
    page,
    open,
    context,
  }) => {
    test.setTimeout(120_000);
    await page.setViewportSize(size);
    await signInAs(context, server, sue);
    await open('/proposals');
    await holdsForEverybody(page);
    await page.locator('main a[href*="/proposal/"]').first().click();
    await expect(page.getByRole('heading', { name: 'Whose agreement it takes' })).toBeVisible();
    await holdsForEverybody(page);
    await open('/vesting-day?on=2027-04-01');
    await expect(page.getByRole('heading', { level: 1, name: 'Who will see what on 1 April 2027' })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Bodies that end' })).toContainText('Surrey County Council');
    await page.locator('main summary').first().click();
    await holdsForEverybody(page);
  });
}
