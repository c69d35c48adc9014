/** The Rebase screen in a browser: map, chart and table together, evidence, two sides, series, files and refusals. */

import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { axeFindsNothing } from './accessibility.ts';
import { expect, loaded, ownWorkbench, test } from './workbench-test.ts';

const share = '/rebase?data=still-at-home&measure=still-at-home-91-days-later&on=2026-04-01&to=ltla';
const people = '/rebase?data=reablement&measure=people-aged-65-and-over&on=2026-04-01&to=icb';
const money = '/rebase?data=social-care-spending&measure=net-spending&on=2026-04-01&to=icb';
const twoSides = `${money}&show=two&to2=ltla&on2=2027-04-01`;
const overTime = '/rebase?data=social-care-spending&measure=net-spending&on=2027-04-01&to=ltla&show=series';

/** What the answer of the server says of an area. */
async function cellOf(page: Page, question: string, name: RegExp) {
  const answer = await (await page.request.get(`/api/rebase?${question}`)).json();
  const found = answer.cells.find((cell: { areaName: string }) => name.test(cell.areaName));
  expect(found, `no cell of ${name}`).toBeDefined();
  return found;
}

const marked = (page: Page) => page.locator('.cell-table tr.is-marked th');
const map = (page: Page) => page.getByRole('listbox', { name: /^Map/ });
const chart = (page: Page) => page.getByRole('listbox', { name: /^Chart/ });

