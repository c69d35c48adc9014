/**
 * A store with marked records, people in every role for four bodies, and the real server over it. Says of each request what
 * the table of permissions says of it, and of each answer which records it told of. For walks over routes and roles.
 */

import type { FastifyInstance, InjectOptions } from 'fastify';
import { makeAccount } from '#actions/account-record.ts';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { ownerOfInstallation } from '#actions/asker.ts';
import { type BookEntry, loadRecordBook, type RecordBook } from '#actions/record-book.ts';
import { startSession } from '#actions/sessions.ts';
import { makeToken } from '#actions/tokens.ts';
import { makeServer } from '#api/server.ts';
import { hasScope, may, mayChange, visible } from '#core/access/may.ts';
import { type Grant, grantsOn, type Principal } from '#core/access/principal.ts';
import { ruleOf, type Verb } from '#core/access/verbs.ts';
import { type Role, roleNames, type VerbGroup, verbGroupNames } from '#core/access/vocabulary.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isoDate } from '#std/iso-date.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { loadRecords, type RecordKind, type StoredRecord } from '#store/record-rows.ts';
import {
  byOwner,
  keepAsOwner,
  type Marked,
  marksIn,
  register,
  walkBodies,
  walkDay,
  walkMoment,
} from '#tests/support/marked-records.ts';

