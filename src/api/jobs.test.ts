import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJob } from '#actions/jobs/run-job.ts';
import { type Heard, startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { describing, measure } from '#tests/support/made-up-description.ts';
import { jobSchema, jobsSchema } from '#wire/jobs.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';

let server: TestServer;
const woken: string[] = [];
beforeAll(async () => {
  server = await startTestServer(undefined, () => ({ wakeJob: (id) => woken.push(id) }));
});
afterAll(() => server?.close());

const now = (): string => '2026-11-21T10:30:00.000Z';
const columns = { code: { as: 'area' }, falls: measure('Falls', 'count') } as const;

async function post(path: string, file: string, id = 'falls'): Promise<Heard> {
  const data = new FormData();
  data.set('description', JSON.stringify(describing({ id }, { columns })));
  data.set('file', new Blob([file]), 'falls.csv');
  const response = new Response(data);
  const headers = { 'content-type': response.headers.get('content-type') ?? '' };
  return server.ask(path, { method: 'POST', headers, body: Buffer.from(await response.arrayBuffer()) });
}

function run(id: string): Promise<void> {
  return runJob(server.shelves, { id, server: 'a test', stopping: new AbortController().signal, now });
}

async function shown(id: string) {
  return jobSchema.parse(await server.json(`/api/jobs/${id}`));
}

describe('long work over HTTP', () => {
  it('[JQ20] a file is answered with 202 and where its job is, which tells state, rows and outcome', async () => {
    const heard = await post('/api/jobs/import-data?by=Ann', 'code,falls\nE07000207,31\nE07000217,17\n');
    const job = jobSchema.parse(JSON.parse(heard.text));
    expect([heard.status, heard.headers['location']]).toEqual([202, `/api/jobs/${job.id}`]);
    expect(job).toMatchObject({ state: 'waiting', by: 'Ann', fileName: 'falls.csv', bytes: 37, report: null });
    expect(woken).toEqual([job.id]);
    await run(job.id);
    expect(await shown(job.id)).toMatchObject({
      state: 'done',
      endedAt: now(),
      report: { id: 'falls', version: 1, rows: 2 },
      problem: null,
    });
    const { jobs } = jobsSchema.parse(await server.json('/api/jobs'));
    expect(jobs.map(({ id }) => id)).toContain(job.id);
  });

  it('[JQ20] a refusal is told as its problem document, and what is asked wrongly is refused at once', async () => {
    const faulty = await post('/api/jobs/import-data?by=Ann', 'code,falls\nE07000207,many\n');
    const { id } = jobSchema.parse(JSON.parse(faulty.text));
    await run(id);
    const { state, problem, report } = await shown(id);
    expect([state, report]).toEqual(['refused', null]);
    expect(problem).toMatchObject({ status: 422, problems: [{ where: { row: 2 } }] });
    expect((await post('/api/jobs/import-data', 'code,falls\n')).status).toBe(400);
    expect((await post('/api/jobs/import-data?by=Ann&register=none', 'code,falls\n')).status).toBe(404);
    expect((await server.ask('/api/jobs/none')).status).toBe(404);
    expect((await server.ask(`/api/jobs/${id}`, { method: 'DELETE' })).status).toBe(400);
  });

  it('[JQ21] a file of more than 5 MB is sent to a job, and may be checked', async () => {
    const large = `code,falls\nE07000207,31\n${'E07000217,17\n'.repeat(400_000)}`;
    const heard = await post('/api/data/import?by=Ann', large);
    expect(problemDocumentSchema.parse(JSON.parse(heard.text)).detail).toContain('/api/jobs/import-data');
    expect((await post('/api/data/import?dry=true', large)).status).toBe(422);
    expect((await post('/api/jobs/import-data?by=Ann', large, 'large')).status).toBe(202);
  });
});
