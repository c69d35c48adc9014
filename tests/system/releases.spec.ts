/** Releases: the wizard with its audit, a sliver between two geographies, signing, one release, its files. */

import { readFile } from 'node:fs/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import { axeFindsNothing, doesNotScrollSideways } from './accessibility.ts';
import { expect, giveName, loaded, test } from './workbench-test.ts';

/** Parts of districts that Frimley has of Surrey. With no cases but these few, the county less its board gives them away. */
const sliver: Readonly<Record<string, number>> = {
  'guildford-frimley': 0,
  'runnymede-frimley': 0,
  'surrey-heath-frimley': 0,
  'waverley-farnham': 4,
};
const unrounded = { kind: 'suppress', from: 1, to: 7, base: 1 };
const verdict = (page: Page) => page.locator('section[aria-labelledby=verdict-title]');

/** Imports made-up falls on the blocks of the sample, and publishes them on the boards of 2025; gives the data set's id. */
async function publishOnBoards(request: APIRequestContext): Promise<{ data: string; release: string }> {
  const data = `falls-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6)}`;
  const { areas } = (await (await request.get('/api/data/reablement/values')).json()) as { areas: { code: string }[] };
  const lines = areas.map(({ code }, at) => `${code},2025,${sliver[code] ?? 60 + ((at * 17) % 90)}`);
  const measure = {
    title: 'Falls',
    kind: 'count',
    unit: 'people',
    denominator: null,
    multiplier: 1,
    holds: 'value',
    scale: 1,
    breakdown: {},
    period: null,
  };
  const description = {
    statement: {
      id: data,
      title: `Falls ${data}`,
      publisher: 'Test',
      licence: 'none',
      vintage: '2025',
      method: 'Made up',
      subject: 'counts-of-people',
      owner: null,
      seenBy: [],
      derivedFrom: [],
      breaks: [],
      note: null,
    },
    columns: { Area: { as: 'area' }, Year: { as: 'period' }, Falls: { as: 'value', measure } },
    named: {},
    period: null,
    geography: null,
    absent: 'unknown',
    leaveOut: [],
  };
  const buffer = Buffer.from(['Area,Year,Falls', ...lines].join('\n'));
  const imported = await request.post('/api/data/import?by=Test', {
    multipart: {
      description: JSON.stringify(description),
      file: { name: 'falls.csv', mimeType: 'text/csv', buffer },
    },
  });
  expect(imported.status(), await imported.text()).toBe(200);
  const question = { title: 'Falls on boards', data, to: 'icb', on: '2025-04-01', rules: unrounded };
  const made = await request.post('/api/releases', {
    data: { question, by: { name: 'Test', actingFor: null }, reason: null },
  });
  expect(made.status(), await made.text()).toBe(200);
  return { data, release: ((await made.json()) as { release: { id: string } }).release.id };
}

const auditPath = (data: string) => `/releases/new?data=${data}&to=utla&on=2025-04-01&rules=suppress:1-7:1&step=audit`;

test('[WD21] what is chosen is in the address, and the steps keep it', async ({ page, open }) => {
  await open('/releases/new?data=reablement');
  await expect(page.getByLabel('Title of the release')).toHaveValue(/^People aged 65 and over.*integrated care boards/);
  await page.getByLabel('On the areas of').selectOption('ltla');
  await page.getByLabel('As they are on').fill('2026-04-01');
  await page.getByRole('checkbox', { name: /^People who received reablement/ }).uncheck();
  await page.getByLabel('all areas together').check();
  await page.getByLabel('2023/24').uncheck();
  await expect(page).toHaveURL(/to=ltla/);
  await page.getByRole('button', { name: 'Next: how small numbers are protected' }).click();
  await expect(page.getByRole('heading', { level: 2, name: '2. How small numbers are protected' })).toBeFocused();
  await page.reload();
  await loaded(page);
  await page.getByRole('link', { name: '1. What is published' }).click();
  await expect(page.getByLabel('On the areas of')).toHaveValue('ltla');
  await expect(page.getByLabel('2023/24')).not.toBeChecked();
  await expect(page.getByLabel('2024/25')).toBeChecked();
  await expect(page.getByRole('checkbox', { name: /^People who received reablement/ })).not.toBeChecked();
  await expect(page.getByLabel('all areas together')).toBeChecked();
});

test('[WD22] rules are said in words; no protection needs a reason and a name', async ({ page, open }) => {
  await open('/releases/new?data=reablement&step=rules');
  await expect(page.getByText('Counts from 1 to 7 are hidden, and whatever would give one away.')).toBeVisible();
  await page.getByLabel('Hide small counts by another threshold').check();
  await page.getByLabel('up to').selectOption('9');
  await expect(page.getByText('Counts from 1 to 9 are hidden')).toBeVisible();
  await expect(page).toHaveURL(/rules=suppress:1-9:1/);
  await page.getByLabel('No protection').check();
  const next = page.getByRole('button', { name: /^Next/ });
  await expect(next).toBeDisabled();
  await page.getByLabel('Why no protection is needed').fill('Agreed by the board');
  await page.getByLabel('Who decided it').fill('Ann Example');
  await expect(next).toBeEnabled();
  await expect(page.getByText('Published without protection. Reason: Agreed by the board.')).toBeVisible();
});

