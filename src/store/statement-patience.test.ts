import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '#std/iso-date.ts';
import { openStore } from '#store/open.ts';
import { readAs } from '#store/request-role.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

describe('a statement that takes too long', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeTestDatabase();
  });
  afterAll(() => database?.close());

  const as = { account: 'a', name: 'A', session: null, on: isoDate('2026-11-21'), actingFor: null, proposal: null };
  const role = { register: 'made-up', as };

  it('[HS21] what somebody asks is cancelled after a minute, and said so; the connection serves on', async () => {
    const { store } = database;
    const patience = await readAs(store, 'looking', role, async (asking) => {
      const { rows } = await asking.query('show statement_timeout');
      return (rows[0] as { statement_timeout: string }).statement_timeout;
    });
    expect(patience).toBe('1min');
    const slow = readAs(store, 'listing everything', role, async (asking) => {
      await asking.query('set local statement_timeout = 50');
      await asking.query('select pg_sleep(10)');
    });
    await expect(slow).rejects.toMatchObject({
      code: 'query-cancelled',
      message: expect.stringMatching(/^The question took too long: listing everything stopped .+ Ask for less at once/),
    });
    expect(await readAs(store, 'looking', role, async () => 'on')).toBe('on');
  });

  it('[HS21] of a server no statement goes on for ever, but for migrations', async () => {
    const { databaseUrl } = database;
    const store = await openStore({ home: '/nowhere', databaseUrl, statementPatienceMs: 50 });
    try {
      await expect(store.pool.query('select pg_sleep(10)')).rejects.toMatchObject({ code: '57014' });
      const { rows } = await store.pool.query('show statement_timeout');
      expect(rows).toEqual([{ statement_timeout: '50ms' }]);
    } finally {
      await store.close();
    }
  });
});
