/** Every screen for every person: what axe finds, narrow windows, titles and headings. */

import AxeBuilder from '@axe-core/playwright';
import { expect, screens, test } from './workbench-test.ts';

const widths = [
  { width: 1280, height: 900 },
  { width: 320, height: 800 },
];

for (const screen of screens) {
  for (const size of widths) {
    test(`[WB1] axe finds nothing on ${screen.name} at ${size.width} pixels`, async ({ page, open }) => {
      await page.setViewportSize(size);
      await open(screen.path);
      await expect(page.getByRole('heading', { level: 1, name: screen.heading })).toBeVisible();
      const found = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      const told = found.violations.map(
        (one) =>
          `${one.id}: ${one.help}: ${one.nodes
            .map((node) => node.target.join(' '))
            .slice(0, 3)
            .join(' | ')}`,
      );
      expect(told).toEqual([]);
    });
  }

  test(`[WB2] ${screen.name} does not scroll sideways at 320 pixels`, async ({ page, open }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(screen.path);
    const beyond = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });

  test(`[WB3] ${screen.name} has a title of its own, one main heading and headings in order`, async ({
    page,
    open,
  }) => {
    await open(screen.path);
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
  });
}

test('[WB1] axe finds nothing in the evidence dialog', async ({ page, open }) => {
  await open('/coterminosity?on=2026-04-01');
  await page.locator('.figure').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Sources' })).toBeVisible();
  const found = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(found.violations.map((one) => one.id)).toEqual([]);
});
