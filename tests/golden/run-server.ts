/** The HTTP server on a port of its own over a database with the sample, asked as any client would. */

import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { RegisterShelf } from '#actions/load-register.ts';
import { makeServer } from '#api/server.ts';
import { isoDate } from '#std/iso-date.ts';
import { makeSampleDatabase } from '#tests/golden/run-cli.ts';
import type { TestDatabase } from '#tests/support/database.ts';

export type Heard = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
};

export type TestServer = {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly database: TestDatabase;
  readonly shelf: RegisterShelf;
  /** Asks without following or unpacking anything. */
  ask(
    path: string,
    options?: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Heard>;
  /** The JSON of an answer. */
  json<T = Record<string, unknown>>(path: string): Promise<T>;
  close(): Promise<void>;
};

/** The server, listening; it thinks that today is 21 November 2026. */
export async function startTestServer(webFolder?: string): Promise<TestServer> {
  const database = await makeSampleDatabase();
  const shelf = new RegisterShelf(database.store);
  const app = await makeServer({ shelf, webFolder, hosts: ['localhost'], today: () => isoDate('2026-11-21') });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const ask: TestServer['ask'] = (path, { method = 'GET', headers = {} } = {}) =>
    new Promise((done, fail) => {
      const asked = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const heard = answer.headers as Record<string, string>;
          done({ status: answer.statusCode ?? 0, headers: heard, bytes, text: bytes.toString('utf8') });
        });
      });
      asked.on('error', fail);
      asked.end();
    });
  return {
    app,
    port,
    database,
    shelf,
    ask,
    json: async <T>(path: string) => JSON.parse((await ask(path)).text) as T,
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
