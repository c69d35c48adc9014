import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTraces, type Traces } from '#api/traces.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';

type Sent = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: { key: string; value: { stringValue?: string; intValue?: string } }[];
  readonly status: { code?: number };
};

/** Stands for a collector: keeps what it is sent. */
let collector: Server;
let status = 200;
const bodies: { path: string; key: string; text: string }[] = [];
let server: TestServer;
let traces: Traces;
const said: string[] = [];
beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      bodies.push({ path: request.url ?? '', key: String(request.headers['api-key']), text });
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
  server = await startTestServer(undefined, (store) => {
    const target = { endpoint, headers: { 'api-key': 'abc' }, serviceName: 'north', share: 0 };
    traces = makeTraces(store, target, (text) => void said.push(text));
    return { traces };
  });
});
afterAll(async () => {
  await traces?.close();
  await server?.close();
  collector?.closeAllConnections();
  collector?.close();
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';
const stated = { traceparent: `00-${traceId}-${parent}-01` };

/** The spans of that trace, when so many have come. */
async function spansOf(wanted: string, count: number): Promise<Sent[]> {
  for (let attempt = 0; ; attempt++) {
    const spans = bodies.flatMap(({ text }) => {
      const { resourceSpans } = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    });
    const found = spans.filter((span) => span.traceId === wanted);
    if (found.length >= count || attempt === 200) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
}

describe('traces', () => {
  it('[OB30] a request that is traced elsewhere has its span there, in it the action, and in that each query', async () => {
    await server.ask('/api/arrangements?search=swordfish', { headers: stated });
    const [refused] = await spansOf(traceId, 1);
    expect(refused).toMatchObject({ name: 'GET /api/arrangements', kind: 2, parentSpanId: parent });
    expect(refused?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: '400' } });

    const other = traceId.replace('4bf', '4bd');
    await server.ask('/api/arrangements', { headers: { traceparent: `00-${other}-${parent}-01` } });
    const whole = await spansOf(other, 4);
    const [outer] = whole.filter(({ kind }) => kind === 2);
    const [inner] = whole.filter(({ kind }) => kind === 1);
    const asked = whole.filter(({ kind }) => kind === 3);
    expect([outer?.parentSpanId, inner?.parentSpanId]).toEqual([parent, outer?.spanId]);
    expect(asked.map(({ name }) => name)).toContain('SELECT work.records');
    for (const span of asked) expect(span.parentSpanId).toBe(inner?.spanId);
    for (const span of whole) {
      expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
      expect(Math.abs(Number(BigInt(span.startTimeUnixNano) / 1_000_000n) - Date.now())).toBeLessThan(60_000);
      expect(span.status).toEqual({});
    }
    expect(bodies.every(({ path, key }) => path === '/v1/traces' && key === 'abc')).toBe(true);
    expect(bodies.map(({ text }) => text).join('')).not.toContain('swordfish');
  });

  it('[OB30] what is written is traced without values, and a query that fails is marked', async () => {
    const id = traceId.replace('4bf', '4be');
    const headers = { traceparent: `00-${id}-${parent}-01`, 'content-type': 'application/json' };
    const { pool } = server.database.store;
    await pool.query('alter table work.records rename to hidden');
    await server.ask('/api/arrangements', { headers });
    await pool.query('alter table work.hidden rename to records');
    const spans = await spansOf(id, 3);
    const faults = spans.filter((span) => span.status.code === 2).map(({ kind }) => kind);
    expect(new Set(faults)).toEqual(new Set([1, 2, 3]));
  });

  it('[OB30] what is not to be traced is not, and makes no span', async () => {
    const before = bodies.length;
    const unsampled = traceId.replace('4bf', 'abc');
    await server.ask('/api/events', { headers: { traceparent: `00-${unsampled}-${parent}-00` } });
    for (const traceparent of ['', 'nonsense', `00-${'0'.repeat(32)}-${parent}-01`])
      await server.ask('/api/events', { headers: { traceparent } });
    await new Promise((done) => setTimeout(done, 2_500));
    expect(bodies.length).toBe(before);
  });

  it('[OB31] a collector that refuses is told of once, and the readers notice nothing', async () => {
    status = 503;
    for (const last of ['a', 'b']) {
      const id = traceId.replace('4bf', `cc${last}`);
      expect((await server.ask('/api/events', { headers: { traceparent: `00-${id}-${parent}-01` } })).status).toBe(200);
      await spansOf(id, 1);
    }
    expect(said).toEqual(['Traces are not taken by the collector: it answered 503.']);
    status = 200;
    const id = traceId.replace('4bf', 'ccc');
    await server.ask('/api/events', { headers: { traceparent: `00-${id}-${parent}-01` } });
    await spansOf(id, 1);
    await new Promise((done) => setTimeout(done, 50));
    expect(said.slice(1)).toEqual(['Traces are taken again.']);
  });
});
