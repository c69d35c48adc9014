import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { board, makeProposalWorld, surrey } from '#tests/support/made-up-proposal.ts';
import type { ArrangementWire } from '#wire/arrangements.ts';
import { type ProposalWire, proposalSchema, proposalsSchema } from '#wire/proposals.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

it('[PV20] a proposal is listed, shown, discussed and agreed to over the API', async () => {
  const id = await (await makeProposalWorld(server.database.store)).proposed({ at: '2026-11-20T09:00:00.000Z' });
  const listed = proposalsSchema.strict().parse(await server.json('/api/proposals?state=open'));
  expect(listed).toMatchObject({ waiting: 1, proposals: [{ id, state: 'open', says: 'Change an arrangement' }] });
  expect((await server.json<{ proposals: [] }>('/api/proposals?state=closed')).proposals).toEqual([]);
  expect((await server.ask('/api/proposals?state=other')).status).toBe(400);
  expect((await server.ask('/api/proposals/nothing')).status).toBe(404);

  const shown = proposalSchema.strict().parse(await server.json(`/api/proposals/${id}`));
  expect(shown).toMatchObject({
    version: 1,
    subject: { kind: 'arrangement', id: 'SAMPLE-BCF', title: 'Another title', path: '/arrangement/SAMPLE-BCF' },
    reason: 'It is more',
    proposedBy: { account: 'ann', name: 'ann', body: { id: surrey, name: 'Surrey County Council' } },
    parties: [
      { body: { id: surrey }, agreed: null, approvers: 1 },
      { body: { id: board, exists: true }, agreed: null, approvers: 1 },
    ],
    changes: [{ act: 'changed', differences: [{ field: 'title', after: 'Another title' }] }],
    end: null,
  });

  const step = (actingFor: string | null, done: object, expectedVersion: number) =>
    server.send<ProposalWire & { detail?: string }>('POST', `/api/proposals/${id}/step`, {
      expectedVersion,
      by: { name: 'Olive', actingFor },
      step: done,
    });
  const said = await step('E10000030', { do: 'discuss', text: 'Why now?' }, 1);
  expect(said.json).toMatchObject({ version: 2, remarks: 1, discussion: [{ name: 'Olive', text: 'Why now?' }] });
  expect((await step(null, { do: 'agree' }, 2)).status).toBe(403);
  expect((await step('E10000014', { do: 'agree' }, 2)).status).toBe(400);
  const late = await step(surrey, { do: 'agree' }, 1);
  expect([late.status, late.json.detail]).toEqual([409, expect.stringContaining('Olive')]);
  expect((await step(surrey, { do: 'agree' }, 2)).json.parties[0]).toMatchObject({ agreed: { name: 'Olive' } });
  const made = await step(board, { do: 'agree' }, 3);
  expect(proposalSchema.strict().parse(made.json)).toMatchObject({
    state: 'made',
    may: [],
    sharedHands: [{ name: 'Olive', bodies: [{ id: surrey }, { id: board }] }],
    end: { kind: 'made', by: null, reason: null },
  });
  const arrangement = await server.json<ArrangementWire>('/api/arrangements/SAMPLE-BCF');
  expect(arrangement.arrangement.title).toBe('Another title');
});
