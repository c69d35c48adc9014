/**
 * Records of every kind in a store with the sample, each with a secret word of its own in every free text it has: whoever
 * reads such a word somewhere was shown something of that record. For tests of what leaks.
 */

import type { FastifyInstance } from 'fastify';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { sampleName } from '#actions/load-register.ts';
import { makeServer } from '#api/server.ts';
import { rulebookText } from '#core/handover/check-rulebook.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { isoDate } from '#std/iso-date.ts';
import { insertCredentials } from '#store/credential-rows.ts';
import { loadDataVersion, saveDataVersion } from '#store/data-set-rows.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import {
  loadRecords,
  type RecordChange,
  type RecordKind,
  type RecordSight,
  recordKinds,
  saveRecords,
} from '#store/record-rows.ts';

export const register = sampleName;
/** Two partners, a third body that is none, and the region in which all of them lie. */
export const walkBodies = {
  own: 'council-E10000030',
  partner: 'icb-surrey-and-sussex',
  third: 'council-E10000014',
  region: 'region-E12000008',
} as const;
const { own, partner, third, region } = walkBodies;

/** Day and moment of every request. */
export const walkDay = isoDate('2026-11-21');
export const walkMoment = '2026-11-21T10:30:00.000Z';

/** A record with the word that is in all its texts. */
export type Marked = { readonly kind: RecordKind; readonly id: string; readonly mark: string };

/** Stands in templates where a record has its word. */
const placeholder = 'zqtemplate';

/** The words of records that are in a text, each once. */
export function marksIn(text: string): string[] {
  const found = text.match(/zq(?:mark|id)\d{4}/gi) ?? [];
  return [...new Set(found.map((mark) => mark.toLowerCase()))];
}

/** Whose the records of each kind are, and who else sees them. */
export const walkSights: readonly RecordSight[] = [
  sight([own]),
  sight([partner]),
  sight([third]),
  sight([own, partner]),
  sight([partner, third], [], [region]),
  sight([third], [own]),
  sight([partner], ['*']),
  sight([]),
];

export const byOwner = { name: 'Owner', actingFor: null } as const;
/** Line on which people work in every schedule. */
export const lineKey = `SAMPLE-BCF ${own} host`;
export const dataMeasure = 'people-who-received-reablement-85-and-over';

/** A document for each kind, with the placeholder in every free text, and events of the register to act on. */
export type Templates = { readonly bodies: ReadonlyMap<RecordKind, Json>; readonly events: readonly string[] };

/** Made through the API by the owner of the installation, where it can be. */
export async function makeTemplates(store: Store): Promise<Templates> {
  const app = await serverOfOwner(store);
  let events: readonly string[];
  try {
    events = await fillWithPlaceholders(app, store);
  } finally {
    await app.close();
  }
  const templates = new Map<RecordKind, Json>();
  for (const { kind, id, body } of await loadRecords(store, register, recordKinds)) {
    if (JSON.stringify([id, body]).includes(placeholder)) templates.set(kind, body);
  }
  for (const kind of recordKinds) if (!templates.has(kind)) templates.set(kind, ownTemplate(kind));
  return { bodies: templates, events };
}

/** Records of every kind for each of the sights, saved by the owner of the installation, and the words that they hold. */
export async function saveMarked(
  store: Store,
  templates: Templates,
  sights: readonly RecordSight[] = walkSights,
): Promise<Marked[]> {
  const marked: Marked[] = [];
  const changes: RecordChange[] = [];
  let schedule = '';
  const add = (kind: RecordKind, given: RecordSight): void => {
    // A role, and what is decided of one, belongs to a single body.
    const isOfOne = kind === 'grant' || kind === 'succession-decision';
    const seen = isOfOne
      ? { ...given, owners: given.owners.slice(0, 1) }
      : kind === 'schedule'
        ? shownToSigners(given)
        : given;
    const number = String(marked.length + 1).padStart(4, '0');
    const mark = `zqmark${number}`;
    if (kind === 'schedule') schedule = `zqid${number}`;
    const event = templates.events[sights.indexOf(given)] ?? '';
    const id = kind === 'event-act' ? event : idOf(kind, number, schedule);
    marked.push({ kind, id, mark });
    changes.push({ kind, id, expectedVersion: null, body: bodyOf(kind, id, mark, seen), reason: mark, sight: seen });
  };
  const bodyOf = (kind: RecordKind, id: string, mark: string, { owners }: RecordSight): Json => {
    const text = JSON.stringify(templates.bodies.get(kind)).replaceAll(placeholder, mark);
    const own = ownFields(kind, {
      id,
      owners,
      schedule,
      changed: changes.findLast((one) => one.kind === 'arrangement'),
    });
    return { ...(JSON.parse(text) as object), ...own } as unknown as Json;
  };
  for (const seen of sights) for (const kind of recordKinds) add(kind, seen);
  for (let from = 0; from < changes.length; from += 50) await keepAsOwner(store, changes.slice(from, from + 50));
  await addWhatIsBeside(store, marked);
  return marked;
}

