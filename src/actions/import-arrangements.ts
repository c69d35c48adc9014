/**
 * A spreadsheet of arrangements into the store: all of it or nothing. An arrangement whose reference is there already is
 * replaced; those that the file does not name stay as they are.
 */

import { encodeDocument } from '#actions/arrangement-document.ts';
import { changedArrangement } from '#actions/arrangement-refusals.ts';
import type { ArrangementSet, Shelves } from '#actions/arrangement-shelf.ts';
import type { Refusal } from '#actions/refusal.ts';
import { placesOf, understandArrangement } from '#actions/understand-arrangement.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { Places } from '#core/agreements/places.ts';
import type { Context } from '#core/register/question.ts';
import type { PlacedSpec } from '#sources/workbook/read-arrangements.ts';
import { hasErrors, type Problem } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { canonicalJson } from '#store/journal-hash.ts';
import { type Author, type RecordChange, saveRecords } from '#store/record-rows.ts';

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
  const { pack, world } = ground.value;
  // Loaded here, so that no other question waits for what reads spreadsheets.
  const { readArrangements } = await import('#sources/workbook/read-arrangements.ts');
  const { specs, problems: faults } = await readArrangements(request.bytes, request.fileName);
  const { arrangements, problems } = understandAll(specs, placesOf(world));
  const all = [...faults, ...problems].sort((a, b) => (a.where.row ?? 0) - (b.where.row ?? 0));
  if (hasErrors(all)) {
    const errors = all.filter((problem) => problem.severity === 'error').length;
    const detail = `${request.fileName} was not imported and nothing was changed: ${errors} error${errors === 1 ? '' : 's'}. Mend them all and import it again.`;
    return refuse({ kind: 'workbook-has-problems', detail, problems: withLimit(all) });
  }
  return store(shelves, pack.name, arrangements, request, withLimit(all));
}

async function store(
  shelves: Shelves,
  register: string,
  arrangements: readonly Arrangement[],
  { author, at, fileName, isDryRun }: ArrangementImport,
  problems: readonly Problem[],
): Promise<Result<ArrangementImportReport, Refusal>> {
  for (let attempt = 1; ; attempt++) {
    const set = await shelves.arrangements.open(register);
    const changes = changesOf(arrangements, set, `import of ${fileName}`);
    const added = changes.filter((change) => change.expectedVersion === null).length;
    const counts = {
      read: arrangements.length,
      added,
      changed: changes.length - added,
      unchanged: arrangements.length - changes.length,
      problems,
    };
    if (isDryRun || changes.length === 0) return answer({ stored: !isDryRun, ...counts });
    const saved = await saveRecords(shelves.arrangements.store, { register, author, at, changes });
    if (saved.ok) return answer({ stored: true, ...counts });
    const [conflict] = saved.conflicts;
    if (attempt === attempts) return refuse(changedArrangement(conflict?.change.id ?? '', conflict));
  }
}

/** Every arrangement of the file that can be told, and every problem, at its place in the file. */
function understandAll(
  specs: readonly PlacedSpec[],
  places: Places,
): { arrangements: Arrangement[]; problems: Problem[] } {
  const arrangements: Arrangement[] = [];
  const problems: Problem[] = [];
  for (const { spec, inSheet } of specs) {
    const understood = understandArrangement(spec, places);
    if (understood.arrangement !== null) arrangements.push(understood.arrangement);
    problems.push(...understood.problems.map(inSheet));
  }
  return { arrangements, problems };
}

/** What has to be saved so that the store holds these arrangements: those that are new or differ. */
function changesOf(arrangements: readonly Arrangement[], set: ArrangementSet, reason: string): RecordChange[] {
  return arrangements.flatMap((arrangement): RecordChange[] => {
    const held = set.byId.get(arrangement.id);
    const body = encodeDocument(arrangement);
    if (held !== undefined && canonicalJson(encodeDocument(held.arrangement)) === canonicalJson(body)) return [];
    return [{ kind: 'arrangement', id: arrangement.id, expectedVersion: held?.version ?? null, body, reason }];
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
