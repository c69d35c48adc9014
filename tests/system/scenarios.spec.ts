/** Scenarios: made, switched, drawn on the map and in the table, compared, adopted and quashed. */

import type { Page } from '@playwright/test';
import { axeFindsNothing, doesNotScrollSideways } from './accessibility.ts';
import { expect, loaded, test } from './workbench-test.ts';

type Open = (path: string, page?: Page) => Promise<void>;

async function giveName(page: Page, name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Your name' }).first();
  await field.fill(name);
  await page.getByRole('button', { name: 'Keep my name' }).first().click();
}

/** Ids of scenarios that a test made. */
const made: string[] = [];

test.afterEach(async ({ request }) => {
  for (const id of made.splice(0)) {
    const shown = (await (await request.get(`/api/scenarios/${id}`)).json()) as { version: number };
    const by = { name: 'Test', actingFor: null };
    await request.delete(`/api/scenarios/${id}`, { data: { expectedVersion: shown.version, by, reason: null } });
  }
});

/** Makes a scenario in which Surrey stays as it is, and returns its address. */
async function makeScenario(page: Page, open: Open): Promise<string> {
  await open('/scenarios/new');
  await giveName(page, 'Ann Example');
  await page
    .getByLabel('Name of the scenario')
    .fill(`Drawn ${Date.now().toString(36)} ${Math.floor(Math.random() * 1e6)}`);
  await page.getByLabel('It starts from').selectOption('surrey-unchanged');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page).toHaveURL(/\/scenario\/drawn-/);
  await loaded(page);
  const { pathname } = new URL(page.url());
  made.push(pathname.split('/').at(-1) ?? '');
  return pathname;
}

/** Takes a body in a combobox by keys. */
async function take(page: Page, label: string, typed: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true });
  await field.click();
  await field.fill('');
  await field.pressSequentially(typed);
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect(page.locator('.combobox [role=option]')).toHaveCount(0);
}

/** Divides Surrey County Council into two by keys alone, and keeps it. */
async function divideSurrey(page: Page, open: Open, scenario: string): Promise<void> {
  await open(`${scenario}/draw`);
  await take(page, 'Body that is divided', 'Surrey County');
  const [first, second] = [1, 2].map((at) => page.getByRole('group', { name: `Body ${at} that takes over` }));
  await first?.getByLabel('Name').fill('Upper Surrey');
  await second?.getByLabel('Name').fill('Lower Surrey');
  await page.getByLabel('What is not given out goes to').selectOption({ label: '2: Lower Surrey' });
  for (const district of ['Elmbridge', 'Mole Valley'])
    await page.getByLabel(new RegExp(`^${district}.* goes to$`)).selectOption({ label: '1: Upper Surrey' });
  await expect(page.getByText(/^Yes\. It can take effect/)).toBeVisible();
  await page.getByRole('button', { name: 'Keep it in the scenario' }).click();
  await expect(page).toHaveURL(new RegExp(`${scenario}$`));
  await loaded(page);
}

const counts = (page: Page) => page.getByRole('table', { name: 'Who gets what' });

test('[WR40] [WR41] scenarios are listed with what differs from the law, and compared by ticking', async ({
  page,
  open,
}) => {
  await open('/scenarios');
  const row = page.getByRole('row').filter({ hasText: 'Surrey: three unitary councils' });
  await expect(row).toContainText('holds: Three unitary councils');
  await expect(row).toContainText('does not hold: East Surrey and West Surrey');
  await expect(row).toContainText('1 Apr 2026 to 1 Apr 2027');
  for (const name of [
    'Compare Surrey: two unitary councils, as decided',
    'Compare Surrey: three unitary councils, as rejected',
  ])
    await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Compare these 2' }).click();
  await loaded(page);
  await expect(page).toHaveURL(/with=surrey-two-unitaries,surrey-three-unitaries/);
});

