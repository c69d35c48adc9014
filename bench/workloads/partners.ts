/**
 * What it costs that everybody sees what is theirs alone: lists and handovers of 20,000 made-up arrangements of England for a
 * partner, for an observer and for the owner, in memory and after a change by somebody else; and for 200 people at once.
 */

import { performance } from 'node:perf_hooks';
import { type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import type { Asker } from '#actions/asker.ts';
import { listArrangements } from '#actions/list-arrangements.ts';
import { showHandover } from '#actions/show-handover.ts';
import { sightGround, sightOfArrangement } from '#actions/sight-of.ts';
import { at, author, days, type HandoverHome, handoverHome } from '#bench/handover-home.ts';
import type { Line, Prepared, Workload } from '#bench/workload.ts';
import type { AccountId } from '#core/access/principal.ts';
import { isoDate } from '#std/iso-date.ts';
import { loadRecords, type RecordChange, saveRecords } from '#store/record-rows.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';

const count = 20_000;
const people = 200;
const on = isoDate('2026-05-01');

export const workloads: readonly Workload[] = [
  {
    name: 'partners: 20,000 made-up arrangements of England, each seen by its parties',
    prepare: async () => (hasSharedData() ? withPeople() : { skipped: 'the England data is not there' }),
  },
];

async function withPeople(): Promise<Prepared> {
  const home = await handoverHome(count, 'anywhere');
  const owned = await stateOwners(home);
  const bodies = [...owned].sort(([, a], [, b]) => b - a).map(([body]) => body);
  await saveGrants(home, bodies);
  const seen = async (account: string) =>
    (await as(home, account).arrangements.open(home.register.pack.name)).byId.size;
  const notes = [
    `person 0 sees ${await seen('person-0')} arrangements, person 50 ${await seen('person-50')}, the observer ${await seen('observer')}`,
  ];
  return { notes, lines: linesOf(home), close: () => home.close() };
}

function as({ shelves }: HandoverHome, account: string): Shelves {
  const asker: Asker = { kind: 'person', account: account as AccountId, name: account, session: 's', scopes: null, on };
  return shelvesFor(shelves, asker);
}

/** Gives every arrangement to its parties; how many each body owns. */
async function stateOwners({ store, shelves, register }: HandoverHome): Promise<ReadonlyMap<string, number>> {
  const { name } = register.pack;
  const ground = await shelves.registers.ground({ register: name });
  if (!ground.ok) throw new Error(ground.refusal.detail);
  const places = sightGround(shelves.registers, ground.value, at);
  const { byId } = await shelves.arrangements.open(name);
  const records = await loadRecords(store, name, ['arrangement']);
  const owned = new Map<string, number>();
  const changes = records.flatMap(({ id, body, version }): RecordChange[] => {
    const kept = byId.get(id as never);
    if (kept === undefined) return [];
    const sight = sightOfArrangement(kept.arrangement, undefined, places);
    for (const body of sight.owners) owned.set(body, (owned.get(body) ?? 0) + 1);
    return [{ kind: 'arrangement', id, expectedVersion: version, body, reason: null, sight }];
  });
  await saveRecords(store, { register: name, author, at, changes });
  return owned;
}

/** A person for each of the bodies that own most, and one who observes every region. */
async function saveGrants({ store, register }: HandoverHome, bodies: readonly string[]): Promise<void> {
  const { timeline, pack } = register;
  const regions = (timeline.world.membersOfTier.get('region') ?? []).map((one) => one.row.id);
  const grantOf = (account: string, organisation: string, role: string): RecordChange => ({
    kind: 'grant',
    id: `${account} ${organisation}`,
    expectedVersion: null,
    body: { account, organisation, role, from: '2020-01-01', to: null, reason: 'benchmark' },
    reason: null,
    sight: { owners: [organisation], seenBy: [], regions: [] },
  });
  const changes = [
    ...Array.from({ length: people }, (_, at) => grantOf(`person-${at}`, bodies[at % bodies.length] ?? '', 'editor')),
    ...regions.map((region) => grantOf('observer', region, 'observer')),
  ];
  await saveRecords(store, { register: pack.name, author, at, changes });
}

function linesOf(home: HandoverHome): Line[] {
  const { store, register, shelves } = home;
  const { name } = register.pack;
  const list = (from: Shelves) => listArrangements(from, {}, { on });
  const show = (from: Shelves) => showHandover(from, { scenario: 'current-law' }, days);
  let step = 0;
  /** Somebody else changes an arrangement of their own. */
  const change = async () => {
    step += 1;
    const { arrangements, byId } = await shelves.arrangements.open(name);
    const one = arrangements[(step * 97) % arrangements.length];
    const [record] = await loadRecords(store, name, ['arrangement'], { ids: [one?.id ?? ''] });
    if (one === undefined || record === undefined) throw new Error('nothing to change');
    const body = { ...(record.body as object), title: `${one.title}, changed ${step}` } as RecordChange['body'];
    const expectedVersion = byId.get(one.id)?.version ?? null;
    const changes = [{ kind: 'arrangement', id: one.id, expectedVersion, body, reason: null } as const];
    await saveRecords(store, { register: name, author, at, changes });
    // What the owner would wait for as well is not of the person's time.
    await shelves.arrangements.open(name);
  };
  const afterChange = async (run: () => Promise<unknown>) => {
    await change();
    const start = performance.now();
    await run();
    return { milliseconds: performance.now() - start };
  };
  const everybody = () =>
    Promise.all(Array.from({ length: people }, (_, at) => as(home, `person-${at}`).arrangements.open(name)));
  return [
    { name: 'the list, for the owner', run: () => list(shelves) },
    {
      name: 'the list, for a partner',
      run: () => list(as(home, 'person-50')),
      bounds: [{ kind: 'times-as-long', as: 'the list, for the owner', atMost: 1 }],
    },
    { name: 'the list, for an observer of all regions', run: () => list(as(home, 'observer')) },
    {
      name: 'what a partner sees, warm',
      run: () => as(home, 'person-50').arrangements.open(name),
      bounds: [{ kind: 'milliseconds', atMost: 10 }],
    },
    {
      name: 'what a partner sees, after one change by somebody else',
      run: () => afterChange(() => as(home, 'person-50').arrangements.open(name)),
      bounds: [{ kind: 'milliseconds', atMost: 20 }],
    },
    {
      name: 'what an observer sees, after one change by somebody else',
      run: () => afterChange(() => as(home, 'observer').arrangements.open(name)),
      bounds: [{ kind: 'milliseconds', atMost: 50 }],
    },
    {
      name: 'what 200 people see, after one change by somebody else',
      run: () => afterChange(everybody),
      bounds: [{ kind: 'milliseconds', atMost: 400 }],
      per: { count: people, unit: 'person' },
    },
    { name: 'the handover, for the owner', run: () => show(shelves) },
    {
      name: 'the handover, for a partner',
      run: () => show(as(home, 'person-50')),
      bounds: [{ kind: 'milliseconds', atMost: 100 }],
    },
  ];
}