export type WalkPerson = {
  readonly name: string;
  readonly principal: Principal;
  /** The body that they name when they change something. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** What a request is answered: it did what was asked or would have, it waits for others, it is not there, it may not be. */
export type Answered = 'passed' | 'waits' | 'hidden' | 'refused' | 'not-signed-in';

/** A request, the act that it is, and the record that it is about; null: what everybody who may do the act sees. */
export type Ask = {
  readonly method: InjectOptions['method'];
  readonly url: string;
  readonly payload?: InjectOptions['payload'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly verb: Verb | 'open';
  readonly record?: Marked | undefined;
  /** It makes something that is the asker's alone. */
  readonly isNew?: boolean;
};

export type Told = {
  readonly status: number;
  readonly text: string;
  readonly answered: Answered;
  readonly type: string;
};

/** Without limits, since one machine asks for all. */
const rateLimits = { requests: 1e9, signIns: 1e9 };

export class WalkWorld {
  readonly store: Store;
  readonly shelves: Shelves;
  readonly app: FastifyInstance;
  readonly marked: readonly Marked[];
  private readonly byNumber: ReadonlyMap<string, Marked>;
  private keptBook: Promise<RecordBook> | undefined;
  private ownersApp: Promise<FastifyInstance> | undefined;

  private constructor(store: Store, shelves: Shelves, app: FastifyInstance, marked: readonly Marked[]) {
    this.store = store;
    this.shelves = shelves;
    this.app = app;
    this.marked = marked;
    this.byNumber = new Map(marked.map((one) => [one.mark.slice(-4), one]));
  }

  /** The server over the store, which holds these records. */
  static async start(store: Store, marked: readonly Marked[]): Promise<WalkWorld> {
    const shelves = makeShelves(store);
    const door = { kind: 'accounts', publicAddress: () => 'http://localhost', providers: [] } as const;
    const times = { today: () => walkDay, now: () => walkMoment };
    const app = await makeServer({ shelves, hosts: ['localhost'], ...times, door, rateLimits });
    await app.ready();
    return new WalkWorld(store, shelves, app, marked);
  }

  /** Records of the kind, one for each sight. */
  of(kind: RecordKind): Marked[] {
    return this.marked.filter((one) => one.kind === kind);
  }

  /** Asks as that person; null: as nobody. */
  async ask(person: WalkPerson | null, { method = 'GET', url, payload, headers }: Ask): Promise<Told> {
    const sent = { host: 'localhost', origin: 'http://localhost', ...person?.headers, ...headers };
    if (method !== 'GET') this.keptBook = undefined;
    const heard = await this.app.inject({ method, url, headers: sent, ...(payload === undefined ? {} : { payload }) });
    const isProblem = String(heard.headers['content-type']).startsWith('application/problem+json');
    const type = isProblem ? (heard.json() as { type: string }).type.replace(/^.*:/, '') : '';
    return { status: heard.statusCode, text: heard.body, type, answered: answeredOf(heard.statusCode, type) };
  }

  /** What the table of permissions says of the request. `verbs`: those of the route. */
  async expected(person: WalkPerson | null, ask: Ask, verbs: readonly Verb[] | null): Promise<Answered> {
    if (verbs === null || ask.verb === 'open') return 'passed';
    if (person === null) return 'not-signed-in';
    const { principal } = person;
    if (!isLetIn(principal, verbs)) return 'refused';
    const { verb, record, isNew } = ask;
    if (verb === 'keep-own-account') return principal.kind === 'token' ? 'refused' : 'passed';
    if (record === undefined) return this.expectedWithout(person, verb, isNew === true);
    const resource = (await this.book()).find(record.kind, record.id);
    if (resource === undefined) return 'hidden';
    const acting = { ...principal, actingFor: person.body as OrganisationId };
    const permission = may(acting, verb, await this.resource(acting, resource));
    if (permission.kind === 'allowed') return 'passed';
    if (permission.kind === 'needs-agreement') return 'waits';
    return permission.why === 'not-seen' ? 'hidden' : 'refused';
  }

  /** Secret words in the answer that are of records which the person may not see; ids that were asked for are no secret. */
  async leaked(person: WalkPerson | null, ask: Ask, text: string): Promise<string[]> {
    const marks = marksIn(text);
    if (marks.length === 0) return [];
    const asked = marksIn(`${ask.url} ${JSON.stringify(ask.payload ?? null)}`);
    const book = await this.book();
    // Whose token may change but not read is told, in a refusal, of what they see themselves.
    const principal =
      person === null || ask.method === 'GET'
        ? person?.principal
        : { ...person.principal, kind: 'person' as const, scopes: null };
    const leaks: string[] = [];
    for (const mark of marks) {
      if (asked.includes(mark) && mark.startsWith('zqid')) continue;
      const record = this.byNumber.get(mark.slice(-4));
      const entry = record === undefined ? undefined : book.find(record.kind, record.id);
      const isSeen =
        entry !== undefined && principal !== undefined && visible(principal, await this.resource(principal, entry));
      if (isSeen || (principal !== undefined && (await this.isProposedTo(principal, mark)))) continue;
      leaks.push(`${mark} of ${record?.kind} ${record?.id}`);
    }
    return leaks;
  }

  /** True when a proposal that they see would change what holds the word: a body that is to become a party reads to what. */
  private async isProposedTo(principal: Principal, mark: string): Promise<boolean> {
    const book = await this.book();
    for (const { id, body } of await loadRecords(this.store, register, ['proposal'])) {
      const entry = book.find('proposal', id);
      if (entry === undefined || !visible(principal, await this.resource(principal, entry))) continue;
      if (JSON.stringify(body).includes(mark)) return true;
    }
    return false;
  }

  /** What the owner of the installation is told at the address. */
  async ownersView(url: string): Promise<unknown> {
    this.ownersApp ??= makeServer({
      shelves: this.shelves,
      ...{ hosts: ['localhost'], today: () => walkDay, now: () => walkMoment },
    });
    return (await (await this.ownersApp).inject({ url, headers: { host: 'localhost' } })).json();
  }

  async close(): Promise<void> {
    await this.app.close();
    await (await this.ownersApp)?.close();
  }

  /** The record as it is now. @throws when there never was one */
  async record({ kind, id }: Marked): Promise<StoredRecord> {
    const [found] = await loadRecords(this.store, register, [kind], { ids: [id], since: 0 });
    if (found === undefined) throw new Error(`no ${kind} ${id}`);
    return found;
  }

  /** As it is; what is read changes nothing, so that it is kept until something is sent. */
  private book(): Promise<RecordBook> {
    this.keptBook ??= loadRecordBook(this.store, register);
    return this.keptBook;
  }

  private async resource(principal: Principal, entry: BookEntry) {
    return (await this.book()).resourceOf(principal, entry, walkDay);
  }

  /** Of what is about no record: what everybody who may do the act sees, something new of one's own, or the installation's. */
  private expectedWithout({ principal, body }: WalkPerson, verb: Verb, isNew: boolean): Answered {
    const { resource: kind, reach } = ruleOf(verb);
    if (reach === 'sight') return 'passed';
    const owners = isNew ? [body as OrganisationId] : [];
    const thing = { kind, id: 'new', owners, seenBy: owners, regions: [], holder: null };
    const acting = { ...principal, actingFor: body as OrganisationId };
    return mayChange(acting, verb, { before: null, after: thing }).kind === 'allowed' ? 'passed' : 'refused';
  }
}

/** Somebody with these roles for bodies, `[body, role]`, signed in with two factors; with scopes, by a token of theirs. */
export async function makePerson(
  store: Store,
  name: string,
  roles: readonly (readonly [body: string, role: Role])[],
  scopes: readonly VerbGroup[] | null = null,
): Promise<WalkPerson> {
  const owners = [...new Set(roles.map(([body]) => body))];
  const given = { register, email: `${name}@example.org`, name, owners, state: 'active' } as const;
  const made = await makeAccount(store, given, { author: byOwner, at: walkMoment, reason: 'walks' });
  if (!made.ok) throw new Error(made.refusal.detail);
  const { account } = made.value;
  const grants = roles.map(([organisation, role]): Grant => {
    const held = { from: isoDate('2026-01-01'), to: null, reason: 'walks' };
    return { account, organisation: organisation as OrganisationId, role, ...held };
  });
  const changes = grants.map((body) => ({
    ...{ kind: 'grant' as const, id: `${account} ${body.organisation} ${body.role}`, expectedVersion: null },
    ...{ body: body as unknown as Json, reason: null },
    sight: { owners: [body.organisation], seenBy: [], regions: [] },
  }));
  if (changes.length > 0) await keepAsOwner(store, changes);
  const principal = { account, name, kind: scopes === null ? 'person' : 'token', scopes, actingFor: null } as const;
  const headers = await headersOf(store, account, scopes);
  const held = grantsOn(grants, account, walkDay);
  return { name, principal: { ...principal, grants: held }, body: owners[0] ?? walkBodies.own, headers };
}

/** A person in each role of a body, in some of a partner and a third, an observer, one without a role, a token of each scope. */
export async function makeEverybody(store: Store): Promise<WalkPerson[]> {
  const { own, partner, third, region } = walkBodies;
  const people: WalkPerson[] = [];
  for (const role of roleNames) people.push(await makePerson(store, `own-${role}`, [[own, role]]));
  people.push(await makePerson(store, 'partner-approver', [[partner, 'approver']]));
  for (const role of ['editor', 'administrator'] as const)
    people.push(await makePerson(store, `third-${role}`, [[third, role]]));
  people.push(await makePerson(store, 'observer', [[region, 'observer']]));
  people.push(await makePerson(store, 'without-role', []));
  const all = roleNames.map((role) => [own, role] as const);
  for (const scope of verbGroupNames) people.push(await makePerson(store, `token-${scope}`, all, [scope]));
  people.push(await makePerson(store, 'token-reads-and-edits', all, ['read', 'edit']));
  return people;
}

async function headersOf(store: Store, account: string, scopes: readonly VerbGroup[] | null) {
  if (scopes === null) {
    const proved = { proofs: ['password', 'totp'], isStrong: true, device: 'a test', at: walkMoment } as const;
    const { key } = await startSession(store, { account, ...proved });
    return { cookie: `coterminous_session=${key}` };
  }
  const asked = { name: 'walks', scopes, expiresOn: isoDate('2027-06-01'), at: walkMoment, account };
  const token = await makeToken(store, ownerOfInstallation, asked);
  if (!token.ok) throw new Error(token.refusal.detail);
  return { authorization: `Bearer ${token.value.token}` };
}

/** The door lets in whoever could do one of the acts for some body. */
function isLetIn(principal: Principal, verbs: readonly Verb[]): boolean {
  if (verbs.includes('keep-own-account')) return principal.kind !== 'token';
  const inScope = verbs.filter((verb) => hasScope(principal, ruleOf(verb).group));
  return inScope.some(
    (verb) => ruleOf(verb).byHolder || principal.grants.some(({ role }) => ruleOf(verb).roles.includes(role)),
  );
}

function answeredOf(status: number, type: string): Answered {
  if (status === 401 && type === 'not-signed-in') return 'not-signed-in';
  if (type === 'not-permitted') return 'refused';
  if (type === 'became-proposal') return 'waits';
  return hidingTypes.has(type) ? 'hidden' : 'passed';
}

/** How it is said that a record is not there. */
const hidingTypes: ReadonlySet<string> = new Set(
  ['arrangement', 'scenario', 'schedule', 'rulebook', 'data-set', 'release', 'proposal', 'account', 'population'].map(
    (kind) => `unknown-${kind}`,
  ),
);

/**
 * True when the answer is what the table says. What is read is there or not, to the letter. What would be changed is refused in any
 * words where it may not be, and never in these where it may.
 */
export function agrees(
  expected: Answered,
  told: Told,
  { method, verb, record }: Ask,
  { principal }: WalkPerson,
): boolean {
  if (told.status >= 500 && told.status !== 503) return false;
  if (verb === 'open') return true;
  const isRefused = told.status >= 400;
  // Who may not read is told of nothing, so nothing is there to be shown or changed.
  if (expected !== 'refused' && !hasScope(principal, 'read') && verb !== 'keep-own-account')
    return isRefused || record === undefined;
  if (method === 'GET') return told.answered === expected;
  if (verb === 'keep-own-account' && expected === 'passed') return told.answered !== 'refused';
  if (expected === 'refused' || expected === 'hidden') return isRefused;
  // An account of several bodies is changed by none of them alone, and waits for nobody.
  if (expected === 'waits' && record?.kind === 'account') return isRefused;
  if (expected === 'waits' && told.status < 300) return told.status === 202;
  return told.answered !== 'refused' && (record === undefined || told.answered !== 'hidden');
}
