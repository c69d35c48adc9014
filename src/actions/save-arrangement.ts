/** One arrangement as a person states it into the store. */

import { encodeDocument } from '#actions/arrangement-document.ts';
import { changedArrangement } from '#actions/arrangement-refusals.ts';
import type { KeptArrangement, Shelves } from '#actions/arrangement-shelf.ts';
import { arrangementVerbs } from '#actions/arrangement-verbs.ts';
import { unknownDataSets } from '#actions/data-sharing.ts';
import type { Refusal } from '#actions/refusal.ts';
import { saveAs } from '#actions/save-as.ts';
import { sightGround, sightOfArrangement } from '#actions/sight-of.ts';
import { placesOf, understandArrangement } from '#actions/understand-arrangement.ts';
import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { Context } from '#core/register/question.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Author } from '#store/record-rows.ts';

export type ArrangementEdit = {
  readonly spec: ArrangementSpec;
  /** The version that was edited; null: it is new. */
  readonly expectedVersion: number | null;
  readonly author: Author;
  readonly reason: string | null;
  /** Now, as ISO 8601. */
  readonly at: string;
};

export type SavedArrangement = { readonly kept: KeptArrangement; readonly warnings: readonly Problem[] };

/**
 * Saves it; refused with all that is wrong with it, or when somebody else changed it since. For whoever shares it with others
 * it becomes a proposal.
 */
export async function saveArrangement(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  edit: ArrangementEdit,
): Promise<Result<SavedArrangement, Refusal>> {
  const ground = await shelves.registers.ground(context);
  if (!ground.ok) return ground;
  const { pack, world } = ground.value;
  const { spec, expectedVersion, author, reason, at } = edit;
  const { arrangement, problems } = understandArrangement(spec, placesOf(world));
  if (arrangement === null) {
    const detail = `The arrangement ${spec.id} was not saved. Mend what is listed and save it again.`;
    return refuse({ kind: 'arrangement-has-problems', detail, problems });
  }
  const body = encodeDocument(arrangement);
  const before = (await shelves.arrangements.open(pack.name)).byId.get(arrangement.id);
  const verbs = arrangementVerbs(before?.arrangement, arrangement, 'save-arrangement');
  const sight = sightOfArrangement(arrangement, before, sightGround(shelves.registers, ground.value, at));
  const saved = await saveAs(shelves, {
    register: pack.name,
    verb: 'save-arrangement',
    author,
    at,
    changes: [{ kind: 'arrangement', id: arrangement.id, expectedVersion, body, reason, sight, verbs }],
    overtaken: (conflict) => changedArrangement(arrangement.id, conflict),
  });
  if (!saved.ok) return saved;
  const kept = (await shelves.arrangements.open(pack.name)).byId.get(arrangement.id);
  // Somebody may have removed it already; what was saved is still the answer.
  const owners = sight.owners as readonly OrganisationId[];
  const own = { arrangement, version: saved.value.versions[0] ?? 1, changedAt: at, changedBy: author.name, owners };
  const unknown = await unknownDataSets(shelves, pack.name, [arrangement]);
  return answer({ kept: kept ?? own, warnings: [...problems, ...unknown(arrangement)] });
}
