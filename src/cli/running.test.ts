import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDrain } from '#api/drain.ts';
import { traceOptionsOf } from '#cli/trace-settings.ts';
import { root, runCli } from '#tests/golden/run-cli.ts';
import { isDatabaseGone, startWorkbench, stopWorkbench } from '#tests/golden/run-workbench.ts';
import { makeTestFolder } from '#tests/support/database.ts';

let home: string;
beforeEach(() => {
  home = join(makeTestFolder(), 'home');
});
afterEach(async () => {
  expect(await isDatabaseGone(home)).toBe(true);
  rmSync(join(home, '..'), { recursive: true, force: true });
});

describe('stopping', () => {
  it('[OB50] the request under way is answered, nothing new is taken, and what does not end is cut off in time', async () => {
    const app = fastify({ forceCloseConnections: 'idle' });
    const drain = makeDrain(app, 1_500);
    app.get('/wait/:ms', async (request) => {
      await pause(Number((request.params as { ms: string }).ms));
      return 'done';
    });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const soon = fetch(`${address}/wait/500`).then((answer) => answer.text());
    const never = fetch(`${address}/wait/20000`).then(
      () => 'answered',
      () => 'cut',
    );
    await pause(200);
    const began = performance.now();
    const ended = drain();
    await expect(fetch(`${address}/wait/0`)).rejects.toThrow();
    expect([await soon, await never]).toEqual(['done', 'cut']);
    await ended;
    expect(performance.now() - began).toBeGreaterThan(1_400);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it('[OB50] connections on which nothing is asked do not delay the end', async () => {
    const app = fastify({ forceCloseConnections: 'idle' });
    const drain = makeDrain(app, 20_000);
    app.get('/', () => 'ok');
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    const silent = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1').on('error', () => {});
    silent.write('GET / HT');
    await pause(100);
    const began = performance.now();
    await drain();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('[OB50, OB52] behind a proxy readiness goes first, while questions are still answered; metrics have their port', async () => {
    const metricsPort = 20_000 + (process.pid % 20_000);
    const flags = [
      '--api-only',
      '--accounts',
      '--behind-proxy',
      '127.0.0.1',
      '--metrics-port',
      String(metricsPort),
      '--log-level',
      'info',
    ];
    const workbench = await startWorkbench(home, flags);
    const headers = { 'x-forwarded-proto': 'https' };
    const ask = (path: string) => fetch(`${workbench.address}${path}`, { headers });
    const metrics = `http://127.0.0.1:${metricsPort}/`;
    expect((await ask('readyz')).status).toBe(200);
    expect((await ask('metrics')).status).toBe(404);
    expect(await (await fetch(`${metrics}metrics`)).text()).toContain('route="/readyz"');
    expect([(await fetch(`${metrics}healthz`)).status, (await fetch(`${metrics}api/health`)).status]).toEqual([
      200, 404,
    ]);

    const stopped = stopWorkbench(workbench);
    await pause(300);
    const ready = await ask('readyz');
    expect([ready.status, JSON.stringify(await ready.json())]).toEqual([503, expect.stringContaining('"stopping"')]);
    expect((await ask('api/health')).status).toBe(200);
    const { run, took } = await stopped;
    expect(run.exitCode).toBe(0);
    expect(took).toBeLessThan(10_000);
    const lines = run.stderr.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line).route)).toContain('/api/health');
  });
});

describe('letting other machines in', () => {
  it('[OB51] without accounts and TLS it is refused before anything is made, with what to do', async () => {
    const run = await runCli(['--home', home, 'start', '--host', '0.0.0.0']);
    expect(run.exitCode).toBe(2);
    for (const part of ['0.0.0.0', '--accounts', 'TLS', '--behind-proxy', 'docs/operations.md', 'Leave --host out'])
      expect(run.stderr).toContain(part);
    expect(existsSync(home)).toBe(false);
  });

  it('[OB51] a proxy is named in numbers', async () => {
    const run = await runCli(['--home', home, 'start', '--behind-proxy', 'caddy']);
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('Give an address in numbers')]);
  });

  it('[OB52] on one machine alone the metrics are on the port of the readers', async () => {
    const workbench = await startWorkbench(home);
    expect(await (await fetch(`${workbench.address}metrics`)).text()).toContain('coterminous_database_up 1');
    expect((await stopWorkbench(workbench)).run.exitCode).toBe(0);
  });
});

describe('traces', () => {
  it('[OB53] are not loaded when no variable asks for them', () => {
    const loads = ['src/api/server.ts', 'src/cli/serve.ts', 'src/cli/trace-settings.ts'].map((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/^(.*)'#api\/traces\.ts'/gm)].map(([, before = '']) =>
        before.trim(),
      ),
    );
    expect(loads).toEqual([
      ['import type { Traces } from'],
      ['import type { TraceOptions, Traces } from', 'const { makeTraces } = await import('],
      ['import type { TraceOptions } from'],
    ]);
  });

  it('[OB53] go where the variables of OpenTelemetry say; one that cannot be read ends the start, unrepeated', async () => {
    expect(traceOptionsOf({ OTEL_SERVICE_NAME: 'x' })).toBeNull();
    const endpoint = 'http://127.0.0.1:4318';
    expect(traceOptionsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toEqual({
      endpoint,
      headers: {},
      serviceName: 'coterminous',
      share: 1,
    });
    const all = {
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b=,x=1',
      OTEL_SERVICE_NAME: 'north',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
    };
    expect(traceOptionsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...all })).toEqual({
      endpoint,
      headers: { 'api-key': 'a b=', x: '1' },
      serviceName: 'north',
      share: 0.1,
    });
    for (const wrong of [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://swordfish' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'swordfish' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: 'swordfish' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '2' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'swordfish' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'sword fish=1' },
    ]) {
      expect(() => traceOptionsOf(wrong)).toThrow(/^OTEL_\w+ cannot be read\. Give .+, or leave it out\.$/);
    }
    const run = await runCli(['--home', home, 'start'], { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'swordfish' } });
    expect([run.exitCode, run.stderr.includes('swordfish')]).toEqual([2, false]);
  });
});