/** Kept by the owner of the installation. @throws when somebody else changed one of them */
export async function keepAsOwner(store: Store, changes: readonly RecordChange[]): Promise<void> {
  const saved = await saveRecords(store, { register, author: byOwner, at: walkMoment, changes });
  if (!saved.ok) throw new Error(`not saved: ${saved.conflicts[0]?.change.id}`);
}

function sight(
  owners: readonly string[],
  seenBy: readonly string[] = [],
  regions: readonly string[] = [],
): RecordSight {
  return { owners: [...owners].sort(), seenBy, regions };
}

/** A schedule is shown to those who sign its lines, and lies in their region. */
function shownToSigners({ owners, seenBy }: RecordSight): RecordSight {
  const signers = [own, partner].filter((body) => !owners.includes(body));
  return sight(owners, [...new Set([...seenBy, ...signers])], [region]);
}

function serverOfOwner(store: Store): Promise<FastifyInstance> {
  const settings = { hosts: ['localhost'], today: () => walkDay, now: () => walkMoment };
  return makeServer({ shelves: makeShelves(store), ...settings });
}

async function fillWithPlaceholders(app: FastifyInstance, store: Store): Promise<string[]> {
  const by = { name: placeholder, actingFor: null };
  const send = async <T>(method: 'POST' | 'PUT', url: string, payload: object): Promise<T> => {
    const heard = await app.inject({ method, url, payload });
    if (heard.statusCode >= 300) throw new Error(`${method} ${url}: ${heard.statusCode} ${heard.body.slice(0, 500)}`);
    return heard.json() as T;
  };
  const merge = draftOf(placeholder);
  const nothing = { basedOn: null, statuses: null, on: [], off: [], from: null, to: null };
  const scenario = { id: placeholder, title: placeholder, note: placeholder, ...nothing, drafts: [merge] };
  await send('PUT', `/api/scenarios/${placeholder}`, { scenario, expectedVersion: null, by, reason: placeholder });
  const rulebook = { ...(JSON.parse(rulebookText(englandRulebook)) as object), id: placeholder, title: placeholder };
  await send('PUT', `/api/rulebooks/${placeholder}`, { rulebook, expectedVersion: null, by, reason: placeholder });
  const started = await send<{ schedule: { id: string } }>('POST', '/api/schedules', {
    title: placeholder,
    scenario: 'surrey-two-unitaries',
    by,
  });
  const comment = { key: lineKey, expectedVersion: 0, by, act: { do: 'comment', text: placeholder } };
  await send('POST', `/api/schedules/${started.schedule.id}/line`, comment);
  const listed = (await app.inject('/api/events?limit=20')).json() as { events: { id: string }[] };
  const [event = '', ...events] = listed.events.map(({ id }) => id);
  const act = { status: 'in-effect', reason: placeholder, by };
  await send('POST', `/api/events/${encodeURIComponent(event)}/status`, act);
  const question = {
    title: placeholder,
    data: 'reablement',
    measures: [dataMeasure],
    periods: ['2025-26'],
    to: 'ltla',
  };
  const rules = { kind: 'suppress', from: 1, to: 7, base: 1 };
  const whole = { ...question, on: walkDay, totals: [], rules };
  await send('POST', '/api/releases', { question: whole, by, reason: placeholder });
  await keepAsOwner(store, await markedSample(store));
  return events;
}

/** An arrangement and a data set of the sample, with the placeholder in their texts. */
async function markedSample(store: Store): Promise<RecordChange[]> {
  const found = await loadRecords(store, register, ['arrangement', 'data-set'], { ids: ['SAMPLE-BCF', 'reablement'] });
  return found.map(({ kind, body }) => ({
    kind,
    id: placeholder,
    expectedVersion: null,
    body: withPlaceholders(body) as Json,
    reason: null,
  }));
}

const freeTexts: ReadonlySet<string> = new Set(['title', 'note', 'source', 'file', 'description', 'publisher', 'name']);

