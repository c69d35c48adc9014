/** Whether a release comes out again: worked out from its recorded inputs, as they were known then. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import { draftRelease } from '#actions/check-release.ts';
import { DataShelf, type KeptDataSet } from '#actions/data-shelf.ts';
import { showRelease } from '#actions/list-releases.ts';
import type { RegisterShelf } from '#actions/load-register.ts';
import type { Refusal } from '#actions/refusal.ts';
import { checksumOfPublished } from '#actions/release-records.ts';
import type { Context } from '#core/register/question.ts';
import type { Published, ReleasedCell } from '#core/release/release.ts';
import { answer, type Result } from '#std/result.ts';

export type ReleaseCheck = {
  readonly register: string;
  readonly id: string;
  readonly isReproduced: boolean;
  /** In sentences; more than 20 cells are counted. */
  readonly differences: readonly string[];
};

const differencesListed = 20;

/** Works the release out again and compares every number and the checksum. */
export async function verifyRelease(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  id: string,
): Promise<Result<ReleaseCheck, Refusal>> {
  const shown = await showRelease(shelves, context, id);
  if (!shown.ok) return shown;
  const { register, release } = shown.value;
  const { document } = release;
  const differences: string[] = [];
  if (checksumOfPublished(document.published) !== document.checksum)
    differences.push('The checksum of the release is not that of the numbers kept with it.');
  const { weightsData } = document.data;
  const versions = new Map(weightsData === null ? [] : [[weightsData.id, weightsData.version]]);
  const then = weightsData === null ? shelves : { ...shelves, data: new DataShelfThen(shelves.registers, versions) };
  const again = await draftRelease(then, { register }, document.question, {
    at: release.madeAt,
    known: document.register.known,
    earlier: document.audit.earlier.map((one) => one.id),
  });
  // From numbers that they do not see nobody is told anything.
  if (!again.ok && shelves.asker.kind !== 'owner') return again;
  if (!again.ok) differences.push(`It cannot be worked out again: ${again.refusal.detail}`);
  else {
    const { rebased, composed, weightsData: weightsNow } = again.value;
    if (rebased.kept.checksum !== document.data.checksum)
      differences.push(`The numbers of ${document.data.id}, version ${document.data.version}, are not those of then.`);
    if ((weightsNow?.checksum ?? null) !== (weightsData?.checksum ?? null))
      differences.push(`The weights of ${weightsData?.id ?? document.weights.id} are not those of then.`);
    differences.push(...cellDifferences(document.published, composed.published));
    if (differences.length === 0 && checksumOfPublished(composed.published) !== document.checksum)
      differences.push('The numbers are the same, but names of areas or measures are not.');
  }
  return answer({ register, id: release.id, isReproduced: differences.length === 0, differences });
}

/** Data sets of which some are always opened in the same version. */
class DataShelfThen extends DataShelf {
  private readonly versionsThen: ReadonlyMap<string, number>;

  constructor(registers: RegisterShelf, versions: ReadonlyMap<string, number>) {
    super(registers);
    this.versionsThen = versions;
  }

  override open(register: string, id: string, version?: number): Promise<Result<KeptDataSet, Refusal>> {
    return super.open(register, id, version ?? this.versionsThen.get(id));
  }
}

function cellDifferences(then: Published, now: Published): string[] {
  const keyOf = ({ area, measure, period }: ReleasedCell) => `${area}, ${measure}, ${period}`;
  const present = new Map(now.cells.map((cell) => [keyOf(cell), cell]));
  const found: string[] = [];
  for (const cell of then.cells) {
    const key = keyOf(cell);
    const again = present.get(key);
    present.delete(key);
    if (again === undefined) found.push(`${key} was published, and does not come out any more.`);
    else if (again.shown !== cell.shown || again.denominator !== cell.denominator)
      found.push(`${key} was published as ${shownText(cell)}, and comes out as ${shownText(again)}.`);
  }
  for (const key of present.keys()) found.push(`${key} comes out, and was not published.`);
  if (found.length <= differencesListed) return found;
  return [...found.slice(0, differencesListed), `${found.length - differencesListed} more numbers differ.`];
}

function shownText({ shown, denominator }: ReleasedCell): string {
  const value = shown === null ? 'hidden' : String(shown);
  return denominator === null ? value : `${value} of ${denominator}`;
}
