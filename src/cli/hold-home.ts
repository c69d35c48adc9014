/**
 * One server for each data folder. What excludes a second one is a name that the kernel gives to one process at a time
 * and takes back when that process ends, however it ends: nothing is left behind that a later start would have to judge.
 * A file beside it says which process has the folder.
 */

import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCodes, Stop } from '#cli/exit-codes.ts';

/**
 * Takes the folder for this process, or stops and says who has it; call what it returns to give it back.
 * @throws Stop when the folder is held, or cannot be made or written to
 */
export async function holdHome(home: string): Promise<() => Promise<void>> {
  const file = join(home, 'server.json');
  const name = await usable(home, async () => {
    await mkdir(home, { recursive: true, mode: 0o700 });
    // The folder itself and not its path: the same folder may have several.
    const { dev, ino } = await stat(home);
    return `\0coterminous ${dev} ${ino}`;
  });
  const held = await nameTaken(name);
  if (held === null) throw new Stop(exitCodes.inUse, await inUse(home, file));
  try {
    await usable(home, () => writeFile(file, JSON.stringify({ pid: process.pid }), { mode: 0o600 }));
  } catch (error) {
    held.close();
    throw error;
  }
  return async () => {
    await rm(file, { force: true });
    await new Promise((done) => held.close(done));
  };
}

/** Where the server that has a data folder is asked. */
export type RunningServer = { readonly pid: number; readonly address: string; readonly accounts: boolean };

/** Writes where the server that has the folder is asked, for other commands on it. */
export async function tellAddress(home: string, server: Omit<RunningServer, 'pid'>): Promise<void> {
  const told: RunningServer = { pid: process.pid, ...server };
  await usable(home, () => writeFile(join(home, 'server.json'), JSON.stringify(told), { mode: 0o600 }));
}

/** The server that runs on the data folder and is ready to be asked; null: none does. */
export async function runningServer(home: string): Promise<RunningServer | null> {
  const file = join(home, 'server.json');
  if ((await holderIn(file)) === null) return null;
  const told = JSON.parse(await readFile(file, 'utf8')) as Partial<RunningServer>;
  return told.address === undefined ? null : (told as RunningServer);
}

async function usable<T>(home: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Stop(
      exitCodes.store,
      `The data folder ${home} cannot be used: ${(error as Error).message}. Choose another with --home or COTERMINOUS_HOME.`,
    );
  }
}

/** A socket of that name in the kernel's own name space (it begins with NUL and is no file); null when another has it. */
function nameTaken(name: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(null);
      else fail(error);
    });
    server.listen({ path: name }, () => {
      server.unref();
      done(server);
    });
  });
}

/** The message with the process that has the folder; it writes its number a moment after it took the name. */
async function inUse(home: string, file: string): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const pid = await holderIn(file);
    if (pid !== null) {
      return `Coterminous already runs on ${home} (process ${pid}). Use that one, stop it, or start another with --home on another folder.`;
    }
    await pause(25);
  }
  return `Coterminous already runs on ${home}. Use that one, stop it, or start another with --home on another folder.`;
}

/** The process that the file names, when it runs. */
async function holderIn(file: string): Promise<number | null> {
  try {
    const { pid } = JSON.parse(await readFile(file, 'utf8')) as { pid?: unknown };
    // A file left by a process that was killed may still be there for a moment.
    return typeof pid === 'number' && existsSync(`/proc/${pid}`) ? pid : null;
  } catch {
    return null;
  }
}
