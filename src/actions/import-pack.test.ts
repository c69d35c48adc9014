import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPack } from '#actions/build-pack.ts';
import { checkPack } from '#actions/check-pack.ts';
import { importPack } from '#actions/import-pack.ts';
import { sampleManifest } from '#actions/load-sample.ts';
import { emptyFacts, type Facts } from '#core/pack/tables.ts';
import { writePack } from '#sources/pack/write-pack.ts';
import { listPacks } from '#store/pack-rows.ts';
import { makePackFolder } from '#tests/golden/run-cli.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { dividedDistricts, events, factsOf, together } from '#tests/support/tiny-register.ts';

let database: TestDatabase;
let packs: string;
beforeAll(async () => {
  [database, packs] = await Promise.all([makeTestDatabase(), makePackFolder()]);
});
afterAll(async () => {
  await database?.close();
  if (packs !== undefined) rmSync(packs, { recursive: true, force: true });
});

const at = (hour: number) => ({ recordedAt: `2026-11-21T${hour}:00:00.000Z` });

describe('importing', () => {
  it('[AC7] refuses a pack with errors with all of them, and takes a sound one once', async () => {
    for (const [name, codes] of [
      ['faulty-pack', ['unknown-word', 'not-a-date']],
      ['newer-pack', ['newer-format']],
      ['empty', ['descriptor-missing']],
      ['nowhere', ['unreadable-folder']],
    ] as const) {
      const refused = await importPack(database.store, join(packs, name), at(10));
      expect(refused).toMatchObject({ ok: false, refusal: { kind: 'pack-has-problems' } });
      if (!refused.ok && refused.refusal.kind === 'pack-has-problems') {
        expect(refused.refusal.problems.map((problem) => problem.code)).toEqual(codes);
        expect(refused.refusal.problems).toEqual((await checkPack(join(packs, name))).problems);
      }
    }
    expect(await listPacks(database.store)).toEqual([]);
    const steps: unknown[] = [];
    const progress = (step: unknown) => steps.push(step);
    const first = await importPack(database.store, join(packs, 'pack'), { ...at(11), progress });
    expect(first).toMatchObject({ ok: true, value: { report: { changed: true }, warnings: [] } });
    expect([steps[0], steps.length > 20]).toEqual(['reading', true]);
    const again = await importPack(database.store, join(packs, 'pack'), at(12));
    expect(again).toMatchObject({ ok: true, value: { report: { changed: false, recordedAt: at(11).recordedAt } } });
    expect((await importPack(database.store, join(packs, 'faulty-pack'), at(13))).ok).toBe(false);
    expect((await listPacks(database.store)).map((pack) => pack.recordedAt)).toEqual([at(11).recordedAt]);
  });
});

describe('checking and building', () => {
  const written = async (name: string, facts: Facts) => {
    const folder = join(packs, name);
    expect(await writePack(folder, { manifest: sampleManifest, facts, files: new Map() })).toEqual([]);
    return (await checkPack(folder)).problems;
  };

  it("[AC10] a pack without bodies is an error, and a folder without publishers' files makes no pack", async () => {
    const problems = await written('no-bodies', emptyFacts());
    expect(problems.map((problem) => [problem.code, problem.severity])).toContainEqual(['no-bodies', 'error']);
    const out = join(packs, 'from-nothing');
    const built = await buildPack({ from: join(packs, 'empty'), out }, () => {});
    expect(built).toMatchObject({ ok: false, refusal: { kind: 'pack-has-problems' } });
    expect(existsSync(out)).toBe(false);
  });

  it('[AC11] contradictions are errors in law and warnings in another scenario', async () => {
    const again = events([{ id: 'again', kind: 'abolish', day: '2011-04-01', status: 'proposed', subjects: 'old' }]);
    const asked = factsOf({ scenarios: [{ id: 'what-if', title: 'What if', statuses: 'in-effect proposed' }] });
    const wild = await written('wild', together(dividedDistricts(), again, asked));
    expect(wild.map((problem) => [problem.code, problem.severity])).toEqual([['body-not-in-existence', 'warning']]);
    expect(wild[0]?.message).toContain('In scenario what-if');
    const law = { ...again, events: again.events.map((row) => ({ ...row, status: 'in-effect' as const })) };
    const refused = await written('contradictory', together(dividedDistricts(), law));
    expect(refused.map((problem) => [problem.code, problem.severity])).toEqual([['body-not-in-existence', 'error']]);
  });
});
