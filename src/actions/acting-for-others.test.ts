import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adoptScenario, recordEventAct } from '#actions/adopt-scenario.ts';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { checkRelease } from '#actions/check-release.ts';
import { importData } from '#actions/import-data.ts';
import { listDataSets } from '#actions/list-data-sets.ts';
import { listReleases } from '#actions/list-releases.ts';
import { listScenarios } from '#actions/list-scenarios.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { makeRelease } from '#actions/make-release.ts';
import { saveRulebook } from '#actions/save-rulebook.ts';
import { removeScenario, saveScenario } from '#actions/save-scenario.ts';
import { saveSchedule, supersedeSchedule } from '#actions/save-schedule.ts';
import { listSchedules, showSchedule } from '#actions/show-schedule.ts';
import { answered, authorOf, giveRoles, keep, minute, refusalOf, shelvesOf, today } from '#actions/test-askers.ts';
import { verifyRelease } from '#actions/verify-release.ts';
import { workOnLine } from '#actions/work-on-line.ts';
import { nhsRules } from '#core/disclosure/rules.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { summaryOf } from '#core/handover/line-difference.ts';
import type { EventId, OrganisationId, ScenarioId } from '#core/pack/tables.ts';
import type { ReleaseQuestion } from '#core/release/release.ts';
import type { ScenarioPlan } from '#core/reorganisation/draft-event.ts';
import { mergeDraft } from '#core/reorganisation/draw-event.ts';
import type { LineAct } from '#core/schedule/line-act.ts';
import { fingerprintOf } from '#core/schedule/line-fingerprint.ts';
import { isoDate } from '#std/iso-date.ts';
import { verifyJournal } from '#store/journal.ts';
import { loadRecords, type RecordKind } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { describing } from '#tests/support/made-up-description.ts';

const surrey = 'council-E10000030';
const hampshire = 'council-E10000014';
const sussex = 'council-E10000032';
const elmbridge = 'council-E07000207' as OrganisationId;
const epsom = 'council-E07000208' as OrganisationId;

let database: TestDatabase;
let shelves: Shelves;
let clock = 10;

beforeAll(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-01-01T09:00:00.000Z');
  const roles = [
    `ed ${surrey} editor`,
    `app ${surrey} approver`,
    `hal ${hampshire} editor`,
    `hal ${hampshire} approver`,
    `sue ${sussex} editor`,
    `sue ${sussex} approver`,
    `elm ${elmbridge} editor`,
    `view ${surrey} viewer`,
  ];
  await giveRoles(database.store, sampleName, roles.join(', '));
});
beforeEach(() => {
  shelves = makeShelves(database.store);
  clock += 1;
});
afterAll(() => database.close());

const as = (account: string) => shelvesOf(shelves, account);
const sightOf = async (kind: RecordKind, id: string) =>
  (await loadRecords(database.store, sampleName, [kind], { ids: [id] }))[0]?.sight;
const change = (body: string, expectedVersion: number | null = null) => ({
  expectedVersion,
  author: authorOf('', body),
  at: minute(clock),
  reason: 'It is wanted',
});

function plan(id: string, more: Partial<ScenarioPlan> = {}): ScenarioPlan {
  const blank = { title: id, note: null, statuses: null, on: [], off: [], drafts: [], from: null, to: null };
  return { ...blank, basedOn: null, ...more, id: id as ScenarioId };
}
const merger = mergeDraft(
  { id: 'draft-merger' as EventId, title: 'Merger', day: isoDate('2026-10-01') },
  [elmbridge, epsom],
  elmbridge,
);

