import { describe, expect, it } from 'vitest';
import { networkOf, waitAfter } from '#identity/attempt-delay.ts';

describe('waiting after failures', () => {
  it('[IA30] some failures cost nothing, then the wait doubles up to a bound: nobody is shut out for good', () => {
    const waits = Array.from({ length: 30 }, (_, failures) => waitAfter(failures, 'account-and-address'));
    expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 1, 2, 4]);
    expect(Math.max(...waits)).toBe(900);
    expect(waitAfter(10_000, 'account-and-address')).toBe(900);
    expect(waitAfter(49, 'address')).toBe(0);
    expect(waitAfter(10_000, 'address')).toBe(300);
    expect(waitAfter(9, 'account-and-device')).toBe(0);
    expect(waitAfter(10_000, 'account-and-device')).toBe(300);
  });

  it('[IA31] addresses of one network count as one: the first 64 bits of IPv6, and IPv4 however it is written', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('2001:db8:0:1::1')).toBe(networkOf('2001:0DB8::1:ffff:ffff:ffff:ffff'));
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8:0:2::1'));
    expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'));
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
  });
});
