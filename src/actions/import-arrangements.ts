/**
 * A spreadsheet of arrangements into the store: all of it or nothing. An arrangement whose reference is there already is
 * replaced; those that the file does not name stay as they are. What others have to agree to is proposed to them.
 */

import { encodeDocument } from '#actions/arrangement-document.ts';
import { changedArrangement } from '#actions/arrangement-refusals.ts';
import type { ArrangementSet, Shelves } from '#actions/arrangement-shelf.ts';
import { arrangementVerbs } from '#actions/arrangement-verbs.ts';
import { unknownDataSets } from '#actions/data-sharing.ts';
import type { RegisterGround } from '#actions/load-register.ts';
import type { ProposalMade, Refusal } from '#actions/refusal.ts';
import { type AskedChange, saveAs } from '#actions/save-as.ts';
import { type SightGround, sightGround, sightOfArrangement } from '#actions/sight-of.ts';
import { placesOf, understandArrangement } from '#actions/understand-arrangement.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { Places } from '#core/agreements/places.ts';
import type { Context } from '#core/register/question.ts';
import type { PlacedSpec } from '#sources/workbook/read-arrangements.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { canonicalJson } from '#store/journal-hash.ts';
import type { Author } from '#store/record-rows.ts';

export type ArrangementImport = {
  readonly bytes: Uint8Array;
  /** Its ending says what it is: .xlsx or .csv. */
  readonly fileName: string;
  readonly author: Author;
  /** Now, as ISO 8601. */
  readonly at: string;
  /** Only check, store nothing. */
  readonly isDryRun: boolean;
};

/** What an import did, or would do. */
export type ArrangementImportReport = {
  /** False: only checked. */
  readonly stored: boolean;
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Of those that were added or changed: how many wait for the agreement of others, and the proposals that they became. */
  readonly proposed: number;
  readonly proposals: readonly ProposalMade[];
  /** Warnings. */
  readonly problems: readonly Problem[];
};

/** Of more problems only so many are listed, and a last one that counts the rest. */
const problemsListed = 1000;
/** Changes that others make between reading and storing are met by looking again, this often. */
const attempts = 5;

/** Imports the file; with any error it is refused with all of them, by sheet, row and column, and nothing is stored. */
export async function importArrangements(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  request: ArrangementImport,
): Promise<Result<ArrangementImportReport, Refusal>> {
  const ground = await shelves.registers.ground(context);
  if (!ground.ok) return ground;
  const { world, pack } = ground.value;
  // Loaded here, so that no other question waits for what reads spreadsheets.
  const { readArrangements } = await import('#sources/workbook/read-arrangements.ts');
  const { specs, problems: faults } = await readArrangements(request.bytes, request.fileName);
  const stated = specs.map(({ spec }) => spec);
  const unknown = await unknownDataSets(shelves, pack.name, stated);
  const { arrangements, problems } = understandAll(specs, placesOf(world), unknown);
  const all = [...faults, ...problems].sort((a, b) => (a.where.row ?? 0) - (b.where.row ?? 0));
  if (hasErrors(all)) {
    const errors = all.filter((problem) => problem.severity === 'error').length;
    const detail = `${request.fileName} was not imported and nothing was changed: ${errors} error${errors === 1 ? '' : 's'}. Mend them all and import it again.`;
    return refuse({ kind: 'workbook-has-problems', detail, problems: withLimit(all) });
  }
  return store(shelves, ground.value, arrangements, request, withLimit(all));
}

async function store(
  shelves: Shelves,
  ground: RegisterGround,
  arrangements: readonly Arrangement[],
  { author, at, fileName, isDryRun }: ArrangementImport,
  problems: readonly Problem[],
): Promise<Result<ArrangementImportReport, Refusal>> {
  const register = ground.pack.name;
  const places = sightGround(shelves.registers, ground, at);
  for (let attempt = 1; ; attempt++) {
    const set = await shelves.arrangements.open(register);
    const changes = changesOf(arrangements, set, {
      reason: `import of ${fileName}`,
      places,
      isOwner: shelves.asker.kind === 'owner',
    });
    const added = changes.filter((change) => change.expectedVersion === null).length;
    const counts = {
      read: arrangements.length,
      added,
      changed: changes.length - added,
      unchanged: arrangements.length - changes.length,
      proposed: 0,
      proposals: [],
      problems,
    };
    if (isDryRun || changes.length === 0) return answer({ stored: !isDryRun, ...counts });
    const saved = await saveAs(shelves, {
      register,
      verb: 'import-arrangements',
      author,
      at,
      changes,
      overtaken: (conflict) => changedArrangement(conflict.change.id, conflict),
    });
    if (saved.ok) {
      const { versions, proposals } = saved.value;
      const proposed = versions.filter((version) => version === null).length;
      return answer({ stored: true, ...counts, proposed, proposals });
    }
    if (saved.refusal.kind === 'became-proposal') {
      const { proposals } = saved.refusal;
      return answer({ stored: true, ...counts, proposed: changes.length, proposals });
    }
    if (saved.refusal.kind !== 'changed-meanwhile' || attempt === attempts) return saved;
  }
}

/** Every arrangement of the file that can be told, and every problem, at its place in the file. */
function understandAll(
  specs: readonly PlacedSpec[],
  places: Places,
  unknown: (arrangement: Arrangement) => readonly Problem[],
): { arrangements: Arrangement[]; problems: Problem[] } {
  const arrangements: Arrangement[] = [];
  const problems: Problem[] = [];
  for (const { spec, inSheet } of specs) {
    const understood = understandArrangement(spec, places);
    const { arrangement } = understood;
    if (arrangement !== null) arrangements.push(arrangement);
    const doubts = arrangement === null ? [] : unknown(arrangement);
    problems.push(...[...understood.problems, ...doubts].map(inSheet));
  }
  return { arrangements, problems };
}

/** What has to be saved so that the store holds these arrangements: those that are new or differ. */
function changesOf(
  arrangements: readonly Arrangement[],
  set: ArrangementSet,
  { reason, places, isOwner }: { readonly reason: string; readonly places: SightGround; readonly isOwner: boolean },
): AskedChange[] {
  return arrangements.flatMap((arrangement): AskedChange[] => {
    const held = set.byId.get(arrangement.id);
    const body = encodeDocument(arrangement);
    if (held !== undefined && canonicalJson(encodeDocument(held.arrangement)) === canonicalJson(body)) return [];
    const sight = sightOfArrangement(arrangement, held, places);
    const expectedVersion = held?.version ?? null;
    const change = { kind: 'arrangement', id: arrangement.id, expectedVersion, body, reason, sight } as const;
    // Whoever may do everything is spared the comparison.
    if (isOwner) return [change];
    return [{ ...change, verbs: arrangementVerbs(held?.arrangement, arrangement, 'import-arrangements') }];
  });
}

/** Errors before warnings, so that a long list of warnings hides none. */
function withLimit(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= problemsListed) return problems;
  const errors = problems.filter((problem) => problem.severity === 'error');
  const listed = [...errors, ...problems.filter((problem) => problem.severity !== 'error')].slice(0, problemsListed);
  const more: Problem = {
    code: 'more-problems',
    severity: errors.length > problemsListed ? 'error' : 'warning',
    where: {},
    message: `${problems.length - problemsListed} more problems are not listed. Mend these first and import the file again.`,
  };
  return [...listed, more];
}
