/** Under which data sharing agreements a data set is shown to whom, and what an agreement names that is not there. */

import type { Shelves } from '#actions/arrangement-shelf.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { loadRecordBook } from '#actions/record-book.ts';
import type { Refusal } from '#actions/refusal.ts';
import { agreementsThatShow, type KeptAgreement, sharedUnder } from '#core/access/shared-under.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import type { OrganisationId } from '#core/pack/tables.ts';
import type { IsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';
import { answer, type Result } from '#std/result.ts';

/** An agreement that names the data set. */
export type SharingAgreement = {
  readonly arrangement: Arrangement;
  /** Bodies that it shows the data set to on the day; empty: nobody, as it is not in force, or not of all who own it. */
  readonly shownTo: readonly OrganisationId[];
};

export type DataSharing = {
  readonly register: OpenRegister;
  readonly on: IsoDate;
  readonly owners: readonly OrganisationId[];
  /** Agreements that the asker sees, by reference. */
  readonly agreements: readonly SharingAgreement[];
};

/** The agreements that name the data set, on the day. Refused when the asker sees no such data set. */
export async function showSharing(
  shelves: Shelves,
  context: { readonly register?: string | undefined },
  { id, on }: { readonly id: string; readonly on: IsoDate },
): Promise<Result<DataSharing, Refusal>> {
  const opened = await shelves.registers.open({ register: context.register });
  if (!opened.ok) return opened;
  const register = opened.value;
  const { name } = register.pack;
  const head = await shelves.data.head(name, id);
  if (!head.ok) return head;
  const book = await loadRecordBook(shelves.registers.store, name);
  const ownersOf = (kind: 'data-set' | 'arrangement', record: string) =>
    (book.find(kind, record)?.sight.owners ?? []) as readonly OrganisationId[];
  const dataSet = { id, owners: ownersOf('data-set', id) };
  const { arrangements } = await shelves.arrangements.open(name);
  const naming = arrangements
    .filter(({ dataSets }) => dataSets.includes(id))
    .map((arrangement): KeptAgreement => ({ arrangement, owners: ownersOf('arrangement', arrangement.id) }));
  const showing = new Set(agreementsThatShow(dataSet, naming, on));
  const agreements = naming.map((one) => ({
    arrangement: one.arrangement,
    shownTo: showing.has(one) ? sharedUnder(dataSet, [one], on) : [],
  }));
  return answer({ register, on, owners: dataSet.owners, agreements });
}

/** Warnings about data sets that the arrangements name and that the asker does not see among those of the register. */
export async function unknownDataSets(
  shelves: Shelves,
  register: string,
  arrangements: readonly Pick<Arrangement, 'dataSets'>[],
): Promise<(arrangement: Pick<Arrangement, 'dataSets'>) => Problem[]> {
  if (arrangements.every(({ dataSets }) => dataSets.length === 0)) return () => [];
  const known = new Set((await shelves.data.list(register)).map((head) => head.id));
  return ({ dataSets }) =>
    dataSets.flatMap((id, at): Problem[] => {
      if (known.has(id)) return [];
      const message = `There is no data set ${id} that you see. It is shown to the parties once it is imported under that id; check the id if it should be there.`;
      const where = { column: `dataSets[${at}]` };
      return [{ code: 'data-set-not-there', severity: 'warning', where, message, found: id }];
    });
}
