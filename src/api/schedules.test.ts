import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleManifest } from '#actions/load-sample.ts';
import { surreySample } from '#sample/surrey.ts';
import { saveFacts } from '#store/save-facts.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import type { ArrangementWire, AuthorWire } from '#wire/arrangements.ts';
import {
  type HandoverLineDetailWire,
  type HandoverWire,
  type LineWorkWire,
  lineWorkSchema,
  type ScheduleDetailWire,
  scheduleDetailSchema,
  schedulesSchema,
} from '#wire/handover.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const by: AuthorWire = { name: 'Ann Archer', actingFor: null };
const bob: AuthorWire = { name: 'Bob Brown', actingFor: 'E10000030' };
const surrey = { title: 'Surrey 2027', scenario: 'surrey-two-unitaries' };
const key = 'SAMPLE-BCF council-E10000030 host';

let id = '';
const start = async (given: object = surrey) =>
  server.send<ScheduleDetailWire>('POST', '/api/schedules', { ...given, by });
const show = (name = id) => server.json<ScheduleDetailWire>(`/api/schedules/${name}`);
const lines = async (query = `schedule=${id}`) => (await server.json<HandoverWire>(`/api/handover?${query}`)).lines;
const line = async (query?: string) => (await lines(query)).find((one) => one.key === key);

type LineAnswer = LineWorkWire & {
  detail?: string;
  current?: { version: number; who: string; body: LineWorkWire } | null;
  changes?: string[];
  line?: HandoverWire['lines'][number];
};
const act = (done: object, expectedVersion: number, who = by, on = key) =>
  server.send<LineAnswer>('POST', `/api/schedules/${id}/line`, { key: on, expectedVersion, by: who, act: done });
/** Looks at the line and signs what is there. */
const sign = async (party: string, expectedVersion: number, who = by) =>
  act({ do: 'sign', party, seen: (await line())?.fingerprint ?? 'gone' }, expectedVersion, who);
const override = (field: string, value: unknown) => ({ do: 'override', field, value, reason: 'Agreed on Monday.' });

async function change(arrangement: string, edit: (spec: ArrangementWire['arrangement']) => object): Promise<void> {
  const held = await server.json<ArrangementWire>(`/api/arrangements/${arrangement}`);
  const body = { arrangement: { ...held.arrangement, ...edit(held.arrangement) }, expectedVersion: held.version, by };
  const saved = await server.send('PUT', `/api/arrangements/${arrangement}`, body);
  if (saved.status !== 200) throw new Error(saved.text);
}

/** Imports the sample's pack with those of its scenarios that are wanted. */
async function importSample(isWanted: (scenario: string) => boolean): Promise<void> {
  const { facts } = surreySample();
  const kept = {
    ...facts,
    scenarios: facts.scenarios.filter((row) => isWanted(row.id)),
    scenario_events: facts.scenario_events.filter((row) => isWanted(row.scenario)),
  };
  const content = { manifest: sampleManifest, facts: kept, files: new Map<string, Buffer>() };
  await saveFacts(server.database.store, content, { recordedAt: new Date().toISOString() });
}

beforeEach(async () => {
  id = (await start()).json.schedule.id;
});

