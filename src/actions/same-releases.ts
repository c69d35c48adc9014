/** Releases of other data sets that hold the same numbers, as releases of this one. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { KeptRelease } from '#actions/release-records.ts';
import type { DataSet } from '#core/datasets/data-set.ts';
import { publishedOfSame, sameColumns } from '#core/release/same-numbers.ts';

export type SameReleases = {
  /** Only what was published of the same numbers, under the names that these have here. */
  readonly releases: readonly KeptRelease[];
  /** What could not be held against each other, in sentences. */
  readonly assumptions: readonly string[];
};

/** Those among the releases that published the same numbers under another data set. Opens every data set among them. */
export async function sameReleases(
  shelves: Pick<Shelves, 'data'>,
  register: string,
  dataSet: DataSet,
  releases: readonly KeptRelease[],
): Promise<SameReleases> {
  const found: KeptRelease[] = [];
  const assumptions = new Set<string>();
  for (const release of releases) {
    const { id, version, title } = release.document.data;
    if (id === dataSet.statement.id) continue;
    const opened = await shelves.data.open(register, id, version);
    const other = opened.ok ? opened.value.dataSet : null;
    if (other === null) continue;
    const same = sameColumns(dataSet, other);
    const published = publishedOfSame(release.document.published, same, dataSet);
    if (published.cells.length > 0) found.push({ ...release, document: { ...release.document, published } });
    else if (isDerived(dataSet, other) || isDerived(other, dataSet))
      assumptions.add(
        `${release.id} published numbers of ${title}, and one of the two data sets is said to be derived from the other: since the numbers are not the same, they were not held against each other.`,
      );
  }
  return { releases: found, assumptions: [...assumptions] };
}

function isDerived({ statement }: DataSet, from: DataSet): boolean {
  return statement.derivedFrom.includes(from.statement.id);
}
