/**
 * The table of walks: for every route of the API the requests that walk it, about records of the kind that it is about. A route
 * that is not in the table is one that nobody has thought about.
 */

import type { Verb } from '#core/access/verbs.ts';
import { verbGroupNames } from '#core/access/vocabulary.ts';
import type { RecordKind } from '#store/record-rows.ts';
import { dataMeasure, draftOf, lineKey, type Marked, register, walkDay } from '#tests/support/marked-records.ts';
import { type Ask, agrees, type WalkPerson, type WalkWorld } from '#tests/support/walk-world.ts';

type Asks = (world: WalkWorld, person: WalkPerson) => Ask[] | Promise<Ask[]>;

/** A version that no record has: who may change it is told that somebody else did, and nothing is changed. */
const stale = 999_999;
const on = `on=${walkDay}`;
const path = (text: string): string => encodeURIComponent(text);
const by = ({ name, body }: WalkPerson) => ({ name, actingFor: body });
const question = {
  data: 'reablement',
  measures: [dataMeasure],
  periods: ['2025-26'],
  to: 'ltla',
  on: walkDay,
  totals: [],
};
const release = { title: 'x', ...question, rules: { kind: 'suppress', from: 1, to: 7, base: 1 } };
const csv = 'area,period,count\nE07000207,2025-26,1\n';
const form = {
  payload: `--x\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--x--\r\n`,
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
};
const plan = { title: 'x', note: null, basedOn: null, statuses: null, on: [], off: [], from: null, to: null };

/** Asks of everybody's things, and lists of what each may see. */
const reads =
  (verb: Verb, ...urls: string[]): Asks =>
  () =>
    urls.map((url) => ({ method: 'GET', url, verb }));

/** Asks about each record of the kind. */
const readsEach =
  (kind: RecordKind, verb: Verb, urls: (id: string) => string[]): Asks =>
  (world) =>
    world.of(kind).flatMap((record) => urls(path(record.id)).map((url): Ask => ({ method: 'GET', url, verb, record })));

/** Asks what takes long about a few of them: of one's own, of a third body, of partners together. */
const readsFew =
  (kind: RecordKind, verb: Verb, urls: (id: string) => string[]): Asks =>
  (world) => {
    const [own, , third, joint] = world.of(kind);
    return [own, third, joint].flatMap((record): Ask[] =>
      record === undefined ? [] : urls(path(record.id)).map((url) => ({ method: 'GET', url, verb, record })),
    );
  };

/** Changes each record of the kind, but for its version. */
const changesEach =
  (
    kind: RecordKind,
    verb: Verb,
    method: Ask['method'],
    sent: (record: Marked, person: WalkPerson) => { readonly url: string; readonly payload?: object },
  ): Asks =>
  (world, person) =>
    world.of(kind).map((record): Ask => ({ method, verb, record, ...sent(record, person) }));

const makes =
  (
    verb: Verb,
    method: Ask['method'],
    url: string,
    sent: (person: WalkPerson) => Pick<Ask, 'payload' | 'headers'>,
  ): Asks =>
  (_world, person) => [{ method, url, verb, isNew: true, ...sent(person) }];

/** Keeps one's own account, or nobody's: what is sent is refused before it changes anything. */
const own =
  (method: Ask['method'], url: string, payload?: object): Asks =>
  () => [{ method, url, verb: 'keep-own-account', ...(payload === undefined ? {} : { payload }) }];
const open =
  (method: Ask['method'], url: string, payload?: object): Asks =>
  () => [{ method, url, verb: 'open', ...(payload === undefined ? {} : { payload }) }];

async function statedArrangement(world: WalkWorld, { id }: Marked): Promise<object | null> {
  const heard = await world.ownersView(`/api/arrangements/${path(id)}`);
  return (heard as { arrangement?: object }).arrangement ?? null;
}

const savesArrangements: Asks = async (world, person) => {
  const asks: Ask[] = [];
  for (const record of world.of('arrangement')) {
    const stated = await statedArrangement(world, record);
    const payload = { arrangement: stated, expectedVersion: stale, by: by(person), reason: 'x' };
    asks.push({
      method: 'PUT',
      url: `/api/arrangements/${path(record.id)}`,
      payload,
      verb: 'save-arrangement',
      record,
    });
  }
  return asks;
};

