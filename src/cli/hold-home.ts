/** One server for each data folder: a file with the process that holds it, taken and given back. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, Stop } from '#cli/exit-codes.ts';

/**
 * Takes the folder for this process, or stops and says who has it. A holder that was killed holds nothing: its
 * process is looked up, by number and start time, so that a number used again is not mistaken for it.
 */
export async function holdHome(home: string): Promise<() => Promise<void>> {
  const file = join(home, 'server.json');
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) });
  await mkdir(home, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new Stop(
      exitCodes.store,
      `The data folder ${home} cannot be made: ${error.message}. Choose another with --home or COTERMINOUS_HOME.`,
    );
  });
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await writeFile(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST')
        throw new Stop(
          exitCodes.store,
          `The data folder ${home} cannot be written to: ${message}. Choose another with --home or COTERMINOUS_HOME.`,
        );
    }
    const holder = await holderOf(file);
    if (holder !== null) {
      throw new Stop(
        exitCodes.inUse,
        `Coterminous already runs on ${home} (process ${holder}). Use that one, stop it, or start another with --home on another folder.`,
      );
    }
    await rm(file, { force: true });
  }
  throw new Stop(exitCodes.inUse, `Another start on ${home} is under way. Try again.`);
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
