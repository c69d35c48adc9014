import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArrangementShelf, makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { exportArrangements } from '#actions/export-arrangements.ts';
import { importArrangements } from '#actions/import-arrangements.ts';
import { listArrangements } from '#actions/list-arrangements.ts';
import { listLeadership } from '#actions/list-leadership.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { removeArrangement } from '#actions/remove-arrangement.ts';
import { saveArrangement } from '#actions/save-arrangement.ts';
import { showArrangement } from '#actions/show-arrangement.ts';
import type { ArrangementId, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { sampleArrangements } from '#sample/arrangements.ts';
import { isoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';
import type { Result } from '#std/result.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let shelves: Shelves;
beforeEach(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, hour(9));
  shelves = makeShelves(database.store);
});
afterEach(() => database.close());

const author = { name: 'Ann', actingFor: null };
const on = isoDate('2026-11-21');
const hour = (at: number) => `2026-11-21T${String(at).padStart(2, '0')}:00:00.000Z`;
const bcf = 'SAMPLE-BCF' as ArrangementId;

function answered<T, R>(result: Result<T, R>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** The statement of one of the sample's arrangements, changed. */
function spec(id: string, change: Partial<ArrangementSpec> = {}): ArrangementSpec {
  const found = sampleArrangements.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return { ...found, ...change };
}

function save(given: ArrangementSpec, expectedVersion: number | null, at = 10, using = shelves) {
  return saveArrangement(using, {}, { spec: given, expectedVersion, author, reason: 'test', at: hour(at) });
}

function importText(text: string, at = 10, isDryRun = false) {
  const bytes = Buffer.from(text);
  return importArrangements(shelves, {}, { bytes, fileName: 'ours.csv', author, at: hour(at), isDryRun });
}

describe('the shelf of arrangements', () => {
  it('[RC20] keeps what did not change, and loads only what did', async () => {
    const first = await shelves.arrangements.open(sampleName);
    expect(first.arrangements).toHaveLength(sampleArrangements.length);
    expect([...first.byId.keys()]).toEqual([...first.byId.keys()].toSorted());
    expect(await shelves.arrangements.open(sampleName)).toBe(first);
    answered(await save(spec('SAMPLE-BCF', { title: 'Another title' }), 1));
    const { pool } = database.store;
    const { query } = pool;
    const loaded: string[] = [];
    const counting = async (...given: Parameters<typeof query>) => {
      const answer = (await Reflect.apply(query, pool, given)) as unknown as { rows: { id?: string }[] };
      loaded.push(...answer.rows.flatMap((row) => row.id ?? []));
      return answer;
    };
    Object.assign(pool, { query: counting });
    const second = await shelves.arrangements.open(sampleName);
    Object.assign(pool, { query });
    expect(loaded.filter((id) => id !== 'SAMPLE-BCF')).toEqual([]);
    const changed = [...second.byId.keys()].filter(
      (id) => second.byId.get(id)?.arrangement !== first.byId.get(id)?.arrangement,
    );
    expect(changed).toEqual(['SAMPLE-BCF']);
    expect(second.byId.get(bcf)).toMatchObject({
      version: 2,
      changedBy: 'Ann',
      arrangement: { title: 'Another title' },
    });
    const many = await Promise.all(Array.from({ length: 10 }, () => shelves.arrangements.open(sampleName)));
    expect(new Set([second, ...many]).size).toBe(1);
  });

  it('[RC20] keeps money exactly, and tries again after a failure', async () => {
    const amounts = [
      { what: 'balance', nature: 'revenue', pence: pence(999_999_999_999n), party: null, location: null, year: null },
    ] as const;
    answered(await save(spec('SAMPLE-BCF', { amounts }), 1));
    const set = await new ArrangementShelf(database.store).open(sampleName);
    expect(set.byId.get(bcf)?.arrangement.amounts).toMatchObject([{ pence: 999_999_999_999n }]);
    const shelf = new ArrangementShelf(database.store);
    const { query } = database.store.pool;
    Object.assign(database.store.pool, { query: () => Promise.reject(new Error('gone')) });
    await expect(shelf.open(sampleName)).rejects.toThrow('gone');
    Object.assign(database.store.pool, { query });
    expect((await shelf.open(sampleName)).byId.size).toBe(set.byId.size);
  });

  it('[RC21] sees what another process saved and removed, and the past as it was', async () => {
    const others = makeShelves(database.store);
    const mine = await shelves.arrangements.open(sampleName);
    answered(await save(spec('SAMPLE-BCF', { id: 'NEW-1' }), null, 10, others));
    const removal = { id: bcf, expectedVersion: 1, author, reason: null, at: hour(11) };
    answered(await removeArrangement(others, {}, removal));
    const ids = async (known?: string) => {
      const { byId } = await shelves.arrangements.open(sampleName, known);
      return [byId.has('NEW-1' as ArrangementId), byId.has(bcf)];
    };
    expect(await ids()).toEqual([true, false]);
    expect(await ids(hour(9))).toEqual([false, true]);
    expect(await ids(hour(10))).toEqual([true, true]);
    expect(mine.byId.has(bcf)).toBe(true);
    const listed = answered(await listArrangements(shelves, { known: hour(10) }, { on }));
    expect(listed.arrangements).toHaveLength(sampleArrangements.length + 1);
    const shown = await showArrangement(shelves, {}, { id: bcf, on });
    expect(shown).toMatchObject({ ok: false, refusal: { kind: 'unknown-arrangement' } });
    expect(answered(await showArrangement(shelves, { known: hour(10) }, { id: bcf, on })).history).toHaveLength(1);
    expect(await removeArrangement(shelves, {}, removal)).toMatchObject({ refusal: { kind: 'unknown-arrangement' } });
  });
});

describe('the sample', () => {
  it('[RC22] brings its arrangements once', async () => {
    const entries = await listJournal(database.store, { kind: 'arrangement', limit: 100 });
    expect(entries).toHaveLength(sampleArrangements.length);
    expect(new Set(entries.map((entry) => entry.who))).toEqual(new Set(['Coterminous sample']));
    expect(await loadSample(database.store, hour(10))).toBeNull();
    for (const { id } of entries) {
      const removal = { id: id as ArrangementId, expectedVersion: 1, author, reason: null, at: hour(11) };
      answered(await removeArrangement(shelves, {}, removal));
    }
    await loadSample(database.store, hour(12));
    expect((await shelves.arrangements.open(sampleName)).arrangements).toEqual([]);
  });
});

describe('an import', () => {
  const sheet = (...rows: string[]) => ['Reference,Kind,Title,Party,Role', ...rows].join('\r\n');
  const held = async () => (await shelves.arrangements.open(sampleName)).byId;

  it('[RC23] replaces what it names and leaves the rest', async () => {
    const text = sheet(
      'OURS-1,Data sharing agreement,Ours,Surrey County Council,Controls data',
      ',,,Surrey Heath Borough Council,Controls data',
      'SAMPLE-BCF,Pooled fund,Theirs replaced,Surrey County Council,host',
    );
    const dry = answered(await importText(text, 10, true));
    expect(dry).toMatchObject({ stored: false, read: 2, added: 1, changed: 1, unchanged: 0 });
    expect((await held()).has('OURS-1' as ArrangementId)).toBe(false);
    expect(answered(await importText(text))).toEqual({ ...dry, stored: true });
    const now = await held();
    expect(now.size).toBe(sampleArrangements.length + 1);
    expect(now.get(bcf)).toMatchObject({ version: 2, arrangement: { title: 'Theirs replaced' } });
    const [entry] = await listJournal(database.store, { kind: 'arrangement', id: 'OURS-1', limit: 1 });
    expect(entry).toMatchObject({ who: 'Ann', reason: 'import of ours.csv' });
    const before = await listJournal(database.store, { limit: 1 });
    expect(answered(await importText(text))).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await listJournal(database.store, { limit: 1 })).toEqual(before);
  });

  it('[RC24] with an error stores nothing and lists every problem at its place', async () => {
    const text = sheet(
      'OURS-1,Data sharing agreement,Sound,Surrey County Council,Controls data',
      'OURS-2,Pooled fund,No such body,Surrey Countyy Council,host',
      'OURS-3,No such kind,Bad kind,Surrey County Council,host',
      'OURS-4,Pooled fund,Two hosts,Surrey County Council,host',
      ',,,Hampshire County Council,host',
    );
    const refused = await importText(text);
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'workbook-has-problems' } });
    if (refused.ok || !('problems' in refused.refusal)) throw new Error('not refused');
    const problems = (refused.refusal.problems ?? []).filter((problem) => problem.severity === 'error');
    const places = problems.map(({ where }) => [where.file, where.row, where.column?.split(' ')[0]]);
    expect(places).toContainEqual(['ours.csv', 3, 'Party']);
    expect(places).toContainEqual(['ours.csv', 4, 'Kind']);
    expect(problems.map((problem) => problem.where.row)).toEqual(expect.arrayContaining([3, 4, 6]));
    expect((await held()).size).toBe(sampleArrangements.length);
    expect(await listJournal(database.store, { kind: 'arrangement', limit: 1000 })).toHaveLength(
      sampleArrangements.length,
    );
  });

  it.each(['xlsx', 'csv'] as const)('[RC25] of what was exported as %s changes nothing', async (form) => {
    const { bytes } = answered(await exportArrangements(shelves, {}, form));
    const request = { bytes, fileName: `all.${form}`, author, at: hour(10), isDryRun: false };
    const report = answered(await importArrangements(shelves, {}, request));
    const count = sampleArrangements.length;
    expect(report).toMatchObject({ stored: true, read: count, added: 0, changed: 0, unchanged: count });
    const other = await makeTestDatabase();
    try {
      // The same register elsewhere, whose arrangements were all removed: they come back equal.
      await loadSample(other.store, hour(9));
      const there = makeShelves(other.store);
      for (const id of (await there.arrangements.open(sampleName)).byId.keys()) {
        answered(await removeArrangement(there, {}, { id, expectedVersion: 1, author, reason: null, at: hour(9) }));
      }
      expect(answered(await importArrangements(there, {}, request))).toMatchObject({ added: count, unchanged: 0 });
      const [mine, theirs] = await Promise.all([shelves, there].map((one) => one.arrangements.open(sampleName)));
      expect(theirs?.arrangements).toEqual(mine?.arrangements);
    } finally {
      await other.close();
    }
  });

  it('[RC28] meets a change of somebody else', async () => {
    await shelves.arrangements.open(sampleName);
    const { open } = shelves.arrangements;
    let looks = 0;
    // Somebody saves between the look at what is there and the storing.
    const late: typeof open = async (register, known) => {
      const set = await open.call(shelves.arrangements, register, known);
      looks += 1;
      if (looks === 1)
        answered(await save(spec('SAMPLE-BCF', { title: 'Meanwhile' }), 1, 10, makeShelves(database.store)));
      return set;
    };
    Object.assign(shelves.arrangements, { open: late });
    const report = answered(await importText(sheet('SAMPLE-BCF,Pooled fund,Imported,Surrey County Council,host'), 11));
    expect([looks, report.added, report.changed]).toEqual([2, 0, 1]);
    expect((await held()).get(bcf)).toMatchObject({ version: 3, arrangement: { title: 'Imported' } });
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true });
  });
});

