import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import {
  type HandoverActionsWire,
  type HandoverLineDetailWire,
  type HandoverWire,
  handoverActionsSchema,
  handoverLineDetailSchema,
  type LineWorkWire,
  type ScheduleDetailWire,
} from '#wire/handover.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const by = { name: 'Ann Archer', actingFor: null };
const surrey = 'scenario=surrey-two-unitaries';
const key = 'SAMPLE-BCF council-E10000030 host';
const handover = (query = surrey) => server.json<HandoverWire>(`/api/handover?${query}`);
const detail = (query = surrey) =>
  server.json<HandoverLineDetailWire>(`/api/handover/line?${query}&key=${encodeURIComponent(key)}`);
const start = (given: object = {}) =>
  server.send<ScheduleDetailWire>('POST', '/api/schedules', {
    title: 'Surrey 2027',
    scenario: 'surrey-two-unitaries',
    by,
    ...given,
  });

describe('what has to be done', () => {
  it('[HF37] is had by day without the lines, and says the same as they do', async () => {
    const { lines, ...whole } = await handover();
    const table = handoverActionsSchema.strict().parse(await server.json(`/api/handover/actions?${surrey}`));
    const { scenario, from, to, rulebook, population } = whole;
    expect(table).toMatchObject({ scenario, from, to, rulebook, population });
    const body = (number = -1) => table.bodies[number];
    const said = table.dayOf.map((day, at) => {
      const line = table.lineOf[at] ?? -1;
      const owners = (table.owners[table.ownersOf[at] ?? -1] ?? []).map(body);
      return {
        key: table.keys[line],
        title: table.titles[table.titleOfLine[line] ?? -1],
        party: body(table.partyOfLine[line])?.name,
        rule: table.rules[table.ruleOfLine[line] ?? -1],
        due: table.days[day],
        what: table.whats[table.whatOf[at] ?? -1],
        owner: owners.map((one) => one?.name).join('; '),
        ownerCodes: owners.map((one) => one?.code),
      };
    });
    const expected = lines.flatMap((line) =>
      line.actions.map(({ due, what, owner, ownerCodes }) => ({
        ...{ key: line.key, title: line.title, party: line.partyName, rule: line.rule },
        ...{ due, what, owner, ownerCodes },
      })),
    );
    expect(said).toEqual(expected.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)));
    expect(said.length).toBe(whole.totals.actions);
    expect(table.days).toEqual([...table.days].sort());
  });

  it('[HF37] is that of the lines that were asked for', async () => {
    const actions = async (query: string) => server.json<HandoverActionsWire>(`/api/handover/actions?${query}`);
    const [own, whole] = [await actions(`${surrey}&party=E10000030`), await actions(surrey)];
    expect(own.dayOf.length).toBeGreaterThan(0);
    expect(own.dayOf.length).toBeLessThan(whole.dayOf.length);
    const { schedule } = (await start()).json;
    const line = whole.lineOf[0] ?? -1;
    const named = (await handover()).lines.find((one) => one.key === whole.keys[line]);
    const [action] = named?.actions ?? [];
    const field = `deadline:${action?.id}`;
    const act = { do: 'override', field, value: '2031-01-31', reason: 'Agreed.' };
    await server.send('POST', `/api/schedules/${schedule.id}/line`, { key: named?.key, expectedVersion: 0, by, act });
    expect((await actions(`schedule=${schedule.id}`)).days).toContain('2031-01-31');
    expect(whole.days).not.toContain('2031-01-31');
  });
});

describe('the count of people', () => {
  it('[HF38] is chosen, and shares and assumptions follow it', async () => {
    const usual = await handover();
    const chosen = await handover(`${surrey}&population=mid-2019`);
    expect([usual.population, chosen.population]).toEqual([null, expect.objectContaining({ id: 'mid-2019' })]);
    expect(usual.assumptions.join()).toContain('nearest to each vesting day');
    expect(chosen.assumptions.join()).toContain(`counted by ${chosen.population?.title}, as was asked`);
    const share = ({ lines }: HandoverWire) => lines.find((one) => one.key === key)?.successors[0]?.shareProportion;
    expect(share(chosen)).toBeCloseTo(share(usual) ?? 0, 1);
    expect(share(chosen)).not.toBe(share(usual));
    const line = await detail(`${surrey}&population=mid-2019`);
    expect(line.area.population).toBe(chosen.population?.title);
    expect((await server.ask(`/api/handover?${surrey}&population=nope`)).status).toBe(404);
  });

  it('[HF38] of practice lists is not one of residents', async () => {
    const { status, text } = await server.ask(`/api/handover?${surrey}&population=registered-illustrative`);
    expect([status, text]).toEqual([404, expect.stringContaining('census-2021')]);
  });

  it('[HF38] stays with a schedule', async () => {
    const { schedule } = (await start({ population: 'mid-2019' })).json;
    expect(schedule.population).toBe('mid-2019');
    const asked = await handover(`schedule=${schedule.id}&population=census-2021`);
    expect(asked.population?.id).toBe('mid-2019');
    expect((await start()).json.schedule.population).toBeNull();
    expect((await start({ population: 'nope' })).status).toBe(404);
  });
});

describe('one line', () => {
  it('[HF24] says which days, rules and count it was worked out with', async () => {
    const line = handoverLineDetailSchema.strict().parse(await detail());
    const { scenario, from, to, rulebook, population } = await handover();
    expect(line).toMatchObject({ scenario, from, to, rulebook, population });
  });

  it('[HF39] of which the shares are set by hand says so, and every basis stands beside', async () => {
    const { schedule } = (await start()).json;
    const before = await detail(`schedule=${schedule.id}`);
    const act = (done: object, expectedVersion: number) =>
      server.send<LineWorkWire>('POST', `/api/schedules/${schedule.id}/line`, { key, expectedVersion, by, act: done });
    const reason = 'Agreed on Monday.';
    await act({ do: 'override', field: 'disposition', value: 'host', reason }, 0);
    expect((await detail(`schedule=${schedule.id}`)).bases).toEqual(before.bases);
    const shares = before.line.successors.map(({ code }, at) => ({ code, share: at === 0 ? 0.25 : 0.75 }));
    await act({ do: 'override', field: 'shares', value: shares, reason }, 1);
    const after = await detail(`schedule=${schedule.id}`);
    const [first, ...others] = after.bases;
    expect(first).toMatchObject({ basis: 'overridden', isUsed: true, amounts: after.line.amounts });
    expect(first?.shares?.map((one) => one.share)).toEqual([0.25, 0.75]);
    expect(others).toEqual(before.bases.map((one) => ({ ...one, isUsed: false })));
    expect(before.bases.some((one) => one.isUsed)).toBe(true);
  });
});
