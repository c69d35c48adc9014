import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { homedir } from 'node:os';
import { gunzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roleNames } from '#core/access/vocabulary.ts';
import { verifyJournal } from '#store/journal.ts';
import { makeSampleDatabase, root } from '#tests/golden/run-cli.ts';
import { BadRequests, type OpenapiDocument } from '#tests/support/bad-requests.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { walkBodies } from '#tests/support/marked-records.ts';
import { makePerson, WalkWorld } from '#tests/support/walk-world.ts';

const patienceMs = 300_000;
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
const requests = 10_000;

let database: TestDatabase;
let world: WalkWorld;
let bad: BadRequests;
beforeAll(async () => {
  console.log(`bad requests: FUZZ_SEED=${seed}`);
  database = await makeSampleDatabase();
  world = await WalkWorld.start(database.store, []);
  const all = roleNames.map((role) => [walkBodies.own, role] as const);
  const one = await makePerson(database.store, 'everything', all);
  const other = await makePerson(database.store, 'reads', [[walkBodies.third, 'viewer']]);
  const token = await makePerson(database.store, 'token', all, ['read', 'edit', 'money']);
  const document = (await world.app.inject({ url: '/api/openapi.json', headers: { host: 'localhost' } })).json();
  const credentials = [one.headers, one.headers, other.headers, token.headers];
  bad = new BadRequests(document as OpenapiDocument, credentials, seed);
});
afterAll(async () => {
  await world?.close();
  await database?.close();
});

/** What no client is told: a stack trace, or where something lies on this machine. */
const ofThisMachine = new RegExp(
  `\\n +at |node_modules|node:internal|${root}|${homedir()}/|/tmp/coterminous|\\.ts:\\d`,
);

async function head(): Promise<string> {
  const { rows } = await database.store.pool.query<{ at: string }>(
    "select coalesce(max(seq), 0) || ' ' || (select count(*) from work.records) as at from work.journal",
  );
  return rows[0]?.at ?? '';
}

it(
  '[LF8] 10,000 bad requests are answered with a problem or a success, and what is refused changes nothing',
  async () => {
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    let before = await head();
    for (let number = 0; number < requests; number++) {
      const request = bad.next();
      const heard = await world.app.inject({ ...request, headers: { ...request.headers } } as InjectOptions);
      const { statusCode: status } = heard;
      const isPacked = heard.headers['content-encoding'] === 'gzip' && heard.rawPayload.length > 0;
      const body = isPacked ? gunzipSync(heard.rawPayload).toString('utf8') : heard.body;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const isProblem = String(heard.headers['content-type']).startsWith('application/problem+json');
      const isEmpty = request.method === 'HEAD' || status === 304 || status === 204;
      const isAnswer = status < 400 || (status < 500 && (isEmpty || (isProblem && JSON.parse(body).status === status)));
      const isTold = isAnswer && !ofThisMachine.test(body);
      const isReading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
      const after = isReading ? before : await head();
      if (!isTold || (after !== before && status >= 400)) {
        const words = [
          request.method,
          request.url.slice(0, 300),
          request.payload?.slice(0, 600),
          status,
          body.slice(0, 300),
        ];
        faults.push(`${number}: ${words.join(' ')} ${before} -> ${after}`);
      }
      before = after;
    }
    expect(faults.slice(0, 20), `FUZZ_SEED=${seed}`).toEqual([]);
    // They came through: some were answered, and more than one kind of refusal was met.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(200);
    expect(statuses.size).toBeGreaterThan(8);
    expect((await verifyJournal(database.store)).faults).toEqual([]);
  },
  patienceMs,
);

/** What comes back on the bare connection until it is closed; what is sent need not be HTTP. */
async function sendBytes(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const heard: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => heard.push(chunk));
  socket.on('error', () => undefined);
  const timer = setTimeout(() => socket.destroy(), 3_000);
  socket.end(bytes);
  await once(socket, 'close');
  clearTimeout(timer);
  return Buffer.concat(heard).toString('latin1');
}

it(
  '[LF9] what is sent on a bare connection and is no request is refused, and the server goes on',
  async () => {
    await world.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = world.app.server.address() as AddressInfo;
    const start = 'POST /api/session HTTP/1.1\r\nhost: localhost\r\n';
    const shapes: (string | Buffer)[] = [
      ...[
        '\r\n\r\n',
        'GET',
        'GET / HTTP/9.9\r\n\r\n',
        'NONSENSE /api HTTP/1.1\r\nhost: x\r\n\r\n',
        '\u0016\u0003\u0001\u0000',
      ],
      ...[
        `GET /api/health HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
        'GET /api/health HTTP/1.1\r\n\r\n',
      ],
      `${start}content-length: 5\r\ncontent-length: 6\r\n\r\n{}`,
      `${start}transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n{}`,
      `${start}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      `${start}content-length: -1\r\n\r\n{}`,
      `${start}content-type: application/json\r\ncontent-length: 999999999999\r\n\r\n{}`,
      ...['GET /%ff%fe HTTP/1.1\r\nhost: localhost\r\n\r\n', 'GET http://[::1/ HTTP/1.1\r\nhost: localhost\r\n\r\n'],
      ...[
        'GET /api/health HTTP/1.1\r\nhost: localhost\r\nhost: elsewhere\r\n\r\n',
        'GET /api/\u0000 HTTP/1.1\r\nhost: localhost\r\n\r\n',
      ],
      Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919 + seed) % 256)),
    ];
    const faults: string[] = [];
    for (let round = 0; round < 10; round++) {
      const heard = await Promise.all(shapes.map((bytes) => sendBytes(port, bytes)));
      for (const [at, text] of heard.entries()) {
        const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
        if (text !== '' && (status === 0 || status >= 500 || ofThisMachine.test(text)))
          faults.push(`${String(shapes[at]).slice(0, 60)}: ${text.slice(0, 200)}`);
      }
    }
    expect(faults).toEqual([]);
    expect((await world.app.inject({ url: '/api/health', headers: { host: 'localhost' } })).statusCode).toBe(200);
  },
  patienceMs,
);
