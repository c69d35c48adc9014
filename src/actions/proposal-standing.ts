/**
 * How the records that a proposal would change stand now: as it found them, or changed meanwhile. Of the work on a line only
 * what is decided otherwise counts: who is assigned, what is said and who signs goes on while others are asked.
 */

import type { ProposedRecord, RecordProposal } from '#actions/proposal-records.ts';
import { titleOf } from '#actions/proposal-titles.ts';
import type { LineWork } from '#core/schedule/schedule.ts';
import { recordHistory } from '#store/journal.ts';
import { canonicalJson, type Json } from '#store/journal-hash.ts';
import type { Store } from '#store/open.ts';
import { loadRecords, type RecordChange, type StoredRecord } from '#store/record-rows.ts';

export type Standing = {
  readonly proposed: ProposedRecord;
  /** What is there now; null: nothing. */
  readonly current: StoredRecord | null;
  /** It is no longer what the proposal was made from. */
  readonly isOvertaken: boolean;
  /** The change as it can be made now, on what is there. */
  readonly change: RecordChange;
};

/** How each record of the proposal stands, in its order, whoever asks. Reads those records and no others. */
export async function standingsOf(store: Store, register: string, proposal: RecordProposal): Promise<Standing[]> {
  const { changes } = proposal.content;
  const kinds = [...new Set(changes.map((one) => one.kind))];
  const records = await loadRecords(store, register, kinds, { ids: changes.map((one) => one.id) });
  const byKey = new Map(records.map((record) => [`${record.kind} ${record.id}`, record]));
  const standings: Standing[] = [];
  for (const proposed of changes) {
    const current = byKey.get(`${proposed.kind} ${proposed.id}`) ?? null;
    standings.push(await standingOf(store, register, proposed, current));
  }
  return standings;
}

async function standingOf(
  store: Store,
  register: string,
  proposed: ProposedRecord,
  current: StoredRecord | null,
): Promise<Standing> {
  const { baseVersion, ...rest } = proposed;
  const change = { ...rest, expectedVersion: baseVersion };
  if ((current?.version ?? null) === baseVersion) return { proposed, current, isOvertaken: false, change };
  const decided = await decidedNow(store, register, proposed, current);
  if (decided === null) return { proposed, current, isOvertaken: true, change };
  return { proposed, current, isOvertaken: false, change: { ...change, ...decided } };
}

/** The work on a line as it is now with what the proposal decides in it; null: others decided otherwise meanwhile. */
async function decidedNow(
  store: Store,
  register: string,
  { kind, id, baseVersion, body, sight }: ProposedRecord,
  current: StoredRecord | null,
): Promise<Pick<RecordChange, 'expectedVersion' | 'body'> | null> {
  if (kind !== 'line-work' || current === null || body === null) return null;
  // Others sign the line now, and nobody has asked them.
  if (canonicalJson([...current.sight.owners].sort()) !== canonicalJson([...sight.owners].sort())) return null;
  const base = await bodyAtVersion(store, register, { kind, id, baseVersion });
  if (canonicalJson(overridesOf(base)) !== canonicalJson(overridesOf(current.body))) return null;
  const { overrides } = body as unknown as LineWork;
  const now = { ...(current.body as unknown as LineWork), overrides };
  return { expectedVersion: current.version, body: now as unknown as Json };
}

/** The document that a proposal was made from; null: there was none. */
export async function bodyAtVersion(
  store: Store,
  register: string,
  { kind, id, baseVersion }: Pick<ProposedRecord, 'kind' | 'id' | 'baseVersion'>,
): Promise<Json> {
  if (baseVersion === null) return null;
  const entries = await recordHistory(store, register, kind, id);
  return entries.find((entry) => entry.version === baseVersion)?.after ?? null;
}

function overridesOf(body: Json): Json {
  return body === null ? [] : (((body as unknown as LineWork).overrides ?? []) as unknown as Json);
}

/** The proposal ended as superseded by what changed meanwhile; null: nothing did. */
export function asSuperseded(
  proposal: RecordProposal,
  standings: readonly Standing[],
  at: string,
): RecordProposal | null {
  const found = standings.find((one) => one.isOvertaken);
  if (found === undefined) return null;
  const { proposed, current } = found;
  const what = titleOf(proposed.kind, proposed.body) ?? proposed.id;
  const act = current === null ? 'was removed' : proposed.baseVersion === null ? 'was made by others' : 'changed';
  const reason = `${what} ${act} after it was proposed. Propose the change anew from what is there now.`;
  return { ...proposal, end: { kind: 'superseded', at, version: current?.version ?? null, reason } };
}
