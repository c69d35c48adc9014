/** The workbench without a mouse. */

import { expect, loaded, test } from './workbench-test.ts';

test('[WB4] the first Tab reaches a link that skips to the main content', async ({ page, open }) => {
  await open('/map');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the main content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Register')).toBeFocused();
});

test('[WB5] on the date slider arrows move by a day, Page keys by a month, brackets from event to event', async ({
  page,
  open,
}) => {
  await open('/map?on=2026-03-31');
  const slider = page.getByRole('slider', { name: 'Date, by day' });
  const says = (text: string) => expect(slider).toHaveAttribute('aria-valuetext', text);
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await says('1 April 2026');
  await page.keyboard.press('ArrowLeft');
  await says('31 March 2026');
  await page.keyboard.press('PageDown');
  await says('28 February 2026');
  await page.keyboard.press('PageUp');
  await says('28 March 2026');
  await page.keyboard.press(']');
  await says('1 April 2026');
  await page.keyboard.press(']');
  await says('1 April 2027');
  await page.keyboard.press('[');
  await says('1 April 2026');
  await expect(page).toHaveURL(/on=2026-04-01/);
});

test('[WB6] arrow keys move through the bodies on the map, Enter chooses one and Escape lets it go', async ({
  page,
  open,
}) => {
  await open('/map?on=2026-04-01');
  const list = page.getByRole('listbox', { name: /^Integrated care boards on 1 April 2026/ });
  await list.focus();
  const active = async () => page.locator(`[id="${await list.getAttribute('aria-activedescendant')}"]`).textContent();
  const first = await active();
  await page.keyboard.press('ArrowDown');
  const second = await active();
  expect(second).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBe(first);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const chosen = ((await active()) ?? '').split(':')[0] ?? '';
  await expect(page.getByRole('region', { name: 'Chosen body' }).getByRole('heading', { name: chosen })).toBeVisible();
  await expect(page).toHaveURL(/body=/);
  await page.keyboard.press('Escape');
  await expect(page.getByText('Choose a health body on the map')).toBeVisible();
});

test('[WB7] a number opens its evidence by keyboard, and closing it brings the focus back', async ({ page, open }) => {
  await open('/map?on=2026-04-01');
  const number = page.locator('.map-side .figure').first();
  await number.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  for (const part of ['Formula', 'Count and vintage', 'What is assumed', 'Sources'])
    await expect(dialog.getByText(part, { exact: true })).toBeVisible();
  await expect(dialog.locator('.sources li').first()).toContainText('Licence');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(number).toBeFocused();
});

test('[WB8] following a link moves the focus to the new screen', async ({ page, open }) => {
  await open('/map');
  await page.getByRole('link', { name: 'Events', exact: true }).focus();
  await page.keyboard.press('Enter');
  await loaded(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible();
  await expect(page.locator('main')).toBeFocused();
});

test('[WB9] every control that has the focus shows it', async ({ page, open }) => {
  await open('/map?on=2026-04-01');
  for (let press = 0; press < 30; press++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate<{ width: string; style: string; what: string }>(`(() => {
      const { outlineWidth, outlineStyle } = getComputedStyle(document.activeElement);
      return { width: outlineWidth, style: outlineStyle, what: document.activeElement.outerHTML.slice(0, 80) };
    })()`);
    expect(outline.style, outline.what).toBe('solid');
    expect(Number.parseFloat(outline.width), outline.what).toBeGreaterThanOrEqual(2);
  }
});
