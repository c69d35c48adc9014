/** A council analyst's errand, from a file of counts of people to a safe table for boards, by what is on screen alone. */

import { readFile } from 'node:fs/promises';
import { expect, giveName, loaded, test } from './workbench-test.ts';

/** Adults with a care plan in districts, some of them few, and the total that such files end with. */
function careFile(name: string, districts: readonly string[]): { name: string; mimeType: string; buffer: Buffer } {
  const counts = districts.map((_, at) => [420, 6, 118, 57][at % 4] as number);
  const total = counts.reduce((sum, count) => sum + count, 0).toLocaleString('en-GB');
  const lines = districts.map((code, at) => `${code},2025-26,${counts[at]}`);
  const text = ['Area code,Year,Adults with a care plan', ...lines, `E92000001,2025-26,"${total}"`].join('\n');
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

test('[WD28] a file of counts becomes a safe and explained table for boards, well within a minute', async ({
  page,
  open,
  request,
}) => {
  const name = `care-${Date.now().toString(36)}`;
  const known = (await (await request.get('/api/data/still-at-home/values')).json()) as { areas: { code: string }[] };
  const file = careFile(
    name,
    known.areas.map(({ code }) => code),
  );
  await open('/data/import');
  const begun = Date.now();
  await page.getByLabel(/^Choose a file/).setInputFiles(file);
  await expect(page.getByRole('heading', { name: /how it was understood/ })).toBeVisible();
  await giveName(page, 'Ann Example');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: 'See it on your bodies' }).click();
  await loaded(page);
  // On the boards of the day: shown, with how sure it is, and not to be taken away as it is.
  const board = page.getByRole('row').filter({ hasText: 'Surrey and Sussex' }).first();
  await expect(board).toContainText(/Exact|Estimated|Not known/);
  await expect(page.getByRole('link', { name: 'CSV', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Make a release of this table' }).click();
  await loaded(page);
  await page.getByRole('link', { name: /What it would give away/ }).click();
  await expect(page.locator('section[aria-labelledby=verdict-title]')).toContainText(
    'It may be published as it stands',
  );
  await page.getByRole('button', { name: 'Next: sign and publish' }).click();
  await page.getByRole('button', { name: 'Publish the release' }).click();
  await expect(page).toHaveURL(/\/release\/R-/);
  await loaded(page);
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV', exact: true }).click();
  const text = (await readFile(await (await saving).path())).toString('utf8');
  expect(text).toContain('adults-with-a-care-plan');
  expect(text).toContain('Counts from 1 to 7 are hidden');
  // No count of a single district has left, and none that is small.
  expect(text).not.toContain('E07000207');
  expect(Date.now() - begun).toBeLessThan(60_000);
});
