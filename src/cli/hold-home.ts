/** One server for each data folder: a file with the process that holds it, taken and given back. */

import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, Stop } from '#cli/exit-codes.ts';

/** Tries to take the folder; each one that fails has removed a holder that is gone, or met another start. */
const attempts = 20;

/**
 * Takes the folder for this process, or stops and says who has it; call what it returns to give it back. A holder that
 * was killed holds nothing: its process is looked up, by number and start time, so that a number used again is not
 * mistaken for it.
 * @throws Stop when the folder is held, or cannot be made or written to
 */
export async function holdHome(home: string): Promise<() => Promise<void>> {
  const file = join(home, 'server.json');
  // Written whole under a name of its own and then linked: nobody ever reads half of it.
  const mine = join(home, `server-${randomUUID()}.json`);
  await usable(home, async () => {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await writeFile(mine, JSON.stringify({ pid: process.pid, started: await startOf(process.pid) }), { mode: 0o600 });
  });
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (await usable(home, () => isLinked(mine, file))) return () => rm(file, { force: true });
      const holder = await holderOf(file);
      if (holder !== null) {
        throw new Stop(
          exitCodes.inUse,
          `Coterminous already runs on ${home} (process ${holder}). Use that one, stop it, or start another with --home on another folder.`,
        );
      }
      await removeDead(file, `${mine}.old`);
    }
  } finally {
    await rm(mine, { force: true });
  }
  throw new Stop(exitCodes.inUse, `Another start on ${home} is under way. Try again.`);
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

/** True when `file` is now the same as `mine`; false when there is a file of that name. */
async function isLinked(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the file of a holder that is gone; one that another start put there in the meantime is put back. */
async function removeDead(file: string, aside: string): Promise<void> {
  try {
    await rename(file, aside);
  } catch {
    // Another start removed it first.
    return;
  }
  if ((await holderOf(aside)) !== null) await isLinked(aside, file);
  await rm(aside, { force: true });
}

async function holderOf(file: string): Promise<number | null> {
  try {
    const held = JSON.parse(await readFile(file, 'utf8')) as { pid?: unknown; started?: unknown };
    if (typeof held.pid !== 'number' || typeof held.started !== 'string') return null;
    return (await startOf(held.pid)) === held.started ? held.pid : null;
  } catch {
    return null;
  }
}

/** When the process started, in the kernel's ticks; empty when there is no such process. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in brackets, may hold blanks: fields are counted from behind it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
