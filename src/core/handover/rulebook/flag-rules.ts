/** What a reader is warned of beside the disposition: one rule for each flag. All that are met fire. */

import type { DeadlineAnchor, Owner } from '#core/handover/line.ts';
import {
  agreeEmployer,
  agreeSection16,
  agreeShares,
  decideRenewal,
  endInternal,
  nameHost,
  rePaperData,
  settlePanel,
} from '#core/handover/rulebook/actions.ts';
import {
  agreementFamilies,
  all,
  type EnglandFlag,
  endingFates,
  fated,
  hasSeveralHeirs,
  isCouncilChange,
  ofFamily,
} from '#core/handover/rulebook/rule-parts.ts';
import type { ActionTemplate } from '#core/handover/rulebook.ts';

const isAgreement = ofFamily(...agreementFamilies);
const isAgreed = { fact: 'isProposed', is: false } as const;
const isLasting = { fact: 'endsBeforeVesting', is: false } as const;
const isTwoSided = { fact: 'onlyOnePartyLeft', is: false } as const;
const isRunning = { fact: 'hasEndedBefore', is: false } as const;
const ends = fated(...endingFates);
const endsOrGone = fated(...endingFates, 'already-gone');

function action(id: string, what: string, owner: Owner, from: DeadlineAnchor, days: number): ActionTemplate {
  return { id, what, owner, due: { from, days } };
}

const shadowPeriod: readonly EnglandFlag[] = [
  {
    id: 'FLAG-S24',
    flag: 'section-24-consent',
    says: 'It is entered into or renewed in the shadow period for more than the limit of section 24: once the direction is made, the council needs written consent first.',
    when: { fact: 'section24', is: 'above' },
    citations: ['lgpiha-2007-s24', 'lgpiha-2007-s27'],
    actions: [
      action(
        'ask-section-24-consent',
        'Ask the shadow authority, or whoever the direction names, for written consent; sign only when it is given.',
        'party',
        'term',
        -60,
      ),
    ],
  },
  {
    id: 'FLAG-S24-VALUE',
    flag: 'section-24-value-not-known',
    says: 'It is entered into or renewed in the shadow period and its whole-life value is not stated, so that nobody can say whether consent is needed.',
    when: { fact: 'section24', is: 'value-not-known' },
    citations: ['lgpiha-2007-s24', 'lgpiha-2007-s27'],
    actions: [
      action('state-whole-life-value', 'State the whole-life value, extensions included.', 'party', 'term', -90),
    ],
  },
  {
    id: 'FLAG-ENDS',
    flag: 'ends-in-shadow-year',
    says: 'It ends in the shadow period: a gap, or a renewal that needs consent.',
    when: all({ fact: 'endsInShadowYear', is: true }, isCouncilChange, isRunning),
    citations: ['lgpiha-2007-s24'],
    actions: [decideRenewal],
  },
  {
    id: 'FLAG-RENEWS',
    flag: 'renews-in-shadow-year',
    says: 'It is due for renewal in the shadow period: what is signed then binds the successors.',
    when: all({ fact: 'renewsInShadowYear', is: true }, isCouncilChange, isRunning),
    citations: ['lgpiha-2007-s24'],
    actions: [
      action('settle-renewal', 'Settle with the shadow authority for how long it is renewed.', 'party', 'renewal', -90),
    ],
  },
  {
    id: 'FLAG-UNREVIEWED',
    flag: 'continues-after-vesting-unreviewed',
    says: 'Neither its end nor a renewal falls in the year or so before vesting day: it goes on without anybody having had cause to look at it.',
    when: all(
      fated('ends-one-successor', 'ends-several-successors'),
      isTwoSided,
      isAgreed,
      isRunning,
      isAgreement,
      isLasting,
      { fact: 'endsInShadowYear', is: false },
      { fact: 'renewsInShadowYear', is: false },
    ),
    citations: [],
    actions: [
      action(
        'review-before-vesting',
        'Review it before it passes: still wanted, still lawful, still affordable?',
        'party',
        'vesting',
        -150,
      ),
    ],
  },
];