/** The document with the placeholder before each of its free texts, and for each that is not told. */
function withPlaceholders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlaceholders);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, one]) => {
    const isText = freeTexts.has(key) && (one === null || typeof one === 'string');
    return [key, isText ? `${placeholder} ${one ?? ''}`.trim() : withPlaceholders(one)];
  });
  return Object.fromEntries(entries);
}

/** Two neighbours that nothing else happens to merge. */
export function draftOf(name: string) {
  const [bracknell, slough] = ['council-E06000036', 'council-E06000039'] as const;
  const merged = `council-${name}`;
  return {
    ...{ id: `draft-${name}`, kind: 'merge', title: name, day: '2026-10-01', instrument: name, note: name },
    participants: [
      { organisation: bracknell, part: 'predecessor' },
      { organisation: slough, part: 'predecessor' },
      { organisation: merged, part: 'successor' },
    ],
    newBodies: [{ id: merged, name, code: null, role: 'unitary-council' }],
    moves: [bracknell, slough].map((from) => ({ from, to: merged, geography: null, areas: null })),
    names: [],
  };
}

/** Documents of kinds that no request of the owner makes in this form. */
function ownTemplate(kind: RecordKind): Json {
  const hand = { account: placeholder, name: placeholder, actingFor: own, at: '2026-11-20T09:00:00.000Z' };
  switch (kind) {
    case 'account':
      return {
        ...{ name: placeholder, email: `${placeholder}@example.org`, state: 'active', hasPassword: true },
        ...{ hasTotp: false, passkeys: [], identities: [], tokens: [], secretsVersion: 0 },
      };
    case 'grant':
      return {
        account: 'nobody-known',
        organisation: '',
        role: 'viewer',
        from: '2026-01-01',
        to: null,
        reason: placeholder,
      };
    case 'proposal':
      return {
        ...{ verb: 'save-arrangement', subject: { kind: 'arrangement', id: placeholder } },
        content: { changes: [] },
        ...{ baseVersion: 1, proposedBy: hand, reason: placeholder, expiresOn: '2026-12-20', agreements: [] },
        ...{ takenBack: [], remarks: [{ ...hand, text: placeholder }], end: null },
      };
    case 'succession-decision':
      return {
        ...{ from: 'council-E07000207', to: [own], reason: placeholder },
        passing: { kind: 'record', resource: 'arrangement', id: placeholder },
      };
    default:
      throw new Error(`no document of kind ${kind}`);
  }
}

/** Ids tell that something is there, and are words of their own. */
function idOf(kind: RecordKind, number: string, schedule: string): string {
  if (kind === 'release') return `R-${number}`;
  return kind === 'line-work' ? `${schedule}|${lineKey}` : `zqid${number}`;
}

type OwnFields = {
  readonly id: string;
  readonly owners: readonly string[];
  readonly schedule: string;
  /** What a proposal would change. */
  readonly changed: RecordChange | undefined;
};

/** What each record says for itself. */
function ownFields(kind: RecordKind, { id, owners, schedule, changed }: OwnFields): object {
  if (kind === 'arrangement') {
    const bodies = owners.length === 0 ? [third] : owners;
    const parties = bodies.map((organisation, at) => ({
      ...{ organisation, role: at === 0 ? 'host' : 'partner', share: null, signedOn: '2026-05-01' },
    }));
    return { id, parties, negotiated: [], amounts: [], serviceArea: [{ kind: 'body', organisation: own }] };
  }
  if (kind === 'grant') return { organisation: owners[0] ?? third };
  if (kind === 'event-act') return { event: id };
  if (kind === 'line-work') return { schedule };
  if (kind === 'scenario' || kind === 'rulebook') return { id };
  if (kind !== 'proposal' || changed === undefined) return {};
  const { expectedVersion: _, ...record } = changed;
  const subject = { kind: 'arrangement', id: record.id };
  return { id, parties: [...owners], subject, content: { changes: [{ ...record, baseVersion: 1 }] } };
}

/** The numbers of the sample's data set for each of the marked ones, and a place for the secrets of each account. */
async function addWhatIsBeside(store: Store, marked: readonly Marked[]): Promise<void> {
  const content = await loadDataVersion(store, { register, dataSet: 'reablement', version: 1 });
  if (content === null) throw new Error('the sample has no numbers');
  const client = await store.pool.connect();
  try {
    for (const { kind, id } of marked) {
      if (kind === 'data-set') await saveDataVersion(client, { register, dataSet: id, version: 1 }, content);
      if (kind === 'account') await insertCredentials(client, id, register);
    }
  } finally {
    client.release();
  }
}
