import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDate } from '#std/iso-date.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import type { ScenarioPlanWire, ScenarioWire } from '#wire/scenarios.ts';
import { comparisonSchema, scenarioSchema, scenariosSchema } from '#wire/scenarios.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const by = { name: 'Ann Archer', actingFor: null };
let count = 0;
let id = '';
beforeEach(() => {
  count += 1;
  id = `plan-${count}`;
});

function planOf(changed: Partial<ScenarioPlanWire> = {}): ScenarioPlanWire {
  const nothing = { note: null, basedOn: null, statuses: null, on: [], off: [], drafts: [], from: null, to: null };
  return { id, title: 'A plan', ...nothing, ...changed };
}

/** Two unitary councils that nothing else happens to merge. */
function mergeOf(name = `draft-merge-${count}`): ScenarioPlanWire['drafts'][number] {
  const [bracknell, slough] = ['council-E06000036', 'council-E06000039'];
  const merged = `council-${name}`;
  return {
    id: name,
    kind: 'merge',
    title: 'Bracknell Forest and Slough merge',
    day: isoDate('2026-10-01'),
    instrument: null,
    note: null,
    participants: [
      { organisation: bracknell ?? '', part: 'predecessor' },
      { organisation: slough ?? '', part: 'predecessor' },
      { organisation: merged, part: 'successor' },
    ],
    newBodies: [{ id: merged, name: 'Bracknell and Slough', code: null, role: 'unitary-council' }],
    moves: [bracknell, slough].map((from) => ({ from: from ?? '', to: merged, geography: null, areas: null })),
    names: [],
  };
}

const keep = (scenario: ScenarioPlanWire, expectedVersion: number | null = null) =>
  server.send<ScenarioWire & { detail?: string; problems: { code: string; message: string }[] }>(
    'PUT',
    `/api/scenarios/${scenario.id}`,
    { scenario, expectedVersion, by },
  );
const remove = (name: string, expectedVersion = 1) =>
  server.send<{ detail?: string; removed?: string }>('DELETE', `/api/scenarios/${name}`, { expectedVersion, by });
const districts = async (scenario?: string, known?: string) => {
  const more = `${scenario === undefined ? '' : `&scenario=${scenario}`}${known === undefined ? '' : `&known=${known}`}`;
  const list = await server.json<{ count: number }>(`/api/organisations?kind=ltla&on=2026-12-01${more}`);
  return list.count;
};

