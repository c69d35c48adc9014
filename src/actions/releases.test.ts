import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { checkRelease } from '#actions/check-release.ts';
import { importRows } from '#actions/import-data.ts';
import { listReleases, showRelease } from '#actions/list-releases.ts';
import { loadSample, sampleManifest } from '#actions/load-sample.ts';
import { type MadeRelease, makeRelease } from '#actions/make-release.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checksumOfPublished } from '#actions/release-records.ts';
import { verifyRelease } from '#actions/verify-release.ts';
import type { DataDescription } from '#core/datasets/description.ts';
import { nhsRules } from '#core/disclosure/rules.ts';
import type { ReleaseQuestion } from '#core/release/release.ts';
import { sampleDataSets } from '#sample/data-sets.ts';
import { surreySample } from '#sample/surrey.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';
import type { Result } from '#std/result.ts';
import { verifyJournal } from '#store/journal.ts';
import { saveFacts } from '#store/save-facts.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let shelves: Shelves;
beforeEach(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-11-21T09:00:00.000Z');
  shelves = makeShelves(database.store);
});
afterEach(() => database.close());

const author = { name: 'Ann', actingFor: null };
const at = '2026-11-21T10:00:00.000Z';
const signing = { author, reason: 'Asked for', at };

/** Counts of the oldest by district in 2026, without rounding. */
function asked(more: Partial<ReleaseQuestion> = {}): ReleaseQuestion {
  return {
    title: 'Reablement of the oldest',
    data: 'reablement',
    measures: ['people-who-received-reablement-85-and-over'],
    periods: ['2025-26'],
    to: 'ltla',
    on: isoDate('2026-11-21'),
    totals: [],
    rules: { ...nhsRules, base: 1 },
    withhold: [],
    ...more,
  };
}

/** Boards of 2024 share land with boards of 2026 but for what left Frimley. */
const boardsOf2024 = asked({ to: 'icb', on: isoDate('2024-04-01') });

function answered<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

async function made(question: ReleaseQuestion, using = shelves): Promise<MadeRelease> {
  return answered(await makeRelease(using, {}, question, signing));
}

async function importAgain(
  change: (cells: readonly string[], row: number) => readonly string[],
  stated: Partial<DataDescription['statement']> = {},
): Promise<readonly Problem[]> {
  const table = sampleDataSets().find((one) => one.description.statement.id === 'reablement');
  if (table === undefined) throw new Error('the sample has no reablement');
  const source = {
    ...table,
    batches: async function* () {
      for await (const batch of table.batches()) {
        const rows = batch.rows.map((cells, row) => change(cells, batch.firstRow + row));
        yield { ...batch, rows };
      }
    },
  };
  const options = { description: table.description, author, at, reason: null, isDryRun: false };
  const { statement } = table.description;
  const taken = { source, description: { ...table.description, statement: { ...statement, ...stated } }, problems: [] };
  return answered(await importRows(shelves, {}, taken, options)).problems;
}

describe('checking a release', () => {
  it('[RL40] stores nothing and shows the table with its audit', async () => {
    const { composed, rebased, releases } = answered(await checkRelease(shelves, {}, asked(), { at }));
    expect(rebased.targetTitle).toBe('District and unitary councils on 21 November 2026');
    expect(composed.published.cells).toHaveLength(rebased.target.codes.length);
    expect(composed.audit.isSafe).toBe(true);
    expect(releases).toEqual([]);
    expect(answered(await listReleases(shelves, {})).releases).toEqual([]);
  });

  it('[RL41] refuses what cannot be asked, with what there is', async () => {
    const refusalOf = async (more: Partial<ReleaseQuestion>) => {
      const result = await checkRelease(shelves, {}, asked(more), { at });
      return result.ok ? 'safe' : `${result.refusal.kind}: ${result.refusal.detail}`;
    };
    expect(await refusalOf({ data: 'falls' })).toMatch(/^unknown-data-set/);
    expect(await refusalOf({ measures: ['falls'] })).toMatch(/^unknown-measure.*people-who-received/);
    expect(await refusalOf({ withhold: ['E99'] })).toMatch(/^bad-question: E99 cannot be withheld/);
    expect(await refusalOf({ data: 'social-care-spending', measures: undefined })).toMatch(/^cannot-rebase/);
    expect(await refusalOf({ rules: { kind: 'none', reason: '', by: '' } })).toMatch(/^bad-question/);
    expect(await refusalOf({ to: 'practice' })).toMatch(/^nothing-to-measure/);
    expect(await refusalOf({ withhold: ['all-areas'] })).toMatch(/^bad-question/);
    expect(await refusalOf({ withhold: ['all-areas'], totals: ['all-areas'] })).toBe('safe');
  });
});