test('[WR51] scenarios stand side by side in numbers, on maps and by who differs; each leads to its handover', async ({
  page,
  open,
}) => {
  await open('/scenarios/compare?with=surrey-two-unitaries,surrey-three-unitaries&on=2027-04-01&from=2026-04-01');
  const numbers = page.getByRole('table', { name: 'Scenarios in numbers' });
  await expect(numbers.getByRole('row').filter({ hasText: 'County and unitary councils' })).toContainText('1718');
  await numbers.getByRole('row').filter({ hasText: 'Arrangements touched' }).locator('.figure').first().click();
  await expect(page.getByRole('dialog')).toContainText('a party changes between the days');
  await page.keyboard.press('Escape');
  await expect(page.locator('.scenario-map canvas')).toHaveCount(4);
  const differ = page.getByRole('table', { name: 'Bodies that differ, with their people' });
  await expect(differ).toContainText('North Surrey');
  await numbers.getByRole('link', { name: /^Handover of surrey-three/ }).click();
  await expect(page).toHaveURL(/\/handover\?.*scenario=surrey-three-unitaries/);
});

test('[WR42] single events are found and switched, and what differs from the law follows', async ({ page, open }) => {
  await makeScenario(page, open);
  await page.getByText('Name, base and switches').click();
  await page.getByLabel('Find events').fill('chichester');
  await page
    .getByLabel(/^Here: /)
    .first()
    .selectOption('off');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await expect(page.getByRole('region', { name: 'Against the law as it stands' })).toContainText(/Chichester/);
});

test('[WR43] [WR45] [WR46] [WR47] a division is drawn by map and table, with the whole conserved', async ({
  page,
  open,
}) => {
  const scenario = await makeScenario(page, open);
  await open(`${scenario}/draw`);
  await expect(page.getByText('Choose the body that is divided.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep it in the scenario' })).toBeDisabled();
  await take(page, 'Body that is divided', 'Surrey County');
  await expect(page.getByText('Name the new body 1.')).toBeVisible();
  await page.getByRole('group', { name: 'Body 1 that takes over' }).getByLabel('Name').fill('Upper Surrey');
  await page.getByRole('group', { name: 'Body 2 that takes over' }).getByLabel('Name').fill('Lower Surrey');
  await page.getByRole('button', { name: 'Add a body that takes over' }).click();
  await page.getByRole('group', { name: 'Body 3 that takes over' }).getByLabel('Name').fill('Outer Surrey');
  const total = counts(page).locator('tfoot td').first();
  await expect(total).toHaveText('1,203,099');
  await page.getByLabel(/^Elmbridge.* goes to$/).selectOption({ label: '1: Upper Surrey' });
  await page.getByRole('button', { name: /blocks of Guildford/ }).click();
  await page.getByLabel('Guildford: Frimley part goes to').selectOption({ label: '3: Outer Surrey' });
  await expect(page.getByLabel(/^Guildford Borough Council goes to$/)).toHaveValue('several');
  const drawn = () =>
    page
      .locator('.draw-map canvas')
      .first()
      .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());
  const before = await drawn();
  await page.getByLabel('What I click goes to').selectOption({ label: '2: Lower Surrey' });
  const frame = page.locator('.draw-map .map-frame');
  await frame.scrollIntoViewIfNeeded();
  const box = await frame.boundingBox();
  // The middle of the drawing lies in the middle of the county.
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.42, (box?.y ?? 0) + (box?.height ?? 0) * 0.6);
  await expect.poll(drawn).not.toBe(before);
  await expect(counts(page).getByRole('row').filter({ hasText: 'Lower Surrey' }).locator('td').first()).not.toHaveText(
    '0',
  );
  const numbers = async () => {
    const texts = await counts(page).locator('tbody tr td:nth-of-type(1)').allTextContents();
    return texts.map((text) => Number(text.replaceAll(',', '')));
  };
  expect((await numbers()).reduce((sum, one) => sum + one, 0)).toBe(1_203_099);
  await page.getByLabel('What is not given out goes to').selectOption({ label: '3: Outer Surrey' });
  await expect(page.getByText(/^Yes\. It can take effect/)).toBeVisible();
  expect((await numbers()).reduce((sum, one) => sum + one, 0)).toBe(1_203_099);
  await page.getByText('end as well').click();
  await expect(page.locator('.problems')).toContainText('still holds in tier ltla');
  await axeFindsNothing(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await doesNotScrollSideways(page);
  await axeFindsNothing(page);
});

