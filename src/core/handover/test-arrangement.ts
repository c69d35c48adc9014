/** Arrangements in few words, and a plain rulebook, for tests of the handover. */

import type { Amount, AreaRef, Arrangement, ArrangementId, Party } from '#core/agreements/arrangement.ts';
import { nothingStated } from '#core/agreements/nothing-stated.ts';
import { bases } from '#core/handover/line.ts';
import type { DispositionRule, Rulebook } from '#core/handover/rulebook.ts';
import type { GeographyId, OrganisationId } from '#core/pack/tables.ts';
import { type IsoDate, isoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';

/** An arrangement with parties `'a host, b partner'`, a pooled fund in force unless said otherwise. */
export function arrangementOf(parties: string, more: Partial<Arrangement> = {}): Arrangement {
  return {
    ...nothingStated,
    id: 'A1' as ArrangementId,
    kind: 'pooled-fund',
    title: 'An arrangement',
    stage: 'in-force',
    parties: parties.split(', ').map(partyOf),
    careGroups: ['all'],
    evidence: 'illustrative',
    ...more,
  };
}

function partyOf(words: string): Party {
  const [organisation = '', role = ''] = words.split(' ');
  return { organisation: organisation as OrganisationId, role: role as Party['role'], share: null, signedOn: null };
}

/** An amount of revenue, a balance of the whole unless said otherwise. */
export function amountOf(amount: number, more: Partial<Amount> = {}): Amount {
  return {
    what: 'balance',
    nature: 'revenue',
    pence: pence(BigInt(amount)),
    party: null,
    location: null,
    year: null,
    ...more,
  };
}

/** The land of a body, or (`g:b1`) a block. */
export function placeOf(text: string): AreaRef {
  const [geography = '', area] = text.split(':');
  return area === undefined
    ? { kind: 'body', organisation: geography as OrganisationId }
    : { kind: 'block', geography: geography as GeographyId, area };
}

/** The date of a literal. */
export function day(text: string): IsoDate {
  return isoDate(text);
}

const rule: DispositionRule = {
  id: 'rest',
  title: 'All others',
  says: 'All others transfer.',
  when: { all: [] },
  disposition: 'transfer',
  bases: [],
  legalGround: 'none',
  citations: [],
  legalConfirmationNeeded: false,
  actions: [],
};

/** Two successors or more: apportion by any basis; unaffected or clustered: no change; the rest transfers. */
export const plainRulebook: Rulebook = {
  id: 'plain',
  title: 'A plain rulebook',
  version: '1',
  note: '',
  citations: [],
  dispositions: [
    { ...rule, id: 'still', when: { fact: 'fate', oneOf: ['unaffected', 'clustered'] }, disposition: 'no-change' },
    {
      ...rule,
      id: 'several',
      when: { fact: 'successorCount', atLeast: 2 },
      disposition: 'apportion',
      bases,
      legalConfirmationNeeded: true,
      actions: [
        { id: 'late', what: 'Open the books', owner: 'successor', due: { from: 'vesting', days: 90 } },
        { id: 'agree', what: 'Agree shares', owner: 'all-parties', due: { from: 'vesting', days: -120 } },
      ],
    },
    rule,
  ],
  flags: [
    {
      id: 'several-flag',
      flag: 'jointly-and-severally-liable',
      says: 'Several succeed.',
      when: { fact: 'successorCount', atLeast: 2 },
      citations: [],
      actions: [{ id: 'agree', what: 'Agree shares', owner: 'all-parties', due: { from: 'shadow-start', days: 0 } }],
    },
    {
      id: 'lost-flag',
      flag: 'no-longer-coterminous',
      says: 'Lost.',
      when: { fact: 'coterminous', is: 'lost' },
      citations: [],
      actions: [],
    },
  ],
  section24: {
    landPence: 10_000_000,
    capitalPence: 100_000_000,
    otherPence: 10_000_000,
    exemptions: [{ code: 'EXEMPT', name: 'Exempt', status: 'made', citation: '' }],
  },
  shadowDays: 365,
  tolerance: 0.01,
};
