/** Asks a server over connections that stay open, as the browser of one person does, and times each answer. */

import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';
import type { LoadCount } from '#bench/load-figures.ts';

export type Asked = {
  /** What is asked, in the words of the report. */
  readonly name: string;
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  /** When it should have been sent; left out: now. What waits behind a slow answer is told as slow, too. */
  readonly due?: number;
};

export type Answer = { readonly status: number; readonly json: <T>() => T };

/** @units milliseconds */
const patienceMs = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** Asks as whoever the cookie is of; null where the answer is none that work can go on from. Faults are counted. */
export async function ask(
  address: string,
  cookie: string,
  count: LoadCount,
  { name, path, method = 'GET', body, due = performance.now() }: Asked,
): Promise<Answer | null> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers: Record<string, string> = { cookie, origin: address, 'accept-encoding': 'gzip' };
  if (text !== undefined) headers['content-type'] = 'application/json';
  try {
    const heard = await send(`${address}${path}`, method, headers, text);
    count.add(name, method !== 'GET', performance.now() - due);
    if (heard.status === 409) count.addOvertaken();
    if (heard.status < 300) return heard;
    if (heard.status !== 409) count.addFault(`${name}: ${heard.status} ${heard.json<{ detail?: string }>().detail}`);
  } catch (error) {
    count.add(name, method !== 'GET', performance.now() - due);
    count.addFault(`${name}: ${(error as Error).message}`);
  }
  return null;
}

/** Ends what is open. */
export function closeClient(): void {
  agent.destroy();
}

function send(url: string, method: string, headers: Record<string, string>, body: string | undefined): Promise<Answer> {
  return new Promise((done, fail) => {
    const asked = request(url, { agent, method, headers, timeout: patienceMs }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        // Unpacked only where somebody reads on: a browser has a machine of its own for that.
        const json = <T>(): T => {
          const plain = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
          return JSON.parse(plain.toString('utf8')) as T;
        };
        done({ status: answer.statusCode ?? 0, json });
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${patienceMs / 1000} seconds`)));
    asked.on('error', fail);
    asked.end(body);
  });
}