describe('plans', () => {
  it('[HF10] change the answers in themselves and nowhere else', async () => {
    const before = await districts();
    const saved = await keep(planOf({ drafts: [mergeOf()] }));
    expect(saved.status).toBe(200);
    expect(scenarioSchema.strict().parse(saved.json)).toMatchObject({ origin: 'plan', version: 1, problems: [] });
    expect(saved.json.holding).toContain(mergeOf().id);
    expect([await districts(id), await districts()]).toEqual([before - 1, before]);
    const events = await server.json<{ events: { id: string }[] }>('/api/events?limit=1000');
    expect(events.events.some((one) => one.id === mergeOf().id)).toBe(false);
  });

  it('[HF14] with a circle, or that need what is not there, are refused with what is wrong', async () => {
    const missing = await keep(planOf({ on: ['no-such-event'], off: ['nor-this'] }));
    expect([missing.status, missing.json.problems.map((one) => one.code)]).toEqual([
      422,
      ['scenario-event-missing', 'scenario-event-missing'],
    ]);
    expect((await keep(planOf({ basedOn: id }))).json.problems[0]?.code).toBe('scenario-cycle');
    expect((await keep(planOf({ id: 'current-law' }))).json.problems[0]?.code).toBe('scenario-name-taken');
    const checked = await server.send<ScenarioWire>(
      'POST',
      '/api/scenarios/check',
      planOf({ drafts: [mergeOf()], on: ['x'] }),
    );
    expect([checked.status, checked.json.problems.map((one) => one.code)]).toEqual([200, ['scenario-event-missing']]);
    const twice = { ...mergeOf(), participants: mergeOf().participants.slice(0, 1), newBodies: [], moves: [] };
    const drawn = await server.send<ScenarioWire>('POST', '/api/scenarios/check', planOf({ drafts: [twice] }));
    expect(drawn.json.problems.length).toBeGreaterThan(0);
    expect((await server.ask(`/api/scenarios/${id}`)).status).toBe(404);
    expect(
      (await server.send('PUT', '/api/scenarios/other', { scenario: planOf(), expectedVersion: null, by })).status,
    ).toBe(400);
  });

  it('[HF15] that others start from are not taken away', async () => {
    await keep(planOf());
    await keep(planOf({ id: `${id}-child`, title: 'The child', basedOn: id }));
    const refused = await remove(id);
    expect([refused.status, refused.json.detail]).toEqual([422, expect.stringContaining(`The child (${id}-child)`)]);
    expect((await remove(`${id}-child`)).json).toEqual({ removed: `${id}-child` });
    expect((await remove(id)).status).toBe(200);
    expect((await server.ask(`/api/organisations?kind=icb&on=2026-04-01&scenario=${id}`)).status).toBe(404);
    expect((await remove('current-law')).json.detail).toContain('a scenario of the pack');
  });

  it('[HF16] are not saved over a version that was not seen', async () => {
    await keep(planOf());
    expect((await keep(planOf({ title: 'Mine' }), 1)).json.version).toBe(2);
    const late = await keep(planOf({ title: 'Yours' }), 1);
    expect(late.status).toBe(409);
    expect(JSON.parse(late.text).current).toMatchObject({ version: 2, who: 'Ann Archer', body: { title: 'Mine' } });
    expect((await keep(planOf({ title: 'New' }))).status).toBe(409);
    expect((await remove(id, 1)).status).toBe(409);
  });

  it('[HF18] without drawn events make no world of their own', async () => {
    const { registers } = server.shelves;
    const world = async (scenario?: string) => {
      const opened = await registers.open({ scenario });
      if (!opened.ok) throw new Error(opened.refusal.detail);
      return opened.value;
    };
    await keep(planOf());
    await keep(planOf({ id: `${id}-drawn`, drafts: [mergeOf()] }));
    const [law, plain, again] = [await world(), await world(id), await world(id)];
    expect([plain.world === law.world, again.timeline === plain.timeline]).toEqual([true, true]);
    const [drawn, twice] = [await world(`${id}-drawn`), await world(`${id}-drawn`)];
    expect([drawn.world === law.world, twice.timeline === drawn.timeline]).toEqual([false, true]);
  });

  it('[HF19] are listed with their days', async () => {
    await keep(planOf({ from: isoDate('2026-04-01'), to: isoDate('2027-04-01') }));
    const { scenarios } = scenariosSchema.parse(await server.json('/api/scenarios'));
    const mine = scenarios.find((one) => one.scenario.id === id);
    expect(mine).toMatchObject({ origin: 'plan', version: 1, scenario: { from: '2026-04-01', to: '2027-04-01' } });
    expect(scenarios[0]).toMatchObject({ origin: 'pack', version: null, scenario: { id: 'current-law' } });
    const { registers } = await server.json<{ registers: { scenarios: { id: string }[] }[] }>('/api/registers');
    const listed = registers[0]?.scenarios ?? [];
    expect(listed.find((one) => one.id === id)).toMatchObject({ origin: 'plan', from: '2026-04-01', to: '2027-04-01' });
    expect(listed.find((one) => one.id === 'surrey-two-unitaries')).toMatchObject({ origin: 'pack', to: '2027-04-01' });
  });
});