describe('making a release', () => {
  it('[RL42] keeps it under ids that count up, with who made it and all it rests on', async () => {
    const { register, release } = await made(asked());
    expect([register, release.id, release.madeBy]).toEqual(['surrey-and-neighbours', 'R-001', 'Ann']);
    const { document } = answered(await showRelease(shelves, {}, 'r-001')).release;
    expect(document).toEqual(JSON.parse(JSON.stringify(release.document)));
    expect(document).toMatchObject({
      data: { id: 'reablement', version: 1, weightsData: null },
      register: { name: 'surrey-and-neighbours' },
      author,
      reason: 'Asked for',
      checksum: checksumOfPublished(document.published),
    });
    expect(document.question.version).toBe(1);
    expect((await made(asked({ totals: ['all-areas'] }))).release.id).toBe('R-002');
    expect(answered(await listReleases(shelves, {})).releases.map(({ id }) => id)).toEqual(['R-002', 'R-001']);
    expect((await verifyJournal(database.store)).faults).toEqual([]);
  });

  it('[RL43] refuses what is not safe, each finding a problem, and keeps nothing of it; what is proposed is safe', async () => {
    await made(asked());
    const refused = await makeRelease(shelves, {}, boardsOf2024, signing);
    if (refused.ok || refused.refusal.kind !== 'not-safe') throw new Error('it was to be refused as not safe');
    expect(refused.refusal.detail).toContain('Nothing was published');
    expect(refused.refusal.problems[0]).toMatchObject({ code: 'implied-area', severity: 'error' });
    expect(refused.refusal.problems[0]?.message).toMatch(/\(release R-001\).*a reader learns that it is \d\. Withhold/);
    expect(answered(await listReleases(shelves, {})).releases).toHaveLength(1);
    const draft = answered(await checkRelease(shelves, {}, boardsOf2024, { at }));
    const { withhold } = draft.composed.audit;
    expect(withhold.length).toBeGreaterThan(0);
    expect((await made({ ...boardsOf2024, withhold })).release.id).toBe('R-002');
  });

  it('[RL44] lets the second of two at once see the first', async () => {
    const others = makeShelves(database.store);
    const results = await Promise.all([
      makeRelease(shelves, {}, asked(), signing),
      makeRelease(others, {}, boardsOf2024, signing),
    ]);
    const kinds = results.map((result) => (result.ok ? result.value.release.id : result.refusal.kind));
    expect(kinds.toSorted()).toEqual(['R-001', 'not-safe']);
    const many = await Promise.all(
      [1, 2, 3, 4].map((number) =>
        makeRelease(
          makeShelves(database.store),
          {},
          // The one that came first, again: it gives nothing new away.
          { ...(kinds[0] === 'R-001' ? asked() : boardsOf2024), title: `T${number}` },
          signing,
        ),
      ),
    );
    const ids = many.map((result) => answered(result).release.id);
    expect(ids.toSorted()).toEqual(['R-002', 'R-003', 'R-004', 'R-005']);
    const last = answered(await showRelease(shelves, {}, 'R-005')).release.document;
    expect(last.audit.earlier.map(({ id }) => id)).toEqual(['R-001', 'R-002', 'R-003', 'R-004']);
  });

  it('[RL45] can be changed by nobody, in the database either', async () => {
    await made(asked());
    const { pool } = database.store;
    for (const statement of [
      `update work.records set body = '{}' where kind = 'release'`,
      `delete from work.records where kind = 'release'`,
      'truncate work.records',
      `update work.journal set after = '{}' where kind = 'release'`,
    ])
      await expect(pool.query(statement), statement).rejects.toThrow(/is refused/);
    expect(answered(await verifyRelease(shelves, {}, 'R-001')).isReproduced).toBe(true);
  });

  it('[RL74] is held against releases of another data set with the same numbers', async () => {
    await made(asked());
    const copied = await importAgain((cells) => cells, { id: 'copy', subject: 'published' });
    expect(copied.map(({ code, found }) => [code, found])).toEqual([
      ['leaves-freely', expect.stringMatching(/columns of reablement$/)],
    ]);
    const refused = await makeRelease(shelves, {}, { ...boardsOf2024, data: 'copy' }, signing);
    expect(refused.ok ? '' : refused.refusal.kind).toBe('not-safe');
    const { release } = await made({ ...asked(), data: 'copy' });
    expect(release.document.audit.earlier.map(({ id }) => id)).toEqual(['R-001']);
    expect(answered(await verifyRelease(shelves, {}, release.id)).isReproduced).toBe(true);
  });

  it('[RL75] says what of derived numbers and of corrected ones was taken for granted', async () => {
    await made(asked());
    const derived = await importAgain(
      (cells) => cells.map((cell) => (/^\d+$/.test(cell) ? String(Number(cell) * 2) : cell)),
      { id: 'doubled', derivedFrom: ['reablement'], subject: 'not-people' },
    );
    expect(derived.map(({ code, found }) => [code, found])).toEqual([['leaves-freely', 'reablement']]);
    const draft = answered(await checkRelease(shelves, {}, { ...asked(), data: 'doubled' }, { at }));
    expect(draft.composed.audit.earlier).toEqual([]);
    expect(draft.composed.audit.assumptions.join(' ')).toMatch(/R-001 published numbers of .* derived from/);
    await importAgain((cells, row) => (row === 3 ? cells.map((cell) => (/^\d+$/.test(cell) ? '99' : cell)) : cells));
    const corrected = answered(await checkRelease(shelves, {}, asked(), { at }));
    expect(corrected.composed.audit.assumptions.join(' ')).toContain('Of R-001 other versions');
  });

  it('[RL46] publishes nothing where everything is hidden', async () => {
    const refused = await makeRelease(
      shelves,
      {},
      asked({ rules: { kind: 'suppress', from: 1, to: 100_000, base: 1 } }),
      signing,
    );
    expect(refused.ok ? null : refused.refusal.kind).toBe('nothing-to-measure');
  });
});

