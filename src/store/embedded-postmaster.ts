/**
 * The PostgreSQL process of an embedded database: starting it, telling whether it lives, stopping it. Knows
 * processes and files only; whether it answers is asked elsewhere.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  asAccount,
  dataPathForServer,
  type Place,
  removeUnfinished,
  serverEnvironment,
} from '#store/embedded-cluster.ts';
import { errorCode, errorMessage } from '#store/store-error.ts';

/** A start that is under way or has failed. */
export type Launch = {
  /** What went wrong, once the process has ended; null while it runs. */
  failure(): string | null;
};

/**
 * Small and quick to start. Durability is PostgreSQL's own (fsync and synchronous commit stay on). Work whose
 * client was killed is given up within a second, so that its locks do not outlive it.
 */
const settings = {
  listen_addresses: '',
  max_connections: '50',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '64MB',
  maintenance_work_mem: '128MB',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  max_logical_replication_workers: '0',
  client_connection_check_interval: '1s',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

const longestLogBytes = 5_000_000;
const stopPatienceMs = 30_000;

/**
 * Starts PostgreSQL detached: it outlives this process. To be called when the place is not occupied. Returns at
 * once; ask the launch whether it failed.
 */
export function startPostmaster(place: Place): Launch {
  removeUnfinished(place);
  removeMisleadingLocks(place);
  const log = openLog(place.log);
  const logStart = statSync(place.log).size;
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let failure: string | null = null;
  let child: ChildProcess;
  try {
    // The socket's folder is named from the data folder, where the server runs, so that no path is too long.
    child = spawn(join(place.binaries, 'bin', 'postgres'), ['-D', dataPathForServer, '-k', '../run', ...flags], {
      ...asAccount(place),
      cwd: place.data,
      env: serverEnvironment,
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
  child.once('error', (error) => {
    failure = errorMessage(error);
  });
  child.once('exit', (code, signal) => {
    failure = `${signal ?? `exit code ${code}`}: ${logSince(place.log, logStart)}`;
  });
  child.unref();
  return { failure: () => failure };
}

/** The process id of the server that works in the place's data folder, or null when none does. */
export function servingProcess(place: Place): number | null {
  const pid = lockHolder(pidFile(place));
  return pid !== null && worksIn(pid, place.data) ? pid : null;
}

/**
 * True when a PostgreSQL process works in the place's data folder: a server, one that is about to serve, or what
 * is left of one that was killed and has yet to notice. Nothing can be started before it is gone.
 */
export function isOccupied(place: Place): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isPostgres(name) && worksIn(name, place.data));
}

/**
 * Stops the server as `pg_ctl stop -m fast` does (open transactions are rolled back) and waits for its end.
 * Returns false when it has not ended in time; it goes on stopping.
 */
export async function stopPostmaster(place: Place): Promise<boolean> {
  const pid = servingProcess(place);
  if (pid === null) return true;
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
  const deadline = performance.now() + stopPatienceMs;
  while (worksIn(pid, place.data)) {
    if (performance.now() > deadline) return false;
    await pause(10);
  }
  return true;
}

/** True when the process lives and works in that folder: then it is the folder's, not just any process of that number. */
function worksIn(pid: number | string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

function isPostgres(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n';
  } catch {
    return false;
  }
}

/** The process that a lock file names in its first line; null when there is no such file or it is half written. */
function lockHolder(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * PostgreSQL itself sees through lock files left by a crash, except when the number in them has since been given
 * to another process of the same account (as after a restart of a machine or container) or still belongs to a
 * dead process that nobody has buried. Nothing works in the folder by now, so such files are removed.
 */
function removeMisleadingLocks(place: Place): void {
  for (const path of [pidFile(place), join(place.run, '.s.PGSQL.5432.lock')]) {
    const pid = lockHolder(path);
    if (pid !== null && existsSync(`/proc/${pid}`) && !worksIn(pid, place.data)) rmSync(path, { force: true });
  }
}

function pidFile(place: Place): string {
  return join(place.data, 'postmaster.pid');
}

/** What PostgreSQL wrote since; nothing when the log is gone (whoever removes the folder of a server ends it, too). */
function logSince(path: string, start: number): string {
  try {
    return readFileSync(path).subarray(start).toString('utf8').trim();
  } catch {
    return '(no log)';
  }
}

/** Opened by this program, which may be root, in another account's folder: so a link in its place is not followed. */
function openLog(path: string): number {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
  const handle = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
  if (statSync(path).size <= longestLogBytes) return handle;
  closeSync(handle);
  return openSync(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_TRUNC, 0o600);
}