describe('acts', () => {
  const answers = async () =>
    Promise.all(
      [
        '/api/measure?bodies=icb&councils=ltla&on=2026-12-01',
        '/api/organisations?kind=ltla&on=2026-12-01&limit=1000',
        '/api/handover?from=2026-04-01&to=2027-04-01',
        '/api/scenarios/compare?scenarios=current-law,surrey-three-unitaries&on=2027-04-01',
      ].map(async (path) => (await server.ask(path)).text),
    );
  const adopt = (body: object) =>
    server.send('POST', `/api/scenarios/${id}/adopt`, { by, reason: 'The order was made.', ...body });
  const setStatus = (event: string, status: string) =>
    server.send('POST', `/api/events/${event}/status`, { status, reason: 'The court quashed it.', by });

  it('[HF11] adopt a drawn event, and quash it so that every answer is as before', async () => {
    const before = await answers();
    await keep(planOf({ drafts: [mergeOf()] }));
    const inPlan = await districts(id);
    expect((await adopt({ status: 'decided' })).status).toBe(200);
    expect(await answers()).toEqual(before);
    expect((await adopt({ status: 'in-law' })).json).toMatchObject({
      acts: [{ event: mergeOf().id, status: 'in-law' }],
    });
    const adopted = await answers();
    expect(adopted.map((text, at) => text === before[at])).toEqual([false, false, false, false]);
    expect([await districts(), await districts(id)]).toEqual([inPlan, inPlan]);
    expect((await setStatus(mergeOf().id, 'quashed')).status).toBe(200);
    expect(await answers()).toEqual(before);
    expect((await setStatus('no-such-event', 'quashed')).status).toBe(404);
  });

  it('[HF12] are refused when the law would contradict itself, all of them', async () => {
    const harmless: ScenarioPlanWire['drafts'][number] = {
      ...mergeOf(`draft-name-${count}`),
      kind: 'rename',
      title: 'Woking is renamed',
      participants: [{ organisation: 'council-E07000217', part: 'subject' }],
      newBodies: [],
      moves: [],
      names: [{ organisation: 'council-E07000217', name: 'New Woking' }],
    };
    await keep(planOf({ on: ['surrey-2027-three-unitaries'], off: ['surrey-2027-two-unitaries'], drafts: [harmless] }));
    const events = ['surrey-2027-three-unitaries', harmless.id];
    const refused = await adopt({ status: 'in-law', events });
    expect(refused.status).toBe(422);
    expect((refused.json as { problems: unknown[] }).problems.length).toBeGreaterThan(0);
    const { events: listed } = await server.json<{ events: { id: string; status: string }[] }>(
      '/api/events?limit=1000',
    );
    expect(listed.some((one) => one.id === harmless.id)).toBe(false);
    expect((await adopt({ status: 'in-law', events: ['pct-2006'] })).status).toBe(404);
    expect((await adopt({ status: 'in-law', reason: ' ' })).status).toBe(400);
  });

  it('[HF13] and plans do not count as known before they were recorded', async () => {
    const before = await districts();
    await keep(planOf({ drafts: [mergeOf()] }));
    await adopt({ status: 'in-law' });
    const adopted = await districts();
    await setStatus(mergeOf().id, 'quashed');
    expect([before - 1, before]).toEqual([adopted, await districts()]);
    const at = async (known: string) => {
      const ground = await server.shelves.registers.ground({ known });
      if (!ground.ok) throw new Error(ground.refusal.detail);
      const { acts, plans } = ground.value.records;
      return [acts.length > 0, plans.has(id)];
    };
    // The test server records from half past ten on, every entry a moment after the one before.
    expect(await at('2026-11-21T10:29:59.999Z')).toEqual([false, false]);
    expect(await at('2026-11-21T10:31:00.000Z')).toEqual([true, true]);
    expect(await districts(undefined, '2026-11-21T10:00:00.000Z')).toBe(before);
  });
});

describe('comparison', () => {
  it('[HF17] puts scenarios side by side with the arrangements that each touches', async () => {
    const scenarios = 'surrey-two-unitaries,surrey-three-unitaries,surrey-unchanged';
    const compared = comparisonSchema
      .strict()
      .parse(await server.json(`/api/scenarios/compare?scenarios=${scenarios}&on=2027-04-01&from=2026-04-01`));
    expect(compared.scenarios.map((one) => one.id)).toEqual(scenarios.split(','));
    const [two, three, none] = compared.scenarios;
    expect([(three?.councils ?? 0) - (two?.councils ?? 0), (two?.councils ?? 0) - (none?.councils ?? 0)]).toEqual([
      1, 1,
    ]);
    expect(none?.arrangementsTouched).toBeLessThan(two?.arrangementsTouched ?? 0);
    for (const [at, id] of scenarios.split(',').entries()) {
      const { totals } = await server.json<{ totals: { touched: number; lines: number } }>(
        `/api/handover?scenario=${id}&from=2026-04-01&to=2027-04-01`,
      );
      expect(compared.scenarios[at]).toMatchObject({ arrangementsTouched: totals.touched, lines: totals.lines });
    }
    const east = compared.differences.find((one) => one.body.id === 'council-east-surrey');
    expect(east?.persons.map((one) => one === null)).toEqual([false, true, true]);
    expect((await server.ask('/api/scenarios/compare?scenarios=nope&on=2027-04-01')).status).toBe(404);
  });
});
