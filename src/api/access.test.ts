import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorServer, startDoorServer, type TestPerson } from '#tests/support/signed-in.ts';
import {
  accessDryRunSchema,
  accessPassedSchema,
  dataSharingSchema,
  decidedSchema,
  peopleSchema,
} from '#wire/people.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';

const register = 'surrey-and-neighbours';
const grant = 'SAMPLE-DFG-E07000207';
const dryRun = `/api/access/dry-run?register=${register}&on=2027-04-01`;

let server: DoorServer;
let carol: TestPerson;
let elma: TestPerson;
let bea: TestPerson;
beforeAll(async () => {
  server = await startDoorServer();
  carol = await server.makePerson({
    name: 'Carol',
    organisation: 'E10000030',
    roles: ['editor', 'administrator'],
  });
  elma = await server.makePerson({ name: 'Elma', organisation: 'E07000207', roles: ['editor', 'administrator'] });
  bea = await server.makePerson({ name: 'Bea', organisation: 'icb-surrey-and-sussex', roles: ['editor'] });
});
afterAll(() => server?.close());

const shownTo = async (person: TestPerson, path: string) => {
  const { status, text } = await server.askAs(person.cookie, path);
  expect([path, status, text]).toEqual([path, 200, expect.any(String)]);
  return JSON.parse(text) as unknown;
};
const dryRunOf = async (person: TestPerson) => accessDryRunSchema.strict().parse(await shownTo(person, dryRun));

describe('vesting day over HTTP', () => {
  it('[VD50] the dry run is told to administrators, each of their own', async () => {
    const told = await dryRunOf(carol);
    expect(told).toMatchObject({ register, on: '2027-04-01', graceDays: 90, isDone: false });
    expect(told.people.map(({ name, roles }) => [name, roles.map(({ outcome }) => outcome)])).toEqual([
      ['Carol', ['waits', 'waits']],
    ]);
    expect(told.people[0]?.roles[0]?.choices.map(({ id }) => id)).toEqual([
      'council-east-surrey',
      'council-west-surrey',
    ]);
    const waiting = told.records.first.find(({ id }) => id === grant)?.waiting;
    expect(waiting?.map(({ owner }) => owner.name)).toEqual(['Surrey County Council']);
    expect((await dryRunOf(elma)).people[0]?.roles.map(({ outcome, to }) => [outcome, to[0]?.id])).toEqual([
      ['passes', 'council-east-surrey'],
      ['passes', 'council-east-surrey'],
    ]);
    const none = await server.askAs(bea.cookie, dryRun);
    expect([none.status, problemDocumentSchema.parse(JSON.parse(none.text)).status]).toEqual([403, 403]);
    expect((await server.askAs(null, dryRun)).status).toBe(401);
  });

  it('[VD50] decisions are made, shown and taken back', async () => {
    const body = {
      on: '2027-04-01',
      from: 'E10000030',
      passing: { kind: 'record', resource: 'arrangement', id: grant },
      to: ['council-east-surrey'],
      reason: 'It serves Elmbridge alone.',
    };
    const address = `/api/access/decisions?register=${register}`;
    const made = await server.askAs(carol.cookie, address, { method: 'POST', body });
    const { decisions } = decidedSchema.parse(JSON.parse(made.text));
    expect((await dryRunOf(carol)).decisions).toMatchObject([
      { id: decisions[0]?.id, passing: `arrangement ${grant}` },
    ]);
    expect((await server.askAs(elma.cookie, address, { method: 'POST', body })).status).toBe(403);
    const one = `/api/access/decisions/${decisions[0]?.id}?register=${register}`;
    const back = { method: 'DELETE', body: { expectedVersion: 1, reason: 'Too early' } };
    expect((await server.askAs(elma.cookie, one, back)).status).toBe(400);
    expect((await server.askAs(carol.cookie, one, back)).status).toBe(200);
    expect((await dryRunOf(carol)).decisions).toEqual([]);
  });

  it('[VD50] people and the sharing of data are told to those who may see them', async () => {
    const people = peopleSchema.strict().parse(await shownTo(elma, `/api/people?register=${register}`));
    expect(people.people.map(({ name, state, roles }) => [name, state, roles.length])).toEqual([['Elma', 'active', 2]]);
    expect(people.administered.map(({ code }) => code)).toEqual(['E07000207']);
    const catalogue = (await shownTo(elma, `/api/data?register=${register}`)) as {
      readonly dataSets: readonly { readonly statement: { readonly id: string } }[];
    };
    const id = catalogue.dataSets[0]?.statement.id ?? '';
    const sharing = await shownTo(elma, `/api/access/sharing?register=${register}&data=${id}`);
    expect(dataSharingSchema.strict().parse(sharing)).toMatchObject({ data: id, agreements: [] });
    expect((await server.askAs(elma.cookie, `/api/access/sharing?register=${register}&data=none`)).status).toBe(404);
  });

  it('[VD50] passing is for the owner of the installation, on a day that has come', async () => {
    const address = `/api/access/pass?register=${register}`;
    const asked = { method: 'POST', body: { on: '2027-04-01' } };
    expect((await server.askAs(carol.cookie, address, asked)).status).toBe(403);
    const laptop = await startDoorServer({ kind: 'laptop' });
    try {
      const cookie = await laptop.ownerCookie();
      expect((await laptop.askAs(cookie, address, asked)).status).toBe(400);
      laptop.clock.now = '2027-04-01T06:00:00.000Z';
      const fresh = await laptop.ownerCookie();
      const { text } = await laptop.askAs(fresh, address, asked);
      const passed = accessPassedSchema.strict().parse(JSON.parse(text));
      expect(passed).toMatchObject({ register, on: '2027-04-01', rolesEnded: 0 });
      expect(passed.recordsPassed).toBeGreaterThan(10);
    } finally {
      await laptop.close();
    }
  });
});
