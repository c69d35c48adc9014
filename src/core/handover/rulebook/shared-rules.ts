/** Rules for what is treated alike when a council or a health body ends: seats, panels, data, staff on loan. */

import { nominate, renewSecondment, rePaperData, reviseTerms, settlePanel } from '#core/handover/rulebook/actions.ts';
import {
  agreedBases,
  all,
  type EnglandDisposition,
  fated,
  hasSeveralHeirs,
  ofFamily,
} from '#core/handover/rulebook/rule-parts.ts';

const passesOn = fated('ends-one-successor', 'ends-several-successors');

/** In order. */
export const sharedRules: readonly EnglandDisposition[] = [
  {
    id: 'ALL-1',
    title: 'Seats and boards',
    says: 'A seat does not pass by itself. Each successor nominates its members, and the board settles its area, seats and votes again.',
    when: all(passesOn, ofFamily('seat')),
    disposition: 'reconstitute',
    bases: [],
    legalGround: 'Membership follows the body; each council has a health and wellbeing board for its own area.',
    citations: ['hsca-2012-s194'],
    legalConfirmationNeeded: false,
    actions: [reviseTerms, nominate],
  },
  {
    id: 'ALL-2',
    title: 'Survey panels',
    says: 'A panel follows organisations over time. A member that ends is followed on in its successors, which is recorded.',
    when: all(passesOn, ofFamily('panel')),
    disposition: 'reconstitute',
    bases: [],
    legalGround: 'A matter of the survey, not of law.',
    citations: [],
    legalConfirmationNeeded: false,
    actions: [settlePanel],
  },
  {
    id: 'ALL-3',
    title: 'Data sharing with several successors',
    says: 'Each successor decides for itself why and how data are used, so each is a controller of its own. The agreement is made again with them.',
    when: all(hasSeveralHeirs, ofFamily('data')),
    disposition: 'renegotiate',
    bases: [],
    legalGround: 'Controllers and processors are named in the arrangement; new controllers need a new one.',
    citations: ['uk-gdpr-art26', 'uk-gdpr-art28'],
    legalConfirmationNeeded: true,
    actions: [rePaperData],
  },
  {
    id: 'ALL-4',
    title: 'Secondments with several successors',
    says: 'Who employs and who uses the staff can be two different successors. The secondment is made again, after consulting the officer.',
    when: all(hasSeveralHeirs, ofFamily('secondment')),
    disposition: 'renegotiate',
    bases: agreedBases,
    legalGround: 'An officer may be placed at the disposal of another body only after being consulted.',
    citations: ['lga-1972-s113', 'si-2008-1419'],
    legalConfirmationNeeded: false,
    actions: [renewSecondment],
  },
];
