/** A server with a door, people with roles, and what each of them sends to be known. */

import { inviteAccount } from '#actions/invitations.ts';
import { acceptLink } from '#actions/invitations-accept.ts';
import { makeOwnerKey } from '#actions/owner-session.ts';
import { startSession } from '#actions/sessions.ts';
import { makeToken } from '#actions/tokens.ts';
import type { Door } from '#api/door.ts';
import type { ServerOptions } from '#api/server.ts';
import type { AccountId } from '#core/access/principal.ts';
import type { Role, VerbGroup } from '#core/access/vocabulary.ts';
import { isoDate } from '#std/iso-date.ts';
import { type Heard, startTestServer, type TestServer } from '#tests/golden/run-server.ts';

/** The moment that it is, until a test says otherwise. */
export const morning = '2026-11-21T10:30:00.000Z';

export type TestPerson = {
  readonly account: string;
  readonly email: string;
  readonly password: string;
  /** Of a session with two factors. */
  readonly cookie: string;
};

export type DoorServer = TestServer & {
  /** What time it is; a test may move it. */
  readonly clock: { now: string };
  /** Where the server says that it is. */
  readonly origin: string;
  /** Asks as whoever the cookie is of; a change says where it comes from, as a browser does. */
  askAs(
    cookie: string | null,
    path: string,
    options?: { method?: string; body?: unknown; origin?: string | null },
  ): Promise<Heard>;
  /** A person with these roles for a body of the sample, signed in. */
  makePerson(given: {
    readonly name: string;
    readonly organisation: string;
    readonly roles: readonly Role[];
  }): Promise<TestPerson>;
  /** A token of the person. */
  tokenOf(person: TestPerson, scopes: readonly VerbGroup[]): Promise<string>;
  /** The cookie of the owner of a laptop. */
  ownerCookie(): Promise<string>;
};

export const passwordOfTests = 'velvet umbrella seventeen';

/** The server behind its door, on a database with the sample. */
export async function startDoorServer(
  door: Door = { kind: 'accounts', publicAddress: () => 'http://localhost', providers: [] },
  more: Partial<ServerOptions> = {},
): Promise<DoorServer> {
  const clock = { now: morning };
  const server = await startTestServer(undefined, () => ({
    door,
    now: () => clock.now,
    today: () => isoDate(clock.now.slice(0, 10)),
    ...more,
  }));
  const { shelves } = server;
  const { store } = shelves.registers;
  const origin = `http://127.0.0.1:${server.port}`;
  const named = { name: 'Owner', actingFor: null };
  const today = () => isoDate(clock.now.slice(0, 10));
  return {
    ...server,
    clock,
    origin,
    askAs: (cookie, path, { method = 'GET', body, origin: from = origin } = {}) => {
      const headers: Record<string, string> = {};
      if (cookie !== null) headers['cookie'] = cookie;
      if (method !== 'GET' && from !== null) headers['origin'] = from;
      if (body !== undefined) headers['content-type'] = 'application/json';
      return server.ask(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    },
    makePerson: async ({ name, organisation, roles }) => {
      const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.org`;
      const asked = { email, name, organisation, roles, to: null, author: named, at: clock.now, today: today() };
      const invited = await inviteAccount(shelves, asked);
      if (!invited.ok) throw new Error(invited.refusal.detail);
      const { account, key } = invited.value;
      const place = { address: '127.0.0.1', device: 'a test', at: clock.now };
      const accepted = await acceptLink(store, { key: key ?? '', password: passwordOfTests, ...place });
      if (!accepted.ok) throw new Error(accepted.refusal.detail);
      const strong = {
        account,
        proofs: ['password', 'totp'],
        isStrong: true,
        device: 'a test',
        at: clock.now,
      } as const;
      const session = await startSession(store, strong);
      return { account, email, password: passwordOfTests, cookie: `coterminous_session=${session.key}` };
    },
    tokenOf: async ({ account }, scopes) => {
      const asker = {
        kind: 'owner',
        account: 'owner' as AccountId,
        name: 'Owner',
        session: null,
        scopes: null,
      } as const;
      const asked = { name: 'a test', scopes, expiresOn: isoDate('2027-06-01'), at: clock.now, account };
      const made = await makeToken(store, asker, asked);
      if (!made.ok) throw new Error(made.refusal.detail);
      return made.value.token;
    },
    ownerCookie: async () => {
      const key = await makeOwnerKey(store, clock.now);
      const heard = await server.ask('/api/session/owner', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ key }),
      });
      return cookieIn(heard, 'coterminous_session') ?? '';
    },
  };
}

/** `name=value` of the cookie that an answer leaves; null: it leaves none of that name. */
export function cookieIn({ headers }: Pick<Heard, 'headers'>, name: string): string | null {
  const all = [headers['set-cookie'] ?? []].flat() as readonly string[];
  return all.find((one) => one.startsWith(`${name}=`))?.split(';')[0] ?? null;
}
