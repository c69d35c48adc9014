/** The first run: the Surrey story in four steps, and the way to do it with one's own area. */

import type { Page } from '@playwright/test';
import { expect, loaded, test } from './workbench-test.ts';

const story = (page: Page) => page.getByRole('region', { name: 'The Surrey story' });
const steps = (page: Page) => page.getByRole('navigation', { name: 'Steps of the story' });
const titles = [/^31 March 2026/, /^1 April 2026/, /^1 April 2027/, /^What if it had been three/];

test('[WH2] a newcomer clicks through the four steps, and Back and the links lead to each', async ({ page, open }) => {
  await open('/');
  for (const [at, title] of titles.entries()) {
    await expect(story(page).getByRole('heading', { level: 2, name: title })).toBeVisible();
    await expect(steps(page).locator('[aria-current=step]')).toContainText(String(at + 1));
    if (at === titles.length - 1) break;
    await story(page).getByRole('button', { name: /^Next/ }).click();
    await expect(story(page).getByRole('heading', { level: 2 })).toBeFocused();
    await expect(page).toHaveURL(new RegExp(`step=${at + 2}`));
  }
  await story(page).getByRole('button', { name: 'Back' }).click();
  await expect(page).toHaveURL(/step=3/);
  await page.goBack();
  await expect(story(page).getByRole('heading', { level: 2, name: titles[3] as RegExp })).toBeVisible();
  await steps(page).getByRole('link', { name: '2. 1 April 2026' }).click();
  await expect(story(page).getByRole('heading', { level: 2, name: titles[1] as RegExp })).toBeVisible();
});

test('[WH2] the story is told by keyboard alone', async ({ page, open }) => {
  await open('/');
  await story(page).getByRole('button', { name: /^Next/ }).focus();
  await page.keyboard.press('Enter');
  await expect(story(page).getByRole('heading', { level: 2, name: titles[1] as RegExp })).toBeFocused();
  await loaded(page);
  await page.keyboard.press('Tab');
  await expect(page.locator('.story .figure').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.story .figure').first()).toBeFocused();
});

test('[WH3] before: 11 districts and two boards, of which Surrey Heartlands has most people', async ({
  page,
  open,
}) => {
  await open('/');
  await expect(story(page).locator('.story-figures li').nth(0)).toHaveText(/^11 districts/);
  await expect(story(page).locator('.story-figures li').nth(1)).toHaveText(/^2 integrated care boards/);
  await expect(story(page).locator('.story-figures li').nth(2)).toHaveText(/^\d+ joint arrangements.*Illustrative$/);
  await expect(story(page).locator('.share-bar li').first()).toHaveText(/^NHS Surrey Heartlands.*87\.2%$/);
  await story(page).locator('.story-figures .figure').nth(2).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Sources' })).toBeVisible();
});

test('[WH3] 1 April 2026: Frimley has three successors, and arrangements are touched', async ({ page, open }) => {
  await open('/?step=2');
  const successors = story(page).locator('.share-bar li');
  await expect(successors).toHaveCount(3);
  await expect(successors).toHaveText([/Hampshire.*22\.8%/, /Surrey and Sussex.*20\.1%/, /Thames Valley.*57\.1%/]);
  await expect(story(page).getByText(/^\d+ of \d+ arrangements are touched/)).toBeVisible();
  await expect(
    story(page).getByRole('list', { name: 'Lines by what happens to them' }).locator('li').first(),
  ).toBeVisible();
});

test('[WH3] 1 April 2027: the pool goes to East and West at 556,150 to 672,500, to the penny', async ({
  page,
  open,
}) => {
  await open('/?step=3');
  const parts = story(page).locator('.share-bar li');
  await expect(parts).toHaveText([/East Surrey Council.*45\.27%/, /West Surrey Council.*54\.73%/]);
  await expect(story(page)).toContainText('By people: 556,150 : 672,500. These totals are as published.');
  const pence = async (at: number) =>
    Math.round(
      Number(((await parts.nth(at).locator('.figure').last().textContent()) ?? '').replace(/[£,]/g, '')) * 100,
    );
  expect((await pence(0)) + (await pence(1))).toBe(3_150_000_000);
  await expect(story(page).getByRole('heading', { name: /deadlines/i })).toBeVisible();
  await story(page).getByRole('link', { name: 'Open the whole schedule' }).click();
  await loaded(page);
  await expect(page.getByLabel('Scenario', { exact: true })).toHaveValue('surrey-two-unitaries');
});

test('[WH3] the rejected plan stands beside the decision, with three successors', async ({ page, open }) => {
  await open('/?step=4');
  await expect(story(page).locator('.share-bar li')).toHaveCount(3);
  await expect(story(page).locator('.badge-estimated')).toHaveText('Estimated');
  const table = story(page).getByRole('table', { name: 'The two plans side by side' });
  const row = table.getByRole('row').filter({ hasText: 'Successors of Surrey County Council' });
  await expect(row.getByRole('cell')).toHaveText(['2', '3']);
});

test('[WH4] every step says what is illustrative and what is real', async ({ page, open }) => {
  for (const step of ['1', '2', '3', '4']) {
    await open(`/?step=${step}`);
    await expect(story(page)).toContainText(
      'Bodies, boundaries and dates are real and cited, with what is inferred or estimated marked; arrangements and money are illustrative.',
    );
  }
});

test('[WH5] the way to one’s own area: template, import, scenarios, schedule', async ({ page, open, request }) => {
  await open('/?step=4');
  const own = page.getByRole('region', { name: 'Do this with your own area' });
  const template = await own.getByRole('link', { name: /template/ }).getAttribute('href');
  const file = await request.get(template ?? '');
  expect(file.status()).toBe(200);
  expect((await file.body()).subarray(0, 2).toString()).toBe('PK');
  for (const [name, path] of [
    ['Import a spreadsheet', '/arrangements/import'],
    ['See the scenarios', '/scenarios'],
    ['Open the schedule', '/handover'],
  ] as const)
    expect(
      new URL((await own.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '', page.url()).pathname,
    ).toBe(path);
  await own.getByRole('link', { name: 'Primary care trusts of October 2006' }).click();
  await loaded(page);
  await expect(page.getByLabel('Changes after')).toHaveValue('2006-09-30');
});

test('[WH6] another register begins with the way to do it and its ready scenarios', async ({ page, open }) => {
  await page.route('**/api/registers', async (route) => {
    const answer = await route.fetch();
    const { registers } = (await answer.json()) as { registers: { name: string; title: string }[] };
    const other = { ...registers[0], name: 'our-area', title: 'Our own area' };
    await route.fulfill({ response: answer, json: { registers: [other, ...registers] } });
  });
  await open('/');
  await expect(story(page)).toHaveCount(0);
  await expect(page.getByText('Register: Our own area')).toBeVisible();
  const own = page.getByRole('region', { name: 'Do this with your own area' });
  await expect(own.getByRole('link', { name: 'Surrey: two unitary councils, as decided' })).toBeVisible();
  await page.getByRole('link', { name: 'See the Surrey story in four steps' }).click();
  await expect(story(page)).toBeVisible();
});
