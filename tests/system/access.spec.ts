/** Every screen for every person: what axe finds, narrow windows, titles and headings. */

import { axeFindsNothing, doesNotScrollSideways } from './accessibility.ts';
import { expect, screens, test } from './workbench-test.ts';

for (const screen of screens) {
  test(`[WB1] [WB3] ${screen.name}: axe finds nothing at 1280 pixels; a title of its own, one main heading, headings in order`, async ({
    page,
    open,
  }) => {
    await open(screen.path);
    await expect(page.getByRole('heading', { level: 1, name: screen.heading })).toBeVisible();
    await expect(page).toHaveTitle(/^.{3,} · Coterminous$/);
    const levels = await page
      .locator('main')
      .locator('h1, h2, h3')
      .evaluateAll((all) => all.map((one) => Number(one.tagName.slice(1))));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) {
      expect(level - (levels[at - 1] ?? 0), `heading ${at}`).toBeLessThanOrEqual(1);
    }
    await axeFindsNothing(page);
  });

  test(`[WB1] [WB2] ${screen.name}: axe finds nothing at 320 pixels, and it does not scroll sideways`, async ({
    page,
    open,
  }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(screen.path);
    await expect(page.getByRole('heading', { level: 1, name: screen.heading })).toBeVisible();
    await doesNotScrollSideways(page);
    await axeFindsNothing(page);
  });
}

test('[WB1] axe finds nothing in the evidence dialog', async ({ page, open }) => {
  await open('/coterminosity?on=2026-04-01');
  await page.locator('.figure').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Sources' })).toBeVisible();
  await axeFindsNothing(page, 'dialog');
});

test('[WB1] axe finds what is wrong, where something is', async ({ page, open }) => {
  await open('/handover');
  expect(await page.locator('iframe').count()).toBe(0);
  await page.locator('main').evaluate((main) => {
    const made = (name: string) => main.ownerDocument.createElement(name);
    const faint = made('p');
    faint.textContent = 'Faint text';
    faint.style.color = '#ccc';
    main.append(made('button'), made('img'), faint);
  });
  await expect(axeFindsNothing(page)).rejects.toThrow(/button-name[\s\S]*color-contrast[\s\S]*image-alt/);
});
