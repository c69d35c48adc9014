import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Metrics, makeMetrics } from '#api/metrics.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';

let server: TestServer;
let metrics: Metrics;
beforeAll(async () => {
  server = await startTestServer(undefined, (store) => {
    metrics = makeMetrics(store, async () => 5e9);
    return { metrics: { of: metrics, isShown: true } };
  });
});
afterAll(async () => {
  metrics.close();
  await server?.close();
});

/** Reads the format as its specification says; throws on what it does not allow. */
function parseMetrics(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const kinds = new Map<string, string>();
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE ([a-z_0-9]+) (counter|gauge|histogram)$/.exec(line);
    if (type !== null) {
      if (kinds.has(type[1] ?? '')) throw new Error(`twice: ${line}`);
      kinds.set(type[1] ?? '', type[2] ?? '');
      continue;
    }
    if (line === '' || /^# HELP [a-z_0-9]+ .+$/.test(line)) continue;
    const sample = /^([a-z_0-9]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? (-?[\d.e+-]+|[+-]Inf)$/.exec(line);
    if (sample === null) throw new Error(`not a sample: ${line}`);
    const [, name = '', labels = '', value = ''] = sample;
    const family = [name, name.replace(/_(bucket|sum|count)$/, '')].find((one) => kinds.has(one));
    if (family === undefined || found.has(name + labels)) throw new Error(`without a type, or twice: ${line}`);
    found.set(name + labels, Number(value.replace('Inf', 'Infinity')));
  }
  return found;
}

const read = async (): Promise<Map<string, number>> => parseMetrics((await server.ask('/metrics')).text);

const countOf = (route: string, status: string) =>
  `coterminous_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`;

describe('metrics', () => {
  it('[OB20] are in the format of Prometheus, and are kept by nobody', async () => {
    const { status, headers, text } = await server.ask('/metrics');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      'no-store',
    ]);
    const found = parseMetrics(text);
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'process_open_fds',
      'coterminous_database_connections_max',
      'coterminous_database_connections{state="idle"}',
      'coterminous_journal_head',
      'coterminous_imports{kind="pack"}',
    ])
      expect(found.get(name), name).toBeGreaterThanOrEqual(name.includes('lag') ? 0 : 1);
    expect(found.get('coterminous_database_up')).toBe(1);
    expect(found.get('coterminous_data_folder_free_bytes')).toBe(5e9);
  });

  it('[OB20] count requests by route and class of status, in buckets that add up', async () => {
    const before = await read();
    for (let at = 0; at < 5; at++) await server.ask('/api/events?limit=1');
    await server.ask('/api/events?limit=0');
    const after = await read();
    const more = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect([more(countOf('/api/events', '2xx')), more(countOf('/api/events', '4xx'))]).toEqual([5, 1]);
    const buckets = [...after].filter(
      ([name]) => name.includes('_bucket{') && name.includes('method="GET",route="/api/events",status="2xx"'),
    );
    const values = buckets.map(([, value]) => value);
    expect(values.length).toBeGreaterThan(8);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values.at(-1)).toBe(after.get(countOf('/api/events', '2xx')));
    expect(more('coterminous_http_sent_bytes_total')).toBeGreaterThan(1000);
  });

  it('[OB20] a value at the end of a bucket is in it, one above all ends is counted, and labels are quoted', async () => {
    const end = { method: 'GET', route: '/made "up"\\', status: 200, bytes: 1 };
    for (const duration of [5, 7, 10, 500_000]) metrics.onEnd({} as FastifyRequest, { ...end, duration });
    const found = await read();
    const upTo = (le: string) =>
      found.get(
        `coterminous_http_request_duration_seconds_bucket{le="${le}",method="GET",route="/made \\"up\\"\\\\",status="2xx"}`,
      );
    expect(['0.005', '0.01', '120', '+Inf'].map(upTo)).toEqual([1, 3, 3, 4]);
  });

  it('[OB21] no address, code or host that a reader makes up adds to what is kept', async () => {
    await server.ask('/api/organisations/x1?on=2026-04-01');
    await server.ask('/nowhere');
    const before = [...(await read()).keys()].filter((name) => name.includes('_count{'));
    for (let at = 0; at < 30; at++) {
      await server.ask(`/api/organisations/code-${at}?on=2026-04-01&search=${at}`);
      await server.ask(`/nowhere-${at}`);
      await server.ask(`/api/%${at}`);
    }
    const after = await read();
    expect([...after.keys()].filter((name) => name.includes('_count{'))).toEqual(before);
    expect(after.get(countOf('none', '4xx'))).toBeGreaterThanOrEqual(60);
  });

  it('[OB21] requests that cannot be read are counted by the code of their fault, whatever it is', async () => {
    for (const reason of ['HPE_HEADER_OVERFLOW', 'HPE_HEADER_OVERFLOW', 'made "up"', '']) metrics.onUnreadable(reason);
    const found = await read();
    expect(found.get('coterminous_http_unreadable_total{reason="HPE_HEADER_OVERFLOW"}')).toBe(2);
    expect(found.get('coterminous_http_unreadable_total{reason="other"}')).toBe(2);
  });

  it('[OB22] counting a request costs less than 50 microseconds', () => {
    const end = { method: 'GET', status: 200, duration: 12, bytes: 900 };
    const times = Array.from({ length: 200 }, (_, round) => {
      const began = performance.now();
      for (let at = 0; at < 100; at++)
        metrics.onEnd({} as FastifyRequest, { ...end, route: `/api/bench/${(at + round) % 50}` });
      return (performance.now() - began) / 100;
    });
    // The middle one: a busy machine may hold up some.
    expect(times.sort((a, b) => a - b)[100]).toBeLessThan(0.05);
  });

  it('[OB23] a database that does not answer is told, and the rest all the same', async () => {
    const { pool } = server.database.store;
    await pool.query('alter table work.journal rename to hidden');
    const found = await read();
    await pool.query('alter table work.hidden rename to journal');
    expect(found.get('coterminous_database_up')).toBe(0);
    expect(found.has('coterminous_journal_head')).toBe(false);
    expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect((await read()).get('coterminous_database_up')).toBe(1);
  });
});
