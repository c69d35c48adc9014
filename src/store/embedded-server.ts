/**
 * The database that comes with the program: a real PostgreSQL 18 in the data folder, shared by every process
 * of this program that uses the folder. Whoever comes first starts it, the last to leave stops it, and it
 * survives whoever is killed. It listens on a socket inside the data folder and on no network.
 * Knows nothing of tables. See docs/decisions/0002-embedded-postgresql.md.
 */

import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { embeddedUser, makeCluster, type Place, placeIn } from '#store/embedded-cluster.ts';
import {
  isOccupied,
  type Launch,
  servingProcess,
  startPostmaster,
  stopPostmaster,
} from '#store/embedded-postmaster.ts';
import { errorCode, errorMessage, StoreError } from '#store/store-error.ts';

export type EmbeddedServer = {
  /** How to connect to the program's own database on this server. */
  readonly connection: pg.PoolConfig;
  /** Leaves the server; the last process to leave stops it. Close every other connection first. */
  release(): Promise<void>;
};

const databaseName = 'coterminous';
/** Every process that uses the server holds this lock shared; only one that is alone can hold it whole. */
const presenceLock = 20061001;
/** How long to try before giving up; a server that is alive, but recovering from a crash, is given longer. */
const patienceMs = 15_000;
const recoveryPatienceMs = 120_000;
const launchesAllowed = 3;
/** Between tries of a process to come back to a server that fell over and does not start. */
const comingBackMs = 2_000;
/** Linux allows 107 bytes for the path of a socket, its file name included. */
const longestSocketFolder = 90;

/**
 * The server of that data folder, started if it is not running; makes the folder and the database on first
 * use. Safe to call from several processes at once, and after any of them was killed.
 * @throws StoreError platform-unsupported, home-not-writable, disk-full, database-did-not-start
 */
export async function openEmbeddedServer(home: string): Promise<EmbeddedServer> {
  const place = placeIn(home);
  const socket = socketFolder(place);
  const connection = { host: socket.path, port: 5432, user: embeddedUser, database: databaseName, ssl: false };
  const presence = makePresence(place, { ...connection, database: 'postgres' });
  try {
    await ensureDatabase(await presence.enter());
  } catch (error) {
    await presence.leave();
    socket.close();
    throw error;
  }
  return {
    connection,
    release: async () => {
      await presence.leave();
      socket.close();
    },
  };
}

/** The socket's folder as a client names it: by an open handle when its path is longer than a socket's may be. */
function socketFolder(place: Place): { path: string; close(): void } {
  if (Buffer.byteLength(place.run) <= longestSocketFolder) return { path: place.run, close: () => {} };
  const handle = openSync(place.run, 'r');
  return { path: `/proc/self/fd/${handle}`, close: () => closeSync(handle) };
}

type Presence = { enter(): Promise<pg.Client>; leave(): Promise<void> };

/**
 * This process's presence on the server: a connection that holds the shared lock. Should the server fall over
 * and the connection with it, the process enters again, or another might stop the server under it.
 */
function makePresence(place: Place, connection: pg.ClientConfig): Presence {
  let left = false;
  let entering: Promise<pg.Client> | null = null;
  const enter = (): Promise<pg.Client> => {
    entering = enterServer(place, connection).then((client) => {
      client.once('end', () => {
        if (!left) void comeBack();
      });
      return client;
    });
    return entering;
  };
  /** Tries until it succeeds: where the disk is full, say, no server starts before there is room again. */
  const comeBack = async (): Promise<void> => {
    while (!left) {
      try {
        await enter();
        return;
      } catch {
        // It shows in the next query, with an error that says more to whoever waits for it.
        await pause(comingBackMs, undefined, { ref: false });
      }
    }
  };
  return {
    enter,
    leave: async () => {
      if (left) return;
      left = true;
      const client = await entering?.catch(() => null);
      if (client) await leaveServer(place, client);
    },
  };
}

/** Connects and takes the shared lock, starting the server when nobody else has. */
async function enterServer(place: Place, connection: pg.ClientConfig): Promise<pg.Client> {
  const begun = performance.now();
  let launch: Launch | null = null;
  let launches = 0;
  for (;;) {
    if (!existsSync(place.data)) await makeCluster(place);
    const entered = await tryToEnter(connection);
    if (entered instanceof pg.Client) return entered;
    const isServing = servingProcess(place) !== null;
    const patience = isServing ? recoveryPatienceMs : patienceMs;
    if (performance.now() - begun > patience) throw didNotStart(place, errorMessage(entered));
    const failure: string | null = launch?.failure() ?? null;
    const mayLaunch = (launch === null || failure !== null) && !isServing && !isOccupied(place);
    if (mayLaunch) {
      // Of two that start at once one fails, and finds the other serving at its next look.
      if (failure !== null && launches >= launchesAllowed) throw didNotStart(place, failure);
      launch = launchServer(place);
      launches += 1;
    }
    await pause(launches > 1 ? 100 : 15);
  }
}

function launchServer(place: Place): Launch {
  try {
    return startPostmaster(place);
  } catch (error) {
    throw didNotStart(place, errorMessage(error), errorCode(error));
  }
}

/** The connection with the lock held, or the refusal when trying again may help. */
async function tryToEnter(connection: pg.ClientConfig): Promise<pg.Client | unknown> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  // Without a listener the loss of an idle connection would end the program; `end` follows and is listened to.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`set lock_timeout = '5s'; select pg_advisory_lock_shared(${presenceLock})`);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    return error ?? new Error('refused');
  }
}

/** Gives up the shared lock, and stops the server if nobody else holds it. */
async function leaveServer(place: Place, client: pg.Client): Promise<void> {
  try {
    await client.query(`select pg_advisory_unlock_shared(${presenceLock})`);
    const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${presenceLock}) as alone`);
    // The lock is held whole until the server is gone, so nobody can enter in between.
    if (rows[0]?.alone === true) await stopPostmaster(place);
  } catch {
    // The server went away first; there is nothing left to stop.
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes the program's own database on first use. */
async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
  if (rowCount !== 0) return;
  try {
    await client.query(`create database ${databaseName}`);
  } catch (error) {
    // 42P04 and 23505: another process made it at the same moment.
    if (!['42P04', '23505'].includes(errorCode(error))) throw error;
  }
}

function didNotStart(place: Place, reason: string, code = ''): StoreError {
  const where = `Its log is ${join(place.folder, 'server.log')}.`;
  if (code === 'ENOSPC' || reason.includes('No space left on device')) {
    const message = `The disk is full: the database in ${place.data} cannot start. Free some space. ${where}`;
    return new StoreError('disk-full', message);
  }
  return new StoreError('database-did-not-start', `The database in ${place.data} did not start: ${reason}\n${where}`);
}