test('[WB46] the address brings back the view, and Back returns to the choice before', async ({ page, open }) => {
  await open(money);
  await page.getByLabel('Period of the numbers').selectOption({ label: '2023/24' });
  await loaded(page);
  await page.getByRole('button', { name: 'Two side by side' }).click();
  await loaded(page);
  expect(new URL(page.url()).searchParams.get('period')).toBe('2023-24');
  await open(page.url());
  await expect(page.getByRole('button', { name: 'Two side by side' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Period of the numbers')).toHaveValue('2023-24');
  await page.getByRole('button', { name: 'On one set of bodies' }).click();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Two side by side' })).toHaveAttribute('aria-pressed', 'true');
  await open(`${money}&period=1999-00&show=time`);
  await expect(page.getByText('“1999-00”')).toBeVisible();
  await expect(page.getByText('the part of the screen “time”')).toBeVisible();
});

test('[WB48] the table has the values of the server, with bounds and how sure they are', async ({ page, open }) => {
  await open(money);
  const question = 'data=social-care-spending&measures=net-spending&periods=2025-26&to=icb&on=2026-04-01';
  const cell = await cellOf(page, question, /Thames Valley/);
  const pounds = (pence: number) => `£${Math.round(pence / 100).toLocaleString('en-GB')}`;
  const row = page.locator('.cell-table tr', { hasText: 'Thames Valley' });
  expect(cell.exact).toBe(false);
  await expect(row).toContainText(pounds(cell.value));
  await expect(row).toContainText(`${pounds(cell.lower)} to ${pounds(cell.upper)}`);
  await expect(row).toContainText(/Estimated: \d+(\.\d)?% of it/);
  await expect(page.locator('.cell-table tr', { hasText: 'Surrey and Sussex' })).toContainText('Exact');
});

test('[WB52] what is chosen by keys on the map is marked in chart and table, and can be let go', async ({
  page,
  open,
}) => {
  await open(share);
  await map(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const name = (await map(page).getByRole('option', { selected: true }).textContent())?.split(':')[0] ?? 'nobody';
  await expect(marked(page)).toHaveText(name);
  await expect(page.getByRole('region', { name: 'Chosen area' }).getByRole('heading')).toHaveText(name);
  await expect(page.locator('.plot-row-selected')).toHaveCount(1);
  await expect(chart(page).getByRole('option', { selected: true })).toContainText(name);
  await page.keyboard.press('Escape');
  await expect(marked(page)).toHaveCount(0);
});

test('[WB52] pointing at a row, a dot or the land marks the same area in the others', async ({ page, open }) => {
  await open(share);
  const row = page.locator('.cell-table tbody tr').first();
  const code = await row.locator('[data-area]').getAttribute('data-area');
  await row.hover();
  await expect(page.locator(`.plot-row-active[data-key="${code}"]`)).toHaveCount(1);
  await expect(page.locator('.map-mark')).not.toHaveCount(0);
  await page.locator('h1').hover();
  await expect(page.locator('.plot-row-active')).toHaveCount(0);
  await page.locator('.plot-row').first().click();
  await expect(marked(page)).toHaveCount(1);
  const chosen = new URL(page.url()).searchParams.get('area');
  await expect(page.locator(`.plot-row-selected[data-key="${chosen}"]`)).toHaveCount(1);
  const frame = (await map(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(frame.x + frame.width / 2, frame.y + frame.height / 2);
  await expect.poll(() => new URL(page.url()).searchParams.get('area')).not.toBe(chosen);
  await expect(marked(page)).toHaveCount(1);
});

test('[WB52] a chart that scrolls shows the area that is chosen, on the chart or elsewhere', async ({ page, open }) => {
  await open(share);
  const last = (await page.locator('.plot-row').last().getAttribute('data-key')) ?? '';
  // The sample has too few areas for a chart that scrolls by itself.
  const frame = "document.querySelector('.plot-frame')";
  await page.evaluate(`${frame}.classList.add('plot-long'), (${frame}.style.maxHeight = '300px')`);
  await chart(page).scrollIntoViewIfNeeded();
  await expect(page.locator(`.plot-row[data-key="${last}"]`)).not.toBeInViewport();
  await page.getByRole('button', { name: 'Next' }).last().click();
  await page.getByRole('button', { name: 'Next' }).last().click();
  await page.locator(`.cell-table .pick[data-area="${last}"]`).click();
  await chart(page).scrollIntoViewIfNeeded();
  await expect(page.locator('.plot-row-selected')).toHaveAttribute('data-key', last);
  await expect(page.locator('.plot-row-selected')).toBeInViewport();
});

test('[WB53] a value opens what it was made from, and closing brings the focus back', async ({ page, open }) => {
  await open(money);
  const question = 'data=social-care-spending&measure=net-spending&period=2025-26&to=icb&on=2026-04-01';
  const cell = await cellOf(page, question.replace('measure=', 'measures=').replace('period=', 'periods='), /Thames/);
  const told = await (await page.request.get(`/api/rebase/cell?${question}&area=${cell.area}`)).json();
  const opener = page.locator('.cell-table tr', { hasText: 'Thames Valley' }).locator('.figure');
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /Thames Valley/ });
  await expect(dialog.getByRole('table')).toBeVisible();
  for (const step of told.steps) await expect(dialog.getByText(step, { exact: true })).toBeVisible();
  await expect(dialog.locator('tbody tr')).toHaveCount(Math.min(12, told.pieceCount));
  await expect(dialog.getByText(told.weights.title, { exact: true })).toBeVisible();
  await axeFindsNothing(page, 'dialog[open]');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('[WB54] what is estimated has lines on the map, a diamond in the chart, and a word in the table', async ({
  page,
  open,
}) => {
  await open(money);
  const question = 'data=social-care-spending&measures=net-spending&periods=2025-26&to=icb&on=2026-04-01';
  const [cut, whole] = [
    await cellOf(page, question, /Thames Valley/),
    await cellOf(page, question, /Surrey and Sussex/),
  ];
  const lines = (area: string) => page.locator(`.area-map path[data-hatch="${area}"]`);
  await expect(lines(cut.area)).toHaveAttribute('d', /^M.*L/);
  await expect(lines(whole.area)).toHaveCount(0);
  await expect(page.locator(`.plot-row[data-key="${cut.area}"] .plot-estimated`)).toHaveCount(1);
  await expect(page.locator(`.plot-row[data-key="${whole.area}"] .plot-exact`)).toHaveCount(1);
});

test('[WB55] shaded counts and amounts say that they follow population, shares do not', async ({ page, open }) => {
  await open(people);
  await expect(page.getByText('Counts follow population', { exact: false })).toBeVisible();
  await open(money);
  await expect(page.getByText('Amounts follow population', { exact: false })).toBeVisible();
  await open(share);
  await expect(page.getByText('follow population', { exact: false })).toHaveCount(0);
});

test('[WB56] two sets of bodies have the same classes, and stand below each other in a narrow window', async ({
  page,
  open,
}) => {
  await open(twoSides);
  const legends = page.getByRole('list', { name: 'Legend of the map' });
  await expect(legends).toHaveCount(2);
  expect(await legends.nth(0).textContent()).toBe(await legends.nth(1).textContent());
  const known = async (to: string, on: string) => {
    const question = `data=social-care-spending&measures=net-spending&periods=2025-26&to=${to}&on=${on}`;
    const { cells } = await (await page.request.get(`/api/rebase?${question}`)).json();
    return cells.filter((cell: { value: number | null }) => cell.value !== null).length;
  };
  const counts = [...((await legends.nth(0).textContent()) ?? '').matchAll(/\((\d+) areas? on both maps\)/g)];
  const inClasses = counts.reduce((sum, found) => sum + Number(found[1]), 0);
  expect(inClasses).toBe((await known('icb', '2026-04-01')) + (await known('ltla', '2027-04-01')));
  const boxes = async () =>
    Promise.all([0, 1].map(async (at) => (await map(page).nth(at).boundingBox()) ?? { x: 0, y: 0, height: 0 }));
  const [left, right] = await boxes();
  expect(right?.x).toBeGreaterThan((left?.x ?? 0) + 300);
  await page.setViewportSize({ width: 320, height: 800 });
  const [upper, lower] = await boxes();
  expect(lower?.y).toBeGreaterThan((upper?.y ?? 0) + (upper?.height ?? 0));
});

test('[WB57] through time breaks are numbered with their reasons, and the bodies of the time keep their lines', async ({
  page,
  open,
}) => {
  const series = await (
    await page.request.get('/api/rebase/series?data=social-care-spending&measure=net-spending&to=ltla&on=2027-04-01')
  ).json();
  const line = series.lines.find((one: { own: unknown[]; breaks: unknown[] }) => one.own.length > 0);
  expect(line.breaks.length).toBeGreaterThan(0);
  await open(`${overTime}&area=${line.area}`);
  await expect(page.getByRole('heading', { level: 3, name: line.areaName })).toBeVisible();
  await expect(page.locator('.plot-break-number')).toHaveCount(line.breaks.length);
  for (const one of line.breaks)
    await expect(page.getByRole('listitem').filter({ hasText: one.reason })).toHaveCount(1);
  await expect(page.getByRole('columnheader', { name: /, as stated$/ })).toHaveCount(Math.min(12, line.own.length));
  await expect(page.locator('.cell-table, .table-block').locator('tbody tr')).toHaveCount(series.periods.length);
});

test('[WB58] maps and charts are saved as pictures that stand alone', async ({ page, open }) => {
  await open(`${money}&area=QU9`);
  const saved = async (name: string): Promise<{ download: Download; bytes: Buffer }> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return { download, bytes: await readFile(await download.path()) };
  };
  for (const what of ['map', 'chart']) {
    const { download, bytes } = await saved(`Save ${what} as SVG`);
    const text = bytes.toString('utf8');
    expect(download.suggestedFilename()).toBe(`social-care-spending-net-spending-2025-26-icb-2026-04-01-${what}.svg`);
    expect(text).toMatch(/^<\?xml/);
    expect(text).toContain('Net spending (pounds), 2025/26: integrated care boards as on 1 April 2026');
    expect(text).toContain('Surrey');
    expect(text).not.toMatch(/ class=| style=|<style|href=|var\(/);
    const parsed = `new DOMParser().parseFromString(${JSON.stringify(text)}, 'image/svg+xml')`;
    const faults = await page.evaluate(`${parsed}.querySelectorAll('parsererror').length`);
    expect(faults).toBe(0);
    const png = (await saved(`Save ${what} as PNG`)).bytes;
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(png.readUInt32BE(16)).toBeGreaterThan(800);
  }
  expect((await saved('Save map as SVG')).bytes.toString('utf8')).toContain('Amounts follow population');
});

test('[WB58] tables are taken away in three forms', async ({ page, open }) => {
  await open(money);
  const begins = { CSV: /^(\uFEFF)?./, XLSX: /^PK/, Parquet: /^PAR1/ };
  for (const [form, start] of Object.entries(begins)) {
    const href = await page.getByRole('link', { name: `Download this table as ${form}` }).getAttribute('href');
    const answer = await page.request.get(href ?? '');
    expect(answer.status(), form).toBe(200);
    expect((await answer.body()).toString('latin1')).toMatch(start);
  }
});

test('[WB59] counts of people have no files here, and lead to a release of the same table', async ({ page, open }) => {
  await open(people);
  await expect(page.getByRole('button', { name: /^Save/ })).toHaveCount(0);
  await expect(page.getByRole('link', { name: /^Download/ })).toHaveCount(0);
  const href = await page.getByRole('link', { name: 'Make a release of this table' }).getAttribute('href');
  const { pathname, searchParams } = new URL(href ?? '', 'http://here');
  expect(pathname).toBe('/releases/new');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    data: 'reablement',
    measures: 'people-aged-65-and-over',
    periods: '2025-26',
    to: 'icb',
    on: '2026-04-01',
  });
});

test('[WB73] [WB74] a series of people leads to a release of all its periods, two sides to one each', async ({
  page,
  open,
}) => {
  const asked = async (at: number) => {
    const href = await page
      .getByRole('link', { name: /^Make a release of/ })
      .nth(at)
      .getAttribute('href');
    return Object.fromEntries(new URL(href ?? '', 'http://here').searchParams);
  };
  await open(`${people}&show=series`);
  await expect(page.locator('.plot-line')).toHaveCount(1);
  expect(await asked(0)).toMatchObject({ periods: '2023-24,2024-25,2025-26', to: 'icb', on: '2026-04-01' });
  await open(`${people}&show=series&area=QOX`);
  await expect(page.getByText('No period has a number that is known here.')).toBeVisible();
  await expect(page.locator('.plot-line')).toHaveCount(0);
  await open(`${people}&show=two&to2=ltla&on2=2027-04-01`);
  expect(await asked(0)).toMatchObject({ periods: '2025-26', to: 'icb', on: '2026-04-01' });
  expect(await asked(1)).toMatchObject({ periods: '2025-26', to: 'ltla', on: '2027-04-01' });
});

test.describe('refusals', () => {
  test.use({ expectedNoise: /status of 422/ });

  test('[WB60] bodies that do not exist on the day are refused in words, with others to choose', async ({
    page,
    open,
  }) => {
    await open(money.replace('2026-04-01', '2010-04-01'));
    const told = page.locator('.note-caution', { hasText: 'integrated care board' });
    await expect(told).toBeVisible();
    await axeFindsNothing(page);
    await told.getByRole('button', { name: 'County and unitary councils' }).click();
    await loaded(page);
    await expect(page.locator('.cell-table tbody tr').first()).toBeVisible();
  });
});

test('[WB47] an index says why it cannot be moved; a share without denominators can be with people in their place', async ({
  page,
  open,
}) => {
  const stated = await (await page.request.get('/api/data/still-at-home/values')).json();
  const codes: string[] = stated.areas.map((one: { code: string }) => one.code);
  const measure = {
    unit: 'score',
    denominator: null,
    multiplier: 1,
    holds: 'value',
    scale: 1,
    breakdown: {},
    period: null,
  };
  const description = {
    statement: {
      id: 'need-by-district',
      title: 'Need by district',
      publisher: 'A test',
      licence: 'Free to use',
      vintage: '2024',
      method: 'Made up',
      subject: 'not-people',
      owner: null,
      seenBy: [],
      derivedFrom: [],
      breaks: [],
      note: null,
    },
    columns: {
      area: { as: 'area' },
      score: { as: 'value', measure: { ...measure, title: 'Score of need', kind: 'index' } },
      share: {
        as: 'value',
        measure: { ...measure, title: 'Share in need', kind: 'proportion', multiplier: 100, unit: '%' },
      },
    },
    named: {},
    period: '2024',
    geography: { kind: 'tier', tier: 'ltla', on: '2025-04-01' },
    absent: 'unknown',
    leaveOut: [],
  };
  const rows = codes.map((code, at) => `${code},${at + 1},${10 + (at % 7)}`);
  const imported = await page.request.post('/api/data/import?by=Ann%20Example', {
    headers: { origin: ownWorkbench().address },
    multipart: {
      description: JSON.stringify(description),
      file: { name: 'need.csv', mimeType: 'text/csv', buffer: Buffer.from(['area,score,share', ...rows].join('\n')) },
    },
  });
  expect(imported.status(), await imported.text()).toBe(200);
  const asked: string[] = [];
  page.on('request', (sent) => asked.push(new URL(sent.url()).pathname));
  await open('/rebase?data=need-by-district&measure=score-of-need&on=2026-04-01&to=icb');
  await expect(page.getByText('“Score of need” cannot be moved to other areas.')).toBeVisible();
  await expect(page.getByText(/is an index/)).toBeVisible();
  await page.getByLabel('Measure', { exact: true }).selectOption({ label: 'Share in need (cannot be moved)' });
  await expect(page.getByText('“Share in need” cannot be moved to other areas.')).toBeVisible();
  expect(asked.filter((path) => path.startsWith('/api/rebase'))).toEqual([]);
  await page.getByLabel('In place of its denominators').selectOption({ index: 1 });
  await loaded(page);
  const row = page.locator('.cell-table tr', { hasText: 'Surrey and Sussex' });
  await expect(row).toContainText('Estimated');
  await expect(row).toContainText('%');
});
