/** What is done every day, once, whichever server does it: each is such that doing it twice changes nothing more. */

import { sweepAccounts } from '#actions/accounts.ts';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import { dailyKinds, type JobKind } from '#actions/jobs/job.ts';
import { expireProposals } from '#actions/proposals-closed.ts';
import { dayOf } from '#actions/sight-of.ts';
import { passAccess } from '#actions/vesting-pass.ts';
import { momentAfter } from '#identity/session-times.ts';
import { deleteOldJobs, saveDailyJob } from '#store/job-rows.ts';
import type { Store } from '#store/open.ts';
import { listPacks } from '#store/pack-rows.ts';

/** How long work that has ended is listed. @units milliseconds */
const jobLife = 30 * 24 * 3_600_000;

/** Adds the work of the day, unless it is there: after a stop of days it is done when a server starts. */
export async function addDailyJobs(store: Store, at: string): Promise<void> {
  for (const kind of dailyKinds) await saveDailyJob(store, kind, dayOf(at), at);
}

/** Does it, and says what was done. @throws when a register cannot be worked on, after the others have been */
export async function doDailyWork(shelves: Shelves, kind: JobKind, at: string): Promise<string> {
  const { store } = shelves.registers;
  switch (kind) {
    case 'pass-access':
      return passInAll(shelves, at);
    case 'expire-proposals':
      return `${await expireProposals(shelves, at)} proposals expired.`;
    case 'sweep':
      await sweepAccounts(store, at);
      await deleteOldJobs(store, momentAfter(at, -jobLife));
      return 'Sessions, links and codes that were over, and jobs of long ago, were taken away.';
    case 'import-data':
      throw new Error('an import is no work of every day');
    default:
      return kind satisfies never;
  }
}

async function passInAll(shelves: Shelves, at: string): Promise<string> {
  const told: string[] = [];
  const faults: unknown[] = [];
  for (const { name } of await listPacks(shelves.registers.store)) {
    try {
      const passed = await passAccess(shelves, { register: name, on: dayOf(at), at });
      told.push(`${name}: ${passed.ok ? wordsOf(passed.value) : passed.refusal.detail}`);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return told.join(' ');
}

function wordsOf(passed: {
  rolesEnded: number;
  rolesGiven: number;
  recordsPassed: number;
  rolesWaiting: number;
}): string {
  const { rolesEnded, rolesGiven, recordsPassed, rolesWaiting } = passed;
  return `${rolesEnded} roles ended, ${rolesGiven} were given, ${recordsPassed} records passed, ${rolesWaiting} roles wait for a decision.`;
}