test('[WD23] the table is shown as it would be published, and a hidden cell says why', async ({ page, open }) => {
  const asked = 'data=reablement&measures=people-who-received-reablement-85-and-over&on=2026-04-01&step=audit';
  await open(`/releases/new?${asked}&to=ltla&rules=suppress:1-22:1`);
  const table = page.getByRole('table', { name: 'The table as it is published' });
  await expect(table.locator('.cell-hidden', { hasText: 'hidden: small' }).first()).toBeVisible();
  await open(`/releases/new?${asked}&to=icb`);
  await expect(verdict(page)).toContainText('It may be published as it stands');
  await expect(table).not.toContainText('not known');
  await page.getByLabel(/of which the data set has no number/).check();
  await expect(table).toContainText('not known');
});

test('[WD29] by keys alone an area is withheld and published after all, and the focus is at the verdict', async ({
  page,
  open,
}) => {
  await open('/releases/new?data=reablement&measures=people-aged-65-and-over&periods=2025-26&to=ltla&step=audit');
  const heading = verdict(page).getByRole('heading');
  await page.getByRole('button', { name: 'Withhold Adur District Council' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/withhold=E07000223/);
  await expect(heading).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/withhold=/);
  await expect(heading).toBeFocused();
});

test('[WD24] [WD25] [WD26] a sliver between two geographies is found, drawn and withheld, and the rest is published', async ({
  page,
  open,
  request,
}) => {
  const { data, release } = await publishOnBoards(request);
  await open(auditPath(data));
  await expect(verdict(page)).toContainText('It may not be published as it stands');
  const finding = page.locator('.finding', {
    hasText: 'Surrey County Council − NHS Surrey Heartlands Integrated Care Board: 4 people or cases',
  });
  await expect(finding).toContainText(`release ${release}`);
  await expect(finding).toContainText('What to change: Withhold Surrey County Council');
  await expect(finding.getByRole('img', { name: /leaves 4 people or cases in 4 building blocks/ })).toBeVisible();
  await expect(finding.getByRole('img', { name: /^Map: Surrey County Council/ })).toBeVisible();
  await axeFindsNothing(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await doesNotScrollSideways(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  // It cannot be signed as it is.
  await page.getByRole('link', { name: '4. Sign and publish' }).click();
  await giveName(page, 'Ann Example');
  await expect(page.getByText('It may not be published as it stands.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish the release' })).toBeDisabled();
  await page.getByRole('link', { name: '3. What it would give away' }).click();
  await page.getByRole('button', { name: /^Withhold .* and check again$/ }).click();
  await expect(verdict(page)).toContainText('It may be published as it stands');
  await expect(page).toHaveURL(/withhold=[^&]*E10000030/);
  const county = page.getByRole('row', { name: /Surrey County Council/ });
  await expect(county).toContainText('withheld');
  await page.getByRole('button', { name: 'Surrey County Council: publish it after all' }).click();
  await expect(verdict(page)).toContainText('It may not be published as it stands');
  await page.getByRole('button', { name: /^Withhold .* and check again$/ }).click();
  await expect(verdict(page)).toContainText('It may be published as it stands');
  await page.getByRole('button', { name: 'Next: sign and publish' }).click();
  await page.getByLabel('What it is for (may be left empty)').fill('A test');
  await page.getByRole('button', { name: 'Publish the release' }).click();
  await expect(page).toHaveURL(/\/release\/R-/);
  await loaded(page);
  await expect(page.getByText('made by Ann Example')).toBeVisible();
  await expect(page.getByText('A test', { exact: true })).toBeVisible();
});

test('[WD20] [WD27] a release is listed, shows what was recorded, gives files, and is worked out again', async ({
  page,
  open,
  request,
}) => {
  const { data, release } = await publishOnBoards(request);
  await open('/releases');
  const row = page.getByRole('row').filter({ hasText: data });
  await expect(row).toContainText(release);
  await expect(row).toContainText('Test (not verified)');
  await row.getByRole('link', { name: 'Falls on boards' }).click();
  await loaded(page);
  await expect(page.getByText('The rest are shown as they are.').first()).toBeVisible();
  for (const format of ['CSV', 'XLSX (spreadsheet)', 'Parquet']) {
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: format, exact: true }).click();
    const bytes = await readFile(await (await saving).path());
    expect(bytes.length, format).toBeGreaterThan(100);
    if (format === 'CSV') expect(bytes.toString('utf8')).toContain('NHS Surrey Heartlands Integrated Care Board');
    else expect(bytes.subarray(0, 4).toString('latin1')).toBe(format === 'Parquet' ? 'PAR1' : 'PK\u0003\u0004');
  }
  await page.getByRole('button', { name: 'Check that it can be reproduced' }).click();
  await expect(page.getByText('every number and the checksum are the same')).toBeVisible();
  await axeFindsNothing(page);
});

for (const step of ['what', 'rules', 'audit', 'sign']) {
  test(`[WB2] the step ${step} of a release does not scroll sideways at 320 pixels, and axe finds nothing`, async ({
    page,
    open,
  }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(`/releases/new?data=reablement&to=icb&on=2026-04-01&step=${step}`);
    await doesNotScrollSideways(page);
    await axeFindsNothing(page);
  });
}
