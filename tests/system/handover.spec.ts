/** The handover: the working table, a line, the calendar, the summary, and people at work on a schedule. */

import type { Page } from '@playwright/test';
import { expect, giveName, loaded, surreyLine, test } from './workbench-test.ts';

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Lines of the schedule' });
const rowsOf = (page: Page) => grid(page).locator('.grid-body [role=row]');
const tally = (page: Page) => page.locator('.table-caption[aria-live]');

test('[WH14] only the rows in sight are in the page; their number and place are told', async ({ page, open }) => {
  await open('/handover');
  const count = Number(await grid(page).getAttribute('aria-rowcount'));
  expect(count).toBeGreaterThan(60);
  expect(await rowsOf(page).count()).toBeLessThan(count / 2);
  await expect(rowsOf(page).first()).toHaveAttribute('aria-rowindex', '2');
  await expect(rowsOf(page).first()).toHaveAttribute('aria-expanded', 'true');
});

test('[WH14] keys move through the rows, close and open groups, and open a line', async ({ page, open }) => {
  await open('/handover');
  await rowsOf(page).first().focus();
  const focused = () => page.evaluate<string | null>(`document.activeElement.getAttribute('aria-rowindex')`);
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('3');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(focused).toBe('2');
  const before = Number(await grid(page).getAttribute('aria-rowcount'));
  await page.keyboard.press('ArrowLeft');
  await expect(rowsOf(page).first()).toHaveAttribute('aria-expanded', 'false');
  expect(Number(await grid(page).getAttribute('aria-rowcount'))).toBeLessThan(before);
  await page.keyboard.press('ArrowRight');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(before));
  await page.keyboard.press('End');
  await expect.poll(focused).toBe(String(before));
  await page.keyboard.press('Enter');
  await loaded(page);
  await expect(page).toHaveURL(/\/handover\/line\?.*key=/);
  await expect(page.locator('main')).toBeFocused();
});

test('[WH10] [WH16] filters narrow the table, and the address brings them back', async ({ page, open, context }) => {
  await open('/handover?scenario=surrey-two-unitaries');
  await page.getByLabel('Find lines').fill('better care surrey county');
  await expect(tally(page)).toContainText(/^1 line of/);
  await page.getByLabel('Group by').selectOption('disposition');
  await expect(rowsOf(page).first()).toContainText('Apportion');
  await grid(page).getByRole('button', { name: 'Money' }).click();
  await expect(page).toHaveURL(/sort=-pence/);
  await expect(page).toHaveURL(/q=better/);
  const other = await context.newPage();
  await open(page.url(), other);
  await expect(other.getByLabel('Find lines')).toHaveValue('better care surrey county');
  await expect(tally(other)).toHaveText((await tally(page).textContent()) ?? '');
  await expect(grid(other).getByRole('columnheader', { name: 'Money' })).toHaveAttribute('aria-sort', 'descending');
});

test('[WH16] other columns are chosen and kept in the address', async ({ page, open }) => {
  await open('/handover');
  await page.getByText('More filters and columns').click();
  await page.getByRole('checkbox', { name: 'Care groups' }).check();
  await page.getByRole('checkbox', { name: 'Flags' }).uncheck();
  await expect(grid(page).getByRole('columnheader', { name: 'Care groups' })).toBeVisible();
  await expect(grid(page).getByRole('columnheader', { name: 'Flags' })).toHaveCount(0);
  await expect(page).toHaveURL(/columns=.*care-groups/);
});

test('[WH16] a scenario brings its own days, and other days give another schedule', async ({ page, open }) => {
  await open('/handover');
  await page.getByLabel('Scenario', { exact: true }).selectOption('icbs-april-2026');
  await expect(page.getByLabel('Changes after')).toHaveValue('2026-03-31');
  const before = await tally(page).textContent();
  await page.getByLabel('up to and including').fill('2027-04-01');
  await expect(page).toHaveURL(/to=2027-04-01/);
  await expect(tally(page)).not.toHaveText(before ?? '');
});

test('[WH17] totals open their evidence, and a flag narrows the table to its lines', async ({ page, open }) => {
  await open('/handover?scenario=surrey-two-unitaries');
  const money = page.locator('.totals .figure').filter({ hasText: '£' }).first();
  await money.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('in = out to successors + not shared');
  await expect(dialog.getByRole('heading', { name: 'Sources' })).toBeVisible();
  await page.keyboard.press('Escape');
  const flag = page.getByRole('list', { name: 'Lines by flag' }).locator('li').first();
  const count = Number.parseInt((await flag.locator('.count-bar-number').textContent()) ?? '', 10);
  await flag.getByRole('button', { name: `${count} lines: ` }).click();
  await expect(tally(page)).toContainText(new RegExp(`^${count} lines of`));
  await open('/handover/summary?scenario=surrey-two-unitaries');
  await page
    .getByRole('link', { name: `${count} lines: ` })
    .first()
    .click();
  await loaded(page);
  await expect(tally(page)).toContainText(new RegExp(`^${count} lines of`));
});