describe('scenarios and events', () => {
  it('[AS50] a scenario is whose it is drawn for, whoever changes it; others neither see, change nor take it', async () => {
    const { registers } = as('ed');
    answered(await saveScenario(registers, undefined, plan('ours'), change('E10000030')));
    expect(await sightOf('scenario', 'ours')).toMatchObject({ owners: [surrey], seenBy: [] });
    const again = await saveScenario(registers, undefined, plan('ours', { title: 'Renamed' }), change(surrey, 1));
    expect(answered(again).scenario.version).toBe(2);
    answered(await saveScenario(shelves.registers, undefined, plan('ours', { title: 'By the owner' }), change('', 2)));
    expect((await sightOf('scenario', 'ours'))?.owners).toEqual([surrey]);
    const other = as('hal').registers;
    const taken = refusalOf(await saveScenario(other, undefined, plan('ours'), change(hampshire)));
    expect(taken).toMatchObject({ kind: 'changed-meanwhile', current: null });
    expect(refusalOf(await removeScenario(other, undefined, 'ours', change(hampshire))).kind).toBe('unknown-scenario');
    expect(refusalOf(await saveScenario(as('view').registers, undefined, plan('mine'), change(surrey)))).toMatchObject({
      kind: 'not-permitted',
      why: 'no-role',
    });
    const listed = answered(await listScenarios(other, {})).scenarios.filter((one) => one.origin === 'plan');
    expect(listed).toEqual([]);
  });

  it('[AS51] a scenario is not removed while others rest on it, who are not named to whom does not see them', async () => {
    answered(
      await saveScenario(shelves.registers, undefined, plan('hidden', { basedOn: 'ours' as ScenarioId }), change('')),
    );
    const refusal = refusalOf(await removeScenario(as('ed').registers, undefined, 'ours', change(surrey, 3)));
    expect(refusal.kind).toBe('scenario-has-problems');
    expect(refusal.detail).toContain('1 scenario or schedule of others rests on it.');
    expect(refusal.detail).not.toContain('hidden');
    answered(await removeScenario(shelves.registers, undefined, 'hidden', change('')));
    expect(answered(await removeScenario(as('ed').registers, undefined, 'ours', change(surrey, 3))).removed).toBe(
      'ours',
    );
  });

  it('[AS52] adoption takes every living body that the events name: each is asked, and nothing holds before', async () => {
    answered(
      await saveScenario(as('elm').registers, undefined, plan('merged', { drafts: [merger] }), change(elmbridge)),
    );
    const adoption = {
      status: 'proposed',
      reason: 'Agreed in cabinet',
      author: authorOf('', elmbridge),
      at: minute(clock),
    } as const;
    const refusal = refusalOf(await adoptScenario(as('elm').registers, undefined, 'merged', adoption));
    expect(refusal).toMatchObject({ kind: 'became-proposal', proposals: [{ parties: { length: 2 } }] });
    const id = refusal.kind === 'became-proposal' ? (refusal.proposals[0]?.id ?? '') : '';
    const [proposal] = await loadRecords(database.store, sampleName, ['proposal'], { ids: [id] });
    expect(proposal?.body).toMatchObject({
      verb: 'adopt-scenario',
      subject: { kind: 'scenario', id: 'merged' },
      parties: [elmbridge, epsom],
      content: {
        changes: [{ kind: 'event-act', id: 'draft-merger', sight: { seenBy: ['*'] } }],
      },
    });
    expect(await loadRecords(database.store, sampleName, ['event-act'])).toEqual([]);
    const { registers } = as('ed');
    expect(refusalOf(await adoptScenario(registers, undefined, 'merged', adoption)).kind).toBe('unknown-scenario');
    const event = 'surrey-2027-two-unitaries';
    const act = { status: 'decided', reason: 'Asked', at: minute(clock) } as const;
    const quashed = await recordEventAct(registers, undefined, event, { ...act, author: authorOf('', surrey) });
    expect(refusalOf(quashed)).toMatchObject({ kind: 'became-proposal' });
    const stranger = await recordEventAct(as('hal').registers, undefined, event, {
      ...act,
      author: authorOf('', hampshire),
    });
    expect(refusalOf(stranger)).toMatchObject({ kind: 'not-permitted', why: 'not-its-owner' });
    answered(await adoptScenario(shelves.registers, undefined, 'merged', adoption));
    expect(await sightOf('event-act', 'draft-merger')).toMatchObject({ owners: [elmbridge, epsom], seenBy: ['*'] });
  });

  it('[AS53] a rulebook is whose it was made for, and everybody sees it', async () => {
    const rulebook = { ...englandRulebook, id: 'ours' };
    answered(await saveRulebook(as('ed').registers, undefined, 'ours', rulebook, change(surrey)));
    expect(await sightOf('rulebook', 'ours')).toMatchObject({ owners: [surrey], seenBy: ['*'] });
    const edited = { ...rulebook, version: '9' };
    const other = await saveRulebook(as('hal').registers, undefined, 'ours', edited, change(hampshire, 1));
    expect(refusalOf(other)).toMatchObject({ kind: 'not-permitted', why: 'not-its-owner' });
    expect(
      answered(await saveRulebook(as('ed').registers, undefined, 'ours', edited, change(surrey, 1))).kept.recordVersion,
    ).toBe(2);
    expect(await sightOf('rulebook', 'ours')).toMatchObject({ owners: [surrey], seenBy: ['*'] });
  });
});

