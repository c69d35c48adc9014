/** Two people of two bodies in two browsers take one line of a handover from a proposal to its signatures, and to vesting day. */

import type { Browser, Page } from '@playwright/test';
import { type AccountsServer, makePerson, type Person, signInAs, startAccountsServer } from './accounts-server.ts';
import { expect, loaded, test } from './workbench-test.ts';

const surrey = 'E10000030';
const woking = 'E07000217';
const guildford = 'E07000209';
const line = 'SAMPLE-DFG-E07000217%20council-E07000217%20recipient';

let server: AccountsServer;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startAccountsServer();
});
test.afterAll(async () => {
  await server.stop();
});

// What is refused is written to the console by the browser itself.
test.use({ expectedNoise: /Failed to load resource/, actionTimeout: 20_000 });

/** A browser of their own, in which they are signed in. */
async function browserOf(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.address,
    storageState: { cookies: [], origins: [] },
    locale: 'en-GB',
  });
  await signInAs(context, server, person);
  return context.newPage();
}

async function at(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await loaded(page);
}

/** Decides on the line's page what happens otherwise; the address of the proposal that it becomes. */
async function proposeDisposition(page: Page, address: string, word: string, reason: string): Promise<string> {
  await at(page, address);
  const work = page.getByRole('region', { name: 'Work on this line' });
  await work.getByText('Set something by hand').last().click();
  await work.getByLabel('What happens').selectOption(word);
  await work.getByLabel('Reason').fill(reason);
  await work.getByRole('button', { name: 'Set it by hand' }).click();
  const told = work.getByRole('status').filter({ hasText: 'Your change is kept as a proposal' });
  await expect(told).toContainText('Woking Borough Council and Surrey County Council');
  return (await told.getByRole('link', { name: 'See the proposal' }).getAttribute('href')) ?? '';
}

async function sign(page: Page, address: string, body: string): Promise<void> {
  await at(page, address);
  const work = page.getByRole('region', { name: 'Work on this line' });
  await work.getByRole('button', { name: `Sign for ${body}` }).click();
  const own = work.locator('.signatures > li').filter({ has: page.locator('strong', { hasText: body }) });
  await expect(own.locator('.badge')).toHaveText('Signed');
}