test('[WH15] the schedule is downloaded as spreadsheet, CSV, calendar and JSON', async ({ page, open, request }) => {
  await open('/handover?scenario=surrey-two-unitaries');
  const begins: Record<string, RegExp> = {
    'Spreadsheet (XLSX)': /^PK/,
    CSV: /arrangement/i,
    'Calendar file (ICS)': /^BEGIN:VCALENDAR/,
    JSON: /^\{/,
  };
  for (const [name, start] of Object.entries(begins)) {
    const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    const answer = await request.get(href ?? '');
    expect(answer.status(), name).toBe(200);
    expect((await answer.body()).toString('latin1'), name).toMatch(start);
  }
});

test('[WH21] a line has successors, shares, money to the penny, rule, law, actions and flags', async ({
  page,
  open,
}) => {
  await open(`/handover/line?scenario=surrey-two-unitaries&key=${surreyLine}`);
  await expect(page.locator('.answer')).toContainText('Apportion');
  await expect(page.locator('.answer')).toContainText('Legal confirmation needed');
  await expect(page.locator('.share-bar li')).toHaveText([
    /East Surrey Council.*45\.27%/,
    /West Surrey Council.*54\.73%/,
  ]);
  const money = page.getByRole('table', { name: 'Money of this line' });
  for (const row of await money.getByRole('row').filter({ hasText: '£' }).all()) {
    const pence = (await row.locator('.figure').allTextContents()).map((text) =>
      Math.round(Number(text.replace(/[£,]/g, '')) * 100),
    );
    expect(pence.length).toBe(3);
    expect((pence[1] ?? 0) + (pence[2] ?? 0)).toBe(pence[0]);
  }
  await expect(
    page.getByRole('region', { name: 'The rule that decides' }).locator('.sources a').first(),
  ).toHaveAttribute('href', /legislation\.gov\.uk/);
  await expect(page.locator('.actions li').first()).toContainText(/\d{4}/);
  await expect(page.locator('.flags li').first()).toBeVisible();
});

test('[WH22] how far the answer moves is told, drawn and listed; a basis without shares says why', async ({
  page,
  open,
}) => {
  await open(`/handover/line?scenario=surrey-two-unitaries&key=${surreyLine}`);
  const bases = page.getByRole('region', { name: 'How far the answer moves' });
  await expect(bases.getByText(/moves by \d+\.\d\d percentage points/)).toBeVisible();
  await expect(bases.getByRole('img')).toHaveAttribute(
    'aria-label',
    /Resident population: East Surrey Council 45\.27%/,
  );
  await expect(bases.getByRole('table')).toContainText('50.00%');
  await expect(bases.getByText('No shares have been negotiated')).toBeVisible();
});

test('[WH23] findings and the rules that did not decide are there to open', async ({ page, open }) => {
  await open(`/handover/line?scenario=surrey-two-unitaries&key=${surreyLine}`);
  await page.getByText('What was found out about this line').click();
  await expect(page.getByRole('table', { name: 'Findings' })).toContainText('successorCount');
  await page.getByText('Why other rules did not decide').click();
  await expect(page.getByRole('table', { name: 'Rules that did not decide' })).toContainText('Not met');
});

test('[WH24] the calendar marks what lies before today and is narrowed to one owner', async ({ page, open }) => {
  await page.clock.setFixedTime('2027-01-15T12:00:00Z');
  await open('/handover/calendar?scenario=surrey-two-unitaries');
  await expect(page.locator('.lead')).toContainText('before today, 15 January 2027');
  await expect(page.locator('.month').filter({ hasText: 'Before January 2027' }).first()).toContainText('Overdue');
  const all = await page.locator('.lead').textContent();
  await page.getByLabel('Who is to act').selectOption({ label: 'West Surrey Council' });
  await expect(page.locator('.lead')).toContainText('of West Surrey Council');
  expect(await page.locator('.lead').textContent()).not.toBe(all);
  await expect(page).toHaveURL(/owner=/);
});

test('[WH25] the summary prints without what can only be pressed, with its labels and room to sign', async ({
  page,
  open,
}) => {
  await open('/handover/summary?scenario=surrey-two-unitaries');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.masthead')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print this page' })).toBeHidden();
  await expect(page.getByText('Arrangements and money are illustrative')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Room to sign' })).toContainText('Surrey County Council');
  const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const pages = paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(0);
  expect(pages).toBeLessThanOrEqual(2);
});