test('[WR43] [WR49] a drawn division is kept in its scenario: the handover follows, the register does not', async ({
  page,
  open,
}) => {
  const scenario = await makeScenario(page, open);
  await divideSurrey(page, open, scenario);
  await expect(page.getByRole('region', { name: 'Against the law as it stands' })).toContainText(
    'Surrey County Council is divided into Upper Surrey and Lower Surrey',
  );
  await axeFindsNothing(page);
  await page.getByRole('link', { name: 'What happens to arrangements in it' }).click();
  await loaded(page);
  await page.getByLabel('Find lines').fill('better care upper surrey');
  await expect(page.locator('.table-caption[aria-live]')).toContainText(/^1 line of/);
  await open('/map?on=2027-04-01');
  await expect(page.getByRole('table', { name: 'Pairs of health bodies and councils' })).not.toContainText(
    'Upper Surrey',
  );
  await open(`/map?on=2027-04-01&scenario=${scenario.split('/').at(-1)}`);
  await expect(page.getByRole('table', { name: 'Pairs of health bodies and councils' })).toContainText('Upper Surrey');
});

test('[WR44] a drawn event that is opened again is as it was drawn', async ({ page, open }) => {
  const scenario = await makeScenario(page, open);
  await divideSurrey(page, open, scenario);
  await page.getByRole('link', { name: /^Change Surrey County Council is divided/ }).click();
  await loaded(page);
  await expect(page.getByRole('group', { name: 'Body 1 that takes over' }).getByLabel('Name')).toHaveValue(
    'Upper Surrey',
  );
  await expect(page.getByLabel(/^Mole Valley.* goes to$/)).toHaveValue('taker-1');
  await expect(page.getByLabel('What is not given out goes to')).toHaveValue('taker-2');
  await expect(page.getByText(/^Yes\. It can take effect/)).toBeVisible();
});

test('[WR43] a merger, a transfer, an abolition and a new name are drawn by form', async ({ page, open }) => {
  const scenario = await makeScenario(page, open);
  const isSound = () => expect(page.getByText(/^Yes\. It can take effect/)).toBeVisible();
  await open(`${scenario}/draw`);
  await page.getByLabel('To which kind of body').selectOption('ltla');
  await page.getByLabel('What happens').selectOption('merge');
  await take(page, 'Body that merges 1', 'Woking');
  await take(page, 'Body that merges 2', 'Runnymede');
  await page.getByRole('group', { name: 'Body 1 that takes over' }).getByLabel('Name').fill('Thameside');
  await isSound();
  await page.getByLabel('What happens').selectOption('transfer');
  await take(page, 'Body that gives land', 'Guildford');
  await take(page, 'Body', 'Waverley');
  await page
    .getByRole('button', { name: /blocks? of/ })
    .first()
    .click();
  await page.getByLabel('Guildford: Frimley part goes to').selectOption({ index: 1 });
  await isSound();
  await page.getByLabel('What happens').selectOption('abolish');
  await take(page, 'Body that is abolished', 'Woking');
  await take(page, 'Body (empty: nobody)', 'Guildford');
  await isSound();
  await page.getByLabel('What happens').selectOption('rename');
  await take(page, 'Body that is renamed', 'Woking');
  await page.getByLabel('New name').fill('Wokingham-on-Wey Borough Council');
  await isSound();
});

