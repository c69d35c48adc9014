import { rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleName } from '#actions/load-register.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import { loadRecords } from '#store/record-rows.ts';
import { ended, makeSampleDatabase, runCli, startCli } from '#tests/golden/run-cli.ts';
import { makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let folder: string;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  database = await makeSampleDatabase();
  folder = makeTestFolder();
  env = { DATABASE_URL: database.databaseUrl };
});
afterAll(async () => {
  await database?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A file with so many arrangements, all of one edition. */
function writeEdition(name: string, count: number, edition: number): string {
  const rows = Array.from(
    { length: count },
    (_, at) => `MANY-${at},Aligned budget,Edition ${edition},Surrey County Council,Partner,Carers`,
  );
  const path = join(folder, name);
  writeFileSync(path, ['Reference,Kind,Title,Party,Role,Care groups', ...rows, ''].join('\r\n'));
  return path;
}

/** The editions that the store holds, and how many arrangements of them. */
async function heldEditions(): Promise<{ readonly editions: readonly string[]; readonly count: number }> {
  const records = await loadRecords(database.store, sampleName, ['arrangement']);
  const titles = records
    .filter(({ id }) => id.startsWith('MANY-'))
    .map(({ body }) => (body as { readonly title: string }).title);
  return { editions: [...new Set(titles)], count: titles.length };
}

describe('arrangements', () => {
  it('[RC60] are changed by the account, or by whom the flag names', async () => {
    const whoDid = async () => {
      const [entry] = await listJournal(database.store, { limit: 1 });
      return [entry?.who, entry?.actingFor];
    };
    const first = await runCli(['arrangements', 'import', writeEdition('a.csv', 1, 1)], { env });
    expect([first.exitCode, await whoDid()]).toEqual([0, [userInfo().username, null]]);
    const named = ['--by', 'Ann Other', '--acting-for', 'E10000030'];
    const second = await runCli(['arrangements', 'import', writeEdition('a.csv', 1, 2), ...named], { env });
    expect([second.exitCode, await whoDid()]).toEqual([0, ['Ann Other', 'E10000030']]);
  });

  it('[CL9] tell their problems as errors or warnings, and as JSON', async () => {
    const path = join(folder, 'faulty.csv');
    const rows = ['Reference,Kind,Title,Party,Role,Starts on,Last day'];
    rows.push('X-1,Pooled fund,No host,Surrey County Council,Partner,2027-04-01,2026-03-31', '');
    writeFileSync(path, rows.join('\r\n'));
    const { exitCode, stdout, stderr } = await runCli(['arrangements', 'import', path, '--json'], { env });
    expect(exitCode).toBe(3);
    const { problems } = JSON.parse(stdout) as { problems: { severity: string; code: string; where: unknown }[] };
    expect(problems.map(({ code }) => code)).toContain('ends-before-start');
    const [, ...lines] = stderr.trimEnd().split('\n');
    expect(lines.map((line) => /^ {2}(error|warning): /.exec(line)?.[1])).toEqual(problems.map((one) => one.severity));
    expect(new Set(problems.map((one) => one.severity))).toEqual(new Set(['error', 'warning']));
  });

  it('[RC62] are imported whole or not at all, when the import is killed', async () => {
    const count = 2000;
    const importing = (edition: number) => ['arrangements', 'import', writeEdition('many.csv', count, edition)];
    const whole = async (edition: number) => {
      const begun = performance.now();
      expect((await runCli(importing(edition), { env })).exitCode).toBe(0);
      return performance.now() - begun;
    };
    // The first run on a machine may read the program from a slow disk.
    const importMs = Math.min(await whole(1), await whole(2));
    const seen = new Set<boolean>();
    let edition = 2;
    for (let run = 1; run <= 10; run++) {
      const child = startCli(importing(edition + 1), { env });
      // What it says is read: a program whose words nobody takes waits for ever.
      const exited = ended(child);
      // The last one is let go to its end, however slow the machine is today.
      if (run < 10) {
        await Promise.race([exited, pause((importMs * run) / 9)]);
        child.kill('SIGKILL');
      }
      await exited;
      // What the server was doing for it ends when it finds the line dead.
      await expect
        .poll(
          async () =>
            (
              await database.store.pool.query(
                'select from pg_stat_activity where state = $1 and datname = current_database() and pid <> pg_backend_pid()',
                ['active'],
              )
            ).rowCount,
          { timeout: 20_000 },
        )
        .toBe(0);
      const { editions, count: held } = await heldEditions();
      expect([editions.length, held]).toEqual([1, count]);
      expect([`Edition ${edition}`, `Edition ${edition + 1}`]).toContain(editions[0]);
      seen.add(editions[0] === `Edition ${edition + 1}`);
      if (seen.has(true) && editions[0] === `Edition ${edition + 1}`) edition += 1;
    }
    expect(seen).toEqual(new Set([false, true]));
    expect(await verifyJournal(database.store)).toMatchObject({ isSound: true, faults: [] });
  }, 240_000);

  it('[RC61] leave a journal whose breach is an exit code', async () => {
    const sound = await runCli(['journal', 'verify'], { env });
    expect([sound.exitCode, sound.stderr]).toEqual([0, expect.not.stringContaining('broken')]);
    await database.store.pool.query("update work.records set version = version + 1 where id = 'SAMPLE-BCF'");
    const broken = await runCli(['journal', 'verify'], { env });
    expect([broken.exitCode, broken.stdout]).toEqual([3, '']);
    expect(broken.stderr).toMatch(/The journal is broken: .+\n {2}The record arrangement "SAMPLE-BCF"/);
    const json = await runCli(['journal', 'verify', '--json'], { env });
    expect([json.exitCode, JSON.parse(json.stdout)]).toMatchObject([
      3,
      { isSound: false, faults: [expect.any(String)] },
    ]);
  });
});
