import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPack } from '#actions/check-pack.ts';
import { importPack } from '#actions/import-pack.ts';
import { listPacks } from '#store/pack-rows.ts';
import { makePackFolder } from '#tests/golden/run-cli.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

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