describe('a schedule', () => {
  it('[HF30] starts with the days of its scenario and tells how far it has come', async () => {
    const started = scheduleDetailSchema.strict().parse((await start()).json);
    expect(started.schedule).toMatchObject({ ...surrey, from: '2026-04-01', to: '2027-04-01', rulebook: 'england' });
    const all = await lines();
    expect(started.schedule).toMatchObject({
      version: 1,
      status: 'draft',
      counts: { lines: all.length, signedByAll: 0 },
    });
    await act({ do: 'assign', to: 'Cat' }, 0);
    await sign('E10000030', 1);
    const { schedule, work } = await show();
    expect(schedule.counts).toMatchObject({ assigned: 1, partlySigned: 1, signedByAll: 0 });
    expect(work).toHaveLength(1);
    expect(work[0]).toMatchObject({ key, version: 2, assignedTo: 'Cat' });
    const listed = schedulesSchema.parse(await server.json('/api/schedules')).schedules;
    expect(listed.find((one) => one.id === id)).toEqual(schedule);
    expect((await start({ ...surrey, scenario: 'nope' })).status).toBe(404);
    expect((await start({ ...surrey, from: '2027-04-01', to: '2026-04-01' })).status).toBe(400);
    expect((await server.ask('/api/schedules/nope')).status).toBe(404);
  });

  it('[HF32] has its overrides on its lines and files, and nowhere else', async () => {
    const before = await line('scenario=surrey-two-unitaries');
    const shares = [
      { code: 'council-east-surrey', share: 0.4 },
      { code: 'council-west-surrey', share: 0.6 },
    ];
    await act(override('shares', shares), 0);
    await act(override('disposition', 'host'), 1);
    const done = await act(override('deadline:confirm-law', '2026-12-24'), 2);
    expect(lineWorkSchema.strict().parse(done.json).overrides).toMatchObject([
      { field: 'shares', computed: 'East Surrey Council 45.27%, West Surrey Council 54.73% (resident-population)' },
      { field: 'disposition', computed: 'apportion', value: 'host', reason: 'Agreed on Monday.', who: 'Ann Archer' },
      { field: 'deadline:confirm-law', computed: before?.actions[0]?.due, value: '2026-12-24' },
    ]);
    const after = await line();
    expect(after?.disposition).toBe('host');
    expect(after?.successors.map((one) => [one.shareProportion, one.basis])).toEqual([
      [0.4, 'overridden'],
      [0.6, 'overridden'],
    ]);
    expect(after?.override.map((one) => [one.field, one.who])).toEqual([
      ['shares', 'Ann Archer'],
      ['disposition', 'Ann Archer'],
      ['deadline:confirm-law', 'Ann Archer'],
    ]);
    expect(after?.signatures.every((one) => one.state === 'missing')).toBe(true);
    expect(after?.legalGround).toMatch(/^Set by hand by Ann Archer: Agreed on Monday\. Computed was apportion/);
    const money = after?.money;
    expect(money?.outPence.map((one) => one.pence)).toEqual([0.4 * (money?.inPence ?? 0), 0.6 * (money?.inPence ?? 0)]);
    expect(after?.actions.find((one) => one.id === 'confirm-law')?.due).toBe('2026-12-24');
    expect(await line('scenario=surrey-two-unitaries')).toEqual(before);
    const uids = async (query: string) =>
      (await server.ask(`/api/handover?${query}&format=ics`)).text
        .split('\r\n')
        .filter((one) => one.startsWith('UID:'));
    expect((await uids(`schedule=${id}`))[0]).toContain(`/${id}/`);
    expect((await uids('scenario=surrey-two-unitaries'))[0]).toContain('/surrey-two-unitaries/');
    const csv = await server.ask(`/api/handover?schedule=${id}&format=csv`);
    expect(csv.text).toContain('0.4; 0.6,set-by-hand,host');
    const table = await server.json<{ keys: string[]; sharesOf: unknown[] }>(`/api/handover/table?schedule=${id}`);
    expect(table.sharesOf[table.keys.indexOf(key)]).toEqual([4000, 6000]);
    const detail = await server.json<{ line: object }>(
      `/api/handover/line?schedule=${id}&key=${encodeURIComponent(key)}`,
    );
    expect(detail.line).toEqual(after);
    expect((await act(override('shares', [shares[0]]), 3)).status).toBe(400);
    expect((await act({ do: 'withdraw-override', field: 'shares' }, 3)).json.overrides).toHaveLength(2);
  });

  it('[HF33] tells what changed since it was signed, and which lines it no longer has', async () => {
    const asked = (
      await server.json<{ signatories: { id: string }[] }>(
        `/api/handover/line?schedule=${id}&key=${encodeURIComponent(key)}`,
      )
    ).signatories;
    let version = 0;
    for (const party of asked) version = (await sign(party.id, version)).json.version;
    expect((await show()).schedule.counts).toMatchObject({ signedByAll: 1, changedSinceSigned: 0 });
    const states = async () => (await show()).work[0]?.signatures.map((one) => one.state);
    expect(await states()).toEqual(asked.map(() => 'signed'));
    const held = await server.json<ArrangementWire>('/api/arrangements/SAMPLE-BCF');
    await change('SAMPLE-BCF', ({ amounts }) => ({
      amounts: amounts.map((one) => ({ ...one, pence: one.pence * 2 })),
    }));
    expect(await states()).toEqual(asked.map(() => 'changed-since'));
    expect((await show()).work[0]?.signatures[0]?.changes.join()).toMatch(
      /annual value: £63000000\.00 .* was £31500000\.00/,
    );
    expect((await show()).schedule.counts).toMatchObject({ signedByAll: 0, changedSinceSigned: 1 });
    await change('SAMPLE-BCF', () => ({ amounts: held.arrangement.amounts }));
    expect(await states()).toEqual(asked.map(() => 'signed'));
    await change('SAMPLE-BCF', ({ parties }) => ({ parties: parties.map((one) => ({ ...one, role: 'partner' })) }));
    const gone = await show();
    expect([gone.goneLines, gone.work[0]?.signatures[0]?.state]).toEqual([[key], 'changed-since']);
    expect(scheduleDetailSchema.strict().parse(gone).work[0]?.signatures).toHaveLength(asked.length);
    await change('SAMPLE-BCF', () => ({ parties: held.arrangement.parties }));
    expect((await show()).goneLines).toEqual([]);
  });

  it('[HF34] that was superseded is read and not worked on', async () => {
    const successor = (await start({ ...surrey, title: 'Surrey 2027, second' })).json.schedule.id;
    const supersede = (name: string, by2: string, expectedVersion = 1) =>
      server.send<ScheduleDetailWire>('POST', `/api/schedules/${name}/supersede`, {
        successor: by2,
        expectedVersion,
        reason: 'The order was amended.',
        by,
      });
    expect((await supersede(id, id)).status).toBe(400);
    expect((await supersede(id, 'nope')).status).toBe(404);
    expect((await supersede(id, successor, 7)).status).toBe(409);
    expect((await supersede(id, successor)).json.schedule).toMatchObject({
      status: 'superseded',
      supersededBy: successor,
    });
    expect((await sign('E10000030', 0)).status).toBe(400);
    expect((await supersede(successor, id)).status).toBe(400);
    expect((await show()).schedule.status).toBe('superseded');
  });

  it('[HF35] stays in the list when its scenario cannot be used any more', async () => {
    const scenario = { id: 'passing', title: 'Passing', note: null, basedOn: 'surrey-three-unitaries', statuses: null };
    const nothing = { on: [], off: [], drafts: [], from: null, to: null };
    await server.send('PUT', '/api/scenarios/passing', {
      scenario: { ...scenario, ...nothing },
      expectedVersion: null,
      by,
    });
    const made = (await start({ title: 'Of a passing scenario', scenario: 'passing' })).json.schedule.id;
    const remove = { expectedVersion: 1, by };
    const refused = await server.send<{ detail: string }>('DELETE', '/api/scenarios/passing', remove);
    expect([refused.status, refused.json.detail]).toEqual([422, expect.stringContaining('Of a passing scenario')]);
    await importSample((id) => id !== 'surrey-three-unitaries');
    const listed = schedulesSchema.parse(await server.json('/api/schedules')).schedules;
    expect(listed.find((one) => one.id === made)).toMatchObject({ status: 'draft', counts: { lines: 0 } });
    expect((await server.ask(`/api/schedules/${made}`)).status).toBe(422);
    expect(listed.find((one) => one.id === id)?.counts.lines).toBeGreaterThan(0);
    await importSample(() => true);
    expect((await show(made)).schedule.counts.lines).toBeGreaterThan(0);
  });
});

