/** England with made-up arrangements saved in it, in a data folder of its own. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { encodeDocument } from '#actions/arrangement-document.ts';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { placesOf, understandArrangement } from '#actions/understand-arrangement.ts';
import { englandHome } from '#bench/england-home.ts';
import { madeUpArrangements } from '#bench/made-up-arrangements.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import { FateBook } from '#core/handover/fates.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { isoDate } from '#std/iso-date.ts';
import { describeProblem } from '#std/problem.ts';
import { openStore, type Store } from '#store/open.ts';
import { saveRecords } from '#store/record-rows.ts';

/** The days of the benchmarks: between them are the boards of April 2026 and Surrey's councils of April 2027. */
export const days = { from: isoDate('2026-03-31'), to: isoDate('2027-04-01') } as const;
export const author = { name: 'Benchmark', actingFor: null };
export const at = '2026-05-01T09:00:00.000Z';
const seed = 20_270_401;

export type HandoverHome = {
  readonly home: string;
  readonly store: Store;
  readonly shelves: Shelves;
  /** In the law as it stands. */
  readonly register: OpenRegister;
  readonly arrangements: readonly Arrangement[];
  /** What it took to save them. */
  readonly saveMilliseconds: number;
  close(): Promise<void>;
};

/** England in the law as it stands, opened from the store. */
export async function lawOf(shelves: Shelves): Promise<OpenRegister> {
  const opened = await shelves.registers.open({ scenario: 'current-law' });
  if (!opened.ok) throw new Error(opened.refusal.detail);
  return opened.value;
}

/** So many arrangements: all over England, or only of boards to which something happens between the two days. */
export function arrangementsOf(
  { timeline }: OpenRegister,
  count: number,
  where: 'anywhere' | 'changing',
): Arrangement[] {
  const options = { seed, on: days.from };
  if (where === 'anywhere') return madeUpArrangements(timeline, count, options);
  const fates = new FateBook(timeline, days.from, days.to);
  const boards = (timeline.world.membersOfTier.get('icb') ?? []).filter(
    (one) => fates.fateOf(one.index).fate !== 'unaffected',
  );
  return madeUpArrangements(timeline, count, {
    ...options,
    boards: new Set<OrganisationId>(boards.map((one) => one.row.id)),
  });
}

/**
 * A copy of England's data folder with the arrangements in it, opened.
 * @throws when one of them is not sound: then the benchmark would measure something that cannot be
 */
export async function handoverHome(count: number, where: 'anywhere' | 'changing'): Promise<HandoverHome> {
  const folder = mkdtempSync(join(tmpdir(), 'coterminous-bench-handover-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  // The files of the database belong to whoever runs it, and have to go on belonging to them.
  const copied = spawnSync('cp', ['-a', englandHome().home, home]);
  if (copied.status !== 0) throw new Error(`cannot copy ${englandHome().home}: ${copied.stderr}`);
  const store = await openStore({ home });
  const shelves = makeShelves(store);
  const register = await lawOf(shelves);
  const arrangements = arrangementsOf(register, count, where);
  for (const one of arrangements.slice(0, 2000)) expectSound(one, register);
  const changes = arrangements.map((one) => {
    const body = encodeDocument(one);
    return { kind: 'arrangement', id: one.id, expectedVersion: null, body, reason: null } as const;
  });
  const start = performance.now();
  const saved = await saveRecords(store, { register: register.pack.name, author, at, changes });
  if (!saved.ok) throw new Error('the store held arrangements already');
  const saveMilliseconds = performance.now() - start;
  return { home, store, shelves, register, arrangements, saveMilliseconds, close: () => store.close() };
}

function expectSound(arrangement: Arrangement, { world }: OpenRegister): void {
  const understood = understandArrangement(stateArrangement(arrangement), placesOf(world));
  if (understood.arrangement === null) throw new Error(understood.problems.map(describeProblem).join('\n'));
}
