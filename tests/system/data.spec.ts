/** Data sets: the catalogue, one of them, and the import of a file from the first look to its numbers on other bodies. */

import { readFile } from 'node:fs/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import { axeFindsNothing, doesNotScrollSideways } from './accessibility.ts';
import { expect, giveName, loaded, test } from './workbench-test.ts';

/** The eleven districts of Surrey. */
const districts = Array.from({ length: 11 }, (_, at) => `E07000${207 + at}`);
const grid = (page: Page) => page.getByRole('grid');
const found = (page: Page, name: string) => page.getByRole('region', { name });

/** A name that no other test gives to a data set. */
function freshName(): string {
  return `t-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6)}`;
}

/** A table of two counts by district, and a score that cannot be moved. */
function table(name: string, rows: readonly string[] = []): { name: string; mimeType: string; buffer: Buffer } {
  const lines = districts.map((code, at) => `${code},2024,${1000 + at},${40 + at * 3}`);
  const text = ['Area code,Year,Adults,Quit attempts', ...lines, ...rows].join('\n');
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** Looks into a file on the screen of the import. */
async function choose(page: Page, file: ReturnType<typeof table>): Promise<void> {
  await page.getByLabel(/^Choose a file/).setInputFiles(file);
  await expect(page.getByRole('heading', { name: `${file.name}: how it was understood` })).toBeVisible();
  await loaded(page);
}

async function versionOf(request: APIRequestContext, id: string): Promise<number | null> {
  const answer = await request.get(`/api/data/${id}`);
  if (answer.status() === 404) return null;
  return ((await answer.json()) as { dataSet: { version: number } }).dataSet.version;
}

test('[WD1] the catalogue says what may be done with each data set, and is narrowed by words and by that', async ({
  page,
  open,
}) => {
  await open('/data');
  const rows = page.getByRole('table', { name: 'Data sets' }).locator('tbody tr');
  const spending = rows.filter({ hasText: 'Spending on adult social care' });
  await expect(spending).toContainText('May be published');
  await expect(spending).toContainText('Illustrative');
  await expect(spending).toContainText('2022/23 to 2025/26');
  await expect(rows.filter({ hasText: 'received a reablement service' })).toContainText('only by release');
  await page.getByLabel('What may be done with it').selectOption('free');
  await expect(rows.filter({ hasText: 'received a reablement service' })).toHaveCount(0);
  await page.getByLabel('What may be done with it').selectOption('');
  await page.getByRole('searchbox', { name: 'Find' }).fill('spending clients');
  await expect(rows).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Find' }).fill('nothing is called so');
  await expect(page.getByText('No data set has all these words')).toBeVisible();
});

test('[WD2] a data set has what is stated, its measures, its times with a change of definition, and its versions', async ({
  page,
  open,
}) => {
  await open('/data/social-care-spending');
  await expect(page.getByText('Made up for this sample; free to use')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Measures' })).toContainText('Net spending');
  const marked = page.getByRole('table', { name: 'Each time with its areas' }).locator('tr.is-marked');
  await expect(marked).toHaveCount(1);
  await expect(marked).toContainText('2024/25');
  await expect(page.getByRole('table', { name: 'Versions, newest first' }).locator('tbody tr')).toHaveCount(1);
  // Money is no count of people: a release has nothing to do with it.
  await expect(page.getByRole('link', { name: 'Make a release of it' })).toHaveCount(0);
  await page.getByRole('link', { name: 'See it on your bodies' }).click();
  await expect(page).toHaveURL(/\/rebase\?.*data=social-care-spending/);
});

test('[WD3] its own numbers are in pounds, only rows in sight are in the page, and keys move through them', async ({
  page,
  open,
}) => {
  await open('/data/social-care-spending');
  await expect(grid(page).getByRole('row').nth(1)).toContainText(/£[\d,]+$/);
  await open('/data/reablement?measure=people-who-received-reablement&period=2024-25');
  const count = Number(await grid(page).getAttribute('aria-rowcount'));
  expect(count).toBe(76);
  const rows = grid(page).locator('.grid-body [role=row]');
  expect(await rows.count()).toBeLessThan(count / 2);
  await rows.first().focus();
  await page.keyboard.press('End');
  const focused = () => page.evaluate<string | null>(`document.activeElement.getAttribute('aria-rowindex')`);
  await expect.poll(focused).toBe(String(count));
  await page.getByLabel('Age', { exact: true }).selectOption({ label: '85 and over' });
  await expect(page).toHaveURL(/measure=people-who-received-reablement-85-and-over/);
  await expect(grid(page)).toHaveAccessibleName(/85 and over/);
});

test('[WD14] own numbers have a field for what groups are groups of, and begin with known ones', async ({
  page,
  open,
}) => {
  await open('/data/reablement');
  await expect(page.getByLabel('Age', { exact: true })).toHaveCount(0);
  await page.getByLabel('Measure', { exact: true }).selectOption('People who received reablement');
  await page.getByLabel('Age', { exact: true }).selectOption('65 to 84');
  await expect(page).toHaveURL(/measure=people-who-received-reablement-65-to-84/);
  await expect(grid(page).getByRole('row').nth(1)).toContainText(/\d$/);
});

test('[WD4] a file is looked into before anything is stored, and every guess says why', async ({
  page,
  open,
  request,
}) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name));
  await expect(found(page, 'Areas')).toContainText('District and unitary councils');
  await expect(found(page, 'Areas')).toContainText('11 of 11 codes recognised (100%)');
  await expect(found(page, 'Areas')).toContainText('Found: 2024');
  await expect(page.getByLabel('What “Area code” is')).toHaveValue('area');
  await expect(page.getByLabel('What “Year” is')).toHaveValue('period');
  await expect(page.getByLabel('What “Quit attempts” is')).toHaveValue('value');
  await expect(page.getByLabel('What “Quit attempts” is')).toHaveAccessibleDescription(/count/);
  await expect(page.getByRole('region', { name: 'The first rows of the file' })).toContainText('E07000207');
  expect(await versionOf(request, name)).toBeNull();
});

