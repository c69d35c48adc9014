import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArrangementSet, makeShelves, type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { ownerOfInstallation } from '#actions/asker.ts';
import { compareScenariosOf } from '#actions/compare-scenarios.ts';
import { exportArrangements } from '#actions/export-arrangements.ts';
import { sheetOf } from '#actions/kept-sheets.ts';
import { listArrangements } from '#actions/list-arrangements.ts';
import { listDataSets } from '#actions/list-data-sets.ts';
import { listLeadership } from '#actions/list-leadership.ts';
import { listRegisters } from '#actions/list-registers.ts';
import { listReleases, showRelease } from '#actions/list-releases.ts';
import { listRulebooks, rulebookNamed, usualRulebook } from '#actions/list-rulebooks.ts';
import { listScenarios, showScenario } from '#actions/list-scenarios.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { rebaseData } from '#actions/rebase-data.ts';
import { onWallDifference, type WallDifference } from '#actions/seen.ts';
import { showArrangement } from '#actions/show-arrangement.ts';
import { showDataSet, showValues } from '#actions/show-data-set.ts';
import { showHandover } from '#actions/show-handover.ts';
import { showHandoverLine } from '#actions/show-handover-line.ts';
import { showJournal } from '#actions/show-journal.ts';
import { listSchedules, showSchedule } from '#actions/show-schedule.ts';
import { answered, giveRoles, keep, minute, personCalled, refusalOf, shelvesOf, today } from '#actions/test-askers.ts';
import { tryRulebook } from '#actions/try-rulebook.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import { totalsOf } from '#core/handover/totals.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import { loadRecords, type RecordChange, type RecordSight } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

const surrey = 'council-E10000030';
const hampshire = 'council-E10000014';
const sussex = 'council-E10000032';
const southEast = 'region-E12000008';
const question = { from: isoDate('2026-04-01'), to: isoDate('2027-04-01') };
const scenario = 'surrey-two-unitaries';

let database: TestDatabase;
let shelves: Shelves;
const differences: WallDifference[] = [];
let forget: () => void;

const sightOf = (owners: readonly string[], seenBy: readonly string[] = []): RecordSight => ({
  owners,
  seenBy,
  regions: [],
});
const plan = (id: string, basedOn: string | null = scenario) => ({
  id,
  title: `Plan ${id}`,
  note: null,
  basedOn,
  statuses: null,
  on: [],
  off: [],
  drafts: [],
  from: null,
  to: null,
});
const record = (kind: RecordChange['kind'], id: string, body: object, sight: RecordSight): RecordChange => ({
  kind,
  id,
  expectedVersion: null,
  body: body as unknown as Json,
  reason: null,
  sight,
});
const schedule = (title: string, of: string) => ({
  title,
  scenario: of,
  ...question,
  rulebook: usualRulebook.rulebook.id,
  population: null,
  supersededBy: null,
});

/** Ids of arrangements that a body owns, as the journal of the owner tells. */
async function ownedBy(body: string): Promise<string[]> {
  const all = await loadRecords(database.store, sampleName, ['arrangement']);
  return all.filter(({ sight }) => sight.owners.includes(body)).map(({ id }) => id);
}

beforeAll(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-01-01T09:00:00.000Z');
  shelves = makeShelves(database.store);
  forget = onWallDifference((difference) => differences.push(difference));
  await giveRoles(
    database.store,
    sampleName,
    `ann ${surrey} viewer, hal ${hampshire} editor, sue ${sussex} approver, ola ${southEast} observer, adi ${surrey} administrator`,
  );
  const [numbers] = await loadRecords(database.store, sampleName, ['data-set']);
  await keep(database.store, sampleName, [
    record('scenario', 'plan-of-surrey', plan('plan-of-surrey'), sightOf([surrey])),
    record('scenario', 'plan-on-it', plan('plan-on-it', 'plan-of-surrey'), sightOf([hampshire])),
    record('scenario', 'plan-of-nobody', plan('plan-of-nobody'), sightOf([])),
    record('schedule', 'joint', schedule('Joint', 'plan-of-surrey'), sightOf([surrey], [hampshire])),
    record('schedule', 'own', schedule('Own', scenario), sightOf([surrey])),
    record('data-set', 'private', numbers?.body as object, sightOf([surrey])),
    record('rulebook', 'ours', { ...usualRulebook.rulebook, id: 'ours' }, sightOf([surrey], ['*'])),
    record('release', 'R-001', { data: { id: 'private' }, question: {} }, sightOf([surrey], ['*'])),
    record('account', 'ann', { name: 'Ann', email: 'ann@example.org', state: 'active' }, sightOf([surrey])),
  ]);
});
afterAll(async () => {
  forget();
  await database.close();
});

