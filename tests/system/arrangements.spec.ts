/** Arrangements: the list, one, entering and changing, two people at once, and the import of a spreadsheet. */

import type { Page } from '@playwright/test';
import { axeFindsNothing } from './accessibility.ts';
import { expect, loaded, test } from './workbench-test.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Arrangements' });
const rowsOf = (page: Page) => grid(page).locator('.grid-body [role=row]');
const tally = (page: Page) => page.locator('.table-caption[aria-live]');
const summary = (page: Page) => page.getByRole('alert').filter({ hasText: 'Nothing was saved' });

async function giveName(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Keep my name' }).click();
}

/** References of what a test added: other tests count what the sample has. */
const added: string[] = [];

test.afterEach(async ({ request }) => {
  for (const id of added.splice(0)) {
    const shown = await request.get(`/api/arrangements/${id}`);
    if (shown.status() === 404) continue;
    const { version } = (await shown.json()) as { version: number };
    const by = { name: 'Test', actingFor: null };
    await request.delete(`/api/arrangements/${id}`, { data: { expectedVersion: version, by, reason: null } });
  }
});

/** Adds an arrangement with a reference of its own and returns that; the page shows it afterwards. */
async function addOne(page: Page, open: (path: string) => Promise<void>, title: string): Promise<string> {
  const id = `T-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6)}`;
  added.push(id);
  await open('/arrangements/new');
  await giveName(page, 'Ann Example');
  await page.getByLabel('Title', { exact: true }).first().fill(title);
  await page.getByLabel('Reference', { exact: true }).fill(id);
  await page.getByLabel('Kind', { exact: true }).selectOption('service-contract');
  await takeBody(page, 'Party 1', 'E10000030', /^Surrey County Council/);
  await takeBody(page, 'Party 2', 'Woking Borough', /^Woking Borough Council/);
  await page.getByLabel('Starts on').fill('2026-06-01');
  await page.getByLabel('Last day').fill('2029-05-31');
  for (const party of ['Party 1', 'Party 2'])
    await page.getByRole('group', { name: party, exact: true }).getByLabel('Signed on').fill('2026-05-20');
  await page.getByLabel('Agreed on').fill('2026-05-10');
  await page.getByRole('button', { name: 'Add the arrangement' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return id;
}

/** Finds a body by typing and takes it by keys. */
async function takeBody(page: Page, row: string, typed: string, found: RegExp): Promise<void> {
  const field = page.getByRole('group', { name: row, exact: true }).getByRole('combobox', { name: 'Body' });
  await field.click();
  await field.fill('');
  await field.pressSequentially(typed);
  await expect(page.getByRole('option').filter({ hasText: found }).first()).toBeVisible();
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect(field).toHaveValue(found);
}

test('[WR3] only the rows in sight are in the page, keys move through them, and Enter opens one', async ({
  page,
  open,
}) => {
  await open('/arrangements');
  const count = Number(await grid(page).getAttribute('aria-rowcount'));
  expect(count).toBeGreaterThan(40);
  expect(await rowsOf(page).count()).toBeLessThan(count / 2);
  await rowsOf(page).first().focus();
  await page.keyboard.press('End');
  const focused = () => page.evaluate<string | null>(`document.activeElement.getAttribute('aria-rowindex')`);
  await expect.poll(focused).toBe(String(count));
  await page.keyboard.press('Home');
  await expect.poll(focused).toBe('2');
  const title = (await rowsOf(page).first().getByRole('link').first().textContent()) ?? '';
  await page.keyboard.press('Enter');
  await loaded(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.locator('main')).toBeFocused();
});

test('[WR1] [WR2] filters narrow the list, headings sort it, and the address brings both back', async ({
  page,
  open,
  context,
}) => {
  await open('/arrangements?on=2026-05-01');
  await page.getByLabel('Find arrangements').fill('surrey county fund');
  await page.getByLabel('Notice', { exact: true }).selectOption('party-gone');
  await expect(tally(page)).toContainText(/^\d+ arrangements? of \d+/);
  await grid(page).getByRole('button', { name: 'A year' }).click();
  await expect(page).toHaveURL(/sort=-annual/);
  await expect(page).toHaveURL(/notice=party-gone/);
  const other = await context.newPage();
  await open(page.url(), other);
  await expect(other.getByLabel('Find arrangements')).toHaveValue('surrey county fund');
  await expect(tally(other)).toHaveText((await tally(page).textContent()) ?? '');
  await expect(grid(other).getByRole('columnheader', { name: 'A year' })).toHaveAttribute('aria-sort', 'descending');
  await other.getByLabel('Find arrangements').fill('no such thing');
  await other.getByRole('button', { name: 'Show all' }).click();
  await expect(tally(other)).toContainText(/^\d+ arrangements\.$/);
});

test('[WR4] the sentences open their evidence, and a kind narrows the list', async ({ page, open }) => {
  await open('/arrangements');
  await page.locator('.totals .figure').first().click();
  await expect(page.getByRole('dialog')).toContainText('Counted from the list below');
  await page.keyboard.press('Escape');
  const kind = page.getByRole('list', { name: 'Arrangements by kind' }).locator('li').first();
  const count = await kind.locator('.count-bar-number').textContent();
  await kind.getByRole('button').click();
  await expect(tally(page)).toContainText(new RegExp(`^${count} arrangements of`));
});

test('[WR5] the list is downloaded as spreadsheet and CSV, and the template with it', async ({
  page,
  open,
  request,
}) => {
  await open('/arrangements');
  for (const [name, start] of [
    ['Spreadsheet (XLSX)', /^PK/],
    ['CSV', /SAMPLE-BCF/],
    ['Empty template', /^PK/],
  ] as const) {
    const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    const answer = await request.get(href ?? '');
    expect(answer.status(), name).toBe(200);
    expect((await answer.body()).toString('latin1'), name).toMatch(start);
  }
});

test('[WR6] who leads is listed, with bodies that no longer exist marked', async ({ page, open }) => {
  await open('/arrangements?show=leads&on=2026-06-01');
  const table = page.getByRole('table', { name: 'Who leads commissioning' });
  await page.getByLabel('Who leads', { exact: true }).selectOption('legacy');
  await expect(table.getByRole('row').nth(1)).toContainText('No longer exists');
  await expect(page).toHaveURL(/standing=legacy/);
  await page.getByLabel('Who leads', { exact: true }).selectOption('nobody');
  await expect(table.getByRole('row').nth(1)).toContainText('Nobody recorded');
});

test('[WR9] milestones are drawn and listed, and narrowed by what delays are put down to', async ({ page, open }) => {
  await open('/arrangements?show=plans&on=2026-11-22');
  await expect(page.getByRole('img', { name: /^5 milestones of 2 plans/ })).toBeVisible();
  await expect(page.getByText(/Delays are put down to reorganisation/)).toBeVisible();
  await page.getByLabel('Put down to').selectOption('reorganisation');
  await expect(page.getByRole('table', { name: 'Milestones' }).getByRole('row')).toHaveCount(3);
  await expect(page.getByRole('img', { name: /^2 milestones/ })).toBeVisible();
});

test('[WR10] [WR11] an arrangement has parties with their fate, stages, reg 7(3), money, history and what happens', async ({
  page,
  open,
}) => {
  await open('/arrangement/SAMPLE-BCF?on=2026-11-22');
  await expect(page.getByRole('list', { name: 'Stages' }).locator('[aria-current=step]')).toContainText('In force');
  const parties = page.getByRole('table', { name: 'Parties' });
  await expect(parties.getByRole('row').filter({ hasText: 'Surrey Heartlands' })).toContainText(
    'ended on 1 April 2026. Taken over by: NHS Surrey and Sussex',
  );
  await expect(page.locator('.clauses li')).toHaveCount(7);
  await expect(page.getByText('Annual value: £97,500,000.00. Balance: £2,400,000.00.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Entered by Coterminous sample');
  await page.getByLabel('In this scenario').selectOption('surrey-three-unitaries');
  const lines = page.getByRole('table', { name: 'Lines of the handover schedule' });
  await expect(lines).toContainText('North Surrey');
  await lines.getByRole('link', { name: 'Surrey County Council' }).click();
  await expect(page).toHaveURL(/\/handover\/line\?.*scenario=surrey-three-unitaries/);
});

test('[WR17] the form shows what the kind has, and keeps what another kind had', async ({ page, open }) => {
  await open('/arrangement/SAMPLE-BCF/edit');
  await expect(page.getByLabel(/^\(a\) Agreed aims/)).toBeVisible();
  await page.getByLabel('Kind', { exact: true }).first().selectOption('board-seat');
  await expect(page.getByLabel(/^\(a\) Agreed aims/)).toHaveCount(0);
  await expect(page.getByLabel('Sector of the seat')).toBeVisible();
  await expect(page.getByText('left out when you save')).toBeVisible();
  await page.getByLabel('Kind', { exact: true }).first().selectOption('pooled-fund');
  await expect(page.getByLabel(/^\(a\) Agreed aims/)).toHaveValue('yes');
});

test('[WR18] [WR19] an arrangement is entered by keys alone', async ({ page, open }) => {
  const id = await addOne(page, open, 'Contract entered by keys');
  await expect(page).toHaveURL(new RegExp(`/arrangement/${id}`));
  await expect(page.getByRole('table', { name: 'Parties' }).getByRole('row')).toHaveCount(3);
  await page.getByRole('link', { name: 'Change it' }).click();
  await page.getByRole('button', { name: 'Add a document' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Document 1' }).getByLabel('Kind')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('The contract');
  await page.getByRole('button', { name: 'Take out document 1' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Add a document' })).toBeFocused();
  const body = page.getByRole('group', { name: 'Party 2', exact: true }).getByRole('combobox', { name: 'Body' });
  await body.fill('no body is called this');
  await body.press('Tab');
  await expect(body).toHaveValue('no body is called this');
});

test.describe('refusals', () => {
  test.use({ expectedNoise: /status of 4\d\d/ });

  test('[WR20] faults lead to their fields, stand beside them, and nothing typed is lost', async ({ page, open }) => {
    await open('/arrangements/new');
    await page.getByLabel('Title', { exact: true }).first().fill('A fund');
    await page.getByLabel('Notice, in days').fill('half a year');
    await page.getByRole('button', { name: 'Add the arrangement' }).click();
    await expect(summary(page)).toBeFocused();
    await expect(summary(page)).toContainText('Say who you are');
    await summary(page)
      .getByRole('link', { name: /whole number of days/ })
      .click();
    await expect(page.getByLabel('Notice, in days')).toBeFocused();
    await giveName(page, 'Ann Example');
    await page.getByLabel('Notice, in days').fill('180');
    await page.getByLabel('Reference', { exact: true }).fill(`F-${Date.now()}`);
    await page.getByLabel('Starts on').fill('2027-04-01');
    await page.getByLabel('Last day').fill('2026-04-01');
    await takeBody(page, 'Party 1', 'E10000030', /^Surrey County Council/);
    const second = page.getByRole('group', { name: 'Party 2', exact: true }).getByRole('combobox', { name: 'Body' });
    await second.fill('Atlantis Council');
    await page.getByRole('button', { name: 'Add the arrangement' }).click();
    await expect(summary(page)).toContainText('Parties, row 2: body');
    await summary(page)
      .getByRole('link', { name: /^Parties, row 2/ })
      .click();
    await expect(second).toBeFocused();
    await expect(second).toHaveAttribute('aria-invalid', 'true');
    await expect(second).toHaveValue('Atlantis Council');
    await expect(page.getByLabel('Title', { exact: true }).first()).toHaveValue('A fund');
    await axeFindsNothing(page);
    // The body was unknown, so the dates were not looked at before: the next try tells them.
    await second.fill('Woking Borough Council');
    await page.getByRole('button', { name: 'Add the arrangement' }).click();
    await expect(summary(page).getByRole('link', { name: /^End:/ })).toBeVisible();
  });

  test('[WR24] a reference that another arrangement has is told at its field', async ({ page, open }) => {
    await open('/arrangements/new');
    await giveName(page, 'Ann Example');
    await page.getByLabel('Title', { exact: true }).first().fill('Another');
    await page.getByLabel('Reference', { exact: true }).fill('SAMPLE-BCF');
    await page.getByLabel('Kind', { exact: true }).selectOption('service-contract');
    await takeBody(page, 'Party 1', 'E10000030', /^Surrey County Council/);
    await takeBody(page, 'Party 2', 'Woking Borough', /^Woking Borough Council/);
    await page.getByRole('button', { name: 'Add the arrangement' }).click();
    await summary(page)
      .getByRole('link', { name: /^Reference: SAMPLE-BCF is the reference of another/ })
      .click();
    await expect(page.getByLabel('Reference', { exact: true })).toBeFocused();
  });

  test('[WR23] the second of two who change one arrangement sees both versions and chooses field by field', async ({
    page,
    open,
    browser,
    baseURL,
  }) => {
    const id = await addOne(page, open, 'Contract of two people');
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const second = await context.newPage();
    await open(`/arrangement/${id}/edit`, second);
    await giveName(second, 'Bob Second');
    await open(`/arrangement/${id}/edit`);
    await page.getByLabel('Title', { exact: true }).first().fill('Title of Ann');
    await page.getByLabel('Notice, in days').fill('90');
    await page.getByRole('button', { name: 'Save the changes' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Title of Ann' })).toBeVisible();
    await second.getByLabel('Title', { exact: true }).first().fill('Title of Bob');
    await second.getByLabel('Source').fill('Source of Bob');
    await second.getByRole('button', { name: 'Save the changes' }).click();
    const told = second.getByRole('alert').filter({ hasText: 'Somebody else changed this arrangement' });
    await expect(told).toBeFocused();
    await expect(told).toContainText('Ann Example saved it on');
    const rows = told.getByRole('row');
    await expect(rows.filter({ hasText: 'Title' })).toContainText('changed by both');
    await expect(rows.filter({ hasText: 'Days of notice' })).toContainText('changed by Ann Example');
    await expect(rows.filter({ hasText: 'Source' })).toContainText('changed by you');
    await rows
      .filter({ hasText: 'Title' })
      .getByRole('radio', { name: /^Keep theirs/ })
      .check();
    await told.getByRole('button', { name: 'Go on with these' }).click();
    await expect(second.getByLabel('Title', { exact: true }).first()).toHaveValue('Title of Ann');
    await expect(second.getByLabel('Notice, in days')).toHaveValue('90');
    await expect(second.getByLabel('Source')).toHaveValue('Source of Bob');
    await second.getByRole('button', { name: 'Save the changes' }).click();
    await expect(second.getByRole('heading', { level: 1, name: 'Title of Ann' })).toBeVisible();
    const history = second.getByRole('region', { name: 'History' });
    await expect(history).toContainText('Source: nothing became Source of Bob');
    await expect(history).toContainText('Title: Contract of two people became Title of Ann');
    await context.close();
  });

  test('[WR25] [WR26] a spreadsheet with problems stores nothing; the mended one is imported when asked', async ({
    page,
    open,
    request,
  }) => {
    const sheet = await (await request.get('/api/arrangements?format=csv&register=surrey-and-neighbours')).text();
    const broken = sheet.replaceAll('SAMPLE-BCF,Pooled fund', 'SAMPLE-BCF,Pooled found');
    expect(broken).not.toBe(sheet);
    await open('/arrangements/import');
    const give = (text: string) =>
      page.getByLabel(/^Choose a file/).setInputFiles({
        name: 'mine.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(text),
      });
    await give(broken);
    const problems = page.getByRole('alert').filter({ hasText: 'was not imported, and nothing was stored' });
    await expect(problems).toContainText('error');
    await expect(problems.getByRole('table', { name: 'Problems of the spreadsheet' })).toContainText('Pooled found');
    const download = page.waitForEvent('download');
    await problems.getByRole('button', { name: 'Take the list away (CSV)' }).click();
    expect((await download).suggestedFilename()).toBe('mine-problems.csv');
    const title = `Renamed ${Date.now()}`;
    await give(sheet.replaceAll('Better Care Fund section 75 agreement (illustrative)', title));
    await expect(page.getByRole('heading', { name: 'mine.csv can be imported' })).toBeVisible();
    await expect(page.getByText(/: 0 new, 1 changed and \d+ the same/)).toBeVisible();
    await giveName(page, 'Ann Example');
    await page.getByRole('button', { name: 'Import 1 arrangement' }).click();
    await expect(page.getByText(/0 added, 1 changed, \d+ left as they were/)).toBeVisible();
    await open('/arrangement/SAMPLE-BCF');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await open('/arrangements/import');
    await give(sheet);
    await page.getByRole('button', { name: 'Import 1 arrangement' }).click();
    await expect(page.getByText(/0 added, 1 changed/)).toBeVisible();
  });
});

test('[WR22] a form with changes asks before it is left by a link or by Back', async ({ page, open }) => {
  await open('/arrangements');
  await open('/arrangement/SAMPLE-BCF');
  await page.getByRole('link', { name: 'Change it' }).click();
  await loaded(page);
  const answers = [false, false, true];
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    return answers.shift() === true ? dialog.accept() : dialog.dismiss();
  });
  await page.getByLabel('Source').fill('Something new');
  await page.getByRole('link', { name: 'Handover' }).click();
  await expect(page.getByLabel('Source')).toHaveValue('Something new');
  await page.goBack();
  await expect(page.getByLabel('Source')).toHaveValue('Something new');
  await expect(page).toHaveURL(/\/edit/);
  await page.getByRole('link', { name: 'Handover' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Handover/ })).toBeVisible();
  expect(asked).toHaveLength(3);
});

test('[WR12] an arrangement is removed with a reason, and its history stays in the record', async ({ page, open }) => {
  const id = await addOne(page, open, 'Contract to remove');
  await page.getByText('Remove this arrangement').click();
  const button = page.getByRole('button', { name: 'Remove it' });
  await expect(button).toBeDisabled();
  await page.getByLabel('Why it is removed').fill('Entered twice');
  await button.click();
  await expect(page).toHaveURL(/\/arrangements/);
  await open(`/journal?id=${id}`);
  await expect(page.locator('.journal > li')).toHaveCount(2);
  await expect(page.locator('.journal > li').first()).toContainText('removed by Ann Example');
  await expect(page.locator('.journal > li').first()).toContainText('Entered twice');
});

test('[WR60] [WR61] the record is narrowed, paged and verified in words', async ({ page, open }) => {
  await open('/journal');
  const first = await page.locator('.journal > li').first().textContent();
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(page.locator('.journal > li').first()).not.toHaveText(first ?? '');
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect(page.locator('.journal > li').first()).toHaveText(first ?? '');
  await page.getByLabel('Of what').selectOption('arrangement');
  await page.getByLabel('Reference').fill('SAMPLE-BCF');
  await expect(page.locator('.journal > li').last()).toContainText('made by Coterminous sample');
  await page.getByRole('button', { name: 'Verify the record' }).click();
  await expect(page.getByText('The record is whole.')).toBeVisible();
});
