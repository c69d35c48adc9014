/** Screens that come when they are opened, and the map of a scenario that people drew. */

import { expect, loaded, test } from './workbench-test.ts';

test('[WB44] a screen comes when it is first opened, and the pages before do without it', async ({ page, open }) => {
  const parts: string[] = [];
  page.on('request', (request) => parts.push(new URL(request.url()).pathname));
  const came = () => parts.some((path) => /journal-view.*\.js$/.test(path));
  await open('/map');
  expect(came()).toBe(false);
  await page.getByRole('link', { name: 'Sources' }).click();
  await loaded(page);
  await open('/journal');
  expect(came()).toBe(true);
});

test.describe('a lost server', () => {
  test.use({ expectedNoise: /Failed to load resource|Failed to fetch dynamically imported module/ });

  test('[WB44] a screen that does not come says what to do, and trying again brings it', async ({ page, open }) => {
    await open('/');
    await page.route(/\/assets\/events-view.*\.js/, (route) => route.abort());
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    const told = page.getByRole('alert');
    await expect(told).toContainText('This screen did not come');
    await page.unroute(/\/assets\/events-view.*\.js/);
    await told.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible();
  });
});

test('[WB45] borders that people drew in a scenario are on its map, and on no other', async ({
  page,
  open,
  request,
}) => {
  const [id, day] = ['divided-on-the-map', '2026-10-01'];
  const whole = 'council-E06000060';
  const body = (name: string) => ({ id: name, name: `Half ${name}`, code: null, role: 'unitary-council' });
  const halves = ['council-half-a', 'council-half-b'];
  const blocks = await (await request.get(`/api/blocks?of=${whole}&on=2026-09-30`)).json();
  expect(blocks).toBeDefined();
  const codes: string[] = blocks.blocks.map((one: { code: string }) => one.code);
  const drafts = [
    {
      id: 'draft-halves',
      kind: 'divide',
      title: 'Buckinghamshire is divided',
      day,
      instrument: null,
      note: null,
      participants: [
        { organisation: whole, part: 'predecessor' },
        ...halves.map((organisation) => ({ organisation, part: 'successor' })),
      ],
      newBodies: halves.map(body),
      moves: halves.map((to, at) => ({
        from: whole,
        to,
        geography: blocks.geography,
        areas: codes.filter((_, number) => number % 2 === at),
      })),
      names: [],
    },
  ];
  const nothing = { note: null, basedOn: null, statuses: null, on: [], off: [], from: null, to: null };
  const saved = await request.put(`/api/scenarios/${id}`, {
    data: {
      scenario: { id, title: 'Divided on the map', ...nothing, drafts },
      expectedVersion: null,
      by: { name: 'Ann Example', actingFor: null },
    },
  });
  expect(saved.status(), await saved.text()).toBe(200);
  const asked: (string | null)[] = [];
  page.on('request', (sent) => {
    const { pathname, searchParams } = new URL(sent.url());
    if (pathname === '/api/map') asked.push(searchParams.get('scenario'));
  });
  const drawn = async (scenario: string) => {
    await open(`/map?on=${day}&bodies=ltla&councils=utla&population=${blocks.population}${scenario}`);
    const bodies = await page.getByRole('option').filter({ hasText: 'people' }).allTextContents();
    return bodies.filter((text) => text.startsWith('Half ')).sort();
  };
  const persons = (half: number) =>
    blocks.blocks.reduce(
      (sum: number, one: { persons: number }, at: number) => sum + (at % 2 === half ? one.persons : 0),
      0,
    );
  const found = await drawn(`&scenario=${id}`);
  expect(found.map((text) => text.match(/^(Half [\w-]+).*?([\d,]+) people/)?.slice(1))).toEqual(
    halves.map((one, half) => [`Half ${one}`, persons(half).toLocaleString('en-GB')]),
  );
  // The borders may cut the land finer than the register does: such a scenario has a sheet of its own, others share one.
  expect(asked).toEqual([id]);
  expect(await drawn('')).toEqual([]);
  expect(await drawn('&scenario=surrey-two-unitaries')).toEqual([]);
  expect(asked).toEqual([id, null, null]);
});
