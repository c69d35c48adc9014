/**
 * The folders of the embedded database inside a data folder, and the making of an empty database cluster in
 * them. Starts no server. An interrupted making leaves nothing that a later start could take for a database.
 */

import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Account, packagedBinaries, reachableBinaries } from '#store/embedded-binaries.ts';
import { errorCode, errorMessage, StoreError } from '#store/store-error.ts';

/** Where one embedded database lives, and the account that runs it (null: whoever runs this program). */
export type Place = {
  readonly folder: string;
  readonly data: string;
  readonly run: string;
  readonly log: string;
  readonly account: Account | null;
  readonly binaries: string;
};

/** The name of the database's own administrator, who needs no password: only the owner can reach the socket. */
export const embeddedUser = 'coterminous';

/**
 * The path that PostgreSQL is given for its data: the folder it is started in. So neither a long path, nor odd
 * characters in it, nor a closed folder above it (a home below /root, when PostgreSQL runs as another account)
 * can stand in its way.
 */
export const dataPathForServer = '/proc/self/cwd';

/** PostgreSQL's programs see none of the caller's PG* settings, language or time zone. */
export const serverEnvironment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };

const nobody: Account = { uid: 65534, gid: 65534 };

/**
 * The place of the embedded database in that data folder, its folders made and owned as they must be.
 * @throws StoreError home-not-writable, disk-full, platform-unsupported, database-did-not-start
 */
export function placeIn(home: string): Place {
  const packaged = packagedBinaries();
  const folder = join(resolve(home), 'postgres');
  const account = makeOwnedFolder(folder);
  const run = join(folder, 'run');
  makeOwnedFolder(run, account);
  const version = 'postgresql-18';
  const copyTo = [join(folder, version), join('/var/lib/coterminous', version)];
  const binaries = reachableBinaries(packaged, account, copyTo);
  return { folder, data: join(folder, 'data'), run, log: join(folder, 'server.log'), account, binaries };
}

/** Spawn options that run a program as the database's account. */
export function asAccount(place: Place): { uid?: number; gid?: number } {
  return place.account === null ? {} : { uid: place.account.uid, gid: place.account.gid };
}

/**
 * Makes an empty cluster at `place.data`, unless another process was first. It is made in a folder of its own
 * and renamed when whole and on disk.
 * @throws StoreError disk-full, database-did-not-start
 */
export async function makeCluster(place: Place): Promise<void> {
  const unfinished = join(place.folder, `data.new-${process.pid}-${Date.now().toString(36)}`);
  makeOwnedFolder(unfinished, place.account);
  try {
    await runInitdb(place, unfinished);
    if (existsSync(place.data)) return;
    renameSync(unfinished, place.data);
    syncFolder(place.folder);
  } catch (error) {
    // A rename onto another process's finished cluster fails, and that cluster is as good.
    if (existsSync(join(place.data, 'PG_VERSION'))) return;
    throw didNotInitialise(place, error);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function didNotInitialise(place: Place, error: unknown): StoreError {
  const message = errorMessage(error);
  const cause = { cause: error };
  if (errorCode(error) === 'ENOSPC' || message.includes('No space left on device')) {
    return new StoreError(
      'disk-full',
      `The disk is full: no database could be made in ${place.folder}. Free some space and start again.`,
      cause,
    );
  }
  // Containers are sometimes run as a user id without a name, which PostgreSQL does not accept.
  const advice = message.includes('user does not exist')
    ? ' Give that user id a name in /etc/passwd, run as another user, or set DATABASE_URL to a database of your own.'
    : '';
  return new StoreError(
    'database-did-not-start',
    `No database could be made in ${place.folder}: ${message}.${advice}`,
    cause,
  );
}

function runInitdb(place: Place, cwd: string): Promise<void> {
  const settings = [
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  return new Promise((done, failed) => {
    const child = spawn(
      join(place.binaries, 'bin', 'initdb'),
      ['-D', dataPathForServer, '-U', embeddedUser, ...settings],
      {
        ...asAccount(place),
        cwd,
        env: serverEnvironment,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.once('error', failed);
    child.once('close', (code, signal) => {
      if (code === 0) done();
      else failed(new Error(`initdb ended with ${signal ?? `exit code ${code}`}: ${complaint.trim()}`));
    });
  });
}

/** Removes what makers that no longer live left half-made. A maker's process id is in the folder's name. */
export function removeUnfinished(place: Place): void {
  for (const name of readdirSync(place.folder)) {
    const maker = /^data\.new-(\d+)-/.exec(name)?.[1];
    if (maker === undefined || existsSync(`/proc/${maker}`)) continue;
    try {
      rmSync(join(place.folder, name), { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
    } catch {
      // A killed maker's initdb may still be writing there; the next start removes the rest.
    }
  }
}

/**
 * Makes the folder, open to its owner alone, and returns the account that PostgreSQL is to run under: null when
 * that is the caller; when the caller is root, the folder's owner, or `nobody` for a new folder.
 */
function makeOwnedFolder(folder: string, owner?: Account | null): Account | null {
  try {
    makeFolder(folder);
    const { uid, gid } = statSync(folder);
    const caller = process.getuid?.() ?? 0;
    if (caller !== 0) {
      if (uid !== caller) throw new Error(`it belongs to another user (id ${uid})`);
      chmodSync(folder, 0o700);
      return null;
    }
    const account = owner ?? (uid === 0 ? nobody : { uid, gid });
    if (uid !== account.uid) chownSync(folder, account.uid, account.gid);
    chmodSync(folder, 0o700);
    return account;
  } catch (error) {
    const code = errorCode(error) === 'ENOSPC' ? 'disk-full' : 'home-not-writable';
    const advice =
      'Choose a folder that you own and may write to (COTERMINOUS_HOME), or a database of your own (DATABASE_URL).';
    throw new StoreError(code, `The data folder cannot be used: ${folder}: ${errorMessage(error)}. ${advice}`, {
      cause: error,
    });
  }
}

/** Makes the folder, open to its owner alone, unless it is there. (The system's own recursive way never returns below /proc and such.) */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it at the same moment.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
