/** The screens of records and measures: organisations, one organisation, coterminosity, events, sources. */

import { readFileSync } from 'node:fs';
import { expect, loaded, test } from './workbench-test.ts';

test('[WB19] the lineage of a divided body is drawn, linked and listed with shares of people', async ({
  page,
  open,
}) => {
  await open('/organisation/icb-QNQ?on=2026-03-31');
  const graph = page.getByRole('region', { name: /^Lineage, earlier/ });
  const lineage = page.getByRole('table', { name: 'Lineage as a table' });
  for (const board of ['Thames Valley', 'Surrey and Sussex', 'Hampshire and Isle of Wight'])
    await expect(graph.getByRole('link', { name: board })).toHaveCount(1);
  // A line is drawn for each line of the table: before it the groups it took over from, after it three boards.
  const lines = await lineage.locator('tbody tr').count();
  expect(lines).toBeGreaterThan(3);
  await expect(graph.locator('path')).toHaveCount(lines);
  for (const share of ['22.8%', '20.1%', '57.1%']) await expect(lineage).toContainText(share);
  await graph.getByRole('link', { name: 'NHS Thames Valley Integrated Care Board' }).click();
  await loaded(page);
  await expect(page.getByRole('heading', { level: 1, name: 'NHS Thames Valley Integrated Care Board' })).toBeVisible();
});

test('[WB19] a body has its codes, its land, whom it overlaps, its people and its sources', async ({ page, open }) => {
  await open('/organisation/QNQ?on=2026-03-31');
  await expect(page.locator('.facts').first()).toContainText('E54000034');
  await expect(page.getByRole('table', { name: 'Building blocks' })).toContainText('Rushmoor');
  await expect(page.getByRole('table', { name: 'Whom it overlaps' })).toContainText('Slough Borough Council');
  await expect(page.getByRole('table', { name: 'People by each count' })).toContainText('744,974');
  await expect(page.locator('.sources').last()).toContainText('Office for National Statistics');
});

test('[WB20] sources that disagree stand side by side, the one that is followed marked', async ({ page, open }) => {
  await open('/organisation/icb-QNQ?on=2026-03-31');
  const dispute = page.getByRole('region', { name: /Hampshire part of Frimley/ });
  await expect(dispute.locator('.claim')).toHaveCount(2);
  await expect(dispute.locator('.claim-followed')).toHaveCount(1);
});

test('[WB21] a body that does not exist on the day says so and leads to a day on which it does', async ({
  page,
  open,
}) => {
  await open('/organisation/icb-QNQ?on=2027-01-01');
  await expect(page.getByText('It does not exist on 1 January 2027')).toBeVisible();
  await expect(page.getByText('It is shown as it was on 31 March 2026.')).toBeVisible();
  await page.getByRole('button', { name: 'Go to 31 March 2026' }).click();
  await expect(page.getByText('It does not exist')).toHaveCount(0);
});

test.describe('codes', () => {
  test.use({ expectedNoise: /status of (300|404)/ });

  test('[WB22] a code that several bodies have had offers them all', async ({ page }) => {
    await page.route('**/api/organisations/X1?**', (route) =>
      route.fulfill({
        status: 300,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:coterminous:problem:ambiguous-code',
          title: 'Several bodies have had this code',
          status: 300,
          detail: 'Choose one.',
          candidates: [
            { id: 'icb-QNQ', code: 'X1', name: 'First body', from: '2001-04-01', to: '2006-10-01' },
            { id: 'icb-QXU', code: 'X1', name: 'Second body', from: '2006-10-01', to: null },
          ],
        }),
      }),
    );
    await page.goto('/organisation/X1');
    await expect(page.getByRole('heading', { name: 'Several bodies have had the code X1' })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'First body' })).toContainText(
      '1 April 2001 to 30 September 2006',
    );
    await page.getByRole('link', { name: 'Second body' }).click();
    await expect(
      page.getByRole('heading', { level: 1, name: 'NHS Surrey Heartlands Integrated Care Board' }),
    ).toBeVisible();
  });

  test('[WB18] a code that nobody has had is said to be so', async ({ page }) => {
    await page.goto('/organisation/none-such');
    await expect(page.getByRole('alert')).toContainText('none-such');
  });
});