describe('schedules', () => {
  let id = '';
  const starting = (body: string) => ({ author: authorOf('', body), at: minute(clock) });

  it('[AS54] a schedule is whose it was started for, and shown to all who sign a line of it', async () => {
    const given = { title: 'Two unitaries', scenario: 'surrey-two-unitaries' };
    const started = answered(await saveSchedule(as('ed'), undefined, given, starting('E10000030')));
    id = started.id;
    const sight = await sightOf('schedule', id);
    expect(sight?.owners).toEqual([surrey]);
    expect(sight?.seenBy).toContain(hampshire);
    expect(sight?.seenBy).toContain('icb-surrey-and-sussex');
    const titles = async (who: string) => answered(await listSchedules(as(who), {})).schedules.length;
    expect([await titles('ed'), await titles('hal'), await titles('elm')]).toEqual([1, 1, 1]);
    expect(refusalOf(await saveSchedule(as('view'), undefined, given, starting(surrey)))).toMatchObject({
      kind: 'not-permitted',
    });
    const superseding = { ...starting(hampshire), successor: id, expectedVersion: 1, reason: 'Newer' };
    const second = answered(await saveSchedule(as('hal'), undefined, given, starting(hampshire)));
    expect(
      refusalOf(await supersedeSchedule(as('hal'), undefined, id, { ...superseding, successor: second.id })),
    ).toMatchObject({
      kind: 'not-permitted',
      why: 'not-its-owner',
    });
    expect(answered(await supersedeSchedule(as('hal'), undefined, second.id, superseding)).status).toBe('superseded');
  });

  /** A line that both are asked to sign, and an act of somebody on it. */
  async function act(account: string, body: string, what: (seen: string) => LineAct, version?: number) {
    const schedule = answered(await showSchedule(shelves, {}, id));
    const line = [...schedule.lines.values()].find((one) => one.arrangement.id === 'SAMPLE-CONTRACT-RECYCLING');
    if (line === undefined) throw new Error('no line');
    const seen = fingerprintOf(summaryOf(line, schedule.shown.register.world));
    const expectedVersion = version ?? schedule.work.get(line.key)?.version ?? 0;
    const request = { key: line.key, expectedVersion, act: what(seen), author: authorOf('', body), at: minute(clock) };
    return { line, result: await workOnLine(as(account), undefined, id, request) };
  }

  it('[AS55] on a line each acts for their own body, and together they decide otherwise than computed', async () => {
    const comment = () => ({ do: 'comment', text: 'We disagree' }) as const;
    const { line, result } = await act('hal', hampshire, comment);
    const { kept } = answered(result);
    expect(kept.work.comments).toMatchObject([{ who: 'HAL', actingFor: hampshire, text: 'We disagree' }]);
    const key = `${id}|${line.key}`;
    expect((await sightOf('line-work', key))?.owners).toEqual([...line.signatories].sort());
    const signFor = (party: string) => (seen: string) => ({ do: 'sign', party, seen }) as const;
    expect(refusalOf((await act('hal', hampshire, signFor(surrey))).result)).toMatchObject({ why: 'not-its-owner' });
    expect(refusalOf((await act('ed', surrey, signFor(surrey))).result)).toMatchObject({ why: 'no-role' });
    const signed = answered((await act('hal', hampshire, signFor('E10000014'))).result);
    expect(signed.kept.work.signatures).toMatchObject([{ who: 'HAL', party: hampshire }]);
    const override = () => ({ do: 'override', field: 'disposition', value: 'terminate', reason: 'It ends' }) as const;
    const refusal = refusalOf((await act('ed', surrey, override)).result);
    expect(refusal).toMatchObject({ kind: 'became-proposal', proposals: [{ parties: { length: 2 } }] });
    const [record] = await loadRecords(database.store, sampleName, ['line-work'], { ids: [key] });
    expect(record).toMatchObject({ version: 2, body: { overrides: [] } });
    expect(refusalOf((await act('view', surrey, comment)).result).kind).toBe('not-permitted');
    const stale = refusalOf((await act('ed', surrey, override, 1)).result);
    expect(stale.kind).toBe('changed-meanwhile');
  });

  it('[AS56] a third party is told that there is no such schedule, or no such line', async () => {
    const third = refusalOf((await act('sue', sussex, () => ({ do: 'comment', text: 'Hello' }))).result);
    expect(['unknown-schedule', 'unknown-line']).toContain(third.kind);
    expect(third.detail).not.toContain('Recycling');
  });
});

