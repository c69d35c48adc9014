/** England with made-up arrangements that belong to their parties, and people of some of those bodies who are signed in. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAccount } from '#actions/account-record.ts';
import { encodeDocument } from '#actions/arrangement-document.ts';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { saveSchedule } from '#actions/save-schedule.ts';
import { startSession } from '#actions/sessions.ts';
import { sightGround, sightOfArrangement } from '#actions/sight-of.ts';
import { arrangementsOf, author, days, lawOf } from '#bench/handover-home.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isAliveOn } from '#core/register/timeline.ts';
import { isoDate } from '#std/iso-date.ts';
import { openStore, type Store } from '#store/open.ts';
import { loadRecords, type RecordChange, saveRecords } from '#store/record-rows.ts';

/** Somebody who edits, states money and approves for one body. */
export type LoadPerson = { readonly name: string; readonly body: OrganisationId; readonly cookie: string };

export type LoadHome = {
  readonly home: string;
  readonly register: string;
  /** Id of a schedule between the two days of the benchmarks. */
  readonly schedule: string;
  readonly people: readonly LoadPerson[];
  /** How many bodies they are of. */
  readonly bodies: number;
};

export type LoadSize = { readonly arrangements: number; readonly people: number; readonly bodies: number };

/** A copy of the data folder of England with all of that in it; nobody has it open. Removed when the process ends. */
export async function loadHome(england: string, size: LoadSize): Promise<LoadHome> {
  const folder = mkdtempSync(join(tmpdir(), 'coterminous-bench-load-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  // The files of the database belong to whoever runs it, and have to go on belonging to them.
  const copied = spawnSync('cp', ['-a', england, home]);
  if (copied.status !== 0) throw new Error(`cannot copy ${england}: ${copied.stderr}`);
  const store = await openStore({ home });
  try {
    const shelves = makeShelves(store);
    const register = await lawOf(shelves);
    const { name } = register.pack;
    const at = new Date().toISOString();
    const ground = await shelves.registers.ground({ register: name });
    if (!ground.ok) throw new Error(ground.refusal.detail);
    const places = sightGround(shelves.registers, ground.value, at);
    const changes = arrangementsOf(register, size.arrangements, 'anywhere').map((one): RecordChange => {
      const sight = sightOfArrangement(one, undefined, places);
      return { kind: 'arrangement', id: one.id, expectedVersion: null, body: encodeDocument(one), reason: null, sight };
    });
    await saveRecords(store, { register: name, author, at, changes });
    const asked = { title: 'Load', scenario: 'current-law', from: days.from, to: days.to };
    const started = await saveSchedule(shelves, name, asked, { author, at });
    if (!started.ok) throw new Error(started.refusal.detail);
    // Of bodies that sign lines of the schedule, so that everybody has something to do there.
    const [schedule] = await loadRecords(store, name, ['schedule'], { ids: [started.value.id] });
    const signing = new Set(schedule?.sight.seenBy);
    const bodies = busiestBodies(register, changes, at)
      .filter((body) => signing.has(body))
      .slice(0, size.bodies);
    if (bodies.length === 0) throw new Error('nothing happens between the two days: there is no line to work on');
    const people = await signedIn(store, name, bodies, { count: size.people, at });
    return { home, register: name, schedule: started.value.id, people, bodies: bodies.length };
  } finally {
    await store.close();
  }
}

/** Bodies that exist today, those that own most first. */
function busiestBodies(
  { timeline }: OpenRegister,
  changes: readonly RecordChange[],
  at: string,
): readonly OrganisationId[] {
  const { organisations, organisationIndex } = timeline.world;
  const owned = new Map<string, number>();
  for (const { sight } of changes) for (const body of sight?.owners ?? []) owned.set(body, (owned.get(body) ?? 0) + 1);
  const today = isoDate(at.slice(0, 10));
  const isAlive = (id: string): boolean => {
    const body = organisations[organisationIndex.get(id as OrganisationId) ?? -1];
    return body !== undefined && isAliveOn(timeline, body, today);
  };
  const inOrder = [...owned].filter(([body]) => isAlive(body)).sort(([, a], [, b]) => b - a);
  return inOrder.map(([body]) => body as OrganisationId);
}

/** So many people, shared out among the bodies, with every role of those who work, and a session of two factors. */
async function signedIn(
  store: Store,
  register: string,
  bodies: readonly OrganisationId[],
  { count, at }: { readonly count: number; readonly at: string },
): Promise<LoadPerson[]> {
  const people: LoadPerson[] = [];
  const grants: RecordChange[] = [];
  for (let number = 0; number < count; number++) {
    const body = bodies[number % bodies.length] as OrganisationId;
    const name = `Person ${number}`;
    const given = { register, email: `person-${number}@example.org`, name, owners: [body], state: 'active' } as const;
    const made = await makeAccount(store, given, { author, at, reason: 'benchmark' });
    if (!made.ok) throw new Error(made.refusal.detail);
    const { account } = made.value;
    for (const role of ['editor', 'finance', 'approver'])
      grants.push({
        kind: 'grant',
        id: `${account} ${role}`,
        expectedVersion: null,
        body: { account, organisation: body, role, from: '2020-01-01', to: null, reason: 'benchmark' },
        reason: null,
        sight: { owners: [body], seenBy: [], regions: [] },
      });
    const proved = { proofs: ['password', 'totp'], isStrong: true, device: 'benchmark', at } as const;
    const { key } = await startSession(store, { account, ...proved });
    people.push({ name, body, cookie: `coterminous_session=${key}` });
  }
  await saveRecords(store, { register, author, at, changes: grants });
  return people;
}
