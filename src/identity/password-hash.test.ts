import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { BoundedWork, hashPassword, isHashOutdated, verifyPassword } from '#identity/password-hash.ts';

describe('hashes of passwords', () => {
  it('[IA14] a password is kept as Argon2id with 19 MiB and two passes, each with a salt of its own', async () => {
    const one = await hashPassword('velvet umbrella seventeen');
    const two = await hashPassword('velvet umbrella seventeen');
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, 'velvet umbrella seventeen')).toBe(true);
    expect(await verifyPassword(one, 'velvet umbrella seventeem')).toBe(false);
    expect(await verifyPassword(await hashPassword('caf\u0065\u0301 noir'), 'caf\u00e9 noir')).toBe(true);
  });

  it('[IA15] without a hash nothing is right', async () => {
    expect(await verifyPassword(null, 'the password of nobody')).toBe(false);
    expect(await verifyPassword(null, '')).toBe(false);
  });

  it('[IA16] a hash of other parameters is to be made anew', async () => {
    const password = 'velvet umbrella seventeen';
    expect(isHashOutdated(await hash(password, { memoryCost: 9216, timeCost: 4, parallelism: 1 }))).toBe(true);
    expect(
      isHashOutdated(await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 1 })),
    ).toBe(true);
    expect(isHashOutdated(String(await hashPassword(password)))).toBe(false);
  });

  it('[IA17] so many run at once, so many wait in their order, and the rest are turned away; a failure frees its place', async () => {
    const work = new BoundedWork(2, 3);
    let running = 0;
    let most = 0;
    const ends: (() => void)[] = [];
    const order: number[] = [];
    const job = (number: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(number);
      await new Promise<void>((end) => ends.push(end));
      running -= 1;
      if (number === 1) throw new Error('broken');
      return number;
    };
    const runs = Array.from({ length: 7 }, (_, number) => work.run(job(number)).catch(() => 'broken'));
    for (let step = 0; step < 20; step++) {
      await new Promise((next) => setImmediate(next));
      ends.shift()?.();
    }
    expect(await Promise.all(runs)).toEqual([0, 'broken', 2, 3, 4, 'busy', 'busy']);
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4]);
    const after = work.run(async () => 'free');
    expect(await after).toBe('free');
  });
});
