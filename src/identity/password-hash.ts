/**
 * Hashes of passwords by Argon2id, away from the thread that answers requests, and a few at once: each takes 19 MiB and some
 * tens of milliseconds. Does not know whose they are.
 */

import { hash, parseOptions, verify } from '@node-rs/argon2';
import { normalPassword } from '#identity/password-rules.ts';

/** OWASP Password Storage Cheat Sheet (2025): Argon2id (which the library takes), 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** `busy`: too many are waiting already; the answer is to try later. */
export type Busy = 'busy';

/** Runs some jobs at once while others wait; more than may wait are turned away. */
export class BoundedWork {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly atOnce: number;
  private readonly mayWait: number;

  constructor(atOnce: number, mayWait: number) {
    this.atOnce = atOnce;
    this.mayWait = mayWait;
  }

  async run<T>(job: () => Promise<T>): Promise<T | Busy> {
    if (this.running >= this.atOnce) {
      if (this.waiting.length >= this.mayWait) return 'busy';
      await new Promise<void>((go) => this.waiting.push(go));
    } else this.running += 1;
    try {
      return await job();
    } finally {
      // The place passes to who waited longest, so that nobody new slips in between.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}

/** For the whole process: about a second of waiting on two cores. */
const work = new BoundedWork(2, 64);

/** The hash to keep, with its parameters and its salt. */
export function hashPassword(password: string): Promise<string | Busy> {
  return work.run(() => hash(normalPassword(password), parameters));
}

/**
 * True when the hash is of the password. Without a hash it takes the same time and is false: who asks does not learn
 * whether there was one.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean | Busy> {
  const right = await work.run(async () => verify(passwordHash ?? (await hashOfNobody()), normalPassword(password)));
  return passwordHash === null && right !== 'busy' ? false : right;
}

/** True when it was made with other parameters than a hash of today. */
export function isHashOutdated(passwordHash: string): boolean {
  const found = parseOptions(passwordHash);
  return (
    found.algorithm !== argon2id ||
    found.memoryCost !== parameters.memoryCost ||
    found.timeCost !== parameters.timeCost ||
    found.parallelism !== parameters.parallelism
  );
}

/** The library's number for Argon2id; its name is a constant that only a compiler sees. */
const argon2id = 2;

let nobody: Promise<string> | null = null;

function hashOfNobody(): Promise<string> {
  nobody ??= hash('the password of nobody', parameters);
  return nobody;
}
