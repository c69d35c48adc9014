/**
 * What the rules of England have people do, each written once so that a schedule lists it once. Days are counted from
 * vesting day unless another anchor is named; they are the authors' judgement of practice, not law.
 */

import type { DeadlineAnchor, Owner } from '#core/handover/line.ts';
import type { ActionTemplate } from '#core/handover/rulebook.ts';

function action(id: string, what: string, owner: Owner, days: number, from: DeadlineAnchor = 'vesting') {
  return { id, what, owner, due: { from, days } } satisfies ActionTemplate;
}

export const confirmLaw = action(
  'confirm-law',
  'Have a lawyer confirm what the change does to this agreement, and record the advice.',
  'party',
  -180,
);

export const giveDetails = action(
  'give-details',
  'Give the successor the agreement, its accounts and all that is in dispute about it.',
  'party',
  -180,
);

export const agreeShares = action(
  'agree-shares',
  'Agree the shares of the successors, or the basis and date of the figures they follow from.',
  'all-parties',
  -120,
);

export const nameHost = action(
  'name-host',
  'Agree which successor hosts or leads for all of them, on what terms and until when.',
  'successor',
  -120,
);

export const agreeSection16 = action(
  'agree-section-16',
  'Put what the successors agree about property, contracts and payments into a section 16 agreement.',
  'successor',
  -60,
);

export const enterInScheme = action(
  'enter-in-scheme',
  'Have the agreement, its money and its staff named in the transfer scheme or order.',
  'party',
  -90,
);

export const signVariation = action(
  'sign-variation',
  'Sign a deed that puts the successors in place of the party, with their shares and the new area.',
  'all-parties',
  -30,
);

export const signNovation = action(
  'sign-novation',
  'Novate the contract to the successor that takes it, with the consent of the provider.',
  'all-parties',
  -30,
);

export const recordSuccessor = action(
  'record-successor',
  'Record by a confirmatory deed or a note on file that the successor stands in the place of the party.',
  'all-parties',
  -30,
);

export const findSuccessor = action(
  'find-successor',
  'Find the order, scheme or record that says who, if anybody, took over from the party.',
  'all-parties',
  -150,
);

export const tellParties = action(
  'tell-parties',
  'Tell the other parties in writing who takes the place of the party, and from when.',
  'party',
  -30,
);

export const agreeOpening = action(
  'agree-opening-balances',
  'Agree opening balances: those of the successors add up to the closing balance of the party.',
  'successor',
  90,
);

export const decideRenewal = action(
  'decide-renewal',
  'Decide whether to let it end or to renew it in the name of the successors, before notice runs out.',
  'all-parties',
  0,
  'notice',
);

export const settleAccounts = action(
  'settle-accounts',
  'Draw up final accounts, pay what is owed and record who keeps what is left.',
  'all-parties',
  60,
  'end',
);

export const endInternal = action(
  'end-internal',
  'End the agreement by a record of both sides; from then on it is a matter inside one body.',
  'successor',
  30,
);

export const moveStaff = action(
  'move-staff',
  'Consult the staff concerned and confirm in writing who employs them after vesting day.',
  'party',
  -90,
);

export const agreeEmployer = action(
  'agree-employer',
  'Agree which body employs the post, to whom it answers and who pays which part.',
  'all-parties',
  -90,
);

export const renewSecondment = action(
  'renew-secondment',
  'Make a new secondment agreement with each successor that uses the staff, after consulting them.',
  'all-parties',
  -60,
);

export const agreeOccupation = action(
  'agree-occupation',
  'Agree which successor holds the building and on what terms the others occupy it.',
  'successor',
  -90,
);

export const rePaperData = action(
  're-paper-data',
  'Sign a new data sharing agreement that names the new controllers; renew the impact assessment and notices.',
  'all-parties',
  -30,
);

export const nominate = action(
  'nominate-members',
  'Have each successor nominate its members, and the board approve its new membership.',
  'successor',
  -30,
);

export const reviseTerms = action(
  'revise-terms',
  'Revise the terms of reference: area, seats, votes, quorum, delegations.',
  'all-parties',
  -60,
);

export const settlePanel = action(
  'settle-panel',
  'Record which successor answers for the panel member, so that its answers can be followed on.',
  'successor',
  30,
);

export const divideMilestones = action(
  'divide-milestones',
  'Decide for each milestone still open which successor answers for it.',
  'successor',
  -60,
);

export const useNewName = action('use-new-name', 'Use the new name from the next variation on.', 'party', 90);

export const decideExtension = action(
  'decide-extension',
  'Decide whether the agreement is to cover the land that the party gains.',
  'all-parties',
  -90,
);

export const restateArea = action(
  'restate-area',
  'Restate the area of the agreement, and agree what happens to services on the land that is lost.',
  'all-parties',
  -60,
);
