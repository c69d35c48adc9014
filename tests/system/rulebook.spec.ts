/** The rules of the handover: read, tried, kept and chosen. */

import { expect, giveName, loaded, test } from './workbench-test.ts';

test('[WH40] every rule is told in plain English with what it rests on', async ({ page, open }) => {
  await open('/rulebook');
  const rules = page.locator('.rules > li');
  expect(await rules.count()).toBeGreaterThan(30);
  const pooled = rules.filter({ has: page.getByRole('heading', { name: /^Pooled fund, several successors/ }) }).first();
  await pooled.locator('summary').click();
  await expect(pooled.locator('.sources li').first()).toBeVisible();
});

test('[WH41] another rulebook is tried: its faults with their places, then the lines that would change', async ({
  page,
  open,
}) => {
  await open('/rulebook?scenario=surrey-two-unitaries');
  const area = page.getByLabel('Rules as JSON');
  const tryIt = page.getByRole('button', { name: 'See what would change' });
  await area.fill('{ not json');
  await tryIt.click();
  await expect(page.getByText(/^This is not JSON/)).toBeVisible();
  await area.fill('{}');
  await tryIt.click();
  await expect(page.getByRole('alert').filter({ hasText: 'These rules cannot be used' })).toBeVisible();
  await page.getByRole('button', { name: 'Begin with the rules above' }).click();
  await tryIt.click();
  await expect(page.getByText('No line would change under these rules.')).toBeVisible();
  const text = await area.inputValue();
  await page.getByLabel('or choose a file').setInputFiles({
    name: 'rules.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text.replaceAll('"disposition": "apportion"', '"disposition": "renegotiate"')),
  });
  await expect(area).not.toHaveValue(text);
  await tryIt.click();
  await expect(page.getByRole('table', { name: 'Lines that would change' })).toContainText('Better Care Fund');
});

test('[WH42] rules that were tried are kept, listed with their version, and chosen in the handover', async ({
  page,
  open,
}) => {
  await open('/rulebook?scenario=surrey-two-unitaries');
  const area = page.getByLabel('Rules as JSON');
  await page.getByRole('button', { name: 'Begin with the rules above' }).click();
  const text = await area.inputValue();
  await page.getByLabel('or choose a file').setInputFiles({
    name: 'rules.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text.replaceAll('"disposition": "apportion"', '"disposition": "renegotiate"')),
  });
  await expect(area).not.toHaveValue(text);
  await page.getByRole('button', { name: 'See what would change' }).click();
  await giveName(page, 'Ann Example');
  const form = page.getByRole('form', { name: 'Keep these rules' });
  const keep = form.getByRole('button', { name: 'Keep these rules' });
  await form.getByLabel(/^Keep as/).fill('england');
  await expect(form.getByText('comes with the program')).toBeVisible();
  await expect(keep).toBeDisabled();
  const id = `ours-${Date.now()}`;
  await form.getByLabel(/^Keep as/).fill(id);
  await form.getByLabel('Title').fill('Rules of ours');
  await form.getByLabel('Why they are changed').fill('Our lawyer reads it otherwise.');
  await keep.click();
  await expect(page.getByText(`Kept as ${id}, version 1.`)).toBeVisible();
  await form.getByLabel('Title').fill('Rules of ours, second');
  await keep.click();
  await expect(page.getByText(`Kept as ${id}, version 2.`)).toBeVisible();
  await page.getByRole('link', { name: 'Use them in the handover' }).click();
  await loaded(page);
  await expect(page.getByLabel('Rulebook').locator('option:checked')).toHaveText(/Rules of ours, second .*version 2/);
  const happens = page.getByRole('list', { name: 'Lines by what happens to them' });
  await expect(happens).toContainText('Renegotiate');
  await expect(happens).not.toContainText('Apportion');
});
