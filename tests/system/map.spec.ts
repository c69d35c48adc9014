/** The map: dates, the table beside it, the choice of a body, and addresses that bring a view back. */

import type { Page } from '@playwright/test';
import { bodiesOnMap, expect, loaded, test } from './workbench-test.ts';

/** The one method of a canvas that is used; the tests are checked without the types of a browser. */
type Drawn = { toDataURL(): string };

/** The drawn land as text, to tell two drawings apart. */
async function drawing(page: Page): Promise<string> {
  await page.waitForTimeout(150);
  return page
    .locator('.map-frame canvas')
    .first()
    .evaluate((canvas) => (canvas as unknown as Drawn).toDataURL());
}

const table = (page: Page) => page.getByRole('table', { name: 'Pairs of health bodies and councils' });

test('[WB10] on 1 April 2026 Surrey Heartlands gives way to Surrey and Sussex, on the map and in the table', async ({
  page,
  open,
}) => {
  await open('/map?on=2026-03-31&body=icb-QXU');
  expect(await bodiesOnMap(page)).toContain('NHS Surrey Heartlands Integrated Care Board');
  await expect(table(page)).toContainText('Surrey Heartlands');
  const before = await drawing(page);
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.date-shown')).toHaveText('1 April 2026');
  const bodies = await bodiesOnMap(page);
  expect(bodies).toContain('NHS Surrey and Sussex Integrated Care Board');
  expect(bodies).not.toContain('NHS Surrey Heartlands Integrated Care Board');
  await expect(page.getByRole('region', { name: 'Chosen body' })).toContainText('It does not exist on 1 April 2026');
  await expect(table(page)).not.toContainText('Surrey Heartlands');
  await expect(table(page)).toContainText('Surrey & Sussex');
  expect(await drawing(page)).not.toBe(before);
});

test('[WB10] on 1 April 2027 East Surrey and West Surrey stand in place of Surrey', async ({ page, open }) => {
  await open('/map?on=2027-03-31&body=icb-surrey-and-sussex');
  await expect(table(page).getByRole('link', { name: 'Surrey', exact: true })).toBeVisible();
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  for (const name of ['East Surrey', 'West Surrey'])
    await expect(table(page).getByRole('link', { name, exact: true })).toBeVisible();
  await expect(table(page).getByRole('link', { name: 'Surrey', exact: true })).toHaveCount(0);
});

test('[WB11] a day on which nothing changes leaves the drawing as it is', async ({ page, open }) => {
  await open('/map?on=2024-05-01');
  const before = await drawing(page);
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.date-shown')).toHaveText('2 May 2024');
  expect(await drawing(page)).toBe(before);
});

test('[WB12] choosing in the table marks the map and the panel, choosing on the map marks the table', async ({
  page,
  open,
}) => {
  await open('/map?on=2026-04-01');
  const marks = () => page.locator('.map-marks').evaluate((canvas) => (canvas as unknown as Drawn).toDataURL());
  const bare = await marks();
  await table(page).getByRole('button', { name: 'Thames Valley' }).first().click();
  await expect(page.locator('.map-frame [aria-selected=true]')).toContainText('Thames Valley');
  await expect(page.getByRole('region', { name: 'Chosen body' })).toContainText(
    'NHS Thames Valley Integrated Care Board',
  );
  await expect.poll(marks).not.toBe(bare);
  await expect(table(page).locator('tr.is-marked').first()).toContainText('Thames Valley');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  const last = table(page).locator('.pick').last();
  const name = (await last.textContent()) ?? '';
  await last.press('Enter');
  await expect(table(page).locator('tr.is-marked').first()).toContainText(name);
  await expect(table(page).locator('button:focus')).toHaveText(name);
  await page.getByRole('button', { name: 'Let go' }).click();
  await page.locator('.map-frame').scrollIntoViewIfNeeded();
  const frame = await page.locator('.map-frame').boundingBox();
  await page.mouse.click((frame?.x ?? 0) + (frame?.width ?? 0) * 0.62, (frame?.y ?? 0) + (frame?.height ?? 0) * 0.72);
  await expect(page.getByRole('region', { name: 'Chosen body' })).toContainText(
    'NHS Surrey and Sussex Integrated Care Board',
  );
  await expect(table(page).locator('tr.is-marked').first()).toContainText('Surrey & Sussex');
});

test('[WB13] the address alone brings back register, tiers, date, scenario, tolerance and the chosen body', async ({
  page,
  open,
  context,
}) => {
  await open('/map');
  await page.getByLabel('Councils', { exact: true }).selectOption('ltla');
  await page.getByLabel('Scenario', { exact: true }).selectOption('surrey-three-unitaries');
  await page.getByText('More settings').click();
  await page.getByLabel('Tolerance', { exact: true }).selectOption('0.02');
  await page.getByLabel('People counted', { exact: true }).selectOption('mid-2019');
  await page.getByLabel('Date shown', { exact: true }).fill('2026-04-01');
  await table(page).getByRole('button', { name: 'Hampshire & Isle of Wight' }).first().click();
  await expect(page).toHaveURL(/on=2026-04-01/);
  await expect(page).toHaveURL(/body=icb-QRL/);
  await loaded(page);
  const other = await context.newPage();
  await open(page.url(), other);
  await expect(other.getByLabel('Councils', { exact: true })).toHaveValue('ltla');
  await expect(other.getByLabel('Scenario', { exact: true })).toHaveValue('surrey-three-unitaries');
  await expect(other.getByLabel('Date shown', { exact: true })).toHaveValue('2026-04-01');
  await expect(other.getByRole('region', { name: 'Chosen body' })).toContainText('NHS Hampshire and Isle of Wight');
  expect(await table(other).textContent()).toBe(await table(page).textContent());
});

