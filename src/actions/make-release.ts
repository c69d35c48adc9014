/**
 * A release made for good: worked out once more, refused when it is not safe, signed and kept. Nothing changes it
 * afterwards; there is no action that could, and the database refuses.
 */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { checkRelease, type ReleaseDraft } from '#actions/check-release.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checksumOfPublished, type KeptRelease, nextReleaseId } from '#actions/release-records.ts';
import type { Context } from '#core/register/question.ts';
import type { ReleaseAudit, ReleaseDocument, ReleaseQuestion } from '#core/release/release.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import type { Json } from '#store/journal-hash.ts';
import { type Author, saveRecords } from '#store/record-rows.ts';

export type ReleaseSigning = {
  readonly author: Author;
  readonly reason: string | null;
  /** Now, as ISO 8601. */
  readonly at: string;
};

export type MadeRelease = { readonly register: string; readonly release: KeptRelease };

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
    const draft = await checkRelease(shelves, context, question, { at: signing.at });
    if (!draft.ok) return draft;
    const { composed, releases, rebased } = draft.value;
    if (!composed.audit.isSafe) return notSafe(composed.audit);
    if (composed.published.cells.every(({ shown }) => shown === null)) {
      const detail = 'Every number of this table is hidden or not known: there is nothing to publish.';
      return refuse({ kind: 'nothing-to-measure', detail });
    }
    const id = nextReleaseId(releases);
    const document = documentOf(draft.value, signing);
    const register = rebased.opened.pack.name;
    const saved = await saveRecords(shelves.registers.store, {
      register,
      author: signing.author,
      at: signing.at,
      changes: [
        { kind: 'release', id, expectedVersion: null, body: document as unknown as Json, reason: signing.reason },
      ],
    });
    if (saved.ok)
      return answer({ register, release: { id, document, madeAt: signing.at, madeBy: signing.author.name } });
  }
  const detail = 'Others kept publishing at the same moment. Nothing was published; try again.';
  return refuse({ kind: 'changed-meanwhile', detail, current: null });
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