test('[WD5] a clean file is imported with a name and one press, by keys alone, and leads to its numbers', async ({
  page,
  open,
  request,
}) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name));
  await page.getByRole('textbox', { name: 'Your name' }).focus();
  await page.keyboard.type('Ann Example');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Import', exact: true }).focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { name: `${name}.csv has been imported` });
  await expect(heading).toBeFocused();
  await expect(page.getByText('11 rows: 11 areas, 2 measures, 1 period.')).toBeVisible();
  expect(await versionOf(request, name)).toBe(1);
  await page.getByRole('link', { name: 'See it on your bodies' }).click();
  await expect(page).toHaveURL(new RegExp(`/rebase\\?.*data=${name}`));
});

test('[JQ50] an import shows its rows, and its address tells how far it is and the outcome, also when loaded anew', async ({
  page,
  open,
}) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name));
  await giveName(page, 'Ann Example');
  let isHeld = true;
  await page.route(/\/api\/jobs\/[\da-f-]+$/, async (route) => {
    const response = await route.fetch();
    const job = (await response.json()) as Record<string, unknown>;
    const underWay = { state: 'running', rows: 5, rowsExpected: 11, endedAt: null, report: null };
    await route.fulfill({ response, json: isHeld ? { ...job, ...underWay } : job });
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('5 rows of about 11 read.')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: `Importing ${name}.csv` })).toHaveAttribute('max', '11');
  await expect(page).toHaveURL(/job=/);
  await axeFindsNothing(page);
  await page.reload();
  await expect(page.getByText('5 rows of about 11 read.')).toBeVisible();
  isHeld = false;
  const heading = page.getByRole('heading', { name: `${name}.csv has been imported` });
  await expect(heading).toBeVisible();
  await page.reload();
  await expect(heading).toBeVisible();
  await page.getByRole('button', { name: 'Import another file' }).click();
  await expect(page).not.toHaveURL(/job=/);
});

