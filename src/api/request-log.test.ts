import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareServer } from '#api/bare-server.ts';
import { StoreError } from '#store/store-error.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';

type Line = {
  readonly level: string;
  readonly msg: string;
  readonly requestId?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number | null;
  readonly durationMs?: number;
  readonly bytes?: number;
  readonly err?: { readonly message: string; readonly stack: string };
};

let server: TestServer;
let text = '';
beforeAll(async () => {
  const write = (line: string) => {
    text += line;
  };
  server = await startTestServer(undefined, () => ({ logLevel: 'debug', logTo: { write } }));
});
afterAll(() => server?.close());

/** What was logged since the last time. */
async function logged(): Promise<Line[]> {
  await pause(50);
  const lines = text.split('\n').filter((line) => line !== '');
  text = '';
  return lines.map((line) => JSON.parse(line) as Line).filter(({ msg }) => !msg.startsWith('Server listening'));
}

const secret = 'hunter2-swordfish';

/** Every place of a request that a reader can put a word into. */
async function askWithSecrets(): Promise<void> {
  const headers = {
    authorization: `Bearer ${secret}`,
    cookie: `session=${secret}`,
    'user-agent': secret,
    referer: `http://localhost/${secret}`,
    'x-request-id': secret,
    'x-forwarded-for': secret,
    traceparent: secret,
    'if-none-match': `"${secret}"`,
  };
  const json = { ...headers, 'content-type': 'application/json' };
  const form = { ...headers, 'content-type': `multipart/form-data; boundary=${secret}` };
  const asked: [path: string, options: object][] = [
    [`/api/events?search=${secret}&scenario=${secret}`, { headers }],
    [`/api/organisations/${secret}?on=2026-04-01`, { headers }],
    [`/api/${secret}`, { headers }],
    [`/api/%${secret}`, { headers }],
    [`/api/organisations/${secret.repeat(20)}`, { headers }],
    ['/api/events', { headers: { ...headers, host: `${secret}.example` } }],
    ['/api/arrangements/X', { method: 'PUT', headers: json, body: JSON.stringify({ title: secret }) }],
    ['/api/arrangements/X', { method: 'PUT', headers: json, body: `{"title": "${secret}"` }],
    ['/api/arrangements/X', { method: 'PUT', headers: { ...json, 'content-type': secret }, body: secret }],
    ['/api/arrangements/X', { method: 'PUT', headers: { ...json, origin: `http://${secret}.example` }, body: '{}' }],
    [
      '/api/data/import',
      {
        method: 'POST',
        headers: form,
        body: `--${secret}\r\ncontent-disposition: form-data; name="file"; filename="${secret}.csv"\r\n\r\n${secret}\r\n--${secret}--\r\n`,
      },
    ],
    ['/api/data/import', { method: 'POST', headers: form, body: secret }],
    [`/api/events?x=${secret.repeat(2000)}`, {}],
  ];
  for (const [path, options] of asked) await server.ask(path, options).catch(() => null);
  await new Promise((done) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end(`${secret} ${secret} ${secret}\r\n\r\n`));
    socket.on('close', done).on('error', done).resume();
  });
}