describe('two people on one line', () => {
  it('[HF31] the second is told what is there now, and nothing is lost', async () => {
    const first = await sign('E10000030', 0);
    expect(first.status).toBe(200);
    const second = await act(override('disposition', 'host'), 0, bob);
    expect([second.status, second.json.current?.who]).toEqual([409, 'Ann Archer']);
    const now = lineWorkSchema.strict().parse(second.json.current?.body);
    expect(now).toMatchObject({ key, version: 1, overrides: [] });
    expect(now.signatures.find((one) => one.party.code === 'E10000030')).toMatchObject({
      state: 'signed',
      who: 'Ann Archer',
    });
    expect((await act(override('disposition', 'host'), now.version, bob)).status).toBe(200);
    const both = await Promise.all([
      act(override('disposition', 'novate'), 2),
      act({ do: 'assign', to: 'Bob' }, 2, bob),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    expect((await sign('council-E07000209', 3)).status).toBe(422);
    expect((await act({ do: 'sign', party: 'E10000030', seen: 'none' }, 0, by, 'no such line')).status).toBe(404);
  });

  it('[HF40] a line is signed as it was seen, or what differs is told', async () => {
    const detail = () =>
      server.json<HandoverLineDetailWire>(`/api/handover/line?schedule=${id}&key=${encodeURIComponent(key)}`);
    const signSeen = ({ line, summary }: HandoverLineDetailWire) =>
      act({ do: 'sign', party: 'E10000030', seen: line.fingerprint, summary }, 0);
    const differs = async (seen: HandoverLineDetailWire, ...changes: RegExp[]) => {
      const { status, json } = await signSeen(seen);
      expect(status, json.detail).toBe(409);
      expect(json.changes).toEqual(changes.map((one) => expect.stringMatching(one)));
      expect(json.line).toEqual(await line());
      expect([json.current, (await show()).work]).toEqual([null, []]);
    };
    const first = await detail();
    expect(first.line.fingerprint).toBe((await line())?.fingerprint);
    await change('SAMPLE-BCF', ({ amounts }) => ({
      amounts: amounts.map((one) => ({ ...one, pence: one.pence + 100 })),
    }));
    await differs(first, ...first.summary.money.map(() => /: £.*, was £/));
    const plan = async (basedOn: string, expectedVersion: number | null) => {
      const nothing = { note: null, statuses: null, on: [], off: [], drafts: [], from: null, to: null };
      const scenario = { id: 'turning', title: 'Turning', basedOn, ...nothing };
      const saved = await server.send('PUT', '/api/scenarios/turning', { scenario, expectedVersion, by });
      if (saved.status !== 200) throw new Error(saved.text);
    };
    await plan('surrey-two-unitaries', null);
    id = (await start({ title: 'Of a plan that turns', scenario: 'turning' })).json.schedule.id;
    const second = await detail();
    await plan('surrey-three-unitaries', 1);
    await differs(
      second,
      ...second.summary.successors.map(() => /no longer/),
      ...(await detail()).summary.successors.map(() => / succeeds, with /),
      ...second.summary.money.map(() => /: £.*, was £/),
    );
    expect((await act({ do: 'sign', party: 'E10000030' }, 0)).status).toBe(400);
    expect((await signSeen(await detail())).status).toBe(200);
    expect((await show()).work[0]?.signatures[0]).toMatchObject({ state: 'signed' });
  });

  it('[HF31] every comment is added, however many at once', async () => {
    const texts = Array.from({ length: 12 }, (_, at) => `Comment ${at}`);
    const added = await Promise.all(texts.map((text, at) => act({ do: 'comment', text }, 0, at % 2 === 0 ? by : bob)));
    expect(added.map((one) => one.status)).toEqual(texts.map(() => 200));
    const comments = (await show()).work[0]?.comments ?? [];
    expect(comments.map((one) => one.text).sort()).toEqual([...texts].sort());
    expect(new Set(comments.map((one) => one.id)).size).toBe(texts.length);
    expect(comments.some((one) => one.actingFor === 'E10000030')).toBe(true);
  });

  it('[HF36] every act is an entry of the journal', async () => {
    await act({ do: 'assign', to: 'Cat' }, 0);
    await act(override('disposition', 'host'), 1, bob);
    const { rows } = await server.database.store.pool.query(
      'select who, acting_for, reason, version from work.journal where kind = $1 and id = $2 order by seq',
      ['line-work', `${id}|${key}`],
    );
    expect(rows).toEqual([
      { who: 'Ann Archer', acting_for: null, reason: 'assigned to Cat', version: 1 },
      { who: 'Bob Brown', acting_for: 'E10000030', reason: 'disposition overridden: Agreed on Monday.', version: 2 },
    ]);
    const started = await server.database.store.pool.query(
      'select who, reason from work.journal where kind = $1 and id = $2',
      ['schedule', id],
    );
    expect(started.rows).toEqual([{ who: 'Ann Archer', reason: 'started' }]);
    const reason = 'It was turned down for good.';
    const event = 'surrey-2027-three-unitaries';
    await server.send('POST', `/api/events/${event}/status`, { status: 'quashed', reason, by: bob });
    const acts = await server.database.store.pool.query('select who, id, reason from work.journal where kind = $1', [
      'event-act',
    ]);
    expect(acts.rows).toEqual([{ who: 'Bob Brown', id: event, reason }]);
  });
});