const as = (account: string) => shelvesOf(shelves, account);
const people = ['ann', 'hal', 'sue', 'ola', 'adi', 'nobody'] as const;

describe('what is not seen is not there', () => {
  it('[AS1] partners list their arrangements, observers those of their region, others none', async () => {
    const listed = async (who: string) => {
      const list = answered(await listArrangements(as(who), {}, { on: today }));
      return list.arrangements.map((one) => one.arrangement.id as string);
    };
    expect(await listed('ann')).toEqual(await ownedBy(surrey));
    expect(await listed('hal')).toEqual(await ownedBy(hampshire));
    expect(await listed('sue')).toEqual(await ownedBy(sussex));
    expect(await listed('sue')).toEqual(['SAMPLE-CONTRACT-TRAINING', 'SAMPLE-SUSSEX-BCF']);
    const regional = (await loadRecords(database.store, sampleName, ['arrangement'])).filter(({ sight }) =>
      sight.regions.includes(southEast),
    );
    expect(await listed('ola')).toEqual(regional.map(({ id }) => id));
    expect(regional.length).toBeGreaterThan(50);
    expect(refusalOf(await listArrangements(as('nobody'), {}, { on: today })).kind).toBe('no-register');
  });

  it('[AS1] one that is not seen is answered as one that never was', async () => {
    const show = (who: string, id: string) => showArrangement(as(who), {}, { id: id as ArrangementId, on: today });
    expect(answered(await show('sue', 'SAMPLE-SUSSEX-BCF')).history).toHaveLength(1);
    const hidden = refusalOf(await show('sue', 'SAMPLE-BCF'));
    const missing = refusalOf(await show('sue', 'SAMPLE-NOT-THERE'));
    expect(hidden).toEqual(JSON.parse(JSON.stringify(missing).replaceAll('SAMPLE-NOT-THERE', 'SAMPLE-BCF')));
    const known = minute(1);
    const past = answered(await listArrangements(as('sue'), { known }, { on: today }));
    expect(past.arrangements.map((one) => one.arrangement.id)).toEqual([
      'SAMPLE-CONTRACT-TRAINING',
      'SAMPLE-SUSSEX-BCF',
    ]);
    expect(
      refusalOf(await showArrangement(as('sue'), { known }, { id: 'SAMPLE-BCF' as ArrangementId, on: today })).kind,
    ).toBe('unknown-arrangement');
  });

  it('[AS2] a handover has the lines of what is seen, with totals over them, as if nothing else were kept', async () => {
    const whole = answered(await showHandover(shelves, { scenario }, question));
    for (const who of people.slice(0, -1)) {
      const { seen } = await as(who).arrangements.openSets(sampleName);
      const shown = answered(await showHandover(as(who), { scenario }, question));
      const alone = new HandoverSheet(
        sheetOf(shelves.registers, shown.register, sheetQuestion(shown.rulebook)).question,
      );
      const expected = alone.handover(seen.arrangements);
      expect(shown.handover.lines.map((line) => line.key)).toEqual(expected.lines.map((line) => line.key));
      expect(shown.handover.lines).toEqual(expected.lines);
      expect(shown.handover.totals).toEqual(expected.totals);
      expect(shown.handover.totals).toEqual(totalsOf(seen.arrangements, shown.handover.lines));
      expect(shown.handover.totals.lineCount).toBeLessThan(whole.handover.totals.lineCount);
      const filtered = answered(await showHandover(as(who), { scenario }, { ...question, careGroup: 'older-people' }));
      expect(filtered.handover.totals.arrangementCount).toBeLessThanOrEqual(seen.arrangements.length);
    }
    const hidden = whole.handover.lines.find((line) => line.arrangement.id === 'SAMPLE-BCF');
    const key = hidden?.key ?? '';
    expect(answered(await showHandoverLine(as('ann'), { scenario }, { ...question, key })).line.key).toBe(key);
    expect(refusalOf(await showHandoverLine(as('sue'), { scenario }, { ...question, key })).kind).toBe('unknown-line');
  });

  it('[AS2] nothing that is shown of a handover names what is not seen', async () => {
    const { seen } = await as('hal').arrangements.openSets(sampleName);
    const { whole } = await shelves.arrangements.openSets(sampleName);
    const hidden = whole.arrangements.filter((one) => !seen.byId.has(one.id));
    const shown = answered(await showHandover(as('hal'), { scenario }, question));
    const text = textOf({ lines: shown.handover.lines, computed: [...shown.computed], totals: shown.handover.totals });
    expect(hidden.length).toBeGreaterThan(30);
    for (const { id, title } of hidden) {
      expect(text).not.toContain(`"${id}"`);
      expect(text).not.toContain(`${id} `);
      expect(text).not.toContain(title);
    }
  });

  it('[AS3] leadership, exports, comparisons and trials count what is seen and nothing else', async () => {
    const led = async (from: Shelves) => textOf(answered(await listLeadership(from, {}, { on: today })).rows);
    expect((await led(as('sue'))).includes('SAMPLE-CARERS')).toBe(false);
    expect((await led(shelves)).includes('SAMPLE-CARERS')).toBe(true);
    const csv = answered(await exportArrangements(as('sue'), {}, 'csv'));
    const text = Buffer.from(csv.bytes).toString('utf8');
    expect(text).toContain('SAMPLE-SUSSEX-BCF');
    expect(text).not.toContain('SAMPLE-BCF');
    const compared = answered(
      await compareScenariosOf(
        as('sue'),
        {},
        { scenarios: [scenario], on: question.to, bodies: 'icb', councils: 'utla' },
      ),
    );
    expect(compared.handovers[0]?.handover.totals.arrangementCount).toBe(2);
    const given = { ...usualRulebook.rulebook, id: 'tried' };
    const trial = answered(await tryRulebook(as('sue'), { scenario }, question, given));
    expect(trial.shown.handover.totals.arrangementCount).toBe(2);
  });

  it('[AS4] scenarios are listed for their owners; one that a seen one starts from is opened, not listed', async () => {
    const listed = async (who: string) => {
      const list = answered(await listScenarios(as(who).registers, {}));
      return list.scenarios.filter((one) => one.origin === 'plan').map((one) => one.plan.id as string);
    };
    expect(await listed('ann')).toEqual(['plan-of-surrey']);
    expect(await listed('hal')).toEqual(['plan-on-it']);
    expect(await listed('sue')).toEqual([]);
    expect(answered(await showScenario(as('hal').registers, {}, 'plan-on-it')).scenario.problems).toEqual([]);
    expect(refusalOf(await showScenario(as('hal').registers, {}, 'plan-of-surrey')).kind).toBe('unknown-scenario');
    const refused = refusalOf(await as('sue').registers.open({ scenario: 'plan-of-surrey' }));
    expect(refused.kind).toBe('unknown-scenario');
    expect(refused.detail).not.toContain('plan-on-it');
    expect((await as('sue').registers.open({ scenario: 'plan-of-nobody' })).ok).toBe(false);
    expect((await shelves.registers.open({ scenario: 'plan-of-nobody' })).ok).toBe(true);
  });

  it('[AS5] a schedule is worked out for whom it is shown to, in its own scenario, with their lines', async () => {
    const titles = async (who: string) =>
      answered(await listSchedules(as(who), {})).schedules.map((one) => one.schedule.title);
    expect(await titles('ann')).toEqual(['Joint', 'Own']);
    expect(await titles('hal')).toEqual(['Joint']);
    expect(await titles('sue')).toEqual([]);
    const shown = answered(await showSchedule(as('hal'), {}, 'joint'));
    const own = new Set(await ownedBy(hampshire));
    expect(shown.counts.lines).toBeGreaterThan(0);
    for (const line of shown.lines.values()) expect(own).toContain(line.arrangement.id);
    expect(shown.counts.lines).toBeLessThan(answered(await showSchedule(shelves, {}, 'joint')).counts.lines);
    const refused = refusalOf(await showSchedule(as('sue'), {}, 'joint'));
    expect(refused).toMatchObject({ kind: 'unknown-schedule', known: [] });
  });

  it('[AS6] a data set is seen by its owners; observers do not see it, and nobody reads its numbers', async () => {
    const ids = async (who: string) => answered(await listDataSets(as(who), {})).dataSets.map((one) => one.id);
    const published = ['reablement', 'social-care-spending', 'still-at-home'];
    expect(await ids('ann')).toEqual(['private', ...published]);
    for (const who of ['hal', 'sue', 'ola']) expect(await ids(who)).toEqual(published);
    const refused = refusalOf(await showDataSet(as('hal'), {}, { id: 'private' }));
    expect(refused).toMatchObject({ kind: 'unknown-data-set', known: published });
    expect(refusalOf(await showValues(as('ola'), {}, { id: 'private' })).kind).toBe('unknown-data-set');
    expect(await as('hal').data.versions(sampleName, 'private')).toEqual([]);
    const to = { kind: 'tier', tier: 'icb' } as const;
    const rebased = await rebaseData(as('hal'), {}, { data: 'private', to, on: today });
    expect(refusalOf(rebased).kind).toBe('unknown-data-set');
  });

  it('[AS7] the journal tells of what is seen, and pages through it', async () => {
    const page = async (who: string, limit: number, after?: number) =>
      answered(await showJournal(as(who).registers, { limit, after }));
    const whole = await page('sue', 200);
    const kinds = new Set(whole.changes.map(({ entry }) => `${entry.kind} ${entry.id}`));
    expect(kinds).toContain('arrangement SAMPLE-SUSSEX-BCF');
    expect(kinds).toContain('rulebook ours');
    expect(kinds).toContain(`grant sue ${sussex} approver`);
    expect([...kinds].filter((one) => /SAMPLE-BCF|plan-|joint|private|account|grant ann/.test(one))).toEqual([]);
    const first = await page('sue', 2);
    const second = await page('sue', 2, first.next ?? undefined);
    expect([...first.changes, ...second.changes]).toEqual(whole.changes.slice(0, 4));
    const administered = await page('adi', 200);
    expect(administered.changes.map(({ entry }) => entry.kind)).toContain('account');
    expect(administered.changes.map(({ entry }) => entry.id)).not.toContain(`sue ${sussex} approver`);
    const ofRecord = answered(
      await showJournal(as('sue').registers, { kind: 'arrangement', id: 'SAMPLE-BCF', limit: 10 }),
    );
    expect(ofRecord).toMatchObject({ changes: [], next: null });
  });

  it('[AS8] rulebooks and releases are seen by whoever holds a role, and a register by nobody else', async () => {
    for (const who of ['ann', 'hal', 'ola']) {
      const rulebooks = await listRulebooks(as(who).registers, sampleName);
      expect(rulebooks.map((one) => one.rulebook.id)).toEqual([usualRulebook.rulebook.id, 'ours']);
      expect(answered(await rulebookNamed(as(who).registers, sampleName, 'ours')).recordVersion).toBe(1);
      expect(answered(await listReleases(as(who), {})).releases.map((one) => one.id)).toEqual(['R-001']);
    }
    expect(answered(await showRelease(as('hal'), {}, 'r-001')).release.id).toBe('R-001');
    expect(await listRulebooks(as('nobody').registers, sampleName)).toHaveLength(1);
    expect(refusalOf(await listReleases(as('nobody'), {})).kind).toBe('no-register');
    const registersOn = async (day: string) => {
      const { registers } = shelvesFor(shelves, personCalled('hal', null, isoDate(day)));
      return answered(await listRegisters(registers)).length;
    };
    expect(answered(await listRegisters(as('nobody').registers))).toEqual([]);
    expect([await registersOn('2019-12-31'), await registersOn('2020-01-01')]).toEqual([0, 1]);
  });

  it('[AS9] a token reads nothing without the scope of reading', async () => {
    const reading = shelvesOf(shelves, 'ann', ['read']);
    expect(answered(await listArrangements(reading, {}, { on: today })).arrangements.length).toBeGreaterThan(20);
    const editing = shelvesOf(shelves, 'ann', ['edit', 'sign', 'approve']);
    for (const asked of [
      listArrangements(editing, {}, { on: today }),
      listRegisters(editing.registers),
      listScenarios(editing.registers, {}),
      showJournal(editing.registers, { limit: 5 }),
      listDataSets(editing, {}),
    ]) {
      expect(refusalOf(await (asked as Promise<Awaited<ReturnType<typeof listRegisters>>>))).toMatchObject({
        kind: 'not-permitted',
        why: 'out-of-scope',
      });
    }
    expect((await editing.arrangements.open(sampleName)).arrangements).toEqual([]);
    expect(await editing.data.list(sampleName)).toEqual([]);
  });

  it('[AS10] the owner of the installation sees the very sets that are kept', async () => {
    const sets = await shelves.arrangements.openSets(sampleName);
    expect(sets.seen).toBe(sets.whole);
    const again = shelvesFor(as('sue'), ownerOfInstallation);
    const back: ArrangementSet = await again.arrangements.open(sampleName);
    expect(back).toBe(sets.whole);
    const first = await as('sue').arrangements.open(sampleName);
    expect(await as('sue').arrangements.open(sampleName)).toBe(first);
    for (const kept of first.byId.values()) expect(sets.whole.byId.get(kept.arrangement.id)).toBe(kept);
  });

  it('[AS11] the two walls agree on all of it', () => {
    expect(differences).toEqual([]);
  });
});

function sheetQuestion(rulebook: typeof usualRulebook.rulebook) {
  return { ...question, rulebook, population: null, all: false };
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'bigint' ? `${one}` : one instanceof Map ? [...one] : one,
  );
}
