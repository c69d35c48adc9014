/** Made-up agreements of Surrey with its primary care trusts before October 2006, as files of the time name them. */

import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import { amountOf, coversAllBut, makeIllustrative } from '#sample/arrangements-written.ts';

const county = 'Surrey County Council';

/** The agreements of that time. Their holder never recorded that they ended. */
export const arrangementsOf2006: readonly ArrangementSpec[] = [
  makeIllustrative({
    id: 'SAMPLE-2004-OLDER-PEOPLE',
    kind: 'pooled-fund',
    title: "Older people's section 31 pooled fund",
    careGroups: ['older-people'],
    parties: [
      [county, 'host', '2004-03-16'],
      ['Guildford and Waverley PCT', 'partner', '2004-03-18'],
      ['Woking Area PCT', 'partner', '2004-03-23'],
      ['North Surrey PCT', 'partner', '2004-03-25'],
    ],
    serviceArea: [county],
    agreedOn: '2004-03-09',
    startsOn: '2004-04-01',
    endsOn: '2009-04-01',
    noticeDays: 180,
    amounts: [amountOf('annual-value', 6_800_000), amountOf('balance', 210_000)],
    clauses: coversAllBut('resources'),
  }),
  makeIllustrative({
    id: 'SAMPLE-2005-LEARNING-DISABILITY',
    kind: 'lead-commissioning',
    title: 'Learning difficulties section 31 lead commissioning agreement',
    careGroups: ['learning-disability'],
    parties: [
      ['East Surrey PCT', 'lead-commissioner', '2005-06-14'],
      ['East Elmbridge and Mid Surrey PCT', 'partner', '2005-06-21'],
      [county, 'partner'],
    ],
    serviceArea: [county],
    agreedOn: '2005-05-24',
    startsOn: '2005-04-01',
    endsOn: '2010-04-01',
    noticeDays: 365,
    amounts: [amountOf('annual-value', 12_300_000)],
    clauses: coversAllBut('duration', 'management'),
  }),
  makeIllustrative({
    id: 'SAMPLE-2005-JOINT-POST',
    kind: 'joint-appointment',
    title: 'Joint head of commissioning, Guildford and Waverley',
    careGroups: ['older-people'],
    parties: [
      ['Guildford and Waverley PCT', 'employer', '', 0.5],
      [county, 'funder', '', 0.5],
    ],
    startsOn: '2005-09-01',
    endsOn: '2007-09-01',
    amounts: [amountOf('annual-value', 62_000)],
    postStage: 'filled',
  }),
];
