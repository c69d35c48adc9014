/** Whom a server lets in: only this machine, unless people sign in and what they send is kept secret on the way. */

import { isIP } from 'node:net';
import { exitCodes, Stop } from '#cli/exit-codes.ts';

export type OpennessFlags = {
  readonly host: string;
  readonly accounts?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  /** A proxy is stated. */
  readonly behindProxy?: unknown;
  readonly publicAddress?: string;
  readonly signInProviders?: string;
  readonly secondFactorFor?: string;
};

const guide = 'docs/operations.md shows how.';

/**
 * Nothing, where the flags fit together.
 * @throws Stop when other machines would be let in without accounts or without TLS, or a flag misses the one that it needs
 */
export function checkOpenness(flags: OpennessFlags): void {
  const problem = problemOf(flags);
  if (problem !== null) throw new Stop(exitCodes.usage, problem);
}

function problemOf(flags: OpennessFlags): string | null {
  const { host, accounts = false, tlsCert, tlsKey, behindProxy, signInProviders, secondFactorFor } = flags;
  const isLocal = isLoopback(host);
  const hasOwnTls = tlsCert !== undefined && tlsKey !== undefined;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    return '--tls-cert and --tls-key go together: name the file of the certificate and the file of its key.';
  const forAccounts = { '--sign-in-providers': signInProviders, '--second-factor-for': secondFactorFor };
  const idle = Object.entries(forAccounts).find(([, stated]) => stated !== undefined && !accounts);
  if (idle !== undefined) return `${idle[0]} is of no use without accounts. Add --accounts, or leave it out.`;
  if (behindProxy !== undefined && !accounts)
    return `--behind-proxy lets other machines in, and nobody would have to sign in: whoever reaches the proxy could read and change everything. Add --accounts. ${guide}`;
  if (!isLocal && !accounts)
    return `${host} lets other machines in, and nobody would have to sign in. Add --accounts, so that people sign in, and TLS: --tls-cert and --tls-key, or --behind-proxy with the address of a proxy that speaks it. ${guide} Leave --host out to serve this machine alone.`;
  if (!isLocal && !hasOwnTls && behindProxy === undefined)
    return `${host} lets other machines in, and passwords would be sent so that others on the way can read them. Give a certificate with --tls-cert and --tls-key, or put a proxy before the server that speaks TLS and name its address with --behind-proxy. ${guide} Leave --host out to serve this machine alone.`;
  return publicAddressProblem(flags.publicAddress);
}

function publicAddressProblem(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  const isAddress = url !== null && url.username === '' && url.pathname === '/' && url.search === '' && url.hash === '';
  if (isAddress && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) return null;
  return `--public-address is ${text}. Give what people type, with https and without a path, such as https://coterminous.example.org.`;
}

/** True of names and addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
