/**
 * Whom data sharing agreements show a data set: the parties of an agreement that is in force on the day, names the data set,
 * and is kept by everybody who owns it. What is joint is shared only by all whose it is.
 */

import { bodiesInOrder, type Resource } from '#core/access/resource.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { statusOn } from '#core/agreements/status.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';

/** An arrangement and who keeps it: its parties, or after a reorganisation those who took over from them. */
export type KeptAgreement = {
  readonly arrangement: Arrangement;
  readonly owners: readonly OrganisationId[];
};

type DataSetOwned = Pick<Resource, 'id' | 'owners'>;

/**
 * A function that tells whom a data set is shown to under these agreements on the day, besides its owners, by id; nobody
 * where it has no owner. Going through the agreements costs a step for each, a question only those that name the data set.
 */
export function makeSharing(
  agreements: Iterable<KeptAgreement>,
  on: IsoDate,
): (dataSet: DataSetOwned) => OrganisationId[] {
  const byDataSet = new Map<string, KeptAgreement[]>();
  for (const agreement of agreements) {
    if (!isShowing(agreement.arrangement, on)) continue;
    for (const id of agreement.arrangement.dataSets) {
      const others = byDataSet.get(id);
      if (others === undefined) byDataSet.set(id, [agreement]);
      else others.push(agreement);
    }
  }
  return (dataSet) => partnersIn(dataSet, byDataSet.get(dataSet.id) ?? []);
}

/** Those of the agreements that show the data set to others on the day, in the order given. */
export function agreementsThatShow<A extends KeptAgreement>(
  dataSet: DataSetOwned,
  agreements: readonly A[],
  on: IsoDate,
): A[] {
  return agreements.filter(
    (one) =>
      one.arrangement.dataSets.includes(dataSet.id) &&
      isShowing(one.arrangement, on) &&
      partnersIn(dataSet, [one]).length > 0,
  );
}

/** Bodies that the data set is shown to under the agreements on the day, besides its owners, by id. */
export function sharedUnder(
  dataSet: DataSetOwned,
  agreements: readonly KeptAgreement[],
  on: IsoDate,
): OrganisationId[] {
  return makeSharing(agreements, on)(dataSet);
}

/** Only what is in force shows anything: neither what is signed and has not begun, nor what has run out. */
function isShowing(arrangement: Arrangement, on: IsoDate): boolean {
  if (arrangement.kind !== 'data-sharing-agreement' || arrangement.dataSets.length === 0) return false;
  const status = statusOn(arrangement, on);
  return status === 'in-force' || status === 'varied';
}

function partnersIn({ owners }: DataSetOwned, agreements: readonly KeptAgreement[]): OrganisationId[] {
  if (owners.length === 0) return [];
  const kept = agreements.filter((agreement) => owners.every((owner) => agreement.owners.includes(owner)));
  return bodiesInOrder(kept.flatMap((agreement) => agreement.owners)).filter((body) => !owners.includes(body));
}
