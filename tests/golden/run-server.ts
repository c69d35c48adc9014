/** The HTTP server on a port of its own over a database with the sample, asked as any client would. */

import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { makeServer, type ServerOptions } from '#api/server.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Store } from '#store/open.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';

export type Heard = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
};

export type AskOptions = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type TestServer = {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly database: TestDatabase;
  readonly shelves: Shelves;
  /** Asks without following or unpacking anything. */
  ask(path: string, options?: AskOptions): Promise<Heard>;
  /** Sends JSON and gives the answer, with its JSON. */
  send<T = Record<string, unknown>>(method: string, path: string, body: unknown): Promise<Heard & { readonly json: T }>;
  /** The JSON of an answer. */
  json<T = Record<string, unknown>>(path: string): Promise<T>;
  close(): Promise<void>;
};

/** The server, listening; it thinks that it is half past ten on 21 November 2026. `more`: settings besides the usual. */
export async function startTestServer(
  webFolder?: string,
  more: (store: Store) => Partial<ServerOptions> = () => ({}),
): Promise<TestServer> {
  const database = await makeSampleDatabase();
  const shelves = makeShelves(database.store);
  const app = await makeServer({
    shelves,
    webFolder,
    hosts: ['localhost'],
    today: () => isoDate('2026-11-21'),
    now: () => '2026-11-21T10:30:00.000Z',
    ...more(database.store),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const ask: TestServer['ask'] = (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((done, fail) => {
      // Of a DELETE the client would not say how long its body is.
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const asked = request({ host: '127.0.0.1', port, path, method, headers: { ...length, ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const heard = answer.headers as Record<string, string>;
          done({ status: answer.statusCode ?? 0, headers: heard, bytes, text: bytes.toString('utf8') });
        });
      });
      asked.on('error', fail);
      asked.end(body);
    });
  return {
    app,
    port,
    database,
    shelves,
    ask,
    send: async <T>(method: string, path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const heard = await ask(path, { method, headers, body: JSON.stringify(body) });
      return { ...heard, json: JSON.parse(heard.text) as T };
    },
    json: async <T>(path: string) => JSON.parse((await ask(path)).text) as T,
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
