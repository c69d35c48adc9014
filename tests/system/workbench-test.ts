/**
 * The test function of the browser tests: opens screens of the running workbench, and fails any test during which the
 * page met an error or broke its content security policy.
 */

import { test as base, expect, type Page } from '@playwright/test';
import type { TestWorkbench } from './start-workbench.ts';

/** The line of the county in the Better Care Fund agreement of the sample, as an address has it. */
export const surreyLine = 'SAMPLE-BCF%20council-E10000030%20host';

/** Every screen, with the heading it must show. */
export const screens = [
  { name: 'start', path: '/', heading: /^Boundaries or bodies change on a date/ },
  { name: 'start, the last step', path: '/?step=4', heading: /^Boundaries or bodies change on a date/ },
  { name: 'handover', path: '/handover', heading: /^Handover: what happens/ },
  { name: 'line', path: `/handover/line?key=${surreyLine}`, heading: /Better Care Fund.*: Surrey County Council/ },
  { name: 'calendar', path: '/handover/calendar', heading: 'Deadlines of the handover' },
  { name: 'summary', path: '/handover/summary', heading: 'Handover schedule: summary' },
  { name: 'rulebook', path: '/rulebook', heading: 'The rules that decide what happens' },
  { name: 'map', path: '/map?on=2026-04-01&body=icb-surrey-and-sussex', heading: /Which health bodies and councils/ },
  { name: 'map by body', path: '/map?colour=body&on=2022-07-01', heading: /Which health bodies and councils/ },
  { name: 'organisations', path: '/organisations', heading: 'Organisations' },
  { name: 'organisation', path: '/organisation/icb-QNQ?on=2026-03-31', heading: 'NHS Frimley Integrated Care Board' },
  { name: 'coterminosity', path: '/coterminosity?on=2026-04-01', heading: /^Coterminosity/ },
  {
    name: 'uncovered blocks',
    path: '/coterminosity?on=2006-04-01&bodies=pct&uncovered=bodies',
    heading: /^Coterminosity/,
  },
  { name: 'rebase', path: '/rebase?data=still-at-home&on=2026-04-01&to=icb&area=QU9', heading: /^Rebase/ },
  {
    name: 'rebase, two side by side',
    path: '/rebase?data=social-care-spending&on=2026-04-01&to=icb&show=two&to2=ltla&on2=2027-04-01',
    heading: /^Rebase/,
  },
  {
    name: 'rebase through time',
    path: '/rebase?data=social-care-spending&on=2027-04-01&to=ltla&show=series',
    heading: /^Rebase/,
  },
  { name: 'arrangements', path: '/arrangements', heading: 'Arrangements that partners hold jointly' },
  { name: 'who leads', path: '/arrangements?show=leads', heading: /^Who leads commissioning/ },
  { name: 'plans', path: '/arrangements?show=plans', heading: 'Joint plans and their milestones' },
  { name: 'arrangement', path: '/arrangement/SAMPLE-BCF', heading: /^Better Care Fund section 75 agreement/ },
  { name: 'change of an arrangement', path: '/arrangement/SAMPLE-BCF/edit', heading: /^Change: Better Care Fund/ },
  { name: 'new arrangement', path: '/arrangements/new', heading: 'Add an arrangement' },
  { name: 'import', path: '/arrangements/import', heading: 'Import arrangements from a spreadsheet' },
  { name: 'scenarios', path: '/scenarios', heading: /^Scenarios: what if/ },
  { name: 'scenario', path: '/scenario/surrey-three-unitaries', heading: /^Surrey: three unitary councils/ },
  { name: 'new scenario', path: '/scenarios/new', heading: 'Make a scenario' },
  {
    name: 'comparison',
    path: '/scenarios/compare?with=surrey-two-unitaries,surrey-three-unitaries',
    heading: 'Scenarios side by side',
  },
  { name: 'acts', path: '/scenarios/acts?event=surrey-2027-two-unitaries', heading: /^Acts on events/ },
  { name: 'journal', path: '/journal', heading: 'Record of changes' },
  { name: 'data sets', path: '/data', heading: 'Data sets' },
  { name: 'data set', path: '/data/reablement', heading: /^People aged 65 and over who received/ },
  { name: 'import of a file', path: '/data/import', heading: 'Import a file of numbers' },
  { name: 'releases', path: '/releases', heading: /^Releases/ },
  { name: 'new release', path: '/releases/new?data=reablement', heading: 'Make a release' },
  { name: 'audit of a release', path: '/releases/new?data=reablement&step=audit', heading: 'Make a release' },
  { name: 'events', path: '/events?event=icb-2026-split-frimley', heading: 'Events' },
  { name: 'sources', path: '/sources', heading: 'Sources and methods' },
] as const;

type Fixtures = {
  /** Opens a path of the workbench and waits until it has loaded what it shows. */
  readonly open: (path: string, page?: Page) => Promise<void>;
  /** Noise of the console that the test expects, such as an answer of 404. */
  readonly expectedNoise: RegExp | null;
};

/** The workbench of this worker. */
export function ownWorkbench(): TestWorkbench {
  const all = JSON.parse(process.env.COTERMINOUS_TEST_WORKBENCHES ?? '[]') as readonly TestWorkbench[];
  const own = all[Number(process.env.TEST_PARALLEL_INDEX)];
  if (own === undefined) throw new Error('no workbench was started for this worker');
  return own;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
  baseURL: async ({}, use) => {
    await use(ownWorkbench().address);
  },
  // The owner is signed in, as after the link that the start printed; a test of strangers makes its own context.
  // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
  storageState: async ({}, use) => {
    await use(ownWorkbench().state);
  },
  // A browser says where a change comes from; what is asked beside it says so too.
  request: async ({ playwright, baseURL, storageState }, use) => {
    const origin = baseURL ?? '';
    const kept = storageState === undefined ? {} : { storageState };
    const context = await playwright.request.newContext({ baseURL: origin, extraHTTPHeaders: { origin }, ...kept });
    await use(context);
    await context.dispose();
  },
  expectedNoise: [null, { option: true }],
  page: async ({ page, expectedNoise }, use) => {
    const noise: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') noise.push(message.text());
    });
    page.on('pageerror', (error) => noise.push(`${error.message}\n${error.stack ?? ''}`));
    await use(page);
    const unexpected = noise.filter((text) => expectedNoise?.test(text) !== true);
    expect(unexpected, 'errors, warnings and policy violations in the console').toEqual([]);
  },
  open: async ({ page }, use) => {
    await use(async (path, other) => {
      const where = other ?? page;
      await where.goto(path);
      await loaded(where);
    });
  },
});

export { expect };

/** Waits until the screen shows no progress any more. */
export async function loaded(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.locator('main h1')).toHaveCount(1);
  await expect(page.locator('main progress')).toHaveCount(0);
}

/** The bodies on the map, as its list names them. */
export async function bodiesOnMap(page: Page): Promise<string[]> {
  const options = await page.getByRole('option').filter({ hasText: 'people' }).allTextContents();
  return options.map((text) => text.split(':')[0] ?? '');
}

/** Says who is at work, where the page asks for it. */
export async function giveName(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Keep my name' }).click();
}