test('[WR50] what is drawn is adopted and quashed, with a reason and a confirmation; the law follows and the acts are shown', async ({
  page,
  open,
}) => {
  const scenario = await makeScenario(page, open);
  await open(`${scenario}/draw`);
  await page.getByLabel('To which kind of body').selectOption('ltla');
  await page.getByLabel('What happens').selectOption('rename');
  await take(page, 'Body that is renamed', 'Tandridge');
  const name = `Tandridge ${Date.now().toString(36)}`;
  await page.getByLabel('New name').fill(name);
  // A day that has events: the acts stay in the register, and no other test shall find a new day in it.
  await page.getByLabel('Takes effect on').fill('2026-04-01');
  await expect(page.getByText(/^Yes\. It can take effect/)).toBeVisible();
  await page.getByRole('button', { name: 'Keep it in the scenario' }).click();
  await expect(page).toHaveURL(new RegExp(`${scenario}$`));
  await loaded(page);
  const adopt = page.getByRole('form', { name: 'Adopt events' });
  await adopt.getByLabel('Status').selectOption('in-law');
  await adopt.getByRole('button', { name: 'Adopt 1 event' }).click();
  await expect(adopt.getByText('Say why: the record needs a reason.')).toBeVisible();
  await expect(adopt.getByLabel('Reason')).toBeFocused();
  await adopt.getByLabel('Reason').fill('The order was made.');
  await adopt.getByRole('button', { name: 'Adopt 1 event' }).click();
  await expect(adopt.getByText('Tick to confirm.')).toBeVisible();
  await adopt.getByRole('checkbox').check();
  await adopt.getByRole('button', { name: 'Adopt 1 event' }).click();
  await expect(page.getByText(/: adopted, in law/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Adopt into the register' })).toContainText('The order was made.');
  await open('/organisation/council-E07000215?on=2026-10-01');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await open(scenario);
  await page.getByRole('link', { name: 'Quash it, or record another status' }).click();
  await loaded(page);
  const act = page.getByRole('form', { name: 'Record an act' });
  await act.getByLabel('Reason').fill('The court quashed it.');
  await act.getByRole('checkbox').check();
  await act.getByRole('button', { name: 'Record it' }).click();
  await expect(page.getByText(/^It is quashed/)).toBeVisible();
  await expect(page.locator('.comments > li')).toHaveText([
    /Quashed.*The court quashed it/,
    /In law.*The order was made/,
  ]);
  await open('/organisation/council-E07000215?on=2026-10-01');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(name);
});

test.describe('two people', () => {
  test.use({ expectedNoise: /status of 409/ });

  test('[WR52] the second to change a scenario is told, and puts a drawn event into the newer version', async ({
    page,
    open,
    browser,
    baseURL,
  }) => {
    const scenario = await makeScenario(page, open);
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    const second = await context.newPage();
    await open(`${scenario}/draw`, second);
    await giveName(second, 'Bob Second');
    await second.getByLabel('To which kind of body').selectOption('ltla');
    await second.getByLabel('What happens').selectOption('rename');
    await take(second, 'Body that is renamed', 'Woking');
    await second.getByLabel('New name').fill('Bob Borough');
    await expect(second.getByText(/^Yes\. It can take effect/)).toBeVisible();
    await divideSurrey(page, open, scenario);
    await second.getByRole('button', { name: 'Keep it in the scenario' }).click();
    const told = second.getByRole('alert').filter({ hasText: 'Somebody else changed this scenario meanwhile' });
    await expect(told).toContainText('Ann Example kept it on');
    await told.getByRole('button', { name: 'Put my event into theirs' }).click();
    await expect(second.getByLabel('New name')).toHaveValue('Bob Borough');
    // Woking ends on that day in Ann's division, which the check tells; a day before it the two go together.
    await second.getByLabel('Takes effect on').fill('2026-09-01');
    await expect(second.getByText(/^Yes\. It can take effect/)).toBeVisible();
    await second.getByRole('button', { name: 'Keep it in the scenario' }).click();
    await expect(second).toHaveURL(new RegExp(`${scenario}$`));
    const drawn = second.getByRole('region', { name: 'Drawn events' });
    await expect(drawn).toContainText('Surrey County Council is divided');
    await expect(drawn).toContainText('renamed Bob Borough');
    await context.close();
  });
});