test('[WB23] organisations of a tier on a day are listed, searched and linked', async ({ page, open }) => {
  await open('/organisations?kind=icb&on=2026-03-31');
  await expect(page.getByText('42 integrated care boards on 31 March 2026.')).toBeVisible();
  await page.getByLabel('Date').fill('2026-04-01');
  await expect(page.getByText('36 integrated care boards on 1 April 2026.')).toBeVisible();
  await page.getByLabel('Find').fill('sussex');
  await expect(page.getByText('1 integrated care board on 1 April 2026.')).toBeVisible();
  await page.getByRole('link', { name: 'NHS Surrey and Sussex Integrated Care Board' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'NHS Surrey and Sussex Integrated Care Board' }),
  ).toBeVisible();
});

test('[WB24] each sentence of the summary says what its number is out of, and tolerance changes it', async ({
  page,
  open,
}) => {
  await open('/coterminosity?on=2026-04-01&councils=utla');
  const sentences = page.locator('.sentences li');
  for (const text of await sentences.allTextContents()) expect(text).toMatch(/^[\d,]+\s+of\s+[\d,]+\s/);
  const crossing = sentences.filter({ hasText: 'are divided among several' });
  const strict = await crossing.textContent();
  await page.getByLabel('Tolerance').selectOption('0.1');
  await expect(crossing).not.toHaveText(strict ?? '');
  await expect(page).toHaveURL(/tolerance=0.1/);
});

test('[WB25] the pairs come down as CSV with the choice that is shown', async ({ page, open }) => {
  await open('/coterminosity?on=2026-04-01&councils=utla');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('icb-utla-2026-04-01.csv');
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toContain('Surrey and Sussex');
  expect(text.trim().split('\r\n').length).toBeGreaterThan(10);
});

test('[WB26] change over time is drawn in steps and listed, and a day of it can be gone to', async ({ page, open }) => {
  await open('/coterminosity?on=2026-04-01');
  await expect(page.getByRole('img', { name: /^Share of/ })).toBeVisible();
  const over = page.getByRole('table', { name: 'Change over time' });
  expect(await page.locator('.chart-point').count()).toBe((await over.getByRole('row').count()) - 1);
  await over.getByRole('button', { name: '1 July 2022' }).click();
  await expect(page.getByRole('heading', { name: 'On 1 July 2022' })).toBeVisible();
});

test('[WB27] pairs are narrowed by a name and by a relation', async ({ page, open }) => {
  await open('/coterminosity?on=2026-04-01&councils=utla');
  const pairs = page.getByRole('table', { name: 'Pairs of health bodies and councils' });
  await page.getByLabel('Find a body or council').fill('buckingham');
  await expect(pairs.getByRole('row')).toHaveCount(3);
  await page.getByLabel('Relation').selectOption('coterminous');
  await expect(page.getByText('No pair fits.')).toBeVisible();
});

test('[WB28] an event opens in full, with status, days, instrument, bodies and evidence', async ({ page, open }) => {
  await open('/events');
  await page.getByLabel('Kind').selectOption('divide');
  await page.getByRole('link', { name: 'Frimley ICB is divided three ways' }).click();
  const card = page.getByRole('region', { name: 'Frimley ICB is divided three ways' });
  for (const text of [
    'In effect',
    '1 April 2026',
    'Written ministerial statement',
    'NHS Frimley Integrated Care Board',
    'How it is known',
  ]) {
    await expect(card).toContainText(text);
  }
  await card.getByRole('link', { name: 'See this day on the map' }).click();
  await expect(page.locator('.date-shown')).toHaveText('1 April 2026');
});

test('[WB28] a day of the time line lists its events', async ({ page, open }) => {
  await open('/events');
  await page.getByLabel('Day', { exact: true }).selectOption('2026-04-01');
  await expect(page.getByText('Events of 1 April 2026.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Events' })).not.toContainText('2006');
});

