import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import type { BlocksWire } from '#wire/blocks.ts';
import type { OrganisationWire } from '#wire/register.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

describe('blocks', () => {
  it('[WR70] the blocks of a county have its people, and each the district that holds it', async () => {
    const county = await server.json<BlocksWire>('/api/blocks?of=E10000030&on=2027-03-31');
    expect(county.body.name).toBe('Surrey County Council');
    expect(county.blocks.reduce((sum, block) => sum + (block.persons ?? 0), 0)).toBe(county.persons);
    const record = await server.json<OrganisationWire>('/api/organisations/E10000030?on=2027-03-31&blocks=all');
    expect(county.persons).toBe(record.populations.find((one) => one.id === county.population)?.persons);
    expect(county.blocks.map((block) => block.code).sort()).toEqual(
      record.footprint.blocks.map((block) => block.code).sort(),
    );
    expect(county.holders).toHaveLength(11);
    for (const [place, holder] of county.holders.entries()) {
      const own = county.blocks.filter((block) => block.holder === place);
      expect(own).toHaveLength(holder.blocks);
      const district = await server.json<BlocksWire>(`/api/blocks?of=${holder.id}&on=2027-03-31`);
      expect(district.blocks.map((block) => block.code)).toEqual(own.map((block) => block.code));
    }
  });

  it('[WR70] another tier gives other holders of the same blocks', async () => {
    const path = '/api/blocks?of=icb-QNQ&on=2026-03-31';
    const [councils, districts] = [
      await server.json<BlocksWire>(`${path}&within=utla`),
      await server.json<BlocksWire>(`${path}&within=ltla`),
    ];
    expect(councils.blocks.map((block) => block.code)).toEqual(districts.blocks.map((block) => block.code));
    expect(councils.holders.map((one) => one.name)).toContain('Surrey County Council');
    expect(districts.holders.map((one) => one.name)).toContain('Surrey Heath Borough Council');
    expect(councils.holders.length).toBeLessThan(districts.holders.length);
  });

  it('[WR70] a body that is not there is refused', async () => {
    const gone = await server.ask('/api/blocks?of=nobody-such&on=2026-03-31');
    expect(gone.status).toBe(404);
  });
});
