/**
 * How long somebody waits who failed to prove who they are. Nobody is shut out for good, and nobody shuts out others: failures
 * count for one account from one address, for one address, and apart from both for a browser in which the person has signed
 * in before. They are never counted for an account alone: anybody could then keep its holder out.
 */

/** What failures are counted for. */
export type AttemptScope = 'account-and-address' | 'account-and-device' | 'address';

type Patience = { readonly free: number; readonly longest: number };

/** Failures that cost nothing, and the longest wait. @units seconds. An address may be that of a whole office. */
const patience: Record<AttemptScope, Patience> = {
  'account-and-address': { free: 5, longest: 900 },
  'account-and-device': { free: 10, longest: 300 },
  address: { free: 50, longest: 300 },
};

/** Failures are forgotten when none was added for so long. @units seconds */
export const attemptMemory = 86_400;

/** The wait after so many failures: none at first, then a second, doubled with each. @units seconds */
export function waitAfter(failures: number, scope: AttemptScope): number {
  const { free, longest } = patience[scope];
  return failures < free ? 0 : Math.min(longest, 2 ** (failures - free));
}

/**
 * The address as failures are counted for it: of an IPv6 address its first 64 bits, since who has one of them has them all; of IPv4
 * written as IPv6 the IPv4.
 */
export function networkOf(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled =
    tail === undefined
      ? front
      : [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${filled
    .slice(0, 4)
    .map((piece) => piece.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
