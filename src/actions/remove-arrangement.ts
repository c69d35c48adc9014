/** One arrangement out of the list. Its history stays in the journal. */

import { changedArrangement, unknownArrangement } from '#actions/arrangement-refusals.ts';
import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import type { ArrangementId } from '#core/agreements/arrangement.ts';
import type { Context } from '#core/register/question.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Author } from '#store/record-rows.ts';

export type ArrangementRemoval = {
  readonly id: ArrangementId;
  /** The version that was looked at. */
  readonly expectedVersion: number;
  readonly author: Author;
  readonly reason: string | null;
  /** Now, as ISO 8601. */
  readonly at: string;
};

/** Removes it, and answers with the version that its removal is; refused when somebody else changed it since. */
export async function removeArrangement(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  { id, expectedVersion, author, reason, at }: ArrangementRemoval,
): Promise<Result<{ readonly id: ArrangementId; readonly version: number }, Refusal>> {
  const ground = await shelves.registers.ground(context);
  if (!ground.ok) return ground;
  const register = ground.value.pack.name;
  const set = await shelves.arrangements.open(register);
  if (!set.byId.has(id)) return refuse(unknownArrangement(id, register));
  const saved = await saveAs(shelves, {
    register,
    verb: 'remove-arrangement',
    author,
    at,
    changes: [{ kind: 'arrangement', id, expectedVersion, body: null, reason }],
    overtaken: (conflict) => changedArrangement(id, conflict),
  });
  if (!saved.ok) return saved;
  return answer({ id, version: saved.value.versions[0] ?? expectedVersion + 1 });
}