describe('verifying a release', () => {
  it('[RL47] comes out again after the data were corrected and the register was imported again', async () => {
    await made(asked());
    await made(asked({ to: 'utla' }));
    await importAgain((cells) => [...cells.slice(0, 5), String(Number(cells[5]) + 1), cells[6] ?? '']);
    const { facts, boundaries } = surreySample();
    const moved = facts.memberships.find((row) => row.organisation === 'district-woking') ?? facts.memberships[0];
    const without = { ...facts, memberships: facts.memberships.filter((row) => row !== moved) };
    const files = new Map(boundaries.map(({ path, text }) => [path, Buffer.from(text)]));
    const again = { recordedAt: '2026-11-22T09:00:00.000Z', importedBy: 'Ann' };
    await saveFacts(database.store, { manifest: { ...sampleManifest, version: '9.9' }, facts: without, files }, again);
    const fresh = makeShelves(database.store);
    for (const id of ['R-001', 'R-002'])
      expect(answered(await verifyRelease(fresh, {}, id))).toEqual({
        register: 'surrey-and-neighbours',
        id,
        isReproduced: true,
        differences: [],
      });
    const present = answered(await checkRelease(fresh, {}, asked({ title: 'Again' }), { at }));
    expect(present.rebased.kept.version).toBe(2);
    expect(present.composed.audit.earlier).toHaveLength(2);
  });

  it('[RL48] says which numbers do not come out', async () => {
    const { release } = await made(asked());
    const { document } = release;
    const [first, ...rest] = document.published.cells;
    if (first === undefined) throw new Error('nothing was published');
    const changed = { ...document.published, cells: [{ ...first, shown: 12_345 }, ...rest] };
    const { pool } = database.store;
    await pool.query('alter table work.records disable trigger releases_refuse_change');
    await pool.query(`update work.records set body = $1 where kind = 'release'`, [
      JSON.stringify({ ...document, published: changed }),
    ]);
    const { isReproduced, differences } = answered(await verifyRelease(shelves, {}, 'R-001'));
    expect(isReproduced).toBe(false);
    expect(differences[0]).toMatch(/checksum/);
    expect(differences[1]).toBe(
      `${first.area}, ${first.measure}, 2025-26 was published as 12345, and comes out as ${first.shown ?? 'hidden'}.`,
    );
    const unknown = await verifyRelease(shelves, {}, 'R-009');
    expect(unknown.ok ? null : unknown.refusal).toMatchObject({ kind: 'unknown-release', known: ['R-001'] });
  });
});
