import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliRun, ended, makePackFolder, root } from '#tests/golden/run-cli.ts';
import { isDatabaseGone, startWorkbench, stopWorkbench } from '#tests/golden/run-workbench.ts';

/** The Node of the system, whatever its age, without the project's own first on the path. */
const system = ['/usr/local/bin', '/usr/bin'].filter((folder) => existsSync(join(folder, 'node')));
const path = [...system, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };

let folder: string;
beforeAll(async () => {
  folder = await makePackFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'nobody'));
  if (isRoot) chownSync(join(folder, 'nobody'), nobody.uid, nobody.gid);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(
  command: string,
  args: readonly string[],
  { home, cwd = root, account = {} }: { home: string; cwd?: string; account?: object },
): Promise<CliRun> {
  const env = { PATH: path, HOME: home, COTERMINOUS_HOME: join(home, 'data'), npm_config_update_notifier: 'false' };
  return ended(spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...account }));
}

/** True when every folder above may be entered by every account. */
function isOpenToAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) return true;
  }
}

/** A checkout of its own: its sources are copied, so that they can be touched, and its packages are the same. */
function makeCheckout(name: string): string {
  const checkout = join(folder, name);
  for (const part of ['bin', 'src', 'package.json', 'package-lock.json', 'vite.config.ts']) {
    cpSync(join(root, part), join(checkout, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  return checkout;
}

const question = ['organisations', '--kind', 'icb', '--on', '2026-04-01', '--json'];

describe('in a checkout', () => {
  it.skipIf(system.length === 0)('[CL20] runs with the Node of the system first on the path', async () => {
    const home = join(folder, 'root');
    const bin = join(root, 'bin', 'coterminous.mjs');
    const imported = await run(bin, ['import', join(folder, 'pack')], { home });
    expect([imported.exitCode, imported.stdout.split('\n').at(-2)]).toEqual([
      0,
      expect.stringMatching(/ imported, recorded at /),
    ]);
    const direct = await run('node', [bin, ...question], { home, cwd: folder });
    const npx = await run('npx', ['coterminous', ...question], { home });
    expect(JSON.parse(direct.stdout).count).toBe(36);
    expect([npx.exitCode, npx.stdout]).toEqual([0, direct.stdout]);
    const npm = await run('npm', ['run', '-s', 'start', '--', '--port', 'none'], { home });
    expect(npm.exitCode).toBe(2);
    expect(npm.stderr).toContain('Give a port from 1 to 65535');
    expect((await run('npx', ['coterminous', 'explode'], { home })).exitCode).toBe(2);
    expect(await isDatabaseGone(join(home, 'data'))).toBe(true);
  });

  it.skipIf(!isRoot || !isOpenToAll(root) || system.length === 0)(
    '[CL20] runs as an ordinary user, whose checkout it is or who may only read it',
    async () => {
      const home = join(folder, 'nobody');
      const bin = join(root, 'bin', 'coterminous.mjs');
      const imported = await run(bin, ['import', join(folder, 'pack')], { home, account: nobody });
      expect([imported.exitCode, imported.stderr]).toEqual([0, expect.stringContaining('reading and checking')]);
      expect(statSync(join(home, 'data', 'postgres')).uid).toBe(nobody.uid);
      const own = makeCheckout('own-checkout');
      spawnSync('chown', ['-hR', '65534:65534', own]);
      for (const command of ['npx', join(own, 'bin', 'coterminous.mjs')]) {
        const words = command === 'npx' ? ['coterminous', ...question] : question;
        const asked = await run(command, words, { home, account: nobody, cwd: own });
        expect(asked.exitCode, asked.stderr).toBe(0);
        expect(JSON.parse(asked.stdout).count).toBe(36);
      }
      expect(await isDatabaseGone(join(home, 'data'))).toBe(true);
    },
  );

  it('[CL24] the workbench is built when its sources changed, and in the data folder of who may not write the checkout', async () => {
    const checkout = makeCheckout('checkout');
    const built = /Building the workbench/;
    const program = join(checkout, 'bin', 'coterminous.mjs');
    const start = async (home: string, account: object = {}) => {
      const workbench = await startWorkbench(home, [], { program, ...account });
      expect(workbench.address, workbench.address ?? (await workbench.end).stderr).not.toBeNull();
      const page = await (await fetch(workbench.address ?? '')).text();
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
      expect((await fetch(new URL(script ?? '/none.js', workbench.address ?? ''))).status).toBe(200);
      return (await stopWorkbench(workbench)).run.stderr;
    };
    const home = join(folder, 'home');
    expect(await start(home)).toMatch(built);
    expect(await start(home)).not.toMatch(built);
    const later = Date.now() / 1000 + 60;
    utimesSync(join(checkout, 'src', 'web', 'index.html'), later, later);
    if (isRoot && isOpenToAll(root)) {
      const own = join(folder, 'nobody', 'home');
      expect(await start(own, nobody)).toMatch(built);
      expect(existsSync(join(own, 'web', 'index.html'))).toBe(true);
    }
    writeFileSync(join(checkout, 'dist', 'web', 'left-over.txt'), '');
    expect(await start(home)).toMatch(built);
    expect(existsSync(join(checkout, 'dist', 'web', 'left-over.txt'))).toBe(false);
  });
});