describe('numbers and releases', () => {
  const rows = 'code,falls,older\nE07000207,120,30\nE07000208,90,25\n';
  const imported = (account: string, body: string, text: string, more: Parameters<typeof describing>[0] = {}) =>
    importData(
      as(account),
      {},
      { input: { bytes: Buffer.from(text), name: 'falls.csv' }, fileName: 'falls.csv' },
      { description: describing(more), author: authorOf('', body), at: minute(clock), isDryRun: false },
    );
  const ids = async (who: string) => answered(await listDataSets(as(who), {})).dataSets.map((one) => one.id);

  it('[AS57] a data set is whose it was imported for, with its numbers; others cannot correct it or name it', async () => {
    expect(answered(await imported('ed', surrey, rows)).version).toBe(1);
    expect(await sightOf('data-set', 'falls')).toMatchObject({ owners: [surrey], seenBy: [] });
    const kept = answered(await as('ed').data.open(sampleName, 'falls'));
    expect([...(kept.dataSet?.columns[0]?.values ?? [])]).toEqual([120, 90]);
    expect(await ids('hal')).not.toContain('falls');
    const other = refusalOf(await imported('hal', hampshire, rows.replace('120', '121')));
    expect(other).toMatchObject({ kind: 'changed-meanwhile', current: null });
    expect(answered(await imported('ed', surrey, rows.replace('120', '121'))).version).toBe(2);
    expect(refusalOf(await imported('view', surrey, rows, { id: 'more' }))).toMatchObject({ why: 'no-role' });
    const forOther = await imported('ed', surrey, rows, { id: 'theirs', owner: 'E10000014' });
    expect(refusalOf(forOther)).toMatchObject({ kind: 'not-permitted', why: 'not-its-owner' });
  });

  it('[AS58] a data set of several bodies takes no file from one of them', async () => {
    const { pool } = database.store;
    answered(await imported('ed', surrey, rows, { id: 'shared' }));
    const [record] = await loadRecords(database.store, sampleName, ['data-set'], { ids: ['shared'] });
    expect(record?.version).toBe(1);
    await keep(database.store, sampleName, [
      {
        kind: 'data-set',
        id: 'shared',
        expectedVersion: 1,
        body: record?.body ?? null,
        reason: null,
        sight: { owners: [surrey, hampshire], seenBy: [], regions: [] },
      },
    ]);
    await pool.query(
      `insert into work.data_versions select register, data_set, 2, codes, keys from work.data_versions where data_set = 'shared'`,
    );
    const refusal = refusalOf(await imported('ed', surrey, rows.replace('90', '91'), { id: 'shared' }));
    expect(refusal).toMatchObject({ kind: 'not-permitted' });
    expect(refusal.detail).toContain('cannot wait for their agreement');
  });

  it('[AS59] counts are checked by editors and released by approvers of whose they are; everybody sees the release', async () => {
    const question: ReleaseQuestion = {
      title: 'Falls',
      data: 'falls',
      measures: ['falls'],
      periods: ['2024'],
      to: 'ltla',
      on: today,
      totals: [],
      rules: { ...nhsRules, base: 1 },
      withhold: [],
    };
    const check = (account: string) => checkRelease(as(account), {}, question, { at: minute(clock) });
    expect((await check('ed')).ok).toBe(true);
    expect(refusalOf(await check('view'))).toMatchObject({ kind: 'not-permitted', why: 'no-role' });
    expect(refusalOf(await check('hal')).kind).toBe('unknown-data-set');
    const make = (account: string, body: string, data = 'falls') => {
      const signing = { author: authorOf('', body), reason: 'Asked for', at: minute(clock) };
      return makeRelease(as(account), {}, { ...question, data }, signing);
    };
    expect(refusalOf(await make('ed', surrey))).toMatchObject({ kind: 'not-permitted', why: 'no-role' });
    expect(refusalOf(await make('hal', hampshire))).toMatchObject({ kind: 'not-permitted', why: 'not-seen' });
    expect(refusalOf(await make('hal', hampshire, 'reablement'))).toMatchObject({ why: 'not-its-owner' });
    const made = answered(await make('app', surrey));
    expect(made.release).toMatchObject({
      id: 'R-001',
      madeBy: 'APP',
      document: { author: { name: 'APP', actingFor: surrey } },
    });
    expect(await sightOf('release', 'R-001')).toMatchObject({ owners: [surrey], seenBy: ['*'] });
    expect(answered(await listReleases(as('hal'), {})).releases).toHaveLength(1);
    expect(answered(await verifyRelease(as('ed'), {}, 'R-001')).isReproduced).toBe(true);
    expect(refusalOf(await verifyRelease(as('hal'), {}, 'R-001')).kind).toBe('unknown-data-set');
    expect((await verifyJournal(database.store)).isSound).toBe(true);
  });
});