const paper: readonly EnglandFlag[] = [
  {
    id: 'FLAG-UNSIGNED',
    flag: 'unsigned',
    says: 'It is said to be agreed and not every party is known to have signed.',
    when: all({ fact: 'isSigned', is: false }, isAgreed, isRunning, isAgreement),
    citations: ['si-2000-617-r7-3'],
    actions: [action('get-signatures', 'Find or get the missing signatures.', 'all-parties', 'vesting', -120)],
  },
  {
    id: 'FLAG-REG-7-3',
    flag: 'incomplete-under-reg-7-3',
    says: 'The agreement for the pooled fund is not known to cover every paragraph of regulation 7(3).',
    when: all({ fact: 'isPool', is: true }, { fact: 'missingClauseCount', atLeast: 1 }, isAgreed, isRunning),
    citations: ['si-2000-617-r7-3'],
    actions: [
      action(
        'complete-reg-7-3',
        'Check the document against paragraphs (a) to (g) and put in what is missing.',
        'host',
        'vesting',
        -90,
      ),
    ],
  },
  {
    id: 'FLAG-GONE',
    flag: 'party-already-gone',
    says: 'It still names a body that had ended before the first date.',
    when: fated('already-gone'),
    citations: [],
    actions: [],
  },
  {
    id: 'FLAG-SIGNATORY',
    flag: 'signatory-disappears',
    says: 'The body that signed ends.',
    when: all(ends, isAgreed, isRunning, isAgreement),
    citations: [],
    actions: [],
  },
  {
    id: 'FLAG-HOST',
    flag: 'host-disappears',
    says: 'The body that holds the fund ends: somebody must hold it on the day after.',
    when: all(endsOrGone, { fact: 'isHost', is: true }, isLasting, isTwoSided, isRunning),
    citations: ['si-2000-617-r7-3'],
    actions: [nameHost],
  },
  {
    id: 'FLAG-DATA',
    flag: 'data-sharing-to-be-re-papered',
    says: 'A controller or processor that it names ends: the agreement, the assessment and the notices name the wrong body.',
    when: all(endsOrGone, ofFamily('data'), isLasting, isRunning),
    citations: ['uk-gdpr-art26', 'uk-gdpr-art28'],
    actions: [rePaperData],
  },
  {
    id: 'FLAG-ITSELF',
    flag: 'agreement-with-itself',
    says: 'After the change both sides of it are one body.',
    when: all({ fact: 'onlyOnePartyLeft', is: true }, { fact: 'successorCount', atLeast: 1 }, isAgreement, isRunning),
    citations: [],
    actions: [endInternal],
  },
];

const areas: readonly EnglandFlag[] = [
  {
    id: 'FLAG-JOINT',
    flag: 'jointly-and-severally-liable',
    says: 'It is reported, and the text was not seen, that until the successors agree otherwise each of them can be held to the whole of it.',
    when: all(
      isCouncilChange,
      hasSeveralHeirs,
      ofFamily('partnership', 'transfer', 'contract', 'secondment'),
      isLasting,
      isAgreed,
      isRunning,
    ),
    citations: ['si-2008-2176-r12', 'si-2008-2176-r6', 'lgpiha-2007-s16'],
    actions: [agreeSection16],
  },
  {
    id: 'FLAG-HWB',
    flag: 'hwb-area-no-longer-matches',
    says: 'Its area lay in one health and wellbeing board area and no longer does: the Better Care Fund is planned and paid by such areas.',
    when: all(
      { fact: 'hwbMatch', is: 'lost' },
      ofFamily('partnership', 'alignment', 'transfer', 'plan', 'seat'),
      isRunning,
    ),
    citations: ['hsca-2012-s194'],
    actions: [
      action(
        'divide-by-hwb-area',
        'Divide plan and money by the new health and wellbeing board areas.',
        'all-parties',
        'vesting',
        -90,
      ),
    ],
  },
  {
    id: 'FLAG-COTERMINOUS',
    flag: 'no-longer-coterminous',
    says: 'The land of its councils and of its health bodies matched before and no longer does.',
    when: all({ fact: 'coterminous', is: 'lost' }, isRunning),
    citations: [],
    actions: [],
  },
  {
    id: 'FLAG-COTERMINOUS-2',
    flag: 'no-longer-coterminous',
    says: 'After the change its health bodies clearly reach beyond its councils. The match before is not known to the blocks, so that nobody can say from these sources that it is lost.',
    when: all({ fact: 'coterminous', is: 'not-known' }, { fact: 'bodyStraddles', is: true }, isRunning),
    citations: [],
    actions: [],
  },
  {
    id: 'FLAG-SHARES',
    flag: 'shares-not-known',
    says: 'Money passes to several successors and the land of the party is not known, so that no shares by people can be computed. Equal parts are a stopgap.',
    when: all(
      { fact: 'successorCount', atLeast: 2 },
      { fact: 'areaIsKnown', is: false },
      { fact: 'hasMoney', is: true },
      isRunning,
    ),
    citations: [],
    actions: [agreeShares],
  },
  {
    id: 'FLAG-POST',
    flag: 'post-with-two-employers',
    says: 'After the change more than one body employs the post.',
    when: all(ofFamily('post'), { fact: 'employerCountAfter', atLeast: 2 }, isRunning),
    citations: ['lga-1972-s113'],
    actions: [agreeEmployer],
  },
  {
    id: 'FLAG-PANEL',
    flag: 'panel-member-merged',
    says: 'A member of the panel ends in another body: its answers before and after are not of the same organisation.',
    when: all(ofFamily('panel'), fated('ends-one-successor', 'ends-several-successors'), isRunning),
    citations: [],
    actions: [settlePanel],
  },
];

/** In the order in which a line lists them. */
export const flagRules: readonly EnglandFlag[] = [...shadowPeriod, ...paper, ...areas];