test.describe('refused files', () => {
  // The browser tells of answers that refuse.
  test.use({ expectedNoise: /status of 4\d\d/ });

  test('[WD6] a file with problems is refused with each by row and column, and what was filled in stays', async ({
    page,
    open,
    request,
  }) => {
    const name = freshName();
    await open('/data/import');
    await choose(page, table(name, ['E07000061,2024,900,-5', 'E07000062,2024,900,plenty']));
    await giveName(page, 'Ann Example');
    await page.getByLabel('Publisher').fill('Ann’s council');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const problems = page.getByRole('alert').filter({ hasText: 'was not imported, and nothing was stored' });
    const rows = problems.getByRole('table', { name: 'Problems of the file' }).locator('tbody tr');
    await expect(rows.filter({ hasText: '13' }).filter({ hasText: 'Quit attempts' })).toHaveCount(1);
    await expect(rows.filter({ hasText: '14' }).filter({ hasText: 'plenty' })).toHaveCount(1);
    await expect(page.getByLabel('Publisher')).toHaveValue('Ann’s council');
    expect(await versionOf(request, name)).toBeNull();
    await axeFindsNothing(page);
  });

  test('[JQ51] an import that waits is stopped and what was filled in stays; one that has begun cannot be, which is said', async ({
    page,
    open,
    request,
  }) => {
    await open('/data/import');
    const name = freshName();
    await choose(page, table(name));
    await giveName(page, 'Ann Example');
    // The work is done at once, but the page is told that it waits; the first time also that the server stopped it.
    let isStopped = true;
    let isHeld = true;
    let last: Record<string, unknown> = {};
    await page.route(/\/api\/jobs\/[\da-f-]+$/, async (route) => {
      if (route.request().method() === 'DELETE') {
        return isStopped ? route.fulfill({ json: { ...last, state: 'cancelled', report: null } }) : route.continue();
      }
      const response = await route.fetch();
      last = (await response.json()) as Record<string, unknown>;
      const waiting = { state: 'waiting', begunAt: null, endedAt: null, report: null };
      await route.fulfill({ response, json: isHeld ? { ...last, ...waiting } : last });
    });
    const stop = async () => {
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('button', { name: 'Stop it' }).click();
      await expect(page.getByText('The file is not imported, and nothing is changed.')).toBeVisible();
      await axeFindsNothing(page);
      await page.getByRole('button', { name: 'Stop it' }).click();
    };
    await stop();
    await expect(page.getByRole('alert')).toContainText('The import was cancelled');
    await expect(page).not.toHaveURL(/job=/);
    await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeVisible();
    isStopped = false;
    await expect.poll(() => versionOf(request, name)).toBe(1);
    await stop();
    await expect(page.getByRole('alert')).toContainText('cannot be cancelled any more');
    isHeld = false;
    await expect(page.getByRole('heading', { name: /is here already|has been imported/ })).toBeVisible();
  });

  test('[WD6] a file that is no table is refused in words', async ({ page, open }) => {
    await open('/data/import');
    const file = { name: 'page.csv', mimeType: 'text/csv', buffer: Buffer.from('<!DOCTYPE html><html><body>Error') };
    await page.getByLabel(/^Choose a file/).setInputFiles(file);
    await expect(page.getByRole('alert')).toContainText('page.csv');
    await expect(page.getByRole('alert')).toContainText(/web page|HTML/);
  });
});

test('[WD7] a check reads the whole file, says what an import would do, and stores nothing', async ({
  page,
  open,
  request,
}) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name));
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  const checked = page.getByRole('region', { name: `${name}.csv can be imported` });
  await expect(checked).toContainText('11 rows');
  await expect(checked).toContainText('Nothing has been stored yet');
  expect(await versionOf(request, name)).toBeNull();
  // What is changed afterwards has not been checked.
  await page.getByLabel('Edition').fill('another');
  await expect(checked).toHaveCount(0);
});

