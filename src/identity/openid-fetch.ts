/**
 * The only way to a provider over the network: addresses of hosts that the settings name, no redirects, an answer of a
 * bounded size in a bounded time. So nothing that a request or a provider's metadata says leads to any other host.
 */

import type { CustomFetch } from 'openid-client';

/** How long a provider may take for one answer. */
export const patienceSeconds = 10;
const answerBytesAtMost = 1_000_000;

/** Something of a provider that the settings or the bounds forbid; the message says what. */
export class ProviderBoundError extends Error {}

/** A fetch that reaches only these origins. @throws ProviderBoundError for others, and when an answer is too large */
export function boundedFetch(origins: readonly string[], bytesAtMost: number = answerBytesAtMost): CustomFetch {
  return async (address, options) => {
    const { origin } = new URL(address);
    if (!origins.includes(origin)) {
      throw new ProviderBoundError(`its metadata leads to ${origin}, which the settings do not name under alsoAt`);
    }
    const { method, headers, body, signal } = options;
    const response = await fetch(address, {
      method,
      headers,
      body: (body ?? null) as NonNullable<RequestInit['body']> | null,
      redirect: 'manual',
      signal: signal ?? AbortSignal.timeout(patienceSeconds * 1000),
    });
    const bytes = await boundedBody(response, bytesAtMost);
    return new Response(bytes.length === 0 ? null : bytes, { status: response.status, headers: response.headers });
  };
}

/** Counted as it is unpacked: what is small on the way may be large here. */
async function boundedBody(response: Response, bytesAtMost: number): Promise<Buffer<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > bytesAtMost) throw new ProviderBoundError(`its answer is larger than ${bytesAtMost} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
