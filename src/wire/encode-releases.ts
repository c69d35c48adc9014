/** Releases to JSON: drafts with their audit, what was published, whether it comes out again. */

import type { World } from '#core/register/world.ts';
import type { ReleaseAudit, ReleaseDocument, ReleasedCell, ReleaseQuestion } from '#core/release/release.ts';
import { rulesInWords } from '#core/release/rules-in-words.ts';
import { actingForName } from '#wire/acting-for.ts';
import type {
  ReleaseAuditWire,
  ReleaseDraftWire,
  ReleasedCellWire,
  ReleaseQuestionWire,
  ReleaseSummaryWire,
  ReleaseWire,
} from '#wire/releases.ts';

/** A release with what its record says about it. */
export type ReleaseSource = {
  readonly id: string;
  readonly document: ReleaseDocument;
  readonly madeAt: string;
  readonly madeBy: string;
};

export type DraftSource = {
  readonly register: string;
  readonly question: ReleaseQuestion;
  readonly toTitle: string;
  readonly cells: readonly ReleasedCell[];
  readonly audit: ReleaseAudit;
};

/** What would be published, and what it would give away. */
export function encodeReleaseDraft({ register, question, toTitle, cells, audit }: DraftSource): ReleaseDraftWire {
  return {
    register,
    question: encodeQuestion(question),
    toTitle,
    cells: cells.map(encodeCell),
    audit: encodeAudit(audit),
  };
}

/**
 * Whether a draft is safe, for a program: how much was found, and what to withhold. No number of the table is in it, and none
 * that would be given away, since a draft leaves the system no more than its data does.
 */
export function encodeReleaseVerdict({ register, question, toTitle, audit }: Omit<DraftSource, 'cells'>) {
  const { words: _, exposed, implied, ...rest } = encodeAudit(audit);
  return {
    register,
    question: encodeQuestion(question),
    toTitle,
    audit: { ...rest, exposed: exposed.length, implied: implied.length },
  };
}

/** A release in a line; bodies are named by the world of its register. */
export function encodeReleaseSummary(
  { id, document, madeAt, madeBy }: ReleaseSource,
  world: World,
): ReleaseSummaryWire {
  const { question, data, to, toTitle, published, author, checksum } = document;
  return {
    id,
    title: question.title,
    data: data.id,
    dataTitle: data.title,
    version: data.version,
    to: { ...to },
    toTitle,
    on: question.on,
    rules: { ...question.rules },
    rulesInWords: rulesInWords(question.rules),
    madeAt,
    madeBy,
    actingFor: author.actingFor,
    actingForName: actingForName(world, author.actingFor, madeAt),
    cells: published.cells.length,
    hidden: published.cells.filter(({ shown }) => shown === null).length,
    checksum,
  };
}

/** A release with all that was published and why it was safe. For those who may see the data set: it says why numbers are hidden. */
export function encodeRelease(register: string, source: ReleaseSource, world: World): ReleaseWire {
  const { question, reason, published, audit, data, weights, register: of } = source.document;
  return {
    register,
    release: encodeReleaseSummary(source, world),
    question: encodeQuestion(question),
    reason,
    cells: published.cells.map(encodeCell),
    audit: encodeAudit(audit),
    assumptions: [
      `From ${data.title}, version ${data.version}, checksum ${data.checksum}.`,
      `Weights, where an area is cut: ${weights.title}.`,
      `Register ${of.name}, revision ${of.revision}, as known at ${of.known}, in the scenario ${of.scenario}.`,
      ...audit.assumptions,
    ],
  };
}

function encodeQuestion({ measures, periods, totals, withhold, ...question }: ReleaseQuestion): ReleaseQuestionWire {
  return {
    ...question,
    ...(measures === undefined ? {} : { measures: [...measures] }),
    ...(periods === undefined ? {} : { periods: [...periods] }),
    totals: [...totals],
    withhold: [...withhold],
    rules: { ...question.rules },
  };
}

function encodeCell(cell: ReleasedCell): ReleasedCellWire {
  return { ...cell };
}

function encodeAudit(audit: ReleaseAudit): ReleaseAuditWire {
  return {
    ...audit,
    words: [...audit.words],
    exposed: audit.exposed.map((one) => ({ ...one, givenAwayBy: [...one.givenAwayBy] })),
    implied: audit.implied.map((one) => ({ ...one, terms: one.terms.map((term) => ({ ...term })) })),
    withhold: [...audit.withhold],
    earlier: audit.earlier.map((one) => ({ ...one })),
    assumptions: [...audit.assumptions],
  };
}
