/**
 * Arrangements of the sample written as literals: only what is filled is named. Every one of them is made up to show
 * the program and says so; the bodies and days they meet are real. Knows no arrangement.
 */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import type { AmountKind, AmountNature, Clause, PartyRole } from '#core/agreements/vocabulary.ts';
import { clauseNames } from '#core/agreements/vocabulary.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';

type Dated<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]?: string };

/** A party: the body by any code or name, its role, the day it signed ('' not), its share of the funding. */
export type WrittenParty = readonly [body: string, role: PartyRole, signed?: string, share?: number];

type WrittenMilestone = {
  readonly title: string;
  readonly due: string;
  readonly done?: string;
  readonly slippedTo?: string;
  readonly causes?: ArrangementSpec['milestones'][number]['causes'];
  readonly event?: string;
  readonly note?: string;
};

type Days = 'agreedOn' | 'startsOn' | 'endsOn' | 'reviewOn' | 'renewsOn';
type Lists = 'parties' | 'amounts' | 'milestones' | 'documents' | 'evidence' | 'source' | 'title';

/** What is filled of an arrangement; the title without its mark. */
export type Written = Partial<Dated<Omit<ArrangementSpec, Lists | 'id' | 'kind'>, Days>> & {
  readonly id: string;
  readonly kind: ArrangementSpec['kind'];
  readonly title: string;
  readonly parties: readonly WrittenParty[];
  readonly amounts?: readonly ArrangementSpec['amounts'][number][];
  readonly milestones?: readonly WrittenMilestone[];
};

/** The arrangement with those fields, the others empty, marked as illustrative in its title and its evidence. */
export function makeIllustrative(written: Written): ArrangementSpec {
  const { id, kind, title } = written;
  return {
    ...nothingStated,
    stage: 'in-force',
    ...written,
    id,
    kind,
    title: `${title} (illustrative)`,
    agreedOn: day(written.agreedOn),
    startsOn: day(written.startsOn),
    endsOn: day(written.endsOn),
    reviewOn: day(written.reviewOn),
    renewsOn: day(written.renewsOn),
    parties: written.parties.map(([organisation, role, signed, share]) => ({
      organisation,
      role,
      share: share ?? null,
      signedOn: day(signed),
    })),
    amounts: written.amounts ?? [],
    milestones: (written.milestones ?? []).map((one) => ({
      title: one.title,
      due: isoDate(one.due),
      done: day(one.done),
      slippedTo: day(one.slippedTo),
      causes: one.causes ?? [],
      event: one.event ?? null,
      note: one.note ?? null,
    })),
    evidence: 'illustrative',
    source: 'Made up for this sample',
  };
}

/** An amount in whole pounds: of a party, or of the whole; at a place, or not stated where. */
export function amountOf(
  what: AmountKind,
  pounds: number,
  more: {
    readonly party?: string;
    readonly location?: string;
    readonly nature?: AmountNature;
    readonly year?: string;
  } = {},
): ArrangementSpec['amounts'][number] {
  return {
    what,
    nature: more.nature ?? 'revenue',
    pence: pence(BigInt(pounds) * 100n),
    party: more.party ?? null,
    location: more.location ?? null,
    year: more.year ?? null,
  };
}

/** Answers of yes to the paragraphs of the completeness list but those named. */
export function coversAllBut(...missing: readonly Clause[]): ArrangementSpec['clauses'] {
  return Object.fromEntries(clauseNames.filter((one) => !missing.includes(one)).map((one) => [one, 'yes'] as const));
}

function day(text: string | undefined): IsoDate | null {
  return text === undefined || text === '' ? null : isoDate(text);
}