const worksOnLines: Asks = (world, person) =>
  world.of('line-work').map((record) => {
    const [schedule = ''] = record.id.split('|');
    const payload = { key: lineKey, expectedVersion: stale, by: by(person), act: { do: 'assign', to: 'x' } };
    return { method: 'POST', url: `/api/schedules/${path(schedule)}/line`, payload, verb: 'assign-line', record };
  });

/** By method and address, as the routes are stated. */
export const walks: Readonly<Record<string, Asks>> = {
  'GET /api/health': open('GET', '/api/health'),
  'GET /api/openapi.json': open('GET', '/api/openapi.json'),
  'GET /api/registers': reads('list-registers', '/api/registers'),
  'GET /api/sources': reads('list-registers', '/api/sources'),
  'GET /api/organisations': reads(
    'list-organisations',
    `/api/organisations?kind=ltla&${on}`,
    `/api/organisations?kind=icb&${on}`,
  ),
  'GET /api/organisations/:code': reads('show-organisation', `/api/organisations/E10000030?${on}`),
  'GET /api/events': reads('list-events', '/api/events?limit=1000'),
  'GET /api/measure': reads('measure-fit', `/api/measure?bodies=icb&councils=utla&${on}`),
  'GET /api/measure/series': reads('measure-fit-series', '/api/measure/series?bodies=icb&councils=utla'),
  'GET /api/indices': reads('measure-fit', '/api/indices'),
  'GET /api/map': reads('show-map', '/api/map'),
  'GET /api/history/:tier': reads('show-map', '/api/history/icb'),
  'GET /api/blocks': reads('list-blocks', `/api/blocks?of=E10000030&${on}`),
  'GET /api/uncovered': reads('list-uncovered', `/api/uncovered?kind=icb&${on}`),
  'GET /api/rebase': readsFew('data-set', 'rebase-data', (id) => [
    `/api/rebase?data=${id}&to=ltla&${on}`,
    `/api/rebase?data=${id}&to=ltla&${on}&format=csv`,
    `/api/rebase?data=reablement&weights=${id}&to=ltla&${on}`,
  ]),
  'GET /api/rebase/cell': readsEach('data-set', 'explain-cell', (id) => [
    `/api/rebase/cell?data=${id}&to=ltla&${on}&area=E07000207&measure=${dataMeasure}`,
  ]),
  'GET /api/rebase/series': readsEach('data-set', 'rebase-data-series', (id) => [
    `/api/rebase/series?data=${id}&to=ltla&${on}`,
  ]),
  'GET /api/crosswalk': reads('crosswalk-areas', `/api/crosswalk?from=places&to=ltla:${walkDay}`),
  'GET /api/journal': (world) => [
    { method: 'GET', url: `/api/journal?register=${register}&limit=1000`, verb: 'show-journal' },
    { method: 'GET', url: '/api/journal', verb: 'show-journal' },
    ...world.marked.slice(24, 36).map(({ kind, id }): Ask => {
      const url = `/api/journal?register=${register}&kind=${kind}&id=${path(id)}`;
      return { method: 'GET', url, verb: 'show-journal' };
    }),
  ],
  'GET /api/journal/verify': reads('verify-journal', '/api/journal/verify'),
  'GET /api/arrangements': reads(
    'list-arrangements',
    '/api/arrangements',
    '/api/arrangements?format=csv',
    '/api/arrangements?known=2026-12-01T00:00:00Z',
  ),
  'GET /api/arrangements/template': reads('arrangements-template', '/api/arrangements/template'),
  'GET /api/arrangements/:id': readsEach('arrangement', 'show-arrangement', (id) => [`/api/arrangements/${id}`]),
  'GET /api/leadership': reads('list-leadership', '/api/leadership'),
  'PUT /api/arrangements/:id': savesArrangements,
  'DELETE /api/arrangements/:id': changesEach('arrangement', 'remove-arrangement', 'DELETE', ({ id }, person) => ({
    url: `/api/arrangements/${path(id)}`,
    payload: { expectedVersion: stale, by: by(person), reason: 'x' },
  })),
  'POST /api/arrangements/import': makes(
    'import-arrangements',
    'POST',
    '/api/arrangements/import?name=x.csv&dry=true',
    () => ({
      payload: 'id,title\n1,x\n',
      headers: { 'content-type': 'text/csv' },
    }),
  ),
  'GET /api/data': reads('list-data-sets', '/api/data'),
  'GET /api/data/:id': readsEach('data-set', 'show-data-set', (id) => [`/api/data/${id}`]),
  'GET /api/data/:id/values': readsEach('data-set', 'show-values', (id) => [`/api/data/${id}/values`]),
  'POST /api/data/inspect': () => [
    { method: 'POST', url: '/api/data/inspect?name=x.csv', verb: 'inspect-data', ...form },
  ],
  'POST /api/data/import': makes('import-data', 'POST', '/api/data/import?name=x.csv&dry=true', () => form),
  'POST /api/jobs/import-data': makes('import-data', 'POST', '/api/jobs/import-data?name=x.csv', () => form),
  'GET /api/jobs': reads('list-data-sets', '/api/jobs'),
  'GET /api/jobs/:id': reads('list-data-sets', '/api/jobs/x'),
  'DELETE /api/jobs/:id': () => [{ method: 'DELETE', url: '/api/jobs/x', verb: 'list-data-sets' }],
  'GET /api/session': open('GET', '/api/session'),
  'POST /api/session': open('POST', '/api/session', { email: 'nobody@example.org', password: 'a' }),
  'POST /api/session/second-factor': open('POST', '/api/session/second-factor', { ticket: 'x', code: '123456' }),
  'POST /api/session/owner': open('POST', '/api/session/owner', { key: 'x' }),
  'DELETE /api/session': () => [{ method: 'DELETE', url: '/api/session', verb: 'open', headers: { cookie: 'x=y' } }],
  'POST /api/session/step-up': own('POST', '/api/session/step-up', { code: '123456' }),
  'POST /api/links/look': open('POST', '/api/links/look', { key: 'x' }),
  'POST /api/links/accept': open('POST', '/api/links/accept', { key: 'x', password: 'y' }),
  'POST /api/session/passkey/start': open('POST', '/api/session/passkey/start'),
  'POST /api/session/passkey/finish': open('POST', '/api/session/passkey/finish', { response: {} }),
  'GET /api/session/providers/:id/start': open('GET', '/api/session/providers/x/start'),
  'GET /api/session/providers/:id/return': open('GET', '/api/session/providers/x/return'),
  'POST /api/account/providers/:id/link': own('POST', '/api/account/providers/x/link'),
  'GET /api/account': own('GET', '/api/account'),
  'POST /api/account/password': own('POST', '/api/account/password', { password: 'x' }),
  'POST /api/account/totp': own('POST', '/api/account/totp'),
  'POST /api/account/totp/confirm': own('POST', '/api/account/totp/confirm', { code: '123456' }),
  'DELETE /api/account/totp': own('DELETE', '/api/account/totp'),
  'POST /api/account/recovery-codes': own('POST', '/api/account/recovery-codes'),
  'POST /api/account/passkeys/start': own('POST', '/api/account/passkeys/start'),
  'POST /api/account/passkeys/finish': own('POST', '/api/account/passkeys/finish', { response: {}, name: 'x' }),
  'PATCH /api/account/passkeys/:id': own('PATCH', '/api/account/passkeys/x', { name: 'x' }),
  'DELETE /api/account/passkeys/:id': own('DELETE', '/api/account/passkeys/x'),
  'DELETE /api/account/sessions/:id': own('DELETE', '/api/account/sessions/x'),
  'POST /api/account/tokens': own('POST', '/api/account/tokens', {
    name: 'x',
    scopes: verbGroupNames,
    expiresOn: '2020-01-01',
  }),
  'DELETE /api/account/tokens/:id': own('DELETE', '/api/account/tokens/x'),
  'GET /api/people': reads('show-account', '/api/people'),
  'POST /api/people/invitations': makes('invite-account', 'POST', '/api/people/invitations', ({ name, body }) => ({
    payload: { email: `from-${name}@example.org`, name: 'x', organisation: body, roles: ['viewer'] },
  })),
  'POST /api/people/:account/invitation': changesEach('account', 'invite-account', 'POST', ({ id }) => ({
    url: `/api/people/${id}/invitation`,
  })),
  'POST /api/people/:account/reset': changesEach('account', 'reset-account', 'POST', ({ id }) => ({
    url: `/api/people/${id}/reset`,
    payload: {},
  })),
  'POST /api/people/:account/close': changesEach('account', 'close-account', 'POST', ({ id }) => ({
    url: `/api/people/${id}/close`,
    payload: { reason: 'x' },
  })),
  'POST /api/grants': makes('give-grant', 'POST', '/api/grants', ({ body }) => ({
    payload: { account: 'nobody@example.org', organisation: body, role: 'viewer', from: walkDay, reason: 'x' },
  })),
  'POST /api/grants/:id/end': changesEach('grant', 'end-grant', 'POST', ({ id }) => ({
    url: `/api/grants/${path(id)}/end`,
    payload: { expectedVersion: stale, on: walkDay, reason: 'x' },
  })),
  'GET /api/access/dry-run': reads('foresee-access', '/api/access/dry-run?on=2027-04-01'),
  'GET /api/access/sharing': readsEach('data-set', 'show-sharing', (id) => [`/api/access/sharing?data=${id}`]),
  'POST /api/access/decisions': makes('decide-succession', 'POST', '/api/access/decisions', ({ body }) => ({
    payload: {
      ...{ on: '2027-04-01', from: body, to: ['council-east-surrey'], reason: 'x' },
      passing: { kind: 'record', resource: 'arrangement', id: '*' },
    },
  })),
  'DELETE /api/access/decisions/:id': changesEach('succession-decision', 'take-back-decision', 'DELETE', ({ id }) => ({
    url: `/api/access/decisions/${path(id)}`,
    payload: { expectedVersion: stale, reason: 'x' },
  })),
  'POST /api/access/pass': () => [
    { method: 'POST', url: '/api/access/pass', payload: { on: walkDay }, verb: 'pass-access' },
  ],
  'GET /api/scenarios': reads('list-scenarios', '/api/scenarios'),
  'GET /api/scenarios/compare': readsFew('scenario', 'compare-scenarios', (id) => [
    `/api/scenarios/compare?scenarios=${id},current-law&${on}`,
  ]),
  'GET /api/scenarios/:id': readsEach('scenario', 'show-scenario', (id) => [
    `/api/scenarios/${id}`,
    `/api/organisations?kind=ltla&${on}&scenario=${id}`,
  ]),
  'POST /api/scenarios/check': (world) => [
    {
      method: 'POST',
      url: '/api/scenarios/check',
      payload: { id: 'x', ...plan, drafts: [draftOf('x')] },
      verb: 'check-scenario',
    },
    ...world.of('scenario').map(({ id }): Ask => {
      const payload = { id: 'x', ...plan, basedOn: id, drafts: [] };
      return { method: 'POST', url: '/api/scenarios/check', payload, verb: 'check-scenario' };
    }),
  ],
  'PUT /api/scenarios/:id': changesEach('scenario', 'save-scenario', 'PUT', ({ id }, person) => ({
    url: `/api/scenarios/${id}`,
    payload: { scenario: { id, ...plan, drafts: [] }, expectedVersion: stale, by: by(person), reason: 'x' },
  })),
  'DELETE /api/scenarios/:id': changesEach('scenario', 'remove-scenario', 'DELETE', ({ id }, person) => ({
    url: `/api/scenarios/${id}`,
    payload: { expectedVersion: stale, by: by(person), reason: 'x' },
  })),
  'POST /api/scenarios/:id/adopt': changesEach('scenario', 'adopt-scenario', 'POST', ({ id }, person) => ({
    url: `/api/scenarios/${id}/adopt`,
    payload: { events: ['no-such-event'], status: 'decided', reason: 'x', by: by(person) },
  })),
  'POST /api/events/:id/status': (_world, person) => [
    {
      ...{ method: 'POST', url: '/api/events/no-such-event/status', verb: 'record-event-act' },
      payload: { status: 'quashed', reason: 'x', by: by(person) },
    },
  ],
  'GET /api/handover': readsFew('schedule', 'show-schedule', (id) => [
    `/api/handover?schedule=${id}`,
    `/api/handover?schedule=${id}&all=true&format=csv`,
  ]),
  'GET /api/handover/table': readsFew('schedule', 'show-schedule', (id) => [`/api/handover/table?schedule=${id}`]),
  'GET /api/handover/actions': readsFew('schedule', 'show-schedule', (id) => [`/api/handover/actions?schedule=${id}`]),
  'GET /api/handover/line': readsFew('schedule', 'show-schedule', (id) => [
    `/api/handover/line?schedule=${id}&key=${path(lineKey)}`,
  ]),
  'POST /api/handover/try-rulebook': () => [
    { method: 'POST', url: '/api/handover/try-rulebook', payload: { rulebook: {} }, verb: 'try-rulebook' },
  ],
  'GET /api/schedules': reads('list-schedules', '/api/schedules'),
  'GET /api/schedules/:id': readsEach('schedule', 'show-schedule', (id) => [`/api/schedules/${id}`]),
  'POST /api/schedules': makes('save-schedule', 'POST', '/api/schedules', (person) => ({
    payload: { title: 'x', scenario: 'surrey-two-unitaries', by: by(person) },
  })),
  'POST /api/schedules/:id/supersede': changesEach('schedule', 'supersede-schedule', 'POST', ({ id }, person) => ({
    url: `/api/schedules/${id}/supersede`,
    payload: { successor: id, expectedVersion: stale, reason: 'x', by: by(person) },
  })),
  'POST /api/schedules/:id/line': worksOnLines,
  'GET /api/rulebooks': reads('list-rulebooks', '/api/rulebooks'),
  'GET /api/rulebooks/:id': readsEach('rulebook', 'show-rulebook', (id) => [`/api/rulebooks/${id}`]),
  'PUT /api/rulebooks/:id': changesEach('rulebook', 'save-rulebook', 'PUT', ({ id }, person) => ({
    url: `/api/rulebooks/${id}`,
    payload: { rulebook: { id }, expectedVersion: stale, by: by(person), reason: 'x' },
  })),
  'GET /api/releases': reads('list-releases', '/api/releases'),
  'GET /api/releases/:id': readsEach('release', 'show-release', (id) => [`/api/releases/${id}`]),
  'GET /api/releases/:id/file': readsEach('release', 'export-release', (id) => [`/api/releases/${id}/file?format=csv`]),
  'GET /api/releases/:id/verify': readsFew('release', 'verify-release', (id) => [`/api/releases/${id}/verify`]),
  'POST /api/releases/check': changesEach('data-set', 'check-release', 'POST', ({ id }) => ({
    url: '/api/releases/check',
    payload: { ...release, data: id },
  })),
  'POST /api/releases': changesEach('data-set', 'make-release', 'POST', ({ id }, person) => ({
    url: '/api/releases',
    payload: { question: { ...release, data: id, measures: ['none'] }, by: by(person), reason: 'x' },
  })),
  'GET /api/proposals': reads(
    'show-proposal',
    '/api/proposals',
    '/api/proposals?state=open',
    '/api/proposals?state=closed',
  ),
  'GET /api/proposals/:id': readsEach('proposal', 'show-proposal', (id) => [`/api/proposals/${id}`]),
  'POST /api/proposals/:id/step': changesEach('proposal', 'agree-to-proposal', 'POST', ({ id }, person) => ({
    url: `/api/proposals/${id}/step`,
    payload: { expectedVersion: stale, by: by(person), step: { do: 'agree' } },
  })),
};

/** What the walks found wrong, each in a line, and how many requests there were. */
export type Walked = { readonly faults: readonly string[]; readonly asked: number };

/** Walks every route as everybody of them. `onText` is given every answer. */
export async function walkAll(
  world: WalkWorld,
  people: readonly WalkPerson[],
  onText: (text: string) => void = () => undefined,
): Promise<Walked> {
  const faults: string[] = [];
  let asked = 0;
  for (const person of people) {
    for (const { method, url, access } of world.app.statedRoutes) {
      const asks = (await walks[`${method} ${url}`]?.(world, person)) ?? [];
      for (const ask of asks) {
        const expected = await world.expected(person, ask, access.kind === 'open' ? null : access.verbs);
        const told = await world.ask(person, ask);
        const leaks = await world.leaked(person, ask, told.text);
        asked++;
        onText(told.text);
        if (agrees(expected, told, ask, person) && leaks.length === 0) continue;
        const words = [person.name, ask.method, ask.url, told.status, told.type, `expected: ${expected}`, ...leaks];
        faults.push(words.join(' '));
      }
    }
  }
  return { faults, asked };
}
