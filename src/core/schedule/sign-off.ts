/**
 * How far a schedule has come: for each line who has signed it as it stands, who signed something else since changed, and
 * who has not; and what that makes of the schedule. The line is the one with its overrides on it.
 */

import type { HandoverLine } from '#core/handover/line.ts';
import { lineDifferences, summaryOf } from '#core/handover/line-difference.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { World } from '#core/register/world.ts';
import type { LineWork, Schedule, ScheduleStatus, Signature } from '#core/schedule/schedule.ts';

export const signOffStates = ['signed', 'changed-since', 'missing'] as const;
export type SignOffState = (typeof signOffStates)[number];

export type SignOff = {
  readonly party: OrganisationId;
  readonly state: SignOffState;
  /** Null: missing. */
  readonly signature: Signature | null;
  /** What differs from what was signed, in words. */
  readonly changes: readonly string[];
};

export type ScheduleCounts = {
  readonly lines: number;
  readonly signedByAll: number;
  readonly partlySigned: number;
  readonly changedSinceSigned: number;
  readonly overridden: number;
  readonly assigned: number;
};

/** The sign-off of every signatory of the line, in the order of the line; then of those who signed and are none any more. */
export function signOffsOf(line: HandoverLine, work: LineWork, world: World): SignOff[] {
  const now = work.signatures.length === 0 ? null : summaryOf(line, world);
  const byParty = new Map(work.signatures.map((one) => [one.party, one]));
  const former = work.signatures.map((one) => one.party).filter((party) => !line.signatories.includes(party));
  return [...line.signatories, ...former].map((party) => {
    const signature = byParty.get(party) ?? null;
    if (signature === null || now === null) return { party, state: 'missing', signature: null, changes: [] };
    const changes = lineDifferences(signature.signed, now);
    return { party, state: changes.length > 0 ? 'changed-since' : 'signed', signature, changes };
  });
}

/** The counts over all lines; `work` by key, lines with their overrides on them. A line that nobody is to sign is signed. */
export function countsOf(
  lines: readonly HandoverLine[],
  work: ReadonlyMap<string, LineWork>,
  world: World,
): ScheduleCounts {
  let [signedByAll, partlySigned, changedSinceSigned, overridden, assigned] = [0, 0, 0, 0, 0];
  for (const line of lines) {
    const done = work.get(line.key);
    if (line.signatories.length === 0) signedByAll += 1;
    if (done === undefined) continue;
    if (done.overrides.length > 0) overridden += 1;
    if (done.assignedTo !== null) assigned += 1;
    const states = signOffsOf(line, done, world)
      .filter((one) => line.signatories.includes(one.party))
      .map((one) => one.state);
    if (states.includes('changed-since')) changedSinceSigned += 1;
    else if (states.length > 0 && states.every((state) => state === 'signed')) signedByAll += 1;
    else if (states.includes('signed')) partlySigned += 1;
  }
  return { lines: lines.length, signedByAll, partlySigned, changedSinceSigned, overridden, assigned };
}

/** What the counts make of the schedule. One without lines stays a draft. */
export function statusOf(schedule: Schedule, counts: ScheduleCounts): ScheduleStatus {
  if (schedule.supersededBy !== null) return 'superseded';
  return counts.lines > 0 && counts.signedByAll === counts.lines ? 'agreed' : 'draft';
}
