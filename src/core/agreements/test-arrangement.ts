/** Statements of arrangements for tests: a sound pooled fund of two bodies, and the same with some fields changed. */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import type { PartyRole } from '#core/agreements/vocabulary.ts';
import { clauseNames } from '#core/agreements/vocabulary.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';

/** A party that signed on that day (null: it did not) with that share. */
export function partyOf(
  organisation: string,
  role: PartyRole = 'partner',
  signed: string | null = null,
  share: number | null = null,
): ArrangementSpec['parties'][number] {
  return { organisation, role, signedOn: signed === null ? null : isoDate(signed), share };
}

/** A statement without a fault: `council` hosts, `trust` is partner, 2010 to 2020, agreed and signed in time. */
export function soundSpec(changes: Partial<ArrangementSpec> = {}): ArrangementSpec {
  return {
    ...nothingStated,
    id: 'A1',
    kind: 'pooled-fund',
    title: 'Fund',
    stage: 'in-force',
    parties: [partyOf('council', 'host', '2010-03-20'), partyOf('trust', 'partner', '2010-03-25')],
    careGroups: ['older-people'],
    agreedOn: day('2010-03-15'),
    startsOn: day('2010-04-01'),
    endsOn: day('2020-04-01'),
    clauses: Object.fromEntries(clauseNames.map((clause) => [clause, 'yes'])),
    evidence: 'stated',
    ...changes,
  };
}

/** The date of a literal. */
export function day(text: string): IsoDate {
  return isoDate(text);
}
