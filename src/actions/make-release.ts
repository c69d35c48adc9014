/**
 * A release made for good: worked out once more, refused when it is not safe, signed and kept. Nothing changes it
 * afterwards; there is no action that could, and the database refuses.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { principalOf } from '#actions/asker.ts';
import { draftRelease, type ReleaseDraft } from '#actions/check-release.ts';
import { mayAsk } from '#actions/may-ask.ts';
import { loadRecordBook } from '#actions/record-book.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checksumOfPublished, type KeptRelease, nextReleaseId } from '#actions/release-records.ts';
import { authorAs, saveAs } from '#actions/save-as.ts';
import { bodyActing, sightForAll, sightGround } from '#actions/sight-of.ts';
import type { Change } from '#core/access/resource.ts';
import type { Context } from '#core/register/question.ts';
import type { World } from '#core/register/world.ts';
import type { ReleaseAudit, ReleaseDocument, ReleaseQuestion } from '#core/release/release.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import type { Author } from '#store/record-rows.ts';

export type ReleaseSigning = {
  readonly author: Author;
  readonly reason: string | null;
  /** Now, as ISO 8601. */
  readonly at: string;
};

export type MadeRelease = {
  readonly register: string;
  /** Of that register, to name bodies by. */
  readonly world: World;
  readonly release: KeptRelease;
};

/** Others who publish at the same moment are met by working it out again, with their releases, this often. */
const attempts = 8;

/** The release as it is kept. Refused: what is not safe, with each finding; a table in which nothing is shown. */
export async function makeRelease(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  question: ReleaseQuestion,
  signing: ReleaseSigning,
): Promise<Result<MadeRelease, Refusal>> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const ground = await shelves.registers.ground(context);
    if (!ground.ok) return ground;
    const register = ground.value.pack.name;
    const { author, at } = signing;
    const asked = { verb: 'make-release', kind: 'data-set', id: question.data, actingFor: author.actingFor } as const;
    const permitted = await mayAsk(shelves, register, asked);
    if (!permitted.ok) return permitted;
    const draft = await draftRelease(shelves, context, question, { at });
    if (!draft.ok) return draft;
    const { composed, releases } = draft.value;
    if (!composed.audit.isSafe) return notSafe(composed.audit);
    if (composed.published.cells.every(({ shown }) => shown === null)) {
      const detail = 'Every number of this table is hidden or not known: there is nothing to publish.';
      return refuse({ kind: 'nothing-to-measure', detail });
    }
    const id = nextReleaseId(releases);
    const signed = { ...signing, author: await authorAs(shelves, register, author) };
    const document = documentOf(draft.value, signed);
    const making = await bodyActing(shelves.registers, ground.value, author);
    const sight = sightForAll(making, sightGround(shelves.registers, ground.value, at));
    const about = await aboutData(shelves, register, question.data, author);
    const body = document as unknown as Json;
    const saved = await saveAs(shelves, {
      register,
      verb: 'make-release',
      author,
      at,
      changes: [{ kind: 'release', id, expectedVersion: null, body, reason: signing.reason, sight, about }],
    });
    if (saved.ok) {
      const release = { id, document, madeAt: at, madeBy: signed.author.name };
      return answer({ register, world: ground.value.world, release });
    }
    if (saved.refusal.kind !== 'changed-meanwhile') return saved;
  }
  const detail = 'Others kept publishing at the same moment. Nothing was published; try again.';
  return refuse({ kind: 'changed-meanwhile', detail, current: null });
}

/** Permission is asked about the data set, whose owners publish it; the release itself is new. */
async function aboutData(shelves: Shelves, register: string, id: string, author: Author): Promise<Change | undefined> {
  const { store, asker } = shelves.registers;
  if (asker.kind === 'owner') return undefined;
  const principal = await principalOf(shelves, register, author.actingFor);
  const book = await loadRecordBook(store, register);
  const entry = book.find('data-set', id);
  if (entry === undefined) return undefined;
  const dataSet = book.resourceOf(principal, entry, asker.on);
  return { before: dataSet, after: dataSet };
}

function documentOf({ rebased, question, composed, weightsData, known }: ReleaseDraft, signing: ReleaseSigning) {
  const { opened, kept, weights, to, targetTitle, dataSet } = rebased;
  const document: ReleaseDocument = {
    question,
    data: {
      id: kept.id,
      title: dataSet.statement.title,
      version: kept.version,
      checksum: kept.checksum,
      weightsData,
    },
    register: {
      name: opened.pack.name,
      revision: opened.pack.revision,
      known,
      scenario: opened.timeline.scenario.title,
    },
    weights,
    to,
    toTitle: targetTitle,
    published: composed.published,
    audit: composed.audit,
    author: signing.author,
    reason: signing.reason,
    checksum: checksumOfPublished(composed.published),
  };
  return document;
}

/** Each finding as a problem, at the number that it is about. */
function notSafe({ words, implied, exposed, isComplete, withhold }: ReleaseAudit): Result<never, Refusal> {
  const problems: Problem[] = [
    ...implied.map(({ sum, count, learns, advice }) => ({
      code: 'implied-area',
      severity: 'error' as const,
      where: {},
      message: `${sum}: a reader learns ${learns}. ${advice}`,
      expected: 'nothing that tells of fewer people than the rules show',
      found: String(count),
    })),
    ...exposed.map(({ cell, low, high, givenAwayBy, advice }) => ({
      code: 'exposed-number',
      severity: 'error' as const,
      where: {},
      message: `${cell} can be told to be ${low} ${high === null ? 'or more' : `to ${high}`}, from ${givenAwayBy.join(', ')}. ${advice}`,
    })),
  ];
  if (!isComplete) {
    const message = 'It could not be shown that nothing is given away. Publish fewer areas, groups or sums at once.';
    problems.push({ code: 'not-proven', severity: 'error', where: {}, message });
  }
  const advice = withhold.length === 0 ? '' : ` Withheld as well, ${withhold.join(', ')} would make it safe.`;
  return refuse({
    kind: 'not-safe',
    detail: `${words[0] ?? 'Not safe to publish.'} Nothing was published.${advice}`,
    problems,
  });
}