test('[WP1] two people of two bodies, in two browsers, propose, dispute, agree and sign a line of the handover; a third sees nothing of it, and the dry run of vesting day moves their access to the successors', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const roles = ['editor', 'approver'];
  const person = (name: string, organisation: string, held = roles) =>
    makePerson(server, { name, email: `${name.split(' ')[0]}@body.example`, organisation, roles: held });
  const [sue, will] = [
    await person('Sue Surrey', surrey),
    await person('Will Woking', woking, [...roles, 'administrator']),
  ];
  const ada = await person('Ada Surrey', surrey, ['administrator']);
  const gus = await person('Gus Guildford', guildford, [...roles, 'administrator']);
  const [hers, his] = [await browserOf(browser, sue), await browserOf(browser, will)];
  const third = await browserOf(browser, gus);

  await test.step('one proposes', async () => {
    await at(hers, '/handover?scenario=surrey-two-unitaries');
    await hers.getByText('Start or open a schedule').click();
    await hers.getByLabel('Title of the new schedule').fill('Handover of Surrey and Woking');
    await hers.getByRole('button', { name: 'Start this schedule' }).click();
    await expect(hers).toHaveURL(/schedule=/);
  });
  const { pathname, search } = new URL(hers.url());
  const address = `${pathname}/line${search}&key=${line}`;
  const first = await proposeDisposition(hers, address, 'renegotiate', 'The grant should be agreed anew.');

  await test.step('the other disputes: a remark, then a refusal with its reason', async () => {
    await at(his, '/proposals');
    await expect(his.getByRole('link', { name: /^Proposals.*1 waits for you/ })).toBeVisible();
    const mine = his.getByRole('region', { name: /^Waiting for you/ });
    await mine.getByRole('link', { name: /^Decide a line otherwise/ }).click();
    await loaded(his);
    await expect(his.getByRole('table')).toContainText('renegotiate (The grant should be agreed anew.)');
    await his.getByLabel('Your remark').fill('The law ends this grant; we would novate it.');
    await his.getByRole('button', { name: 'Add the remark' }).click();
    await expect(his.getByRole('status').filter({ hasText: 'Your remark is added' })).toBeVisible();
    await at(hers, first);
    await expect(hers.getByText('we would novate it')).toBeVisible();
    await his.getByText('Refuse it', { exact: true }).click();
    await his.getByRole('button', { name: 'Refuse for Woking Borough Council' }).click();
    await expect(his.getByRole('alert')).toContainText('Say why');
    await his.getByLabel('Why it is refused').fill('Novate it instead.');
    await his.getByRole('button', { name: 'Refuse for Woking Borough Council' }).click();
    await expect(his.getByRole('status').filter({ hasText: 'You refused for Woking' })).toBeVisible();
    await hers.getByRole('button', { name: 'Agree for Surrey County Council' }).click();
    await expect(hers.locator('.answer')).toContainText('Novate it instead.');
    await expect(hers.getByRole('alert')).toContainText('Somebody else was faster');
    await expect(hers.getByRole('button', { name: 'Agree for Surrey County Council' })).toHaveCount(0);
  });

  const second = await proposeDisposition(hers, address, 'novate', 'As Woking asked.');
  await test.step('a third sees nothing of it', async () => {
    await at(third, '/proposals');
    await expect(third.locator('main')).toContainText('There is no proposal that you may see');
    for (const path of [first, second]) {
      await at(third, path);
      await expect(third.getByRole('alert')).toContainText('no proposal');
      await expect(third.locator('main')).not.toContainText(/Sue|Woking|novate/i);
    }
    await at(third, address);
    await expect(third.locator('main')).not.toContainText(/Sue|Will|novate/i);
    await at(third, '/journal');
    // That there is a schedule they may know: lines of theirs are in it.
    const entries = (page: Page) => page.getByRole('listitem').filter({ hasText: /^\d+ (Proposal|Work on a line) / });
    await expect(third.getByRole('listitem').filter({ hasText: /^\d+ Schedule / })).toHaveCount(1);
    await expect(entries(third)).toHaveCount(0);
    await expect(third.locator('main')).not.toContainText(/Will Woking|novate/i);
    await at(hers, '/journal');
    await expect(entries(hers)).not.toHaveCount(0);
  });

  await test.step('both agree, and only then the line changes', async () => {
    await at(hers, second);
    await hers.getByRole('button', { name: 'Agree for Surrey County Council' }).click();
    await expect(hers.getByRole('status').filter({ hasText: 'You agreed for Surrey' })).toBeVisible();
    await at(his, address);
    await expect(his.getByRole('region', { name: 'Work on this line' })).toContainText('Nothing: everything stands');
    await at(his, second);
    await expect(his.getByRole('list', { name: '1 of 2 parties have agreed' })).toContainText('Agreed by Sue Surrey');
    await his.getByRole('button', { name: 'Agree for Woking Borough Council' }).click();
    await expect(his.getByRole('status').filter({ hasText: 'the change was made' })).toBeVisible();
    await at(his, address);
    await expect(his.locator('.answer-word')).toHaveText('Novate');
  });

  await test.step('both sign', async () => {
    await sign(hers, address, 'Surrey County Council');
    await sign(his, address, 'Woking Borough Council');
    await at(hers, address);
    await expect(hers.locator('.signatures .badge', { hasText: /^Signed$/ })).toHaveCount(2);
  });
  await test.step('on vesting day his roles pass to the one successor, hers once it is decided to which of two', async () => {
    await at(his, '/vesting-day?on=2027-04-01&scenario=surrey-two-unitaries');
    const passed = his.getByRole('table', { name: 'People and their roles on that day' }).getByRole('row');
    await expect(passed.filter({ hasText: 'Will Woking' })).toContainText(
      /Approver for Woking Borough Council\s*Passes\s*to West Surrey Council/,
    );
    await expect(his.locator('main')).toContainText('The day has not come.');
    await expect(his.locator('main')).not.toContainText(/Gus Guildford|Sue Surrey/);
    const hersToDecide = await browserOf(browser, ada);
    await at(hersToDecide, '/vesting-day?on=2027-04-01');
    const people = hersToDecide.getByRole('table', { name: 'People and their roles on that day' }).getByRole('row');
    const ofSue = people.filter({ hasText: 'Sue Surrey' });
    await expect(ofSue).toContainText(/Approver for Surrey County Council\s*Waits for a decision/);
    await hersToDecide.getByText(/^\d+ roles of Surrey County Council/).click();
    const form = hersToDecide.getByRole('form', { name: 'Decide roles of Surrey County Council' });
    await form.getByLabel('Whose role').selectOption({ label: 'Sue Surrey: approver' });
    await form.getByRole('checkbox', { name: 'West Surrey Council' }).check();
    await form.getByLabel('Reason').fill('She goes to the west.');
    await form.getByRole('button', { name: 'Decide' }).click();
    await expect(hersToDecide.getByRole('status').filter({ hasText: 'It is decided' })).toBeVisible();
    await expect(ofSue).toContainText(/Approver for Surrey County Council\s*Passes\s*to West Surrey Council/);
    await hersToDecide.context().close();
  });
  for (const page of [hers, his, third]) await page.context().close();
});
