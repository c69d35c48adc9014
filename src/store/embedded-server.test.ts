import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { placeIn } from '#store/embedded-cluster.ts';
import { servingProcess } from '#store/embedded-postmaster.ts';
import { openStore } from '#store/open.ts';
import { makeTestFolder } from '#tests/support/database.ts';
import { endStoreProcess, hasSaid, killStoreProcess, startStoreProcess } from '#tests/support/store-process.ts';

const folders: string[] = [];
const isRoot = process.getuid?.() === 0;

function newHome(): string {
  const folder = makeTestFolder();
  folders.push(folder);
  return folder;
}

/** The number of the PostgreSQL process of the home, null when none runs. */
function serverOf(home: string): number | null {
  return servingProcess(placeIn(home));
}

async function openOnce(home: string): Promise<void> {
  const store = await openStore({ home });
  await store.pool.query('select count(*) from facts.areas');
  await store.close();
}

afterEach(async () => {
  for (const folder of folders.splice(0)) {
    // A test that failed may have left its server behind.
    const pid = statSync(folder).isDirectory() ? servingProcess(placeIn(folder)) : null;
    if (pid !== null) process.kill(pid, 'SIGKILL');
    if (pid !== null) await pause(200);
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('an embedded database', () => {
  it('[ST1] [ST11] is made on first use, found again, closed to others and to the network', async () => {
    const home = join(newHome(), 'deep', 'home');
    const first = await openStore({ home });
    await first.pool.query('create table kept as select 42 as answer');
    expect((await first.pool.query('show listen_addresses')).rows).toEqual([{ listen_addresses: '' }]);
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      expect((await first.pool.query(`show ${setting}`)).rows).toEqual([{ [setting]: 'on' }]);
    }
    await first.close();
    await first.close();
    expect(serverOf(home)).toBeNull();
    for (const folder of ['', 'run', 'data']) {
      expect(statSync(join(home, 'postgres', folder)).mode & 0o777).toBe(0o700);
    }
    const second = await openStore({ home });
    expect((await second.pool.query('select answer from kept')).rows).toEqual([{ answer: 42 }]);
    await second.close();
  }, 30_000);

  it('[ST2] [ST3] is shared by processes that start together; the last to leave stops it', async () => {
    const home = newHome();
    const processes = ['open', 'open', 'open'].map((verb) => startStoreProcess(verb, home));
    for (const one of processes) expect(await hasSaid(one, 'open')).toBe(true);
    const server = serverOf(home);
    expect(server).not.toBeNull();
    const [first, ...others] = processes;
    if (first !== undefined) await endStoreProcess(first);
    expect(serverOf(home)).toBe(server);
    await Promise.all(others.map(endStoreProcess));
    expect(processes.map(({ child }) => child.exitCode)).toEqual([0, 0, 0]);
    expect(serverOf(home)).toBeNull();
    expect(readdirSync(join(home, 'postgres')).filter((name) => name.startsWith('data'))).toEqual(['data']);
  }, 60_000);

  it('[ST2] serves those that come while it is being stopped', async () => {
    const home = newHome();
    await openOnce(home);
    const rounds = Array.from({ length: 4 }, async (_, lane) => {
      for (let round = 0; round < 5; round++) {
        await openOnce(home);
        await pause(lane * 7);
      }
    });
    await Promise.all(rounds);
    expect(serverOf(home)).toBeNull();
  }, 60_000);

  it('[ST4] survives being killed at ten moments of its first start', async () => {
    const home = newHome();
    for (let run = 0; run < 10; run++) {
      const one = startStoreProcess('open', home);
      await hasSaid(one, 'begin');
      await pause(10 + run * 60);
      await killStoreProcess(one, run % 2 === 0);
    }
    await openOnce(home);
    await pause(1_500);
    await openOnce(home);
    expect(readdirSync(join(home, 'postgres')).filter((name) => name.startsWith('data'))).toEqual(['data']);
  }, 60_000);

  it('[ST5] outlives a killed process and is used by the next', async () => {
    const home = newHome();
    const one = startStoreProcess('open', home);
    await hasSaid(one, 'open');
    const server = serverOf(home);
    await killStoreProcess(one, true);
    const store = await openStore({ home });
    expect(serverOf(home)).toBe(server);
    await store.close();
    expect(serverOf(home)).toBeNull();
  }, 30_000);

  it('[ST12] is entered again after it fell over, and not stopped under a process that uses it', async () => {
    const home = newHome();
    const store = await openStore({ home });
    const fallen = serverOf(home) as number;
    process.kill(fallen, 'SIGKILL');
    await expect.poll(() => [null, fallen].includes(serverOf(home)), { timeout: 15_000 }).toBe(false);
    const server = serverOf(home);
    await expect
      .poll(() => store.pool.query('select 1').catch(() => null), { timeout: 15_000 })
      .toMatchObject({ rowCount: 1 });
    await openOnce(home);
    expect(serverOf(home)).toBe(server);
    await store.close();
    expect(serverOf(home)).toBeNull();
  }, 40_000);

  it('[ST6] starts in spite of a postmaster.pid whose number belongs to another process now', async () => {
    const home = newHome();
    await openOnce(home);
    const stranger = spawn('sleep', ['60'], isRoot ? { uid: 65534, gid: 65534 } : {});
    await once(stranger, 'spawn');
    writeFileSync(
      join(home, 'postgres', 'data', 'postmaster.pid'),
      `${stranger.pid}\n/proc/self/cwd\n1700000000\n5432\n../run\n\n`,
    );
    await openOnce(home);
    stranger.kill();
  }, 30_000);

  it('[ST7] works below long, odd and closed paths', async () => {
    const long = join(newHome(), 'long-'.repeat(30));
    await openOnce(long);
    const odd = join(newHome(), `it's "odd" $HOME, isn't it`);
    await openOnce(odd);
    const closed = newHome();
    chmodSync(closed, 0o700);
    await openOnce(join(closed, 'home'));
  }, 60_000);
});

describe('a home that will not do', () => {
  it('[ST8] is refused by name, with advice', async () => {
    const folder = newHome();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const home of [file, join(file, 'home'), '/proc/no-such-folder']) {
      const refused = openStore({ home });
      await expect(refused).rejects.toMatchObject({ code: 'home-not-writable' });
      await expect(refused).rejects.toThrow(home);
      await expect(refused).rejects.toThrow('COTERMINOUS_HOME');
    }
  });

  it('[ST10] is reported with the words of PostgreSQL when the database does not start', async () => {
    const home = newHome();
    await openOnce(home);
    const version = join(home, 'postgres', 'data', 'PG_VERSION');
    const original = readFileSync(version);
    writeFileSync(version, '99\n');
    const refused = openStore({ home });
    await expect(refused).rejects.toMatchObject({ code: 'database-did-not-start' });
    await expect(refused).rejects.toThrow(/99[\s\S]*server\.log/);
    writeFileSync(version, original);
    await openOnce(home);
  }, 30_000);

  it('[ST10] says what stands in the way of making a database', async () => {
    const home = newHome();
    mkdirSync(join(home, 'postgres', 'data'), { recursive: true });
    await expect(openStore({ home })).rejects.toMatchObject({ code: 'database-did-not-start' });
  }, 30_000);
});
