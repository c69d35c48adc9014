/**
 * What becomes of the ownership of records when bodies end. Every record has an owner afterwards that exists, or is named
 * as one that waits for a decision: none is lost sight of. What a body that ended owned stays shown to it, so that those who
 * still read for it can close its accounts.
 */

import type { SuccessionBook } from '#core/access/body-succession.ts';
import { bodiesInOrder, bodiesThatPlace, type Resource } from '#core/access/resource.ts';
import type { Decisions } from '#core/access/succession-decisions.ts';
import type { OrganisationId } from '#core/pack/tables.ts';

/** An owner that ended without one successor, and who may be chosen; none: any body of the day. */
export type OwnerWaiting = { readonly owner: OrganisationId; readonly choices: readonly OrganisationId[] };

export type RecordSuccession = {
  readonly before: Resource;
  /** The same object where nothing changes. */
  readonly after: Resource;
  /** As to its owners; whom it is shown to may change where it stays. Of several owners some may pass while others wait. */
  readonly outcome: 'stays' | 'passes' | 'waits';
  /** Empty unless it waits. Until then the owner that ended stays its owner: it can be read, and nobody changes it. */
  readonly waiting: readonly OwnerWaiting[];
  /** Sentences, in the order of the owners. */
  readonly why: readonly string[];
};

export type RecordSuccessionOptions = {
  readonly decisions: Decisions;
  /** Regional and national bodies of the day in whose region what these bodies own lies. */
  readonly regionsOf: (owners: readonly OrganisationId[]) => readonly OrganisationId[];
};

/** What becomes of each record on the day of the book, in the order given. */
export function successionOfRecords(
  resources: readonly Resource[],
  book: SuccessionBook,
  options: RecordSuccessionOptions,
): RecordSuccession[] {
  return resources.map((resource) => successionOfRecord(resource, book, options));
}

function successionOfRecord(
  before: Resource,
  book: SuccessionBook,
  { decisions, regionsOf }: RecordSuccessionOptions,
): RecordSuccession {
  const former = [...new Set(before.owners)];
  const ways = former.map((owner) => wayOf(before, owner, book, decisions));
  const shown = before.seenBy.flatMap((body) => shownTo(body, book));
  const waiting = ways.flatMap(({ waits }) => (waits === null ? [] : [waits]));
  const why = ways.flatMap(({ says }) => (says === null ? [] : [says]));
  const owners = bodiesInOrder(ways.flatMap(({ to }) => to));
  const isSame = why.length === 0 && isSameSet(shown, before.seenBy);
  const gone = former.filter((owner) => !owners.includes(owner));
  const regions = bodiesInOrder(regionsOf(bodiesThatPlace({ kind: before.kind, owners, seenBy: shown })));
  const after =
    isSame && isSameSet(regions, before.regions)
      ? before
      : {
          ...before,
          owners: why.length === 0 ? before.owners : owners,
          seenBy: bodiesInOrder([...shown, ...gone]).filter((body) => !owners.includes(body)),
          regions,
        };
  if (former.length > 1 && owners.length === 1) {
    why.push(`It was joint, and is now of ${book.named(owners[0] as OrganisationId)} alone.`);
  }
  if (before.kind === 'proposal' && why.length > 0) {
    why.push('If it is still open it is superseded: those who are to agree are not the same any more.');
  }
  const outcome = waiting.length > 0 ? 'waits' : why.length > 0 ? 'passes' : 'stays';
  return { before, after, outcome, waiting, why };
}

type OwnerWay = {
  readonly to: readonly OrganisationId[];
  readonly waits: OwnerWaiting | null;
  readonly says: string | null;
};

function wayOf(record: Resource, owner: OrganisationId, book: SuccessionBook, decisions: Decisions): OwnerWay {
  const { kind, heirs } = book.of(owner);
  if (kind === 'lives-on') return { to: [owner], waits: null, says: null };
  if (kind === 'unknown') {
    const says = `The register has no body ${owner}: name the body that owns it.`;
    return { to: [owner], waits: { owner, choices: [] }, says };
  }
  const decision = decisions.ofRecord(record, owner);
  if (decision !== undefined) {
    const says = `It passes from ${book.named(owner)} to ${named(decision.to, book)}, as was decided: ${decision.reason}`;
    return { to: decision.to, waits: null, says };
  }
  if (kind === 'one') {
    return { to: heirs, waits: null, says: `It passes from ${book.named(owner)} to ${named(heirs, book)}.` };
  }
  const says =
    kind === 'none'
      ? `${book.named(owner)} ended, and nobody is recorded to take over: name the body that it passes to.`
      : `${book.named(owner)} ended, and several take over: name which of ${named(heirs, book)}.`;
  return { to: [owner], waits: { owner, choices: heirs }, says };
}

/** A body that ended and has one successor shows it on; what a divided body was shown stays shown to it alone. */
function shownTo(body: OrganisationId, book: SuccessionBook): readonly OrganisationId[] {
  const { kind, heirs } = book.of(body);
  return kind === 'one' ? [body, ...heirs] : [body];
}

function named(bodies: readonly OrganisationId[], book: SuccessionBook): string {
  return bodies.map((body) => book.named(body)).join(', ');
}

function isSameSet(a: readonly OrganisationId[], b: readonly OrganisationId[]): boolean {
  return a.length === b.length && a.every((body) => b.includes(body));
}
