/** What every screen has to hold for every person. */

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** axe finds nothing on the page as it is; `part`: in that part of it. */
export async function axeFindsNothing(page: Page, part?: string): Promise<void> {
  // Only what is wrong is gathered, in the page itself: there are no frames in it, and it takes a quarter of the time.
  const builder = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(standards)
    .setLegacyMode();
  const { violations } = await (part === undefined ? builder : builder.include(part)).analyze();
  const told = violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => node.target.join(' '));
    return `${id}: ${help}: ${places.join(' | ')}`;
  });
  expect(told).toEqual([]);
}

export async function doesNotScrollSideways(page: Page): Promise<void> {
  const beyond = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
  expect(beyond).toBeLessThanOrEqual(0);
}

/** Both. */
export async function holdsForEverybody(page: Page): Promise<void> {
  await axeFindsNothing(page);
  await doesNotScrollSideways(page);
}
