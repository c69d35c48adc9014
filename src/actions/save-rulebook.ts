/** A rulebook that people keep is saved: checked first, in full. */

import { type KeptRulebook, usualRulebook } from '#actions/list-rulebooks.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import { changedMeanwhile, type Refusal } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import type { Change } from '#actions/save-scenario.ts';
import { bodyActing, sightForAll, sightGround } from '#actions/sight-of.ts';
import { parseRulebook } from '#core/handover/check-rulebook.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import { loadRecords } from '#store/record-rows.ts';

export type SavedRulebook = { readonly register: string; readonly kept: KeptRulebook };

/** The rulebook, saved under its id. Refused with every fault, each with its place in the document. */
export async function saveRulebook(
  shelf: RegisterShelf,
  register: string | undefined,
  id: string,
  given: unknown,
  change: Change,
): Promise<Result<SavedRulebook, Refusal>> {
  const ground = await shelf.ground({ register });
  if (!ground.ok) return ground;
  const read = rulebookGiven(given);
  if (!read.ok) return read;
  const problems = namingProblems(read.value, id);
  if (problems.length > 0) {
    return refuse({ kind: 'rulebook-has-problems', detail: 'The rulebook was not saved.', problems });
  }
  const [present] = await loadRecords(shelf.store, ground.value.pack.name, ['rulebook'], { ids: [id] });
  const making = present === undefined ? await bodyActing(shelf, ground.value, change.author) : null;
  const { expectedVersion, reason } = change;
  const saved = await saveAs(
    { registers: shelf },
    {
      register: ground.value.pack.name,
      verb: 'save-rulebook',
      author: change.author,
      at: change.at,
      changes: [
        {
          kind: 'rulebook',
          id,
          expectedVersion,
          body: read.value as unknown as Json,
          reason,
          // Once made it stays whose it was.
          ...(present === undefined ? { sight: sightForAll(making, sightGround(shelf, ground.value, change.at)) } : {}),
        },
      ],
      overtaken: ({ current }) => changedMeanwhile(`The rulebook ${id}`, current),
    },
  );
  if (!saved.ok) return saved;
  const kept = { rulebook: read.value, recordVersion: saved.value.versions[0] ?? null };
  return answer({ register: ground.value.pack.name, kept });
}

/** The rulebook of a document, or the refusal that lists all that is wrong with it. */
export function rulebookGiven(given: unknown): Result<Rulebook, Refusal> {
  const { rulebook, problems } = parseRulebook(given);
  if (rulebook !== null && !problems.some((one) => one.severity === 'error')) return answer(rulebook);
  const detail = `The rulebook cannot be used: ${problems.length} problem${problems.length === 1 ? '' : 's'}.`;
  return refuse({ kind: 'rulebook-has-problems', detail, problems });
}

function namingProblems(rulebook: Rulebook, id: string): Problem[] {
  const place = { severity: 'error', where: { column: 'id' }, found: rulebook.id } as const;
  if (rulebook.id === usualRulebook.rulebook.id) {
    const message = `${rulebook.id} is the rulebook that comes with the program. Give yours another id.`;
    return [{ ...place, code: 'rulebook-name-taken', message }];
  }
  if (rulebook.id === id) return [];
  const message = `The rulebook is to be kept as ${id}, but calls itself ${rulebook.id}. Make them the same.`;
  return [{ ...place, code: 'rulebook-name-differs', message, expected: id }];
}
