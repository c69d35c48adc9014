/** One proposal with all that it would change, in words, and whether what it is about is still as it was. */

import { statedDocument } from '#actions/arrangement-document.ts';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { lineDifferencesOf } from '#actions/proposal-line-words.ts';
import type { ProposedRecord } from '#actions/proposal-records.ts';
import { bodyAtVersion, type Standing, standingsOf } from '#actions/proposal-standing.ts';
import { subjectTitle, titleOf } from '#actions/proposal-titles.ts';
import { proposalNamed } from '#actions/proposals-kept.ts';
import { type Asking, askingOf, type ProposalRow, proposalRow, type Subject } from '#actions/proposals-list.ts';
import { type Difference, differencesOf } from '#actions/record-differences.ts';
import type { Refusal } from '#actions/refusal.ts';
import { nameOn } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { answer, type Result } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { RecordSight } from '#store/record-rows.ts';

export type ShownChange = Subject & {
  readonly act: 'made' | 'changed' | 'removed';
  /** Field by field; of a thing that is made, or that the asker does not see as it is, `before` is null. */
  readonly differences: readonly Difference[];
};

export type ShownProposal = ProposalRow & {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  readonly changes: readonly ShownChange[];
  /** Still on its way, and what it is about is no longer what it was made from. */
  readonly isOvertaken: boolean;
};

/** The proposal of that id. `at` is now, as ISO 8601. */
export async function showProposal(
  shelves: Shelves,
  { register, id, at }: { readonly register?: string | undefined; readonly id: string; readonly at: string },
): Promise<Result<ShownProposal, Refusal>> {
  const opened = await shelves.registers.open({ register });
  if (!opened.ok) return opened;
  const { name } = opened.value.pack;
  const found = await proposalNamed(shelves, name, id, at);
  if (!found.ok) return found;
  const kept = found.value;
  const asking = await askingOf(shelves, name, at);
  const row = await proposalRow(shelves, name, kept, asking);
  const standings = await standingsOf(shelves.registers.store, name, kept.proposal);
  const place = { register: opened.value, on: asking.on };
  const changes: ShownChange[] = [];
  for (const standing of standings) {
    changes.push(await shownChange(shelves, place, standing, asking));
  }
  const isOvertaken = kept.proposal.end === null && standings.some((one) => one.isOvertaken);
  return answer({ ...row, register: opened.value, on: asking.on, changes, isOvertaken });
}

type Place = { readonly register: OpenRegister; readonly on: IsoDate };

async function shownChange(
  shelves: Shelves,
  place: Place,
  { proposed, current }: Standing,
  asking: Asking,
): Promise<ShownChange> {
  const { name } = place.register.pack;
  const { kind, id, body, baseVersion } = proposed;
  const isSeen = asking.isSeen(kind, id);
  const isAsItWas = current !== null && current.version === baseVersion;
  const old = isAsItWas ? current.body : await bodyAtVersion(shelves.registers.store, name, proposed);
  const before = isSeen ? old : null;
  const act = body === null ? 'removed' : baseVersion === null ? 'made' : 'changed';
  const oldSight = isSeen && isAsItWas ? current.sight : null;
  const ofLine = kind === 'line-work' ? await lineDifferencesOf(shelves, name, before, body) : null;
  return {
    kind,
    id,
    title: body === null ? (titleOf(kind, before) ?? id) : await subjectTitle(shelves, name, proposed),
    isThere: asking.isThere(kind, id),
    act,
    differences: [
      ...(ofLine ?? differencesOf(statedOrNothing(kind, before), statedOrNothing(kind, body))),
      ...(body === null || oldSight === null ? [] : sightDifferences(oldSight, proposed.sight, place)),
    ],
  };
}

/** The document as people state it; of nothing, a document without fields, so that every field differs from it. */
function statedOrNothing(kind: ProposedRecord['kind'], body: Json): Json {
  if (body === null) return {};
  return kind === 'arrangement' ? statedDocument(body) : body;
}

function sightDifferences(before: RecordSight, after: RecordSight, { register, on }: Place): Difference[] {
  const { world } = register;
  const named = (bodies: readonly string[]): string | null => {
    const names = bodies.map((id) => {
      const found = world.organisations[world.organisationIndex.get(id as never) ?? -1];
      return found === undefined ? id : nameOn(found, on);
    });
    return names.length === 0 ? null : names.sort().join(', ');
  };
  const rows = [
    { path: 'belongs to', before: named(before.owners), after: named(after.owners) },
    { path: 'shown to', before: named(before.seenBy), after: named(after.seenBy) },
  ];
  return rows.filter((row) => row.before !== row.after);
}
