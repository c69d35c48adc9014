/**
 * Somebody does something about a line of a schedule: assigns, comments, decides otherwise than computed, or signs. Each
 * act is saved with its journal entry at once. Who saw an earlier state than there is now is told, and nothing is lost.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { principalOf } from '#actions/asker.ts';
import { changedMeanwhile, type Refusal } from '#actions/refusal.ts';
import { type AskedChange, authorAs, notPermitted, saveAs } from '#actions/save-as.ts';
import { type KeptWork, loadSchedules, workOn, workRecordId } from '#actions/schedule-records.ts';
import { type ShownSchedule, showSchedule } from '#actions/show-schedule.ts';
import { sightGround, sightOfLine } from '#actions/sight-of.ts';
import type { Verb } from '#core/access/verbs.ts';
import type { HandoverLine, LineKey } from '#core/handover/line.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import { type ActOutcome, actOnLine, type LineAct } from '#core/schedule/line-act.ts';
import { withOverrides } from '#core/schedule/override-line.ts';
import type { LineWork } from '#core/schedule/schedule.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Author, StoredRecord } from '#store/record-rows.ts';

export type LineWorkRequest = {
  readonly key: string;
  /** The version of the work that was seen; 0: none. */
  readonly expectedVersion: number;
  readonly act: LineAct;
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
};

export type WorkedOn = {
  readonly schedule: ShownSchedule;
  readonly kept: KeptWork;
  /** As computed, and with the overrides on it. */
  readonly computed: HandoverLine;
  readonly line: HandoverLine;
};

/** How often a comment that others overtake is added anew. */
const commentTries = 20;

/** The work on the line after the act. A comment conflicts with nothing: it is added to whatever there is. */
export async function workOnLine(
  shelves: Shelves,
  register: string | undefined,
  id: string,
  request: LineWorkRequest,
): Promise<Result<WorkedOn, Refusal>> {
  const opened = await showSchedule(shelves, { register }, id);
  if (!opened.ok) return opened;
  const schedule = opened.value;
  if (schedule.schedule.supersededBy !== null) {
    const detail = `${schedule.schedule.title} was superseded by ${schedule.schedule.supersededBy}: it can be read, not worked on.`;
    return refuse({ kind: 'bad-question', detail });
  }
  const computed = schedule.computed.get(request.key as LineKey);
  if (computed === undefined) {
    return refuse({ kind: 'unknown-line', detail: `The schedule ${id} has no line ${request.key}.` });
  }
  const isComment = request.act.do === 'comment';
  for (let tries = isComment ? commentTries : 1; tries > 0; tries--) {
    const done = await tryAct(shelves, schedule, computed, request);
    const isLast = tries === 1;
    if (done.ok || done.refusal.kind !== 'changed-meanwhile' || isLast) return done;
  }
  throw new Error('unreachable: the last try returns');
}

async function tryAct(
  shelves: Shelves,
  schedule: ShownSchedule,
  computed: HandoverLine,
  { act, at, expectedVersion, ...request }: LineWorkRequest,
): Promise<Result<WorkedOn, Refusal>> {
  const { pack, world } = schedule.shown.register;
  const { registers } = shelves;
  const { key } = computed;
  const author = await authorAs(shelves, pack.name, request.author);
  const isOwnAct = await isForOneself(shelves, pack.name, author, act);
  if (!isOwnAct) return refuse(notPermitted(`The signature of ${'party' in act ? act.party : ''}`, 'not-its-owner'));
  const before = workOn(await loadSchedules(registers, pack.name), schedule.id, key);
  const seen = act.do === 'comment' ? before.version : expectedVersion;
  const outcome = actOnLine(before.work, act, computed, world, { who: author.name, actingFor: author.actingFor, at });
  if (outcome.kind !== 'done' && seen === before.version) return refuse(refusalOf(outcome, act, computed));
  const work = outcome.kind === 'done' ? outcome.work : before.work;
  const ground = await registers.ground({ register: pack.name });
  if (!ground.ok) return ground;
  const change: AskedChange = {
    kind: 'line-work',
    id: workRecordId(schedule.id, key),
    expectedVersion: seen === 0 ? null : seen,
    body: work as unknown as Json,
    reason: outcome.kind === 'done' ? outcome.reason : null,
    sight: sightOfLine(computed, before.owners, sightGround(registers, ground.value, at)),
  };
  const saved = await saveAs(shelves, {
    register: pack.name,
    verb: verbOfAct(act),
    author,
    at,
    changes: [change],
    overtaken: ({ current }) => overtaken(computed, current),
  });
  if (!saved.ok) return saved;
  const line = withOverrides(computed, work.overrides, world);
  const kept = {
    version: saved.value.versions[0] ?? 0,
    work,
    owners: (change.sight?.owners ?? []) as OrganisationId[],
  };
  return answer({ schedule, kept, computed, line });
}

function verbOfAct(act: LineAct): Verb {
  switch (act.do) {
    case 'assign':
      return 'assign-line';
    case 'comment':
      return 'comment-on-line';
    case 'override':
    case 'withdraw-override':
      return act.field === 'shares' ? 'override-shares' : 'override-line';
    case 'sign':
      return 'sign-line';
    case 'withdraw-signature':
      return 'withdraw-signature';
    default:
      return act satisfies never;
  }
}

/** False when a person would sign, or withdraw a signature, for another body than the one they act for. */
async function isForOneself(shelves: Shelves, register: string, author: Author, act: LineAct): Promise<boolean> {
  if (shelves.registers.asker.kind === 'owner' || !('party' in act)) return true;
  const { actingFor } = await principalOf(shelves, register, act.party);
  return actingFor !== null && actingFor === author.actingFor;
}

function overtaken(line: HandoverLine, current: StoredRecord | null): Refusal {
  return changedMeanwhile(`The line of ${line.arrangement.title}`, current);
}

function refusalOf(outcome: Exclude<ActOutcome, { kind: 'done' }>, act: LineAct, line: HandoverLine): Refusal {
  if (outcome.kind === 'not-as-seen') {
    const detail = `The line of ${line.arrangement.title} changed after it was looked at: the arrangement, the scenario, the register or the rules did. It was not signed. Look at what differs, and sign again if it still holds.`;
    return { kind: 'changed-meanwhile', detail, current: null, changes: outcome.changes };
  }
  if (outcome.kind === 'problems') {
    const detail = outcome.problems.map((one) => one.message).join(' ');
    return { kind: 'bad-question', detail, problems: outcome.problems };
  }
  const party = 'party' in act ? act.party : '';
  const detail = `${party} is not asked to sign this line. Asked are: ${outcome.signatories.join(', ') || 'nobody'}.`;
  return { kind: 'not-signatory', detail };
}

/** The work of a stored record, as a conflict shows it. */
export function workOfRecord(record: StoredRecord): KeptWork | null {
  return record.body === null
    ? null
    : {
        version: record.version,
        work: record.body as unknown as LineWork,
        owners: record.sight.owners as OrganisationId[],
      };
}