describe('saving', () => {
  it('[RC26] is refused with what is wrong with names and values at once', async () => {
    const [first, ...others] = spec('SAMPLE-BCF').parties;
    if (first === undefined) throw new Error('no party');
    const wrong = spec('SAMPLE-BCF', {
      parties: [{ ...first, organisation: 'Nobody at all' }, ...others],
      startsOn: isoDate('2027-01-01'),
      endsOn: isoDate('2026-01-01'),
    });
    const refused = await save(wrong, 1);
    if (refused.ok || refused.refusal.kind !== 'arrangement-has-problems') throw new Error('not refused');
    const columns = refused.refusal.problems.map((problem) => problem.where.column);
    expect(columns).toEqual(expect.arrayContaining(['parties[0].organisation', 'endsOn']));
    expect(await save(spec('SAMPLE-BCF'), null)).toMatchObject({ refusal: { kind: 'changed-meanwhile' } });
    expect(await listJournal(database.store, { kind: 'arrangement', limit: 1000 })).toHaveLength(
      sampleArrangements.length,
    );
  });

  it('[RC27] is told by the fields that differ', async () => {
    const [first, ...others] = spec('SAMPLE-BCF').parties;
    if (first === undefined) throw new Error('no party');
    const parties = [{ ...first, signedOn: isoDate('2025-03-20') }, ...others.slice(1)];
    answered(await save(spec('SAMPLE-BCF', { title: 'Renamed', parties, amounts: [], serviceArea: ['E07000207'] }), 1));
    const { history } = answered(await showArrangement(shelves, {}, { id: bcf, on }));
    expect(history.map((change) => change.entry.version)).toEqual([2, 1]);
    expect(history[1]?.differences).toEqual([]);
    const differences = history[0]?.differences ?? [];
    const old = spec('SAMPLE-BCF');
    expect(differences).toContainEqual({ path: 'title', before: old.title, after: 'Renamed' });
    expect(differences).toContainEqual({
      path: 'parties[0].signedOn',
      before: old.parties[0]?.signedOn ?? null,
      after: '2025-03-20',
    });
    expect(differences.find((one) => one.path === 'serviceArea[0]')?.after).toBe('council-E07000207');
    expect(differences.find((one) => one.path === `parties[${parties.length}]`)?.after).toBeNull();
    expect(differences.some((one) => one.path.startsWith('documents'))).toBe(false);
  });
});

describe('leadership', () => {
  it('[RC29] is told for every care group and place', async () => {
    const { rows, register } = answered(await listLeadership(shelves, {}, { on }));
    const places = new Set(rows.map((row) => row.place));
    const groups = new Set(rows.map((row) => row.careGroup));
    expect([groups.size, groups.has('all'), rows.length]).toEqual([8, false, 8 * places.size]);
    const surrey = register.world.organisationIndex.get('council-E10000030' as never) ?? -1;
    expect(places.has(surrey)).toBe(true);
    expect(rows.flatMap((row) => row.leads).some((lead) => lead.isLegacy)).toBe(true);
    expect(rows.flatMap((row) => row.leads).some((lead) => !lead.isLegacy)).toBe(true);
  });
});