test('[WB13] Back returns to the choice before', async ({ page, open }) => {
  await open('/map?on=2026-04-01');
  await page.getByLabel('Councils', { exact: true }).selectOption('ltla');
  await expect(page).toHaveURL(/councils=ltla/);
  await page.goBack();
  await expect(page.getByLabel('Councils', { exact: true })).toHaveValue('utla');
});

test('[WB40] the address brings back which part of the map is looked at, until the whole is asked for', async ({
  page,
  open,
  context,
}) => {
  await open('/map?on=2026-04-01');
  const whole = await drawing(page);
  const zoom = page.getByRole('group', { name: 'Zoom of the map' });
  await zoom.getByRole('button', { name: 'Zoom in' }).click();
  await zoom.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page).toHaveURL(/at=0\.5,0\.5,2\.56/);
  const frame = await page.locator('.map-frame').boundingBox();
  const [x, y] = [(frame?.x ?? 0) + (frame?.width ?? 0) / 2, (frame?.y ?? 0) + (frame?.height ?? 0) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y - 30, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/at=0\.5[1-9]\d*,0\.5[1-9]\d*,2\.56/);
  await page.mouse.move(0, 0);
  const close = await drawing(page);
  expect(close).not.toBe(whole);
  const other = await context.newPage();
  await open(page.url(), other);
  expect(new URL(other.url()).search).toBe(new URL(page.url()).search);
  expect(await drawing(other)).not.toBe(whole);
  await other.getByRole('button', { name: 'Whole map' }).click();
  await expect(other).not.toHaveURL(/at=/);
  expect(await drawing(other)).toBe(whole);
});

test('[WB40] a part of the map that the address misnames is said, and the whole is shown', async ({ page, open }) => {
  await open('/map?at=7,elsewhere');
  await expect(page.locator('main .note').first()).toContainText('“7,elsewhere” is not a part of the map');
});

test('[WB42] the numbers under the map are those of the server: who is known in part counts in none', async ({
  page,
  open,
}) => {
  await open('/map?on=2026-04-01');
  await expect(page.locator('.knowledge')).toContainText('0 of 3 integrated care boards with known territory');
  await expect(page.locator('.knowledge')).toContainText('33 of 36 integrated care boards that exist');
});

test('[WB41] land that nobody is known to hold leads from the legend to the list of its blocks', async ({
  page,
  open,
}) => {
  await open('/map?on=2006-04-01&bodies=pct');
  await page
    .locator('.legend')
    .getByRole('link', { name: /^Blocks that no primary care trust/ })
    .click();
  await loaded(page);
  const table = page.getByRole('table', { name: 'Blocks that no primary care trust is known to cover' });
  await expect(table.getByRole('row')).toHaveCount(13);
  await expect(page.locator('summary').filter({ hasText: /^Blocks that no primary care trust/ })).toBeFocused();
});

test('[WB41] where all land is held the legend has no such link', async ({ page, open }) => {
  await open('/map?on=2026-04-01');
  await expect(page.locator('.legend')).toBeVisible();
  await expect(page.locator('.legend').getByRole('link')).toHaveCount(0);
});

test('[WB14] play moves from event to event until it is paused', async ({ page, open }) => {
  await open('/map?on=2018-01-01');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.locator('.date-shown')).not.toHaveText('1 January 2018', { timeout: 8000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  const held = await page.locator('.date-shown').textContent();
  await page.waitForTimeout(2000);
  await expect(page.locator('.date-shown')).toHaveText(held ?? '');
});

test('[WB15] what is not known, schematic or estimated says so beside the map', async ({ page, open }) => {
  await open('/map?on=2026-04-01');
  await expect(page.getByText('Schematic drawing, not a survey')).toBeVisible();
  await expect(page.locator('.knowledge')).toContainText('territory that this register does not know');
  await expect(page.locator('.legend')).toContainText('Not known');
});

test('[WB15] a pair of which only part is known claims no relation', async ({ page, open }) => {
  await open('/map?on=2026-04-01');
  const row = table(page).getByRole('row').filter({ hasText: 'Central East' });
  await expect(row).toContainText('Not known');
  await expect(row).toContainText('100% of part');
});

test('[WB16] before there were integrated care boards the map says so and offers tiers that there were', async ({
  page,
  open,
}) => {
  await open('/map?on=2010-01-01&bodies=icb');
  await expect(page.getByText('There are no integrated care boards on 1 January 2010 in this register.')).toBeVisible();
  await page.getByRole('button', { name: 'Primary care trusts' }).click();
  await expect(page.getByLabel('Health bodies', { exact: true })).toHaveValue('pct');
});

test('[WB17] what an address asks for that is not there is said, and the rest is shown', async ({ page, open }) => {
  await open('/map?on=2026-13-45&tolerance=two&scenario=none-such');
  const notes = page.locator('main .note').first();
  for (const text of ['2026-13-45', 'two', 'none-such']) await expect(notes).toContainText(text);
  await expect(page.getByRole('listbox')).toBeVisible();
});

test.describe('when the server does not answer', () => {
  test.use({ expectedNoise: /Failed to load resource|net::ERR_FAILED/ });
  test('[WB18] the fault says what, where and what to do, and trying again works', async ({ page, open }) => {
    await page.route('**/api/map**', (route) => route.abort());
    await page.goto('/map');
    await expect(page.getByRole('alert')).toContainText('The server does not answer');
    await expect(page.getByRole('alert')).toContainText('While loading the map');
    await page.unroute('**/api/map**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('listbox')).toBeVisible();
    await open('/events');
  });
});
