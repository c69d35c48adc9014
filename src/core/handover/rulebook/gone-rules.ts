/** Rules for a party that had ended before the first date: the paper still names a body that is no more. */

import {
  agreeShares,
  confirmLaw,
  nominate,
  reviseTerms,
  settleAccounts,
  signNovation,
  signVariation,
  tellParties,
} from '#core/handover/rulebook/actions.ts';
import { all, type EnglandDisposition, fated, ofFamily, residentBases } from '#core/handover/rulebook/rule-parts.ts';

const isGone = fated('already-gone');

/** In order. */
export const goneRules: readonly EnglandDisposition[] = [
  {
    id: 'GONE-1',
    title: 'A seat or panel place of a body that is gone',
    says: 'A seat or a place on a panel cannot be held by a body that is gone: it is filled anew.',
    when: all(isGone, ofFamily('seat', 'panel')),
    disposition: 'reconstitute',
    bases: [],
    legalGround: 'Membership ends with the member.',
    citations: ['hsca-2012-s194'],
    legalConfirmationNeeded: false,
    actions: [nominate, reviseTerms],
  },
  {
    id: 'GONE-2',
    title: 'The party is gone and nobody succeeded it',
    says: 'An arrangement with a body that is gone without a successor has run out.',
    when: all(isGone, { fact: 'successorCount', atMost: 0 }),
    disposition: 'terminate',
    bases: [],
    legalGround: 'No successor is known; look for an order, a scheme or a residuary body.',
    citations: ['lgpiha-2007-s17'],
    legalConfirmationNeeded: true,
    actions: [confirmLaw, settleAccounts],
  },
  {
    id: 'GONE-3',
    title: 'The party is gone and one body succeeded it',
    says: 'Rights and liabilities passed to the successor when the party ended. The paper is put right: it is re-made in the name of the successor.',
    when: all(isGone, { fact: 'successorCount', is: 1 }),
    disposition: 'novate',
    bases: [],
    legalGround: 'It passed under the order or scheme of that time; the document still names the old body.',
    citations: ['si-2008-2176-part3', 'nhsa-2006-s14z28'],
    legalConfirmationNeeded: true,
    actions: [confirmLaw, signNovation, tellParties],
  },
  {
    id: 'GONE-4',
    title: 'The party is gone and several bodies succeeded it',
    says: 'Rights and liabilities passed to several bodies when the party ended. Find out what they agreed then; without that, they share now.',
    when: isGone,
    disposition: 'apportion',
    bases: residentBases,
    legalGround: 'It passed under the order or scheme of that time, or under an agreement of the successors.',
    citations: ['lgpiha-2007-s16', 'si-2008-2176-r12', 'nhsa-2006-s14z28'],
    legalConfirmationNeeded: true,
    actions: [confirmLaw, agreeShares, signVariation],
  },
];
