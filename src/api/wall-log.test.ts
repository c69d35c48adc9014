import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorServer, startDoorServer } from '#tests/support/signed-in.ts';

let server: DoorServer;
let logged = '';
beforeAll(async () => {
  server = await startDoorServer(undefined, {
    logLevel: 'error',
    logTo: {
      write: (line) => {
        logged += line;
      },
    },
  });
});
afterAll(() => server?.close());

describe('the two walls', () => {
  it('[HS44] a record that only one of them shows is shown to nobody, and told in the log without its name', async () => {
    const ann = await server.makePerson({ name: 'Ann Other', organisation: 'E10000030', roles: ['viewer'] });
    expect((await server.askAs(ann.cookie, '/api/arrangements')).text).toContain('SAMPLE-CARERS');
    expect(logged).toBe('');
    await server.database.store.pool.query(
      `update work.records set owners = '{}' where kind = 'arrangement' and id = 'SAMPLE-CARERS'`,
    );
    const ben = await server.makePerson({ name: 'Ben Other', organisation: 'E10000030', roles: ['viewer'] });
    expect((await server.askAs(ben.cookie, '/api/arrangements')).text).not.toContain('SAMPLE-CARERS');
    expect(logged).toContain('"kind":"arrangement","shownBy":"actions"');
    expect(logged).not.toMatch(/SAMPLE-CARERS|Ben Other/);
  });
});