test('[WB29] sources, disagreements, what is not explained and the meaning of every number are listed', async ({
  page,
  open,
}) => {
  await open('/sources');
  for (const name of ['Sources', 'What is not explained', 'Counts of people', 'Catalogue of indices']) {
    await expect(page.getByRole('table', { name, exact: true })).toBeVisible();
  }
  await expect(page.locator('.disagreement').first()).toBeVisible();
  await expect(page.getByRole('table', { name: 'Catalogue of indices' })).toContainText('V-measure');
});

test('[WB41] blocks that nobody of a tier covers are counted with their people, listed by page, and kept in the address', async ({
  page,
  open,
}) => {
  await open('/coterminosity?on=2006-04-01&bodies=pct');
  const summary = page.locator('summary').filter({ hasText: 'Blocks that no primary care trust is known to cover' });
  await summary.click();
  await expect(page).toHaveURL(/uncovered=bodies/);
  const block = page.locator('details[open] .table-block');
  await expect(block.locator('.table-caption')).toContainText('69 building blocks');
  await expect(block.locator('.table-caption')).toContainText('6,137,643 people');
  const first = await block.getByRole('rowheader').first().textContent();
  await block.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(block.getByRole('rowheader').first()).not.toHaveText(first ?? '');
  await summary.click();
  await expect(page).not.toHaveURL(/uncovered=/);
});

test('[WB41] people who are in no body are counted out of all people of the councils', async ({ page, open }) => {
  await open('/coterminosity?on=2006-04-01&bodies=pct');
  const sentence = page.locator('.sentences li').filter({ hasText: 'live where no primary care trust is known' });
  await expect(sentence).toHaveText(/^[\d,]+ of [\d,]+ people of the county and unitary councils/);
  const [outside = 0, all = 0] =
    ((await sentence.textContent()) ?? '').match(/[\d,]+/g)?.map((text) => Number(text.replaceAll(',', ''))) ?? [];
  expect(outside).toBeGreaterThan(0);
  expect(all).toBeGreaterThan(outside);
});

/** What is counted on each screen, beside the measures: a place and the words around the number. */
const counted = [
  {
    what: 'bodies without known land',
    path: '/map?on=2026-04-01',
    place: '.knowledge li',
    near: 'that exist on this date',
  },
  { what: 'pairs on the map', path: '/map?on=2026-04-01', place: '.table-caption', near: 'share land on' },
  {
    what: 'councils of the chosen body',
    path: '/map?on=2026-04-01&body=icb-surrey-and-sussex',
    place: '.panel p',
    near: 'It meets',
  },
  {
    what: 'relations of the chosen body',
    path: '/map?on=2026-04-01&body=icb-surrey-and-sussex',
    place: '.panel li',
    near: 'Council within body',
  },
  {
    what: 'pairs of a measure',
    path: '/coterminosity?on=2026-04-01',
    place: '.table-caption',
    near: 'pairs that share',
  },
  { what: 'unknown territory', path: '/coterminosity?on=2026-04-01', place: '.note p', near: 'does not know' },
  { what: 'organisations of a kind', path: '/organisations', place: '.table-caption', near: 'on' },
  {
    what: 'blocks of a body',
    path: '/organisation/icb-QNQ?on=2026-03-31',
    place: '.table-caption',
    near: 'building block',
  },
  { what: 'events', path: '/events', place: '.table-caption', near: 'events. The day' },
  { what: 'what the register holds', path: '/sources', place: 'dd', near: 'organisations,' },
  { what: 'people of a count', path: '/sources', place: 'td', near: '7,134,883' },
] as const;

for (const { what, path, place, near } of counted) {
  test(`[WB43] a number of ${what} opens what is counted and its sources`, async ({ page, open }) => {
    await open(path);
    const number = page.locator(place).filter({ hasText: near }).first().locator('.figure').last();
    const text = (await number.textContent()) ?? '';
    expect(text).toMatch(/^[\d,]+$/);
    await number.click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.locator('.evidence-value')).toHaveText(text);
    await expect(dialog.getByRole('heading', { name: 'Sources' })).toBeVisible();
    await expect(dialog.locator('.sources li').first()).toContainText('Licence');
  });
}