describe('the log', () => {
  it('[OB10] has a line for each request, with the number that the answer carries, the route, status, time and size', async () => {
    await logged();
    const heard = await server.ask('/api/organisations/none-such?on=2026-04-01');
    const [line, ...more] = await logged();
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: 'info', method: 'GET', route: '/api/organisations/:code', status: 404 });
    expect([line?.requestId, line?.msg]).toEqual([heard.headers['x-request-id'], 'request']);
    expect(line?.durationMs).toBeGreaterThan(0);
    expect(line?.bytes).toBeGreaterThan(heard.bytes.length);
    expect(line?.bytes).toBeLessThan(heard.bytes.length + 1500);
  });

  it('[OB10] counts each byte once when several answers are asked for at once on one connection', async () => {
    const said = await new Promise<number>((done) => {
      let size = 0;
      const question = (close: string) => `GET /api/events HTTP/1.1\r\nhost: localhost\r\n${close}\r\n`;
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(question('').repeat(3) + question('connection: close\r\n')),
      );
      socket.on('data', (chunk) => {
        size += chunk.length;
      });
      socket.on('close', () => done(size));
    });
    const lines = await logged();
    expect(lines.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(lines.reduce((sum, { bytes = 0 }) => sum + bytes, 0)).toBe(said);
  });

  it('[OB10] has a line for an address that cannot be read, for a refusal, and for a connection that was lost', async () => {
    await server.ask('/api/%');
    await server.ask('/api/events', { headers: { host: 'evil.example' } });
    await server.ask('/nowhere');
    expect((await logged()).map(({ route, status }) => [route, status])).toEqual([
      ['none', 400],
      ['/api/events', 421],
      ['none', 404],
    ]);
    await new Promise((done) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('PUT /api/arrangements/X HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
        socket.write('content-length: 100\r\n\r\n{', () => setTimeout(() => socket.destroy(), 50));
      });
      socket.on('close', done);
    });
    const [line] = (await logged()).filter(({ route }) => route === '/api/arrangements/:id');
    expect(line).toMatchObject({ method: 'PUT' });
    expect(line?.status === null || line?.status === 400).toBe(true);
  });

  it('[OB11] holds nothing of what readers put into any place of a request', async () => {
    await askWithSecrets();
    await pause(100);
    expect(text.split('\n').length).toBeGreaterThan(12);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('swordfish');
    text = '';
  });

  it('[OB11] tells of a fault its kind and places, and its message only where the words are the program’s own', async () => {
    let lines = '';
    const app = bareServer({
      logLevel: 'error',
      logTo: {
        write: (line) => {
          lines += line;
        },
      },
    });
    app.setErrorHandler((error, request, reply) => {
      request.log.error({ err: error }, 'fault');
      return reply.code(500).send({});
    });
    const quoting = Object.assign(new Error(`bad value "${secret}"\n    at ${secret} (here)`), {
      code: '22P02',
      detail: `Failing row contains (${secret})`,
      where: secret,
    });
    const thrown: unknown[] = [quoting, new StoreError('database-lost', 'The database went away.', { cause: quoting })];
    app.get('/fault/:at', (request) => {
      throw thrown[Number((request.params as { at: string }).at)];
    });
    for (const at of [0, 1]) expect((await app.inject(`/fault/${at}`)).statusCode).toBe(500);
    await app.close();
    const faults = lines
      .split('\n')
      .filter((line) => line.includes('"fault"'))
      .map((line) => (JSON.parse(line) as Required<Line>).err);
    expect(faults[0]).toMatchObject({ type: 'Error', code: '22P02', message: '' });
    expect(faults[0]?.stack).toContain('request-log.test.ts');
    expect(faults[1]).toMatchObject({ type: 'StoreError', code: 'database-lost', message: 'The database went away.' });
    expect(lines).not.toContain(secret);
  });

  it('[OB12] is as full as its level says; without a level there is none', async () => {
    const linesAt = async (logLevel: 'error' | 'info' | 'debug' | undefined): Promise<string[]> => {
      const lines: string[] = [];
      const app = bareServer({ logLevel, logTo: { write: (line) => void lines.push(line) } });
      app.get('/healthz', () => 'ok');
      app.get('/fine', () => 'ok');
      app.get('/fault', (_request, reply) => reply.code(500).send('no'));
      await app.listen({ port: 0, host: '127.0.0.1' });
      const address = app.server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      for (const path of ['healthz', 'fine', 'fault']) await (await fetch(`http://127.0.0.1:${port}/${path}`)).text();
      await app.close();
      return lines.map((line) => (JSON.parse(line) as Line).route ?? '').filter((route) => route !== '');
    };
    expect(await linesAt('debug')).toEqual(['/healthz', '/fine', '/fault']);
    expect(await linesAt('info')).toEqual(['/fine', '/fault']);
    expect(await linesAt('error')).toEqual(['/fault']);
    expect(await linesAt(undefined)).toEqual([]);
  });
});