test('[WP13] the handover leads to who will see what on its last day, without accounts too', async ({ page, open }) => {
  await open('/handover?scenario=surrey-two-unitaries&from=2027-03-31&to=2027-04-01');
  await page.getByRole('link', { name: 'Who will see what' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Who will see what on 1 April 2027' })).toBeVisible();
  await expect(page).toHaveURL(/scenario=surrey-two-unitaries/);
  await expect(page.getByRole('table', { name: 'Bodies that end' })).toContainText('Surrey County Council');
  await expect(page.getByRole('link', { name: 'Handover' }).first()).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('link', { name: /^People/ })).toHaveCount(0);
});

test('[WH34] the count of people is chosen, and shares and their evidence follow it', async ({ page, open }) => {
  await open(`/handover/line?scenario=surrey-two-unitaries&key=${surreyLine}`);
  const usual = await page.locator('.share-bar li').first().textContent();
  await open('/handover?scenario=surrey-two-unitaries');
  await page.getByLabel('Count of people').selectOption({ label: 'Usual residents, Census 2021' });
  await expect(page).toHaveURL(/population=census-2021/);
  await loaded(page);
  await page.locator('.totals .figure').first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Residents are counted by Usual residents, Census 2021, as was asked');
  await page.keyboard.press('Escape');
  await open(`/handover/line?scenario=surrey-two-unitaries&population=census-2021&key=${surreyLine}`);
  expect(await page.locator('.share-bar li').first().textContent()).not.toBe(usual);
});

/** Gives a name and starts a schedule; returns its address. */
async function startSchedule(page: Page, open: (path: string) => Promise<void>, name: string): Promise<string> {
  await open('/handover?scenario=surrey-two-unitaries');
  await page.getByText('Start or open a schedule').click();
  await giveName(page, name);
  await page.getByLabel('Title of the new schedule').fill(`Schedule of ${name}`);
  await page.getByRole('button', { name: 'Start this schedule' }).click();
  await expect(page).toHaveURL(/schedule=/);
  await loaded(page);
  return page.url();
}

/** The page of the county's line in the schedule at that address. */
function lineIn(schedule: string): string {
  const { pathname, search } = new URL(schedule);
  return `${pathname}/line${search}&key=${surreyLine}`;
}

test('[WH26] a name is asked once, kept in this browser and said to be unverified', async ({ page, open }) => {
  const schedule = await startSchedule(page, open, 'Ann Example');
  await expect(page.locator('.author-note')).toHaveText(/You are Ann Example \(as you said; not verified\)/);
  await open(lineIn(schedule));
  await expect(page.locator('.author-note')).toContainText('Ann Example');
  await page.getByRole('button', { name: 'Change' }).click();
  await giveName(page, 'Ann Other');
  await expect(page.locator('.author-note')).toContainText('Ann Other');
});

test('[WH27] [WH28] parties sign; what is set by hand stands beside what was worked out, and the signature tells it', async ({
  page,
  open,
}) => {
  const schedule = await startSchedule(page, open, 'Ann Example');
  await open(lineIn(schedule));
  const work = page.getByRole('region', { name: 'Work on this line' });
  const county = work.locator('.signatures > li').filter({ hasText: 'Surrey County Council' }).first();
  await county.getByRole('button', { name: /^Sign for/ }).click();
  await expect(county).toContainText('Signed');
  await expect(county).toContainText('Ann Example (not verified)');
  await work.getByText('Set something by hand').last().click();
  await work.getByLabel('What to set').selectOption('shares');
  await work.getByLabel(/^East Surrey Council/).fill('40');
  await work.getByLabel(/^West Surrey Council/).fill('50');
  await work.getByLabel('Reason').fill('Agreed by both shadow authorities.');
  await work.getByRole('button', { name: 'Set it by hand' }).click();
  await expect(work.getByText('The shares come to 90')).toBeVisible();
  await work.getByLabel(/^West Surrey Council/).fill('60');
  await work.getByRole('button', { name: 'Set it by hand' }).click();
  await expect(work).toContainText(/Worked out: .*45\.\d/);
  await expect(county).toContainText('Changed since signed');
  await expect(page.locator('.share-bar li')).toHaveText([/40\.00%/, /60\.00%/]);
  const bases = page.getByRole('table', { name: 'Shares and money under each basis' });
  await expect(bases.getByRole('row').filter({ hasText: 'Used' })).toHaveText(/Set by hand/);
  await county.getByRole('button', { name: /^Sign anew for/ }).click();
  await expect(county.locator('.badge')).toHaveText('Signed');
  await open(schedule);
  await expect(page.getByText(/1 in part, 0 changed since somebody signed\. 0 assigned, 1 with/)).toBeVisible();
  await open(lineIn(schedule));
  await county.getByRole('button', { name: /back$/ }).click();
  await expect(county.locator('.badge')).toHaveText('Not signed');
});

test.describe('two people', () => {
  test.use({ expectedNoise: /status of 409/ });

  test('[WH29] the second to change a line is told who did what and keeps what they wrote', async ({
    page,
    open,
    browser,
    baseURL,
  }) => {
    const schedule = await startSchedule(page, open, 'Ann Example');
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const second = await context.newPage();
    await open(lineIn(schedule), second);
    await giveName(second, 'Bob Second');
    await open(lineIn(schedule));
    const annsWork = page.getByRole('region', { name: 'Work on this line' });
    await annsWork.getByRole('button', { name: 'Assign to me' }).click();
    await expect(annsWork.getByRole('button', { name: 'Assign to me' })).toHaveCount(0);
    const bobsWork = second.getByRole('region', { name: 'Work on this line' });
    await bobsWork.getByLabel('Your comment').fill('I was about to say this.');
    await bobsWork.getByLabel(/^Name to assign it to/).fill('Bob Second');
    await bobsWork.getByRole('button', { name: 'Assign', exact: true }).click();
    const told = bobsWork.getByRole('alert');
    await expect(told).toContainText('Somebody else changed this line meanwhile');
    await expect(told).toContainText('The line was assigned to Ann Example.');
    await expect(bobsWork.getByLabel('Your comment')).toHaveValue('I was about to say this.');
    await expect(bobsWork.getByLabel(/^Name to assign it to/)).toHaveValue('Bob Second');
    await bobsWork.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(told).toHaveCount(0);
    await expect(bobsWork.getByLabel(/^Name to assign it to/)).toHaveValue('');
    await bobsWork.getByRole('button', { name: 'Add the comment' }).click();
    await expect(bobsWork.locator('.comments')).toContainText('I was about to say this.');
    await context.close();
  });

  test('[WH32] who signs a line that changed since it was opened is told what differs, and asked again', async ({
    page,
    open,
    browser,
    baseURL,
  }) => {
    const schedule = await startSchedule(page, open, 'Ann Example');
    await open(lineIn(schedule));
    const work = page.getByRole('region', { name: 'Work on this line' });
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const second = await context.newPage();
    await open('/arrangements', second);
    const asked = await second.request.get('/api/arrangements/SAMPLE-BCF');
    const { arrangement, version } = await asked.json();
    const change = async (amounts: object, expectedVersion: number) => {
      const by = { name: 'Bob Second', actingFor: null };
      const data = { arrangement: { ...arrangement, amounts }, expectedVersion, by };
      const headers = { origin: new URL(second.url()).origin };
      expect((await second.request.put('/api/arrangements/SAMPLE-BCF', { data, headers })).status()).toBe(200);
    };
    const more = arrangement.amounts.map((one: { pence: number }) => ({ ...one, pence: one.pence + 123_456 }));
    await change(more, version);
    await work.getByRole('button', { name: /^Sign for Surrey County Council/ }).click();
    const told = work.getByRole('alert');
    await expect(told).toContainText('This line changed after you opened it, so it was not signed.');
    await expect(told).toBeFocused();
    const differs = told.getByRole('list', { name: 'What changed since you opened the line' });
    await expect(differs.locator('li').first()).toContainText(/£.*, was £/);
    const county = work.locator('.signatures > li').filter({ hasText: 'Surrey County Council' }).first();
    await expect(county).toContainText('Not signed');
    await told.getByRole('button', { name: 'Do not sign' }).click();
    await expect(told).toHaveCount(0);
    await change(arrangement.amounts, version + 1);
    await work.getByRole('button', { name: /^Sign for Surrey County Council/ }).click();
    await told.getByRole('button', { name: /^Sign the line as it is now for Surrey County Council/ }).click();
    await expect(county.locator('.badge')).toHaveText('Signed');
    await expect(told).toHaveCount(0);
    await context.close();
  });
});
