import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDataVersion } from '#store/data-set-rows.ts';
import { placeIn } from '#store/embedded-cluster.ts';
import { servingProcess } from '#store/embedded-postmaster.ts';
import { loadFacts } from '#store/load-facts.ts';
import { openStore, type Store } from '#store/open.ts';
import { listPacks } from '#store/pack-rows.ts';
import { loadRecords } from '#store/record-rows.ts';
import { saveFacts } from '#store/save-facts.ts';
import { makeTestFolder } from '#tests/support/database.ts';
import { madeUpPack } from '#tests/support/made-up-pack.ts';
import { mountSmallDisk, type SmallDisk } from '#tests/support/small-disk.ts';
import { hasSaid, killStoreProcess, saveMadeUpData, startStoreProcess } from '#tests/support/store-process.ts';

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const step of cleanUp.splice(0).reverse()) step();
});

function newHome(): string {
  const folder = makeTestFolder();
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function now(): string {
  return new Date().toISOString();
}

/** How long an import of a next edition takes here and now; records the editions 0 and 1. */
async function timeOfImport(home: string, scale: number): Promise<number> {
  const store = await openStore({ home });
  await saveFacts(store, madeUpPack('made-up', scale), { recordedAt: now() });
  const begun = performance.now();
  await saveFacts(store, madeUpPack('made-up', scale, 1), { recordedAt: now() });
  const taken = performance.now() - begun;
  await store.close();
  return taken;
}

describe('an import that is killed', () => {
  it('[ST50] leaves the old facts or the new ones, whole, at twenty moments', async () => {
    const home = newHome();
    const scale = 0.002;
    const importMs = await timeOfImport(home, scale);
    let edition = 2;
    const outcomes = new Set<string>();
    for (let run = 0; run < 20; run++) {
      const one = startStoreProcess('import', home, 'made-up', String(edition), String(scale));
      await hasSaid(one, 'begin');
      await pause((importMs * 2 * run) / 20);
      await killStoreProcess(one, true);
      // Every third time PostgreSQL is killed as well, in whatever it was doing.
      const server = servingProcess(placeIn(home));
      if (run % 3 === 0 && server !== null) process.kill(server, 'SIGKILL');
      const reported = one.said.filter((line) => line.startsWith('recorded')).map((line) => Number(line.split(' ')[1]));
      const store = await openStore({ home });
      const found = Number((await listPacks(store))[0]?.manifest.version);
      // What was reported is kept; the edition on its way when the end came is there whole, or not at all.
      const last = reported.at(-1) ?? edition - 1;
      expect([last, last + 1]).toContain(found);
      expect(await loadFacts(store, 'made-up')).toEqual(madeUpPack('made-up', scale, found).facts);
      await store.close();
      outcomes.add(found < edition ? 'old' : 'new');
      edition = found + 1;
    }
    expect([...outcomes].toSorted()).toEqual(['new', 'old']);
  }, 240_000);

  it('[ST52] by the loss of its database says so, and nothing is kept', async () => {
    const home = newHome();
    const store = await openStore({ home });
    await saveFacts(store, madeUpPack('made-up', 0.001), { recordedAt: now() });
    const server = servingProcess(placeIn(home)) as number;
    const killed = saveFacts(store, madeUpPack('made-up', 0.2, 1), {
      recordedAt: now(),
      progress: ({ table }) => table === 'links' && process.kill(server, 'SIGQUIT'),
    });
    await expect(killed).rejects.toMatchObject({ code: 'database-lost' });
    await expect
      .poll(() => loadFacts(store, 'made-up').catch(() => null), { timeout: 20_000 })
      .toEqual(madeUpPack('made-up', 0.001).facts);
    await store.close();
  }, 60_000);
});

/** A small disk that goes when the test ends. */
function ownDisk(size: string): SmallDisk | null {
  const disk = mountSmallDisk(size);
  if (disk !== null) cleanUp.push(() => disk.remove());
  return disk;
}

async function titles(store: Store): Promise<string[]> {
  return (await listPacks(store)).map((pack) => `${pack.name} ${pack.manifest.version}`);
}

describe('a full disk', () => {
  it('[ST51] refuses an import and leaves the store as it was', async (context) => {
    const disk = ownDisk('250m');
    if (disk === null) return context.skip('this account may not mount a small disk');
    const home = join(disk.folder, 'home');
    const store = await openStore({ home });
    cleanUp.push(() => void store.close());
    const before = madeUpPack('made-up', 0.001);
    await saveFacts(store, before, { recordedAt: now() });
    for (const megabytes of [1, 4]) {
      const makeRoom = disk.fill(megabytes * 1_048_576);
      const refused = saveFacts(store, madeUpPack('made-up', 0.3, 1), { recordedAt: now() });
      await expect(refused).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringContaining('as it was before'),
      });
      makeRoom();
      expect(await titles(store)).toEqual(['made-up 0']);
      expect(await loadFacts(store, 'made-up')).toEqual(before.facts);
    }
    await saveFacts(store, madeUpPack('made-up', 0.01, 1), { recordedAt: now() });
    expect(await titles(store)).toEqual(['made-up 1']);
    await store.close();
  }, 60_000);

  it('[DR4] refuses the numbers of a data set and leaves the store as it was', async (context) => {
    const disk = ownDisk('250m');
    if (disk === null) return context.skip('this account may not mount a small disk');
    const store = await openStore({ home: join(disk.folder, 'home') });
    cleanUp.push(() => void store.close());
    await saveMadeUpData(store, 100, 1);
    const makeRoom = disk.fill(1_048_576);
    await expect(saveMadeUpData(store, 100_000, 2)).rejects.toMatchObject({ code: 'disk-full' });
    makeRoom();
    const key = { register: 'made-up', dataSet: 'made-up' };
    expect(await loadRecords(store, 'made-up', ['data-set'])).toMatchObject([{ version: 1, body: { edition: 1 } }]);
    expect(await loadDataVersion(store, { ...key, version: 1 })).not.toBeNull();
    expect(await loadDataVersion(store, { ...key, version: 2 })).toBeNull();
    await saveMadeUpData(store, 100, 2);
    expect(await loadDataVersion(store, { ...key, version: 2 })).not.toBeNull();
    await store.close();
  }, 60_000);

  it('[ST51] is named when no database can be made', async (context) => {
    const disk = ownDisk('20m');
    if (disk === null) return context.skip('this account may not mount a small disk');
    const home = join(disk.folder, 'home');
    mkdirSync(home);
    await expect(openStore({ home })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining(home),
    });
  }, 30_000);
});
