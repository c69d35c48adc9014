/** The server under load: the program itself, with accounts, on a data folder; asked for what it uses while it runs. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'coterminous.mjs');

/** @units megabytes; seconds of one processor since its start */
export type ServerUse = { readonly memory: number; readonly processor: number };

export type LoadServer = {
  readonly address: string;
  /** Of the server alone, without PostgreSQL. */
  use(): Promise<ServerUse>;
  /** Ends it as a person does, and waits until it has ended. */
  close(): Promise<void>;
};

/** Starts the program on the data folder. `flags`: of Node, such as `--cpu-prof`. @throws when it does not start */
export async function startLoadServer(home: string, flags: readonly string[] = []): Promise<LoadServer> {
  const words = [
    '--home',
    home,
    'start',
    '--accounts',
    '--api-only',
    '--port',
    '0',
    '--no-open',
    '--log-level',
    'warn',
  ];
  const child = spawn(process.execPath, [...flags, program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => child.kill('SIGKILL');
  process.on('exit', stop);
  const address = await addressOf(child);
  return {
    address,
    use: async () => {
      const text = await (await fetch(`${address}/metrics`)).text();
      const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
      return {
        memory: figure('process_resident_memory_bytes') / 1_000_000,
        processor: figure('process_cpu_seconds_total'),
      };
    },
    close: async () => {
      process.off('exit', stop);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the server says nothing');
  for await (const line of createInterface({ input: stdout })) {
    const found = /is at (http:\/\/[^\s/]+)/.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error('the server ended before it was open');
}