test('[WD9] what a column measures can be changed: a proportion asks for what it is of', async ({
  page,
  open,
  request,
}) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name));
  const row = page.locator('.import-column', { hasText: 'What “Quit attempts” is' });
  await row.locator('summary').click();
  await row.getByLabel('Kind').selectOption('proportion');
  await row.getByLabel('Of what: its denominator').selectOption('Adults');
  await row.getByLabel('The numbers are').selectOption('numerator');
  await giveName(page, 'Ann Example');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'has been imported' })).toBeVisible();
  const { dataSet } = (await (await request.get(`/api/data/${name}`)).json()) as {
    dataSet: { measures: { title: string; kind: string; denominator: string | null; holds: string }[] };
  };
  const measure = dataSet.measures.find(({ title }) => title === 'Quit attempts');
  expect(measure).toMatchObject({ kind: 'proportion', denominator: 'adults', holds: 'numerator' });
});

test('[WD10] codes that do not belong say why, and a tick leaves their rows out', async ({ page, open }) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name, ['W06000001,2024,5,5', 'S12000005,2024,5,5']));
  const strangers = page.getByRole('table', { name: 'Codes that do not belong' });
  await expect(strangers).toContainText('In Wales');
  await expect(strangers).toContainText('In Scotland');
  await page.getByLabel('Leave out the rows of all 2').check();
  await expect(page.getByLabel('Codes whose rows are left out')).toHaveValue('S12000005, W06000001');
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  const checked = page.getByRole('region', { name: `${name}.csv can be imported` });
  await checked.getByText('2 rows were left out').click();
  await expect(checked).toContainText('W06000001');
});

test('[WD11] what must be written is told at the top, where it leads to its field', async ({ page, open }) => {
  await open('/data/import');
  await choose(page, table(freshName()));
  await page.getByLabel('Title', { exact: true }).fill('');
  await page.getByLabel('What “Area code” is').selectOption('ignore');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'Something is missing' });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('link')).toHaveText([
    'Say which column has the codes of areas',
    'Write what the data set is called',
    'Say who you are, above.',
  ]);
  await summary.getByRole('link', { name: 'Write what the data set is called' }).click();
  await expect(page.getByLabel('Title', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Title', { exact: true })).toHaveAccessibleDescription(/Write what/);
});

test('[WD12] the description is saved as a file and used again', async ({ page, open }) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name));
  await page.getByLabel('Publisher').fill('Ann’s council');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the description (JSON)' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe(`${name}.description.json`);
  const text = await readFile(await saved.path());
  await page.getByLabel('Publisher').fill('somebody else');
  const load = page.getByLabel('Use one that was saved');
  await load.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.getByRole('alert')).toContainText('no description');
  await load.setInputFiles({ name: 'y.json', mimeType: 'application/json', buffer: text });
  await expect(page.getByLabel('Publisher')).toHaveValue('Ann’s council');
});

test('[WD13] a correction is a new version, and takes over what is stated', async ({ page, open, request }) => {
  const name = freshName();
  await open('/data/import');
  await choose(page, table(name));
  await page.getByLabel('Publisher').fill('Ann’s council');
  await giveName(page, 'Ann Example');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: 'See the data set' }).click();
  await page.getByRole('link', { name: 'Import a correction' }).click();
  await expect(page.getByText(`This is a correction of ${name}`)).toBeVisible();
  await choose(page, table(`${name}-mended`, ['E07000061,2024,900,5']));
  await expect(page.getByLabel('Publisher')).toHaveValue('Ann’s council');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(`It is ${name}, version 2.`)).toBeVisible();
  expect(await versionOf(request, name)).toBe(2);
});

for (const width of [1280, 320]) {
  test(`[WB1] axe finds nothing on a file that is described, nor does it scroll sideways, at ${width} pixels`, async ({
    page,
    open,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await open('/data/import');
    await choose(page, table(freshName(), ['W06000001,2024,5,5', 'S12000005,2024,5,5']));
    await page.locator('.measure-fold summary').first().click();
    await axeFindsNothing(page);
    await doesNotScrollSideways(page);
  });
}
